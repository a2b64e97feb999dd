//! What an expression comes to, as far as a single document can say: texts, the page's own front matter, the
//! site's address, and what the text itself has assigned.

use super::tag::{self, Tag};
use serde_json::Value as Json;
use std::collections::HashMap;

/// The names under which generators keep the site's address, in lower case. A path behind them begins at the root.
const SITE: [&str; 14] = [
    "site.url",
    "site.baseurl",
    "site.base_url",
    "site.root",
    "site.github.url",
    "site.siteurl",
    "baseurl",
    "base_url",
    "siteurl",
    "root_url",
    "config.base_url",
    "config.root",
    ".site.baseurl",
    "$.site.baseurl",
];

/// The names of the page's own address, in lower case.
const PAGE: [&str; 5] = ["page.url", "page.permalink", ".permalink", ".page.permalink", "page.relpermalink"];

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// The site's address.
    Site,
    /// A tag in the shape of a function.
    Call(Tag),
    /// Unknown; the expression's name.
    Unknown(String),
}

/// The values that have names.
#[derive(Debug, Default)]
pub(super) struct Names {
    assigned: HashMap<String, String>,
    page: HashMap<String, String>,
}

impl Names {
    /// With the page's front matter.
    pub(super) fn new<'j>(front_matter: impl Iterator<Item = (&'j str, &'j Json)>) -> Self {
        let text = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let page = front_matter.filter_map(|(key, value)| Some((key.to_lowercase(), text(value)?))).collect();
        Self { assigned: HashMap::new(), page }
    }

    /// Whether there is no front matter.
    pub(super) fn has_no_page(&self) -> bool {
        self.page.is_empty()
    }

    /// Gives a value a name.
    pub(super) fn assign(&mut self, name: &str, value: String) {
        self.assigned.insert(name.trim().to_lowercase(), value);
    }

    fn look_up(&self, name: &str) -> Option<Value> {
        let name = name.trim().to_lowercase();
        if let Some(value) = self.assigned.get(&name) {
            return Some(Value::Text(value.clone()));
        }
        if SITE.contains(&name.as_str()) {
            return Some(Value::Site);
        }
        if PAGE.contains(&name.as_str()) {
            return Some(Value::Text(String::new()));
        }
        let prefixes =
            ["page.params.", "page.extra.", "page.", "article.", ".params.", "frontmatter.", "metadata."];
        let key = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(&name);
        self.page.get(key.trim_start_matches('.')).cloned().map(Value::Text)
    }

    /// What an expression comes to. At the most as long as what it is made of: a value that would grow without end by
    /// being appended to itself is cut off.
    pub(super) fn evaluate(&self, expression: &str) -> Value {
        let mut parts = split_filters(expression).into_iter();
        let mut value = self.operand(parts.next().unwrap_or_default());
        for filter in parts {
            value = self.filter(value, filter);
        }
        value
    }

    fn operand(&self, text: &str) -> Value {
        let text = text.trim();
        if let Some(quote) = text.chars().next().filter(|c| ['"', '\''].contains(c)) {
            let inner = text[1..].strip_suffix(quote).unwrap_or(&text[1..]);
            return Value::Text(inner.to_owned());
        }
        if text.parse::<f64>().is_ok() {
            return Value::Text(text.to_owned());
        }
        if let Some((name, rest)) = tag::name_of(text)
            && (tag::call_arguments(rest).is_some()
                || crate::shortcodes::known_tags::of(name).is_some() && rest.starts_with(['"', '.']))
            && let Some(tag) = tag::statement(text)
        {
            return Value::Call(tag);
        }
        self.look_up(text).unwrap_or_else(|| {
            let name = text.split(|c: char| c.is_whitespace() || "([".contains(c)).next().unwrap_or(text);
            Value::Unknown(name.to_owned())
        })
    }

    fn filter(&self, value: Value, filter: &str) -> Value {
        const LONGEST: usize = 4096;
        let filter = filter.trim();
        let end = filter.find([':', '(', ' ']).unwrap_or(filter.len());
        let argument = filter[end..].trim_start_matches([':', '(', ' ']).trim_end_matches(')');
        let text_of = |value: Value| match value {
            Value::Text(text) => Some(text),
            Value::Site => Some(String::new()),
            _ => None,
        };
        match &filter[..end] {
            "prepend" | "append" => {
                let is_before = filter.starts_with('p');
                let Some(added) = text_of(self.operand(argument)) else { return value };
                let Some(text) = text_of(value.clone()) else { return value };
                let whole = if is_before { added + &text } else { text + &added };
                if whole.len() > LONGEST { value } else { Value::Text(whole) }
            }
            "default" if matches!(value, Value::Unknown(_)) => self.operand(argument),
            // Nothing in a feed says when it was made.
            "date" if matches!(&value, Value::Text(text) if ["now", "today"].contains(&text.as_str())) => {
                Value::Unknown("now".to_owned())
            }
            "upcase" | "upper" => {
                text_of(value.clone()).map_or(value, |text| Value::Text(text.to_uppercase()))
            }
            "downcase" | "lower" => {
                text_of(value.clone()).map_or(value, |text| Value::Text(text.to_lowercase()))
            }
            _ => value,
        }
    }
}

/// At each `|` outside quotes.
fn split_filters(expression: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in expression.char_indices() {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if quote == Some(c) => quote = None,
            '|' if quote.is_none() => {
                parts.push(&expression[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&expression[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_come_to_values() {
        let title = serde_json::json!("A title");
        let mut names = Names::new([("Title", &title)].into_iter());
        names.assign("x", "y".to_owned());
        let text = |text: &str| Value::Text(text.to_owned());
        let cases = [
            ("page.title", text("A title")),
            ("title | upcase", text("A TITLE")),
            ("\"/img/a|b.png\" | relative_url", text("/img/a|b.png")),
            ("x | append: \".png\" | prepend: '/img/'", text("/img/y.png")),
            ("\"/a.css\" | prepend: site.baseurl", text("/a.css")),
            ("site.url", Value::Site),
            ("Site.BaseURL", Value::Site),
            ("page.url", text("")),
            ("'now' | date: '%Y'", Value::Unknown("now".to_owned())),
            ("page.nothing | default: 'z'", text("z")),
            ("site.data.people[0].name", Value::Unknown("site.data.people".to_owned())),
            ("3", text("3")),
        ];
        for (expression, expected) in cases {
            assert_eq!(names.evaluate(expression), expected, "{expression}");
        }
        assert!(
            matches!(names.evaluate("youtube(id=\"a\")"), Value::Call(tag) if tag.named(&["id"]) == Some("a"))
        );
    }
}
