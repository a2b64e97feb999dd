//! Reads the fields of a document's front matter into [`Metadata`].

use super::{key_typos, keys, path_hints, values};
use crate::dates;
use crate::document::{Document, Field, Syntax};
use crate::metadata::keys::KeyMeaning;
use crate::metadata::values::Separators;
use crate::output::{language, plain};
use crate::settings::ParseSettings;
use crate::settings::StatusKey;
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use tidings_model::{Media, Person, Problem, language_tag};

/// Words that stand for a date which is not in the document.
const COMPUTED_DATES: [&str; 6] =
    ["created", "last modified", "git created", "git last modified", "today", "now"];

/// Words of `status` that hold an article back.
const DRAFT_STATES: [&str; 8] =
    ["draft", "hidden", "pending", "private", "skip", "trash", "unpublished", "wip"];

/// Words of `status` by which an article is public, or will be at its date.
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

/// Front matter, read. Absent is what it does not say.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) published: Option<DateTime<FixedOffset>>,
    pub(crate) updated: Option<DateTime<FixedOffset>>,
    pub(crate) expires: Option<DateTime<FixedOffset>>,
    pub(crate) draft: bool,
    pub(crate) explicit_id: Option<String>,
    pub(crate) slug: Option<String>,
    pub(crate) authors: Vec<Person>,
    pub(crate) contributors: Vec<Person>,
    pub(crate) categories: Vec<String>,
    pub(crate) tags: Vec<String>,
    /// Its address is as written.
    pub(crate) image: Option<Media>,
    pub(crate) image_alt: Option<String>,
    /// Their addresses are as written.
    pub(crate) enclosures: Vec<Media>,
    pub(crate) rights: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) external_url: Option<String>,
    /// As written: paths or whole addresses.
    pub(crate) aliases: Vec<String>,
    pub(crate) canonical_url: Option<String>,
    /// The page only leads to another.
    pub(crate) is_redirect: bool,
    /// Errors among them mean that the article is to be held.
    pub(crate) problems: Vec<Problem>,
}

/// Reads the front matter of a document.
pub(crate) fn read_front_matter(document: &Document, settings: &ParseSettings) -> Metadata {
    let entries = flatten(&document.front_matter);
    let mut reader = FrontMatterReader {
        settings,
        syntax: document.syntax,
        has_jekyll_lists: document.syntax == Some(Syntax::Yaml) && has_jekyll_lists(document, &entries),
        is_ablog: entries.iter().any(|entry| entry.name == "blogpost"),
        is_specification: entries.iter().any(|entry| keys::SPECIFICATION_KEYS.contains(&entry.name.as_str())),
        found: Metadata::default(),
        date_in_path: None,
        unreadable_dates: Vec::new(),
    };
    for (name, meaning) in keys::KEYS {
        if let Some(entry) = entries.iter().rev().find(|entry| entry.name == *name) {
            reader.apply(*meaning, entry);
        }
    }
    let mut found = reader.finish();
    found.problems.extend(key_typos::duplicate_keys(&document.front_matter));
    found.problems.extend(key_typos::misspelt_keys(&document.front_matter));
    found
}

/// A key, also one of a nested table, as it is looked up.
struct FrontMatterEntry<'d> {
    /// Lower case, without `-`, `_` and spaces; `taxonomies.tags` for a nested one.
    name: String,
    /// As written.
    key: &'d str,
    value: &'d Value,
    line: u32,
}

fn flatten(fields: &[Field]) -> Vec<FrontMatterEntry<'_>> {
    let mut entries = Vec::new();
    for field in fields {
        let name = keys::normalize(&field.key);
        if let (true, Value::Object(inner)) = (keys::TABLES.contains(&name.as_str()), &field.value) {
            entries.extend(inner.iter().map(|(key, value)| FrontMatterEntry {
                name: format!("{name}.{}", keys::normalize(key)),
                key,
                value,
                line: field.line,
            }));
        }
        entries.push(FrontMatterEntry { name, key: &field.key, value: &field.value, line: field.line });
    }
    entries
}

struct FrontMatterReader<'s> {
    settings: &'s ParseSettings,
    syntax: Option<Syntax>,
    /// Lists of terms are Jekyll's.
    has_jekyll_lists: bool,
    /// One string may name several authors, as ABlog has it.
    is_ablog: bool,
    /// `status` says how far a matter is.
    is_specification: bool,
    found: Metadata,
    date_in_path: Option<DateTime<FixedOffset>>,
    unreadable_dates: Vec<Problem>,
}

impl FrontMatterReader<'_> {
    /// Takes what one key says, unless an earlier row of the table has said it.
    fn apply(&mut self, meaning: KeyMeaning, entry: &FrontMatterEntry) {
        let found = &mut self.found;
        match meaning {
            KeyMeaning::Title => set_if_none(&mut found.title, || inline(entry.value)),
            KeyMeaning::Subtitle => set_if_none(&mut found.subtitle, || inline(entry.value)),
            KeyMeaning::Summary => set_if_none(&mut found.summary, || prose(entry.value)),
            KeyMeaning::Rights => set_if_none(&mut found.rights, || rights(entry.value)),
            KeyMeaning::Id => set_if_none(&mut found.explicit_id, || values::text(entry.value)),
            KeyMeaning::ImageAlt => set_if_none(&mut found.image_alt, || inline(entry.value)),
            KeyMeaning::Image => {
                set_if_none(&mut found.image, || values::media(entry.value).into_iter().next())
            }
            KeyMeaning::ExternalUrl => set_if_none(&mut found.external_url, || web_address(entry.value)),
            KeyMeaning::Redirect => found.is_redirect |= values::text(entry.value).is_some(),
            KeyMeaning::Authors => set_if_empty(&mut found.authors, || {
                let is_plural = self.is_ablog || entry.key.to_lowercase().ends_with("authors");
                values::people(entry.value, is_plural, self.syntax)
            }),
            KeyMeaning::Contributors => set_if_empty(&mut found.contributors, || {
                values::people(entry.value, entry.key.to_lowercase().ends_with('s'), self.syntax)
            }),
            // Jekyll takes `category` and `categories` together.
            KeyMeaning::Categories if self.has_jekyll_lists => {
                let more = names(entry, true);
                found.categories.extend(more);
            }
            KeyMeaning::Categories => set_if_empty(&mut found.categories, || names(entry, false)),
            KeyMeaning::Tags => set_if_empty(&mut found.tags, || names(entry, self.has_jekyll_lists)),
            KeyMeaning::Aliases => set_if_empty(&mut found.aliases, || addresses(entry.value)),
            KeyMeaning::CanonicalUrl => set_if_none(&mut found.canonical_url, || web_address(entry.value)),
            KeyMeaning::Enclosures => set_if_empty(&mut found.enclosures, || values::media(entry.value)),
            KeyMeaning::Language => self.language(entry),
            KeyMeaning::Slug => self.slug(entry),
            KeyMeaning::Draft => self.draft(entry),
            KeyMeaning::NotDraft => {
                // Hugo's `build.render` is also a word.
                let never = values::text(entry.value).is_some_and(|text| text == "never");
                found.draft |= never || values::boolean(entry.value) == Some(false);
            }
            KeyMeaning::State => self.publication_state(entry),
            KeyMeaning::Published | KeyMeaning::Updated | KeyMeaning::Expires => self.date(meaning, entry),
        }
    }

    fn date(&mut self, meaning: KeyMeaning, entry: &FrontMatterEntry) {
        // `published: true` is no date, and an empty key says nothing.
        let Some(text) = values::text(entry.value).filter(|_| !entry.value.is_boolean()) else { return };
        if meaning == KeyMeaning::Published && values::boolean(entry.value).is_some() {
            return;
        }
        let slot = match meaning {
            KeyMeaning::Updated => &mut self.found.updated,
            KeyMeaning::Expires => &mut self.found.expires,
            _ => &mut self.found.published,
        };
        if slot.is_some() {
            return;
        }
        let error = match values::unix_time(entry.value) {
            Some(moment) => {
                *slot = Some(moment);
                return;
            }
            // The dates of a file, which the generator looks up (Eleventy), and those of its run (Quarto).
            None if COMPUTED_DATES.contains(&text.to_lowercase().replace('-', " ").as_str()) => return,
            None if dates::is_placeholder_date(&text) => return,
            None => match dates::parse_date(&text, self.settings) {
                Ok(moment) => {
                    *slot = Some(moment);
                    return;
                }
                // As JavaScript's generators read it.
                Err(error @ dates::DateError::Incomplete(_, first)) => {
                    *slot = dates::parse_date(&first.to_string(), self.settings).ok();
                    let message = format!("The date in '{}' is read as {first}: {error}", entry.key);
                    let problem =
                        Problem::warning(message, format!("Write {first}, or the day that is meant"));
                    self.found.problems.push(problem.at(entry.line, None));
                    return;
                }
                Err(error) => error,
            },
        };
        let message = format!("The date in '{}' can't be read: {error}", entry.key);
        let problem =
            Problem::error(message, "Write it as 2026-03-04 or 2026-03-04T05:06:07Z").at(entry.line, None);
        match meaning {
            KeyMeaning::Published => self.unreadable_dates.push(problem),
            // Nobody is misled by a missing date of change; by one of expiry, everybody.
            KeyMeaning::Updated => self.found.problems.push(as_warning(problem)),
            _ => self.found.problems.push(problem),
        }
    }

    fn draft(&mut self, entry: &FrontMatterEntry) {
        match values::boolean(entry.value) {
            Some(draft) => self.found.draft |= draft,
            None if values::text(entry.value).is_none() => {}
            None => {
                let message = format!("'{}' is neither true nor false; taken for true", entry.key);
                let problem = Problem::warning(message, "Write true or false").at(entry.line, None);
                self.found.problems.push(problem);
                self.found.draft = true;
            }
        }
    }

    /// `status: draft` holds an article back, unless the folder uses the key for something else. How it was read is told
    /// where another reading was possible.
    fn publication_state(&mut self, entry: &FrontMatterEntry) {
        let Some(state) = values::text(entry.value).filter(|_| entry.value.is_string()) else { return };
        let held = DRAFT_STATES.contains(&state.to_lowercase().as_str());
        let known = held || PUBLISHED_STATES.contains(&state.to_lowercase().as_str());
        let note = match (self.settings.status, self.is_specification) {
            (StatusKey::Ignore, _) => None,
            (StatusKey::Publication, _) | (StatusKey::Auto, false) => {
                self.found.draft |= held;
                let message = format!("'{}: {state}' is read as no state of publication", entry.key);
                (!known).then_some((message, "Write draft, or draft: true, to hold an article back"))
            }
            (StatusKey::Auto, true) => {
                let message = format!("'{}: {state}' is read as the state of a specification", entry.key);
                held.then_some((message, "Set content.status = \"publication\" if it holds the article back"))
            }
        };
        let note = note
            .map(|(message, remedy)| Problem::note(message, remedy).at(entry.line, None).once_per_folder());
        self.found.problems.extend(note);
    }

    fn slug(&mut self, entry: &FrontMatterEntry) {
        // Eleventy writes no page for it.
        if entry.value == &Value::Bool(false) {
            self.found.draft = true;
            return;
        }
        let Some(path) = values::text(entry.value) else { return };
        // Patterns (`/:year/:title/`) and template syntax name no address.
        if path.contains(['{', ':']) && !values::is_web_address(&path) {
            return;
        }
        set_if_none(&mut self.found.slug, || path_hints::slug(&path));
        set_if_none(&mut self.date_in_path, || path_hints::date(&path, self.settings));
    }

    fn language(&mut self, entry: &FrontMatterEntry) {
        let Some(text) = values::text(entry.value) else { return };
        match language_tag(&text).or_else(|| language::tag_of_name(&text).map(str::to_owned)) {
            Some(tag) => set_if_none(&mut self.found.language, || Some(tag)),
            None => {
                let message = format!("'{text}' in '{}' is no language tag", entry.key);
                let problem = Problem::warning(message, "Write a tag such as en or pt-BR");
                self.found.problems.push(problem.at(entry.line, None).once_per_folder());
            }
        }
    }

    /// A date that can't be read holds the article, unless another key gives one.
    fn finish(mut self) -> Metadata {
        let is_dated = self.found.published.is_some();
        let problems = std::mem::take(&mut self.unreadable_dates);
        if !is_dated && problems.is_empty() {
            self.found.published = self.date_in_path;
        }
        let problems =
            problems.into_iter().map(|problem| if is_dated { as_warning(problem) } else { problem });
        self.found.problems.extend(problems);
        self.found
    }
}

/// Whether a string holds several terms between spaces, as Jekyll has it: in its posts, and in what has a layout. Other
/// generators name a layout by its file, and posts without a date in their name are Hexo's.
fn has_jekyll_lists(document: &Document, entries: &[FrontMatterEntry]) -> bool {
    let path = &document.path;
    let is_in = |name: &str| path.directory().split('/').any(|part| part == name);
    if is_in("_posts") && !path_hints::starts_with_date(path.stem()) {
        return false;
    }
    let layout = entries.iter().find(|entry| entry.name == "layout");
    let is_named =
        |entry: &FrontMatterEntry| values::text(entry.value).is_none_or(|layout| !layout.contains('.'));
    path_hints::is_jekyll_post(path) || layout.is_some_and(is_named)
}

fn set_if_none<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

fn set_if_empty<T>(slot: &mut Vec<T>, values: impl FnOnce() -> Vec<T>) {
    if slot.is_empty() {
        *slot = values();
    }
}

fn as_warning(mut problem: Problem) -> Problem {
    problem.severity = tidings_model::Severity::Warning;
    problem
}

fn inline(value: &Value) -> Option<String> {
    values::text(value).map(|text| plain::from_inline(&text)).filter(|text| !text.is_empty())
}

/// A text, where a theme has no switch (`lead: true`) and no picture (`teaser: a.png`) under that key. Chinese and
/// Japanese have no spaces, so that `Vue.js入门` is a text.
fn prose(value: &Value) -> Option<String> {
    const PICTURES: [&str; 8] = [".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".bmp"];
    let is_address = |text: &str| {
        let lower = text.to_lowercase();
        let begins = ["http://", "https://", "/", "./", "../"].iter().any(|start| lower.starts_with(start));
        !text.contains(' ') && (begins || PICTURES.iter().any(|end| lower.ends_with(end)))
    };
    values::text(value)
        .filter(|text| !value.is_boolean() && !is_address(text))
        .map(|text| plain::from_prose(&text))
        .filter(|text| !text.is_empty())
}

fn rights(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => values::first_text(object, &["name", "title", "type", "text", "url"]),
        other => values::text(other).filter(|_| !other.is_boolean()),
    }
    .map(|text| plain::from_inline(&text))
}

fn web_address(value: &Value) -> Option<String> {
    values::text(value).filter(|text| values::is_web_address(text))
}

/// Addresses of this site or others: one, or a list of them. Obsidian's `aliases` are other names of a note, which are none.
fn addresses(value: &Value) -> Vec<String> {
    let texts: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(values::text).collect(),
        other => values::text(other).into_iter().collect(),
    };
    let is_address = |text: &String| text.contains(['/', '.']) && !text.contains(char::is_whitespace);
    texts.into_iter().filter(is_address).collect()
}

fn names(entry: &FrontMatterEntry, has_jekyll_lists: bool) -> Vec<String> {
    let names = values::names(entry.value, Separators::for_key(&entry.name, has_jekyll_lists));
    // Obsidian writes the sign of a tag also where nothing but tags stands. `C#` keeps its own.
    names.into_iter().map(|name| name.strip_prefix('#').map(str::to_owned).unwrap_or(name)).collect()
}
