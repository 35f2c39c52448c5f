//! XML signatures: made, read back, tampered with, wrapped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use support::xml::{check, integrity, sign};
use support::{Key, Signer};
use tanba_ades::parsed::{Defect, Remark};
use tanba_ades::xml::{self, Coverage, Layout, Limit, Limits, Parent, Target, XmlParameters};
use tanba_ades::{Error, PreparedSignature, SignaturePackaging};
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_testkit::shared_or_skip;

const DOCUMENT: &str = "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\r\n<!-- алдында --><құжат xmlns='urn:d' \
    xmlns:x='urn:x' xml:lang='kk' нөмірі=\"1&#10;2\">\r\n  <бөлім Id='b1'><![CDATA[<сома>]]> 100 &lt; 200</бөлім>\
    <!-- ішінде --><x:бөлім\tId = 'b2'/>\n</құжат><?соңы ?>\n";

fn by_id(id: &str) -> XmlParameters {
    XmlParameters {
        target: Target::Id(id.to_owned()),
        ..XmlParameters::default()
    }
}

#[test]
fn every_key_signs_whole_documents_and_elements() {
    for signer in Signer::of_every_kind() {
        for layout in [Layout::Lines, Layout::Compact] {
            let parameters = XmlParameters {
                layout,
                ..XmlParameters::default()
            };
            let signed = sign(DOCUMENT, &signer, &parameters);
            let found = check(&signed).remove(0);
            assert_eq!(found.signature.integrity, Ok(()), "{signed}");
            assert_eq!(
                found.signature.certificate.as_ref(),
                Some(&signer.certificate)
            );
            assert_eq!(found.signature.packaging, SignaturePackaging::Enveloped);
            assert_eq!(found.coverage, [Coverage::Document]);
            assert!(found.covers_whole_document && found.signature.remarks.is_empty());
            assert_eq!(found.path, "/құжат/ds:Signature");

            let signed = sign(
                DOCUMENT,
                &signer,
                &XmlParameters {
                    layout,
                    ..by_id("b1")
                },
            );
            let found = check(&signed).remove(0);
            assert_eq!(found.signature.integrity, Ok(()), "{signed}");
            assert_eq!(found.signature.packaging, SignaturePackaging::Detached);
            let path = "/құжат/бөлім".to_owned();
            assert_eq!(
                found.coverage,
                [Coverage::Element {
                    uri: "#b1".to_owned(),
                    path
                }]
            );
            assert!(!found.covers_whole_document);
            assert_eq!(
                found.signature.remarks,
                [Remark::CoversPart("#b1 /құжат/бөлім".to_owned())]
            );
        }
    }
}

#[test]
fn the_rest_of_the_document_stays_as_it_was() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let compact = XmlParameters {
        layout: Layout::Compact,
        ..XmlParameters::default()
    };
    let without = |signed: &str| {
        let start = signed.find("<ds:Signature ").unwrap();
        let end = signed.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
        [&signed[..start], &signed[end..]].concat()
    };
    let signed = sign(DOCUMENT, &signer, &compact);
    assert_eq!(without(&signed), DOCUMENT);
    assert!(!signed[signed.find("<ds:").unwrap()..signed.find("</құжат>").unwrap()].contains('\n'));
    let empty = sign("<a b = '1' />\n", &signer, &compact);
    assert_eq!(without(&empty), "<a b = '1' ></a>\n");
    assert_eq!(integrity(&empty), Ok(()));
}

#[test]
fn a_signature_goes_where_it_is_asked_to() {
    let signer = Signer::alone("p256", Key::p256());
    let places = [
        (Parent::Id("b2".to_owned()), Target::Document),
        (
            Parent::Path("//x:бөлім[@Id='b2']".to_owned()),
            Target::Id("b2".to_owned()),
        ),
        (
            Parent::Path("/құжат/x:бөлім".to_owned()),
            Target::Id("b1".to_owned()),
        ),
    ];
    for (parent, target) in places {
        let signed = sign(
            DOCUMENT,
            &signer,
            &XmlParameters {
                parent,
                target: target.clone(),
                ..Default::default()
            },
        );
        let found = check(&signed).remove(0);
        assert_eq!(found.path, "/құжат/x:бөлім/ds:Signature");
        assert_eq!(found.signature.integrity, Ok(()), "{target:?} {signed}");
        let is_inside = target != Target::Id("b1".to_owned());
        assert_eq!(
            found.signature.packaging == SignaturePackaging::Enveloped,
            is_inside
        );
        assert_eq!(signed.contains("#enveloped-signature"), is_inside);
    }
}

#[test]
fn other_algorithms_can_be_asked_for() {
    let signer = Signer::alone("rsa", Key::rsa());
    let digest = Some(DigestAlgorithm::Streebog512(Dialect::Kazakh));
    let parameters = XmlParameters {
        digest,
        ..XmlParameters::default()
    };
    let signed = sign("<a/>", &signer, &parameters);
    assert_eq!(check(&signed)[0].signature.digest_algorithm, digest);
    assert_eq!(integrity(&signed), Ok(()));
    let algorithm = Some(SignatureAlgorithm::Ecdsa(DigestAlgorithm::Gost94));
    let parameters = XmlParameters {
        algorithm,
        ..XmlParameters::default()
    };
    let refused = xml::prepare(b"<a/>", &signer.certificate, &parameters);
    assert!(matches!(refused, Err(Error::Unsupported(_))));
}

#[test]
fn what_was_signed_can_be_stored_before_the_value_comes() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let prepared = xml::prepare(
        DOCUMENT.as_bytes(),
        &signer.certificate,
        &XmlParameters::default(),
    )
    .unwrap();
    let stored = serde_json::to_string(&prepared).unwrap();
    let restored: PreparedSignature = serde_json::from_str(&stored).unwrap();
    assert_eq!(restored, prepared);
    let wrong = Key::gost512(4).sign(&prepared.to_be_signed);
    assert!(matches!(
        xml::finish(&restored, &wrong),
        Err(Error::KeyMismatch)
    ));
    let value = signer.key.sign(&restored.to_be_signed);
    let signed = String::from_utf8(xml::finish(&restored, &value).unwrap()).unwrap();
    assert_eq!(integrity(&signed), Ok(()));
}

#[test]
fn signing_is_refused_where_it_would_be_ambiguous() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let refuse = |source: &str, parameters: XmlParameters| match xml::prepare(
        source.as_bytes(),
        &signer.certificate,
        &parameters,
    ) {
        Err(Error::Xml(error)) => error,
        other => panic!("{other:?}"),
    };
    let twice = "<a><b Id='x'/><c id='x'/></a>";
    assert_eq!(
        refuse(twice, by_id("x")),
        xml::Error::DuplicateId("x".to_owned())
    );
    assert_eq!(
        refuse("<a/>", by_id("x")),
        xml::Error::NoElement("x".to_owned())
    );
    assert_eq!(
        refuse("<a Id='x y'/>", by_id("x y")),
        xml::Error::InvalidId("x y".to_owned())
    );
    let signed = sign("<a/>", &signer, &XmlParameters::default());
    let inside = XmlParameters {
        parent: Parent::Path("/a/*:Signature/ds:KeyInfo".to_owned()),
        ..Default::default()
    };
    assert!(matches!(refuse(&signed, inside), xml::Error::Signature(_)));
    assert!(matches!(
        refuse("<!DOCTYPE a><a/>", XmlParameters::default()),
        xml::Error::DocumentType(_)
    ));
}

#[test]
fn the_kalkan_sample_verifies() {
    let Some(path) = shared_or_skip("the_kalkan_sample_verifies", "kalkan/xml_simple_signed.xml")
    else {
        return;
    };
    let sample = std::fs::read_to_string(path).unwrap();
    let found = check(&sample).remove(0);
    assert_eq!(found.signature.integrity, Ok(()));
    assert!(found.covers_whole_document);
    let certificate = found.signature.certificate.unwrap();
    assert_eq!(
        certificate.subject_fields().common_name.as_deref(),
        Some("TEST GOST512")
    );
    for (from, to, defect) in [
        ("<a>1</a>", "<a>2</a>", Defect::HashMismatch),
        ("текст", "мәтін", Defect::HashMismatch),
        ("</b>", "</b> ", Defect::HashMismatch),
        ("XYwH", "XYwI", Defect::InvalidSignature),
        ("OwGF", "OwGG", Defect::HashMismatch),
        ("<ds:Transforms>", "<ds:Transforms >", Defect::Wrapped),
    ] {
        let tampered = sample.replacen(from, to, 1);
        let expected = if defect == Defect::Wrapped {
            Ok(())
        } else {
            Err(defect)
        };
        assert_eq!(integrity(&tampered), expected, "{from}");
    }
    // The layout we write is Kalkan's, but for the carriage returns.
    let signer = Signer::alone("gost", Key::gost512(3));
    let lines = |text: &str| {
        let text = text.replace("&#13;\n", "");
        text.split('\n')
            .filter(|line| line.starts_with('<'))
            .map(|line| line.split('>').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let ours = sign(
        "<root><a>1</a><b attr=\"x\">текст</b></root>",
        &signer,
        &XmlParameters::default(),
    );
    assert_eq!(lines(&ours), lines(&sample));
}

#[test]
fn what_ncalayer_signed_is_understood() {
    let test = "what_ncalayer_signed_is_understood";
    let Some(path) = shared_or_skip(test, "ncalayer/recordings.json") else {
        return;
    };
    let recordings: serde_json::Value =
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let signed: Vec<_> = recordings
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it["result"].as_str())
        .filter(|result| result.contains("<ds:Signature"))
        .collect();
    assert!(!signed.is_empty());
    for document in signed {
        // The certificate was taken out before publishing; the content is what was signed.
        let found = check(document).remove(0);
        assert_eq!(found.signature.integrity, Err(Defect::NoSigningCertificate));
        assert!(found.covers_whole_document);
        let changed = document.replacen("data", "date", 1);
        assert_eq!(integrity(&changed), Err(Defect::HashMismatch));
    }
}

#[test]
fn any_change_is_noticed() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let source = "<a xmlns:p='urn:p'><b Id='i' x='1'>text</b><p:c/></a>";
    for parameters in [XmlParameters::default(), by_id("i")] {
        let is_whole = parameters.target == Target::Document;
        let signed = sign(source, &signer, &parameters);
        let changes = [
            ("text", "test", true),
            ("x='1'", "x='2'", true),
            ("x='1'", "x=\"1\"", false),
            (">text<", ">te<!---->xt<", false),
            (">text<", ">te<?p?>xt<", true),
            (">text<", ">te<i/>xt<", true),
            (">text<", "><![CDATA[text]]><", false),
            ("<p:c/>", "<p:c></p:c>", false),
            ("<p:c/>", "<p:d/>", is_whole),
            ("'urn:p'", "'urn:q'", is_whole),
            ("#enveloped-signature", "#enveloped-signaturf", is_whole),
        ];
        for (from, to, is_noticed) in changes {
            let changed = signed.replacen(from, to, 1);
            assert_eq!(
                integrity(&changed).is_err(),
                is_noticed,
                "{from} {to} {parameters:?}"
            );
        }
        // In the signature itself: every character of what is signed, and of the value.
        let start = signed.find("<ds:SignedInfo>").unwrap();
        let end = signed.find("</ds:SignatureValue>").unwrap();
        for at in (start..end).step_by(3) {
            let mut changed = signed.clone().into_bytes();
            changed[at] ^= 1;
            let Ok(found) = xml::check(&changed, &[], &Limits::DEFAULT) else {
                continue;
            };
            let is_broken = found.iter().all(|it| it.signature.integrity.is_err());
            let is_space = signed.as_bytes()[at].is_ascii_whitespace()
                && signed[..at].contains("<ds:SignatureValue>");
            assert!(
                is_broken || is_space,
                "{at} {}",
                String::from_utf8_lossy(&changed)
            );
        }
    }
}

#[test]
fn signatures_one_after_the_other_all_count() {
    let first = Signer::alone("first", Key::gost512(3));
    let second = Signer::alone("second", Key::p256());
    let third = Signer::alone("third", Key::rsa());
    let whole = XmlParameters::default();
    let once = sign("<a><b Id='i'/></a>", &first, &whole);
    let twice = sign(&once, &second, &whole);
    let thrice = sign(&twice, &third, &whole);
    let found = check(&thrice);
    let coverage: Vec<_> = found.iter().map(|it| it.coverage[0].clone()).collect();
    let before = |later_signatures| Coverage::DocumentBefore { later_signatures };
    assert_eq!(coverage, [before(2), before(1), Coverage::Document]);
    assert!(
        found
            .iter()
            .all(|it| it.signature.integrity == Ok(()) && it.covers_whole_document)
    );
    assert_eq!(found[0].signature.remarks, [Remark::ContentAppended]);

    // Nothing but signatures may have come later, and these must sit beside the first.
    let smuggled = twice.replacen(
        "</ds:Signature></a>",
        "<ds:Object>x</ds:Object></ds:Signature></a>",
        1,
    );
    let first_found = check(&smuggled).remove(0);
    assert_eq!(first_found.signature.integrity, Err(Defect::HashMismatch));
    let beside = twice.replacen("</a>", "<c/></a>", 1);
    assert!(
        check(&beside)
            .iter()
            .all(|it| it.signature.integrity == Err(Defect::HashMismatch))
    );
    // Elements can be signed side by side without any of that.
    let parallel = sign(
        &sign("<a><b Id='i'/></a>", &first, &by_id("i")),
        &second,
        &by_id("i"),
    );
    assert!(
        check(&parallel)
            .iter()
            .all(|it| it.signature.integrity == Ok(()))
    );
}

#[test]
fn wrapped_signatures_are_told_apart() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let signed = sign("<a><b Id='i'>pay 1</b></a>", &signer, &by_id("i"));
    let signature = &signed[signed.find("<ds:Signature ").unwrap()..signed.find("</a>").unwrap()];
    // Two elements with the Id: refused, whichever comes first.
    let original = "<b Id='i'>pay 1</b>";
    for source in [
        format!("<a><b Id='i'>pay 9</b>{signature}<w>{original}</w></a>"),
        format!("<a><w>{original}</w>{signature}<b Id='i'>pay 9</b></a>"),
        format!("<a><b ID='i'>pay 9</b>{signature}<w>{original}</w></a>"),
        format!("<a><b xml:id='i'>pay 9</b>{signature}<w>{original}</w></a>"),
    ] {
        assert_eq!(integrity(&source), Err(Defect::Wrapped), "{source}");
    }
    // One element with the Id, moved aside: the signature holds, and says what it covers.
    let moved = format!("<a><b Id='j'>pay 9</b>{signature}<w>{original}</w></a>");
    let found = check(&moved).remove(0);
    assert_eq!(found.signature.integrity, Ok(()));
    assert!(!found.covers_whole_document);
    assert_eq!(
        found.signature.remarks,
        [Remark::CoversPart("#i /a/w/b".to_owned())]
    );
    // Gone altogether.
    assert_eq!(
        integrity(&format!("<a>{signature}</a>")),
        Err(Defect::ContentMissing)
    );
    // An Id on the document element covers the document.
    let root = sign("<a Id='r'>x</a>", &signer, &by_id("r"));
    assert!(check(&root)[0].covers_whole_document);
    // A whole document moved inside of another is no longer what was signed.
    let whole = sign("<a>x</a>", &signer, &XmlParameters::default());
    assert_eq!(
        integrity(&format!("<w>{whole}</w>")),
        Err(Defect::HashMismatch)
    );
}

#[test]
fn unknown_and_dangerous_algorithms_are_named() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let signed = sign("<a>x</a>", &signer, &XmlParameters::default());
    let named = |from: &str, to: &str| match integrity(&signed.replacen(from, to, 1)) {
        Err(Defect::UnsupportedAlgorithm(uri)) => assert_eq!(uri, to),
        other => panic!("{other:?}"),
    };
    let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    named(enveloped, "http://www.w3.org/TR/1999/REC-xslt-19991116");
    named(enveloped, "http://www.w3.org/TR/1999/REC-xpath-19991116");
    named(enveloped, "http://www.w3.org/2002/06/xmldsig-filter2");
    let gost = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512";
    named(gost, "http://www.w3.org/2000/09/xmldsig#hmac-sha1");
    let digest = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512";
    named(digest, "http://www.w3.org/2001/04/xmldsig-more#md5");
    for outside in [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "other.xml",
        "#",
        "#xpointer(id('q'))",
    ] {
        let changed = signed.replacen("URI=\"\"", &format!("URI=\"{outside}\""), 1);
        assert_eq!(
            integrity(&changed),
            Err(Defect::ContentMissing),
            "{outside}"
        );
    }
    let bare = signed.replacen(" URI=\"\"", "", 1);
    assert!(matches!(integrity(&bare), Err(Defect::Format(_))));
    let start = signed.find("<ds:X509Data>").unwrap();
    let end = signed.find("</ds:KeyInfo>").unwrap();
    let keyless = [
        &signed[..start],
        "<ds:KeyName>me</ds:KeyName>",
        &signed[end..],
    ]
    .concat();
    assert_eq!(integrity(&keyless), Err(Defect::NoSigningCertificate));
}

#[test]
fn a_certificate_may_only_be_hinted_at() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let other = Signer::alone("other", Key::gost512(8));
    let signed = sign("<a>x</a>", &signer, &XmlParameters::default());
    let start = signed.find("<ds:X509Data>").unwrap();
    let end = signed.find("</ds:KeyInfo>").unwrap();
    let serial = signer
        .certificate
        .serial_number()
        .iter()
        .fold(0_u128, |sum, &byte| sum << 8 | u128::from(byte));
    let hint = format!(
        "<ds:X509Data><ds:X509IssuerSerial><ds:X509SerialNumber>{serial}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>"
    );
    let hinted = [&signed[..start], &hint, &signed[end..]].concat();
    assert_eq!(integrity(&hinted), Err(Defect::NoSigningCertificate));
    let known = [other.certificate.clone(), signer.certificate.clone()];
    let found = xml::check(hinted.as_bytes(), &known, &Limits::DEFAULT)
        .unwrap()
        .remove(0)
        .signature;
    assert_eq!(
        (found.integrity, found.certificate.as_ref()),
        (Ok(()), Some(&signer.certificate))
    );
    // Among several certificates the one whose key signed is the signer's.
    let chain = vec![other.certificate.clone()];
    let with_chain = sign(
        "<a/>",
        &signer,
        &XmlParameters {
            chain,
            ..Default::default()
        },
    );
    let found = check(&with_chain).remove(0).signature;
    assert_eq!(found.embedded.certificates.len(), 2);
    assert_eq!(found.certificate.as_ref(), Some(&signer.certificate));
}

#[test]
fn hostile_signatures_end_quickly() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let signed = sign("<a>x</a>", &signer, &XmlParameters::default());
    let signature = &signed[signed.find("<ds:Signature ").unwrap()..signed.find("</a>").unwrap()];
    let check = |source: String| xml::check(source.as_bytes(), &[], &Limits::DEFAULT);
    let many = format!(
        "<a xmlns:ds='http://www.w3.org/2000/09/xmldsig#'>{}</a>",
        "<ds:Signature/>".repeat(100_000)
    );
    assert_eq!(
        check(many).unwrap_err(),
        xml::Error::Limit(Limit::Signatures)
    );
    let reference = &signature
        [signature.find("<ds:Reference").unwrap()..signature.find("</ds:SignedInfo>").unwrap()];
    let references = signed.replace(reference, &reference.repeat(1000));
    assert_eq!(
        check(references).unwrap_err(),
        xml::Error::Limit(Limit::References)
    );
    let prefixes = "a ".repeat(100_000);
    let list = format!(
        "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"><e:InclusiveNamespaces \
         xmlns:e=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"{prefixes}\"/></ds:Transform></ds:Transforms>"
    );
    let found = check(signed.replacen("</ds:Transforms>", &list, 1)).unwrap();
    assert!(matches!(
        found[0].signature.integrity,
        Err(Defect::Format(_))
    ));
    // Many references over much content: the work is bounded over all of them.
    let limits = Limits {
        canonical_bytes: 1 << 20,
        ..Limits::DEFAULT
    };
    let large = signed.replace(">x<", &format!(">{}<", "x".repeat(1 << 17)));
    let large = large.replace(reference, &reference.repeat(30));
    let outcome = xml::check(large.as_bytes(), &[], &limits).unwrap_err();
    assert_eq!(outcome, xml::Error::Limit(Limit::CanonicalBytes));
    for truncated in (0..signed.len()).step_by(7) {
        if let Some(part) = signed.get(..truncated) {
            assert!(check(part.to_owned()).is_err());
        }
    }
}

#[test]
fn fuzzed_documents_are_survived() {
    let signer = Signer::alone("gost", Key::gost512(3));
    let signed = sign(DOCUMENT, &signer, &XmlParameters::default());
    let seeds = [
        sign(&signed, &signer, &by_id("b2")),
        signed,
        "<a xmlns='urn:a' xmlns:p='urn:p' p:b='1'><p:c xmlns='' xmlns:p='urn:q' p:b=''>x&#13;</p:c><?p?></a>".to_owned(),
    ];
    let seeds: Vec<_> = seeds.into_iter().map(String::into_bytes).collect();
    for (name, body) in tanba_ades::fuzzing::BODIES {
        if name.starts_with("xml_") {
            tanba_testkit::fuzz::run(name, *body, &seeds);
        }
    }
}
