//! Parses one tag of a template language: statements of Liquid and Jinja, shortcodes of Hugo, and
//! expressions.

/// The notation of a tag, which determines the notation of its closing tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Syntax {
    /// `{% name … %}`, closed by `{% endname %}`.
    Statement,
    /// `{% name(…) %}`, closed by `{% end %}`.
    Call,
    /// `{{< name … >}}` or `{{% name … %}}`, closed by `{{< /name >}}`.
    Shortcode,
    /// `{{ name(…) }}`: has no closing tag.
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
    /// The tag closes a pair. `name` is then the name of the pair, or empty for `{% end %}`.
    pub(crate) is_closing: bool,
    /// The tag is marked as having no closing tag: `{{< x />}}`.
    pub(crate) is_single: bool,
    /// The text after the name, as written.
    pub(crate) rest: String,
    /// Arguments without a name, in order.
    pub(crate) positional: Vec<String>,
    /// Arguments with a name. The names are in lower case.
    pub(crate) named: Vec<(String, String)>,
}

impl Tag {
    /// The first of the named arguments that is present and not blank.
    pub(crate) fn named(&self, names: &[&str]) -> Option<&str> {
        let find =
            |name: &&str| self.named.iter().find(|(key, value)| key == name && !value.trim().is_empty());
        names.iter().find_map(find).map(|(_, value)| value.as_str())
    }

    /// The positional argument at this index, unless it is empty.
    pub(crate) fn argument(&self, place: usize) -> Option<&str> {
        self.positional.get(place).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Longest escaped shortcode in bytes. It bounds each search for the end, which may fail.
const MAX_ESCAPED: usize = 2000;

/// The construct that begins at a `{`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Template {
    /// A statement or a shortcode.
    Tag(Tag),
    /// The text between `{{` and `}}`.
    Expression(String),
    /// An escaped shortcode, which is to be shown: its normal notation.
    Escaped(String),
    /// `{# … #}`.
    Comment,
}

/// Parses the template at the start of `text` and returns it with its length in bytes. `None`: there is no
/// template.
pub(super) fn parse_template(text: &str) -> Option<(Template, usize)> {
    if text.starts_with("{{<") {
        return parse_shortcode(text, ">}}");
    }
    if text.starts_with("{{%") {
        return parse_shortcode(text, "%}}");
    }
    if let Some(read) = parse_go_call(text) {
        return Some(read);
    }
    if text.starts_with("{{") {
        let (inner, length) = between(text, "{{", "}}")?;
        let is_triple = inner.starts_with('{');
        let inner = trim_control(inner.trim_start_matches('{'));
        (!is_triple && is_expression(inner)).then(|| (Template::Expression(inner.to_owned()), length))
    } else if text.starts_with("{%") {
        let (inner, length) = between(text, "{%", "%}")?;
        Some((Template::Tag(parse_statement(trim_control(inner))?), length))
    } else if text.starts_with("{# ") || text.starts_with("{#-") {
        let (_, length) = between(text, "{#", "#}")?;
        Some((Template::Comment, length))
    } else {
        None
    }
}

/// `{{raw `text`}}`: a Go template function with one text, which may contain line breaks and brackets.
fn parse_go_call(text: &str) -> Option<(Template, usize)> {
    let inner = text.strip_prefix("{{")?.trim_start_matches(['-', ' ']);
    let length =
        inner.find(|c: char| !c.is_ascii_alphanumeric()).filter(|length| (1..32).contains(length))?;
    let (name, rest) = inner.split_at(length);
    let rest = rest.trim_start_matches(' ');
    if !rest.starts_with(['`', '"']) || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (content, rest) = parse_value(rest);
    let rest = rest.trim_start_matches([' ', '-']).strip_prefix("}}")?;
    let (name, positional) = (name.to_owned(), vec![content]);
    let syntax = Syntax::Expression;
    let tag = Tag {
        syntax,
        name,
        is_closing: false,
        is_single: true,
        rest: String::new(),
        positional,
        named: Vec::new(),
    };
    Some((Template::Tag(tag), text.len() - rest.len()))
}

/// The text between the delimiters, and the length including them. The search stops at the next opening
/// delimiter, so that all searches of a text together visit each byte at most twice.
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

/// Removes the signs for white-space control: `{%- x -%}`, `{%~ x ~%}`, `{%+ x %}`.
fn trim_control(inner: &str) -> &str {
    let inner = inner.strip_prefix(['-', '~', '+']).unwrap_or(inner);
    inner.strip_suffix(['-', '~', '+']).unwrap_or(inner).trim()
}

fn parse_shortcode(text: &str, close: &str) -> Option<(Template, usize)> {
    let open = &text[..3];
    if let Some(rest) = text[3..].strip_prefix("/*") {
        let ending = format!("*/{close}");
        let places = rest.as_bytes().windows(ending.len()).take(MAX_ESCAPED);
        let end = places.into_iter().position(|place| place == ending.as_bytes())?;
        let shown = format!("{open}{}{close}", &rest[..end]);
        return Some((Template::Escaped(shown), 5 + end + ending.len()));
    }
    let (inner, length) = between(text, open, close)?;
    let inner = trim_control(inner);
    let (is_closing, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner.trim()),
        None => (false, inner),
    };
    let (is_single, inner) = match inner.strip_suffix('/') {
        // The slash in `{{< ref /posts/ >}}` is part of an address.
        Some(before) if before.is_empty() || before.ends_with([' ', '"', '\n']) => (true, before.trim()),
        _ => (false, inner),
    };
    let (name, rest) = name_of(inner)?;
    let (positional, named) = parse_arguments(rest);
    let (name, rest) = (name.to_owned(), rest.to_owned());
    let tag = Tag { syntax: Syntax::Shortcode, name, is_closing, is_single, rest, positional, named };
    Some((Template::Tag(tag), length))
}

/// Parses `name arguments` or `name(arguments)`; `endname` is a closing tag.
pub(super) fn parse_statement(inner: &str) -> Option<Tag> {
    let (name, rest) = name_of(inner)?;
    let (syntax, rest) = match call_arguments(rest) {
        Some(inside) => (Syntax::Call, inside),
        None => (Syntax::Statement, rest),
    };
    let (positional, named) = parse_arguments(rest);
    let closed = name.strip_prefix("end").map(|name| name.trim_start_matches('_'));
    let name = closed.unwrap_or(name).to_owned();
    let is_closing = closed.is_some();
    Some(Tag { syntax, name, is_closing, is_single: false, rest: rest.to_owned(), positional, named })
}

/// The content of the brackets, if the text consists of one bracketed list.
pub(super) fn call_arguments(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

/// The name at the start and the rest. In Hugo a name may contain a path: `partials/x.html`.
pub(super) fn name_of(text: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || "_-./:".contains(c);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let name = &text[..end];
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let follows = text[end..].chars().next().is_none_or(|c| c.is_whitespace() || c == '(');
    (begins && follows).then(|| (name, text[end..].trim()))
}

/// Parses arguments that are separated by white space or commas: `"text"`, `word`, `name="text"`, `name:
/// word`.
pub(crate) fn parse_arguments(text: &str) -> (Vec<String>, Vec<(String, String)>) {
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
            let (value, left) = parse_value(after[1..].trim_start());
            named.push((name, value));
            rest = left;
        } else {
            let (value, left) = parse_value(rest);
            positional.push(value);
            rest = left;
        }
    }
}

/// Parses one value and returns it with the rest, which is always shorter than a non-empty `text`.
fn parse_value(text: &str) -> (String, &str) {
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

/// Returns true if the text can be an expression of a template language: a text in quotes, or a name followed
/// by nothing, a filter, a call, an index or an operator. `{{Foo Bar}}` is not, so templates of BibTeX and
/// wikis are kept as they are.
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
    const GO_KEYWORDS: [&str; 8] = ["if", "else", "end", "range", "with", "template", "block", "define"];
    let rest = text[end..].trim_start();
    rest.is_empty()
        || GO_KEYWORDS.contains(&name)
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
        match parse_template(text) {
            Some((Template::Tag(tag), _)) => tag,
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
            tag("{{% /notice %}}").is_closing
                && tag("{% endhighlight -%}").is_closing
                && tag("{% end %}").is_closing
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
    fn expressions_are_recognised() {
        for expression in
            ["{{ x }}", "{{x.y}}", "{{- x | f -}}", "{{ \"a\" | url }}", "{{ f(a=1) }}", "{{ .X 1 }}"]
        {
            assert!(matches!(parse_template(expression), Some((Template::Expression(_), _))), "{expression}");
        }
        let raw = parse_template("{{raw `\n<pre>\n\n{{x}}</pre>`}} y");
        assert!(
            matches!(raw, Some((Template::Tag(tag), 29)) if tag.positional == ["\n<pre>\n\n{{x}}</pre>"])
        );
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
            assert_eq!(parse_template(text), None, "{text}");
        }
    }

    #[test]
    fn escaped_shortcodes_are_shown() {
        let (template, length) = parse_template("{{</* ref \"x\" */>}} y").unwrap();
        assert_eq!((template, length), (Template::Escaped("{{< ref \"x\" >}}".to_owned()), 19));
    }
}
