//! Time stamps per second from the real authority over HTTP, beside `openssl ts -reply` on the same requests with
//! the same key and certificate, and beside bare signatures of that key, all in the same run.
//!
//! `openssl ts` has no server: it is a process for each reply, started here as a program in front of it would.
//! How much of that is the process and how much the work shows in the bare signatures. Rounds alternate; a ratio
//! is the median over the rounds of ours ÷ the other. `--json` prints one object.

// A bench that cannot run says why and ends.
#![allow(clippy::expect_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use e2e::Practice;
use e2e::bench::{BareKey, Caller, Connections, Records, median, rate, wants_json};
use rand_core::OsRng;
use serde_json::{Value, json};
use tanba_pki::Certificate;
use tanba_pki::digest::{Dialect, DigestAlgorithm};
use tanba_pki::tsp::{MessageImprint, PkiStatus, TimeStampRequest, TimeStampResponse};

const ROUNDS: usize = 7;
const CALLERS: usize = 4;
/// Stamps of ours in a round, and of the peer, which is slower.
const OURS: usize = 400;
const THEIRS: usize = 24;
const TYPE: &str = "Content-Type: application/timestamp-query";

fn main() {
    let practice = Practice::start();
    let records = Records::open(&practice);
    let mut contests = Vec::new();
    for (branch, name, algorithm) in [
        ("rsa", "RSA-2048", DigestAlgorithm::Sha256),
        (
            "gost",
            "GOST 512",
            DigestAlgorithm::Streebog512(Dialect::Kazakh),
        ),
    ] {
        let (certificate, identifier) = records.officer("tsa", branch);
        let key = BareKey::open(&practice, &identifier);
        let requests: Vec<Vec<u8>> = (0..OURS).map(|place| request(algorithm, place)).collect();
        let peer = Peer::make(&practice, &records, &key, &certificate, &requests);
        for callers in [1, CALLERS] {
            contests.push(contest(
                &practice,
                name,
                callers,
                &key,
                &requests,
                peer.as_ref(),
            ));
        }
    }
    if wants_json() {
        let contests: Vec<Value> = contests.iter().map(Contest::json).collect();
        println!("{}", json!({ "time_stamps": contests }));
    } else {
        println!(
            "time stamps per second over HTTP, beside bare signatures of the same key and a process"
        );
        println!("`openssl ts -reply` for each; medians of {ROUNDS} rounds");
        println!(
            "{:22}{:>9}{:>9}{:>8}{:>12}{:>8}",
            "", "bare", "ours", "ratio", "openssl ts", "ratio"
        );
        contests.iter().for_each(Contest::print);
    }
}

fn request(algorithm: DigestAlgorithm, place: usize) -> Vec<u8> {
    let digest = algorithm.digest(&place.to_be_bytes());
    let request = TimeStampRequest::make(MessageImprint { algorithm, digest }, &mut OsRng);
    request.to_der().expect("a request")
}

/// `openssl ts` with our certificate and key.
struct Peer {
    program: PathBuf,
    folder: PathBuf,
    queries: Vec<PathBuf>,
}

impl Peer {
    /// `None` for what openssl cannot sign, and where there is no openssl.
    fn make(
        practice: &Practice,
        records: &Records,
        key: &BareKey,
        certificate: &Certificate,
        requests: &[Vec<u8>],
    ) -> Option<Self> {
        let pem = key.pem()?;
        let program = tanba_testkit::tool("openssl")?;
        let (issuing, _) = records.officer("ca", "rsa");
        practice.write("tsa.key", pem);
        practice.write("tsa.pem", to_pem(certificate));
        practice.write("chain.pem", to_pem(&issuing));
        practice.write("serial", "01\n");
        practice.write(
            "ts.cnf",
            "[tsa]\ndefault_tsa = here\n[here]\nserial = serial\nsigner_cert = tsa.pem\ncerts = chain.pem\n\
             signer_key = tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.398.3.3.2.6.2\n\
             digests = sha256\naccuracy = secs:1\ntsa_name = yes\ness_cert_id_chain = no\n\
             ess_cert_id_alg = sha256\n",
        );
        let queries = requests.iter().take(THEIRS).enumerate();
        let queries = queries
            .map(|(place, request)| practice.write(&format!("{place}.tsq"), request))
            .collect();
        let peer = Self {
            program,
            folder: practice.folder().parent()?.to_path_buf(),
            queries,
        };
        check(&peer.stamp(peer.queries.first()?), "openssl ts");
        Some(peer)
    }

    fn stamp(&self, query: &Path) -> Vec<u8> {
        let output = Command::new(&self.program)
            .args(["ts", "-reply", "-config", "ts.cnf", "-queryfile"])
            .arg(query)
            .current_dir(&self.folder)
            .stderr(Stdio::null())
            .output()
            .expect("openssl starts");
        output.stdout
    }

    /// One after another: they share the file with the serial number.
    fn rate(&self) -> f64 {
        let queries = self.queries.iter().collect();
        rate(
            1,
            queries,
            || (),
            |(), query| {
                assert!(!self.stamp(query).is_empty(), "no reply");
            },
        )
    }
}

fn to_pem(certificate: &Certificate) -> Vec<u8> {
    let certificate = openssl::x509::X509::from_der(certificate.der());
    certificate.and_then(|read| read.to_pem()).expect("PEM")
}

#[track_caller]
fn check(response: &[u8], whose: &str) {
    let response = TimeStampResponse::from_bytes(response).expect("a response");
    assert_eq!(response.status, PkiStatus::Granted, "{whose}: {response:?}");
}

fn ours(practice: &Practice, callers: usize, requests: &[Vec<u8>]) -> f64 {
    let connect = || Caller::new(practice.address(), Connections::Kept);
    rate(
        callers,
        requests.iter().collect(),
        connect,
        |caller, request| {
            caller.post("/tsa", &[TYPE], request, 200);
        },
    )
}

fn contest(
    practice: &Practice,
    name: &'static str,
    callers: usize,
    key: &BareKey,
    requests: &[Vec<u8>],
    peer: Option<&Peer>,
) -> Contest {
    let mut caller = Caller::new(practice.address(), Connections::New);
    for request in requests.iter().take(1) {
        check(&caller.post("/tsa", &[TYPE], request, 200), "ours");
    }
    let mut rounds: Vec<Round> = Vec::new();
    for _ in 0..ROUNDS {
        let bare = rate(callers, vec![(); OURS], || key.signer(), |sign, ()| sign());
        let ours = ours(practice, callers, requests);
        rounds.push((bare, ours, peer.map(Peer::rate)));
    }
    let by = |pick: &dyn Fn(&Round) -> Option<f64>| {
        let values: Vec<f64> = rounds.iter().filter_map(pick).collect();
        (!values.is_empty()).then(|| median(values))
    };
    Contest {
        name,
        callers,
        bare: by(&|round| Some(round.0)).unwrap_or_default(),
        ours: by(&|round| Some(round.1)).unwrap_or_default(),
        bare_ratio: by(&|round| Some(round.1 / round.0)).unwrap_or_default(),
        theirs: by(&|round| round.2),
        ratio: by(&|round| Some(round.1 / round.2?)),
    }
}

/// Bare signatures, our stamps and the peer's in a second.
type Round = (f64, f64, Option<f64>);

/// Per second.
struct Contest {
    name: &'static str,
    callers: usize,
    bare: f64,
    ours: f64,
    bare_ratio: f64,
    theirs: Option<f64>,
    ratio: Option<f64>,
}

impl Contest {
    fn json(&self) -> Value {
        json!({
            "key": self.name,
            "callers": self.callers,
            "bare_signatures": self.bare,
            "ours": self.ours,
            "bare_ratio": self.bare_ratio,
            "openssl_ts": self.theirs,
            "ratio": self.ratio,
        })
    }

    fn print(&self) {
        let name = format!("{}, callers {}", self.name, self.callers);
        print!(
            "{name:22}{:9.0}{:9.0}{:8.2}",
            self.bare, self.ours, self.bare_ratio
        );
        match (self.theirs, self.ratio) {
            (Some(theirs), Some(ratio)) => println!("{theirs:12.0}{ratio:8.2}"),
            _ => println!("{:>12}", "–"),
        }
    }
}
