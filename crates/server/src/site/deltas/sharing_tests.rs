//! Clients with the same version share one delta.

use crate::Site;
use crate::tests::fixture::{Fixture, article};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::{Request, Response};
use std::collections::HashSet;
use std::net::Ipv4Addr;
use std::sync::Arc;

/// A reader that gets deltas.
const READER: (&str, &str) = ("user-agent", "newsboat/2.36");

async fn ask(site: Arc<Site>, path: &str, headers: &[(&str, &str)]) -> Response<Bytes> {
    let mut request = Request::get(path).header("host", "example.org");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(http_body_util::Empty::<Bytes>::new()).unwrap();
    let (head, body) = site.respond(request, Ipv4Addr::LOCALHOST.into()).await.into_parts();
    Response::from_parts(head, body.collect().await.unwrap().to_bytes())
}

fn tag(response: &Response<Bytes>) -> String {
    response.headers()["etag"].to_str().unwrap().to_owned()
}

/// A site with twenty articles, and one that was added after a reader got this entity tag.
async fn after_a_change(path: &str) -> (Fixture, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    fixture.finish_startup();
    for number in 0..20 {
        fixture.drop_file(article(&format!("{number}.md"), &format!("Article {number}")));
    }
    let first = ask(fixture.site.clone(), path, &[READER, ("a-im", "feed")]).await;
    assert_eq!(first.status(), 200);
    fixture.drop_file(article("new.md", "The new one"));
    (fixture, tag(&first))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_readers_with_the_same_tag_share_one_delta() {
    for coding in ["identity", "gzip", "br"] {
        let (fixture, had) = after_a_change("/news/feed.xml").await;
        let readers = (0..1000).map(|_| {
            let (site, had) = (fixture.site.clone(), had.clone());
            tokio::spawn(async move {
                let asked =
                    [READER, ("a-im", "feed"), ("if-none-match", had.as_str()), ("accept-encoding", coding)];
                ask(site, "/news/feed.xml", &asked).await
            })
        });
        let mut rendered = HashSet::new();
        let mut answers = Vec::new();
        for reader in readers.collect::<Vec<_>>() {
            let answer = reader.await.unwrap();
            assert_eq!(answer.status(), 226);
            // The same address in memory: the delta was computed once.
            rendered.insert(answer.body().as_ptr() as usize);
            answers.push(answer);
        }
        assert_eq!(rendered.len(), 1, "{coding}");
    }
}

#[tokio::test]
async fn a_delta_is_cached_and_only_feeds_with_deltas_have_a_history() {
    let (fixture, had) = after_a_change("/news/atom.xml").await;
    let asked = [READER, ("a-im", "feed"), ("if-none-match", had.as_str())];
    let first = ask(fixture.site.clone(), "/news/atom.xml", &asked).await;
    let second = ask(fixture.site.clone(), "/news/atom.xml", &asked).await;
    assert_eq!(first.body().as_ptr(), second.body().as_ptr());
    let deltas = fixture.site.cache.paths().into_iter().filter(|key| key.contains('\n')).count();
    assert_eq!(deltas, 1, "one delta in the cache");
    let plain = ask(fixture.site.clone(), "/news/feed.xml", &[]).await;
    assert_eq!(plain.status(), 200);
    assert!(!fixture.site.deltas.has_history("feed.xml") && fixture.site.deltas.has_history("atom.xml"));
}

#[tokio::test]
async fn clients_that_accept_no_deltas_get_the_same_response() {
    let (fixture, had) = after_a_change("/news/feed.json").await;
    let plain = ask(fixture.site.clone(), "/news/feed.json", &[("if-none-match", &had)]).await;
    assert_eq!(
        (plain.status().as_u16(), plain.headers()["cache-control"].to_str().unwrap()),
        (200, "public, max-age=3600")
    );
    for unwanted in ["feed;q=0", "vcdiff"] {
        let asked = [READER, ("a-im", unwanted), ("if-none-match", had.as_str())];
        let answer = ask(fixture.site.clone(), "/news/feed.json", &asked).await;
        assert_eq!((answer.status(), answer.headers()), (plain.status(), plain.headers()), "{unwanted}");
        assert_eq!(answer.body(), plain.body());
    }
}
