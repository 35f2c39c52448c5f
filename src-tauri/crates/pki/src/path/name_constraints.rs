//! Name constraints: RFC 5280 §4.2.1.10 and their accumulation in §6.1.

use super::canonical::CanonicalName;
use super::general_name::GeneralName;
use crate::element::only;
use crate::tlv::{Error as Malformed, tag};
type Result<T> = core::result::Result<T, Malformed>;

/// The most comparisons of a name with a subtree that one path may cost.
const MOST_COMPARISONS: usize = 1 << 20;
/// The most subtrees in one extension.
const MOST_SUBTREES: usize = 10_000;

/// What one certificate demands of the names below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameConstraints {
    permitted: Vec<GeneralName>,
    excluded: Vec<GeneralName>,
}

impl NameConstraints {
    /// Reads the extension. A `minimum` other than 0 or any `maximum` is refused, as §4.2.1.10
    /// lets an implementation do.
    pub(crate) fn from_der(der: &[u8]) -> Result<Self> {
        let mut reader = only(der, tag::SEQUENCE)?.children();
        let permitted = reader.optional(tag::context_constructed(0))?;
        let excluded = reader.optional(tag::context_constructed(1))?;
        reader.finish()?;
        if permitted.is_none() && excluded.is_none() {
            return Err(Malformed::Refused("empty name constraints"));
        }
        let subtrees = |tlv: Option<crate::tlv::Element<'_>>| {
            tlv.map_or(Ok(Vec::new()), |tlv| subtrees(tlv.contents))
        };
        Ok(Self {
            permitted: subtrees(permitted)?,
            excluded: subtrees(excluded)?,
        })
    }
}

fn subtrees(contents: &[u8]) -> Result<Vec<GeneralName>> {
    let mut reader = crate::tlv::Cursor::new(contents);
    let mut out = Vec::new();
    while !reader.is_empty() {
        if out.len() == MOST_SUBTREES {
            return Err(Malformed::Refused("too many subtrees"));
        }
        let mut parts = reader.element(tag::SEQUENCE)?.children();
        let base = GeneralName::read(&parts.any()?)?;
        if let GeneralName::Ip(octets) = &base {
            address_and_mask(octets).ok_or(Malformed::Refused("address range"))?;
        }
        if parts
            .optional(tag::context(0))?
            .is_some_and(|minimum| minimum.contents != [0])
        {
            return Err(Malformed::Refused("minimum of a subtree"));
        }
        if parts.optional(tag::context(1))?.is_some() {
            return Err(Malformed::Refused("maximum of a subtree"));
        }
        parts.finish()?;
        out.push(base);
    }
    if out.is_empty() {
        return Err(Malformed::Refused("no subtree among the subtrees"));
    }
    Ok(out)
}

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameViolation {
    /// No permitted subtree of the name's form holds the name.
    #[error("a name is outside the permitted subtrees")]
    NotPermitted,
    /// An excluded subtree holds the name.
    #[error("a name is in an excluded subtree")]
    Excluded,
    /// The name's form is constrained, and the constraint cannot be applied to it.
    #[error("a constraint cannot be applied to a name")]
    Inapplicable,
    /// There are more names and subtrees than are looked at.
    #[error("too many names and subtrees")]
    TooMany,
}

/// `permitted_subtrees` and `excluded_subtrees` of a path so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameState {
    /// Intersection: a name must lie within each of these that speaks of its form.
    permitted: Vec<Vec<GeneralName>>,
    /// Union.
    excluded: Vec<GeneralName>,
    comparisons: usize,
}

impl NameState {
    /// §6.1.4 (g).
    pub(crate) fn add(&mut self, constraints: &NameConstraints) {
        if !constraints.permitted.is_empty() {
            self.permitted.push(constraints.permitted.clone());
        }
        self.excluded.extend(constraints.excluded.iter().cloned());
    }

    pub(crate) const fn is_constrained(&self) -> bool {
        !self.permitted.is_empty() || !self.excluded.is_empty()
    }

    /// §6.1.3 (b) and (c) for the subject and the alternative names of one certificate, with the
    /// mailboxes of its subject as [`subject_mailboxes`] gives them.
    pub(crate) fn check(
        &mut self,
        subject: &CanonicalName,
        alternative: &[GeneralName],
        mailboxes: &[String],
    ) -> core::result::Result<(), NameViolation> {
        if !self.is_constrained() {
            return Ok(());
        }
        if !subject.is_empty() {
            self.check_one(&GeneralName::Directory(subject.clone()))?;
        }
        for name in alternative {
            self.check_one(name)?;
        }
        // Legacy mail addresses in the subject are constrained alike (§4.2.1.10).
        if !alternative
            .iter()
            .any(|name| matches!(name, GeneralName::Mailbox(_)))
        {
            for mailbox in mailboxes {
                self.check_one(&GeneralName::Mailbox(mailbox.clone()))?;
            }
        }
        Ok(())
    }

    fn check_one(&mut self, name: &GeneralName) -> core::result::Result<(), NameViolation> {
        let subtrees = self.permitted.iter().map(Vec::len).sum::<usize>() + self.excluded.len();
        self.comparisons = self.comparisons.saturating_add(subtrees);
        if self.comparisons > MOST_COMPARISONS {
            return Err(NameViolation::TooMany);
        }
        for base in self
            .excluded
            .iter()
            .filter(|base| base.form() == name.form())
        {
            match contains(base, name) {
                Some(true) => return Err(NameViolation::Excluded),
                Some(false) => {}
                None => return Err(NameViolation::Inapplicable),
            }
        }
        for generation in &self.permitted {
            let mut speaks = false;
            let mut holds = false;
            for base in generation.iter().filter(|base| base.form() == name.form()) {
                speaks = true;
                match contains(base, name) {
                    Some(within) => holds |= within,
                    None => return Err(NameViolation::Inapplicable),
                }
            }
            if speaks && !holds {
                return Err(NameViolation::NotPermitted);
            }
        }
        Ok(())
    }
}

/// Whether `base` contains `name` of the same form; `None` when that cannot be told.
fn contains(base: &GeneralName, name: &GeneralName) -> Option<bool> {
    match (base, name) {
        (GeneralName::Directory(base), GeneralName::Directory(name)) => Some(name.is_within(base)),
        (GeneralName::Dns(base), GeneralName::Dns(name)) => Some(dns(base, name)),
        (GeneralName::Mailbox(base), GeneralName::Mailbox(name)) => mailbox(base, name),
        (GeneralName::Uri(base), GeneralName::Uri(name)) => {
            host(name).map(|host| exact_or_below(base, host))
        }
        (GeneralName::Ip(base), GeneralName::Ip(name)) => Some(ip(base, name)),
        _ => None,
    }
}

/// Labels may be added on the left; a leading dot asks for at least one. The empty constraint
/// holds every name.
fn dns(base: &str, name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let base = base.strip_suffix('.').unwrap_or(base);
    if base.is_empty() {
        return true;
    }
    if base.starts_with('.') {
        return ends_with_ignoring_case(name, base) && name.len() > base.len();
    }
    name.eq_ignore_ascii_case(base)
        || (ends_with_ignoring_case(name, base)
            && name
                .len()
                .checked_sub(base.len() + 1)
                .and_then(|at| name.as_bytes().get(at))
                == Some(&b'.'))
}

/// A whole mailbox, all mailboxes of a host, or all of a domain (with a leading dot).
fn mailbox(base: &str, name: &str) -> Option<bool> {
    let (local, host) = name.rsplit_once('@')?;
    if local.is_empty() || host.is_empty() {
        return None;
    }
    Some(match base.rsplit_once('@') {
        Some((base_local, base_host)) => {
            base_local == local && base_host.eq_ignore_ascii_case(host)
        }
        None => exact_or_below(base, host),
    })
}

/// A host exactly, or with a leading dot every host below it.
fn exact_or_below(base: &str, host: &str) -> bool {
    if base.is_empty() {
        return true;
    }
    if base.starts_with('.') {
        host.len() > base.len() && ends_with_ignoring_case(host, base)
    } else {
        host.eq_ignore_ascii_case(base)
    }
}

fn ends_with_ignoring_case(text: &str, end: &str) -> bool {
    text.len()
        .checked_sub(end.len())
        .and_then(|at| text.as_bytes().get(at..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
}

/// The host of a URI with an authority, unless it is an address.
fn host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once(':')?;
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let host_and_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    if host_and_port.starts_with('[') {
        return None;
    }
    let host = host_and_port.split(':').next()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_address = host.parse::<std::net::Ipv4Addr>().is_ok();
    (!host.is_empty() && !is_address).then_some(host)
}

fn address_and_mask(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    matches!(octets.len(), 8 | 32).then(|| octets.split_at(octets.len() / 2))
}

fn ip(base: &[u8], name: &[u8]) -> bool {
    let Some((address, mask)) = address_and_mask(base) else {
        return false;
    };
    address.len() == name.len()
        && address
            .iter()
            .zip(mask)
            .zip(name)
            .all(|((address, mask), octet)| address & mask == octet & mask)
}

/// The values of `emailAddress` (PKCS #9) in the DER of a subject.
pub(crate) fn subject_mailboxes(name_der: &[u8]) -> Result<Vec<String>> {
    const EMAIL_ADDRESS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01];
    let mut out = Vec::new();
    let mut sets = only(name_der, tag::SEQUENCE)?.children();
    while let Some(set) = sets.read()? {
        let mut attributes = set.children();
        while let Some(attribute) = attributes.read()? {
            let mut parts = attribute.children();
            if parts.element(tag::OBJECT_IDENTIFIER)?.contents == EMAIL_ADDRESS {
                out.push(String::from_utf8_lossy(parts.any()?.contents).into_owned());
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_names() {
        for (base, name, within) in [
            (
                "testcertificates.gov",
                "testserver.testcertificates.gov",
                true,
            ),
            ("testcertificates.gov", "TestCertificates.GOV", true),
            ("testcertificates.gov", "mytestcertificates.gov", false),
            ("testcertificates.gov", "gov", false),
            (".example.kz", "a.example.kz", true),
            (".example.kz", "example.kz", false),
            ("", "anything", true),
            ("example.kz", "example.kz.", true),
        ] {
            assert_eq!(dns(base, name), within, "{base} {name}");
        }
    }

    #[test]
    fn mailboxes() {
        for (base, name, within) in [
            ("a@example.kz", "a@example.KZ", Some(true)),
            ("a@example.kz", "A@example.kz", Some(false)),
            ("example.kz", "a@example.kz", Some(true)),
            ("example.kz", "a@mail.example.kz", Some(false)),
            (".example.kz", "a@mail.example.kz", Some(true)),
            (".example.kz", "a@example.kz", Some(false)),
            ("example.kz", "nobody", None),
            ("example.kz", "@example.kz", None),
        ] {
            assert_eq!(mailbox(base, name), within, "{base} {name}");
        }
    }

    #[test]
    fn uris() {
        for (base, name, within) in [
            (".example.kz", "http://a.example.kz/x", Some(true)),
            (".example.kz", "http://example.kz/", Some(false)),
            ("example.kz", "https://user@example.kz:8080/", Some(true)),
            ("example.kz", "https://a.example.kz", Some(false)),
            ("example.kz", "ldap://EXAMPLE.KZ?x", Some(true)),
            ("example.kz", "http://evil.kz/@example.kz", Some(false)),
            ("example.kz", "mailto:a@example.kz", None),
            ("example.kz", "http://192.0.2.1/", None),
            ("example.kz", "http://[2001:db8::1]/", None),
            ("example.kz", "urn:x", None),
        ] {
            let (base, name) = (GeneralName::Uri(base.into()), GeneralName::Uri(name.into()));
            assert_eq!(contains(&base, &name), within, "{base:?} {name:?}");
        }
    }

    #[test]
    fn addresses() {
        assert!(ip(&[10, 0, 0, 0, 255, 0, 0, 0], &[10, 9, 8, 7]));
        assert!(!ip(&[10, 0, 0, 0, 255, 0, 0, 0], &[11, 9, 8, 7]));
        assert!(!ip(&[10, 0, 0, 0, 255, 0, 0, 0], &[0; 16]));
    }

    #[test]
    fn work_is_bounded() {
        let mut state = NameState::default();
        let bases = |n: usize| {
            (0..n)
                .map(|n| GeneralName::Dns(format!("n{n}.kz")))
                .collect::<Vec<_>>()
        };
        state.add(&NameConstraints {
            permitted: Vec::new(),
            excluded: bases(10_000),
        });
        let names: Vec<_> = (0..10_000)
            .map(|n| GeneralName::Dns(format!("m{n}.kz")))
            .collect();
        let empty = CanonicalName::default();
        assert_eq!(
            state.check(&empty, &names, &[]),
            Err(NameViolation::TooMany)
        );
    }

    #[test]
    fn forms_nobody_can_compare_are_refused_when_constrained() {
        let other = GeneralName::Other(0, vec![1]);
        let mut state = NameState::default();
        let empty = CanonicalName::default();
        assert_eq!(
            state.check(&empty, std::slice::from_ref(&other), &[]),
            Ok(())
        );
        state.add(&NameConstraints {
            permitted: vec![other.clone()],
            excluded: Vec::new(),
        });
        assert_eq!(
            state.check(&empty, &[GeneralName::Other(0, vec![2])], &[]),
            Err(NameViolation::Inapplicable)
        );
        assert_eq!(
            state.check(&empty, &[GeneralName::Dns("a.kz".into())], &[]),
            Ok(())
        );
    }
}
