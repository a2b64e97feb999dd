//! A sanitised body whose own addresses do not yet name the site.

use super::BaseUrl;
use serde::{Deserialize, Serialize};

/// Stands in a stored body for the site's base URL (with its slash). A noncharacter, which
/// [`super::text::strip_forbidden_characters`] takes out of everything that comes from outside, so no document can forge it.
pub const SITE_MARK: char = '\u{FDD0}';

/// Stands in a stored body for the article's own permalink.
pub const PERMALINK_MARK: char = '\u{FDD1}';

/// Stands in a stored body before each id, and before each fragment that means one, for what sets the article's ids
/// apart from those of others on one page: its slug and a hyphen. The slug stays when a file is renamed, so that links
/// to a part of the article stay, too.
pub const ID_MARK: char = '\u{FDD2}';

/// Sanitised HTML in which every address is absolute but for the marks. They let a site move to another
/// domain, or a server to another port, without reading a single file again; a feed never sees them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BodyHtml(String);

impl BodyHtml {
    /// Takes HTML that `parse` has sanitised and marked.
    pub fn from_marked(html: String) -> Self {
        Self(html)
    }

    /// The HTML with its marks, as the catalogue stores it.
    pub fn as_marked(&self) -> &str {
        &self.0
    }

    /// The HTML with every address absolute and every id the article's own.
    pub fn absolute(&self, base: &BaseUrl, slug: &str) -> String {
        absolute(&self.0, base, slug)
    }
}

/// Replaces the marks in one piece of text, an address or a whole body, of the article with that slug.
pub(crate) fn absolute(marked: &str, base: &BaseUrl, slug: &str) -> String {
    let permalink = base.permalink(slug);
    let mut out = String::with_capacity(marked.len() + 256);
    let mut rest = marked;
    while let Some((before, from_mark)) = at_mark(rest) {
        out.push_str(before);
        match from_mark.chars().next() {
            Some(SITE_MARK) => out.push_str(base.as_str()),
            Some(PERMALINK_MARK) => out.push_str(&permalink),
            _ => {
                out.push_str(slug);
                out.push('-');
            }
        }
        rest = &from_mark[SITE_MARK.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// Parts the text before its first mark. They all begin with the same byte, which other text hardly has: an article is looked
/// through six times as fast as by characters.
fn at_mark(text: &str) -> Option<(&str, &str)> {
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
    fn marks_become_addresses() {
        let base = BaseUrl::parse("https://example.org/n/").unwrap();
        let html = format!("<img src=\"{SITE_MARK}a.png\"><a href=\"{PERMALINK_MARK}#{ID_MARK}x\">é，ﷰ</a>");
        assert_eq!(
            BodyHtml::from_marked(html).absolute(&base, "s"),
            "<img src=\"https://example.org/n/a.png\"><a href=\"https://example.org/n/articles/s/#s-x\">é，ﷰ</a>"
        );
    }
}
