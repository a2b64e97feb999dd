//! The language that a text is in, to doubt what is said of it. What it is published as, its author says.

use tidings_model::{Problem, language_tag};
use whatlang::Lang;

/// Letters that must be there before a guess counts: no article of 1,243 in English, code left out, is taken for
/// another language from here on, nor reliably from 40.
const FEWEST: usize = 300;

/// Letters that are looked at; more make no guess better, and each costs.
const MOST: usize = 800;

/// Elements whose text is no prose, or not the author's.
const PASSED_OVER: [&str; 6] = ["pre", "code", "blockquote", "table", "math", "samp"];

/// BCP 47 tags of the languages that are told apart, each behind its code of ISO 639-3.
const TAGS: &str = "epo eo, eng en, rus ru, cmn zh, spa es, por pt, ita it, ben bn, fra fr, deu de, ukr uk, kat ka, \
    ara ar, hin hi, jpn ja, heb he, yid yi, pol pl, amh am, jav jv, kor ko, nob nb, dan da, swe sv, fin fi, tur tr, \
    nld nl, hun hu, ces cs, ell el, bul bg, bel be, mar mr, kan kn, ron ro, slv sl, hrv hr, srp sr, mkd mk, lit lt, \
    lav lv, est et, tam ta, vie vi, urd ur, tha th, guj gu, uzb uz, pan pa, aze az, ind id, tel te, pes fa, mal ml, \
    ori or, mya my, nep ne, sin si, khm km, tuk tk, aka ak, zul zu, sna sn, afr af, lat la, slk sk, cat ca, tgl tl, \
    hye hy, cym cy";

/// Languages that are one in writing, or so near that a guess between them is none; and those that are told from none
/// of their group.
const NEAR: [&[&str]; 9] = [
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

/// Names by which people call a language, beside the English and the own one of those that are told apart.
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

/// The tag of a language that is called by its name, in English or its own: `English`, `Français`.
pub(crate) fn by_name(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let is_called =
        |lang: &&Lang| [lang.eng_name(), lang.name()].iter().any(|known| known.to_lowercase() == name);
    let other = || OTHER_NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag);
    Lang::all().iter().find(is_called).and_then(|lang| tag_of(*lang)).or_else(other)
}

/// Doubts the language under which a text will be published: the one that it says, else the site's. Nothing where neither
/// says one, where the text is short, or where it can be in the language.
pub fn check_language(html: &str, said: Option<&str>, site: Option<&str>) -> Option<Problem> {
    let expected = said.or(site)?;
    let text = prose(html);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // A sign of Chinese, Japanese or Korean says as much as some three letters.
    let dense = text.chars().filter(|c| matches!(u32::from(*c), 0x3040..=0x9FFF | 0xAC00..=0xD7AF)).count();
    if letters + 2 * dense < FEWEST {
        return None;
    }
    let guess = whatlang::detect(&text).filter(whatlang::Info::is_reliable)?.lang();
    let tag = tag_of(guess)?;
    if may_be(expected, tag) {
        return None;
    }
    let name = name_of(guess);
    let problem = match said {
        Some(said) => Problem::warning(
            format!("The text seems to be in {name}, although it says that its language is '{said}'"),
            format!("Write 'lang: {tag}' in the front matter, if it is"),
        ),
        None => Problem::warning(
            format!(
                "The text seems to be in {name}, but does not say so, and counts as the site's language, '{expected}'"
            ),
            format!(
                "If it is, write 'lang: {tag}' in the front matter, or set language = \"{tag}\" in [site] where most articles are"
            ),
        ),
    };
    Some(problem.once_per_folder())
}

/// The language's name, as people call it rather than linguists.
fn name_of(lang: Lang) -> &'static str {
    match lang {
        Lang::Cmn => "Chinese",
        Lang::Nob => "Norwegian",
        lang => lang.eng_name(),
    }
}

/// Whether a text that is guessed to be in one language can be in the one expected. A language that is told from none
/// can be anything.
fn may_be(expected: &str, guessed: &str) -> bool {
    let Some(expected) = language_tag(expected) else { return true };
    let expected = expected.split('-').next().unwrap_or_default();
    let are_near = NEAR.iter().any(|group| group.contains(&expected) && group.contains(&guessed));
    let is_told_apart =
        tags().any(|(_, tag)| tag == expected) || NEAR.iter().any(|group| group.contains(&expected));
    expected == guessed || are_near || !is_told_apart
}

fn tags() -> impl Iterator<Item = (&'static str, &'static str)> {
    TAGS.split(", ").filter_map(|pair| pair.split_once(' '))
}

fn tag_of(lang: Lang) -> Option<&'static str> {
    tags().find(|(code, _)| *code == lang.code()).map(|(_, tag)| tag)
}

/// The beginning of a text without its code and quotations. Expects sanitised HTML, whose elements are closed and whose
/// text has no bare `<`.
fn prose(html: &str) -> String {
    let mut text = String::new();
    let (mut letters, mut depth) = (0, 0_usize);
    let mut rest = html;
    while let Some(first) = rest.chars().next().filter(|_| letters < MOST) {
        if first == '<' {
            let end = tag_end(rest);
            let (tag, after) = rest.split_at(end);
            let name =
                tag[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '/').next().unwrap_or_default();
            if PASSED_OVER.contains(&name) {
                depth += 1;
            } else if name.strip_prefix('/').is_some_and(|name| PASSED_OVER.contains(&name)) {
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
                if letters >= MOST {
                    break;
                }
            }
        }
        rest = after;
    }
    text
}

/// The length of the tag with which the text begins; a `>` in an attribute's value does not end it.
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

    const GERMAN: &str = "Am Morgen liegt der Nebel noch über dem Fluss, und die Fischer stehen schweigend am Ufer. \
        Niemand weiß, wann das erste Boot zurückkommt, aber alle warten. Später, wenn die Sonne durchbricht, kommen die \
        Kinder aus der Schule und laufen über die alte Brücke, die man im letzten Herbst neu gestrichen hat. Der Wirt \
        öffnet seine Läden und stellt Stühle vor das Haus, obwohl es dafür eigentlich noch zu kalt ist.";

    #[test]
    fn what_is_doubted() {
        let german = format!("<p title=\"a > b\">{GERMAN}</p>");
        let doubts = |html: &str, said, site| check_language(html, said, site).map(|problem| problem.message);
        assert!(doubts(&german, None, Some("en")).unwrap().contains("in German, but does not say so"));
        assert!(doubts(&german, Some("en-GB"), Some("de")).unwrap().contains("'en-GB'"));
        for (said, site) in
            [(None, None), (None, Some("de-AT")), (Some("de"), Some("en")), (Some("nds"), None)]
        {
            assert_eq!(doubts(&german, said, site), None, "{said:?} {site:?}");
        }
        assert_eq!(doubts(&GERMAN[..200], None, Some("en")), None, "too short");
        assert_eq!(doubts(&format!("<blockquote>{GERMAN}</blockquote>"), None, Some("en")), None, "quoted");
        let chinese = "<p>早晨的雾还停留在河面上，渔夫们默默地站在岸边。没有人知道第一条船什么时候回来，但大家都在等待。后来太阳出来了，\
            孩子们放学回家，跑过去年秋天刚刚重新粉刷过的老桥。店主打开窗户，把椅子摆在门前，虽然天气还有点冷。几只海鸥落在桅杆上，望着远处慢慢变亮的天空。</p>";
        assert!(doubts(chinese, None, Some("en")).unwrap().contains("in Chinese"));
        assert_eq!(doubts(chinese, Some("zh-Hant-TW"), Some("en")), None);
    }

    #[test]
    fn what_cannot_be_told_is_not_doubted() {
        for (expected, guessed) in
            [("nn", "da"), ("bs", "hr"), ("gl", "pt"), ("eu", "es"), ("zz", "en"), ("no", "nb")]
        {
            assert!(may_be(expected, guessed), "{expected} {guessed}");
        }
        for (expected, guessed) in [("en", "de"), ("da", "de"), ("pt-BR", "es"), ("ms", "en")] {
            assert!(!may_be(expected, guessed), "{expected} {guessed}");
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
            assert_eq!(by_name(name), tag, "{name}");
        }
    }

    #[test]
    fn each_language_that_is_told_apart_has_a_tag() {
        for lang in Lang::all() {
            let tag = tag_of(*lang).unwrap_or_else(|| panic!("{lang:?}"));
            assert_eq!(language_tag(tag).as_deref(), Some(tag));
        }
    }
}
