//! Geographic coordinates: degrees, positions, lists of positions, circles.

use super::findings::{Findings, Value};
use super::number::{is_decimal, is_within, rest_after_unsigned};
use crate::Code;

/// A latitude in degrees, -90 to 90.
pub(crate) fn latitude(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), -90.0, 90.0) {
        findings.report(Code::InvalidLatitude);
    }
}

/// A longitude in degrees, -180 to 180.
pub(crate) fn longitude(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), -180.0, 180.0) {
        findings.report(Code::InvalidLongitude);
    }
}

/// A position: latitude, a space, longitude.
pub(crate) fn position(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let Some((latitude, longitude)) = text.split_once([' ', ',']) else {
        return findings.report(Code::InvalidCoord);
    };
    if !is_decimal(latitude) || !is_decimal(longitude) {
        findings.report(Code::InvalidCoord);
    } else if text.contains(',') {
        findings.report(Code::CoordComma);
    }
}

/// Two or more positions: a line, a polygon or a box. A comma in a single position is unambiguous; in a list
/// it may separate the numbers or the positions.
pub(crate) fn position_list(value: &Value<'_>, findings: &mut Findings) {
    let (mut count, mut are_numbers) = (0, true);
    for number in value.text().split_whitespace() {
        count += 1;
        are_numbers &= is_decimal(number);
    }
    if !are_numbers || count < 4 || count % 2 == 1 {
        findings.report(Code::InvalidCoordList);
    }
}

/// Two positions: the lower and the upper corner of a box.
pub(crate) fn bounding_box(value: &Value<'_>, findings: &mut Findings) {
    match value.text().split_whitespace().count() {
        4 => {
            position_list(value, findings);
            let is_inverted =
                |numbers: Vec<f64>| matches!(numbers[..], [south, _, north, _] if south > north);
            if !value.is_w3c() && numbers(value.text()).is_some_and(is_inverted) {
                findings.report(Code::InvertedBox);
            }
        }
        _ => findings.report(Code::InvalidCoordList),
    }
}

/// The numbers of a list of positions; `None` if one is not a number.
fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split_whitespace().map(|number| is_decimal(number).then(|| number.parse().ok()).flatten()).collect()
}

/// A closed polygon: four positions or more, of which the last is the first (GeoRSS-Simple, 3.3).
pub(crate) fn polygon(value: &Value<'_>, findings: &mut Findings) {
    position_list(value, findings);
    if value.is_w3c() {
        return;
    }
    let Some(numbers) = numbers(value.text()).filter(|numbers| numbers.len() >= 4 && numbers.len() % 2 == 0)
    else {
        return;
    };
    let is_closed = numbers.len() >= 8 && numbers.first_chunk::<2>() == numbers.last_chunk::<2>();
    if !is_closed {
        findings.report(Code::OpenPolygon);
    }
}

/// A position of GML in two or three dimensions.
pub(crate) fn gml_position(value: &Value<'_>, findings: &mut Findings) {
    let count = value.text().split_whitespace().count();
    if value.is_w3c() || count != 3 {
        return position(value, findings);
    }
    if numbers(value.text()).is_none() {
        findings.report(Code::InvalidCoord);
    }
}

/// Two or more positions of GML in two or three dimensions.
pub(crate) fn gml_position_list(value: &Value<'_>, findings: &mut Findings) {
    let count = value.text().split_whitespace().count();
    let is_spatial = !value.is_w3c() && count >= 6 && count.is_multiple_of(3);
    if !is_spatial {
        position_list(value, findings);
    } else if numbers(value.text()).is_none() {
        findings.report(Code::InvalidCoordList);
    }
}

/// A position and a radius in metres.
pub(crate) fn circle(value: &Value<'_>, findings: &mut Findings) {
    match value.text().rsplit_once([' ', ',']) {
        Some((centre, radius)) if rest_after_unsigned(radius) == Some("") => {
            position(&Value { raw: centre, ..*value }, findings);
        }
        _ => findings.report(Code::InvalidCoord),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_codes;
    use super::*;

    #[test]
    fn coordinates() {
        assert_codes(
            latitude,
            Code::InvalidLatitude,
            &["90", "-90.0", "45.256", "+3"],
            &["", "90.1", "45N", "inf", "1,5"],
        );
        assert_codes(longitude, Code::InvalidLongitude, &["180", "-71.92"], &["180.01", "-200", "W"]);
        assert_codes(
            position,
            Code::InvalidCoord,
            &["45.256 -71.92", "1 2"],
            &["", "45.256", "1 2 3", "a b", "1  2", "1, 2"],
        );
        assert_codes(position, Code::CoordComma, &["1 2"], &["45.256,-71.92"]);
        assert_codes(
            position_list,
            Code::InvalidCoordList,
            &["1 2 3 4", "45.256 -110.45\n46.46 -109.48 43.84 -109.86"],
            &["", "1 2", "1 2 3", "1 2 3 4 5", "a b c d", "1,2,3,4", "1, 2 3, 4", "1,2 3 4", "1,2 3,4"],
        );
        assert_codes(
            bounding_box,
            Code::InvalidCoordList,
            &["42.943 -71.032 43.039 -69.856"],
            &["", "1 2", "1 2 3", "1 2 3 4 5 6", "1,2 3,4"],
        );
        assert_codes(
            circle,
            Code::InvalidCoord,
            &["42.943 -71.032 500"],
            &["", "1 2", "1 2 far", "1 2 -3", "1 2 3 4"],
        );
    }
}
