//! Articles for the tests of all crates, so that a new field needs one line here and nowhere else.
#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "only tests call these functions, with valid values"
)]

use super::article::{Article, DateSource, Dated, TitleSource};
use super::body_html::BodyHtml;
use super::person::Person;
use super::term::Term;
use crate::files::content_path::ContentPath;
use crate::text::slug::slugify;
use chrono::DateTime;

impl Article {
    /// An article without a date. Its title is also its body and its content hash.
    pub fn blank(path: &str, title: &str) -> Self {
        Self {
            path: ContentPath::new(path).unwrap(),
            title: title.to_owned(),
            title_from: TitleSource::Document,
            subtitle: None,
            published: None,
            updated: None,
            expires: None,
            embargo: None,
            draft: false,
            draft_reason: None,
            is_listed: true,
            explicit_id: None,
            slug: slugify(title),
            slug_is_given: false,
            authors: Vec::new(),
            contributors: Vec::new(),
            categories: Vec::new(),
            tags: Vec::new(),
            summary: None,
            image: None,
            enclosures: Vec::new(),
            rights: None,
            language: None,
            external_url: None,
            aliases: Vec::new(),
            canonical_url: None,
            body: BodyHtml::from_marked(format!("<p>{title}</p>")),
            references: Vec::new(),
            content_hash: title.to_owned(),
            problems: Vec::new(),
        }
    }

    /// The article with a date from its front matter, given in RFC 3339.
    #[must_use]
    pub fn dated(self, at: &str) -> Self {
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        Self { published: Some(Dated { at, from: DateSource::FrontMatter }), ..self }
    }

    /// The article with an explicit id.
    #[must_use]
    pub fn with_id(self, id: &str) -> Self {
        Self { explicit_id: Some(id.to_owned()), ..self }
    }

    /// The article with these tags and no others.
    #[must_use]
    pub fn tagged(self, names: &[&str]) -> Self {
        Self { tags: names.iter().filter_map(|name| Term::named(name)).collect(), ..self }
    }

    /// The article with this author and no other.
    #[must_use]
    pub fn by(self, name: &str) -> Self {
        Self { authors: vec![Person::named(name)], ..self }
    }

    /// The article as a draft.
    #[must_use]
    pub fn drafted(self) -> Self {
        Self { draft: true, ..self }
    }
}
