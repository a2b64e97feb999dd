//! Constructs of front matter in all its syntaxes.

use super::{Construct, filled, nest, repeat};

pub(super) fn constructs() -> Vec<Construct> {
    let md = |name: &str, head, unit, tail| repeat("md", &format!("front matter, {name}"), head, unit, tail);
    vec![
        md("YAML keys", "---\n", "a{n}: b\n", "---\nText\n"),
        md("YAML equal keys", "---\n", "a: b\n", "---\nText\n"),
        md("YAML list", "---\ntags:\n", "- b{n}\n", "---\nText\n"),
        md("YAML equal tags", "---\ntags:\n", "- b\n", "---\nText\n"),
        md("YAML flow list", "---\ntags: [a", ", b{n}", "]\n---\nText\n"),
        md("YAML categories", "---\ncategories: [a", ", b{n}", "]\n---\nText\n"),
        md("YAML aliases list", "---\naliases: [a", ", b{n}", "]\n---\nText\n"),
        md("YAML authors", "---\nauthors: [a", ", {name: b{n}, email: c}", "]\n---\nText\n"),
        md("YAML enclosures", "---\nenclosures: [a.mp3", ", b{n}.mp3", "]\n---\nText\n"),
        md("YAML pictures", "---\nimages: [a.png", ", b{n}.png", "]\n---\nText\n"),
        md("YAML flow map", "---\nx: {a: b", ", a{n}: b", "}\n---\nText\n"),
        md("YAML open flow", "---\nx: ", "[", "\n---\nText\n"),
        md("YAML block scalar", "---\nsummary: |\n", "  b\n", "---\nText\n"),
        md("YAML long title", "---\ntitle: ", "a ", "\n---\nText\n"),
        md("YAML long title with marks", "---\ntitle: '", "*a `b <i>", "'\n---\nText\n"),
        md("YAML title with tags", "---\ntitle: 'a ", "<b{n}>", "'\n---\nText\n"),
        md("YAML title with emphasis", "---\ntitle: 'a ", "__b ", "'\n---\nText\n"),
        md("YAML long summary", "---\nsummary: '", "*a* <b>b</b> ", "'\n---\nText\n"),
        md("YAML long author", "---\nauthor: '", "a, ", "'\n---\nText\n"),
        md("YAML authors with ands", "---\nauthor: '", "a and ", "'\n---\nText\n"),
        md("YAML author with tags", "---\nauthor: 'a ", "<b> ", "'\n---\nText\n"),
        md("YAML long tags", "---\ntags: '", "a{n}, ", "'\n---\nText\n"),
        md("YAML long slug", "---\nslug: '", "é ", "'\n---\nText\n"),
        md("YAML long date", "---\ndate: '", "1 ", "'\n---\nText\n"),
        md("YAML comments", "---\n", "# a\n", "title: b\n---\nText\n"),
        md("YAML anchors", "---\n", "a{n}: &b{n} c\n", "---\nText\n"),
        md(
            "YAML aliases of a scalar",
            "---\na: &a bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\nb: [0",
            ", *a",
            "]\n---\nText\n",
        ),
        md("YAML quotes", "---\na: \"", "\\u0041", "\"\n---\nText\n"),
        md("YAML open quote", "---\na: \"", "b\n", "---\nText\n"),
        md("YAML bad lines", "---\n", "a: b: c{n}\n", "---\nText\n"),
        md("YAML tabs", "---\n", "\ta: b\n", "---\nText\n"),
        md("YAML colons", "---\ntitle: a", ": b", "\n---\nText\n"),
        md("YAML templates", "---\n", "a{n}: {{ b }}\n", "---\nText\n"),
        md("YAML explicit keys", "---\n", "? a{n}\n: b\n", "---\nText\n"),
        md("YAML tags", "---\n", "a{n}: !b c\n", "---\nText\n"),
        md("YAML merges", "---\na: &a {b: c}\n", "d{n}: {<<: *a}\n", "---\nText\n"),
        md("YAML merge keys in one map", "---\na: &a {b: c}\nd:\n", "  <<: *a\n", "---\nText\n"),
        md("YAML unclosed", "---\n", "a{n}: b\n", "Text\n"),
        md("YAML documents", "", "---\na: b\n", "---\nText\n"),
        md("TOML keys", "+++\n", "a{n} = 1\n", "+++\nText\n"),
        md("TOML tables", "+++\n", "[a{n}]\n", "+++\nText\n"),
        md("TOML array of tables", "+++\n", "[[a]]\n", "+++\nText\n"),
        md("TOML list", "+++\ntags = ['a'", ", 'b{n}'", "]\n+++\nText\n"),
        md("TOML string", "+++\ntitle = '''", "a\n", "'''\n+++\nText\n"),
        md("TOML dotted keys", "+++\na", ".b", " = 1\n+++\nText\n"),
        md("TOML many dotted keys", "+++\n", "a.b{n} = 1\n", "+++\nText\n"),
        md("TOML inline tables", "+++\nx = {a = 1", ", a{n} = 1", "}\n+++\nText\n"),
        md("JSON keys", "{\"a\": 1", ", \"a{n}\": 1", "}\n\nText\n"),
        md("JSON list", "{\"tags\": [0", ", \"b{n}\"", "]}\n\nText\n"),
        md("JSON lines", "{\n", "\"a{n}\": 1,\n", "\"b\": 1\n}\n\nText\n"),
        md("JSON open", "", "{\"a\":", "\n"),
        md("JSON string", "{\"title\": \"", "\\u0041", "\"}\n\nText\n"),
        md("JSON surrogates", "{\"title\": \"", "\\ud800", "\"}\n\nText\n"),
        md("JSON comments", "{\"title\": \"a\"\n", "// b\n", "}\n\nText\n"),
        md("headers", "", "A{n}: b\n", "\nText\n"),
        md("tag headers", "Title: a\nTags: b", ", b{n}", "\n\nText\n"),
        md("blosxom", "Title\n", "meta-a{n}: b\n", "\nText\n"),
        repeat("lr", "fields", "", "a{n}: b\n---\n", "body: c\n"),
        repeat("lr", "long field", "title: b\n---\nbody:\n\n", "c\n", ""),
        repeat("adoc", "front matter of JBake", "", "a{n}=b\n", "~~~~~~\n\nText\n"),
        repeat("md", "Franklin definitions", "", "@def a{n} = \"b\"\n", "\nText\n"),
        repeat("md", "MDX exports", "export const a = {\n", "  b{n}: 1,\n", "}\n\nText\n"),
        repeat("org", "front matter keywords", "", "#+A{n}: b\n", "\nText\n"),
        repeat("org", "front matter tags", "#+FILETAGS: ", ":b{n}", ":\n\nText\n"),
        repeat("rst", "front matter fields", "", ":a{n}: b\n", "\nText\n"),
        repeat("md", "Nikola comment", "<!--\n", ".. a{n}: b\n", "-->\nText\n"),
        repeat("md", "ikiwiki directives", "", "[[!meta a{n}=\"b\"]]\n", "\nText\n"),
        repeat("md", "open ikiwiki directives", "", "[[!meta a=\"b\" ", "\nText\n"),
        nest("md", "front matter, YAML flow depth", "---\nx: ", "[", "1", "]"),
        nest("md", "front matter, YAML map depth", "---\nx: ", "{a: ", "1", "}"),
        nest("md", "front matter, JSON depth", "{\"x\": ", "[", "1", "]"),
        nest("md", "front matter, TOML depth", "+++\nx = ", "[", "1", "]"),
        super::build("md", "front matter, YAML aliases that grow", |length| {
            let mut out = String::from("---\na0: &a0 [b, b, b, b, b, b, b, b, b, b]\n");
            for number in 1.. {
                if out.len() > length {
                    break;
                }
                let before = number - 1;
                out.push_str(&format!(
                    "a{number}: &a{number} [*a{before}, *a{before}, *a{before}, *a{before}]\n"
                ));
            }
            format!("{out}---\nText\n").into_bytes()
        }),
        super::build("md", "front matter, YAML aliases of a list", |length| {
            let list = filled("- b\n", length / 2);
            format!("---\na: &a\n{list}c:\n{}---\nText\n", filled("- *a\n", length / 2)).into_bytes()
        }),
        super::build("md", "front matter, YAML aliases of a long text", |length| {
            let text = filled("b", length / 2);
            format!("---\na: &a {text}\nc:\n{}---\nText\n", filled("- *a\n", length / 2)).into_bytes()
        }),
        super::build("md", "front matter, YAML merges of a map", |length| {
            let map = filled("  b{n}: c\n", length / 2);
            format!("---\na: &a\n{map}{}---\nText\n", filled("d{n}:\n  <<: *a\n", length / 2)).into_bytes()
        }),
        super::build("md", "front matter, YAML block depth", |length| {
            let mut out = String::from("---\n");
            for depth in 0.. {
                if out.len() > length {
                    break;
                }
                out.push_str(&" ".repeat(depth));
                out.push_str("a:\n");
            }
            format!("{out}---\nText\n").into_bytes()
        }),
    ]
}
