//! Repairs YAML that people write and parsers reject, if it can have one meaning only.

use tidings_model::Problem;

/// Repaired YAML, with a warning for each line that was changed.
pub(super) struct RepairedYaml {
    pub(super) text: String,
    pub(super) problems: Vec<Problem>,
}

/// A line with a key: `  - key: value`.
struct KeyLine<'t> {
    /// Indentation, and the dash of a list.
    lead: &'t str,
    key: &'t str,
    /// Trimmed.
    value: &'t str,
}

/// Repairs lines that are broken in themselves; `is_readable` returns whether a line alone parses as a
/// mapping. `None`: there was nothing to repair.
pub(super) fn repair(text: &str, is_readable: impl Fn(&str) -> bool) -> Option<RepairedYaml> {
    let lines: Vec<&str> = text.lines().collect();
    let mut repaired = RepairedYaml { text: String::with_capacity(text.len() + 16), problems: Vec::new() };
    // The indentation of a key whose value is a block of text; deeper lines belong to that text.
    let mut block: Option<usize> = None;
    let mut at = 0;
    while at < lines.len() {
        let (line, had_tabs) = without_tabs(lines[at]);
        if had_tabs {
            let message = "YAML forbids tabs in the indentation; the tab was read as two spaces";
            repaired.warn(at, Problem::warning(message, "Indent with spaces"));
        }
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|outer| indent > outer || line.trim().is_empty()) {
            repaired.push(&line);
        } else {
            block = opens_block(&line).then_some(indent);
            if let Some(quoted) = lines_of_open_quote(&lines[at..]) {
                repaired.push_quoted(at, indent, &lines[at..at + quoted]);
                at += quoted;
                continue;
            }
            match repair_line(&line, &is_readable) {
                Some((better, problem)) => {
                    repaired.push(&better);
                    repaired.warn(at, problem);
                }
                None => repaired.push(&line),
            }
        }
        at += 1;
    }
    (!repaired.problems.is_empty()).then_some(repaired)
}

impl RepairedYaml {
    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn warn(&mut self, at: usize, problem: Problem) {
        self.problems.push(problem.at(u32::try_from(at + 1).unwrap_or(u32::MAX), None));
    }

    /// Adds a quoted text of several lines, indented deeper than its key.
    fn push_quoted(&mut self, at: usize, indent: usize, lines: &[&str]) {
        let lead = " ".repeat(indent + 2);
        for (index, line) in lines.iter().enumerate() {
            let text = if index == 0 { (*line).to_owned() } else { format!("{lead}{}", line.trim()) };
            self.push(&text);
        }
        if lines[1..].iter().any(|line| !line.starts_with(&lead)) {
            let message =
                "The lines that continue a quoted text are not indented; they were read as if they were";
            self.warn(at, Problem::warning(message, "Indent the lines that continue it by two spaces"));
        }
    }
}

/// The number of lines of the quoted value that the first line opens. `None`: the quote is not closed on a
/// later line, or a line between looks like a key, which means that the closing quote was forgotten.
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

/// Where the quote closes: at one that is neither escaped (`\"`) nor doubled (`''`).
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

/// The key of a line: `title` for `title: x` and for `title:x`.
pub(super) fn key_of(line: &str) -> Option<&str> {
    key_line(line).map(|parts| parts.key).or_else(|| glued(line).map(|(key, _)| key))
}

/// The remedy for a line that YAML rejects.
pub(super) fn remedy(line: &str) -> String {
    match key_line(line.trim_start()) {
        Some(parts) if !parts.value.is_empty() => {
            format!(
                "Put the whole value of '{}' in double quotes, and write quotes inside it as \\\"",
                parts.key
            )
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

/// `title:Something`, which YAML parses as one word.
fn glued(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_word = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let is_value = !value.starts_with(['/', ':', ' ']) && !value.trim().is_empty();
    (is_word && is_value && key.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((key, value.trim()))
}

fn repair_line(line: &str, is_readable: &impl Fn(&str) -> bool) -> Option<(String, Problem)> {
    if line.trim().is_empty() || line.trim_start().starts_with('#') {
        return None;
    }
    if let Some((key, value)) = glued(line) {
        let message =
            format!("There is no space after the colon of '{key}'; the line was read as if there were one");
        let better = format!("{key}: {value}");
        return is_readable(&better)
            .then(|| (better, Problem::warning(message, format!("Write '{key}: …'"))));
    }
    let parts = key_line(line)?;
    if parts.value.is_empty() || is_readable(&format!("{}: {}", parts.key, parts.value)) {
        return None;
    }
    let value = only_meaning(parts.value)?;
    // JSON strings are YAML's double-quoted strings.
    let quoted = serde_json::Value::String(value.clone()).to_string();
    let better = format!("{}{}: {quoted}", parts.lead, parts.key);
    let message = format!("The value of '{}' is not valid YAML; it was read as the text {quoted}", parts.key);
    let remedy = format!("Write {}: {quoted}", parts.key);
    is_readable(&format!("{}: {quoted}", parts.key)).then(|| (better, Problem::warning(message, remedy)))
}

/// The text that an unreadable value must mean. `None`: it can have more than one meaning.
fn only_meaning(value: &str) -> Option<String> {
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => meaning_of_quoted(value, first),
        // `[Draft] A title` can only be text; `[a, b` may be a list that lacks its bracket.
        '[' | '{' => {
            let closing = if first == '[' { ']' } else { '}' };
            let closed = value.matches(first).count() == value.matches(closing).count();
            (closed && !value.ends_with(closing)).then(|| value.to_owned())
        }
        // The name of an anchor can't begin with a space.
        '&' if value.starts_with("& ") => Some(value.to_owned()),
        // Broken anchors, aliases, tags and blocks may be intended as such.
        '&' | '|' | '>' => None,
        '*' | '!' if !value.contains(' ') => None,
        _ => Some(value.to_owned()),
    }
}

/// `'It's so'` and `"a "b" c"` contain unescaped quotes; `"a" and "b"` begins and ends with quoted words.
fn meaning_of_quoted(value: &str, quote: char) -> Option<String> {
    let inner = value.strip_prefix(quote)?;
    let Some(inner) = inner.strip_suffix(quote) else {
        // `"Quoted" and more`: the quote closes, so it is part of the text. Otherwise the closing quote is
        // missing.
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
