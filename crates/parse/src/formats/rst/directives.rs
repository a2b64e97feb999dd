//! Parses explicit markup, which begins with two dots: directives, footnotes, targets, substitutions,
//! comments.

use super::blocks::{indented, unindented};
use super::context::Context;
use super::{blocks, inline, tables};
use crate::formats::markup::{Admonition, admonition, code_block, figure, image, link, player_link};
use crate::output::plain;
use std::fmt::Write;

/// A parsed directive.
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

/// The name of a directive, from the text after the dots. `None`: it is other explicit markup.
pub(super) fn directive_name(markup: &str) -> Option<&str> {
    let (name, rest) = markup.split_once("::")?;
    let name = name.trim();
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_+:.".contains(c));
    (is_name && (rest.is_empty() || rest.starts_with(' '))).then_some(name)
}

/// The number of lines of the explicit markup that begins on the first line.
pub(super) fn extent(lines: &[&str]) -> usize {
    // Two dots alone above an empty line are an empty comment.
    if lines.first().is_some_and(|line| *line == "..") && lines.get(1).is_none_or(|line| line.is_empty()) {
        return 1;
    }
    1 + indented(lines.get(1..).unwrap_or_default())
}

/// Parses explicit markup; returns the number of its lines.
pub(super) fn parse_explicit_markup(
    lines: &[&str],
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> usize {
    let length = extent(lines);
    let Some(markup) = lines[0].strip_prefix(".. ").map(str::trim_start) else { return length };
    let below = &lines[1..length];
    let marker = markup.trim().trim_end_matches("::");
    if ["TEASER_END", "END_TEASER", "PELICAN_END_SUMMARY", "more"].contains(&marker) {
        if depth == 0 && context.summary.is_none() {
            context.summary = Some(plain::from_html(out)).filter(|text| !text.is_empty());
        }
    } else if let Some(name) = directive_name(markup) {
        let argument = markup.split_once("::").map_or("", |(_, argument)| argument).trim();
        push_directive(name, argument, below, context, out, depth);
    } else if let Some((label, text)) = markup.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let mut inner = vec![text.trim_start()];
        inner.extend(unindented(below));
        let mut html = String::new();
        blocks::parse_blocks(&inner, context, &mut html, depth + 1);
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

/// Splits the lines below a directive into the rest of its argument, options and content.
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

/// Directives without text, or without text that belongs on this page.
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

fn push_directive(
    name: &str,
    argument: &str,
    below: &[&str],
    context: &mut Context,
    out: &mut String,
    depth: usize,
) {
    let name = name.rsplit(':').next().unwrap_or(name);
    let parsed = parse(argument, below);
    let html = admonition_html(name, &parsed, context, depth)
        .or_else(|| verbatim_html(name, &parsed, context))
        .or_else(|| media_html(name, &parsed, context, depth));
    if let Some(html) = html {
        out.push_str(&html);
        return;
    }
    match name {
        "include" | "literalinclude" | "listing" => context.unsupported.add_include(parsed.argument.trim()),
        "table" | "list-table" | "csv-table" => tables::push_table_directive(
            name,
            &parsed.argument,
            &parsed.content,
            &parsed.options,
            context,
            out,
            depth,
        ),
        "rubric" | "centered" => {
            let text = inline::parse_inline(&parsed.argument, context);
            let _ = writeln!(out, "<p><strong>{text}</strong></p>");
        }
        "versionadded" | "versionchanged" | "deprecated" => {
            let version = inline::parse_inline(&parsed.argument, context);
            let _ = writeln!(out, "<p><em>{} {version}</em></p>", version_phrase(name));
            out.push_str(&nested_html(&parsed.content, context, depth));
        }
        "only" if !is_for_readers(&parsed.argument) => {}
        _ if WITHOUT_TEXT.contains(&name) => {}
        _ => {
            if !["line-block", "compound", "container", "class", "post", "only"].contains(&name) {
                context.unsupported.add_unknown(name);
            }
            out.push_str(&nested_html(&parsed.content, context, depth));
        }
    }
}

/// Whether an expression of Sphinx's `only` is true for the pages that readers get. Other tags than those of the HTML
/// builders are set for one build, such as `draft` or `internal`. Nested parentheses are not interpreted.
fn is_for_readers(expression: &str) -> bool {
    const TAGS: [&str; 5] = ["html", "builder_html", "dirhtml", "builder_dirhtml", "singlehtml"];
    let holds = |term: &str| {
        let term = term.trim_matches(['(', ')', ' ']);
        match term.strip_prefix("not ") {
            Some(tag) => !TAGS.contains(&tag.trim_matches(['(', ')', ' '])),
            None => TAGS.contains(&term),
        }
    };
    expression.split(" or ").any(|clause| clause.split(" and ").all(holds))
}

/// The HTML of directives that show a picture or link to a player. `None`: it is another directive.
fn media_html(name: &str, parsed: &Directive, context: &mut Context, depth: usize) -> Option<String> {
    let address = parsed.argument.trim();
    Some(match name {
        "image" | "figure" | "thumbnail" => picture_html(parsed, context, depth),
        "youtube" | "vimeo" | "gist" => player_link(name, &parsed.argument).unwrap_or_default(),
        "media" | "video" | "audio" | "soundcloud" => {
            format!("<p>{}</p>\n", link(address, &plain::escape(address)))
        }
        _ => return None,
    })
}

/// The HTML of directives that set a block apart: notes, topics, epigraphs. `None`: it is another directive.
fn admonition_html(name: &str, parsed: &Directive, context: &mut Context, depth: usize) -> Option<String> {
    if let Some(kind) = Admonition::named(name).filter(|_| name != "todo") {
        return Some(admonition(kind.label(), &all_lines_html(parsed, context, depth)));
    }
    match name {
        "admonition" | "topic" | "sidebar" => {
            let label = inline::parse_inline(&parsed.argument, context);
            Some(admonition(&label, &nested_html(&parsed.content, context, depth)))
        }
        "epigraph" | "pull-quote" | "highlights" => {
            Some(admonition("", &all_lines_html(parsed, context, depth)))
        }
        _ => None,
    }
}

/// The HTML of directives with literal content. `None`: it is another directive.
fn verbatim_html(name: &str, parsed: &Directive, context: &mut Context) -> Option<String> {
    let is_html = || parsed.argument.split_whitespace().any(|format| format == "html");
    Some(match name {
        "code" | "code-block" | "sourcecode" | "highlight-block" | "prompt" | "ipython" => {
            listing_html(parsed, context)
        }
        "parsed-literal" | "doctest" | "testcode" => code_block(None, &content(parsed).join("\n")),
        "math" => code_block(Some("latex"), &all_lines(parsed).join("\n")),
        "raw" if is_html() => content(parsed).join("\n") + "\n",
        "raw" => String::new(),
        _ => return None,
    })
}

fn listing_html(parsed: &Directive, context: &mut Context) -> String {
    let caption =
        parsed.option("caption").map(|caption| inline::parse_inline(caption, context)).unwrap_or_default();
    let html = code_block(Some(&parsed.argument), &content(parsed).join("\n"));
    if caption.is_empty() { html } else { figure(&html, &caption) }
}

fn version_phrase(name: &str) -> &'static str {
    match name {
        "versionadded" => "New in version",
        "deprecated" => "Deprecated since",
        _ => "Changed in version",
    }
}

/// The content; a listing may begin directly below the directive.
fn content<'d, 't>(parsed: &'d Directive<'t>) -> &'d [&'t str] {
    let blank = parsed.content.iter().take_while(|line| line.is_empty()).count();
    &parsed.content[blank..]
}

/// The lines of a directive whose first line is content and not an argument.
fn all_lines<'d>(parsed: &'d Directive) -> Vec<&'d str> {
    parsed.argument.lines().chain(parsed.content.iter().copied()).collect()
}

fn nested_html(lines: &[&str], context: &mut Context, depth: usize) -> String {
    let mut html = String::new();
    blocks::parse_blocks(&unindented(lines), context, &mut html, depth + 1);
    html
}

fn all_lines_html(parsed: &Directive, context: &mut Context, depth: usize) -> String {
    let mut html = String::new();
    blocks::parse_blocks(&all_lines(parsed), context, &mut html, depth + 1);
    html
}

fn picture_html(parsed: &Directive, context: &mut Context, depth: usize) -> String {
    let address: String = parsed.argument.split_whitespace().collect();
    let mut html = image(&address, parsed.option("alt").unwrap_or_default());
    if let Some(target) = parsed.option("target").filter(|target| !target.is_empty()) {
        let address =
            target.strip_suffix('_').and_then(|name| context.targets.address(name.trim_matches('`')));
        html = link(&address.unwrap_or_else(|| target.to_owned()), &html);
    }
    let lines = content(parsed);
    let first = lines.iter().take_while(|line| !line.is_empty()).count();
    let caption = inline::parse_inline(&lines[..first].join("\n"), context);
    figure(&html, &caption) + &nested_html(&lines[first..], context, depth)
}
