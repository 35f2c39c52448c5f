//! What the fuzz runners call.

use super::document::Document;
use super::place::{Placed, place};
use super::prepare::Parameters;
use super::{Place, VisibleSignature, coverage, dictionary, stampable, verify};

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
    for visible in [None, Some(itself(data))] {
        let parameters = Parameters {
            visible,
            ..Parameters::default()
        };
        if let Ok(placed) = place(&document, &parameters, 16, [0; 16]) {
            is_found(data, &placed);
        }
    }
}

/// The document as the appearance of its own signature.
fn itself(data: &[u8]) -> VisibleSignature {
    VisibleSignature {
        page: 1,
        place: Place::Fractions {
            left: 0.1,
            top: 0.1,
            width: 0.5,
            height: 0.2,
        },
        appearance: data.to_vec(),
    }
}

/// What we wrote must be there for a reader that follows the structure.
fn is_found(data: &[u8], placed: &Placed) {
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
