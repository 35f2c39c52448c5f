//! Chromium's own store of certificates (NSS), as an operator fills it by hand, and the policy that an
//! organisation would set so that nobody is asked which certificate to show.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::{Practice, output};
use serde_json::{Value, json};
use tanba_testkit::{note, tool};

/// Puts the policies over those of the machine, for the browser alone. The browser's process comes to be this
/// one: it is spoken to through its pipes.
const PROGRAM: &str = r#"#!/bin/sh
exec unshare --mount $MAP sh -c 'mount --bind "$POLICIES" /etc/chromium && exec "$PROGRAM" "$@"' sh "$@"
"#;

/// A store in which the authority's root is trusted and there is this certificate, if any: as the scripts are
/// told of it. `None`, having said so, where the system does not let a process have a policy of its own.
pub(crate) fn make(
    practice: &Practice,
    name: &str,
    operator: Option<(&Path, &str)>,
) -> Option<Value> {
    let (certutil, pk12util) = (tool("certutil")?, tool("pk12util")?);
    let map = own_policies()?;
    let home = practice.file(name);
    let store = home.join(".pki/nssdb");
    fs::create_dir_all(&store).unwrap();
    let store = format!("sql:{}", store.display());
    output(Command::new(&certutil).args(["-N", "--empty-password", "-d", &store]));
    let root = practice.folder().join("tls-root.pem");
    let trusted = ["-A", "-n", "root", "-t", "C,,", "-d", &store, "-i"];
    output(Command::new(&certutil).args(trusted).arg(root));
    if let Some((file, password)) = operator {
        let import = ["-d", &store, "-W", password, "-i"];
        output(Command::new(pk12util).args(import).arg(file));
    }
    let pattern = json!({ "pattern": practice.console(), "filter": {} });
    let policy = json!({ "AutoSelectCertificateForUrls": [pattern.to_string()] });
    let policies = home.join("policies");
    fs::create_dir_all(policies.join("policies/managed")).unwrap();
    fs::write(
        policies.join("policies/managed/operator.json"),
        policy.to_string(),
    )
    .unwrap();
    let program = home.join("chromium.sh");
    fs::write(&program, PROGRAM.replace("$MAP", map)).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    Some(json!({ "home": home, "policies": policies, "program": program }))
}

/// How a process may see other files than the machine has: by itself, or as the root of its own world.
fn own_policies() -> Option<&'static str> {
    let unshare: PathBuf = tool("unshare")?;
    let folder = "/etc/chromium";
    let can = |map: &str| {
        let command = format!("mount --bind {folder} {folder}");
        let words = ["--mount", map, "sh", "-c", &command];
        let words = words.iter().filter(|word| !word.is_empty());
        let tried = Command::new(&unshare).args(words).output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    let found = ["", "--map-root-user"].into_iter().find(|map| can(map));
    if found.is_none() {
        note(
            "skipped: Chromium's own store of certificates: no mount namespace, or no /etc/chromium",
        );
    }
    found
}
