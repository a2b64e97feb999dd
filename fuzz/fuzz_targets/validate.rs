//! Any bytes as a feed: no panic, no hang, and a report that can be printed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_validate::{Options, validate};

/// Charsets of the Content-Type header; the first byte of the input chooses one.
const CHARSETS: [Option<&str>; 4] = [None, Some("us-ascii"), Some("utf-8"), Some("utf-16")];

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, document)) = bytes.split_first() else { return };
    let options = Options {
        location: Some("https://example.org/feed.xml".to_owned()),
        charset: CHARSETS[usize::from(*choice) % CHARSETS.len()].map(str::to_owned),
        ..Options::default()
    };
    let report = validate(document, &options);
    let shown = report.to_string();
    // Linear memory: the size of the report is bounded by that of the document.
    assert!(shown.len() < 2_000_000 + 2_000 * document.len(), "{} bytes become {}", document.len(), shown.len());
});
