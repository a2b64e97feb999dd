//! Properties of the parser for any input.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::pieces::{MARKUP, packed_piece, piece, template_piece};
use proptest::prelude::*;
use tidings_model::{ContentPath, ID_MARK, PERMALINK_MARK, SITE_MARK};
use tidings_parse::document::{self, DocumentOutcome};
use tidings_parse::{self, ParseOutcome, ParseSettings};

const SETTINGS: ParseSettings = ParseSettings::in_zone(chrono_tz::Tz::UTC);

/// The number of cases of a property; `PROPTEST_CASES` can raise it.
fn at_least(cases: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig { cases: config.cases.max(cases), ..config }
}

/// Parses a file; the body with its marks if it becomes an article.
fn body_of(name: &str, bytes: &[u8]) -> Option<String> {
    let path = ContentPath::new(name).unwrap();
    let DocumentOutcome::Document(document) = document::read(&path, bytes) else { return None };
    let ParseOutcome::Article(article) = tidings_parse::parse(*document, &SETTINGS) else { return None };
    assert!(!article.title.is_empty() && !article.slug.is_empty());
    assert!(article.title.chars().all(tidings_model::text::is_xml_char));
    Some(article.body.as_marked().to_owned())
}

/// Returns true if HTML could run a script: by an element, an attribute or an address.
fn can_run_scripts(html: &str) -> bool {
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

/// Returns true if a tag has an attribute whose name begins with `on`, outside quoted values.
fn has_event_attribute(tag: &str) -> bool {
    let outside: String = tag.split('"').step_by(2).collect();
    outside.split_whitespace().skip(1).any(|attribute| attribute.starts_with("on"))
}

const EXTENSIONS: [&str; 16] = [
    "md", "md.erb", "txt", "html", "markdown", "htm", "mdx", "text", "", "org", "adoc", "rst", "eml", "docx",
    "odt", "ipynb",
];

fn name() -> impl Strategy<Value = String> {
    let extension = prop::sample::select(EXTENSIONS.to_vec());
    let stem = prop::sample::select(vec!["a", "2026-03-04-b", "_posts/2026-13-45-c", "x/index", "é ü", "0"]);
    (stem, extension)
        .prop_map(|(stem, extension)| format!("{stem}.{extension}").trim_end_matches('.').to_owned())
}

/// A ZIP archive with these files.
fn archive(files: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(at_least(200))]

    #[test]
    fn office_documents_cause_no_panics_and_no_scripts(
        pieces in prop::collection::vec(packed_piece(), 0..20),
        notes in prop::collection::vec(packed_piece(), 0..6),
        closed in any::<bool>(),
        cut in prop::option::of(0.0..1.0_f64),
        spoilt in prop::option::of((0.0..1.0_f64, any::<u8>())),
    ) {
        // Half of the documents are well-formed, so that the cases reach beyond the XML parser.
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
            format!(
                "<office:document-content><office:body><office:text>{inner}\
                 </office:text></office:body></office:document-content>"
            ),
        )]);
        for (name, mut bytes) in [("a.docx", word), ("a.odt", open_document)] {
            let length = bytes.len() as f64;
            if let Some((at, byte)) = spoilt {
                bytes[(at * length) as usize] = byte;
            }
            bytes.truncate((cut.unwrap_or(1.0) * length) as usize);
            if let Some(body) = body_of(name, &bytes) {
                prop_assert!(!can_run_scripts(&body), "{body}");
            }
        }
    }

    #[test]
    fn mails_and_notebooks_cause_no_panics_and_no_scripts(
        pieces in prop::collection::vec(piece(), 0..12),
        kind in prop::sample::select(vec!["text/plain; format=flowed", "text/html", "multipart/mixed; boundary=b"]),
    ) {
        let text = pieces.concat();
        let mail = format!(
            "Subject: {text}\nFrom: a@b.org\nContent-Type: {kind}\n\n--b\nContent-Type: text/html\n\n\
             {text}\n--b--\n"
        );
        let cell = |kind: &str| serde_json::json!({"cell_type": kind, "source": text, "outputs": [
            {"output_type": "display_data", "data": {"text/html": text, "text/plain": text}}]});
        let notebook = serde_json::json!({"metadata": {"title": text, "language_info": {"name": text}},
            "cells": [cell("raw"), cell("markdown"), cell("code")]});
        for (name, file) in [("a.eml", mail), ("a.ipynb", notebook.to_string())] {
            if let Some(body) = body_of(name, file.as_bytes()) {
                prop_assert!(!can_run_scripts(&body), "{body}");
            }
        }
    }
}

proptest! {
    #![proptest_config(at_least(400))]

    #[test]
    fn bytes_cause_no_panics(name in name(), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        body_of(&name, &bytes);
    }

    #[test]
    fn documents_cause_no_panics_and_no_scripts(name in name(), pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        if let Some(body) = body_of(&name, text.as_bytes()) {
            prop_assert!(!can_run_scripts(&body), "{body}");
            prop_assert!(body.chars().all(|c| tidings_model::text::is_xml_char(c)
                || [SITE_MARK, PERMALINK_MARK, ID_MARK].contains(&c)), "{body:?}");
        }
    }

    #[test]
    fn template_tags_are_never_shown(pieces in prop::collection::vec(template_piece(), 0..16)) {
        let text = format!("---\ntitle: A\n---\nText\n\n{}\n", pieces.concat());
        if let Some(body) = body_of("a.md", text.as_bytes()) {
            prop_assert!(!body.contains("{{") && !body.contains("{%") && !body.contains("%7B"), "{text}\n{body}");
        }
    }

    #[test]
    fn markup_causes_no_panics(
        extension in prop::sample::select(vec!["org", "adoc", "rst"]),
        pieces in prop::collection::vec(
            prop_oneof![3 => prop::sample::select(MARKUP), 1 => Just("é\n\n"), 1 => Just("  a b")],
            0..60,
        ),
    ) {
        if let Some(body) = body_of(&format!("a.{extension}"), pieces.concat().as_bytes()) {
            prop_assert!(!can_run_scripts(&body), "{body}");
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_article(name in name(), pieces in prop::collection::vec(piece(), 0..12)) {
        let text = pieces.concat();
        prop_assert_eq!(body_of(&name, text.as_bytes()), body_of(&name, text.as_bytes()));
    }
}
