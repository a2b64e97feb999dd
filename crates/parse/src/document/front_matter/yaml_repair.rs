//! Mends YAML that people write and parsers refuse, where only one reading makes sense.

use tidings_model::Problem;

/// YAML that was mended, line by line, and a warning for each line.
pub(super) struct Mended {
    pub(super) text: String,
    pub(super) problems: Vec<Problem>,
}

/// A line with a key: `  - key: value`.
struct KeyLine<'t> {
    /// Indentation, and a list's dash.
    lead: &'t str,
    key: &'t str,
    /// Trimmed.
    value: &'t str,
}

/// Mends what is broken in itself, line by line; `reads` tells whether one line alone is a readable mapping.
/// `None`: there was nothing that could be mended.
pub(super) fn mend(text: &str, reads: impl Fn(&str) -> bool) -> Option<Mended> {
    let lines: Vec<&str> = text.lines().collect();
    let mut mended = Mended { text: String::with_capacity(text.len() + 16), problems: Vec::new() };
    // The indentation of a key whose value is a block of text; what is indented deeper belongs to it.
    let mut block: Option<usize> = None;
    let mut at = 0;
    while at < lines.len() {
        let (line, had_tabs) = without_tabs(lines[at]);
        if had_tabs {
            let message = "A tab stands in the indentation, which YAML forbids; read as two spaces";
            mended.warn(at, Problem::warning(message, "Indent with spaces"));
        }
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|outer| indent > outer || line.trim().is_empty()) {
            mended.push(&line);
        } else {
            block = opens_block(&line).then_some(indent);
            if let Some(quoted) = lines_of_open_quote(&lines[at..]) {
                mended.push_quoted(at, indent, &lines[at..at + quoted]);
                at += quoted;
                continue;
            }
            match mend_line(&line, &reads) {
                Some((better, problem)) => {
                    mended.push(&better);
                    mended.warn(at, problem);
                }
                None => mended.push(&line),
            }
        }
        at += 1;
    }
    (!mended.problems.is_empty()).then_some(mended)
}

impl Mended {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn warn(&mut self, at: usize, problem: Problem) {
        self.problems.push(problem.at(u32::try_from(at + 1).unwrap_or(u32::MAX), None));
    }

    /// A quoted text that goes on over several lines must be indented deeper than its key.
    fn push_quoted(&mut self, at: usize, indent: usize, lines: &[&str]) {
        let lead = " ".repeat(indent + 2);
        for (index, line) in lines.iter().enumerate() {
            let text = if index == 0 { (*line).to_owned() } else { format!("{lead}{}", line.trim()) };
            self.push(&text);
        }
        if lines[1..].iter().any(|line| !line.starts_with(&lead)) {
            let message = "A quoted text goes on below without being indented; read as if it were";
            self.warn(at, Problem::warning(message, "Indent the lines that continue it by two spaces"));
        }
    }
}

/// How many lines the quoted value takes that the first of these lines opens, where it closes on a later one
/// and no line between looks like a key, which would mean that the quote was forgotten.
fn lines_of_open_quote(lines: &[&str]) -> Option<usize> {
    const MOST: usize = 50;
    let value = key_line(lines.first()?)?.value;
    let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
    if closing_quote(&value[1..], quote).is_some() {
        return None;
    }
    for (index, line) in lines.iter().enumerate().take(MOST).skip(1) {
        if let Some(at) = closing_quote(line, quote) {
            return line[at + 1..].trim().is_empty().then_some(index + 1);
        }
        if key_line(line).is_some() {
            return None;
        }
    }
    None
}

/// Where the quote closes: neither after a backslash (`\"`) nor doubled (`''`).
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let skips = (quote == '"' && sign == '\\')
            || (quote == '\'' && sign == quote && signs.peek().is_some_and(|(_, next)| *next == quote));
        if skips {
            signs.next();
        } else if sign == quote {
            return Some(at);
        }
    }
    None
}

/// The key of a line that has one: `title` of `title: x` and of `title:x`.
pub(super) fn key_of(line: &str) -> Option<&str> {
    key_line(line).map(|parts| parts.key).or_else(|| glued(line).map(|(key, _)| key))
}

/// What to do about a line that YAML refuses.
pub(super) fn remedy(line: &str) -> String {
    match key_line(line.trim_start()) {
        Some(parts) if !parts.value.is_empty() => {
            format!("Put the whole value of '{}' in quotes, and quotes inside it as \\\"", parts.key)
        }
        _ => "Look for a missing quote, bracket or colon here or on the line above".to_owned(),
    }
}

fn without_tabs(line: &str) -> (String, bool) {
    let rest = line.trim_start_matches([' ', '\t']);
    let lead = &line[..line.len() - rest.len()];
    let has_tabs = lead.contains('\t') && !rest.is_empty();
    if has_tabs { (lead.replace('\t', "  ") + rest, true) } else { (line.to_owned(), false) }
}

fn opens_block(line: &str) -> bool {
    let value = key_line(line).map_or_else(|| line.trim().trim_start_matches("- "), |parts| parts.value);
    let mut signs = value.chars();
    matches!(signs.next(), Some('|' | '>')) && signs.all(|c| "+-0123456789".contains(c))
}

fn key_line(line: &str) -> Option<KeyLine<'_>> {
    let rest = line.trim_start().trim_start_matches("- ").trim_start();
    let lead = &line[..line.len() - rest.len()];
    let colon = rest.find(':')?;
    let (key, value) = (&rest[..colon], &rest[colon + 1..]);
    let is_key = !key.is_empty()
        && key.len() <= 60
        && key.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '"' || c == '\'')
        && key.split(' ').count() <= 3
        && !key.ends_with(' ')
        && !key.contains(['.', ',', '?', '!', '(', '<', '*']);
    let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_apart).then(|| KeyLine { lead, key, value: value.trim() })
}

/// `title:Something`, which YAML takes for one word.
fn glued(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_word = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let is_value = !value.starts_with(['/', ':', ' ']) && !value.trim().is_empty();
    (is_word && is_value && key.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((key, value.trim()))
}

fn mend_line(line: &str, reads: &impl Fn(&str) -> bool) -> Option<(String, Problem)> {
    if line.trim().is_empty() || line.trim_start().starts_with('#') {
        return None;
    }
    if let Some((key, value)) = glued(line) {
        let message = format!("There is no space after the colon of '{key}'; read as if there were one");
        let better = format!("{key}: {value}");
        return reads(&better).then(|| (better, Problem::warning(message, format!("Write '{key}: …'"))));
    }
    let parts = key_line(line)?;
    if parts.value.is_empty() || reads(&format!("{}: {}", parts.key, parts.value)) {
        return None;
    }
    let value = one_reading(parts.value)?;
    // JSON's strings are YAML's double-quoted ones.
    let quoted = serde_json::Value::String(value.clone()).to_string();
    let better = format!("{}{}: {quoted}", parts.lead, parts.key);
    let message = format!("The value of '{}' is no YAML as it stands; read as the text {quoted}", parts.key);
    let remedy = format!("Write {}: {quoted}", parts.key);
    reads(&format!("{}: {quoted}", parts.key)).then(|| (better, Problem::warning(message, remedy)))
}

/// The text that an unreadable value can only mean; `None` where it may be more than one thing.
fn one_reading(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => quoted_reading(value, first),
        // `[Draft] A title` can only be text, `[a, b` may be a list that lacks its bracket.
        '[' | '{' => {
            let closing = if first == '[' { ']' } else { '}' };
            let closed = value.matches(first).count() == value.matches(closing).count();
            (closed && !value.ends_with(closing)).then(|| value.to_owned())
        }
        // No anchor's name begins with a space.
        '&' if value.starts_with("& ") => Some(value.to_owned()),
        // Anchors, aliases, tags and blocks that are broken may be meant as such.
        '&' | '|' | '>' => None,
        '*' | '!' if !value.contains(' ') => None,
        _ => Some(value.to_owned()),
    }
}

/// `'It's so'` and `"a "b" c"` have one quote too few; `"a" and "b"` begins and ends in words that are quoted.
fn quoted_reading(value: &str, quote: char) -> Option<String> {
    let inner = value.strip_prefix(quote)?;
    let Some(inner) = inner.strip_suffix(quote) else {
        // `"Quoted" and more`: the quote closes, so it belongs to the text. Otherwise the end is missing.
        return inner.contains(quote).then(|| value.to_owned());
    };
    let closes_early = inner.find(quote).is_some_and(|at| {
        let before = inner[..at].chars().next_back();
        let after = inner[at + 1..].chars().next();
        before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(char::is_whitespace)
    });
    let reopens = inner.rfind(quote).is_some_and(|at| inner[..at].ends_with(' '));
    if closes_early && reopens {
        return Some(value.to_owned());
    }
    Some(inner.replace(&format!("\\{quote}"), &quote.to_string()).replace("\\\"", "\"").replace("\\'", "'"))
}
