//! What the fuzz runners call.

use super::document::Document;
use super::place::place;
use super::prepare::Parameters;
use super::{coverage, dictionary, stampable, verify};

/// Reads a document, its signatures and what came after them, and adds a signature.
pub(crate) fn document(data: &[u8]) {
    let _ = verify::signatures(data, &[]);
    let _ = stampable(data);
    let Ok(document) = Document::open(data) else {
        return;
    };
    for signature in dictionary::signatures(&document).unwrap_or_default() {
        let _ = coverage::coverage(&document, &signature);
    }
    let Ok(placed) = place(&document, &Parameters::default(), 16, [0; 16]) else {
        return;
    };
    // What we wrote must be there for a reader that follows the structure.
    let signed = [data, &placed.update].concat();
    let found = Document::open_strictly(&signed).and_then(|signed| dictionary::signatures(&signed));
    if let Ok(found) = found {
        debug_assert!(
            found
                .iter()
                .any(|signature| signature.places.as_ref() == Ok(&placed.places))
        );
    }
}
