//! A site without sockets, whose feeds have been rendered.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::Request;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use tidings_catalogue::{Catalogue, CatalogueSettings, Observation};
use tidings_model::{BaseUrl, ContentPath, FileStamp};
use tidings_parse::document::{self, DocumentOutcome};
use tidings_parse::{ParseOutcome, ParseSettings, parse};
use tidings_server::{ServerSettings, Site};

/// Where requests come from.
pub(crate) const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// The feeds of the site's articles.
pub(crate) const FEEDS: [&str; 3] = ["/feed.xml", "/atom.xml", "/feed.json"];

/// An empty catalogue in memory.
pub(crate) fn catalogue() -> Catalogue {
    let settings = CatalogueSettings {
        site_id: "example.org".to_owned(),
        parser_fingerprint: String::new(),
        custom: Vec::new(),
    };
    Catalogue::in_memory(None, &settings).expect("a catalogue in memory")
}

/// A catalogue of one article.
pub(crate) fn catalogue_of_one_article() -> Catalogue {
    let path = ContentPath::new("a.md").expect("a path");
    let text = format!("---\ntitle: A\ndate: 2026-03-04\n---\n{}\n", "Words that compress. ".repeat(50));
    let DocumentOutcome::Document(document) = document::read(&path, text.as_bytes()) else {
        panic!("not a document")
    };
    let ParseOutcome::Article(article) = parse(*document, &ParseSettings::in_zone(chrono_tz::Tz::UTC)) else {
        panic!("not an article")
    };
    let mut catalogue = catalogue();
    let stamp = FileStamp { modified: 1, size: 1, inode: 1, changed: 0 };
    let now = "2026-04-01T00:00:00Z".parse().expect("a time");
    catalogue.apply(vec![Observation::Parsed { stamp, article }], now).expect("the article is stored");
    catalogue
}

/// A site over a catalogue, with its state in `state` if there is one.
pub(crate) fn site(catalogue: &Catalogue, state: Option<&Path>) -> Arc<Site> {
    let settings = ServerSettings { state_folder: state.map(Path::to_owned), ..ServerSettings::default() };
    let base = BaseUrl::parse("https://example.org/").expect("an address");
    Arc::new(Site::new(&settings, base, Path::new("no-such-folder"), catalogue.reader()))
}

/// The status and the body of the response to a GET.
pub(crate) async fn get(site: &Arc<Site>, path: &str, headers: &[(&str, &str)]) -> (u16, Bytes) {
    let mut request = Request::get(path).header("host", "example.org");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = site.respond(request.body(Empty::<Bytes>::new()).expect("a request"), CLIENT).await;
    let status = response.status().as_u16();
    (status, response.into_body().collect().await.expect("a body").to_bytes())
}
