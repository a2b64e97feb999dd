//! The size limit of a feed: as many whole entries as fit, newest first, the same in every format. Sizes are
//! upper bounds, computed without rendering.

use crate::feed::Feed;
use crate::item::{Author, File, Item, Label};
use crate::settings::SiteSettings;

/// The factor by which a text can grow when it is escaped: `"` becomes `&quot;`.
const ESCAPED: usize = 6;

/// Bytes of the elements around the texts of an entry, in any format.
const ENTRY_FRAME: usize = 2 * 1024;

/// Bytes of the elements around the entries.
const FEED_FRAME: usize = 3 * 1024;

/// Maximum number of elements and attributes with the same address: link, related and via.
const ADDRESS_USES: usize = 3;

/// Bytes of the elements around one person, category or file.
const PART_FRAME: usize = 512;

/// Removes the oldest entries of a feed that is larger than `bytes`. The newest entry is always kept, since a
/// feed without it would hide the news.
pub(crate) fn fit(feed: &mut Feed, bytes: usize) {
    let mut left = bytes.saturating_sub(frame(feed));
    let fitting = feed.items.iter().take_while(|item| {
        let fits = item.weight <= left;
        left = left.saturating_sub(item.weight);
        fits
    });
    let fitting = fitting.count().max(1);
    feed.items.truncate(fitting);
}

/// Upper bound of the bytes of the feed in any format.
#[cfg(test)]
pub(crate) fn upper_bound(feed: &Feed) -> usize {
    frame(feed) + feed.items.iter().map(|item| item.weight).sum::<usize>()
}

/// Upper bound of the bytes of the feed without entries. The feed and the site are destructured by field
/// name, so that the compiler asks how much a new field adds.
fn frame(feed: &Feed) -> usize {
    let Feed {
        selection: _,
        name,
        title,
        description,
        site,
        base: _,
        hubs,
        updated: _,
        items: _,
        gone,
        articles: _,
        pages: _,
        page: _,
    } = feed;
    // Without the site's own title and description: those of the feed are written.
    let SiteSettings {
        title: _,
        description: _,
        base_url: _,
        language: _,
        author,
        timezone: _,
        rights,
        webmaster,
        icon,
        logo,
        id: _,
    } = site;
    let texts = [rights, webmaster, icon, logo].into_iter().flatten();
    let texts = texts.chain([title, description, name]).map(String::len).sum::<usize>();
    FEED_FRAME
        + 2 * ESCAPED * texts
        + author.as_ref().and_then(Author::new).iter().map(person).sum::<usize>()
        + PART_FRAME * gone.len()
        + hubs.iter().map(|hub| PART_FRAME + ESCAPED * hub.len()).sum::<usize>()
}

/// Upper bound of the bytes of an entry in any format. The item is destructured by field name, so that the
/// compiler asks how much a new field adds.
pub(crate) fn weight(item: &Item) -> usize {
    let Item {
        id,
        permalink,
        title,
        summary,
        content,
        published: _,
        updated: _,
        authors,
        contributors,
        terms,
        image,
        enclosures,
        rights,
        subtitle,
        language,
        external_url,
        canonical_url,
        weight: _,
    } = item;
    let texts = [subtitle, rights, language, external_url, canonical_url].into_iter().flatten();
    let texts: usize = texts.chain([id, permalink, title]).map(|text| escaped_twice(text)).sum();
    // If there is no content, the summary is written in its place as well.
    let times = if content.is_none() { 2 } else { 1 };
    ENTRY_FRAME
        + content.as_deref().map_or(0, escaped)
        + times * escaped_twice(summary)
        + ADDRESS_USES * texts
        + authors.iter().chain(contributors).map(person).sum::<usize>()
        + terms.iter().map(term).sum::<usize>()
        + image.iter().chain(enclosures).map(file).sum::<usize>()
}

fn person(person: &Author) -> usize {
    let Author { name, email, url } = person;
    let rest = [email, url].into_iter().flatten().map(String::len).sum::<usize>();
    PART_FRAME + 2 * ESCAPED * (name.len() + rest)
}

fn term(term: &Label) -> usize {
    let Label { name, kind: _, scheme } = term;
    PART_FRAME + 2 * ESCAPED * name.len() + scheme.len()
}

/// The address of a picture is written three times: as content, thumbnail and banner.
fn file(file: &File) -> usize {
    let File { url, mime, length: _, duration: _, alt, title, width: _, height: _ } = file;
    let texts = [alt, title].into_iter().flatten().map(String::len).sum::<usize>();
    3 * PART_FRAME + 3 * ESCAPED * (url.len() + mime.len() + texts)
}

/// Bytes of plain text in an element with HTML (RSS's description): `&` becomes `&amp;`, and then
/// `&#x26;amp;`.
fn escaped_twice(line: &str) -> usize {
    let rest = |byte: u8| match byte {
        b'&' => 9,
        b'<' | b'>' => 8,
        b'"' | b'\'' => 5,
        // The first byte of U+FFFD.
        0xEF => 10,
        _ => 0,
    };
    line.len() + line.bytes().map(rest).sum::<usize>()
}

/// Bytes of HTML in the format that escapes the most characters.
fn escaped(html: &str) -> usize {
    let grown = |byte: u8| match byte {
        b'&' | b'\'' | b'"' => ESCAPED as u8,
        b'<' | b'>' => 4,
        b'\n' | b'\t' | b'\\' => 2,
        _ => 1,
    };
    // Chunks whose sum fits into a byte, so that the compiler can vectorise the loop.
    html.as_bytes().chunks(32).map(|some| usize::from(some.iter().map(|byte| grown(*byte)).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FeedFormat;
    use crate::tests::{entry_with_body, feed, site};
    use tidings_model::Selection;

    fn filled(bodies: &[usize], bytes: usize) -> Feed {
        let entries = bodies.iter().map(|length| entry_with_body(&"<p>\"&amp;é".repeat(length / 12)));
        let mut feed = feed(&site(), Selection::Site, "", entries.collect());
        fit(&mut feed, bytes);
        feed
    }

    #[test]
    fn entries_that_fit_are_whole_and_others_are_left_out() {
        let budget = 120_000;
        for (bodies, fitting) in [
            (vec![1_000; 4], 4),
            (vec![20_000; 9], 2),
            // The newest entry is never left out, and an older one never comes before it.
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
    fn the_bound_of_small_entries_is_close() {
        assert_eq!(filled(&[200; 160], 512 * 1024).items.len(), 160);
    }
}
