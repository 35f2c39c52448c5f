//! A token as it lies in its file, and what reads and writes it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use cryptoki_sys::{
    CK_ATTRIBUTE_TYPE, CK_OBJECT_HANDLE, CK_ULONG, CKR_DEVICE_MEMORY, CKR_OBJECT_HANDLE_INVALID,
};
use serde::{Deserialize, Serialize};

use crate::Answer;

/// A token. A test writes the fields it cares about; the others have the values of [`TokenFile::new`].
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct TokenFile {
    /// At most 16 characters.
    pub serial: String,
    /// At most 32 bytes.
    pub label: String,
    /// At most 32 bytes.
    pub manufacturer: String,
    /// At most 16 bytes.
    pub model: String,
    /// Whether `C_InitToken` was called for it.
    pub initialised: bool,
    /// `None` until it was set by the administrator.
    pub user_pin: Option<String>,
    /// The administrator's.
    pub so_pin: String,
    /// How often a PIN may be wrong in a row.
    pub tries: u32,
    /// How often the user's PIN may still be wrong; 0 is locked.
    pub user_tries_left: u32,
    /// The same for the administrator's.
    pub so_tries_left: u32,
    /// `CKF_USER_PIN_TO_BE_CHANGED`.
    pub user_pin_to_be_changed: bool,
    /// Whether the flags tell how many tries are left. Some tokens keep it to themselves.
    pub tells_tries: bool,
    /// In bytes.
    pub pin_length: (CK_ULONG, CK_ULONG),
    /// Bytes that all attributes together may take; `None` when the token does not say and is never full.
    pub memory: Option<u64>,
    /// `CKF_WRITE_PROTECTED`.
    pub write_protected: bool,
    /// `CKF_PROTECTED_AUTHENTICATION_PATH`: the PIN is typed at the token. This one finds it typed right.
    pub protected_path: bool,
    /// Whether GOST keys can be made and used: the TC26 mechanisms.
    pub gost: bool,
    /// Whether elliptic keys can.
    pub elliptic: bool,
    /// Whether it hashes what it signs (`CKM_SHA256_RSA_PKCS`, `CKM_ECDSA_SHA256` and so on).
    pub hashes: bool,
    /// Whether new private keys ask for the PIN at each signature.
    pub always_authenticate: bool,
    /// The handle that the next object gets.
    pub next_handle: CK_OBJECT_HANDLE,
    /// Everything on it.
    pub objects: Vec<Object>,
}

/// An object on the token.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Object {
    /// Its handle, the same in every session.
    pub handle: CK_OBJECT_HANDLE,
    /// By type, `CKA_…`.
    pub attributes: Attributes,
}

/// Values of attributes by type, as PKCS#11 writes them.
pub type Attributes = BTreeMap<CK_ATTRIBUTE_TYPE, Bytes>;

/// Hexadecimal in the file.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Bytes(#[serde(with = "hex::serde")] pub Vec<u8>);

impl Default for TokenFile {
    fn default() -> Self {
        Self::new("")
    }
}

impl TokenFile {
    /// An initialised, empty token with the PINs `12345678` and `87654321`, ten tries each.
    #[must_use]
    pub fn new(serial: &str) -> Self {
        Self {
            serial: serial.into(),
            label: "Test token".into(),
            manufacturer: "Tanba tests".into(),
            model: "Fake".into(),
            initialised: true,
            user_pin: Some("12345678".into()),
            so_pin: "87654321".into(),
            tries: 10,
            user_tries_left: 10,
            so_tries_left: 10,
            user_pin_to_be_changed: false,
            tells_tries: true,
            pin_length: (6, 32),
            memory: None,
            write_protected: false,
            protected_path: false,
            gost: false,
            elliptic: true,
            hashes: false,
            always_authenticate: false,
            next_handle: 1,
            objects: Vec::new(),
        }
    }

    /// Bytes that the objects take.
    pub(crate) fn used(&self) -> u64 {
        let sizes = self.objects.iter().flat_map(|o| o.attributes.values());
        sizes.map(|value| value.0.len() as u64).sum()
    }

    /// The object, or `CKR_OBJECT_HANDLE_INVALID`.
    pub(crate) fn object(&self, handle: CK_OBJECT_HANDLE) -> Answer<&Object> {
        let found = self.objects.iter().find(|object| object.handle == handle);
        found.ok_or(CKR_OBJECT_HANDLE_INVALID)
    }

    /// Adds an object and tells its handle; a full token has `CKR_DEVICE_MEMORY`.
    pub(crate) fn add(&mut self, attributes: Attributes) -> Answer<CK_OBJECT_HANDLE> {
        let size: u64 = attributes.values().map(|value| value.0.len() as u64).sum();
        if self.memory.is_some_and(|total| self.used() + size > total) {
            return Err(CKR_DEVICE_MEMORY);
        }
        let handle = self.next_handle;
        self.next_handle += 1;
        self.objects.push(Object { handle, attributes });
        Ok(handle)
    }
}

/// A token's file, kept from other programs as long as this lives.
#[derive(Debug)]
pub(crate) struct Locked {
    path: PathBuf,
    _lock: File,
    before: Option<TokenFile>,
    pub(crate) token: TokenFile,
}

impl Locked {
    /// Opens the token of a serial number; one that has no file is new.
    pub(crate) fn open(folder: &Path, serial: &str) -> io::Result<Self> {
        let tokens = folder.join("tokens");
        fs::create_dir_all(&tokens)?;
        let lock = File::create(tokens.join(".lock"))?;
        lock.lock()?;
        let path = tokens.join(format!("{serial}.json"));
        let (before, token) = match fs::read(&path) {
            Ok(text) => {
                let token: TokenFile = serde_json::from_slice(&text)?;
                (Some(token.clone()), token)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (None, TokenFile::new(serial)),
            Err(error) => return Err(error),
        };
        Ok(Self {
            path,
            _lock: lock,
            before,
            token,
        })
    }

    /// Writes it when it changed, whole or not at all.
    pub(crate) fn save(self) -> io::Result<()> {
        if self.before.as_ref() == Some(&self.token) {
            return Ok(());
        }
        let beside = self.path.with_extension("new");
        fs::write(&beside, serde_json::to_vec_pretty(&self.token)?)?;
        fs::rename(&beside, &self.path)
    }
}
