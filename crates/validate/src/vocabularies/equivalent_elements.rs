//! Elements of an extension that say what an element of the format says already.

use super::{Namespace, Node};
use crate::Code;
use crate::engine::Judge;

/// Two elements that say the same thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Twins {
    core: (Namespace, &'static str),
    extension: (Namespace, &'static str),
    code: Code,
    /// Whether the order does not matter; otherwise only an extension behind the format's own element is said.
    in_any_order: bool,
}

/// Twins of a feed, in any order.
pub(super) const fn of_feed(core: &'static str, prefix: &'static str, local: &'static str) -> Twins {
    of(Namespace::Core, core, prefix, local, Code::DuplicateSemantics)
}

/// Twins of an item, in any order.
pub(super) const fn of_item(core: &'static str, prefix: &'static str, local: &'static str) -> Twins {
    of(Namespace::Core, core, prefix, local, Code::DuplicateItemSemantics)
}

/// The two elements that name a licence.
pub(super) const fn of_licences(code: Code) -> Twins {
    of(Namespace::Known("creativeCommons"), "license", "cc", "license", code)
}

const fn of(
    namespace: Namespace,
    core: &'static str,
    prefix: &'static str,
    local: &'static str,
    code: Code,
) -> Twins {
    let extension = (Namespace::Known(prefix), local);
    Twins { core: (namespace, core), extension, code, in_any_order: true }
}

impl Twins {
    /// The same, where only an extension behind the format's own element is said.
    pub(super) const fn extension_last(self) -> Self {
        Self { in_any_order: false, ..self }
    }

    /// The same, where only the format's own element behind the extension is said.
    pub(super) const fn core_last(self) -> Self {
        Self { core: self.extension, extension: self.core, in_any_order: false, ..self }
    }
}

/// Says of each child that an earlier one says the same.
pub(super) fn find(parent: &Node, twins: &[Twins], judge: &mut Judge<'_>) {
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
                let grandparent = judge.parent_name();
                let params = [("core", core.as_str()), ("ext", extension.as_str())];
                judge.say(pair.code, child.start, &parent.name(), &grandparent, &params);
            }
            has_core |= is_core;
            has_extension |= is_extension;
        }
    }
}
