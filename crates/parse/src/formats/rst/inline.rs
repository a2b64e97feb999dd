//! Marks inside a paragraph of reStructuredText.

use super::Context;
use crate::formats::markup::{Scan, is_word, link};
use crate::output::plain::escape;
use tidings_model::slugify;

/// Roles by the element that shows them; of any other the text is shown.
const ROLES: [(&str, &str); 24] = [
    ("code", "code"),
    ("literal", "code"),
    ("math", "code"),
    ("file", "code"),
    ("samp", "code"),
    ("command", "code"),
    ("program", "code"),
    ("option", "code"),
    ("envvar", "code"),
    ("func", "code"),
    ("class", "code"),
    ("meth", "code"),
    ("mod", "code"),
    ("attr", "code"),
    ("data", "code"),
    ("obj", "code"),
    ("exc", "code"),
    ("kbd", "kbd"),
    ("sub", "sub"),
    ("subscript", "sub"),
    ("sup", "sup"),
    ("superscript", "sup"),
    ("strong", "strong"),
    ("emphasis", "em"),
];

/// The longest name of a reference without quotes, or of a role.
const LONGEST_NAME: usize = 100;

/// A paragraph as HTML. Marks don't stand in one another.
pub(super) fn read(text: &str, context: &mut Context) -> String {
    let mut scan = Scan::new(text);
    while let Some(next) = scan.next() {
        let found = match next {
            '\\' => escaped(&scan),
            '*' => emphasis(&mut scan),
            '`' => backquoted(&mut scan, None, context),
            ':' => role(&mut scan, context),
            '|' => substitution(&mut scan, context),
            '[' => note(&mut scan, context),
            '_' => inline_target(&mut scan),
            'h' | 'w' if scan.address_end().is_some() => scan.address_end().map(|end| {
                let address = scan.slice(scan.at(), end);
                let target = if address.starts_with("www.") {
                    format!("https://{address}")
                } else {
                    address.to_owned()
                };
                (end, link(&target, &escape(address)))
            }),
            c if c.is_alphanumeric() => reference(&scan, context),
            _ => None,
        };
        match found {
            Some((end, html)) => scan.replace(end, &html),
            None => scan.step(),
        }
    }
    scan.finish()
}

/// An escaped space is none; an escaped sign is itself.
fn escaped(scan: &Scan) -> Option<(usize, String)> {
    let next = scan.rest().chars().nth(1)?;
    let shown = if next.is_whitespace() { String::new() } else { escape(&next.to_string()) };
    Some((scan.at() + 1 + next.len_utf8(), shown))
}

/// The text of a mark, without the signs that escape others.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        match c {
            '\\' => out.extend(signs.next().filter(|next| !next.is_whitespace())),
            c => out.push(c),
        }
    }
    out
}

/// Whether a mark may begin: after white space or an opening sign, and not around nothing but its own quotes.
fn may_begin(scan: &Scan, length: usize) -> bool {
    let before = scan.before();
    let after = scan.rest().get(length..).and_then(|rest| rest.chars().next());
    let is_open =
        before.is_none_or(|c| c.is_whitespace() || "'\"([{<-/:“‘«–—¿¡\u{0}".contains(c) || c == '\\');
    let is_quoted =
        matches!((before, after), (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('('), Some(')')));
    is_open && !is_quoted && after.is_some_and(|c| !c.is_whitespace())
}

fn may_end(text: &str, at: usize, length: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + length..).and_then(|text| text.chars().next());
    before.is_some_and(|c| !c.is_whitespace())
        && after.is_none_or(|c| {
            c.is_whitespace() || c.is_ascii_punctuation() && c != '*' || "”’»–—…。，、".contains(c)
        })
}

fn emphasis(scan: &mut Scan) -> Option<(usize, String)> {
    let (sign, tag) = if scan.rest().starts_with("**") { ("**", "strong") } else { ("*", "em") };
    if !may_begin(scan, sign.len()) {
        return None;
    }
    let from = scan.at() + sign.len();
    let end = scan.find(sign, from, |text, at| at > from && may_end(text, at, sign.len()))?;
    let inner = escape(&unescaped(scan.slice(from, end)));
    Some((end + sign.len(), format!("<{tag}>{inner}</{tag}>")))
}

/// ``` ``code`` ```, `` `text <address>`_ ``, `` `name`_ ``, `` `text`:role: `` or `` `text` ``.
fn backquoted(scan: &mut Scan, role: Option<&str>, context: &mut Context) -> Option<(usize, String)> {
    let at = scan.at();
    if scan.rest().starts_with("``") && role.is_none() {
        if !may_begin(scan, 2) {
            return None;
        }
        let end = scan.find("``", at + 2, |text, end| end > at + 2 && may_end(text, end, 2))?;
        return Some((end + 2, format!("<code>{}</code>", escape(scan.slice(at + 2, end)))));
    }
    if role.is_none() && !may_begin(scan, 1) {
        return None;
    }
    let end =
        scan.find("`", at + 1, |text, end| end > at + 1 && !text[..end].ends_with(char::is_whitespace))?;
    let inner = scan.slice(at + 1, end);
    let after = scan.slice(end + 1, end + 3);
    let signs = after.bytes().take_while(|byte| *byte == b'_').count();
    if role.is_none() && signs > 0 {
        return Some((end + 1 + signs, quoted_reference(inner, signs > 1, context)));
    }
    if role.is_none() && after.starts_with(':') {
        let rest = scan.slice(end + 2, (end + 2 + LONGEST_NAME).min(scan.at() + scan.rest().len()));
        if let Some((name, _)) = rest.split_once(':').filter(|(name, _)| is_role(name)) {
            return Some((end + 3 + name.len(), with_role(name, inner, context)));
        }
    }
    Some((end + 1, with_role(role.unwrap_or("title"), inner, context)))
}

fn is_role(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.+:".contains(c))
}

/// `` :role:`text` ``.
fn role(scan: &mut Scan, context: &mut Context) -> Option<(usize, String)> {
    let rest = scan.rest().get(1..)?;
    let length = rest
        .bytes()
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.+:".contains(byte))
        .count();
    let name = rest.get(..length)?.strip_suffix(':').filter(|name| is_role(name))?;
    if !rest.get(length..)?.starts_with('`') || is_word(scan.before()) {
        return None;
    }
    let at = scan.at() + 1 + length;
    let end = scan.find("`", at + 1, |text, end| !text[..end].ends_with('\\'))?;
    let inner = scan.slice(at + 1, end);
    Some((end + 1, with_role(name, inner, context)))
}

fn with_role(name: &str, inner: &str, context: &mut Context) -> String {
    let name = name.rsplit(':').next().unwrap_or(name);
    let text = unescaped(inner);
    let (label, target) = labelled(&text).unwrap_or((text.as_str(), text.as_str()));
    let number = |digits: usize| target.parse::<u32>().ok().map(|number| format!("{number:0digits$}"));
    match name {
        "title" | "title-reference" | "t" => format!("<cite>{}</cite>", escape(&text)),
        "pep" => match number(4) {
            Some(number) => {
                link(&format!("https://peps.python.org/pep-{number}/"), &format!("PEP {}", escape(label)))
            }
            None => escape(label),
        },
        "rfc" => match number(1) {
            Some(number) => link(
                &format!("https://www.rfc-editor.org/rfc/rfc{number}"),
                &format!("RFC {}", escape(label)),
            ),
            None => escape(label),
        },
        "raw-html" => inner.to_owned(),
        "ref" | "doc" | "numref" | "term" | "any" => match context.targets.address(target) {
            Some(address) => link(&address, &escape(label)),
            None => escape(label),
        },
        _ => match ROLES.iter().find(|(role, _)| *role == name) {
            Some((_, tag)) => format!("<{tag}>{}</{tag}>", escape(label.trim_start_matches('~'))),
            None => escape(label),
        },
    }
}

/// `text <target>`.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let (label, target) = text.trim_end().strip_suffix('>')?.rsplit_once('<')?;
    Some((if label.trim().is_empty() { target } else { label.trim() }, target))
}

/// What stands in backquotes before `_` (or `__`, which names nothing).
fn quoted_reference(inner: &str, is_anonymous: bool, context: &mut Context) -> String {
    if let Some((label, target)) = labelled(inner) {
        let target: String = unescaped(target).split_whitespace().collect();
        let label = unescaped(label);
        let address = match target.strip_suffix('_') {
            Some(alias) => context.targets.address(alias).unwrap_or(target),
            None => target,
        };
        if !is_anonymous {
            context.targets.add(&label, &address);
        }
        return link(&address, &escape(&label));
    }
    let label = unescaped(inner);
    let address =
        if is_anonymous { context.targets.next_anonymous() } else { context.targets.address(&label) };
    match address {
        Some(address) => link(&address, &escape(&label)),
        None => escape(&label),
    }
}

/// `name_` or `name__`, where the name leads somewhere; `private_` may be a word.
fn reference(scan: &Scan, context: &mut Context) -> Option<(usize, String)> {
    if is_word(scan.before()) {
        return None;
    }
    let rest = scan.rest();
    let is_part = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
    let length =
        rest.char_indices().take(LONGEST_NAME).find(|(_, c)| !is_part(*c)).map_or(rest.len(), |(at, _)| at);
    let token = rest.get(..length)?.trim_end_matches(['.', ':', '-', '+']);
    let name = token.trim_end_matches('_');
    let address = match token.len() - name.len() {
        1 => context.targets.address(name)?,
        2 => context.targets.next_anonymous()?,
        _ => return None,
    };
    Some((scan.at() + token.len(), link(&address, &escape(name))))
}

/// `|name|`, perhaps with `_` after it.
fn substitution(scan: &mut Scan, context: &mut Context) -> Option<(usize, String)> {
    if !may_begin(scan, 1) {
        return None;
    }
    let from = scan.at() + 1;
    let end = scan.find_near("|", from)?;
    let name = scan.slice(from, end);
    let html = context.targets.substitution_html(name)?.to_owned();
    let signs = scan.slice(end + 1, end + 3).bytes().take_while(|byte| *byte == b'_').count();
    let html = match context.targets.address(name).filter(|_| signs > 0) {
        Some(address) => link(&address, &html),
        None => html,
    };
    Some((end + 1 + signs, html))
}

/// `[1]_`, `[#name]_`, `[*]_` or `[Jane2026]_`.
fn note(scan: &mut Scan, context: &mut Context) -> Option<(usize, String)> {
    let from = scan.at() + 1;
    let rest = scan.rest().get(1..)?;
    let length = rest
        .bytes()
        .take(LONGEST_NAME)
        .take_while(|b| b.is_ascii_alphanumeric() || b"#*-_.".contains(b))
        .count();
    let label = rest.get(..length).filter(|label| !label.is_empty())?;
    if !rest.get(length..)?.starts_with("]_") || is_word(rest.get(length + 2..)?.chars().next()) {
        return None;
    }
    let html = context.notes.reference(&context.targets.note_label(label, false));
    Some((from + length + 2, html))
}

/// `` _`text` `` is a place that others lead to.
fn inline_target(scan: &mut Scan) -> Option<(usize, String)> {
    if !scan.rest().starts_with("_`") || is_word(scan.before()) {
        return None;
    }
    let from = scan.at() + 2;
    let end = scan.find_near("`", from)?;
    let text = scan.slice(from, end);
    Some((end + 1, format!("<span id=\"{}\">{}</span>", slugify(text), escape(text))))
}
