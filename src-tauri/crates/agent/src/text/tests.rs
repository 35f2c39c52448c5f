//! The catalogue is whole: three languages, the same attributes and variables.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;
use tanba_protocol::{
    Argument, Failure, FailureCode, Finding, INDICATIONS, Message, Moment, PinFault,
    SUB_INDICATIONS, Stage, Warning,
};
use time::macros::{datetime, offset};

use super::{Language, Texts, catalogue, text};

/// The variables of each pattern, by `id` or `id.attribute`, with its text.
type Catalogue = BTreeMap<String, (BTreeSet<String>, String)>;

fn parse(language: Language) -> Catalogue {
    let mut messages = BTreeMap::new();
    for source in catalogue::sources(language) {
        let resource = fluent_syntax::parser::parse(source)
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()));
        for entry in resource.body {
            match entry {
                ast::Entry::Message(message) => {
                    let mut add = |id: String, pattern: &ast::Pattern<&str>| {
                        let mut found = (BTreeSet::new(), String::new());
                        walk(pattern, &mut found);
                        let twice = messages.insert(id.clone(), found).is_some();
                        assert!(!twice, "{}: {id} twice", language.tag());
                    };
                    if let Some(value) = &message.value {
                        add(message.id.name.to_owned(), value);
                    }
                    for attribute in &message.attributes {
                        add(
                            format!("{}.{}", message.id.name, attribute.id.name),
                            &attribute.value,
                        );
                    }
                }
                ast::Entry::Junk { content } => panic!("{}: {content}", language.tag()),
                _ => {}
            }
        }
    }
    messages
}

fn walk(pattern: &ast::Pattern<&str>, found: &mut (BTreeSet<String>, String)) {
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => found.1.push_str(value),
            ast::PatternElement::Placeable { expression } => walk_expression(expression, found),
        }
    }
}

fn walk_expression(expression: &ast::Expression<&str>, found: &mut (BTreeSet<String>, String)) {
    let inline = match expression {
        ast::Expression::Select { selector, variants } => {
            for variant in variants {
                walk(&variant.value, found);
            }
            selector
        }
        ast::Expression::Inline(inline) => inline,
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            found.0.insert(id.name.to_owned());
        }
        ast::InlineExpression::MessageReference {
            id,
            attribute: None,
        } => {
            assert_eq!(id.name, "revocation-reason", "name its variables here");
            found.0.insert("reason".to_owned());
        }
        other => panic!("not used so far: {other:?}"),
    }
}

#[test]
fn three_languages_have_the_same_messages_and_variables() {
    let english = parse(Language::En);
    for language in [Language::Kk, Language::Ru] {
        let other = parse(language);
        let ids = |catalogue: &Catalogue| catalogue.keys().cloned().collect::<BTreeSet<_>>();
        let difference: Vec<_> = ids(&english)
            .symmetric_difference(&ids(&other))
            .cloned()
            .collect();
        assert!(difference.is_empty(), "{}: {difference:?}", language.tag());
        for (id, (variables, _)) in &english {
            assert_eq!(variables, &other[id].0, "{}: {id}", language.tag());
        }
    }
}

#[test]
fn kazakh_is_kazakh_and_each_language_keeps_its_script() {
    let (kazakh, russian, english) = (
        parse(Language::Kk),
        parse(Language::Ru),
        parse(Language::En),
    );
    let is_kazakh = |text: &str| {
        text.to_lowercase()
            .contains(['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'])
    };
    let is_cyrillic = |text: &str| text.chars().any(|letter| ('а'..='ё').contains(&letter));
    for (id, (_, text)) in &kazakh {
        let same = &russian[id].1;
        // Names of products are the same everywhere, and some words are shared.
        let words = text.split_whitespace().filter(|word| is_cyrillic(word));
        if words.count() > 2 {
            assert!(is_kazakh(text), "kk: {id}: {text}");
            assert_ne!(text, same, "{id}");
        }
        assert!(!is_kazakh(same), "ru: {id}: {same}");
        assert!(!is_cyrillic(&english[id].1), "en: {id}");
        assert_eq!(is_cyrillic(text), is_cyrillic(same), "{id}");
    }
}

#[test]
fn every_word_of_the_protocol_has_a_text_and_no_text_is_left_over() {
    let mut expected = BTreeMap::new();
    for code in FailureCode::ALL {
        expected.insert(format!("{}.what", code.message_id()), BTreeSet::new());
        expected.insert(format!("{}.todo", code.message_id()), BTreeSet::new());
    }
    let mut add = |message: &dyn Message| {
        let variables = message
            .arguments()
            .into_iter()
            .map(|(name, _)| name.to_owned());
        expected.insert(message.id(), variables.collect::<BTreeSet<_>>());
    };
    Finding::samples().iter().for_each(|finding| add(finding));
    Warning::samples().iter().for_each(|warning| add(warning));
    PinFault::samples().iter().for_each(|fault| add(fault));
    for stage in Stage::ALL {
        expected.insert(stage.message_id().to_owned(), BTreeSet::new());
    }
    for name in INDICATIONS {
        expected.insert(format!("indication-{name}"), BTreeSet::new());
    }
    for name in SUB_INDICATIONS {
        expected.insert(format!("sub-indication-{name}"), BTreeSet::new());
    }
    let prefixes = [
        "failure-",
        "finding-",
        "warning-",
        "stage-",
        "pin-fault-",
        "indication-",
        "sub-indication-",
    ];
    let found: BTreeMap<_, _> = parse(Language::En)
        .into_iter()
        .filter(|(id, _)| prefixes.iter().any(|prefix| id.starts_with(prefix)))
        .map(|(id, (variables, _))| (id, variables))
        .collect();
    let missing: Vec<_> = expected
        .keys()
        .filter(|id| !found.contains_key(*id))
        .collect();
    let left_over: Vec<_> = found
        .keys()
        .filter(|id| !expected.contains_key(*id))
        .collect();
    assert!(
        missing.is_empty() && left_over.is_empty(),
        "missing {missing:?}, left over {left_over:?}"
    );
    for (id, variables) in &found {
        assert_eq!(variables, &expected[id], "{id}");
    }
}

#[test]
fn every_text_renders_without_a_hole() {
    for language in Language::ALL {
        let texts = Texts::new(language).with_offset(offset!(+5));
        let mut rendered: Vec<String> = Vec::new();
        rendered.extend(
            Finding::samples()
                .iter()
                .map(|finding| texts.message(finding)),
        );
        rendered.extend(
            Warning::samples()
                .iter()
                .map(|warning| texts.message(warning)),
        );
        rendered.extend(PinFault::samples().iter().map(|fault| texts.message(fault)));
        for code in FailureCode::ALL {
            let explanation = texts.failure(&Failure::new(*code));
            rendered.extend([explanation.what, explanation.todo]);
        }
        for text in rendered {
            assert!(
                !text.contains(['{', '}', '$']) || text.contains("#$^"),
                "{text}"
            );
            assert!(text.ends_with(['.', '-']), "{text}");
        }
    }
}

#[test]
fn plurals_follow_each_language() {
    let keys = |language, count| {
        text(
            language,
            "keys-found",
            &[("count", Argument::Number(count))],
        )
    };
    assert_eq!(keys(Language::Ru, 1), "Найден 1 ключ");
    assert_eq!(keys(Language::Ru, 3), "Найдено 3 ключа");
    assert_eq!(keys(Language::Ru, 11), "Найдено 11 ключей");
    assert_eq!(keys(Language::Ru, 21), "Найден 21 ключ");
    assert_eq!(keys(Language::En, 1), "1 key found");
    assert_eq!(keys(Language::En, 1_234), "1,234 keys found");
    assert_eq!(keys(Language::Kk, 12_345), "12\u{a0}345 кілт табылды");
}

#[test]
fn times_numbers_and_sizes_follow_each_language() {
    let at = datetime!(2026-11-20 09:05:59 UTC);
    let texts = |language| Texts::new(language).with_offset(offset!(+5));
    assert_eq!(
        texts(Language::Kk).date_time(at),
        "20.11.2026 14:05 (UTC+05:00)"
    );
    assert_eq!(texts(Language::Ru).date(at), "20.11.2026");
    assert_eq!(
        texts(Language::En).date_time(at),
        "2026-11-20 14:05 (UTC+05:00)"
    );
    assert_eq!(
        Texts::new(Language::En).date_time(at),
        "2026-11-20 09:05 (UTC)"
    );
    assert_eq!(
        Texts::new(Language::En)
            .with_offset(offset!(-3:30))
            .date_time(at),
        "2026-11-20 05:35 (UTC-03:30)"
    );
    assert_eq!(
        Texts::new(Language::En).moment(Moment(i64::MAX)),
        i64::MAX.to_string()
    );
    assert_eq!(
        texts(Language::Ru).number(-1_234_567),
        "-1\u{a0}234\u{a0}567"
    );
    assert_eq!(texts(Language::Ru).number(1_234), "1234");
    assert_eq!(texts(Language::En).number(1_234), "1,234");
    assert_eq!(texts(Language::En).size(0), "0\u{a0}B");
    assert_eq!(texts(Language::En).size(1_023), "1.0\u{a0}KiB");
    assert_eq!(texts(Language::Ru).size(1_572_864), "1,5\u{a0}МиБ");
    assert_eq!(texts(Language::En).size(u64::MAX), "16777216.0\u{a0}TiB");
}

#[test]
fn the_locale_decides_unless_a_language_is_asked_for() {
    let with = |pairs: &'static [(&str, &str)]| {
        move |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        }
    };
    let kazakh = with(&[("LANG", "kk_KZ.UTF-8")]);
    assert_eq!(Language::negotiate(None, kazakh), Language::Kk);
    assert_eq!(
        Language::negotiate(Some(Language::Ru), kazakh),
        Language::Ru
    );
    let mixed = with(&[("LC_ALL", ""), ("LC_MESSAGES", "ru_KZ"), ("LANG", "kk_KZ")]);
    assert_eq!(Language::negotiate(None, mixed), Language::Ru);
    let plain = with(&[("LC_ALL", "C.UTF-8"), ("LANG", "ru_RU")]);
    assert_eq!(Language::negotiate(None, plain), Language::En);
    assert_eq!(Language::negotiate(None, with(&[])), Language::En);
    assert_eq!(Language::from_tag("KK"), Some(Language::Kk));
    assert_eq!(Language::from_tag("kkz"), None);
}

#[test]
fn a_missing_text_shows_its_id() {
    assert_eq!(text(Language::Kk, "no-such-text", &[]), "no-such-text");
    assert_eq!(
        text(Language::Kk, "failure-cancelled.why", &[]),
        "failure-cancelled.why"
    );
}

#[test]
fn every_sub_indication_of_a_report_is_among_those_with_a_text() {
    for sub_indication in tanba_pki::indication::SubIndication::ALL {
        let name = sub_indication.to_string();
        assert!(SUB_INDICATIONS.contains(&name.as_str()), "{name}");
    }
}
