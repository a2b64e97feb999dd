//! Points, lines and areas.

use super::network::LINK;
use super::value::{altitude_mode, coordinates};
use super::{Content, Element, Grammar, ID, Table, needs, object, own, replaced, switch, text};
use crate::datatypes::{angle, float, latitude, longitude, signed_float};

/// All of them; several stand in one that holds several.
pub(super) const GEOMETRIES: &[Element] = &[
    OF_COORDINATES,
    OF_COORDINATES.named("LineString"),
    RING,
    Element::parent("Polygon", &IN_POLYGON)
        .with(ID)
        .rules(&[|polygon, judge| needs(polygon, &["outerBoundaryIs"], judge)]),
    MULTIPLE,
    MULTIPLE
        .named("GeometryCollection")
        .rules(&[|multiple, judge| replaced(multiple, "MultiGeometry", judge)]),
    Element::parent("Model", &IN_MODEL).with(ID).rules(&[|model, judge| needs(model, &["Link"], judge)]),
];

const MULTIPLE: Element =
    Element::new("MultiGeometry", Content::Chosen(|_, _| Content::Elements(&IN_MULTIPLE))).with(ID);

const IN_MULTIPLE: Grammar = Grammar::of(&[&[own(GEOMETRIES)]]);

const OF_COORDINATES: Element =
    Element::parent("Point", &Grammar::of(&[&[OF_GEOMETRIES, own(&[text("coordinates", &[coordinates])])]]))
        .with(ID)
        .rules(&[|geometry, judge| needs(geometry, &["coordinates"], judge)]);

const RING: Element = OF_COORDINATES.named("LinearRing");

const OF_GEOMETRIES: Table = own(&[switch("extrude"), switch("tessellate"), ALTITUDE_MODE]);

/// `altitudeMode`.
pub(super) const ALTITUDE_MODE: Element = text("altitudeMode", &[altitude_mode]);

const BOUNDARY: Element = Element::parent("innerBoundaryIs", &Grammar::of(&[&[own(&[RING])]]))
    .rules(&[|boundary, judge| needs(boundary, &["LinearRing"], judge)]);

const IN_POLYGON: Grammar =
    Grammar::of(&[&[OF_GEOMETRIES, own(&[BOUNDARY.named("outerBoundaryIs").once(), BOUNDARY])]]);

const IN_MODEL: Grammar = Grammar::of(&[&[own(&[
    ALTITUDE_MODE,
    LINK,
    object(
        "Location",
        &Grammar::of(&[&[own(&[
            text("longitude", &[longitude]),
            text("latitude", &[latitude]),
            text("altitude", &[signed_float]),
        ])]]),
    )
    .rules(&[|location, judge| needs(location, &["longitude", "latitude", "altitude"], judge)]),
    object(
        "Orientation",
        &Grammar::of(&[&[own(&[text("heading", &[angle]), text("tilt", &[angle]), text("roll", &[angle])])]]),
    ),
    object(
        "Scale",
        &Grammar::of(&[&[own(&[text("x", &[float]), text("y", &[float]), text("z", &[float])])]]),
    ),
    object(
        "ResourceMap",
        &Grammar::of(&[&[own(&[Element::parent(
            "Alias",
            &Grammar::of(&[&[own(&[text("targetHref", &[]), text("sourceHref", &[])])]]),
        )
        .with(ID)])]]),
    ),
])]]);
