//! GeoRSS, Simple and GML: <https://www.ogc.org/standards/georss>.

use super::{Attribute, Element, Grammar, Namespace, Table};
use crate::datatypes::{
    bounding_box, circle, decimal, float, integer, non_negative_integer, position, position_list,
};

/// GeoRSS in whatever has a place.
pub(super) const EVERYWHERE: &[Element] = &[
    Element::parent("where", &IN_WHERE).with(OF_FEATURES),
    Element::text("point", &[position]).with(OF_FEATURES),
    Element::text("line", &[position_list]).with(OF_FEATURES),
    Element::text("polygon", &[position_list]).with(OF_FEATURES),
    Element::text("box", &[bounding_box]).with(OF_FEATURES),
    Element::text("circle", &[circle]).with(OF_FEATURES),
    // The document that most follow writes these in small letters, the schema in both ways.
    Element::text("featureTypeTag", &[]),
    Element::text("featuretypetag", &[]),
    Element::text("relationshipTag", &[]),
    Element::text("relationshiptag", &[]),
    Element::text("featureName", &[]),
    Element::text("featurename", &[]),
    Element::text("elev", &[decimal]),
    Element::text("floor", &[integer]),
    Element::text("radius", &[float]),
];

/// What the schema lets a geometry say of itself.
const OF_FEATURES: &[Attribute] = &[
    Attribute::optional("featuretypetag", &[]),
    Attribute::optional("relationshiptag", &[]),
    Attribute::optional("featurename", &[]),
    Attribute::optional("elev", &[decimal]),
    Attribute::optional("floor", &[integer]),
    Attribute::optional("radius", &[float]),
];

/// In which system of reference a geometry of GML is.
const OF_GEOMETRIES: &[Attribute] = &[
    Attribute::optional("srsName", &[]),
    Attribute::optional("srsDimension", &[non_negative_integer]),
    Attribute::optional("id", &[]).of(GML),
];

/// The same for coordinates, which may also be counted.
const OF_COORDINATES: &[Attribute] = &[
    Attribute::optional("srsName", &[]),
    Attribute::optional("srsDimension", &[non_negative_integer]),
    Attribute::optional("dimension", &[non_negative_integer]),
    Attribute::optional("count", &[non_negative_integer]),
];

const GML: Namespace = Namespace::Known("gml");

/// A table of elements of GML.
const fn gml(elements: &'static [Element]) -> Table {
    Table { namespace: GML, elements }
}

const POSITIONS: Element = Element::text("posList", &[position_list]).with(OF_COORDINATES);

const IN_WHERE: Grammar = Grammar::of(&[&[gml(&[
    Element::parent("Point", &IN_POINT).with(OF_GEOMETRIES),
    Element::parent("LineString", &IN_LINE).with(OF_GEOMETRIES),
    Element::parent("Polygon", &IN_POLYGON).with(OF_GEOMETRIES),
    Element::parent("Envelope", &IN_ENVELOPE).with(OF_GEOMETRIES),
])]]);

const IN_POINT: Grammar = Grammar::of(&[&[gml(&[Element::text("pos", &[position]).with(OF_COORDINATES)])]]);

const IN_LINE: Grammar = Grammar::of(&[&[gml(&[POSITIONS])]]);

const IN_POLYGON: Grammar = Grammar::of(&[&[gml(&[Element::parent("exterior", &IN_EXTERIOR)])]]);

const IN_EXTERIOR: Grammar =
    Grammar::of(&[&[gml(&[Element::parent("LinearRing", &IN_LINE).with(OF_GEOMETRIES)])]]);

const IN_ENVELOPE: Grammar = Grammar::of(&[&[gml(&[
    Element::text("lowerCorner", &[position]).with(OF_COORDINATES),
    Element::text("upperCorner", &[position]).with(OF_COORDINATES),
])]]);
