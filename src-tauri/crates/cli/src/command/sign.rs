//! `tanba sign`.

use serde_json::json;
use tanba_agent::{Agent, Form, OutputChoice, SignRequest, SignatureLevel, Signed, Texts, ToSign};
use tanba_protocol::{Argument, Failure, FailureCode};

use crate::args::{self, Level, Sign};
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, arguments: Sign) -> u8 {
    let json = arguments.output.json;
    if let Some(reason) = contradiction(&arguments) {
        return render::usage(&texts, json, &format!("error: {reason}"));
    }
    let terminal = Terminal::new(texts, json, arguments.password_stdin);
    let signed = agent.sign(&request(&arguments), &terminal).await;
    terminal.finish();
    match signed {
        Ok(signed) => {
            report(texts, json, &signed, &terminal);
            let failures = signed.iter().filter_map(|one| one.failure.as_ref());
            failures
                .map(exit::of_failure)
                .fold(exit::PASSED, exit::graver)
        }
        Err(failure) => render::failure(&texts, json, &failure),
    }
}

/// What clap cannot see.
fn contradiction(arguments: &Sign) -> Option<&'static str> {
    let cades = arguments.form == args::Form::Cades;
    if arguments.out.is_some() && arguments.files.len() > 1 {
        Some("--out takes one document; use --out-dir for several")
    } else if arguments.id.is_some() && arguments.form != args::Form::Xml {
        Some("--id goes with --form xml")
    } else if !cades && (arguments.attached || arguments.detached || arguments.add) {
        Some("--attached, --detached and --add go with --form cades")
    } else {
        None
    }
}

fn request(arguments: &Sign) -> SignRequest {
    let form = match arguments.form {
        args::Form::Cades if arguments.add => Form::AddedCades {
            content: arguments.content.clone(),
        },
        args::Form::Cades => Form::Cades {
            attached: arguments.attached,
        },
        args::Form::Pades => Form::Pades,
        args::Form::Xml => Form::Xml {
            id: arguments.id.clone(),
        },
    };
    SignRequest {
        documents: arguments
            .files
            .iter()
            .map(|document| ToSign {
                document: document.clone(),
                form: form.clone(),
                visible: None,
            })
            .collect(),
        keys: vec![arguments.key.clone()],
        level: arguments.level.map(|level| match level {
            Level::B => SignatureLevel::B,
            Level::T => SignatureLevel::T,
        }),
        tsa: arguments.tsa.clone(),
        allow_expired: arguments.allow_expired,
        offline: arguments.offline,
        output: output(arguments.out.as_ref(), arguments.out_dir.as_ref()),
        resumable: None,
    }
}

pub(crate) fn output(
    file: Option<&std::path::PathBuf>,
    folder: Option<&std::path::PathBuf>,
) -> OutputChoice {
    match (file, folder) {
        (Some(file), _) => OutputChoice::File(file.clone()),
        (None, Some(folder)) => OutputChoice::Folder(folder.clone()),
        (None, None) => OutputChoice::Beside,
    }
}

fn report(texts: Texts, json: bool, signed: &[Signed], terminal: &Terminal) {
    if json {
        let documents: Vec<_> = signed
            .iter()
            .map(|one| {
                json!({
                    "document": one.document,
                    "output": one.output,
                    "level": one.level,
                    "failure": one.failure.as_ref().map(|it| render::failure_json(&texts, it)),
                })
            })
            .collect();
        let warnings = super::warnings_json(&texts, terminal);
        render::json(&json!({ "signatures": documents, "warnings": warnings }));
        return;
    }
    for one in signed {
        if let Some(failure) = &one.failure {
            let failure = about(failure, one);
            render::failure_text(&texts, &failure);
        }
        if let (Some(output), Some(level)) = (&one.output, one.level) {
            let level = Argument::Text(level.as_str().to_owned());
            let words = texts.text("signed", &[("level", level)]);
            let path = render::printable(&output.display().to_string());
            render::line(&format!("{path}: {words}"));
        }
    }
}

/// A failure of one document names it.
fn about(failure: &Failure, one: &Signed) -> Failure {
    match (&failure.subject, failure.code) {
        (None, code) if code != FailureCode::Cancelled => failure
            .clone()
            .with_subject(one.document.display().to_string()),
        _ => failure.clone(),
    }
}
