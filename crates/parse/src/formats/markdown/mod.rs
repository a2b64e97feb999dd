//! Markdown: CommonMark with GFM's tables, strikethrough, task lists, footnotes, bare addresses.
//!
//! A chain of steps over the parser's events; what another dialect needs (template syntax, attribute lists) is
//! a step more.

pub(crate) mod byline_lines;
pub(crate) mod dialects;

use super::linkify::linkify;
use crate::document::{Document, Field, footnote};
use crate::output::{excerpt, plain};
use crate::{Body, ParseSettings, shortcodes};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd,
    TextMergeStream, html,
};
use std::collections::{HashMap, HashSet};
use tidings_model::{slugify, text};

type Events<'s> = Vec<Event<'s>>;

/// Reads a Markdown body. `title` is the one that the front matter gives, if it does: a headline that repeats
/// it is left out, any other is then a heading like the rest. `settings` are given where there is no front matter: then
/// the lines under the headline may name the author and the date.
pub(crate) fn read(document: &Document, title: Option<&str>, settings: Option<&ParseSettings>) -> Body {
    let is_mdx = document.path.extension().is_some_and(|extension| extension == "mdx");
    let around = if is_mdx { shortcodes::Around::Mdx } else { shortcodes::Around::Markdown };
    let resolved = if document.path.is_erb() {
        shortcodes::resolve_erb(&document.body, &document.front_matter)
    } else {
        shortcodes::resolve(&document.body, &document.front_matter, around)
    };
    let source = dialects::to_common_mark(resolved.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let events: Events = TextMergeStream::new(parse(&source, options)).collect();
    let mut body = Body { problems: resolved.problems, ..Body::default() };
    let (headline, mut events) = take_headline(events, title);
    if let (Some(settings), Some(_)) = (settings, &headline) {
        events = byline_lines::take(events, settings, &mut body);
    }
    let summary = summary_before_marker(&events, &document.front_matter);
    let events = show_tasks_and_notes(events);
    let events = with_heading_ids(events);
    let events = linkify(events);
    let events = footnotes_last(events);
    let summary = summary.or(body.summary);
    Body { title: headline, summary, html: render(events.into_iter()), ..body }
}

/// The parser's events, but that only two tildes strike through: one stands for 'about' (`~5`) in prose.
fn parse(source: &str, options: Options) -> impl Iterator<Item = Event<'_>> {
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

/// The text of events, as plain text on one line.
fn plain_text(events: &[Event]) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    text::one_line(&text::clean(&out))
}

/// The headline: a heading of the first level, at the top or (if the front matter has no title) the first one
/// anywhere. At the top it leaves the body.
fn take_headline<'s>(mut events: Events<'s>, title: Option<&str>) -> (Option<String>, Events<'s>) {
    let Some(start) = events.iter().position(is_heading) else { return (None, events) };
    let length = events[start..].iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
    let end = length.map_or(events.len(), |length| start + length + 1);
    let headline = plain_text(&events[start..end]);
    if headline.is_empty() {
        return (None, events);
    }
    let is_on_top = !has_text(&events[..start]);
    let repeats =
        title.is_some_and(|title| plain::collapse_whitespace(title) == plain::collapse_whitespace(&headline));
    if is_on_top && (title.is_none() || repeats) {
        events.drain(start..end);
    }
    (title.is_none().then_some(headline), events)
}

/// Whether events show text; a picture's alternative text is none.
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

/// The plain text above `<!--more-->` and its cousins.
fn summary_before_marker(events: &[Event], front_matter: &[Field]) -> Option<String> {
    let at = events.iter().position(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => excerpt::is_marker(html, front_matter),
        _ => false,
    })?;
    let shown = events[..at].iter().filter(|event| !matches!(event, Event::FootnoteReference(_)));
    let summary = plain::from_html(&render(shown.cloned()));
    (!summary.is_empty()).then_some(summary)
}

/// Listings with their language alone, check boxes as signs, since readers take out form controls, and the kind of a GFM note as its first line.
fn show_tasks_and_notes(events: Events) -> Events {
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

/// The language of a listing: what begins its info string, or the first class of `{.rust .numberLines}` (Pandoc) and
/// `{r, echo=FALSE}` (Quarto).
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

/// Gives every heading an id, for links within the article count on those that generators make up.
fn with_heading_ids(mut events: Events) -> Events {
    let mut taken: HashSet<String> = HashSet::new();
    // How often each text stood already, so that a thousand equal headings don't try a thousand ids each.
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

/// Moves footnotes to the end, numbered in the order of their first reference, with links there and back.
fn footnotes_last(events: Events) -> Events {
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
        let item = footnote::with_way_back(number, &inner);
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
