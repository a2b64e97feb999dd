//! Detects the language of a text and warns if it contradicts the declared language. The declared language
//! stays in force.

use tidings_model::{Problem, language_tag};
use whatlang::Lang;

/// The least number of letters for a guess. Of 1,243 English articles without their code, none is taken for
/// another language from this length on, nor reliably recognised from 40.
const MIN_LETTERS: usize = 300;

/// The number of letters that are examined. More letters cost time and do not improve the guess.
const MAX_LETTERS: usize = 800;

/// Elements whose text is not prose, or not the author's.
const SKIPPED_ELEMENTS: [&str; 6] = ["pre", "code", "blockquote", "table", "math", "samp"];

/// The languages that can be distinguished: code of ISO 639-3 and BCP 47 tag.
const TAGS: &str = "epo eo, eng en, rus ru, cmn zh, spa es, por pt, ita it, ben bn, fra fr, deu de, ukr uk, kat ka, \
    ara ar, hin hi, jpn ja, heb he, yid yi, pol pl, amh am, jav jv, kor ko, nob nb, dan da, swe sv, fin fi, tur tr, \
    nld nl, hun hu, ces cs, ell el, bul bg, bel be, mar mr, kan kn, ron ro, slv sl, hrv hr, srp sr, mkd mk, lit lt, \
    lav lv, est et, tam ta, vie vi, urd ur, tha th, guj gu, uzb uz, pan pa, aze az, ind id, tel te, pes fa, mal ml, \
    ori or, mya my, nep ne, sin si, khm km, tuk tk, aka ak, zul zu, sna sn, afr af, lat la, slk sk, cat ca, tgl tl, \
    hye hy, cym cy";

/// Groups of languages that have the same written form or are too similar for a guess, with members that
/// cannot be distinguished from the rest of their group.
const SIMILAR: [&[&str]; 9] = [
    &["nb", "no", "nn", "da"],
    &["hr", "sr", "bs", "sh", "cnr", "sl"],
    &["cs", "sk"],
    &["id", "ms", "jv", "su"],
    &["zh", "yue", "wuu", "nan", "lzh"],
    &["fa", "prs", "ps", "ur", "ku", "ckb"],
    &["hi", "mr", "ne", "sa", "bho", "mai"],
    &["tl", "fil", "ceb"],
    &["he", "iw", "yi", "ji"],
];

/// Names of languages in addition to the English and native names of the languages that can be distinguished.
const OTHER_NAMES: [(&str, &str); 30] = [
    ("chinese", "zh"),
    ("simplified chinese", "zh-Hans"),
    ("chinese (simplified)", "zh-Hans"),
    ("traditional chinese", "zh-Hant"),
    ("chinese (traditional)", "zh-Hant"),
    ("中文", "zh"),
    ("简体中文", "zh-Hans"),
    ("繁體中文", "zh-Hant"),
    ("american english", "en-US"),
    ("english (us)", "en-US"),
    ("british english", "en-GB"),
    ("english (uk)", "en-GB"),
    ("brazilian portuguese", "pt-BR"),
    ("portuguese (brazil)", "pt-BR"),
    ("castilian", "es"),
    ("castellano", "es"),
    ("norwegian", "no"),
    ("norsk", "no"),
    ("nynorsk", "nn"),
    ("farsi", "fa"),
    ("slovenian", "sl"),
    ("filipino", "fil"),
    ("icelandic", "is"),
    ("irish", "ga"),
    ("galician", "gl"),
    ("basque", "eu"),
    ("malay", "ms"),
    ("albanian", "sq"),
    ("bosnian", "bs"),
    ("swahili", "sw"),
];

/// The tag of a language with this English or native name: `English`, `Français`.
pub(crate) fn tag_of_name(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let is_called =
        |lang: &&Lang| [lang.eng_name(), lang.name()].iter().any(|known| known.to_lowercase() == name);
    let other = || OTHER_NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag);
    Lang::all().iter().find(is_called).and_then(|lang| tag_of_language(*lang)).or_else(other)
}

/// Warns if a text seems to be in another language than the one under which it is published: its declared
/// language, else the site's. Returns `None` if neither is known, if the text is short, or if it can be in
/// that language.
pub fn check_language(html: &str, declared: Option<&str>, site: Option<&str>) -> Option<Problem> {
    let expected = declared.or(site)?;
    let text = prose(html);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // A Chinese, Japanese or Korean character carries as much information as about three letters.
    let dense = text.chars().filter(|c| matches!(u32::from(*c), 0x3040..=0x9FFF | 0xAC00..=0xD7AF)).count();
    if letters + 2 * dense < MIN_LETTERS {
        return None;
    }
    let guess = whatlang::detect(&text).filter(whatlang::Info::is_reliable)?.lang();
    let tag = tag_of_language(guess)?;
    if is_plausible(expected, tag) {
        return None;
    }
    let name = name_of(guess);
    let problem = match declared {
        Some(declared) => Problem::warning(
            format!("The text seems to be in {name}, but its language is declared as '{declared}'"),
            format!("If it is, write 'lang: {tag}' in the front matter"),
        ),
        None => Problem::warning(
            format!(
                "The text seems to be in {name}, but declares no language and is published in the \
                 site's language, '{expected}'"
            ),
            format!(
                "If it is, write 'lang: {tag}' in the front matter, or set language = \"{tag}\" in [site] where most \
                 articles are"
            ),
        ),
    };
    Some(problem.once_per_folder())
}

/// The common name of the language, instead of the linguists' name.
fn name_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Cmn => "Chinese",
        Lang::Nob => "Norwegian",
        lang => lang.eng_name(),
    }
}

/// Returns true if a text with the guessed language can be in the expected language. A language that cannot
/// be distinguished is always possible.
fn is_plausible(expected: &str, guessed: &str) -> bool {
    let Some(expected) = language_tag(expected) else { return true };
    let expected = expected.split('-').next().unwrap_or_default();
    let are_near = SIMILAR.iter().any(|group| group.contains(&expected) && group.contains(&guessed));
    let is_distinguished =
        tags().any(|(_, tag)| tag == expected) || SIMILAR.iter().any(|group| group.contains(&expected));
    expected == guessed || are_near || !is_distinguished
}

fn tags() -> impl Iterator<Item = (&'static str, &'static str)> {
    TAGS.split(", ").filter_map(|pair| pair.split_once(' '))
}

fn tag_of_language(lang: Lang) -> Option<&'static str> {
    tags().find(|(code, _)| *code == lang.code()).map(|(_, tag)| tag)
}

/// The beginning of a text without code and quotations. Expects sanitised HTML: closed elements, and no bare
/// `<` in text.
fn prose(html: &str) -> String {
    let mut text = String::new();
    let (mut letters, mut depth) = (0, 0_usize);
    let mut rest = html;
    while let Some(first) = rest.chars().next().filter(|_| letters < MAX_LETTERS) {
        if first == '<' {
            let end = tag_end(rest);
            let (tag, after) = rest.split_at(end);
            let name =
                tag[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap_or_default();
            if SKIPPED_ELEMENTS.contains(&name) {
                depth += 1;
            } else if name.strip_prefix('/').is_some_and(|name| SKIPPED_ELEMENTS.contains(&name)) {
                depth = depth.saturating_sub(1);
            }
            text.push(' ');
            rest = after;
            continue;
        }
        let end = rest.find('<').unwrap_or(rest.len());
        let (words, after) = rest.split_at(end);
        if depth == 0 {
            for word in words.split_whitespace().filter(|word| !word.contains(['&', '/', '@', '_'])) {
                letters += word.chars().count();
                text.push_str(word);
                text.push(' ');
                if letters >= MAX_LETTERS {
                    break;
                }
            }
        }
        rest = after;
    }
    text
}

/// The length of the tag at the start of the text. A `>` in the value of an attribute does not end the tag.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str = "\
        Am Morgen liegt der Nebel noch über dem Fluss, und die Fischer stehen schweigend am Ufer. Niemand \
        weiß, wann das erste Boot zurückkommt, aber alle warten. Später, wenn die Sonne durchbricht, kommen \
        die Kinder aus der Schule und laufen über die alte Brücke, die man im letzten Herbst neu gestrichen \
        hat. Der Wirt öffnet seine Läden und stellt Stühle vor das Haus, obwohl es dafür eigentlich noch zu \
        kalt ist.";

    #[test]
    fn a_contradicting_language_is_reported() {
        let german = format!("<p title=\"a > b\">{GERMAN}</p>");
        let doubts =
            |html: &str, declared, site| check_language(html, declared, site).map(|problem| problem.message);
        assert!(doubts(&german, None, Some("en")).unwrap().contains("in German, but declares no language"));
        assert!(doubts(&german, Some("en-GB"), Some("de")).unwrap().contains("'en-GB'"));
        for (declared, site) in
            [(None, None), (None, Some("de-AT")), (Some("de"), Some("en")), (Some("nds"), None)]
        {
            assert_eq!(doubts(&german, declared, site), None, "{declared:?} {site:?}");
        }
        assert_eq!(doubts(&GERMAN[..200], None, Some("en")), None, "too short");
        assert_eq!(doubts(&format!("<blockquote>{GERMAN}</blockquote>"), None, Some("en")), None, "quoted");
        let chinese = "<p>早晨的雾还停留在河面上，渔夫们默默地站在岸边。没有人知道第一条船什么时候回来，但大家都在等待。后来太阳出来了，\
            孩子们放学回家，跑过去年秋天刚刚重新粉刷过的老桥。店主打开窗户，把椅子摆在门前，虽然天气还有点冷。几只海鸥落在桅杆上，望着远处慢慢变亮的天空。</p>";
        assert!(doubts(chinese, None, Some("en")).unwrap().contains("in Chinese"));
        assert_eq!(doubts(chinese, Some("zh-Hant-TW"), Some("en")), None);
    }

    #[test]
    fn similar_languages_are_not_reported() {
        for (expected, guessed) in
            [("nn", "da"), ("bs", "hr"), ("gl", "pt"), ("eu", "es"), ("zz", "en"), ("no", "nb")]
        {
            assert!(is_plausible(expected, guessed), "{expected} {guessed}");
        }
        for (expected, guessed) in [("en", "de"), ("da", "de"), ("pt-BR", "es"), ("ms", "en")] {
            assert!(!is_plausible(expected, guessed), "{expected} {guessed}");
        }
    }

    #[test]
    fn names_of_languages() {
        let cases = [
            ("English", Some("en")),
            (" german", Some("de")),
            ("Français", Some("fr")),
            ("中文", Some("zh")),
            ("Norwegian", Some("no")),
            ("Klingon", None),
            ("", None),
        ];
        for (name, tag) in cases {
            assert_eq!(tag_of_name(name), tag, "{name}");
        }
    }

    #[test]
    fn each_distinguished_language_has_a_tag() {
        for lang in Lang::all() {
            let tag = tag_of_language(*lang).unwrap_or_else(|| panic!("{lang:?}"));
            assert_eq!(language_tag(tag).as_deref(), Some(tag));
        }
    }
}
