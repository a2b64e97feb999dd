//! What others say of media objects, and where these can be found.

use super::{Attribute, Element, Grammar, Namespace, Table, georss, media};
use crate::Code;
use crate::datatypes::{float, html_fragment, no_html, non_negative_integer, positive_integer, uri};

pub(super) const ABOUT: &[Element] = &[
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
        // The specification's example has `00:01` here, which is no normal play time, so these are not judged.
        Attribute::optional("start", &[]),
        Attribute::optional("end", &[]),
    ]),
    Element::parent("scenes", &IN_SCENES),
];

/// An element that holds a list.
const fn list(name: &'static str, grammar: &'static Grammar) -> Element {
    Element::parent(name, grammar)
}

const IN_COMMUNITY: Grammar = Grammar::of(&[&[media(&[
    Element::parent("starRating", &Grammar::of(&[])).with(&[
        Attribute::optional("average", &[float]),
        Attribute::optional("count", &[non_negative_integer]),
        Attribute::optional("min", &[float]),
        Attribute::optional("max", &[float]),
    ]),
    Element::parent("statistics", &Grammar::of(&[])).with(&[
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
    Grammar::of(&[&[Table { namespace: Namespace::Known("georss"), elements: georss::EVERYWHERE }]]);

const IN_SCENES: Grammar = Grammar::of(&[&[media(&[Element::parent("scene", &IN_SCENE)])]]);

/// The specification's example has these without a prefix, and so has what follows it.
const IN_SCENE: Grammar = Grammar::of(&[&[
    media(OF_SCENES),
    Table { namespace: Namespace::Core, elements: OF_SCENES },
    Table { namespace: Namespace::None, elements: OF_SCENES },
]]);

/// The times are not judged: the example's, `00:15`, are no normal play time either.
const OF_SCENES: &[Element] = &[
    Element::text("sceneTitle", &[no_html]),
    Element::text("sceneDescription", &[no_html]),
    Element::text("sceneStartTime", &[]),
    Element::text("sceneEndTime", &[]),
];
