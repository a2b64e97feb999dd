//! RSS 2.0 (<https://www.rssboard.org/rss-specification>) within the RSS Advisory Board's profile, with the
//! `content`, `dc`, `atom` and `media` modules.

use super::item::{Author, File, Item, Label};
use super::media::{self, Element};
use super::plain::{ambiguous, as_html};
use super::{Feed, FeedFormat, history, value};
use ::rss::extension::atom::{AtomExtension, Link};
use ::rss::extension::dublincore::DublinCoreExtension;
use ::rss::extension::{Extension, ExtensionMap};
use ::rss::{Category, Channel, Enclosure, Guid, Image, Source};
use chrono::DateTime;
use std::collections::BTreeMap;
use tidings_model::language_tag;

/// Where the rules are; the element is meant for whoever finds such a file on a disk in 2050.
const DOCS: &str = "https://www.rssboard.org/rss-specification";

/// Minutes that a reader may keep the feed; the HTTP headers say it better to who listens to them.
const TTL: &str = "60";

/// The feed's bytes.
pub(super) fn render(feed: &Feed) -> Vec<u8> {
    let channel = channel(feed);
    #[expect(clippy::expect_used, reason = "the only errors are the writer's, and a Vec has none")]
    let xml = channel.pretty_write_to(Vec::new(), b' ', 2).expect("writing to memory");
    let mut xml = profile_references(&value::text(xml));
    xml.push('\n');
    xml.into_bytes()
}

/// Writes `&` and `<` of character data as the RSS Profile asks (<https://www.rssboard.org/rss-profile#data-types-characterdata>),
/// as hexadecimal references: of all spellings it is the one that most readers show right in a title, and the
/// only one that W3C's validator takes without a warning (`CharacterData`, `ContainsHTML`). CDATA stays.
fn profile_references(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() + xml.len() / 64);
    let mut rest = xml;
    while let Some(at) = rest.find("<![CDATA[") {
        // Brackets are rare in HTML: to look for one is five times as fast as to look for the three bytes.
        let ends = rest[at..].match_indices(']').find(|(end, _)| rest[at + end..].starts_with("]]>"));
        let end = ends.map_or(rest.len(), |(length, _)| at + length);
        out.push_str(&rest[..at].replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;"));
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out.push_str(&rest.replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;"));
    out
}

/// The channel with its items.
fn channel(feed: &Feed) -> Channel {
    let site = &feed.site;
    let editor = site.author.as_ref().and_then(Author::new);
    let link = |rel: &str, href| Link {
        href,
        rel: rel.to_owned(),
        mime_type: Some(FeedFormat::Rss.mime().into()),
        ..Link::default()
    };
    let mut links = vec![link("self", feed.self_url(FeedFormat::Rss))];
    links.extend(feed.hubs.iter().map(|hub| Link { mime_type: None, ..link("hub", hub.clone()) }));
    links.extend(feed.history_links(FeedFormat::Rss).into_iter().map(|(rel, href)| link(rel, href)));
    let mark = feed.history_mark();
    let has_media = feed.items.iter().any(|item| !media(item).is_empty());
    let namespaces = [("media", media::NAMESPACE, has_media), ("fh", history::NAMESPACE, mark.is_some())];
    let namespaces = namespaces.into_iter().filter(|(_, _, used)| *used);
    Channel {
        title: ambiguous(&feed.title),
        link: feed.home_url(),
        description: ambiguous(&feed.description),
        language: site.language.as_deref().and_then(language_tag),
        copyright: site.rights.as_deref().map(ambiguous).filter(|rights| !rights.is_empty()),
        managing_editor: editor.as_ref().and_then(contact),
        webmaster: webmaster(feed),
        categories: feed.own_label().iter().map(category).collect(),
        image: feed.logo().map(|url| Image {
            url,
            // W3C wants these to be the channel's (ImageLinkDoesntMatch, ImageTitleDoesntMatch).
            title: ambiguous(&feed.title),
            link: feed.home_url(),
            ..Image::default()
        }),
        // A feed that never had an entry never changed; the epoch would be an implausible date to W3C.
        last_build_date: (feed.updated != DateTime::UNIX_EPOCH).then(|| value::rfc2822(&feed.updated)),
        generator: Some(format!("Tidings {}", env!("CARGO_PKG_VERSION"))),
        docs: Some(DOCS.into()),
        ttl: Some(TTL.into()),
        atom_ext: Some(AtomExtension { links }),
        namespaces: namespaces.map(|(prefix, name, _)| (prefix.to_owned(), name.to_owned())).collect(),
        extensions: mark.map(history_extension).into_iter().collect(),
        items: feed.items.iter().map(|item| rss_item(item, editor.as_ref())).collect(),
        ..Channel::default()
    }
}

/// `jo@example.org (Jo)`. `None` without an address: a bare name is an error there. Parentheses and
/// backslashes would end or bend the comment that the name stands in (RFC 822).
fn contact(person: &Author) -> Option<String> {
    let name = person.name.replace(['(', ')', '\\'], " ");
    Some(format!("{} ({})", person.email.as_ref()?, ambiguous(&name)))
}

/// RFC 5005's own element; the links are Atom's.
fn history_extension(mark: &str) -> (String, BTreeMap<String, Vec<Extension>>) {
    let element = Element::new(&format!("fh:{mark}"), []);
    ("fh".to_owned(), BTreeMap::from([(mark.to_owned(), vec![extension(element)])]))
}

/// Who keeps the server running has no name of their own here: W3C wants one (`MissingRealName`), and gets the site's.
fn webmaster(feed: &Feed) -> Option<String> {
    let email = feed.site.webmaster.clone();
    contact(&Author {
        name: super::site_title(&feed.site),
        email: Some(value::email(&email?)?.to_owned()),
        url: None,
    })
}

/// One item. `editor` signs what names no author.
fn rss_item(item: &Item, editor: Option<&Author>) -> ::rss::Item {
    let permalink = item.id == item.permalink;
    ::rss::Item {
        title: Some(ambiguous(&item.title)),
        link: Some(item.permalink.clone()),
        // A description is HTML by its nature; it comes before the content, which some readers rely on.
        description: Some(as_html(&item.summary)),
        categories: item.terms.iter().map(category).collect(),
        enclosure: item.enclosures.first().map(enclosure),
        guid: Some(Guid { value: item.id.clone(), permalink }),
        pub_date: Some(value::rfc2822(&item.published)),
        source: item.external_url.as_deref().and_then(source),
        content: item.content.clone(),
        extensions: extensions(item),
        dublin_core_ext: dublin_core(item, editor),
        ..::rss::Item::default()
    }
}

fn category(term: &Label) -> Category {
    Category { name: ambiguous(&term.name), domain: Some(term.scheme.clone()) }
}

/// RSS allows one enclosure an item (W3C: `DuplicateEnclosure`). An unknown length is 0, as the profile says:
/// without the element no podcast player would find the episode.
fn enclosure(file: &File) -> Enclosure {
    Enclosure {
        url: file.url.clone(),
        length: file.length.unwrap_or(0).to_string(),
        mime_type: file.mime.clone(),
    }
}

/// What a link post points at, named by its host: the only place that RSS has for it, though meant for feeds.
fn source(address: &str) -> Option<Source> {
    let url = url::Url::parse(address).ok()?;
    Some(Source { url: address.to_owned(), title: Some(url.host_str()?.to_owned()) })
}

/// Names only; `author` of RSS itself would want e-mail addresses.
fn dublin_core(item: &Item, editor: Option<&Author>) -> Option<DublinCoreExtension> {
    let mut creators: Vec<String> = item.authors.iter().map(|author| author.name.clone()).collect();
    if creators.is_empty() {
        creators.extend(editor.map(|editor| editor.name.clone()));
    }
    let dublin_core = DublinCoreExtension {
        creators,
        contributors: item.contributors.iter().map(|person| person.name.clone()).collect(),
        languages: item.language.iter().cloned().collect(),
        rights: item.rights.iter().map(|rights| ambiguous(rights)).collect(),
        ..DublinCoreExtension::default()
    };
    // Present but empty, it would declare a namespace that nothing uses.
    (dublin_core != DublinCoreExtension::default()).then_some(dublin_core)
}

/// Elements of modules that the crate has no types for, by prefix and local name.
fn extensions(item: &Item) -> ExtensionMap {
    let mut extensions = ExtensionMap::new();
    if item.updated > item.published {
        let updated = Element { text: value::rfc3339(&item.updated), ..Element::new("atom:updated", []) };
        extensions.insert("atom".into(), BTreeMap::from([("updated".into(), vec![extension(updated)])]));
    }
    let media = media(item);
    if !media.is_empty() {
        extensions.insert("media".into(), media);
    }
    extensions
}

/// The picture, and the enclosures behind the first, by local name.
fn media(item: &Item) -> BTreeMap<String, Vec<Extension>> {
    let contents = item.image.iter().chain(item.enclosures.iter().skip(1)).map(media::content);
    let mut found: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    for element in contents.chain(item.image.as_ref().map(media::thumbnail)) {
        found.entry(element.local_name().to_owned()).or_default().push(extension(element));
    }
    found
}

/// An element as the crate has it. An empty text keeps the end tag on the line of the start tag.
fn extension(element: Element) -> Extension {
    let mut children: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    let Element { name, attributes, text, children: within } = element;
    for child in within {
        children.entry(child.local_name().to_owned()).or_default().push(extension(child));
    }
    Extension {
        name,
        value: children.is_empty().then_some(text),
        attrs: attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        children,
    }
}
