//! Settings: names with a type, values in JSON.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Error, Store};

/// The name of a setting, which knows the type of its value.
#[derive(Debug)]
pub struct Setting<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Setting<T> {
    /// A setting of that name.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }

    /// Its name.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// The settings there are.
pub mod names {
    use super::Setting;

    /// The language of texts: `kk`, `ru` or `en`.
    pub const LANGUAGE: Setting<String> = Setting::new("language");
    /// The address of the time-stamping authority.
    pub const TSA: Setting<String> = Setting::new("tsa");
    /// The trust environment: `production`, `test` or one that was added.
    pub const ENVIRONMENT: Setting<String> = Setting::new("environment");
    /// The proxy: an address, or empty for none; the system's when not set.
    pub const PROXY: Setting<String> = Setting::new("proxy");
    /// The file with the root that vouches for authorities over TLS, and no other does.
    pub const AUTHORITY_ROOT: Setting<String> = Setting::new("authority-root");
    /// Roots that vouch for single authorities over TLS: the address, and the certificate in base64.
    pub const AUTHORITY_ROOTS: Setting<Vec<(String, String)>> = Setting::new("authority-roots");
    /// Where the practice authority of this computer was started last.
    pub const PRACTICE_ADDRESS: Setting<String> = Setting::new("practice-address");
    /// The look of the window: `light`, `dark` or `contrast`; the system's when not set.
    pub const THEME: Setting<String> = Setting::new("theme");
    /// Whether the first run is over: `true` or `false`.
    pub const STARTED: Setting<String> = Setting::new("started");
    /// Whether keys are looked for where people usually keep them.
    pub const KEY_PLACES: Setting<bool> = Setting::new("key-places");
    /// Key files, and folders in which keys are looked for.
    pub const KEY_FOLDERS: Setting<Vec<String>> = Setting::new("key-folders");
    /// Key files and folders that the person wants to hear no more of.
    pub const FORGOTTEN_KEYS: Setting<Vec<String>> = Setting::new("forgotten-keys");
    /// Addresses of the authorities that somebody logged in to.
    pub const AUTHORITIES: Setting<Vec<String>> = Setting::new("authorities");
    /// PKCS#11 modules that the person added.
    pub const TOKEN_MODULES: Setting<Vec<String>> = Setting::new("token-modules");
    /// The name of the list of applications for keys that are being filled in.
    pub const ENROLMENT_DRAFTS: &str = "enrolment-drafts";
    /// The name of the list of registrations with keys of tokens that are not finished.
    pub const TOKEN_REGISTRATIONS: &str = "token-registrations";
}

/// The settings of a [`Store`].
#[derive(Debug)]
pub struct Settings<'a>(pub(crate) &'a Store);

impl Settings<'_> {
    /// The value, when it was set.
    ///
    /// # Errors
    /// [`Error::SettingDamaged`] when it does not read as its type.
    pub async fn value<T: DeserializeOwned>(
        &self,
        setting: &Setting<T>,
    ) -> Result<Option<T>, Error> {
        let text: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
            .bind(setting.name)
            .fetch_optional(&self.0.pool)
            .await?;
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(|error| damaged(setting.name, &error))
    }

    /// Sets the value.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn set<T: Serialize>(&self, setting: &Setting<T>, value: &T) -> Result<(), Error> {
        let text = serde_json::to_string(value).map_err(|error| damaged(setting.name, &error))?;
        sqlx::query(
            "INSERT INTO settings (name, value) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )
        .bind(setting.name)
        .bind(text)
        .execute(&self.0.pool)
        .await?;
        Ok(())
    }

    /// Forgets the value; the default holds again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn clear<T>(&self, setting: &Setting<T>) -> Result<(), Error> {
        sqlx::query("DELETE FROM settings WHERE name = $1")
            .bind(setting.name)
            .execute(&self.0.pool)
            .await?;
        Ok(())
    }
}

fn damaged(name: &str, error: &serde_json::Error) -> Error {
    Error::SettingDamaged {
        name: name.to_owned(),
        reason: error.to_string(),
    }
}
