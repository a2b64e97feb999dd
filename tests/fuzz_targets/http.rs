//! HTTP requests: if the fast path answers the bytes of a request, hyper gives the same response to the same
//! bytes.

use super::site::{CLIENT, FEEDS, catalogue_of_one_article, get, site};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::sync::Arc;
use tidings_catalogue::Catalogue;
use tidings_server::Site;
use tidings_server::fast_path_response;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::runtime::Runtime;

struct Server {
    site: Arc<Site>,
    runtime: Runtime,
    _catalogue: Catalogue,
}

thread_local! {
    static SERVER: Server = Server::new();
}

/// Checks one request. Returns true if the fast path answers it.
pub(crate) fn check(request: &[u8]) -> bool {
    SERVER.with(|server| {
        let Some(fast) = fast_path_response(&server.site, request) else { return false };
        let slow = server.runtime.block_on(server.slow_response(request));
        assert_eq!(Response::parse(&fast), Response::parse(&slow), "{:?}", String::from_utf8_lossy(request));
        true
    })
}

impl Server {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let catalogue = catalogue_of_one_article();
        let site = site(&catalogue, None);
        // The fast path answers only from representations that have been rendered and compressed.
        for path in FEEDS {
            for coding in ["identity", "gzip", "br", "zstd"] {
                runtime.block_on(get(&site, path, &[("accept-encoding", coding)]));
            }
        }
        Self { site, runtime, _catalogue: catalogue }
    }

    /// The response of hyper.
    async fn slow_response(&self, request: &[u8]) -> Vec<u8> {
        let (mut client, server) = tokio::io::duplex(1 << 20);
        let answer = |request| async move { Ok::<_, Infallible>(self.site.respond(request, CLIENT).await) };
        let connection =
            http1::Builder::new().half_close(true).serve_connection(TokioIo::new(server), service_fn(answer));
        let exchange = async {
            client.write_all(request).await.expect("the request is sent");
            client.shutdown().await.expect("the request ends");
            let mut response = Vec::new();
            client.read_to_end(&mut response).await.expect("the response ends");
            response
        };
        tokio::join!(exchange, async { connection.await.expect("a connection without errors") }).0
    }
}

/// A response without the date.
#[derive(Debug, PartialEq, Eq)]
struct Response {
    status_line: String,
    /// In lower case, sorted.
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = std::str::from_utf8(&bytes[..end]).expect("a head in ASCII");
        let mut lines = head.split("\r\n");
        let status_line = lines.next().unwrap_or_default().to_owned();
        let mut headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").expect("a header"))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .filter(|(name, _)| name != "date")
            .collect();
        headers.sort();
        Self { status_line, headers, body: bytes[end + 4..].to_vec() }
    }
}
