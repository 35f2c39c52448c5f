//! Trust environments for the window.

use tanba_protocol::Failure;

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

    pub(super) async fn remove_environment(&self, name: &str) -> Result<(), Failure> {
        self.agent.remove_environment(name).await?;
        self.changed(Changed::Settings);
        Ok(())
    }
}
