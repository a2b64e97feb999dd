//! Google Base, now Google's product feeds: the attributes of an item that is offered.

use crate::Code;
use crate::datatypes::{
    Findings, Value, country, currency, float_with_unit, integer_with_unit, iso8601_date, iso8601_moment,
    no_html, non_negative_integer, not_blank, one_of, percentage, positive_integer, starts_with_float,
    true_false, uri, year,
};
use crate::messages::Finding;
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Namespace, Node, Table};

const G: Namespace = Namespace::GoogleBase;

pub(crate) const ENTRY: &[Element] = &[
    Element::text("actor", &[no_html]).once(),
    Element::text("age", &[non_negative_integer]).once(),
    Element::text("agent", &[no_html]).once(),
    Element::text("apparel_type", &[no_html]).once(),
    Element::text("area", &[no_html]).once(),
    Element::text("artist", &[no_html]).once(),
    Element::text("author", &[no_html]).once(),
    Element::text("bathrooms", &[non_negative_integer]).once(),
    Element::text("bedrooms", &[non_negative_integer]).once(),
    Element::text("brand", &[no_html]).once(),
    Element::text("calories", &[starts_with_float]).once(),
    Element::text("cholesterol", &[starts_with_float]).once(),
    Element::text("color", &[no_html]).once(),
    Element::text("condition", &[no_html]).once(),
    Element::text("cooking_time", &[starts_with_float]).once(),
    Element::text("course", &[no_html]).once(),
    attribute_with_parts("course_date_range", &RANGE),
    Element::text("course_number", &[no_html]).once(),
    Element::text("course_times", &[no_html]).once(),
    Element::text("cuisine", &[no_html]).once(),
    Element::text("currency", &[currency]).once(),
    Element::text("delivery_notes", &[no_html]).once(),
    Element::text("delivery_radius", &[float_with_unit]).once(),
    Element::text("education", &[no_html]).once(),
    Element::text("employer", &[no_html]).once(),
    Element::text("ethnicity", &[no_html]).once(),
    attribute_with_parts("event_date_range", &RANGE),
    Element::text("expiration_date", &[iso8601_date]).once(),
    Element::text("expiration_date_time", &[iso8601_moment]).once(),
    Element::text("fiber", &[starts_with_float]).once(),
    Element::text("format", &[no_html]).once(),
    Element::text("from_location", &[location]).once(),
    Element::text("gender", &[gender]).once(),
    Element::text("hoa_dues", &[starts_with_float]).once(),
    Element::text("id", &[no_html]).once(),
    Element::text("image_link", &[uri]),
    Element::text("immigration_status", &[no_html]).once(),
    Element::text("interested_in", &[no_html]).once(),
    Element::text("isbn", &[no_html]).once(),
    Element::text("job_function", &[no_html]).once(),
    Element::text("job_industry", &[no_html]).once(),
    Element::text("job_type", &[no_html]).once(),
    Element::text("label", &[label]),
    Element::text("listing_type", &[true_false]).once(),
    Element::text("location", &[full_location]).once(),
    Element::text("main_ingredient", &[no_html]).once(),
    Element::text("make", &[no_html]).once(),
    Element::text("manufacturer", &[no_html]).once(),
    Element::text("manufacturer_id", &[no_html]).once(),
    Element::text("marital_status", &[marital_status]).once(),
    Element::text("meal_type", &[no_html]).once(),
    Element::text("megapixels", &[float_with_unit]).once(),
    Element::text("memory", &[float_with_unit]).once(),
    Element::text("mileage", &[integer_with_unit]).once(),
    Element::text("model", &[no_html]).once(),
    Element::text("model_number", &[no_html]).once(),
    Element::text("name_of_item_being_reviewed", &[no_html]).once(),
    Element::text("news_source", &[no_html]).once(),
    Element::text("occupation", &[no_html]).once(),
    Element::text("pages", &[positive_integer, not_blank]).once(),
    Element::text("payment_accepted", &[payment_method]),
    Element::text("payment_notes", &[no_html]).once(),
    Element::text("pickup", &[true_false]).once(),
    Element::text("preparation_time", &[float_with_unit]).once(),
    Element::text("price", &[float_with_unit]).once(),
    Element::text("price_type", &[price_type]).once(),
    Element::text("processor_speed", &[float_with_unit]).once(),
    Element::text("product_type", &[no_html]).once(),
    Element::text("property_type", &[no_html]).once(),
    Element::text("protein", &[float_with_unit]).once(),
    Element::text("publication_name", &[no_html]).once(),
    Element::text("publication_volume", &[no_html]).once(),
    Element::text("publish_date", &[iso8601_date]).once(),
    Element::text("quantity", &[non_negative_integer, not_blank]).once(),
    Element::text("rating", &[rating]).once(),
    Element::text("review_type", &[no_html]).once(),
    Element::text("reviewer_type", &[reviewer]).once(),
    Element::text("salary", &[starts_with_float]).once(),
    Element::text("salary_type", &[salary_type]).once(),
    Element::text("saturated_fat", &[starts_with_float]).once(),
    Element::text("school_district", &[no_html]).once(),
    Element::text("service_type", &[no_html]).once(),
    Element::text("servings", &[starts_with_float]).once(),
    Element::text("sexual_orientation", &[no_html]).once(),
    attribute_with_parts("shipping", &SHIPPING),
    Element::text("size", &[no_html]).once(),
    Element::text("sodium", &[starts_with_float]).once(),
    Element::text("subject", &[no_html]).once(),
    Element::text("subject_area", &[no_html]).once(),
    Element::text("tax_percent", &[percentage]).once(),
    Element::text("tax_region", &[no_html]).once(),
    Element::text("to_location", &[location]).once(),
    Element::text("total_carbs", &[starts_with_float]).once(),
    Element::text("total_fat", &[starts_with_float]).once(),
    attribute_with_parts("travel_date_range", &RANGE),
    Element::text("university", &[no_html]).once(),
    Element::text("upc", &[no_html]).once(),
    Element::text("url_of_item_being_reviewed", &[uri]).once(),
    Element::text("vehicle_type", &[no_html]).once(),
    Element::text("vin", &[no_html]).once(),
    Element::text("weight", &[float_with_unit]).once(),
    Element::text("year", &[year]).once(),
];

/// An attribute that has parts. In RDF, `rdf:parseType` declares them as parts of the attribute.
const fn attribute_with_parts(name: &'static str, parts: &'static Grammar) -> Element {
    Element::parent(name, parts).with(&[PARSE_TYPE]).once()
}

const PARSE_TYPE: Attribute = Attribute::optional("parseType", &[]).of(Namespace::Rdf);

const SHIPPING: Grammar = Grammar::of(&[&[Table {
    namespace: G,
    elements: &[
        Element::text("service", &[shipping_service]).once(),
        Element::text("country", &[country]).once(),
        Element::text("price", &[float_with_unit]).once(),
    ],
}]]);

const RANGE: Grammar = Grammar::of(&[&[Table {
    namespace: G,
    elements: &[
        Element::text("start", &[iso8601_moment]).once(),
        Element::text("end", &[iso8601_moment]).once(),
    ],
}]]);

/// At most ten pictures and ten labels. The eleventh is reported.
pub(crate) fn check_limits(item: &Node, context: &mut dyn Context<'_>) {
    for name in ["image_link", "label"] {
        if let Some(eleventh) = item.all(G, name).nth(10) {
            context.report(Finding::new(Code::TooMany).on_child(eleventh, item));
        }
    }
}

fn label(value: &Value<'_>, findings: &mut Findings) {
    if value.raw.contains(',') {
        findings.report(Code::InvalidLabel);
    }
}

/// City and country, or city, region and country.
fn location(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw.split(',').count(), 2 | 3) {
        findings.report(Code::InvalidLocation);
    }
}

/// Street, city, region, postal code and country.
fn full_location(value: &Value<'_>, findings: &mut Findings) {
    let is_full =
        value.raw.split(',').count() == 5 && value.raw.split(',').all(|part| !part.trim().is_empty());
    if !is_full {
        findings.report(Code::InvalidFullLocation);
    }
}

fn gender(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["Male", "M", "Female", "F"], Code::InvalidGender, findings);
}

fn marital_status(value: &Value<'_>, findings: &mut Findings) {
    const STATES: &[&str] = &["single", "divorced", "separated", "widowed", "married", "in relationship"];
    one_of(value, STATES, Code::InvalidMaritalStatus, findings);
}

fn payment_method(value: &Value<'_>, findings: &mut Findings) {
    const METHODS: &[&str] =
        &["Cash", "Check", "Visa", "MasterCard", "AmericanExpress", "Discover", "WireTransfer"];
    one_of(value, METHODS, Code::InvalidPaymentMethod, findings);
}

fn price_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["negotiable", "starting"], Code::InvalidPriceType, findings);
}

fn salary_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["negotiable", "starting"], Code::InvalidSalaryType, findings);
}

fn rating(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["1", "2", "3", "4", "5"], Code::InvalidRatingType, findings);
}

fn reviewer(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["editorial", "user"], Code::InvalidReviewerType, findings);
}

fn shipping_service(value: &Value<'_>, findings: &mut Findings) {
    const SERVICES: &[&str] = &["FedEx", "UPS", "DHL", "Mail", "Other", "Overnight", "Standard"];
    one_of(value, SERVICES, Code::InvalidServiceType, findings);
}
