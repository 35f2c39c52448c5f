//! Which extensions there are, whether critical, and what they say about the use of the key.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280 as x;
use tanba_pki::builder::extensions::usage;
use tanba_pki::profile::{KeyStorage, Role, key_storage, policies, roles};
use tanba_pki::{Certificate, oid};

use super::{Expected, Findings};
use crate::branch::Branch;
use crate::profile::ROOT_POLICY;
use crate::record::Office;

const NO_CHECK: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.5");

/// The extensions of an office and whether they are critical.
fn profile(office: Office) -> Vec<(ObjectIdentifier, bool)> {
    let mut all = vec![
        (x::ID_CE_KEY_USAGE, true),
        (x::ID_CE_SUBJECT_KEY_IDENTIFIER, false),
        (x::ID_CE_AUTHORITY_KEY_IDENTIFIER, false),
        (x::ID_CE_CERTIFICATE_POLICIES, false),
    ];
    let access = (x::ID_PE_AUTHORITY_INFO_ACCESS, false);
    let list = (x::ID_CE_CRL_DISTRIBUTION_POINTS, false);
    let delta = (oid::FRESHEST_CRL, false);
    all.extend(match office {
        Office::Root => vec![(x::ID_CE_BASIC_CONSTRAINTS, true)],
        Office::Issuing => vec![(x::ID_CE_BASIC_CONSTRAINTS, true), access, list],
        Office::Ocsp => vec![(x::ID_CE_EXT_KEY_USAGE, false), access, (NO_CHECK, false)],
        Office::Tsa => vec![(x::ID_CE_EXT_KEY_USAGE, true), access, list, delta],
        Office::Person => vec![
            (x::ID_CE_EXT_KEY_USAGE, false),
            access,
            list,
            delta,
            (oid::KZ_KEY_STORAGE, false),
        ],
    });
    all
}

/// Exactly the extensions of the profile, each once.
pub(super) fn set(certificate: &Certificate, expected: &Expected<'_>, findings: &mut Findings) {
    let profile = profile(expected.office);
    let found = certificate.extensions();
    for (oid, critical) in &profile {
        let mut same = found.iter().filter(|extension| extension.oid == *oid);
        findings.unless(
            same.next()
                .is_some_and(|extension| extension.critical == *critical)
                && same.next().is_none(),
            "extension",
            || format!("{oid} does not stand there once, critical or not as the profile says"),
        );
    }
    for extension in found {
        let known = profile.iter().any(|(oid, _)| *oid == extension.oid);
        findings.unless(known, "extension-unknown", || extension.oid.to_string());
    }
}

/// What the key may be used for, under which policy, by whom.
pub(super) fn values(certificate: &Certificate, expected: &Expected<'_>, findings: &mut Findings) {
    use usage::{CRL_SIGN, DIGITAL_SIGNATURE, KEY_AGREEMENT, KEY_CERT_SIGN, NON_REPUDIATION};
    let office = expected.office;
    let is_authority = matches!(office, Office::Root | Office::Issuing);

    let wanted = match office {
        Office::Root | Office::Issuing => KEY_CERT_SIGN | CRL_SIGN,
        Office::Ocsp | Office::Tsa => DIGITAL_SIGNATURE | NON_REPUDIATION,
        Office::Person if expected.branch == Branch::Rsa => DIGITAL_SIGNATURE | NON_REPUDIATION,
        Office::Person => DIGITAL_SIGNATURE | NON_REPUDIATION | KEY_AGREEMENT,
    };
    let wanted = tanba_pki::builder::extensions::key_usage(wanted).value;
    let found = certificate.extension(x::ID_CE_KEY_USAGE);
    findings.unless(
        found.is_some_and(|extension| extension.value == wanted),
        "key-usage",
        || "not the bits of the profile".to_owned(),
    );

    let constraints = certificate.basic_constraints().ok().flatten();
    let length = match office {
        Office::Issuing => Some(0),
        _ => None,
    };
    let fits = match constraints {
        Some(found) => is_authority && found.ca && found.path_length == length,
        None => !is_authority,
    };
    findings.unless(fits, "basic-constraints", || format!("{constraints:?}"));

    let purposes = certificate.extended_key_usage().unwrap_or_default();
    let fits = match office {
        Office::Root | Office::Issuing => purposes.is_empty(),
        Office::Ocsp => purposes == [x::ID_KP_OCSP_SIGNING],
        Office::Tsa => purposes == [x::ID_KP_TIME_STAMPING],
        Office::Person => person(certificate, expected.branch, &purposes),
    };
    findings.unless(fits, "extended-key-usage", || format!("{purposes:?}"));

    let own = certificate.key_identifier();
    findings.unless(
        certificate.subject_key_identifier() == Some(&own.0[..]),
        "subject-key-identifier",
        || "not the SHA-1 of the key".to_owned(),
    );
    let authority = certificate.authority_key_identifier().ok().flatten();
    let authority = authority.and_then(|identifier| identifier.key_identifier);
    findings.unless(
        authority.is_some_and(|found| found.as_bytes() == expected.issuer_key.0),
        "authority-key-identifier",
        || "not that of the issuer".to_owned(),
    );

    let policy = match office {
        Office::Root => ROOT_POLICY,
        _ => oid::KZ_POLICY,
    };
    let found = policies(certificate);
    findings.unless(found == [policy.to_string()], "policy", || {
        format!("{found:?}")
    });
    if office == Office::Person {
        let storage = key_storage(certificate).ok().flatten();
        // What keys are applied for; those of cards, SIMs and clouds come another way.
        let known = matches!(
            storage,
            Some(
                KeyStorage::Pkcs12
                    | KeyStorage::Kaztoken
                    | KeyStorage::EToken72K
                    | KeyStorage::EToken5110
                    | KeyStorage::JaCarta
                    | KeyStorage::AKey
            )
        );
        findings.unless(known, "key-storage", || format!("{storage:?}"));
    }
}

/// Signing, or logging in with a key of the older pair, and only roles that people outside the NCA have.
fn person(certificate: &Certificate, branch: Branch, purposes: &[ObjectIdentifier]) -> bool {
    let roles = roles(certificate).unwrap_or_default();
    let harmless = roles.iter().all(|role| {
        matches!(
            role,
            Role::Individual
                | Role::LegalEntity
                | Role::Head
                | Role::SignRight
                | Role::FinancialRight
                | Role::HumanResources
                | Role::Employee
                | Role::InformationSystem
                | Role::TreasuryClient
        )
    });
    let purpose = purposes.first();
    let signs = purpose == Some(&x::ID_KP_EMAIL_PROTECTION);
    let logs_in = purpose == Some(&x::ID_KP_CLIENT_AUTH) && branch == Branch::Rsa;
    harmless && (signs || logs_in) && purposes.len() == roles.len() + 1
}
