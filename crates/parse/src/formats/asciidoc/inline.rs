//! Marks inside a paragraph of AsciiDoc.

use super::{Context, macros};
use crate::formats::markup::{DEEPEST_MARK, Scan, is_word};
use crate::output::plain::escape;

/// Emphasis: the sign, the sign doubled, and the element.
const MARKS: [(&str, &str, &str); 4] =
    [("*", "**", "strong"), ("_", "__", "em"), ("`", "``", "code"), ("#", "##", "mark")];

/// Signs that are written with several.
const SIGNS: [(&str, &str); 10] = [
    ("(C)", "©"),
    ("(R)", "®"),
    ("(TM)", "™"),
    ("...", "…"),
    ("->", "→"),
    ("=>", "⇒"),
    ("<-", "←"),
    ("<=", "⇐"),
    ("\"`", "“"),
    ("`\"", "”"),
];

/// A paragraph as HTML.
pub(super) fn read(text: &str, context: &mut Context, depth: usize) -> String {
    if depth > DEEPEST_MARK {
        return escape(text);
    }
    let resolved = if depth == 0 { context.attributes.resolved(text) } else { text.into() };
    let is_old = context.attributes.has("compat-mode");
    let mut scan = Scan::new(&resolved);
    while let Some(next) = scan.next() {
        let found = match next {
            '\\' => escaped(&scan),
            '*' | '_' | '#' => emphasis(&mut scan, next, context, depth),
            '`' => quotes(&mut scan, context, depth).or_else(|| emphasis(&mut scan, '`', context, depth)),
            '+' => passed(&mut scan, is_old),
            '^' => raised(&mut scan, "^", "sup", context, depth),
            '~' => raised(&mut scan, "~", "sub", context, depth),
            '\'' => apostrophe(&mut scan, is_old, context, depth),
            '"' => quotes(&mut scan, context, depth),
            '[' => bracket(&mut scan),
            '<' => cross_reference(&mut scan, context, depth).or_else(|| sign(&scan)),
            '(' => index_term(&mut scan, context, depth).or_else(|| sign(&scan)),
            '.' | '=' => sign(&scan),
            '-' => dashes(&scan).or_else(|| sign(&scan)),
            '\n' => None,
            c if c.is_ascii_lowercase() => macros::inline(&mut scan, context, depth),
            _ => None,
        };
        match found {
            Some((end, html)) => scan.replace(end, &html),
            None => scan.step(),
        }
    }
    scan.finish()
}

/// `\*` is a star, and so on.
fn escaped(scan: &Scan) -> Option<(usize, String)> {
    let rest = scan.rest().get(1..)?;
    let next = rest.chars().next()?;
    let begins = "*_`#+^~'\"[<({".contains(next)
        || ["http", "link:", "image:"].iter().any(|name| rest.starts_with(name));
    let count = if rest.starts_with("__") || rest.starts_with("**") { 2 } else { next.len_utf8() };
    let word = if next.is_ascii_alphabetic() { 4 } else { count };
    begins.then(|| (scan.at() + 1 + word, escape(rest.get(..word).unwrap_or_default())))
}

fn is_closed(text: &str, at: usize, length: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at + length..).and_then(|text| text.chars().next());
    before.is_some_and(|c| !c.is_whitespace()) && !is_word(after)
}

/// `*strong*` between words, `**str**ong` anywhere.
fn emphasis(scan: &mut Scan, sign: char, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let (single, double, tag) = *MARKS.iter().find(|(mark, _, _)| mark.starts_with(sign))?;
    let (at, rest) = (scan.at(), scan.rest());
    let shown = |inner: &str, context: &mut Context| {
        let literal = inner.strip_prefix('+').and_then(|inner| inner.strip_suffix('+'));
        let html = match literal {
            Some(literal) if tag == "code" => escape(literal),
            _ => read(inner, context, depth + 1),
        };
        // A span with a role, as `[.name]#text#`, is seldom a mark; only the author's style sheet knows.
        format!("<{tag}>{html}</{tag}>")
    };
    if rest.starts_with(double)
        && let Some(end) = scan.find(double, at + 2, |_, end| end > at + 2)
    {
        let inner = scan.slice(at + 2, end);
        return Some((end + 2, shown(inner, context)));
    }
    let may_begin = !scan.before().is_some_and(|c| is_word(Some(c)) || ";:}".contains(c));
    if !may_begin || rest.get(1..)?.starts_with(char::is_whitespace) {
        return None;
    }
    let end = scan.find(single, at + 2, |text, end| is_closed(text, end, 1))?;
    let inner = scan.slice(at + 1, end);
    let html = shown(inner, context);
    Some((end + 1, if scan.before() == Some('\u{2060}') { escape(inner) } else { html }))
}

/// `+text+`, `++text++` and `+++<b>+++`; a plus at a line's end breaks it. Old documents mean code.
fn passed(scan: &mut Scan, is_old: bool) -> Option<(usize, String)> {
    let (at, rest) = (scan.at(), scan.rest());
    if scan.before() == Some(' ') && (rest == "+" || rest.starts_with("+\n")) {
        return Some((at + 1, "<br>".to_owned()));
    }
    if rest.starts_with("+++") {
        let end = scan.find_near("+++", at + 3)?;
        return Some((end + 3, scan.slice(at + 3, end).to_owned()));
    }
    let (start, end) = if rest.starts_with("++") {
        (at + 2, scan.find("++", at + 2, |_, end| end > at + 2)?)
    } else {
        if is_word(scan.before()) || rest.get(1..)?.starts_with(char::is_whitespace) {
            return None;
        }
        (at + 1, scan.find("+", at + 2, |text, end| is_closed(text, end, 1))?)
    };
    let inner = escape(scan.slice(start, end));
    let length = start - at;
    Some((end + length, if is_old { format!("<code>{inner}</code>") } else { inner }))
}

fn raised(
    scan: &mut Scan,
    sign: &'static str,
    tag: &str,
    context: &mut Context,
    depth: usize,
) -> Option<(usize, String)> {
    let from = scan.at() + 1;
    let end = scan.find_near(sign, from)?;
    let inner = scan.slice(from, end);
    let is_one = !inner.is_empty() && !inner.contains(char::is_whitespace);
    is_one.then(|| (end + 1, format!("<{tag}>{}</{tag}>", read(inner, context, depth + 1))))
}

/// `'`text`'` and `"`text`"`; `` ``text'' `` in old documents.
fn quotes(scan: &mut Scan, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let (at, rest) = (scan.at(), scan.rest());
    let (open, close, left, right) = if rest.starts_with("\"`") {
        (2, "`\"", "“", "”")
    } else if rest.starts_with("'`") {
        (2, "`'", "‘", "’")
    } else if rest.starts_with("``") && context.attributes.has("compat-mode") {
        (2, "''", "“", "”")
    } else {
        return None;
    };
    let end = scan.find(close, at + open, |_, _| true)?;
    let inner = read(scan.slice(at + open, end), context, depth + 1);
    Some((end + close.len(), format!("{left}{inner}{right}")))
}

/// `don't` has a curved one; `'text'` is emphasis in old documents.
fn apostrophe(scan: &mut Scan, is_old: bool, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let at = scan.at();
    if let Some(found) = quotes(scan, context, depth) {
        return Some(found);
    }
    let next = scan.rest().chars().nth(1);
    if scan.before().is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphabetic) {
        return Some((at + 1, "’".to_owned()));
    }
    if !is_old || is_word(scan.before()) || next.is_none_or(char::is_whitespace) {
        return None;
    }
    let end = scan.find("'", at + 2, |text, end| is_closed(text, end, 1))?;
    Some((end + 1, format!("<em>{}</em>", read(scan.slice(at + 1, end), context, depth + 1))))
}

/// `[[anchor]]`, and the role before a mark: `[.name]#text#`.
fn bracket(scan: &mut Scan) -> Option<(usize, String)> {
    let at = scan.at();
    if scan.rest().starts_with("[[") {
        let end = scan.find_near("]]", at)?;
        let is_name = !scan.slice(at + 2, end).contains(char::is_whitespace);
        return is_name.then(|| (end + 2, String::new()));
    }
    let end = scan.find_near("]", at)?;
    let role = scan.slice(at + 1, end);
    let after = scan.slice(end + 1, end + 2);
    let is_role = !role.is_empty() && role.chars().all(|c| c.is_alphanumeric() || ".#-_ ".contains(c));
    if !is_role || is_word(scan.before()) || !["#", "*", "_", "`"].contains(&after) {
        return None;
    }
    // A span with a role is a mark no more.
    let rest = scan.slice(end + 1, end + 2);
    if rest == "#" {
        let double = scan.slice(end + 1, end + 3) == "##";
        let (length, sign) = if double { (2, "##") } else { (1, "#") };
        let from = end + 1 + length;
        let close = scan.find_near(sign, from)?;
        return Some((close + length, escape(scan.slice(from, close))));
    }
    Some((end + 1, String::new()))
}

/// `<<place,text>>`, or an address between `<` and `>`.
fn cross_reference(scan: &mut Scan, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let at = scan.at();
    if !scan.rest().starts_with("<<") {
        return None;
    }
    let end = scan.find_near(">>", at + 2)?;
    let (target, text) = scan.slice(at + 2, end).split_once(',').unwrap_or((scan.slice(at + 2, end), ""));
    Some((end + 2, macros::reference(target.trim(), text.trim(), context, depth)))
}

/// `((shown))` and `(((not, shown)))`.
fn index_term(scan: &mut Scan, context: &mut Context, depth: usize) -> Option<(usize, String)> {
    let at = scan.at();
    if scan.rest().starts_with("(((") {
        return scan.find_near(")))", at + 3).map(|end| (end + 3, String::new()));
    }
    if !scan.rest().starts_with("((") {
        return None;
    }
    let end = scan.find_near("))", at + 2)?;
    Some((end + 2, read(scan.slice(at + 2, end), context, depth + 1)))
}

fn sign(scan: &Scan) -> Option<(usize, String)> {
    let rest = scan.rest();
    let (written, meant) = SIGNS.iter().find(|(written, _)| rest.starts_with(written))?;
    Some((scan.at() + written.len(), (*meant).to_owned()))
}

/// ` -- ` and `word--word`.
fn dashes(scan: &Scan) -> Option<(usize, String)> {
    let rest = scan.rest();
    if !rest.starts_with("--") || rest.starts_with("---") || scan.before() == Some('-') {
        return None;
    }
    let after = rest.chars().nth(2);
    let is_between_words = is_word(scan.before()) && is_word(after);
    let is_apart = scan.before().is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
    (is_between_words || is_apart).then(|| (scan.at() + 2, "—".to_owned()))
}
