//! One tag of a template language: Liquid's and Jinja's statements, Hugo's shortcodes, and expressions.

/// How a tag is written, which says how its pair is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Syntax {
    /// `{% name … %}`, closed by `{% endname %}`.
    Statement,
    /// `{% name(…) %}`, closed by `{% end %}`.
    Call,
    /// `{{< name … >}}` or `{{% name … %}}`, closed by `{{< /name >}}`.
    Shortcode,
    /// `{{ name(…) }}`: has no pair.
    Expression,
    /// `<Name …>`, closed by `</Name>`.
    Component,
}

/// A tag with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) syntax: Syntax,
    /// As written.
    pub(crate) name: String,
    /// Whether it ends a pair; `name` is then the pair's, or empty for `{% end %}`.
    pub(crate) closes: bool,
    /// Whether it says that it has no pair: `{{< x />}}`.
    pub(crate) is_single: bool,
    /// Behind the name, as written.
    pub(crate) rest: String,
    /// Without a name, in order.
    pub(crate) positional: Vec<String>,
    /// Names in lower case.
    pub(crate) named: Vec<(String, String)>,
}

impl Tag {
    /// The first of these arguments that is there and not empty.
    pub(crate) fn named(&self, names: &[&str]) -> Option<&str> {
        let find =
            |name: &&str| self.named.iter().find(|(key, value)| key == name && !value.trim().is_empty());
        names.iter().find_map(find).map(|(_, value)| value.as_str())
    }

    /// An argument by its place, from 0.
    pub(crate) fn place(&self, place: usize) -> Option<&str> {
        self.positional.get(place).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Longest shortcode that is to be shown, in bytes: each search for its end may be in vain.
const LONGEST_ESCAPED: usize = 2000;

/// What stands at a `{`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A statement or shortcode.
    Tag(Tag),
    /// What stands between `{{` and `}}`.
    Expression(String),
    /// A shortcode that is to be shown: its text.
    Escaped(String),
    /// `{# … #}`.
    Comment,
}

/// Reads what begins at the start of `text`; its length in bytes. `None`: no template.
pub(super) fn read(text: &str) -> Option<(Piece, usize)> {
    if text.starts_with("{{<") {
        return shortcode(text, ">}}");
    }
    if text.starts_with("{{%") {
        return shortcode(text, "%}}");
    }
    if let Some(read) = go_call(text) {
        return Some(read);
    }
    if text.starts_with("{{") {
        let (inner, length) = between(text, "{{", "}}")?;
        let is_triple = inner.starts_with('{');
        let inner = trim_control(inner.trim_start_matches('{'));
        (!is_triple && is_expression(inner)).then(|| (Piece::Expression(inner.to_owned()), length))
    } else if text.starts_with("{%") {
        let (inner, length) = between(text, "{%", "%}")?;
        Some((Piece::Tag(statement(trim_control(inner))?), length))
    } else if text.starts_with("{# ") || text.starts_with("{#-") {
        let (_, length) = between(text, "{#", "#}")?;
        Some((Piece::Comment, length))
    } else {
        None
    }
}

/// `{{raw `text`}}`: a function of Go's templates with one text, which may have lines and brackets of its own.
fn go_call(text: &str) -> Option<(Piece, usize)> {
    let inner = text.strip_prefix("{{")?.trim_start_matches(['-', ' ']);
    let length =
        inner.find(|c: char| !c.is_ascii_alphanumeric()).filter(|length| (1..32).contains(length))?;
    let (name, rest) = inner.split_at(length);
    let rest = rest.trim_start_matches(' ');
    if !rest.starts_with(['`', '"']) || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (content, rest) = value(rest);
    let rest = rest.trim_start_matches([' ', '-']).strip_prefix("}}")?;
    let (name, positional) = (name.to_owned(), vec![content]);
    let syntax = Syntax::Expression;
    let tag = Tag {
        syntax,
        name,
        closes: false,
        is_single: true,
        rest: String::new(),
        positional,
        named: Vec::new(),
    };
    Some((Piece::Tag(tag), text.len() - rest.len()))
}

/// What stands between the signs, and the length with them. The search ends at the next opening one, so that all
/// searches of a text together look at each byte once or twice.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<(&'t str, usize)> {
    let (bytes, close_bytes, open_bytes) = (text.as_bytes(), close.as_bytes(), open.as_bytes());
    let mut at = open.len();
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(close_bytes) {
            let inner = &text[open.len()..at];
            return (!has_blank_line(inner)).then_some((inner, at + close.len()));
        }
        if rest.starts_with(open_bytes) {
            return None;
        }
        at += 1;
    }
    None
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() && lines.peek().is_some() {
            return true;
        }
    }
    false
}

/// Without the signs that take white space out: `{%- x -%}`, `{%~ x ~%}`, `{%+ x %}`.
fn trim_control(inner: &str) -> &str {
    let inner = inner.strip_prefix(['-', '~', '+']).unwrap_or(inner);
    inner.strip_suffix(['-', '~', '+']).unwrap_or(inner).trim()
}

fn shortcode(text: &str, close: &str) -> Option<(Piece, usize)> {
    let open = &text[..3];
    if let Some(rest) = text[3..].strip_prefix("/*") {
        let ending = format!("*/{close}");
        let places = rest.as_bytes().windows(ending.len()).take(LONGEST_ESCAPED);
        let end = places.into_iter().position(|place| place == ending.as_bytes())?;
        let shown = format!("{open}{}{close}", &rest[..end]);
        return Some((Piece::Escaped(shown), 5 + end + ending.len()));
    }
    let (inner, length) = between(text, open, close)?;
    let inner = trim_control(inner);
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner.trim()),
        None => (false, inner),
    };
    let (is_single, inner) = match inner.strip_suffix('/') {
        // `{{< ref /posts/ >}}` ends in an address.
        Some(before) if before.is_empty() || before.ends_with([' ', '"', '\n']) => (true, before.trim()),
        _ => (false, inner),
    };
    let (name, rest) = name_of(inner)?;
    let (positional, named) = arguments(rest);
    let (name, rest) = (name.to_owned(), rest.to_owned());
    let tag = Tag { syntax: Syntax::Shortcode, name, closes, is_single, rest, positional, named };
    Some((Piece::Tag(tag), length))
}

/// `name arguments` or `name(arguments)`; `endname` closes.
pub(super) fn statement(inner: &str) -> Option<Tag> {
    let (name, rest) = name_of(inner)?;
    let (syntax, rest) = match call_arguments(rest) {
        Some(inside) => (Syntax::Call, inside),
        None => (Syntax::Statement, rest),
    };
    let (positional, named) = arguments(rest);
    let closed = name.strip_prefix("end").map(|name| name.trim_start_matches('_'));
    let name = closed.unwrap_or(name).to_owned();
    let closes = closed.is_some();
    Some(Tag { syntax, name, closes, is_single: false, rest: rest.to_owned(), positional, named })
}

/// What stands in the brackets that a text consists of.
pub(super) fn call_arguments(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

/// A name at the start, and what follows. Hugo's may have a path: `partials/x.html`.
pub(super) fn name_of(text: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || "_-./:".contains(c);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let name = &text[..end];
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let follows = text[end..].chars().next().is_none_or(|c| c.is_whitespace() || c == '(');
    (begins && follows).then(|| (name, text[end..].trim()))
}

/// Arguments, separated by white space or commas: `"text"`, `word`, `name="text"`, `name: word`.
pub(crate) fn arguments(text: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (mut positional, mut named) = (Vec::new(), Vec::new());
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return (positional, named);
        }
        let name_length =
            rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        let after = rest[name_length..].trim_start();
        let is_colon = after.starts_with(": ") || after.starts_with(":\"");
        if name_length > 0 && !after.starts_with("==") && (after.starts_with('=') || is_colon) {
            let name = rest[..name_length].to_lowercase();
            let (value, left) = value(after[1..].trim_start());
            named.push((name, value));
            rest = left;
        } else {
            let (value, left) = value(rest);
            positional.push(value);
            rest = left;
        }
    }
}

/// A value and what follows; always shorter than a text that is not empty.
fn value(text: &str) -> (String, &str) {
    let quote = text.chars().next().filter(|c| "\"'`“”".contains(*c));
    if let Some(quote) = quote {
        let closing = if quote == '“' { '”' } else { quote };
        let inner = &text[quote.len_utf8()..];
        let mut value = String::new();
        let mut escaped = false;
        for (at, c) in inner.char_indices() {
            if escaped {
                if c != closing && c != '\\' {
                    value.push('\\');
                }
                value.push(c);
                escaped = false;
            } else if c == '\\' && quote != '`' {
                escaped = true;
            } else if c == closing {
                return (value, &inner[at + c.len_utf8()..]);
            } else {
                value.push(c);
            }
        }
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end =
        text[first..].find(|c: char| c.is_whitespace() || c == ',').map_or(text.len(), |end| first + end);
    (text[..end].to_owned(), &text[end..])
}

/// Whether it can be an expression of a template language: a text in quotes, or a name, followed by nothing, a
/// filter, a call, an index or an operator. `{{Foo Bar}}` is none, which keeps BibTeX and wikis' templates as they
/// are.
fn is_expression(text: &str) -> bool {
    if text.starts_with(['"', '\'']) {
        return text.len() > 1;
    }
    let is_name = |c: char| c.is_alphanumeric() || "_-.$".contains(c);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let name = &text[..end];
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '.' || c == '$')
        || name.ends_with('-')
    {
        return false;
    }
    const GO: [&str; 8] = ["if", "else", "end", "range", "with", "template", "block", "define"];
    let rest = text[end..].trim_start();
    rest.is_empty()
        || GO.contains(&name)
        || rest.starts_with(['|', '(', '[', '+', '*', '?', '=', '<', '>', '~'])
        || ["if ", "or ", "and ", "is ", "not "].iter().any(|word| rest.starts_with(word))
        // Go's `.Get 0`, `ref . "x"`.
        || rest.starts_with(['"', '.', '$'])
        || name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Tag {
        match read(text) {
            Some((Piece::Tag(tag), _)) => tag,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn tags() {
        let figure = tag("{{< figure src=\"/a b.png\" alt='An \"A\"' width=300 >}}");
        assert_eq!((figure.name.as_str(), figure.syntax), ("figure", Syntax::Shortcode));
        let named = [("src", "/a b.png"), ("alt", "An \"A\""), ("width", "300")];
        assert_eq!(figure.named, named.map(|(key, value)| (key.to_owned(), value.to_owned())));
        assert!(
            tag("{{% /notice %}}").closes && tag("{% endhighlight -%}").closes && tag("{% end %}").closes
        );
        assert_eq!(tag("{% endhighlight %}").name, "highlight");
        assert_eq!(tag("{% end %}").name, "");
        assert!(tag("{{< x a=\"b\" />}}").is_single && !tag("{{< ref /posts/ >}}").is_single);
        assert_eq!(tag("{%- include image.html url=\"x\" -%}").positional, ["image.html"]);
        let call = tag("{% quote(author=\"Vincent\") %}");
        assert_eq!((call.syntax, call.named(&["author"])), (Syntax::Call, Some("Vincent")));
        assert_eq!(tag("{% codeblock a.js lang:js %}").positional, ["a.js", "lang:js"]);
        assert_eq!(tag("{{< tweet 12\n  34 >}}").positional, ["12", "34"]);
    }

    #[test]
    fn expressions_and_what_is_none() {
        for expression in
            ["{{ x }}", "{{x.y}}", "{{- x | f -}}", "{{ \"a\" | url }}", "{{ f(a=1) }}", "{{ .X 1 }}"]
        {
            assert!(matches!(read(expression), Some((Piece::Expression(_), _))), "{expression}");
        }
        let raw = read("{{raw `\n<pre>\n\n{{x}}</pre>`}} y");
        assert!(matches!(raw, Some((Piece::Tag(tag), 29)) if tag.positional == ["\n<pre>\n\n{{x}}</pre>"]));
        let none = [
            "{{Foo Bar}}",
            "{{ }}",
            "{{",
            "{{ x",
            "{%",
            "{% %}",
            "{% 1 %}",
            "{{ {{ x }}",
            "{{{ x }}}",
            "{x}",
            "{{1}}",
            "{% if\n\n%}",
            "{#id}",
        ];
        for text in none {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn escaped_shortcodes_are_shown() {
        let (piece, length) = read("{{</* ref \"x\" */>}} y").unwrap();
        assert_eq!((piece, length), (Piece::Escaped("{{< ref \"x\" >}}".to_owned()), 19));
    }
}
