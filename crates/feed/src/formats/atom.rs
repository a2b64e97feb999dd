//! Atom (RFC 4287).

use super::media_rss::{self, Element};
use crate::feed::Feed;
use crate::feed_format::FeedFormat;
use crate::history_links;
use crate::item::{Author, File, Item, Label};
use crate::text::{plain_text, values};
use crate::titles::site_title;
use atom_syndication as atom;
use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{FixedDateTime, Text, WriteConfig};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use tidings_model::{ArticleId, Tombstone, language_tag};

/// Renders the feed.
pub(crate) fn render(feed: &Feed) -> Vec<u8> {
    let declaration = b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_vec();
    let config = WriteConfig { write_document_declaration: false, indent_size: Some(2) };
    #[expect(clippy::expect_used, reason = "the only errors are the writer's, and a Vec has none")]
    let xml = atom_feed(feed).write_with_config(declaration, config).expect("writing to memory");
    let mut xml = use_z_for_utc(&values::text(xml));
    xml.push('\n');
    xml.into_bytes()
}

/// Replaces `+00:00` at the end of dates, which the crate writes, by `Z`, which every parser accepts. Text
/// has no bare `<`, so the matched tags are real end tags.
fn use_z_for_utc(xml: &str) -> String {
    const UTC: &str = "+00:00";
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml;
    // A plus sign is rare, and searching for one byte is faster.
    while let Some(at) = rest.find('+') {
        let (before, after) = rest.split_at(at);
        let ends = after
            .strip_prefix(UTC)
            .filter(|ends| ["</updated>", "</published>"].iter().any(|element| ends.starts_with(element)));
        out.push_str(before);
        out.push(if ends.is_some() { 'Z' } else { '+' });
        rest = ends.unwrap_or(&after[1..]);
    }
    out.push_str(rest);
    out
}

/// The feed as the crate's type.
fn atom_feed(feed: &Feed) -> atom::Feed {
    let site = &feed.site;
    // RFC 4287, 4.1.1: every entry must have an author, its own or the feed's. Without a configured author
    // that is the site.
    let author = site.author.as_ref().and_then(Author::new);
    let author = author.unwrap_or_else(|| Author { name: site_title(site), email: None, url: None });
    atom::Feed {
        id: feed_id(feed),
        title: text(&feed.title, None),
        subtitle: Some(text(&feed.description, None)),
        updated: updated(feed),
        authors: vec![person(&author)],
        generator: Some(generator()),
        links: links(feed),
        icon: feed.icon(),
        logo: feed.logo(),
        categories: feed.own_label().iter().map(category).collect(),
        rights: plain_text::optional_line(site.rights.as_deref()).map(|rights| text(&rights, None)),
        lang: site.language.as_deref().and_then(language_tag),
        entries: feed.items.iter().map(|item| atom_entry(item)).collect(),
        extensions: extensions(feed),
        namespaces: namespaces(feed),
        ..atom::Feed::default()
    }
}

/// When the feed changed, which RFC 4287, 4.1.1 requires. A feed that never had an entry never changed. The
/// Unix epoch would be implausible to feed readers, so the date is the day of the RFC, before which there was
/// no Atom feed.
fn updated(feed: &Feed) -> FixedDateTime {
    const DAY_OF_THE_RFC: i64 = 1_133_395_200;
    let never = feed.updated == DateTime::UNIX_EPOCH;
    let fixed = if never { DateTime::from_timestamp_secs(DAY_OF_THE_RFC) } else { None };
    date(fixed.unwrap_or(feed.updated))
}

/// Links to the feed itself, to its page, to hubs and to the other documents of the feed.
fn links(feed: &Feed) -> Vec<atom::Link> {
    let mime = Some(FeedFormat::Atom.mime());
    let mut links = vec![
        link("self", &feed.self_url(FeedFormat::Atom), mime),
        link("alternate", &feed.home_url(), Some("text/html")),
    ];
    links.extend(feed.hubs.iter().map(|hub| link("hub", hub, None)));
    let history = feed.history_links(FeedFormat::Atom);
    links.extend(history.iter().map(|(rel, address)| link(rel, address, mime)));
    links
}

/// RFC 5005: the kind of the document. RFC 6721: tombstones, which make a feed reader delete entries that
/// were removed.
fn extensions(feed: &Feed) -> ExtensionMap {
    let deleted = |tombstone: &Tombstone| {
        let id = ("ref", tombstone.id.to_string());
        extension(Element::new("at:deleted-entry", [id, ("when", values::rfc3339(&tombstone.gone))]))
    };
    let deleted: Vec<Extension> = feed.gone.iter().map(deleted).collect();
    let mark = feed
        .history_mark()
        .map(|mark| ("fh", mark, vec![extension(Element::new(&format!("fh:{mark}"), []))]));
    let deleted = (!deleted.is_empty()).then_some(("at", "deleted-entry", deleted));
    let elements = mark.into_iter().chain(deleted);
    elements
        .map(|(prefix, name, elements)| (prefix.to_owned(), BTreeMap::from([(name.to_owned(), elements)])))
        .collect()
}

/// An element as the crate's type. An empty text keeps the end tag on the line of the start tag.
fn extension(element: Element) -> Extension {
    let mut children: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    let mut written = Extension::default();
    written.set_name(element.name);
    for child in element.children {
        children.entry(child.local_name().to_owned()).or_default().push(extension(child));
    }
    written.set_value(children.is_empty().then_some(element.text));
    // The crate escapes texts and the attributes of its own elements, but not the attributes of extensions.
    let escaped = |value: String| quick_xml::escape::escape(value).into_owned();
    let attributes = element.attributes.into_iter().map(|(name, value)| (name.to_owned(), escaped(value)));
    written.set_attrs(attributes.collect::<BTreeMap<_, _>>());
    written.set_children(children);
    written
}

/// The picture as Media RSS. In plain Atom it could only be an enclosure, which feed readers offer for
/// download.
fn picture(image: &File) -> (String, BTreeMap<String, Vec<Extension>>) {
    let elements = [media_rss::content(image), media_rss::thumbnail(image)];
    let by_name = elements.map(|element| (element.local_name().to_owned(), vec![extension(element)]));
    ("media".to_owned(), BTreeMap::from(by_name))
}

/// The namespace prefixes that the feed uses. Others are not declared.
fn namespaces(feed: &Feed) -> BTreeMap<String, String> {
    let tombstones = ("at", "http://purl.org/atompub/tombstones/1.0", !feed.gone.is_empty());
    let media = feed.items.iter().any(|item| item.image.is_some());
    [
        tombstones,
        ("fh", history_links::NAMESPACE, feed.history_mark().is_some()),
        ("media", media_rss::NAMESPACE, media),
    ]
    .into_iter()
    .filter(|(_, _, used)| *used)
    .map(|(prefix, name, _)| (prefix.to_owned(), name.to_owned()))
    .collect()
}

/// The id of the feed: a UUID of the site's id and the feed's selection, so that it does not change if the
/// site moves to another domain (RFC 4287, 4.2.6) and keeps its id. An article's id cannot contain the
/// newline.
fn feed_id(feed: &Feed) -> String {
    let site_id = feed.site.id.as_deref().unwrap_or_else(|| feed.base.host());
    ArticleId::explicit(&format!("feed\n/{}", feed.selection.directory()), site_id).to_string()
}

/// An entry as the crate's type.
fn atom_entry(item: &Item) -> atom::Entry {
    let language = item.language.as_deref();
    // Exactly one alternate link: NetNewsWire and Feedbin use the first one, others the last.
    let mut links = vec![link("alternate", &item.permalink, Some("text/html"))];
    links.extend(item.external_url.iter().map(|address| link("related", address, None)));
    // `via` is the original, or else the target of the link post.
    let via = item.canonical_url.iter().chain(&item.external_url).take(1);
    links.extend(via.map(|address| link("via", address, None)));
    links.extend(item.enclosures.iter().map(enclosure));
    atom::Entry {
        id: item.id.clone(),
        title: text(&item.title, language),
        updated: date(item.updated),
        published: Some(date(item.published)),
        authors: item.authors.iter().map(person).collect(),
        contributors: item.contributors.iter().map(person).collect(),
        categories: item.terms.iter().map(category).collect(),
        links,
        rights: item.rights.as_deref().map(|rights| text(rights, None)),
        summary: Some(text(&item.summary, language)),
        content: item.content.as_ref().map(|html| atom::Content {
            value: Some(html.clone()),
            content_type: Some("html".into()),
            lang: item.language.clone(),
            ..atom::Content::default()
        }),
        extensions: item.image.as_ref().map(picture).into_iter().collect(),
        ..atom::Entry::default()
    }
}

/// Plain text that is declared as such, which sfeed and every careful feed reader show unchanged. It is
/// written as HTML if feed readers would take it for HTML in spite of the declaration.
fn text(given: &str, language: Option<&str>) -> Text {
    let line = plain_text::line(given);
    let mut text = if plain_text::is_taken_for_html(&line) {
        Text::html(plain_text::as_html(&line))
    } else {
        Text::plain(line)
    };
    text.lang = language.map(str::to_owned);
    text
}

/// The term is the name, because some feed readers (tt-rss, NewsBlur) show the term and not the label.
fn category(term: &Label) -> atom::Category {
    atom::Category {
        term: term.name.clone(),
        scheme: Some(term.scheme.clone()),
        label: Some(term.name.clone()),
    }
}

fn person(author: &Author) -> atom::Person {
    atom::Person {
        name: author.name.clone(),
        email: author.email.clone(),
        uri: author.url.clone(),
        ..atom::Person::default()
    }
}

fn link(rel: &str, address: &str, mime: Option<&str>) -> atom::Link {
    atom::Link {
        href: address.to_owned(),
        rel: rel.to_owned(),
        mime_type: mime.map(str::to_owned),
        ..atom::Link::default()
    }
}

fn enclosure(file: &File) -> atom::Link {
    atom::Link {
        title: file.title.clone(),
        length: file.length.map(|length| length.to_string()),
        ..link("enclosure", &file.url, Some(&file.mime))
    }
}

fn generator() -> atom::Generator {
    // Cargo sets an empty text if the manifest has no repository.
    let uri = Some(env!("CARGO_PKG_REPOSITORY")).filter(|uri| !uri.is_empty());
    atom::Generator {
        value: "Tidings".into(),
        uri: uri.map(str::to_owned),
        version: Some(env!("CARGO_PKG_VERSION").into()),
    }
}

fn date(moment: DateTime<Utc>) -> FixedDateTime {
    values::moment(&moment).fixed_offset()
}
