//! The table: one row for each rule, each tested on its own connection.

mod addresses;
mod audiences;
mod codings;
mod conditions;
mod deltas;
mod ranges;
mod rejections;
mod sending;

use crate::support::site::{Site, dated};

/// A site with a feed whose newest article is of 4 March 2026, a page, and files that the articles refer to.
fn site() -> Site {
    Site::with(&[
        ("a.md", &dated("A", "2026-03-04")),
        (
            "b.md",
            "---\ntitle: B\ndate: 2026-03-03\n---\n[sound](sound.mp3) ![p](p.svg) [t](t.csv) [0](nil.mp3)\n",
        ),
        ("sound.mp3", "0123456789"),
        ("p.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("t.csv", "a,b\n"),
        ("nil.mp3", ""),
    ])
}
