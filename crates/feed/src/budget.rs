//! How much of a window fits into a feed: whole entries, newest first, the same in every format.

use super::Feed;
use super::item::{Author, File, Item, Label};

/// What a text grows to at the most when it is escaped: `"` becomes `&quot;`.
const ESCAPED: usize = 6;

/// Elements around the texts of an entry, in any format, and those of the feed itself.
const FRAME: usize = 2 * 1024;
const FRAME_OF_FEED: usize = 3 * 1024;

/// An address stands in so many elements and attributes at the most: as link, related and via.
const THRICE: usize = 3;

/// Elements around one person, category or file.
const PART: usize = 512;

/// Leaves out the oldest entries of what does not fit into `bytes`; the newest stays whatever it weighs, since a feed
/// without it would hide that there is news.
pub(super) fn fit(feed: &mut Feed, bytes: usize) {
    let mut left = bytes.saturating_sub(frame(feed));
    let fitting = feed.items.iter().take_while(|item| {
        let fits = item.weight <= left;
        left = left.saturating_sub(item.weight);
        fits
    });
    let fitting = fitting.count().max(1);
    feed.items.truncate(fitting);
}

/// Most bytes that the feed has in any format, for tests.
#[cfg(test)]
pub(super) fn most(feed: &Feed) -> usize {
    frame(feed) + feed.items.iter().map(|item| item.weight).sum::<usize>()
}

/// Most bytes that the feed has without entries.
fn frame(feed: &Feed) -> usize {
    let site = &feed.site;
    let texts = [&site.rights, &site.webmaster, &site.icon, &site.logo].into_iter().flatten();
    let texts = texts.chain([&feed.title, &feed.description, &feed.name]).map(String::len).sum::<usize>();
    FRAME_OF_FEED
        + 2 * ESCAPED * texts
        + site.author.as_ref().and_then(Author::new).iter().map(person).sum::<usize>()
        + PART * feed.gone.len()
        + feed.hubs.iter().map(|hub| PART + ESCAPED * hub.len()).sum::<usize>()
}

/// Most bytes that the entry has in any format, reckoned without writing it.
pub(super) fn weight(item: &Item) -> usize {
    let Item { id, permalink, title, summary, content, subtitle, rights, language, .. } = item;
    let Item { external_url, canonical_url, authors, contributors, terms, image, enclosures, .. } = item;
    let texts = [subtitle, rights, language, external_url, canonical_url].into_iter().flatten();
    let texts: usize = texts.chain([id, permalink, title]).map(|text| escaped_twice(text)).sum();
    // Where there is no content the summary stands in for it.
    let times = if content.is_none() { 2 } else { 1 };
    FRAME
        + content.as_deref().map_or(0, escaped)
        + times * escaped_twice(summary)
        + THRICE * texts
        + authors.iter().chain(contributors).map(person).sum::<usize>()
        + terms.iter().map(term).sum::<usize>()
        + image.iter().chain(enclosures).map(file).sum::<usize>()
}

fn person(person: &Author) -> usize {
    let rest = [&person.email, &person.url].into_iter().flatten().map(String::len).sum::<usize>();
    PART + 2 * ESCAPED * (person.name.len() + rest)
}

fn term(term: &Label) -> usize {
    PART + 2 * ESCAPED * term.name.len() + term.scheme.len()
}

/// Its address is written three times, for a picture: as content, as thumbnail and as banner.
fn file(file: &File) -> usize {
    let texts = [&file.alt, &file.title].into_iter().flatten().map(String::len).sum::<usize>();
    3 * PART + 3 * ESCAPED * (file.url.len() + file.mime.len() + texts)
}

/// Bytes of plain text in an element of HTML (RSS's description): `&` becomes `&amp;`, and then `&#x26;amp;`.
fn escaped_twice(line: &str) -> usize {
    let rest = |byte: u8| match byte {
        b'&' => 9,
        b'<' | b'>' => 8,
        b'"' | b'\'' => 5,
        // Of U+FFFD.
        0xEF => 10,
        _ => 0,
    };
    line.len() + line.bytes().map(rest).sum::<usize>()
}

/// Bytes of HTML in the format that escapes most of it.
fn escaped(html: &str) -> usize {
    let grown = |byte: u8| match byte {
        b'&' | b'\'' | b'"' => ESCAPED as u8,
        b'<' | b'>' => 4,
        b'\n' | b'\t' | b'\\' => 2,
        _ => 1,
    };
    // So many together that their sum is a byte, too: then a machine adds up all of them at once.
    html.as_bytes().chunks(32).map(|some| usize::from(some.iter().map(|byte| grown(*byte)).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{entry_with_body, feed, site};
    use super::*;
    use crate::FeedFormat;
    use tidings_model::Selection;

    fn filled(bodies: &[usize], bytes: usize) -> Feed {
        let entries = bodies.iter().map(|length| entry_with_body(&"<p>\"&amp;é".repeat(length / 12)));
        let mut feed = feed(&site(), Selection::Site, "", entries.collect());
        fit(&mut feed, bytes);
        feed
    }

    #[test]
    fn what_fits_is_whole_and_what_does_not_is_left_out() {
        let budget = 120_000;
        for (bodies, fitting) in [
            (vec![1_000; 4], 4),
            (vec![20_000; 9], 2),
            // The newest is never left out, and nothing older comes before it.
            (vec![500_000, 10], 1),
            (vec![10, 500_000, 10], 1),
            (vec![], 0),
        ] {
            let feed = filled(&bodies, budget);
            assert_eq!(feed.items.len(), fitting, "{bodies:?}");
            for format in FeedFormat::ALL.into_iter().filter(|_| bodies.first() != Some(&500_000)) {
                assert!(feed.render(format).len() <= budget, "{bodies:?} as {}", format.name());
            }
        }
    }

    #[test]
    fn small_entries_are_not_reckoned_for_large_ones() {
        assert_eq!(filled(&[200; 160], 512 * 1024).items.len(), 160);
    }
}
