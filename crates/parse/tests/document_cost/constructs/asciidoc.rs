//! Constructs of AsciiDoc.

use super::{Construct, nest, repeat};

pub(super) fn constructs() -> Vec<Construct> {
    let adoc = |name: &str, head, unit, tail| repeat("adoc", name, head, unit, tail);
    vec![
        adoc("prose", "= T\n\n", "The quick brown fox jumps over the lazy dog, and so on. ", "\n"),
        adoc("paragraphs", "", "a\n\n", ""),
        adoc("lines", "", "a\n", ""),
        adoc("empty lines", "a", "\n", "b"),
        adoc("headings", "", "== a\n\n", ""),
        adoc("headings in lines", "", "== a\n", ""),
        adoc("underlined headings", "", "abcd\n----\n\n", ""),
        adoc("equals signs", "", "=", "\n"),
        adoc("attributes", "= T\n", ":a{n}: b\n", "\na\n"),
        adoc("attributes in the body", "a\n\n", ":a{n}: b\n", ""),
        adoc("unset attributes", "a\n\n", ":!a{n}:\n", ""),
        adoc(
            "attribute references",
            ":a: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\n",
            "{a}",
            "\n",
        ),
        adoc("unknown attribute references", "", "{a}", "\n"),
        adoc("growing attributes", ":a: b\n", ":a: {a}{a}\n", "\n{a}\n"),
        adoc("open attribute references", "", "{a", "\n"),
        adoc("counters", "", "{counter:a} ", "\n"),
        adoc("listings", "", "----\na\n----\n", ""),
        adoc("open listings", "", "----\n\n-----\n\n", ""),
        adoc("fences of growing length", "", "----{n}\n----\n", ""),
        adoc("examples", "", "====\na\n====\n", ""),
        adoc("sidebars", "", "****\na\n****\n", ""),
        adoc("quotes", "", "____\na\n____\n", ""),
        adoc("open blocks", "", "--\na\n--\n", ""),
        adoc("passthrough blocks", "", "++++\n<b>a</b>\n++++\n", ""),
        adoc("comment blocks", "a\n\n", "////\na\n////\n", ""),
        adoc("open comment blocks", "a\n\n", "////\n", ""),
        adoc("comments", "a\n", "// a\n", ""),
        adoc("block titles", "", ".T\na\n\n", ""),
        adoc("block titles without block", "a\n\n", ".T\n", ""),
        adoc("block attributes", "", "[quote,b]\na\n\n", ""),
        adoc("block attributes without block", "a\n\n", "[a{n}=b]\n", ""),
        adoc("attributes in a line", "a\n\n[", "b{n}=c,", "]\nd\n"),
        adoc("anchors", "", "[[a{n}]]\nb\n\n", ""),
        adoc("list items", "", "* a\n", ""),
        adoc("ordered items", "", ". a\n", ""),
        adoc("described items", "", "a:: b\n", ""),
        adoc("described items of all levels", "", "a:: b\nc::: d\ne:::: f\n", ""),
        adoc("nested items", "", "* a\n** b\n*** c\n**** d\n***** e\n", ""),
        adoc("list continuations", "* a\n", "+\nb\n", ""),
        adoc("list items with empty lines", "", "* a\n\n", ""),
        adoc("callouts", "----\na <1>\n----\n", "<{n}> b\n", ""),
        adoc("callout marks", "----\n", "a <1>\n", "----\n<1> b\n"),
        adoc("tasks", "", "* [ ] a\n", ""),
        adoc("table rows", "|===\n", "|a |b\n", "|===\n"),
        adoc("table cells in a line", "|===\n", "|a ", "\n|===\n"),
        adoc("table cells with spans", "|===\n", "2+|a .3+|b\n", "|===\n"),
        adoc("repeated cells", "|===\n", "99*|a\n", "|===\n"),
        adoc("asciidoc cells", "|===\n", "a|* b\n", "|===\n"),
        adoc("tables", "", "|===\n|a\n|===\n", ""),
        adoc("open tables", "", "|===\n|a\n\n", ""),
        adoc("columns", "[cols=\"1", ",1", "\"]\n|===\n|a\n|===\n"),
        adoc("repeated columns", "[cols=\"99*1", ",99*1", "\"]\n|===\n|a\n|===\n"),
        adoc("csv tables", ",===\n", "a,b\n", ",===\n"),
        adoc("dsv tables", ":===\n", "a:b\n", ":===\n"),
        adoc("nested tables", "|===\na|\n", "!===\n!a\n!===\n", "|===\n"),
        adoc("footnotes", "", "a footnote:[b] ", "\n"),
        adoc("named footnotes", "", "a footnote:c{n}[b] ", "\n"),
        adoc("footnote references", "a footnote:c[b] ", "footnote:c[] ", "\n"),
        adoc("open footnotes", "", "footnote:[", "\n"),
        adoc("links", "", "http://a.b[c] ", "\n"),
        adoc("bare links", "", "http://example.org/a ", "\n"),
        adoc("link macros", "", "link:a[b] ", "\n"),
        adoc("open link macros", "", "link:a[b ", "\n"),
        adoc("cross-references", "", "<<a,b>> ", "\n"),
        adoc("open cross-references", "", "<<a ", "\n"),
        adoc("mail addresses", "", "a@example.org ", "\n"),
        adoc("images", "", "image:a.png[] ", "\n"),
        adoc("block images", "", "image::a.png[]\n\n", ""),
        adoc("videos", "", "video::a.mp4[]\n\n", ""),
        adoc("includes", "a\n", "include::b{n}[]\n", ""),
        adoc("conditions", "", "ifdef::a[]\nb\nendif::[]\n", ""),
        adoc("open conditions", "", "ifndef::a[]\n", "b\n"),
        adoc("single-line conditions", "", "ifndef::a[b]\n", ""),
        adoc("conditions with values", "", "ifeval::[1 == 1]\na\nendif::[]\n", ""),
        adoc("keyboard macros", "", "kbd:[a] ", "\n"),
        adoc("passthroughs", "", "pass:[<b>] ", "\n"),
        adoc("plus signs", "", "+a+ ", "\n"),
        adoc("triple plus signs", "", "+++a+++ ", "\n"),
        adoc("bold", "", "*a* ", "\n"),
        adoc("open bold", "", "*a ", "\n"),
        adoc("unconstrained bold", "", "a**b**", "\n"),
        adoc("open unconstrained marks", "", "**a__b", "\n"),
        adoc("italic", "", "_a_ ", "\n"),
        adoc("code", "", "`a` ", "\n"),
        adoc("open code", "", "`a ", "\n"),
        adoc("marked", "", "#a# ", "\n"),
        adoc("roles", "", "[.b]#a# ", "\n"),
        adoc("open roles", "", "[.b", "\n"),
        adoc("superscripts", "", "a^b^ ", "\n"),
        adoc("subscripts", "", "a~b~ ", "\n"),
        adoc("quotation marks", "", "\"`a`\" ", "\n"),
        adoc("replacements", "", "(C) -- ... -> ", "\n"),
        adoc("entities", "", "&amp; ", "\n"),
        adoc("backslashes", "", "\\", "\n"),
        adoc("brackets", "", "[", "\n"),
        adoc("index terms", "", "((a)) ", "\n"),
        adoc("hard breaks", "", "a +\n", ""),
        adoc("admonitions", "", "NOTE: a\n\n", ""),
        adoc("literal paragraphs", "", " a\n\n", ""),
        adoc("rules", "", "'''\n", ""),
        adoc("bibliography", "", "* [[[a{n}]]] b\n", ""),
        adoc("tocs", "", "toc::[]\n\n", ""),
        adoc("math", "", "stem:[a] ", "\n"),
        nest("adoc", "nested bold", "", "*a ", "b", "*"),
        nest("adoc", "nested conditions", "", "ifndef::a[]\n", "b\n", "endif::[]\n"),
        nest("adoc", "nested footnotes", "a ", "footnote:[b ", "c", "]"),
        super::build("adoc", "nested examples", |length| {
            let mut out = String::new();
            for depth in 4.. {
                if out.len() >= length {
                    break;
                }
                out.push_str(&"=".repeat(depth));
                out.push_str("\na\n");
            }
            out.into_bytes()
        }),
        super::build("adoc", "nested list levels", |length| {
            let mut out = String::new();
            for depth in 1.. {
                if out.len() >= length {
                    break;
                }
                out.push_str(&"*".repeat(depth));
                out.push_str(" a\n");
            }
            out.into_bytes()
        }),
    ]
}
