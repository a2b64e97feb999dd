//! The lower bound for measurements: a server that is only hyper, with its feeds in memory.
//!
//! `bare_hyper ADDR:PORT NAME=FILE …` answers `/NAME` with the bytes of FILE, with those of FILE.gz if the
//! client accepts gzip, and with 304 if the client has them already. It has no limits and no timeouts, reads
//! no other header and closes no connection cleanly. It is not for use: it shows the best result that a
//! server on hyper could reach.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that cannot be taken ends with its reason"
)]

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::collections::HashMap;
use std::convert::Infallible;
use std::rc::Rc;

/// One representation of a feed.
struct Body {
    bytes: Bytes,
    etag: HeaderValue,
    is_gzip: bool,
}

/// A feed: uncompressed, and compressed if FILE.gz exists.
type Feed = (Body, Option<Body>);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().expect("an address to listen on");
    let feeds: HashMap<String, Feed> = arguments
        .map(|argument| {
            let (name, file) = argument.split_once('=').expect("NAME=FILE");
            let plain = std::fs::read(file).expect("a file that can be read");
            let gzip = std::fs::read(format!("{file}.gz")).ok();
            (format!("/{name}"), (body(plain, false), gzip.map(|bytes| body(bytes, true))))
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    tokio::task::LocalSet::new().block_on(&runtime, serve(&address, Rc::new(feeds)));
}

fn body(bytes: Vec<u8>, is_gzip: bool) -> Body {
    let etag = format!("\"{:x}-{}\"", bytes.len(), if is_gzip { "gz" } else { "id" });
    Body { bytes: bytes.into(), etag: etag.parse().expect("a header"), is_gzip }
}

async fn serve(address: &str, feeds: Rc<HashMap<String, Feed>>) {
    let listener = tokio::net::TcpListener::bind(address).await.expect("the address is free");
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _ = stream.set_nodelay(true);
        let feeds = Rc::clone(&feeds);
        tokio::task::spawn_local(async move {
            let answer = service_fn(move |request| {
                let response = respond(&request, &feeds);
                async move { Ok::<_, Infallible>(response) }
            });
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

fn respond<B>(request: &Request<B>, feeds: &HashMap<String, Feed>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    let Some((plain, gzip)) = feeds.get(request.uri().path()) else {
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let asked = request.headers();
    let accepts = asked.get(header::ACCEPT_ENCODING).is_some_and(|value| value.as_bytes() == b"gzip");
    let body = gzip.as_ref().filter(|_| accepts).unwrap_or(plain);
    response.headers_mut().insert(header::ETAG, body.etag.clone());
    if asked.get(header::IF_NONE_MATCH) == Some(&body.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/rss+xml"));
    if body.is_gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    *response.body_mut() = Full::new(body.bytes.clone());
    response
}
