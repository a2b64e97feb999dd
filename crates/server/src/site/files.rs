//! The content folder's files that public articles refer to: pictures, sounds, attachments.

use super::responses::body::{self, Body};
use super::responses::{response, set};
use crate::http::conditional::allows_range;
use crate::http::decision::{Precondition, Validators};
use crate::http::range::{Part, part};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Response, StatusCode};
use std::fs::{File, Metadata};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use tidings_model::ContentPath;
use tidings_parse::document::{embedded_picture, is_article_extension};

/// Maximum size of a document whose embedded pictures are served, in bytes; the parser has the same limit.
const MAX_DOCUMENT: u64 = 16 * 1024 * 1024;

/// Types whose files could run scripts in the site's origin.
const SCRIPTABLE: [&str; 4] = ["text/html", "application/xhtml+xml", "text/xml", "application/xml"];

/// The policy of such a file: it gets an origin of its own, without scripts (CSP 3, `sandbox`), but with
/// pictures and styles.
const SANDBOX: &str =
    "sandbox; default-src 'none'; img-src * data:; media-src *; font-src *; style-src * 'unsafe-inline'";

/// An open file that may be served.
#[derive(Debug)]
pub(super) struct ServedFile {
    content: Content,
    size: u64,
    modified: Option<DateTime<Utc>>,
    mime: String,
}

/// The source of the bytes.
#[derive(Debug)]
enum Content {
    File(File),
    /// Bytes that were extracted from a document.
    Memory(Bytes),
}

/// Opens the first of the candidates that is a regular file inside `folder`, but not inside `private`, and
/// that may be served. Blocks.
pub(super) fn open(folder: &Path, private: Option<&Path>, candidates: &[ContentPath]) -> Option<ServedFile> {
    let folder = folder.canonicalize().ok()?;
    let private = private.and_then(|private| private.canonicalize().ok());
    candidates.iter().find_map(|candidate| {
        let private = private.as_deref();
        open_one(&folder, private, candidate).or_else(|| open_embedded(&folder, private, candidate))
    })
}

/// Extracts a picture from a document: `posts/letter.docx/word/media/image1.png` is in `posts/letter.docx`.
fn open_embedded(folder: &Path, private: Option<&Path>, candidate: &ContentPath) -> Option<ServedFile> {
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
    File::open(file).ok()?.take(MAX_DOCUMENT).read_to_end(&mut bytes).ok()?;
    let picture = embedded_picture(&document, &bytes, name)?;
    Some(ServedFile {
        size: picture.len() as u64,
        content: Content::Memory(picture.into()),
        modified: metadata.modified().ok().map(DateTime::from),
        mime: mime_of(candidate),
    })
}

fn mime_of(path: &ContentPath) -> String {
    mime_guess::from_path(path.file_name()).first_or_octet_stream().essence_str().to_owned()
}

fn open_one(folder: &Path, private: Option<&Path>, candidate: &ContentPath) -> Option<ServedFile> {
    // Both the name in the address and the canonical name, after symbolic links, must be servable: inside the
    // folder, not hidden, and not the source of an article.
    let file = candidate.in_folder(folder).canonicalize().ok()?;
    let true_path = ContentPath::from_file(folder, &file)?;
    if private.is_some_and(|private| file.starts_with(private)) {
        return None;
    }
    // open(2) would block on a named pipe, so the type is checked first.
    if !is_servable(candidate) || !is_servable(&true_path) || !file.metadata().ok()?.is_file() {
        return None;
    }
    let file = File::open(file)
        .inspect_err(|error| tracing::warn!(path = %candidate, %error, "cannot open the file"))
        .ok()?;
    let metadata = file.metadata().ok().filter(Metadata::is_file)?;
    Some(ServedFile {
        content: Content::File(file),
        size: metadata.len(),
        modified: metadata.modified().ok().map(DateTime::from),
        mime: mime_of(candidate),
    })
}

/// Whether a file may be served by its name: it is neither hidden nor a document. Documents are never served
/// as files, since a draft that a public article links to would leak; published articles have permalinks.
fn is_servable(path: &ContentPath) -> bool {
    !is_hidden(path) && !path.extension().is_some_and(|extension| is_article_extension(&extension))
}

fn is_hidden(path: &ContentPath) -> bool {
    path.as_str().split('/').any(|part| part.starts_with('.'))
}

impl ServedFile {
    /// The response: 200, 206, 304, 412 or 416.
    pub(super) fn response(
        mut self,
        method: &Method,
        request: &HeaderMap,
        max_age: u32,
        now: DateTime<Utc>,
    ) -> Response<Body> {
        let tag = self.tag();
        // A time in the future would make the file 'not modified' for ever (RFC 9110, 8.8.2.1).
        let modified = self.modified.filter(|at| *at <= now);
        let mut headers = self.headers(&tag, modified, max_age);
        let without_body = match (Validators { tag: &tag, last_modified: modified }).evaluate(request) {
            Precondition::Failed => Some(StatusCode::PRECONDITION_FAILED),
            Precondition::NotModified => Some(StatusCode::NOT_MODIFIED),
            Precondition::Proceed => None,
        };
        if let Some(status) = without_body {
            headers.remove(header::CONTENT_TYPE);
            return response(status, headers, body::empty());
        }
        let range = request.get(header::RANGE).and_then(|field| field.to_str().ok());
        let part = match range {
            // RFC 9110, 14.2: only GET supports ranges.
            Some(range) if *method == Method::GET && allows_range(request, &tag, modified) => {
                part(range, self.size)
            }
            _ => Part::Whole,
        };
        let part = self.seek_to(part);
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
                Content::Memory(bytes) => response(status, headers, body::bytes(bytes)),
            },
        }
    }

    /// Moves to the first byte of the part. Returns the part that can be sent.
    fn seek_to(&mut self, part: Part) -> Part {
        let Part::Bytes { first, last } = part else { return part };
        match &mut self.content {
            Content::File(file) => {
                if file.seek(SeekFrom::Start(first)).is_err() {
                    return Part::Whole;
                }
            }
            Content::Memory(bytes) => {
                let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                *bytes = bytes.slice(index(first)..index(last.saturating_add(1)));
            }
        }
        part
    }

    /// The entity tag, from size and time of modification; on Linux the latter has a resolution of at most 4
    /// ms, the tick of the kernel.
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

    /// A folder with a few files, inside another folder with a file that must not be served.
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

    fn get(served: ServedFile, fields: &[(header::HeaderName, &str)]) -> Response<Body> {
        let headers =
            fields.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
        served.response(&Method::GET, &headers.collect(), 60, Utc::now())
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
    fn files_that_could_run_scripts_are_sandboxed_and_text_has_a_charset() {
        let (_outer, folder) = folder();
        let svg = get(open(&folder, None, &paths(&["img/a.svg"])).unwrap(), &[]);
        assert!(svg.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
        let csv = get(open(&folder, None, &paths(&["notes.csv"])).unwrap(), &[]);
        assert_eq!(csv.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_picture_in_a_document_is_extracted() {
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
        assert_eq!(other.status(), StatusCode::OK, "a part of another version is useless");
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
    async fn a_file_that_shrinks_while_it_is_sent_breaks_the_body() {
        let (_outer, folder) = folder();
        let served = open(&folder, None, &paths(&["img/a.png"])).unwrap();
        std::fs::write(folder.join("img/a.png"), "0").unwrap();
        assert!(get(served, &[]).into_body().collect().await.is_err());
    }
}
