//! The package that people install: what is in it, and that it comes and goes without a trace.
//!
//! It is made from the programs for tests, so that no release is built here. It is installed below a
//! folder of its own with `dpkg --root`; whether its dependencies can be had, apt is asked with
//! `--simulate`. A chroot of debootstrap would show no more, for minutes and a network.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what fails here fails a test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::{output, succeeds};
use tempfile::TempDir;

/// A package and a place to look at it.
struct Package {
    folder: TempDir,
    deb: PathBuf,
}

impl Package {
    /// Makes it; nothing, after saying so, where a program of Debian is missing.
    fn make() -> Option<Self> {
        for tool in [
            "dpkg-deb",
            "dpkg-shlibdeps",
            "fakeroot",
            "desktop-file-validate",
        ] {
            tanba_testkit::tool(tool)?;
        }
        let folder = TempDir::new().unwrap();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let made = output(
            Command::new(cargo)
                .current_dir(tanba_testkit::repository())
                .args(["run", "--quiet", "--package", "xtask", "--"])
                .args(["dist", "--debug", "--out"])
                .arg(folder.path()),
        );
        let deb = fs::read_dir(folder.path())
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|name| name == "deb"));
        assert!(deb.is_some(), "no package: {made}");
        deb.map(|deb| Self { folder, deb })
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    fn share(&self, file: &str) -> PathBuf {
        self.root().join("usr/share").join(file)
    }

    /// dpkg with a database of its own below [`Self::root`].
    fn dpkg(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("fakeroot");
        command
            .args(["dpkg", "--force-not-root", "--force-depends"])
            .arg(format!("--root={}", self.root().display()))
            .arg(format!(
                "--log={}",
                self.folder.path().join("log").display()
            ))
            .args(arguments);
        command
    }

    fn install(&self) {
        for folder in ["var/lib/dpkg/updates", "var/lib/dpkg/info"] {
            fs::create_dir_all(self.root().join(folder)).unwrap();
        }
        fs::write(self.root().join("var/lib/dpkg/status"), "").unwrap();
        output(self.dpkg(&["--install"]).arg(&self.deb));
    }
}

#[test]
fn the_package_comes_and_goes() {
    let Some(package) = Package::make() else {
        return;
    };
    about(&package);
    package.install();
    assert!(succeeds(&mut package.dpkg(&["--verify", "tanba"])));
    programs(&package);
    desktop_files(&package);
    mime_types(&package);
    completions(&package);
    output(&mut package.dpkg(&["--purge", "tanba"]));
    let left = files(&package.root().join("usr"));
    assert!(left.is_empty(), "{left:?}");
}

/// What it says of itself, and whose its files are.
fn about(package: &Package) {
    let field = |name: &str| {
        let text = output(
            Command::new("dpkg-deb")
                .arg("--field")
                .arg(&package.deb)
                .arg(name),
        );
        text.trim().to_owned()
    };
    assert_eq!(field("Package"), "tanba");
    assert_eq!(field("Version"), env!("CARGO_PKG_VERSION"));
    assert!(
        field("Depends").contains("libwebkit2gtk-4.1-0"),
        "{}",
        field("Depends")
    );
    assert!(field("Installed-Size").parse::<u64>().unwrap() > 1000);
    let simulated = Command::new("apt-get")
        .args(["--simulate", "--quiet", "install"])
        .arg(&package.deb)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&simulated.stderr).into_owned();
    match simulated.status.success() {
        true => {}
        // Lists of packages that nobody fetched say nothing about ours.
        false => {
            assert!(!words.contains("tanba :"), "{words}");
            tanba_testkit::note("skipped: apt cannot simulate an installation here");
        }
    }
    let contents = output(Command::new("dpkg-deb").arg("--contents").arg(&package.deb));
    for line in contents.lines() {
        let mut words = line.split_whitespace();
        let (mode, owner) = (words.next().unwrap(), words.next().unwrap());
        assert_eq!(owner, "root/root", "{line}");
        let expected = match (&mode[..1], line.contains("./usr/bin/tanba")) {
            ("d", _) | (_, true) => "rwxr-xr-x",
            _ => "rw-r--r--",
        };
        assert_eq!(&mode[1..], expected, "{line}");
    }
}

/// All three, and the window finds the authority beside itself.
fn programs(package: &Package) {
    let bin = package.root().join("usr/bin");
    for program in ["tanba", "tanba-authority"] {
        let text = output(Command::new(bin.join(program)).arg("--version"));
        assert!(
            text.contains(env!("CARGO_PKG_VERSION")),
            "{program}: {text}"
        );
    }
    let window = Command::new(bin.join("tanba-desktop"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    assert_eq!(window.status.code(), Some(70), "{window:?}");
}

/// Names in three languages, actions of file managers, links of the scheme `tanba`.
fn desktop_files(package: &Package) {
    for name in ["tanba-desktop.desktop", "tanba-sign.desktop"] {
        let file = package.share("applications").join(name);
        assert!(succeeds(Command::new("desktop-file-validate").arg(&file)));
    }
    for file in [
        "applications/tanba-sign.desktop",
        "nemo/actions/tanba-sign.nemo_action",
        "file-manager/actions/tanba-sign.desktop",
        "Thunar/sendto/tanba-sign.desktop",
        "kio/servicemenus/tanba-sign.desktop",
    ] {
        let text = fs::read_to_string(package.share(file)).unwrap();
        for line in [
            "Name=Sign with Tanba",
            "Name[kk]=Tanba арқылы қол қою",
            "Name[ru]=Подписать в Tanba",
            "Exec=tanba-desktop --sign %F",
        ] {
            assert!(text.lines().any(|other| other == line), "{file}: no {line}");
        }
    }
    output(Command::new("update-desktop-database").arg(package.share("applications")));
    let cache = fs::read_to_string(package.share("applications/mimeinfo.cache")).unwrap();
    fs::remove_file(package.share("applications/mimeinfo.cache")).unwrap();
    for kind in [
        "x-scheme-handler/tanba",
        "application/pkcs7-signature",
        "application/cms",
        "application/pkcs12",
        "application/vnd.etsi.asic-e+zip",
    ] {
        let line = format!("{kind}=tanba-desktop.desktop;");
        assert!(cache.contains(&line), "no {line} in {cache}");
    }
    assert!(
        cache.contains("application/pdf=tanba-sign.desktop;"),
        "{cache}"
    );
}

/// What files are called leads to what they are.
fn mime_types(package: &Package) {
    let mime = package.folder.path().join("mime");
    fs::create_dir_all(mime.join("packages")).unwrap();
    fs::copy(
        package.share("mime/packages/tanba.xml"),
        mime.join("packages/tanba.xml"),
    )
    .unwrap();
    output(Command::new("update-mime-database").arg(&mime));
    let globs = fs::read_to_string(mime.join("globs2")).unwrap();
    for (kind, pattern) in [
        ("application/pkcs7-signature", "*.p7s"),
        ("application/pkcs7-signature", "*.sig"),
        ("application/cms", "*.cms"),
        ("application/pkcs12", "*.p12"),
        ("application/vnd.etsi.asic-e+zip", "*.asice"),
    ] {
        let line = format!(":{kind}:{pattern}");
        assert!(globs.contains(&line), "no {line} in {globs}");
    }
}

/// Scripts that their shells can read.
fn completions(package: &Package) {
    let bash = package.share("bash-completion/completions/tanba");
    assert!(succeeds(Command::new("bash").arg("-n").arg(&bash)));
    for file in [
        "bash-completion/completions/tanba",
        "zsh/vendor-completions/_tanba",
        "fish/vendor_completions.d/tanba.fish",
    ] {
        let text = fs::read_to_string(package.share(file)).unwrap();
        assert!(
            text.contains("verify") && text.contains("password-stdin"),
            "{file}"
        );
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => files(&path),
            path => vec![path],
        })
        .collect()
}
