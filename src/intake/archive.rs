//! Archives of documents and tables: each file in one is a file of its own, read from it when it is wanted.
//!
//! Nothing is ever unpacked to the disk: what an entry is called is only a name, whatever it points at. Sizes are counted
//! while reading, since what an archive says of itself may be a lie. Office files are archives, too, and are no such.

use std::io::{Read, Seek, SeekFrom};

use zip::ZipArchive;

use super::ReadError;
use super::package::{Entry, MOST_ENTRIES, is_archive, unpacked};

/// The largest file that is taken out of an archive, in bytes.
const LARGEST_FILE: u64 = 256 << 20;

/// The most that is taken out of one archive, in bytes.
const LARGEST_SUM: u64 = 2 << 30;

/// What shows, by being there, that an archive is a file of an office program.
const OFFICE: [&str; 6] = [
    "[content_types].xml",
    "mimetype",
    "word/document.xml",
    "xl/workbook.xml",
    "xl/workbook.bin",
    "ppt/presentation.xml",
];

/// Folders in archives that a system makes for itself.
const FURNITURE: [&str; 1] = ["__MACOSX"];

/// An opened archive of files.
#[derive(Debug)]
pub struct Archive<R> {
    zip: ZipArchive<R>,
    /// Where each file stands in it, and its name with the folders that it is in.
    files: Vec<(usize, String)>,
    /// So much may still be taken out of it.
    left: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive; `None` when it is none, is an office file, holds no file, or cannot be taken apart: then it is
    /// a file like any other, and its reader says what is wrong with it.
    pub fn open(mut from: R) -> Option<Self> {
        let mut magic = [0; 4];
        from.read_exact(&mut magic).ok().filter(|()| is_archive(&magic))?;
        from.seek(SeekFrom::Start(0)).ok()?;
        let mut zip = ZipArchive::new(from).ok().filter(|zip| zip.len() <= MOST_ENTRIES)?;
        let names: Vec<(usize, String)> = (0..zip.len())
            .filter_map(|i| Some((i, zip.name_for_index(i)?.ok()?.replace('\\', "/"))))
            .collect();
        let is_project = |name: &str| name.to_lowercase().ends_with(".qde");
        if names.iter().any(|(_, name)| OFFICE.contains(&name.to_lowercase().as_str()) || is_project(name)) {
            return None;
        }
        // A link says where a file is, and is none.
        let is_file =
            |zip: &mut ZipArchive<R>, i| zip.by_index_raw(i).is_ok_and(|e| !e.is_dir() && !e.is_symlink());
        let mut files: Vec<(usize, String)> =
            names.into_iter().filter(|(i, name)| !is_hidden(name) && is_file(&mut zip, *i)).collect();
        // As a folder is walked.
        files.sort_by(|(_, a), (_, b)| a.split('/').cmp(b.split('/')));
        (!files.is_empty()).then_some(Self { zip, files, left: LARGEST_SUM })
    }

    /// The names of its files, in the order in which a folder of them would be read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(_, name)| name.as_str())
    }

    /// The bytes of the file that comes at this place among [`Self::names`]; `name` stands in messages.
    ///
    /// # Errors
    /// When it is damaged, packed in an unknown way, protected, or over a limit.
    pub fn file(&mut self, at: usize, name: &str) -> Result<Vec<u8>, ReadError> {
        let entry = Entry {
            place: self.files.get(at).map_or(usize::MAX, |(place, _)| *place),
            limit: LARGEST_FILE.min(self.left),
            over: &format!(
                "to more than {} MiB, or its archive to more than {} GiB",
                LARGEST_FILE >> 20,
                LARGEST_SUM >> 30
            ),
            what: "it",
            part: "its place in the archive",
        };
        unpacked(&mut self.zip, name, &entry, &mut self.left)
    }
}

/// Whether a file is one that a folder's walk leaves out. Steps up and here are only parts of a name.
fn is_hidden(name: &str) -> bool {
    name.split('/')
        .any(|part| FURNITURE.contains(&part) || (part.starts_with('.') && !matches!(part, "." | "..")))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::{Cursor, ErrorKind, Write};
    use std::rc::Rc;

    use super::*;

    fn archive(names: &[&str]) -> Cursor<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(name.as_bytes()).unwrap();
        }
        Cursor::new(zip.finish().unwrap().into_inner())
    }

    #[test]
    fn files_come_in_the_order_of_a_folder_and_hidden_ones_do_not() {
        let names = ["b.md", "a/z.md", "a.md", ".hidden", "a/.git/x", "__MACOSX/a.md", "../up.md", "/etc/x"];
        let mut opened = Archive::open(archive(&names)).unwrap();
        let found: Vec<String> = opened.names().map(str::to_owned).collect();
        assert_eq!(found, ["/etc/x", "../up.md", "a/z.md", "a.md", "b.md"]);
        assert_eq!(opened.file(2, "x").unwrap(), b"a/z.md");
        assert!(opened.file(9, "x").is_err());
    }

    /// An archive whose files, once it is open, cannot be read for this reason.
    struct Failing {
        bytes: Cursor<Vec<u8>>,
        why: ErrorKind,
        is_open: Rc<Cell<bool>>,
    }

    impl Read for Failing {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            // What stands before is the header of the first file.
            let in_file = self.bytes.position() >= 30;
            if self.is_open.get() && in_file { Err(self.why.into()) } else { self.bytes.read(to) }
        }
    }

    impl Seek for Failing {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.bytes.seek(to)
        }
    }

    #[test]
    fn a_file_for_which_memory_does_not_suffice_is_too_large_and_not_damaged() {
        let error = |why: ErrorKind| {
            let is_open = Rc::new(Cell::new(false));
            let bytes = archive(&["a.md"]);
            let mut opened = Archive::open(Failing { bytes, why, is_open: Rc::clone(&is_open) }).unwrap();
            is_open.set(true);
            opened.file(0, "all.zip/a.md").unwrap_err()
        };
        let (memory, other) = (error(ErrorKind::OutOfMemory), error(ErrorKind::BrokenPipe));
        assert!(matches!(memory, ReadError::TooLarge { .. }), "{memory:?}");
        assert!(memory.to_string().contains("too large: it needs more memory"), "{memory}");
        assert!(matches!(other, ReadError::Damaged { .. }), "{other:?}");
    }

    #[test]
    fn an_office_file_an_empty_archive_and_no_archive_are_none() {
        assert!(Archive::open(archive(&["[Content_Types].xml", "a.md"])).is_none());
        assert!(Archive::open(archive(&["mimetype", "content.xml"])).is_none());
        assert!(Archive::open(archive(&[])).is_none());
        assert!(Archive::open(Cursor::new(b"PK\x03\x04 and no more".to_vec())).is_none());
        assert!(Archive::open(Cursor::new(b"# Title".to_vec())).is_none());
    }
}
