//! What must hold for whatever is dropped.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use tidings::article::{ContentPath, ID_MARK, PERMALINK_MARK, SITE_MARK};
use tidings::document::{self, Reading};
use tidings::parse::{self, Outcome, ParseSettings};

const SETTINGS: ParseSettings = ParseSettings::in_zone(chrono_tz::Tz::UTC);

/// Reads and parses; the body with its marks, if it becomes an article.
fn body_of(name: &str, bytes: &[u8]) -> Option<String> {
    let path = ContentPath::new(name).unwrap();
    let Reading::Document(document) = document::read(&path, bytes) else { return None };
    let Outcome::Article(article) = parse::parse(*document, &SETTINGS) else { return None };
    assert!(!article.title.is_empty() && !article.slug.is_empty());
    assert!(article.title.chars().all(tidings::article::text::is_allowed));
    Some(article.body.as_marked().to_owned())
}

/// Whether HTML could run something: an element or attribute that does, or an address.
fn runs_something(html: &str) -> bool {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        let tag = rest[at + 1..end].to_lowercase();
        let harmful_element =
            ["script", "style", "iframe", "object", "embed", "form", "svg", "base", "link", "meta"]
                .iter()
                .any(|name| tag.split([' ', '/']).next() == Some(name));
        if harmful_element || tag.contains(" on") && tag.contains('=') && has_event_attribute(&tag) {
            return true;
        }
        if ["href=\"javascript:", "src=\"javascript:", "href=\"data:"].iter().any(|part| tag.contains(part)) {
            return true;
        }
        rest = &rest[end..];
    }
    false
}

/// An attribute's name that begins with `on`, outside quoted values.
fn has_event_attribute(tag: &str) -> bool {
    let outside: String = tag.split('"').step_by(2).collect();
    outside.split_whitespace().skip(1).any(|attribute| attribute.starts_with("on"))
}

const EXTENSIONS: [&str; 15] = [
    "md", "txt", "html", "markdown", "htm", "mdx", "text", "", "org", "adoc", "rst", "eml", "docx", "odt",
    "ipynb",
];

fn name() -> impl Strategy<Value = String> {
    let extension = prop::sample::select(EXTENSIONS.to_vec());
    let stem = prop::sample::select(vec!["a", "2026-03-04-b", "_posts/2026-13-45-c", "x/index", "é ü", "0"]);
    (stem, extension)
        .prop_map(|(stem, extension)| format!("{stem}.{extension}").trim_end_matches('.').to_owned())
}

/// Pieces of which trouble is made.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "...\n",
        "{\"a\": ",
        "title: ",
        "date: 2026-02-31\n",
        "tags: [a, b",
        "\n\n",
        "\t- ",
        ": ",
        "&a ",
        "*a ",
        "<<: *a\n",
        "\"",
        "'",
        "# ",
        "```\n",
        "[^1]",
        "[^1]: ",
        "![x](",
        ")",
        "[a](javascript:alert(1))",
        "<script>",
        "</script>",
        "<a href='",
        "javascript:alert(1)'>",
        "<img src=x onerror=alert(1) ",
        "srcset='",
        "<svg><style>",
        "<math><mtext><table><mglyph><style>",
        "<!--",
        "-->",
        "<!--more-->",
        "<iframe src=//x>",
        "<p",
        ">",
        "</p>",
        "<table><td>",
        "<html><head><title>",
        "</title><body>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "&#0;",
        "&#xFDD0;",
        "&lt;script&gt;",
        "https://x.org/",
        "| a | b |\n|---|---|\n",
        "> ",
        "- [x] ",
        "\r",
        "\u{feff}",
        "é",
        "\u{FDD0}",
        "::: note\n",
        ":::",
        "!!! note\n    ",
        "{% raw %}",
        "{% endraw %}",
        "{% highlight c %}",
        "{%- endhighlight -%}",
        "{% if x %}",
        "{% else %}",
        "{% endif %}",
        "{% include image.html src=\"",
        "{% capture a %}",
        "{% endcapture %}{{ a }}",
        "\" %}",
        "{{< figure src=\"a.png\" caption=\"",
        "\" >}}",
        "{{% notice %}}",
        "{{% /notice %}}",
        "{{</* x */>}}",
        "{{ page.title | append: \"",
        "\" }}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{# ",
        " #}",
        "{: .x}",
        "{::comment}",
        "{:/}",
        "* TOC\n{:toc}\n",
        "<Image src={x} alt='",
        "</Tabs>",
        "import x from 'y'\n",
        "export const a = {\n",
        "{/* truncate */}",
        "$$",
        "`",
        "    ",
        "<script type='application/ld+json'>{\"@type\":\"Article\",",
        "<meta property='article:published_time' content='",
    ]);
    let known = prop_oneof![known, prop::sample::select(MARKUP.to_vec())];
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[a-z ]{0,20}"]
}

/// Pieces of office documents, mails and notebooks, sound and unsound.
fn packed_piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/><w:numPr><w:ilvl w:val='9'/><w:numId w:val='1'/></w:numPr></w:pPr>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>é &lt;script&gt;</w:t></w:r>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999999'/><w:vMerge/></w:tcPr>",
        "</w:tc></w:tr></w:tbl>",
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK \"javascript:alert(1)\"</w:instrText>",
        "<w:fldChar w:fldCharType='separate'/></w:r>",
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        "<w:r><w:footnoteReference w:id='1'/></w:r>",
        "<w:hyperlink w:anchor='a\" onclick=\"x'>",
        "</w:hyperlink>",
        "<w:drawing><a:blip r:embed='1'/></w:drawing>",
        "<text:p text:style-name='Title'>",
        "</text:p>",
        "<text:h text:outline-level='0'>h</text:h>",
        "<text:list><text:list-item>",
        "</text:list-item></text:list>",
        "<text:a xlink:href='javascript:alert(1)'>x</text:a>",
        "<text:note><text:note-body>",
        "</text:note-body></text:note>",
        "<table:table><table:table-row><table:table-cell table:number-columns-repeated='999999999'>",
        "</table:table-cell></table:table-row></table:table>",
        "<text:s text:c='4000000000'/>",
        "&#0;",
        "&x;",
        "<!--",
        "<![CDATA[",
    ])
}

/// An archive with these files.
fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_office_document_makes_it_panic_or_brings_in_a_script(
        pieces in prop::collection::vec(packed_piece(), 0..20),
        notes in prop::collection::vec(packed_piece(), 0..6),
        closed in any::<bool>(),
        cut in prop::option::of(0.0..1.0_f64),
        spoilt in prop::option::of((0.0..1.0_f64, any::<u8>())),
    ) {
        // Half of them are closed as they should be, so that more than the reader of XML is tried.
        let mut open: Vec<&str> = Vec::new();
        let mut inner = String::new();
        for piece in &pieces {
            inner.push_str(piece);
            for tag in piece.split('<').skip(1).filter(|tag| closed && !tag.contains("/>") && !tag.starts_with('!')) {
                let name = tag.split(['>', ' ']).next().unwrap();
                match name.strip_prefix('/') {
                    Some(name) => drop(open.pop_if(|last| *last == name)),
                    None => open.push(name),
                }
            }
        }
        inner.extend(open.iter().rev().map(|name| format!("</{name}>")));
        let note = notes.concat();
        let word = archive(&[
            ("word/document.xml", format!("<w:document><w:body>{inner}</w:body></w:document>")),
            ("word/footnotes.xml", format!("<w:footnotes><w:footnote w:id='1'>{note}</w:footnote></w:footnotes>")),
        ]);
        let open_document = archive(&[(
            "content.xml",
            format!("<office:document-content><office:body><office:text>{inner}</office:text></office:body></office:document-content>"),
        )]);
        for (name, mut bytes) in [("a.docx", word), ("a.odt", open_document)] {
            let length = bytes.len() as f64;
            if let Some((at, byte)) = spoilt {
                bytes[(at * length) as usize] = byte;
            }
            bytes.truncate((cut.unwrap_or(1.0) * length) as usize);
            if let Some(body) = body_of(name, &bytes) {
                prop_assert!(!runs_something(&body), "{body}");
            }
        }
    }

    #[test]
    fn no_mail_or_notebook_makes_it_panic_or_brings_in_a_script(
        pieces in prop::collection::vec(piece(), 0..12),
        kind in prop::sample::select(vec!["text/plain; format=flowed", "text/html", "multipart/mixed; boundary=b"]),
    ) {
        let text = pieces.concat();
        let mail = format!("Subject: {text}\nFrom: a@b.org\nContent-Type: {kind}\n\n--b\nContent-Type: text/html\n\n{text}\n--b--\n");
        let cell = |kind: &str| serde_json::json!({"cell_type": kind, "source": text, "outputs": [
            {"output_type": "display_data", "data": {"text/html": text, "text/plain": text}}]});
        let notebook = serde_json::json!({"metadata": {"title": text, "language_info": {"name": text}},
            "cells": [cell("raw"), cell("markdown"), cell("code")]});
        for (name, file) in [("a.eml", mail), ("a.ipynb", notebook.to_string())] {
            if let Some(body) = body_of(name, file.as_bytes()) {
                prop_assert!(!runs_something(&body), "{body}");
            }
        }
    }
}

/// Tags as generators read them, and what may stand around them.
fn template_piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "{% include x.html a=\"b\" %}",
        "{%- assign a = \"b\" -%}",
        "{% if a %}",
        "{% else %}",
        "{% endif %}",
        "{% for a in b %}",
        "{% endfor %}",
        "{% note %}",
        "{% endnote %}",
        "{% post_url 2026-01-02-a %}",
        "{% comment %}",
        "{% endcomment %}",
        "{% quote(author=\"a\") %}",
        "{% end %}",
        "{{ page.title }}",
        "{{ a | date: \"%Y\" }}",
        "{{ \"/a.png\" | relative_url }}",
        "{{ youtube(id=\"a\") }}",
        "{{< figure src=\"a.png\" caption=\"b\" >}}",
        "{{< x >}}",
        "{{< /x >}}",
        "{{% notice tip %}}",
        "{{% /notice %}}",
        "{{< gist a b >}}",
        "word ",
        "*word* ",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "# ",
        "| a | b |\n|---|---|\n",
        "[a](",
        ")",
        "Ein Wort für sich. ",
    ])
}
/// Pieces of Org, AsciiDoc and reStructuredText.
const MARKUP: [&str; 82] = [
    "#+title: ",
    "#+date: <2026-03-04 Wed>\n",
    "#+filetags: :a:b:\n",
    "* TODO [#A] é :x:\n",
    ":PROPERTIES:\n",
    ":END:\n",
    "#+begin_src rust\n",
    "#+end_src\n",
    "#+begin_quote\n",
    "#+end_quote\n",
    "#+begin_export html\n",
    "#+end_export\n",
    "[[",
    "][",
    "]]",
    "[fn:1] ",
    "[fn:",
    "| a | b |\n|---+---|\n",
    "*",
    "/",
    "_",
    "+",
    "=",
    "~",
    "@@html:",
    "@@",
    "{{{",
    "}}}",
    "src_c{",
    "  - ",
    "  1. ",
    " :: ",
    "#+caption: é\n",
    "\\\\\n",
    "= ",
    "== é\n",
    ":a: {b}{b}\n",
    ":b: {a}\n",
    "{a}",
    "Jane Doe <j@x.org>\n",
    "v1, 2026-03-04\n",
    "ifdef::a[]\n",
    "endif::[]\n",
    "include::x[]\n",
    "----\n",
    "====\n",
    "____\n",
    "****\n",
    "++++\n",
    "--\n",
    "|===\n",
    "a|",
    "3*|",
    ".2+|",
    "[cols=\"1,2\"]\n",
    "[NOTE]\n",
    ".é\n",
    "image::x[é]\n",
    "link:x[",
    "footnote:[",
    "]",
    "<<a,",
    ">>",
    "`",
    "``",
    "\n+\n",
    "** ",
    ". ",
    "term:: ",
    "<1> ",
    ".. ",
    ".. note:: ",
    ".. _a: b_\n",
    ".. |a| image:: x\n",
    "|a|",
    "`x <y>`_ ",
    ":role:`",
    "::\n\n  ",
    "+---+---+\n| a | b |\n",
    "=== ===\n",
    "#. ",
    "\n====\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(name in name(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        body_of(&name, &bytes);
    }

    #[test]
    fn no_document_makes_it_panic_or_brings_in_a_script(name in name(), pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        if let Some(body) = body_of(&name, text.as_bytes()) {
            prop_assert!(!runs_something(&body), "{body}");
            prop_assert!(body.chars().all(|c| tidings::article::text::is_allowed(c)
                || [SITE_MARK, PERMALINK_MARK, ID_MARK].contains(&c)), "{body:?}");
        }
    }

    #[test]
    fn no_template_is_shown_raw(pieces in prop::collection::vec(template_piece(), 0..16)) {
        let text = format!("---\ntitle: A\n---\nText\n\n{}\n", pieces.concat());
        if let Some(body) = body_of("a.md", text.as_bytes()) {
            prop_assert!(!body.contains("{{") && !body.contains("{%") && !body.contains("%7B"), "{text}\n{body}");
        }
    }

    #[test]
    fn no_markup_makes_it_panic(
        extension in prop::sample::select(vec!["org", "adoc", "rst"]),
        pieces in prop::collection::vec(prop_oneof![3 => prop::sample::select(MARKUP.to_vec()), 1 => Just("é\n\n"), 1 => Just("  a b")], 0..60),
    ) {
        if let Some(body) = body_of(&format!("a.{extension}"), pieces.concat().as_bytes()) {
            prop_assert!(!runs_something(&body), "{body}");
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_article(name in name(), pieces in prop::collection::vec(piece(), 0..12)) {
        let text = pieces.concat();
        prop_assert_eq!(body_of(&name, text.as_bytes()), body_of(&name, text.as_bytes()));
    }
}
