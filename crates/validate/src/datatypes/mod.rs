//! What a value may look like: one small pure function for each kind of value, none of which knows where it
//! stands.

mod address;
mod canonical;
mod choice;
mod contact;
mod date;
mod duration;
mod findings;
mod html;
mod language;
mod media_type;
mod number;
mod resolve;
mod text;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub(super) use address::{
    canonical_id, content_source, iri, iri_reference, link_target, opaque_guid, permalink_guid, uri,
    uri_reference, urn_specific, uuid, web_address,
};
pub(super) use choice::{
    boolean_attribute, colour, day, hour, one_of, one_of_in_any_case, true_false, true_false_in_lower_case,
    update_period, yes_no, yes_no_clean, zero_one,
};
pub(super) use contact::{contact, email_address, email_with_name, no_email};
pub(super) use date::{
    iso8601_date, iso8601_moment, iso8601_moment_at_any_time, rfc822_date, rfc3339_date, w3cdtf_date,
};
pub(super) use duration::{duration, play_time};
pub(super) use findings::{Check, Findings, Value};
pub(super) use html::{
    body_attribute, body_element, feed_of_page, html_fragment, html_fragment_with_addresses, is_page,
    markup_attribute, markup_element, no_html, no_undeclared_html, not_escaped_xhtml,
};
pub(super) use language::{country, currency, language};
pub(super) use media_type::{is_media_type, media_range, media_type, media_type_attribute};
pub(super) use number::{
    angle, bounding_box, byte_length, circle, comma_separated_integers, decimal, float, float_with_unit,
    integer, integer_with_unit, latitude, longitude, non_negative_integer, percentage, position,
    position_list, positive_integer, positive_integer_attribute, positive_integer_of_31_bits, signed_float,
    starts_with_float, year,
};
pub(super) use resolve::{is_same_address, normal_address, resolve, without_fragment};
pub(super) use text::{
    at_most, attribute_not_blank, base64, form_component_name, keywords, no_space_around, not_blank,
};
