//! OCSP answers per second from the real authority over HTTP, beside `openssl ocsp` as a server with the same
//! certificate and key, asked the same questions about the same certificates in the same run.
//!
//! Questions are hot (one certificate again and again) or spread (each about another one), with a nonce or
//! without, among 1,000 certificates and then among 100,000, of which one in ten is revoked. `openssl ocsp` hangs
//! up after each answer; so both are asked over a new connection each time, and ours once more over kept ones.
//! OpenSSL knows no GOST, so those figures stand alone. The certificates are rows put into the real tables, copies
//! of one that was issued, under other serial numbers.
//!
//! Rounds alternate; a ratio is the median over the rounds of ours ÷ the peer's. At the end, how long a CRL takes
//! that lists every revoked one, beside `openssl ca -gencrl`. `--most N` makes it fewer than 100,000; `--json`
//! prints one object.

// A bench that cannot run says why and ends.
#![allow(clippy::expect_used)]

mod lists;
mod peer;
mod questions;

use e2e::Practice;
use e2e::bench::{
    BareKey, Caller, Connections, Records, RequestMaker, median, number_after, rate, wants_json,
};
use serde_json::{Value, json};

use peer::Peer;
use questions::{Kind, Questions};

const ROUNDS: usize = 7;
/// Questions in a round.
const COUNT: usize = 600;
const SEVERAL: usize = 4;
const FEW: usize = 1_000;
const TYPE: &str = "Content-Type: application/ocsp-request";

fn main() {
    let most = number_after("--most", 100_000);
    let practice = Practice::start();
    let records = Records::open(&practice);
    for (place, maker) in [RequestMaker::Gost, RequestMaker::rsa(1)]
        .iter()
        .enumerate()
    {
        let token = practice.invite(&[]);
        let issued = practice.enrol(&token, &maker.make(1)[0]);
        assert_eq!(issued.status, 201, "{place}: {issued:?}");
    }
    let responder = records.officer("ocsp", "rsa");
    let key = BareKey::open(&practice, &responder.1);
    let mut contests = Vec::new();
    let mut lists = Vec::new();
    for size in [FEW.min(most), most] {
        for branch in ["rsa", "gost"] {
            records.multiply(branch, size);
            let issuing = records.officer("ca", branch);
            let mut questions = Questions::new(&issuing.0, records.known(branch));
            let peer = (branch == "rsa")
                .then(|| {
                    let first = questions.ask(Kind::ALL[0], 1).concat();
                    Peer::start(&practice, &records, &key, questions.known(), &first)
                })
                .flatten();
            for kind in Kind::ALL {
                for callers in [1, SEVERAL] {
                    let contest = Contest::hold(
                        &practice,
                        peer.as_ref(),
                        &mut questions,
                        (branch, size, kind, callers),
                    );
                    contests.push(contest);
                }
            }
            if size == most {
                lists.push(lists::measure(&practice, &records, branch, peer.as_ref()));
            }
        }
    }
    if wants_json() {
        let contests: Vec<Value> = contests.iter().map(Contest::json).collect();
        let lists: Vec<Value> = lists.iter().map(lists::Measured::json).collect();
        println!("{}", json!({ "answers": contests, "crl": lists }));
    } else {
        println!(
            "OCSP answers per second over HTTP; medians of {ROUNDS} rounds of {COUNT} questions"
        );
        println!(
            "{:44}{:>13}{:>8}{:>8}{:>17}",
            "", "openssl ocsp", "ours", "ratio", "connections kept"
        );
        contests.iter().for_each(Contest::print);
        lists.iter().for_each(lists::Measured::print);
    }
}

/// Per second.
struct Contest {
    branch: &'static str,
    size: usize,
    kind: Kind,
    callers: usize,
    theirs: Option<f64>,
    ours: f64,
    ratio: Option<f64>,
    kept: f64,
}

impl Contest {
    fn hold(
        practice: &Practice,
        peer: Option<&Peer>,
        questions: &mut Questions,
        (branch, size, kind, callers): (&'static str, usize, Kind, usize),
    ) -> Self {
        let ask = |address, connections, tasks: Vec<Vec<u8>>, path: &str| {
            let connect = || Caller::new(address, connections);
            rate(callers, tasks, connect, |caller, request| {
                let answer = caller.post(path, &[TYPE], &request, 200);
                questions::check(&answer);
            })
        };
        let (mut theirs, mut ours, mut ratios, mut kept) = (vec![], vec![], vec![], vec![]);
        for _ in 0..ROUNDS {
            let tasks = questions.ask(kind, COUNT);
            let own = ask(practice.address(), Connections::New, tasks.clone(), "/ocsp");
            ours.push(own);
            if let Some(peer) = peer {
                let other = ask(peer.address, Connections::New, tasks, "/");
                theirs.push(other);
                ratios.push(own / other);
            }
            let tasks = questions.ask(kind, COUNT);
            kept.push(ask(practice.address(), Connections::Kept, tasks, "/ocsp"));
        }
        Self {
            branch,
            size,
            kind,
            callers,
            theirs: peer.map(|_| median(theirs)),
            ours: median(ours),
            ratio: peer.map(|_| median(ratios)),
            kept: median(kept),
        }
    }

    fn json(&self) -> Value {
        json!({
            "branch": self.branch,
            "certificates": self.size,
            "questions": self.kind.name(),
            "callers": self.callers,
            "openssl_ocsp": self.theirs,
            "ours": self.ours,
            "ratio": self.ratio,
            "ours_connections_kept": self.kept,
        })
    }

    fn print(&self) {
        let Self {
            branch,
            size,
            callers,
            ..
        } = self;
        let name = format!("{branch}, {size}, {}, callers {callers}", self.kind.name());
        let or_dash = |value: Option<f64>, digits| {
            value.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
        };
        println!(
            "{name:44}{:>13}{:8.0}{:>8}{:17.0}",
            or_dash(self.theirs, 0),
            self.ours,
            or_dash(self.ratio, 2),
            self.kept
        );
    }
}
