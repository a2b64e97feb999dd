//! What begins with two dots: directives, notes, targets, substitutions, comments.

use super::blocks::{indented, unindented};
use super::{Context, blocks, inline, tables};
use crate::formats::markup::{Admonition, admonition, code_block, figure, image, link, player_link};
use crate::output::plain;
use std::fmt::Write;

/// What a directive is given.
struct Directive<'t> {
    argument: String,
    options: Vec<(&'t str, &'t str)>,
    content: Vec<&'t str>,
}

impl Directive<'_> {
    fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// The name of a directive, without the dots before it; `None`: it is something else.
pub(super) fn name(markup: &str) -> Option<&str> {
    let (name, rest) = markup.split_once("::")?;
    let name = name.trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_+:.".contains(c));
    (is_name && (rest.is_empty() || rest.starts_with(' '))).then_some(name)
}

/// How many lines the markup takes that begins on the first one.
pub(super) fn extent(lines: &[&str]) -> usize {
    // Two dots alone, above an empty line, end what stands above.
    if lines.first().is_some_and(|line| *line == "..") && lines.get(1).is_none_or(|line| line.is_empty()) {
        return 1;
    }
    1 + indented(lines.get(1..).unwrap_or_default())
}

/// Reads it; how many lines it took.
pub(super) fn read(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let length = extent(lines);
    let Some(markup) = lines[0].strip_prefix(".. ").map(str::trim_start) else { return length };
    let below = &lines[1..length];
    let marker = markup.trim().trim_end_matches("::");
    if ["TEASER_END", "END_TEASER", "PELICAN_END_SUMMARY", "more"].contains(&marker) {
        if depth == 0 && context.summary.is_none() {
            context.summary = Some(plain::from_html(out)).filter(|text| !text.is_empty());
        }
    } else if let Some(name) = name(markup) {
        let argument = markup.split_once("::").map_or("", |(_, argument)| argument).trim();
        directive(name, argument, below, context, out, depth);
    } else if let Some((label, text)) = markup.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let mut inner = vec![text.trim_start()];
        inner.extend(unindented(below));
        let mut html = String::new();
        blocks::read(&inner, context, &mut html, depth + 1);
        let label = context.targets.note_label(label, true);
        context.notes.define(&label, html);
    } else if let Some(target) = markup.strip_prefix('_').and_then(|rest| rest.strip_suffix(':')) {
        let id = tidings_model::slugify(target.trim_matches('`'));
        if !id.is_empty() {
            let _ = writeln!(out, "<a id=\"{id}\"></a>");
        }
    }
    length
}

/// Splits the lines below a directive into what goes on with its argument, options and content.
fn parse<'t>(argument: &str, below: &[&'t str]) -> Directive<'t> {
    let lines = unindented(below);
    let mut argument = argument.to_owned();
    let mut options = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|line| !line.is_empty()) {
        let option = line.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        match option.filter(|(key, _)| !key.contains(' ')) {
            Some((key, value)) => options.push((key, value.trim())),
            None if options.is_empty() && !argument.is_empty() => {
                argument.push('\n');
                argument.push_str(line);
            }
            None => break,
        }
        at += 1;
    }
    Directive { argument, options, content: lines.get(at..).unwrap_or_default().to_vec() }
}

/// Directives that hold no text, or none for this page.
const WITHOUT_TEXT: [&str; 24] = [
    "contents",
    "sectnum",
    "section-numbering",
    "toctree",
    "highlight",
    "default-role",
    "role",
    "meta",
    "title",
    "index",
    "target-notes",
    "header",
    "footer",
    "todo",
    "date",
    "comments",
    "tags",
    "categories",
    "author",
    "postlist",
    "slug",
    "currentmodule",
    "module",
    "sectionauthor",
];

fn directive(
    name: &str,
    argument: &str,
    below: &[&str],
    context: &mut Context,
    out: &mut String,
    depth: usize,
) {
    let name = name.rsplit(':').next().unwrap_or(name);
    let it = parse(argument, below);
    if let Some(kind) = Admonition::named(name).filter(|_| name != "todo") {
        let html = with_argument(&it, context, depth);
        out.push_str(&admonition(kind.label(), &html));
        return;
    }
    if let Some(html) = verbatim(name, &it, context) {
        out.push_str(&html);
        return;
    }
    match name {
        "image" | "figure" | "thumbnail" => out.push_str(&picture(&it, context, depth)),
        "youtube" | "vimeo" | "gist" => out.push_str(&player_link(name, &it.argument).unwrap_or_default()),
        "media" | "video" | "audio" | "soundcloud" => {
            let address = it.argument.trim();
            let _ = writeln!(out, "<p>{}</p>", link(address, &plain::escape(address)));
        }
        "include" | "literalinclude" | "listing" => context.left.included(it.argument.trim()),
        "table" | "list-table" | "csv-table" => {
            tables::directive(name, &it.argument, &it.content, &it.options, context, out, depth)
        }
        "admonition" | "topic" | "sidebar" => {
            let label = inline::read(&it.argument, context);
            out.push_str(&admonition(&label, &nested(&it.content, context, depth)));
        }
        "epigraph" | "pull-quote" | "highlights" => {
            let html = with_argument(&it, context, depth);
            out.push_str(&admonition("", &html));
        }
        "rubric" | "centered" => {
            let _ = writeln!(out, "<p><strong>{}</strong></p>", inline::read(&it.argument, context));
        }
        "versionadded" | "versionchanged" | "deprecated" => {
            let _ = writeln!(out, "<p><em>{} {}</em></p>", since(name), inline::read(&it.argument, context));
            out.push_str(&nested(&it.content, context, depth));
        }
        _ if WITHOUT_TEXT.contains(&name) => {}
        _ => {
            if !["line-block", "compound", "container", "class", "post", "only"].contains(&name) {
                context.left.unknown(name);
            }
            out.push_str(&nested(&it.content, context, depth));
        }
    }
}

/// What is shown as it stands. `None`: it is another directive.
fn verbatim(name: &str, it: &Directive, context: &mut Context) -> Option<String> {
    let is_html = || it.argument.split_whitespace().any(|format| format == "html");
    Some(match name {
        "code" | "code-block" | "sourcecode" | "highlight-block" | "prompt" | "ipython" => {
            listing(it, context)
        }
        "parsed-literal" | "doctest" | "testcode" => code_block(None, &content(it).join("\n")),
        "math" => code_block(Some("latex"), &whole(it).join("\n")),
        "raw" if is_html() => content(it).join("\n") + "\n",
        "raw" => String::new(),
        _ => return None,
    })
}

fn listing(it: &Directive, context: &mut Context) -> String {
    let caption = it.option("caption").map(|caption| inline::read(caption, context)).unwrap_or_default();
    let html = code_block(Some(&it.argument), &content(it).join("\n"));
    if caption.is_empty() { html } else { figure(&html, &caption) }
}

fn since(name: &str) -> &'static str {
    match name {
        "versionadded" => "New in version",
        "deprecated" => "Deprecated since",
        _ => "Changed in version",
    }
}

/// The content; a listing may begin right below the directive.
fn content<'d, 't>(it: &'d Directive<'t>) -> &'d [&'t str] {
    let blank = it.content.iter().take_while(|line| line.is_empty()).count();
    &it.content[blank..]
}

/// Argument and content of a directive that has no argument.
fn whole<'d>(it: &'d Directive) -> Vec<&'d str> {
    it.argument.lines().chain(it.content.iter().copied()).collect()
}

fn nested(lines: &[&str], context: &mut Context, depth: usize) -> String {
    let mut html = String::new();
    blocks::read(&unindented(lines), context, &mut html, depth + 1);
    html
}

fn with_argument(it: &Directive, context: &mut Context, depth: usize) -> String {
    let mut html = String::new();
    blocks::read(&whole(it), context, &mut html, depth + 1);
    html
}

fn picture(it: &Directive, context: &mut Context, depth: usize) -> String {
    let address: String = it.argument.split_whitespace().collect();
    let mut html = image(&address, it.option("alt").unwrap_or_default());
    if let Some(target) = it.option("target").filter(|target| !target.is_empty()) {
        let address =
            target.strip_suffix('_').and_then(|name| context.targets.address(name.trim_matches('`')));
        html = link(&address.unwrap_or_else(|| target.to_owned()), &html);
    }
    let lines = content(it);
    let first = lines.iter().take_while(|line| !line.is_empty()).count();
    let caption = inline::read(&lines[..first].join("\n"), context);
    figure(&html, &caption) + &nested(&lines[first..], context, depth)
}
