//! Locations as two or three numbers: the W3C's basic geo vocabulary (<https://www.w3.org/2003/01/geo/>),
//! GeoURL and the ICBM module.

use crate::Code;
use crate::datatypes::{decimal, latitude, longitude};
use crate::messages::Finding;
use crate::vocabularies::schema::{Context, Element, Grammar, Namespace, Node, Table};

/// The elements of the W3C's vocabulary.
pub(crate) const GEO: &[Element] = &[Element::parent("Point", &POINT), LAT, LONG, ALT];

const LAT: Element = Element::text("lat", &[latitude]);
const LONG: Element = Element::text("long", &[longitude]);
const ALT: Element = Element::text("alt", &[decimal]);

const POINT: Grammar = Grammar::of(&[&[Table { namespace: Namespace::Geo, elements: &[LAT, LONG, ALT] }]])
    .rules(&[|point, context| {
        for (local, name) in [("lat", "geo:lat"), ("long", "geo:long")] {
            if !point.has(Namespace::Geo, local) {
                context.report(
                    Finding::new(Code::MissingElement).at(point.start).element(name).parent(point.name()),
                );
            }
        }
    }]);

/// The elements of GeoURL and ICBM.
pub(crate) const DEGREES: &[Element] =
    &[Element::text("latitude", &[latitude]), Element::text("longitude", &[longitude])];

/// Reports a latitude without a longitude beside it, and the reverse: neither is a place.
pub(crate) fn check_pair(parent: &Node<'_>, context: &mut dyn Context<'_>) {
    if context.is_w3c() {
        return;
    }
    const PAIRS: [(Namespace, &str, &str); 3] = [
        (Namespace::Geo, "lat", "long"),
        (Namespace::GeoUrl, "latitude", "longitude"),
        (Namespace::Icbm, "latitude", "longitude"),
    ];
    for (namespace, latitude, longitude) in PAIRS {
        let missing = match (parent.has(namespace, latitude), parent.has(namespace, longitude)) {
            (true, false) => longitude,
            (false, true) => latitude,
            _ => continue,
        };
        context.report(Finding::new(Code::MissingElement).on_part(parent, namespace.qualify(missing)));
    }
}
