//! Every address in a body becomes absolute: beginning with a scheme, or with one of the two marks that stand
//! for the site and for the article's own page.

use crate::document::EMBEDDED;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use tidings_model::{ContentPath, ID_MARK, Media, PERMALINK_MARK, Reference, SITE_MARK};
use url::Url;

/// Schemes that an address in a body may have. `data:` is allowed for pictures alone, see [`super::sanitize`].
pub(crate) const SCHEMES: [&str; 10] =
    ["http", "https", "ftp", "mailto", "tel", "sms", "xmpp", "irc", "magnet", "geo"];

/// Where generators keep files whose addresses begin at the site's root.
const ROOTS: [&str; 4] = ["static", "public", "assets", "content"];

/// What a path can't hold as it stands (RFC 3986, 3.3, and quotes for HTML's sake).
const PATH: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^')
    .add(b'[')
    .add(b']')
    .add(b'\'');

/// What queries and fragments can't hold as they stand; their `%` is one that encodes already.
const QUERY: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'\'');

/// Resolves the addresses of one document, and remembers which files of the folder they mean.
pub(crate) struct Resolver<'d> {
    document: &'d ContentPath,
    base: Option<Url>,
    references: Vec<Reference>,
    /// Where in `references` a path stands.
    known: HashMap<String, usize>,
}

impl<'d> Resolver<'d> {
    /// For the document at that path. Where it names a `base`, its addresses mean that site and no file of the
    /// folder.
    pub(crate) fn new(document: &'d ContentPath, base: Option<Url>) -> Self {
        Self { document, base, references: Vec::new(), known: HashMap::new() }
    }

    /// Whether the document names a site of its own.
    pub(crate) fn has_base(&self) -> bool {
        self.base.is_some()
    }

    /// The files that were referred to, each once.
    pub(crate) fn into_references(self) -> Vec<Reference> {
        self.references
    }

    /// An address of the body. `None`: it is none that a reader may follow.
    pub(crate) fn resolve(&mut self, address: &str) -> Option<String> {
        let address = of_generator(&trimmed(address));
        if let Some(name) = address.strip_prefix(EMBEDDED) {
            return self.embedded(name);
        }
        if let Some(absolute) = absolute(&address) {
            return absolute;
        }
        if let Some(base) = self.base.as_ref().filter(|_| !address.is_empty() && !address.starts_with('#')) {
            return base.join(&address).ok().map(String::from);
        }
        let (path, rest) = split_path(&address);
        if path.is_empty() {
            return Some(format!("{PERMALINK_MARK}{}", encode(rest, &QUERY)));
        }
        let (url_path, candidates) = self.local(&path);
        self.remember(&url_path, candidates);
        Some(format!("{SITE_MARK}{}{}", encode(&url_path, &PATH), encode(rest, &QUERY)))
    }

    /// A picture inside the document itself has an address below the document's.
    fn embedded(&mut self, name: &str) -> Option<String> {
        let name = percent_decode_str(name).decode_utf8().ok()?;
        let place = ContentPath::new(&format!("{}/{name}", self.document))?;
        self.remember(place.as_str(), vec![place.as_str().to_owned()]);
        Some(format!("{SITE_MARK}{}", encode(place.as_str(), &PATH)))
    }

    /// An address that may be a part of the article, of whose ids these are all.
    pub(crate) fn resolve_with_ids(&mut self, address: &str, ids: &HashSet<String>) -> Option<String> {
        let resolved = self.resolve(address)?;
        let Some(fragment) = address.trim().strip_prefix('#') else { return Some(resolved) };
        let decoded = percent_decode_str(fragment).decode_utf8_lossy();
        let is_own = ids.contains(fragment) || ids.contains(decoded.as_ref());
        Some(if is_own { resolved.replacen('#', &format!("#{ID_MARK}"), 1) } else { resolved })
    }

    /// `srcset`: addresses with a width or density each. Empty if none can be resolved.
    pub(crate) fn resolve_set(&mut self, set: &str) -> String {
        let mut resolved = Vec::new();
        let mut rest = set.trim_start_matches([',', ' ', '\n', '\t']);
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let address = &rest[..end];
            let bare = address.trim_end_matches(',');
            let mut descriptor = "";
            rest = &rest[end..];
            // A comma that ends the address ends the candidate, too (HTML, 'parse a srcset attribute').
            if bare.len() == address.len() {
                let comma = rest.find(',').unwrap_or(rest.len());
                descriptor = rest[..comma].trim();
                rest = &rest[comma..];
            }
            if let Some(url) = self.resolve(bare).filter(|url| !bare.is_empty() && !url.starts_with("data:"))
            {
                let url = url.replace(',', "%2C");
                resolved.push(if descriptor.is_empty() { url } else { format!("{url} {descriptor}") });
            }
            rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        }
        resolved.join(", ")
    }

    /// A picture or enclosure that the metadata names. There, `assets/x.png` means the folder's root, although
    /// the article may lie deeper, while a bare `x.png` lies beside it.
    pub(crate) fn resolve_media(&mut self, mut media: Media) -> Option<Media> {
        let address = trimmed(&media.url);
        let joined = self.base.as_ref().and_then(|base| base.join(&address).ok()).map(String::from);
        media.url = match absolute(joined.as_deref().unwrap_or(&address)) {
            Some(absolute) => absolute.filter(|url| url.starts_with("http"))?,
            None => {
                let (path, rest) = split_path(&address);
                let is_deep = path.contains('/') && !path.starts_with("./") && !path.starts_with("../");
                let from_root =
                    if is_deep { format!("/{}", path.trim_start_matches('/')) } else { path.clone() };
                let (url_path, mut candidates) = self.local(&from_root);
                let (_, others) = self.local(&path);
                candidates.extend(others);
                if url_path.is_empty() {
                    return None;
                }
                self.remember(&url_path, candidates);
                format!("{SITE_MARK}{}{}", encode(&url_path, &PATH), encode(rest, &QUERY))
            }
        };
        Some(media)
    }

    /// The path below the site's base, and where the file may lie.
    fn local(&self, path: &str) -> (String, Vec<String>) {
        let directory = self.document.directory();
        let (url_path, mut candidates) = if path.starts_with('/') {
            let url_path = join("", path);
            (url_path.clone(), vec![url_path])
        } else {
            let beside = join(directory, path);
            // Who writes for addresses such as `/posts/a/` sees `../x.png` one level deeper than the file lies.
            let page = join(&format!("{directory}/{}", self.document.stem()), path);
            (beside.clone(), vec![beside, join("", path), page])
        };
        let from_root = join("", path);
        candidates.extend(ROOTS.iter().map(|root| format!("{root}/{from_root}")));
        (url_path, candidates)
    }

    fn remember(&mut self, url_path: &str, candidates: Vec<String>) {
        // What begins with a dot is nobody's picture: `/.git/config`, `.tidings/catalogue.db`.
        let is_public = |path: &String| path.split('/').all(|part| !part.starts_with('.'));
        // A page's address ends in a slash, which no file's does.
        let url_path = url_path.trim_end_matches('/');
        if !is_public(&url_path.to_owned()) || url_path.is_empty() {
            return;
        }
        let mut paths: Vec<ContentPath> = Vec::new();
        for path in candidates
            .iter()
            .filter(|path| is_public(path))
            .filter_map(|path| ContentPath::new(path.trim_end_matches('/')))
        {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        if paths.is_empty() {
            return;
        }
        match self.known.entry(url_path.to_owned()) {
            Entry::Occupied(known) => {
                let candidates = &mut self.references[*known.get()].candidates;
                paths.retain(|path| !candidates.contains(path));
                candidates.extend(paths);
            }
            Entry::Vacant(new) => {
                new.insert(self.references.len());
                self.references.push(Reference { url_path: url_path.to_owned(), candidates: paths });
            }
        }
    }
}

/// What generators write for a file of the folder, as its path: `{filename}a.md`, `{static}/a.png` and `|filename|a.md`
/// (Pelican), `@/a.md` (Zola).
fn of_generator(address: &str) -> String {
    const WORDS: [&str; 4] = ["filename", "static", "attach", "photo"];
    if let Some(path) = address.strip_prefix("@/") {
        return format!("/{path}");
    }
    let brackets = [("{", "}"), ("%7B", "%7D"), ("|", "|"), ("%7C", "%7C")];
    let inner = brackets.iter().find_map(|(open, close)| address.strip_prefix(open)?.split_once(close));
    inner
        .filter(|(word, _)| WORDS.contains(word))
        .map_or_else(|| address.to_owned(), |(_, path)| path.to_owned())
}

/// Without white space around it, and without the tabs and newlines that browsers take out of addresses.
fn trimmed(address: &str) -> String {
    address.trim().replace(['\t', '\n', '\r', SITE_MARK, PERMALINK_MARK, ID_MARK], "")
}

/// An address with a scheme or host of its own. `None`: it has none; `Some(None)`: it has one, and must go.
fn absolute(address: &str) -> Option<Option<String>> {
    if let Some(rest) = address.strip_prefix("//") {
        return Some(well_formed(&format!("https://{rest}")));
    }
    let (scheme, _) = address.split_once(':')?;
    let mut letters = scheme.chars();
    let is_scheme = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if !is_scheme {
        return None;
    }
    let scheme = scheme.to_ascii_lowercase();
    if scheme == "data" {
        let is_picture = address.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"));
        return Some(is_picture.then(|| address.to_owned()));
    }
    Some(if SCHEMES.contains(&scheme.as_str()) { well_formed(address) } else { None })
}

/// As written where it can stand so in a document, else as the URL standard writes it.
fn well_formed(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}'".contains(&byte));
    Some(if is_plain { address.to_owned() } else { url.to_string() })
}

/// The decoded path, and the query and fragment as written.
fn split_path(address: &str) -> (String, &str) {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let decoded = percent_decode_str(path).decode_utf8().map_or_else(|_| path.to_owned(), Into::into);
    let decoded = tidings_model::text::clean(&decoded).replace(['\\', '\n', '\r', '\t'], "/");
    (decoded, rest)
}

/// `path` seen from `directory`, without `.` and `..`, never above the root.
fn join(directory: &str, path: &str) -> String {
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let is_directory = path.ends_with('/') || path.ends_with("/.") || path.ends_with("..") || path == ".";
    let mut joined = parts.join("/");
    if is_directory && !joined.is_empty() {
        joined.push('/');
    }
    joined
}

fn encode(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string()
}

#[cfg(test)]
mod tests;
