//! The interface of rules to the engine: queries about the document that is being read, and reports.
//!
//! The rules are beside the tables; the engine, which reads documents, implements [`Context`]. So the
//! tables do not depend on the engine.

use super::document_type::DeclaredType;
use super::format::{DetectedFormat, Format};
use super::namespace::Namespace;
use super::node::Node;
use crate::datatypes::{Check, Findings};
use crate::messages::{Finding, Name, Subject};
use crate::{Code, Options};

/// A set of identifiers, in which each may be used once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum IdentifierKind {
    /// RSS 2.0's `guid`.
    Guid,
    /// `atom:id` of an item of RSS.
    AtomId,
    /// `rdf:about`.
    RdfAbout,
    /// `rdf:ID`.
    RdfId,
    /// FeedSync's `id`.
    FeedSync,
    /// The address of a `rel="self"` link that is not the address of the document.
    SelfLink,
    /// An address in the list of items of RSS 1.0; the empty one if there is a list.
    Listed,
    /// The `id` of an item of a JSON Feed.
    JsonItem,
}

/// The state of a validation, for rules.
pub(crate) trait Context<'t> {
    /// What the caller knows about the document.
    fn options(&self) -> &Options;

    /// The format, once the first element was read and if the format is known.
    fn format(&self) -> Option<&DetectedFormat>;

    /// The name of the document's encoding, as the document or HTTP gives it.
    fn encoding(&self) -> &str;

    /// The document type that the document declares, if it is one that feeds use.
    fn declared_type(&self) -> Option<DeclaredType>;

    /// Whether an element of this namespace occurred so far, outside of content that is not checked.
    fn has_used(&self, namespace: Namespace) -> bool;

    /// Whether a namespace prefix is declared on an open element.
    fn is_declared(&self, prefix: &str) -> bool;

    /// An open element by its distance from the innermost one, which has distance 0. For a rule, which runs
    /// when its element has ended, that is the parent of the rule's element. Its children are those that have
    /// ended so far.
    fn ancestor(&self, distance: usize) -> Option<&Node<'t>>;

    /// How many child elements the innermost open element has so far. While an element starts, it does not
    /// count.
    fn elements_before(&self) -> usize;

    /// Whether the innermost open element has text of its own so far that is not only white space.
    fn has_text_before(&self) -> bool;

    /// The source of an element that has just ended or of one of its children, from its start tag to its end
    /// tag.
    fn source_of(&self, node: &Node<'_>) -> &str;

    /// Records that an identifier is used. Returns whether it was free.
    fn claim_identifier(&mut self, kind: IdentifierKind, identifier: &str) -> bool;

    /// Leaves a code out of the report, whether it was reported before or will be.
    fn suppress(&mut self, code: Code);

    /// Adds a finding to the report.
    fn report(&mut self, finding: Finding);

    /// Adds the findings of checks to the report. Each gets the value as a parameter if it has none. Returns
    /// whether there were no findings.
    fn report_all(&mut self, findings: Findings, value: &str, subject: Subject) -> bool;

    /// Runs checks on the value of an element's attribute and reports what they find. Returns whether they
    /// found nothing.
    fn check(&mut self, node: &Node<'_>, checks: &[Check], raw: &str, subject: Subject) -> bool;

    /// Runs checks on the text of an element that has ended and reports what they find.
    fn check_text(&mut self, node: &Node<'_>, checks: &[Check], raw: &str);

    /// Runs checks on a value that is not in an element, and reports what they find. Returns whether they
    /// found nothing.
    fn check_value(&mut self, checks: &[Check], raw: &str, subject: Subject) -> bool;
}

impl<'t, 'c> dyn Context<'t> + 'c {
    /// The open elements, the innermost first; see [`Context::ancestor`].
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = &Node<'t>> + use<'_, 't, 'c> {
        (0..).map_while(|distance| self.ancestor(distance))
    }

    /// The name of the innermost open element as messages show the name of a parent; `root` if none is open.
    pub(crate) fn parent_name(&self) -> String {
        self.ancestor(0).map_or_else(|| "root".to_owned(), Node::parent_name)
    }

    /// Whether the document has this format.
    pub(crate) fn is(&self, format: Format) -> bool {
        self.format().is_some_and(|detected| detected.format == format)
    }

    /// Whether the verdicts are those of the W3C validator.
    pub(crate) fn is_w3c(&self) -> bool {
        self.options().profile.is_w3c()
    }

    /// Whether an element is in no namespace.
    pub(crate) fn is_nameless(&self, node: &Node<'_>) -> bool {
        match node.namespace {
            Namespace::None => true,
            Namespace::Core => self.format().is_some_and(DetectedFormat::is_nameless),
            _ => false,
        }
    }

    /// Runs checks on an attribute whose value stands for the whole element, and reports what they find about
    /// the element.
    pub(crate) fn check_element(&mut self, node: &Node<'_>, checks: &[Check], raw: &str) {
        let subject = Subject::new(node.start, node.name(), self.parent_name());
        self.check(node, checks, raw, subject);
    }
}

impl Finding {
    /// This finding, about an element. Its parent is the innermost open element.
    #[must_use]
    pub(crate) fn on(self, node: &Node<'_>) -> Self {
        Self { subject: Subject { parent: Name::Open, ..Subject::new(node.start, node.name(), "") }, ..self }
    }

    /// This finding, about a part of an element: a missing child, or an attribute.
    #[must_use]
    pub(crate) fn on_part(self, node: &Node<'_>, name: impl AsRef<str>) -> Self {
        Self { subject: Subject::new(node.start, name, node.parent_name()), ..self }
    }

    /// This finding, about a child of an element that has ended.
    #[must_use]
    pub(crate) fn on_child(self, child: &Node<'_>, parent: &Node<'_>) -> Self {
        Self { subject: Subject::new(child.start, child.name(), parent.parent_name()), ..self }
    }
}
