//! On a token that knows no GOST: the older pair of RSA keys.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::world::World;

const PIN: &str = "24681357";
const MODULES: [&str; 3] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];

/// A token of SoftHSM with a store of its own.
struct Token {
    module: PathBuf,
    configuration: PathBuf,
}

impl Token {
    /// None, and told so, where SoftHSM is not installed.
    fn new(world: &World) -> Option<Self> {
        let program = tanba_testkit::tool("softhsm2-util")?;
        let module = MODULES.iter().map(PathBuf::from).find(|it| it.is_file())?;
        let store = world.tanba.folder().join("tokens");
        std::fs::create_dir_all(&store).unwrap();
        let configuration = world.tanba.document(
            "softhsm2.conf",
            format!("directories.tokendir = {}\n", store.display()),
        );
        let token = Self {
            module,
            configuration,
        };
        let made = token
            .with(Command::new(program))
            .args(["--init-token", "--free", "--label", "tanba"])
            .args(["--pin", PIN, "--so-pin", "13572468"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        Some(token)
    }

    fn with(&self, mut command: Command) -> Command {
        command
            .env("SOFTHSM2_CONF", &self.configuration)
            .env("TANBA_PKCS11_MODULES", &self.module);
        command
    }

    /// Runs `tanba` with the PIN on its standard input.
    #[track_caller]
    fn ask(&self, world: &World, words: &[&str]) -> Value {
        let mut child = self
            .with(world.tanba.command())
            .args(words)
            .args(["--pin-stdin", "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(format!("{PIN}\n").as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        assert!(output.status.success(), "{words:?}: {answer:#}");
        answer
    }
}

fn references(answer: &Value) -> Vec<&str> {
    let keys = answer["keys"].as_array().unwrap();
    keys.iter()
        .map(|key| key["reference"].as_str().unwrap())
        .collect()
}

#[test]
fn a_pair_on_a_token_is_applied_for_installed_renewed_and_revoked() {
    let world = World::new();
    let Some(token) = Token::new(&world) else {
        return;
    };
    let url = world.practice.url("");
    let (bin, _) = world.company();
    let words = ["enrol", "start", "legal-entity", "--authority", &url];
    let more = ["--bin", &bin, "--email", "head@example.kz"];
    let end = ["--accept-agreement", "--storage", "token:tanba"];
    let started = token.ask(&world, &[&words[..], &more, &end].concat());
    assert_eq!(started["state"], "waits", "{started:#}");
    assert_eq!(started["holds"].as_array().unwrap().len(), 2);
    let number = started["application_number"].as_str().unwrap();
    world.operator("approve", number, &[]);

    let id = started["enrolment_id"].as_str().unwrap();
    let resumed = token.ask(&world, &["enrol", "resume", id]);
    assert_eq!(resumed["state"], "finished", "{resumed:#}");
    let old = references(&resumed);
    assert_eq!(old.len(), 2);
    assert!(old.iter().all(|key| key.starts_with("token:")), "{old:?}");
    assert_eq!(resumed["keys"][0]["purpose"], "authentication");

    let codes = world.practice.folder();
    let codes = codes.to_str().unwrap();
    // Either key of the pair names it.
    let words = ["account", "renew", "--authority", &url, "--key", old[1]];
    let more = ["--practice-codes", codes, "--revoke-old"];
    let renewed = token.ask(&world, &[&words[..], &more].concat());
    assert_eq!(renewed["state"], "finished", "{renewed:#}");
    let new = references(&renewed);
    assert!(new.iter().all(|key| !old.contains(key)), "{new:?}");

    let words = [
        "account",
        "certificates",
        "--authority",
        &url,
        "--key",
        new[0],
    ];
    let all = token.ask(&world, &words);
    let all = all["certificates"].as_array().unwrap();
    let revoked = all.iter().filter(|one| !one["revoked_at"].is_null());
    assert_eq!((all.len(), revoked.count()), (4, 2), "{all:#?}");
}
