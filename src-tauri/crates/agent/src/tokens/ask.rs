//! Asking for PINs.

use secrecy::{ExposeSecret, SecretString};
use tanba_keystore::Error;
use tanba_keystore::token::{self, Quirk, Token, TokenInfo};
use tanba_protocol::{
    Answer, Event, Failure, FailureCode, Message as _, PinFault, PinKind, PinPrompt, PinPurpose,
    PinRule, PinState, Prompt, TokenSummary, Warning,
};

use super::{ExplainOf, info_of};
use crate::agent::Agent;
use crate::failure::pin_wrong;
use crate::shell::Shell;

impl Agent {
    /// Does something with a PIN; a wrong one leads back to the question. Gives the right one, too.
    ///
    /// # Errors
    /// [`FailureCode::PinLocked`] and the like before anything is asked, [`FailureCode::Cancelled`],
    /// and what the work fails with.
    pub(crate) async fn with_pin<T>(
        &self,
        token: &Token,
        kind: PinKind,
        shell: &dyn Shell,
        work: impl Fn(&SecretString) -> Result<T, Error>,
    ) -> Result<(T, SecretString), Failure> {
        let mut was_wrong = None;
        loop {
            let (info, pin) = self.old_pin(token, kind, was_wrong, shell).await?;
            match tokio::task::block_in_place(|| work(&pin)) {
                Ok(done) => {
                    shell.accepted();
                    return Ok((done, pin));
                }
                Err(error) => was_wrong = Some(wrong_again(error, kind, &info)?),
            }
        }
    }

    /// Asks for a PIN that is in use. What is known of it is said before: one that is locked is not
    /// asked for.
    pub(super) async fn old_pin(
        &self,
        token: &Token,
        kind: PinKind,
        was_wrong: Option<PinState>,
        shell: &dyn Shell,
    ) -> Result<(TokenInfo, SecretString), Failure> {
        let info = info_of(token)?;
        check_usable(&info, kind)?;
        if info.protected_path {
            // It is typed on the device.
            return Ok((info, SecretString::default()));
        }
        let prompt = PinPrompt {
            purpose: PinPurpose::Open,
            was_wrong: was_wrong.is_some(),
            ..self.pin_prompt(&info, kind)
        };
        let subject = info.id.to_string();
        if was_wrong.is_none() && !shell.can_ask() {
            return Err(Failure::new(FailureCode::PromptImpossible).with_subject(subject));
        }
        match shell.ask(Prompt::Pin(prompt)).await {
            // No token has an empty one: to send it would cost a try for nothing.
            Answer::Confirm { secret, .. } if !secret.expose_secret().is_empty() => {
                Ok((info, secret))
            }
            Answer::Confirm { .. } | Answer::Cancel => {
                let code = was_wrong.map_or(FailureCode::Cancelled, |state| pin_wrong(kind, state));
                Err(Failure::new(code).with_subject(subject))
            }
        }
    }

    /// Asks for a new PIN until it follows the rule. `reason` is why the last one did not.
    pub(super) async fn new_pin(
        &self,
        info: &TokenInfo,
        kind: PinKind,
        mut reason: Option<PinFault>,
        old: Option<&SecretString>,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        if info.protected_path {
            // Asked for on the device, which has refused it once: there is nothing else to ask.
            return match reason {
                None => Ok(SecretString::default()),
                Some(reason) => Err(unsuitable(reason).with_subject(info.id.to_string())),
            };
        }
        let is_factory = old.is_some_and(|old| is_factory_pin(info, kind, old));
        let subject = info.id.to_string();
        if reason.is_none() && !shell.can_ask() {
            return Err(Failure::new(FailureCode::PromptImpossible).with_subject(subject));
        }
        loop {
            let prompt = PinPrompt {
                purpose: PinPurpose::New,
                was_wrong: reason.is_some(),
                factory_pin_in_use: is_factory,
                reason,
                ..self.pin_prompt(info, kind)
            };
            let rule = prompt.rule;
            let Answer::Confirm { secret, .. } = shell.ask(Prompt::Pin(prompt)).await else {
                let failure = reason.map_or(Failure::new(FailureCode::Cancelled), unsuitable);
                return Err(failure.with_subject(subject));
            };
            let pin = secret.expose_secret();
            reason = match rule.check(pin) {
                Err(fault) => Some(fault),
                Ok(()) if old.is_some_and(|old| old.expose_secret() == pin) => {
                    Some(PinFault::Unchanged)
                }
                Ok(()) => {
                    if is_factory_pin(info, kind, &secret) {
                        shell.event(Event::Warned(Warning::FactoryPin));
                    } else if rule.weakness(pin).is_some() {
                        shell.event(Event::Warned(Warning::PinWeak));
                    }
                    return Ok(secret);
                }
            };
        }
    }

    /// A user PIN from the factory is told each time it is found in use, and where the shell can,
    /// another one is asked for. Whoever declines goes on with the old one.
    pub(crate) async fn look_at_pin(
        &self,
        token: &Token,
        kind: PinKind,
        pin: &SecretString,
        shell: &dyn Shell,
    ) {
        let Ok(info) = tokio::task::block_in_place(|| token.info()) else {
            return;
        };
        if !is_factory_pin(&info, kind, pin) {
            return;
        }
        shell.event(Event::Warned(Warning::FactoryPin));
        if !shell.offers_pin_change() {
            return;
        }
        let mut reason = None;
        while let Ok(new) = self.new_pin(&info, kind, reason, Some(pin), shell).await {
            match tokio::task::block_in_place(|| {
                token.change_pin(super::pins::kind_of(kind), pin, &new)
            }) {
                Err(Error::PinInvalid | Error::PinLength { .. }) => {
                    reason = Some(PinFault::Refused)
                }
                _ => break,
            }
        }
        shell.accepted();
    }

    fn pin_prompt(&self, info: &TokenInfo, kind: PinKind) -> PinPrompt {
        PinPrompt {
            id: self.next_prompt(),
            token: summary(info),
            kind,
            purpose: PinPurpose::Open,
            state: pin_state(info, kind),
            rule: pin_rule(info, kind),
            was_wrong: false,
            factory_pin_in_use: false,
            reason: None,
        }
    }
}

fn unsuitable(reason: PinFault) -> Failure {
    Failure::new(FailureCode::PinUnsuitable).with_detail(reason.id())
}

/// A wrong PIN that may be asked for again: its state now.
pub(super) fn wrong_again(
    error: Error,
    kind: PinKind,
    info: &TokenInfo,
) -> Result<PinState, Failure> {
    match error {
        Error::PinWrong { kind: wrong, state }
            if wrong == super::pins::kind_of(kind) && state != token::PinState::Locked =>
        {
            Ok(state_of(state))
        }
        other => Err(other.explain_of(info)),
    }
}

/// Whether a PIN can be asked for at all.
pub(crate) fn check_usable(info: &TokenInfo, kind: PinKind) -> Result<(), Failure> {
    let code = match (pin_state(info, kind), kind) {
        _ if !info.initialised => FailureCode::TokenNotInitialised,
        (PinState::Locked, PinKind::User) => FailureCode::PinLocked,
        (PinState::Locked, PinKind::So) => FailureCode::SoPinLocked,
        (PinState::NotSet, PinKind::User) => FailureCode::PinNotSet,
        _ => return Ok(()),
    };
    Err(Failure::new(code).with_subject(info.id.to_string()))
}

/// What tells a token from others.
pub(crate) fn summary(info: &TokenInfo) -> TokenSummary {
    TokenSummary {
        serial: info.serial.clone(),
        label: info.label.clone(),
        model: info.model.clone(),
        is_software: info.is_software,
    }
}

/// How a PIN is.
pub(crate) fn pin_state(info: &TokenInfo, kind: PinKind) -> PinState {
    state_of(match kind {
        PinKind::User => info.user_pin,
        PinKind::So => info.so_pin,
    })
}

pub(crate) fn state_of(state: token::PinState) -> PinState {
    match state {
        token::PinState::NotSet => PinState::NotSet,
        token::PinState::Good => PinState::Good,
        token::PinState::CountLow => PinState::CountLow,
        token::PinState::FinalTry => PinState::FinalTry,
        token::PinState::Locked => PinState::Locked,
        token::PinState::ToBeChanged => PinState::ToBeChanged,
    }
}

/// What a new PIN has to follow.
pub(super) fn pin_rule(info: &TokenInfo, kind: PinKind) -> PinRule {
    let length = |bytes: &usize| u32::try_from(*bytes).unwrap_or(u32::MAX);
    let (min, max) = (
        length(info.pin_length.start()),
        length(info.pin_length.end()),
    );
    let has_rule = |quirks: &[Quirk]| quirks.contains(&Quirk::StrictPinRule);
    let strict = info.profile.is_some_and(|profile| has_rule(profile.quirks));
    PinRule::new(min, max, strict && kind == PinKind::User)
}

/// The PIN that tokens of this family come with.
fn factory_pin_of(info: &TokenInfo, kind: PinKind) -> Option<&'static str> {
    let profile = info.profile?;
    match kind {
        PinKind::User => profile.factory_user_pin,
        PinKind::So => profile.factory_so_pin,
    }
}

fn is_factory_pin(info: &TokenInfo, kind: PinKind, pin: &SecretString) -> bool {
    factory_pin_of(info, kind).is_some_and(|factory| factory == pin.expose_secret())
}
