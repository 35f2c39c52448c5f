//! Signatures per second, verifications per second and Streebog-512 MiB/s, beside OpenSSL's gost
//! engine in the same process where it is installed. Rounds of ours and theirs alternate;
//! a ratio is the median over the rounds of our throughput ÷ the engine's.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use e2e::gost_engine;
use openssl::hash::{Hasher, MessageDigest};
use openssl::pkey_ctx::PkeyCtx;
use rand_core::OsRng;
use serde_json::json;
use tanba_gost::{Digest, Encoding, SigningKey, Streebog512, TC26_512_A};

const ROUNDS: usize = 25;
const SIGNATURES: usize = 100;
const VERIFICATIONS: usize = 40;
const MEBIBYTES: usize = 2;

type Work<'a> = Box<dyn FnMut() -> Result<(), Box<dyn Error>> + 'a>;

/// One kind of work: ours, the engine's where there is one, and how much of it a call does.
struct Contest<'a> {
    ours: Work<'a>,
    theirs: Option<Work<'a>>,
    units: usize,
}

/// Units per second, and the ratio.
struct Outcome {
    ours: f64,
    theirs: Option<f64>,
    ratio: Option<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let key = SigningKey::random(&TC26_512_A, &mut OsRng)?;
    let digest = Streebog512::digest(b"bench");
    let message = vec![0xa5; MEBIBYTES << 20];
    let peer = gost_engine::private_key(&key);

    let sign = run(Contest {
        ours: Box::new(|| {
            for _ in 0..SIGNATURES {
                black_box(key.sign_digest(&digest, Encoding::Rfc9215, &mut OsRng)?);
            }
            Ok(())
        }),
        theirs: match &peer {
            Some(peer) => {
                let mut context = PkeyCtx::new(peer)?;
                context.sign_init()?;
                let mut signature = Vec::new();
                Some(Box::new(move || {
                    for _ in 0..SIGNATURES {
                        signature.clear();
                        context.sign_to_vec(&digest, &mut signature)?;
                    }
                    Ok(())
                }))
            }
            None => None,
        },
        units: SIGNATURES,
    })?;

    let signature = key.sign_digest(&digest, Encoding::Rfc9215, &mut OsRng)?;
    let verify = run(Contest {
        ours: Box::new(|| {
            for _ in 0..VERIFICATIONS {
                key.verifying_key()
                    .verify_digest(&digest, &signature, Encoding::Rfc9215)?;
            }
            Ok(())
        }),
        theirs: match gost_engine::public_key(key.verifying_key()) {
            Some(peer) => {
                let mut context = PkeyCtx::new(&peer)?;
                context.verify_init()?;
                let signature = &signature;
                Some(Box::new(move || {
                    for _ in 0..VERIFICATIONS {
                        if !context.verify(&digest, signature)? {
                            return Err("the engine refused our signature".into());
                        }
                    }
                    Ok(())
                }))
            }
            None => None,
        },
        units: VERIFICATIONS,
    })?;

    let streebog = run(Contest {
        ours: Box::new(|| {
            black_box(Streebog512::digest(&message));
            Ok(())
        }),
        theirs: match MessageDigest::from_name("md_gost12_512").filter(|_| peer.is_some()) {
            Some(algorithm) => {
                let message = &message;
                Some(Box::new(move || {
                    let mut hasher = Hasher::new(algorithm)?;
                    hasher.update(message)?;
                    black_box(hasher.finish()?);
                    Ok(())
                }))
            }
            None => None,
        },
        units: MEBIBYTES,
    })?;

    if std::env::args().any(|argument| argument == "--json") {
        let report = json!({
            "sign_ratio": sign.ratio,
            "verify_ratio": verify.ratio,
            "streebog_ratio": streebog.ratio,
            "sign_per_s": sign.ours,
            "verify_per_s": verify.ours,
            "streebog_mib_s": streebog.ours,
            "engine_sign_per_s": sign.theirs,
            "engine_verify_per_s": verify.theirs,
            "engine_streebog_mib_s": streebog.theirs,
        });
        println!("{report}");
    } else {
        println!("GOST 34.10-2015/512, paramSetA; medians of {ROUNDS} rounds");
        for (name, unit, outcome) in [
            ("sign", "per s", sign),
            ("verify", "per s", verify),
            ("Streebog-512", "MiB/s", streebog),
        ] {
            print!("{name:13} {:9.1} {unit}", outcome.ours);
            match (outcome.theirs, outcome.ratio) {
                (Some(theirs), Some(ratio)) => {
                    println!("   gost engine {theirs:9.1} {unit}   ratio {ratio:.2}");
                }
                _ => println!("   gost engine not installed"),
            }
        }
    }
    Ok(())
}

fn run(mut contest: Contest<'_>) -> Result<Outcome, Box<dyn Error>> {
    // Tables are built and caches filled outside the measurement, on both sides.
    (contest.ours)()?;
    if let Some(theirs) = &mut contest.theirs {
        theirs()?;
    }
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let own = throughput(&mut contest.ours, contest.units)?;
        ours.push(own);
        if let Some(work) = &mut contest.theirs {
            let other = throughput(work, contest.units)?;
            theirs.push(other);
            ratios.push(own / other);
        }
    }
    Ok(Outcome {
        ours: median(ours).unwrap_or_default(),
        theirs: median(theirs),
        ratio: median(ratios),
    })
}

fn throughput(work: &mut Work<'_>, units: usize) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    work()?;
    Ok(units as f64 / start.elapsed().as_secs_f64())
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
