//! Finds the row of an element in the tables, and reports elements without one.

use super::prolog;
use super::validator::Validator;
use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::{Content, Context, Element, Format, Namespace, Node, questionable};

/// The row of an element in its parent, and its content. Reports an element that the parent must not contain.
pub(super) fn row_and_content(
    node: &Node,
    validator: &mut Validator<'_>,
) -> (Option<&'static Element>, Content) {
    let Some(parent) = validator.open.last() else { return document(node, validator) };
    let extension = validator.root.as_ref().and_then(|root| root.extension);
    match parent.content {
        Content::Elements(grammar) => {
            match grammar.row(node.namespace, node.local, validator.options.profile) {
                Some(row) => (Some(row), row.content),
                None if grammar.is_open
                    && node.namespace.is_extension()
                    && !validator.options.profile.is_w3c() =>
                {
                    (None, Content::Anything)
                }
                None => misplaced(node, validator),
            }
        }
        Content::Mixed(mixed) => (None, (mixed.element)(node, validator)),
        Content::Text(_) if extension.is_some() => {
            (None, extension.map_or(Content::Anything, |mixed| (mixed.element)(node, validator)))
        }
        Content::Text(_) => {
            let parent = parent.node.parent_name();
            validator.report(
                Finding::new(Code::UndefinedElement).on(node).parent(parent.as_str()).element(node.local),
            );
            (None, Content::Anything)
        }
        Content::Anything | Content::Chosen(_) | Content::Shared(_) => {
            let is_extension = !matches!(parent.node.namespace, Namespace::Core | Namespace::None);
            let is_outermost = validator
                .open
                .iter()
                .rev()
                .nth(1)
                .is_none_or(|open| !matches!(open.content, Content::Anything));
            // RSS 2.0, "Extending RSS": elements that the specification does not describe are in a namespace.
            if validator.is(Format::Rss2) && node.namespace == Namespace::Core && is_extension && is_outermost
            {
                validator.report(Finding::new(Code::NotInANamespace).on(node));
            }
            (None, Content::Anything)
        }
    }
}

/// The row and content of the first element.
fn document(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    let Some(root) = &validator.root else {
        let hint =
            prolog::hint(validator).unwrap_or_else(|| "; no format of feeds starts with it".to_owned());
        validator.report(
            Finding::new(Code::UndefinedElement)
                .at(node.start)
                .element(node.name())
                .parent("root")
                .param(Param::Hint, hint),
        );
        return (None, Content::Anything);
    };
    let row = root.element;
    if let Some(fault) = root.fault {
        validator.report(Finding::new(fault).at(node.start).element(node.local).parent("root"));
    }
    (Some(row), row.content)
}

/// Reports an element that has no row in its parent, and returns its content.
fn misplaced(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    let parent = validator.open.last().map_or_else(String::new, |parent| parent.node.name());
    let code = match node.namespace {
        Namespace::Unknown => return unknown_element(node, validator),
        Namespace::Obsolete => {
            validator.report(
                Finding::new(Code::ObsoleteNamespace).at(node.start).element(node.local).parent(parent),
            );
            return unknown_element(node, validator);
        }
        Namespace::None => {
            validator.report(
                Finding::new(Code::UndeterminableVocabulary)
                    .at(node.start)
                    .element(node.name())
                    .parent(parent),
            );
            return unknown_element(node, validator);
        }
        Namespace::Xhtml => Code::MisplacedXHTMLContent,
        _ => {
            if let Some((row, name)) = questionable(node, validator) {
                validator.report(
                    Finding::new(Code::QuestionableUsage).at(node.start).element(name).parent(parent),
                );
                return (Some(row), row.content);
            }
            Code::UndefinedElement
        }
    };
    // The W3C validator replaces the first underscore of a name by the colon of a prefix.
    let name = match node.namespace {
        Namespace::Core => node.name().replacen('_', ":", 1),
        _ => node.name(),
    };
    validator.report(Finding::new(code).at(node.start).element(name).parent(parent));
    (None, Content::Anything)
}

/// The content of an element that no table has.
fn unknown_element(node: &Node, validator: &mut Validator<'_>) -> (Option<&'static Element>, Content) {
    match validator.root.as_ref().and_then(|root| root.extension) {
        Some(extension) => (None, (extension.element)(node, validator)),
        None => (None, Content::Anything),
    }
}
