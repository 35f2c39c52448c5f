//! What a token and its module say of themselves, for people who help.

use std::fmt::Write;

use super::Token;
use super::{listing, objects};
use crate::Error;

impl Token {
    /// A text for a request for help. It holds no PIN, no key, no certificate and no name of a person; the
    /// label is what the owner wrote.
    ///
    /// # Errors
    /// [`Error::TokenRemoved`] and what the module reports.
    pub fn diagnostics(&self) -> Result<String, Error> {
        let id = self.id.clone();
        self.module.call(move |inside| {
            let (slot, info) = inside.locate(&id)?;
            let pkcs11 = &inside.pkcs11;
            let mut text = String::new();
            // Writing into a string does not fail.
            let mut line = |name: &str, value: String| {
                let _ = writeln!(text, "{name}: {value}");
            };
            line("module", inside.path.display().to_string());
            if let Ok(library) = pkcs11.get_library_info() {
                let version = library.library_version();
                let (maker, description) =
                    (library.manufacturer_id(), library.library_description());
                line(
                    "library",
                    format!(
                        "{maker}, {description} {}.{}",
                        version.major(),
                        version.minor()
                    ),
                );
                let version = library.cryptoki_version();
                line(
                    "PKCS #11",
                    format!("{}.{}", version.major(), version.minor()),
                );
            }
            if let Ok(reader) = pkcs11.get_slot_info(slot) {
                line("reader", reader.slot_description().trim().to_owned());
            }
            line("token", info.id.to_string());
            line("model", format!("{}, {}", info.manufacturer, info.model));
            let profile = info.profile.map_or("none", |profile| profile.name);
            line("profile", profile.to_owned());
            line(
                "hardware, firmware",
                format!("{}, {}", info.hardware, info.firmware),
            );
            line("initialised", info.initialised.to_string());
            line("user PIN", format!("{:?}", info.user_pin));
            line("administrator's PIN", format!("{:?}", info.so_pin));
            line("length of a PIN", format!("{:?}", info.pin_length));
            line("write-protected", info.write_protected.to_string());
            line("PIN on the device", info.protected_path.to_string());
            line("memory", format!("{:?}", info.memory));
            let mut mechanisms = listing::offered(pkcs11, slot, info.profile)?;
            mechanisms.sort_unstable_by_key(|mechanism| **mechanism);
            for mechanism in mechanisms {
                let sizes = pkcs11.get_mechanism_info(slot, mechanism).map_or_else(
                    |_| String::from("?"),
                    |info| format!("{}–{}", info.min_key_size(), info.max_key_size()),
                );
                line("mechanism", format!("{mechanism} {sizes}"));
            }
            if info.initialised {
                let all = inside.entered(&id, |entered| {
                    objects::read(entered.session, entered.info.profile, false)
                })?;
                for found in all {
                    let key = found.key;
                    let kind = key
                        .public_key
                        .as_ref()
                        .map_or_else(String::new, |key| key.name());
                    let certificates = found.certificates.len();
                    let failure = key.failure.unwrap_or_default();
                    let id = hex::encode(key.id);
                    line(
                        "key",
                        format!("{id} {kind}, certificates: {certificates} {failure}"),
                    );
                }
            }
            Ok(text)
        })
    }
}
