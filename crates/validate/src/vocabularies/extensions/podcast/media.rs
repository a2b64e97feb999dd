//! Sounds and pictures.

use super::value::{aspect_ratio, integrity_kind, source_set};
use super::{
    Attribute, EMPTY, Element, Grammar, Judge, Node, address, media_type, needs, podcast, true_or_false,
};
use crate::Code;
use crate::datatypes::{
    Value, base64, float, language, media_type_attribute, non_negative_integer, not_blank, positive_integer,
    rfc822_date, uri,
};

/// `podcast:soundbite`.
pub(super) const SOUNDBITE: Element = Element::text("soundbite", &[]).with(&[
    Attribute::required("startTime", Code::MissingAttribute, &[float]),
    Attribute::required("duration", Code::MissingAttribute, &[float]),
]);

/// `podcast:trailer`.
pub(super) const TRAILER: Element = Element::text("trailer", &[not_blank]).with(&[
    address("url"),
    Attribute::required("pubdate", Code::MissingAttribute, &[rfc822_date]),
    Attribute::optional("length", &[non_negative_integer]),
    Attribute::optional("type", &[media_type_attribute]),
    Attribute::optional("season", &[non_negative_integer]),
]);

/// `podcast:alternateEnclosure`.
pub(super) const ALTERNATE_ENCLOSURE: Element =
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
        .rules(&[|enclosure, judge| needs(enclosure, "source", judge)]);

const IN_ALTERNATE_ENCLOSURE: Grammar = Grammar::of(&[&[podcast(&[
    Element::parent("source", &EMPTY).with(&[
        Attribute::required("uri", Code::MissingAttribute, &[any_scheme]),
        Attribute::optional("contentType", &[media_type_attribute]),
    ]),
    Element::parent("integrity", &EMPTY)
        .with(&[
            Attribute::required("type", Code::MissingAttribute, &[integrity_kind]),
            Attribute::required("value", Code::MissingAttribute, &[]),
        ])
        .once()
        .rules(&[digest]),
])]]);

/// `podcast:image`.
pub(super) const IMAGE: Element = Element::parent("image", &EMPTY).with(&[
    address("href"),
    Attribute::optional("alt", &[]),
    Attribute::optional("aspect-ratio", &[aspect_ratio]),
    Attribute::optional("width", &[positive_integer]),
    Attribute::optional("height", &[positive_integer]),
    Attribute::optional("type", &[media_type_attribute]),
    Attribute::optional("purpose", &[]),
]);

/// `podcast:images`, which the former replaced.
pub(super) const IMAGES: Element = Element::parent("images", &EMPTY)
    .with(&[Attribute::required("srcset", Code::MissingAttribute, &[source_set])])
    .once()
    .rules(&[|images, judge| {
        judge.say_of(images, Code::Deprecated, &[("replacement", "podcast:image")]);
    }]);

/// A source may be found in ways that no registry lists yet, such as `ipfs:`.
fn any_scheme(value: &Value<'_>, findings: &mut super::Findings) {
    let mut found = super::Findings::default();
    uri(value, &mut found);
    if !found.are_all(|code| code == Code::SchemeNotIANARegistered) {
        findings.append(found);
    }
}

/// What an integrity's value looks like is for its type to say.
fn digest(integrity: &Node, judge: &mut Judge<'_>) {
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
            judge.check(integrity, &[base64], encoded, "value", &integrity.parent_name(), &[]);
        }
        None => {
            let parent = integrity.parent_name();
            judge.say(Code::InvalidValue, integrity.start, "value", &parent, &[("value", value)]);
        }
    }
}
