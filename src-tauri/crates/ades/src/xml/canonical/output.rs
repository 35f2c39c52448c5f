//! What canonicalization writes: small pieces gathered, special characters replaced.

use super::super::error::{Error, Limit};
use super::super::text::{self, Piece};

const BLOCK: usize = 16 << 10;
/// What a node costs of the budget before any byte of it is written.
pub(super) const NODE_COST: u64 = 8;

/// Gathers small writes.
pub(super) struct Output<'s> {
    buffer: Vec<u8>,
    budget: &'s mut u64,
    sink: &'s mut dyn FnMut(&[u8]),
}

impl<'s> Output<'s> {
    pub(super) fn new(budget: &'s mut u64, sink: &'s mut dyn FnMut(&[u8])) -> Self {
        Self {
            buffer: Vec::with_capacity(BLOCK + 256),
            budget,
            sink,
        }
    }

    pub(super) fn push(&mut self, piece: &str) {
        self.buffer.extend_from_slice(piece.as_bytes());
    }

    pub(super) fn flush(&mut self) -> Result<(), Error> {
        self.charge(self.buffer.len() as u64)?;
        (self.sink)(&self.buffer);
        self.buffer.clear();
        Ok(())
    }

    pub(super) fn charge(&mut self, cost: u64) -> Result<(), Error> {
        let left = self.budget.checked_sub(cost);
        *self.budget = left.ok_or(Error::Limit(Limit::CanonicalBytes))?;
        Ok(())
    }

    pub(super) fn flush_full(&mut self) -> Result<(), Error> {
        if self.buffer.len() >= BLOCK {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// Writes text with the given bytes replaced (§2.3 of Canonical XML 1.0).
    pub(super) fn escaped(&mut self, plain: &str, replacement: fn(u8) -> Option<&'static str>) {
        let mut done = 0;
        for (at, byte) in plain.bytes().enumerate() {
            if let Some(replaced) = replacement(byte) {
                self.push(plain.get(done..at).unwrap_or_default());
                self.push(replaced);
                done = at + 1;
            }
        }
        self.push(plain.get(done..).unwrap_or_default());
    }

    pub(super) fn text(&mut self, raw: &str, with_references: bool) {
        let replacement = |byte| match byte {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'>' => Some("&gt;"),
            b'\r' => Some("&#xD;"),
            _ => None,
        };
        for piece in text::pieces(raw, with_references) {
            match piece {
                Piece::Plain(plain) => self.escaped(plain, replacement),
                Piece::LineEnd => self.push("\n"),
                Piece::Referenced(character) => {
                    self.escaped(character.encode_utf8(&mut [0; 4]), replacement);
                }
            }
        }
    }

    pub(super) fn attribute(&mut self, prefix: &str, name: &str, value: &str) {
        self.push(" ");
        self.push(prefix);
        self.push(name);
        self.push("=\"");
        self.escaped(value, |byte| match byte {
            b'&' => Some("&amp;"),
            b'<' => Some("&lt;"),
            b'"' => Some("&quot;"),
            b'\t' => Some("&#x9;"),
            b'\n' => Some("&#xA;"),
            b'\r' => Some("&#xD;"),
            _ => None,
        });
        self.push("\"");
    }
}
