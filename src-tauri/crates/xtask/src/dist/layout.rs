//! Which file goes where.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Stage, told};
use crate::process::{read, root, run as run_command};
use crate::{Result, build};

/// Files of the repository and their place below `/usr/share`.
const FILES: &[(&str, &str)] = &[
    (
        "src-tauri/packaging/linux/tanba-desktop.desktop",
        "applications/tanba-desktop.desktop",
    ),
    // "Open with" of every file manager, Nautilus among them.
    (
        "src-tauri/packaging/linux/tanba-sign.desktop",
        "applications/tanba-sign.desktop",
    ),
    (
        "src-tauri/packaging/linux/tanba-sign.nemo_action",
        "nemo/actions/tanba-sign.nemo_action",
    ),
    // Caja and PCManFM.
    (
        "src-tauri/packaging/linux/tanba-sign.action.desktop",
        "file-manager/actions/tanba-sign.desktop",
    ),
    // "Send to" of Thunar.
    (
        "src-tauri/packaging/linux/tanba-sign.desktop",
        "Thunar/sendto/tanba-sign.desktop",
    ),
    // Dolphin.
    (
        "src-tauri/packaging/linux/tanba-sign.servicemenu.desktop",
        "kio/servicemenus/tanba-sign.desktop",
    ),
    (
        "src-tauri/packaging/linux/tanba.xml",
        "mime/packages/tanba.xml",
    ),
    ("src-tauri/packaging/linux/copyright", "doc/tanba/copyright"),
    ("icons/tanba.svg", "icons/hicolor/scalable/apps/tanba.svg"),
    (
        "icons/tanba-symbolic.svg",
        "icons/hicolor/symbolic/apps/tanba-symbolic.svg",
    ),
];

/// Sides of the icons that are drawn for their size.
const ICONS: &[u32] = &[16, 24, 32, 48, 64, 128, 256, 512];

/// The name that `tanba completions` knows a shell by, and where the shell looks.
const COMPLETIONS: &[(&str, &str)] = &[
    ("bash", "bash-completion/completions/tanba"),
    ("zsh", "zsh/vendor-completions/_tanba"),
    ("fish", "fish/vendor_completions.d/tanba.fish"),
];

/// Puts everything in its place.
pub(super) fn lay_out(stage: &Stage) -> Result<()> {
    let programs = stage.root.join("usr/bin");
    // The window starts the practice authority that lies beside it.
    for program in [
        build::desktop(stage.release),
        build::tanba(stage.release),
        build::authority(stage.release),
    ] {
        let place = programs.join(program.file_name().unwrap_or_default());
        copy(&program, &place)?;
        run_command(Command::new("strip").arg("--strip-unneeded").arg(&place))?;
        mode(&place, 0o755)?;
    }
    let share = stage.root.join("usr/share");
    let icons = ICONS.iter().map(|side| {
        let side = format!("{side}x{side}");
        (
            format!("icons/{side}.png"),
            format!("icons/hicolor/{side}/apps/tanba.png"),
        )
    });
    let files = FILES
        .iter()
        .map(|(file, place)| ((*file).to_owned(), (*place).to_owned()));
    for (file, place) in files.chain(icons) {
        let place = share.join(place);
        copy(&root().join(file), &place)?;
        mode(&place, 0o644)?;
    }
    for (shell, place) in COMPLETIONS {
        let script = read(Command::new(build::tanba(stage.release)).args(["completions", shell]))?;
        let place = share.join(place);
        make_parent(&place)?;
        fs::write(&place, script).map_err(|error| told(&place, &error))?;
        mode(&place, 0o644)?;
    }
    Ok(())
}

fn copy(file: &Path, place: &Path) -> Result<()> {
    make_parent(place)?;
    fs::copy(file, place)
        .map(|_| ())
        .map_err(|error| told(file, &error))
}

fn make_parent(place: &Path) -> Result<()> {
    let parent = place.parent().unwrap_or(place);
    fs::create_dir_all(parent).map_err(|error| told(parent, &error))
}

/// Whoever runs this may have another custom.
#[cfg(unix)]
fn mode(file: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(file, fs::Permissions::from_mode(mode)).map_err(|error| told(file, &error))
}

#[cfg(not(unix))]
fn mode(_: &Path, _: u32) -> Result<()> {
    Ok(())
}
