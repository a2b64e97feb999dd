//! A sanitised body with placeholders for the site's addresses.

use crate::base_url::BaseUrl;
use crate::text::slug::slugify;
use serde::{Deserialize, Serialize};

/// Placeholder in a stored body for the site's base URL (with its slash). It is a noncharacter, which
/// [`crate::text::strip_forbidden_characters`] removes from all text from outside, so no document can forge
/// it.
pub const SITE_MARK: char = '\u{FDD0}';

/// Placeholder in a stored body for the article's permalink.
pub const PERMALINK_MARK: char = '\u{FDD1}';

/// Placeholder in a stored body before each id and each fragment that refers to one. It becomes the article's
/// slug and a hyphen, which makes ids unique on a page with several articles. The slug does not change when a
/// file is renamed, so links to a part of the article keep working.
pub const ID_MARK: char = '\u{FDD2}';

/// Sanitised HTML in which every address is absolute, except for the placeholders. Because of them a site can
/// move to another domain, or a server to another port, without reading a file again. Feeds never contain
/// them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyHtml(String);

impl BodyHtml {
    /// Wraps HTML that the parser has sanitised and given placeholders.
    pub fn from_marked(html: String) -> Self {
        Self(html)
    }

    /// The HTML with its placeholders, as the catalogue stores it.
    pub fn as_marked(&self) -> &str {
        &self.0
    }

    /// The HTML with absolute addresses, and with ids that are unique among all articles.
    pub fn absolute(&self, base: &BaseUrl, slug: &str) -> String {
        absolute(&self.0, base, slug)
    }
}

/// Replaces the placeholders in an address or a whole body of the article with this slug.
pub(super) fn absolute(marked: &str, base: &BaseUrl, slug: &str) -> String {
    let permalink = base.permalink(slug);
    // Ids are parts of addresses, too.
    let prefix = slugify(slug);
    let mut out = String::with_capacity(marked.len() + 256);
    let mut rest = marked;
    while let Some((before, from_mark)) = split_at_mark(rest) {
        out.push_str(before);
        match from_mark.chars().next() {
            Some(SITE_MARK) => out.push_str(base.as_str()),
            Some(PERMALINK_MARK) => out.push_str(&permalink),
            _ => {
                out.push_str(&prefix);
                out.push('-');
            }
        }
        rest = &from_mark[SITE_MARK.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// Splits the text before its first placeholder. All of them begin with the same byte, which is rare in other
/// text: searching for this byte is six times as fast as comparing characters.
fn split_at_mark(text: &str) -> Option<(&str, &str)> {
    let first =
        |at: usize| text.as_bytes().get(at..)?.iter().position(|byte| *byte == 0xEF).map(|found| at + found);
    let mut at = first(0)?;
    loop {
        let (before, from) = text.split_at_checked(at)?;
        if from.starts_with([SITE_MARK, PERMALINK_MARK, ID_MARK]) {
            return Some((before, from));
        }
        at = first(at + 1)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_addresses() {
        let base = BaseUrl::parse("https://example.org/n/").unwrap();
        let html = format!("<img src=\"{SITE_MARK}a.png\"><a href=\"{PERMALINK_MARK}#{ID_MARK}x\">é，ﷰ</a>");
        assert_eq!(
            BodyHtml::from_marked(html).absolute(&base, "s"),
            "<img src=\"https://example.org/n/a.png\"><a href=\"https://example.org/n/articles/s/#s-x\">é，ﷰ</a>"
        );
    }
}
