//! A small RSA certification authority made by the outside openssl.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tanba_testkit::tool;
use tempfile::TempDir;

use crate::output;

/// The password of every key file made here.
const PASSWORD: &str = "Outside1";

const CONFIGURATION: &str = "\
[ca]
default_ca = here
[here]
database = index.txt
crlnumber = crlnumber
default_md = sha256
default_crl_days = 30
[req]
distinguished_name = name
prompt = no
[name]
CN = set on the command line
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
";

/// An authority, a signer with a key file, and a CRL that revokes nobody.
#[derive(Debug)]
pub struct Authority {
    openssl: PathBuf,
    folder: TempDir,
}

impl Authority {
    /// Makes the keys and certificates; `None`, having said so, without an outside openssl.
    #[must_use]
    pub fn make() -> Option<Self> {
        let authority = Self {
            openssl: tool("openssl")?,
            folder: TempDir::new().expect("a temporary directory"),
        };
        authority.write("openssl.cnf", CONFIGURATION);
        authority.write("index.txt", "");
        authority.write("crlnumber", "01\n");
        authority.run(
            "req -x509 -config openssl.cnf -extensions authority -newkey rsa:2048 -nodes -days 30 -sha256 \
             -subj /C=KZ/O=Outside/CN=Outside-Root -keyout ca.key -out ca.pem",
        );
        authority.issue(
            "signer",
            "/C=KZ/SN=OUTSIDER/CN=OUTSIDER OLGA/serialNumber=IIN123456789011",
        );
        authority
            .run("ca -config openssl.cnf -gencrl -keyfile ca.key -cert ca.pem -out ca.crl.pem");
        authority.run("crl -in ca.crl.pem -outform DER -out ca.crl");
        Some(authority)
    }

    /// Issues a certificate by the section of the same name: `<name>.key`, `.pem`, `.p12`.
    fn issue(&self, name: &str, subject: &str) {
        let request = [
            "req",
            "-config",
            "openssl.cnf",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-sha256",
            "-subj",
            subject,
        ];
        let key = format!("{name}.key");
        output(
            self.openssl()
                .args(request)
                .args(["-keyout", &key, "-out", "request.pem"]),
        );
        self.run(&format!(
            "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -sha256 \
             -extfile openssl.cnf -extensions {name} -out {name}.pem"
        ));
        self.run(&format!(
            "pkcs12 -export -inkey {name}.key -in {name}.pem -name {name} -passout pass:{PASSWORD} -out {name}.p12"
        ));
    }

    /// The outside openssl, in the folder of the authority.
    #[must_use]
    pub fn openssl(&self) -> Command {
        let mut command = Command::new(&self.openssl);
        command.current_dir(self.folder.path());
        command
    }

    /// Runs openssl with words that hold no spaces.
    #[track_caller]
    pub fn run(&self, words: &str) -> String {
        output(self.openssl().args(words.split_whitespace()))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// A file of the authority: `ca.pem`, `ca.crl`, `signer.p12`, `signer.pem`, `signer.key`.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of the authority.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The password of the key files.
    #[must_use]
    pub fn password(&self) -> &'static str {
        PASSWORD
    }

    /// Arguments that make our program trust this authority and know its CRL.
    #[must_use]
    pub fn trust(&self) -> [String; 4] {
        let path = |name: &str| {
            self.file(name)
                .to_str()
                .expect("a path in Unicode")
                .to_owned()
        };
        [
            "--trust".into(),
            path("ca.pem"),
            "--crl".into(),
            path("ca.crl"),
        ]
    }

    /// A certificate for time stamps, made on demand: `stamper.key`, `stamper.pem`.
    pub fn make_stamper(&self) {
        self.issue("stamper", "/C=KZ/O=Outside/CN=Outside-TSA");
    }

    /// A certificate of a TLS server on this machine, made on demand: `server.key`, `server.pem`.
    pub fn make_server(&self) {
        self.issue("server", "/C=KZ/O=Outside/CN=localhost");
    }
}
