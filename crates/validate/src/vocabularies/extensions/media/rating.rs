//! For whom a media object is fit, by the schemes that there are for that.

use super::{Judged, Node, judge_attributes};
use crate::Code;
use crate::datatypes::uri;
use crate::engine::Judge;

/// The rating is one of its scheme; of one that nobody knows, only the name is judged.
pub(super) fn rating(rating: &Node, judge: &mut Judge<'_>) {
    let scheme = rating.attribute("scheme").filter(|scheme| !scheme.is_empty()).unwrap_or("urn:simple");
    let value = rating.value();
    let is_rating = match scheme {
        "urn:simple" => matches!(value, "adult" | "nonadult"),
        "urn:mpaa" => matches!(value, "g" | "m" | "nc-17" | "pg" | "pg-13" | "r" | "x"),
        "urn:v-chip" => V_CHIP.contains(&value),
        "urn:icra" => is_content_label(value),
        _ => return judge_attributes(rating, &[Judged::attribute("scheme", uri)], judge),
    };
    if !is_rating {
        judge.say_of(rating, Code::InvalidMediaRating, &[("scheme", scheme), ("value", value)]);
    }
}

/// What television in Canada and in the United States has.
const V_CHIP: &[&str] =
    &["14+", "18+", "c", "c8", "g", "pg", "tv-14", "tv-g", "tv-ma", "tv-pg", "tv-y", "tv-y7", "tv-y7-fv"];

/// A label of the Internet Content Rating Association: `r (nz 1 sz 1 va 1)`.
fn is_content_label(text: &str) -> bool {
    let Some(inner) = text.strip_prefix("r (").and_then(|text| text.strip_suffix(')')) else { return false };
    let mut words = inner.split(' ');
    loop {
        let (Some(category), Some(level)) = (words.next(), words.next()) else { return false };
        let is_rated = match category.as_bytes() {
            [b'n' | b's' | b'v' | b'l' | b'o' | b'c' | b'x', b'z'] => matches!(level, "0" | "1"),
            [b'n' | b'l', b'a'..=b'c']
            | [b's', b'a'..=b'f']
            | [b'v', b'a'..=b'j']
            | [b'o', b'a'..=b'h']
            | [b'c', b'a' | b'b']
            | [b'x', b'a'..=b'e'] => level == "1",
            _ => false,
        };
        if !is_rated {
            return false;
        }
        // Another pair follows, or nothing.
        if words.clone().next().is_none() {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_content_label;

    #[test]
    fn labels_of_content() {
        for good in ["r (cz 1 lz 1 nz 1 oz 1 vz 1)", "r (nz 0)", "r (xe 1 cb 1)"] {
            assert!(is_content_label(good), "{good}");
        }
        for bad in
            ["", "r ()", "r (nz)", "r (nz 2)", "r (nd 1)", "r (na 0)", "r (nz 1 )", "(nz 1)", "r (nz 1"]
        {
            assert!(!is_content_label(bad), "{bad}");
        }
    }
}
