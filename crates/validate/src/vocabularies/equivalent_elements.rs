//! Elements of an extension that say what an element of the format says already.

use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Context, Namespace, Node};

/// Two elements that say the same thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EquivalentElements {
    core: (Namespace, &'static str),
    extension: (Namespace, &'static str),
    code: Code,
    /// Whether the order does not matter; otherwise only an extension behind the format's own element is said.
    in_any_order: bool,
}

/// EquivalentElements of a feed, in any order.
pub(crate) const fn of_feed(
    core: &'static str,
    namespace: Namespace,
    local: &'static str,
) -> EquivalentElements {
    of(Namespace::Core, core, namespace, local, Code::DuplicateSemantics)
}

/// EquivalentElements of an item, in any order.
pub(crate) const fn of_item(
    core: &'static str,
    namespace: Namespace,
    local: &'static str,
) -> EquivalentElements {
    of(Namespace::Core, core, namespace, local, Code::DuplicateItemSemantics)
}

/// The two elements that name a licence.
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
    /// The same, where only an extension behind the format's own element is said.
    pub(crate) const fn extension_last(self) -> Self {
        Self { in_any_order: false, ..self }
    }

    /// The same, where only the format's own element behind the extension is said.
    pub(crate) const fn core_last(self) -> Self {
        Self { core: self.extension, extension: self.core, in_any_order: false, ..self }
    }
}

/// Says of each child that an earlier one says the same.
pub(crate) fn report_repeated(parent: &Node, twins: &[EquivalentElements], context: &mut dyn Context<'_>) {
    let is = |child: &Node, name: (Namespace, &str)| child.namespace == name.0 && child.local == name.1;
    for pair in twins {
        let (mut has_core, mut has_extension) = (false, false);
        for child in &parent.children {
            let (is_core, is_extension) = (is(child, pair.core), is(child, pair.extension));
            if is_extension && has_core || is_core && has_extension && pair.in_any_order {
                // Whichever was meant as the twin, the format's own comes first in the message.
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
                        .param(Param::Core, core.as_str())
                        .param(Param::Extension, extension.as_str()),
                );
            }
            has_core |= is_core;
            has_extension |= is_extension;
        }
    }
}
