//! `tanba key`.

mod new;

use std::path::PathBuf;

use serde_json::json;
use tanba_agent::{Agent, Texts};
use tanba_protocol::Failure;

use crate::args::Key;
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) use new::algorithm_of;

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Key) -> u8 {
    match command {
        Key::New(arguments) => new::run(agent, texts, arguments).await,
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
        Key::Calendar {
            places,
            out,
            output,
        } => {
            let saved = agent.save_calendar(&places, &out).await;
            finished(&texts, output.json, saved)
        }
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

impl From<crate::args::Layout> for tanba_agent::Layout {
    fn from(layout: crate::args::Layout) -> Self {
        match layout {
            crate::args::Layout::Nca => Self::Nca,
            crate::args::Layout::Modern => Self::Modern,
        }
    }
}
