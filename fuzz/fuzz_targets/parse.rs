//! Files with any bytes and each extension that is read: no panic, no hang.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidings_model::ContentPath;
use tidings_parse::document::{self, DocumentOutcome};
use tidings_parse::{ParseSettings, parse};

/// File names; the first byte of the input chooses one.
const NAMES: [&str; 13] = [
    "a.md",
    "2026-03-04-b.html",
    "c.txt",
    "d.mdx",
    "_posts/e.markdown",
    "index.htm",
    "f.org",
    "g.adoc",
    "h.rst",
    "i.eml",
    "j.docx",
    "k.odt",
    "l.ipynb",
];
const SETTINGS: ParseSettings = ParseSettings::in_zone(chrono_tz::Tz::UTC);

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, document)) = bytes.split_first() else { return };
    let Some(path) = ContentPath::new(NAMES[usize::from(*choice) % NAMES.len()]) else { return };
    if let DocumentOutcome::Document(document) = document::read(&path, document) {
        let _ = parse(*document, &SETTINGS);
    }
});
