//! The arrow check: which crate of the house may use which.
//!
//! Arrows point down only. A crate that is not in the table, or that uses one that its line does
//! not name, fails the check. In its tests a crate may also use `testkit`; what needs more of the
//! house than that belongs into the package `e2e`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Result;
use crate::process::{cargo, read};

/// Every crate of the house and the crates that it may use.
const ARROWS: &[(&str, &[&str])] = &[
    // ground
    ("tanba-gost", &[]),
    ("tanba-protocol", &[]),
    // pure core
    ("tanba-pki", &["tanba-gost"]),
    ("tanba-ades", &["tanba-gost", "tanba-pki"]),
    // rooms
    ("tanba-keystore", &["tanba-gost", "tanba-pki"]),
    ("tanba-channel", &["tanba-protocol"]),
    (
        "tanba-online",
        &["tanba-protocol", "tanba-pki", "tanba-ades"],
    ),
    ("tanba-store", &["tanba-protocol", "tanba-pki"]),
    ("tanba-paper", &["tanba-protocol"]),
    ("tanba-enrolment", &["tanba-protocol", "tanba-pki"]),
    (
        "tanba-authority",
        &[
            "tanba-protocol",
            "tanba-gost",
            "tanba-pki",
            "tanba-ades",
            "tanba-keystore",
        ],
    ),
    // use cases
    (
        "tanba-agent",
        &[
            "tanba-protocol",
            "tanba-gost",
            "tanba-pki",
            "tanba-ades",
            "tanba-keystore",
            "tanba-channel",
            "tanba-online",
            "tanba-store",
            "tanba-paper",
            "tanba-enrolment",
        ],
    ),
    // shells
    (
        "tanba-bridge",
        &["tanba-protocol", "tanba-pki", "tanba-agent"],
    ),
    (
        "tanba-cli",
        &["tanba-protocol", "tanba-agent", "tanba-bridge"],
    ),
    (
        "tanba-desktop",
        &["tanba-protocol", "tanba-agent", "tanba-bridge"],
    ),
    (
        "tanba-mobile-core",
        &[
            "tanba-protocol",
            "tanba-channel",
            "tanba-gost",
            "tanba-pki",
            "tanba-ades",
        ],
    ),
    (
        "tanba-authority-server",
        &[
            "tanba-authority",
            "tanba-channel",
            "tanba-online",
            // The form of an application is printed.
            "tanba-paper",
            "tanba-protocol",
        ],
    ),
    // beside
    ("xtask", &[]),
];

/// Crates beside the house, which may use anything of it.
const FREE: &[&str] = &["tanba-testkit", "token-module", "e2e", "empty-window"];

/// What a crate may use in its tests besides its arrows.
const IN_TESTS: &[&str] = &["tanba-testkit", "token-module"];

/// The pure crates and the ground: no input or output, no clock, no other machine's library.
const PURE: &[&str] = &["tanba-gost", "tanba-protocol", "tanba-pki", "tanba-ades"];

/// Outside crates that have no place in a pure crate.
const IMPURE: &[&str] = &["openssl", "reqwest", "rustls", "sqlx", "tempfile", "tokio"];

/// Reads `cargo metadata` and reports every arrow that is not in the table.
pub(crate) fn check() -> Result<String> {
    let text = read(&mut cargo([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
    ]))?;
    let metadata: Value =
        serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = packages(&metadata)?;
    let count: usize = packages.iter().map(|package| package.uses.len()).sum();
    let wrong = wrong(&packages);
    match wrong.is_empty() {
        true => Ok(format!(
            "{} crates, {count} arrows, all as designed",
            packages.len()
        )),
        false => Err(format!(
            "arrows that are not in the table:\n  {}",
            wrong.join("\n  ")
        )),
    }
}

#[derive(Debug)]
struct Package {
    name: String,
    /// Crates of the house: name, and whether in tests only.
    uses: Vec<(String, bool)>,
    /// Outside crates, tests aside.
    outside: Vec<String>,
}

fn packages(metadata: &Value) -> Result<Vec<Package>> {
    let all = metadata
        .get("packages")
        .and_then(Value::as_array)
        .ok_or("cargo metadata names no packages")?;
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let house: BTreeSet<String> = all
        .iter()
        .filter_map(|package| text(package, "name"))
        .collect();
    let mut packages = Vec::new();
    for package in all {
        let mut uses = Vec::new();
        let mut outside = Vec::new();
        let dependencies = package.get("dependencies").and_then(Value::as_array);
        for dependency in dependencies.into_iter().flatten() {
            let Some(name) = text(dependency, "name") else {
                continue;
            };
            let in_tests = text(dependency, "kind").as_deref() == Some("dev");
            if house.contains(&name) {
                uses.push((name, in_tests));
            } else if !in_tests {
                outside.push(name);
            }
        }
        let name = text(package, "name").ok_or("a package has no name")?;
        packages.push(Package {
            name,
            uses,
            outside,
        });
    }
    Ok(packages)
}

fn wrong(packages: &[Package]) -> Vec<String> {
    let mut wrong = Vec::new();
    for package in packages {
        let name = package.name.as_str();
        if FREE.contains(&name) {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == name) else {
            wrong.push(format!("{name} is not in the table"));
            continue;
        };
        for (used, in_tests) in &package.uses {
            let used = used.as_str();
            let fits = allowed.contains(&used) || (*in_tests && IN_TESTS.contains(&used));
            if !fits {
                let where_ = if *in_tests { " (in tests)" } else { "" };
                wrong.push(format!("{name} -> {used}{where_}"));
            }
        }
        if PURE.contains(&name) {
            let impure = package
                .outside
                .iter()
                .filter(|used| IMPURE.contains(&used.as_str()));
            wrong.extend(
                impure.map(|used| format!("{name} -> {used}, which a pure crate may not use")),
            );
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, uses: &[(&str, bool)], outside: &[&str]) -> Package {
        Package {
            name: name.into(),
            uses: uses
                .iter()
                .map(|(used, tests)| ((*used).into(), *tests))
                .collect(),
            outside: outside.iter().map(|used| (*used).into()).collect(),
        }
    }

    #[test]
    fn the_table_itself_points_down_only() {
        for (index, (name, uses)) in ARROWS.iter().enumerate() {
            for used in *uses {
                let at = ARROWS.iter().position(|(crate_name, _)| crate_name == used);
                assert!(at.is_some_and(|at| at < index), "{name} -> {used}");
            }
        }
    }

    #[test]
    fn designed_arrows_pass() {
        let packages = [
            package(
                "tanba-pki",
                &[("tanba-gost", false), ("tanba-testkit", true)],
                &["der"],
            ),
            package("e2e", &[("tanba-cli", false)], &["tokio"]),
        ];
        assert_eq!(wrong(&packages), Vec::<String>::new());
    }

    #[test]
    fn every_other_arrow_fails() {
        let packages = [
            package("tanba-gost", &[("tanba-pki", false)], &[]),
            package("tanba-pki", &[("tanba-testkit", false)], &[]),
            package("tanba-ades", &[("tanba-keystore", true)], &["tokio"]),
            package("tanba-newcomer", &[], &[]),
        ];
        assert_eq!(
            wrong(&packages),
            [
                "tanba-gost -> tanba-pki",
                "tanba-pki -> tanba-testkit",
                "tanba-ades -> tanba-keystore (in tests)",
                "tanba-ades -> tokio, which a pure crate may not use",
                "tanba-newcomer is not in the table",
            ]
        );
    }
}
