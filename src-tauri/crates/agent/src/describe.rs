//! Certificates as shells show them.

use serde::Serialize;
use tanba_pki::profile::{self, KeyPurpose, KeyStorage, Role};
use tanba_pki::{Certificate, name};
use time::OffsetDateTime;

use crate::trust;

/// Who a certificate names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Signer {
    /// Surname and name, or the name of a system.
    pub common_name: Option<String>,
    /// Individual identification number, twelve digits.
    pub iin: Option<String>,
    /// Business identification number, twelve digits.
    pub bin: Option<String>,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// The role of a Treasury user, `ROLE02`.
    pub treasury_role: Option<String>,
    /// The code that the Treasury gave its user, `KS1234`.
    pub treasury_code: Option<String>,
    /// The object identifier of an information system.
    pub system_id: Option<String>,
    /// Roles, in the certificate's own order.
    #[cfg_attr(feature = "ts", ts(type = "Array<string>"))]
    pub roles: Vec<Role>,
}

impl Signer {
    /// Who `certificate` names.
    pub fn of(certificate: &Certificate) -> Self {
        let subject = certificate.subject_fields();
        let roles = profile::roles(certificate).unwrap_or_default();
        // Elsewhere these attributes mean something else.
        let of = |role, value: Option<String>| value.filter(|_| roles.contains(&role));
        Self {
            treasury_role: of(Role::TreasuryClient, subject.domain_component),
            treasury_code: of(Role::TreasuryClient, subject.business_category),
            system_id: of(Role::InformationSystem, subject.user_id),
            common_name: subject.common_name,
            iin: subject.iin,
            bin: subject.bin,
            organisation: subject.organisation,
            roles,
        }
    }
}

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CertificateView {
    /// Subject as RFC 4514 writes attributes, in the order of the encoding.
    pub subject: String,
    /// Issuer, likewise.
    pub issuer: String,
    /// Serial number in hexadecimal.
    pub serial_number: String,
    /// Begin of validity.
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub not_before_at: OffsetDateTime,
    /// End of validity.
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub not_after_at: OffsetDateTime,
    /// Algorithm and length of the key; `None` when it is not supported.
    pub key: Option<String>,
    /// SHA-1 of the subjectPublicKey bits, in hexadecimal.
    pub key_identifier: String,
    /// What the key is for.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub key_purpose: Option<KeyPurpose>,
    /// Where the key is stored, where the certificate says so.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub key_storage: Option<KeyStorage>,
    /// Key usages by their names in RFC 5280.
    pub key_usage: Vec<String>,
    /// Extended key usages by object identifier.
    pub extended_key_usage: Vec<String>,
    /// Certificate policies by object identifier.
    pub policies: Vec<String>,
    /// Whether it is the certificate of an authority.
    pub authority: bool,
    /// SHA-256 of the certificate, in hexadecimal.
    pub sha256: String,
    /// Whether the NCA's test contour issued it.
    pub test: bool,
    /// Who it names.
    #[serde(flatten)]
    pub signer: Signer,
}

impl CertificateView {
    /// What `certificate` says. What cannot be read is left out.
    pub fn of(certificate: &Certificate) -> Self {
        Self {
            subject: name::display(certificate.subject()),
            issuer: name::display(certificate.issuer()),
            serial_number: hex::encode(certificate.serial_number()),
            not_before_at: certificate.not_before_at(),
            not_after_at: certificate.not_after_at(),
            key: certificate.public_key().ok().map(|key| key.name()),
            key_identifier: certificate.key_identifier().to_string(),
            key_purpose: profile::key_purpose(certificate).ok(),
            key_storage: profile::key_storage(certificate).ok().flatten(),
            key_usage: profile::key_usage_names(certificate),
            extended_key_usage: certificate
                .extended_key_usage()
                .unwrap_or_default()
                .iter()
                .map(ToString::to_string)
                .collect(),
            policies: profile::policies(certificate),
            authority: certificate
                .basic_constraints()
                .ok()
                .flatten()
                .is_some_and(|constraints| constraints.ca),
            sha256: hex::encode(certificate.sha256()),
            test: trust::is_test(certificate),
            signer: Signer::of(certificate),
        }
    }
}
