//! HTML pages for people: the articles, and how to subscribe.
//!
//! The pages contain no script and no current time, and load nothing from other sites unless an article does.
//! Links between pages are paths, so that they work under any host name; addresses to copy are full URLs.

mod article;
mod about_feed;
mod cut;
mod layout;
mod listing;
mod message;
mod terms;

pub(super) use about_feed::about_feed;
pub use article::MAX_BODY;
pub(super) use article::article;
pub(super) use listing::{front, term};
pub(super) use message::message;
pub(super) use terms::terms;

use chrono::{DateTime, FixedOffset};
use tidings_feed::FeedFormat;
use tidings_feed::{CustomFeed, SiteSettings};
use tidings_model::{BaseUrl, Selection, Term, TermKind};

/// The pages' style sheet.
pub(super) const STYLE: &str = include_str!("style.css");

/// The settings that every page uses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// The site's settings.
    pub(super) site: &'a SiteSettings,
    /// The URL of the site.
    pub(super) base: &'a BaseUrl,
    /// The feeds that the publisher defines.
    pub(super) custom: &'a [CustomFeed],
}

/// A link with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Link {
    text: String,
    href: String,
}

/// A time for people and for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Moment {
    /// RFC 3339.
    machine: String,
    /// `4 March 2026`.
    readable: String,
}

/// A feed in a list of feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FeedLink {
    title: String,
    format: FeedFormat,
    href: String,
}

impl Frame<'_> {
    /// The site's name, never empty.
    fn site_title(&self) -> String {
        tidings_feed::title(self.site, &Selection::Site, "")
    }

    /// The path of an address below the base.
    fn path(&self, below: &str) -> String {
        format!("{}{below}", self.base.path())
    }

    /// A link to the page of a term.
    fn term(&self, kind: TermKind, term: &Term) -> Link {
        let selection = Selection::Term { kind, slug: term.slug.clone() };
        Link { text: term.name.clone(), href: self.path(&selection.directory()) }
    }

    /// The site's feeds, and those that the publisher defines.
    fn all_feeds(&self) -> Vec<FeedLink> {
        let custom = self.custom.iter().flat_map(|custom| self.feeds(&custom.selection(), &custom.title));
        self.feeds(&Selection::Site, "").into_iter().chain(custom).collect()
    }

    /// The feeds of a selection. Their titles differ, so that people can tell them apart in their readers.
    fn feeds(&self, selection: &Selection, name: &str) -> Vec<FeedLink> {
        let title = match selection {
            Selection::Site => format!("{}: all articles", self.site_title()),
            Selection::Term { .. } | Selection::Custom { .. } => {
                tidings_feed::title(self.site, selection, name)
            }
        };
        let link = |format: FeedFormat| FeedLink {
            title: format!("{title} ({})", format.name()),
            format,
            href: self.base.join(&(selection.directory() + format.file_name())),
        };
        FeedFormat::ALL.map(link).into()
    }
}

impl Moment {
    fn at(moment: DateTime<FixedOffset>) -> Self {
        Self { machine: moment.to_rfc3339(), readable: moment.format("%-d %B %Y").to_string() }
    }
}

#[cfg(test)]
mod tests;
