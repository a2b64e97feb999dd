//! Splits a rendered feed into its entries and the parts around them, and joins it again with fewer entries,
//! as the instance manipulation `feed` of RFC 3229 requires.
//!
//! It works on bytes that were rendered before, not on the catalogue: the catalogue may have a change by now
//! that is not in these bytes and not in the entity tag they were sent with.

use crate::feed_format::FeedFormat;
use quick_xml::Reader;
use quick_xml::events::Event;

/// RFC 5005, 2: a feed reader may delete every entry that is not in a document with this element, so only the
/// whole feed may have it.
const COMPLETE: &[u8] = b"fh:complete";

/// The parts of a rendered feed.
#[derive(Debug)]
pub struct FeedParts<'a> {
    parts: Vec<Part<'a>>,
    /// The bytes between two entries.
    separator: &'static [u8],
}

#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    /// The parts of the feed that every document has.
    Frame(&'a [u8]),
    /// One entry, with the white space before it.
    Entry(&'a [u8]),
    /// An element that only the whole feed may have.
    WholeOnly,
}

impl<'a> FeedParts<'a> {
    /// Splits the output of [`Feed::render`](crate::Feed::render). `None` if the bytes are no such output.
    pub fn parse(bytes: &'a [u8], format: FeedFormat) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        Some(match format {
            FeedFormat::Rss => Self { parts: xml(text, b"item", 2)?, separator: b"" },
            FeedFormat::Atom => Self { parts: xml(text, b"entry", 1)?, separator: b"" },
            FeedFormat::Json => Self { parts: json(text)?, separator: b"," },
        })
    }

    /// The bytes of each entry, in the order of the feed. They are equal in two feeds exactly if the entry is
    /// the same for a subscriber.
    pub fn entries(&self) -> impl Iterator<Item = &'a [u8]> {
        self.parts.iter().filter_map(|part| match *part {
            Part::Entry(entry) => Some(entry),
            Part::Frame(_) | Part::WholeOnly => None,
        })
    }

    /// The feed with only the entries for which `is_included` returns true.
    pub fn with_entries(&self, is_included: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let mut out = Vec::new();
        let mut is_first = true;
        for part in &self.parts {
            match *part {
                Part::Frame(frame) => out.extend_from_slice(frame),
                Part::Entry(entry) if is_included(entry) => {
                    out.extend_from_slice(if is_first { b"" } else { self.separator });
                    out.extend_from_slice(entry);
                    is_first = false;
                }
                Part::Entry(_) | Part::WholeOnly => {}
            }
        }
        out
    }
}

/// The parts of a feed in XML. Its entries are the elements `entry` with this number of ancestors.
fn xml<'a>(text: &'a str, entry: &[u8], ancestors: usize) -> Option<Vec<Part<'a>>> {
    let (mut parts, mut depth, mut done) = (Vec::new(), 0, 0);
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
            parts.push(Part::Frame(text.get(done..from)?.as_bytes()));
            let is_entry = name == entry;
            parts.push(if is_entry { Part::Entry(text.get(from..end)?.as_bytes()) } else { Part::WholeOnly });
            done = end;
        }
    }
    parts.push(Part::Frame(text.get(done..)?.as_bytes()));
    (depth == 0).then_some(parts)
}

/// The parts of a JSON Feed in the layout of `json.rs`: texts have no bare line breaks, so the indentation
/// shows where an item begins and ends.
fn json(text: &str) -> Option<Vec<Part<'_>>> {
    const ITEMS: &str = "\n  \"items\": [";
    const BEGIN: &str = "\n    {";
    const END: &str = "\n    }";
    let (head, mut rest) = text.split_at(text.find(ITEMS)? + ITEMS.len());
    let mut parts = vec![Part::Frame(head.as_bytes())];
    while rest.starts_with(BEGIN) {
        let (item, after) = rest.split_at(rest.find(END)? + END.len());
        parts.push(Part::Entry(item.as_bytes()));
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    parts.push(Part::Frame(rest.as_bytes()));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Feed;
    use crate::tests::{at, document_messages, entry_with_body, feed, site};
    use proptest::prelude::*;
    use tidings_model::Tombstone;
    use tidings_model::{ArticleId, Entry, Selection, Term};

    /// Bodies with everything that could be mistaken for a part of the feed around them.
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
                let parts = FeedParts::parse(&whole, format).unwrap();
                let entries: Vec<&[u8]> = parts.entries().collect();
                prop_assert_eq!(entries.len(), bodies.len());
                let all: Vec<String> = ids(&whole);
                let wanted: Vec<&[u8]> =
                    entries.iter().zip(&given).filter(|(_, (_, wanted))| *wanted).map(|(entry, _)| *entry).collect();
                let some = parts.with_entries(|entry| wanted.contains(&entry));
                let expected: Vec<&String> =
                    all.iter().zip(&given).filter(|(_, (_, wanted))| *wanted).map(|(id, _)| id).collect();
                let found = ids(&some);
                prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
                prop_assert_eq!(document_messages(&some, &feed, format), "", "{}", format.name());
                // No element that makes a feed reader delete the other entries, and all links to them.
                let text = String::from_utf8(some).unwrap();
                prop_assert!(!text.contains("<fh:complete></fh:complete>"));
                let whole = String::from_utf8(whole).unwrap();
                for element in ["prev-archive", "next_url", "at:deleted-entry ref"] {
                    prop_assert_eq!(text.contains(element), whole.contains(element), "{}", element);
                }
            }
        }
    }

    #[test]
    fn an_entry_has_the_same_bytes_in_every_feed() {
        let (short, long) = (feed_of(&[0, 1], 0), feed_of(&[0, 1, 2], 9));
        for format in FeedFormat::ALL {
            let (short, long) = (short.render(format), long.render(format));
            let (short, long) =
                (FeedParts::parse(&short, format).unwrap(), FeedParts::parse(&long, format).unwrap());
            assert_eq!(short.entries().collect::<Vec<_>>(), long.entries().take(2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn other_bytes_have_no_parts() {
        for (text, format) in [
            ("<rss><channel>", FeedFormat::Rss),
            ("", FeedFormat::Json),
            ("{\n  \"items\": [\n    {", FeedFormat::Json),
        ] {
            assert!(FeedParts::parse(text.as_bytes(), format).is_none(), "{text}");
        }
        assert!(FeedParts::parse(b"\xff", FeedFormat::Atom).is_none());
    }
}
