//! The NCA's certificate profile: roles, key storage, and the check digits of IIN and BIN.

use const_oid::{ObjectIdentifier, db};
use der::Sequence;
use serde::{Deserialize, Serialize};
use x509_cert::ext::pkix::{CertificatePolicies, KeyUsages};

use crate::certificate::Certificate;
use crate::{Result, oid};

/// Who a signer is to the NCA, from the extended key usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// Individual.
    Individual,
    /// Somebody of a legal entity.
    LegalEntity,
    /// First head.
    Head,
    /// With the right to sign.
    SignRight,
    /// With the right to sign financial documents.
    FinancialRight,
    /// HR.
    HumanResources,
    /// Employee.
    Employee,
    /// Information system.
    InformationSystem,
    /// NCA administrator.
    NcaAdministrator,
    /// NCA manager.
    NcaManager,
    /// NCA operator.
    NcaOperator,
    /// Treasury client.
    TreasuryClient,
}

impl Role {
    const ALL: [(ObjectIdentifier, Self); 12] = [
        (oid::KZ_ROLE_INDIVIDUAL, Self::Individual),
        (oid::KZ_ROLE_LEGAL, Self::LegalEntity),
        (oid::KZ_ROLE_HEAD, Self::Head),
        (oid::KZ_ROLE_SIGN_RIGHT, Self::SignRight),
        (oid::KZ_ROLE_FINANCIAL, Self::FinancialRight),
        (oid::KZ_ROLE_HR, Self::HumanResources),
        (oid::KZ_ROLE_EMPLOYEE, Self::Employee),
        (oid::KZ_ROLE_SYSTEM, Self::InformationSystem),
        (oid::KZ_ROLE_NCA_ADMINISTRATOR, Self::NcaAdministrator),
        (oid::KZ_ROLE_NCA_MANAGER, Self::NcaManager),
        (oid::KZ_ROLE_NCA_OPERATOR, Self::NcaOperator),
        (oid::KZ_ROLE_TREASURY, Self::TreasuryClient),
    ];

    /// The role that an extended key usage names.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == oid)
            .map(|(_, role)| *role)
    }

    /// Its name on the wire and in the catalogue of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::LegalEntity => "legal-entity",
            Self::Head => "head",
            Self::SignRight => "signatory",
            Self::FinancialRight => "financial-signatory",
            Self::HumanResources => "personnel",
            Self::Employee => "employee",
            Self::InformationSystem => "information-system",
            Self::NcaAdministrator => "nca-administrator",
            Self::NcaManager => "nca-manager",
            Self::NcaOperator => "nca-operator",
            Self::TreasuryClient => "treasury-client",
        }
    }

    /// Its extended key usage.
    pub fn oid(self) -> Option<ObjectIdentifier> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == self)
            .map(|(oid, _)| *oid)
    }
}

impl Serialize for Role {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The roles of a certificate, in its own order.
///
/// # Errors
/// When the extension is malformed.
pub fn roles(certificate: &Certificate) -> Result<Vec<Role>> {
    Ok(certificate
        .extended_key_usage()?
        .into_iter()
        .filter_map(Role::from_oid)
        .collect())
}

/// What a leaf's key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyPurpose {
    /// Signing documents; today's single key does everything and counts here.
    Signature,
    /// Logging in only: the authentication key of an older pair.
    Authentication,
}

/// What the key of a leaf is for, from key usage and extended key usage.
///
/// An authentication key has clientAuth and not emailProtection, or may not sign at all.
///
/// # Errors
/// When an extension is malformed.
pub fn key_purpose(certificate: &Certificate) -> Result<KeyPurpose> {
    let extended = certificate.extended_key_usage()?;
    let client = extended.contains(&db::rfc5280::ID_KP_CLIENT_AUTH);
    let signing = extended.contains(&db::rfc5280::ID_KP_EMAIL_PROTECTION);
    let may_sign = certificate.key_usage()?.is_none_or(|usage| {
        usage.0.contains(KeyUsages::DigitalSignature) || usage.0.contains(KeyUsages::NonRepudiation)
    });
    Ok(if (client && !signing) || !may_sign {
        KeyPurpose::Authentication
    } else {
        KeyPurpose::Signature
    })
}

/// The key usages of a certificate by their names in RFC 5280 §4.2.1.3; none when the extension
/// is absent or malformed.
pub fn key_usage_names(certificate: &Certificate) -> Vec<String> {
    let Ok(Some(usage)) = certificate.key_usage() else {
        return Vec::new();
    };
    [
        (KeyUsages::DigitalSignature, "digitalSignature"),
        (KeyUsages::NonRepudiation, "nonRepudiation"),
        (KeyUsages::KeyEncipherment, "keyEncipherment"),
        (KeyUsages::DataEncipherment, "dataEncipherment"),
        (KeyUsages::KeyAgreement, "keyAgreement"),
        (KeyUsages::KeyCertSign, "keyCertSign"),
        (KeyUsages::CRLSign, "cRLSign"),
        (KeyUsages::EncipherOnly, "encipherOnly"),
        (KeyUsages::DecipherOnly, "decipherOnly"),
    ]
    .into_iter()
    .filter(|(bit, _)| usage.0.contains(*bit))
    .map(|(_, name)| name.to_owned())
    .collect()
}

/// The certificate policies by object identifier; none when the extension is absent or malformed.
pub fn policies(certificate: &Certificate) -> Vec<String> {
    let policies = certificate.decode_extension::<CertificatePolicies>(
        db::rfc5280::ID_CE_CERTIFICATE_POLICIES,
        "CertificatePolicies",
    );
    let Ok(Some(policies)) = policies else {
        return Vec::new();
    };
    let identifiers = policies.0.iter();
    identifiers
        .map(|information| information.policy_identifier.to_string())
        .collect()
}

/// Where a private key lives, from the NCA's own extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum KeyStorage {
    /// PKCS#12 file.
    Pkcs12,
    /// Java key store.
    Jks,
    /// Identity card.
    #[serde(rename = "id-card")]
    IdCard,
    /// Kaztoken.
    Kaztoken,
    /// eToken PRO Java 72K.
    #[serde(rename = "etoken-72k")]
    EToken72K,
    /// eToken 5110.
    #[serde(rename = "etoken-5110")]
    EToken5110,
    /// JaCarta.
    JaCarta,
    /// aKey.
    AKey,
    /// SIM card.
    Sim,
    /// Cloud.
    Cloud,
}

impl KeyStorage {
    const ALL: [(&'static str, Self); 10] = [
        ("1.2.398.3.3.5.1.1", Self::Pkcs12),
        ("1.2.398.3.3.5.1.2", Self::Jks),
        ("1.2.398.3.3.5.2.1", Self::IdCard),
        ("1.2.398.3.3.5.2.2", Self::Kaztoken),
        ("1.2.398.3.3.5.2.3", Self::EToken72K),
        ("1.2.398.3.3.5.2.4", Self::EToken5110),
        ("1.2.398.3.3.5.2.5", Self::JaCarta),
        ("1.2.398.3.3.5.2.6", Self::AKey),
        ("1.2.398.3.3.5.2.7", Self::Sim),
        ("1.2.398.3.3.5.3.1", Self::Cloud),
    ];

    /// The storage that `oid` names.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        let text = oid.to_string();
        Self::ALL
            .iter()
            .find(|(known, _)| *known == text)
            .map(|(_, storage)| *storage)
    }

    /// Its object identifier.
    pub fn oid(self) -> Option<ObjectIdentifier> {
        Self::ALL
            .iter()
            .find(|(_, storage)| *storage == self)
            .and_then(|(oid, _)| ObjectIdentifier::new(oid).ok())
    }
}

/// The value of the extension `1.2.398.3.3.5`.
#[derive(Clone, Debug, Sequence)]
struct KeyStorageSyntax {
    storage: ObjectIdentifier,
}

/// Where the certificate says its private key lives.
///
/// # Errors
/// When the extension is malformed.
pub fn key_storage(certificate: &Certificate) -> Result<Option<KeyStorage>> {
    let value: Option<KeyStorageSyntax> =
        certificate.decode_extension(oid::KZ_KEY_STORAGE, "keyStorage")?;
    Ok(value.and_then(|value| KeyStorage::from_oid(value.storage)))
}

/// Whether twelve digits carry the check digit of an IIN or BIN.
///
/// The sum of dᵢ·i modulo 11 is the twelfth digit; where it is 10, the weights 3, 4, … 11, 1, 2
/// are tried, and a second 10 is invalid. Only for what people type: the NCA's own test
/// certificates fail it.
///
/// ```
/// assert!(!tanba_pki::profile::check_digit_holds("123456789011"));
/// assert!(tanba_pki::profile::check_digit_holds("900101300017"));
/// ```
pub fn check_digit_holds(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 12 || number.len() != 12 {
        return false;
    }
    let weighted = |shift: u32| -> u32 {
        digits
            .iter()
            .zip(0u32..11)
            .map(|(digit, index)| digit * ((index + shift) % 11 + 1))
            .sum::<u32>()
            % 11
    };
    let first = weighted(0);
    let sum = if first == 10 { weighted(2) } else { first };
    sum != 10 && digits.last() == Some(&sum)
}
