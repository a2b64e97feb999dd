//! Pictures on the ground and on the screen.

use super::feature::OF_FEATURES;
use super::geometry::ALTITUDE_MODE;
use super::style::ICON;
use super::value::unit;
use super::{
    ATOM, Attribute, Element, Grammar, Judge, Node, Table, needs, number, object, own, replaced, text,
};
use crate::Code;
use crate::datatypes::{colour, integer, latitude, longitude, signed_float};

const OF_OVERLAYS: Table = own(&[
    text("color", &[colour]),
    text("drawOrder", &[integer]),
    ICON,
    text("geomColor", &[colour]).rules(&[|color, judge| replaced(color, "color", judge)]),
]);

/// The edges of a box.
pub(super) const EDGES: Table = own(&[
    text("north", &[latitude]),
    text("south", &[latitude]),
    text("east", &[longitude]),
    text("west", &[longitude]),
    text("rotation", &[longitude]),
]);

/// All four of them.
pub(super) fn has_edges(area: &Node, judge: &mut Judge<'_>) {
    needs(area, &["north", "south", "east", "west"], judge);
}

/// What stands in a `GroundOverlay`.
pub(super) const ON_GROUND: Grammar = Grammar::of(&[
    &[
        OF_FEATURES,
        OF_OVERLAYS,
        own(&[
            text("altitude", &[signed_float]),
            ALTITUDE_MODE,
            object("LatLonBox", &Grammar::of(&[&[EDGES]])).rules(&[has_edges]),
        ]),
    ],
    ATOM,
])
.rules(&[|overlay, judge| needs(overlay, &["LatLonBox"], judge)]);

/// What stands in a `ScreenOverlay`.
pub(super) const ON_SCREEN: Grammar = Grammar::of(&[
    &[
        OF_FEATURES,
        OF_OVERLAYS,
        own(&[
            PLACE,
            PLACE.named("screenXY"),
            PLACE.named("rotationXY"),
            PLACE.named("size"),
            text("rotation", &[longitude]),
        ]),
    ],
    ATOM,
]);

/// What stands in a `PhotoOverlay`.
pub(super) const OF_PHOTO: Grammar = Grammar::of(&[
    &[
        OF_FEATURES,
        OF_OVERLAYS,
        own(&[
            number("rotation"),
            Element::any("ViewVolume").once(),
            Element::any("ImagePyramid").once(),
            Element::any("Point").once(),
            Element::any("shape").once(),
        ]),
    ],
    ATOM,
]);

/// A place on a picture.
pub(super) const PLACE: Element = Element::parent("overlayXY", &Grammar::of(&[]))
    .with(&[
        Attribute::required("x", Code::MissingAttribute, &[signed_float]),
        Attribute::required("y", Code::MissingAttribute, &[signed_float]),
        Attribute::required("xunits", Code::MissingAttribute, &[unit]),
        Attribute::required("yunits", Code::MissingAttribute, &[unit]),
    ])
    .once();
