//! The targets of references, and substitutions: both may be defined after their use.

use crate::formats::markup;
use crate::output::plain::escape;
use std::collections::{HashMap, HashSet, VecDeque};
use tidings_model::{slugify, text};

/// Most bytes that substitutions may add to a document.
const MAX_SUBSTITUTED_BYTES: usize = 1024 * 1024;

/// Targets and substitutions by name.
#[derive(Debug, Default)]
pub(super) struct Targets {
    links: HashMap<String, String>,
    anonymous: VecDeque<String>,
    /// As HTML.
    substitutions: HashMap<String, String>,
    /// Bytes that substitutions have added so far.
    substituted_bytes: usize,
    /// Names of headings, which are implicit targets.
    headings: HashSet<String>,
    /// How many auto-numbered footnotes were referenced (`false`) and defined (`true`), by `#` and by `*`.
    unnumbered: HashMap<(char, bool), usize>,
}

impl Targets {
    /// Collects the targets and substitutions from a document's lines.
    pub(super) fn collect(lines: &[&str]) -> Self {
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
                targets.headings.insert(normalized_name(lines[at - 1]));
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
        // An address may continue on the lines below.
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
        self.links.entry(normalized_name(target)).or_insert(address);
    }

    fn substitution(&mut self, rest: &str) {
        let Some((key, rest)) = rest.split_once("| ") else { return };
        let Some((kind, value)) = rest.split_once("::") else { return };
        let value = value.trim();
        let html = match kind.trim() {
            "image" => markup::image(value, key),
            "replace" => escape(value),
            "unicode" => escape(&unicode_text(value)),
            _ => return,
        };
        self.substitutions.insert(normalized_name(key), html);
    }

    /// The address of a target; aliases (`.. _a: b_`) are followed.
    pub(super) fn address(&self, wanted: &str) -> Option<String> {
        const MOST_ALIASES: usize = 5;
        let mut key = normalized_name(wanted);
        for _ in 0..MOST_ALIASES {
            let Some(address) = self.links.get(&key) else { break };
            match address.strip_suffix('_').filter(|alias| !alias.contains(['/', '.', '#'])) {
                Some(alias) => key = normalized_name(alias.trim_matches('`')),
                None => return Some(address.clone()),
            }
        }
        self.headings.contains(&key).then(|| format!("#{}", slugify(&key)))
    }

    /// Adds a target that is defined inside a text.
    pub(super) fn add(&mut self, key: &str, address: &str) {
        self.links.entry(normalized_name(key)).or_insert_with(|| address.to_owned());
    }

    /// The next anonymous target.
    pub(super) fn next_anonymous(&mut self) -> Option<String> {
        self.anonymous.pop_front()
    }

    /// The label of a footnote; auto-numbered footnotes are labelled by their order.
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

    /// The HTML of a substitution.
    pub(super) fn substitution_html(&mut self, key: &str) -> Option<&str> {
        let html = self
            .substitutions
            .get(&normalized_name(key))
            .filter(|_| self.substituted_bytes < MAX_SUBSTITUTED_BYTES)?;
        self.substituted_bytes += html.len();
        Some(html)
    }
}

/// Normalises a reference name for comparison.
fn normalized_name(text: &str) -> String {
    text::one_line(&text.replace('\\', "")).to_lowercase()
}

/// Replaces character codes by characters: `0xA9 2026`.
fn unicode_text(value: &str) -> String {
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

/// Whether the line consists of two or more of the same punctuation character.
pub(super) fn is_rule(line: &str) -> bool {
    let first = line.bytes().next().filter(u8::is_ascii_punctuation);
    first.is_some_and(|first| line.len() > 1 && line.bytes().all(|byte| byte == first))
}
