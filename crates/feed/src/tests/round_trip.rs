//! Random articles are rendered in all formats and parsed with feed-rs, which must return the same content.

use super::*;
use crate::text::{plain_text, values};
use crate::{FeedFormat, budget, opml};
use feed_rs::model::{self, Text};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Text made of fragments that have broken feeds before, mixed with random characters.
fn hostile_text() -> impl Strategy<Value = String> {
    let known = select(vec![
        "word",
        " ",
        "  ",
        "]]>",
        "<![CDATA[",
        "&",
        "&amp;",
        "&lt;",
        "&#8217;",
        "&T",
        "&;",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "\"",
        "'",
        "\u{0}",
        "\u{8}",
        "\u{85}",
        "\r\n",
        "\r",
        "\n",
        "\t",
        "\u{FDD0}",
        "\u{FFFD}",
        "\u{FFFE}",
        "\u{1F}",
        "\u{9C}",
        "\u{2028}",
        "é",
        "e\u{301}",
        "عربى",
        "\u{202E}",
        "🐟",
        "👩\u{200D}👧",
        "字",
        "%",
        ";",
    ]);
    let pieces = prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-z]{300}"];
    vec(pieces, 0..8).prop_map(|pieces| pieces.concat())
}

/// A text that may be an address.
fn web_address_or_hostile_text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => hostile_text(),
        1 => hostile_text().prop_map(|path| {
            format!("https://other.example/{}", path.replace(|c| !text::is_xml_char(c), ""))
        }),
    ]
}

fn moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    let offset = (-50_400..50_400i32).prop_map(|seconds| FixedOffset::east_opt(seconds / 60 * 60).unwrap());
    (-2_000_000_000..20_000_000_000i64, 0..1_000_000_000u32, offset).prop_map(|(seconds, nanos, offset)| {
        DateTime::from_timestamp(seconds, nanos).unwrap().with_timezone(&offset)
    })
}

fn terms() -> impl Strategy<Value = Vec<Term>> {
    vec(hostile_text(), 0..4).prop_map(|names| {
        let name = |name: &String| Term::named(&plain_text::line(&format!("t{name}")));
        names.iter().filter_map(name).collect()
    })
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    let email = proptest::option::of(prop_oneof![Just("jo@example.org".to_owned()), hostile_text()]);
    // feed-rs takes an '@' in a name for an e-mail address.
    let person = (hostile_text(), email, proptest::option::of(hostile_text()))
        .prop_map(|(name, email, url)| Person { name: format!("p{}", name.replace('@', "")), email, url });
    vec(person, 0..3)
}

fn media() -> impl Strategy<Value = Media> {
    let address = prop_oneof![
        hostile_text(),
        hostile_text().prop_map(|path| format!("{SITE_MARK}{}", path.replace(|c| !text::is_xml_char(c), ""))),
        Just("https://cdn.example/a.mp3?b&c".to_owned()),
    ];
    let numbers = (any::<Option<u64>>(), any::<Option<u32>>(), any::<Option<(u32, u32)>>());
    (address, hostile_text(), numbers, proptest::option::of(hostile_text())).prop_map(
        |(url, mime, (length, duration, size), text)| Media {
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
            length,
            duration,
            alt: text.clone(),
            title: text,
            mime: format!("a/{mime}"),
            ..Media::from_url(url)
        },
    )
}

/// Any article, with an id of its own.
fn entry() -> impl Strategy<Value = Entry> {
    let texts = (
        hostile_text(),
        vec(proptest::option::of(web_address_or_hostile_text()), 7),
        vec(hostile_text(), 0..3),
    );
    let dates = (moment(), moment());
    let lists = (people(), terms(), terms(), vec(media(), 0..4), people());
    (texts, dates, lists, any::<u32>()).prop_map(|((title, given, body), dates, lists, number)| {
        let mut entry = entry_with_body(&body.join("<p>"));
        entry.slug = format!("s{number}");
        entry.id = ArticleId::mint("s", &ContentPath::new(&entry.slug).unwrap(), 0);
        (entry.published, entry.updated) = (dates.0.min(dates.1), dates.0.max(dates.1));
        let article = &mut entry.article;
        article.title = format!("T{title}");
        let mut given = given.into_iter();
        let mut next = || given.next().flatten();
        (article.summary, article.subtitle, article.rights) = (next(), next(), next());
        (article.language, article.external_url, article.canonical_url) = (next(), next(), next());
        (article.authors, article.categories, article.tags) = (lists.0, lists.1, lists.2);
        (article.enclosures, article.contributors) = (lists.3, lists.4);
        article.image = article.enclosures.last().cloned();
        entry
    })
}

fn any_site() -> impl Strategy<Value = SiteSettings> {
    let given = vec(proptest::option::of(hostile_text()), 5);
    (hostile_text(), given, people()).prop_map(|(title, given, mut people)| {
        let mut given = given.into_iter();
        let mut next = || given.next().flatten();
        SiteSettings {
            title,
            description: next(),
            language: next(),
            rights: next(),
            id: next(),
            author: people.pop(),
            ..SiteSettings::default()
        }
    })
}

/// The text that a person sees of HTML without tags.
fn shown(html: &str) -> String {
    let html = html.replace("&#xFFFD;", "\u{FFFD}").replace("&lt;", "<").replace("&gt;", ">");
    html.replace("&amp;", "&")
}

/// The text that a person sees in this format: in RSS a careful feed reader guesses the type, in Atom the
/// type is declared.
fn seen(text: &Text, format: FeedFormat, is_html: bool) -> String {
    let has_reference = ["&lt;", "&gt;", "&amp;", "&#xFFFD;"].iter().any(|part| text.content.contains(part));
    let html = match format {
        FeedFormat::Rss => is_html || has_reference,
        FeedFormat::Atom => text.content_type.to_string() == "text/html",
        FeedFormat::Json => false,
    };
    if html { shown(&text.content) } else { text.content.clone() }
}

/// Checks that the parsed entry has the content of the rendered one.
fn same(read: &model::Entry, entry: &Entry, feed: &Feed, format: FeedFormat) -> Result<(), TestCaseError> {
    let article = &entry.article;
    prop_assert_eq!(&read.id, entry.id.as_str());
    prop_assert_eq!(seen(read.title.as_ref().unwrap(), format, false), plain_text::line(&article.title));
    prop_assert_eq!(read.published, Some(values::moment(&entry.published)));
    prop_assert_eq!(read.updated, Some(values::moment(&entry.updated)));
    prop_assert_eq!(&read.links[0].href, &entry.permalink(&feed.base));
    let alternates = read.links.iter().filter(|link| link.rel.as_deref() == Some("alternate")).count();
    prop_assert_eq!(alternates, usize::from(format == FeedFormat::Atom));
    let body = plain_text::body(entry.body_html(&feed.base));
    let content = read.content.as_ref().and_then(|content| content.body.as_deref());
    match body.trim() {
        "" if format == FeedFormat::Json => prop_assert!(content.is_some()),
        "" => prop_assert_eq!(content, None),
        body => prop_assert_eq!(content.unwrap().trim(), body),
    }
    let summary = seen(read.summary.as_ref().unwrap(), format, true);
    let expected = crate::summary(entry);
    prop_assert_eq!(summary, if expected.is_empty() { plain_text::line(&article.title) } else { expected });
    same_links(read, entry, feed, format)?;
    same_media(read, entry, feed, format)?;
    same_people(read, entry, feed, format)?;
    same_terms(read, entry, format)
}

/// Checks the target of a link post and the address of the original.
fn same_links(
    read: &model::Entry,
    entry: &Entry,
    feed: &Feed,
    format: FeedFormat,
) -> Result<(), TestCaseError> {
    let external = entry.article.external_url.as_deref().and_then(values::uri);
    let canonical = entry.article.canonical_url.as_deref().and_then(values::web_uri);
    let canonical = canonical.filter(|url| *url != entry.permalink(&feed.base));
    let of =
        |rel| read.links.iter().find(|link| link.rel.as_deref() == Some(rel)).map(|link| link.href.clone());
    if format == FeedFormat::Atom {
        prop_assert_eq!(of("related"), external.clone());
        prop_assert_eq!(of("via"), canonical.or(external));
    }
    Ok(())
}

/// Checks the attached files, each with its known attributes.
fn same_media(
    read: &model::Entry,
    entry: &Entry,
    feed: &Feed,
    format: FeedFormat,
) -> Result<(), TestCaseError> {
    let sound = |media: &&Media| values::web_uri(&media.address(&feed.base)).is_some();
    let article = &entry.article;
    if format != FeedFormat::Json {
        let image = article.image.iter().find(sound);
        let contents = read.media.iter().flat_map(|media| &media.content);
        let sized = contents.filter_map(|content| Some((content.width?, content.height?))).next();
        let expected = image.and_then(|image| Some((image.width?, image.height?)));
        let expected = expected.filter(|size| size.0 > 0 && size.1 > 0);
        if expected.is_some() {
            prop_assert_eq!(sized, expected);
        }
    }
    if format == FeedFormat::Atom {
        let written: Vec<_> = article.enclosures.iter().filter(sound).map(|media| media.length).collect();
        let enclosures = read.links.iter().filter(|link| link.rel.as_deref() == Some("enclosure"));
        prop_assert_eq!(enclosures.map(|link| link.length).collect::<Vec<_>>(), written);
    }
    Ok(())
}

fn same_people(
    read: &model::Entry,
    entry: &Entry,
    feed: &Feed,
    format: FeedFormat,
) -> Result<(), TestCaseError> {
    let mut names: Vec<String> =
        entry.article.authors.iter().map(|person| plain_text::line(&person.name)).collect();
    // JSON and RSS as read by feed-rs inherit from the feed; an Atom reader uses the feed's own elements.
    if names.is_empty() && format != FeedFormat::Atom {
        names.extend(feed.site.author.iter().map(|person| plain_text::line(&person.name)));
    }
    if format == FeedFormat::Json {
        // feed-rs drops a second person of the same name.
        let mut once = std::collections::HashSet::new();
        names.retain(|name| once.insert(name.clone()));
    }
    let of = |people: &[model::Person]| -> Vec<String> {
        people.iter().filter_map(|person| person.name.clone()).collect()
    };
    prop_assert_eq!(of(&read.authors), names);
    if format == FeedFormat::Atom {
        let helpers = entry.article.contributors.iter().map(|person| plain_text::line(&person.name));
        prop_assert_eq!(of(&read.contributors), helpers.collect::<Vec<_>>());
    }
    Ok(())
}

fn same_terms(read: &model::Entry, entry: &Entry, format: FeedFormat) -> Result<(), TestCaseError> {
    let mut once = std::collections::HashSet::new();
    let terms = entry.article.categories.iter().chain(&entry.article.tags);
    let names: Vec<String> =
        terms.filter(|term| once.insert(&term.slug)).map(|term| plain_text::line(&term.name)).collect();
    let read: Vec<String> = read
        .categories
        .iter()
        .map(|category| match format {
            FeedFormat::Rss => seen(&text_of(&category.term), format, false),
            _ => category.term.clone(),
        })
        .collect();
    prop_assert_eq!(read, names);
    Ok(())
}

fn text_of(content: &str) -> Text {
    Text { content_type: "text/plain".parse().unwrap(), src: None, content: content.into() }
}

/// Checks that XML is well-formed, namespaces included. quick-xml checks everything but the characters, which
/// are checked here.
fn well_formed(xml: &[u8]) -> Result<(), TestCaseError> {
    use quick_xml::events::Event;
    use quick_xml::name::ResolveResult;
    let text = std::str::from_utf8(xml).unwrap();
    prop_assert!(text.chars().all(|c| text::is_xml_char(c) && c != '\r'), "a forbidden character");
    let mut reader = quick_xml::NsReader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    loop {
        match reader.read_event().map_err(|error| TestCaseError::fail(error.to_string()))? {
            Event::Start(tag) | Event::Empty(tag) => {
                let resolved = reader.resolver().resolve_element(tag.name()).0;
                prop_assert!(!matches!(resolved, ResolveResult::Unknown(_)), "{resolved:?}");
                for attribute in tag.attributes() {
                    let value = attribute.unwrap().value;
                    prop_assert!(!value.contains(&b'<'));
                    let value = std::str::from_utf8(&value).unwrap();
                    prop_assert!(quick_xml::escape::unescape(value).is_ok(), "{value}");
                }
            }
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap();
                prop_assert!(quick_xml::escape::unescape(&format!("&{name};")).is_ok(), "{name}");
            }
            Event::Text(text) => prop_assert!(!text.decode().unwrap().contains("]]>")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn a_reader_gets_the_article_in_every_format(mut entries in vec(entry(), 1..3), site in any_site()) {
        entries.dedup_by(|a, b| a.id == b.id);
        let feed = feed(&site, Selection::Site, "", entries.clone());
        for format in FeedFormat::ALL {
            let bytes = feed.render(format);
            let read = feed_rs::parser::parse(&bytes[..]).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(read.entries.len(), entries.len());
            for (read, entry) in read.entries.iter().zip(&entries) {
                same(read, entry, &feed, format)?;
            }
            prop_assert_eq!(seen(read.title.as_ref().unwrap(), format, false), feed.title.clone());
        }
    }

    #[test]
    fn xml_is_well_formed_and_the_same_each_time(
        entries in vec(entry(), 0..3), site in any_site(), name in hostile_text(), summaries: bool,
    ) {
        let selection = Selection::Term { kind: TermKind::Tag, slug: "slug".into() };
        let text = if summaries { FeedText::Summary } else { FeedText::Full };
        let feed = feed_with(text, &site, selection, &name, entries);
        for format in FeedFormat::ALL {
            let bytes = feed.render(format);
            let bound = budget::upper_bound(&feed);
            prop_assert!(bytes.len() <= bound, "{} has more bytes than its upper bound", format.name());
            prop_assert_eq!(feed_messages(&feed, format), "");
            prop_assert_eq!(bytes, feed.clone().render(format));
        }
        well_formed(&feed.render(FeedFormat::Rss))?;
        well_formed(&feed.render(FeedFormat::Atom))?;
        let term = tidings_model::TermUse {
            kind: TermKind::Author, term: Term { name, slug: "slug".into() }, articles: 1,
        };
        let list = opml(&site, &base(), &[], &[term]);
        well_formed(&list)?;
        prop_assert_eq!(list_messages(&list), "");
    }
}
