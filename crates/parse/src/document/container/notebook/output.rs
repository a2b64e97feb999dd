//! Outputs of code cells: text, pictures, tables.

use super::source::{fenced, joined_source};
use crate::document::container::blocks::OmittedContent;
use crate::document::container::picture::{self, PictureVisitor};
use crate::document::container::unpacked::address_of;
use mail_parser::decoders::base64::base64_decode;
use serde_json::Value;

/// Longest text output, in bytes; longer outputs are logs and are cut.
const MAX_TEXT_BYTES: usize = 16 * 1024;
/// Longest table or other HTML, in bytes.
const MAX_HTML_BYTES: usize = 128 * 1024;

/// Pictures by media type, in order of preference.
const PICTURES: [(&str, &str); 5] = [
    ("image/png", "png"),
    ("image/jpeg", "jpeg"),
    ("image/svg+xml", "svg"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
];

/// Converts an output to Markdown. `name` is the name by which the body refers to its pictures.
pub(super) fn output_markdown(output: &Value, name: &str, omitted: &mut OmittedContent) -> Option<String> {
    match output.get("output_type").and_then(Value::as_str)? {
        "stream" => text_block(&joined_source(output.get("text")), omitted),
        "error" | "pyerr" => {
            let part = |key: &str| output.get(key).and_then(Value::as_str).unwrap_or_default();
            text_block(&format!("{}: {}", part("ename"), part("evalue")), omitted)
        }
        "execute_result" | "display_data" | "pyout" => data(output, name, omitted),
        _ => None,
    }
}

/// Chooses one representation of an output: HTML that needs no script, otherwise a picture, otherwise text.
fn data(output: &Value, name: &str, omitted: &mut OmittedContent) -> Option<String> {
    let representation = |mime: &str| representation(output, mime);
    let picture = PICTURES.iter().find(|(mime, _)| representation(mime).is_some());
    let html = representation("text/html").map(|html| joined_source(Some(html)));
    if let Some(html) = html.as_deref().filter(|html| !html.contains("<script")) {
        if html.len() <= MAX_HTML_BYTES {
            return Some(html_block(html));
        }
        omitted.add("outputs that are too long");
    }
    if let Some((_, extension)) = picture {
        let address = address_of(&format!("{name}.{extension}"));
        return Some(format!("<p><img src=\"{address}\" alt=\"\"></p>"));
    }
    if html.is_some_and(|html| html.contains("<script"))
        || representation("application/vnd.jupyter.widget-view+json").is_some()
    {
        // Their plain text is only a name: `Figure({…})`.
        omitted.add("interactive outputs");
        return None;
    }
    if let Some(text) = representation("text/markdown") {
        return Some(joined_source(Some(text)));
    }
    text_block(&joined_source(representation("text/plain")), omitted)
}

/// The output in one media type; nbformat 3 uses its own names for media types.
fn representation<'o>(output: &'o Value, mime: &str) -> Option<&'o Value> {
    let old = match mime {
        "text/plain" => "text",
        "text/html" => "html",
        "image/png" => "png",
        "image/jpeg" => "jpeg",
        "image/svg+xml" => "svg",
        other => other,
    };
    output.get("data").and_then(|data| data.get(mime)).or_else(|| output.get(old))
}

fn text_block(text: &str, omitted: &mut OmittedContent) -> Option<String> {
    let text = without_control_sequences(text);
    let text = text.trim_end();
    if text.trim().is_empty() {
        return None;
    }
    if text.len() > MAX_TEXT_BYTES {
        omitted.add("ends of long outputs");
        let end = (0..=MAX_TEXT_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let start = text.get(..end).unwrap_or_default();
        let start = start.rsplit_once('\n').map_or(start, |(lines, _)| lines);
        return Some(fenced(&format!("{start}\n…"), ""));
    }
    Some(fenced(text, ""))
}

/// An HTML block ends at the first empty line (CommonMark 4.6), so empty lines are replaced.
fn html_block(html: &str) -> String {
    let lines = html.trim().lines().map(|line| if line.trim().is_empty() { "&#10;" } else { line });
    format!("<div>\n{}\n</div>", lines.collect::<Vec<_>>().join("\n"))
}

/// Removes the control sequences of terminals, and text that a progress bar overwrote.
fn without_control_sequences(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '\u{1b}' {
            plain.push(sign);
        } else if signs.next_if_eq(&'[').is_some() {
            // A sequence ends with its first letter (ECMA-48, 5.4).
            while signs.next().is_some_and(|sign| !('\u{40}'..='\u{7e}').contains(&sign)) {}
        }
    }
    let lines = plain.replace("\r\n", "\n");
    let shown = lines.split('\n').map(|line| line.trim_end_matches('\r').rsplit('\r').next().unwrap_or(line));
    shown.collect::<Vec<_>>().join("\n")
}

/// The pictures of a cell whose number is `cell_name`: `3/0.png` is in output 0 of cell 3, `3/attachment/x.png`
/// is one of its attachments.
pub(super) fn pictures(cell: &Value, cell_name: &str, visitor: &mut PictureVisitor<'_>) {
    let mut add = |name: &str, is_text: bool, encoded: &Value| {
        let text = joined_source(Some(encoded));
        let decoded = if is_text { Some(text.into_bytes()) } else { base64_decode(text.as_bytes()) };
        visitor.add(name, &decoded.unwrap_or_default());
    };
    let outputs = cell.get("outputs").and_then(Value::as_array);
    for (number, output) in outputs.into_iter().flatten().enumerate() {
        for (mime, extension) in PICTURES {
            if let Some(encoded) = representation(output, mime) {
                add(&format!("{cell_name}/{number}.{extension}"), extension == "svg", encoded);
            }
        }
    }
    for (name, forms) in cell.get("attachments").and_then(Value::as_object).into_iter().flatten() {
        let mut forms = forms.as_object().into_iter().flatten();
        if let Some((_, encoded)) = forms.find(|(mime, _)| picture::extension_of_media_type(mime).is_some()) {
            add(&format!("{cell_name}/attachment/{name}"), false, encoded);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_sequences_are_removed() {
        assert_eq!(
            without_control_sequences("\u{1b}[1;31mred\u{1b}[0m\n 1%\r50%\r100%\r\nend"),
            "red\n100%\nend"
        );
    }
}
