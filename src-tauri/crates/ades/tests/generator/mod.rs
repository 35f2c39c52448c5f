//! Documents of every shape that canonicalization cares about.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file uses a part of it"
)]

use proptest::prelude::*;

pub fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("қазақ мәтіні"),
        Just(" "),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\t"),
        Just("&amp;"),
        Just("&lt;"),
        Just("&gt;"),
        Just("&quot;"),
        Just("&#xD;"),
        Just("&#10;"),
        Just("&#9;"),
        Just("&#x4D9;"),
        Just(">"),
        Just("'"),
        Just("]"),
        Just("x"),
        Just("\u{1F58B}"),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat().replace("]]>", "]] >"))
}

pub fn any_node() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any_text(),
        any_text().prop_map(|text| format!("<![CDATA[{text}]]>")),
        any_text().prop_map(|text| format!("<!--{text}-->")),
        any_text().prop_map(|text| format!("<?target {text}?>")),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        any_element(prop::collection::vec(inner, 0..5).prop_map(|nodes| nodes.concat()))
    })
}

/// An element over the prefixes `p`, `q` and none, which every document element declares.
pub fn any_element(content: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let prefix = || prop::sample::select(vec!["", "p:", "q:"]);
    let namespace = || prop::sample::select(vec!["urn:a", "urn:b", "http://c.kz/u"]);
    let declarations = (
        prop::option::weighted(0.3, prop_oneof![Just(""), Just("urn:a"), Just("urn:d")]),
        prop::option::weighted(0.3, namespace()),
        prop::option::weighted(0.3, namespace()),
    );
    let attributes = prop::sample::subsequence(
        vec!["b", "a", "Z", "p:a", "q:c", "xml:lang", "xml:space", "ы"],
        0..5,
    );
    let names = prop::sample::select(vec!["a", "b", "құжат"]);
    (
        prefix(),
        names,
        declarations,
        attributes.prop_shuffle(),
        any_text(),
        content,
    )
        .prop_map(
            |(prefix, name, (default, p, q), attributes, value, content)| {
                let mut tag = format!("{prefix}{name}");
                for attribute in attributes {
                    tag += &format!("  {attribute}=\"{value}\"");
                }
                for (name, value) in [("xmlns", default), ("xmlns:q", q), ("xmlns:p", p)] {
                    tag += &value.map_or_else(String::new, |value| format!("\n{name}='{value}'"));
                }
                let close = tag.split_whitespace().next().unwrap_or_default();
                if content.is_empty() {
                    format!("<{tag}/>")
                } else {
                    format!("<{tag}>{content}</{close} >")
                }
            },
        )
}
