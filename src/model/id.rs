//! Identities: names that are the same on every computer, and the local numbers that never leave a file.
//!
//! A public id is 16 bytes of SHA-256 over a tag and length-prefixed parts (DATA.md, "Imported
//! text"). Things that analysts make are named by the operation that made them and a number
//! within it, so that an id tells its maker.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// Hashes length-prefixed parts under a versioned tag and keeps the first 16 bytes.
pub fn digest16(tag: &str, parts: &[&[u8]]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    feed(&mut hasher, tag.as_bytes());
    for part in parts {
        feed(&mut hasher, part);
    }
    let full = hasher.finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}

fn feed(hasher: &mut Sha256, part: &[u8]) {
    hasher.update((part.len() as u64).to_be_bytes());
    hasher.update(part);
}

/// Writes bytes as lower-case hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    text
}

/// Reads hexadecimal digits, an even number of them; `None` for anything else.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

/// A text that is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id")]
pub struct NotAnId(pub String);

macro_rules! content_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Takes the bytes of a stored id; `None` when their number is wrong.
            pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The bytes, as they are stored and hashed.
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), to_hex(&self.0[..4]))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                from_hex(text)
                    .and_then(|bytes| Self::from_bytes(&bytes))
                    .ok_or_else(|| NotAnId(text.to_owned()))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    };
}

content_id!(
    /// The whole SHA-256 of a source's bytes.
    SourceHash,
    32
);
content_id!(
    /// What a source says of one submission: H(source, locator).
    RecordId,
    16
);
content_id!(
    /// What a reader made of a record: H((locator, place, text) …).
    ExtractId,
    16
);
content_id!(
    /// One contribution; equal to the id of its founding record.
    SubmissionId,
    16
);
content_id!(
    /// One immutable text, named within its submission: H(place, text).
    PartId,
    16
);
content_id!(
    /// The text under one question of one submission, or its unplaced text of one place.
    AnswerId,
    16
);
content_id!(
    /// One entry of the journal; a chain over the device's operations.
    OperationId,
    16
);
content_id!(
    /// A saved filter: H(its name, case folded), so that a name is one filter in every file.
    FilterId,
    16
);

impl SourceHash {
    /// Hashes a file's bytes as they came.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl RecordId {
    /// Names what `source` says at `locator` ("" for a document, `byte:N` for a row).
    pub fn of(source: SourceHash, locator: &str) -> Self {
        Self(digest16("record/1", &[&source.0, locator.as_bytes()]))
    }
}

impl From<RecordId> for SubmissionId {
    fn from(founding: RecordId) -> Self {
        Self(founding.0)
    }
}

impl FilterId {
    /// Names the saved filter whose name is `folded`.
    pub fn of(folded: &str) -> Self {
        Self(digest16("filter/1", &[folded.as_bytes()]))
    }
}

impl PartId {
    /// Names a text within its submission.
    pub fn of(place: &str, text: &str) -> Self {
        Self(digest16("part/1", &[place.as_bytes(), text.as_bytes()]))
    }
}

impl AnswerId {
    /// Names what `submission` says under the question with this key.
    pub fn of_question(submission: SubmissionId, key: &str) -> Self {
        Self(digest16("answer/1", &[&submission.0, key.as_bytes()]))
    }

    /// Names the unplaced text of one place ("body", "footnote:3") of `submission`.
    pub fn of_unplaced(submission: SubmissionId, place: &str) -> Self {
        Self(digest16("unplaced/1", &[&submission.0, place.as_bytes()]))
    }
}

/// Names a thing that an operation made: the operation, and the thing's number within it.
///
/// Written as 32 hexadecimal digits, followed by `-n` where `n` is not 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct MadeId {
    /// The operation that made it, or the hash of a starter theme's fixed name.
    pub maker: [u8; 16],
    /// Which of the things that the operation made, from 0.
    pub n: u32,
}

impl MadeId {
    /// The stored form: 20 bytes, the number big-endian, so that ids sort as their makers do.
    pub fn to_bytes(self) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes[..16].copy_from_slice(&self.maker);
        bytes[16..].copy_from_slice(&self.n.to_be_bytes());
        bytes
    }

    /// Reads the stored form; `None` when the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (maker, n) = bytes.split_first_chunk::<16>()?;
        Some(Self { maker: *maker, n: u32::from_be_bytes(n.try_into().ok()?) })
    }
}

impl fmt::Display for MadeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.maker))?;
        if self.n != 0 {
            write!(f, "-{}", self.n)?;
        }
        Ok(())
    }
}

impl FromStr for MadeId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (maker, n) = text.split_once('-').unwrap_or((text, "0"));
        let wrong = || NotAnId(text.to_owned());
        let maker = from_hex(maker).and_then(|b| b.try_into().ok()).ok_or_else(wrong)?;
        Ok(Self { maker, n: n.parse().map_err(|_| wrong())? })
    }
}

impl Serialize for MadeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for MadeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

macro_rules! made_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub MadeId);

        impl $name {
            /// Names the `n`th thing that operation `maker` made.
            pub fn made_by(maker: OperationId, n: u32) -> Self {
                Self(MadeId { maker: maker.0, n })
            }

            /// Reads the stored form; `None` when the length is wrong.
            pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
                MadeId::from_bytes(bytes).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                text.parse().map(Self)
            }
        }
    };
}

made_id!(
    /// A theme of the codebook.
    ThemeId
);
made_id!(
    /// A tag: a theme on an answer or passage.
    TagId
);
made_id!(
    /// A note.
    NoteId
);
made_id!(
    /// A shortlist.
    ListId
);
made_id!(
    /// An item of a shortlist.
    ItemId
);
made_id!(
    /// An example quotation of a theme.
    ExampleId
);
made_id!(
    /// A stretch of text that is not to leave the workspace.
    WithheldId
);

impl ThemeId {
    /// The fixed id of a starter theme, from its name in the data files.
    pub fn starter(name: &str) -> Self {
        Self(MadeId { maker: digest16("theme/1", &[name.as_bytes()]), n: 0 })
    }
}

/// The dense local number of an answer: row of the search index, key of lists. Never in a payload or a file for others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AnswerNumber(pub u32);

/// The local number of a submission: key of lists. Never in a payload or a file for others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SubmissionNumber(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_write() {
        let made = ThemeId(MadeId { maker: [7; 16], n: 3 });
        assert_eq!(made.to_string().parse(), Ok(made));
        assert_eq!(ThemeId::from_bytes(&made.0.to_bytes()), Some(made));
        let record = RecordId::of(SourceHash::of(b"x"), "byte:12");
        assert_eq!(record.to_string().parse(), Ok(record));
        assert!("0g".parse::<RecordId>().is_err());
    }

    #[test]
    fn parts_of_a_hash_do_not_run_into_each_other() {
        assert_ne!(PartId::of("ab", "c"), PartId::of("a", "bc"));
    }
}
