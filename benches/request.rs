//! The time of a request for a fresh feed, without sockets: the decision from its headers, and the whole
//! response.
//!
//! `cargo bench --bench request [-- FILTER]`

#![allow(clippy::expect_used, reason = "a failing benchmark may panic")]

mod support;

use bytes::Bytes;
use criterion::Criterion;
use http_body_util::{BodyExt as _, Empty};
use hyper::header::{ACCEPT_ENCODING, ETAG, HOST, IF_NONE_MATCH, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use std::hint::black_box;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use support::catalogue;
use tidings_model::BaseUrl;
use tidings_server::Site;
use tidings_server::http::conditional::is_not_modified;

const FROM: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let base = BaseUrl::parse("https://example.org/").expect("an address");
    let catalogue = catalogue(50);
    let site = Arc::new(Site::new(
        &tidings_server::ServerSettings::default(),
        base,
        &std::env::temp_dir(),
        catalogue.reader(),
    ));
    let ask = |etag: &str| runtime.block_on(site.respond(request(etag), FROM));

    let first = ask("");
    let etag = first.headers().get(ETAG).and_then(|etag| etag.to_str().ok()).expect("an ETag").to_owned();
    runtime.block_on(first.into_body().collect()).expect("a body");
    assert_eq!(ask(&etag).status(), StatusCode::NOT_MODIFIED);

    let (headers, tag) = (request(&etag).into_parts().0.headers, "no tag of ours");
    let decide = || is_not_modified(black_box(&headers), black_box(tag), None);
    criterion.bench_function("is it modified?", |bencher| bencher.iter(decide));
    criterion.bench_function("304 of a fresh feed", |bencher| bencher.iter(|| ask(&etag)));
    criterion.bench_function("200 of a fresh feed", |bencher| bencher.iter(|| ask("")));
    let alone = || Response::builder().status(304).header(ETAG, black_box(&etag)).body(Empty::<Bytes>::new());
    criterion.bench_function("hyper's types alone", |bencher| {
        bencher.iter(|| (request(&etag), alone()));
    });
    criterion.final_summary();
}

/// A request of a feed reader.
fn request(etag: &str) -> Request<Empty<Bytes>> {
    let request = Request::get("/feed.xml")
        .header(HOST, "example.org")
        .header(USER_AGENT, "A Reader/1.0")
        .header(ACCEPT_ENCODING, "gzip, deflate, br");
    let request = if etag.is_empty() { request } else { request.header(IF_NONE_MATCH, etag) };
    request.body(Empty::new()).expect("a request")
}
