//! Macros of AsciiDoc: `image::x.png[Alt]` as a block, `image:x.png[Alt]` in a paragraph.

use super::blocks::{Above, split_attributes};
use super::{Context, inline};
use crate::formats::markup::{Scan, closing_bracket, figure, image, is_word, link, player_link};
use crate::output::plain::escape;
use std::fmt::Write;

/// Macros inside a paragraph. A word with a colon that is none of these is text.
const INLINE: [&str; 22] = [
    "link",
    "mailto",
    "image",
    "icon",
    "footnote",
    "footnoteref",
    "kbd",
    "btn",
    "menu",
    "xref",
    "pass",
    "anchor",
    "stem",
    "latexmath",
    "asciimath",
    "indexterm",
    "indexterm2",
    "http",
    "https",
    "ftp",
    "irc",
    "tel",
];

/// The longest name of a macro.
const LONGEST_NAME: usize = 12;

/// Words in a macro's brackets, as far as they have no name, and the others.
struct Arguments<'t> {
    words: Vec<&'t str>,
    named: Vec<(&'t str, &'t str)>,
}

impl<'t> Arguments<'t> {
    fn of(text: &'t str) -> Self {
        let (mut words, mut named) = (Vec::new(), Vec::new());
        for part in split_attributes(text) {
            match part.split_once('=') {
                Some((key, value)) if !key.trim().contains([' ', '"']) => {
                    named.push((key.trim(), value.trim().trim_matches('"')));
                }
                _ => words.push(part.trim().trim_matches('"')),
            }
        }
        Self { words, named }
    }

    fn named(&self, name: &str) -> Option<&'t str> {
        self.named.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// Reads a line that is a macro; `false`: it is none.
pub(super) fn block(line: &str, above: &Above, context: &mut Context, out: &mut String) -> bool {
    let resolved = context.attributes.resolved(line).into_owned();
    let Some((name, rest)) = resolved.split_once("::") else { return false };
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let Some((target, text)) = rest.strip_suffix(']').and_then(|rest| rest.split_once('[')) else {
        return false;
    };
    if !is_name || target.contains(char::is_whitespace) {
        return false;
    }
    let arguments = Arguments::of(text);
    let title = if above.title.is_empty() { String::new() } else { inline::read(&above.title, context, 0) };
    match name {
        "image" => {
            let picture = picture(target, &arguments, above.named("link"), context);
            out.push_str(&figure(&picture, &title));
        }
        "video" | "audio" => {
            let service = arguments.words.first().copied().unwrap_or_default();
            match player_link(service, target) {
                Some(html) => out.push_str(&html),
                None => {
                    let address = placed(target, context);
                    let _ = writeln!(out, "<{name} src=\"{}\"></{name}>", escape(&address));
                }
            }
        }
        "toc" | "toc2" => {}
        _ => {
            context.left.unknown(name);
            if let Some(words) = arguments.words.first().filter(|words| !words.is_empty()) {
                let _ = writeln!(out, "<p>{}</p>", inline::read(words, context, 0));
            }
        }
    }
    true
}

/// Where a picture lies: `imagesdir` goes before what is no address and no path from the root.
fn placed(target: &str, context: &Context) -> String {
    match context.attributes.get("imagesdir") {
        Some(folder) if !folder.is_empty() && !target.contains("://") && !target.starts_with(['/', '#']) => {
            format!("{}/{target}", folder.trim_end_matches('/'))
        }
        _ => target.to_owned(),
    }
}

fn picture(target: &str, arguments: &Arguments, linked: Option<&str>, context: &Context) -> String {
    let alternative = arguments.named("alt").or(arguments.words.first().copied()).unwrap_or_default();
    let html = image(&placed(target, context), alternative);
    match arguments.named("link").or(linked).filter(|address| !["self", "none"].contains(address)) {
        Some(address) => link(address, &html),
        None => html,
    }
}

/// The macro that begins here, as HTML, and its end.
pub(super) fn inline(scan: &mut Scan, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    if is_word(scan.before()) || scan.before() == Some('\\') {
        return None;
    }
    let (at, rest) = (scan.at(), scan.rest());
    let length = rest.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let name = rest.get(..length)?;
    if !INLINE.contains(&name) || !rest.get(length..)?.starts_with(':') {
        return None;
    }
    let is_address = ["http", "https", "ftp", "irc"].contains(&name);
    let from = if is_address { 0 } else { length + 1 };
    let target_length = target_length(rest.get(from..)?)?;
    let target_end = from + target_length;
    let target = rest.get(from..target_end)?;
    if !rest.get(target_end..)?.starts_with('[') || target.starts_with(':') {
        return is_address.then(|| bare(scan)).flatten();
    }
    let end = target_end + closing_bracket(rest.get(target_end..)?)?;
    let text = rest.get(target_end + 1..end)?.replace("\\]", "]");
    Some((at + end + 1, shown(name, target, &text, context, depth)))
}

/// How long a macro's target is: no white space, nothing that ends an address.
fn target_length(text: &str) -> Option<usize> {
    const LONGEST: usize = 2000;
    text.char_indices()
        .take(LONGEST)
        .find(|(_, c)| c.is_whitespace() || "[]<>\"“”".contains(*c))
        .map(|(at, _)| at)
        .or_else(|| (text.len() <= LONGEST).then_some(text.len()))
}

fn bare(scan: &Scan) -> Option<(usize, String)> {
    let end = scan.address_end()?;
    let address = scan.slice(scan.at(), end);
    let address = address.split(['[', ']']).next().unwrap_or_default();
    Some((scan.at() + address.len(), link(address, &escape(address))))
}

fn shown(name: &str, target: &str, text: &str, context: &mut Context, depth: usize) -> String {
    match name {
        "image" => picture(target, &Arguments::of(text), None, context),
        "icon" | "indexterm" | "anchor" => String::new(),
        "indexterm2" => inline::read(text, context, depth + 1),
        "footnote" | "footnoteref" => note(name, target, text, context, depth),
        "kbd" => {
            let keys: Vec<String> =
                text.split('+').map(|key| format!("<kbd>{}</kbd>", escape(key.trim()))).collect();
            keys.join("+")
        }
        "btn" => format!("<strong>{}</strong>", escape(text)),
        "menu" => {
            let path = std::iter::once(target).chain(text.split('>')).map(str::trim);
            let path: Vec<String> = path.filter(|part| !part.is_empty()).map(escape).collect();
            format!("<strong>{}</strong>", path.join(" › "))
        }
        "pass" if target.contains('q') => inline::read(text, context, depth + 1),
        "pass" if target.contains('c') => escape(text),
        "pass" => text.to_owned(),
        "stem" | "latexmath" | "asciimath" => format!("<code>{}</code>", escape(text)),
        "xref" => reference(target, text, context, depth),
        "link" => labelled(target, text, target, context, depth),
        "mailto" => labelled(&format!("mailto:{target}"), text, target, context, depth),
        "tel" => labelled(&format!("tel:{target}"), text, target, context, depth),
        _ => labelled(target, text, target, context, depth),
    }
}

/// A link; its label is the first word in the brackets, where others have names: `[text^]`, `[text,window=_blank]`.
fn labelled(address: &str, text: &str, bare: &str, context: &mut Context, depth: usize) -> String {
    let label = if text.contains('=') && text.contains(',') || text.starts_with('"') {
        Arguments::of(text).words.first().copied().unwrap_or_default().to_owned()
    } else if text.contains('=') && !Arguments::of(text).named.is_empty() {
        String::new()
    } else {
        text.to_owned()
    };
    let label = label.trim_end_matches('^');
    let inner = if label.is_empty() {
        let scheme = context.attributes.has("hide-uri-scheme").then(|| bare.split_once("://")).flatten();
        escape(scheme.map_or(bare, |(_, rest)| rest))
    } else {
        inline::read(label, context, depth + 1)
    };
    link(address.trim_start_matches("++").trim_end_matches("++"), &inner)
}

fn note(name: &str, target: &str, text: &str, context: &mut Context, depth: usize) -> String {
    let (label, text) = match text.split_once(',') {
        Some((label, rest)) if name == "footnoteref" => (label.trim(), rest),
        None if name == "footnoteref" => (text.trim(), ""),
        _ => (target, text),
    };
    let label = if label.is_empty() { context.notes.unnamed() } else { label.to_owned() };
    let html = context.notes.reference(&label);
    if !text.trim().is_empty() {
        let inner = inline::read(text.trim(), context, depth + 1);
        context.notes.define(&label, inner);
    }
    html
}

/// A reference to a place here or in another document.
pub(super) fn reference(target: &str, text: &str, context: &mut Context, depth: usize) -> String {
    let (file, place) = target.split_once('#').unwrap_or(("", target));
    let (file, place) = if file.is_empty() && place.contains('.') && !target.starts_with('#') {
        (place, "")
    } else {
        (file, place)
    };
    let address = match (file, place) {
        (file, "") => file.to_owned(),
        ("", place) => format!("#{place}"),
        (file, place) => format!("{file}#{place}"),
    };
    let label = text.split(',').next().unwrap_or_default().trim_end_matches('^');
    let label = if label.is_empty() {
        place.trim_start_matches('_').replace(['_', '-'], " ")
    } else {
        label.to_owned()
    };
    let label = if label.is_empty() { file.to_owned() } else { label };
    link(&address, &inline::read(&label, context, depth + 1))
}
