//! The content folder's files that public articles refer to: pictures, sounds, attachments.

use super::body::{self, Body};
use super::conditional::{allows_range, fails_precondition, is_not_modified};
use super::range::{Part, part};
use super::rendering::{response, set};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::fs::{File, Metadata};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use tidings_model::ContentPath;
use tidings_parse::document::{embedded_picture, is_article_extension};

/// Largest document that pictures are taken out of, in bytes: as large as one may be to be read.
const LARGEST_DOCUMENT: u64 = 16 * 1024 * 1024;

/// Types by which a file could script the site's origin.
const SCRIPTABLE: [&str; 4] = ["text/html", "application/xhtml+xml", "text/xml", "application/xml"];

/// Such a file opens in an origin of its own, without scripts (CSP 3, `sandbox`); its pictures and styles
/// work.
const SANDBOX: &str =
    "sandbox; default-src 'none'; img-src * data:; media-src *; font-src *; style-src * 'unsafe-inline'";

/// An open file that may be served.
#[derive(Debug)]
pub(super) struct Served {
    content: Content,
    size: u64,
    modified: Option<DateTime<Utc>>,
    mime: String,
}

/// Where the bytes are.
#[derive(Debug)]
enum Content {
    File(File),
    /// They were taken out of a document.
    Memory(Bytes),
}

/// Opens the first of the candidates that is a regular file inside `folder`, but not inside `private`, and
/// may be served. Blocks.
pub(super) fn open(folder: &Path, private: Option<&Path>, candidates: &[ContentPath]) -> Option<Served> {
    let folder = folder.canonicalize().ok()?;
    let private = private.and_then(|private| private.canonicalize().ok());
    candidates.iter().find_map(|candidate| {
        let private = private.as_deref();
        open_one(&folder, private, candidate).or_else(|| open_embedded(&folder, private, candidate))
    })
}

/// Takes a picture out of the document that it lies in: `word/media/image1.png` of `posts/letter.docx`.
fn open_embedded(folder: &Path, private: Option<&Path>, candidate: &ContentPath) -> Option<Served> {
    let whole = candidate.as_str();
    let (document, file, name) = whole.match_indices('/').find_map(|(at, _)| {
        let document = ContentPath::new(whole.get(..at)?)?;
        let file = document.in_folder(folder).canonicalize().ok()?;
        file.is_file().then_some((document, file, whole.get(at + 1..)?))
    })?;
    let true_path = ContentPath::from_file(folder, &file)?;
    let is_private = private.is_some_and(|private| file.starts_with(private));
    if is_private || is_hidden(&document) || is_hidden(&true_path) {
        return None;
    }
    let metadata = file.metadata().ok()?;
    let mut bytes = Vec::new();
    File::open(file).ok()?.take(LARGEST_DOCUMENT).read_to_end(&mut bytes).ok()?;
    let picture = embedded_picture(&document, &bytes, name)?;
    Some(Served {
        size: picture.len() as u64,
        content: Content::Memory(picture.into()),
        modified: metadata.modified().ok().map(DateTime::from),
        mime: mime_of(candidate),
    })
}

fn mime_of(path: &ContentPath) -> String {
    mime_guess::from_path(path.file_name()).first_or_octet_stream().essence_str().to_owned()
}

fn open_one(folder: &Path, private: Option<&Path>, candidate: &ContentPath) -> Option<Served> {
    // The address's own name and, behind symbolic links, the true one must both be servable: neither out of
    // the folder, nor to `.tidings`, nor to an article's source.
    let file = candidate.in_folder(folder).canonicalize().ok()?;
    let true_path = ContentPath::from_file(folder, &file)?;
    if private.is_some_and(|private| file.starts_with(private)) {
        return None;
    }
    // A named pipe would block in open(2) until someone writes: look first.
    if !is_servable(candidate) || !is_servable(&true_path) || !file.metadata().ok()?.is_file() {
        return None;
    }
    let file = File::open(file)
        .inspect_err(|error| tracing::warn!(path = %candidate, %error, "cannot read"))
        .ok()?;
    let metadata = file.metadata().ok().filter(Metadata::is_file)?;
    Some(Served {
        content: Content::File(file),
        size: metadata.len(),
        modified: metadata.modified().ok().map(DateTime::from),
        mime: mime_of(candidate),
    })
}

/// Whether a file may be served by its name: it is not hidden, and no document. Documents are never served as
/// they lie: a draft that a public article links to would leak. What is published of them has a permalink.
fn is_servable(path: &ContentPath) -> bool {
    !is_hidden(path) && !path.extension().is_some_and(|extension| is_article_extension(&extension))
}

fn is_hidden(path: &ContentPath) -> bool {
    path.as_str().split('/').any(|part| part.starts_with('.'))
}

impl Served {
    /// The answer: whole, a part, or that nothing has changed.
    pub(super) fn answer(
        mut self,
        method: &Method,
        asked: &HeaderMap,
        max_age: u32,
        now: DateTime<Utc>,
    ) -> Response<Body> {
        let tag = self.tag();
        // A file from the future would be 'not modified' for ever (RFC 9110, 8.8.2.1).
        let modified = self.modified.filter(|at| *at <= now);
        let mut headers = self.headers(&tag, modified, max_age);
        if fails_precondition(asked, &tag, modified) {
            headers.remove(header::CONTENT_TYPE);
            return response(StatusCode::PRECONDITION_FAILED, headers, body::empty());
        }
        if is_not_modified(asked, &tag, modified) {
            headers.remove(header::CONTENT_TYPE);
            return response(StatusCode::NOT_MODIFIED, headers, body::empty());
        }
        let range = asked.get(header::RANGE).and_then(|field| field.to_str().ok());
        let part = match range {
            // 14.2: ranges are for GET.
            Some(range) if *method == Method::GET && allows_range(asked, &tag, modified) => {
                part(range, self.size)
            }
            _ => Part::Whole,
        };
        let part = self.cut(part);
        let (status, length) = match part {
            Part::Whole => (StatusCode::OK, self.size),
            Part::Bytes { first, last } => {
                set(&mut headers, header::CONTENT_RANGE, &format!("bytes {first}-{last}/{}", self.size));
                (StatusCode::PARTIAL_CONTENT, last - first + 1)
            }
            Part::Unsatisfiable => {
                set(&mut headers, header::CONTENT_RANGE, &format!("bytes */{}", self.size));
                return response(StatusCode::RANGE_NOT_SATISFIABLE, headers, body::empty());
            }
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        match *method {
            Method::HEAD => response(status, headers, body::empty()),
            _ => match self.content {
                Content::File(file) => response(status, headers, body::file(file, length)),
                Content::Memory(bytes) => response(status, headers, body::whole(bytes)),
            },
        }
    }

    /// Leaves the bytes of that part, from where they are sent.
    fn cut(&mut self, part: Part) -> Part {
        let Part::Bytes { first, last } = part else { return part };
        match &mut self.content {
            Content::File(file) => {
                if file.seek(SeekFrom::Start(first)).is_err() {
                    return Part::Whole;
                }
            }
            Content::Memory(bytes) => {
                let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                *bytes = bytes.slice(place(first)..place(last.saturating_add(1)));
            }
        }
        part
    }

    /// Changes with size and time of change; on Linux the latter has the grain of the kernel's tick, 4 ms or
    /// less.
    fn tag(&self) -> String {
        let nanoseconds = self.modified.and_then(|at| at.timestamp_nanos_opt()).unwrap_or_default();
        format!("{:x}-{nanoseconds:x}", self.size)
    }

    fn headers(&self, tag: &str, modified: Option<DateTime<Utc>>, max_age: u32) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(10);
        let is_text = self.mime.starts_with("text/") && !SCRIPTABLE.contains(&self.mime.as_str());
        let charset = if is_text { "; charset=utf-8" } else { "" };
        set(&mut headers, header::CONTENT_TYPE, &format!("{}{charset}", self.mime));
        set(&mut headers, header::ETAG, &format!("\"{tag}\""));
        if let Some(at) = modified {
            set(&mut headers, header::LAST_MODIFIED, &httpdate::fmt_http_date(at.into()));
        }
        set(&mut headers, header::CACHE_CONTROL, &format!("public, max-age={max_age}"));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        if SCRIPTABLE.contains(&self.mime.as_str()) || self.mime.ends_with("+xml") {
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt as _;

    fn paths(paths: &[&str]) -> Vec<ContentPath> {
        paths.iter().map(|path| ContentPath::new(path).unwrap()).collect()
    }

    /// A folder with a few files, inside another with one that must not be served.
    fn folder() -> (tempfile::TempDir, std::path::PathBuf) {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("content");
        std::fs::create_dir_all(folder.join(".tidings")).unwrap();
        std::fs::create_dir_all(folder.join("img")).unwrap();
        for (path, text) in [
            ("../secret.png", "secret"),
            (".tidings/catalogue.sqlite", "secret"),
            ("draft.md", "secret"),
            ("img/a.png", "0123456789"),
            ("img/a.svg", "<svg/>"),
            ("notes.csv", "a,b"),
            ("big.mp3", ""),
        ] {
            std::fs::write(folder.join(path), text).unwrap();
        }
        (outer, folder)
    }

    fn get(served: Served, fields: &[(header::HeaderName, &str)]) -> Response<Body> {
        let asked = fields.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
        served.answer(&Method::GET, &asked.collect(), 60, Utc::now())
    }

    async fn text(response: Response<Body>) -> String {
        String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn the_first_candidate_that_is_a_file_is_served() {
        let (_outer, folder) = folder();
        let answer = get(open(&folder, None, &paths(&["static/a.png", "img", "img/a.png"])).unwrap(), &[]);
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/png");
        assert_eq!(answer.headers()[header::CONTENT_LENGTH], "10");
        assert!(!answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        assert_eq!(text(answer).await, "0123456789");
    }

    #[test]
    fn what_could_script_is_sandboxed_and_text_has_a_charset() {
        let (_outer, folder) = folder();
        let svg = get(open(&folder, None, &paths(&["img/a.svg"])).unwrap(), &[]);
        assert!(svg.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
        let csv = get(open(&folder, None, &paths(&["notes.csv"])).unwrap(), &[]);
        assert_eq!(csv.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_picture_in_a_document_is_taken_out() {
        let (_outer, folder) = folder();
        let png =
            serde_json::json!({"output_type": "display_data", "data": {"image/png": "MDEyMzQ1Njc4OQ=="}});
        let cells = serde_json::json!({"cells": [{"cell_type": "code", "outputs": [png]}]}).to_string();
        std::fs::write(folder.join("img/a.ipynb"), &cells).unwrap();
        let open = |path| open(&folder, None, &paths(&[path]));
        let answer = get(open("img/a.ipynb/0/0.png").unwrap(), &[]);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/png");
        assert_eq!(text(answer).await, "0123456789");
        let middle = get(open("img/a.ipynb/0/0.png").unwrap(), &[(header::RANGE, "bytes=2-4")]);
        assert_eq!((middle.status(), text(middle).await.as_str()), (StatusCode::PARTIAL_CONTENT, "234"));
        std::fs::write(folder.join(".tidings/a.ipynb"), &cells).unwrap();
        for none in ["img/a.ipynb", "img/a.ipynb/0/1.png", "img/a.png/0/0.png", ".tidings/a.ipynb/0/0.png"] {
            assert!(open(none).is_none(), "{none}");
        }
        let (_other, elsewhere) = self::folder();
        std::fs::write(elsewhere.join("a.ipynb"), &cells).unwrap();
        std::os::unix::fs::symlink(elsewhere.join("a.ipynb"), folder.join("out.ipynb")).unwrap();
        assert!(open("out.ipynb/0/0.png").is_none(), "a link out of the folder");
    }

    #[cfg(unix)]
    #[test]
    fn neither_sources_nor_hidden_files_nor_links_to_them_are_served() {
        let (_outer, folder) = folder();
        let links = [
            ("out.png", "../secret.png"),
            ("state.png", ".tidings/catalogue.sqlite"),
            ("page.png", "draft.md"),
            ("loop.png", "loop.png"),
            ("dangling.png", "nowhere.png"),
            ("outside", ".."),
        ];
        for (link, target) in links {
            std::os::unix::fs::symlink(target, folder.join(link)).unwrap();
        }
        let refused = ["draft.md", ".tidings/catalogue.sqlite", "outside/secret.png", "missing.png", "img"];
        for path in refused.into_iter().chain(links.map(|(link, _)| link)) {
            assert!(open(&folder, None, &paths(&[path])).is_none(), "{path}");
        }
        std::os::unix::fs::symlink("img/a.png", folder.join("inside.png")).unwrap();
        assert!(
            open(&folder, None, &paths(&["inside.png"])).is_some(),
            "a link that stays inside is followed"
        );
    }

    #[tokio::test]
    async fn ranges() {
        let (_outer, folder) = folder();
        let png = || open(&folder, None, &paths(&["img/a.png"])).unwrap();
        let middle = get(png(), &[(header::RANGE, "bytes=2-4")]);
        assert_eq!(middle.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(middle.headers()[header::CONTENT_RANGE], "bytes 2-4/10");
        assert_eq!(text(middle).await, "234");
        assert_eq!(text(get(png(), &[(header::RANGE, "bytes=-2")])).await, "89");
        let beyond = get(png(), &[(header::RANGE, "bytes=10-")]);
        assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.headers()[header::CONTENT_RANGE], "bytes */10");
        let other = get(png(), &[(header::RANGE, "bytes=2-4"), (header::IF_RANGE, "\"older\"")]);
        assert_eq!(other.status(), StatusCode::OK, "a part of another file is no use");
        let empty = get(open(&folder, None, &paths(&["big.mp3"])).unwrap(), &[]);
        assert_eq!((empty.status(), text(empty).await.len()), (StatusCode::OK, 0));
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let (_outer, folder) = folder();
        let png = || open(&folder, None, &paths(&["img/a.png"])).unwrap();
        let first = get(png(), &[]);
        let tag = first.headers()[header::ETAG].to_str().unwrap();
        let date = first.headers()[header::LAST_MODIFIED].to_str().unwrap();
        for field in [(header::IF_NONE_MATCH, tag), (header::IF_MODIFIED_SINCE, date)] {
            let again = get(png(), &[field]);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(again.headers()[header::ETAG], tag);
        }
        std::fs::write(folder.join("img/a.png"), "longer than before").unwrap();
        assert_eq!(get(png(), &[(header::IF_NONE_MATCH, tag)]).status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_file_that_shrinks_on_the_way_breaks_the_body() {
        let (_outer, folder) = folder();
        let served = open(&folder, None, &paths(&["img/a.png"])).unwrap();
        std::fs::write(folder.join("img/a.png"), "0").unwrap();
        assert!(get(served, &[]).into_body().collect().await.is_err());
    }
}
