//! Sounds and pictures of episodes.

use super::parts::{address, media_type, podcast, require, true_or_false};
use super::value::{aspect_ratio, integrity_kind, source_set};
use crate::Code;
use crate::datatypes::{
    Findings, Value, base64, float, language, media_type_attribute, non_negative_integer, not_blank,
    positive_integer, rfc822_date, uri,
};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node};

/// `podcast:soundbite`.
pub(crate) const SOUNDBITE: Element = Element::text("soundbite", &[]).with(&[
    Attribute::required("startTime", Code::MissingAttribute, &[float]),
    Attribute::required("duration", Code::MissingAttribute, &[float]),
]);

/// `podcast:trailer`.
pub(crate) const TRAILER: Element = Element::text("trailer", &[not_blank]).with(&[
    address("url"),
    Attribute::required("pubdate", Code::MissingAttribute, &[rfc822_date]),
    Attribute::optional("length", &[non_negative_integer]),
    Attribute::optional("type", &[media_type_attribute]),
    Attribute::optional("season", &[non_negative_integer]),
]);

/// `podcast:alternateEnclosure`.
pub(crate) const ALTERNATE_ENCLOSURE: Element =
    Element::parent("alternateEnclosure", &IN_ALTERNATE_ENCLOSURE)
        .with(&[
            media_type("type"),
            Attribute::optional("length", &[non_negative_integer]),
            Attribute::optional("bitrate", &[float]),
            Attribute::optional("height", &[positive_integer]),
            Attribute::optional("lang", &[language]),
            Attribute::optional("title", &[]),
            Attribute::optional("rel", &[]),
            Attribute::optional("codecs", &[]),
            Attribute::optional("default", &[true_or_false]),
        ])
        .rules(&[|enclosure, context| require(enclosure, "source", context)]);

const IN_ALTERNATE_ENCLOSURE: Grammar = Grammar::of(&[&[podcast(&[
    Element::parent("source", &Grammar::EMPTY).with(&[
        Attribute::required("uri", Code::MissingAttribute, &[any_scheme]),
        Attribute::optional("contentType", &[media_type_attribute]),
    ]),
    Element::parent("integrity", &Grammar::EMPTY)
        .with(&[
            Attribute::required("type", Code::MissingAttribute, &[integrity_kind]),
            Attribute::required("value", Code::MissingAttribute, &[]),
        ])
        .once()
        .rules(&[check_digest]),
])]]);

/// `podcast:image`.
pub(crate) const IMAGE: Element = Element::parent("image", &Grammar::EMPTY).with(&[
    address("href"),
    Attribute::optional("alt", &[]),
    Attribute::optional("aspect-ratio", &[aspect_ratio]),
    Attribute::optional("width", &[positive_integer]),
    Attribute::optional("height", &[positive_integer]),
    Attribute::optional("type", &[media_type_attribute]),
    Attribute::optional("purpose", &[]),
]);

/// `podcast:images`, which `podcast:image` replaced.
pub(crate) const IMAGES: Element = Element::parent("images", &Grammar::EMPTY)
    .with(&[Attribute::required("srcset", Code::MissingAttribute, &[source_set])])
    .once()
    .rules(&[|images, context| {
        context.report(Finding::new(Code::Deprecated).on(images).param(Param::Replacement, "podcast:image"));
    }]);

/// The address of a source, whose scheme may be unregistered, such as `ipfs:`.
fn any_scheme(value: &Value<'_>, findings: &mut Findings) {
    let mut found = Findings::default();
    uri(value, &mut found);
    if !found.all(|code| code == Code::SchemeNotIANARegistered) {
        findings.append(found);
    }
}

/// The type of an integrity check determines the form of its value.
fn check_digest(integrity: &Node, context: &mut dyn Context<'_>) {
    let Some(value) = integrity.attribute("value") else { return };
    let encoded = match integrity.attribute("type") {
        Some("sri") => value.split_once('-').and_then(|(algorithm, encoded)| {
            matches!(algorithm, "sha256" | "sha384" | "sha512").then_some(encoded)
        }),
        Some("pgp-signature") => Some(value),
        _ => return,
    };
    match encoded {
        Some(encoded) => {
            context.check(
                integrity,
                &[base64],
                encoded,
                Subject::new(integrity.start, "value", integrity.parent_name()),
            );
        }
        None => {
            context.report(
                Finding::new(Code::InvalidValue).on_part(integrity, "value").param(Param::Value, value),
            );
        }
    }
}
