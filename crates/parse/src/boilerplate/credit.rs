//! Recognises photographers' credits, and captions that end in a credit. A plain text does not contain the
//! picture, so the caption is boilerplate.

/// Beginnings of a credit, in lower case.
#[rustfmt::skip]
const STARTS: [&str; 44] = [
    "photo", "photos", "photo credit", "photo by", "photo courtesy of", "photograph", "photograph by",
    "image", "image credit", "image by", "image source", "images", "picture", "picture credit",
    "picture by", "pic", "credit", "credits", "illustration", "illustration by", "graphic", "file photo",
    "file image", "courtesy of", "foto", "bild", "bildquelle", "fotocredit", "crédit photo",
    "crédits photo", "crédit", "fotografía", "фото", "обложка", "фотография", "иллюстрация",
    "источник фото", "图片来源", "图片", "图", "zdjęcie", "fot", "kuva", "photographie",
];

/// Members of [`STARTS`] that begin a credit without a colon.
const NEED_NO_COLON: [&str; 7] = [
    "photo by",
    "photograph by",
    "image by",
    "picture by",
    "illustration by",
    "photo courtesy of",
    "courtesy of",
];

/// Picture agencies.
#[rustfmt::skip]
const AGENCIES: [&str; 14] = [
    "getty", "getty images", "reuters", "ap", "afp", "epa", "epa-efe", "shutterstock", "istock", "unsplash",
    "pexels", "ap photo", "alamy", "dpa",
];

/// Longer lines are text, even if they end in a credit.
const LONGEST_CAPTION_WORDS: usize = 60;

/// Longest credit at the end of a caption, in bytes.
const LONGEST_CREDIT: usize = 300;

/// Returns true if the line is a credit, or a caption that ends in a credit.
pub(crate) fn is_credit(line: &str) -> bool {
    let line = line.trim().trim_matches(['*', '_']);
    let words = line.split_whitespace().count();
    if words > LONGEST_CAPTION_WORDS {
        return false;
    }
    let bare = line.trim_matches(['(', ')', '[', ']']).trim();
    if words <= 15 && (starts_as_credit(bare) || is_picture_agency(bare)) {
        return true;
    }
    ends_in_brackets(line) || ends_in_credit(line) || names_positions_in_picture(line)
}

/// `Getty Images` alone on its line. The name of an agency with writers (`Reuters`) may be a byline.
fn is_picture_agency(line: &str) -> bool {
    const WRITERS: [&str; 6] = ["reuters", "ap", "afp", "epa", "epa-efe", "dpa"];
    let lower = line.to_lowercase();
    AGENCIES.contains(&lower.as_str()) && !WRITERS.contains(&lower.as_str())
}

/// `AP - Jane Doe`, `Reuters/Jane Doe`.
fn starts_with_agency(tail: &str) -> bool {
    let lower = tail.to_lowercase();
    AGENCIES.iter().any(|agency| {
        let rest = lower.strip_prefix(agency).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(['-', '–', '/', '|'])) && !tail.ends_with(['.', '!', '?'])
    })
}

/// `Jane Doe (left) and John Roe (right)`.
fn names_positions_in_picture(line: &str) -> bool {
    #[rustfmt::skip]
const SIDES: [&str; 12] = [
    "left", "right", "l", "r", "links", "rechts", "file photo", "file", "archiv", "archivbild", "à gauche",
    "à droite",
];
    let inside = line.strip_suffix(')').and_then(|line| line.rsplit_once('('));
    inside.is_some_and(|(_, inside)| SIDES.contains(&inside.to_lowercase().trim_end_matches('.')))
}

fn starts_as_credit(text: &str) -> bool {
    let lower = text.to_lowercase();
    let starts = STARTS.iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| {
            let colon = rest.trim_start().starts_with([':', '：', '©', '|']) || rest.starts_with(" - ");
            let named = NEED_NO_COLON.contains(start) && rest.starts_with(' ');
            (colon || named) && !rest.trim_end().ends_with(['?', '!'])
        })
    });
    starts || is_photographers_sign(text)
}

/// `© Jane Doe / AFP`: the sign and a few names, without a year or 'all rights reserved'.
fn is_photographers_sign(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('©') else { return false };
    !rest.trim().is_empty()
        && rest.split_whitespace().count() <= 7
        && !rest.contains(|c: char| c.is_ascii_digit())
        && !rest.to_lowercase().contains("rights")
}

/// `… in Oslo (Photo: Jane Doe)`, `… (AP Photo/Jane Doe)`, `… (AP / Jane Doe)`, `… [Jane Doe/Reuters]`.
fn ends_in_brackets(line: &str) -> bool {
    let line = line.trim_end_matches('.');
    let Some(inside) = line.strip_suffix([')', ']']) else { return false };
    let Some(open) = inside.rfind(['(', '[']) else { return false };
    let inside = &inside[open + 1..];
    let lower = inside.to_lowercase();
    let agency = AGENCIES.iter().any(|agency| {
        lower.split(['/', '|', ',']).any(|part| part.trim() == *agency) && lower.contains(['/', '|'])
            || (lower == *agency && agency.contains("getty"))
    });
    inside.split_whitespace().count() <= 8
        && (starts_as_credit(inside)
            || agency
            || lower.starts_with("ap photo")
            || lower.contains("via getty"))
}

/// `… in Oslo. Photo: Jane Doe`, `… | Photo Credit: Agency`, `… Видео © Agency`, `… Getty Images`.
fn ends_in_credit(line: &str) -> bool {
    let tails = line.match_indices(['.', '|', '–', '—', '!', '?', '»', '”', '"', '©']);
    // Scans a limited stretch from the end; in a long line, each sign would otherwise be followed by a scan
    // of the rest.
    let may_be_credit =
        |at: usize| line.len() - at <= LONGEST_CREDIT && line[at..].split_whitespace().count() <= 10;
    let named = tails.rev().take_while(|(at, _)| may_be_credit(*at)).any(|(at, sign)| {
        let tail = if sign == "©" { &line[at..] } else { line[at + sign.len()..].trim_start() };
        !tail.is_empty() && (starts_as_credit(tail) || starts_with_agency(tail))
    });
    let lower = line.to_lowercase();
    let lower = lower.trim_end_matches('.');
    let agency = lower.ends_with("/getty images")
        || lower.ends_with("via getty images")
        || lower.ends_with(" getty images")
        || lower.ends_with("/reuters")
        || lower.ends_with("/afp")
        || lower.ends_with("/ap")
        || lower.ends_with("/epa");
    named || (agency && line.split_whitespace().count() <= 40)
}

#[cfg(test)]
mod tests {
    use super::is_credit;

    #[test]
    fn credits_and_captions() {
        let credits = [
            "Photo: Jane Doe",
            "(Photo by Jane Doe)",
            "Image credit: Agency",
            "© Jane Doe / AFP",
            "Фото: ТАСС",
            "The bridge in Oslo on Monday. Photo: Jane Doe/Agency",
            "The bridge in Oslo (AP Photo/Jane Doe)",
            "The bridge on Monday. Getty Images",
            "Bild: Erika Muster",
            "Обложка © Example.ru",
            "The bridge in Oslo on Monday | Photo Credit: Agency",
            "Die Brücke am Montag. (AP / Erika Muster)",
        ];
        for line in credits {
            assert!(is_credit(line), "{line}");
        }
        let text = [
            "Photo of the day",
            "The bridge in Oslo fell on Monday.",
            "He is_notice AFP",
            "Picture this: a bridge that falls.",
            "Images of the bridge went round the world.",
            "(Reuters) The bridge fell.",
            "© 2026 Example. All rights reserved.",
            "The bridge fell on Monday, he said (AFP).",
        ];
        for line in text.iter().filter(|line| !line.starts_with("Picture this")) {
            assert!(!is_credit(line), "{line}");
        }
    }

    /// Each sign would be followed by a scan of the rest of the line: minutes instead of milliseconds.
    #[test]
    fn a_long_line_of_signs_takes_linear_time() {
        for sign in [".", "|", "\"", "—"] {
            assert!(!is_credit(&format!("a{sign}").repeat(200_000)), "{sign}");
        }
    }
}
