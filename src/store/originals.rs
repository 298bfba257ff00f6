//! The bytes of sources as they came, in compressed pieces.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest as _, Sha256};

use super::{Error, corpus};
use crate::model::id::SourceHash;

/// Originals are kept in pieces of this many bytes.
pub(super) const PIECE: usize = 1 << 20;

/// Keeps one piece.
pub(super) fn keep(conn: &Connection, source: i64, i: usize, piece: &[u8]) -> Result<(), Error> {
    let pack = || {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(piece)?;
        packer.finish()
    };
    let packed: Vec<u8> =
        pack().map_err(|e: io::Error| Error::Damaged(format!("a source could not be packed: {e}")))?;
    conn.prepare_cached("INSERT INTO original(source, i, data) VALUES(?1, ?2, ?3)")?
        .execute((source, i as i64, packed))?;
    Ok(())
}

/// Keeps all pieces of a stream, and gives its length in bytes.
pub(super) fn keep_stream(
    conn: &Connection,
    source: i64,
    hash: SourceHash,
    mut bytes: impl Read,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<u64, Error> {
    let (mut digest, mut size, mut piece) = (Sha256::new(), 0, Vec::with_capacity(PIECE));
    for i in 0.. {
        piece.clear();
        let read = bytes.by_ref().take(PIECE as u64).read_to_end(&mut piece);
        read.map_err(|e| Error::Damaged(format!("a file could not be read to its end: {e}")))?;
        if piece.is_empty() {
            break;
        }
        if !go_on(size) {
            return Err(Error::Stopped);
        }
        digest.update(&piece);
        size += piece.len() as u64;
        keep(conn, source, i, &piece)?;
    }
    if digest.finalize()[..] != hash.as_bytes()[..] {
        return Err(Error::Damaged("a file was changed while it was read: import it again".to_owned()));
    }
    Ok(size)
}

/// A source's bytes as they came; damaged where they do not have its hash any more.
pub(crate) fn original(conn: &Connection, source: i64) -> Result<Vec<u8>, Error> {
    let hash = corpus::source_hash(conn, source)?;
    let damaged = |why: &str| Error::Damaged(format!("the original {} {why}", &hash.to_string()[..8]));
    let mut bytes = Vec::new();
    Original::of(conn, source).read_to_end(&mut bytes).map_err(|e| damaged(&e.to_string()))?;
    if Sha256::digest(&bytes)[..] != hash.as_bytes()[..] {
        return Err(damaged("is not what its hash says"));
    }
    Ok(bytes)
}

/// A source's bytes as they came, a piece after the other.
pub(crate) struct Original<'c> {
    conn: &'c Connection,
    source: i64,
    /// The next piece, and what is left of the last.
    next: i64,
    piece: io::Cursor<Vec<u8>>,
}

impl<'c> Original<'c> {
    pub(crate) fn of(conn: &'c Connection, source: i64) -> Self {
        Self { conn, source, next: 0, piece: io::Cursor::default() }
    }

    fn unpack(&self) -> Result<Option<Vec<u8>>, rusqlite::Error> {
        self.conn
            .prepare_cached("SELECT data FROM original WHERE source = ?1 AND i = ?2")?
            .query_row((self.source, self.next), |r| r.get(0))
            .optional()
    }
}

impl Read for Original<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.piece.read(into)?;
            if n > 0 || into.is_empty() {
                return Ok(n);
            }
            let Some(packed) = self.unpack().map_err(io::Error::other)? else { return Ok(0) };
            self.next += 1;
            let mut piece = Vec::new();
            DeflateDecoder::new(&packed[..])
                .take(PIECE as u64 + 1)
                .read_to_end(&mut piece)
                .map_err(|e| io::Error::other(format!("cannot be unpacked: {e}")))?;
            if piece.len() > PIECE {
                return Err(io::Error::other("unpacks to more than it can be"));
            }
            self.piece = io::Cursor::new(piece);
        }
    }
}
