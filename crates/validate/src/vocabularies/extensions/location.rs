//! Where something is, as two or three numbers: the W3C's basic geo vocabulary
//! (<https://www.w3.org/2003/01/geo/>), GeoURL's and the ICBM module.

use super::{Element, Grammar, Namespace, Table};
use crate::Code;
use crate::datatypes::{decimal, latitude, longitude};

/// The W3C's.
pub(super) const GEO: &[Element] = &[Element::parent("Point", &POINT), LAT, LONG, ALT];

const LAT: Element = Element::text("lat", &[latitude]);
const LONG: Element = Element::text("long", &[longitude]);
const ALT: Element = Element::text("alt", &[decimal]);

const POINT: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::Known("geo"), elements: &[LAT, LONG, ALT] }]]).rules(&[
        |point, judge| {
            for (local, name) in [("lat", "geo:lat"), ("long", "geo:long")] {
                if !point.has(Namespace::Known("geo"), local) {
                    judge.say(Code::MissingElement, point.start, name, &point.name(), &[]);
                }
            }
        },
    ]);

/// GeoURL's and ICBM's.
pub(super) const DEGREES: &[Element] =
    &[Element::text("latitude", &[latitude]), Element::text("longitude", &[longitude])];
