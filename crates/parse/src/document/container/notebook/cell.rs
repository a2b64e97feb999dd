//! One cell after the other becomes Markdown.

use super::{output, source};
use crate::document::container::blocks::LeftOut;
use crate::document::container::{address_of, picture};
use serde_json::Value;
use tidings_model::Problem;

/// What a tag or directive takes out of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hides {
    All,
    Input,
    Output,
}

/// Tags of a cell (Jupyter Book, nbconvert) and directives on its first lines (`#hide` of nbdev and
/// fastpages, `#| echo: false` of Quarto), without spaces and with `_` for `-`.
const HIDES: [(&str, Hides); 19] = [
    ("remove_cell", Hides::All),
    ("hide_cell", Hides::All),
    ("hide", Hides::All),
    ("include:false", Hides::All),
    ("default_exp", Hides::All),
    ("remove_input", Hides::Input),
    ("hide_input", Hides::Input),
    ("hideinput", Hides::Input),
    ("echo:false", Hides::Input),
    ("remove_output", Hides::Output),
    ("remove_outputs", Hides::Output),
    ("hide_output", Hides::Output),
    ("hideoutput", Hides::Output),
    ("output:false", Hides::Output),
    ("eval:false", Hides::Output),
    ("skip", Hides::All),
    ("remove", Hides::All),
    ("ignore", Hides::All),
    ("notebook_skip", Hides::All),
];

/// Directives that change how a cell is shown by a generator, and are no code.
const OTHERS: [&str; 8] =
    ["collapse", "collapse_show", "collapse_hide", "collapse_output", "export", "exporti", "exports", "slow"];

pub(super) struct Writer<'l> {
    language: &'l str,
    out: String,
    left_out: LeftOut,
}

impl<'l> Writer<'l> {
    pub(super) fn new(language: &'l str) -> Self {
        Self { language, out: String::new(), left_out: LeftOut::default() }
    }

    /// The Markdown, and what is not in it.
    pub(super) fn finish(self) -> (String, Option<Problem>) {
        (self.out, self.left_out.problem())
    }

    pub(super) fn add(&mut self, number: usize, cell: &Value) {
        let text = source(cell.get("source").or_else(|| cell.get("input")));
        match cell.get("cell_type").and_then(Value::as_str) {
            Some("markdown") if !tagged(cell).contains(&Hides::All) => {
                let text = with_attachments(&text, number, cell);
                self.block(text.trim_end());
            }
            // Version 3 had headings as cells.
            Some("heading") => {
                let level = cell.get("level").and_then(Value::as_u64).unwrap_or(1).clamp(1, 6);
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.block(&format!("{} {words}", "#".repeat(usize::try_from(level).unwrap_or(1))));
            }
            Some("code") => self.code(number, &text, cell),
            // Raw cells are for a converter.
            _ => {}
        }
    }

    fn code(&mut self, number: usize, text: &str, cell: &Value) {
        let (directives, code) = take_directives(text);
        let mut hides = tagged(cell);
        hides.extend(directives);
        if hides.contains(&Hides::All) {
            return;
        }
        if !hides.contains(&Hides::Input) && !code.trim().is_empty() {
            let block = fenced(code.trim_matches('\n'), self.language);
            self.block(&block);
        }
        if hides.contains(&Hides::Output) {
            return;
        }
        let outputs = cell.get("outputs").and_then(Value::as_array).into_iter().flatten();
        for (at, output) in outputs.enumerate() {
            let name = format!("{number}/{at}");
            if let Some(block) = output::markdown(output, &name, &mut self.left_out) {
                self.block(&block);
            }
        }
    }

    /// Adds a block; an empty comment parts it from the one above, so that no list or paragraph goes on.
    fn block(&mut self, markdown: &str) {
        if markdown.trim().is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str("\n\n<!-- -->\n\n");
        }
        self.out.push_str(markdown.trim_start_matches('\n'));
    }
}

/// A text between fences that are longer than any in it.
pub(super) fn fenced(text: &str, language: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{language}\n{text}\n{fence}")
}

/// What the cell's tags hide.
fn tagged(cell: &Value) -> Vec<Hides> {
    let tags = cell.get("metadata").and_then(|metadata| metadata.get("tags")).and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str).filter_map(hides).collect()
}

fn hides(word: &str) -> Option<Hides> {
    let word = normal(word);
    HIDES.iter().find(|(known, _)| *known == word).map(|(_, hides)| *hides)
}

fn normal(word: &str) -> String {
    word.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() })
        .collect()
}

/// Takes the directives off the code's first lines.
fn take_directives(code: &str) -> (Vec<Hides>, &str) {
    let (mut found, mut rest) = (Vec::new(), code);
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = line.trim();
        let is_quarto = trimmed.starts_with("#|");
        let Some(word) = trimmed.strip_prefix("#|").or_else(|| trimmed.strip_prefix('#')) else { break };
        let name = normal(word);
        let known = hides(word);
        if !is_quarto && known.is_none() && !OTHERS.iter().any(|other| name == *other) {
            break;
        }
        found.extend(known);
        rest = after;
        if after.is_empty() {
            break;
        }
    }
    (found, rest)
}

/// Lets `attachment:plot.png` name the picture in the cell.
fn with_attachments(text: &str, number: usize, cell: &Value) -> String {
    let Some(attachments) = cell.get("attachments").and_then(Value::as_object) else {
        return text.to_owned();
    };
    let mut out = text.to_owned();
    for name in attachments.keys().filter(|name| picture::is_shown(name)).take(100) {
        let address = address_of(&format!("{number}/attachment/{name}"));
        for written in [format!("attachment:{name}"), format!("attachment:{}", name.replace(' ', "%20"))] {
            out = out.replace(&written, &address);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_no_code() {
        let (found, code) = take_directives("#hide_input\n#| fig-cap: A\n# a comment\nx = 1");
        assert!(found == [Hides::Input]);
        assert_eq!(code, "# a comment\nx = 1");
        assert_eq!(take_directives("#!/bin/sh\nls").1, "#!/bin/sh\nls");
    }

    #[test]
    fn fences_are_longer_than_those_inside() {
        assert_eq!(fenced("a\n```\nb", "md"), "````md\na\n```\nb\n````");
    }
}
