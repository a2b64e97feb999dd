//! Classifies a piece of text as prose, short sentence, headline or fragment.
//!
//! Uses no dictionary, so that the rules hold for every language that has sentences.

/// The class of a paragraph or line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One long sentence, or several sentences.
    Prose,
    /// One short sentence with its full stop.
    Sentence,
    /// A few words without a full stop: a headline, a sub-heading, a link.
    Title,
    /// Text that ends in a comma, a colon or a dash.
    Fragment,
}

/// Sentences with fewer words may be captions or remarks; longer ones are prose.
const PROSE_WORDS: usize = 10;

/// Longest headline, in words; a longer line is prose even without a full stop.
const MAX_TITLE_WORDS: usize = 30;

/// Classifies the text.
pub(crate) fn shape(text: &str) -> Shape {
    // No rule distinguishes longer texts.
    let words = count_words(text, MAX_TITLE_WORDS + 1);
    let inner = first_sentence(text).len() < text.trim_end().len();
    match last_sign(text) {
        Some('.' | '。' | '।' | '…' | '．' | '։') if inner || words >= PROSE_WORDS => Shape::Prose,
        Some('.' | '。' | '।' | '…' | '．' | '։') => Shape::Sentence,
        Some('!' | '?' | '！' | '？' | '؟') if (inner && words > 12) || words > 20 => Shape::Prose,
        _ if words > MAX_TITLE_WORDS || (inner && words > 14) => Shape::Prose,
        Some(',' | ';' | ':' | '-' | '–' | '—' | '、' | '：' | '，') => Shape::Fragment,
        _ => Shape::Title,
    }
}

/// The last character before closing quotes and brackets.
fn last_sign(text: &str) -> Option<char> {
    let is_closing = |c: char| c.is_whitespace() || "\"'”’»“)]*_」』）】".contains(c);
    let text = text.trim_end_matches(is_closing);
    // `… and then for good.[1]`: the number of a note follows the full stop.
    let noted = text.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('[');
    noted.unwrap_or(text).trim_end_matches(is_closing).chars().next_back()
}

/// Whether the text ends like a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    last_sign(text).is_some_and(|c| ".!?…。！？।؟".contains(c))
}

/// Whether the character is Chinese or Japanese; these scripts have no spaces between words and no capitals.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}')
}

/// The number of words; two Chinese or Japanese characters count as one word.
pub(crate) fn words(text: &str) -> usize {
    count_words(text, usize::MAX)
}

/// The number of words, or any number from `enough` on if the text has so many: the rest of the text is not read.
fn count_words(text: &str, enough: usize) -> usize {
    let (mut spaced, mut cjk, mut is_word) = (0_usize, 0_usize, false);
    for c in text.chars() {
        if c.is_ascii() {
            is_word = if c.is_ascii_whitespace() || c == '\u{B}' {
                spaced += usize::from(is_word);
                if spaced >= enough {
                    return spaced;
                }
                false
            } else {
                is_word || c.is_ascii_alphanumeric()
            };
        } else if is_cjk(c) {
            cjk += 1;
            if cjk / 2 >= enough {
                return cjk / 2;
            }
        } else if c.is_whitespace() {
            spaced += usize::from(is_word);
            is_word = false;
        } else {
            is_word |= c.is_alphanumeric();
        }
    }
    spaced + usize::from(is_word) + cjk.div_ceil(2)
}

/// Longest abbreviation, in characters.
const MAX_ABBREVIATION_CHARS: usize = 40;

/// Abbreviations whose full stop does not end a sentence, in lower case without the full stop.
const ABBREVIATIONS: &str = "mr mrs ms dr prof st sr jr gen col lt sgt capt rep sen gov rev hon pres no nos vs etc \
    inc ltd co corp e.g i.e cf fig vol pp approx dept est jan feb mar apr jun jul aug sep sept oct nov dec \
    bzw z.b d.h u.a ca nr str dr hr m mme mlle av p.ej ud uds sr sra им г ул т.е т.д";

/// The first sentence with its final punctuation; the whole text if it has only one sentence.
pub(crate) fn first_sentence(text: &str) -> &str {
    let text = text.trim_end();
    // No sentence ends before this offset; otherwise each full stop of a row would examine the whole row.
    let mut checked_to = 0;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        if "。！？".contains(sign) {
            let rest = &text[end..];
            let closing = rest.len() - rest.trim_start_matches(['」', '』', '”', '）']).len();
            return &text[..end + closing];
        }
        if at < checked_to || !".!?…".contains(sign) {
            continue;
        }
        let after = text[end..].trim_start_matches(['"', '”', '’', '»', '\'', ')', '.']);
        let closed = text.len() - after.len();
        if !begins_sentence(after) {
            checked_to = closed;
        } else if sign != '.' || !ends_in_abbreviated_word(&text[..at]) {
            return &text[..closed];
        }
    }
    text
}

/// Whether the text after a full stop and closing quotes can begin a sentence.
fn begins_sentence(after: &str) -> bool {
    let next = after.trim_start().trim_start_matches(['"', '“', '‘', '«', '„', '\'', '(', '[']);
    after.starts_with(char::is_whitespace)
        && next.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric())
}

/// Whether the full stop after this text may belong to an abbreviation, an initial or an ordinal.
fn ends_in_abbreviated_word(before: &str) -> bool {
    let length: usize = before
        .chars()
        .rev()
        .take_while(|c| !c.is_whitespace())
        .take(MAX_ABBREVIATION_CHARS + 1)
        .map(char::len_utf8)
        .sum();
    let word = &before[before.len() - length..];
    if word.chars().count() > MAX_ABBREVIATION_CHARS {
        return false;
    }
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    // `4. März`: ordinals of German, Czech, Finnish and other languages.
    let is_ordinal = word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    let lower = word.to_lowercase();
    is_initial
        || is_ordinal
        || is_dotted_abbreviation(word)
        || ABBREVIATIONS.split_ascii_whitespace().any(|entry| entry == lower)
}

/// `U.S` of `U.S.`, `a.m`: single letters separated by full stops.
fn is_dotted_abbreviation(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

/// Whether the text ends in an abbreviation such as `U.S.`, whose full stop may not end a sentence.
pub(crate) fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.strip_suffix('.').is_some_and(is_dotted_abbreviation)
}

/// Whether most words of four or more letters are capitalised, as in an English headline.
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

/// The words of a text for comparison: in lower case, without punctuation.
pub(crate) fn folded(text: &str) -> Vec<String> {
    folded_words(text).collect()
}

/// The same one after another, for the comparison with a text of any length.
pub(crate) fn folded_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split_whitespace().map(|word| {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        bare.to_lowercase()
    });
    words.filter(|word| !word.is_empty())
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

    /// Examining the rest of a row at each full stop would take minutes.
    #[test]
    fn long_rows_of_punctuation_take_linear_time() {
        for row in [".".repeat(400_000), format!("A{} b", ".".repeat(400_000)), ".)".repeat(200_000)] {
            assert_eq!(first_sentence(&row), row);
        }
        let row = format!("A{} Next", ".".repeat(400_000));
        assert_eq!(first_sentence(&row), row.strip_suffix(" Next").unwrap());
    }

    #[test]
    fn numbers_of_words() {
        let cases = [
            ("", 0),
            ("one", 1),
            (" one  two\u{A0}three\u{B}four\n", 4),
            ("one — two", 2),
            ("“...” a.b", 1),
            ("北京 2026 年", 3),
            ("北京を歩く a北", 4),
        ];
        for (text, count) in cases {
            assert_eq!(words(text), count, "{text}");
        }
        assert!(count_words(&"a ".repeat(1000), 31) >= 31);
        assert_eq!(count_words("a b c", 31), 3);
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
