//! Language tags (BCP 47): one check for the configuration, documents and feeds.

/// The codes of ISO 639-1. Any other two-letter code is a mistake, most often a country code (`cz`, `jp`,
/// `gr`).
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr \
    cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu \
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo \
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu \
    rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt \
    tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Returns the tag in its conventional case (`en-GB`, `zh-Hant-TW`). Also accepts a locale (`en_GB.UTF-8`).
/// `None` if it names no language: it would make a feed invalid (W3C: `InvalidLanguage`).
pub fn language_tag(given: &str) -> Option<String> {
    let without_charset = given.trim().split(['.', '@']).next().unwrap_or_default();
    let mut parts = without_charset.split(['-', '_']);
    let language = parts.next()?.to_ascii_lowercase();
    let letters = language.bytes().all(|byte| byte.is_ascii_lowercase());
    let known = match language.len() {
        2 => TWO_LETTERS.split_whitespace().any(|code| code == language),
        // ISO 639-3 has 7,900 codes, so only the shape is checked.
        3 => letters,
        _ => false,
    };
    let mut tag = known.then_some(language)?;
    for part in parts {
        if !(1..=8).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        tag.push_str(&conventional_case(part));
    }
    Some(tag)
}

/// Scripts in title case, regions in upper case, everything else in lower case (RFC 5646, 2.1.1).
fn conventional_case(part: &str) -> String {
    let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
    match part.len() {
        2 if letters => part.to_ascii_uppercase(),
        4 if letters => format!("{}{}", part[..1].to_ascii_uppercase(), part[1..].to_ascii_lowercase()),
        _ => part.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let cases = [
            ("en", Some("en")),
            ("EN-gb", Some("en-GB")),
            ("de_DE.UTF-8", Some("de-DE")),
            ("sr_RS@latin", Some("sr-RS")),
            ("zh-hant-tw", Some("zh-Hant-TW")),
            ("es-419", Some("es-419")),
            ("haw", Some("haw")),
            ("english", None),
            ("cz", None),
            ("en-", None),
            ("e1", None),
            ("", None),
            ("en-é", None),
        ];
        for (given, written) in cases {
            assert_eq!(language_tag(given).as_deref(), written, "{given}");
        }
    }
}
