//! Reads the fields of a document's front matter into [`Metadata`].

use super::publication::{self, Publication};
use super::{key_typos, keys, path_hints, values};
use crate::dates;
use crate::document::{Document, Field, Syntax};
use crate::metadata::keys::KeyMeaning;
use crate::metadata::values::Separators;
use crate::output::{language, plain};
use crate::settings::ParseSettings;
use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use tidings_model::{Media, Person, Problem, language_tag};

/// Keywords that stand for a date which the generator computes.
pub(super) const COMPUTED_DATES: [&str; 6] =
    ["created", "last modified", "git created", "git last modified", "today", "now"];

/// The metadata from the front matter. Empty fields were not given.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) published: Option<DateTime<FixedOffset>>,
    pub(crate) updated: Option<DateTime<FixedOffset>>,
    pub(crate) expires: Option<DateTime<FixedOffset>>,
    pub(crate) publication: Publication,
    pub(crate) explicit_id: Option<String>,
    pub(crate) slug: Option<String>,
    pub(crate) authors: Vec<Person>,
    pub(crate) contributors: Vec<Person>,
    pub(crate) categories: Vec<String>,
    pub(crate) tags: Vec<String>,
    /// The address is as written.
    pub(crate) image: Option<Media>,
    pub(crate) image_alt: Option<String>,
    /// The addresses are as written.
    pub(crate) enclosures: Vec<Media>,
    pub(crate) rights: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) external_url: Option<String>,
    /// As written: paths or whole addresses.
    pub(crate) aliases: Vec<String>,
    pub(crate) canonical_url: Option<String>,
    /// The page only redirects to another page.
    pub(crate) is_redirect: bool,
    /// If one of them is an error, the article is not published.
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
    publication::read(&entries, settings, &mut found);
    found.problems.extend(key_typos::unknown_restrictions(&document.front_matter));
    found.problems.extend(key_typos::duplicate_keys(&document.front_matter));
    found.problems.extend(key_typos::misspelt_keys(&document.front_matter));
    found
}

/// A key with its value, prepared for the lookup. Keys of nested tables are entries of their own.
pub(super) struct FrontMatterEntry<'d> {
    /// Lower case, without `-`, `_` and spaces. A key of a nested table has the table's name before it:
    /// `taxonomies.tags`.
    pub(super) name: String,
    /// The key as written.
    pub(super) key: &'d str,
    pub(super) value: &'d Value,
    pub(super) line: u32,
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
    /// Lists of terms are separated by spaces, as in Jekyll.
    has_jekyll_lists: bool,
    /// The document is an ABlog post, in which one string may name several authors.
    is_ablog: bool,
    found: Metadata,
    date_in_path: Option<DateTime<FixedOffset>>,
    unreadable_dates: Vec<Problem>,
}

impl FrontMatterReader<'_> {
    /// Applies one key, unless an earlier row of the table has set the field.
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
            // Jekyll merges `category` and `categories`.
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
            KeyMeaning::Published | KeyMeaning::Updated | KeyMeaning::Expires => self.date(meaning, entry),
        }
    }

    fn date(&mut self, meaning: KeyMeaning, entry: &FrontMatterEntry) {
        // `published: true` is not a date, and an empty key has no value.
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
            // The generator computes the date: from the file (Eleventy) or the time of the build (Quarto).
            None if COMPUTED_DATES.contains(&text.to_lowercase().replace('-', " ").as_str()) => return,
            None if dates::is_placeholder_date(&text) => return,
            None => match dates::parse_date(&text, self.settings) {
                Ok(moment) => {
                    *slot = Some(moment);
                    // An expiry date far ahead means 'never'.
                    let is_told = meaning != KeyMeaning::Expires;
                    let told = dates::implausible_year(moment, &format!("The date in '{}'", entry.key));
                    let told = told.filter(|_| is_told).map(|problem| problem.at(entry.line, None));
                    self.found.problems.extend(told);
                    return;
                }
                // JavaScript generators read a month without a day as its first day.
                Err(error @ dates::DateError::Incomplete(_, first)) => {
                    *slot = dates::parse_date(&first.to_string(), self.settings).ok();
                    let message = format!("The date in '{}' is read as {first}: {error}", entry.key);
                    let problem = Problem::warning(message, format!("Write {first}, or the intended day"));
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
            // A missing change date misleads nobody; a missing expiry date would keep the article published
            // for ever.
            KeyMeaning::Updated => self.found.problems.push(as_warning(problem)),
            _ => self.found.problems.push(problem),
        }
    }

    fn slug(&mut self, entry: &FrontMatterEntry) {
        // Eleventy writes no page for `permalink: false`, which `publication` reads.
        if entry.value == &Value::Bool(false) {
            return;
        }
        let Some(path) = values::text(entry.value) else { return };
        // Patterns (`/:year/:title/`) and template syntax are not addresses.
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
                let message = format!("'{text}' in '{}' is not a language tag", entry.key);
                let problem = Problem::warning(message, "Write a tag such as en or pt-BR");
                self.found.problems.push(problem.at(entry.line, None).once_per_folder());
            }
        }
    }

    /// An unreadable date is an error, unless another key gives a date.
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

/// Returns true if spaces separate the terms of a string, as in Jekyll: in its posts, and in documents with a
/// layout. Other generators name a layout by its file, and `_posts` without a date in the name belong to
/// Hexo.
fn has_jekyll_lists(document: &Document, entries: &[FrontMatterEntry]) -> bool {
    let path = &document.path;
    let is_in = |name: &str| path.directory().split('/').any(|part| part == name);
    if is_in("_posts") && !path_hints::has_jekyll_date(path.stem()) {
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
    values::written(value).map(|text| plain::from_inline(&text)).filter(|text| !text.is_empty())
}

/// The value as text, unless the theme uses the key for a switch (`lead: true`) or a picture (`teaser:
/// a.png`). Chinese and Japanese have no spaces, so `Vue.js入门` is text.
fn prose(value: &Value) -> Option<String> {
    const PICTURES: [&str; 8] = [".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".bmp"];
    let is_address = |text: &str| {
        let lower = text.to_lowercase();
        let begins = ["http://", "https://", "/", "./", "../"].iter().any(|start| lower.starts_with(start));
        !text.contains(' ') && (begins || PICTURES.iter().any(|end| lower.ends_with(end)))
    };
    values::written(value)
        .filter(|text| values::boolean(value).is_none() && !is_address(text))
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

/// One address or a list of addresses, of this site or others. Obsidian's `aliases` are other names of a
/// note, not addresses: an address with spaces begins with a slash or ends like a page.
fn addresses(value: &Value) -> Vec<String> {
    let texts: Vec<String> = match value {
        Value::Array(items) => items.iter().filter_map(values::text).collect(),
        other => values::text(other).into_iter().collect(),
    };
    let is_address = |text: &String| match text.trim().contains(char::is_whitespace) {
        true => {
            let is_page = [".html", ".htm", ".php", "/"].iter().any(|end| text.trim().ends_with(end));
            text.trim().starts_with('/') || is_page || values::is_web_address(text)
        }
        false => text.contains(['/', '.']),
    };
    texts.into_iter().filter(is_address).collect()
}

fn names(entry: &FrontMatterEntry, has_jekyll_lists: bool) -> Vec<String> {
    let names = values::names(entry.value, Separators::for_key(&entry.name, has_jekyll_lists));
    // Obsidian also writes `#` before the items of a list of tags. `C#` keeps its sign.
    names.into_iter().map(|name| name.strip_prefix('#').map(str::to_owned).unwrap_or(name)).collect()
}
