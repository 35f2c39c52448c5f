//! The families that are known. Names of libraries are from public sources; of no device could the house
//! try one, as [`VendorProfile::tried_on_hardware`] says.

use tanba_pki::algorithm::GostSize;
use tanba_pki::digest::Dialect;

use super::{GostMechanisms, Libraries, PointOrder, Quirk, ValueOrder, VendorProfile};

/// Every family that is known. Where two fit a token, the first one is it.
pub const PROFILES: &[VendorProfile] = &[
    KAZTOKEN,
    ETOKEN_PRO,
    ETOKEN_5110,
    JACARTA,
    AKEY,
    RUTOKEN,
    OPENSC,
    SOFTHSM,
    KRYOPTIC,
];

/// Of a family, what is not said of each.
const UNTRIED: VendorProfile = VendorProfile {
    name: "",
    manufacturers: &[],
    models: &[],
    libraries: Libraries {
        linux: &[],
        macos: &[],
        windows: &[],
        confirmed: true,
    },
    usb_vendors: &[],
    factory_user_pin: None,
    factory_so_pin: None,
    quirks: &[],
    tried_on_hardware: false,
    is_software: false,
    key_storage: None,
    gost: &[],
};

/// USB vendor of Aktiv, whose platform KAZTOKEN shares with the Rutoken family.
const AKTIV: u16 = 0x0a89;
/// USB vendor of Aladdin Knowledge Systems, then SafeNet, then Thales.
const SAFENET: u16 = 0x0529;
/// USB vendor of Aladdin R.D.
const ALADDIN_RD: u16 = 0x24dc;
/// USB vendor of Gemalto.
const GEMALTO: u16 = 0x08e6;

/// No public source names the vendor's own module. That of the platform it shares is looked for; any
/// other a person adds by file.
const KAZTOKEN: VendorProfile = VendorProfile {
    name: "KAZTOKEN",
    manufacturers: &["Gamma", "KAZTOKEN"],
    models: &["KAZTOKEN"],
    libraries: Libraries {
        linux: &["librtpkcs11ecp.so"],
        macos: &["librtpkcs11ecp.dylib"],
        windows: &["rtPKCS11ECP.dll"],
        confirmed: false,
    },
    usb_vendors: &[AKTIV],
    factory_user_pin: Some("12345678"),
    factory_so_pin: Some("87654321"),
    quirks: &[Quirk::StrictPinRule],
    key_storage: Some("1.2.398.3.3.5.2.2"),
    ..UNTRIED
};

const ETOKEN: Libraries = Libraries {
    linux: &["libeToken.so", "libeTPkcs11.so"],
    macos: &[
        "libeTPkcs11.dylib",
        "/Library/Frameworks/eToken.framework/Versions/Current/libeToken.dylib",
    ],
    windows: &["eTPKCS11.dll"],
    confirmed: true,
};

const ETOKEN_PRO: VendorProfile = VendorProfile {
    name: "eToken PRO 72K",
    manufacturers: &["Aladdin Knowledge", "Aladdin Ltd", "SafeNet"],
    models: &["eToken"],
    libraries: ETOKEN,
    usb_vendors: &[SAFENET],
    factory_user_pin: Some("1234567890"),
    key_storage: Some("1.2.398.3.3.5.2.3"),
    ..UNTRIED
};

const ETOKEN_5110: VendorProfile = VendorProfile {
    name: "eToken 5110",
    manufacturers: &["Gemalto", "Thales"],
    models: &["ID Prime", "IDPrime"],
    libraries: ETOKEN,
    usb_vendors: &[SAFENET, GEMALTO],
    key_storage: Some("1.2.398.3.3.5.2.4"),
    ..UNTRIED
};

const JACARTA: VendorProfile = VendorProfile {
    name: "JaCarta",
    manufacturers: &["Aladdin R.D", "ARDS"],
    models: &["JaCarta"],
    libraries: Libraries {
        linux: &["libjcPKCS11-2.so"],
        macos: &["/Library/Frameworks/jcPKCS11-2.framework/jcPKCS11-2"],
        windows: &["jcPKCS11-2.dll"],
        confirmed: true,
    },
    usb_vendors: &[ALADDIN_RD],
    factory_user_pin: Some("1234567890"),
    key_storage: Some("1.2.398.3.3.5.2.5"),
    ..UNTRIED
};

/// No public source names a module of it: a person adds it by file.
const AKEY: VendorProfile = VendorProfile {
    name: "aKey",
    manufacturers: &["aKey"],
    models: &["aKey"],
    libraries: Libraries {
        confirmed: false,
        ..UNTRIED.libraries
    },
    factory_user_pin: Some("1234567890"),
    key_storage: Some("1.2.398.3.3.5.2.6"),
    ..UNTRIED
};

const RUTOKEN: VendorProfile = VendorProfile {
    name: "Rutoken",
    manufacturers: &["Aktiv"],
    models: &["Rutoken"],
    libraries: Libraries {
        linux: &["librtpkcs11ecp.so"],
        macos: &[
            "librtpkcs11ecp.dylib",
            "/Library/Frameworks/rtpkcs11ecp.framework/rtpkcs11ecp",
        ],
        windows: &["rtPKCS11ECP.dll"],
        confirmed: true,
    },
    usb_vendors: &[AKTIV],
    factory_user_pin: Some("12345678"),
    factory_so_pin: Some("87654321"),
    gost: &[TC26_512],
    ..UNTRIED
};

/// The mechanisms of TC26 (R 50.1.111), with the parameter set that Kazakhstan uses, too. 256-bit keys have
/// standard numbers of PKCS#11 2.20, which the library underneath cannot say.
const TC26_512: GostMechanisms = GostMechanisms {
    size: GostSize::Bits512,
    dialect: Dialect::Kazakh,
    key_type: 0xD432_1003,
    key_pair_gen: 0xD432_1005,
    sign: 0xD432_1006,
    // CKA_GOSTR3410_PARAMS
    parameters_attribute: Some(0x250),
    // id-tc26-gost-3410-12-512-paramSetA, 1.2.643.7.1.2.1.2.1
    parameters: &[
        0x06, 0x09, 0x2a, 0x85, 0x03, 0x07, 0x01, 0x02, 0x01, 0x02, 0x01,
    ],
    point_order: PointOrder::LittleXy,
    value_order: ValueOrder::BigSr,
    digest_reversed: false,
};

/// Cards and sticks of many vendors, by drivers that are free.
const OPENSC: VendorProfile = VendorProfile {
    name: "OpenSC",
    models: &["PKCS#15"],
    libraries: Libraries {
        linux: &["opensc-pkcs11.so"],
        macos: &["/Library/OpenSC/lib/opensc-pkcs11.so", "opensc-pkcs11.so"],
        windows: &[r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll"],
        confirmed: true,
    },
    quirks: &[Quirk::StandsBack],
    ..UNTRIED
};

const SOFTHSM: VendorProfile = VendorProfile {
    name: "SoftHSM",
    manufacturers: &["SoftHSM"],
    models: &["SoftHSM"],
    libraries: Libraries {
        linux: &[
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "libsofthsm2.so",
        ],
        macos: &["/opt/homebrew/lib/softhsm/libsofthsm2.so"],
        windows: &[r"C:\SoftHSM2\lib\softhsm2-x64.dll"],
        confirmed: true,
    },
    quirks: &[Quirk::NeverLocks, Quirk::ReadsTokensOnce],
    tried_on_hardware: true,
    is_software: true,
    ..UNTRIED
};

const KRYOPTIC: VendorProfile = VendorProfile {
    name: "kryoptic",
    manufacturers: &["Kryoptic"],
    models: &["Kryoptic"],
    libraries: Libraries {
        linux: &["libkryoptic_pkcs11.so"],
        macos: &[],
        windows: &[],
        confirmed: true,
    },
    tried_on_hardware: true,
    is_software: true,
    ..UNTRIED
};
