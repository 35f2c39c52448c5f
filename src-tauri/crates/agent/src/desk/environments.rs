//! Trust environments for the window.

use tanba_protocol::Failure;
use tanba_store::names;

use super::{Changed, Desk, EnvironmentView};
use crate::trust::is_builtin;

impl Desk {
    pub(super) async fn environments(&self) -> Result<Vec<EnvironmentView>, Failure> {
        let known = self.agent.environments().await?;
        let views = known.into_iter().map(|(name, anchors)| EnvironmentView {
            own: !is_builtin(&name),
            name,
            anchors,
        });
        Ok(views.collect())
    }

    /// Removes an environment; where it was the one that is set, the default holds again.
    pub(super) async fn remove_environment(&self, name: &str) -> Result<(), Failure> {
        self.agent.remove_environment(name).await?;
        if self.agent.setting(&names::ENVIRONMENT).await.as_deref() == Some(name) {
            self.agent
                .set_setting(names::ENVIRONMENT.name(), None)
                .await?;
        }
        self.changed(Changed::Settings);
        Ok(())
    }
}
