use super::testing::said;
use super::*;
use crate::Options;

const CHECKS: &[Check] = &[
    canonical_id,
    content_source,
    iri,
    iri_reference,
    link_target,
    opaque_guid,
    permalink_guid,
    uri,
    uri_reference,
    urn_specific,
    uuid,
    web_address,
    contact,
    email_address,
    email_with_name,
    no_email,
    iso8601_date,
    iso8601_moment,
    iso8601_moment_at_any_time,
    rfc822_date,
    rfc3339_date,
    w3cdtf_date,
    duration,
    play_time,
    html_fragment,
    html_fragment_with_addresses,
    no_html,
    no_undeclared_html,
    not_escaped_xhtml,
    country,
    currency,
    language,
    media_range,
    media_type,
    media_type_attribute,
    byte_length,
    comma_separated_integers,
    decimal,
    float,
    float_with_unit,
    integer,
    integer_with_unit,
    latitude,
    longitude,
    non_negative_integer,
    percentage,
    position,
    position_list,
    positive_integer,
    positive_integer_attribute,
    positive_integer_of_31_bits,
    starts_with_float,
    year,
    base64,
    form_component_name,
    keywords,
    no_space_around,
    at_most::<3>,
    hour,
];

/// Pieces of which values are made, and what is cut in two, comes twice or at the wrong place.
const PIECES: &[&str] = &[
    "<",
    ">",
    "&",
    ";",
    "#",
    "/",
    "=",
    "\"",
    "'",
    "!--",
    "-->",
    "p",
    "table",
    "td",
    "svg",
    "select",
    "option",
    "style",
    ":",
    "//",
    "[",
    "]",
    "@",
    ",",
    ".",
    "%",
    "%4",
    "%C3",
    "urn:",
    "uuid",
    "tag:",
    "http:",
    "2003",
    "-12-13",
    "T18:30",
    "Z",
    "+01:00",
    "Sat",
    "Sep",
    "GMT",
    "(",
    ")",
    "\\",
    " ",
    "\n",
    "\u{e4}",
    "\u{1f600}",
    "\u{85}",
    "x",
    "0",
    "99999999999",
    "en-",
    "text/",
    "?",
    "?+",
    "rgb(",
    "px",
];

#[test]
fn no_check_panics() {
    let options = Options { location: Some("http://example.org/feed".into()), ..Options::default() };
    // Numbers that look random enough (Marsaglia's xorshift), the same in each run.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for _ in 0..4000 {
        let text: String = (0..random(14)).map(|_| PIECES[random(PIECES.len())]).collect();
        for check in CHECKS {
            said(*check, &options, &text);
        }
    }
}
