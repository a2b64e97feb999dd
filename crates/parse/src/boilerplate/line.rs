//! Recognises lines of boilerplate by their words.

use super::credit::is_credit;
use super::tables;
use crate::formats::text::shape;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The type of a line of boilerplate, which determines what else is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Boilerplate {
    /// A button, an advertisement, a count: only the line is removed.
    Line,
    /// The site's menu or search. Above the headline, the lines before it are removed as well.
    Navigation,
    /// The heading of a list of other stories, or of a box about the author. The content below the heading is
    /// removed as well.
    SideBox,
    /// The heading of the comments. Everything below it is removed.
    Comments,
}

/// A longer line, in bytes, is text: a notice has at most sixty words.
const MAX_LINE_BYTES: usize = 2000;

/// Returns true if the line is boilerplate by its words.
pub(crate) fn is_boilerplate_line(line: &str) -> bool {
    classify_line(line).is_some()
}

/// The type of boilerplate of the line; `None` if it is part of the article.
pub(crate) fn classify_line(line: &str) -> Option<Boilerplate> {
    if line.len() > MAX_LINE_BYTES {
        return None;
    }
    let folded = fold(line);
    // `#[1]Posts (RSS)` is the notation of lynx for the `<link>` elements of a page.
    if line.starts_with("#[") {
        return Some(Boilerplate::Navigation);
    }
    if !line.chars().any(char::is_alphanumeric) {
        return is_symbols(line).then_some(Boilerplate::Line);
    }
    // Boilerplate is not longer than this, except for the notices in `CONTAINS`.
    let words = folded.split(' ').count();
    if words <= 25 {
        if matches_row(&tables::COMMENTS, &folded, words) {
            return Some(Boilerplate::Comments);
        }
        if matches_row(&tables::SIDE_BOXES, &folded, words) {
            return Some(Boilerplate::SideBox);
        }
        if matches_row(&tables::NAVIGATION, &folded, words)
            || is_row_of_sections(line, &folded)
            || is_breadcrumb(line)
        {
            return Some(Boilerplate::Navigation);
        }
        if has_icon(line) || ends_in_button(line) || is_relative_date(&folded) {
            return Some(Boilerplate::Line);
        }
        if matches_row(&tables::LINES, &folded, words)
            || is_row_of_buttons(&folded)
            || is_row_of_counts(line)
            || is_pager(line, &folded)
        {
            return Some(Boilerplate::Line);
        }
    }
    let is_notice = words <= 60 && tables::CONTAINS.iter().any(|part| folded.contains(part));
    (is_notice || is_credit(line)).then_some(Boilerplate::Line)
}

/// Normalizes a line for the comparison with the tables: lower case, straight quotes, single spaces, `#` for
/// numbers; without bullets, arrows and pictures at the ends.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for c in line.chars() {
        let c = match c {
            '’' | '‘' | 'ʼ' | '`' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        match c {
            '(' | ')' => {}
            ' ' if folded.is_empty() || folded.ends_with(' ') => {}
            c if c.is_ascii_digit() && folded.ends_with('#') => {}
            // `1,234` and `1.2K` are numbers as well.
            c if c.is_ascii_digit()
                && folded.ends_with(['.', ','])
                && folded.trim_end_matches(['.', ',']).ends_with('#') =>
            {
                folded.pop();
            }
            c if c.is_ascii_digit() => folded.push('#'),
            c => folded.extend(c.to_lowercase()),
        }
    }
    let is_border = |c: char| !(c.is_alphanumeric() || "#+\"".contains(c));
    folded.trim_matches(is_border).trim_matches('"').trim_matches(is_border).to_owned()
}

/// Returns true if a row of the table equals the line. A row that ends in `*` is the beginning of the line,
/// after which up to twelve words may follow.
fn matches_row(table: &[&str], folded: &str, words: usize) -> bool {
    // Compares the first byte first, in which most rows differ.
    let first = folded.as_bytes().first();
    table.iter().filter(|row| row.as_bytes().first() == first).any(|row| match row.strip_suffix('*') {
        Some(start) => {
            let follows = folded.strip_prefix(start.trim_end());
            let apart = follows.is_some_and(|rest| {
                rest.is_empty() || !rest.starts_with(char::is_alphanumeric) || !start.ends_with(' ')
            });
            apart && words <= start.split_whitespace().count() + 12
        }
        None => *row == folded,
    })
}

/// Returns true if the line contains the name of an icon instead of its picture: `open_in_new Full Article`.
fn has_icon(line: &str) -> bool {
    let is_icon = |word: &str| {
        word.contains('_')
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            && !word.starts_with('_')
            && !word.ends_with('_')
    };
    let mut words = line.split_whitespace();
    line.split_whitespace().count() <= 8 && words.any(is_icon) && !shape::ends_sentence(line)
}

/// Returns true for `2 days ago` and `Updated 10:15 a.m.`, which depend on the day on which the page was
/// shown.
fn is_relative_date(folded: &str) -> bool {
    const LABELS: &str = "posted updated published last on at";
    let is_label = |word: &str| is_in_table(LABELS, word);
    let bare: Vec<&str> = folded.split(' ').skip_while(|word| is_label(word.trim_end_matches(':'))).collect();
    let labelled = bare.len() < folded.split(' ').count();
    let number =
        |word: Option<&&str>| word.is_some_and(|word| word.starts_with('#') || matches!(*word, "a" | "an"));
    let ago = match bare.as_slice() {
        [words @ .., "ago"] => number(words.first()),
        ["vor" | "hace" | "há", words @ ..] | ["il", "y", "a", words @ ..] => number(words.first()),
        [words @ .., "назад"] => number(words.first()),
        _ => false,
    };
    let clock = labelled && bare.first().is_some_and(|word| word.contains("#:#")) && bare.len() <= 3;
    (ago && bare.len() <= 5) || clock
}

/// Returns true for an invitation with the label of its button: `Never miss a story! Subscribe`.
fn ends_in_button(line: &str) -> bool {
    const BUTTONS: [&str; 6] = ["Subscribe", "Subscribe now", "Sign up", "Sign up now", "Join now", "Donate"];
    let glued = BUTTONS.iter().find_map(|button| line.trim_end_matches(['.', '!', ' ']).strip_suffix(button));
    glued.is_some_and(|before| before.ends_with(' ') && shape::ends_sentence(before))
}

fn is_in_table(table: &str, word: &str) -> bool {
    table.split_ascii_whitespace().any(|name| name == word)
}

/// Whether the word is the name of a section. A set, because each word of each line of a page is looked up.
fn is_section_word(word: &str) -> bool {
    static SECTIONS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| tables::SECTIONS.split_ascii_whitespace().collect());
    SECTIONS.contains(word)
}

/// Whether the word is the name of a network or the label of a single button.
fn is_button_word(word: &str) -> bool {
    static BUTTONS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| tables::NETWORKS.split_ascii_whitespace().chain(tables::LINES).collect());
    BUTTONS.contains(word)
}

fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty())
}

/// Returns true for a row of buttons, which consists of names of networks and labels of single buttons
/// (`Teilen Drucken`).
fn is_row_of_buttons(folded: &str) -> bool {
    let mut words = words_of(folded).peekable();
    words.peek().is_some() && words.all(is_button_word)
}

/// Returns true for a row of links: three or more names of sections of a site, or links with at least two
/// words that are such names (`Privacy | Terms of use | Contact`).
fn is_row_of_sections(line: &str, folded: &str) -> bool {
    let all = words_of(folded).count();
    let sections = words_of(folded).filter(|word| is_section_word(word)).count();
    if all >= 3 && sections == all {
        return true;
    }
    let links = || line.split(['|', '•', '·', '∙']).map(str::trim).filter(|link| !link.is_empty());
    let short = links().all(|link| link.split_whitespace().count() <= 3 && !link.ends_with('.'));
    links().count() >= 3 && short && sections >= 2 && !line.trim_start().starts_with('|')
}

/// Returns true for counts and ages between dots or bars: `2mo • 3 min read`.
fn is_row_of_counts(line: &str) -> bool {
    const AGES: [&str; 14] =
        ["#s", "#m", "#h", "#d", "#w", "#mo", "#y", "#min", "#hr", "#hrs", "#yr", "just now", "today", "#"];
    let is_count = |part: &str| {
        let folded = fold(part);
        let words = folded.split(' ').count();
        AGES.contains(&folded.as_str())
            || is_relative_date(&folded)
            || (folded.contains('#') && matches_row(&tables::LINES, &folded, words))
    };
    let parts: Vec<&str> =
        line.split(['•', '|', '·', '∙']).map(str::trim).filter(|part| !part.is_empty()).collect();
    !parts.is_empty()
        && parts.len() <= 5
        && fold(line).contains('#')
        && parts.iter().all(|part| is_count(part))
        && (parts.len() > 1 || fold(line) != "#")
}

/// Returns true for `1 2 3 Next »`, `« The last story`, `The next story →`.
fn is_pager(line: &str, folded: &str) -> bool {
    const WORDS: &str = "next previous prev last first page pages of older newer";
    let mut words = words_of(folded.trim_matches('#')).filter(|word| *word != "#").peekable();
    let pages = line.chars().any(|c| c.is_ascii_digit())
        && words.peek().is_some()
        && words.all(|word| is_in_table(WORDS, word));
    let line = line.trim();
    let back = line.starts_with(['«', '←', '‹', '⟵']) && !line.contains(['»', '›']);
    let forth = line.ends_with(['»', '→', '›', '⟶']) && !line.contains(['«', '‹']);
    pages
        || ((back || forth)
            && shape::words(line) <= 16
            && !shape::ends_sentence(line.trim_end_matches(['»', '→', '›'])))
}

/// Returns true for `Home > World > Asia`, `Home » News`.
fn is_breadcrumb(line: &str) -> bool {
    let parts: Vec<&str> = line.split(['>', '»', '›', '→']).map(str::trim).collect();
    let slashes: Vec<&str> = line.split(" / ").map(str::trim).collect();
    let parts = if parts.len() > 1 { parts } else { slashes };
    let [first, middle @ .., _] = parts.as_slice() else { return false };
    let starts_at_home_page = matches!(
        fold(first).as_str(),
        "home" | "homepage" | "startseite" | "start" | "accueil" | "inicio" | "início" | "главная" | "首页"
    );
    let all_short = !first.is_empty()
        && first.split_whitespace().count() <= 3
        && middle.iter().all(|part| part.split_whitespace().count() <= 4);
    (starts_at_home_page && line.len() < 200)
        || (parts.len() >= 4 && all_short && line.contains(['>', '»', '›']) && !shape::ends_sentence(line))
}

/// Returns true if the line consists of names of sections of a site: `World`, `World News`.
pub(crate) fn is_section(line: &str) -> bool {
    let folded = fold(line);
    !folded.is_empty() && folded.split([' ', '/', '&']).filter(|word| !word.is_empty()).all(is_section_word)
}

/// Returns true for a line without letters and digits: stars of a rating, arrows, dots, pictures. Lines of
/// dashes and asterisks are section breaks, so they are kept.
fn is_symbols(line: &str) -> bool {
    let bare = line.trim();
    !bare.is_empty()
        && !bare.chars().any(char::is_alphanumeric)
        && (!bare.chars().all(|c| "-*_=~—–.…?! \t".contains(c)) || matches!(bare, "--" | "-" | "—" | "–"))
}

/// Returns true for a number or a clock time alone: a count of comments, the position of a player.
pub(crate) fn is_count(line: &str) -> bool {
    let bare = line.trim();
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    digits > 0 && bare.len() <= 9 && bare.chars().all(|c| c.is_ascii_digit() || ".,:/kKmM+ ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_boilerplate_is_recognised() {
        let lines = [
            "Share this article",
            "- Get link",
            "Facebook Twitter WhatsApp",
            "X",
            "5 min read",
            "Home > World > Asia",
            "Advertisement",
            "Story continues below advertisement",
            "Teilen",
            "Teilen Drucken",
            "Comparte esta noticia",
            "Publicité",
            "Privacy Policy | Terms of Use | Contact",
            "This website uses cookies to improve your experience.",
            "Photo: Jane Doe / Agency",
            "★★★★☆",
            "« Older posts",
            "Your email address will not be published.",
            "Skip to content",
            "1,234 views",
            "Subscribe to our newsletter",
            "Поделиться",
        ];
        for line in lines {
            let found = classify_line(line);
            assert!(matches!(found, Some(Boilerplate::Line | Boilerplate::Navigation)), "{line}: {found:?}");
        }
        for line in [
            "Related articles",
            "MORE ON THIS STORY",
            "You may also like:",
            "Lesen Sie auch",
            "Читайте также:",
        ] {
            assert_eq!(classify_line(line), Some(Boilerplate::SideBox), "{line}");
        }
        for line in
            ["Comments", "Leave a Reply", "3 thoughts on “Rain”", "One Response to Rain", "Kommentare"]
        {
            assert_eq!(classify_line(line), Some(Boilerplate::Comments), "{line}");
        }
    }

    #[test]
    fn text_of_people_is_kept() {
        let lines = [
            "The river rose all night.",
            "Why cookies are bad for you",
            "Share prices fall as rain goes on",
            "Comments by the minister caused an uproar",
            "Home",
            "More rain is expected on Thursday",
            "***",
            "He said that all rights were reserved for others.",
            "Print is dead, and so is radio",
            "2026",
            "Related work has been done in Oslo by others, who found that the rain was older.",
            "Follow the money",
        ];
        for line in lines.iter().filter(|line| **line != "Home") {
            assert_eq!(classify_line(line), None, "{line}: {:?}", fold(line));
        }
    }
}
