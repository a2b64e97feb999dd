//! Slugs: the last part of an article's or a term's address.

use crate::files::content_path::ContentPath;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Longest slug, in bytes. Browsers and file systems accept it, and people can still read it.
const MAX_LENGTH: usize = 80;

/// Signs that are spelled out, so that C, C++ and C# are three tags.
const SIGNS: [(char, &str); 5] = [('+', "plus"), ('#', "sharp"), ('&', "and"), ('@', "at"), ('%', "percent")];

/// Reduces a text to ASCII letters and digits with single hyphens between them. Other scripts are
/// transliterated and accents removed. Empty only if the text has no letter, no digit and no character with a
/// Latin name.
pub fn slugify(text: &str) -> String {
    let spelled = spell_signs(text);
    let mut slug = String::new();
    for c in deunicode::deunicode(&spelled).chars() {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            // `don't` is one word: dont, not don-t.
            '\'' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    shorten(slug.trim_end_matches('-'))
}

/// Longest slug that an author may set, in bytes: 66 Chinese characters.
const MAX_GIVEN_LENGTH: usize = 200;

/// The slug that an author set, as written: `v1.2.3_rc`, `CamelCase`, `中文-測試`. White space and characters that
/// separate the parts of an address become hyphens. `None` if the text has no letter and no digit.
pub fn given_slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in super::nfc(text.trim()).chars() {
        match c {
            '/' | '\\' | '?' | '#' | '%' | '<' | '>' | '"' | '`' | '^' | '{' | '|' | '}' | '[' | ']' => {}
            c if c.is_whitespace() => {}
            // Direction marks and joiners cannot be seen; the latter are letters' parts in Persian and Indic scripts.
            '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => {
                continue;
            }
            c if c.is_control() || !super::is_xml_char(c) => continue,
            c => {
                slug.push(c);
                continue;
            }
        }
        if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    // Hidden paths are not served.
    let slug = slug.trim_start_matches(['.', '-']).trim_end_matches('-');
    let end = slug
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|end| *end <= MAX_GIVEN_LENGTH)
        .last();
    let slug = slug.get(..end.unwrap_or_default()).unwrap_or_default();
    slug.contains(char::is_alphanumeric).then(|| slug.to_owned())
}

/// Whether a part of a path can be a slug that [`given_slug`] returns.
pub fn is_given_slug(part: &str) -> bool {
    given_slug(part).is_some_and(|slug| slug == part)
}

/// The characters of a slug that stand for themselves in an address (RFC 3986, 2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The path of an article below the base, percent-encoded: `articles/a-post/`.
pub fn article_path(slug: &str) -> String {
    format!("articles/{}/", utf8_percent_encode(slug, UNRESERVED))
}

/// Spells out a sign that directly follows a letter (`C++`, `R&D`), not a separate one (`this & that`).
fn spell_signs(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut follows_letter = false;
    for c in text.chars() {
        match SIGNS.iter().find(|(sign, _)| *sign == c) {
            Some((_, name)) if follows_letter => {
                spelled.push('-');
                spelled.push_str(name);
                spelled.push('-');
            }
            _ => {
                spelled.push(c);
                follows_letter = c.is_alphanumeric();
            }
        }
    }
    spelled
}

/// Cuts the slug to [`MAX_LENGTH`], at a hyphen if the last third has one.
fn shorten(slug: &str) -> String {
    if slug.len() <= MAX_LENGTH {
        return slug.to_owned();
    }
    let cut = &slug[..MAX_LENGTH];
    match cut.rfind('-') {
        Some(hyphen) if hyphen > MAX_LENGTH * 2 / 3 => cut[..hyphen].to_owned(),
        _ => cut.trim_end_matches('-').to_owned(),
    }
}

/// Derives a slug from a file name: `my-post` for `2026-03-04-my-post.md` and for `my-post/index.md`. `None`
/// if the name means nothing to a person (`000_fb7079281a304ac8.txt`, `index.md` at the root, `IMG_2041`).
pub fn slug_from_file_name(path: &ContentPath) -> Option<String> {
    let slug = slugify(without_date(path.name()));
    let words =
        slug.split('-').filter(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_alphabetic()));
    let letters_in_words: usize = words.map(str::len).sum();
    let all = slug.chars().filter(|c| *c != '-').count();
    (letters_in_words * 2 > all).then_some(slug)
}

/// Removes a leading date: `slug` for `2026-03-04-slug`, `2026-3-4-slug`, Docusaurus' `2026/03-04-slug`, and the moments
/// of notes such as `202603041015 slug`.
/// Returns the name unchanged if it has none.
fn without_date(name: &str) -> &str {
    if let Some((_, rest)) = super::compact_moment(name) {
        return rest;
    }
    let signs = ['-', '_', ' '];
    let numbers = [&[4, 2, 2][..], &[2, 2]];
    let rest = numbers.into_iter().find_map(|lengths| {
        lengths.iter().try_fold(name, |rest, most| {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let is_part = digits > 0 && digits <= *most && (*most == 2 || digits == 4);
            is_part.then(|| rest[digits..].strip_prefix(signs)).flatten()
        })
    });
    rest.map_or(name, |rest| rest.trim_start_matches(signs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let cases = [
            ("Hello, World!", "hello-world"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("this & that", "this-that"),
            ("Don’t  panic", "dont-panic"),
            ("Žluťoučký kůň", "zlutoucky-kun"),
            ("北京", "bei-jing"),
            ("!!!", ""),
        ];
        for (text, slug) in cases {
            assert_eq!(slugify(text), slug, "{text}");
        }
        assert!(slugify(&"long words ".repeat(30)).len() <= MAX_LENGTH);
    }

    #[test]
    fn slugs_that_authors_set() {
        let cases = [
            ("v1.2.3_rc", Some("v1.2.3_rc")),
            ("CamelCase", Some("CamelCase")),
            ("中文-測試", Some("中文-測試")),
            ("e\u{301}te\u{301}", Some("été")),
            (" two  words/and more? ", Some("two-words-and-more")),
            ("..hidden", Some("hidden")),
            ("C++", Some("C++")),
            ("\u{202E}abc\u{0}", Some("abc")),
            ("...", None),
            ("", None),
        ];
        for (text, slug) in cases {
            assert_eq!(given_slug(text).as_deref(), slug, "{text:?}");
            assert!(slug.is_none_or(is_given_slug), "{text:?}");
        }
        assert_eq!(given_slug(&"測".repeat(100)), Some("測".repeat(66)));
        assert!(!is_given_slug("a b") && !is_given_slug(".a"));
        assert_eq!(article_path("v1.2_é"), "articles/v1.2_%C3%A9/");
    }

    #[test]
    fn slugs_from_meaningful_file_names() {
        let cases = [
            ("2026-03-04-my-post.md", Some("my-post")),
            ("posts/my-post/index.md", Some("my-post")),
            ("000_fb7079281a304ac8.txt", None),
            ("index.md", None),
            ("IMG_2041.html", None),
            ("2026-3-4-my-post.md", Some("my-post")),
            ("2026-03-04_my_post.md", Some("my-post")),
            ("2026/03-04-my-post.md", Some("my-post")),
            ("my-post.fr.md", Some("my-post")),
            ("2026-03-04.md", None),
            ("20260304101500-my_post.org", Some("my-post")),
            ("20260304.md", None),
            ("Trip to the sea.textbundle/text.md", Some("trip-to-the-sea")),
        ];
        for (path, slug) in cases {
            let path = ContentPath::new(path).unwrap();
            assert_eq!(slug_from_file_name(&path).as_deref(), slug, "{path}");
        }
    }
}
