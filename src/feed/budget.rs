//! How much of a window fits into a feed: whole entries, newest first, the same in every format.

use super::{Feed, plain, summary};
use crate::article::{Article, Entry, Media, Person, Term};
use crate::config::FeedText;

/// What a text grows to at the most when it is escaped: `"` becomes `&quot;`.
const ESCAPED: usize = 6;

/// Elements around the texts of an entry, in any format, and those of the feed itself.
const FRAME: usize = 2 * 1024;
const FRAME_OF_FEED: usize = 3 * 1024;

/// Elements around one person, category or file.
const PART: usize = 512;

/// Leaves out the oldest entries of what does not fit into `bytes`; the newest stays whatever it weighs, since a feed
/// without it would hide that there is news.
pub(super) fn fit(feed: &mut Feed, bytes: usize) {
    let mut left = bytes.saturating_sub(frame(feed));
    // Nearly every feed is so far from the limit that its bodies need not be written only to be measured.
    let rough: usize = feed.entries.iter().map(|entry| weight(feed, entry, longest_text)).sum();
    if rough <= left {
        return;
    }
    let fitting = feed.entries.iter().take_while(|entry| {
        let weight = weight(feed, entry, text);
        let fits = weight <= left;
        left = left.saturating_sub(weight);
        fits
    });
    let fitting = fitting.count().max(1);
    feed.entries.truncate(fitting);
}

/// Most bytes that the feed has without entries.
fn frame(feed: &Feed) -> usize {
    let site = &feed.site;
    let texts = [&site.rights, &site.webmaster, &site.icon, &site.logo].into_iter().flatten();
    let texts = texts.chain([&feed.title, &feed.description, &feed.name]).map(String::len).sum::<usize>();
    FRAME_OF_FEED
        + 2 * ESCAPED * texts
        + site.author.iter().map(person).sum::<usize>()
        + PART * feed.gone.len()
        + feed.hubs.iter().map(|hub| PART + ESCAPED * hub.len()).sum::<usize>()
}

/// Most bytes that the entry has in any format, reckoned without writing it; `text` measures what it says.
fn weight(feed: &Feed, entry: &Entry, text: fn(&Feed, &Entry) -> usize) -> usize {
    let Article { title, subtitle, rights, external_url, canonical_url, .. } = &entry.article;
    let Article { authors, contributors, categories, tags, image, enclosures, .. } = &entry.article;
    let texts = [subtitle, rights, external_url, canonical_url].into_iter().flatten().chain([title]);
    // The title stands in for the summary where there is none.
    let texts: usize = texts.map(String::len).sum::<usize>() + title.len();
    let base = feed.base.as_str().len();
    let files = image.iter().chain(enclosures);
    FRAME
        + text(feed, entry)
        + ESCAPED * (texts + 2 * base + 2 * entry.slug.len())
        + authors.iter().chain(contributors).map(person).sum::<usize>()
        + categories.iter().chain(tags).map(|term| self::term(term) + base).sum::<usize>()
        + files.map(|media| file(media) + 4 * base).sum::<usize>()
}

/// Most bytes that summary and body have in any format; the summary stands in for the content where there is none.
fn text(feed: &Feed, entry: &Entry) -> usize {
    let body = match feed.text {
        FeedText::Full => escaped(&plain::body(entry.body_html(&feed.base))),
        FeedText::Summary => 0,
    };
    body + 2 * ESCAPED * summary(entry).len()
}

/// The same and somewhat more, reckoned without writing them.
fn longest_text(feed: &Feed, entry: &Entry) -> usize {
    let marked = entry.article.body.as_marked();
    // Marks begin with this byte, and so does U+FFFD, which becomes a reference.
    let marks = marked.bytes().filter(|byte| *byte == 0xEF).count();
    let address = entry.permalink(&feed.base).len() + "&#xFFFD;".len();
    // The summary stands in for the content where there is none.
    let times = if marked.trim().is_empty() || feed.text == FeedText::Summary { 2 } else { 1 };
    escaped(marked) + marks * ESCAPED * address + times * ESCAPED * summary::most_units(entry)
}

fn person(person: &Person) -> usize {
    let rest = [&person.email, &person.url].into_iter().flatten().map(String::len).sum::<usize>();
    PART + 2 * ESCAPED * (person.name.len() + rest)
}

fn term(term: &Term) -> usize {
    PART + 2 * ESCAPED * term.name.len()
}

/// Its address is written three times, for a picture: as content, as thumbnail and as banner.
fn file(media: &Media) -> usize {
    let texts = [&media.alt, &media.title].into_iter().flatten().map(String::len).sum::<usize>();
    3 * PART + 3 * ESCAPED * (media.url.len() + media.mime.len() + texts)
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
    use crate::article::Selection;
    use crate::feed::FeedFormat;

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
            assert_eq!(feed.entries.len(), fitting, "{bodies:?}");
            for format in FeedFormat::ALL.into_iter().filter(|_| bodies.first() != Some(&500_000)) {
                assert!(feed.render(format).len() <= budget, "{bodies:?} as {}", format.name());
            }
        }
    }
}
