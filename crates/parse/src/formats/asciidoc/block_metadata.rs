//! Block metadata: the lines above a block that belong to it, such as `[source,rust]` and `.Title`.

use super::context::Context;

/// The metadata of a block.
#[derive(Debug, Default)]
pub(super) struct BlockMetadata {
    /// The title in `.Title`, with inline markup.
    pub(super) title: String,
    /// The first positional attribute, in lower case.
    pub(super) style: String,
    /// All positional attributes.
    pub(super) words: Vec<String>,
    /// The named attributes.
    pub(super) named: Vec<(String, String)>,
    /// The options in `%header` and `options=`.
    pub(super) options: Vec<String>,
}

impl BlockMetadata {
    /// The value of a named attribute.
    pub(super) fn named(&self, name: &str) -> Option<&str> {
        self.named.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Parses a line of metadata. `None`: the line is not metadata.
    pub(super) fn parse_line(&mut self, line: &str, context: &mut Context) -> Option<()> {
        if let Some(title) =
            line.strip_prefix('.').filter(|rest| !rest.starts_with(['.', ' ']) && !rest.is_empty())
        {
            self.title = title.to_owned();
            return Some(());
        }
        let inner = line.strip_prefix('[')?.strip_suffix(']')?;
        if inner.starts_with('[') && inner.ends_with(']') {
            return Some(());
        }
        let inner = context.attributes.resolve_references(inner);
        for part in split_attributes(&inner) {
            match part.split_once('=') {
                Some((key, value)) if !key.contains([' ', '"']) => {
                    let value = value.trim().trim_matches(['"', '\'']).to_owned();
                    if ["options", "opts"].contains(&key.trim()) {
                        self.options.extend(value.split(',').map(|option| option.trim().to_owned()));
                    }
                    self.named.push((key.trim().to_owned(), value));
                }
                _ => self.words.push(part.trim().trim_matches(['"', '\'']).to_owned()),
            }
        }
        if let Some(first) = self.words.first().filter(|_| self.style.is_empty()) {
            self.options.extend(first.split('%').skip(1).map(|rest| before_sign(rest).to_owned()));
            self.style = before_sign(first).to_lowercase();
        }
        Some(())
    }
}

/// The style without role, id and options: `quote` for `quote.role#id%option`.
fn before_sign(word: &str) -> &str {
    word.split(['.', '#', '%']).next().unwrap_or_default()
}

/// Splits at commas that are not quoted.
pub(super) fn split_attributes(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut is_quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                parts.push(text.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}
