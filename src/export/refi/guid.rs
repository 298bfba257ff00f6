//! GUIDs that are made from ids of ours, so that a thing has the same one in every export.

use std::fmt;

use crate::model::id::digest16;

/// What a thing is called in a project.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Guid([u8; 16]);

impl Guid {
    /// The GUID of a thing of this kind with this id. It is a UUID of version 8 (RFC 9562): a hash in a form of one's own.
    pub fn of(kind: &str, id: &[&[u8]]) -> Self {
        let mut bytes = digest16(&format!("refi/1/{kind}"), id);
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        Self(bytes)
    }

    /// The same, of a thing whose id is a text.
    pub fn of_text(kind: &str, id: impl fmt::Display) -> Self {
        Self::of(kind, &[id.to_string().as_bytes()])
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_a_uuid_that_follows_from_the_id() {
        let one = Guid::of_text("theme", "a").to_string();
        assert_eq!(one, Guid::of_text("theme", "a").to_string());
        assert_ne!(one, Guid::of_text("source", "a").to_string());
        let lengths: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&one[14..15], "8");
        assert!("89ab".contains(&one[19..20]), "{one}");
    }
}
