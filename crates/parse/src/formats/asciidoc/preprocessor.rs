//! The preprocessor of AsciiDoc: evaluates conditionals, sets attributes, removes comments.

use super::attributes::Attributes;
use crate::formats::markup::Unsupported;

/// Delimiters of blocks in which only conditionals are evaluated.
const FENCES: [&str; 5] = ["----", "....", "++++", "////", "```"];

/// Returns the lines that are parsed as blocks.
pub(super) fn preprocess<'t>(
    source: &'t str,
    attributes: &mut Attributes,
    unsupported: &mut Unsupported,
) -> Vec<&'t str> {
    let mut out = Vec::new();
    let mut conditions = Conditions::default();
    let mut fence: Option<&str> = None;
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let line = line.trim_end();
        if let Some(condition) = Condition::parse(line) {
            if let Some(text) = condition.apply(&mut conditions, attributes)
                && !parse_attribute_line(text, &mut std::iter::empty(), attributes)
            {
                out.push(text);
            }
            continue;
        }
        if conditions.unmet > 0 {
            continue;
        }
        if let Some(file) = line.strip_prefix("include::").and_then(|rest| rest.split('[').next()) {
            unsupported.add_include(&attributes.resolve_references(file));
            continue;
        }
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if FENCES.iter().any(|start| line.starts_with(start)) => fence = closing_fence(line),
            None if parse_attribute_line(line, &mut lines, attributes) => continue,
            None => {}
        }
        if fence.is_none_or(|fence| !fence.starts_with("////")) && !line.starts_with("////") {
            out.push(line.strip_prefix('\\').filter(|rest| Condition::parse(rest).is_some()).unwrap_or(line));
        }
    }
    out
}

/// The line that closes the fence, if the line is one: four or more equal characters, or three backquotes and
/// a language.
fn closing_fence(line: &str) -> Option<&str> {
    if line.starts_with("```") {
        return line.get(..3);
    }
    let first = line.bytes().next()?;
    line.bytes().all(|byte| byte == first).then_some(line)
}

/// Sets or unsets an attribute, if the line does so; `\` at its end continues the line.
fn parse_attribute_line<'t>(
    line: &'t str,
    more: &mut dyn Iterator<Item = &'t str>,
    attributes: &mut Attributes,
) -> bool {
    let Some((name, value)) = line.strip_prefix(':').and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let bare = name.trim_matches('!');
    let is_name = bare.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && bare.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    if !is_name || !(value.is_empty() || value.starts_with([' ', '\t'])) {
        return false;
    }
    if bare.len() < name.len() {
        attributes.unset(bare);
        return true;
    }
    let mut value = value.trim().to_owned();
    while value.ends_with(" \\") {
        let Some(next) = more.next() else { break };
        value.truncate(value.trim_end_matches(" \\").trim_end_matches(" +").len());
        value.push(' ');
        value.push_str(next.trim());
    }
    attributes.set(bare, value.trim_end_matches('@'));
    true
}

/// The open conditionals.
#[derive(Debug, Default)]
struct Conditions {
    results: Vec<bool>,
    /// How many of them are false.
    unmet: usize,
}

/// `ifdef::name[]`, `ifndef::name[text]`, `ifeval::[…]` or `endif::[]`.
struct Condition<'t> {
    kind: &'t str,
    names: &'t str,
    text: &'t str,
}

impl<'t> Condition<'t> {
    fn parse(line: &'t str) -> Option<Self> {
        let (kind, rest) = line.split_once("::")?;
        if !["ifdef", "ifndef", "ifeval", "endif"].contains(&kind) {
            return None;
        }
        let (names, text) = rest.split_once('[')?;
        Some(Self { kind, names, text: text.strip_suffix(']')? })
    }

    /// Opens or closes the conditional; returns the text of a true conditional on one line.
    fn apply(&self, open: &mut Conditions, attributes: &Attributes) -> Option<&'t str> {
        let has_any = || self.names.split(',').any(|name| attributes.has(name.trim()));
        let has_all = || self.names.split('+').all(|name| attributes.has(name.trim()));
        let is_set = if self.names.contains('+') { has_all() } else { has_any() };
        let is_met = match self.kind {
            "endif" => {
                open.unmet -= usize::from(open.results.pop() == Some(false));
                return None;
            }
            "ifdef" => is_set,
            "ifndef" => !is_set,
            // `ifeval` tests versions and output formats and seldom changes the text, so it counts as true.
            _ => true,
        };
        if self.text.is_empty() || self.kind == "ifeval" {
            open.results.push(is_met);
            open.unmet += usize::from(!is_met);
            return None;
        }
        (is_met && open.unmet == 0).then_some(self.text)
    }
}
