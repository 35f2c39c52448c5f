//! The screens, and which of them is asked about what.

use tanba_enrolment::{Ask, Why};
use tanba_protocol::FailureCode;

use super::FormStep;
use crate::enrol::view::EnrolmentView;

/// The screens of a new application, or those that an enrolment asks for again.
pub(crate) fn steps(view: Option<&EnrolmentView>) -> Vec<FormStep> {
    use FormStep as S;
    let Some(view) = view else {
        return vec![
            S::Template,
            S::Agreement,
            S::Applicant,
            S::Contact,
            S::Storage,
            S::Review,
        ];
    };
    match &view.ask {
        // Sent back, the whole application is looked at once more.
        Some(Ask::Applicant {
            why: Some(Why::Returned { .. }),
            ..
        }) => vec![S::Template, S::Applicant, S::Contact, S::Review],
        Some(Ask::Applicant { .. }) => vec![S::Template, S::Applicant],
        Some(Ask::Contact { .. }) => vec![S::Contact],
        Some(Ask::Storage { .. }) => vec![S::Storage],
        Some(Ask::Agreement) => vec![S::Agreement],
        Some(Ask::OldKey | Ask::Revocation { .. }) | None => Vec::new(),
    }
}

/// The screen on which what was refused can be told otherwise.
pub(crate) fn step_of(code: FailureCode) -> Option<FormStep> {
    use FailureCode as C;
    match code {
        C::BinMalformed
        | C::BinUnknown
        | C::IinMalformed
        | C::IinUnknown
        | C::HeadUnknown
        | C::HeadMismatch => Some(FormStep::Applicant),
        C::SystemNameMalformed
        | C::SystemIdMalformed
        | C::TreasuryRoleMalformed
        | C::TreasuryCodeMalformed => Some(FormStep::Template),
        C::RegionUnknown | C::EmailMalformed => Some(FormStep::Contact),
        C::AgreementOutdated => Some(FormStep::Agreement),
        C::AuthorityKeyUnsupported
        | C::OutputFolderMissing
        | C::OutputReadOnly
        | C::OutputFailed
        | C::PermissionDenied
        | C::TokenNotFound
        | C::TokenNotInitialised
        | C::TokenWriteProtected => Some(FormStep::Storage),
        _ => None,
    }
}
