//! What lies at addresses that are none of this site's: former ones, and those that a generator would have given to the
//! pages of its files, by which articles link to each other.

use super::guess;
use super::render::{RenderError, Renderer};
use tidings_catalogue::{AddressLookup, CatalogueReader};
use tidings_model::{ContentPath, slug_from_file_name};
use tidings_parse::document::is_article_extension;

/// Extensions of sources, in the order to try.
const EXTENSIONS: [&str; 11] =
    ["md", "markdown", "mdx", "html", "org", "rst", "adoc", "asciidoc", "ipynb", "txt", "htm"];

/// Where generators keep the sources of pages whose addresses begin at the site's root, and Jekyll its posts.
const ROOTS: [&str; 3] = ["", "content/", "_posts/"];

/// How many places are looked at of those where articles say that an address means a file.
const MOST_PLACES: usize = 8;

/// What a path below the base leads to that articles may name as a former address. They may name it with the base's own
/// path, as it stands in the whole address, or without.
pub(super) fn former(renderer: &Renderer, path: &str) -> Result<AddressLookup, RenderError> {
    let trace = renderer.reader.look_up_path(path)?;
    match renderer.base.path() {
        base if base.len() > 1 && trace == AddressLookup::Unknown => {
            Ok(renderer.reader.look_up_path(&format!("{base}{path}"))?)
        }
        _ => Ok(trace),
    }
}

/// A former address, or the article whose page a generator would have had there. What people try for a feed is none
/// unless an article means it.
pub(super) fn page(
    renderer: &Renderer,
    path: &str,
    candidates: &[ContentPath],
) -> Result<AddressLookup, RenderError> {
    match former(renderer, path)? {
        AddressLookup::Unknown if candidates.is_empty() && !guess::feeds_meant(path, None).is_empty() => {
            Ok(AddressLookup::Unknown)
        }
        AddressLookup::Unknown => page_at(&renderer.reader, path, candidates),
        known => Ok(known),
    }
}

/// The article whose page an address means that a generator would have given it. `candidates` are places at which
/// public articles say that the address means a file: only for what they refer to its last part alone tells an article.
fn page_at(
    reader: &CatalogueReader,
    path: &str,
    candidates: &[ContentPath],
) -> Result<AddressLookup, RenderError> {
    let meant = std::iter::once(path).chain(candidates.iter().take(MOST_PLACES).map(ContentPath::as_str));
    let sources: Vec<ContentPath> = meant.flat_map(of).collect();
    if let Some(slug) = reader.slug_for_first_path(&sources)? {
        return Ok(AddressLookup::Moved(slug));
    }
    let name = (!candidates.is_empty()).then(|| name(path)).flatten();
    let slug = name.and_then(|name| slug_from_file_name(&name));
    match slug {
        Some(slug) if reader.entry(&slug)?.is_some() => Ok(AddressLookup::Moved(slug)),
        _ => Ok(AddressLookup::Unknown),
    }
}

/// The sources that an address's path can mean, the likeliest first: the file itself, another format of it
/// (`a.html` of `a.md`), a page of its own (`a/`, of `a.md` or of the bundle `a/index.md`), and a post of Jekyll's
/// (`2026/03/04/a`, of `_posts/2026-03-04-a.md`).
fn of(path: &str) -> Vec<ContentPath> {
    let path = path.trim_matches('/');
    let base = without_extension(path);
    let base = base.strip_suffix("/index").unwrap_or(base);
    // `post_url` names a post in `_posts`, which may be the folder itself.
    let inner = base.strip_prefix("_posts/").map(str::to_owned);
    if base.is_empty() {
        return Vec::new();
    }
    let bases = [Some(base.to_owned()), inner, dated(base)];
    let mut found: Vec<ContentPath> = ContentPath::new(path).into_iter().collect();
    for base in bases.iter().flatten() {
        for root in ROOTS {
            let files = EXTENSIONS.iter().map(|extension| format!("{root}{base}.{extension}"));
            let bundles =
                EXTENSIONS.iter().take(3).map(|extension| format!("{root}{base}/index.{extension}"));
            found.extend(files.chain(bundles).filter_map(|file| ContentPath::new(&file)));
        }
    }
    found
}

/// What an address calls an article by: its last part, without a date and an extension.
fn name(path: &str) -> Option<ContentPath> {
    let base = without_extension(path.trim_matches('/'));
    ContentPath::new(base.strip_suffix("/index").unwrap_or(base))
}

fn without_extension(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, extension)) if is_article_extension(&extension.to_lowercase()) => stem,
        _ => path,
    }
}

/// `2026-03-04-a` of `2026/03/04/a`, which may lie below categories.
fn dated(base: &str) -> Option<String> {
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
    use crate::testing::article;
    use tidings_catalogue::{Catalogue, CatalogueSettings, Observation};
    use tidings_model::{Article, Reference};

    #[test]
    fn a_link_to_an_article_finds_it() {
        let settings = CatalogueSettings {
            site_id: "example.org".to_owned(),
            parser_fingerprint: String::new(),
            custom: Vec::new(),
        };
        let mut catalogue = Catalogue::in_memory(None, &settings).unwrap();
        let stamp = tidings_model::FileStamp { modified: 1, size: 1, inode: 1 };
        let slugged =
            Article { slug: "own".to_owned(), slug_is_given: true, ..article("posts/named.md", "Named") };
        let candidates = vec![ContentPath::new("far/away/own").unwrap()];
        let references = vec![Reference { url_path: "far/away/own".to_owned(), candidates }];
        let linker = Article { references, ..article("_posts/2026-03-04-linker.md", "Linker") };
        for article in [slugged, linker] {
            let observation = Observation::Parsed { stamp, article: Box::new(article) };
            catalogue.apply(vec![observation], "2026-04-01T00:00:00Z".parse().unwrap()).unwrap();
        }
        let reader = catalogue.reader();
        let cases = [
            ("posts/named.html", Some("own")),
            ("posts/named", Some("own")),
            ("2026/03/04/linker", Some("linker")),
            ("far/away/own", Some("own")),
            ("not/referred/to/own", None),
            ("posts/other", None),
        ];
        for (path, slug) in cases {
            let candidates = reader.reference_candidates(path).unwrap();
            let expected = slug.map_or(AddressLookup::Unknown, |slug| AddressLookup::Moved(slug.to_owned()));
            assert_eq!(page_at(&reader, path, &candidates).unwrap(), expected, "{path}");
        }
    }

    #[test]
    fn sources_of_addresses() {
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
            assert!(of(path).iter().any(|found| found.as_str() == source), "{path}");
        }
        assert_eq!(of("").len(), 0);
        assert_eq!(name("/2026/03/04/a.html").unwrap().as_str(), "2026/03/04/a");
    }
}
