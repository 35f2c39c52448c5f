//! What is seen of a signature on a page.

use std::time::Duration;

use tanba_ades::pdf::{Place, VisibleSignature};
use tanba_paper::Error;
use tanba_paper::pages::Pages;
use tanba_paper::stamp::Stamp;
use tanba_pki::Certificate;
use tanba_protocol::{Failure, FailureCode, Finding};
use time::OffsetDateTime;

use crate::desk::VisiblePlace;
use crate::practice::is_practice;
use crate::text::Texts;
use crate::trust::is_test;

/// How long a document may be looked at for the size of its page.
const WITHIN: Duration = Duration::from_secs(10);

/// A stamp at `place` that says who signs, and when by the signer's own clock.
///
/// # Errors
/// [`FailureCode::PlaceUnsuitable`] where there is no such page, or no room on it;
/// [`FailureCode::PdfEncrypted`], [`FailureCode::DocumentTooLarge`].
pub(super) fn visible(
    place: &VisiblePlace,
    document: &[u8],
    certificate: &Certificate,
    texts: &Texts,
    at: OffsetDateTime,
) -> Result<VisibleSignature, Failure> {
    let pages = Pages::open(document.to_vec(), WITHIN).map_err(failure)?;
    let page = usize::try_from(place.page).unwrap_or(usize::MAX);
    let size = pages.sizes().get(page);
    let size = size.ok_or_else(|| failure(Error::NoSuchPage))?;
    let stamp = Stamp {
        width: length(size.width, place.width),
        height: length(size.height, place.height),
        ..stamp(certificate, texts, at)
    };
    Ok(VisibleSignature {
        page: place.page,
        place: Place::Fractions {
            left: place.x,
            top: place.y,
            width: place.width,
            height: place.height,
        },
        appearance: stamp.to_pdf().map_err(failure)?,
    })
}

fn length(whole: f32, part: f64) -> f32 {
    (f64::from(whole) * part) as f32
}

/// What the stamp says, of no size yet.
fn stamp(certificate: &Certificate, texts: &Texts, at: OffsetDateTime) -> Stamp {
    let subject = certificate.subject_fields();
    let labelled = |label: &str, value: Option<String>| {
        value.map(|value| format!("{} {value}", texts.label(label)))
    };
    let remark = if is_practice(certificate) {
        Some(Finding::PracticeCertificate {})
    } else if is_test(certificate) {
        Some(Finding::TestCertificate {})
    } else {
        None
    };
    let lines = [
        remark.map(|remark| texts.message(&remark)),
        labelled("label-iin", subject.iin),
        subject.organisation,
        labelled("label-bin", subject.bin),
        Some(texts.date_time(at)),
    ];
    Stamp {
        heading: texts.label("stamp-heading"),
        name: subject.common_name.unwrap_or_default(),
        lines: lines.into_iter().flatten().collect(),
        qr: None,
        width: 0.,
        height: 0.,
    }
}

fn failure(error: Error) -> Failure {
    let code = match error {
        Error::Locked => FailureCode::PdfEncrypted,
        Error::TooLarge | Error::TooSlow => FailureCode::DocumentTooLarge,
        Error::Unreadable => FailureCode::PdfDamaged,
        Error::NoSuchPage | Error::StampTooSmall => FailureCode::PlaceUnsuitable,
        _ => FailureCode::Internal,
    };
    Failure::new(code).with_detail(error)
}
