//! What is plugged into USB, as the system tells everybody.

use std::fs;
use std::path::Path;

use super::places::Places;

/// A device on USB.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UsbDevice {
    /// idVendor.
    pub vendor: u16,
    /// idProduct.
    pub product: u16,
    /// What it calls itself, manufacturer and product; perhaps empty.
    pub name: String,
}

/// The devices that Linux lists; other systems tell of none here.
pub(super) fn devices(places: &Places) -> Vec<UsbDevice> {
    let Ok(entries) = fs::read_dir(places.path("/sys/bus/usb/devices")) else {
        return Vec::new();
    };
    let mut devices: Vec<_> = entries
        .flatten()
        .filter_map(|entry| read(&entry.path()))
        .collect();
    devices.sort_by(|one, other| {
        (one.vendor, one.product, &one.name).cmp(&(other.vendor, other.product, &other.name))
    });
    devices
}

fn read(folder: &Path) -> Option<UsbDevice> {
    let text = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let number = |name: &str| u16::from_str_radix(text(name)?.trim(), 16).ok();
    let words = ["manufacturer", "product"].into_iter().filter_map(text);
    let words: Vec<String> = words.map(|word| word.trim().to_owned()).collect();
    Some(UsbDevice {
        vendor: number("idVendor")?,
        product: number("idProduct")?,
        name: words.join(" ").trim().to_owned(),
    })
}
