//! A page's headline: which heading it is, and its text without the site's name.

use super::metadata::PageMetadata;
use crate::output::plain;
use dom_query::{Document, NodeRef};

/// The headline of the page whose article is `root`. `None`: it has none.
pub(super) fn headline(document: &Document, root: &NodeRef, metadata: &PageMetadata) -> Option<String> {
    title(metadata, &headings(document, root, metadata))
}

/// The headings that may be the headline, by the surest sign that the page has of them.
fn headings(document: &Document, root: &NodeRef, metadata: &PageMetadata) -> Vec<String> {
    const MARKED: &str = "[itemprop~='headline'], .entry-title, .post-title, .article-title, .p-name, \
        .wp-block-post-title";
    let marked = document.select(MARKED);
    let marked = marked.nodes().iter().filter(|node| is_heading(node, 4) && !is_site(node)).take(1);
    let everywhere = document.root();
    let tab = plain::collapse_whitespace(metadata.tab_title.as_deref().unwrap_or_default());
    let in_tab = |text: &String| !tab.is_empty() && tab.contains(&plain::collapse_whitespace(text));
    let lists = [
        texts(marked.copied()),
        texts(of_level(root, 1)),
        in_article_header(root),
        texts(of_level(&everywhere, 1)),
        texts(of_level(&everywhere, 3)).into_iter().filter(in_tab).collect(),
    ];
    lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}

/// The first heading of the article's own `<header>`, which an `<h1>` with the site's name may stand above.
fn in_article_header(root: &NodeRef) -> Vec<String> {
    let article = std::iter::once(*root).chain(root.ancestors(None)).find(|node| node.has_name("article"));
    let header =
        article.and_then(|article| article.descendants().into_iter().find(|node| node.has_name("header")));
    header.map(|header| texts(of_level(&header, 3).take(1))).unwrap_or_default()
}

/// The headings of a level, or one above it, that name no site.
fn of_level<'d>(root: &NodeRef<'d>, lowest: u8) -> impl Iterator<Item = NodeRef<'d>> + use<'d> {
    root.descendants().into_iter().filter(move |node| is_heading(node, lowest) && !is_site(node))
}

fn texts<'d>(nodes: impl Iterator<Item = NodeRef<'d>>) -> Vec<String> {
    nodes.map(|node| plain::of_node(&node)).filter(|text| !text.is_empty()).collect()
}

/// Whether it is a heading down to the level.
pub(super) fn is_heading(node: &NodeRef, lowest: u8) -> bool {
    node.node_name().is_some_and(|name| match name.as_ref().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0' <= lowest,
        _ => false,
    })
}

/// Whether the heading is nothing but a link to the site's first page, as its name is.
pub(super) fn is_site(node: &NodeRef) -> bool {
    // The texts last: of headings nested in each other, each has all of the others' text.
    node.descendants_it().find(|child| child.has_name("a")).is_some_and(|link| {
        link.attr("href").is_some_and(|to| is_home(&to)) && plain::of_node(&link) == plain::of_node(node)
    })
}

fn is_home(address: &str) -> bool {
    let path = match address.split_once("//") {
        Some((_, rest)) => {
            rest.split_once('/').map_or("/", |(_, path)| if path.is_empty() { "/" } else { path })
        }
        None => address,
    };
    ["/", ".", "./", "index.html", "/index.html", "index.htm", "index.php"].contains(&path)
}

/// `og:title`, JSON-LD's headline, the `<h1>` or `<title>`, the last without the site's name.
fn title(metadata: &PageMetadata, headings: &[String]) -> Option<String> {
    let named =
        metadata.title.as_deref().map(|title| without_site(title, metadata.site.as_deref(), headings));
    let tab =
        metadata.tab_title.as_deref().map(|title| without_site(title, metadata.site.as_deref(), headings));
    let heading = match headings {
        [only] => Some(only.clone()),
        // The first of several may be the site's name: the one that `<title>` has in it is the article's.
        [first, ..] => {
            let tab = plain::collapse_whitespace(metadata.tab_title.as_deref().unwrap_or_default());
            let meant = headings.iter().find(|heading| tab.contains(&plain::collapse_whitespace(heading)));
            Some(meant.unwrap_or(first).clone())
        }
        [] => None,
    };
    let is_site = |title: &String| metadata.site.as_ref() == Some(title);
    named.or(heading.filter(|heading| !is_site(heading))).or(tab).filter(|title| !title.is_empty())
}

/// A page's title without the site's name before or after it.
fn without_site(title: &str, site: Option<&str>, headings: &[String]) -> String {
    const SEPARATORS: [&str; 11] =
        [" | ", "｜", " – ", " — ", " - ", " :: ", " · ", " » ", " « ", " • ", ": "];
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
    if let Some(site) = site.map(plain::collapse_whitespace) {
        for (before, after, _) in &splits {
            if plain::collapse_whitespace(after) == site {
                return (*before).to_owned();
            }
            if plain::collapse_whitespace(before) == site {
                return (*after).to_owned();
            }
        }
    }
    // Without a hint only a bar is sure to stand between a title and a site's name.
    let bar = splits.iter().rfind(|(_, _, separator)| [" | ", "｜", " :: "].contains(separator));
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
            ("新しい駅舎｜まちの新聞", None, None, "新しい駅舎"),
            ("Left | Right", None, Some("Left | Right"), "Left | Right"),
        ];
        for (title, site, heading, expected) in cases {
            let headings: Vec<String> = heading.into_iter().map(str::to_owned).collect();
            assert_eq!(without_site(title, site, &headings), expected, "{title}");
        }
    }
}
