//! The lines of a source, with conditions decided, attributes set and comments out.

use super::attributes::Attributes;
use crate::formats::markup::Left;

/// Lines between which nothing but conditions means anything.
const FENCES: [&str; 5] = ["----", "....", "++++", "////", "```"];

/// The lines that are to be read as blocks.
pub(super) fn lines<'t>(source: &'t str, attributes: &mut Attributes, left: &mut Left) -> Vec<&'t str> {
    let mut out = Vec::new();
    let mut conditions = Conditions::default();
    let mut fence: Option<&str> = None;
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        let line = line.trim_end();
        if let Some(condition) = Condition::of(line) {
            if let Some(text) = condition.apply(&mut conditions, attributes)
                && !set(text, &mut std::iter::empty(), attributes)
            {
                out.push(text);
            }
            continue;
        }
        if conditions.unmet > 0 {
            continue;
        }
        if let Some(file) = line.strip_prefix("include::").and_then(|rest| rest.split('[').next()) {
            left.included(&attributes.resolved(file));
            continue;
        }
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if FENCES.iter().any(|start| line.starts_with(start)) => fence = opened(line),
            None if set(line, &mut lines, attributes) => continue,
            None => {}
        }
        if fence.is_none_or(|fence| !fence.starts_with("////")) && !line.starts_with("////") {
            out.push(line.strip_prefix('\\').filter(|rest| Condition::of(rest).is_some()).unwrap_or(line));
        }
    }
    out
}

/// The line that closes the fence, if it is one: four or more equal signs, or three backticks and a language.
fn opened(line: &str) -> Option<&str> {
    if line.starts_with("```") {
        return line.get(..3);
    }
    let first = line.bytes().next()?;
    line.bytes().all(|byte| byte == first).then_some(line)
}

/// Sets or unsets an attribute, if the line does so; `\` at its end continues it.
fn set<'t>(line: &'t str, more: &mut dyn Iterator<Item = &'t str>, attributes: &mut Attributes) -> bool {
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

/// The conditions that are open.
#[derive(Debug, Default)]
struct Conditions {
    holds: Vec<bool>,
    /// How many of them don't hold.
    unmet: usize,
}

/// `ifdef::name[]`, `ifndef::name[text]`, `ifeval::[…]` or `endif::[]`.
struct Condition<'t> {
    kind: &'t str,
    names: &'t str,
    text: &'t str,
}

impl<'t> Condition<'t> {
    fn of(line: &'t str) -> Option<Self> {
        let (kind, rest) = line.split_once("::")?;
        if !["ifdef", "ifndef", "ifeval", "endif"].contains(&kind) {
            return None;
        }
        let (names, text) = rest.split_once('[')?;
        Some(Self { kind, names, text: text.strip_suffix(']')? })
    }

    /// Opens or closes it; the text of one that holds and is a line of its own.
    fn apply(&self, open: &mut Conditions, attributes: &Attributes) -> Option<&'t str> {
        let has_any = || self.names.split(',').any(|name| attributes.has(name.trim()));
        let has_all = || self.names.split('+').all(|name| attributes.has(name.trim()));
        let is_set = if self.names.contains('+') { has_all() } else { has_any() };
        let holds = match self.kind {
            "endif" => {
                open.unmet -= usize::from(open.holds.pop() == Some(false));
                return None;
            }
            "ifdef" => is_set,
            "ifndef" => !is_set,
            // Calculations are about versions and outputs, seldom about what an article says.
            _ => true,
        };
        if self.text.is_empty() || self.kind == "ifeval" {
            open.holds.push(holds);
            open.unmet += usize::from(!holds);
            return None;
        }
        (holds && open.unmet == 0).then_some(self.text)
    }
}
