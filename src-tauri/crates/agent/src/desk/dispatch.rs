//! Which call is done by what.

use std::path::{Path, PathBuf};

use tanba_protocol::{Failure, FailureCode};

use super::task::Task;
use super::{Call, Changed, Desk, HistoryPage, PractisePlace, Reply};
use crate::extend::ExtendRequest;
use crate::names::OutputChoice;
use crate::report::Printed;

impl Desk {
    pub(super) async fn dispatch(&self, call: Call, task: &Task) -> Result<Reply, Failure> {
        Ok(match call {
            Call::State => {
                let state = self.state().await?;
                self.hears();
                Reply::State(state)
            }
            Call::SetSetting { name, value } => {
                self.agent.set_any_setting(&name, value.as_deref()).await?;
                self.changed(Changed::Settings);
                Reply::SetSetting(self.state().await?)
            }
            Call::SetAutostart { on } => {
                self.window.set_autostart(on)?;
                Reply::SetAutostart(self.state().await?)
            }
            Call::Home => Reply::Home(self.home().await?),
            Call::Keys => Reply::Keys(self.keys().await?),
            Call::SeeReminders => Reply::SeeReminders(self.see_reminders().await?),
            Call::KeyPlaces => Reply::KeyPlaces(self.agent.key_places().await?),
            Call::UseKeyPlaces { on } => {
                self.agent.use_key_places(on).await?;
                Reply::UseKeyPlaces(self.keys_changed().await?)
            }
            Call::AddKeys { paths } => Reply::AddKeys(self.add_keys(paths).await?),
            Call::ForgetKeys { path } => {
                self.agent.forget_keys(Path::new(&path)).await?;
                Reply::ForgetKeys(self.keys_changed().await?)
            }
            Call::Inspect { paths } => Reply::Inspect(self.inspect(paths)),
            Call::Preview { path, page, width } => {
                Reply::Preview(self.preview(Path::new(&path), page, width)?)
            }
            Call::Sign { order } => Reply::Sign(self.sign(order, task).await?),
            Call::Unfinished => Reply::Unfinished(self.unfinished().await?),
            Call::ForgetUnfinished { id } => {
                Reply::ForgetUnfinished(self.forget_unfinished(id).await?)
            }
            Call::History {
                before,
                limit,
                search,
            } => {
                let search = search.unwrap_or_default();
                let page = self.agent.history_page(before, limit, &search).await?;
                Reply::History(HistoryPage {
                    entries: page.entries,
                    total: page.total,
                })
            }
            Call::Verify { file, content } => Reply::Verify(
                self.verify(file.into(), content.map(PathBuf::from), task)
                    .await?,
            ),
            Call::SaveReport { id, format, path } => {
                Reply::SaveReport(self.save_report(id, format, Path::new(&path), task).await?)
            }
            Call::SaveSheet { id, path } => {
                let printed = Printed::Signatures;
                Reply::SaveSheet(self.print(id, printed, Path::new(&path), task).await?)
            }
            Call::Extend { file } => Reply::Extend(self.extend(file.into(), task).await?),
            Call::Extract { file, out } => Reply::Extract(self.agent.extract(
                Path::new(&file),
                out.as_deref().map(Path::new),
                task,
            )?),
            Call::CheckHistory => Reply::CheckHistory(self.check_history().await?),
            Call::Environments => Reply::Environments(self.environments().await?),
            Call::AddEnvironment { name, files } => {
                let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
                self.agent.add_environment(&name, &files).await?;
                self.changed(Changed::Settings);
                Reply::AddEnvironment(self.environments().await?)
            }
            Call::RemoveEnvironment { name } => {
                self.remove_environment(&name).await?;
                Reply::RemoveEnvironment(self.environments().await?)
            }
            call @ (Call::Tokens
            | Call::TokenChangePin { .. }
            | Call::TokenUnblock { .. }
            | Call::TokenLabel { .. }
            | Call::TokenInit { .. }
            | Call::TokenKeyNew { .. }
            | Call::TokenCertPut { .. }
            | Call::TokenCertExport { .. }
            | Call::TokenDelete { .. }
            | Call::TokenDiagnostics { .. }
            | Call::TokenModuleAdd { .. }
            | Call::TokenModuleForget { .. }) => self.tokens(call, task).await?,
            call @ (Call::Renewals
            | Call::Renew { .. }
            | Call::GoOnRenewing { .. }
            | Call::StopRenewing { .. }
            | Call::SaveCalendar { .. }) => self.renewals(call, task).await?,
            call @ (Call::Account
            | Call::AccountOpen { .. }
            | Call::AccountClose
            | Call::AccountRevoke { .. }
            | Call::AccountDecide { .. }
            | Call::AccountSettings { .. }) => self.account(call, task).await?,
            call @ (Call::Enrolments
            | Call::Enrolment { .. }
            | Call::EnrolmentForm { .. }
            | Call::EnrolmentDraft { .. }
            | Call::EnrolmentForget { .. }
            | Call::EnrolmentLookUp { .. }
            | Call::EnrolmentApply { .. }
            | Call::EnrolmentRefresh { .. }
            | Call::EnrolmentResume { .. }
            | Call::EnrolmentAbandon { .. }
            | Call::EnrolmentElsewhere { .. }
            | Call::EnrolmentRule { .. }
            | Call::EnrolmentPaper { .. }) => self.enrolments(call, task).await?,
            Call::AuthorityRoot { path } => {
                Reply::AuthorityRoot(self.agent.root_in(Path::new(&path)).await?)
            }
            Call::TrustAuthorityRoot {
                authority,
                path,
                fingerprint,
            } => {
                let path = Path::new(&path);
                let trusted = self.agent.trust_root(&authority, path, &fingerprint).await;
                trusted?;
                self.changed(Changed::Settings);
                Reply::TrustAuthorityRoot(())
            }
            Call::ForgetAuthorityRoot { authority } => {
                self.agent.forget_root(authority.as_deref()).await?;
                self.changed(Changed::Settings);
                Reply::ForgetAuthorityRoot(())
            }
            Call::AuthorityRoots => Reply::AuthorityRoots(self.agent.trusted_roots().await?),
            Call::Practise { place } => {
                let place = place.unwrap_or(PractisePlace::File);
                let practice = self.agent.practise(&place, task).await?;
                self.changed(Changed::Keys);
                self.changed(Changed::Settings);
                Reply::Practise(practice)
            }
            Call::ForgetPractice => {
                self.agent.forget_practice().await?;
                self.changed(Changed::Keys);
                self.changed(Changed::Settings);
                Reply::ForgetPractice(self.state().await?)
            }
            Call::Doctor => Reply::Doctor(self.agent.doctor().await),
            Call::ChangePassword { file } => {
                self.agent.change_password(Path::new(&file), task).await?;
                self.changed(Changed::Keys);
                Reply::ChangePassword(())
            }
            Call::BackUpKey { file, folder } => {
                let (file, folder) = (Path::new(&file), Path::new(&folder));
                Reply::BackUpKey(self.agent.back_up_key(file, folder)?)
            }
            Call::Pick { what, name } => Reply::Pick(self.pick(what, name.as_deref()).await),
            Call::Reveal { path } => {
                self.window.reveal(Path::new(&path))?;
                Reply::Reveal(())
            }
            Call::Open { path } => {
                self.window.open(Path::new(&path))?;
                Reply::Open(())
            }
            Call::Cancel { task } => {
                self.tasks.cancel(task);
                Reply::Cancel(())
            }
        })
    }

    async fn extend(&self, file: PathBuf, task: &Task) -> Result<crate::Extended, Failure> {
        let request = ExtendRequest {
            files: vec![file],
            tsa: None,
            output: OutputChoice::Beside,
        };
        let extended = self.agent.extend(&request, task).await;
        self.changed(Changed::History);
        let only = extended.into_iter().next();
        only.ok_or_else(|| Failure::new(FailureCode::Internal))
    }
}
