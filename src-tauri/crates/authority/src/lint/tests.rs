use rand_core::OsRng;
use tanba_keystore::Signer as _;
use tanba_keystore::software::{KeyAlgorithm, SoftwareKey, generate};
use tanba_pki::builder::{CertificateTemplate, NameBuilder, extensions};
use tanba_pki::name::Subject;
use tanba_pki::profile::{KeyPurpose, KeyStorage};
use tanba_pki::signing::SignatureValue;
use tanba_protocol::authority::Template;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::*;
use crate::application::roles;
use crate::invitation::InvitedSubject;
use crate::profile::{self, IssuedBy, Person};

const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// An issuing authority (its own root) and the key of an applicant.
struct World {
    site: Site,
    issuer: SoftwareKey,
    certificate: Certificate,
    applicant: SoftwareKey,
}

impl World {
    fn make() -> Self {
        let issuer = generate(KeyAlgorithm::Gost512, &mut OsRng).unwrap();
        let site = Site::new("http://127.0.0.1:24680");
        let template = profile::root(Branch::Gost, issuer.public_key(), &site, NOW).unwrap();
        Self {
            site,
            certificate: finish(&template, &issuer),
            issuer,
            applicant: generate(KeyAlgorithm::Gost512, &mut OsRng).unwrap(),
        }
    }

    fn issued_by(&self) -> IssuedBy<'_> {
        IssuedBy {
            short_name: "ca_gost",
            name: self.certificate.subject(),
            key: self.issuer.key_identifier(),
            not_after_at: self.certificate.not_after_at(),
        }
    }

    fn person(&self) -> CertificateTemplate {
        let invited = InvitedSubject::practice();
        self.of(Person {
            subject: invited.subject(),
            roles: invited.roles(),
            purpose: KeyPurpose::Signature,
            storage: KeyStorage::Pkcs12,
        })
    }

    fn of(&self, person: Person) -> CertificateTemplate {
        let key = self.applicant.public_key();
        profile::person(person, key, &self.issued_by(), &self.site, NOW).unwrap()
    }

    fn lint(&self, office: Office, template: &CertificateTemplate) -> Vec<&'static str> {
        let is_root = office == Office::Root;
        let expected = Expected {
            office,
            branch: Branch::Gost,
            issuer_short_name: "ca_gost",
            issuer: (!is_root).then_some(&self.certificate),
            issuer_key: self.issuer.key_identifier(),
            site: &self.site,
        };
        let findings = lint(&finish(template, &self.issuer), &expected);
        findings.iter().map(|finding| finding.rule).collect()
    }

    /// What is found in a person's certificate after a change.
    fn changed(&self, change: impl FnOnce(&mut CertificateTemplate)) -> Vec<&'static str> {
        let mut template = self.person();
        change(&mut template);
        self.lint(Office::Person, &template)
    }
}

fn finish(template: &CertificateTemplate, issuer: &SoftwareKey) -> Certificate {
    let prepared = template.prepare(issuer.default_algorithm()).unwrap();
    prepared.finish(&SignatureValue(vec![0; 64])).unwrap()
}

/// Puts another extension in the place of the one of the same kind.
fn replace(template: &mut CertificateTemplate, by: tanba_pki::extension::Extension) {
    let place = template.extensions.iter_mut().find(|old| old.oid == by.oid);
    *place.unwrap() = by;
}

#[test]
fn every_profile_is_free_of_findings() {
    let world = World::make();
    let (key, by, site) = (world.applicant.public_key(), world.issued_by(), &world.site);
    let root = profile::root(Branch::Gost, world.issuer.public_key(), &world.site, NOW).unwrap();
    assert_eq!(world.lint(Office::Root, &root), [""; 0]);
    let issuing = profile::issuing(Branch::Gost, 2, key, &by, site, NOW).unwrap();
    assert_eq!(world.lint(Office::Issuing, &issuing), [""; 0]);
    for office in [Office::Ocsp, Office::Tsa] {
        let officer = profile::officer(office, Branch::Gost, 1, key, &by, site, NOW).unwrap();
        assert_eq!(world.lint(office, &officer), [""; 0]);
        // One office does not pass for another.
        assert!(!world.lint(Office::Person, &officer).is_empty());
    }
    assert_eq!(world.changed(|_| ()), [""; 0]);
    assert!(!world.lint(Office::Issuing, &world.person()).is_empty());
    assert!(!world.lint(Office::Person, &issuing).is_empty());
}

#[test]
fn every_deviation_is_found() {
    let world = World::make();
    let found = |rule: &str, change: fn(&mut CertificateTemplate)| {
        let findings = world.changed(change);
        assert!(findings.contains(&rule), "{rule}: {findings:?}");
    };
    found("serial-number-of-key", |t| t.serial_number[5] ^= 1);
    found("serial-number", |t| t.serial_number.push(1));
    found("issuer", |t| t.issuer = t.subject.clone());
    found("validity", |t| t.not_after_at = t.not_before_at);
    found("validity", |t| t.not_after_at += Duration::days(1));
    found("validity-within-issuer", |t| {
        t.not_before_at -= Duration::days(1);
        t.not_after_at -= Duration::days(2);
    });
    let subject = |text: &str, country: &str| {
        let name = NameBuilder::default().common_name(text).country(country);
        name.iin("000230500003")
    };
    found("subject-country", |t| {
        t.subject = NameBuilder::default().country("RU").build().unwrap();
    });
    found("subject-order", |t| {
        let name = NameBuilder::default().country("KZ").common_name("A");
        t.subject = name.iin("000230500003").build().unwrap();
    });
    found("subject-iin", |t| {
        let name = NameBuilder::default().common_name("A").iin("1");
        t.subject = name.country("KZ").build().unwrap();
    });
    for (text, rule) in [
        ("", "subject-attribute-length"),
        (" A", "subject-attribute-length"),
        (&"Ұ".repeat(65), "subject-attribute-length"),
        ("A\u{7}", "subject-attribute-characters"),
    ] {
        let findings = world.changed(|t| t.subject = subject(text, "KZ").build().unwrap());
        assert!(findings.contains(&rule), "{text:?}: {findings:?}");
    }
    found("subject-attribute-once", |t| {
        let name = NameBuilder::default().country("KZ").country("KZ");
        t.subject = name.build().unwrap();
    });
    found("subject-company", |t| {
        let name = NameBuilder::default().common_name("A").country("KZ");
        t.subject = name.organisation("ЖШС").build().unwrap();
    });
    found("extension", |t| {
        t.extensions.pop();
    });
    found("extension", |t| t.extensions[0].critical = true);
    found("extension-unknown", |t| {
        t.extensions.push(extensions::ocsp_no_check());
    });
    found("basic-constraints", |t| {
        t.extensions.push(extensions::authority(None));
    });
    found("key-usage", |t| {
        replace(t, extensions::key_usage(extensions::usage::KEY_CERT_SIGN));
    });
    found("policy", |t| {
        let other = extensions::certificate_policy(profile::ROOT_POLICY, None);
        replace(t, other);
    });
    found("crl-distribution-point", |t| {
        let other = extensions::crl_distribution_point("http://evil.example/ca.crl");
        replace(t, other);
    });
    found("freshest-crl", |t| {
        replace(t, extensions::freshest_crl("http://evil.example/ca.crl"));
    });
    found("authority-information-access", |t| {
        let other = extensions::authority_information_access(Some("http://evil.example/"), None);
        replace(t, other);
    });
    found("extended-key-usage", |t| {
        use const_oid::db::rfc5280::ID_KP_EMAIL_PROTECTION;
        use tanba_pki::oid::{KZ_ROLE_INDIVIDUAL, KZ_ROLE_NCA_OPERATOR};
        let purposes = [
            ID_KP_EMAIL_PROTECTION,
            KZ_ROLE_INDIVIDUAL,
            KZ_ROLE_NCA_OPERATOR,
        ];
        replace(t, extensions::extended_key_usage(&purposes, false));
    });
}

#[test]
fn a_foreign_key_or_identifier_is_found() {
    let world = World::make();
    let other = generate(KeyAlgorithm::P256, &mut OsRng).unwrap();
    let spki = other.public_key().to_spki_der().unwrap();
    let findings = world.changed(|t| t.spki_der = spki);
    for rule in [
        "public-key",
        "serial-number-of-key",
        "subject-key-identifier",
    ] {
        assert!(findings.contains(&rule), "{rule}: {findings:?}");
    }
    let identifier = other.key_identifier();
    let findings = world.changed(|t| {
        replace(t, extensions::authority_key_identifier(identifier));
    });
    assert_eq!(findings, ["authority-key-identifier"]);
    // Signed with another algorithm than the issuer's.
    let prepared = world.person().prepare(other.default_algorithm()).unwrap();
    let foreign = prepared.finish(&SignatureValue(vec![0; 64])).unwrap();
    let expected = Expected {
        office: Office::Person,
        branch: Branch::Gost,
        issuer_short_name: "ca_gost",
        issuer: Some(&world.certificate),
        issuer_key: world.issuer.key_identifier(),
        site: &world.site,
    };
    assert_eq!(lint(&foreign, &expected)[0].rule, "algorithm");
}

#[test]
fn what_applications_lead_to_is_free_of_findings() {
    let world = World::make();
    let of_company = |template: Template| Subject {
        common_name: Some("ҮЛГІБЕКОВ АЛДИЯР".into()),
        surname: (template != Template::InformationSystem).then(|| "ҮЛГІБЕКОВ".into()),
        iin: (template != Template::InformationSystem).then(|| "000230500003".into()),
        bin: Some("900101300017".into()),
        organisation: Some("«ҮЛГІ САУДА» ЖШС".into()),
        country: Some("KZ".into()),
        domain_component: template.is_treasury().then(|| "ROLE02".into()),
        business_category: template.is_treasury().then(|| "KS1234".into()),
        user_id: template.is_system().then(|| "1.2.398.3.20.1".into()),
        ..Subject::default()
    };
    let person = |template, storage| Person {
        subject: of_company(template),
        roles: roles(template),
        purpose: KeyPurpose::Signature,
        storage,
    };
    let templates = Template::ALL
        .iter()
        .filter(|template| **template != Template::Individual);
    for template in templates {
        let file = world.of(person(*template, KeyStorage::Pkcs12));
        assert_eq!(world.lint(Office::Person, &file), [""; 0], "{template:?}");
        assert_eq!((file.not_after_at - NOW).whole_days(), 365);
        let mut token = world.of(person(*template, KeyStorage::Kaztoken));
        assert_eq!(world.lint(Office::Person, &token), [""; 0], "{template:?}");
        assert_eq!((token.not_after_at - NOW).whole_days(), 3 * 365);
        token.not_after_at += Duration::days(1);
        assert_eq!(world.lint(Office::Person, &token), ["validity"]);
    }
    // A key in a file does not live as long as one on a token, and a GOST key is not for logging in alone.
    let mut file = world.of(person(Template::Head, KeyStorage::Pkcs12));
    file.not_after_at = NOW + Duration::days(3 * 365);
    assert_eq!(world.lint(Office::Person, &file), ["validity"]);
    let mut single = person(Template::Head, KeyStorage::Pkcs12);
    single.purpose = KeyPurpose::Authentication;
    assert_eq!(
        world.lint(Office::Person, &world.of(single)),
        ["extended-key-usage"]
    );
    let cloud = world.of(person(Template::Head, KeyStorage::Cloud));
    assert_eq!(world.lint(Office::Person, &cloud), ["key-storage"]);
    let mut nobody = person(Template::Head, KeyStorage::Pkcs12);
    nobody.subject = of_company(Template::InformationSystem);
    let findings = world.lint(Office::Person, &world.of(nobody));
    assert_eq!(
        findings,
        ["subject-iin", "subject-surname", "subject-system"]
    );
    let treasury = |change: fn(&mut Subject)| {
        let mut user = person(Template::Treasury, KeyStorage::Pkcs12);
        change(&mut user.subject);
        world.lint(Office::Person, &world.of(user))
    };
    let findings = treasury(|subject| subject.domain_component = Some("ROLE".into()));
    assert_eq!(findings, ["subject-treasury-role"]);
    let findings = treasury(|subject| subject.business_category = Some("KS12".into()));
    assert_eq!(findings, ["subject-treasury-code"]);
    let findings = treasury(|subject| subject.user_id = Some("1.2.398.3.20.1".into()));
    assert_eq!(findings, ["subject-system"]);
}
