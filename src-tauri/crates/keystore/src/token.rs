//! Keys on PKCS#11 tokens of any vendor.
//!
//! [`Tokens`] knows the modules and the tokens that are present. Each module has one thread of its own on
//! which all of its calls are made, one after the other, each with a limit of time; a module is tried in a
//! child process before it is loaded into this one. Tokens are named by serial number and label, never by
//! a slot; a token that stands in the place of another is noticed before it is sent a PIN.
//!
//! Nothing that a module returns is trusted: lengths, labels and missing attributes are checked, and what
//! is damaged is listed with its failure while the rest goes on. Against a module that crashes in use there is
//! no help in the same process; what was begun is found again by the caller's own records.
//!
//! ```no_run
//! use tanba_keystore::Signer;
//! use tanba_keystore::token::{ModuleSource, Options, Tokens};
//!
//! # fn main() -> Result<(), tanba_keystore::Error> {
//! let tokens = Tokens::new(Options::default());
//! tokens.add_module("/usr/lib/softhsm/libsofthsm2.so".as_ref(), ModuleSource::Person);
//! tokens.refresh();
//! for info in tokens.tokens() {
//!     let token = tokens.token(&info.id)?;
//!     for key in token.keys(None)? {
//!         let signer = token.signer(&key.id, &"12345678".into())?;
//!         println!("{} {}", info.label, signer.key_identifier());
//!     }
//! }
//! # Ok(())
//! # }
//! ```

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::Error;

mod attributes;
mod certificate;
mod diagnostics;
mod discovery;
mod error;
mod generate;
mod hotplug;
mod identity;
mod initialise;
mod key;
mod listing;
mod module;
mod objects;
mod pin;
mod places;
mod probe;
mod profile;
mod public_key;
mod registry;
mod session;
mod signature;
mod signer;
mod slots;
mod trouble;
mod usb;
mod watch;

pub use discovery::find_modules;
pub use generate::Cancellation;
pub use key::{PrivateHalf, TokenKey};
pub use module::ModuleState;
pub use objects::Deletion;
pub use pin::{PinKind, PinState};
pub use places::Places;
pub use probe::probe_here;
pub use profile::{
    GostMechanisms, Libraries, PROFILES, PointOrder, Quirk, ValueOrder, VendorProfile,
};
pub use registry::{ModuleInfo, ModuleSource, Tokens};
pub use signer::TokenSigner;
pub use slots::{Memory, SlotFailure, TokenId, TokenInfo, Version};
pub use trouble::{PcscService, Sandbox, Trouble, troubles};
pub use usb::UsbDevice;
pub use watch::{TokenEvent, Watch};

/// The limit of bytes of a token's label (CK_TOKEN_INFO).
pub const LABEL_LIMIT: usize = 32;

/// How modules are treated.
#[derive(Clone, Debug)]
pub struct Options {
    /// The program that tries a module before it is loaded; without one it is loaded at once, as in tests
    /// of well-known modules.
    pub probe: Option<Probe>,
    /// How long a call may take before the module counts as hung. Making a key has a limit of its own.
    pub call_limit: Duration,
    /// How often slots are looked at where nothing tells of changes; zero for never.
    pub poll: Duration,
    /// Whether PC/SC is listened to for tokens that come and go.
    pub pcsc: bool,
}

impl Default for Options {
    /// No probe, 30 seconds, half a second, PC/SC.
    fn default() -> Self {
        Self {
            probe: None,
            call_limit: Duration::from_secs(30),
            poll: Duration::from_millis(500),
            pcsc: true,
        }
    }
}

/// A child process that tries a module, run as `program arguments… MODULE`. The program calls
/// [`probe_here`] and ends with what it returns.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The program, usually the running one.
    pub program: PathBuf,
    /// What comes before the path of the module.
    pub arguments: Vec<OsString>,
}

/// One token, by name. Every call finds it anew, so that a `Token` outlives being pulled out and put back.
#[derive(Clone, Debug)]
pub struct Token {
    module: Arc<module::Module>,
    id: TokenId,
}

impl Token {
    /// Its name.
    pub fn id(&self) -> &TokenId {
        &self.id
    }

    /// What it says of itself at this moment.
    ///
    /// # Errors
    /// [`Error::TokenRemoved`], [`Error::TokenChanged`], [`Error::ModuleHung`], and what the module reports.
    pub fn info(&self) -> Result<TokenInfo, Error> {
        let id = self.id.clone();
        self.module.call(move |inside| inside.info(&id))
    }
}
