//! Extensible resource descriptors, with which OpenID 2.0 finds its providers (OASIS XRI Resolution 2.0).

use super::{Attribute, Element, Grammar, Namespace, Table};
use crate::datatypes::{iri_reference, non_negative_integer};

/// The namespace of the document.
pub(super) const ADDRESS: &str = "xri://$xrds";

const DESCRIPTOR: Namespace = Namespace::Known("xrd");

/// `xrds:XRDS`.
pub(super) const XRDS: Element = Element::parent(
    "XRDS",
    &Grammar {
        tables: &[&[Table { namespace: DESCRIPTOR, elements: &[Element::parent("XRD", &IN_XRD)] }]],
        rules: &[],
        takes_text: false,
    },
);

const IN_XRD: Grammar = Grammar {
    tables: &[&[Table {
        namespace: DESCRIPTOR,
        elements: &[Element::parent("Service", &IN_SERVICE)
            .with(&[Attribute::optional("priority", &[non_negative_integer])])],
    }]],
    rules: &[],
    takes_text: false,
};

const IN_SERVICE: Grammar = Grammar {
    tables: &[&[
        Table {
            namespace: DESCRIPTOR,
            elements: &[Element::text("Type", &[iri_reference]), Element::text("URI", &[iri_reference])],
        },
        Table {
            namespace: Namespace::Known("openid"),
            elements: &[Element::text("Delegate", &[iri_reference])],
        },
    ]],
    rules: &[],
    takes_text: false,
};
