//! `tanba cert`.

use serde_json::json;
use tanba_agent::{Agent, CertificateRequest, Texts};

use crate::args::{Cert, CertVerify};
use crate::command::verify::trust;
use crate::terminal::Terminal;
use crate::{exit, render};

pub(crate) async fn run(agent: &Agent, texts: Texts, command: Cert) -> u8 {
    match command {
        Cert::Show { file, output } => match agent.certificates(&file) {
            Ok(certificates) => {
                if output.json {
                    render::json(&json!({ "certificates": certificates }));
                } else {
                    for certificate in &certificates {
                        render::certificate(&texts, certificate);
                    }
                }
                exit::PASSED
            }
            Err(failure) => render::failure(&texts, output.json, &failure),
        },
        Cert::Verify(arguments) => verify(agent, texts, arguments).await,
    }
}

async fn verify(agent: &Agent, texts: Texts, arguments: CertVerify) -> u8 {
    let json = arguments.output.json;
    if let Some(policy) = arguments.policy.iter().find(|policy| !is_oid(policy)) {
        let detail = format!("error: --policy {policy}: not an object identifier");
        return render::usage(&texts, json, &detail);
    }
    let request = CertificateRequest {
        trust: trust(&arguments.trust),
        leaf: arguments.leaf,
        intermediates: arguments.intermediate,
        policies: arguments.policy,
        require_explicit_policy: arguments.require_explicit_policy,
        inhibit_policy_mapping: arguments.inhibit_policy_mapping,
        inhibit_any_policy: arguments.inhibit_any_policy,
    };
    let terminal = Terminal::new(texts, json, false);
    match agent.verify_certificate(&request, &terminal).await {
        Ok(report) => {
            if json {
                render::json(&render::path_json(&texts, &report));
            } else {
                render::path_verification(&texts, &report);
            }
            exit::of(report.indication)
        }
        Err(failure) => render::failure(&texts, json, &failure),
    }
}

/// As X.660 has it: the first arc is 0, 1 or 2, and below 0 and 1 there are forty.
fn is_oid(text: &str) -> bool {
    let arcs: Option<Vec<u32>> = text
        .split('.')
        .map(|arc| arc.parse().ok().filter(|_| !arc.starts_with('+')))
        .collect();
    match arcs.as_deref() {
        Some([first, second, ..]) => *first < 2 && *second < 40 || *first == 2,
        _ => false,
    }
}
