//! Names (XML 1.0 §2.3, Namespaces in XML 1.0 §4).

fn starts_name(character: char) -> bool {
    matches!(character,
        ':' | 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(character: char) -> bool {
    starts_name(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Length in bytes of the name at the start, zero if there is none.
pub(super) fn name_length(text: &str) -> usize {
    if !text.starts_with(starts_name) {
        return 0;
    }
    text.find(|character| !continues_name(character))
        .unwrap_or(text.len())
}

/// Length of the prefix of a qualified name, zero without one; `None` if it is no qualified name.
pub(super) fn prefix_length(name: &str) -> Option<usize> {
    if name.is_empty() {
        return None;
    }
    let Some((prefix, local)) = name.split_once(':') else {
        return Some(0);
    };
    let is_local = local.starts_with(starts_name) && !local.contains(':');
    (is_local && !prefix.is_empty()).then_some(prefix.len())
}

/// Whether the text is a name without a colon, as an identifier must be.
pub(super) fn is_unqualified(text: &str) -> bool {
    !text.is_empty() && name_length(text) == text.len() && !text.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_measured() {
        assert_eq!(name_length("құжат-1 b"), "құжат-1".len());
        assert_eq!(name_length("1a"), 0);
        assert_eq!(name_length("-a"), 0);
        assert_eq!(prefix_length("ds:Signature"), Some(2));
        assert_eq!(prefix_length("a"), Some(0));
        for wrong in ["", ":a", "a:", "a:b:c", "a:1"] {
            assert_eq!(prefix_length(wrong), None, "{wrong}");
        }
    }
}
