//! `tanba extend` and `tanba extract`.

use serde_json::json;
use tanba_agent::{Agent, ExtendRequest, Texts};
use tanba_protocol::{Failure, FailureCode};

use crate::args::{Extend, Extract, Level};
use crate::command::sign::output;
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, arguments: Extend) -> u8 {
    let json = arguments.output.json;
    if arguments.out.is_some() && arguments.files.len() > 1 {
        let detail = "error: --out takes one signature; use --out-dir for several";
        return render::usage(&texts, json, detail);
    }
    if arguments.level == Level::B {
        let failure = Failure::new(FailureCode::LevelReached);
        return render::failure(&texts, json, &failure);
    }
    let request = ExtendRequest {
        output: output(arguments.out.as_ref(), arguments.out_dir.as_ref()),
        files: arguments.files,
        tsa: arguments.tsa,
    };
    let terminal = Terminal::new(texts, json, false);
    terminal.listen();
    let extended = agent.extend(&request, &terminal).await;
    terminal.finish();
    let mut code = exit::PASSED;
    let mut documents = Vec::new();
    for one in &extended {
        if let Some(failure) = &one.failure {
            code = exit::graver(code, exit::of_failure(failure));
            if !json {
                render::failure_text(&texts, failure);
            }
        }
        if let Some(output) = &one.output
            && !json
        {
            let path = render::printable(&output.display().to_string());
            render::line(&format!("{path}: {}", texts.label("extended")));
        }
        documents.push(json!({
            "document": one.document,
            "output": one.output,
            "stamped": one.stamped,
            "failure": one.failure.as_ref().map(|it| render::failure_json(&texts, it)),
        }));
    }
    if json {
        render::json(&json!({ "signatures": documents }));
    }
    code
}

pub(crate) fn extract(agent: &Agent, texts: Texts, arguments: &Extract) -> u8 {
    let json = arguments.output.json;
    let terminal = Terminal::new(texts, json, false);
    terminal.listen();
    let extracted = agent.extract(&arguments.file, arguments.out.as_deref(), &terminal);
    terminal.finish();
    match extracted {
        Ok(output) => {
            if json {
                render::json(&json!({ "output": output }));
            } else {
                let path = render::printable(&output.display().to_string());
                render::line(&format!("{path}: {}", texts.label("extracted")));
            }
            exit::PASSED
        }
        Err(failure) => render::failure(&texts, json, &failure),
    }
}
