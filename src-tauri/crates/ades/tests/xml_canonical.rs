//! Canonicalization against known answers and, where it is installed, against libxml2.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::Write;
use std::process::{Command, Stdio};

mod generator;

use generator::{any_element, any_node};
use proptest::prelude::*;
use tanba_ades::xml::{
    Canonicalization, Document, Error, Limit, Limits, Method, NodeSet, canonicalize,
};

fn canonical(source: &str, method: Method, with_comments: bool) -> String {
    let document = Document::read(source.as_bytes()).unwrap();
    let canonicalization = Canonicalization::new(method, with_comments);
    String::from_utf8(canonicalize(&document, &NodeSet::document(), &canonicalization).unwrap())
        .unwrap()
}

fn subtree(source: &str, name: &str, canonicalization: &Canonicalization) -> Result<String, Error> {
    let document = Document::read(source.as_bytes()).unwrap();
    let apex = document
        .all_elements()
        .find(|&id| document.qualified_name(id) == Some(name))
        .unwrap();
    let nodes = NodeSet::subtree(apex);
    Ok(String::from_utf8(canonicalize(&document, &nodes, canonicalization)?).unwrap())
}

/// Documents with their canonical forms, inclusive with comments.
const KNOWN: &[(&str, &str)] = &[
    ("<a/>", "<a></a>"),
    (
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<құжат  атауы='бір' />",
        "<құжат атауы=\"бір\"></құжат>",
    ),
    ("<a>x\r\ny\rz\r&#65;&#13;\n</a>", "<a>x\ny\nz\nA&#xD;\n</a>"),
    (
        "<a b=\"x\r\ny\tz&#9;&#10;&#13;'&quot;\"/>",
        "<a b=\"x y z&#x9;&#xA;&#xD;'&quot;\"></a>",
    ),
    (
        "<a b='&lt;>&gt;\"'>&lt;&gt;>\"'</a>",
        "<a b=\"&lt;>>&quot;\">&lt;&gt;&gt;\"'</a>",
    ),
    (
        "<a><![CDATA[<&amp;>\r\n]]>]]&gt;</a>",
        "<a>&lt;&amp;amp;&gt;\n]]&gt;</a>",
    ),
    (
        "<?xml version='1.0'?>\n<!--c\r\nd-->\n<?p   a\r\nb ?><a/>\n<!--e--><?q ?>",
        "<!--c\nd-->\n<?p a\nb ?>\n<a></a>\n<!--e-->\n<?q?>",
    ),
    (
        "<a xmlns='urn:u'><b xmlns=''><c xmlns=''/></b><d xmlns='urn:u'/></a>",
        "<a xmlns=\"urn:u\"><b xmlns=\"\"><c></c></b><d></d></a>",
    ),
    ("<a xmlns=''/>", "<a></a>"),
    (
        "<a y:a='2' x:b='1' c='3' xml:lang='kk' xmlns:y='urn:1' xmlns:x='urn:0' xmlns='urn:d' B=''/>",
        "<a xmlns=\"urn:d\" xmlns:x=\"urn:0\" xmlns:y=\"urn:1\" B=\"\" c=\"3\" xml:lang=\"kk\" x:b=\"1\" y:a=\"2\"></a>",
    ),
    (
        "<a xmlns:x='urn:u'><x:b xmlns:x='urn:v'><c xmlns:x='urn:u' x:d='1'/></x:b><x:e xmlns:x='urn:u'/></a>",
        "<a xmlns:x=\"urn:u\"><x:b xmlns:x=\"urn:v\"><c xmlns:x=\"urn:u\" x:d=\"1\"></c></x:b><x:e></x:e></a>",
    ),
];

#[test]
fn known_answers() {
    for (source, expected) in KNOWN {
        assert_eq!(
            &canonical(source, Method::Inclusive, true),
            expected,
            "{source}"
        );
        // The canonical form is its own canonical form.
        assert_eq!(
            &canonical(expected, Method::Inclusive, true),
            expected,
            "{source}"
        );
    }
}

#[test]
fn comments_are_left_out_on_request() {
    assert_eq!(
        canonical(
            "<!--x--><a>b<!--y-->c</a><!--z-->",
            Method::Inclusive,
            false
        ),
        "<a>bc</a>"
    );
    let nodes = NodeSet::document().without_comments();
    let document = Document::read(b"<a><!--y--></a>").unwrap();
    let with_comments = Canonicalization::new(Method::Inclusive, true);
    assert_eq!(
        canonicalize(&document, &nodes, &with_comments).unwrap(),
        b"<a></a>"
    );
}

#[test]
fn an_apex_takes_over_what_its_ancestors_declared() {
    let source = "<a xmlns='urn:d' xmlns:x='urn:x' xmlns:y='urn:y' xml:lang='kk' xml:id='i'>\
                  <m xml:space='preserve' xmlns:y='urn:z'><b xml:lang='ru' x:c=''><y:d/></b></m></a>";
    let method = |method| Canonicalization::new(method, false);
    assert_eq!(
        subtree(source, "b", &method(Method::Inclusive)).unwrap(),
        "<b xmlns=\"urn:d\" xmlns:x=\"urn:x\" xmlns:y=\"urn:z\" xml:id=\"i\" xml:lang=\"ru\" xml:space=\"preserve\" \
         x:c=\"\"><y:d></y:d></b>"
    );
    assert_eq!(
        subtree(source, "b", &method(Method::Inclusive11)).unwrap(),
        "<b xmlns=\"urn:d\" xmlns:x=\"urn:x\" xmlns:y=\"urn:z\" xml:lang=\"ru\" xml:space=\"preserve\" x:c=\"\">\
         <y:d></y:d></b>"
    );
    assert_eq!(
        subtree(source, "b", &method(Method::Exclusive)).unwrap(),
        "<b xmlns=\"urn:d\" xmlns:x=\"urn:x\" xml:lang=\"ru\" x:c=\"\"><y:d xmlns:y=\"urn:z\"></y:d></b>"
    );
    let mut listed = method(Method::Exclusive);
    listed.inclusive_prefixes = vec!["y".to_owned()];
    assert_eq!(
        subtree(source, "b", &listed).unwrap(),
        "<b xmlns=\"urn:d\" xmlns:x=\"urn:x\" xmlns:y=\"urn:z\" xml:lang=\"ru\" x:c=\"\"><y:d></y:d></b>"
    );
    // An undeclared default namespace on the way is not resurrected.
    let undone = "<a xmlns='urn:d'><m xmlns=''><b/></m></a>";
    assert_eq!(
        subtree(undone, "b", &method(Method::Inclusive)).unwrap(),
        "<b></b>"
    );
    let base = "<a xml:base='http://x/'><b/></a>";
    assert_eq!(
        subtree(base, "b", &method(Method::Inclusive11)),
        Err(Error::BaseUri)
    );
}

#[test]
fn default_namespaces_return_when_the_list_asks_for_them() {
    let source = "<x:a xmlns='urn:d' xmlns:x='urn:x'><x:b><c xmlns=''/></x:b></x:a>";
    let mut listed = Canonicalization::new(Method::Exclusive, false);
    assert_eq!(
        subtree(source, "x:b", &listed).unwrap(),
        "<x:b xmlns:x=\"urn:x\"><c></c></x:b>"
    );
    listed.inclusive_prefixes = vec!["#default".to_owned()];
    assert_eq!(
        subtree(source, "x:b", &listed).unwrap(),
        "<x:b xmlns=\"urn:d\" xmlns:x=\"urn:x\"><c xmlns=\"\"></c></x:b>"
    );
}

#[test]
fn relative_namespaces_are_an_error() {
    let relative = Document::read(b"<a xmlns='some/where'/>").unwrap();
    let method = Canonicalization::new(Method::Inclusive, false);
    let outcome = canonicalize(&relative, &NodeSet::document(), &method);
    assert_eq!(
        outcome,
        Err(Error::RelativeNamespace("some/where".to_owned()))
    );
}

#[test]
fn malformed_documents_are_refused() {
    for source in [
        "",
        " ",
        "x<a/>",
        "<a/>x",
        "<a/><b/>",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "<a>",
        "<a></b>",
        "<a></a",
        "<a b='<'/>",
        "<a b='' b=''/>",
        "<a b=''c=''/>",
        "<a b=x/>",
        "<x:a/>",
        "<a x:b=''/>",
        "<a:b:c xmlns:a='urn:a'/>",
        "<:a/>",
        "<a xmlns:x=''/>",
        "<a xmlns:xml='urn:x'/>",
        "<a xmlns:xmlns='urn:x'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:x='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:x='urn:a' xmlns:x='urn:b'/>",
        "<a xmlns:x='urn:a' xmlns:y='urn:a' x:b='' y:b=''/>",
        "<a>]]></a>",
        "<a>\u{1}</a>",
        "<a>&#1;</a>",
        "<a>\u{FFFE}</a>",
        "<a>&x;</a>",
        "<a>& </a>",
        "<a b='&x;'/>",
        "<a><!-- a--b --></a>",
        "<a><!-- --->",
        "<a><!--",
        "<a><?xml version='1.0'?></a>",
        "<a><?x</a>",
        "<a><? x?></a>",
        "<a><?x:y z?></a>",
        "<a><![CDATA[</a>",
        "<a><!DOCTYPE a></a>",
        "<a><!ELEMENT b></a>",
        "<![CDATA[]]><a/>",
        "<-a/>",
        "<a .b=''/>",
        " <?xml version='1.0'?><a/>",
        "<?xml?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>",
        "<a/ >",
        "</a>",
        "<a/></a>",
    ] {
        assert!(Document::read(source.as_bytes()).is_err(), "{source:?}");
    }
}

#[test]
fn hostile_documents_are_refused_by_name() {
    let read = |source: &str| Document::read(source.as_bytes()).map(|_| ()).unwrap_err();
    let bomb = "<!DOCTYPE a [<!ENTITY x 'aaaa'><!ENTITY y '&x;&x;&x;&x;'>]><a>&y;</a>";
    assert!(matches!(read(bomb), Error::DocumentType(_)));
    assert!(matches!(
        read("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"),
        Error::DocumentType(_)
    ));
    assert!(matches!(read("<a>&nbsp;</a>"), Error::UnknownEntity(_)));
    assert!(matches!(read("<?xml version='1.1'?><a/>"), Error::Version));
    assert!(matches!(
        read("<?xml version='1.0' encoding='windows-1251'?><a/>"),
        Error::Encoding
    ));
    assert_eq!(
        Document::read(b"<a>\xFF</a>").map(|_| ()),
        Err(Error::Encoding)
    );
    assert_eq!(
        Document::read(b"\xFF\xFE<\0a\0/\0>\0").map(|_| ()),
        Err(Error::Encoding)
    );
    assert_eq!(read(&"<a>".repeat(100_000)), Error::Limit(Limit::Depth));
    let attributes: String = (0..100_000).map(|index| format!(" a{index}=''")).collect();
    assert_eq!(
        read(&format!("<a{attributes}/>")),
        Error::Limit(Limit::Attributes)
    );
    let declarations: String = (0..100)
        .map(|index| format!(" xmlns:a{index}='urn:{index}'"))
        .collect();
    assert_eq!(
        read(&format!("<a{declarations}>").repeat(100)),
        Error::Limit(Limit::Namespaces)
    );
    let nodes = Limits {
        nodes: 10,
        ..Limits::DEFAULT
    };
    let outcome = Document::read_within(b"<a><b/><b/><b/><b/><b/><b/><b/><b/><b/><b/></a>", &nodes);
    assert_eq!(outcome.map(|_| ()), Err(Error::Limit(Limit::Nodes)));
    let bytes = Limits {
        bytes: 10,
        ..Limits::DEFAULT
    };
    assert_eq!(
        Document::read_within(b"<a>      </a>", &bytes).map(|_| ()),
        Err(Error::Limit(Limit::Bytes))
    );
}

#[test]
fn errors_say_where() {
    let Err(Error::UnexpectedEnd(at)) = Document::read(b"<this>is not a valid XML") else {
        panic!()
    };
    assert_eq!((at.line, at.column), (1, 25));
    let Err(Error::Syntax { at, .. }) = Document::read("<a>\n<ә/>қ</b>".as_bytes()) else {
        panic!()
    };
    assert_eq!((at.line, at.column), (2, 8));
}

/// What `xmllint` makes of a document, `None` where it is not installed.
fn libxml2(source: &str, option: &str) -> Option<String> {
    let mut child = Command::new(tanba_testkit::tool("xmllint")?)
        .args(["--nonet", option, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(source.as_bytes()).ok()?;
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "xmllint refuses {source:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn agrees_with_libxml2(source: &str) -> bool {
    let cases = [
        ("--c14n", Method::Inclusive),
        ("--c14n11", Method::Inclusive11),
        ("--exc-c14n", Method::Exclusive),
    ];
    for (option, method) in cases {
        let Some(expected) = libxml2(source, option) else {
            return false;
        };
        assert_eq!(
            canonical(source, method, true),
            expected,
            "{option} {source:?}"
        );
    }
    true
}

#[test]
fn libxml2_gives_the_same_canonical_forms() {
    KNOWN.iter().all(|(source, _)| agrees_with_libxml2(source));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_documents_agree_with_libxml2(node in any_element(any_node()), outside in 0..4u8) {
        let root = format!("<root xmlns:q='urn:q' xmlns:p='urn:p'>{node}</root>");
        let source = match outside {
            0 => root,
            1 => format!("<!--before-->{root}<!-- after --><?end?>"),
            2 => format!("<?xml version=\"1.0\"?><?start  x ?>\n{root}\n"),
            _ => format!("\u{FEFF}{root}"),
        };
        agrees_with_libxml2(&source);
        let once = canonical(&source, Method::Inclusive, true);
        prop_assert_eq!(&canonical(&once, Method::Inclusive, true), &once);
    }
}
