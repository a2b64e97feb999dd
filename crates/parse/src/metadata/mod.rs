//! What the keys of front matter mean.

pub(crate) mod key_typos;
pub(crate) mod keys;
pub(crate) mod path_hints;
pub(crate) mod properties;
pub(crate) mod site_pages;
pub(crate) mod values;

use super::ParseSettings;
use crate::StatusKey;
use crate::dates;
use crate::document::{Document, Field, Syntax};
use crate::metadata::keys::Meaning;
use crate::metadata::values::Separators;
use crate::output::{language, plain};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use tidings_model::{Media, Person, Problem, language_tag};

/// Words that stand for a date which is not in the document.
const COMPUTED_DATES: [&str; 6] =
    ["created", "last modified", "git created", "git last modified", "today", "now"];

/// Words of `status` that hold an article back.
const HELD_BACK: [&str; 8] = ["draft", "hidden", "pending", "private", "skip", "trash", "unpublished", "wip"];

/// Words of `status` by which an article is public, or will be at its date.
const PUBLIC: [&str; 10] = [
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
pub(super) struct Metadata {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) published: Option<DateTime<FixedOffset>>,
    pub(super) updated: Option<DateTime<FixedOffset>>,
    pub(super) expires: Option<DateTime<FixedOffset>>,
    pub(super) draft: bool,
    pub(super) explicit_id: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) authors: Vec<Person>,
    pub(super) contributors: Vec<Person>,
    pub(super) categories: Vec<String>,
    pub(super) tags: Vec<String>,
    /// Its address is as written.
    pub(super) image: Option<Media>,
    pub(super) image_alt: Option<String>,
    /// Their addresses are as written.
    pub(super) enclosures: Vec<Media>,
    pub(super) rights: Option<String>,
    pub(super) language: Option<String>,
    pub(super) external_url: Option<String>,
    /// As written: paths or whole addresses.
    pub(super) aliases: Vec<String>,
    pub(super) canonical_url: Option<String>,
    /// The page only leads to another.
    pub(super) is_redirect: bool,
    /// Errors among them mean that the article is to be held.
    pub(super) problems: Vec<Problem>,
}

/// Reads the front matter of a document.
pub(super) fn read(document: &Document, settings: &ParseSettings) -> Metadata {
    let entries = flatten(&document.front_matter);
    let mut reader = Reader {
        settings,
        syntax: document.syntax,
        is_jekylls: document.syntax == Some(Syntax::Yaml) && has_jekylls_lists(document, &entries),
        is_ablogs: entries.iter().any(|entry| entry.name == "blogpost"),
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
    found.problems.extend(key_typos::same_keys(&document.front_matter));
    found.problems.extend(key_typos::near_misses(&document.front_matter));
    found
}

/// A key, also one of a nested table, as it is looked up.
struct Entry<'d> {
    /// Lower case, without `-`, `_` and spaces; `taxonomies.tags` for a nested one.
    name: String,
    /// As written.
    key: &'d str,
    value: &'d Value,
    line: u32,
}

fn flatten(fields: &[Field]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for field in fields {
        let name = keys::normal(&field.key);
        if let (true, Value::Object(inner)) = (keys::TABLES.contains(&name.as_str()), &field.value) {
            entries.extend(inner.iter().map(|(key, value)| Entry {
                name: format!("{name}.{}", keys::normal(key)),
                key,
                value,
                line: field.line,
            }));
        }
        entries.push(Entry { name, key: &field.key, value: &field.value, line: field.line });
    }
    entries
}

struct Reader<'s> {
    settings: &'s ParseSettings,
    syntax: Option<Syntax>,
    /// Lists of terms are Jekyll's.
    is_jekylls: bool,
    /// One string may name several authors, as ABlog has it.
    is_ablogs: bool,
    /// `status` says how far a matter is.
    is_specification: bool,
    found: Metadata,
    date_in_path: Option<DateTime<FixedOffset>>,
    unreadable_dates: Vec<Problem>,
}

impl Reader<'_> {
    /// Takes what one key says, unless an earlier row of the table has said it.
    fn apply(&mut self, meaning: Meaning, entry: &Entry) {
        let found = &mut self.found;
        match meaning {
            Meaning::Title => set(&mut found.title, || inline(entry.value)),
            Meaning::Subtitle => set(&mut found.subtitle, || inline(entry.value)),
            Meaning::Summary => set(&mut found.summary, || prose(entry.value)),
            Meaning::Rights => set(&mut found.rights, || rights(entry.value)),
            Meaning::Id => set(&mut found.explicit_id, || values::text(entry.value)),
            Meaning::ImageAlt => set(&mut found.image_alt, || inline(entry.value)),
            Meaning::Image => set(&mut found.image, || values::media(entry.value).into_iter().next()),
            Meaning::ExternalUrl => set(&mut found.external_url, || web_address(entry.value)),
            Meaning::Redirect => found.is_redirect |= values::text(entry.value).is_some(),
            Meaning::Authors => fill(&mut found.authors, || {
                let is_plural = self.is_ablogs || entry.key.to_lowercase().ends_with("authors");
                values::people(entry.value, is_plural, self.syntax)
            }),
            Meaning::Contributors => fill(&mut found.contributors, || {
                values::people(entry.value, entry.key.to_lowercase().ends_with('s'), self.syntax)
            }),
            // Jekyll takes `category` and `categories` together.
            Meaning::Categories if self.is_jekylls => {
                let more = names(entry, true);
                found.categories.extend(more);
            }
            Meaning::Categories => fill(&mut found.categories, || names(entry, false)),
            Meaning::Tags => fill(&mut found.tags, || names(entry, self.is_jekylls)),
            Meaning::Aliases => fill(&mut found.aliases, || addresses(entry.value)),
            Meaning::CanonicalUrl => set(&mut found.canonical_url, || web_address(entry.value)),
            Meaning::Enclosures => fill(&mut found.enclosures, || values::media(entry.value)),
            Meaning::Language => self.language(entry),
            Meaning::Slug => self.slug(entry),
            Meaning::Draft => self.draft(entry),
            Meaning::NotDraft => {
                // Hugo's `build.render` is also a word.
                let never = values::text(entry.value).is_some_and(|text| text == "never");
                found.draft |= never || values::truth(entry.value) == Some(false);
            }
            Meaning::State => self.state(entry),
            Meaning::Published | Meaning::Updated | Meaning::Expires => self.date(meaning, entry),
        }
    }

    fn date(&mut self, meaning: Meaning, entry: &Entry) {
        // `published: true` is no date, and an empty key says nothing.
        let Some(text) = values::text(entry.value).filter(|_| !entry.value.is_boolean()) else { return };
        if meaning == Meaning::Published && values::truth(entry.value).is_some() {
            return;
        }
        let slot = match meaning {
            Meaning::Updated => &mut self.found.updated,
            Meaning::Expires => &mut self.found.expires,
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
            None if dates::is_no_date(&text) => return,
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
            Meaning::Published => self.unreadable_dates.push(problem),
            // Nobody is misled by a missing date of change; by one of expiry, everybody.
            Meaning::Updated => self.found.problems.push(as_warning(problem)),
            _ => self.found.problems.push(problem),
        }
    }

    fn draft(&mut self, entry: &Entry) {
        match values::truth(entry.value) {
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
    fn state(&mut self, entry: &Entry) {
        let Some(state) = values::text(entry.value).filter(|_| entry.value.is_string()) else { return };
        let held = HELD_BACK.contains(&state.to_lowercase().as_str());
        let known = held || PUBLIC.contains(&state.to_lowercase().as_str());
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

    fn slug(&mut self, entry: &Entry) {
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
        set(&mut self.found.slug, || path_hints::slug(&path));
        set(&mut self.date_in_path, || path_hints::date(&path, self.settings));
    }

    fn language(&mut self, entry: &Entry) {
        let Some(text) = values::text(entry.value) else { return };
        match language_tag(&text).or_else(|| language::by_name(&text).map(str::to_owned)) {
            Some(tag) => set(&mut self.found.language, || Some(tag)),
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
fn has_jekylls_lists(document: &Document, entries: &[Entry]) -> bool {
    let path = &document.path;
    let lies_in = |name: &str| path.directory().split('/').any(|part| part == name);
    if lies_in("_posts") && !path_hints::has_date(path.stem()) {
        return false;
    }
    let layout = entries.iter().find(|entry| entry.name == "layout");
    let is_named = |entry: &Entry| values::text(entry.value).is_none_or(|layout| !layout.contains('.'));
    path_hints::is_jekylls(path) || layout.is_some_and(is_named)
}

fn set<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

fn fill<T>(slot: &mut Vec<T>, values: impl FnOnce() -> Vec<T>) {
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

fn names(entry: &Entry, is_jekylls: bool) -> Vec<String> {
    let names = values::names(entry.value, Separators::of(&entry.name, is_jekylls));
    // Obsidian writes the sign of a tag also where nothing but tags stands. `C#` keeps its own.
    names.into_iter().map(|name| name.strip_prefix('#').map(str::to_owned).unwrap_or(name)).collect()
}
