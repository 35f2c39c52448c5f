use std::ffi::OsString;
use std::fs;
use std::path::Path;

use super::*;

fn write(root: &Path, path: &str, text: &str) -> PathBuf {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, text).unwrap();
    file.canonicalize().unwrap()
}

fn names(places: &Places, source: ModuleSource) -> Vec<String> {
    find_modules(places)
        .into_iter()
        .filter(|(_, its)| *its == source)
        .map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn what_p11_kit_is_configured_for_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let configure = |name: &str, text: &str| {
        write(
            root,
            &format!("usr/share/p11-kit/modules/{name}.module"),
            text,
        );
    };
    for library in [
        "one",
        "two",
        "three",
        "for-others",
        "not-for-us",
        "p11-kit-trust",
        "policy",
        "afar",
    ] {
        write(root, &format!("usr/lib/pkcs11/{library}.so"), "");
    }
    configure("one", "# a comment\nmodule: one.so\ncritical: yes\n");
    configure(
        "two",
        "module: /usr/lib/pkcs11/two.so\nenable-in: p11-kit-proxy, tanba\n",
    );
    configure("others", "module: for-others.so\nenable-in: firefox\n");
    configure("not", "module: not-for-us.so\ndisable-in: tanba\n");
    configure("trust", "module: p11-kit-trust.so\n");
    configure("policy", "module: policy.so\ntrust-policy: yes\n");
    configure("afar", "module: afar.so\nremote: |ssh elsewhere\n");
    configure("absent", "module: absent.so\n");
    write(
        root,
        "usr/share/p11-kit/modules/one.bak",
        "module: three.so\n",
    );
    let mut places = Places::at(root);
    assert_eq!(names(&places, ModuleSource::P11Kit), ["one.so", "two.so"]);

    // A person adds one, and turns one of the system's off.
    write(
        root,
        "home/pkcs11/modules/three.module",
        "module: three.so\n",
    );
    write(
        root,
        "home/pkcs11/modules/two.module",
        "enable-in: firefox\n",
    );
    places.settings = Some(root.join("home"));
    assert_eq!(names(&places, ModuleSource::P11Kit), ["one.so", "three.so"]);
    write(root, "etc/pkcs11/pkcs11.conf", "user-config: none\n");
    assert_eq!(names(&places, ModuleSource::P11Kit), ["one.so", "two.so"]);
    write(root, "etc/pkcs11/pkcs11.conf", "user-config: only\n");
    assert_eq!(names(&places, ModuleSource::P11Kit), ["three.so"]);
}

#[test]
#[cfg(target_os = "linux")]
fn usual_places_are_looked_at_and_a_module_is_found_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let rutoken = write(root, "usr/lib/librtpkcs11ecp.so", "");
    let opensc = write(root, "usr/lib64/opensc-pkcs11.so", "");
    fs::create_dir_all(root.join("usr/lib64/pkcs11")).unwrap();
    std::os::unix::fs::symlink(
        "../opensc-pkcs11.so",
        root.join("usr/lib64/pkcs11/opensc-pkcs11.so"),
    )
    .unwrap();
    write(
        root,
        "usr/share/p11-kit/modules/opensc.module",
        "module: opensc-pkcs11.so\n",
    );
    let found = find_modules(&Places::at(root));
    assert_eq!(
        found,
        [
            (opensc, ModuleSource::P11Kit),
            (rutoken, ModuleSource::Profile)
        ]
    );
}

#[test]
fn the_environment_names_modules_that_may_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let there = write(folder.path(), "there.so", "");
    let missing = folder.path().join("missing.so");
    let mut places = Places::at(folder.path());
    places.modules = Some(env::join_paths([&there, &missing, &there]).unwrap());
    assert_eq!(
        find_modules(&places),
        [
            (there, ModuleSource::Environment),
            (missing, ModuleSource::Environment)
        ]
    );
    places.modules = Some(OsString::new());
    assert_eq!(find_modules(&places), []);
}
