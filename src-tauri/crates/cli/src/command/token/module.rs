//! `tanba token module`.

use serde_json::json;
use tanba_agent::desk::ModuleView;
use tanba_agent::{Agent, Texts};

use crate::args::token::Module;
use crate::{exit, render};

pub(super) async fn run(agent: &Agent, texts: Texts, json: bool, command: Module) -> u8 {
    let done = match &command {
        Module::List(_) => Ok(()),
        Module::Add { file, .. } => agent.add_module(file).await,
        Module::Forget { file, .. } => agent.forget_module(file).await,
    };
    let listed = match done {
        Ok(()) => agent.token_list().await,
        Err(failure) => Err(failure),
    };
    let modules = match listed {
        Ok(listed) => listed.modules,
        Err(failure) => return render::failure(&texts, json, &failure),
    };
    if json {
        let modules: Vec<_> = modules.iter().map(|it| one_json(&texts, it)).collect();
        render::json(&json!({ "modules": modules }));
    } else {
        modules.iter().for_each(|module| one(&texts, module));
    }
    exit::PASSED
}

pub(super) fn one(texts: &Texts, module: &ModuleView) {
    render::line(&render::printable(&module.path.display().to_string()));
    render::field(texts, "label-token-profile", module.profile.as_deref());
    if let Some(failure) = &module.failure {
        let words = texts.failure(failure);
        render::field(texts, "label-error", Some(&words.what));
        render::field(texts, "label-todo", Some(&words.todo));
    }
}

pub(super) fn one_json(texts: &Texts, module: &ModuleView) -> serde_json::Value {
    let mut value = render::value(module);
    if let Some(failure) = &module.failure {
        value["failure"] = render::failure_json(texts, failure);
    }
    value
}
