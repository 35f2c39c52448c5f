//! One run over an enrolment: everything that its ports share.

use tanba_enrolment::Enrolment;
use tanba_enrolment::ports::Clock;
use tanba_online::AuthorityClient;
use tanba_protocol::Failure;
use tanba_store::HeldEnrolment;
use time::OffsetDateTime;
use tokio::sync::{Mutex, OnceCell};

use super::people::Answers;
use crate::account::{Account, Codes, Secrets};
use crate::agent::{Agent, Patience};
use crate::practice::KnownAuthority;
use crate::shell::Shell;

/// The ports of one run. Secrets live as long as it does, so that nobody is asked twice in it.
pub(crate) struct Ports<'a> {
    pub(super) agent: &'a Agent,
    pub(super) shell: &'a dyn Shell,
    pub(super) client: AuthorityClient,
    pub(super) held: HeldEnrolment,
    pub(super) answers: std::sync::Mutex<Answers>,
    pub(super) codes: Codes,
    pub(super) secrets: Mutex<Secrets>,
    /// The session that is open.
    pub(super) account: Mutex<Option<Account>>,
    met: OnceCell<KnownAuthority>,
}

impl Agent {
    /// Takes an enrolment in hand.
    pub(super) async fn ports<'a>(
        &'a self,
        enrolment: &Enrolment,
        answers: Answers,
        codes: Codes,
        shell: &'a dyn Shell,
    ) -> Result<Ports<'a>, Failure> {
        Ok(Ports {
            agent: self,
            shell,
            client: self
                .authority_client(&enrolment.authority, Patience::Needed)
                .await?,
            held: self.hold_enrolment(&enrolment.id).await?,
            answers: std::sync::Mutex::new(answers),
            codes,
            secrets: Mutex::default(),
            account: Mutex::new(None),
            met: OnceCell::new(),
        })
    }
}

impl Ports<'_> {
    /// Goes on in a session that is open.
    pub(super) fn enter(&mut self, account: Account) {
        self.secrets.get_mut().clone_from(&account.secrets);
        *self.account.get_mut() = Some(account);
    }

    /// The authority, once it is sure that it is the one that was met before.
    pub(super) async fn met(&self) -> Result<&KnownAuthority, Failure> {
        self.met
            .get_or_try_init(|| self.agent.meet_authority(&self.client, None))
            .await
    }
}

impl Clock for &Ports<'_> {
    fn now(&self) -> OffsetDateTime {
        self.agent.clock.now()
    }
}
