//! KML 2.0 to 2.2: <https://www.ogc.org/standards/kml>, and what came before the standard.

mod feature;
mod geometry;
mod network;
mod overlay;
mod style;
mod value;

use super::{Attribute, Content, Element, Format, Grammar, Namespace, Node, Table, atom};
use crate::Code;
use crate::datatypes::{Check, float, zero_one};
use crate::engine::Judge;

/// The namespace of the first version, whose names the later ones replaced.
pub(super) const ADDRESS_OF_2_0: &str = "http://earth.google.com/kml/2.0";

/// The namespaces of the later ones.
pub(super) const ADDRESSES: &[&str] = &["http://earth.google.com/kml/2.1", "http://www.opengis.net/kml/2.2"];

/// The root.
pub(super) const KML: Element = Element::parent(
    "kml",
    &Grammar::of(&[
        &[own(&[Element::parent("NetworkLinkControl", &network::IN_CONTROL).once()]), own(feature::FEATURES)],
        ATOM,
    ]),
)
.with(&[Attribute::optional("hint", &[])]);

/// Whose it is and where else it is, in the words of Atom.
const ATOM: &[Table] =
    &[Table { namespace: Namespace::Known("atom"), elements: &[atom::AUTHOR, atom::LINK] }];

/// A table of elements of KML itself.
const fn own(elements: &'static [Element]) -> Table {
    Table { namespace: Namespace::Core, elements }
}

/// What every object may have.
const ID: &[Attribute] = &[Attribute::optional("id", &[]), Attribute::optional("targetId", &[])];

/// An element of text that may stand once.
const fn text(name: &'static str, checks: &'static [Check]) -> Element {
    Element::text(name, checks).once()
}

/// `0` or `1`.
const fn switch(name: &'static str) -> Element {
    text(name, &[zero_one])
}

/// A number from 0.
const fn number(name: &'static str) -> Element {
    text(name, &[float])
}

/// An object that may stand once.
const fn object(name: &'static str, grammar: &'static Grammar) -> Element {
    Element::parent(name, grammar).with(ID).once()
}

/// Says which elements are missing.
fn needs(parent: &Node, names: &[&str], judge: &mut Judge<'_>) {
    for name in names.iter().filter(|name| !parent.has(Namespace::Core, name)) {
        judge.say(Code::MissingElement, parent.start, name, &parent.parent_name(), &[]);
    }
}

/// Among the children of one element an id stands once.
fn id_once(object: &Node, judge: &mut Judge<'_>) {
    let Some(id) = object.attribute("id") else { return };
    let parent = judge.ancestors().next().map_or(0, |parent| parent.start);
    let name = object.parent_name();
    if id.is_empty() {
        judge.say(Code::NotBlank, object.start, "id", &name, &[]);
    } else if !judge.is_first("kml id", &format!("{parent} {id}")) {
        judge.say(Code::DuplicateValue, object.start, "id", &name, &[("value", id)]);
    }
}

/// Says that KML 2.1 replaced an element.
fn replaced(node: &Node, replacement: &str, judge: &mut Judge<'_>) {
    if !judge.is(Format::Kml20) {
        judge.say_of(node, Code::Deprecated, &[("replacement", replacement)]);
    }
}
