//! Features: what a place, a folder, an overlay have in common.

use super::geometry::{ALTITUDE_MODE, GEOMETRIES};
use super::value::kind_of_field;
use super::{ATOM, Attribute, Content, Element, Grammar, ID, Judge, Node, Table};
use super::{id_once, needs, network, number, object, overlay, own, replaced, style, switch, text};
use crate::Code;
use crate::datatypes::{
    angle, latitude, longitude, no_html, non_negative_integer, not_blank, signed_float, w3cdtf_date,
};

/// All of them. They stand in folders as they stand outside.
pub(super) const FEATURES: &[Element] = &[
    Element::new("Document", Content::Chosen(|_, _| Content::Elements(&IN_DOCUMENT))).with(ID),
    Element::new("Folder", Content::Chosen(|_, _| Content::Elements(&IN_FOLDER))).with(ID),
    Element::parent("Placemark", &IN_PLACEMARK).with(ID).rules(&[placemark_has_id, id_once]),
    Element::parent("NetworkLink", &network::IN_LINK).with(ID),
    Element::parent("GroundOverlay", &overlay::ON_GROUND).with(ID),
    Element::parent("ScreenOverlay", &overlay::ON_SCREEN).with(ID),
    Element::parent("PhotoOverlay", &overlay::OF_PHOTO).with(ID),
];

/// What every feature has.
pub(super) const OF_FEATURES: Table = own(&[
    text("name", &[]),
    switch("visibility"),
    switch("open"),
    text("address", &[no_html]),
    Element::any("AddressDetails").once(),
    text("phoneNumber", &[]),
    SNIPPET,
    SNIPPET.named("snippet"),
    text("description", &[]),
    LOOK_AT,
    object("Camera", &IN_CAMERA),
    object("TimeStamp", &Grammar::of(&[&[own(&[text("when", &[w3cdtf_date])])]]))
        .rules(&[|stamp, judge| needs(stamp, &["when"], judge)]),
    object(
        "TimeSpan",
        &Grammar::of(&[&[own(&[text("begin", &[w3cdtf_date]), text("end", &[w3cdtf_date])])]]),
    ),
    text("styleUrl", &[]),
    style::STYLE,
    style::STYLE_MAP,
    LOOK_AT.named("View").rules(&[|view, judge| replaced(view, "LookAt", judge)]),
    object("Region", &IN_REGION).rules(&[|region, judge| needs(region, &["LatLonAltBox"], judge)]),
    Element::any("Metadata"),
    Element::any("ExtendedData").once(),
]);

pub(super) const SNIPPET: Element =
    text("Snippet", &[no_html]).with(&[Attribute::optional("maxLines", &[non_negative_integer])]);

const IN_DOCUMENT: Grammar = Grammar::of(&[
    &[
        OF_FEATURES,
        own(FEATURES),
        own(&[Element::parent("Schema", &IN_SCHEMA).with(&[
            Attribute::optional("name", &[]),
            Attribute::optional("parent", &[]),
            Attribute::optional("id", &[]),
        ])]),
    ],
    ATOM,
]);

const IN_FOLDER: Grammar = Grammar::of(&[&[OF_FEATURES, own(FEATURES)], ATOM]);

const IN_PLACEMARK: Grammar = Grammar::of(&[&[OF_FEATURES, own(GEOMETRIES)], ATOM]);

const IN_SCHEMA: Grammar = Grammar::of(&[&[own(&[
    FIELD,
    FIELD.named("SimpleArrayField"),
    FIELD.named("ObjField"),
    FIELD.named("ObjArrayField"),
])]]);

const FIELD: Element = Element::parent("SimpleField", &Grammar::of(&[&[own(&[text("displayName", &[])])]]))
    .with(&[
        Attribute::required("name", Code::MissingAttribute, &[]),
        Attribute::required("type", Code::MissingAttribute, &[kind_of_field]),
    ]);

/// `LookAt`: from where it is seen.
pub(super) const LOOK_AT: Element = object("LookAt", &IN_LOOK_AT);

const IN_LOOK_AT: Grammar = Grammar::of(&[&[EYE, own(&[number("range"), text("tilt", &[latitude])])]]);

const IN_CAMERA: Grammar = Grammar::of(&[&[EYE, own(&[text("tilt", &[angle]), text("roll", &[angle])])]]);

const EYE: Table = own(&[
    text("longitude", &[longitude]),
    text("latitude", &[latitude]),
    text("altitude", &[signed_float]),
    text("heading", &[angle]),
    ALTITUDE_MODE,
]);

const IN_REGION: Grammar = Grammar::of(&[&[own(&[
    object(
        "LatLonAltBox",
        &Grammar::of(&[&[
            overlay::EDGES,
            own(&[text("minAltitude", &[signed_float]), text("maxAltitude", &[signed_float]), ALTITUDE_MODE]),
        ]]),
    )
    .rules(&[overlay::has_edges]),
    object(
        "Lod",
        &Grammar::of(&[&[own(&[
            text("minLodPixels", &[signed_float]),
            text("maxLodPixels", &[signed_float]),
            number("minFadeExtent"),
            number("maxFadeExtent"),
        ])]]),
    ),
])]]);

/// Others point to a placemark by its id.
fn placemark_has_id(placemark: &Node, judge: &mut Judge<'_>) {
    if placemark.attribute("id").is_none() {
        judge.say(Code::MissingId, placemark.start, "id", &placemark.parent_name(), &[]);
    }
}

/// What an address of a file may be.
pub(super) const ADDRESS: Element = text("href", &[not_blank]);
