//! Derives metadata from file names, paths and addresses: dates, titles, slugs, categories and languages.

use crate::dates;
use crate::settings::ParseSettings;
use chrono::{DateTime, FixedOffset, NaiveDate};
use tidings_model::text::compact_moment;
use tidings_model::{ContentPath, given_slug, language_tag};

/// The date in a file name.
#[derive(Debug, PartialEq)]
pub(crate) enum FileNameDate {
    /// The date, in the site's zone, at midnight or at the time in the name.
    Date(DateTime<FixedOffset>),
    /// A text in the form of a date that does not exist.
    Impossible(String),
}

/// The date at the beginning of a file's name, or in its directories: `2026-03-04-slug/index.md`,
/// `20260304101500-slug.org`, `2026-03-04/slug.md`, `2026/03/04/slug.md`, `2026/03-04-slug.md`. Docusaurus or Eleventy read each of
/// these forms.
pub(crate) fn file_name_date(path: &ContentPath, settings: &ParseSettings) -> Option<FileNameDate> {
    if let Some((at, _)) = compact_moment(path.name()) {
        return dates::parse_date(&at.format("%FT%T").to_string(), settings).ok().map(FileNameDate::Date);
    }
    let date = split_date(path.name()).map(|(date, _)| date).or_else(|| date_of_directories(path))?;
    Some(match dates::parse_date(&date.to_iso(), settings) {
        Ok(at) if date.is_possible() => FileNameDate::Date(at),
        _ => FileNameDate::Impossible(date.to_iso()),
    })
}

/// The nearest date in the directories. Numbers that form no existing day are not a date.
fn date_of_directories(path: &ContentPath) -> Option<CalendarDate> {
    let mut parts: Vec<&str> = path.directory().split('/').collect();
    let by_name = parts.iter().rev().find_map(|part| split_date(part)).map(|(date, _)| date);
    let in_parts = || {
        parts.push(path.name());
        parts.windows(2).rev().find_map(|two| {
            let (month, rest) = digits(two[1], 2).filter(|(month, _)| month.len() == 2)?;
            let (day, rest) = digits(rest.strip_prefix('-')?, 2).filter(|(day, _)| day.len() == 2)?;
            let is_year = two[0].len() == 4 && rest.starts_with('-');
            is_year.then(|| CalendarDate::parse(two[0], month, day)).flatten()
        })
    };
    by_name
        .or_else(|| in_directories(&path.directory().split('/').collect::<Vec<_>>()))
        .or_else(in_parts)
        .filter(CalendarDate::is_possible)
}

/// Finds `2026/03/04` among the segments of a path.
fn in_directories(parts: &[&str]) -> Option<CalendarDate> {
    parts.windows(3).find_map(|three| {
        let shape = three[0].len() == 4 && three[1].len() <= 2 && three[2].len() <= 2;
        shape.then(|| CalendarDate::parse(three[0], three[1], three[2])).flatten()
    })
}

/// Returns true if the name begins with a date.
pub(crate) fn starts_with_date(name: &str) -> bool {
    has_jekyll_date(name) || compact_moment(name).is_some()
}

/// Returns true if the name begins with a date in the form of Jekyll's posts, with signs between the numbers.
pub(crate) fn has_jekyll_date(name: &str) -> bool {
    split_date(name).is_some()
}

/// Returns true if Jekyll would treat the file as a post: because of its name, or because it is in `_posts`
/// or `_drafts`.
pub(crate) fn is_jekyll_post(path: &ContentPath) -> bool {
    has_jekyll_date(path.stem())
        || path.directory().split('/').any(|part| ["_posts", "_drafts"].contains(&part))
}

/// Folders in which generators keep the whole site. They are not categories.
const SOURCE_FOLDERS: [&str; 6] = ["source", "src", "docs", "content", "collections", "site"];

/// The directories above `_posts`. Jekyll makes them the first categories of the posts.
pub(crate) fn categories(path: &ContentPath) -> Vec<String> {
    let parts: Vec<&str> = path.directory().split('/').collect();
    // Hugo's articles are in `content`, which may have a directory of that name as well.
    let is_not_hugo = parts.first() != Some(&"content");
    let posts = parts.iter().position(|part| *part == "_posts" && is_not_hugo).unwrap_or_default();
    parts.into_iter().take(posts).filter(|part| !SOURCE_FOLDERS.contains(part)).map(str::to_owned).collect()
}

/// The last directory, unless all articles are in it. Pelican makes it the category of posts that name none.
pub(crate) fn folder_as_category(path: &ContentPath) -> Option<String> {
    const ALL: [&str; 5] = ["articles", "blog", "drafts", "pages", "posts"];
    let name = path.directory().rsplit('/').next().filter(|name| !name.is_empty())?;
    let is_date = name.chars().all(|c| c.is_ascii_digit() || c == '-');
    (!is_date && !ALL.contains(&name) && !SOURCE_FOLDERS.contains(&name)).then(|| name.to_owned())
}

/// The language of a directory in which generators keep a translation: `content/de/…` (Hugo), `i18n/fr/…`
/// (Docusaurus).
pub(crate) fn language(path: &ContentPath) -> Option<String> {
    let parts: Vec<&str> = path.directory().split('/').collect();
    let pairs = parts.windows(2).filter(|pair| ["content", "i18n", "locale", "locales"].contains(&pair[0]));
    let mut names = pairs
        .map(|pair| pair[1])
        .filter(|name| name.split(['-', '_']).next().is_some_and(|code| code.len() == 2));
    names.find_map(language_tag)
}

/// The words of a file name as a title: `My post` from `2026-03-04-my-post.md`. `None` if the name has no
/// words.
pub(crate) fn title_from_name(path: &ContentPath) -> Option<String> {
    let stem = path.name();
    let compact = || compact_moment(stem).map(|(_, rest)| rest);
    let words = split_date(stem).map(|(_, rest)| rest).or_else(compact).unwrap_or(stem);
    // In a name with spaces, hyphens are intended.
    let words = if words.contains(' ') { words.to_owned() } else { words.replace(['-', '_'], " ") };
    let words = tidings_model::text::one_line(&words);
    let mut letters = words.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The last segment of a path or address that can be a slug: `my-post` from `/2026/03/04/my-post/` and from
/// `my-post/index.html`.
pub(crate) fn slug(path: &str) -> Option<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let mut parts = path.split('/').rev().filter(|part| !part.is_empty());
    let part = parts.find(|part| !part.starts_with("index."))?;
    let stem = part.strip_suffix(".html").or_else(|| part.strip_suffix(".htm")).unwrap_or(part);
    let decoded = percent_encoding::percent_decode_str(stem).decode_utf8_lossy();
    given_slug(&decoded)
}

/// The date in a path: `/2026/03/04/my-post/` or `/2026-03-04-my-post`.
pub(crate) fn date(path: &str, settings: &ParseSettings) -> Option<DateTime<FixedOffset>> {
    let parts: Vec<&str> = path.split('/').collect();
    let date = in_directories(&parts)
        .or_else(|| parts.iter().find_map(|part| split_date(part)).map(|(date, _)| date))?;
    date.is_possible().then(|| dates::parse_date(&date.to_iso(), settings).ok()).flatten()
}

struct CalendarDate {
    year: i32,
    month: u32,
    day: u32,
}

impl CalendarDate {
    fn parse(year: &str, month: &str, day: &str) -> Option<Self> {
        let year = year.parse().ok().filter(|year| (1970..2200).contains(year))?;
        Some(Self { year, month: month.parse().ok()?, day: day.parse().ok()? })
    }

    fn is_possible(&self) -> bool {
        NaiveDate::from_ymd_opt(self.year, self.month, self.day).is_some()
    }

    fn to_iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The date at the start of a name, and the rest of the name: `2026-03-04-my-post`, `2026_3_4 my post`.
fn split_date(name: &str) -> Option<(CalendarDate, &str)> {
    let (year, rest) = digits(name, 4)?;
    let sign = rest.chars().next().filter(|c| ['-', '_', '.'].contains(c))?;
    let (month, rest) = digits(&rest[1..], 2)?;
    let (day, rest) = digits(rest.strip_prefix(sign)?, 2)?;
    if year.len() != 4 || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = rest.trim_start_matches(['-', '_', ' ', '.']);
    // `2026-03-04x` does not begin with a date.
    (rest.is_empty() || words.len() < rest.len()).then_some((CalendarDate::parse(year, month, day)?, words))
}

fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| text.split_at(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: ParseSettings = ParseSettings::in_zone(chrono_tz::Tz::UTC);

    #[test]
    fn names_with_dates_and_words() {
        let cases = [
            ("2026-03-04-my-post.md", Some("2026-03-04"), Some("My post")),
            ("2026_3_4 A Post.md", Some("2026-03-04"), Some("A Post")),
            ("posts/2026-03-04-x/index.md", Some("2026-03-04"), Some("X")),
            ("news/2026-03-04.txt", Some("2026-03-04"), None),
            ("2026-03-045-x.md", None, Some("2026 03 045 x")),
            ("2026-03-04_a-post.md", Some("2026-03-04"), Some("A post")),
            ("2026-03-04-x/index.fr.md", Some("2026-03-04"), Some("X")),
            ("blog/2026/03/04/a-post.md", Some("2026-03-04"), Some("A post")),
            ("blog/2026/03/04/a-post/index.md", Some("2026-03-04"), Some("A post")),
            ("blog/2026/03-04-a-post.md", Some("2026-03-04"), Some("03 04 a post")),
            ("2026-03-04/a-post.md", Some("2026-03-04"), Some("A post")),
            ("2026-03-04-trip/a-post.md", Some("2026-03-04"), Some("A post")),
            ("2026/13/04/a-post.md", None, Some("A post")),
            ("2026/03/a-post.md", None, Some("A post")),
            ("2026/03-inch-nails.md", None, Some("03 inch nails")),
            ("state-of-2026-03-04.md", None, Some("State of 2026 03 04")),
            ("index.md", None, None),
            ("20260304101500-roam_note.org", Some("2026-03-04"), Some("Roam note")),
            ("202603041015 a note.md", Some("2026-03-04"), Some("A note")),
            ("20260304_x.txt", Some("2026-03-04"), Some("X")),
            ("20261304_x.txt", None, Some("20261304 x")),
        ];
        for (path, date, title) in cases {
            let path = ContentPath::new(path).unwrap();
            let found = file_name_date(&path, &SETTINGS).map(|found| match found {
                FileNameDate::Date(at) => at.format("%Y-%m-%d").to_string(),
                FileNameDate::Impossible(text) => text,
            });
            assert_eq!(found.as_deref(), date, "{path}");
            assert_eq!(title_from_name(&path).as_deref(), title, "{path}");
        }
        let posts = ContentPath::new("films/old/_posts/2026-03-04-x.md").unwrap();
        assert_eq!(categories(&posts), ["films", "old"]);
        let posts = ContentPath::new("source/_posts/x.md").unwrap();
        assert!(categories(&posts).is_empty(), "Hexo's");
        assert!(categories(&ContentPath::new("films/x.md").unwrap()).is_empty());
        let path = ContentPath::new("2021-08-38-roaming.md").unwrap();
        assert_eq!(file_name_date(&path, &SETTINGS), Some(FileNameDate::Impossible("2021-08-38".to_owned())));
    }

    #[test]
    fn addresses() {
        let cases = [
            ("/2026/03/04/my-post/", Some("my-post"), true),
            ("my-post/index.html", Some("my-post"), false),
            ("https://example.org/a/b.html?x#y", Some("b"), false),
            ("caf%C3%A9", Some("café"), false),
            ("https://example.org/", None, false),
            ("/", None, false),
            ("/2026/13/44/x", Some("x"), false),
        ];
        for (path, expected, is_dated) in cases {
            assert_eq!(slug(path).as_deref(), expected, "{path}");
            assert_eq!(date(path, &SETTINGS).is_some(), is_dated, "{path}");
        }
    }
}
