//! What the name of an unknown member was meant to be.

use super::row::Shape;

/// What members are called in other formats, without punctuation and in lower case, and what JSON Feed calls them.
const OTHERWISE: &[(&str, &[&str])] = &[
    ("link", &["home_page_url", "url"]),
    ("permalink", &["url"]),
    ("homepage", &["home_page_url"]),
    ("siteurl", &["home_page_url"]),
    ("self", &["feed_url"]),
    ("subtitle", &["description"]),
    ("logo", &["icon"]),
    ("entries", &["items"]),
    ("guid", &["id"]),
    ("content", &["content_html"]),
    ("description", &["summary"]),
    ("body", &["content_html"]),
    ("html", &["content_html"]),
    ("text", &["content_text"]),
    ("pubdate", &["date_published"]),
    ("published", &["date_published"]),
    ("date", &["date_published"]),
    ("created", &["date_published"]),
    ("updated", &["date_modified"]),
    ("modified", &["date_modified"]),
    ("lastmodified", &["date_modified"]),
    ("categories", &["tags"]),
    ("keywords", &["tags"]),
    ("enclosures", &["attachments"]),
    ("enclosure", &["attachments"]),
    ("lang", &["language"]),
    ("type", &["mime_type"]),
    ("length", &["size_in_bytes"]),
    ("size", &["size_in_bytes"]),
    ("duration", &["duration_in_seconds"]),
    ("image", &["icon", "avatar"]),
    ("uri", &["url"]),
    ("href", &["url"]),
];

/// A longer name is no misspelt one.
const LONGEST: usize = 32;

/// The member of an object that was likely meant by a name.
pub(super) fn suggest(shape: &Shape, name: &str) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let wanted = plain(name);
    let known = |name: &&str| shape.row(name).is_some();
    let same = shape.members.iter().map(|row| row.name).find(|known| plain(known) == wanted);
    let other = || {
        let meant = OTHERWISE.iter().filter(|(other, _)| *other == wanted).flat_map(|(_, meant)| *meant);
        meant.copied().find(known)
    };
    let near = || {
        let distances = shape.members.iter().map(|row| (distance(&wanted, &plain(row.name)), row.name));
        let (distance, name) = distances.min()?;
        (distance <= 2 && distance * 2 < wanted.chars().count()).then_some(name)
    };
    same.or_else(other).or_else(near)
}

/// Letters and digits alone, in lower case: `feedUrl`, `feed-url` and `feed_url` are the same.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many letters one must add, leave out or change to make one name of the other (Levenshtein's distance).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (above, against) in row.iter().skip(1).zip(other.chars()) {
            left = (diagonal + usize::from(letter != against)).min(*above + 1).min(left + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::FEED;
    use super::*;

    #[test]
    fn near_misses_are_named() {
        for (name, meant) in [
            ("feedUrl", Some("feed_url")),
            ("Title", Some("title")),
            ("titel", Some("title")),
            ("descripton", Some("description")),
            ("item", Some("items")),
            ("link", Some("home_page_url")),
            ("entries", Some("items")),
            ("copyright", None),
            ("x", None),
            ("", None),
            ("a name that is far too long to be a misspelt one", None),
        ] {
            assert_eq!(suggest(&FEED, name), meant, "{name}");
        }
    }

    #[test]
    fn distances_are_counted() {
        for (one, other, expected) in
            [("", "", 0), ("a", "", 1), ("title", "titel", 2), ("kitten", "sitting", 3), ("é", "e", 1)]
        {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
