//! A reader that follows a feed into its archives gets every article, whatever happened to the folder.

use super::fixture::{Fixture, article};
use crate::Site;
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use hyper::{Request, StatusCode};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tidings_feed::FeedFormat;
use tidings_model::{Dated, Term};

/// The content at the path; `None` for 404.
async fn fetch(site: &Arc<Site>, path: &str) -> Option<String> {
    let request = Request::get(path).header("host", "example.org");
    let request = request.body(http_body_util::Empty::<bytes::Bytes>::new()).unwrap();
    let response = site.respond(request, Ipv4Addr::LOCALHOST.into()).await;
    assert!(matches!(response.status(), StatusCode::OK | StatusCode::NOT_FOUND));
    let found = response.status() == StatusCode::OK;
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    found.then(|| String::from_utf8(bytes.to_vec()).unwrap())
}

/// The path of the next older document.
fn older(text: &str, format: FeedFormat) -> Option<String> {
    let address = match format {
        FeedFormat::Json => {
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            json["next_url"].as_str().map(str::to_owned)?
        }
        _ => {
            let at = text.find("rel=\"prev-archive\"")?;
            let tag = &text[text[..at].rfind('<').unwrap()..];
            tag.split("href=\"").nth(1)?.split('"').next()?.to_owned()
        }
    };
    address.strip_prefix("https://example.org").map(str::to_owned)
}

/// The titles of all entries by id, and the ids in the archive's pages, sorted and with duplicates.
async fn walk(site: &Arc<Site>, window: &str, format: FeedFormat) -> (BTreeMap<String, String>, Vec<String>) {
    let (mut entries, mut archived) = (BTreeMap::new(), Vec::new());
    let mut next = Some(window.to_owned());
    while let Some(path) = next {
        let text = fetch(site, &path).await.unwrap_or_else(|| panic!("{path} does not exist"));
        let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
        for entry in feed.entries {
            if path != window {
                archived.push(entry.id.clone());
            }
            // Newer documents come first, and the newest entry counts.
            entries.entry(entry.id).or_insert_with(|| entry.title.unwrap().content);
        }
        next = older(&text, format);
    }
    archived.sort_unstable();
    (entries, archived)
}

#[derive(Debug, Clone)]
enum Act {
    Write {
        number: u32,
        day: i64,
        version: u32,
    },
    Delete(u32),
    /// A reader walks, so that documents of different times are in the cache.
    Walk,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (0..150_u32, 0..900_i64, 0..9_u32).prop_map(|(number, day, version)| Act::Write { number, day, version }),
        2 => (0..150_u32).prop_map(Act::Delete),
        1 => Just(Act::Walk),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn a_reader_that_walks_the_archives_gets_every_article_once_and_current(
        acts in proptest::collection::vec(act(), 0..260)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::over(folder.path());
        fixture.finish_startup();
        let mut titles: BTreeMap<u32, String> = BTreeMap::new();
        for act in acts.into_iter().chain([Act::Walk]) {
            match act {
                Act::Write { number, day, version } => {
                    let title = format!("Article {number} in version {version}");
                    let mut article = article(&format!("{number}.md"), &title);
                    let dated = article.published.unwrap();
                    article.published = Some(Dated { at: dated.at - TimeDelta::days(day), ..dated });
                    article.tags = Term::named("all").into_iter().collect();
                    fixture.drop_file(article);
                    titles.insert(number, title);
                }
                Act::Delete(number) => {
                    fixture.delete_file(&format!("{number}.md"));
                    titles.remove(&number);
                }
                Act::Walk => {
                    let mut expected: Vec<&String> = titles.values().collect();
                    expected.sort_unstable();
                    let feeds =
                        [("", FeedFormat::Rss), ("", FeedFormat::Json), ("tags/all/", FeedFormat::Atom)];
                    for (directory, format) in feeds {
                        let window = format!("/news/{directory}{}", format.file_name());
                        if !directory.is_empty() && runtime.block_on(fetch(&fixture.site, &window)).is_none() {
                            continue;
                        }
                        let (entries, archived) = runtime.block_on(walk(&fixture.site, &window, format));
                        let mut found: Vec<&String> = entries.values().collect();
                        found.sort_unstable();
                        prop_assert_eq!(&found, &expected);
                        let all: Vec<&String> = entries.keys().collect();
                        let archived: Vec<&String> = archived.iter().collect();
                        prop_assert!(
                            archived.is_empty() || archived == all,
                            "two pages of the archive have the same entry"
                        );
                    }
                }
            }
        }
    }
}
