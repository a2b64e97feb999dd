//! Converts the cells of a notebook to Markdown, one after the other.

use super::output;
use super::source::{fenced, joined_source};
use crate::document::container::blocks::OmittedContent;
use crate::document::container::picture;
use crate::document::container::unpacked::address_of;
use serde_json::Value;
use tidings_model::Problem;

/// The part of a cell that a tag or directive hides.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HiddenPart {
    All,
    Input,
    Output,
}

/// Tags of a cell (Jupyter Book, nbconvert) and directives on its first lines (`#hide` of nbdev and
/// fastpages, `#| echo: false` of Quarto), without spaces and with `_` for `-`.
const HIDING_WORDS: [(&str, HiddenPart); 19] = [
    ("remove_cell", HiddenPart::All),
    ("hide_cell", HiddenPart::All),
    ("hide", HiddenPart::All),
    ("include:false", HiddenPart::All),
    ("default_exp", HiddenPart::All),
    ("remove_input", HiddenPart::Input),
    ("hide_input", HiddenPart::Input),
    ("hideinput", HiddenPart::Input),
    ("echo:false", HiddenPart::Input),
    ("remove_output", HiddenPart::Output),
    ("remove_outputs", HiddenPart::Output),
    ("hide_output", HiddenPart::Output),
    ("hideoutput", HiddenPart::Output),
    ("output:false", HiddenPart::Output),
    ("eval:false", HiddenPart::Output),
    ("skip", HiddenPart::All),
    ("remove", HiddenPart::All),
    ("ignore", HiddenPart::All),
    ("notebook_skip", HiddenPart::All),
];

/// Directives that only change how a generator shows a cell. They are removed from the code.
const IGNORED_DIRECTIVES: [&str; 8] =
    ["collapse", "collapse_show", "collapse_hide", "collapse_output", "export", "exporti", "exports", "slow"];

pub(super) struct CellWriter<'l> {
    language: &'l str,
    out: String,
    omitted: OmittedContent,
}

impl<'l> CellWriter<'l> {
    pub(super) fn new(language: &'l str) -> Self {
        Self { language, out: String::new(), omitted: OmittedContent::default() }
    }

    /// The Markdown, and a note on the outputs that were omitted.
    pub(super) fn finish(self) -> (String, Option<Problem>) {
        (self.out, self.omitted.problem())
    }

    pub(super) fn add(&mut self, number: usize, cell: &Value) {
        let text = joined_source(cell.get("source").or_else(|| cell.get("input")));
        match cell.get("cell_type").and_then(Value::as_str) {
            Some("markdown") if !hidden_by_tags(cell).contains(&HiddenPart::All) => {
                let text = with_attachments(&text, number, cell);
                self.block(text.trim_end());
            }
            // nbformat 3 has headings as cells.
            Some("heading") => {
                let level = cell.get("level").and_then(Value::as_u64).unwrap_or(1).clamp(1, 6);
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                self.block(&format!("{} {words}", "#".repeat(usize::try_from(level).unwrap_or(1))));
            }
            Some("code") => self.code(number, &text, cell),
            // Raw cells are input for converters.
            _ => {}
        }
    }

    fn code(&mut self, number: usize, text: &str, cell: &Value) {
        let (directives, code) = take_directives(text);
        let mut hidden_part = hidden_by_tags(cell);
        hidden_part.extend(directives);
        if hidden_part.contains(&HiddenPart::All) {
            return;
        }
        if !hidden_part.contains(&HiddenPart::Input) && !code.trim().is_empty() {
            let block = fenced(code.trim_matches('\n'), self.language);
            self.block(&block);
        }
        if hidden_part.contains(&HiddenPart::Output) {
            return;
        }
        let outputs = cell.get("outputs").and_then(Value::as_array).into_iter().flatten();
        for (at, output) in outputs.enumerate() {
            let name = format!("{number}/{at}");
            if let Some(block) = output::output_markdown(output, &name, &mut self.omitted) {
                self.block(&block);
            }
        }
    }

    /// Adds a block. An empty comment separates it from the block above, so that no list or paragraph
    /// continues across cells.
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

/// The parts that the cell's tags hide.
fn hidden_by_tags(cell: &Value) -> Vec<HiddenPart> {
    let tags = cell.get("metadata").and_then(|metadata| metadata.get("tags")).and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str).filter_map(hidden_part).collect()
}

fn hidden_part(word: &str) -> Option<HiddenPart> {
    let word = normalize(word);
    HIDING_WORDS.iter().find(|(known, _)| *known == word).map(|(_, hidden_part)| *hidden_part)
}

fn normalize(word: &str) -> String {
    word.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() })
        .collect()
}

/// Removes the directives from the first lines of the code and returns the parts that they hide.
fn take_directives(code: &str) -> (Vec<HiddenPart>, &str) {
    let (mut found, mut rest) = (Vec::new(), code);
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = line.trim();
        let is_quarto = trimmed.starts_with("#|");
        let Some(word) = trimmed.strip_prefix("#|").or_else(|| trimmed.strip_prefix('#')) else { break };
        let name = normalize(word);
        let known = hidden_part(word);
        if !is_quarto && known.is_none() && !IGNORED_DIRECTIVES.iter().any(|other| name == *other) {
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

/// Makes `attachment:plot.png` refer to the picture in the cell.
fn with_attachments(text: &str, number: usize, cell: &Value) -> String {
    let Some(attachments) = cell.get("attachments").and_then(Value::as_object) else {
        return text.to_owned();
    };
    let mut out = text.to_owned();
    for name in attachments.keys().filter(|name| picture::is_displayable(name)).take(100) {
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
    fn directives_are_removed_from_code() {
        let (found, code) = take_directives("#hide_input\n#| fig-cap: A\n# a comment\nx = 1");
        assert!(found == [HiddenPart::Input]);
        assert_eq!(code, "# a comment\nx = 1");
        assert_eq!(take_directives("#!/bin/sh\nls").1, "#!/bin/sh\nls");
    }
}
