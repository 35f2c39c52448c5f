//! A person, a company and an authority.

use std::fs;
use std::path::PathBuf;

use e2e::{Answer, Fault, Practice, Tanba, Wire};
use serde_json::Value;
use tanba_agent::{Clock as _, SystemClock};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

pub(crate) const PASSWORD: &str = "Qwerty12";

/// What people type.
pub(crate) fn input() -> String {
    format!("{PASSWORD}\n")
}

pub(crate) struct World {
    pub(crate) practice: Practice,
    pub(crate) tanba: Tanba,
    clock: PathBuf,
    begun_at: OffsetDateTime,
}

impl World {
    /// The authority has the time of this machine, until it is told another.
    pub(crate) fn new() -> Self {
        let mut practice = Practice::new();
        let clock = practice.file("clock");
        let begun_at = SystemClock.now();
        fs::write(&clock, begun_at.format(&Rfc3339).unwrap()).unwrap();
        practice.serve(&["--clock", clock.to_str().unwrap()]);
        Self {
            practice,
            tanba: Tanba::new(),
            clock,
            begun_at,
        }
    }

    /// The authority moves behind a wire at the address that it is known by: in the personal account
    /// nobody speaks to another.
    pub(crate) fn behind_wire(&mut self, words: &'static str, fault: Fault) -> Wire {
        let address = self.practice.address();
        assert!(self.practice.stop());
        let clock = self.clock.to_str().unwrap();
        // Who does not do everything may listen elsewhere.
        let elsewhere = ["--listen", "127.0.0.1:0", "--roles", "ca,ra"];
        self.practice
            .serve(&[&["--clock", clock][..], &elsewhere].concat());
        Wire::at(address, &self.practice, words, fault)
    }

    /// So much time has passed since the beginning.
    pub(crate) fn pass(&self, time: Duration) {
        let now = self.begun_at + time;
        fs::write(&self.clock, now.format(&Rfc3339).unwrap()).unwrap();
    }

    pub(crate) fn registry(&self, kind: &str) -> Vec<Value> {
        let printed = self
            .practice
            .say(&format!("registry list {kind}"), &["--json"]);
        serde_json::from_str(&printed).unwrap()
    }

    /// A company whose head is registered: its BIN, and the head's IIN.
    pub(crate) fn company(&self) -> (String, String) {
        let all = self.registry("legal-entities");
        let company = all.first().expect("a company");
        let text = |name: &str| company[name].as_str().unwrap().to_owned();
        (text("bin"), text("head_iin"))
    }

    /// Somebody who is not the head of that company.
    pub(crate) fn employee(&self, head: &str) -> String {
        let all = self.registry("individuals");
        let mut iins = all.iter().filter_map(|one| one["iin"].as_str());
        iins.find(|iin| *iin != head)
            .expect("another person")
            .to_owned()
    }

    /// A folder for keys.
    pub(crate) fn keys(&self) -> PathBuf {
        let folder = self.tanba.folder().join("keys");
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// What lies in it.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.keys()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn storage(&self) -> String {
        format!("pc:{}", self.keys().display())
    }

    /// The words of `enrol start`, at this address.
    pub(crate) fn start_words(&self, url: &str, bin: &str, more: &[&str]) -> Vec<String> {
        let storage = self.storage();
        let words = ["enrol", "start", "legal-entity", "--authority", url];
        let end = ["--bin", bin, "--storage", &storage, "--accept-agreement"];
        let last = ["--password-stdin", "--json"];
        let all = [&words[..], &end, more, &last].concat();
        all.into_iter().map(str::to_owned).collect()
    }

    pub(crate) fn start(&self, bin: &str, more: &[&str]) -> Answer {
        let words = self.start_words(&self.practice.url(""), bin, more);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.tanba.ask_with(&input(), &words)
    }

    /// An application that waits: the id of its enrolment, and its number.
    #[track_caller]
    pub(crate) fn started(&self, bin: &str, more: &[&str]) -> (String, String) {
        let started = self.start(bin, more);
        assert_eq!(started.code, 0, "{started:#?}");
        assert_eq!(started.text("/state"), "waits", "{started:#?}");
        let id = started.text("/enrolment_id").to_owned();
        let number = started.text("/application_number").to_owned();
        assert!(!id.is_empty() && !number.is_empty(), "{started:#?}");
        (id, number)
    }

    pub(crate) fn resume(&self, id: &str, more: &[&str]) -> Answer {
        let words = ["enrol", "resume", id, "--password-stdin", "--json"];
        self.tanba.ask_with(&input(), &[&words[..], more].concat())
    }

    pub(crate) fn status(&self, id: &str) -> Answer {
        self.tanba.ask(&["enrol", "status", id, "--json"])
    }

    /// What is listed.
    pub(crate) fn list(&self) -> Vec<Value> {
        let listed = self.tanba.ask(&["enrol", "list", "--json"]);
        assert_eq!(listed.code, 0, "{listed:#?}");
        listed.json["enrolments"].as_array().unwrap().clone()
    }

    /// The operator decides.
    pub(crate) fn operator(&self, decision: &str, number: &str, more: &[&str]) {
        let arguments = [&[number][..], more].concat();
        self.practice
            .say(&format!("operator {decision}"), &arguments);
    }

    /// Asks in the personal account, with codes from the outbox.
    pub(crate) fn account(&self, what: &str, key: &str, more: &[&str]) -> Answer {
        let url = self.practice.url("");
        let words = ["account", what, "--authority", &url, "--key", key];
        let end = ["--password-stdin", "--json"];
        let all = [&words[..], &end, more].concat();
        self.tanba.ask_with(&input(), &all)
    }

    /// A head with a key: the path of the key file.
    #[track_caller]
    pub(crate) fn head_with_key(&self) -> String {
        let (bin, _) = self.company();
        let (id, number) = self.started(&bin, &["--email", "head@example.kz"]);
        self.operator("approve", &number, &[]);
        let resumed = self.resume(&id, &[]);
        assert_eq!(resumed.text("/state"), "finished", "{resumed:#?}");
        resumed.text("/keys/0/reference").to_owned()
    }

    /// How many certificates of people were issued.
    pub(crate) fn issued(&self) -> usize {
        let all = self.practice.say("list", &[]);
        all.lines()
            .filter(|line| line.contains("\tperson\t"))
            .count()
    }
}

/// The code of the failure that an answer is.
#[track_caller]
pub(crate) fn failure(answer: &Answer) -> &str {
    assert_eq!(answer.code, 70, "{answer:#?}");
    assert_ne!(answer.text("/failure/what"), "", "{answer:#?}");
    answer.text("/failure/code")
}
