//! The settings of feeds as text, whose hash the state folder stores (`served-since`).
//!
//! The text is stable across versions with the same feeds: a changed text gives every feed a new
//! `Last-Modified` once. Its layout is that of Rust's `Debug` for the settings structs of version 0.1.0. The
//! functions below destructure every struct, so a new field does not compile until it is added here. Append a
//! field only if its value is not the default, and existing sites keep their text.

use super::Renderer;
use std::fmt::Debug;
use tidings_feed::{CustomFeed, FeedSettings, FeedText, SiteSettings};
use tidings_model::{BaseUrl, FeedRule, Person};

/// The version that introduced the present form of the feeds. Raise it when the same settings and articles
/// give other feeds.
const FEEDS_OF_VERSION: &str = "0.1.0";

pub(super) fn of_renderer(renderer: &Renderer) -> String {
    let Renderer { site, feeds, custom, base, http: _, reader: _, items: _ } = renderer;
    text(site, feeds, custom, base)
}

fn text(site: &SiteSettings, feeds: &FeedSettings, custom: &[CustomFeed], base: &BaseUrl) -> String {
    let custom: Vec<String> = custom.iter().map(custom_feed).collect();
    format!(
        "{FEEDS_OF_VERSION} {} {} [{}] {base}",
        site_settings(site),
        feed_settings(feeds),
        custom.join(", ")
    )
}

fn site_settings(settings: &SiteSettings) -> String {
    let SiteSettings {
        title,
        description,
        base_url,
        language,
        author,
        timezone,
        rights,
        webmaster,
        icon,
        logo,
        id,
    } = settings;
    let author = author.as_ref().map(person);
    record(
        "Site",
        &[
            ("title", debug(title)),
            ("description", debug(description)),
            ("base_url", option(base_url.as_ref().map(base))),
            ("language", debug(language)),
            ("author", option(author)),
            ("timezone", debug(timezone)),
            ("rights", debug(rights)),
            ("webmaster", debug(webmaster)),
            ("icon", debug(icon)),
            ("logo", debug(logo)),
            ("id", debug(id)),
        ],
    )
}

fn feed_settings(settings: &FeedSettings) -> String {
    let FeedSettings { entries, bytes, text, hubs } = settings;
    record(
        "Feeds",
        &[
            ("entries", debug(entries)),
            ("bytes", debug(bytes)),
            ("text", feed_text(*text).to_owned()),
            ("hubs", debug(hubs)),
            // Version 0.1.0 had the limit of bulk changes here; it does not change feeds.
            ("flood", "Publish".to_owned()),
            ("flood_limit", "None".to_owned()),
        ],
    )
}

fn custom_feed(feed: &CustomFeed) -> String {
    let CustomFeed { path, title, description, rule, text, limit } = feed;
    record(
        "CustomFeed",
        &[
            ("path", debug(path)),
            ("title", debug(title)),
            ("description", debug(description)),
            ("rule", feed_rule(rule)),
            ("text", option(text.map(|text| feed_text(text).to_owned()))),
            ("limit", debug(limit)),
        ],
    )
}

fn feed_rule(rule: &FeedRule) -> String {
    let FeedRule { any, all, none, authors, folders, languages } = rule;
    record(
        "FeedRule",
        &[
            ("any", debug(any)),
            ("all", debug(all)),
            ("none", debug(none)),
            ("authors", debug(authors)),
            ("folders", debug(folders)),
            ("languages", debug(languages)),
        ],
    )
}

fn person(person: &Person) -> String {
    let Person { name, email, url } = person;
    record("Person", &[("name", debug(name)), ("email", debug(email)), ("url", debug(url))])
}

fn base(base: &BaseUrl) -> String {
    let url = url::Url::parse(&base.to_string());
    // The URL was parsed before, so this does not fail.
    format!("BaseUrl({})", url.map_or_else(|_| base.to_string(), |url| debug(&url)))
}

fn feed_text(text: FeedText) -> &'static str {
    match text {
        FeedText::Full => "Full",
        FeedText::Summary => "Summary",
    }
}

/// `Name { field: value, … }`.
fn record(name: &str, fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    format!("{name} {{ {} }}", fields.join(", "))
}

fn option(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
}

/// Only for values of the standard library and of other crates, whose layout no refactoring changes.
fn debug(value: &(impl Debug + ?Sized)) -> String {
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash that version 0.1.0 stored for these settings.
    const HASH_OF_0_1_0: &str = "fd634a0518059afd48e88e890ccbe446";

    fn given(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn the_text_is_that_of_version_0_1_0() {
        let base = BaseUrl::parse("https://example.org/news/").unwrap();
        let site = SiteSettings {
            title: "A \"Site\"".to_owned(),
            description: given("What it is about"),
            base_url: Some(base.clone()),
            language: given("en-GB"),
            author: Some(Person {
                name: "Ada Lovelace".to_owned(),
                email: given("ada@example.org"),
                url: given("https://example.org/ada"),
            }),
            timezone: chrono_tz::Europe::Berlin,
            rights: given("CC0"),
            webmaster: given("web@example.org"),
            icon: given("icon.png"),
            logo: given("logo.png"),
            id: given("example.org"),
        };
        let feeds = FeedSettings {
            entries: 7,
            text: FeedText::Summary,
            hubs: vec!["https://hub.example/".to_owned()],
            ..FeedSettings::default()
        };
        let rule = FeedRule {
            any: vec!["rust".to_owned()],
            none: vec!["old".to_owned()],
            authors: vec!["ada-lovelace".to_owned()],
            ..FeedRule::default()
        };
        let custom = CustomFeed {
            path: "rust-news".to_owned(),
            title: "Rust".to_owned(),
            description: given("All of it"),
            rule,
            text: Some(FeedText::Full),
            limit: Some(3),
        };
        let text = text(&site, &feeds, &[custom], &base);
        let expected = concat!(
            r#"0.1.0 Site { title: "A \"Site\"", description: Some("What it is about"), "#,
            r#"base_url: Some(BaseUrl(Url { scheme: "https", cannot_be_a_base: false, username: "", password: None, "#,
            r#"host: Some(Domain("example.org")), port: None, path: "/news/", query: None, fragment: None })), "#,
            r#"language: Some("en-GB"), author: Some(Person { name: "Ada Lovelace", "#,
            r#"email: Some("ada@example.org"), url: Some("https://example.org/ada") }), timezone: Europe/Berlin, "#,
            r#"rights: Some("CC0"), webmaster: Some("web@example.org"), icon: Some("icon.png"), "#,
            r#"logo: Some("logo.png"), id: Some("example.org") } "#,
            r#"Feeds { entries: 7, bytes: 524288, text: Summary, hubs: ["https://hub.example/"], flood: Publish, "#,
            r#"flood_limit: None } [CustomFeed { path: "rust-news", title: "Rust", description: Some("All of it"), "#,
            r#"rule: FeedRule { any: ["rust"], all: [], none: ["old"], authors: ["ada-lovelace"], folders: [], "#,
            r#"languages: [] }, text: Some(Full), limit: Some(3) }] https://example.org/news/"#,
        );
        assert_eq!(text, expected);
        assert_eq!(blake3::hash(text.as_bytes()).to_hex()[..32], *HASH_OF_0_1_0);
    }
}
