//! What is known of vendors, as data.

use std::path::PathBuf;

use std::ffi::c_ulong;

use tanba_pki::algorithm::GostSize;
use tanba_pki::digest::Dialect;

use super::places::Places;

mod table;

pub use table::PROFILES;

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
    /// idVendor of its devices on USB, which may make other things, too.
    pub usb_vendors: &'static [u16],
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

/// The modules of a family per operating system, the most usual first. One without a folder is looked for
/// where libraries are installed.
#[derive(Debug)]
pub struct Libraries {
    /// Linux.
    pub linux: &'static [&'static str],
    /// macOS.
    pub macos: &'static [&'static str],
    /// Windows.
    pub windows: &'static [&'static str],
    /// Whether a public source names them.
    pub confirmed: bool,
}

impl Libraries {
    /// Where they may lie on this operating system.
    pub(super) fn candidates(&self, places: &Places) -> Vec<PathBuf> {
        let libraries = match () {
            () if cfg!(windows) => self.windows,
            () if cfg!(target_os = "macos") => self.macos,
            () => self.linux,
        };
        let candidates = libraries.iter().map(|library| places.candidates(library));
        candidates.flatten().collect()
    }
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
    /// Its module reads which tokens there are once, when it begins.
    ReadsTokensOnce,
    /// Its module reaches the devices of other vendors, too, and stands back where a vendor's own does.
    StandsBack,
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
    /// CKA_… that takes the parameter set; `None` where the mechanism implies it.
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

impl VendorProfile {
    /// The family of a token: by its model, or else by its manufacturer, who may make several.
    pub fn of(manufacturer: &str, model: &str) -> Option<&'static Self> {
        let begins = |text: &str, beginnings: &[&str]| {
            let text = text.to_lowercase();
            beginnings
                .iter()
                .any(|beginning| text.starts_with(&beginning.to_lowercase()))
        };
        let mut profiles = PROFILES.iter();
        profiles
            .find(|profile| begins(model, profile.models))
            .or_else(|| {
                let mut profiles = PROFILES.iter();
                profiles.find(|profile| begins(manufacturer, profile.manufacturers))
            })
    }

    /// The GOST keys of a size.
    pub fn gost(&self, size: GostSize) -> Option<&'static GostMechanisms> {
        self.gost.iter().find(|gost| gost.size == size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_tells_more_than_its_maker() {
        let name = |maker, model| VendorProfile::of(maker, model).map(|profile| profile.name);
        assert_eq!(name("Aktiv Co.", "Rutoken ECP"), Some("Rutoken"));
        assert_eq!(name("Aktiv Co.", "Kaztoken"), Some("KAZTOKEN"));
        assert_eq!(name("Aktiv Co.", ""), Some("Rutoken"));
        assert_eq!(name("SoftHSM project", "SoftHSM v2"), Some("SoftHSM"));
        assert_eq!(name("Somebody", "Something"), None);
    }

    #[test]
    fn what_was_not_tried_says_so_and_key_storages_are_the_nca_s() {
        for profile in PROFILES {
            assert!(!profile.name.is_empty());
            assert_eq!(
                profile.tried_on_hardware, profile.is_software,
                "{}",
                profile.name
            );
            let begins = |oid: &str| oid.starts_with("1.2.398.3.3.5.2.");
            assert!(profile.key_storage.is_none_or(begins), "{}", profile.name);
        }
    }
}
