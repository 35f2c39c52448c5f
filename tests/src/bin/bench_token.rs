//! Signatures per second on SoftHSM through our `Signer`, beside the bare PKCS#11 calls in the same process.
//!
//! Ours hashes, hands the call to the module's thread and holds each RSA signature against the public key before
//! it lets it out; the bare calls do none of it. Rounds alternate; a ratio is the median over the rounds of our
//! throughput ÷ the bare one. `--json` prints one object.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, ObjectClass, ObjectHandle};
use cryptoki::session::Session;
use serde_json::{Value, json};
use tanba_keystore::Signer;
use tanba_keystore::software::KeyAlgorithm;
use tanba_keystore::token::{Cancellation, ModuleSource, Options, Token, TokenSigner, Tokens};
use tanba_pki::signing::ToBeSigned;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Tells the child process, whose environment names the token, which module it is.
const MODULE: &str = "TANBA_BENCH_MODULE";
const ROUNDS: usize = 15;
/// How long each side works in a round.
const ROUND: Duration = Duration::from_millis(300);
const CALLERS: usize = 4;

/// DER before a SHA-256 digest in a DigestInfo (RFC 8017 §9.2).
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

fn main() -> Result<()> {
    if let Some(module) = std::env::var_os(MODULE) {
        return measure(module.as_ref());
    }
    let folder = tempfile::tempdir()?;
    let softhsm = tanba_testkit::softhsm(folder.path()).ok_or("SoftHSM is not installed")?;
    let status = Command::new(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env(softhsm.variable, softhsm.configuration)
        .env(MODULE, softhsm.module)
        .status()?;
    match status.success() {
        true => Ok(()),
        false => Err(status.to_string().into()),
    }
}

fn measure(module: &Path) -> Result<()> {
    let token = prepare(module)?;
    let (rsa, elliptic) = (
        contest(module, &token, KeyAlgorithm::Rsa(2048))?,
        contest(module, &token, KeyAlgorithm::P256)?,
    );
    if std::env::args().any(|argument| argument == "--json") {
        println!(
            "{}",
            json!({ "rsa-2048": rsa.json(), "p256": elliptic.json() })
        );
    } else {
        println!("signatures per second on SoftHSM: bare PKCS#11, ours, ratio");
        rsa.print("RSA-2048");
        elliptic.print("P-256");
    }
    Ok(())
}

fn prepare(module: &Path) -> Result<Token> {
    let tokens = Tokens::new(Options {
        poll: Duration::ZERO,
        pcsc: false,
        ..Options::default()
    });
    tokens.add_module(module, ModuleSource::Person);
    tokens.refresh();
    let blank = tokens.tokens();
    let blank = blank.first().ok_or("no slot")?;
    let token = tokens.token(&blank.id)?;
    let info = token.initialise(&"87654321".into(), "bench", &"12345678".into())?;
    tokens.refresh();
    Ok(tokens.token(&info.id)?)
}

/// Signatures per second.
struct Outcome {
    bare: f64,
    /// By one caller, and by several at once.
    ours: [f64; 2],
    /// The same beside the bare calls.
    ratio: [f64; 2],
}

fn contest(module: &Path, token: &Token, algorithm: KeyAlgorithm) -> Result<Outcome> {
    let pin = "12345678".into();
    let cancel = Cancellation::default();
    let key = token.generate(&pin, algorithm, None, "bench", &cancel, |_| {})?;
    let signer = token.signer(&key.id, &pin)?;
    let bare = Bare::open(module, &key.id)?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        rounds.push((
            bare.rate(algorithm)?,
            ours(&signer, 1)?,
            ours(&signer, CALLERS)?,
        ));
    }
    let by = |pick: fn(&(f64, f64, f64)) -> f64| median(rounds.iter().map(pick).collect());
    Ok(Outcome {
        bare: by(|round| round.0),
        ours: [by(|round| round.1), by(|round| round.2)],
        ratio: [by(|round| round.1 / round.0), by(|round| round.2 / round.0)],
    })
}

/// How often `work` is done in a second.
fn rate(mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let begun = Instant::now();
    let mut count = 0_u32;
    while begun.elapsed() < ROUND {
        work()?;
        count += 1;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}

fn ours(signer: &TokenSigner, callers: usize) -> Result<f64> {
    let content = ToBeSigned {
        algorithm: signer.default_algorithm(),
        message: b"bench".to_vec(),
    };
    let work = || {
        rate(|| {
            signer.sign(&content)?;
            Ok(())
        })
        .map_err(|error| error.to_string())
    };
    let rates = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..callers).map(|_| scope.spawn(work)).collect();
        let joined = threads.into_iter().map(|thread| {
            let rate = thread.join();
            rate.unwrap_or_else(|_| Err("a caller panicked".into()))
        });
        joined.sum::<std::result::Result<f64, String>>()
    });
    Ok(rates?)
}

/// The calls that a signature takes, and nothing else. The log-in is the signer's: it is the process's.
struct Bare {
    session: Session,
    key: ObjectHandle,
    digest: Vec<u8>,
}

impl Bare {
    fn open(module: &Path, id: &[u8]) -> Result<Self> {
        let pkcs11 = Pkcs11::new(module)?;
        // Initialised already, by ours.
        let _ = pkcs11.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK));
        let slots = pkcs11.get_slots_with_initialized_token()?;
        let session = pkcs11.open_ro_session(*slots.first().ok_or("no token")?)?;
        let wanted = [
            Attribute::Class(ObjectClass::PRIVATE_KEY),
            Attribute::Id(id.to_vec()),
        ];
        let key = *session.find_objects(&wanted)?.first().ok_or("no key")?;
        let digest = tanba_pki::digest::DigestAlgorithm::Sha256.digest(b"bench");
        Ok(Self {
            session,
            key,
            digest,
        })
    }

    fn rate(&self, algorithm: KeyAlgorithm) -> Result<f64> {
        let (mechanism, input) = match algorithm {
            KeyAlgorithm::Rsa(_) => (
                Mechanism::RsaPkcs,
                [&SHA256_INFO[..], &self.digest].concat(),
            ),
            _ => (Mechanism::Ecdsa, self.digest.clone()),
        };
        rate(|| {
            self.session.sign(&mechanism, self.key, &input)?;
            Ok(())
        })
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

impl Outcome {
    fn json(&self) -> Value {
        let [one, several] = self.ours;
        let [ratio, several_ratio] = self.ratio;
        json!({
            "bare": self.bare,
            "one_caller": { "ours": one, "ratio": ratio },
            "several_callers": { "callers": CALLERS, "ours": several, "ratio": several_ratio },
        })
    }

    fn print(&self, name: &str) {
        for (callers, (ours, ratio)) in [1, CALLERS]
            .into_iter()
            .zip(self.ours.iter().zip(self.ratio))
        {
            let bare = self.bare;
            println!("{name:>9}, callers {callers}: {bare:8.0} {ours:8.0}  {ratio:.2}");
        }
    }
}
