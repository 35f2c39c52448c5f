//! What the fuzz bodies do with CMS.

use std::io::{Cursor, sink};

use super::{Content, extend, extract, parse, stampable};
use tanba_pki::tsp::TimeStampToken;

/// Reads `data` in every way; a CMS written again holds the same.
pub(crate) fn read(data: &[u8]) {
    let mut source = Cursor::new(data);
    let _ = parse(&mut source, None, &[]);
    let _ = parse(&mut source, Some(Content::Bytes(b"content")), &[]);
    let _ = extract(&mut source, &mut sink());
    let mut again = Vec::new();
    if extend(&mut source, &[], &mut again).is_ok() {
        let before = stampable(&mut source).map(|signers| signers.len());
        let after = stampable(&mut Cursor::new(&again)).map(|signers| signers.len());
        assert!(
            matches!((before, after), (Ok(before), Ok(after)) if after <= before),
            "a CMS written again is read again"
        );
    }
}

/// Reads and verifies `data` as a TimeStampToken.
pub(crate) fn token(data: &[u8]) {
    if let Ok(token) = TimeStampToken::from_bytes(data) {
        let _ = token.verify(&[]);
    }
}
