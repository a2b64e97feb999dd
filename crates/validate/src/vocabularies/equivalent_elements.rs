//! Elements of an extension that repeat an element of the format.

use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Context, Namespace, Node};

/// Two elements with the same meaning.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EquivalentElements {
    core: (Namespace, &'static str),
    extension: (Namespace, &'static str),
    code: Code,
    /// Whether the pair is reported in both orders; otherwise only the extension after the format's own
    /// element is.
    in_any_order: bool,
}

/// A pair in a feed, reported in both orders.
pub(crate) const fn of_feed(
    core: &'static str,
    namespace: Namespace,
    local: &'static str,
) -> EquivalentElements {
    of(Namespace::Core, core, namespace, local, Code::DuplicateSemantics)
}

/// A pair in an item, reported in both orders.
pub(crate) const fn of_item(
    core: &'static str,
    namespace: Namespace,
    local: &'static str,
) -> EquivalentElements {
    of(Namespace::Core, core, namespace, local, Code::DuplicateItemSemantics)
}

/// The two elements that give a licence.
pub(crate) const fn of_licences(code: Code) -> EquivalentElements {
    of(Namespace::CreativeCommonsRss, "license", Namespace::CreativeCommonsRdf, "license", code)
}

const fn of(
    core_namespace: Namespace,
    core: &'static str,
    namespace: Namespace,
    local: &'static str,
    code: Code,
) -> EquivalentElements {
    let extension = (namespace, local);
    EquivalentElements { core: (core_namespace, core), extension, code, in_any_order: true }
}

impl EquivalentElements {
    /// The same pair, reported only if the extension comes after the format's own element.
    pub(crate) const fn extension_last(self) -> Self {
        Self { in_any_order: false, ..self }
    }

    /// The same pair, reported only if the format's own element comes after the extension.
    pub(crate) const fn core_last(self) -> Self {
        Self { core: self.extension, extension: self.core, in_any_order: false, ..self }
    }
}

/// Reports each child that repeats an earlier one.
pub(crate) fn report_repeated(parent: &Node, pairs: &[EquivalentElements], context: &mut dyn Context<'_>) {
    let is = |child: &Node, name: (Namespace, &str)| child.namespace == name.0 && child.local == name.1;
    for pair in pairs {
        let (mut has_core, mut has_extension) = (false, false);
        for child in &parent.children {
            let (is_core, is_extension) = (is(child, pair.core), is(child, pair.extension));
            if is_extension && has_core || is_core && has_extension && pair.in_any_order {
                // The message names the format's own element first.
                let (mut core, mut extension) = (pair.core, pair.extension);
                if extension.0 == Namespace::Core {
                    (core, extension) = (extension, core);
                }
                let (core, extension) = (core.0.qualify(core.1), extension.0.qualify(extension.1));
                let grandparent = context.parent_name();
                context.report(
                    Finding::new(pair.code)
                        .at(child.start)
                        .element(parent.name())
                        .parent(grandparent)
                        .param(Param::Core, core)
                        .param(Param::Extension, extension),
                );
            }
            has_core |= is_core;
            has_extension |= is_extension;
        }
    }
}
