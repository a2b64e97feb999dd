//! The image and the text input of a feed, in RSS 0.9x, 1.0 and 2.0.

use super::required::require;
use crate::Code;
use crate::datatypes::{Findings, Value, form_component_name, no_html, not_blank, uri};
use crate::messages::{Finding, Param};
use crate::vocabularies::extensions::EVERYWHERE;
use crate::vocabularies::extensions::dublin_core::elements::RELATED_WITH_ONE_DATE;
use crate::vocabularies::extensions::rss_modules::creative_commons::CC_LICENSE;
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Namespace, Node, Table};

const RDF: Namespace = Namespace::Rdf;

/// The extensions that both may contain.
const EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::DublinCore, elements: RELATED_WITH_ONE_DATE },
    Table { namespace: Namespace::CreativeCommonsRdf, elements: CC_LICENSE },
];

/// The image in the channel of RSS 2.0 and 1.1. In the channel of RSS 1.0 it only points to the image, which
/// is beside the channel.
pub(crate) const IMAGE: Element = Element::parent(
    "image",
    &Grammar::of(&[
        &[Table {
            namespace: Namespace::Core,
            elements: &[
                Element::text("title", &[not_blank, no_html]).once(),
                Element::text("link", &[uri]).once(),
                Element::text("url", &[uri, picture_format]).once(),
                Element::text("width", &[width]).once(),
                Element::text("height", &[height]).once(),
                Element::text("description", &[no_html]).once(),
            ],
        }],
        EXTENSIONS,
        EVERYWHERE,
    ])
    .rules(&[check_parts, compare_with_channel]),
)
.with(&[
    Attribute::optional("resource", &[]).of(RDF),
    Attribute::optional("about", &[]).of(RDF),
    Attribute::optional("parseType", &[]).of(RDF),
])
.once();

/// The elements of the image in RSS 1.0, which is beside the channel.
pub(crate) const IMAGE_OF_RDF: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: PARTS_OF_RDF },
        Table { namespace: Namespace::Rss090, elements: PARTS_OF_RDF },
    ],
    EXTENSIONS,
    EVERYWHERE,
])
.rules(&[|image, context| {
    require(
        image,
        &[("title", Code::MissingTitle), ("link", Code::MissingLink), ("url", Code::MissingElement)],
        context,
    );
}]);

const PARTS_OF_RDF: &[Element] = &[
    Element::text("title", &[not_blank, no_html]).once(),
    Element::text("link", &[uri]).once(),
    Element::text("url", &[uri]).once(),
];

/// The text input of RSS 2.0.
pub(crate) const TEXT_INPUT: Element =
    Element::parent("textInput", &IN_TEXT_INPUT).with(&[Attribute::optional("about", &[]).of(RDF)]).once();

/// The content of a text input.
pub(crate) const IN_TEXT_INPUT: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: PARTS_OF_TEXT_INPUT },
        Table { namespace: Namespace::Rss090, elements: PARTS_OF_TEXT_INPUT },
    ],
    EXTENSIONS,
    EVERYWHERE,
])
.rules(&[|input, context| {
    require(
        input,
        &[
            ("title", Code::MissingTitle),
            ("link", Code::MissingLink),
            ("description", Code::MissingDescription),
            ("name", Code::MissingElement),
        ],
        context,
    );
}]);

const PARTS_OF_TEXT_INPUT: &[Element] = &[
    Element::text("title", &[no_html]).once(),
    Element::text("description", &[]).once(),
    Element::text("name", &[form_component_name]).once(),
    Element::text("link", &[uri]).once(),
];

fn check_parts(image: &Node, context: &mut dyn Context<'_>) {
    if image.attribute_in(RDF, "resource").is_some() {
        return;
    }
    require(image, &[("title", Code::MissingTitle), ("url", Code::MissingElement)], context);
    // RSS 1.1 does not require the link.
    if image.attribute_in(RDF, "parseType").is_none() {
        require(image, &[("link", Code::MissingLink)], context);
    }
}

/// RSS Board's best practices: the image has the title and link of the channel.
fn compare_with_channel(image: &Node, context: &mut dyn Context<'_>) {
    // A second image is reported as such. Comparing each of many images with the channel would take quadratic
    // time.
    if context.ancestors().next().is_some_and(|channel| channel.has(Namespace::Core, "image")) {
        return;
    }
    let of_channel = |name: &str, context: &dyn Context<'_>| {
        let channel = context.ancestors().next()?;
        let value = channel.own(name).last()?.value();
        (!value.is_empty()).then(|| value.to_owned())
    };
    for (name, code) in [("title", Code::ImageTitleDoesntMatch), ("link", Code::ImageLinkDoesntMatch)] {
        let Some(expected) = of_channel(name, context) else { continue };
        for child in image.own(name).filter(|child| child.value() != expected) {
            context.report(
                Finding::new(code)
                    .on_child(child, image)
                    .param(Param::Value, child.value())
                    .param(Param::Expected, &expected),
            );
        }
    }
}

/// The address ends with the extension of a format that every reader shows.
fn picture_format(value: &Value<'_>, findings: &mut Findings) {
    let extension = value.text().rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_word = !extension.is_empty() && extension.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_word && !matches!(extension.as_str(), "jpg" | "jpeg" | "gif" | "png") {
        findings.report(Code::ImageUrlFormat);
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
        findings.report(code);
    }
}
