//! GeoRSS, in its Simple and GML encodings: <https://www.ogc.org/standards/georss>.

use crate::datatypes::{
    bounding_box, circle, decimal, float, gml_position, gml_position_list, integer, non_negative_integer,
    polygon, position, position_list,
};
use crate::vocabularies::schema::{Attribute, Element, Grammar, Namespace, Table};

/// The elements of everything that has a location.
pub(crate) const EVERYWHERE: &[Element] = &[
    Element::parent("where", &IN_WHERE).with(OF_FEATURES),
    Element::text("point", &[position]).with(OF_FEATURES),
    Element::text("line", &[position_list]).with(OF_FEATURES),
    Element::text("polygon", &[polygon]).with(OF_FEATURES),
    Element::text("box", &[bounding_box]).with(OF_FEATURES),
    Element::text("circle", &[circle]).with(OF_FEATURES),
    // The most common document writes these names in lower case; the schema has both forms.
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

/// The attributes of a geometry in the schema.
const OF_FEATURES: &[Attribute] = &[
    Attribute::optional("featuretypetag", &[]),
    Attribute::optional("relationshiptag", &[]),
    Attribute::optional("featurename", &[]),
    Attribute::optional("elev", &[decimal]),
    Attribute::optional("floor", &[integer]),
    Attribute::optional("radius", &[float]),
];

/// The coordinate reference system of a geometry of GML.
const OF_GEOMETRIES: &[Attribute] = &[
    Attribute::optional("srsName", &[]),
    Attribute::optional("srsDimension", &[non_negative_integer]),
    Attribute::optional("id", &[]).of(GML),
];

/// The same for coordinates, which may also have a count.
const OF_COORDINATES: &[Attribute] = &[
    Attribute::optional("srsName", &[]),
    Attribute::optional("srsDimension", &[non_negative_integer]),
    Attribute::optional("dimension", &[non_negative_integer]),
    Attribute::optional("count", &[non_negative_integer]),
];

const GML: Namespace = Namespace::Gml;

/// The tables of elements of GML, which have the same names in both of its namespaces.
const fn gml(elements: &'static [Element]) -> [Table; 2] {
    [Table { namespace: GML, elements }, Table { namespace: Namespace::Gml32, elements }]
}

const POSITIONS: Element = Element::text("posList", &[gml_position_list]).with(OF_COORDINATES);

const IN_WHERE: Grammar = Grammar::of(&[&gml(&[
    Element::parent("Point", &IN_POINT).with(OF_GEOMETRIES),
    Element::parent("LineString", &IN_LINE).with(OF_GEOMETRIES),
    Element::parent("Polygon", &IN_POLYGON).with(OF_GEOMETRIES),
    Element::parent("Envelope", &IN_ENVELOPE).with(OF_GEOMETRIES),
])]);

const IN_POINT: Grammar = Grammar::of(&[&gml(&[Element::text("pos", &[gml_position]).with(OF_COORDINATES)])]);

const IN_LINE: Grammar = Grammar::of(&[&gml(&[POSITIONS])]);

const IN_POLYGON: Grammar = Grammar::of(&[&gml(&[Element::parent("exterior", &IN_EXTERIOR)])]);

const IN_EXTERIOR: Grammar =
    Grammar::of(&[&gml(&[Element::parent("LinearRing", &IN_LINE).with(OF_GEOMETRIES)])]);

const IN_ENVELOPE: Grammar = Grammar::of(&[&gml(&[
    Element::text("lowerCorner", &[gml_position]).with(OF_COORDINATES),
    Element::text("upperCorner", &[gml_position]).with(OF_COORDINATES),
])]);
