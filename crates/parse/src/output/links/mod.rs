//! Makes every address in a body absolute: with a scheme, or with one of the two marks that stand for the
//! site and for the article's own page.

use super::sanitize::is_data_url;
use crate::document::EMBEDDED;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use tidings_model::{ContentPath, ID_MARK, Media, PERMALINK_MARK, Reference, SITE_MARK};
use url::Url;

/// Schemes that are allowed in a body. `data:` is allowed only for pictures, see [`super::sanitize`].
pub(crate) const SCHEMES: [&str; 10] =
    ["http", "https", "ftp", "mailto", "tel", "sms", "xmpp", "irc", "magnet", "geo"];

/// Folders of generators for files whose addresses begin at the site's root.
const STATIC_FOLDERS: [&str; 4] = ["static", "public", "assets", "content"];

/// Characters that are encoded in a path (RFC 3986, 3.3; the quotes because of HTML).
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

/// Characters that are encoded in queries and fragments. `%` is not, since it encodes something already.
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

/// Most files of the folder to which one document may refer. Each costs about a kilobyte.
pub(crate) const MAX_REFERENCES: usize = 20_000;

/// Resolves the addresses of one document and records the files of the folder to which they refer.
pub(crate) struct Resolver<'d> {
    document: &'d ContentPath,
    is_mail: bool,
    base: Option<Url>,
    references: Vec<Reference>,
    /// The index in `references` of each path.
    known: HashMap<String, usize>,
    has_excess: bool,
}

impl<'d> Resolver<'d> {
    /// Creates the resolver for the document at this path. With a `base`, relative addresses refer to that
    /// site and not to files of the folder.
    pub(crate) fn new(document: &'d ContentPath, base: Option<Url>) -> Self {
        let is_mail = document.extension().is_some_and(|extension| extension == "eml");
        Self { document, is_mail, base, references: Vec::new(), known: HashMap::new(), has_excess: false }
    }

    /// Returns true if the document has a base of its own.
    pub(crate) fn has_base(&self) -> bool {
        self.base.is_some()
    }

    /// Returns true if the document refers to more than [`MAX_REFERENCES`] files. Only the first are recorded.
    pub(crate) fn has_excess(&self) -> bool {
        self.has_excess
    }

    /// The files to which the document refers, each once.
    pub(crate) fn into_references(self) -> Vec<Reference> {
        self.references
    }

    /// Resolves an address of the body. `None` if a reader must not follow it.
    pub(crate) fn resolve(&mut self, address: &str) -> Option<String> {
        let address = from_generator_syntax(&trimmed(address));
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
        let (url_path, candidates) = self.site_path(&path);
        self.record_reference(&url_path, candidates);
        Some(format!("{SITE_MARK}{}{}", encode(&url_path, &PATH), encode(rest, &QUERY)))
    }

    /// A picture inside the document has an address below the document's address.
    fn embedded(&mut self, name: &str) -> Option<String> {
        let name = percent_decode_str(name).decode_utf8().ok()?;
        let place = ContentPath::new(&format!("{}/{name}", self.document.as_str()))?;
        self.record_reference(place.as_str(), vec![place.as_str().to_owned()]);
        Some(format!("{SITE_MARK}{}", encode(place.as_str(), &PATH)))
    }

    /// Resolves an address that may be a fragment of the article, whose ids are `ids`.
    pub(crate) fn resolve_with_ids(&mut self, address: &str, ids: &HashSet<String>) -> Option<String> {
        let resolved = self.resolve(address)?;
        let Some(fragment) = address.trim().strip_prefix('#') else { return Some(resolved) };
        let decoded = percent_decode_str(fragment).decode_utf8_lossy();
        let is_own = ids.contains(fragment) || ids.contains(decoded.as_ref());
        Some(if is_own { resolved.replacen('#', &format!("#{ID_MARK}"), 1) } else { resolved })
    }

    /// Resolves a `srcset`: addresses with a width or a density each. Empty if no address can be resolved.
    pub(crate) fn resolve_set(&mut self, set: &str) -> String {
        let mut resolved = Vec::new();
        let mut rest = set.trim_start_matches([',', ' ', '\n', '\t']);
        while !rest.is_empty() {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let address = &rest[..end];
            let bare = address.trim_end_matches(',');
            let mut descriptor = "";
            rest = &rest[end..];
            // A comma at the end of the address ends the candidate (HTML, 'parse a srcset attribute').
            if bare.len() == address.len() {
                let comma = rest.find(',').unwrap_or(rest.len());
                descriptor = rest[..comma].trim();
                rest = &rest[comma..];
            }
            // A set with `data:` pictures would be larger than the pictures that it replaces.
            let is_valid = !bare.is_empty() && is_descriptor(descriptor);
            if let Some(url) = self.resolve(bare).filter(|url| is_valid && !is_data_url(url)) {
                let url = url.replace(',', "%2C");
                resolved.push(if descriptor.is_empty() { url } else { format!("{url} {descriptor}") });
            }
            rest = rest.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
        }
        resolved.join(", ")
    }

    /// Resolves a picture or an enclosure of the metadata. There, `assets/x.png` begins at the folder's root
    /// even if the article is in a subfolder; a bare `x.png` is beside the article.
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
                let (url_path, mut candidates) = self.site_path(&from_root);
                let (_, others) = self.site_path(&path);
                candidates.extend(others);
                if url_path.is_empty() {
                    return None;
                }
                self.record_reference(&url_path, candidates);
                format!("{SITE_MARK}{}{}", encode(&url_path, &PATH), encode(rest, &QUERY))
            }
        };
        Some(media)
    }

    /// The path below the site's base, and the possible paths of the file.
    fn site_path(&self, path: &str) -> (String, Vec<String>) {
        let directory = self.document.directory();
        let (url_path, mut candidates) = if path.starts_with('/') {
            let url_path = join("", path);
            (url_path.clone(), vec![url_path])
        } else {
            let beside = join(directory, path);
            // For authors of addresses such as `/posts/a/`, `../x.png` is one level deeper than the file.
            let page = join(&format!("{directory}/{}", self.document.stem()), path);
            (beside.clone(), vec![beside, join("", path), page])
        };
        let from_root = join("", path);
        candidates.extend(STATIC_FOLDERS.iter().map(|root| format!("{root}/{from_root}")));
        (url_path, candidates)
    }

    fn record_reference(&mut self, url_path: &str, candidates: Vec<String>) {
        // Hidden files are not public: `/.git/config`, `.tidings/catalogue.db`. And an e-mail refers to its own
        // parts only: its sender may be a stranger, whose word must not publish a file of the folder.
        let own = self.is_mail.then(|| format!("{}/", self.document.as_str()));
        let is_public = |path: &String| {
            !ContentPath::is_hidden(path) && own.as_ref().is_none_or(|own| path.starts_with(own))
        };
        // The address of a page ends in a slash, the path of a file does not.
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
            Entry::Vacant(_) if self.references.len() >= MAX_REFERENCES => self.has_excess = true,
            Entry::Vacant(new) => {
                new.insert(self.references.len());
                self.references.push(Reference { url_path: url_path.to_owned(), candidates: paths });
            }
        }
    }
}

/// Converts a generator's notation for a file of the folder into a path: `{filename}a.md`, `{static}/a.png`
/// and `|filename|a.md` (Pelican), `@/a.md` (Zola).
fn from_generator_syntax(address: &str) -> String {
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

/// Removes white space around the address, and the tabs and newlines in it that browsers remove.
fn trimmed(address: &str) -> String {
    address.trim().replace(['\t', '\n', '\r', SITE_MARK, PERMALINK_MARK, ID_MARK], "")
}

/// An address with its own scheme or host. `None`: the address is relative. `Some(None)`: the address is not
/// allowed.
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

/// The address as written, if it needs no encoding in a document; otherwise the serialisation of the URL
/// standard.
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
    let decoded =
        tidings_model::text::strip_forbidden_characters(&decoded).replace(['\\', '\n', '\r', '\t'], "/");
    (decoded, rest)
}

/// Whether the text after an address in a `srcset` consists of widths, heights and densities, or is empty.
/// Browsers ignore a candidate with another text.
fn is_descriptor(text: &str) -> bool {
    let is_number = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.split_whitespace().all(|word| word.strip_suffix(['w', 'h', 'x']).is_some_and(is_number))
}

/// Resolves `path` against `directory`. `.` and `..` are removed; the result never leaves the root.
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
