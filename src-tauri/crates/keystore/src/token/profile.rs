//! What is known of vendors, as data.

use std::ffi::c_ulong;

use tanba_pki::algorithm::GostSize;
use tanba_pki::digest::Dialect;

/// A family of tokens.
#[derive(Debug)]
pub struct VendorProfile {
    /// Its name as people know it.
    pub name: &'static str,
    /// Beginnings of CK_TOKEN_INFO.manufacturerID that mean this family, without regard to case.
    pub manufacturers: &'static [&'static str],
    /// Beginnings of CK_TOKEN_INFO.model that mean this family, without regard to case.
    pub models: &'static [&'static str],
    /// Where its module usually lies.
    pub libraries: Libraries,
    /// The user PIN that the token comes with.
    pub factory_user_pin: Option<&'static str>,
    /// The administrator's PIN that the token comes with.
    pub factory_so_pin: Option<&'static str>,
    /// Where it differs from the standard.
    pub quirks: &'static [Quirk],
    /// Whether the house has tried the real device; people are told when it has not.
    pub tried_on_hardware: bool,
    /// Whether it is a program and no device.
    pub is_software: bool,
    /// Its object identifier in the NCA's key-storage extension, `1.2.398.3.3.5.2.2` for instance.
    pub key_storage: Option<&'static str>,
    /// Its GOST keys, one entry a size; empty where it has none.
    pub gost: &'static [GostMechanisms],
}

/// Paths of a module per operating system, the most usual first. A `*` in the file name matches anything.
#[derive(Debug)]
pub struct Libraries {
    /// Linux.
    pub linux: &'static [&'static str],
    /// macOS.
    pub macos: &'static [&'static str],
    /// Windows.
    pub windows: &'static [&'static str],
}

/// A difference from PKCS#11 that is allowed for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Quirk {
    /// The flags of CK_TOKEN_INFO say nothing of the tries that are left.
    NoTryFlags,
    /// The PIN never locks.
    NeverLocks,
    /// New user PINs follow the strict rule of the banks.
    StrictPinRule,
}

/// How a module does GOST 34.10: PKCS#11 2.40 knows only the 2001 algorithm, so that every vendor has numbers
/// of their own. Everything here is passed on as it stands; the module hashes nothing.
#[derive(Debug)]
pub struct GostMechanisms {
    /// Length of the key.
    pub size: GostSize,
    /// Whose identifiers the certificates of such keys bear.
    pub dialect: Dialect,
    /// CKK_…, from CKK_VENDOR_DEFINED up.
    pub key_type: c_ulong,
    /// CKM_… that makes a pair.
    pub key_pair_gen: c_ulong,
    /// CKM_… that signs a digest.
    pub sign: c_ulong,
    /// CKA_… that takes the parameter set, from CKA_VENDOR_DEFINED up; `None` where the mechanism implies it.
    pub parameters_attribute: Option<c_ulong>,
    /// The DER of the parameter set's object identifier.
    pub parameters: &'static [u8],
    /// The point in CKA_VALUE of the public key.
    pub point_order: PointOrder,
    /// The signature value.
    pub value_order: ValueOrder,
    /// Whether the digest is handed over back to front.
    pub digest_reversed: bool,
}

/// Byte order of a point, each coordinate as long as the key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PointOrder {
    /// x ‖ y, each little-endian, as in certificates.
    LittleXy,
    /// x ‖ y, each big-endian.
    BigXy,
    /// y ‖ x, each big-endian: the certificates' form back to front.
    BigYx,
}

/// Byte order of a signature value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ValueOrder {
    /// r ‖ s, each little-endian: as in the certificates of Kazakhstan.
    LittleRs,
    /// s ‖ r, each little-endian.
    LittleSr,
    /// r ‖ s, each big-endian.
    BigRs,
    /// s ‖ r, each big-endian (RFC 9215).
    BigSr,
}

/// Every family that is known.
pub const PROFILES: &[VendorProfile] = &[SOFTHSM, KRYOPTIC];

const SOFTHSM: VendorProfile = VendorProfile {
    name: "SoftHSM",
    manufacturers: &["SoftHSM"],
    models: &["SoftHSM"],
    libraries: Libraries {
        linux: &[
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
        ],
        macos: &["/opt/homebrew/lib/softhsm/libsofthsm2.so"],
        windows: &["C:\\SoftHSM2\\lib\\softhsm2-x64.dll"],
    },
    factory_user_pin: None,
    factory_so_pin: None,
    quirks: &[Quirk::NeverLocks],
    tried_on_hardware: true,
    is_software: true,
    key_storage: None,
    gost: &[],
};

const KRYOPTIC: VendorProfile = VendorProfile {
    name: "kryoptic",
    manufacturers: &["Kryoptic"],
    models: &["FIPS", "Kryoptic"],
    libraries: Libraries {
        linux: &[
            "/usr/lib64/pkcs11/libkryoptic_pkcs11.so",
            "/usr/lib/pkcs11/libkryoptic_pkcs11.so",
        ],
        macos: &[],
        windows: &[],
    },
    factory_user_pin: None,
    factory_so_pin: None,
    quirks: &[],
    tried_on_hardware: true,
    is_software: true,
    key_storage: None,
    gost: &[],
};

impl VendorProfile {
    /// The family of a token: by its manufacturer, or else by its model.
    pub fn of(manufacturer: &str, model: &str) -> Option<&'static Self> {
        let begins = |text: &str, beginnings: &[&str]| {
            let text = text.to_lowercase();
            beginnings
                .iter()
                .any(|beginning| text.starts_with(&beginning.to_lowercase()))
        };
        PROFILES
            .iter()
            .find(|profile| begins(manufacturer, profile.manufacturers))
            .or_else(|| {
                PROFILES
                    .iter()
                    .find(|profile| begins(model, profile.models))
            })
    }

    /// The GOST keys of a size.
    pub fn gost(&self, size: GostSize) -> Option<&'static GostMechanisms> {
        self.gost.iter().find(|gost| gost.size == size)
    }
}
