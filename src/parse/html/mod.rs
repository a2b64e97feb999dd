//! HTML: a page with all that surrounds its article, or a fragment that is nothing but the article.

mod content;
mod json_ld;
mod metadata;

use super::{Body, ParseSettings, plain};
use crate::article::Problem;
use dom_query::{Document, NodeRef};
use metadata::PageMetadata;

/// Reads an HTML body. `title` is the one that the front matter gives, if it does.
pub(super) fn read(source: &str, title: Option<&str>, settings: &ParseSettings) -> Body {
    if is_fragment(source) { fragment(source, title) } else { page(source, title, settings) }
}

fn is_fragment(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    !["<html", "<head", "<body", "<!doctype", "<title", "<meta"].iter().any(|tag| lower.contains(tag))
}

fn fragment(source: &str, title: Option<&str>) -> Body {
    let document = Document::fragment(source);
    let headline = take_headline(&document.root(), title);
    Body { title: headline, html: document.html_root().inner_html().to_string(), ..Body::default() }
}

/// The headline of a fragment: an `<h1>` with which it begins. It leaves the body unless the title differs.
fn take_headline(root: &NodeRef, title: Option<&str>) -> Option<String> {
    let first = root.descendants().into_iter().find(|node| node.has_name("h1"))?;
    let text = plain::of_node(&first);
    let begins = plain::of_node(root).starts_with(&text);
    let repeats = title.is_some_and(|title| plain::squash(title) == plain::squash(&text));
    if text.is_empty() || !begins {
        return None;
    }
    if title.is_none() || repeats {
        first.remove_from_parent();
    }
    title.is_none().then_some(text)
}

fn page(source: &str, title: Option<&str>, settings: &ParseSettings) -> Body {
    let document = Document::from(source);
    let metadata = PageMetadata::of(&document);
    let root = content::root(&document);
    let mut headings = headings_in(&root);
    if headings.is_empty() {
        headings = headings_in(&document.root());
    }
    let own_title = page_title(&metadata, &headings);
    let (published, problem) = metadata.published(&root, settings);
    let updated = metadata.updated(settings);
    content::remove_furniture(&root);
    let known: Vec<&str> = title.into_iter().chain(own_title.as_deref()).collect();
    content::remove_headline(&root, &known);
    Body {
        title: own_title,
        summary: metadata.summary,
        published,
        updated,
        authors: metadata.authors,
        categories: metadata.categories,
        tags: metadata.tags,
        image: metadata.image,
        rights: metadata.rights,
        language: metadata.language,
        html: root.inner_html().to_string(),
        problems: problem.into_iter().collect::<Vec<Problem>>(),
        ..Body::default()
    }
}

/// The texts of all `<h1>`.
fn headings_in(root: &NodeRef) -> Vec<String> {
    let headings = root.descendants().into_iter().filter(|node| node.has_name("h1"));
    headings.map(|node| plain::of_node(&node)).filter(|heading| !heading.is_empty()).collect()
}

/// `og:title`, JSON-LD's headline, the `<h1>` or `<title>`, the last without the site's name.
fn page_title(metadata: &PageMetadata, headings: &[String]) -> Option<String> {
    let named =
        metadata.title.as_deref().map(|title| without_site(title, metadata.site.as_deref(), headings));
    let tab =
        metadata.tab_title.as_deref().map(|title| without_site(title, metadata.site.as_deref(), headings));
    let heading = match headings {
        [only] => Some(only.clone()),
        // The first of several may be the site's name: the one that `<title>` has in it is the article's.
        [first, ..] => {
            let tab = plain::squash(metadata.tab_title.as_deref().unwrap_or_default());
            let meant = headings.iter().find(|heading| tab.contains(&plain::squash(heading)));
            Some(meant.unwrap_or(first).clone())
        }
        [] => None,
    };
    let is_site = |title: &String| metadata.site.as_ref() == Some(title);
    named.or(heading.filter(|heading| !is_site(heading))).or(tab).filter(|title| !title.is_empty())
}

/// A page's title without the site's name before or after it.
fn without_site(title: &str, site: Option<&str>, headings: &[String]) -> String {
    const SEPARATORS: [&str; 9] = [" | ", " – ", " — ", " - ", " :: ", " · ", " » ", " « ", " • "];
    if headings.iter().any(|heading| heading == title) {
        return title.to_owned();
    }
    let splits = SEPARATORS.iter().flat_map(|separator| {
        title
            .match_indices(separator)
            .map(|(at, _)| (&title[..at], &title[at + separator.len()..], *separator))
    });
    let splits: Vec<(&str, &str, &str)> = splits.collect();
    // The heading tells which part is the title.
    for (before, after, _) in &splits {
        if let Some(part) =
            [before, after].into_iter().find(|part| headings.iter().any(|heading| heading == *part))
        {
            return (*part).to_owned();
        }
    }
    if let Some(site) = site.map(plain::squash) {
        for (before, after, _) in &splits {
            if plain::squash(after) == site {
                return (*before).to_owned();
            }
            if plain::squash(before) == site {
                return (*after).to_owned();
            }
        }
    }
    // Without a hint only a bar is sure to stand between a title and a site's name.
    let bar = splits.iter().rfind(|(_, _, separator)| [" | ", " :: "].contains(separator));
    bar.map_or(title, |(before, _, _)| before).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_site() {
        let cases = [
            ("A story | The Site", None, None, "A story"),
            ("A story - The Site", Some("The Site"), None, "A story"),
            ("The Site » A story", Some("the site"), None, "A story"),
            ("A - B", None, None, "A - B"),
            ("A story - with a dash - Site", None, Some("A story - with a dash"), "A story - with a dash"),
            ("Left | Right", None, Some("Left | Right"), "Left | Right"),
        ];
        for (title, site, heading, expected) in cases {
            let headings: Vec<String> = heading.into_iter().map(str::to_owned).collect();
            assert_eq!(without_site(title, site, &headings), expected, "{title}");
        }
    }
}
