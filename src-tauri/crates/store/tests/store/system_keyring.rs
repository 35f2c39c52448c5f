//! The real keyring, inside a session of its own where the tools for it are there.

use std::process::Command;

use tanba_store::{Keyring as _, SystemKeyring};

const INSIDE: &str = "TANBA_TEST_INSIDE_KEYRING";

#[test]
fn the_system_keyring_keeps_a_text() {
    const NAME: &str = "system_keyring::the_system_keyring_keeps_a_text";
    if std::env::var_os(INSIDE).is_some() {
        let keyring = SystemKeyring;
        assert_eq!(keyring.load("history of /a.db").unwrap(), None);
        keyring.save("history of /a.db", "one").unwrap();
        keyring.save("history of /a.db", "two").unwrap();
        assert_eq!(
            keyring.load("history of /a.db").unwrap().as_deref(),
            Some("two")
        );
        return;
    }
    // Both say that they are skipped when they are absent.
    let Some(session) = tanba_testkit::tool("dbus-run-session") else {
        return;
    };
    let Some(daemon) = tanba_testkit::tool("gnome-keyring-daemon") else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let script = "printf secret | \"$1\" --unlock --components=secrets >/dev/null; exec \"$2\" --exact \"$3\"";
    let status = Command::new(session)
        .args(["--", "sh", "-c", script, "sh"])
        .arg(daemon)
        .arg(std::env::current_exe().unwrap())
        .arg(NAME)
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env_remove("XDG_DATA_HOME")
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn without_a_session_the_keyring_is_absent() {
    const NAME: &str = "system_keyring::without_a_session_the_keyring_is_absent";
    if std::env::var_os(INSIDE).is_some() {
        let error = SystemKeyring.load("history of /a.db").unwrap_err();
        assert!(!error.to_string().is_empty());
        return;
    }
    if !cfg!(target_os = "linux") {
        return;
    }
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env(INSIDE, "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .status()
        .unwrap();
    assert!(status.success());
}
