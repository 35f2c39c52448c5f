//! The catalogue, compiled in and parsed once.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use tanba_protocol::{Argument, Moment};

use super::{Language, format};

macro_rules! sources {
    ($language:literal) => {
        [
            include_str!(concat!("../../../../locales/", $language, "/desktop.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/failures.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/findings.ftl")),
            include_str!(concat!("../../../../locales/", $language, "/words.ftl")),
        ]
    };
}

/// The files of the catalogue in one language.
pub(super) fn sources(language: Language) -> [&'static str; 4] {
    match language {
        Language::Kk => sources!("kk"),
        Language::Ru => sources!("ru"),
        Language::En => sources!("en"),
    }
}

type Bundle = FluentBundle<FluentResource>;

fn make_bundle(language: Language) -> Bundle {
    let identifier = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![identifier]);
    // Marks around variables help bidirectional text; there is none here, and
    // terminals show them.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Kk => |value, _| format_number(Language::Kk, value),
        Language::Ru => |value, _| format_number(Language::Ru, value),
        Language::En => |value, _| format_number(Language::En, value),
    }));
    for source in sources(language) {
        // A test holds that every file parses; what does not is left out.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn format_number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        // All numbers are made from i64 below.
        FluentValue::Number(number) => Some(format::number(language, number.value as i64)),
        _ => None,
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static KK: OnceLock<Bundle> = OnceLock::new();
    static RU: OnceLock<Bundle> = OnceLock::new();
    static EN: OnceLock<Bundle> = OnceLock::new();
    match language {
        Language::Kk => &KK,
        Language::Ru => &RU,
        Language::En => &EN,
    }
    .get_or_init(|| make_bundle(language))
}

pub(super) fn text(
    language: Language,
    id: &str,
    arguments: &[(&str, Argument)],
    moment: impl Fn(Moment) -> String,
) -> String {
    let mut values = FluentArgs::with_capacity(arguments.len());
    for (name, argument) in arguments {
        let value = match argument {
            Argument::Text(text) => FluentValue::from(text.as_str()),
            Argument::Number(number) => FluentValue::from(*number),
            Argument::At(at) => FluentValue::from(moment(*at)),
        };
        values.set(*name, value);
    }
    [language, Language::En]
        .into_iter()
        .find_map(|language| lookup(bundle(language), id, &values))
        .unwrap_or_else(|| id.to_owned())
}

fn lookup(bundle: &Bundle, id: &str, values: &FluentArgs<'_>) -> Option<String> {
    let (message, attribute) = match id.split_once('.') {
        Some((message, attribute)) => (message, Some(attribute)),
        None => (id, None),
    };
    let message = bundle.get_message(message)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    // Errors are variables that were not given; Fluent writes their names.
    let mut errors = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(values), &mut errors)
            .into_owned(),
    )
}
