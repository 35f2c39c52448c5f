//! What is in the slots of a module.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use cryptoki::slot;
use cryptoki::types::Version as CryptokiVersion;

use super::pin::PinState;
use super::profile::{Quirk, VendorProfile};

/// The longest PIN that is believed, in bytes.
const PIN_LIMIT: usize = 255;

/// Names a token: what is printed on it and what its owner calls it, and the module that reaches it. A
/// token that has not been initialised has no label, and with some vendors no serial number either.
#[derive(Clone, Debug, Eq, Hash, PartialEq, PartialOrd, Ord)]
pub struct TokenId {
    /// CK_TOKEN_INFO.serialNumber without its padding.
    pub serial: String,
    /// CK_TOKEN_INFO.label without its padding.
    pub label: String,
    /// The canonical path of the module.
    pub module: PathBuf,
}

impl std::fmt::Display for TokenId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.label.is_empty(), self.serial.is_empty()) {
            (true, true) => f.write_str("the token without a name"),
            (true, false) => f.write_str(&self.serial),
            (false, true) => f.write_str(&self.label),
            (false, false) => write!(f, "{} ({})", self.label, self.serial),
        }
    }
}

/// A token that is present (CK_TOKEN_INFO). Texts have lost their padding, and bytes that are no UTF-8 are
/// replaced.
#[derive(Clone, Debug)]
pub struct TokenInfo {
    /// Its name.
    pub id: TokenId,
    /// Serial number, perhaps empty.
    pub serial: String,
    /// What its owner calls it, empty as long as it is not initialised.
    pub label: String,
    /// Model.
    pub model: String,
    /// Manufacturer.
    pub manufacturer: String,
    /// The module that reaches it, by its canonical path.
    pub module: PathBuf,
    /// What is known of its family.
    pub profile: Option<&'static VendorProfile>,
    /// Whether it has been initialised.
    pub initialised: bool,
    /// The owner's PIN.
    pub user_pin: PinState,
    /// The administrator's PIN.
    pub so_pin: PinState,
    /// How long a PIN may be, in bytes.
    pub pin_length: RangeInclusive<usize>,
    /// Whether the PIN is typed on the device itself; the PINs passed to it are then left unused.
    pub protected_path: bool,
    /// Whether it takes no changes.
    pub write_protected: bool,
    /// Room on it.
    pub memory: Memory,
    /// Version of the hardware.
    pub hardware: Version,
    /// Version of the firmware.
    pub firmware: Version,
    /// Whether it is a program and no device.
    pub is_software: bool,
}

/// Room on a token in bytes, where it says so.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Memory {
    /// All of it for public objects.
    pub total_public: Option<u64>,
    /// What is left for public objects.
    pub free_public: Option<u64>,
    /// All of it for private objects.
    pub total_private: Option<u64>,
    /// What is left for private objects.
    pub free_private: Option<u64>,
}

/// A version, `2.40` for instance.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Version {
    /// Before the point.
    pub major: u8,
    /// After the point, in hundredths.
    pub minor: u8,
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:02}", self.major, self.minor)
    }
}

impl From<CryptokiVersion> for Version {
    fn from(version: CryptokiVersion) -> Self {
        Self {
            major: version.major(),
            minor: version.minor(),
        }
    }
}

/// A slot whose token could not be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SlotFailure {
    /// The slot as the module describes it, usually the name of the reader.
    pub slot: String,
    /// Why, for people who look after computers.
    pub reason: String,
}

impl TokenInfo {
    pub(super) fn new(info: &slot::TokenInfo, module: &Path) -> Self {
        let text = |field: &str| unpadded(field).to_owned();
        let (manufacturer, model) = (text(info.manufacturer_id()), text(info.model()));
        let (serial, label) = (text(info.serial_number()), text(info.label()));
        let profile = VendorProfile::of(&manufacturer, &model);
        Self {
            id: TokenId {
                serial: serial.clone(),
                label: label.clone(),
                module: module.to_path_buf(),
            },
            serial,
            label,
            model,
            manufacturer,
            module: module.to_path_buf(),
            profile,
            initialised: info.token_initialized(),
            user_pin: user_pin(info),
            so_pin: so_pin(info),
            pin_length: pin_length(info.min_pin_length(), info.max_pin_length()),
            protected_path: info.protected_authentication_path(),
            write_protected: info.write_protected(),
            memory: Memory {
                total_public: info.total_public_memory().map(|bytes| bytes as u64),
                free_public: info.free_public_memory().map(|bytes| bytes as u64),
                total_private: info.total_private_memory().map(|bytes| bytes as u64),
                free_private: info.free_private_memory().map(|bytes| bytes as u64),
            },
            hardware: info.hardware_version().into(),
            firmware: info.firmware_version().into(),
            is_software: profile.is_some_and(|profile| profile.is_software),
        }
    }

    /// Whether its family differs from others in this way.
    pub(super) fn has(&self, quirk: Quirk) -> bool {
        let quirks = self.profile.map_or(&[][..], |profile| profile.quirks);
        quirks.contains(&quirk)
    }

    /// Whether it is the same device, seen by another module: modules differ in how they write a number.
    pub(super) fn is_the_device_of(&self, other: &Self) -> bool {
        let number = |token: &Self| token.serial.trim_start_matches('0').to_lowercase();
        !number(self).is_empty() && number(self) == number(other)
    }

    /// What its listing shows of it: all but the free memory, which changes without anybody's doing.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        self.id == other.id
            && self.initialised == other.initialised
            && self.user_pin == other.user_pin
            && self.so_pin == other.so_pin
            && self.write_protected == other.write_protected
            && self.memory == other.memory
    }
}

/// A text of a module without its padding; some pad with NUL.
pub(super) fn unpadded(field: &str) -> &str {
    field.trim_matches(['\0', ' '])
}

fn user_pin(info: &slot::TokenInfo) -> PinState {
    if !info.token_initialized() || !info.user_pin_initialized() {
        return PinState::NotSet;
    }
    state([
        info.user_pin_locked(),
        info.user_pin_final_try(),
        info.user_pin_to_be_changed(),
        info.user_pin_count_low(),
    ])
}

fn so_pin(info: &slot::TokenInfo) -> PinState {
    if !info.token_initialized() {
        return PinState::NotSet;
    }
    state([
        info.so_pin_locked(),
        info.so_pin_final_try(),
        info.so_pin_to_be_changed(),
        info.so_pin_count_low(),
    ])
}

/// The worst of the flags.
fn state([locked, final_try, to_be_changed, count_low]: [bool; 4]) -> PinState {
    match () {
        () if locked => PinState::Locked,
        () if final_try => PinState::FinalTry,
        () if to_be_changed => PinState::ToBeChanged,
        () if count_low => PinState::CountLow,
        () => PinState::Good,
    }
}

/// The lengths as the module gives them, or those that no token can mean differently.
fn pin_length(min: usize, max: usize) -> RangeInclusive<usize> {
    let max = match max {
        0 => PIN_LIMIT,
        max => max.min(PIN_LIMIT),
    };
    min.clamp(1, max)..=max
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_a_pin_make_sense() {
        for (min, max, expected) in [
            (4, 8, 4..=8),
            (0, 0, 1..=255),
            (9, 8, 8..=8),
            (usize::MAX, usize::MAX, 255..=255),
            (6, usize::MAX, 6..=255),
        ] {
            assert_eq!(pin_length(min, max), expected);
        }
    }

    #[test]
    fn the_worst_flag_is_told() {
        assert_eq!(state([true, true, false, true]), PinState::Locked);
        assert_eq!(state([false, true, true, true]), PinState::FinalTry);
        assert_eq!(state([false, false, true, true]), PinState::ToBeChanged);
        assert_eq!(state([false, false, false, true]), PinState::CountLow);
        assert_eq!(state([false; 4]), PinState::Good);
    }
}
