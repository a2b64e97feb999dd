//! The sources and slugs that a permalink of another generator can mean.

use tidings_model::{ContentPath, slug_from_file_name};
use tidings_parse::document::{article_extensions, is_article_extension};

/// Folders in which generators keep the sources of pages whose addresses begin at the site's root; Jekyll
/// keeps its posts in the last one.
const ROOTS: [&str; 3] = ["", "content/", "_posts/"];

/// The sources that a permalink can mean, the likeliest first: the file itself, another format (`a.html` of
/// `a.md`), a page with a directory (`a/` of `a.md` or of the bundle `a/index.md`), and a post of Jekyll
/// (`2026/03/04/a` of `_posts/2026-03-04-a.md`).
pub(super) fn sources(path: &str) -> Vec<ContentPath> {
    let path = path.trim_matches('/');
    let base = base(path);
    if base.is_empty() {
        return Vec::new();
    }
    // Jekyll's `post_url` names a post in `_posts`, which may be the content folder itself.
    let inner = base.strip_prefix("_posts/").map(str::to_owned);
    let bases = [Some(base.to_owned()), inner, jekyll_post(base)];
    let mut found: Vec<ContentPath> = ContentPath::new(path).into_iter().collect();
    for base in bases.iter().flatten() {
        for root in ROOTS {
            let files = article_extensions().map(|extension| format!("{root}{base}.{extension}"));
            let bundles = article_extensions().map(|extension| format!("{root}{base}/index.{extension}"));
            found.extend(files.chain(bundles).filter_map(|file| ContentPath::new(&file)));
        }
    }
    found
}

/// The slug that a permalink contains: its last part without a date and an extension.
pub(super) fn slug(path: &str) -> Option<String> {
    slug_from_file_name(&ContentPath::new(base(path.trim_matches('/')))?)
}

/// The path without the extension of a document, and without `/index`.
fn base(path: &str) -> &str {
    let base = match path.rsplit_once('.') {
        Some((stem, extension)) if is_article_extension(&extension.to_lowercase()) => stem,
        _ => path,
    };
    base.strip_suffix("/index").unwrap_or(base)
}

/// `2026-03-04-a` of `2026/03/04/a`, which may lie below directories of categories.
fn jekyll_post(base: &str) -> Option<String> {
    let parts: Vec<&str> = base.split('/').collect();
    let [.., year, month, day, name] = parts[..] else { return None };
    let is_number =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(year, 4) && is_number(month, 2) && is_number(day, 2))
        .then(|| format!("{year}-{month}-{day}-{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_permalinks() {
        let cases = [
            ("posts/a.md", "posts/a.md"),
            ("posts/a.html", "posts/a.md"),
            ("posts/a", "posts/a.markdown"),
            ("posts/a/", "posts/a.md"),
            ("posts/a/", "posts/a/index.md"),
            ("posts/a/index.html", "posts/a/index.mdx"),
            ("posts/a/", "content/posts/a.md"),
            ("_posts/2026-03-04-a.md", "2026-03-04-a.markdown"),
            ("2026/03/04/a.html", "_posts/2026-03-04-a.md"),
            ("news/2026/03/04/a/", "2026-03-04-a.md"),
            ("notes/b.org", "notes/b.org"),
            ("v1.2", "v1.2.md"),
        ];
        for (path, source) in cases {
            assert!(sources(path).iter().any(|found| found.as_str() == source), "{path}");
        }
        assert_eq!(sources("").len(), 0);
        assert_eq!(slug("/2026/03/04/a-post.html").as_deref(), Some("a-post"));
    }

    #[test]
    fn every_extension_of_an_article_is_tried() {
        let found = sources("a.html");
        for extension in article_extensions() {
            assert!(found.iter().any(|source| source.as_str() == format!("a.{extension}")), "{extension}");
        }
    }
}
