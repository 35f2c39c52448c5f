//! Declares the two commands, so that each window may call none but the one its capability names.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    if !Path::new("../ui/dist/index.html").is_file() {
        println!("cargo::error=the window's pages are not built: run `cargo xtask build`");
        return;
    }
    let commands = tauri_build::AppManifest::new().commands(&["call", "answer"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
