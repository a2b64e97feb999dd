//! OPML 2.0 (<http://opml.org/spec2.opml>): the list of all feeds, for subscribing to many at once.

use crate::feed::self_url;
use crate::feed_format::FeedFormat;
use crate::item::Author;
use crate::settings::{CustomFeed, SiteSettings};
use crate::text::plain_text::ambiguous;
use crate::titles::{site_title, title};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io;
use tidings_model::{BaseUrl, Selection, TermKind, TermUse};

/// Renders the list of all feeds: the site's feed, those that the publisher defines, then a group for each
/// kind of term. Each feed is listed once, as RSS, which every feed reader supports: importing the list must
/// not subscribe to everything three times. It has no date, since no clock is available here.
pub fn opml(site: &SiteSettings, base: &BaseUrl, custom: &[CustomFeed], terms: &[TermUse]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    #[expect(clippy::expect_used, reason = "the only errors are the writer's, and a Vec has none")]
    write_opml(&mut writer, site, base, custom, terms).expect("writing to memory");
    let mut xml = writer.into_inner();
    xml.push(b'\n');
    xml
}

type Xml = Writer<Vec<u8>>;

fn write_opml(
    writer: &mut Xml,
    site: &SiteSettings,
    base: &BaseUrl,
    custom: &[CustomFeed],
    terms: &[TermUse],
) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.create_element("opml").with_attribute(("version", "2.0")).write_inner_content(|writer| {
        writer.create_element("head").write_inner_content(|writer| write_head(writer, site))?;
        writer.create_element("body").write_inner_content(|writer| {
            write_outline(writer, site, base, &Selection::Site, "")?;
            custom.iter().try_for_each(|custom| {
                let selection = custom.selection();
                write_outline(writer, site, base, &selection, &custom.title)
            })?;
            TermKind::ALL.into_iter().try_for_each(|kind| write_group(writer, site, base, kind, terms))
        })?;
        Ok(())
    })?;
    Ok(())
}

/// The head has no `docs`, although OPML 2.0 defines it: W3C's validator does not know it
/// (`UndefinedElement`).
fn write_head(writer: &mut Xml, site: &SiteSettings) -> io::Result<()> {
    let owner = site.author.as_ref().and_then(Author::new);
    let elements = [
        ("title", Some(site_title(site))),
        ("ownerName", owner.as_ref().map(|owner| owner.name.clone())),
        ("ownerEmail", owner.and_then(|owner| owner.email)),
    ];
    for (name, text) in elements {
        if let Some(text) = text {
            writer.create_element(name).write_text_content(BytesText::new(&ambiguous(&text)))?;
        }
    }
    Ok(())
}

/// The group of feeds for one kind of term, if there are any.
fn write_group(
    writer: &mut Xml,
    site: &SiteSettings,
    base: &BaseUrl,
    kind: TermKind,
    terms: &[TermUse],
) -> io::Result<()> {
    let mut of_kind = terms.iter().filter(|term| term.kind == kind).peekable();
    if of_kind.peek().is_none() {
        return Ok(());
    }
    let name = match kind {
        TermKind::Category => "Categories",
        TermKind::Tag => "Tags",
        TermKind::Author => "Authors",
        TermKind::Folder => "Folders",
        TermKind::Language => "Languages",
    };
    writer.create_element("outline").with_attribute(("text", name)).write_inner_content(|writer| {
        of_kind.try_for_each(|TermUse { term, .. }| {
            let selection = Selection::Term { kind, slug: term.slug.clone() };
            write_outline(writer, site, base, &selection, &term.name)
        })
    })?;
    Ok(())
}

/// A feed. Outliners show `text`, and feed readers use `title` as the name of the subscription.
fn write_outline(
    writer: &mut Xml,
    site: &SiteSettings,
    base: &BaseUrl,
    selection: &Selection,
    name: &str,
) -> io::Result<()> {
    let title = ambiguous(&title(site, selection, name));
    let (feed, page) = (self_url(base, selection, FeedFormat::Rss), base.join(&selection.directory()));
    let attributes = [
        ("type", "rss"),
        ("text", &title),
        ("title", &title),
        ("xmlUrl", &feed),
        ("htmlUrl", &page),
        ("version", "RSS2"),
    ];
    writer.create_element("outline").with_attributes(attributes).write_empty()?;
    Ok(())
}
