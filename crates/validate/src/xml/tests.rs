//! Tests of the XML reader: events, rejected documents and fault positions.

use super::{EntityStore, Event, XmlReader};
use crate::Code;

/// All events as text: `<name>` for a start tag, `/` for an end tag, text as is, and `!code offset` for each
/// fault.
fn events(text: &str) -> String {
    let store = EntityStore::default();
    let mut reader = XmlReader::new(text, 0, &store);
    let mut out = String::new();
    loop {
        match reader.next_event() {
            Ok(Event::Start(tag)) => {
                let name = |namespace, local: &str| match reader.namespace(namespace) {
                    "" => local.to_owned(),
                    address => format!("{{{address}}}{local}"),
                };
                let mut shown = name(tag.namespace, tag.local);
                for attribute in &tag.attributes {
                    shown +=
                        &format!(" {}={:?}", name(attribute.namespace, attribute.local), attribute.value);
                }
                out += &format!("<{shown}>");
            }
            Ok(Event::End) => out += "/",
            Ok(Event::Text(text)) => out += &text,
            Ok(Event::Doctype { public, system }) => out += &format!("!{public:?}{system:?}"),
            Ok(Event::Instruction(target)) => out += &format!("?{target}"),
            Ok(Event::Finished) => return out,
            Err(fault) => {
                let kind = if fault.code == Code::SAXError { "" } else { fault.code.name() };
                out += &format!("!{kind}{}", fault.offset);
                if fault.is_fatal {
                    return out;
                }
            }
        }
    }
}

#[test]
fn well_formed_documents_are_read() {
    for (text, expected) in [
        ("<a/>", "<a>/"),
        (" \n<?p x?><!-- c --><a></a> <!-- d -->", "?p<a>/"),
        ("<a b='1' c = \"2\n3\" >x</a >", "<a b=\"1\" c=\"2 3\">x/"),
        ("<a>1\r\n2\r3\n</a>", "<a>1\n2\n3\n/"),
        ("<a>&amp;&#38;&#x26;&lt;]]&gt;</a>", "<a>&&&<]]>/"),
        ("<a><![CDATA[<&]] >\r\n]]></a>", "<a><&]] >\n/"),
        ("<a x='&quot;&#10;&#x9;\t'/>", "<a x=\"\\\"\\n\\t \">/"),
        (
            "<a xmlns='urn:a' xmlns:b='urn:b' b:c='1' c='2'><b:d xmlns=''><e/></b:d></a>",
            "<{urn:a}a {urn:b}c=\"1\" c=\"2\"><{urn:b}d><e>///",
        ),
        ("<a xml:lang='de'/>", "<a {http://www.w3.org/XML/1998/namespace}lang=\"de\">/"),
        ("<é·.ü>ü\u{85}\u{FFFD}</é·.ü>", "<é·.ü>ü\u{85}\u{FFFD}/"),
        ("<!DOCTYPE a SYSTEM 'x'><a/>", "!NoneSome(\"x\")<a>/"),
        ("<!DOCTYPE a PUBLIC '-//x//EN' \"y\" []><a/>", "!Some(\"-//x//EN\")Some(\"y\")<a>/"),
        (
            "<!DOCTYPE a [<!ENTITY b 'x<c>&d;</c>'><!ENTITY d '&#60;&#38;amp;'><!ENTITY b 'no'>]><a>&b;</a>",
            "!NoneNone<a>x<c>!87",
        ),
        (
            "<!DOCTYPE a [<!ENTITY b 'x<c>&d;</c>'><!ENTITY d '&#38;#60;&#13;'>]><a e='&d;'>&b;</a>",
            "!NoneNone<a e=\"< \">x<c><\n//",
        ),
        (
            "<!DOCTYPE a [<!ELEMENT a ANY><!ATTLIST a b CDATA '>'><!NOTATION n SYSTEM 'n'><!-- --><?p?>]><a/>",
            "!NoneNone<a>/",
        ),
    ] {
        assert_eq!(events(text), expected, "{text}");
    }
}

#[test]
fn unread_declarations_may_declare_an_entity() {
    for (text, expected) in [
        ("<!DOCTYPE a [<!ENTITY % p SYSTEM 'p'>%p;]><a/>", "!NoneNone!ContainsSystemEntity37<a>/"),
        ("<!DOCTYPE a SYSTEM 'x'><a>&nbsp;</a>", "!NoneSome(\"x\")<a>!UndefinedNamedEntity26/"),
        ("<!DOCTYPE a SYSTEM 'x'><a b='&nbsp;'/>", "!NoneSome(\"x\")<a b=\"\">/"),
        (
            "<?xml version='1.0' standalone='yes'?><!DOCTYPE a SYSTEM 'x'><a>&nbsp;</a>",
            "!NoneSome(\"x\")<a>!64",
        ),
        ("<!DOCTYPE a [%p;]><a>&nbsp;</a>", "!NoneNone<a>!UndefinedNamedEntity21/"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'x'>]><a>&b;</a>", "!NoneNone<a>!ContainsSystemEntity40/"),
    ] {
        assert_eq!(events(text), expected, "{text}");
    }
}

#[test]
fn malformed_documents_are_rejected_at_the_fault() {
    for (text, at) in [
        ("", 0),
        (" ", 1),
        ("x<a/>", 0),
        ("<a/>x", 4),
        ("<a/><b/>", 4),
        ("<a>", 3),
        ("<a", 2),
        ("<a b", 3),
        ("<a></b>", 3),
        ("<a><b></a></b>", 6),
        ("<a b=1/>", 3),
        ("<a b/>", 3),
        ("<a b='1'c='2'/>", 8),
        ("<a b='1' b='2'/>", 9),
        ("<a b='<'/>", 6),
        ("<a b='&'/>", 6),
        ("<a xmlns:b='u' xmlns:c='u' b:d='' c:d=''/>", 1),
        ("<a>&</a>", 3),
        ("<a>& b</a>", 3),
        ("<a>&b</a>", 3),
        ("<a>&nbsp;</a>", 3),
        ("<a>&#X26;</a>", 5),
        ("<a>&#0;</a>", 5),
        ("<a>&#26;</a>", 5),
        ("<a>&#xD800;</a>", 5),
        ("<a>&#99999999999999999999;</a>", 5),
        ("<a>x]]>y</a>", 4),
        ("<a>\u{1}</a>", 3),
        ("<a>\u{FFFE}</a>", 3),
        ("<a b='\u{1}'/>", 6),
        ("<a><!-- -- --></a>", 10),
        ("<a><!-- </a>", 7),
        ("<a><![CDATA[ </a>", 12),
        ("<a><!x></a>", 3),
        ("<a><?xml version='1.0'?></a>", 5),
        ("<a><? x?></a>", 5),
        (" <?xml version='1.0'?><a/>", 3),
        ("<?xml encoding='utf-8'?><a/>", 6),
        ("<?xml version='1.0' standalone='maybe'?><a/>", 20),
        ("<?xml version='1.0'encoding='utf-8'?><a/>", 19),
        ("<?xml version='1.0' encoding='-'?><a/>", 20),
        ("<1/>", 0),
        ("<a>1 < 2</a>", 5),
        ("<:a/>", 1),
        ("<a:/>", 1),
        ("<a:b:c/>", 1),
        ("<b:a/>", 1),
        ("<a b:c=''/>", 3),
        ("<a xmlns:b=''/>", 3),
        ("<a xmlns:xml='urn:x'/>", 3),
        ("<a xmlns:xmlns='urn:x'/>", 3),
        ("<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>", 3),
        ("<a xmlns='http://www.w3.org/2000/xmlns/'/>", 3),
        ("<a xmlns='urn:x urn:y'/>", 3),
        ("<!DOCTYPE a><!DOCTYPE a><a/>", 21),
        ("<a/><!DOCTYPE a>", 4),
        ("<!DOCTYPE a PUBLIC '-//x//EN'><a/>", 29),
        ("<!DOCTYPE a [<!ENTITY b '%c;'>]><a/>", 25),
        ("<!DOCTYPE a [<!ENTITY b>]><a/>", 23),
        ("<!DOCTYPE a [<![INCLUDE[]]>]><a/>", 13),
    ] {
        assert!(events(text).ends_with(&format!("!{at}")), "{text}: {}", events(text));
    }
}

#[test]
fn recursive_and_unbalanced_entities_are_rejected() {
    for (declared, used, expected) in [
        ("<!ENTITY a '&a;'>", "<r>&a;</r>", "!"),
        ("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "<r>&a;</r>", "!"),
        ("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "<r x='&a;'/>", "!"),
        ("<!ENTITY a '<b>'>", "<r>&a;</b></r>", "!"),
        ("<!ENTITY a '</r>'>", "<r>&a;", "!"),
        ("<!ENTITY a '<b/>'>", "<r x='&a;'/>", "!"),
    ] {
        let events = events(&format!("<!DOCTYPE r [{declared}]>{used}"));
        let (_, last) = events.rsplit_once('!').unwrap_or_default();
        assert!(events.contains(expected) && last.parse::<usize>().is_ok(), "{declared} {used}: {events}");
    }
}

#[test]
fn entity_expansion_is_limited() {
    for (innermost, used) in [("ha", "<r>&e9;</r>"), ("", "<r>&e9;</r>"), ("ha", "<r x='&e9;'/>")] {
        let mut declared = format!("<!ENTITY e0 '{innermost}'>");
        for level in 1..10 {
            declared += &format!("<!ENTITY e{level} '{}'>", format!("&e{};", level - 1).repeat(10));
        }
        let events = events(&format!("<!DOCTYPE r [{declared}]>{used}"));
        assert!(events.contains("!ValidatorLimit") && events.len() < 1_100_000, "{}", events.len());
    }
}
