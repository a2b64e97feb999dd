//! Attributes of a document, and references to them.

use std::borrow::Cow;
use std::collections::HashMap;

/// Longest value, in bytes. Attributes that name one another grow without bound otherwise.
const LONGEST_VALUE: usize = 8 * 1024;
/// All that references may add to a document, in bytes.
const BUDGET: usize = 1024 * 1024;

/// Names that are known without being set.
const SIGNS: [(&str, &str); 32] = [
    ("empty", ""),
    ("blank", ""),
    ("sp", " "),
    ("nbsp", "\u{a0}"),
    ("zwsp", "\u{200b}"),
    ("wj", "\u{2060}"),
    ("apos", "'"),
    ("quot", "\""),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("deg", "°"),
    ("plus", "+"),
    ("brvbar", "¦"),
    ("vbar", "|"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("startsb", "["),
    ("endsb", "]"),
    ("caret", "^"),
    ("asterisk", "*"),
    ("tilde", "~"),
    ("backslash", "\\"),
    ("backtick", "`"),
    ("two-colons", "::"),
    ("two-semicolons", ";;"),
    ("cpp", "C++"),
    ("cxx", "C++"),
    ("pp", "++"),
    ("hellip", "…"),
];

/// The attributes that were set.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    values: HashMap<String, String>,
    spent: usize,
}

impl Attributes {
    /// Sets one; its value's references are resolved now.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = self.resolved(value).into_owned();
        if value.len() <= LONGEST_VALUE {
            self.values.insert(name.to_lowercase(), value);
        }
    }

    /// Unsets one.
    pub(super) fn unset(&mut self, name: &str) {
        self.values.remove(&name.to_lowercase());
    }

    /// Whether one is set; those of a page in HTML always are.
    pub(super) fn has(&self, name: &str) -> bool {
        let of_html =
            ["backend-html5", "basebackend-html", "asciidoctor", "backend", "basebackend", "filetype-html"];
        self.values.contains_key(&name.to_lowercase()) || of_html.contains(&name)
    }

    /// The value of one that is set.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The text with `{name}` replaced; what is not known stays as written.
    pub(super) fn resolved<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !text.contains('{') {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            rest = after;
            let length = after.len()
                - after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c)).len();
            let name =
                after.get(..length).filter(|_| after.get(length..).is_some_and(|rest| rest.starts_with('}')));
            let is_escaped = before.ends_with('\\');
            match name.filter(|_| !is_escaped).and_then(|name| self.value(name)) {
                Some(value) if self.spent < BUDGET => {
                    out.push_str(value);
                    self.spent += value.len();
                    rest = after.get(length + 1..).unwrap_or_default();
                }
                _ => {
                    if is_escaped && name.is_some() {
                        out.pop();
                    }
                    out.push('{');
                }
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    fn value(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        let set = self.values.get(&name).map(String::as_str);
        set.or_else(|| SIGNS.iter().find(|(sign, _)| *sign == name).map(|(_, value)| *value))
    }
}
