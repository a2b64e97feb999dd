//! Marks inside a paragraph of Org.

use super::Context;
use crate::formats::markup::{DEEPEST_MARK, Scan, closing_bracket, image, is_image, is_word, link};
use crate::output::plain::escape;

/// Emphasis: the sign, the element, and whether its text is shown as it stands.
const MARKS: [(&str, &str, bool); 6] = [
    ("*", "strong", false),
    ("/", "em", false),
    ("_", "u", false),
    ("+", "del", false),
    ("=", "code", true),
    ("~", "code", true),
];

/// Names of signs that bloggers use; any other `\name` stays.
const ENTITIES: [(&str, &str); 12] = [
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("dots", "…"),
    ("rarr", "→"),
    ("to", "→"),
    ("larr", "←"),
    ("rArr", "⇒"),
    ("copy", "©"),
    ("times", "×"),
    ("deg", "°"),
];

/// A paragraph as HTML.
pub(super) fn read(text: &str, context: &mut Context, depth: usize) -> String {
    if depth > DEEPEST_MARK {
        return escape(text);
    }
    let mut scan = Scan::new(text);
    while let Some(next) = scan.next() {
        let found = match next {
            '*' | '/' | '_' | '+' | '=' | '~' => emphasis(&mut scan, next, context, depth),
            '[' => bracket(&mut scan, context, depth),
            '<' => angle(&mut scan),
            'h' | 'w' => scan.address_end().map(|end| (end, bare_link(scan.slice(scan.at(), end)))),
            '\\' => backslash(&scan),
            '@' => snippet(&mut scan),
            '{' if scan.rest().starts_with("{{{") => {
                let from = scan.at() + 3;
                scan.find_near("}}}", from).map(|end| (end + 3, String::new()))
            }
            '^' if scan.rest().starts_with("^{") => raised(&mut scan, "sup"),
            '-' => dashes(&scan),
            '.' if scan.rest().starts_with("...") => Some((scan.at() + 3, "…".to_owned())),
            's' => source(&mut scan),
            _ => None,
        };
        match found {
            Some((end, html)) => scan.replace(end, &html),
            None => scan.step(),
        }
    }
    scan.finish()
}

fn bare_link(address: &str) -> String {
    let target = if address.starts_with("www.") { format!("https://{address}") } else { address.to_owned() };
    link(&target, &escape(address))
}

/// Org's rule: a mark begins after white space or an opening sign and before no space, and ends likewise.
fn emphasis(scan: &mut Scan, sign: char, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let (mark, tag, is_literal) = *MARKS.iter().find(|(mark, _, _)| mark.starts_with(sign))?;
    if mark == "_" && scan.rest().starts_with("_{") && is_word(scan.before()) {
        return raised(scan, "sub");
    }
    let may_begin = scan.before().is_none_or(|c| c.is_whitespace() || "-–—({'\"[“‘*/_+>".contains(c));
    let inner_at = scan.at() + 1;
    if !may_begin || scan.rest().get(1..)?.starts_with(|c: char| c.is_whitespace()) {
        return None;
    }
    let end = scan.find(mark, inner_at + 1, |text, at| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + 1..).and_then(|text| text.chars().next());
        before.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| c.is_whitespace() || "-–—.,:;!?'\")}]\\[”’*/_+<…".contains(c))
    })?;
    let inner = scan.slice(inner_at, end);
    let html = if is_literal { escape(inner) } else { read(inner, context, depth + 1) };
    Some((end + 1, format!("<{tag}>{html}</{tag}>")))
}

fn raised(scan: &mut Scan, tag: &str) -> Option<(usize, String)> {
    let from = scan.at() + 2;
    let end = scan.find_near("}", from)?;
    Some((end + 1, format!("<{tag}>{}</{tag}>", escape(scan.slice(from, end)))))
}

/// `[[address][text]]`, `[fn:1]`, `[cite:@key]` or an inactive timestamp.
fn bracket(scan: &mut Scan, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let at = scan.at();
    let rest = scan.rest();
    if rest.starts_with("[[") {
        let end = scan.find_near("]]", at + 2)?;
        let inner = scan.slice(at + 2, end);
        let (address, text) = match inner.split_once("][") {
            Some((address, text)) => (address, Some(text)),
            None => (inner, None),
        };
        return Some((end + 2, link_to(address.trim(), text, context, depth)));
    }
    if let Some(label) = rest.strip_prefix("[fn:") {
        let name =
            label.len() - label.trim_start_matches(|c: char| c.is_alphanumeric() || "-_".contains(c)).len();
        let name_end = at + 4 + name;
        let label = scan.slice(at + 4, name_end);
        match label_end(rest, 4 + name) {
            Some(']') if name > 0 => return Some((name_end + 1, context.notes.reference(label))),
            Some(':') => {
                let end = closing_bracket(rest)?;
                let label = if name > 0 { label.to_owned() } else { context.notes.unnamed() };
                let reference = context.notes.reference(&label);
                let html = read(scan.slice(name_end + 1, at + end), context, depth + 1);
                context.notes.define(&label, html);
                return Some((at + end + 1, reference));
            }
            _ => return None,
        }
    }
    if rest.starts_with("[cite") {
        let end = scan.find_near("]", at)?;
        let (_, keys) = scan.slice(at + 1, end).split_once(':')?;
        return Some((end + 1, format!("[{}]", escape(&keys.replace('@', "")))));
    }
    let inner = rest.get(1..11)?;
    is_date(inner)
        .then(|| scan.find_near("]", at))
        .flatten()
        .map(|end| (end + 1, escape(scan.slice(at + 1, end))))
}

fn label_end(rest: &str, at: usize) -> Option<char> {
    rest.get(at..)?.chars().next()
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A link; the text of one to a place in a file of its own is all that a reader of a feed can use.
fn link_to(address: &str, text: Option<&str>, context: &mut Context, depth: usize) -> String {
    let target = target(address, context);
    let inner = match text {
        Some(text) if is_image(text) && !text.contains(char::is_whitespace) => {
            image(text.strip_prefix("file:").unwrap_or(text), "")
        }
        Some(text) => read(text, context, depth + 1),
        None => match &target {
            Some(target) if is_image(target) => return image(target, ""),
            _ => escape(address.trim_start_matches(['*', '#']).trim_start_matches("file:")),
        },
    };
    target.map_or(inner.clone(), |target| link(&target, &inner))
}

/// What a link's address means on the web; `None`: nothing.
fn target(address: &str, context: &Context) -> Option<String> {
    let (scheme, path) = address.split_once(':').unwrap_or(("", address));
    match scheme.to_lowercase().as_str() {
        "http" | "https" | "mailto" | "ftp" | "tel" | "irc" | "xmpp" => return Some(address.to_owned()),
        "doi" => return Some(format!("https://doi.org/{path}")),
        "file" | "attachment" => return Some(path.split("::").next().unwrap_or_default().to_owned()),
        _ => {}
    }
    if let Some(pattern) = context.abbreviations.get(scheme) {
        return Some(if pattern.contains("%s") {
            pattern.replace("%s", path)
        } else {
            format!("{pattern}{path}")
        });
    }
    if let Some(headline) = address.strip_prefix('*') {
        return Some(format!("#{}", tidings_model::slugify(headline)));
    }
    let is_path = address.starts_with(['.', '/']) || is_image(address) || address.ends_with(".org");
    (is_path && scheme.is_empty()).then(|| address.split("::").next().unwrap_or_default().to_owned())
}

/// A paragraph that is a picture and nothing else.
pub(super) fn lone_picture(text: &str, alternative: Option<&str>, context: &Context) -> Option<String> {
    let inner = text.strip_prefix("[[")?.strip_suffix("]]").filter(|inner| !inner.contains(['[', ']']))?;
    let target = target(inner, context).filter(|target| is_image(target))?;
    Some(image(&target, alternative.unwrap_or_default()))
}

/// `<https://example.org/>`, an active timestamp or a `<<target>>`.
fn angle(scan: &mut Scan) -> Option<(usize, String)> {
    let at = scan.at();
    let rest = scan.rest();
    if rest.starts_with("<<") {
        let end = scan.find_near(">>", at)?;
        let name = scan.slice(at, end).trim_start_matches('<');
        let end = end + 2 + usize::from(rest.starts_with("<<<"));
        let text = if rest.starts_with("<<<") { escape(name) } else { String::new() };
        return Some((end, text));
    }
    let is_address = ["<http://", "<https://", "<mailto:"].iter().any(|start| rest.starts_with(start));
    if !is_address && !rest.get(1..11).is_some_and(is_date) {
        return None;
    }
    let end = scan.find_near(">", at)?;
    let inner = scan.slice(at + 1, end);
    let shown = escape(inner.trim_start_matches("mailto:"));
    Some((end + 1, if is_address { link(inner, &shown) } else { shown }))
}

/// `\\` at a line's end, or a sign's name.
fn backslash(scan: &Scan) -> Option<(usize, String)> {
    let rest = scan.rest();
    if let Some(after) = rest.strip_prefix("\\\\")
        && (after.is_empty() || after.starts_with('\n'))
    {
        return Some((scan.at() + 2, "<br>".to_owned()));
    }
    let name = rest.get(1..)?;
    let length = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (_, sign) = ENTITIES.iter().find(|(known, _)| name.get(..length) == Some(known))?;
    let braces = if name.get(length..).is_some_and(|rest| rest.starts_with("{}")) { 2 } else { 0 };
    Some((scan.at() + 1 + length + braces, (*sign).to_owned()))
}

/// `@@html:<b>@@`; what is meant for another format goes.
fn snippet(scan: &mut Scan) -> Option<(usize, String)> {
    let at = scan.at();
    scan.rest().strip_prefix("@@")?;
    let end = scan.find_near("@@", at + 2)?;
    let (format, text) = scan.slice(at + 2, end).split_once(':')?;
    let is_format = format.chars().all(|c| c.is_ascii_alphanumeric());
    is_format.then(|| (end + 2, if format == "html" { text.to_owned() } else { String::new() }))
}

fn dashes(scan: &Scan) -> Option<(usize, String)> {
    let count = scan.rest().bytes().take(4).take_while(|byte| *byte == b'-').count();
    match (count, scan.before()) {
        (_, Some('-')) => None,
        (2, _) => Some((scan.at() + 2, "–".to_owned())),
        (3, _) => Some((scan.at() + 3, "—".to_owned())),
        _ => None,
    }
}

/// `src_rust[:exports code]{code}`.
fn source(scan: &mut Scan) -> Option<(usize, String)> {
    if is_word(scan.before()) {
        return None;
    }
    let rest = scan.rest().strip_prefix("src_")?;
    let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    let after = rest.get(name..)?;
    let options = if after.starts_with('[') { after.find(']').filter(|at| *at < 200)? + 1 } else { 0 };
    let from = scan.at() + 4 + name + options + 1;
    after.get(options..)?.strip_prefix('{')?;
    let end = scan.find_near("}", from)?;
    Some((end + 1, format!("<code>{}</code>", escape(scan.slice(from, end)))))
}
