use std::path::Path;

use super::*;

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn plug_in(root: &Path, port: &str, vendor: &str, product: &str, name: &str) {
    for (file, text) in [
        ("idVendor", vendor),
        ("idProduct", product),
        ("product", name),
    ] {
        let path = format!("sys/bus/usb/devices/{port}/{file}");
        write(root, &path, &format!("{text}\n"));
    }
}

fn running(readers: &[&str]) -> PcscService {
    PcscService::Running {
        readers: readers.iter().map(|name| (*name).to_owned()).collect(),
    }
}

#[test]
fn nothing_is_wrong_where_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::at(folder.path());
    assert!(troubles(&places, &running(&["Reader 00 00"])).is_empty());
}

#[test]
#[cfg(target_os = "linux")]
fn an_absent_service_is_installed_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::at(folder.path());
    let found = troubles(&places, &PcscService::Absent);
    assert!(
        matches!(&found[..], [Trouble::ServiceNotInstalled { looked_for }]
            if looked_for[0] == folder.path().join("usr/sbin/pcscd")),
        "{found:?}"
    );
    write(folder.path(), "usr/sbin/pcscd", "");
    let found = troubles(&places, &PcscService::Absent);
    assert!(
        matches!(&found[..], [Trouble::ServiceNotRunning { socket_is_there: false, program, .. }]
            if *program == folder.path().join("usr/sbin/pcscd")),
        "{found:?}"
    );
    write(folder.path(), "run/pcscd/pcscd.comm", "");
    let found = troubles(&places, &PcscService::Absent);
    assert!(matches!(
        &found[..],
        [Trouble::ServiceNotRunning {
            socket_is_there: true,
            ..
        }]
    ));
}

#[test]
fn a_service_that_refuses_or_fails_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::at(folder.path());
    let found = troubles(&places, &PcscService::Refusing);
    assert!(matches!(&found[..], [Trouble::ServiceRefuses]), "{found:?}");
    let found = troubles(&places, &PcscService::Failing("odd".into()));
    assert!(matches!(&found[..], [Trouble::ServiceFails { detail }] if detail == "odd"));
}

#[test]
#[cfg(target_os = "linux")]
fn no_reader_is_told_with_what_usb_sees() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::at(folder.path());
    let found = troubles(&places, &running(&[]));
    assert!(
        matches!(&found[..], [Trouble::NoDriver { .. }]),
        "{found:?}"
    );

    write(
        folder.path(),
        "usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist",
        "",
    );
    let found = troubles(&places, &running(&[]));
    assert!(matches!(&found[..], [Trouble::NoReader { devices }] if devices.is_empty()));

    plug_in(folder.path(), "1-2", "24dc", "0101", "JaCarta");
    plug_in(folder.path(), "1-3", "1d6b", "0002", "a hub");
    write(folder.path(), "usr/lib/libjcPKCS11-2.so", "");
    let found = troubles(&places, &running(&[]));
    assert!(
        matches!(&found[..], [Trouble::NoReader { devices }]
            if devices.len() == 1 && devices[0].product == 0x0101),
        "{found:?}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_token_without_its_vendor_s_module_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::at(folder.path());
    plug_in(folder.path(), "1-2", "0529", "0620", "Token JC");
    let service = running(&["Aladdin Token JC 00 00"]);
    let found = troubles(&places, &service);
    let [
        Trouble::ModuleMissing {
            device,
            profiles,
            looked_for,
        },
    ] = &found[..]
    else {
        unreachable!("{found:?}");
    };
    assert_eq!((device.vendor, device.product), (0x0529, 0x0620));
    assert!(
        profiles
            .iter()
            .any(|profile| profile.name.contains("eToken"))
    );
    assert!(looked_for.contains(&folder.path().join("usr/lib/libeToken.so")));

    write(folder.path(), "usr/lib/libeToken.so", "");
    assert!(troubles(&places, &service).is_empty());
}

#[test]
fn a_device_that_bears_a_family_s_name_is_of_that_family() {
    let device = |name: &str| UsbDevice {
        vendor: 0x0a89,
        product: 0x0030,
        name: name.into(),
    };
    let names = |device: &UsbDevice| -> Vec<&str> {
        let profiles = VendorProfile::of_device(device);
        profiles.iter().map(|profile| profile.name).collect()
    };
    assert_eq!(names(&device("KAZTOKEN")), ["KAZTOKEN"]);
    assert_eq!(names(&device("Aktiv Rutoken ECP")), ["Rutoken"]);
    assert_eq!(names(&device("")).len(), 2);
}

#[test]
fn a_sandbox_is_told_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut places = Places::at(folder.path());
    write(
        folder.path(),
        ".flatpak-info",
        "[Application]\nname=kz.example.Tanba\n",
    );
    let found = troubles(&places, &PcscService::Refusing);
    assert!(
        matches!(&found[..], [Trouble::Confined { by: Sandbox::Flatpak, name }, Trouble::ServiceRefuses]
            if name == "kz.example.Tanba"),
        "{found:?}"
    );
    places.snap = Some("tanba".into());
    let found = troubles(&places, &running(&["one"]));
    assert!(matches!(
        &found[..],
        [Trouble::Confined {
            by: Sandbox::Snap,
            ..
        }]
    ));
}

#[test]
fn a_confined_browser_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("snap/firefox/current")).unwrap();
    let found = troubles(&Places::at(folder.path()), &running(&["one"]));
    assert!(matches!(
        &found[..],
        [Trouble::BrowserConfined {
            browser: "firefox",
            by: Sandbox::Snap
        }]
    ));
}
