//! The hash by which an article counts as changed.

use super::metadata::Metadata;
use crate::document::{Document, Properties};
use tidings_model::text;

/// Hashes what a reader would see of the source: neither dates, slug, id and draft flag, nor white space, nor
/// what is made up from the file's name (a renamed file is the same article), nor the rendered body (a new
/// renderer changes no article).
pub(super) fn of(document: &Document, metadata: &Metadata, properties: &Properties) -> String {
    // Hashed in one go: word by word takes three times as long.
    let mut all = String::with_capacity(document.body.len() + 512);
    let mut add = |label: &str, text: &str| {
        all.push_str(label);
        for line in text.split('\n') {
            if text::is_collapsed_ascii(line) {
                all.extend([" ", line]);
                continue;
            }
            match line.is_ascii() {
                true => line.split_ascii_whitespace().for_each(|word| all.extend([" ", word])),
                false => line.split_whitespace().for_each(|word| all.extend([" ", word])),
            }
        }
        // No text holds a NUL, so two fields can't pass for one.
        all.push('\0');
    };
    let texts = [
        ("title", &metadata.title),
        ("subtitle", &metadata.subtitle),
        ("summary", &metadata.summary),
        ("rights", &metadata.rights),
        ("language", &metadata.language),
        ("external_url", &metadata.external_url),
        ("image_alt", &metadata.image_alt),
    ];
    for (label, text) in texts {
        add(label, text.as_deref().unwrap_or_default());
    }
    let own = [
        ("own title", &properties.title),
        ("own subtitle", &properties.subtitle),
        ("own summary", &properties.summary),
        ("own language", &properties.language),
    ];
    for (label, text) in own {
        if let Some(text) = text {
            add(label, text);
        }
    }
    for person in metadata.authors.iter().chain(&properties.authors) {
        add("author", &person.name);
        add("email", person.email.as_deref().unwrap_or_default());
        add("url", person.url.as_deref().unwrap_or_default());
    }
    metadata.contributors.iter().for_each(|person| add("contributor", &person.name));
    metadata.categories.iter().for_each(|name| add("category", name));
    metadata.tags.iter().chain(&properties.tags).for_each(|name| add("tag", name));
    for media in metadata.image.iter().chain(&metadata.enclosures) {
        add("media", &media.url);
        add("alt", media.alt.as_deref().unwrap_or_default());
    }
    add("body", &document.body);
    blake3::hash(all.as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use crate::document::{DocumentOutcome, read};
    use crate::{ParseOutcome, ParseSettings, parse};
    use tidings_model::ContentPath;

    fn hash(path: &str, file: &str) -> String {
        let settings = ParseSettings::in_zone(chrono_tz::Tz::UTC);
        let DocumentOutcome::Document(document) = read(&ContentPath::new(path).unwrap(), file.as_bytes())
        else {
            panic!("{file:?} is no document")
        };
        match parse(*document, &settings) {
            ParseOutcome::Article(article) => article.content_hash,
            other => panic!("{file:?} is no article but {other:?}"),
        }
    }

    #[test]
    fn only_what_readers_see_counts() {
        let file = "---\ntitle: A\ntags: [b]\n---\nOne two.\n\nThree.\n";
        let same = [
            (
                "a.md",
                "---\ndate: 2026-03-04\ndraft: true\nslug: x\nid: y\nTitle: 'A'\ntags: b\n---\nOne two.\n\nThree.",
            ),
            ("posts/2026-03-04-renamed.md", file),
            ("a.md", "---\r\ntitle: A\r\ntags: [b]\r\n---\r\nOne   two.\r\n\r\n\r\nThree.\r\n"),
        ];
        for (path, other) in same {
            assert_eq!(hash("a.md", file), hash(path, other), "{other}");
        }
        for (from, to) in
            [("title: A", "title: B"), ("[b]", "[b, c]"), ("Three", "Four"), ("[b]", "[]\nsummary: b")]
        {
            assert_ne!(hash("a.md", file), hash("a.md", &file.replace(from, to)), "{to}");
        }
        assert_eq!(hash("one-name.md", "Text."), hash("another-name.md", "Text."));
    }
}
