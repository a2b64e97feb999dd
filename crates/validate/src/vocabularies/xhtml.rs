//! XHTML, SVG and MathML as content: <https://www.w3.org/TR/xhtml-modularization/>.

use super::{Content, Mixed, Namespace, Node, Root};
use crate::Code;
use crate::datatypes::{markup_attribute, markup_element};
use crate::engine::Judge;

/// What stands in an element of XHTML.
pub(super) const MARKUP: Mixed = Mixed { element, text: |_, _, _| {} };

/// The vocabularies of markup: prefix and address.
const LANGUAGES: &[(&str, &str)] = &[
    ("xhtml", "http://www.w3.org/1999/xhtml"),
    ("svg", "http://www.w3.org/2000/svg"),
    ("mathml", "http://www.w3.org/1998/Math/MathML"),
];

fn element(node: &Node, judge: &mut Judge<'_>) -> Content {
    let parent = judge.ancestors().next().map_or("", |parent| parent.local);
    if judge.is_nameless(node) {
        judge.say(Code::MissingNamespace, node.start, node.local, "xhtml:div", &[]);
        return Content::Mixed(&MARKUP);
    }
    let Namespace::Known(prefix) = node.namespace else {
        return match node.namespace {
            Namespace::Core => stray(node, parent, judge),
            _ => Content::Mixed(&MARKUP),
        };
    };
    let Some((_, address)) = LANGUAGES.iter().find(|(known, _)| *known == prefix) else {
        return stray(node, parent, judge);
    };
    judge.examine(node.start, parent, "", |findings| {
        markup_element(address, node.local, findings);
        for attribute in node.attributes.iter().filter(|attribute| attribute.namespace == Namespace::None) {
            markup_attribute(address, attribute.local, &attribute.value, findings);
        }
    });
    Content::Mixed(&MARKUP)
}

/// An element of a feed has no meaning in markup, save in SVG's metadata.
fn stray(node: &Node, parent: &str, judge: &mut Judge<'_>) -> Content {
    if parent != "metadata" {
        let name = match node.namespace {
            Namespace::Core if judge.root().is_some_and(Root::is_atom) => {
                Namespace::Known("atom").qualify(node.local)
            }
            _ => node.name(),
        };
        judge.say(Code::UndefinedElement, node.start, &name, parent, &[]);
    }
    Content::Anything
}
