//! Certificates per second from the real authority over HTTP, beside bare signatures of the same issuing key in the
//! same run.
//!
//! A caller posts a request with a one-time token (`POST /certificates`) and waits for the certificate: the path
//! that asks no work of the caller. Requests are made and tokens are put into the records beforehand. Before the
//! answer the authority has checked the request, linted, signed and verified the certificate, and everything has
//! reached the disk; so the number of writes that reach the disk in a second stands beside. Rounds alternate;
//! a ratio is the median over the rounds of ours ÷ bare. `--callers N` is how many are several; `--json` prints
//! one object.

// A bench that cannot run says why and ends.
#![allow(clippy::expect_used)]

use e2e::Practice;
use e2e::bench::{
    BareKey, Caller, Connections, Records, RequestMaker, disk_writes, median, number_after, rate,
    wants_json,
};
use serde_json::{Value, json};

const ROUNDS: usize = 7;
/// Certificates for one caller in a round, and for each of several.
const EACH: [usize; 2] = [24, 12];
const SIGNATURES: usize = 200;
const WRITES: usize = 20;

fn main() {
    let several = number_after("--callers", 16);
    let practice = Practice::start();
    // All others are like this one.
    let _ = practice.invite(&[]);
    let records = Records::open(&practice);
    let mut writes = Vec::new();
    let mut contests = Vec::new();
    for (branch, name) in [("gost", "GOST 512"), ("rsa", "RSA-3072")] {
        let key = BareKey::open(&practice, &records.officer("ca", branch).1);
        for (callers, each) in [1, several].into_iter().zip(EACH) {
            let count = callers * each;
            let maker = match branch {
                "gost" => RequestMaker::Gost,
                _ => RequestMaker::rsa(count * ROUNDS),
            };
            let tokens = records.invite(&format!("{branch}-{callers}-"), count * ROUNDS);
            let mut tasks: Vec<_> = tokens.into_iter().zip(maker.make(count * ROUNDS)).collect();
            let (mut bare, mut ours, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                let signed = rate(
                    callers,
                    vec![(); SIGNATURES],
                    || key.signer(),
                    |sign, ()| sign(),
                );
                let issued = issue(&practice, callers, tasks.split_off(tasks.len() - count));
                writes.push(disk_writes(&practice.folder(), WRITES));
                bare.push(signed);
                ours.push(issued);
                ratios.push(issued / signed);
            }
            contests.push(Contest {
                name,
                callers,
                bare: median(bare),
                ours: median(ours),
                ratio: median(ratios),
            });
        }
    }
    let writes = median(writes);
    if wants_json() {
        let contests: Vec<Value> = contests.iter().map(Contest::json).collect();
        println!("{}", json!({ "disk_writes": writes, "issuance": contests }));
    } else {
        println!(
            "certificates per second over HTTP, on disk before the answer, beside bare signatures"
        );
        println!("of the same issuing key; medians of {ROUNDS} rounds");
        println!("{:22}{:>9}{:>9}{:>8}", "", "bare", "issued", "ratio");
        contests.iter().for_each(Contest::print);
        println!("writes that reach the disk, one after another: {writes:.0} a second");
    }
}

fn issue(practice: &Practice, callers: usize, tasks: Vec<(String, Vec<u8>)>) -> f64 {
    let connect = || Caller::new(practice.address(), Connections::Kept);
    rate(callers, tasks, connect, |caller, (token, request)| {
        let authorization = format!("Authorization: Bearer {token}");
        let headers = [authorization.as_str(), "Content-Type: application/pkcs10"];
        caller.post("/certificates", &headers, &request, 201);
    })
}

/// Per second.
struct Contest {
    name: &'static str,
    callers: usize,
    bare: f64,
    ours: f64,
    ratio: f64,
}

impl Contest {
    fn json(&self) -> Value {
        json!({
            "key": self.name,
            "callers": self.callers,
            "bare_signatures": self.bare,
            "issued": self.ours,
            "ratio": self.ratio,
        })
    }

    fn print(&self) {
        let name = format!("{}, callers {}", self.name, self.callers);
        println!(
            "{name:22}{:9.0}{:9.0}{:8.2}",
            self.bare, self.ours, self.ratio
        );
    }
}
