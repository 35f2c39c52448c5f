//! xmlsec1 accepts what we sign and refuses it when tampered with; we accept what it signs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod generator;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{any_element, any_node};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use support::xml::integrity;
use support::{Key, Signer};
use tanba_ades::xml::{self, Layout, Parent, Target, XmlParameters};
use tanba_pki::algorithm::SignatureAlgorithm;
use tanba_pki::digest::DigestAlgorithm;
use tanba_testkit::tool;

/// A directory with a key, a certificate and documents in it, and xmlsec1 to run there.
struct Bench {
    program: PathBuf,
    directory: tempfile::TempDir,
    signer: Signer,
}

impl Bench {
    fn new(key: Key) -> Option<Self> {
        let program = tool("xmlsec1")?;
        let signer = Signer::alone("xmlsec", key);
        let bench = Self {
            program,
            directory: tempfile::tempdir().unwrap(),
            signer,
        };
        let pem = tanba_pki::pem::encode("CERTIFICATE", bench.signer.certificate.der()).unwrap();
        fs::write(bench.path("certificate.pem"), pem).unwrap();
        fs::write(bench.path("key.pem"), bench.signer.key.pem()).unwrap();
        Some(bench)
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::new(self.directory.path()).join(name)
    }

    /// What it says and writes.
    fn run(&self, arguments: &[&str], document: &str) -> Result<String, String> {
        fs::write(self.path("document.xml"), document).unwrap();
        let output = Command::new(&self.program)
            .args(arguments)
            .args([
                "--id-attr:Id",
                "b",
                "--id-attr:Id",
                "urn:p:b",
                "--id-attr:Id",
                "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                "document.xml",
            ])
            .current_dir(self.directory.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            Ok(String::from_utf8(output.stdout).unwrap())
        } else {
            Err(said)
        }
    }

    fn verify(&self, document: &str) -> Result<String, String> {
        let time = ["--verification-time", "2026-11-20 12:00:00"];
        self.run(
            &[
                "--verify",
                "--trusted-pem",
                "certificate.pem",
                time[0],
                time[1],
            ],
            document,
        )
    }

    fn sign(&self, template: &str) -> String {
        self.run(
            &["--sign", "--privkey-pem", "key.pem,certificate.pem"],
            template,
        )
        .unwrap_or_else(|said| panic!("{said}\n{template}"))
    }

    fn ours(&self, document: &str, parameters: &XmlParameters) -> String {
        let prepared =
            xml::prepare(document.as_bytes(), &self.signer.certificate, parameters).unwrap();
        let value = self.signer.key.sign(&prepared.to_be_signed);
        String::from_utf8(xml::finish(&prepared, &value).unwrap()).unwrap()
    }
}

const DOCUMENT: &str = "<?xml version=\"1.0\"?>\n<!-- c --><a xmlns=\"\" xmlns:p=\"urn:p\" xml:lang=\"kk\">\r\n\
    <b Id=\"i\" z=\"\" p:a=\"&#9;1\">мәтін <![CDATA[<&]]><!-- d --><p:c/></b><e/></a>\n";

#[test]
fn our_signatures_are_accepted_and_tampering_is_not() {
    for key in [Key::rsa(), Key::p256(), Key::p384()] {
        let Some(bench) = Bench::new(key) else { return };
        for layout in [Layout::Lines, Layout::Compact] {
            for target in [Target::Document, Target::Id("i".to_owned())] {
                for parent in [
                    Parent::Root,
                    Parent::Id("i".to_owned()),
                    Parent::Path("/a/e".to_owned()),
                ] {
                    let parameters = XmlParameters {
                        target: target.clone(),
                        parent,
                        layout,
                        ..Default::default()
                    };
                    let signed = bench.ours(DOCUMENT, &parameters);
                    bench.verify(&signed).unwrap();
                    bench.verify(&signed.replace("мәтін", "мәтiн")).unwrap_err();
                    bench
                        .verify(&signed.replace("Id=\"i\"", "Id=\"j\""))
                        .unwrap_err();
                }
            }
        }
    }
}

#[test]
fn our_properties_are_accepted() {
    let Some(bench) = Bench::new(Key::rsa()) else {
        return;
    };
    for target in [Target::Document, Target::Id("i".to_owned())] {
        let signing_at = Some(support::NOW);
        let signed = bench.ours(
            DOCUMENT,
            &XmlParameters {
                target,
                signing_at,
                ..Default::default()
            },
        );
        bench.verify(&signed).unwrap();
        bench
            .verify(&signed.replace("2026-11-20T12", "2026-11-20T13"))
            .unwrap_err();
    }
}

#[test]
fn other_digests_are_accepted() {
    let Some(bench) = Bench::new(Key::rsa()) else {
        return;
    };
    for digest in [DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
        let algorithm = Some(SignatureAlgorithm::RsaPkcs1(digest));
        let signed = bench.ours(
            DOCUMENT,
            &XmlParameters {
                algorithm,
                ..Default::default()
            },
        );
        bench.verify(&signed).unwrap();
        assert_eq!(integrity(&signed), Ok(()));
    }
}

#[test]
fn the_last_of_several_signatures_is_accepted() {
    let Some(bench) = Bench::new(Key::rsa()) else {
        return;
    };
    let once = bench.ours(DOCUMENT, &XmlParameters::default());
    let twice = bench.ours(&once, &XmlParameters::default());
    // xmlsec1 looks at the first unless told otherwise, and knows nothing of taking others away.
    bench.verify(&twice).unwrap_err();
    let time = ["--verification-time", "2026-11-20 12:00:00"];
    let last = ["--node-xpath", "/a/*[local-name()='Signature'][2]"];
    let arguments = [
        "--verify",
        "--trusted-pem",
        "certificate.pem",
        time[0],
        time[1],
        last[0],
        last[1],
    ];
    bench.run(&arguments, &twice).unwrap();
}

/// A signature for xmlsec1 to fill in.
fn template(
    method: &str,
    signature: &str,
    digest: &str,
    uri: &str,
    transforms: &str,
    objects: &str,
) -> String {
    format!(
        "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo><CanonicalizationMethod Algorithm='{method}'/>\
         <SignatureMethod Algorithm='{signature}'/><Reference URI=\"{uri}\"><Transforms>{transforms}</Transforms>\
         <DigestMethod Algorithm='{digest}'/><DigestValue/></Reference></SignedInfo><SignatureValue/>\
         <KeyInfo><X509Data/></KeyInfo>{objects}</Signature>"
    )
}

const METHODS: [&str; 6] = [
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
];
const ENVELOPED: &str =
    "<Transform Algorithm='http://www.w3.org/2000/09/xmldsig#enveloped-signature'/>";
const RSA: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
const SHA: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

fn transform(method: &str, prefixes: &str) -> String {
    let list = match prefixes {
        "" => String::new(),
        _ => format!(
            "<n:InclusiveNamespaces xmlns:n='http://www.w3.org/2001/10/xml-exc-c14n#' PrefixList='{prefixes}'/>"
        ),
    };
    format!("<Transform Algorithm='{method}'>{list}</Transform>")
}

#[test]
fn its_signatures_are_accepted() {
    let Some(bench) = Bench::new(Key::rsa()) else {
        return;
    };
    let accept = |template: &str, at: &str| {
        let signed = bench.sign(&DOCUMENT.replacen(at, &format!("{template}{at}"), 1));
        assert_eq!(integrity(&signed), Ok(()), "{signed}");
    };
    for method in METHODS {
        let whole = [ENVELOPED, &transform(method, "")].concat();
        accept(&template(method, RSA, SHA, "", &whole, ""), "</a>");
        accept(
            &template(method, RSA, SHA, "#xpointer(/)", &whole, ""),
            "<e/>",
        );
        accept(&template(method, RSA, SHA, "#i", &whole, ""), "</b>");
        accept(
            &template(method, RSA, SHA, "#i", &transform(method, ""), ""),
            "</a>",
        );
        accept(
            &template(
                method,
                RSA,
                SHA,
                "#xpointer(id('i'))",
                &transform(method, ""),
                "",
            ),
            "</a>",
        );
    }
    let listed = transform(METHODS[4], "p #default");
    accept(&template(METHODS[4], RSA, SHA, "#i", &listed, ""), "</a>");
    // No transform at all, an object inside of the signature, base64 in it.
    accept(&template(METHODS[0], RSA, SHA, "#i", "", ""), "</a>");
    let object = "<Object Id='o'><x xmlns=''>1</x></Object>";
    accept(&template(METHODS[0], RSA, SHA, "#o", "", object), "</a>");
    let base64 = "<Transform Algorithm='http://www.w3.org/2000/09/xmldsig#base64'/>";
    accept(
        &template(
            METHODS[0],
            RSA,
            SHA,
            "#o",
            base64,
            "<Object Id='o'>SGVs\nbG8=</Object>",
        ),
        "</a>",
    );
    for name in ["sha1-rsa-MGF1", "sha256-rsa-MGF1", "sha512-rsa-MGF1"] {
        let uri = format!("http://www.w3.org/2007/05/xmldsig-more#{name}");
        if bench.program.exists() && supports(&bench, name) {
            accept(&template(METHODS[0], &uri, SHA, "#i", "", ""), "</a>");
        }
    }
    let sha1 = (
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#sha1",
    );
    accept(&template(METHODS[0], sha1.0, sha1.1, "#i", "", ""), "</a>");
}

fn supports(bench: &Bench, transform: &str) -> bool {
    let output = Command::new(&bench.program)
        .arg("--list-transforms")
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).contains(transform)
}

#[test]
fn its_elliptic_signatures_are_accepted() {
    for (key, name) in [(Key::p256(), "ecdsa-sha256"), (Key::p384(), "ecdsa-sha384")] {
        let Some(bench) = Bench::new(key) else { return };
        let uri = format!("http://www.w3.org/2001/04/xmldsig-more#{name}");
        let template = template(METHODS[0], &uri, SHA, "", ENVELOPED, "");
        let signed = bench.sign(&DOCUMENT.replacen("</a>", &format!("{template}</a>"), 1));
        assert_eq!(integrity(&signed), Ok(()));
    }
}

/// Subtrees of documents of every shape, by every method: the digests agree.
#[test]
fn subtrees_are_canonicalized_alike() {
    let Some(bench) = Bench::new(Key::p256()) else {
        return;
    };
    let uri = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    let config = ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let lists = prop::sample::select(vec!["", "p", "q p", "#default", "#default q"]);
    let method = prop::sample::select(METHODS.to_vec());
    let inputs = (
        any_element(Just("@".to_owned())),
        any_node(),
        any_node(),
        method,
        lists,
    );
    let outcome = TestRunner::new(config).run(&inputs, |(around, inside, inside_too, method, list)| {
        let list = if method.contains("exc") { list } else { "" };
        let target = format!("<b Id='target' q:x='' p:y=''>{inside}<p:b/>{inside_too}</b>");
        // An empty element has no room for the target.
        let around = if around.contains('@') { around.replacen('@', &target, 1) } else { target };
        let template = template(METHODS[0], uri, SHA, "#target", &transform(method, list), "");
        let source = format!("<root xmlns='' xmlns:q='urn:q' xmlns:p='urn:p' xml:lang='kk'>{around}{template}</root>");
        let signed = bench.sign(&source);
        prop_assert_eq!(integrity(&signed), Ok(()), "{}", signed);
        Ok(())
    });
    outcome.unwrap();
}
