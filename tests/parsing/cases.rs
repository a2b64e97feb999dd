//! The cases of the parser. Each case is a folder with a file and an `expected.json` that describes the
//! resulting article. A key that is missing there is not checked; `null` means that the value must be absent.
//! `path`, `site_language` and `wanted` are inputs: the path of the file, the language of the site, and
//! whether the settings name the file. A folder in place of the file is an unpacked office document, which
//! the test packs first.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::support::document_case::DocumentCase;
use serde_json::Value;
use tidings_model::{
    Article, ContentPath, ID_MARK, PERMALINK_MARK, PartialMetadata, Person, SITE_MARK, Term,
};
use tidings_parse::document::{self, DocumentOutcome};
use tidings_parse::{ParseOutcome, ParseSettings};

#[test]
fn markdown() {
    run("markdown");
}

#[test]
fn html() {
    run("html");
}

#[test]
fn front_matter() {
    run("front_matter");
}

#[test]
fn names() {
    run("names");
}

#[test]
fn templates() {
    run("templates");
}

#[test]
fn text() {
    run("text");
}

#[test]
fn mail() {
    run("mail");
}

#[test]
fn privacy() {
    run("privacy");
}

#[test]
fn office() {
    run("office");
}

#[test]
fn notebook() {
    run("notebook");
}

#[test]
fn org() {
    run("org");
}

#[test]
fn asciidoc() {
    run("asciidoc");
}

#[test]
fn rst() {
    run("rst");
}

fn run(kind: &str) {
    let cases = DocumentCase::of_kind(kind);
    let mut differences = Vec::new();
    for case in &cases {
        let name = &case.name;
        differences.extend(check(case).into_iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(cases.len() > 7, "no cases of {kind}");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Runs a case; the differences from its `expected.json`.
fn check(case: &DocumentCase) -> Vec<String> {
    let DocumentCase { path, bytes, expected, .. } = case;
    let seen = seen(path, bytes, expected["site_language"].as_str(), case.is_explicitly_included());
    let mut differences = Vec::new();
    for (key, want) in expected.as_object().unwrap() {
        let list = || want.as_array().unwrap().iter().map(|item| item.as_str().unwrap());
        let body = seen["body"].as_str().unwrap_or_default();
        match key.as_str() {
            "path" | "site_language" | "wanted" => {}
            "body_contains" => {
                differences.extend(
                    list().filter(|part| !body.contains(part)).map(|part| format!("no {part:?} in {body}")),
                );
            }
            "body_lacks" => {
                differences.extend(
                    list().filter(|part| body.contains(part)).map(|part| format!("{part:?} in {body}")),
                );
            }
            "body_starts" | "body_ends" => {
                let (text, want) = (visible(body), want.as_str().unwrap());
                let is_so = if key == "body_starts" { text.starts_with(want) } else { text.ends_with(want) };
                if !is_so {
                    differences.push(format!("{key} is not {want:?} in {text:?}"));
                }
            }
            "problems" => {
                let all = seen["problems"].as_str().unwrap();
                differences.extend(
                    list().filter(|part| !all.contains(part)).map(|part| format!("no {part:?} in {all:?}")),
                );
            }
            _ if seen[key] != *want => differences.push(format!("{key} is {}, not {want}", seen[key])),
            _ => {}
        }
    }
    if expected.get("problems").is_none() && seen["problems"] != "" && expected["status"] != "ignored" {
        differences.push(format!("unexpected problems: {}", seen["problems"]));
    }
    differences
}

fn seen(
    path: &ContentPath,
    bytes: &[u8],
    site_language: Option<&str>,
    is_explicitly_included: bool,
) -> Value {
    let problems = |problems: &[tidings_model::Problem]| {
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let read = if is_explicitly_included { document::read_included_document } else { document::read };
    let outcome = match read(path, bytes) {
        DocumentOutcome::Document(document) => {
            tidings_parse::parse(*document, &ParseSettings::in_zone(chrono_tz::Tz::UTC))
        }
        DocumentOutcome::NotArticle(why) => ParseOutcome::NotArticle(why),
        DocumentOutcome::NoContent(why) => ParseOutcome::NoContent(why),
        DocumentOutcome::Rejected(problems) => {
            ParseOutcome::Rejected { problems, metadata: PartialMetadata::default() }
        }
    };
    match outcome {
        ParseOutcome::NotArticle(why) | ParseOutcome::NoContent(why) => {
            serde_json::json!({"status": "ignored", "problems": why})
        }
        ParseOutcome::Rejected { problems: errors, metadata } => serde_json::json!({
            "status": "rejected", "title": metadata.title, "authors": metadata.authors, "problems": problems(&errors),
        }),
        ParseOutcome::Article(mut article) => {
            let (body, declared) = (article.body.as_marked(), article.language.as_deref());
            article.problems.extend(tidings_parse::check_language(body, declared, site_language));
            of_article(&article, problems(&article.problems))
        }
    }
}

fn of_article(article: &Article, problems: String) -> Value {
    let names = |terms: &[Term]| terms.iter().map(|term| term.name.clone()).collect::<Vec<_>>();
    let people = |people: &[Person]| people.iter().map(|person| person.name.clone()).collect::<Vec<_>>();
    let body = shown(article.body.as_marked());
    // Later than all dates of the cases except those that test the future.
    let now = "2027-01-01T00:00:00Z".parse().unwrap();
    serde_json::json!({
        "status": article.status(now).as_str(),
        "listed": article.is_listed,
        "title": article.title,
        "subtitle": article.subtitle,
        "published": article.published.map(|dated| dated.at.to_rfc3339()),
        "published_from": article.published.map(|dated| dated.from.as_str()),
        "updated": article.updated.map(|at| at.to_rfc3339()),
        "slug": article.slug,
        "authors": people(&article.authors),
        "categories": names(&article.categories),
        "tags": names(&article.tags),
        "summary": article.summary,
        "image": article.image.as_ref().map(|image| shown(&image.url)),
        "image_alt": article.image.as_ref().and_then(|image| image.alt.clone()),
        "enclosures": article.enclosures.iter().map(|media| shown(&media.url)).collect::<Vec<_>>(),
        "rights": article.rights,
        "language": article.language,
        "external_url": article.external_url,
        "canonical_url": article.canonical_url,
        "aliases": article.aliases,
        "references": article.references.iter().map(|reference| reference.url_path.clone()).collect::<Vec<_>>(),
        "headings": headings(&body),
        "paragraphs": body.matches("<p>").count(),
        "problems": problems,
        "body": body,
    })
}

fn shown(marked: &str) -> String {
    marked.replace(SITE_MARK, "SITE/").replace(PERMALINK_MARK, "PAGE").replace(ID_MARK, "SLUG-")
}

/// The visible text of the body, with runs of white space reduced to one space.
fn visible(body: &str) -> String {
    let texts = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text = texts.collect::<String>();
    let decoded =
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of all `<h2>`, without markup.
fn headings(body: &str) -> Vec<String> {
    let inner = body.split("<h2").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</h2>"));
    inner.map(|(text, _)| text.to_owned()).collect()
}
