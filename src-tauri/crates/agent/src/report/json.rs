//! A verification for programs, with words.

use serde_json::{Value, json};

use crate::text::Texts;
use crate::verify::Verification;

impl Verification {
    /// What was found as JSON. `words` say it in the language of `texts`; all else is the same in
    /// every language.
    pub fn to_json(&self, texts: &Texts) -> Value {
        let mut json = serde_json::to_value(self).unwrap_or(Value::Null);
        json["words"] = json!(texts.label(&format!("indication-{}", self.indication.as_str())));
        if let Some(signatures) = json["signatures"].as_array_mut() {
            for (signature, found) in signatures.iter_mut().zip(&self.signatures) {
                let sentences: Vec<String> =
                    found.findings.iter().map(|it| texts.message(it)).collect();
                signature["words"] = json!(sentences.join(" "));
            }
        }
        json
    }
}
