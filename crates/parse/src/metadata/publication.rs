//! Decides from the front matter whether the article is held back, embargoed or in no feed.

use super::front_matter::{COMPUTED_DATES, FrontMatterEntry, Metadata};
use super::publication_keys::{KEYS, PublicationKey};
use super::{keys, values};
use crate::dates;
use crate::settings::{ParseSettings, StatusKey};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use tidings_model::Problem;

/// Words of a state, as [`state_word`] returns them, that make the article a draft.
#[rustfmt::skip]
pub(super) const DRAFT_STATES: [&str; 60] = [
    // `sent` is Ghost's word for a post that was only sent to subscribers by e-mail.
    "auto-draft", "confidential", "deleted", "draft", "drafts", "embargo", "embargoed", "hidden", "inactive",
    "inherit", "not-published", "pending", "pending-review", "private", "secret", "sent", "skip", "trash",
    "unlisted", "unpublished", "wip", "entwurf", "brouillon", "borrador", "rascunho", "черновик", "草稿", "下書き",
    "in-review", "needs-review", "not-ready", "review", "unfinished", "awaiting-approval", "awaiting-review",
    "bozza", "concept", "disabled", "idea", "invisible", "kladde", "luonnos", "none", "offline", "on-hold",
    "outline", "pending-approval", "ready-for-review", "rejected", "submitted", "szkic", "taslak",
    "to-be-published", "under-review", "unreleased", "utkast", "чернетка", "approved", "ready", "to-review",
];

/// Words of a state of articles that are public, or will be at their date.
const PUBLISHED_STATES: [&str; 10] = [
    "published",
    "publish",
    "public",
    "live",
    "scheduled",
    "future",
    "visible",
    "active",
    "published-date",
    "featured",
];

/// Words that restrict the readers of an article, besides those of [`DRAFT_STATES`].
#[rustfmt::skip]
const RESTRICTED: [&str; 45] = [
    "authenticated", "company", "customers", "employees", "family", "followers", "founding", "friends",
    "internal", "invite-only", "just-me", "limited", "logged-in", "login", "me", "member", "members",
    "members-only", "no", "no-one", "nobody", "none", "off", "only-founding", "only-me", "only-paid", "paid",
    "password", "password-protected", "patrons", "paying", "premium", "protected", "registered",
    "registered-users", "restricted", "self", "staff", "subscriber", "subscribers", "subscribers-only",
    "supporters", "team", "tiers", "vip",
];

/// Tags and categories, in lower case, by which Nikola, Obsidian and others hold an article back.
const DRAFT_TAGS: [&str; 19] = [
    "draft",
    "wip",
    "work in progress",
    "drafts",
    "private",
    "unpublished",
    "noexport",
    "no-publish",
    "nopublish",
    "do-not-publish",
    "entwurf",
    "entwürfe",
    "brouillon",
    "borrador",
    "bozza",
    "rascunho",
    "черновик",
    "草稿",
    "下書き",
];

/// Words of tags and categories beside which the tag `Draft` is about the choice of players.
const SPORTS: [&str; 14] = [
    "sport",
    "sports",
    "nfl",
    "nba",
    "nhl",
    "mlb",
    "mls",
    "wnba",
    "afl",
    "football",
    "basketball",
    "hockey",
    "baseball",
    "fantasy",
];

/// What the front matter says about the publication of the article.
#[derive(Debug, Default)]
pub(crate) struct Publication {
    /// Why the article is a draft; `None` if it is none.
    pub(crate) held_back: Option<HeldBack>,
    /// The author states that the article is to be published, so that its file name decides nothing.
    pub(crate) is_confirmed: bool,
    /// The moment before which the article is not public.
    pub(crate) embargo: Option<DateTime<FixedOffset>>,
    /// The key that keeps the article out of the feeds, and its line.
    pub(crate) excluded_from_feeds: Option<(String, u32)>,
}

/// Why an article is a draft.
#[derive(Debug)]
pub(crate) struct HeldBack {
    /// Completes the sentence "not published: …".
    pub(crate) reason: String,
    /// How to publish it: one sentence without a full stop.
    pub(crate) remedy: String,
    pub(crate) line: Option<u32>,
}

impl Publication {
    /// Holds the article back. The first reason is reported.
    pub(crate) fn hold_back(&mut self, why: HeldBack) {
        self.held_back.get_or_insert(why);
    }

    fn hold_back_for(&mut self, entry: &FrontMatterEntry, value: &str, remedy: &str) {
        let (reason, line) = (format!("{}: {value}", entry.key), Some(entry.line));
        self.hold_back(HeldBack { reason, remedy: remedy.to_owned(), line });
    }
}

/// Reads the keys of [`KEYS`]. The dates and tags of `found` are known already.
pub(super) fn read(entries: &[FrontMatterEntry], settings: &ParseSettings, found: &mut Metadata) {
    let is_specification =
        entries.iter().any(|entry| keys::SPECIFICATION_KEYS.contains(&entry.name.as_str()));
    let mut reader = Reader { settings, is_specification, found };
    for entry in entries.iter().rev() {
        let meanings = KEYS.iter().filter(|(name, _)| *name == entry.name);
        for (_, meaning) in meanings {
            reader.apply(*meaning, entry);
        }
    }
    reader.apply_tags(entries);
}

struct Reader<'s, 'f> {
    settings: &'s ParseSettings,
    /// The document is a specification, in which `status` is its progress.
    is_specification: bool,
    found: &'f mut Metadata,
}

impl Reader<'_, '_> {
    fn apply(&mut self, meaning: PublicationKey, entry: &FrontMatterEntry) {
        let truth = values::boolean(entry.value);
        let publication = &mut self.found.publication;
        match meaning {
            PublicationKey::Draft => self.draft(entry),
            PublicationKey::Hidden if truth == Some(true) => {
                publication.hold_back_for(entry, "true", "Remove the key to publish the article");
            }
            PublicationKey::Published | PublicationKey::Visible => self.published(meaning, entry),
            PublicationKey::State => self.state(entry),
            PublicationKey::Access => self.access(entry),
            PublicationKey::Password => self.password(entry),
            PublicationKey::NotInFeeds if truth == Some(true) => self.exclude_from_feeds(entry),
            PublicationKey::InFeeds if truth == Some(false) => self.exclude_from_feeds(entry),
            PublicationKey::InFeeds if is_word(entry.value, &["never", "none", "exclude", "hidden"]) => {
                self.exclude_from_feeds(entry);
            }
            PublicationKey::Address if truth == Some(false) => {
                publication.hold_back_for(entry, "false", "Remove the key to publish the article");
            }
            PublicationKey::Embargo | PublicationKey::Release => self.embargo(meaning, entry),
            PublicationKey::ProductRelease => self.report_release(entry),
            PublicationKey::Hidden
            | PublicationKey::NotInFeeds
            | PublicationKey::InFeeds
            | PublicationKey::Address => {}
        }
    }

    fn draft(&mut self, entry: &FrontMatterEntry) {
        let publication = &mut self.found.publication;
        match values::boolean(entry.value) {
            Some(true) => publication.hold_back_for(entry, "true", "To publish the article, write false"),
            Some(false) => publication.is_confirmed |= ["draft", "isdraft"].contains(&entry.name.as_str()),
            None if entry.value.is_null() => {}
            // `draft: {production: true}`: a value for each environment, of which Tidings knows none.
            None if entry.value.is_object() && !has_true(entry.value) => {}
            None => {
                let message = format!("'{}' is neither true nor false; it is treated as true", entry.key);
                let problem = Problem::warning(message, "Write true or false").at(entry.line, None);
                self.found.problems.push(problem);
                let text = values::text(entry.value).unwrap_or_else(|| entry.value.to_string());
                self.found.publication.hold_back_for(entry, &text, "To publish the article, write false");
            }
        }
    }

    fn published(&mut self, meaning: PublicationKey, entry: &FrontMatterEntry) {
        let publication = &mut self.found.publication;
        match values::boolean(entry.value) {
            Some(true) => publication.is_confirmed |= meaning == PublicationKey::Published,
            Some(false) => publication.hold_back_for(entry, "false", "To publish the article, write true"),
            None => {
                // Hugo's `build.list` has the value `never` as well.
                let word = state_word(entry.value).unwrap_or_default();
                if word == "never" || DRAFT_STATES.contains(&word.as_str()) {
                    publication.hold_back_for(entry, &word, "To publish the article, write true");
                }
            }
        }
    }

    /// Applies `status`: `status: draft` makes the article a draft, unless the site uses the key for
    /// something else. If another interpretation was possible, a note reports the one that was chosen.
    fn state(&mut self, entry: &FrontMatterEntry) {
        let Some(word) = state_word(entry.value) else { return };
        let written = values::text(entry.value).unwrap_or_default();
        let is_draft = DRAFT_STATES.contains(&word.as_str());
        let is_published = PUBLISHED_STATES.contains(&word.as_str());
        let is_status = entry.name.ends_with("status");
        let note = match (self.settings.status, self.is_specification) {
            (StatusKey::Ignore, _) => None,
            (StatusKey::Publication, _) | (StatusKey::Auto, false) => {
                if is_draft {
                    let remedy = "To publish the article, write published";
                    self.found.publication.hold_back_for(entry, &written, remedy);
                } else if ["scheduled", "future"].contains(&word.as_str()) && self.is_undated() {
                    let remedy = "Give the date of publication, or write published";
                    self.found.publication.hold_back_for(
                        entry,
                        &format!("{written}, without a date"),
                        remedy,
                    );
                } else if is_published {
                    self.found.publication.is_confirmed = true;
                }
                let message =
                    format!("'{}: {written}' is not a known publication state and has no effect", entry.key);
                (is_status && !is_draft && !is_published)
                    .then_some((message, "To keep the article unpublished, write draft or draft: true"))
            }
            (StatusKey::Auto, true) => {
                let message = format!(
                    "'{}: {written}' is interpreted as the progress of a specification, not as a draft",
                    entry.key
                );
                is_draft
                    .then_some((message, "If the article is a draft, set content.status = \"publication\""))
            }
        };
        let note = note
            .map(|(message, remedy)| Problem::note(message, remedy).at(entry.line, None).once_per_folder());
        self.found.problems.extend(note);
    }

    fn is_undated(&self) -> bool {
        self.found.published.is_none() && self.found.publication.embargo.is_none()
    }

    fn access(&mut self, entry: &FrontMatterEntry) {
        let remedy = "To publish the article, write public or remove the key";
        // Grav requires a login for `access: {site.login: true}`.
        let requires_login = entry.name == "access"
            && entry
                .value
                .as_object()
                .is_some_and(|table| table.values().any(|value| value == &Value::Bool(true)));
        if requires_login {
            return self.found.publication.hold_back_for(entry, "a login is required", remedy);
        }
        if entry.name.ends_with("visibility") && values::boolean(entry.value) == Some(false) {
            return self.found.publication.hold_back_for(entry, "false", remedy);
        }
        let Some(word) = state_word(entry.value) else { return };
        if DRAFT_STATES.contains(&word.as_str()) || RESTRICTED.contains(&word.as_str()) {
            let written = values::text(entry.value).unwrap_or_default();
            self.found.publication.hold_back_for(entry, &written, remedy);
        }
    }

    /// A password is never repeated in a message.
    fn password(&mut self, entry: &FrontMatterEntry) {
        let is_set = match entry.value {
            Value::Null => false,
            Value::Array(items) => !items.is_empty(),
            Value::Object(table) => !table.is_empty(),
            value => values::text(value).is_some() && values::boolean(value) != Some(false),
        };
        let names_nothing = is_word(entry.value, &["none", "null", "nil", "no", "off", "n/a", "unset", ""]);
        if is_set && !names_nothing {
            let remedy = "Tidings cannot ask readers for a password; remove the key to publish the article for everyone";
            let (reason, line) = (format!("'{}' protects it", entry.key), Some(entry.line));
            // It wins over other reasons, because `draft: false` does not publish the article.
            self.found.publication.held_back = Some(HeldBack { reason, remedy: remedy.to_owned(), line });
        }
    }

    fn exclude_from_feeds(&mut self, entry: &FrontMatterEntry) {
        let value = values::text(entry.value).unwrap_or_default();
        self.found
            .publication
            .excluded_from_feeds
            .get_or_insert((format!("{}: {value}", entry.key), entry.line));
    }

    /// Reads the end of an embargo. It counts if it is later than the date of the article.
    fn embargo(&mut self, meaning: PublicationKey, entry: &FrontMatterEntry) {
        let is_embargo = meaning == PublicationKey::Embargo;
        let truth = values::boolean(entry.value);
        if truth.is_some() || values::text(entry.value).is_none() {
            if is_embargo && truth == Some(true) {
                self.found.publication.hold_back_for(
                    entry,
                    "true",
                    "Write the date on which the embargo ends",
                );
            }
            return;
        }
        let text = values::text(entry.value).unwrap_or_default();
        let moment = values::unix_time(entry.value).or_else(|| self.parse_embargo(&text));
        match moment {
            Some(moment) => {
                let latest = self.found.publication.embargo.map_or(moment, |known| known.max(moment));
                self.found.publication.embargo = Some(latest);
            }
            None if is_embargo => {
                self.found.publication.hold_back_for(
                    entry,
                    &text,
                    "Write the date as 2026-03-04 or 2026-03-04T05:06:07Z",
                );
            }
            None => {}
        }
    }

    /// Reports a date in the future that may be meant as an embargo.
    fn report_release(&mut self, entry: &FrontMatterEntry) {
        let text = values::text(entry.value).unwrap_or_default();
        let released = self.parse_embargo(&text);
        if released.is_some_and(|released| self.found.published.is_some_and(|published| released > published))
        {
            let message = format!("'{}: {text}' does not hold the article back", entry.key);
            let remedy = "If the article is not public before that date, name the key publishDate";
            self.found.problems.push(Problem::note(message, remedy).at(entry.line, None).once_per_folder());
        }
    }

    fn parse_embargo(&self, text: &str) -> Option<DateTime<FixedOffset>> {
        let is_computed = COMPUTED_DATES.contains(&text.to_lowercase().replace('-', " ").as_str());
        if is_computed || dates::is_placeholder_date(text) {
            return None;
        }
        dates::parse_date(text, self.settings).ok()
    }

    /// Nikola holds back a post that has the tag `draft` or `private`; people write categories in the same way.
    fn apply_tags(&mut self, entries: &[FrontMatterEntry]) {
        if self.found.publication.is_confirmed {
            return;
        }
        let names = || self.found.tags.iter().chain(&self.found.categories);
        let is_sport = || {
            names().any(|name| {
                name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| SPORTS.contains(&word))
            })
        };
        let found = names().find(|name| {
            let lower = name.to_lowercase();
            // Sports news write `Draft` with a capital letter.
            DRAFT_TAGS.contains(&lower.as_str()) && (**name == lower || !is_sport())
        });
        let Some(name) = found.cloned() else { return };
        let kind = if self.found.tags.contains(&name) { "tag" } else { "category" };
        let is_key = |entry: &&FrontMatterEntry| {
            if kind == "tag" { entry.name.ends_with("tags") } else { entry.name.contains("categor") }
        };
        let line = entries.iter().find(is_key).map(|entry| entry.line);
        self.found.publication.hold_back(HeldBack {
            reason: format!("it has the {kind} '{name}'"),
            remedy: format!("To publish the article, remove the {kind} or write draft: false"),
            line,
        });
    }
}

/// A state in lower case, with hyphens between its words; only a string is one.
fn state_word(value: &Value) -> Option<String> {
    let text = values::text(value).filter(|_| value.is_string() || value.is_array())?;
    // `📝 Draft`.
    let word = text.trim_matches(|c: char| !c.is_alphanumeric());
    Some(word.to_lowercase().replace(['_', ' '], "-"))
}

fn has_true(value: &Value) -> bool {
    value.as_object().is_some_and(|table| table.values().any(|value| values::boolean(value) == Some(true)))
}

fn is_word(value: &Value, words: &[&str]) -> bool {
    state_word(value).is_some_and(|word| words.contains(&word.as_str()))
}
