//! What a piece of text looks like: prose, a short sentence, a headline, or a fragment. No dictionary, so that it
//! holds for any language with sentences.

/// What a paragraph or a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One long sentence or several.
    Prose,
    /// One short sentence with its full stop.
    Sentence,
    /// A few words without a full stop: a headline, a sub-heading, a link.
    Title,
    /// Something that ends in a comma, a colon or a dash.
    Fragment,
}

/// A sentence of fewer words may be a caption or a remark; from here on it is prose.
const PROSE_WORDS: usize = 10;

/// Headlines are shorter; a longer line is prose although its full stop is missing.
const LONGEST_TITLE_WORDS: usize = 30;

/// What the text looks like.
pub(crate) fn shape(text: &str) -> Shape {
    let words = words(text);
    let inner = first_sentence(text).len() < text.trim_end().len();
    match last_sign(text) {
        Some('.' | '。' | '।' | '…' | '．' | '։') if inner || words >= PROSE_WORDS => Shape::Prose,
        Some('.' | '。' | '।' | '…' | '．' | '։') => Shape::Sentence,
        Some('!' | '?' | '！' | '？' | '؟') if (inner && words > 12) || words > 20 => Shape::Prose,
        _ if words > LONGEST_TITLE_WORDS || (inner && words > 14) => Shape::Prose,
        Some(',' | ';' | ':' | '-' | '–' | '—' | '、' | '：' | '，') => Shape::Fragment,
        _ => Shape::Title,
    }
}

/// The last character but for closing quotes and brackets.
fn last_sign(text: &str) -> Option<char> {
    let is_closing = |c: char| c.is_whitespace() || "\"'”’»“)]*_」』）】".contains(c);
    let text = text.trim_end_matches(is_closing);
    // `… and then for good.[1]`: a note's number stands behind the full stop.
    let noted = text.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('[');
    noted.unwrap_or(text).trim_end_matches(is_closing).chars().next_back()
}

/// Whether the text ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    last_sign(text).is_some_and(|c| ".!?…。！？।؟".contains(c))
}

/// Chinese and Japanese letters: they have no spaces between words and no capitals.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}')
}

/// How many words; two Chinese or Japanese characters count as one.
pub(crate) fn words(text: &str) -> usize {
    let cjk = text.chars().filter(|c| is_cjk(*c)).count();
    let spaced = text
        .split_whitespace()
        .filter(|word| word.chars().any(|c| c.is_alphanumeric() && !is_cjk(c)))
        .count();
    spaced + cjk.div_ceil(2)
}

/// A longer word, in characters, is no abbreviation.
const LONGEST_WORD: usize = 40;

/// Abbreviations whose full stop ends no sentence, in lower case without it.
const ABBREVIATIONS: &str = "mr mrs ms dr prof st sr jr gen col lt sgt capt rep sen gov rev hon pres no nos vs etc \
    inc ltd co corp e.g i.e cf fig vol pp approx dept est jan feb mar apr jun jul aug sep sept oct nov dec \
    bzw z.b d.h u.a ca nr str dr hr m mme mlle av p.ej ud uds sr sra им г ул т.е т.д";

/// The first sentence with its final sign; the whole text if it has no second one.
pub(crate) fn first_sentence(text: &str) -> &str {
    let text = text.trim_end();
    // Up to here no sentence ends: each full stop of a row of them would look at the whole row.
    let mut judged = 0;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        if "。！？".contains(sign) {
            let rest = &text[end..];
            let closing = rest.len() - rest.trim_start_matches(['」', '』', '”', '）']).len();
            return &text[..end + closing];
        }
        if at < judged || !".!?…".contains(sign) {
            continue;
        }
        let after = text[end..].trim_start_matches(['"', '”', '’', '»', '\'', ')', '.']);
        let closed = text.len() - after.len();
        if !begins_sentence(after) {
            judged = closed;
        } else if sign != '.' || !ends_in_abbreviated_word(&text[..at]) {
            return &text[..closed];
        }
    }
    text
}

/// Whether what stands behind a sign and its closing quotes may begin another sentence.
fn begins_sentence(after: &str) -> bool {
    let next = after.trim_start().trim_start_matches(['"', '“', '‘', '«', '„', '\'', '(', '[']);
    after.starts_with(char::is_whitespace)
        && next.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric())
}

/// Whether the full stop behind this text may be an abbreviation's, an initial's or an ordinal's.
fn ends_in_abbreviated_word(before: &str) -> bool {
    let length: usize = before
        .chars()
        .rev()
        .take_while(|c| !c.is_whitespace())
        .take(LONGEST_WORD + 1)
        .map(char::len_utf8)
        .sum();
    let word = &before[before.len() - length..];
    if word.chars().count() > LONGEST_WORD {
        return false;
    }
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    // `4. März`: an ordinal of German, Czech, Finnish and others.
    let is_ordinal = word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    let lower = word.to_lowercase();
    is_initial
        || is_ordinal
        || is_dotted_abbreviation(word)
        || ABBREVIATIONS.split_ascii_whitespace().any(|entry| entry == lower)
}

/// `U.S` of `U.S.`, `a.m`: single letters with full stops between.
fn is_dotted_abbreviation(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

/// Whether the text ends in an abbreviation such as `U.S.`, whose full stop may be no sentence's.
pub(crate) fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.strip_suffix('.').is_some_and(is_dotted_abbreviation)
}

/// Whether most words of four letters or more begin with a capital, as in an English headline.
pub(crate) fn is_title_case(text: &str) -> bool {
    let long = text.split_whitespace().skip(1).filter(|word| word.chars().count() >= 4);
    let (mut capital, mut all) = (0, 0);
    for word in long {
        all += 1;
        let first = word.chars().find(|c| c.is_alphanumeric());
        capital += usize::from(first.is_some_and(|c| !c.is_lowercase()));
    }
    capital * 3 >= all * 2
}

/// The words for comparing texts: lower case, no marks around them.
pub(crate) fn folded(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(|word| {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        bare.to_lowercase()
    });
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let cases = [
            ("The river rose all night, and in the morning the bridge was gone.", Shape::Prose),
            ("It rained.", Shape::Sentence),
            ("River Rises Overnight", Shape::Title),
            ("Why did the river rise?", Shape::Title),
            ("Dear readers,", Shape::Fragment),
            ("It rained.[12]", Shape::Sentence),
            ("他们昨天在北京见面，讨论了许多问题，然后一起参观了博物馆。", Shape::Prose),
            ("习近平访问俄罗斯", Shape::Title),
        ];
        for (text, want) in cases {
            assert_eq!(shape(text), want, "{text}");
        }
    }

    /// Looking at the rest of a row from each of its signs would take minutes.
    #[test]
    fn long_rows_of_signs_are_looked_at_once() {
        for row in [".".repeat(400_000), format!("A{} b", ".".repeat(400_000)), ".)".repeat(200_000)] {
            assert_eq!(first_sentence(&row), row);
        }
        let row = format!("A{} Next", ".".repeat(400_000));
        assert_eq!(first_sentence(&row), row.strip_suffix(" Next").unwrap());
    }

    #[test]
    fn first_sentences() {
        let cases = [
            ("It rained. Then it stopped.", "It rained."),
            ("Mr. Smith of the U.S. Navy came. He left.", "Mr. Smith of the U.S. Navy came."),
            ("Er kam am 4. März nach Haus. Dann ging er.", "Er kam am 4. März nach Haus."),
            ("“It rains.” She left.", "“It rains.”"),
            ("下雨了。他走了。", "下雨了。"),
            ("version 2.1 is out", "version 2.1 is out"),
        ];
        for (text, want) in cases {
            assert_eq!(first_sentence(text), want, "{text}");
        }
    }
}
