//! Document attributes of AsciiDoc, and references to them (`{name}`).

use std::borrow::Cow;
use std::collections::HashMap;

/// Longest value, in bytes; attributes that refer to one another would grow without a limit otherwise.
const MAX_VALUE_BYTES: usize = 8 * 1024;
/// Most bytes that references may add to a document.
const MAX_RESOLVED_BYTES: usize = 1024 * 1024;

/// Attributes that are always defined.
const PREDEFINED: [(&str, &str); 32] = [
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

/// The attributes of a document.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    values: HashMap<String, String>,
    resolved_bytes: usize,
}

impl Attributes {
    /// Sets an attribute and resolves the references in its value.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = self.resolve_references(value).into_owned();
        if value.len() <= MAX_VALUE_BYTES {
            self.values.insert(name.to_lowercase(), value);
        }
    }

    /// Unsets an attribute.
    pub(super) fn unset(&mut self, name: &str) {
        self.values.remove(&name.to_lowercase());
    }

    /// Whether an attribute is set; those that Asciidoctor sets for HTML output always are.
    pub(super) fn has(&self, name: &str) -> bool {
        let of_html =
            ["backend-html5", "basebackend-html", "asciidoctor", "backend", "basebackend", "filetype-html"];
        self.values.contains_key(&name.to_lowercase()) || of_html.contains(&name)
    }

    /// The value of an attribute, if it is set.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// Replaces `{name}` by the attribute's value; references to unknown attributes stay as written.
    pub(super) fn resolve_references<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
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
                Some(value) if self.resolved_bytes < MAX_RESOLVED_BYTES => {
                    out.push_str(value);
                    self.resolved_bytes += value.len();
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
        set.or_else(|| PREDEFINED.iter().find(|(sign, _)| *sign == name).map(|(_, value)| *value))
    }
}
