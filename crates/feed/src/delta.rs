//! A feed's bytes taken apart into its entries and what stands around them, and put together again with fewer entries:
//! what the instance manipulation `feed` of RFC 3229 does.
//!
//! It works on bytes that were rendered before, not on the catalogue, which may know of a change by now that these bytes,
//! and the entity tag they were sent with, do not.

use super::FeedFormat;
use quick_xml::Reader;
use quick_xml::events::Event;

/// RFC 5005, 2: who reads it may drop every entry that is not in the document, which holds for the whole feed alone.
const COMPLETE: &[u8] = b"fh:complete";

/// A rendered feed in its parts.
#[derive(Debug)]
pub struct FeedParts<'a> {
    pieces: Vec<Piece<'a>>,
    /// Stands between two entries.
    separator: &'static [u8],
}

#[derive(Debug, Clone, Copy)]
enum Piece<'a> {
    /// What every document says of the feed.
    Frame(&'a [u8]),
    /// One entry, with the white space before it.
    Entry(&'a [u8]),
    /// What only the whole feed says.
    Whole,
}

impl<'a> FeedParts<'a> {
    /// The parts of what [`Feed::render`](super::Feed::render) gave. `None`: it is no such thing.
    pub fn of(bytes: &'a [u8], format: FeedFormat) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        Some(match format {
            FeedFormat::Rss => Self { pieces: xml(text, b"item", 2)?, separator: b"" },
            FeedFormat::Atom => Self { pieces: xml(text, b"entry", 1)?, separator: b"" },
            FeedFormat::Json => Self { pieces: json(text)?, separator: b"," },
        })
    }

    /// The bytes of each entry, in the order of the feed. They are the same in two feeds if, and only if, a reader is told
    /// the same.
    pub fn entries(&self) -> impl Iterator<Item = &'a [u8]> {
        self.pieces.iter().filter_map(|piece| match *piece {
            Piece::Entry(entry) => Some(entry),
            Piece::Frame(_) | Piece::Whole => None,
        })
    }

    /// The feed with these entries of it alone.
    pub fn only(&self, is_wanted: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let mut out = Vec::new();
        let mut is_first = true;
        for piece in &self.pieces {
            match *piece {
                Piece::Frame(frame) => out.extend_from_slice(frame),
                Piece::Entry(entry) if is_wanted(entry) => {
                    out.extend_from_slice(if is_first { b"" } else { self.separator });
                    out.extend_from_slice(entry);
                    is_first = false;
                }
                Piece::Entry(_) | Piece::Whole => {}
            }
        }
        out
    }
}

/// Pieces of a feed in XML, whose entries are `entry` elements with so many ancestors.
fn xml<'a>(text: &'a str, entry: &[u8], ancestors: usize) -> Option<Vec<Piece<'a>>> {
    let (mut pieces, mut depth, mut done) = (Vec::new(), 0, 0);
    let mut begin = None;
    let mut reader = Reader::from_str(text);
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        let is_part = |name: &[u8]| depth == ancestors && (name == entry || name == COMPLETE);
        let name = match &event {
            Event::Start(element) if is_part(element.name().as_ref()) => {
                begin = Some(start);
                None
            }
            Event::Empty(element) if is_part(element.name().as_ref()) => {
                begin = Some(start);
                Some(element.name().as_ref().to_vec())
            }
            Event::End(element) if depth == ancestors + 1 => Some(element.name().as_ref().to_vec()),
            Event::Eof => break,
            _ => None,
        };
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = usize::checked_sub(depth, 1)?,
            _ => {}
        }
        if let (Some(name), Some(start)) = (name, begin.take_if(|_| depth == ancestors)) {
            let from = text.get(done..start)?.trim_ascii_end().len() + done;
            pieces.push(Piece::Frame(text.get(done..from)?.as_bytes()));
            let is_entry = name == entry;
            pieces.push(if is_entry { Piece::Entry(text.get(from..end)?.as_bytes()) } else { Piece::Whole });
            done = end;
        }
    }
    pieces.push(Piece::Frame(text.get(done..)?.as_bytes()));
    (depth == 0).then_some(pieces)
}

/// Pieces of a JSON Feed as `json.rs` lays it out: texts have no line breaks of their own, so the indentation tells where
/// an item begins and ends.
fn json(text: &str) -> Option<Vec<Piece<'_>>> {
    const ITEMS: &str = "\n  \"items\": [";
    const BEGIN: &str = "\n    {";
    const END: &str = "\n    }";
    let (head, mut rest) = text.split_at(text.find(ITEMS)? + ITEMS.len());
    let mut pieces = vec![Piece::Frame(head.as_bytes())];
    while rest.starts_with(BEGIN) {
        let (item, after) = rest.split_at(rest.find(END)? + END.len());
        pieces.push(Piece::Entry(item.as_bytes()));
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    pieces.push(Piece::Frame(rest.as_bytes()));
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::super::Feed;
    use super::super::tests::{at, complaints_of, entry_with_body, feed, site};
    use super::*;
    use proptest::prelude::*;
    use tidings_model::Tombstone;
    use tidings_model::{ArticleId, Entry, Selection, Term};

    /// Bodies with all that could be mistaken for a part of the feed around them.
    const BODIES: [&str; 5] = [
        "<p>plain</p>",
        "<p>]]&gt; &lt;/item&gt;&lt;item&gt; ]]> </item><item></p>",
        "<pre>\n    }\n    {\n  \"items\": [\n  ],\n</pre>",
        "<p></entry><entry><fh:complete/> &lt;fh:complete&gt;</p>",
        "",
    ];

    fn entry(number: usize, body: &str) -> Entry {
        let mut entry = entry_with_body(body);
        entry.id = ArticleId::explicit(&format!("urn:test:{number}"), "fish");
        entry.slug = format!("a-{number}");
        entry.article.title = format!("Number {number} </item> \"items\": [");
        entry.article.tags = Term::named("<entry>").into_iter().collect();
        entry
    }

    fn feed_of(bodies: &[usize], articles: u64) -> Feed {
        let entries = bodies.iter().enumerate().map(|(number, body)| entry(number, BODIES[*body]));
        let gone = Tombstone {
            id: ArticleId::explicit("urn:test:gone", "fish"),
            gone: at("2026-03-09T00:00:00Z").to_utc(),
        };
        let feed = feed(&site(), Selection::Site, "", entries.collect());
        Feed { articles: feed.items.len() as u64 + articles, pages: 3, gone: vec![gone], ..feed }
    }

    fn ids(bytes: &[u8]) -> Vec<String> {
        feed_rs::parser::parse(bytes).unwrap().entries.into_iter().map(|entry| entry.id).collect()
    }

    proptest! {
        #[test]
        fn a_feed_is_its_parts_and_any_of_its_entries_make_a_feed(
            given in proptest::collection::vec((0..BODIES.len(), any::<bool>()), 0..7),
            older in 0..2_u64,
        ) {
            let bodies: Vec<usize> = given.iter().map(|(body, _)| *body).collect();
            let feed = feed_of(&bodies, older);
            for format in FeedFormat::ALL {
                let whole = feed.render(format);
                let parts = FeedParts::of(&whole, format).unwrap();
                let entries: Vec<&[u8]> = parts.entries().collect();
                prop_assert_eq!(entries.len(), bodies.len());
                let said: Vec<String> = ids(&whole);
                let wanted: Vec<&[u8]> =
                    entries.iter().zip(&given).filter(|(_, (_, wanted))| *wanted).map(|(entry, _)| *entry).collect();
                let some = parts.only(|entry| wanted.contains(&entry));
                let expected: Vec<&String> =
                    said.iter().zip(&given).filter(|(_, (_, wanted))| *wanted).map(|(id, _)| id).collect();
                let found = ids(&some);
                prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
                prop_assert_eq!(complaints_of(&some, &feed, format), "", "{}", format.name());
                // Nothing that tells a reader to forget the rest, and all that leads to it.
                let text = String::from_utf8(some).unwrap();
                prop_assert!(!text.contains("<fh:complete></fh:complete>"));
                let whole = String::from_utf8(whole).unwrap();
                for said in ["prev-archive", "next_url", "at:deleted-entry ref"] {
                    prop_assert_eq!(text.contains(said), whole.contains(said), "{}", said);
                }
            }
        }
    }

    #[test]
    fn an_entry_has_the_same_bytes_wherever_it_stands() {
        let (short, long) = (feed_of(&[0, 1], 0), feed_of(&[0, 1, 2], 9));
        for format in FeedFormat::ALL {
            let (short, long) = (short.render(format), long.render(format));
            let (short, long) =
                (FeedParts::of(&short, format).unwrap(), FeedParts::of(&long, format).unwrap());
            assert_eq!(short.entries().collect::<Vec<_>>(), long.entries().take(2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_no_feed_has_no_parts() {
        for (text, format) in [
            ("<rss><channel>", FeedFormat::Rss),
            ("", FeedFormat::Json),
            ("{\n  \"items\": [\n    {", FeedFormat::Json),
        ] {
            assert!(FeedParts::of(text.as_bytes(), format).is_none(), "{text}");
        }
        assert!(FeedParts::of(b"\xff", FeedFormat::Atom).is_none());
    }
}
