//! Test data of the benchmarks: typical articles of about 4 KB.
#![allow(dead_code, unreachable_pub, reason = "no measurement uses all of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that cannot be taken ends with its reason"
)]

use chrono::TimeDelta;
use std::fmt::Write as _;
use tidings::config::Config;
use tidings_catalogue::{Catalogue, CatalogueSettings, Observation};
use tidings_model::{Article, ContentPath, Dated, FileStamp};
use tidings_parse::document::{Document, DocumentOutcome, read};
use tidings_parse::{ParseOutcome, ParseSettings, parse};

/// The markup of one format.
struct Marks {
    head: fn(usize) -> String,
    heading: fn(&str) -> String,
    link: fn(&str, &str) -> String,
    emphasis: (&'static str, &'static str),
    code: fn(&str) -> String,
    item: fn(&str) -> String,
    list: (&'static str, &'static str),
    paragraph: (&'static str, &'static str),
    end: &'static str,
}

/// The formats, by the extension of their files.
pub const FORMATS: [&str; 6] = ["md", "html", "txt", "rst", "org", "adoc"];

/// A complete article in a format.
pub fn text(number: usize, extension: &str) -> String {
    let marks = marks(extension);
    let mut out = (marks.head)(number);
    let (open, close) = marks.paragraph;
    let (emphasise, plain) = marks.emphasis;
    for section in 0..5 {
        let _ = write!(out, "{}\n\n", (marks.heading)(&format!("Part {section} of it")));
        for paragraph in 0..2 {
            let link = (marks.link)("a page", &format!("https://example.org/{number}/{section}/{paragraph}"));
            let _ = write!(
                out,
                "{open}The {number}th article's paragraph {paragraph} has {emphasise}some{plain} words, {link} and a café in \
                 München. It goes on for a while, as paragraphs do, so that there is something to read in it, and says \
                 nothing that anybody would have to remember.{close}\n\n"
            );
        }
        let items: String =
            ["one", "another of them", "a last one"].iter().map(|item| (marks.item)(item)).collect();
        let _ = write!(out, "{}{items}{}\n{}\n\n", marks.list.0, marks.list.1, (marks.code)("let x = 1;"));
    }
    out + marks.end
}

fn marks(extension: &str) -> Marks {
    let bare = Marks {
        head: |number| format!("Article {number}\n\n4 March 2026\n\n"),
        heading: str::to_owned,
        link: |name, address| format!("{name} ({address})"),
        emphasis: ("*", "*"),
        code: |code| format!("    {code}\n"),
        item: |item| format!("- {item}\n"),
        list: ("", ""),
        paragraph: ("", ""),
        end: "",
    };
    match extension {
        "md" => Marks {
            head: |number| {
                format!("---\ntitle: Article {number}\ndate: 2026-03-04\ntags: [news, long reads]\n---\n\n")
            },
            heading: |text| format!("## {text}"),
            link: |name, address| format!("[{name}]({address})"),
            code: |code| format!("```rust\n{code}\n```\n"),
            ..bare
        },
        "html" => Marks {
            head: |number| {
                format!(
                    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Article {number}</title>\n\
                     <meta name=\"date\" content=\"2026-03-04\"></head><body><nav><a href=\"/\">Home</a></nav><article>\n"
                )
            },
            heading: |text| format!("<h2>{text}</h2>"),
            link: |name, address| format!("<a href=\"{address}\">{name}</a>"),
            emphasis: ("<em>", "</em>"),
            code: |code| format!("<pre><code>{code}</code></pre>"),
            item: |item| format!("<li>{item}</li>\n"),
            list: ("<ul>\n", "</ul>"),
            paragraph: ("<p>", "</p>"),
            end: "</article></body></html>\n",
        },
        "rst" => Marks {
            head: |number| format!("Article {number}\n============\n\n:date: 2026-03-04\n\n"),
            heading: |text| format!("{text}\n{}", "-".repeat(text.len())),
            link: |name, address| format!("`{name} <{address}>`__"),
            code: |code| format!("::\n\n    {code}\n"),
            ..bare
        },
        "org" => Marks {
            head: |number| format!("#+TITLE: Article {number}\n#+DATE: 2026-03-04\n\n"),
            heading: |text| format!("* {text}"),
            link: |name, address| format!("[[{address}][{name}]]"),
            emphasis: ("/", "/"),
            code: |code| format!("#+BEGIN_SRC rust\n{code}\n#+END_SRC\n"),
            ..bare
        },
        "adoc" => Marks {
            head: |number| format!("= Article {number}\n:revdate: 2026-03-04\n\n"),
            heading: |text| format!("== {text}"),
            link: |name, address| format!("{address}[{name}]"),
            emphasis: ("_", "_"),
            code: |code| format!("----\n{code}\n----\n"),
            item: |item| format!("* {item}\n"),
            ..bare
        },
        _ => bare,
    }
}

/// The document of an article.
pub fn document(number: usize, extension: &str) -> Document {
    let path = ContentPath::new(&format!("posts/article-{number}.{extension}")).unwrap();
    match read(&path, text(number, extension).as_bytes()) {
        DocumentOutcome::Document(document) => *document,
        other => panic!("{path} is no document: {other:?}"),
    }
}

pub fn settings() -> ParseSettings {
    ParseSettings::in_zone(Config::default().site.timezone)
}

/// Parses a document.
pub fn article(document: Document) -> Article {
    match parse(document, &settings()) {
        ParseOutcome::Article(article) => *article,
        other => panic!("no article: {other:?}"),
    }
}

/// A catalogue in memory with this number of articles, whose dates are a minute apart.
pub fn catalogue(size: usize) -> Catalogue {
    let settings = CatalogueSettings {
        site_id: "example.org".to_owned(),
        parser_fingerprint: String::new(),
        custom: Vec::new(),
    };
    let mut catalogue = Catalogue::in_memory(None, &settings).unwrap();
    let now = "2026-04-01T00:00:00Z".parse().unwrap();
    let like = article(document(0, "md"));
    for start in (0..size).step_by(1000) {
        let batch = (start..size.min(start + 1000)).map(|number| observation(&like, number)).collect();
        catalogue.apply(batch, now).unwrap();
    }
    catalogue
}

/// The observation of the file of article `number`, whose content is that of `like`.
pub fn observation(like: &Article, number: usize) -> Observation {
    let name = format!("article-{number}");
    let later = |dated: Dated| Dated { at: dated.at + TimeDelta::minutes(number as i64), ..dated };
    let article = Article {
        path: ContentPath::new(&format!("posts/{name}.md")).unwrap(),
        title: format!("Article {number}"),
        published: like.published.map(later),
        content_hash: name.clone(),
        slug: name,
        ..like.clone()
    };
    let stamp = FileStamp { modified: 1, size: 1, inode: number as u64, changed: 0 };
    Observation::Parsed { stamp, article: Box::new(article) }
}
