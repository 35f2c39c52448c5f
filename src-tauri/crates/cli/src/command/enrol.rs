//! `tanba enrol`.

use std::path::PathBuf;

use serde_json::json;
use tanba_agent::{
    Agent, Answers, Applicant, ApplicantCorrection, Applied, Codes, Contact, ContactCorrection,
    EnrolmentState, EnrolmentView, KeysLeft, LegalEntityOrder, Texts,
};
use tanba_protocol::Failure;
use tanba_protocol::authority::Template;

use crate::args::{CodesArgs, ContactArgs, Enrol, EnrolResume, Journey, LegalEntity};
use crate::render::enrolment;
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Enrol) -> u8 {
    match command {
        Enrol::Start {
            journey: Journey::LegalEntity(arguments),
        } => start(agent, texts, arguments).await,
        Enrol::List(output) => list(agent, &texts, output.json).await,
        Enrol::Status { id, output } => {
            let terminal = Terminal::new(texts, output.json, false);
            terminal.listen();
            let status = agent.enrolment_status(&id, &terminal).await;
            terminal.finish();
            match status {
                Ok(view) => {
                    enrolment::show(&texts, output.json, &view);
                    exit::PASSED
                }
                Err(failure) => render::failure(&texts, output.json, &failure),
            }
        }
        Enrol::Resume(arguments) => resume(agent, texts, arguments).await,
        Enrol::Abandon {
            id,
            delete_keys,
            keep_keys,
            pin_stdin,
            output,
        } => {
            let terminal = Terminal::new(texts, output.json, pin_stdin);
            let left = match (delete_keys, keep_keys) {
                (true, _) => KeysLeft::Nowhere,
                (_, true) => KeysLeft::Everywhere,
                _ => KeysLeft::default(),
            };
            let abandoned = agent.abandon_enrolment(&id, left, &terminal).await;
            say(&texts, output.json, abandoned)
        }
        Enrol::Form { id, out, output } => {
            let language = texts.language().into();
            let saved = agent.save_application_form(&id, language, &out).await;
            written(&texts, output.json, saved)
        }
        Enrol::Export { id, out, output } => {
            let exported = agent.export_enrolment(&id, &out).await;
            written(&texts, output.json, exported)
        }
        Enrol::Import {
            file,
            storage,
            secret,
            output,
        } => {
            let terminal = Terminal::new(texts, output.json, secret.is_given());
            let imported = agent.import_enrolment(&file, storage, &terminal).await;
            say(&texts, output.json, imported)
        }
    }
}

async fn start(agent: &Agent, texts: Texts, arguments: LegalEntity) -> u8 {
    let json = arguments.output.json;
    let terminal = Terminal::new(texts, json, arguments.secret.is_given());
    let order = LegalEntityOrder {
        authority: arguments.authority,
        applicant: Applicant {
            bin: arguments.bin,
            iin: arguments.iin,
            template: arguments.template.into(),
            system_name: arguments.own.system_name,
            system_id: arguments.own.system_id,
            treasury_role: arguments.own.treasury_role,
            treasury_code: arguments.own.treasury_code,
        },
        contact: contact(&texts, arguments.contact),
        storage: arguments.storage,
    };
    let begun = agent.apply_for_legal_entity(order, &terminal).await;
    terminal.finish();
    match begun {
        Ok(Applied {
            enrolment,
            failure: Some(failure),
        }) => broken_off(&texts, json, &enrolment, &failure),
        begun => say(&texts, json, begun.map(|applied| applied.enrolment)),
    }
}

async fn list(agent: &Agent, texts: &Texts, json: bool) -> u8 {
    match agent.enrolments().await {
        Ok(all) if json => {
            render::json(&json!({ "enrolments": all }));
            exit::PASSED
        }
        Ok(all) => {
            if all.is_empty() {
                render::line(&texts.label("enrolments-none"));
            }
            for view in &all {
                enrolment::show(texts, false, view);
            }
            exit::PASSED
        }
        Err(failure) => render::failure(texts, json, &failure),
    }
}

async fn resume(agent: &Agent, texts: Texts, arguments: EnrolResume) -> u8 {
    let json = arguments.output.json;
    let terminal = Terminal::new(texts, json, arguments.secret.is_given());
    let codes = codes(&arguments.codes);
    let answers = answers(&arguments);
    let resumed = agent
        .resume_enrolment(&arguments.id, answers, codes, &terminal)
        .await;
    terminal.finish();
    say(&texts, json, resumed)
}

/// Who corrects one thing says that the rest is as before.
fn answers(arguments: &EnrolResume) -> Answers {
    let own = arguments.own.clone();
    let applicant = ApplicantCorrection {
        bin: arguments.bin.clone(),
        iin: arguments.iin.clone(),
        template: arguments.template.map(Template::from),
        system_name: own.system_name,
        system_id: own.system_id,
        treasury_role: own.treasury_role,
        treasury_code: own.treasury_code,
    };
    let told = &arguments.contact;
    let place = told
        .region
        .clone()
        .map(|region| (region, told.city.clone()));
    let contact = ContactCorrection {
        email: told.email.clone(),
        place,
    };
    let is_corrected = applicant.bin.is_some()
        || applicant.iin.is_some()
        || applicant.template.is_some()
        || applicant.system_name.is_some()
        || applicant.system_id.is_some()
        || applicant.treasury_role.is_some()
        || applicant.treasury_code.is_some()
        || contact.email.is_some()
        || contact.place.is_some()
        || arguments.again;
    Answers {
        accepts_agreement: arguments.accept_agreement,
        applicant: is_corrected.then_some(applicant),
        contact: is_corrected.then_some(contact),
        storage: arguments.storage.clone(),
        revoke_old: arguments.old.decision(),
    }
}

/// Prints where it stands; what was refused does not end with success.
pub(super) fn say(texts: &Texts, json: bool, done: Result<EnrolmentView, Failure>) -> u8 {
    match done {
        Ok(view) => {
            enrolment::show(texts, json, &view);
            match view.state {
                EnrolmentState::Refused | EnrolmentState::Rejected | EnrolmentState::Cancelled => {
                    exit::FAILED
                }
                _ => exit::PASSED,
            }
        }
        Err(failure) => render::failure(texts, json, &failure),
    }
}

/// Prints why it went no further, and what to go on with.
fn broken_off(texts: &Texts, json: bool, view: &EnrolmentView, failure: &Failure) -> u8 {
    if json {
        render::json(&json!({
            "failure": render::failure_json(texts, failure),
            "enrolment_id": view.enrolment_id,
            "application_number": view.application_number,
        }));
    } else {
        render::failure_text(texts, failure);
        let label = texts.label("label-to-go-on");
        let id = &view.enrolment_id;
        render::complain(&format!("  {label}: tanba enrol resume {id}"));
    }
    exit::of_failure(failure)
}

/// Where one-time codes come from.
pub(super) fn codes(arguments: &CodesArgs) -> Codes {
    match &arguments.practice_codes {
        None => Codes::Ask,
        Some(folder) => Codes::Practice {
            program: authority_program(),
            folder: folder.clone(),
        },
    }
}

/// The program of the authority lies beside this one.
fn authority_program() -> PathBuf {
    let name = format!("tanba-authority{}", std::env::consts::EXE_SUFFIX);
    let own = std::env::current_exe().unwrap_or_default();
    own.with_file_name(name)
}

fn contact(texts: &Texts, arguments: ContactArgs) -> Contact {
    Contact {
        email: arguments.email,
        language: texts.language().into(),
        region: arguments.region,
        city: arguments.city,
    }
}

fn written(texts: &Texts, json: bool, written: Result<PathBuf, Failure>) -> u8 {
    match written {
        Ok(path) => {
            if json {
                render::json(&json!({ "output": path }));
            } else {
                let label = texts.label("label-written");
                let path = render::printable(&path.display().to_string());
                render::line(&format!("{label}: {path}"));
            }
            exit::PASSED
        }
        Err(failure) => render::failure(texts, json, &failure),
    }
}
