//! `tanba account`.

use serde_json::json;
use tanba_agent::{AccountRequest, AccountSettingsChange, Agent, OwnCertificateView, Texts};
use tanba_protocol::Failure;
use tanba_protocol::authority::{AccountApplication, AccountSettings};

use super::enrol::{codes, say};
use crate::args::{Account, Switch};
use crate::render::enrolment::{date, words};
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Account) -> u8 {
    let of = command.of();
    let json = of.output.json;
    let terminal = Terminal::new(texts, json, of.secret.is_given());
    let request = AccountRequest {
        authority: of.authority.clone(),
        key: of.key.clone(),
    };
    match command {
        Account::Certificates(_) => {
            let all = agent.account_certificates(&request, &terminal).await;
            terminal.finish();
            print(&texts, json, "certificates", all, certificate)
        }
        Account::Applications(_) => {
            let all = agent.account_applications(&request, &terminal).await;
            terminal.finish();
            print(&texts, json, "applications", all, application)
        }
        Account::Renew {
            storage,
            old,
            codes: from,
            ..
        } => {
            let renewed = agent
                .account_renew(&request, storage, old.decision(), codes(&from), &terminal)
                .await;
            terminal.finish();
            say(&texts, json, renewed)
        }
        Account::Revoke {
            serial,
            reason,
            codes: from,
            ..
        } => {
            let revoked = agent
                .account_revoke(&request, serial, reason.into(), &codes(&from), &terminal)
                .await;
            terminal.finish();
            match revoked {
                Ok(serial) if json => {
                    render::json(&json!({ "serial_number": serial, "revoked": true }));
                    exit::PASSED
                }
                Ok(serial) => {
                    let done = texts.label("certificate-revoked-now");
                    render::line(&format!("{done}: {}", render::printable(&serial)));
                    exit::PASSED
                }
                Err(failure) => render::failure(&texts, json, &failure),
            }
        }
        Account::Settings {
            language,
            email_reminders,
            ..
        } => {
            let change = AccountSettingsChange {
                language: language.map(Into::into),
                email_reminders: email_reminders.map(|state| state == Switch::On),
            };
            let settings = agent.account_settings(&request, &change, &terminal).await;
            terminal.finish();
            match settings {
                Ok(settings) if json => render::json(&render::value(&settings)),
                Ok(settings) => print_settings(&texts, settings),
                Err(failure) => return render::failure(&texts, json, &failure),
            }
            exit::PASSED
        }
        Account::Decide { number, refuse, .. } => {
            let decided = agent
                .account_decide(&request, &number, refuse, &terminal)
                .await;
            terminal.finish();
            match decided {
                Ok(view) if json => {
                    render::json(&render::value(&view));
                    exit::PASSED
                }
                Ok(view) => {
                    let stage = texts.label(&format!("application-{}", view.stage.as_str()));
                    render::line(&format!("{}: {stage}", render::printable(&view.number)));
                    exit::PASSED
                }
                Err(failure) => render::failure(&texts, json, &failure),
            }
        }
    }
}

fn print_settings(texts: &Texts, settings: AccountSettings) {
    let field = |label, value: &str| render::field(texts, label, Some(value));
    field("label-language", settings.language.as_str());
    let state = match settings.email_reminders {
        true => "setting-on",
        false => "setting-off",
    };
    field("label-email-reminders", &texts.label(state));
}

fn print<T: serde::Serialize>(
    texts: &Texts,
    json: bool,
    name: &str,
    all: Result<Vec<T>, Failure>,
    show: impl Fn(&Texts, &T),
) -> u8 {
    match all {
        Ok(all) if json => {
            render::json(&json!({ name: all }));
            exit::PASSED
        }
        Ok(all) => {
            all.iter().for_each(|one| show(texts, one));
            exit::PASSED
        }
        Err(failure) => render::failure(texts, json, &failure),
    }
}

fn certificate(texts: &Texts, own: &OwnCertificateView) {
    render::line(&render::printable(&own.certificate.subject));
    let field = |label, value: &str| render::field(texts, label, Some(value));
    field("label-serial-number", &own.serial_number);
    let until = texts.date_time(own.certificate.not_after_at);
    field("label-valid-until", &until);
    if let Some(revoked_at) = own.revoked_at {
        field("label-revoked-at", &date(texts, revoked_at));
    }
}

fn application(texts: &Texts, one: &AccountApplication) {
    let view = &one.application;
    render::line(&render::printable(&view.number));
    let field = |label, value: &str| render::field(texts, label, Some(value));
    field("label-organisation", &view.name);
    field("label-applicant", &one.applicant);
    let stage = texts.label(&format!("application-{}", view.stage.as_str()));
    field("label-state", &stage);
    if let Some(reason) = &view.reason {
        field("label-reason", words(texts, reason));
    }
}
