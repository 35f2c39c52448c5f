//! Builds the program anew when the pages of the console were.

fn main() {
    println!("cargo::rerun-if-changed=../../../ui/dist-operator");
    println!("cargo::rerun-if-changed=migrations");
}
