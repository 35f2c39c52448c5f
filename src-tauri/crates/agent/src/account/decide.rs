//! The head of a legal entity signs or refuses what the staff applied for.

use tanba_online::AuthorityClient;
use tanba_protocol::authority::{AccountApplication, ApplicationView, Decision, DecisionOrder};
use tanba_protocol::{Failure, FailureCode};

use super::session::sign;
use super::{AccountRequest, Secrets, Session};
use crate::agent::Agent;
use crate::failure::Explain;
use crate::shell::Shell;

impl Agent {
    /// Signs or refuses an employee's application, as the head of the legal entity.
    ///
    /// # Errors
    /// [`FailureCode::HeadRequired`], [`FailureCode::ApplicationUnknown`],
    /// [`FailureCode::ApplicationStageWrong`], and as [`Self::account_certificates`].
    pub async fn account_decide(
        &self,
        request: &AccountRequest,
        number: &str,
        refusal: Option<String>,
        shell: &dyn Shell,
    ) -> Result<ApplicationView, Failure> {
        let (client, account) = self.enter(request, shell).await?;
        let sign = async |to_sign: String| account.sign(to_sign.as_bytes(), self.clock.now());
        decide(&account.session, &client, number, refusal, sign).await
    }

    /// The same in a session. To sign, the key is opened anew: that is the consent.
    pub(crate) async fn decide_in(
        &self,
        session: &Session,
        client: &AuthorityClient,
        number: &str,
        refusal: Option<String>,
        shell: &dyn Shell,
    ) -> Result<ApplicationView, Failure> {
        let sign = async |to_sign: String| {
            let key = self
                .open_key(&session.key, &mut Secrets::default(), shell)
                .await?;
            sign(&key.signing, to_sign.as_bytes(), self.clock.now())
        };
        decide(session, client, number, refusal, sign).await
    }
}

/// Hands in a refusal, or what `sign` makes of what there is to sign.
async fn decide(
    session: &Session,
    client: &AuthorityClient,
    number: &str,
    refusal: Option<String>,
    sign: impl AsyncFnOnce(String) -> Result<String, Failure>,
) -> Result<ApplicationView, Failure> {
    let order = match refusal {
        Some(reason) => DecisionOrder {
            decision: Decision::Refuse,
            reason: Some(reason),
            signature: None,
        },
        None => DecisionOrder {
            decision: Decision::Sign,
            reason: None,
            signature: Some(sign(to_sign_in(session, client, number).await?).await?),
        },
    };
    let decided = client.account_decision(session.token(), number, &order);
    decided.await.map_err(|error| error.explain())
}

/// What the head signs to let an application through.
async fn to_sign_in(
    session: &Session,
    client: &AuthorityClient,
    number: &str,
) -> Result<String, Failure> {
    let of = |code| Failure::new(code).with_subject(number);
    let all = client.account_applications(session.token()).await;
    let all = all.map_err(|error| error.explain())?;
    let digits = |number: &str| -> String { number.chars().filter(char::is_ascii_digit).collect() };
    let of_number = |one: &AccountApplication| digits(&one.application.number) == digits(number);
    let found = all.into_iter().find(of_number);
    let found = found.ok_or_else(|| of(FailureCode::ApplicationUnknown))?;
    found
        .to_sign
        .ok_or_else(|| of(FailureCode::ApplicationStageWrong))
}
