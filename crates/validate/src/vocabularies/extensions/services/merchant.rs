//! Google's product feeds of today, which have the namespace of Google Base:
//! <https://support.google.com/merchants/answer/7052112>. The W3C validator knows Google Base as it was in 2005
//! ([`super::google_base`]).

use crate::Code;
use crate::datatypes::{
    Findings, Value, at_most, country, no_html, non_negative_integer, not_blank, one_of_in_any_case,
    positive_integer, uri,
};
use crate::vocabularies::schema::{Content, Element, Grammar, Namespace, Table};

/// The attributes of a product.
pub(crate) const PRODUCT: &[Element] = &[
    once("id", &[at_most::<50>, not_blank]),
    once("title", &[at_most::<150>, not_blank]),
    once("short_title", &[at_most::<150>]),
    once("description", &[at_most::<5000>, not_blank]),
    parts("structured_title", &STRUCTURED_TEXT),
    parts("structured_description", &STRUCTURED_TEXT),
    once("link", &[uri]),
    once("mobile_link", &[uri]),
    once("canonical_link", &[uri]),
    once("ads_redirect", &[uri]),
    once("link_template", &[]),
    once("mobile_link_template", &[]),
    once("image_link", &[uri]),
    many("additional_image_link", &[uri]),
    many("lifestyle_image_link", &[uri]),
    many("video_link", &[uri]),
    once("virtual_model_link", &[uri]),
    once("availability", &[availability]),
    once("availability_date", &[not_blank]),
    once("expiration_date", &[not_blank]),
    once("disclosure_date", &[not_blank]),
    once("price", &[money]),
    once("sale_price", &[money]),
    once("sale_price_effective_date", &[not_blank]),
    once("member_price_effective_date", &[not_blank]),
    once("cost_of_goods_sold", &[money]),
    once("auto_pricing_min_price", &[money]),
    once("maximum_retail_price", &[money]),
    once("minimum_order_value", &[money]),
    once("unit_pricing_measure", &[not_blank]),
    once("unit_pricing_base_measure", &[not_blank]),
    parts("installment", &INSTALLMENT),
    parts("subscription_cost", &SUBSCRIPTION),
    parts("loyalty_points", &LOYALTY_POINTS),
    parts("loyalty_program", &LOYALTY_PROGRAM),
    parts("free_shipping_threshold", &FREE_SHIPPING),
    once("google_product_category", &[not_blank]),
    many("product_type", &[no_html]),
    once("brand", &[no_html]),
    many("gtin", &[no_html]),
    once("mpn", &[no_html]),
    once("identifier_exists", &[yes_or_no]),
    once("condition", &[condition]),
    once("adult", &[yes_or_no]),
    once("multipack", &[positive_integer]),
    once("is_bundle", &[yes_or_no]),
    parts("certification", &CERTIFICATION),
    once("energy_efficiency_class", &[not_blank]),
    once("min_energy_efficiency_class", &[not_blank]),
    once("max_energy_efficiency_class", &[not_blank]),
    once("age_group", &[age_group]),
    once("color", &[no_html]),
    once("gender", &[gender]),
    once("material", &[no_html]),
    once("pattern", &[no_html]),
    many("size", &[no_html]),
    many("size_type", &[not_blank]),
    once("size_system", &[not_blank]),
    once("item_group_id", &[not_blank]),
    once("product_length", &[not_blank]),
    once("product_width", &[not_blank]),
    once("product_height", &[not_blank]),
    once("product_weight", &[not_blank]),
    parts("product_detail", &DETAIL),
    many("product_highlight", &[no_html]),
    once("custom_label_0", &[no_html]),
    once("custom_label_1", &[no_html]),
    once("custom_label_2", &[no_html]),
    once("custom_label_3", &[no_html]),
    once("custom_label_4", &[no_html]),
    many("promotion_id", &[not_blank]),
    many("excluded_destination", &[not_blank]),
    many("included_destination", &[not_blank]),
    many("shopping_ads_excluded_country", &[not_blank]),
    once("pause", &[not_blank]),
    once("external_seller_id", &[not_blank]),
    parts("shipping", &SHIPPING),
    parts("carrier_shipping", &SHIPPING),
    once("shipping_label", &[no_html]),
    once("shipping_weight", &[not_blank]),
    once("shipping_length", &[not_blank]),
    once("shipping_width", &[not_blank]),
    once("shipping_height", &[not_blank]),
    once("ships_from_country", &[country]),
    once("min_handling_time", &[non_negative_integer]),
    once("max_handling_time", &[non_negative_integer]),
    once("transit_time_label", &[no_html]),
    parts("tax", &TAX),
    once("tax_category", &[no_html]),
    once("return_policy_label", &[no_html]),
    once("store_code", &[not_blank]),
    once("quantity", &[non_negative_integer]),
    once("sell_on_google_quantity", &[non_negative_integer]),
    once("pickup_method", &[not_blank]),
    once("pickup_sla", &[not_blank]),
];

type Checks = &'static [crate::datatypes::Check];

const fn once(name: &'static str, checks: Checks) -> Element {
    Element::text(name, checks).once().today()
}

/// An attribute that a product may have several times.
const fn many(name: &'static str, checks: Checks) -> Element {
    Element::text(name, checks).today()
}

/// An attribute that has parts, or the same as one text with colons. A product may have it several times.
const fn parts(name: &'static str, grammar: &'static Grammar) -> Element {
    Element::new(name, Content::Elements(grammar)).today()
}

const fn of(elements: &'static [Element]) -> Table {
    Table { namespace: Namespace::GoogleBase, elements }
}

const STRUCTURED_TEXT: Grammar =
    Grammar::of(&[&[of(&[once("digital_source_type", &[not_blank]), once("content", &[not_blank])])]]);

const INSTALLMENT: Grammar = Grammar::of(&[&[of(&[
    once("months", &[positive_integer]),
    once("amount", &[money]),
    once("downpayment", &[money]),
    once("credit_type", &[not_blank]),
])]]);

const SUBSCRIPTION: Grammar = Grammar::of(&[&[of(&[
    once("period", &[not_blank]),
    once("period_length", &[positive_integer]),
    once("amount", &[money]),
])]]);

const LOYALTY_POINTS: Grammar = Grammar::of(&[&[of(&[
    once("name", &[]),
    once("points_value", &[non_negative_integer]),
    once("ratio", &[]),
])]]);

const LOYALTY_PROGRAM: Grammar = Grammar::of(&[&[of(&[
    once("program_label", &[not_blank]),
    once("tier_label", &[not_blank]),
    once("price", &[money]),
    once("cashback_for_future_use", &[money]),
    once("loyalty_points", &[non_negative_integer]),
    once("member_price_effective_date", &[not_blank]),
    once("shipping_label", &[no_html]),
])]]);

const FREE_SHIPPING: Grammar =
    Grammar::of(&[&[of(&[once("country", &[country]), once("price_threshold", &[money])])]]);

const CERTIFICATION: Grammar = Grammar::of(&[&[of(&[
    once("certification_authority", &[not_blank]),
    once("certification_name", &[not_blank]),
    once("certification_code", &[not_blank]),
    once("certification_value", &[not_blank]),
])]]);

const DETAIL: Grammar = Grammar::of(&[&[of(&[
    once("section_name", &[no_html]),
    once("attribute_name", &[no_html, not_blank]),
    once("attribute_value", &[no_html, not_blank]),
])]]);

const SHIPPING: Grammar = Grammar::of(&[&[of(&[
    once("country", &[country]),
    once("region", &[not_blank]),
    once("postal_code", &[not_blank]),
    once("location_id", &[not_blank]),
    once("location_group_name", &[not_blank]),
    once("service", &[no_html]),
    once("price", &[money]),
    once("min_handling_time", &[non_negative_integer]),
    once("max_handling_time", &[non_negative_integer]),
    once("min_transit_time", &[non_negative_integer]),
    once("max_transit_time", &[non_negative_integer]),
    once("carrier_price", &[not_blank]),
    once("flat_price", &[money]),
    once("origin_postal_code", &[not_blank]),
])]]);

const TAX: Grammar = Grammar::of(&[&[of(&[
    once("country", &[country]),
    once("region", &[not_blank]),
    once("postal_code", &[not_blank]),
    once("location_id", &[not_blank]),
    once("rate", &[not_blank]),
    once("tax_ship", &[yes_or_no]),
])]]);

/// An amount and its currency by ISO 4217: `15.00 USD`.
fn money(value: &Value<'_>, findings: &mut Findings) {
    let is_amount = |amount: &str| {
        amount.starts_with(|c: char| c.is_ascii_digit())
            && amount.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte))
    };
    let is_currency = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_money =
        value.text().split_once(' ').is_some_and(|(amount, code)| is_amount(amount) && is_currency(code));
    if !is_money {
        findings.report(Code::InvalidFloatUnit);
    }
}

fn availability(value: &Value<'_>, findings: &mut Findings) {
    const STATES: &[&str] = &[
        "in_stock",
        "out_of_stock",
        "preorder",
        "backorder",
        "in stock",
        "out of stock",
        "limited_availability",
    ];
    one_of_in_any_case(value, STATES, Code::InvalidValue, findings);
}

fn condition(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["new", "refurbished", "used"], Code::InvalidValue, findings);
}

fn age_group(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(
        value,
        &["newborn", "infant", "toddler", "kids", "adult"],
        Code::InvalidValue,
        findings,
    );
}

fn gender(value: &Value<'_>, findings: &mut Findings) {
    // `M` and `F` are those of Google Base.
    one_of_in_any_case(value, &["male", "female", "unisex", "m", "f"], Code::InvalidGender, findings);
}

fn yes_or_no(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["yes", "no", "true", "false"], Code::InvalidYesNo, findings);
}
