//! XHTML, SVG and MathML as content: <https://www.w3.org/TR/xhtml-modularization/>.

use crate::Code;
use crate::datatypes::{Findings, markup_attribute, markup_element};
use crate::messages::{Finding, Subject};
use crate::vocabularies::schema::{Content, Context, DetectedFormat, Mixed, Namespace, Node};

/// The content of an element of XHTML.
pub(crate) const MARKUP: Mixed = Mixed { element, text: |_, _, _| {} };

fn element(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let parent = context.ancestors().next().map_or("", |parent| parent.local);
    if context.is_nameless(node) {
        context.report(
            Finding::new(Code::MissingNamespace).at(node.start).element(node.local).parent("xhtml:div"),
        );
        return Content::Mixed(&MARKUP);
    }
    match node.namespace {
        Namespace::Xhtml | Namespace::Svg | Namespace::MathMl => {}
        namespace if namespace == Namespace::Core || namespace.is_extension() => {
            return report_misplaced(node, parent, context);
        }
        _ => return Content::Mixed(&MARKUP),
    }
    let address = node.namespace.uri();
    let mut findings = Findings::default();
    let profile = context.options().profile;
    markup_element(address, node.local, profile, &mut findings);
    for attribute in node.attributes.iter().filter(|attribute| attribute.namespace == Namespace::None) {
        markup_attribute(address, attribute.local, &attribute.value, profile, &mut findings);
    }
    let subject = Subject::new(node.start, parent, "");
    context.report_all(findings, "", subject);
    Content::Mixed(&MARKUP)
}

/// Reports an element of a feed in markup, where it has no meaning except in the metadata of SVG.
fn report_misplaced(node: &Node, parent: &str, context: &mut dyn Context<'_>) -> Content {
    if parent != "metadata" {
        let name = match node.namespace {
            Namespace::Core if context.format().is_some_and(DetectedFormat::is_atom) => {
                Namespace::Atom.qualify(node.local)
            }
            _ => node.name(),
        };
        context.report(Finding::new(Code::UndefinedElement).at(node.start).element(name).parent(parent));
    }
    Content::Anything
}
