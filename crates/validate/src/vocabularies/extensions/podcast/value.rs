//! Kinds of values that only this namespace has.

use crate::Code;
use crate::datatypes::{
    Findings, Value, iso8601_date, iso8601_moment_at_any_time, latitude, longitude, one_of, signed_float,
    uuid,
};
use chrono::DateTime;

/// A UUID of version 5, made of a name.
pub(super) fn uuid_by_name(value: &Value<'_>, findings: &mut Findings) {
    let mut found = Findings::default();
    uuid(value, &mut found);
    if found.len() == 0 && value.text().as_bytes().get(14) != Some(&b'5') {
        found.say(Code::InvalidUUID);
    }
    findings.append(found);
}

/// A place on Earth as a URI (RFC 5870): `geo:48.198634,16.371648`, with an altitude and parameters as one likes.
pub(super) fn geo_address(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let path = text.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("geo:")).and(text.get(4..));
    let mut numbers = path.and_then(|path| path.split(';').next()).unwrap_or_default().split(',');
    let (Some(north), Some(east)) = (numbers.next(), numbers.next()) else {
        return findings.say(Code::InvalidCoord);
    };
    let part = |raw| Value { raw, is_attribute: true, ..*value };
    let mut found = Findings::default();
    signed_float(&part(north), &mut found);
    signed_float(&part(east), &mut found);
    numbers.next().into_iter().for_each(|altitude| signed_float(&part(altitude), &mut found));
    if found.len() > 0 || numbers.next().is_some() {
        return findings.say(Code::InvalidCoord);
    }
    latitude(&part(north), findings);
    longitude(&part(east), findings);
}

/// An object of OpenStreetMap: node, way or relation, its number and its version, `R113314#188`.
pub(super) fn map_object(value: &Value<'_>, findings: &mut Findings) {
    let number = value.text().strip_prefix(['N', 'W', 'R']).unwrap_or_default();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, version) = number.split_once('#').unwrap_or((number, "0"));
    if !is_number(number) || !is_number(version) {
        findings.say(Code::InvalidValue);
    }
}

/// A moment of ISO 8601. The namespace's own examples leave out the colon of the offset, which that allows only
/// where the time has none either.
pub(super) fn moment(value: &Value<'_>, findings: &mut Findings) {
    if DateTime::parse_from_str(value.text(), "%Y-%m-%dT%H:%M:%S%.f%z").is_err() {
        iso8601_moment_at_any_time(value, findings);
    }
}

/// The same, or a day.
pub(super) fn moment_or_day(value: &Value<'_>, findings: &mut Findings) {
    if value.text().contains('T') {
        moment(value, findings);
    } else {
        iso8601_date(value, findings);
    }
}

/// Width and height, as CSS has them: `16/9`, `1`.
pub(super) fn aspect_ratio(value: &Value<'_>, findings: &mut Findings) {
    let (width, height) = value.text().split_once('/').unwrap_or((value.text(), "1"));
    let is_positive =
        |text: &str| text.trim().parse::<f64>().is_ok_and(|number| number > 0.0 && number.is_finite());
    if !is_positive(width) || !is_positive(height) {
        findings.say(Code::InvalidValue);
    }
}

/// What tells whether a file is whole.
pub(super) fn integrity_kind(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["sri", "pgp-signature"], Code::InvalidValue, findings);
}

/// Pictures and their widths, as HTML's `srcset` has them, but with full addresses.
pub(super) fn source_set(value: &Value<'_>, findings: &mut Findings) {
    let is_picture = |picture: &str| {
        let mut words = picture.split_whitespace();
        let address = words.next().unwrap_or_default();
        let size = words.next().map(|size| size.strip_suffix(['w', 'x']).unwrap_or_default());
        let is_size = size.is_none_or(|size| size.parse::<f64>().is_ok_and(|number| number > 0.0));
        let is_full = address.starts_with("https://") || address.starts_with("http://");
        is_full && is_size && words.next().is_none()
    };
    let text = value.text();
    // A comma parts two pictures only if white space is near: addresses have commas as well.
    if !text.split(", ").flat_map(|part| part.split(",\n")).all(is_picture) {
        findings.say(Code::InvalidValue);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use crate::datatypes::Check;

    fn table(check: Check, code: Code, good: &[&str], bad: &[&str]) {
        let said = |raw: &str| {
            let mut findings = Findings::default();
            let options = Options::default();
            let value =
                Value { raw, options: &options, base: "", is_attribute: true, source: raw, is_rss2: true };
            check(&value, &mut findings);
            findings.take().into_iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        for raw in good {
            assert_eq!(said(raw), [], "{raw:?} is right");
        }
        for raw in bad {
            assert_eq!(said(raw), [code], "{raw:?} is wrong");
        }
    }

    #[test]
    fn identifiers_and_places() {
        table(
            uuid_by_name,
            Code::InvalidUUID,
            &["917393e3-1b1e-5cef-ace4-edaa54e1f810"],
            &["", "917393e3-1b1e-4cef-ace4-edaa54e1f810", "917393e3"],
        );
        table(
            geo_address,
            Code::InvalidCoord,
            &["geo:30.2672,97.7431", "geo:-27.8,153.3,12", "GEO:1,2;u=10"],
            &["", "30.2672,97.7431", "geo:30.2672", "geo:a,b", "geo:1,2,3,4", "geo:1, 2", "gé:1"],
        );
        table(geo_address, Code::InvalidLatitude, &["geo:90,180"], &["geo:91,0"]);
        table(
            map_object,
            Code::InvalidValue,
            &["R113314", "W43678282", "N1#2"],
            &["", "R", "113314", "X1", "R1#", "r1"],
        );
    }

    #[test]
    fn moments() {
        table(
            moment,
            Code::InvalidISO8601DateTime,
            &["2021-09-26T07:30:00.000-0600", "2021-09-26T07:30:00Z", "2021-09-26T07:30:00+02:00"],
            &["", "soon", "2021-13-26T07:30:00Z"],
        );
        table(
            moment_or_day,
            Code::InvalidISO8601DateTime,
            &["2021-09-26", "2021-09-26T07:30:00Z"],
            &["soon"],
        );
    }

    #[test]
    fn pictures() {
        table(
            aspect_ratio,
            Code::InvalidValue,
            &["1", "16/9", "16 / 9", "1.5"],
            &["", "16:9", "0/1", "1/0", "-1/2", "wide"],
        );
        table(
            source_set,
            Code::InvalidValue,
            &[
                "https://quay.example/a.jpg",
                "https://quay.example/a,b.jpg 1500w, https://quay.example/b.jpg 600w",
                "https://quay.example/a.jpg 1500w,\n https://quay.example/b.jpg 600w",
            ],
            &["", "a.jpg 1500w", "https://quay.example/a.jpg wide", "https://quay.example/a.jpg 1w 2w"],
        );
    }
}
