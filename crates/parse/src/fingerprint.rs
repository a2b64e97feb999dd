//! The content hash, by which an article counts as changed.

use crate::document::{Document, Properties};
use crate::metadata::front_matter::Metadata;
use tidings_model::text;

/// Hashes the parts of the source that a reader sees.
///
/// Left out are: dates, slug, id and draft flag; white space; everything derived from the file name (a
/// renamed file is the same article); and the rendered body (a new renderer changes no article).
pub(crate) fn content_hash(document: &Document, metadata: &Metadata, properties: &Properties) -> String {
    // Both patterns are exhaustive, so that the compiler asks whether a new field belongs to the hash.
    #[rustfmt::skip]
    let Metadata {
        title, subtitle, summary, published: _, updated: _, expires: _, publication: _, explicit_id: _, slug: _,
        authors, contributors, categories, tags, image, image_alt, enclosures, rights, language, external_url, aliases: _,
        canonical_url: _, is_redirect: _, problems: _,
    } = metadata;
    let mut fields = HashedFields::with_capacity(document.body.len() + 512);
    let texts = [
        ("title", title),
        ("subtitle", subtitle),
        ("summary", summary),
        ("rights", rights),
        ("language", language),
        ("external_url", external_url),
        ("image_alt", image_alt),
    ];
    for (label, text) in texts {
        fields.add(label, text.as_deref().unwrap_or_default());
    }
    #[rustfmt::skip]
    let Properties {
        title, subtitle, summary, published: _, authors: own_authors, tags: own_tags, language,
    } = properties;
    let own = [
        ("own title", title),
        ("own subtitle", subtitle),
        ("own summary", summary),
        ("own language", language),
    ];
    for (label, text) in own {
        text.iter().for_each(|text| fields.add(label, text));
    }
    for person in authors.iter().chain(own_authors) {
        fields.add("author", &person.name);
        fields.add("email", person.email.as_deref().unwrap_or_default());
        fields.add("url", person.url.as_deref().unwrap_or_default());
    }
    contributors.iter().for_each(|person| fields.add("contributor", &person.name));
    categories.iter().for_each(|name| fields.add("category", name));
    tags.iter().chain(own_tags).for_each(|name| fields.add("tag", name));
    for media in image.iter().chain(enclosures) {
        fields.add("media", &media.url);
        fields.add("alt", media.alt.as_deref().unwrap_or_default());
    }
    fields.add("body", &document.body);
    fields.hash()
}

/// The labelled fields, collected first and hashed in one call: hashing word by word takes three times as
/// long.
struct HashedFields(String);

impl HashedFields {
    fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds the words of a text, separated by single spaces.
    fn add(&mut self, label: &str, text: &str) {
        let all = &mut self.0;
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
        // No text contains a NUL, so the boundary between two fields is unambiguous.
        all.push('\0');
    }

    fn hash(&self) -> String {
        blake3::hash(self.0.as_bytes()).to_hex().to_string()
    }
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
    fn the_hash_covers_what_readers_see() {
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
