//! How long a CRL takes that lists every revoked certificate.

use std::process::{Command, Stdio};
use std::time::Instant;

use e2e::Practice;
use e2e::bench::{BareKey, Records};
use serde_json::{Value, json};

use crate::peer::Peer;

/// In seconds. A base is good for a day, so that each figure is of one list.
pub(crate) struct Measured {
    branch: &'static str,
    revoked: usize,
    /// The base: made and fetched, then fetched again.
    base: f64,
    again: f64,
    /// The delta after one more revocation.
    delta: f64,
    /// `openssl ca -gencrl` with the same key.
    theirs: Option<f64>,
}

pub(crate) fn measure(
    practice: &Practice,
    records: &Records,
    branch: &'static str,
    peer: Option<&Peer>,
) -> Measured {
    let fetch = |name: &str| {
        let begun = Instant::now();
        let _ = practice.fetch(&format!("/crl/{name}.crl"));
        begun.elapsed().as_secs_f64()
    };
    let known = records.known(branch);
    let base = fetch(&format!("ca_{branch}"));
    let again = fetch(&format!("ca_{branch}"));
    let good = known
        .iter()
        .find(|one| !one.is_revoked)
        .expect("a good one");
    practice.say("revoke", &[&good.serial_number]);
    let delta = fetch(&format!("ca_d_{branch}"));
    Measured {
        branch,
        revoked: known.iter().filter(|one| one.is_revoked).count(),
        base,
        again,
        delta,
        theirs: peer.map(|peer| generate(practice, records, peer)),
    }
}

fn generate(practice: &Practice, records: &Records, peer: &Peer) -> f64 {
    let key = BareKey::open(practice, &records.officer("ca", "rsa").1);
    practice.write("ca.key", key.pem().expect("an RSA key"));
    practice.write("crlnumber", "01\n");
    practice.write(
        "ca.cnf",
        "[ca]\ndefault_ca = here\n[here]\ndatabase = index.txt\ncrlnumber = crlnumber\ndefault_md = sha256\n\
         default_crl_days = 1\n",
    );
    let begun = Instant::now();
    let status = Command::new(&peer.program)
        .args([
            "ca", "-config", "ca.cnf", "-gencrl", "-keyfile", "ca.key", "-cert", "ca.pem",
        ])
        .args(["-out", "theirs.crl"])
        .current_dir(&peer.folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("openssl starts");
    let took = begun.elapsed().as_secs_f64();
    assert!(status.success(), "openssl ca -gencrl: {status}");
    took
}

impl Measured {
    pub(crate) fn json(&self) -> Value {
        json!({
            "branch": self.branch,
            "revoked": self.revoked,
            "base_s": self.base,
            "base_again_s": self.again,
            "delta_s": self.delta,
            "openssl_ca_gencrl_s": self.theirs,
        })
    }

    pub(crate) fn print(&self) {
        let Self {
            branch,
            revoked,
            base,
            again,
            delta,
            theirs,
        } = self;
        print!(
            "CRL of {branch} with {revoked} revoked: {base:.3} s, again {again:.3} s, delta {delta:.3} s"
        );
        match theirs {
            Some(theirs) => println!("; openssl ca -gencrl {theirs:.3} s"),
            None => println!(),
        }
    }
}
