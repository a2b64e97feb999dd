//! The feed history in the state folder: whatever that file contains, the server starts, and a delta never
//! contains anything that is not in the feed.

use super::site::{FEEDS, catalogue_of_one_article, get, site};
use tempfile::TempDir;
use tidings_catalogue::Catalogue;
use tokio::runtime::Runtime;

/// The name of the file in the state folder.
pub(crate) const FILE: &str = "instances";

struct Context {
    catalogue: Catalogue,
    state: TempDir,
    runtime: Runtime,
}

thread_local! {
    static CONTEXT: Context = Context {
        catalogue: catalogue_of_one_article(),
        state: tempfile::tempdir().expect("a folder"),
        runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime"),
    };
}

/// Checks one file. Returns what the server writes in its place.
pub(crate) fn check(history: &[u8]) -> Vec<u8> {
    CONTEXT.with(|context| {
        let file = context.state.path().join(FILE);
        std::fs::write(&file, history).expect("the file is written");
        let site = site(&context.catalogue, Some(context.state.path()));
        context.runtime.block_on(async {
            for path in FEEDS {
                let (status, whole) = get(&site, path, &[]).await;
                assert_eq!(status, 200);
                for tag in tags(history) {
                    let headers =
                        [("user-agent", "newsboat/2.36"), ("a-im", "feed"), ("if-none-match", tag.as_str())];
                    let (status, delta) = get(&site, path, &headers).await;
                    assert!([200, 226, 304].contains(&status), "{status}");
                    assert!(delta.len() <= whole.len(), "{} bytes of {}", delta.len(), whole.len());
                }
            }
        });
        site.save_state();
        std::fs::read(file).expect("the file is there")
    })
}

/// Entity tags that the history may know: its first words in hexadecimal digits, in quotes.
fn tags(history: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(history);
    let words = text.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| !word.is_empty());
    words.take(4).map(|word| format!("\"{word}\"")).collect()
}
