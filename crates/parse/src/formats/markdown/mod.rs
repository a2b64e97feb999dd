//! Reads Markdown: CommonMark with tables, strikethrough, task lists, footnotes and bare addresses as in GFM.
//!
//! The reader is a chain of steps over the parser's events. Another dialect is another step.

pub(crate) mod byline_lines;
pub(crate) mod dialects;

use super::linkify::linkify;
use crate::body::Body;
use crate::document::{Document, Field, footnote};
use crate::output::{excerpt, plain};
use crate::settings::ParseSettings;
use crate::shortcodes;
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
    TextMergeStream, html,
};
use std::collections::{HashMap, HashSet};
use tidings_model::{slugify, text};

type Events<'s> = Vec<Event<'s>>;

/// Reads a Markdown body. `title` is the title from the front matter: a headline that repeats it is removed,
/// any other is kept as a heading. `settings` are given if there is no front matter; then the lines below the
/// headline may give author and date.
pub(crate) fn read_markdown(
    document: &Document,
    title: Option<&str>,
    settings: Option<&ParseSettings>,
) -> Body {
    let (text, comment_problem) = dialects::remove_comments(&document.body, document.body_line);
    let is_mdx = document.path.extension().is_some_and(|extension| extension == "mdx");
    let host = if is_mdx { shortcodes::HostFormat::Mdx } else { shortcodes::HostFormat::Markdown };
    let resolved = if document.path.is_erb() {
        shortcodes::resolve_erb(&text, &document.front_matter)
    } else {
        shortcodes::resolve(&text, &document.front_matter, host)
    };
    let source = dialects::to_common_mark(resolved.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let events: Events = TextMergeStream::new(parse_events(&source, options)).collect();
    let problems = resolved.problems.into_iter().chain(comment_problem).collect();
    let mut body = Body { problems, ..Body::default() };
    let (headline, mut events) = take_headline(events, title);
    if let (Some(settings), Some(_)) = (settings, &headline) {
        events = byline_lines::take_byline_lines(events, settings, &mut body);
    }
    let summary = summary_before_marker(&events, &document.front_matter);
    let events = rewrite_for_readers(events);
    let events = with_heading_ids(events);
    let events = linkify(events);
    let events = move_footnotes_to_end(events);
    let summary = summary.or(body.summary);
    Body { title: headline, summary, html: render(events.into_iter()), ..body }
}

/// The parser's events. Only two tildes mark a strikethrough; a single tilde often means 'about' (`~5`).
fn parse_events(source: &str, options: Options) -> impl Iterator<Item = Event<'_>> {
    let mut literal: Vec<bool> = Vec::new();
    Parser::new_ext(source, options).into_offset_iter().map(move |(event, range)| match event {
        Event::Start(Tag::Strikethrough) => {
            let is_literal = !source[range].starts_with("~~");
            literal.push(is_literal);
            if is_literal { Event::Text("~".into()) } else { event }
        }
        Event::End(TagEnd::Strikethrough) if literal.pop() == Some(true) => Event::Text("~".into()),
        other => other,
    })
}

fn render<'s>(events: impl Iterator<Item = Event<'s>>) -> String {
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

fn is_heading(event: &Event) -> bool {
    matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }))
}

/// The text of the events as plain text on one line.
fn plain_text(events: &[Event]) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    text::one_line(&text::strip_forbidden_characters(&out))
}

/// The headline: a heading of the first level at the top, or, without a title in the front matter, the first
/// such heading anywhere. At the top it is removed from the body.
fn take_headline<'s>(mut events: Events<'s>, title: Option<&str>) -> (Option<String>, Events<'s>) {
    let Some(start) = events.iter().position(is_heading) else { return (None, events) };
    let length = events[start..].iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
    let end = length.map_or(events.len(), |length| start + length + 1);
    let headline = plain_text(&events[start..end]);
    if headline.is_empty() {
        return (None, events);
    }
    let is_on_top = !has_text(&events[..start]);
    let repeats = title.is_some_and(|title| plain::comparison_key(title) == plain::comparison_key(&headline));
    if is_on_top && (title.is_none() || repeats) {
        events.drain(start..end);
    }
    (title.is_none().then_some(headline), events)
}

/// Returns true if the events contain text. The alternative text of a picture does not count.
fn has_text(events: &[Event]) -> bool {
    let mut pictures = 0_usize;
    events.iter().any(|event| {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
            Event::Text(_) | Event::Code(_) => return pictures == 0,
            _ => {}
        }
        false
    })
}

/// The plain text above `<!--more-->` or another marker.
fn summary_before_marker(events: &[Event], front_matter: &[Field]) -> Option<String> {
    let at = events.iter().position(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => excerpt::is_marker(html, front_matter),
        _ => false,
    })?;
    let shown = events[..at].iter().filter(|event| !matches!(event, Event::FootnoteReference(_)));
    let summary = plain::from_html(&render(shown.cloned()));
    (!summary.is_empty()).then_some(summary)
}

/// Rewrites events for feed readers: code blocks keep only their language, check boxes become characters
/// (readers remove form controls), and the kind of a GFM alert becomes its first line.
fn rewrite_for_readers(events: Events) -> Events {
    let mut out = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let language = CowStr::from(language(&info).to_owned());
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))));
            }
            Event::TaskListMarker(done) => out.push(Event::Text(if done { "☑ " } else { "☐ " }.into())),
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                out.push(Event::Start(Tag::BlockQuote(None)));
                out.push(Event::Html(format!("<p><strong>{}</strong></p>\n", note_name(kind)).into()));
            }
            Event::End(TagEnd::BlockQuote(_)) => out.push(Event::End(TagEnd::BlockQuote(None))),
            other => out.push(other),
        }
    }
    out
}

/// The language of a code block: the start of its info string, or the first class of `{.rust .numberLines}`
/// (Pandoc) and `{r, echo=FALSE}` (Quarto).
fn language(info: &str) -> &str {
    let word = |text: &'_ str| text.find([' ', '\t', ',', '{', '}']).unwrap_or(text.len());
    match info.trim_start().strip_prefix('{') {
        Some(inner) => {
            let inner = inner.trim_start().trim_start_matches('.');
            &inner[..word(inner)]
        }
        None => {
            let info = info.trim_start();
            &info[..word(info)]
        }
    }
}

fn note_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}

/// Gives every heading an id, because links within the article rely on the ids that generators create.
fn with_heading_ids(mut events: Events) -> Events {
    let mut taken: HashSet<String> = HashSet::new();
    // How often each text has occurred, so that a thousand equal headings do not try a thousand ids each.
    let mut counts: HashMap<String, u32> = HashMap::new();
    for at in 0..events.len() {
        let Event::Start(Tag::Heading { id, .. }) = &events[at] else { continue };
        let wanted = match id {
            Some(id) => id.to_string(),
            None => {
                let end =
                    events[at..].iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
                slugify(&plain_text(&events[at..at + end.unwrap_or(0)]))
            }
        };
        if wanted.is_empty() {
            continue;
        }
        let mut chosen = wanted.clone();
        let count = counts.entry(wanted.clone()).or_insert(0);
        while !taken.insert(chosen.clone()) {
            *count += 1;
            chosen = format!("{wanted}-{count}");
        }
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
            *id = Some(chosen.into());
        }
    }
    events
}

/// Moves footnotes to the end, numbered in the order of their first reference, with links in both directions.
fn move_footnotes_to_end(events: Events) -> Events {
    let (mut body, mut notes) = (Vec::with_capacity(events.len()), Vec::new());
    let mut open: Vec<(CowStr, Events)> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(name)) => open.push((name, Vec::new())),
            Event::End(TagEnd::FootnoteDefinition) => notes.extend(open.pop()),
            other => open.last_mut().map_or(&mut body, |(_, events)| events).push(other),
        }
    }
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let number_references = |events: Events, numbers: &mut HashMap<String, usize>| -> String {
        render(events.into_iter().map(|event| match event {
            Event::FootnoteReference(name) => Event::InlineHtml(reference(&name, numbers).into()),
            other => other,
        }))
    };
    if notes.is_empty() {
        return body;
    }
    let mut html = number_references(body, &mut numbers);
    let mut rendered: Vec<(usize, String)> = Vec::new();
    for (name, events) in notes {
        let inner = number_references(events, &mut numbers);
        let next = numbers.len() + 1;
        let number = *numbers.entry(name.to_string()).or_insert(next);
        rendered.push((number, inner));
    }
    rendered.sort_by_key(|(number, _)| *number);
    html.push_str("<hr />\n<ol>\n");
    for (number, inner) in rendered {
        let item = footnote::with_backlink(number, &inner);
        html.push_str(&format!("<li id=\"fn-{number}\">{item}</li>\n"));
    }
    html.push_str("</ol>\n");
    vec![Event::Html(html.into())]
}

fn reference(name: &str, numbers: &mut HashMap<String, usize>) -> String {
    let next = numbers.len() + 1;
    let is_first = !numbers.contains_key(name);
    let number = *numbers.entry(name.to_owned()).or_insert(next);
    footnote::reference(number, is_first)
}
