//! Recognises a new file that may continue the article of a file which is gone: a rename with an edit.
//!
//! A removal that waits would hide from the catalogue that the old file is gone, so the catalogue could not find
//! out that the new file is the same article. The catalogue decides; here it is enough that it might be.

use std::collections::HashSet;
use tidings_model::Article;

/// What an article keeps through a rename with an edit: its id, its title, or its slug.
#[derive(Debug, Default)]
pub(in crate::ingest) struct ArticleMarks(HashSet<String>);

impl ArticleMarks {
    /// The marks of some articles.
    pub(in crate::ingest) fn of<'a>(articles: impl Iterator<Item = &'a Article>) -> Self {
        Self(articles.flat_map(marks).collect())
    }

    /// Whether the article has a mark of one of these articles.
    pub(in crate::ingest) fn may_continue(&self, article: &Article) -> bool {
        marks(article).any(|mark| self.0.contains(&mark))
    }
}

fn marks(article: &Article) -> impl Iterator<Item = String> + use<> {
    let id = article.explicit_id.as_ref().map(|id| format!("id {}", id.trim()));
    let title = format!("title {}", article.title.trim().to_lowercase());
    let slug = (!article.slug.is_empty()).then(|| format!("slug {}", article.slug));
    [id, Some(title), slug].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_common_mark_is_enough() {
        let article = |title: &str, slug: &str, id: Option<&str>| Article {
            slug: slug.to_owned(),
            explicit_id: id.map(ToOwned::to_owned),
            ..Article::blank("a.md", title)
        };
        let new = [article("Bees", "bees", None), article("Ants", "ants", Some("urn:x"))];
        let marks = ArticleMarks::of(new.iter());
        for (old, expected) in [
            (article("bees ", "other", None), true),
            (article("Other", "ants", None), true),
            (article("Other", "other", Some("urn:x")), true),
            (article("Other", "other", Some("urn:y")), false),
        ] {
            assert_eq!(marks.may_continue(&old), expected, "{old:?}");
        }
    }
}
