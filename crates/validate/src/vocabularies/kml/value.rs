//! Kinds of values that only KML has.

use crate::Code;
use crate::datatypes::{Findings, Value, one_of};

/// What an altitude is measured from.
pub(super) fn altitude_mode(value: &Value<'_>, findings: &mut Findings) {
    const MODES: &[&str] = &["absolute", "clampToGround", "relativeToGround"];
    one_of(value, MODES, Code::InvalidAltitudeMode, findings);
}

/// Whether a colour is taken as it is.
pub(super) fn color_mode(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["normal", "random"], Code::InvalidColorMode, findings);
}

/// What a length on a picture is measured in.
pub(super) fn unit(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["fraction", "insetPixels", "pixels"], Code::InvalidKmlUnits, findings);
}

/// When something is loaded again.
pub(super) fn refresh_mode(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["onChange", "onExpire", "onInterval"], Code::InvalidRefreshMode, findings);
}

/// When something is loaded again because one looks elsewhere.
pub(super) fn view_refresh_mode(value: &Value<'_>, findings: &mut Findings) {
    const MODES: &[&str] = &["never", "onRegion", "onRequest", "onStop"];
    one_of(value, MODES, Code::InvalidViewRefreshMode, findings);
}

/// When a style is used.
pub(super) fn style_state(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["highlight", "normal"], Code::InvalidStyleState, findings);
}

/// How a feature stands in a list.
pub(super) fn list_item_type(value: &Value<'_>, findings: &mut Findings) {
    const TYPES: &[&str] = &["check", "checkHideChildren", "checkOffOnly", "radioFolder"];
    one_of(value, TYPES, Code::InvalidListItemType, findings);
}

/// In which states an icon is shown.
pub(super) fn icon_states(value: &Value<'_>, findings: &mut Findings) {
    const STATES: &[&str] = &["closed", "error", "fetching0", "fetching1", "fetching2", "open"];
    let mut states = value.text().split_whitespace().peekable();
    if states.peek().is_none() || !states.all(|state| STATES.contains(&state)) {
        findings.say(Code::InvalidItemIconState);
    }
}

/// What a field holds.
pub(super) fn kind_of_field(value: &Value<'_>, findings: &mut Findings) {
    const KINDS: &[&str] = &["bool", "double", "float", "int", "short", "string", "uint", "ushort"];
    one_of(value, KINDS, Code::InvalidSchemaFieldType, findings);
}

/// Points, with white space between them: longitude, latitude and, if there is one, altitude, with commas.
pub(super) fn coordinates(value: &Value<'_>, findings: &mut Findings) {
    for point in value.text().split_whitespace() {
        let mut numbers = point.split(',').map(number);
        let (longitude, latitude, altitude) = (numbers.next(), numbers.next(), numbers.next());
        let (Some(Some(longitude)), Some(Some(latitude))) = (longitude, latitude) else {
            return findings.say(Code::InvalidKmlCoordList);
        };
        if altitude == Some(None) || numbers.next().is_some() {
            return findings.say(Code::InvalidKmlCoordList);
        }
        if !(-180.0..=180.0).contains(&longitude) {
            findings.say_with(Code::InvalidKmlLongitude, &[("value", &longitude.to_string())]);
        }
        if !(-90.0..=90.0).contains(&latitude) {
            findings.say_with(Code::InvalidKmlLatitude, &[("value", &latitude.to_string())]);
        }
    }
}

fn number(text: &str) -> Option<f64> {
    let is_number =
        text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[test]
    fn points() {
        let said = |raw: &str| {
            let (mut findings, options) = (Findings::default(), Options::default());
            let value =
                Value { raw, options: &options, base: "", is_attribute: false, source: raw, is_rss2: false };
            coordinates(&value, &mut findings);
            findings.take().into_iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        for good in ["", "-5.05,50.15", " -5.05,50.15,0\n 5,50,-12.5 ", "180,-90"] {
            assert_eq!(said(good), [], "{good:?}");
        }
        for bad in ["5", "5 50", "5,50,1,2", "5, 50", "a,b", "5,50,", "inf,0"] {
            assert_eq!(said(bad), [Code::InvalidKmlCoordList], "{bad:?}");
        }
        assert_eq!(said("181,91"), [Code::InvalidKmlLongitude, Code::InvalidKmlLatitude]);
    }
}
