//! RSS 2.0 (<https://www.rssboard.org/rss-specification>) as the RSS Advisory Board's profile recommends,
//! with the `content`, `dc`, `atom` and `media` modules.

use super::media_rss::{self, Element};
use crate::feed::Feed;
use crate::feed_format::FeedFormat;
use crate::history_links;
use crate::item::{Author, File, Item, Label};
use crate::text::plain_text::{ambiguous, as_html};
use crate::text::values;
use crate::titles::site_title;
use ::rss::extension::atom::{AtomExtension, Link};
use ::rss::extension::dublincore::DublinCoreExtension;
use ::rss::extension::{Extension, ExtensionMap};
use ::rss::{Category, Channel, Enclosure, Guid, Image, Source};
use chrono::DateTime;
use std::collections::BTreeMap;
use tidings_model::language_tag;

/// The address of the specification, for people who find such a file on a disk in 2050.
const DOCS: &str = "https://www.rssboard.org/rss-specification";

/// Minutes for which a feed reader may cache the feed. The HTTP headers are more precise, for readers that
/// use them.
const TTL: &str = "60";

/// Renders the feed.
pub(crate) fn render(feed: &Feed) -> Vec<u8> {
    let channel = channel(feed);
    #[expect(clippy::expect_used, reason = "the only errors are the writer's, and a Vec has none")]
    let xml = channel.pretty_write_to(Vec::new(), b' ', 2).expect("writing to memory");
    let mut xml = profile_references(&values::text(xml));
    xml.push('\n');
    xml.into_bytes()
}

/// Writes `&` and `<` in character data as hexadecimal references, as the RSS Profile recommends
/// (<https://www.rssboard.org/rss-profile#data-types-characterdata>). Most feed readers show this form
/// correctly in titles, and it is the only one without a warning of W3C's validator (`CharacterData`,
/// `ContainsHTML`). CDATA is not changed.
fn profile_references(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len() + xml.len() / 64);
    let mut rest = xml;
    while let Some(at) = rest.find("<![CDATA[") {
        // Brackets are rare in HTML: searching for one byte is five times as fast as searching for three.
        let ends = rest[at..].match_indices(']').find(|(end, _)| rest[at + end..].starts_with("]]>"));
        let end = ends.map_or(rest.len(), |(length, _)| at + length);
        out.push_str(&rest[..at].replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;"));
        out.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    out.push_str(&rest.replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;"));
    out
}

/// The channel with its items, as the crate's type.
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
    let namespaces =
        [("media", media_rss::NAMESPACE, has_media), ("fh", history_links::NAMESPACE, mark.is_some())];
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
            // W3C's validator requires the channel's values here (ImageLinkDoesntMatch,
            // ImageTitleDoesntMatch).
            title: ambiguous(&feed.title),
            link: feed.home_url(),
            ..Image::default()
        }),
        // A feed that never had an entry never changed. W3C's validator calls the Unix epoch implausible.
        last_build_date: (feed.updated != DateTime::UNIX_EPOCH).then(|| values::rfc2822(&feed.updated)),
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

/// `jo@example.org (Jo)`. `None` without an address, because a bare name is an error. Parentheses and
/// backslashes are removed from the name, since it is a comment in RFC 822, which they would end or change.
fn contact(person: &Author) -> Option<String> {
    let name = person.name.replace(['(', ')', '\\'], " ");
    Some(format!("{} ({})", person.email.as_ref()?, ambiguous(&name)))
}

/// The element of RFC 5005 for the kind of document. The links use Atom's element.
fn history_extension(mark: &str) -> (String, BTreeMap<String, Vec<Extension>>) {
    let element = Element::new(&format!("fh:{mark}"), []);
    ("fh".to_owned(), BTreeMap::from([(mark.to_owned(), vec![extension(element)])]))
}

/// The webmaster's address with the site's title as name, since W3C's validator requires a name
/// (`MissingRealName`).
fn webmaster(feed: &Feed) -> Option<String> {
    let email = feed.site.webmaster.clone();
    contact(&Author {
        name: site_title(&feed.site),
        email: Some(values::email(&email?)?.to_owned()),
        url: None,
    })
}

/// An item as the crate's type. `editor` is the author of items that name none.
fn rss_item(item: &Item, editor: Option<&Author>) -> ::rss::Item {
    let permalink = item.id == item.permalink;
    ::rss::Item {
        title: Some(ambiguous(&item.title)),
        link: Some(item.permalink.clone()),
        // A description is always HTML. It precedes the content, because some feed readers rely on that
        // order.
        description: Some(as_html(&item.summary)),
        categories: item.terms.iter().map(category).collect(),
        enclosure: item.enclosures.first().map(enclosure),
        guid: Some(Guid { value: item.id.clone(), permalink }),
        pub_date: Some(values::rfc2822(&item.published)),
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

/// RSS allows one enclosure for each item (W3C: `DuplicateEnclosure`). An unknown length is written as 0, as
/// the profile says: without the element no podcast player would find the episode.
fn enclosure(file: &File) -> Enclosure {
    Enclosure {
        url: file.url.clone(),
        length: file.length.unwrap_or(0).to_string(),
        mime_type: file.mime.clone(),
    }
}

/// The target of a link post, named by its host. RSS has no other element for it, although this one is meant
/// for feeds.
fn source(address: &str) -> Option<Source> {
    let url = url::Url::parse(address).ok()?;
    Some(Source { url: address.to_owned(), title: Some(url.host_str()?.to_owned()) })
}

/// Authors by name. The `author` element of RSS requires an e-mail address.
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
    // If it were present and empty, it would declare a namespace that is not used.
    (dublin_core != DublinCoreExtension::default()).then_some(dublin_core)
}

/// Elements of modules for which the crate has no types, by prefix and local name.
fn extensions(item: &Item) -> ExtensionMap {
    let mut extensions = ExtensionMap::new();
    if item.updated > item.published {
        let updated = Element { text: values::rfc3339(&item.updated), ..Element::new("atom:updated", []) };
        extensions.insert("atom".into(), BTreeMap::from([("updated".into(), vec![extension(updated)])]));
    }
    let media = media(item);
    if !media.is_empty() {
        extensions.insert("media".into(), media);
    }
    extensions
}

/// Media RSS elements by local name: the picture, and the enclosures after the first one.
fn media(item: &Item) -> BTreeMap<String, Vec<Extension>> {
    let contents = item.image.iter().chain(item.enclosures.iter().skip(1)).map(media_rss::content);
    let mut found: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    for element in contents.chain(item.image.as_ref().map(media_rss::thumbnail)) {
        found.entry(element.local_name().to_owned()).or_default().push(extension(element));
    }
    found
}

/// An element as the crate's type. An empty text keeps the end tag on the line of the start tag.
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
