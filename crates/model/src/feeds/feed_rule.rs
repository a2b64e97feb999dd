//! The rule that selects the articles of a feed defined by the publisher.

use crate::articles::article::Article;
use crate::text::language::language_tag;
use std::collections::HashSet;

/// Conditions on an article. All of them must be true; an empty list is not a condition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedRule {
    /// Slugs of categories or tags: the article has at least one of them.
    pub any: Vec<String>,
    /// Slugs of categories or tags: the article has all of them.
    pub all: Vec<String>,
    /// Slugs of categories or tags: the article has none of them.
    pub none: Vec<String>,
    /// Slugs of authors: one of them wrote the article.
    pub authors: Vec<String>,
    /// Folders: the article is in one of them, at any depth: `posts/2026`.
    pub folders: Vec<String>,
    /// Language tags: the article's tag is one of them, or more specific: `pt` matches `pt-BR`.
    pub languages: Vec<String>,
}

impl FeedRule {
    /// Whether the article meets every condition.
    pub fn matches(&self, article: &Article) -> bool {
        let terms: HashSet<&str> =
            article.categories.iter().chain(&article.tags).map(|term| term.slug.as_str()).collect();
        let has = |slug: &String| terms.contains(slug.as_str());
        let by = |slug: &String| article.authors.iter().any(|person| person.slug() == *slug);
        let within = |folder: &String| article.path.folders().any(|own| own == folder);
        let language = article.language.as_deref().and_then(language_tag).map(|tag| tag.to_ascii_lowercase());
        let in_language = |range: &String| language.as_deref().is_some_and(|tag| matches_range(tag, range));
        let one_of =
            |list: &[String], test: &dyn Fn(&String) -> bool| list.is_empty() || list.iter().any(test);
        self.all.iter().all(has)
            && !self.none.iter().any(has)
            && one_of(&self.any, &has)
            && one_of(&self.authors, &by)
            && one_of(&self.folders, &within)
            && one_of(&self.languages, &in_language)
    }
}

/// Basic filtering, RFC 4647, 3.3.1: the tag equals the range, or continues it with more subtags.
fn matches_range(tag: &str, range: &str) -> bool {
    let range = range.to_ascii_lowercase();
    tag.strip_prefix(range.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Person, Term};

    fn list(slugs: &[&str]) -> Vec<String> {
        slugs.iter().map(|slug| (*slug).to_owned()).collect()
    }

    #[test]
    fn all_conditions_must_hold() {
        let article = Article {
            categories: Term::named("News").into_iter().collect(),
            tags: ["Rust", "C++"].into_iter().filter_map(Term::named).collect(),
            authors: vec![Person::named("Jo Cook")],
            language: Some("pt_BR".to_owned()),
            ..Article::blank("posts/2026/a.md", "A")
        };
        let none = FeedRule::default;
        let cases = [
            (none(), true),
            (FeedRule { any: list(&["news", "other"]), ..none() }, true),
            (FeedRule { any: list(&["other"]), ..none() }, false),
            (FeedRule { all: list(&["news", "rust"]), ..none() }, true),
            (FeedRule { all: list(&["news", "other"]), ..none() }, false),
            (FeedRule { none: list(&["rust"]), ..none() }, false),
            (FeedRule { any: list(&["rust"]), none: list(&["other"]), ..none() }, true),
            (FeedRule { authors: list(&["jo-cook"]), ..none() }, true),
            (FeedRule { authors: list(&["jo"]), ..none() }, false),
            (FeedRule { folders: list(&["posts"]), ..none() }, true),
            (FeedRule { folders: list(&["posts/2026", "x"]), ..none() }, true),
            (FeedRule { folders: list(&["post"]), ..none() }, false),
            (FeedRule { languages: list(&["pt"]), ..none() }, true),
            (FeedRule { languages: list(&["pt-PT"]), ..none() }, false),
            (FeedRule { any: list(&["rust"]), authors: list(&["jo"]), ..none() }, false),
        ];
        for (rule, expected) in cases {
            assert_eq!(rule.matches(&article), expected, "{rule:?}");
        }
    }
}
