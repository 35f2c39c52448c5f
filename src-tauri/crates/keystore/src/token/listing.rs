//! Reading every slot of a module.

use std::path::Path;
use std::time::Duration;

use cryptoki::context::Pkcs11;
use cryptoki::mechanism::MechanismType;
use cryptoki::slot::Slot;

use super::error::refused;
use super::profile::VendorProfile;
use super::slots::{SlotFailure, TokenInfo};
use crate::Error;

/// More slots than any computer has readers: what is beyond is not looked at.
const SLOT_LIMIT: usize = 256;

/// How often a token that cannot be read is looked at, and the time between.
const LOOKS: u32 = 5;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// What the slots of a module hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    pub(super) tokens: Vec<TokenInfo>,
    pub(super) failures: Vec<SlotFailure>,
}

/// Reads every slot that has a token. One that cannot be read does not keep the others from being listed.
pub(super) fn read(pkcs11: &Pkcs11, slots: &[Slot], module: &Path) -> Listing {
    let mut listing = Listing::default();
    for slot in slots.iter().copied() {
        match token(pkcs11, slot, module) {
            Ok(info) => listing.tokens.push(info),
            // Pulled out since the list was made.
            Err(Error::TokenRemoved) => {}
            Err(other) => listing.failures.push(SlotFailure {
                slot: describe(pkcs11, slot),
                reason: other.to_string(),
            }),
        }
    }
    listing
}

/// The token in a slot. One that another program writes to at the moment may be unreadable for that long, so
/// that it is looked at a few times.
pub(super) fn token(pkcs11: &Pkcs11, slot: Slot, module: &Path) -> Result<TokenInfo, Error> {
    let mut looks = 1;
    loop {
        match pkcs11.get_token_info(slot).map_err(refused) {
            Ok(info) => return Ok(TokenInfo::new(&info, module)),
            Err(Error::ModuleFailed { .. }) if looks < LOOKS => {
                std::thread::park_timeout(BETWEEN_LOOKS)
            }
            Err(error) => return Err(error),
        }
        looks += 1;
    }
}

/// The slots that have a token.
pub(super) fn slots(pkcs11: &Pkcs11) -> Result<Vec<Slot>, Error> {
    let mut slots = pkcs11.get_slots_with_token().map_err(refused)?;
    slots.truncate(SLOT_LIMIT);
    Ok(slots)
}

/// The mechanisms of every slot.
pub(super) fn mechanisms(pkcs11: &Pkcs11) -> Result<Vec<(Slot, Vec<MechanismType>)>, Error> {
    let slots = slots(pkcs11)?;
    let of_slot = |slot| {
        let list = pkcs11.get_mechanism_list(slot).map_err(refused)?;
        Ok((slot, list))
    };
    slots.into_iter().map(of_slot).collect()
}

/// The mechanisms of a slot. The binding leaves out what vendors have added, so that those of the profile
/// are asked for one by one.
pub(super) fn offered(
    pkcs11: &Pkcs11,
    slot: Slot,
    profile: Option<&'static VendorProfile>,
) -> Result<Vec<MechanismType>, Error> {
    let mut list = pkcs11.get_mechanism_list(slot).map_err(refused)?;
    for gost in profile.map_or(&[][..], |profile| profile.gost) {
        for number in [gost.key_pair_gen, gost.sign] {
            let mechanism = MechanismType::new_vendor_defined(number).map_err(refused)?;
            if pkcs11.get_mechanism_info(slot, mechanism).is_ok() {
                list.push(mechanism);
            }
        }
    }
    Ok(list)
}

fn describe(pkcs11: &Pkcs11, slot: Slot) -> String {
    match pkcs11.get_slot_info(slot) {
        Ok(info) => info.slot_description().trim_matches(['\0', ' ']).to_owned(),
        Err(_) => format!("slot {:x}", slot.id()),
    }
}
