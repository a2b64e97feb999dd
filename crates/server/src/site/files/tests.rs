//! Which files are served, and how.

use super::*;
use crate::site::responses::body::Body;
use http_body_util::BodyExt as _;
use hyper::header::{self, HeaderValue};
use hyper::{Method, Response, StatusCode};
use std::path::Path;

fn paths(paths: &[&str]) -> Vec<ContentPath> {
    paths.iter().map(|path| ContentPath::new(path).unwrap()).collect()
}

/// What is served at the first of the paths that has a file, with a store of pictures that is empty.
fn open(folder: &Path, candidates: &[&str]) -> Option<ServedFile> {
    let state = folder.canonicalize().unwrap().join(".tidings");
    find_with(&PictureStore::open(Some(&state)), folder, candidates)
}

fn find_with(pictures: &PictureStore, folder: &Path, candidates: &[&str]) -> Option<ServedFile> {
    let content = ContentFolder::new(folder, &[folder.join(".tidings")]);
    match find(&content, pictures, &paths(candidates))? {
        Found::File(file) => Some(file),
        Found::Embedded(picture) => pictures.unpack(&content, &picture),
    }
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
    let headers = fields.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
    served.response(&Method::GET, &headers.collect(), 60, Utc::now())
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn the_first_candidate_that_is_a_file_is_served() {
    let (_outer, folder) = folder();
    let answer = get(open(&folder, &["static/a.png", "img", "img/a.png"]).unwrap(), &[]);
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/png");
    assert_eq!(answer.headers()[header::CONTENT_LENGTH], "10");
    assert!(!answer.headers().contains_key(header::CONTENT_SECURITY_POLICY));
    assert_eq!(text(answer).await, "0123456789");
}

#[test]
fn files_that_could_run_scripts_are_sandboxed_and_text_has_a_charset() {
    let (_outer, folder) = folder();
    let svg = get(open(&folder, &["img/a.svg"]).unwrap(), &[]);
    assert!(svg.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
    let csv = get(open(&folder, &["notes.csv"]).unwrap(), &[]);
    assert_eq!(csv.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
}

#[cfg(unix)]
#[tokio::test]
async fn a_picture_in_a_document_is_extracted() {
    let (_outer, folder) = folder();
    let png = serde_json::json!({"output_type": "display_data", "data": {"image/png": "R0lGODQ1Njc4OQ=="}});
    let cells = serde_json::json!({"cells": [{"cell_type": "code", "outputs": [png]}]}).to_string();
    std::fs::write(folder.join("img/a.ipynb"), &cells).unwrap();
    let open = |path| self::open(&folder, &[path]);
    let answer = get(open("img/a.ipynb/0/0.png").unwrap(), &[]);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "image/png");
    assert_eq!(text(answer).await, "GIF8456789");
    let middle = get(open("img/a.ipynb/0/0.png").unwrap(), &[(header::RANGE, "bytes=2-4")]);
    assert_eq!((middle.status(), text(middle).await.as_str()), (StatusCode::PARTIAL_CONTENT, "F84"));
    std::fs::write(folder.join(".tidings/a.ipynb"), &cells).unwrap();
    for none in ["img/a.ipynb", "img/a.ipynb/0/1.png", "img/a.png/0/0.png", ".tidings/a.ipynb/0/0.png"] {
        assert!(open(none).is_none(), "{none}");
    }
    let (_other, elsewhere) = self::folder();
    std::fs::write(elsewhere.join("a.ipynb"), &cells).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("a.ipynb"), folder.join("out.ipynb")).unwrap();
    assert!(open("out.ipynb/0/0.png").is_none(), "a link out of the folder");
}

/// A notebook with this number of pictures of `size` bytes.
fn notebook(count: usize, size: usize) -> String {
    use std::fmt::Write as _;
    let picture = format!("R0lG{}", "ODg4".repeat(size / 3));
    let mut cells = String::new();
    for _ in 0..count {
        let comma = if cells.is_empty() { "" } else { "," };
        let output = format!(r#"{{"output_type":"display_data","data":{{"image/gif":"{picture}"}}}}"#);
        write!(cells, r#"{comma}{{"cell_type":"code","outputs":[{output}]}}"#).unwrap();
    }
    format!(r#"{{"cells":[{cells}]}}"#)
}

#[test]
fn the_pictures_of_a_document_are_unpacked_once_and_make_room_for_others() {
    let (_outer, folder) = folder();
    let state = folder.canonicalize().unwrap().join(".tidings");
    let pictures = PictureStore::open(Some(&state));
    let content = ContentFolder::new(&folder, &[]);
    let names = || std::fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().file_name());
    let files = || names().filter(|name| name.to_str().unwrap().starts_with("pictures-")).count();
    let needs_unpacking = |path: &str| match find(&content, &pictures, &paths(&[path])) {
        Some(Found::Embedded(_)) => true,
        Some(Found::File(_)) => false,
        None => panic!("{path} is missing"),
    };
    std::fs::write(folder.join("a.ipynb"), notebook(3, 30)).unwrap();
    assert!(needs_unpacking("a.ipynb/0/0.gif"));
    assert_eq!(find_with(&pictures, &folder, &["a.ipynb/0/0.gif"]).unwrap().size, 33);
    assert!(!needs_unpacking("a.ipynb/2/0.gif"), "all pictures of the document are unpacked");
    assert!(
        find(&content, &pictures, &paths(&["a.ipynb/3/0.gif"])).is_none(),
        "and others are known to be missing"
    );
    std::fs::write(folder.join("a.ipynb"), notebook(1, 60)).unwrap();
    assert_eq!(find_with(&pictures, &folder, &["a.ipynb/0/0.gif"]).unwrap().size, 63);
    assert_eq!(files(), 1, "a changed document replaces its pictures");
    let kept = find_with(&pictures, &folder, &["a.ipynb/0/0.gif"]).unwrap();
    for number in 0..30 {
        // About 10 MB each.
        std::fs::write(folder.join("b.ipynb"), notebook(1, 10_000_000 + 3 * number)).unwrap();
        let copy = format!("b{number}.ipynb");
        std::fs::rename(folder.join("b.ipynb"), folder.join(&copy)).unwrap();
        assert!(find_with(&pictures, &folder, &[&format!("{copy}/0/0.gif")]).is_some());
    }
    assert!(files() < 30, "{}", files());
    assert!(needs_unpacking("a.ipynb/0/0.gif"));
    assert_eq!(kept.size, 63, "a response that has begun keeps its file");
    let again = PictureStore::open(Some(&state));
    assert_eq!(files(), 0, "the start removes the files of the last run");
    std::fs::remove_dir_all(&state).unwrap();
    assert!(find_with(&again, &folder, &["a.ipynb/0/0.gif"]).is_none());
    std::fs::create_dir(&state).unwrap();
    assert!(find_with(&again, &folder, &["a.ipynb/0/0.gif"]).is_some());
    assert_eq!(files(), 1);
}

#[test]
fn pictures_that_are_none_are_not_served() {
    let (_outer, folder) = folder();
    std::fs::write(folder.join("a.ipynb"), notebook(1, 30).replace("R0lG", "AAAA")).unwrap();
    assert!(open(&folder, &["a.ipynb/0/0.gif"]).is_none());
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
        assert!(open(&folder, &[path]).is_none(), "{path}");
    }
    std::os::unix::fs::symlink("img/a.png", folder.join("inside.png")).unwrap();
    assert!(open(&folder, &["inside.png"]).is_some(), "a link that stays inside is followed");
}

#[tokio::test]
async fn ranges() {
    let (_outer, folder) = folder();
    let png = || open(&folder, &["img/a.png"]).unwrap();
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
    let empty = get(open(&folder, &["big.mp3"]).unwrap(), &[]);
    assert_eq!((empty.status(), text(empty).await.len()), (StatusCode::OK, 0));
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let (_outer, folder) = folder();
    let png = || open(&folder, &["img/a.png"]).unwrap();
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
    let served = open(&folder, &["img/a.png"]).unwrap();
    std::fs::write(folder.join("img/a.png"), "0").unwrap();
    assert!(get(served, &[]).into_body().collect().await.is_err());
}
