//! Where references lead and what stands for a substitution: both may be said below their use.

use crate::formats::markup;
use crate::output::plain::escape;
use std::collections::{HashMap, HashSet, VecDeque};
use tidings_model::{slugify, text};

/// All that substitutions may add to a document, in bytes.
const BUDGET: usize = 1024 * 1024;

/// Links and substitutions by their names.
#[derive(Debug, Default)]
pub(super) struct Targets {
    links: HashMap<String, String>,
    anonymous: VecDeque<String>,
    /// As HTML.
    substitutions: HashMap<String, String>,
    /// What substitutions have added so far, in bytes.
    spent: usize,
    /// Names of headings, which are targets, too.
    headings: HashSet<String>,
    /// How many notes without a number were referred to, and how many stood there: by `#` and by `*`.
    unnumbered: HashMap<(char, bool), usize>,
}

impl Targets {
    /// Collects them from a document's lines.
    pub(super) fn of(lines: &[&str]) -> Self {
        let mut targets = Self::default();
        for (at, line) in lines.iter().enumerate() {
            let line = line.trim_start();
            if let Some(address) = line.strip_prefix("__ ").or_else(|| line.strip_prefix(".. __: ")) {
                targets.anonymous.push_back(address.trim().to_owned());
            } else if let Some(rest) = line.strip_prefix(".. _") {
                targets.link(rest, &lines[at + 1..]);
            } else if let Some(rest) = line.strip_prefix(".. |") {
                targets.substitution(rest);
            } else if is_rule(line) && at > 0 {
                targets.headings.insert(name(lines[at - 1]));
            }
        }
        targets
    }

    fn link(&mut self, rest: &str, below: &[&str]) {
        let split = match rest.strip_prefix('`') {
            Some(quoted) => quoted.split_once("`:"),
            None => rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|name| (name, ""))),
        };
        let Some((target, address)) = split else { return };
        let mut address = address.trim().to_owned();
        // An address may go on below.
        for line in
            below.iter().take_while(|line| line.starts_with("   ") && !line.trim_start().starts_with(".."))
        {
            address.push_str(line.trim());
            if address.len() > 2000 {
                break;
            }
        }
        let address = match address.as_str() {
            "" => format!("#{}", slugify(target)),
            _ => address.replace("\\_", "_"),
        };
        self.links.entry(name(target)).or_insert(address);
    }

    fn substitution(&mut self, rest: &str) {
        let Some((key, rest)) = rest.split_once("| ") else { return };
        let Some((kind, value)) = rest.split_once("::") else { return };
        let value = value.trim();
        let html = match kind.trim() {
            "image" => markup::image(value, key),
            "replace" => escape(value),
            "unicode" => escape(&characters(value)),
            _ => return,
        };
        self.substitutions.insert(name(key), html);
    }

    /// The address of a name; an alias (`.. _a: b_`) is followed.
    pub(super) fn address(&self, wanted: &str) -> Option<String> {
        const MOST_ALIASES: usize = 5;
        let mut key = name(wanted);
        for _ in 0..MOST_ALIASES {
            let Some(address) = self.links.get(&key) else { break };
            match address.strip_suffix('_').filter(|alias| !alias.contains(['/', '.', '#'])) {
                Some(alias) => key = name(alias.trim_matches('`')),
                None => return Some(address.clone()),
            }
        }
        self.headings.contains(&key).then(|| format!("#{}", slugify(&key)))
    }

    /// Remembers an address that was given inside a text.
    pub(super) fn add(&mut self, key: &str, address: &str) {
        self.links.entry(name(key)).or_insert_with(|| address.to_owned());
    }

    /// The next address without a name.
    pub(super) fn next_anonymous(&mut self) -> Option<String> {
        self.anonymous.pop_front()
    }

    /// A note's label; those that have only a sign go by their order.
    pub(super) fn note_label(&mut self, label: &str, is_definition: bool) -> String {
        let sign = match label {
            "#" => '#',
            "*" => '*',
            _ => return label.trim_start_matches('#').to_owned(),
        };
        let count = self.unnumbered.entry((sign, is_definition)).or_default();
        *count += 1;
        format!("{sign}{count}")
    }

    /// What stands for a name between bars, as HTML.
    pub(super) fn substitution_html(&mut self, key: &str) -> Option<&str> {
        let html = self.substitutions.get(&name(key)).filter(|_| self.spent < BUDGET)?;
        self.spent += html.len();
        Some(html)
    }
}

/// A name as it is compared.
fn name(text: &str) -> String {
    text::one_line(&text.replace('\\', "")).to_lowercase()
}

/// `0xA9 2026` with numbers resolved.
fn characters(value: &str) -> String {
    let value = value.split(" .. ").next().unwrap_or_default();
    let character = |word: &str| -> Option<char> {
        let digits = ["0x", "U+", "\\u", "x"].iter().find_map(|start| word.strip_prefix(start))?;
        char::from_u32(u32::from_str_radix(digits, 16).ok()?)
    };
    let words: Vec<String> = value
        .split_whitespace()
        .map(|word| character(word).map_or_else(|| word.to_owned(), String::from))
        .collect();
    words.join(" ")
}

/// A line of one sign of punctuation, twice at least.
pub(super) fn is_rule(line: &str) -> bool {
    let first = line.bytes().next().filter(u8::is_ascii_punctuation);
    first.is_some_and(|first| line.len() > 1 && line.bytes().all(|byte| byte == first))
}
