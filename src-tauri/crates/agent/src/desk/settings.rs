//! How things are, as the window begins with it.

use tanba_protocol::Failure;
use tanba_store::names;

use super::{AppState, Desk};
use crate::trust::PRODUCTION;

impl Desk {
    pub(super) async fn state(&self) -> Result<AppState, Failure> {
        let agent = &self.agent;
        let started = agent.setting(&names::STARTED).await;
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            language: agent.language().await,
            theme: agent.setting(&names::THEME).await,
            started: started.as_deref() == Some("true"),
            environment: agent
                .setting(&names::ENVIRONMENT)
                .await
                .unwrap_or_else(|| PRODUCTION.to_owned()),
            tsa: agent.setting(&names::TSA).await,
            proxy: agent.setting(&names::PROXY).await,
            key_places: agent.uses_key_places().await?,
            autostart: self.window.autostart(),
            practice: agent.practice_state().await?,
        })
    }
}
