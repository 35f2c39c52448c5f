//! Prints the TypeScript of every word that the window and the core exchange.

use std::collections::BTreeMap;

use tanba_agent::desk::{Call, Notice, Reply};
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
    all.visit::<Call>();
    all.visit::<Reply>();
    all.visit::<Notice>();
    all.visit::<Prompt>();
    all.visit::<Answer>();
    println!("// Made from the Rust types by `cargo xtask generate`; change them there.\n");
    let declarations: Vec<String> = all
        .by_name
        .values()
        .map(|declaration| format!("export {declaration}\n"))
        .collect();
    print!("{}", declarations.join("\n"));
}
