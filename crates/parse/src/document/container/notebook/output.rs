//! What code printed: text, pictures, tables.

use super::cell::fenced;
use super::source;
use crate::document::container::blocks::LeftOut;
use crate::document::container::{address_of, picture};
use mail_parser::decoders::base64::base64_decode;
use serde_json::Value;

/// Longest output of text, in bytes; more is a log.
const LONGEST_TEXT: usize = 16 * 1024;
/// Longest table or other HTML, in bytes.
const LONGEST_HTML: usize = 128 * 1024;

/// Pictures by their media type, in the order in which one of several is chosen.
const PICTURES: [(&str, &str); 5] = [
    ("image/png", "png"),
    ("image/jpeg", "jpeg"),
    ("image/svg+xml", "svg"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
];

/// An output as Markdown. `name` is what its pictures are called by.
pub(super) fn markdown(output: &Value, name: &str, left_out: &mut LeftOut) -> Option<String> {
    match output.get("output_type").and_then(Value::as_str)? {
        "stream" => text_block(&source(output.get("text")), left_out),
        "error" | "pyerr" => {
            let part = |key: &str| output.get(key).and_then(Value::as_str).unwrap_or_default();
            text_block(&format!("{}: {}", part("ename"), part("evalue")), left_out)
        }
        "execute_result" | "display_data" | "pyout" => data(output, name, left_out),
        _ => None,
    }
}

/// One of several forms of the same: HTML that needs no script, else a picture, else text.
fn data(output: &Value, name: &str, left_out: &mut LeftOut) -> Option<String> {
    let form = |mime: &str| form(output, mime);
    let picture = PICTURES.iter().find(|(mime, _)| form(mime).is_some());
    let html = form("text/html").map(|html| source(Some(html)));
    if let Some(html) = html.as_deref().filter(|html| !html.contains("<script")) {
        if html.len() <= LONGEST_HTML {
            return Some(html_block(html));
        }
        left_out.add("outputs that are too long");
    }
    if let Some((_, extension)) = picture {
        let address = address_of(&format!("{name}.{extension}"));
        return Some(format!("<p><img src=\"{address}\" alt=\"\"></p>"));
    }
    if html.is_some_and(|html| html.contains("<script"))
        || form("application/vnd.jupyter.widget-view+json").is_some()
    {
        // Their text is but a name: `Figure({…})`.
        left_out.add("interactive outputs");
        return None;
    }
    if let Some(text) = form("text/markdown") {
        return Some(source(Some(text)));
    }
    text_block(&source(form("text/plain")), left_out)
}

/// The output in one media type; version 3 has names of its own.
fn form<'o>(output: &'o Value, mime: &str) -> Option<&'o Value> {
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

fn text_block(text: &str, left_out: &mut LeftOut) -> Option<String> {
    let text = without_control(text);
    let text = text.trim_end();
    if text.trim().is_empty() {
        return None;
    }
    if text.len() > LONGEST_TEXT {
        left_out.add("ends of long outputs");
        let end = (0..=LONGEST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let start = text.get(..end).unwrap_or_default();
        let start = start.rsplit_once('\n').map_or(start, |(lines, _)| lines);
        return Some(fenced(&format!("{start}\n…"), ""));
    }
    Some(fenced(text, ""))
}

/// A block of HTML goes up to the first empty line (CommonMark 4.6), so that none may be in it.
fn html_block(html: &str) -> String {
    let lines = html.trim().lines().map(|line| if line.trim().is_empty() { "&#10;" } else { line });
    format!("<div>\n{}\n</div>", lines.collect::<Vec<_>>().join("\n"))
}

/// Takes out what terminals make colours of, and what a progress bar wrote over.
fn without_control(text: &str) -> String {
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

/// A picture of a cell: `3.png` is in its output 3, `attachment/x.png` one of its attachments.
pub(super) fn picture(cell: &Value, name: &str) -> Option<Vec<u8>> {
    if let Some(name) = name.strip_prefix("attachment/") {
        let forms = cell.get("attachments")?.get(name)?.as_object()?;
        let (_, encoded) = forms.iter().find(|(mime, _)| picture::extension_of(mime).is_some())?;
        return base64_decode(source(Some(encoded)).as_bytes());
    }
    let (number, extension) = name.split_once('.')?;
    let output = cell.get("outputs")?.get(number.parse::<usize>().ok()?)?;
    let (mime, _) = PICTURES.iter().find(|(_, known)| *known == extension)?;
    let text = source(Some(form(output, mime)?));
    if extension == "svg" { Some(text.into_bytes()) } else { base64_decode(text.as_bytes()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_signs_go() {
        assert_eq!(without_control("\u{1b}[1;31mred\u{1b}[0m\n 1%\r50%\r100%\r\nend"), "red\n100%\nend");
    }
}
