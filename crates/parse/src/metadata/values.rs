//! Converts values of front matter into the types that the keys need: texts, booleans, times, names, people
//! and media.

use crate::document::Syntax;
use crate::formats::text::byline;
use crate::output::plain;
use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};
use tidings_model::{Media, Person};

/// Numbers from here on are Unix seconds (1973 and later). Smaller numbers may be dates such as 20260304.
const FIRST_UNIX_SECOND: i64 = 100_000_000;
/// Numbers from here on are Unix milliseconds, as JavaScript writes them.
const FIRST_UNIX_MILLISECOND: i64 = 100_000_000_000;

/// The signs by which word processors and telephones replace the quotes that are typed around a value.
const TYPOGRAPHIC_QUOTES: [char; 12] = [
    '\u{201C}', '\u{201D}', '\u{201E}', '\u{201F}', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}', '\u{AB}',
    '\u{BB}', '\u{300C}', '\u{300D}',
];

/// The value as a non-empty text, as [`written`], without typographic quotes around it.
pub(crate) fn text(value: &Value) -> Option<String> {
    written(value).map(|text| without_quotes(&text).to_owned()).filter(|text| !text.is_empty())
}

/// Removes a pair of typographic quotes around a text that contains no others.
fn without_quotes(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix(TYPOGRAPHIC_QUOTES).and_then(|rest| rest.strip_suffix(TYPOGRAPHIC_QUOTES));
    let is_one = |inner: &&str| !inner.contains(TYPOGRAPHIC_QUOTES.as_slice());
    inner.filter(is_one).map_or(text, str::trim)
}

/// The value as a non-empty text: numbers and booleans as written, the first item of a list, never an object. A title or
/// summary in quotes may be a quotation.
pub(crate) fn written(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(items) => return items.first().and_then(written),
        Value::Null | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The value as a boolean; the words of YAML 1.1 are accepted.
pub(crate) fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::Number(number) => {
            number.as_i64().filter(|number| (0..=1).contains(number)).map(|one| one == 1)
        }
        Value::String(text) => match without_quotes(text).to_lowercase().as_str() {
            // `t` and `nil` are Org's.
            "true" | "yes" | "on" | "1" | "y" | "t" => Some(true),
            "false" | "no" | "off" | "0" | "n" | "nil" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// The value as Unix seconds or milliseconds.
pub(crate) fn unix_time(value: &Value) -> Option<DateTime<FixedOffset>> {
    let number = match value {
        Value::Number(number) => number.as_i64()?,
        Value::String(text) if without_quotes(text).bytes().all(|byte| byte.is_ascii_digit()) => {
            without_quotes(text).parse().ok()?
        }
        _ => return None,
    };
    let moment = match number {
        FIRST_UNIX_MILLISECOND.. => DateTime::from_timestamp_millis(number),
        FIRST_UNIX_SECOND.. => DateTime::from_timestamp(number, 0),
        _ => None,
    };
    moment.map(|moment| moment.fixed_offset())
}

/// How a string is split into several names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separators {
    /// At commas or semicolons.
    Signs,
    /// At commas or semicolons, or at white space if there are none: Jekyll's `tags` and `categories`.
    SignsOrSpaces,
}

impl Separators {
    /// The separators of a key. Jekyll splits `tags` at spaces, but not `tag`; other generators read `tags:
    /// open source` as one tag.
    pub(crate) fn for_key(key: &str, is_jekyll: bool) -> Self {
        if is_jekyll && key.ends_with('s') { Self::SignsOrSpaces } else { Self::Signs }
    }
}

/// The names in a value: a list, a string with several names, or objects with a name.
pub(crate) fn names(value: &Value, separators: Separators) -> Vec<String> {
    let names: Vec<String> = match value {
        Value::Array(items) => items.iter().flat_map(names_of).collect(),
        Value::String(text) => split(text, separators),
        Value::Object(_) => name_of(value).into_iter().collect(),
        // `tags: false` means that there are no tags.
        Value::Bool(_) => Vec::new(),
        other => text(other).into_iter().collect(),
    };
    names.iter().map(|name| plain::from_label(wiki_link_text(name))).filter(|name| !name.is_empty()).collect()
}

/// The label of a link between notes: `Jane Doe` from `[[Jane Doe]]` and from `[[people/jane|Jane Doe]]`.
fn wiki_link_text(text: &str) -> &str {
    let Some(inner) = text.trim().strip_prefix("[[").and_then(|text| text.strip_suffix("]]")) else {
        return text;
    };
    if inner.contains(['[', ']']) {
        return text;
    }
    inner.rsplit('|').next().unwrap_or(inner)
}

/// The name of an item, or all names of a nested list, as in Hexo's nested categories.
fn names_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(inner) => inner.iter().filter_map(name_of).collect(),
        other => name_of(other).into_iter().collect(),
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => first_text(object, &["name", "title", "label", "slug", "id"]),
        other => text(other),
    }
}

fn split(text: &str, separators: Separators) -> Vec<String> {
    // Headers have no list syntax, so `[a, b]` arrives as a string.
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    // `Doe, Jane; Roe, Joe` is two names. Chinese and Japanese have their own commas, one of which separates
    // the words of a list.
    let strongest = [&[';', '；'][..], &[',', '，', '、'], &['،']];
    let signs = strongest.into_iter().find(|signs| text.contains(*signs));
    let is_tagged = text.split_whitespace().all(|word| word.starts_with('#'));
    let split_at = |c: char| match (signs, separators) {
        (Some(signs), _) => signs.contains(&c),
        (None, Separators::SignsOrSpaces) => c.is_whitespace(),
        // Notes write `#a #b`.
        (None, Separators::Signs) => is_tagged && c.is_whitespace(),
    };
    let unquoted = |part: &str| without_quotes(part).trim_matches(['"', '\'']).to_owned();
    text.split(split_at).map(unquoted).filter(|part| !part.is_empty()).collect()
}

/// The people in a value: strings, objects with `name`, `email` and `url`, or a list of these. If `plural` is
/// true, a string may name several people; `author: Russ Cox, for the Go team` is one.
pub(crate) fn people(value: &Value, plural: bool, syntax: Option<Syntax>) -> Vec<Person> {
    let mut people = Vec::new();
    match value {
        // Above plain text, `Author:` is a byline: 'Jane Doe and John Roe' are two people.
        Value::String(names) if syntax == Some(Syntax::Headers) && names.contains(" and ") => {
            people.extend(
                byline::parse(&format!("by {names}"))
                    .or_else(|| Some(vec![named_person(names)?]))
                    .into_iter()
                    .flatten(),
            );
        }
        Value::Array(items) => people.extend(items.iter().filter_map(person)),
        Value::Bool(_) => {}
        // People by key: `authors: {jane: {name: Jane Doe}}`.
        Value::Object(object) if object.values().all(Value::is_object) => {
            people.extend(object.values().filter_map(person));
        }
        // Commas between addresses separate people: `Jane <jane@x.org>, Joe <joe@x.org>`.
        Value::String(text) if plural || text.contains(';') || text.split(',').all(has_address) => {
            people.extend(split(text, Separators::Signs).iter().filter_map(|name| named_person(name)));
        }
        other => people.extend(person(other)),
    }
    let mut known = std::collections::HashSet::new();
    people.retain(|person| known.insert(person.name.to_lowercase()));
    people
}

/// Keys of a person object that may contain the name, best first. `key` refers to an entry of the authors
/// file (Docusaurus); the other fields only add to that entry, and `title` is then a position.
const NAMES: &[&str] =
    &["name", "key", "title", "fullname", "full_name", "display_name", "nick", "username", "id"];

/// The person in an entry of the authors file: an object or only a name.
pub(crate) fn person_from_authors_file(value: &Value) -> Option<Person> {
    person(value)
}

fn person(value: &Value) -> Option<Person> {
    let Value::Object(object) = value else { return named_person(&text(value)?) };
    let mut person = named_person(&first_text(object, NAMES).or_else(|| name_in_parts(object))?)?;
    person.email =
        first_text(object, &["email", "mail"]).filter(|email| email.contains('@')).or(person.email);
    let address = first_text(object, &["url", "uri", "homepage", "website", "link", "site"]);
    person.url = address.filter(|url| is_web_address(url)).or(person.url);
    Some(person)
}

/// Quarto's `name: {given: Jane, family: Doe}`. The parts may also be beside the person's other keys.
fn name_in_parts(object: &Map<String, Value>) -> Option<String> {
    let parts = object.get("name").and_then(Value::as_object).unwrap_or(object);
    if let Some(literal) = first_text(parts, &["literal"]) {
        return Some(literal);
    }
    let given = first_text(parts, &["given", "first", "first_name", "firstname"]);
    let family = first_text(parts, &["family", "last", "last_name", "lastname"]);
    let names: Vec<String> = given.into_iter().chain(family).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// Parses `Jane Doe <jane@example.org>`, RSS's `jane@example.org (Jane Doe)`, a Markdown link, or a name.
pub(crate) fn named_person(text: &str) -> Option<Person> {
    let text = wiki_link_text(text.trim());
    if let Some((name, address)) = markdown_link(text) {
        return Some(Person { url: Some(address.to_owned()), ..Person::named(&plain::from_label(name)) });
    }
    if let Some((name, rest)) = text.split_once('<')
        && let Some(address) = rest.strip_suffix('>')
        && !name.trim().is_empty()
    {
        let address = address.trim().trim_start_matches("mailto:");
        let mut person = Person::named(&plain::from_label(name.trim().trim_matches('"')));
        if is_web_address(address) {
            person.url = Some(address.to_owned());
            return Some(person);
        }
        if is_email(address) {
            person.email = Some(address.to_owned());
            return Some(person);
        }
    }
    if let Some((address, rest)) = text.split_once(" (")
        && let Some(name) = rest.strip_suffix(')')
        && is_email(address)
    {
        return Some(Person { email: Some(address.to_owned()), ..Person::named(&plain::from_label(name)) });
    }
    let name = plain::from_label(text);
    let email = is_email(&name).then(|| name.clone());
    (!name.is_empty()).then_some(Person { name, email, url: None })
}

/// `[Jane Doe](https://example.org/jane)`: the name and the address.
fn markdown_link(text: &str) -> Option<(&str, &str)> {
    let (name, address) = text.strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    (!name.trim().is_empty() && is_web_address(address)).then_some((name, address))
}

/// Returns true for `Jane Doe <jane@example.org>`.
fn has_address(text: &str) -> bool {
    text.trim()
        .strip_suffix('>')
        .and_then(|text| text.split_once('<'))
        .is_some_and(|(_, mail)| is_email(mail))
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        && !text.contains(char::is_whitespace)
}

/// Returns true if the text is an http(s) address.
pub(crate) fn is_web_address(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}

/// Pictures or other files: addresses, objects with an address, or a list of these. The addresses are as
/// written.
pub(crate) fn media(value: &Value) -> Vec<Media> {
    match value {
        Value::Array(items) => items.iter().flat_map(media).collect(),
        Value::Object(object) => media_object(object).into_iter().collect(),
        Value::String(text) => media_text(text).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// An address. WordPress exports put the length and the type on the lines below the address.
fn media_text(text: &str) -> Option<Media> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut media = Media::from_url(address(lines.next()?)?);
    for line in lines {
        if let Ok(length) = line.parse() {
            media.length = Some(length);
        } else if line.contains('/') {
            line.clone_into(&mut media.mime);
        }
    }
    Some(media)
}

fn media_object(object: &Map<String, Value>) -> Option<Media> {
    const ADDRESSES: [&str; 12] = [
        "url", "src", "path", "image", "file", "filename", "feature", "href", "img", "source", "link", "name",
    ];
    let nested = ADDRESSES.iter().filter_map(|key| object.get(*key)).find_map(|value| match value {
        Value::Object(inner) => media_object(inner),
        other => Some(Media::from_url(address(&text(other)?)?)),
    })?;
    let number = |keys: &[&str]| first_text(object, keys).and_then(|text| text.parse::<u64>().ok());
    let pixels =
        |key: &str| first_text(object, &[key]).and_then(|text| text.trim_end_matches("px").parse().ok());
    let label = |keys: &[&str]| first_text(object, keys).map(|text| plain::from_inline(&text));
    Some(Media {
        mime: first_text(object, &["type", "mime", "mime_type"])
            .filter(|mime| mime.contains('/'))
            .unwrap_or(nested.mime),
        length: number(&["length", "size", "bytes"]).or(nested.length),
        duration: first_text(object, &["duration"]).and_then(|text| seconds(&text)).or(nested.duration),
        alt: label(&["alt", "alt_text", "alttext"]).or(nested.alt),
        title: label(&["title", "caption"]).or(nested.title),
        width: pixels("width").or(nested.width),
        height: pixels("height").or(nested.height),
        url: nested.url,
    })
}

/// Returns the address unless it is empty, template syntax or a boolean.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_one = !text.is_empty()
        && !text.contains("{{")
        && !text.contains("{%")
        && !["true", "false"].contains(&text);
    is_one.then(|| text.to_owned())
}

/// Parses `90`, `1:30` or `1:02:03`.
fn seconds(text: &str) -> Option<u32> {
    text.split(':').try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(part.trim().parse().ok()?))
}

/// The first of `keys` that has a text. The case of keys is ignored.
pub(crate) fn first_text(object: &Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| {
        let (_, value) = object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        text(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_in_strings() {
        let cases = [
            (json!("a b c"), "tags", true, vec!["a", "b", "c"]),
            (json!("machine learning, rust"), "tags", true, vec!["machine learning", "rust"]),
            (json!("a b; c"), "tags", true, vec!["a b", "c"]),
            (json!("a, b; c"), "tags", true, vec!["a, b", "c"]),
            (json!("a b"), "category", true, vec!["a b"]),
            (json!("a b"), "tags", false, vec!["a b"]),
            (json!("#a #b"), "tags", false, vec!["#a", "#b"]),
            (json!("中文，测试、三"), "tags", false, vec!["中文", "测试", "三"]),
            (json!("[a, 'b c']"), "tags", false, vec!["a", "b c"]),
            (json!(["x, y", 2026, {"name": "n"}, null, ""]), "tags", false, vec!["x, y", "2026", "n"]),
            (json!([["A", "B"], ["C"]]), "categories", false, vec!["A", "B", "C"]),
            (json!(7), "tags", false, vec!["7"]),
        ];
        for (value, key, is_jekyll, expected) in cases {
            assert_eq!(names(&value, Separators::for_key(key, is_jekyll)), expected, "{value}");
        }
    }

    #[test]
    fn people_in_every_form() {
        let shown = |value: Value, plural| -> Vec<(String, Option<String>, Option<String>)> {
            people(&value, plural, Some(Syntax::Yaml))
                .into_iter()
                .map(|person| (person.name, person.email, person.url))
                .collect()
        };
        let jane = ("Jane Doe".to_owned(), Some("jane@x.org".to_owned()), None);
        assert_eq!(shown(json!("Jane Doe <jane@x.org>"), false), std::slice::from_ref(&jane));
        assert_eq!(shown(json!("jane@x.org (Jane Doe)"), false), std::slice::from_ref(&jane));
        assert_eq!(shown(json!({"name": "Jane Doe", "email": "jane@x.org", "url": "no"}), false), [jane]);
        let names = |value, plural| {
            people(&value, plural, Some(Syntax::Yaml))
                .into_iter()
                .map(|person| person.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(json!("A, for the team"), false), ["A, for the team"]);
        assert_eq!(names(json!({"jane": {"name": "Jane"}, "joe": {"name": "Joe"}}), true), ["Jane", "Joe"]);
        assert_eq!(names(json!("[Jane](https://x.org/)"), false), ["Jane"]);
        assert_eq!(names(json!({"key": "jane", "title": "Boss"}), true), ["jane"]);
        assert!(names(json!(false), false).is_empty());
        assert_eq!(names(json!("A, B"), true), ["A", "B"]);
        assert_eq!(names(json!(["A, jr.", {"name": "B"}, "a, JR."]), true), ["A, jr.", "B"]);
    }

    #[test]
    fn media_in_every_form() {
        let list = media(&json!([{"src": "a.png", "alt": "*A*"}, "b.mp3\n123\naudio/x", false, "{{ x }}"]));
        assert_eq!(list.len(), 2);
        assert_eq!((list[0].url.as_str(), list[0].alt.as_deref()), ("a.png", Some("A")));
        assert_eq!((list[1].length, list[1].mime.as_str()), (Some(123), "audio/x"));
        let nested = media(&json!({"image": {"url": "c.jpg"}, "duration": "1:02:03"}));
        assert_eq!((nested[0].url.as_str(), nested[0].duration), ("c.jpg", Some(3723)));
    }
}
