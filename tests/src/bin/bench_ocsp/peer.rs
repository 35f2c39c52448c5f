//! `openssl ocsp` as a server.

use std::fmt::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use e2e::Practice;
use e2e::bench::{BareKey, Caller, Connections, Known, Records};
use tanba_pki::Certificate;

use crate::{TYPE, questions};

pub(crate) struct Peer {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Where its files are: `index.txt`, `ca.pem`.
    pub(crate) folder: PathBuf,
    pub(crate) program: PathBuf,
}

impl Peer {
    /// Starts it as its manual shows, knowing the same certificates, and asks it a first question; `None` where there is no openssl.
    pub(crate) fn start(
        practice: &Practice,
        records: &Records,
        key: &BareKey,
        known: &[Known],
        question: &[u8],
    ) -> Option<Self> {
        let program = tanba_testkit::tool("openssl")?;
        let mut index = String::new();
        for one in known {
            let serial = one.serial_number.to_uppercase();
            let _ = match one.is_revoked {
                true => writeln!(
                    index,
                    "R\t400101000000Z\t260101000000Z,superseded\t{serial}\tunknown\t/CN=BENCH"
                ),
                false => writeln!(index, "V\t400101000000Z\t\t{serial}\tunknown\t/CN=BENCH"),
            };
        }
        practice.write("index.txt", index);
        practice.write("index.txt.attr", "unique_subject = no\n");
        practice.write("responder.key", key.pem()?);
        practice.write("responder.pem", to_pem(&records.officer("ocsp", "rsa").0));
        practice.write("ca.pem", to_pem(&records.officer("ca", "rsa").0));
        // Free a moment ago; openssl does not tell which port it got.
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        let address = address.expect("a free port");
        let folder = practice.folder().parent()?.to_path_buf();
        let child = Command::new(&program)
            .args(["ocsp", "-index", "index.txt", "-CA", "ca.pem"])
            .args(["-rsigner", "responder.pem", "-rkey", "responder.key"])
            .args(["-nmin", "5", "-port", &address.port().to_string()])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("openssl starts");
        let mut caller = Caller::patient(address, Connections::New);
        questions::check(&caller.post("/", &[TYPE], question, 200));
        Some(Self {
            child,
            address,
            folder,
            program,
        })
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn to_pem(certificate: &Certificate) -> Vec<u8> {
    let certificate = openssl::x509::X509::from_der(certificate.der());
    certificate.and_then(|read| read.to_pem()).expect("PEM")
}
