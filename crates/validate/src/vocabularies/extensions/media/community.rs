//! Comments, statistics and locations of media.

use super::parts::media;
use crate::Code;
use crate::datatypes::{float, html_fragment, no_html, non_negative_integer, positive_integer, uri};
use crate::vocabularies::extensions::geography::georss;
use crate::vocabularies::schema::{Attribute, Element, Grammar, Namespace, Table};

pub(crate) const ABOUT: &[Element] = &[
    Element::parent("community", &IN_COMMUNITY),
    list("comments", &Grammar::of(&[&[media(&[Element::text("comment", &[html_fragment])])]])),
    list("responses", &Grammar::of(&[&[media(&[Element::text("response", &[uri])])]])),
    list("backLinks", &Grammar::of(&[&[media(&[Element::text("backLink", &[uri])])]])),
    Element::parent("embed", &IN_EMBED).with(&[
        Attribute::required("url", Code::MissingAttribute, &[uri]),
        Attribute::optional("width", &[positive_integer]),
        Attribute::optional("height", &[positive_integer]),
    ]),
    Element::parent("location", &IN_LOCATION).with(&[
        Attribute::optional("description", &[no_html]),
        // The example in the specification is `00:01`, which is not a valid play time, so the times are not
        // checked.
        Attribute::optional("start", &[]),
        Attribute::optional("end", &[]),
    ]),
    Element::parent("scenes", &IN_SCENES),
];

/// An element that contains a list.
const fn list(name: &'static str, grammar: &'static Grammar) -> Element {
    Element::parent(name, grammar)
}

const IN_COMMUNITY: Grammar = Grammar::of(&[&[media(&[
    Element::parent("starRating", &Grammar::EMPTY).with(&[
        Attribute::optional("average", &[float]),
        Attribute::optional("count", &[non_negative_integer]),
        Attribute::optional("min", &[float]),
        Attribute::optional("max", &[float]),
    ]),
    Element::parent("statistics", &Grammar::EMPTY).with(&[
        Attribute::optional("views", &[non_negative_integer]),
        Attribute::optional("favorites", &[non_negative_integer]),
    ]),
    Element::text("tags", &[no_html]),
])]]);

const IN_EMBED: Grammar =
    Grammar::of(&[&[media(&[Element::text("param", &[]).with(&[Attribute::required(
        "name",
        Code::MissingAttribute,
        &[],
    )])])]]);

const IN_LOCATION: Grammar =
    Grammar::of(&[&[Table { namespace: Namespace::GeoRss, elements: georss::EVERYWHERE }]]);

const IN_SCENES: Grammar = Grammar::of(&[&[media(&[Element::parent("scene", &IN_SCENE)])]]);

/// The example in the specification has these elements without a prefix.
const IN_SCENE: Grammar = Grammar::of(&[&[
    media(OF_SCENES),
    Table { namespace: Namespace::Core, elements: OF_SCENES },
    Table { namespace: Namespace::None, elements: OF_SCENES },
]]);

/// The times are not checked: `00:15` in the example is not a valid play time either.
const OF_SCENES: &[Element] = &[
    Element::text("sceneTitle", &[no_html]),
    Element::text("sceneDescription", &[no_html]),
    Element::text("sceneStartTime", &[]),
    Element::text("sceneEndTime", &[]),
];
