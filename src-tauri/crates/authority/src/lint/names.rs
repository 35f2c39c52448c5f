//! The subject.

use der::{Tag, Tagged as _};
use tanba_pki::name::{self, Name, Subject};
use tanba_pki::profile::{Role, roles};
use tanba_pki::{Certificate, oid};
use tanba_protocol::authority::{is_system_id, is_treasury_code, is_treasury_role, may_tell};

use super::{Expected, Findings};
use crate::record::Office;

/// The most characters of an attribute (X.520 upper bounds of CN, O and OU).
const LONGEST: usize = 64;

/// Every attribute once, filled, bounded, of the right type, without control characters; country KZ.
pub(super) fn subject(certificate: &Certificate, _: &Expected<'_>, findings: &mut Findings) {
    let subject = certificate.subject();
    let attributes: Vec<_> = subject.0.iter().flat_map(|rdn| rdn.0.iter()).collect();
    let mut seen = Vec::new();
    for attribute in &attributes {
        let kind = attribute.oid;
        findings.unless(!seen.contains(&kind), "subject-attribute-once", || {
            format!("{kind} stands there twice")
        });
        seen.push(kind);
        let text = name::text(attribute).unwrap_or_default();
        let length = text.chars().count();
        findings.unless(
            (1..=LONGEST).contains(&length) && text.trim() == text,
            "subject-attribute-length",
            || format!("{kind} has {length} characters, or spaces around them"),
        );
        findings.unless(
            !text.chars().any(char::is_control),
            "subject-attribute-characters",
            || format!("{kind} has control characters"),
        );
        let wanted = match kind {
            const_oid::db::rfc4519::C | oid::SERIAL_NUMBER => Tag::PrintableString,
            oid::DOMAIN_COMPONENT => Tag::Ia5String,
            _ => Tag::Utf8String,
        };
        let found = attribute.value.tag();
        findings.unless(found == wanted, "subject-attribute-type", || {
            format!("{kind} is a {found}")
        });
    }
    let fields = Subject::from_name(subject);
    findings.unless(
        fields.country.as_deref() == Some("KZ"),
        "subject-country",
        || format!("{:?}, not KZ", fields.country),
    );
    findings.unless(fields.common_name.is_some(), "subject-common-name", || {
        "is missing".to_owned()
    });
}

/// A person has a surname and an IIN; a BIN and a company's name go with a role in a company, further numbers with
/// some of these roles.
pub(super) fn person(certificate: &Certificate, expected: &Expected<'_>, findings: &mut Findings) {
    if expected.office != Office::Person {
        return;
    }
    let fields = certificate.subject_fields();
    let roles = roles(certificate).unwrap_or_default();
    let is_system = roles.contains(&Role::InformationSystem);
    let digits = |number: &Option<String>| {
        number.as_ref().is_some_and(|number| {
            number.len() == 12 && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    // A system is nobody: it has neither.
    let iin = match is_system {
        true => fields.iin.is_none(),
        false => digits(&fields.iin),
    };
    findings.unless(iin, "subject-iin", || {
        format!("{:?} is no IIN, or of no person", fields.iin)
    });
    findings.unless(
        fields.surname.is_some() != is_system,
        "subject-surname",
        || "is missing, or of no person".to_owned(),
    );
    let of_company = roles.contains(&Role::LegalEntity);
    let company = digits(&fields.bin) && fields.organisation.is_some();
    let none = fields.bin.is_none() && fields.organisation.is_none();
    findings.unless(
        if of_company { company } else { none },
        "subject-company",
        || "role, BIN and name of the company do not go together".to_owned(),
    );
    findings.unless(
        of_company != roles.contains(&Role::Individual),
        "role",
        || "neither for oneself nor for a company, or both".to_owned(),
    );
    // The Treasury's users and systems have numbers of their own, and nobody else has them.
    let told = |rule,
                applies: bool,
                told: Option<&str>,
                is_right: fn(&str) -> bool,
                findings: &mut Findings| {
        findings.unless(may_tell(applies, told, is_right), rule, || {
            format!("{told:?} and the role do not go together")
        });
    };
    let is_treasury = roles.contains(&Role::TreasuryClient);
    let (role, code) = (&fields.domain_component, &fields.business_category);
    told(
        "subject-treasury-role",
        is_treasury,
        role.as_deref(),
        is_treasury_role,
        findings,
    );
    told(
        "subject-treasury-code",
        is_treasury,
        code.as_deref(),
        is_treasury_code,
        findings,
    );
    told(
        "subject-system",
        is_system,
        fields.user_id.as_deref(),
        is_system_id,
        findings,
    );
    let order = attributes_in_order(certificate.subject());
    findings.unless(order, "subject-order", || {
        "the attributes do not stand in the NCA's order".to_owned()
    });
}

fn attributes_in_order(subject: &Name) -> bool {
    use const_oid::db::rfc4519::{C, CN, O, OU};
    let order = [
        CN,
        oid::SURNAME,
        oid::SERIAL_NUMBER,
        C,
        oid::GIVEN_NAME,
        O,
        OU,
        oid::DOMAIN_COMPONENT,
        oid::BUSINESS_CATEGORY,
        oid::USER_ID,
    ];
    let places: Vec<_> = subject
        .0
        .iter()
        .flat_map(|rdn| rdn.0.iter())
        .map(|attribute| order.iter().position(|oid| *oid == attribute.oid))
        .collect();
    places.iter().all(Option::is_some) && places.is_sorted()
}
