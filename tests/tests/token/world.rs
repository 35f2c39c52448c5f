//! A person with a software token of their own.

use std::path::{Path, PathBuf};

use e2e::{Answer, Tanba};
use serde_json::Value;
use tanba_testkit::SoftwareToken;

pub(crate) const SO_PIN: &str = "So-90817263";
pub(crate) const USER_PIN: &str = "Ui8-52963";

pub(crate) struct World {
    pub(crate) tanba: Tanba,
    pub(crate) module: PathBuf,
}

/// SoftHSM with nothing on it; none where it is not installed.
pub(crate) fn softhsm() -> Option<World> {
    World::new(tanba_testkit::softhsm)
}

/// kryoptic with nothing on it; none where it was not built.
pub(crate) fn kryoptic() -> Option<World> {
    World::new(tanba_testkit::kryoptic)
}

impl World {
    fn new(lay_out: fn(&Path) -> Option<SoftwareToken>) -> Option<Self> {
        let mut tanba = Tanba::new();
        let token = lay_out(&tanba.folder())?;
        tanba.set("TANBA_PKCS11_MODULES", token.module.clone());
        tanba.set(token.variable, token.configuration);
        Some(Self {
            tanba,
            module: token.module,
        })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.tanba.folder().join(name)
    }

    /// Runs `tanba token …` with these lines on standard input; no secret comes back.
    pub(crate) fn token(&self, lines: &[&str], arguments: &[&str]) -> Answer {
        let mut all = vec!["token"];
        all.extend(arguments);
        all.push("--json");
        if !lines.is_empty() {
            all.push("--pin-stdin");
        }
        let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let answer = self.tanba.ask_with(&input, &all);
        for secret in lines {
            let told = answer.output.contains(secret) || answer.errors.contains(secret);
            assert!(!told, "{secret} is shown: {answer:#?}");
        }
        answer
    }

    /// The same, and it works.
    #[track_caller]
    pub(crate) fn done(&self, lines: &[&str], arguments: &[&str]) -> Answer {
        let answer = self.token(lines, arguments);
        assert_eq!(answer.code, 0, "{arguments:?}: {answer:#?}");
        answer
    }

    /// The same, and it fails in this way.
    #[track_caller]
    pub(crate) fn fails(&self, code: &str, lines: &[&str], arguments: &[&str]) {
        let answer = self.token(lines, arguments);
        assert_eq!(answer.text("/failure/code"), code, "{answer:#?}");
        assert_eq!(answer.code, 70, "{answer:#?}");
        assert!(!answer.text("/failure/what").is_empty());
        assert!(!answer.text("/failure/todo").is_empty());
    }

    /// A token of this label, formatted now; its serial number.
    pub(crate) fn format(&self, label: &str) -> String {
        let pins = [SO_PIN, USER_PIN];
        let answer = self.done(&pins, &["init", "--label", label, "--yes"]);
        answer.text("/serial").to_owned()
    }

    /// The formatted tokens as `list` tells of them.
    pub(crate) fn listed(&self) -> Vec<Value> {
        let answer = self.done(&[], &["list"]);
        let tokens = answer.json["tokens"].as_array().unwrap().iter();
        tokens
            .filter(|token| token["initialised"] == true)
            .cloned()
            .collect()
    }

    /// How the user PIN is.
    pub(crate) fn user_pin(&self) -> String {
        self.listed()[0]["user_pin"].as_str().unwrap().to_owned()
    }

    /// Signs a document with a key of a token.
    pub(crate) fn sign(&self, document: &Path, key: &str, pin: &str) -> Answer {
        let document = document.to_str().unwrap();
        let arguments = [
            "sign",
            document,
            "--key",
            key,
            "--pin-stdin",
            "--level",
            "b",
            "--offline",
            "--json",
        ];
        let answer = self.tanba.ask_with(&format!("{pin}\n"), &arguments);
        assert!(!answer.output.contains(pin) && !answer.errors.contains(pin));
        answer
    }
}
