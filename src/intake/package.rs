//! Office files as what they are: zip archives of XML, opened within limits.
//!
//! Nothing is ever unpacked to the disk: names of entries are only compared. Sizes are counted while reading, since
//! what an archive says of itself may be a lie.

use std::collections::HashMap;
use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadError;
use super::xml::{Piece, Pieces};

/// An archive begins so.
const MAGIC: &[u8] = b"PK\x03\x04";

/// An archive without entries begins so.
const EMPTY: &[u8] = b"PK\x05\x06";

/// The most entries that an archive may have.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// The largest entry that is read, unpacked, in bytes.
const LARGEST_ENTRY: u64 = 64 << 20;

/// The most that is unpacked of one archive, in bytes.
const LARGEST_SUM: u64 = 192 << 20;

/// An entry of more than [`SMALL`] bytes may unpack to so many times its size.
const MOST_TIMES: u64 = 200;

/// Up to this size an entry may be packed as well as it likes.
const SMALL: u64 = 4 << 20;

/// Whether the bytes begin as an archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) || bytes.starts_with(EMPTY)
}

/// An opened archive.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a str,
    /// Where each entry stands, by its name in lower case: names of parts do not mind case (ECMA-376, part 2).
    places: HashMap<String, usize>,
    left: u64,
}

/// A part that another one names.
pub(super) struct Relationship {
    pub(super) id: String,
    /// The last word of the kind's address: "hyperlink", "footnotes".
    pub(super) kind: String,
    /// The name of a part, or an address where it is external.
    pub(super) target: String,
    pub(super) external: bool,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is damaged, or has too many entries.
    pub(super) fn open(bytes: &'a [u8], file: &'a str) -> Result<Self, ReadError> {
        // The library's words are about the format; nearly always the file was not copied to its end.
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| damaged(file, "the archive", &"it is cut off, or was changed on its way"))?;
        if zip.len() > MOST_ENTRIES {
            let what = format!("an archive of {} entries, over the limit of {MOST_ENTRIES}", zip.len());
            return Err(ReadError::TooLarge { file: file.to_owned(), what });
        }
        let names = (0..zip.len()).filter_map(|i| Some((i, zip.name_for_index(i)?.ok()?)));
        let places = names.map(|(i, name)| (plain(&name), i)).collect();
        Ok(Self { zip, file, places, left: LARGEST_SUM })
    }

    /// The names of all entries, in lower case and in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.places.keys().cloned().collect();
        names.sort();
        names
    }

    /// Whether there is an entry of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&plain(name))
    }

    /// The text of an entry; `None` when there is none of this name.
    ///
    /// # Errors
    /// When it is damaged, packed in an unknown way, protected, or over a limit.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        Ok(self.bytes(name)?.map(decoded))
    }

    /// The bytes of an entry; `None` when there is none of this name.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&place) = self.places.get(&plain(name)) else { return Ok(None) };
        let limit = LARGEST_ENTRY.min(self.left);
        let entry = Entry {
            place,
            limit,
            over: &format!("to more than {} MiB", limit >> 20),
            what: &format!("its part {name}"),
            part: name,
        };
        Ok(Some(unpacked(&mut self.zip, self.file, &entry, &mut self.left)?))
    }

    /// What a part names, by its relationships; none where it has no such list.
    ///
    /// # Errors
    /// As [`Self::part`]; a list that is no XML is damage, too.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let list = format!("{folder}{}_rels/{name}.rels", if folder.is_empty() { "" } else { "/" });
        let Some(text) = self.part(&list)? else { return Ok(Vec::new()) };
        let (mut pieces, mut found) = (Pieces::new(&text), Vec::new());
        while let Some(piece) = pieces.next().map_err(|e| damaged(self.file, &list, &e))? {
            let Piece::Open(tag) = piece else { continue };
            let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) else { continue };
            let kind = tag.attribute("Type").unwrap_or_default();
            let external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
            let target = if external { target } else { joined(folder, &target) };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relationship { id, kind, target, external });
        }
        Ok(found)
    }
}

/// An entry that is to be unpacked, and how messages speak of it.
pub(super) struct Entry<'a> {
    /// Where it stands in the archive.
    pub(super) place: usize,
    /// So many bytes it may unpack to.
    pub(super) limit: u64,
    /// To what it unpacks when it is over that: "to more than 64 MiB".
    pub(super) over: &'a str,
    /// Its name in a sentence.
    pub(super) what: &'a str,
    /// Its name before what is damaged.
    pub(super) part: &'a str,
}

/// The bytes of an entry; what was unpacked is taken off what is left, whatever comes of it.
///
/// # Errors
/// When it is damaged, packed in an unknown way, protected, or over a limit.
pub(super) fn unpacked<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    file: &str,
    entry: &Entry<'_>,
    left: &mut u64,
) -> Result<Vec<u8>, ReadError> {
    let packed_entry = match zip.by_index(entry.place) {
        Ok(packed_entry) => packed_entry,
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return Err(ReadError::Protected { file: file.to_owned() });
        }
        Err(e) => return Err(damaged(file, entry.part, &e)),
    };
    let too_large =
        |how: &str| Err(ReadError::TooLarge { file: file.to_owned(), what: format!("{} {how}", entry.what) });
    let packed = packed_entry.compressed_size();
    let mut bytes = Vec::new();
    let read = packed_entry.take(entry.limit + 1).read_to_end(&mut bytes);
    let size = bytes.len() as u64;
    *left = left.saturating_sub(size);
    match read {
        Ok(_) if size > entry.limit => too_large(&format!("unpacks {}", entry.over)),
        Ok(_) if size > SMALL && size / packed.max(1) > MOST_TIMES => {
            too_large(&format!("unpacks to more than {MOST_TIMES} times its size"))
        }
        Ok(_) => Ok(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::OutOfMemory => {
            too_large("needs more memory than its reader may use")
        }
        Err(e) => Err(damaged(file, entry.part, &e)),
    }
}

/// Something in a file is not as it should be.
pub(super) fn damaged(file: &str, part: &str, why: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { file: file.to_owned(), what: format!("{part}: {why}") }
}

fn plain(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// The name of a part that another one in this folder names.
fn joined(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            name => steps.push(name),
        }
    }
    steps.join("/")
}

/// XML in UTF-8, or in UTF-16 where a mark says so; a wrong byte is U+FFFD.
pub(super) fn decoded(bytes: Vec<u8>) -> String {
    let wide = |decode: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| decode([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_that_names_them() {
        assert_eq!(joined("word", "styles.xml"), "word/styles.xml");
        assert_eq!(joined("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(joined("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(joined("", "../../etc/passwd"), "etc/passwd");
    }
}
