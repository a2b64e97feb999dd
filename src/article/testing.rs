//! An article for the tests of all modules, so that a new field is one line here.

use super::{Article, BodyHtml, ContentPath, slugify};

impl Article {
    /// An undated article that has nothing but a title, which is its body and hash as well.
    pub(crate) fn blank(path: &str, title: &str) -> Self {
        Self {
            path: ContentPath::new(path).unwrap(),
            title: title.to_owned(),
            subtitle: None,
            published: None,
            updated: None,
            expires: None,
            draft: false,
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
}
