//! XML as a tree, for looking into what was written.

use quick_xml::XmlVersion;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    pub(crate) text: String,
}

impl Element {
    /// The root of a file.
    pub(crate) fn root(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let attributes = start.attributes().map(|a| {
                        let a = a.unwrap();
                        let value = a.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
                        (a.key.into_inner().to_owned(), value)
                    });
                    let name = start.name().into_inner().to_owned();
                    open.push(Self { name, attributes: attributes.collect(), ..Self::default() });
                }
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let known = entity.resolve_char_ref().unwrap().map(String::from);
                    let name = entity.into_inner().to_string();
                    let known =
                        known.or_else(|| quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned));
                    open.last_mut().unwrap().text.push_str(&known.unwrap());
                }
                Event::Eof => return open.remove(0).children.remove(0),
                _ => {}
            }
        }
    }

    /// An attribute; `None` when it is not there.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// An attribute that has to be there.
    #[track_caller]
    pub(crate) fn at(&self, name: &str) -> &str {
        self.get(name).unwrap_or_else(|| panic!("{} has no {name}", self.name))
    }

    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// It and all below it.
    pub(crate) fn walk(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(Self::walk);
        std::iter::once(self).chain(below).collect()
    }
}
