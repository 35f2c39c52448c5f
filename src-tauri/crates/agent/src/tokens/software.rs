//! A program that acts as a token, for practice where no device is connected.

use std::fs;
use std::path::Path;

use serde_json::json;
use tanba_keystore::token::{ModuleInfo, ModuleSource, ModuleState, TokenInfo};
use tanba_protocol::{Failure, FailureCode};

use super::Confirmation;
use super::modules::profile_of;
use crate::agent::Agent;
use crate::desk::SoftwareTokenView;
use crate::output::write_failure;
use crate::shell::Shell;

/// What the token for practice is called.
const LABEL: &str = "Tanba practice";
/// The environment variable that names SoftHSM's configuration.
const SOFTHSM_CONF: &str = "SOFTHSM2_CONF";
/// The one that names kryoptic's.
const KRYOPTIC_CONF: &str = "KRYOPTIC_CONF";
/// Name of kryoptic's profile.
const KRYOPTIC: &str = "kryoptic";

impl Agent {
    /// The program that can act as a token, whichever is installed; one that works before one that
    /// is not set up yet.
    pub(super) async fn software_token(&self) -> Option<SoftwareTokenView> {
        let module = self.software_module().await?;
        let name = name_of(&module.path)?;
        Some(SoftwareTokenView {
            name: name.to_owned(),
            module: module.path,
        })
    }

    /// A software token for practice: the one that is there, or one that is formatted now.
    ///
    /// # Errors
    /// [`FailureCode::SoftwareTokenMissing`], and those of formatting.
    pub(crate) async fn practice_token(&self, shell: &dyn Shell) -> Result<String, Failure> {
        let missing = || Failure::new(FailureCode::SoftwareTokenMissing);
        self.tokens_now().await;
        let module = self.software_module().await.ok_or_else(missing)?;
        if module.state != ModuleState::Ready {
            self.set_up(&module).await?;
        }
        let tokens = self.tokens_now().await;
        let here: Vec<TokenInfo> = tokens.tokens();
        let mut here = here.into_iter().filter(|info| info.module == module.path);
        if let Some(ours) = here
            .clone()
            .find(|info| info.initialised && info.label == LABEL)
        {
            return Ok(ours.serial);
        }
        let free = here.find(|info| !info.initialised).ok_or_else(missing)?;
        let token = tokens.token(&free.id).map_err(|_| missing())?;
        self.format(&token, &free, LABEL, Confirmation::Given, shell)
            .await
    }

    async fn software_module(&self) -> Option<ModuleInfo> {
        let modules = self.tokens().await.modules();
        let mut software: Vec<_> = modules
            .into_iter()
            .filter(|module| name_of(&module.path).is_some())
            .filter(|module| matches!(module.state, ModuleState::Ready | ModuleState::Failed(_)))
            .collect();
        software.sort_by_key(|module| module.state != ModuleState::Ready);
        software.into_iter().next()
    }

    /// SoftHSM as it is installed keeps tokens where ordinary people may not write, and kryoptic has
    /// no place for them at all. A person who has no configuration of their own gets one that keeps
    /// them among the application's data.
    async fn set_up(&self, module: &ModuleInfo) -> Result<(), Failure> {
        let folder = self.folders.data.join("software-token");
        let (named_by, file, text) = match name_of(&module.path) {
            Some(KRYOPTIC) => {
                let database = json!(folder.join("kryoptic.sql"));
                let text =
                    format!("[[slots]]\nslot = 1\ndbtype = \"sqlite\"\ndbargs = {database}\n");
                (KRYOPTIC_CONF, "kryoptic/token.conf", text)
            }
            _ => {
                let text = format!(
                    "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
                    folder.display()
                );
                (SOFTHSM_CONF, "softhsm2/softhsm2.conf", text)
            }
        };
        let configuration = self.folders.home.join(".config").join(file);
        if std::env::var_os(named_by).is_none() && !configuration.exists() {
            let made = fs::create_dir_all(&folder)
                .and_then(|()| fs::create_dir_all(configuration.parent().unwrap_or(&folder)))
                .and_then(|()| fs::write(&configuration, text));
            made.map_err(|error| write_failure(&error, &configuration))?;
        }
        let tokens = self.tokens().await;
        tokens.add_module(&module.path, ModuleSource::Profile);
        Ok(())
    }
}

/// The name of the program that a module belongs to.
fn name_of(module: &Path) -> Option<&'static str> {
    let profile = profile_of(module)?;
    profile.is_software.then_some(profile.name)
}
