//! The syntax of values: one small pure function for each data type. None of them knows the element that the
//! value is in.

mod address;
mod choice;
mod contact;
mod coordinates;
mod date;
mod duration;
mod findings;
mod html;
mod language;
mod media_type;
mod number;
mod text;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub(super) use address::{
    canonical_id, content_source, host_of, iri, iri_reference, is_known_domain, is_same_address, link_target,
    normal_address, opaque_guid, permalink_guid, resolve, uri, uri_reference, urn_specific, uuid,
    web_address, without_fragment,
};
pub(super) use choice::{
    boolean_attribute, day, hour, one_of, one_of_in_any_case, true_false, true_false_in_lower_case,
    update_period, yes_no, yes_no_clean,
};
pub(super) use contact::{contact, email_address, email_with_name, no_email};
pub(super) use coordinates::{
    bounding_box, circle, gml_position, gml_position_list, latitude, longitude, polygon, position,
    position_list,
};
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
    byte_length, comma_separated_integers, decimal, float, float_with_unit, integer, integer_with_unit,
    non_negative_integer, percentage, positive_integer, positive_integer_attribute,
    positive_integer_of_31_bits, signed_float, starts_with_float, year,
};
pub(super) use text::{
    at_most, attribute_not_blank, base64, form_component_name, keywords, no_space_around,
    no_space_around_identifier, not_blank,
};
