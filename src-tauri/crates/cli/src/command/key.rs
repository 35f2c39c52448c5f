//! `tanba key`.

use std::path::PathBuf;

use serde_json::json;
use tanba_agent::{Agent, KeyAlgorithm, SelfSignedRequest, Texts};
use tanba_protocol::Failure;

use crate::args::{Algorithm, Key};
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Key) -> u8 {
    match command {
        Key::New {
            name,
            algorithm,
            out,
            password_stdin,
            output,
            ..
        } => {
            let terminal = Terminal::new(texts, output.json, password_stdin);
            let request = SelfSignedRequest {
                name,
                algorithm: algorithm_of(algorithm),
                folder: out,
            };
            let made = agent.make_self_signed(&request, &terminal).await;
            match made {
                Ok(made) => {
                    if output.json {
                        render::json(&json!({
                            "key": made.key,
                            "certificate": made.certificate,
                            "key_identifier": made.key_identifier,
                        }));
                    } else {
                        written(&texts, &made.key);
                        written(&texts, &made.certificate);
                    }
                    exit::PASSED
                }
                Err(failure) => render::failure(&texts, output.json, &failure),
            }
        }
        Key::Password {
            file,
            password_stdin,
            output,
        } => {
            let terminal = Terminal::new(texts, output.json, password_stdin);
            let changed = agent.change_password(&file, &terminal).await;
            finished(&texts, output.json, changed.map(|()| file))
        }
        Key::Backup {
            file,
            out_dir,
            output,
        } => finished(&texts, output.json, agent.back_up_key(&file, &out_dir)),
        Key::Convert {
            file,
            to,
            out,
            password_stdin,
            output,
        } => {
            let terminal = Terminal::new(texts, output.json, password_stdin);
            let converted = agent.convert_key(&file, to.into(), &out, &terminal).await;
            finished(&texts, output.json, converted.map(|()| out))
        }
    }
}

fn finished(texts: &Texts, as_json: bool, result: Result<PathBuf, Failure>) -> u8 {
    match result {
        Ok(path) => {
            if as_json {
                render::json(&json!({ "output": path }));
            } else {
                written(texts, &path);
            }
            exit::PASSED
        }
        Err(failure) => render::failure(texts, as_json, &failure),
    }
}

fn written(texts: &Texts, path: &std::path::Path) {
    let label = texts.label("label-written");
    let path = render::printable(&path.display().to_string());
    render::line(&format!("{label}: {path}"));
}

fn algorithm_of(algorithm: Algorithm) -> KeyAlgorithm {
    match algorithm {
        Algorithm::Gost512 => KeyAlgorithm::Gost512,
        Algorithm::Rsa2048 => KeyAlgorithm::Rsa(2048),
        Algorithm::Rsa3072 => KeyAlgorithm::Rsa(3072),
        Algorithm::Rsa4096 => KeyAlgorithm::Rsa(4096),
        Algorithm::P256 => KeyAlgorithm::P256,
    }
}

impl From<crate::args::Layout> for tanba_agent::Layout {
    fn from(layout: crate::args::Layout) -> Self {
        match layout {
            crate::args::Layout::Nca => Self::Nca,
            crate::args::Layout::Modern => Self::Modern,
        }
    }
}
