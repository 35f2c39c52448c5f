//! Prints the TypeScript of every word that the window and the core exchange; with `operator`, of those that
//! the console of the operators and the authority do.

use std::collections::BTreeMap;

use tanba_agent::desk::{Call, Notice, Reply};
use tanba_protocol::authority::{
    ApplicationFile, AuditCheck, AuditPage, FoundCertificates, OperatorRevocation, OperatorSession,
    Queue, QueueState, ReasonTemplate, RulingOrder,
};
use tanba_protocol::{Answer, Prompt};
use ts_rs::{Config, TS, TypeVisitor};

/// Collects a type and all that it mentions, by name.
struct Declarations<'a> {
    config: &'a Config,
    by_name: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only what is declared in a file of its own: `string` and the like are not.
        if T::output_path().is_none() || self.by_name.contains_key(&T::ident(self.config)) {
            return;
        }
        self.by_name
            .insert(T::ident(self.config), T::decl(self.config));
        T::visit_dependencies(self);
    }
}

fn main() {
    let config = Config::default().with_large_int("number");
    let mut all = Declarations {
        config: &config,
        by_name: BTreeMap::new(),
    };
    if std::env::args().nth(1).as_deref() == Some("operator") {
        all.visit::<OperatorSession>();
        all.visit::<Queue>();
        all.visit::<QueueState>();
        all.visit::<ApplicationFile>();
        all.visit::<RulingOrder>();
        all.visit::<ReasonTemplate>();
        all.visit::<FoundCertificates>();
        all.visit::<OperatorRevocation>();
        all.visit::<AuditPage>();
        all.visit::<AuditCheck>();
    } else {
        all.visit::<Call>();
        all.visit::<Reply>();
        all.visit::<Notice>();
        all.visit::<Prompt>();
        all.visit::<Answer>();
    }
    println!("// Made from the Rust types by `cargo xtask generate`; change them there.\n");
    let declarations: Vec<String> = all
        .by_name
        .values()
        .map(|declaration| format!("export {declaration}\n"))
        .collect();
    print!("{}", declarations.join("\n"));
}
