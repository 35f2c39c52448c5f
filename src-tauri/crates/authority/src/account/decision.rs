//! The head decides about the applications of the staff.

use sha2::{Digest as _, Sha256};
use tanba_protocol::authority::{Decision, DecisionOrder};
use time::{Duration, OffsetDateTime};

use super::{AccountRefusal as Refusal, Caller, headed_bin, signed};
use crate::application::{
    ApplicationKey, ApplicationNumber, ApplicationRecord, Decided, Ruling, plain_words, rule,
};
use crate::registry::Registry;
use crate::storage::{Accounts, Applications, Storage};
use crate::{Authority, letter};

/// The longest reason in characters.
const LONGEST_REASON: usize = 1000;

/// What the head signs: the application, whose keys they will be, and the keys themselves.
#[must_use]
pub fn decision_text(origin: &str, record: &ApplicationRecord, keys: &[ApplicationKey]) -> String {
    let mut digest = Sha256::new();
    for key in keys {
        digest.update(Sha256::digest(&key.request));
    }
    let identity = &record.identity;
    let own: String = [
        ("treasury-role", &identity.treasury_role),
        ("treasury-code", &identity.treasury_code),
        ("system-id", &identity.system_id),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(format!("{name}: {}\n", value.as_ref()?)))
    .collect();
    format!(
        "Tanba: қызметкердің өтінімін растау / подтверждение заявки сотрудника / approval of an \
         employee's application\norigin: {origin}\nnumber: {}\nbin: {}\napplicant: {}\niin: {}\n\
         template: {}\n{own}requests: {}\n",
        record.number,
        identity.bin.as_deref().unwrap_or_default(),
        identity.common_name,
        identity.iin.as_deref().unwrap_or_default(),
        identity.template.as_str(),
        hex::encode(digest.finalize()),
    )
}

impl<S: Storage + Applications + Accounts> Authority<S> {
    /// Decides about an application of the caller's staff. `signature` is the decoded one of the order.
    ///
    /// # Errors
    /// [`super::AccountRefusal`].
    pub async fn decide<R: Registry>(
        &self,
        registry: &R,
        caller: &Caller,
        number: &ApplicationNumber,
        order: &DecisionOrder,
        signature: Option<&[u8]>,
        now: OffsetDateTime,
    ) -> Result<ApplicationRecord, Refusal> {
        let bin = headed_bin(registry, caller).await?;
        let bin = bin.ok_or(Refusal::HeadRequired)?;
        let record = self.application(number, now).await?;
        let record = record
            .filter(|record| record.needs_head() && record.identity.bin.as_deref() == Some(bin));
        let record = record.ok_or(Refusal::ApplicationUnknown)?;
        let ruling = match order.decision {
            Decision::Sign => Ruling::Approve {
                despite: String::new(),
            },
            Decision::Refuse => Ruling::Refuse(match order.reason.as_deref().map(str::trim) {
                None | Some("") => letter::words("reason-head-refused"),
                Some(reason) if reason.chars().count() > LONGEST_REASON => {
                    return Err(Refusal::ReasonMissing);
                }
                Some(reason) => plain_words(reason),
            }),
        };
        let approves = matches!(ruling, Ruling::Approve { .. });
        if approves {
            let none = Refusal::SignatureInvalid("there is none");
            let signed =
                signed::open(self.storage(), signature.ok_or(none)?, Duration::ZERO, now).await?;
            // Any of the head's own keys will do, as long as it is the head's.
            if signed.caller.headed_bin() != Some(bin)
                || signed.caller.identity.iin != caller.identity.iin
            {
                return Err(Refusal::HeadRequired);
            }
            let keys = self.storage().application_keys(number).await?;
            if signed.content != decision_text(self.site().front(), &record, &keys).as_bytes() {
                return Err(Refusal::SignatureInvalid("it is over another text"));
            }
        }
        let by = format!("head {}", caller.serial_number);
        let consent = signature.filter(|_| approves);
        match rule(self.storage(), number, &ruling, &by, consent, now).await? {
            Decided::Now(_) | Decided::Before(_) => {}
            Decided::AwaitsHead | Decided::TooLate(_) => return Err(Refusal::StageWrong),
            Decided::Unknown => return Err(Refusal::ApplicationUnknown),
        }
        let record = self.application(number, now).await?;
        record.ok_or(Refusal::ApplicationUnknown)
    }
}
