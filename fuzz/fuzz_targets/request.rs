//! Any bytes as an HTTP request: if the fast path answers them, hyper's path must send the same status, the
//! same headers and the same body.
//!
//! `cargo +nightly fuzz run request`

#![no_main]

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use libfuzzer_sys::fuzz_target;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, LazyLock};
use tidings_catalogue::{Catalogue, CatalogueSettings};
use tidings_model::BaseUrl;
use tidings_server::{ServerSettings, Site, fast_path_response};
use tokio::runtime::Runtime;

const FROM: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A site without articles, whose feeds are cached with every coding.
struct Served {
    runtime: Runtime,
    site: Arc<Site>,
    _catalogue: Catalogue,
    _folder: tempfile::TempDir,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let settings =
        CatalogueSettings { site_id: "example.org".to_owned(), reading: String::new(), custom: Vec::new() };
    let catalogue = Catalogue::in_memory(None, &settings).expect("a catalogue");
    let folder = tempfile::tempdir().expect("a folder");
    let base = BaseUrl::parse("https://example.org/news/").expect("an address");
    let site = Arc::new(Site::new(&ServerSettings::default(), base, folder.path(), catalogue.reader()));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for path in ["/", "/feed.xml", "/atom.xml", "/feed.json", "/feeds.opml", "/style.css"] {
        for coding in ["identity", "gzip", "br", "zstd"] {
            let request = Request::get(path).header("host", "x").header("accept-encoding", coding);
            runtime.block_on(site.respond(request.body(Empty::<Bytes>::new()).expect("a request"), FROM));
        }
    }
    Served { runtime, site, _catalogue: catalogue, _folder: folder }
});

fuzz_target!(|bytes: &[u8]| {
    let served = &*SERVED;
    let Some(fast) = fast_path_response(&served.site, bytes) else { return };
    let mut fields = [httparse::EMPTY_HEADER; 64];
    let mut parsed = httparse::Request::new(&mut fields);
    parsed.parse(bytes).expect("the fast path answers valid requests only");
    let mut request =
        Request::builder().method(parsed.method.expect("a method")).uri(parsed.path.expect("a path"));
    for field in &*parsed.headers {
        request = request.header(field.name, field.value);
    }
    // hyper rejects some values that httparse accepts.
    let Ok(request) = request.body(Empty::<Bytes>::new()) else { return };
    let slow = served.runtime.block_on(async {
        let (head, body) = served.site.respond(request, FROM).await.into_parts();
        (head, body.collect().await.expect("a body").to_bytes())
    });
    assert_eq!(parts(&fast), parts_of(&slow.0, &slow.1), "{}", String::from_utf8_lossy(bytes));
});

/// Status, sorted headers and body. The fast path writes two headers that hyper adds itself after `respond`.
fn parts(response: &[u8]) -> (u16, Vec<String>, Vec<u8>) {
    let end = response.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = std::str::from_utf8(&response[..end]).expect("text");
    let (status, lines) = head.split_once("\r\n").expect("a status line");
    let ignored = ["date: ", "connection: ", "content-length: "];
    let lines = lines.split("\r\n").filter(|line| !ignored.iter().any(|name| line.starts_with(name)));
    let mut lines: Vec<String> = lines.map(str::to_owned).collect();
    lines.sort_unstable();
    (status[9..12].parse().expect("a status"), lines, response[end + 4..].to_vec())
}

fn parts_of(head: &hyper::http::response::Parts, body: &[u8]) -> (u16, Vec<String>, Vec<u8>) {
    let fields = head.headers.iter().filter(|(name, _)| *name != "content-length");
    let mut lines: Vec<String> =
        fields.map(|(name, value)| format!("{name}: {}", value.to_str().expect("text"))).collect();
    lines.sort_unstable();
    (head.status.as_u16(), lines, body.to_vec())
}
