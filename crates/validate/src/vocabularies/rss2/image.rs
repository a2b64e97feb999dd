//! The image and the text input of a feed, in RSS 0.9x and 2.0 and in RSS 1.0.

use crate::Code;
use crate::datatypes::{Findings, Value, form_component_name, no_html, not_blank, uri};
use crate::engine::Judge;
use crate::vocabularies::extensions::{CC_LICENSE, DUBLIN_CORE_RELATED_ONE_DATE, EVERYWHERE};
use crate::vocabularies::rss2::channel::needs;
use crate::vocabularies::{Attribute, Element, Grammar, Namespace, Node, Table};

const RDF: Namespace = Namespace::Known("rdf");

/// What may stand in both beside their own elements.
const EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::Known("dc"), elements: DUBLIN_CORE_RELATED_ONE_DATE },
    Table { namespace: Namespace::Known("cc"), elements: CC_LICENSE },
];

/// The image of RSS 2.0's and of RSS 1.1's channel. In RSS 1.0's it only points to the image, which stands beside it.
pub(crate) const IMAGE: Element = Element::parent(
    "image",
    &Grammar::of(&[
        &[Table {
            namespace: Namespace::Core,
            elements: &[
                Element::text("title", &[not_blank, no_html]).once(),
                Element::text("link", &[uri]).once(),
                Element::text("url", &[uri, picture]).once(),
                Element::text("width", &[width]).once(),
                Element::text("height", &[height]).once(),
                Element::text("description", &[no_html]).once(),
            ],
        }],
        EXTENSIONS,
        EVERYWHERE,
    ])
    .rules(&[parts_of_image, matches_channel]),
)
.with(&[
    Attribute::optional("resource", &[]).of(RDF),
    Attribute::optional("about", &[]).of(RDF),
    Attribute::optional("parseType", &[]).of(RDF),
])
.once();

/// The elements of RSS 1.0's image, which stands beside the channel.
pub(crate) const IMAGE_OF_RDF: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: PARTS_OF_RDF },
        Table { namespace: Namespace::Known("rss090"), elements: PARTS_OF_RDF },
    ],
    EXTENSIONS,
    EVERYWHERE,
])
.rules(&[|image, judge| {
    needs(
        image,
        &[("title", Code::MissingTitle), ("link", Code::MissingLink), ("url", Code::MissingElement)],
        judge,
    );
}]);

const PARTS_OF_RDF: &[Element] = &[
    Element::text("title", &[not_blank, no_html]).once(),
    Element::text("link", &[uri]).once(),
    Element::text("url", &[uri]).once(),
];

/// RSS 2.0's text input.
pub(crate) const TEXT_INPUT: Element =
    Element::parent("textInput", &IN_TEXT_INPUT).with(&[Attribute::optional("about", &[]).of(RDF)]).once();

/// What stands in a text input.
pub(crate) const IN_TEXT_INPUT: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: PARTS_OF_TEXT_INPUT },
        Table { namespace: Namespace::Known("rss090"), elements: PARTS_OF_TEXT_INPUT },
    ],
    EXTENSIONS,
    EVERYWHERE,
])
.rules(&[|input, judge| {
    needs(
        input,
        &[
            ("title", Code::MissingTitle),
            ("link", Code::MissingLink),
            ("description", Code::MissingDescription),
            ("name", Code::MissingElement),
        ],
        judge,
    );
}]);

const PARTS_OF_TEXT_INPUT: &[Element] = &[
    Element::text("title", &[no_html]).once(),
    Element::text("description", &[]).once(),
    Element::text("name", &[form_component_name]).once(),
    Element::text("link", &[uri]).once(),
];

fn parts_of_image(image: &Node, judge: &mut Judge<'_>) {
    if image.attribute_in(RDF, "resource").is_some() {
        return;
    }
    needs(image, &[("title", Code::MissingTitle), ("url", Code::MissingElement)], judge);
    // In RSS 1.1 the link is optional.
    if image.attribute_in(RDF, "parseType").is_none() {
        needs(image, &[("link", Code::MissingLink)], judge);
    }
}

/// RSS Board's best practices: the image's title and link are the channel's.
fn matches_channel(image: &Node, judge: &mut Judge<'_>) {
    // A second image is said to be one; to compare each with the channel would take forever where there are many.
    if judge.ancestors().next().is_some_and(|channel| channel.has(Namespace::Core, "image")) {
        return;
    }
    let of_channel = |name: &str, judge: &Judge<'_>| {
        let channel = judge.ancestors().next()?;
        let value = channel.own(name).last()?.value();
        (!value.is_empty()).then(|| value.to_owned())
    };
    for (name, code) in [("title", Code::ImageTitleDoesntMatch), ("link", Code::ImageLinkDoesntMatch)] {
        let Some(expected) = of_channel(name, judge) else { continue };
        for child in image.own(name).filter(|child| child.value() != expected) {
            judge.say_of_child(image, child, code, &[("value", child.value()), ("expected", &expected)]);
        }
    }
}

/// A picture of a kind that every reader shows, by the end of its address.
fn picture(value: &Value<'_>, findings: &mut Findings) {
    let extension = value.text().rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_word = !extension.is_empty() && extension.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_word && !matches!(extension.as_str(), "jpg" | "jpeg" | "gif" | "png") {
        findings.say(Code::ImageUrlFormat);
    }
}

fn width(value: &Value<'_>, findings: &mut Findings) {
    pixels(value, 144, Code::InvalidWidth, findings);
}

fn height(value: &Value<'_>, findings: &mut Findings) {
    pixels(value, 400, Code::InvalidHeight, findings);
}

fn pixels(value: &Value<'_>, most: i64, code: Code, findings: &mut Findings) {
    if !value.text().parse::<i64>().is_ok_and(|pixels| (1..=most).contains(&pixels)) {
        findings.say(code);
    }
}
