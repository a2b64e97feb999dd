//! Units become HTML: escaped, well-formed, addresses linked.

mod inline;

use super::unit::{Kind, Unit};
use crate::output::plain::escape;
use inline::inline;
pub(super) use inline::plain;

/// The units as HTML, a block a line.
pub(super) fn html(units: &[Unit]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let run = units[at..].iter().take_while(|other| same_block(unit.kind, other.kind)).count().max(1);
        block(&mut out, &units[at..at + run]);
        at += run;
    }
    out
}

/// Kinds of which several units make one block.
fn same_block(first: Kind, other: Kind) -> bool {
    first == other && matches!(first, Kind::Item { .. } | Kind::Quote)
}

fn block(out: &mut String, run: &[Unit]) {
    let Some(first) = run.first() else { return };
    match first.kind {
        Kind::Text => match inline::image(&first.text) {
            Some(image) => out.push_str(&format!("<figure>{image}</figure>\n")),
            None => out.push_str(&format!("<p>{}</p>\n", inline(&first.text))),
        },
        Kind::Heading => out.push_str(&format!("<h2>{}</h2>\n", inline(&first.text))),
        Kind::Verse => {
            let lines: Vec<String> = first.text.lines().map(inline).collect();
            out.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
        }
        Kind::Code => out.push_str(&format!("<pre><code>{}</code></pre>\n", escape(&first.text))),
        Kind::Break => out.push_str("<hr>\n"),
        Kind::Quote => {
            out.push_str("<blockquote>\n");
            for unit in run.iter().filter(|unit| !unit.text.is_empty()) {
                out.push_str(&format!("<p>{}</p>\n", inline(&unit.text)));
            }
            out.push_str("</blockquote>\n");
        }
        Kind::Item { ordered } => list(out, run, ordered),
    }
}

fn list(out: &mut String, run: &[Unit], ordered: bool) {
    // One line with a dash is no list; it may be somebody's words.
    if let ([only], false) = (run, ordered) {
        out.push_str(&format!(
            "<p>{} {}</p>\n",
            escape(only.number.as_deref().unwrap_or("-")),
            inline(&only.text)
        ));
        return;
    }
    let start = run.first().and_then(|unit| unit.number.as_deref());
    let start = start.and_then(|number| number.trim_end_matches(['.', ')']).parse::<u32>().ok());
    match (ordered, start) {
        (true, Some(start)) if start != 1 => out.push_str(&format!("<ol start=\"{start}\">\n")),
        (true, _) => out.push_str("<ol>\n"),
        (false, _) => out.push_str("<ul>\n"),
    }
    for unit in run {
        out.push_str(&format!("<li>{}</li>\n", inline(&unit.text)));
    }
    out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
}
