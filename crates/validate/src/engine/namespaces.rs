//! Checks the namespaces that an element declares.

use super::validator::Validator;
use crate::Code;
use crate::datatypes::iri_reference;
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::{Context, DetectedFormat, MEDIA_WITHOUT_SLASH, Namespace};
use crate::xml::{NamespaceId, XmlReader};

/// A namespace declaration.
#[derive(Debug, Clone, Copy)]
struct Declaration<'d> {
    prefix: &'d str,
    address: &'d str,
    /// Byte of the document at which the element's start tag starts.
    start: usize,
    /// The name of the element if it is the first one of the document.
    root: Option<&'d str>,
}

/// Checks the declarations of an element before it opens.
pub(super) fn check(
    declared: &[(&str, NamespaceId)],
    element: &str,
    reader: &XmlReader<'_>,
    validator: &mut Validator<'_>,
) {
    let root = validator.open.is_empty().then_some(element);
    for &(prefix, namespace) in declared {
        let address = reader.namespace(namespace);
        check_one(Declaration { prefix, address, start: reader.offset(), root }, validator);
    }
}

/// Whether the namespace is in use although its usual prefix is that of another one.
fn is_known(address: &str, validator: &Validator<'_>) -> bool {
    let profile = validator.options.profile;
    Namespace::is_unreserved(address, profile)
        || (!profile.is_w3c() && Namespace::unsupported(address, profile).is_some())
}

fn check_one(declaration: Declaration<'_>, validator: &mut Validator<'_>) {
    let Declaration { prefix, address, start, root } = declaration;
    let by_uri = Namespace::reserved_with_uri(address);
    let by_prefix = Namespace::reserved_with_prefix(prefix);
    let report = |code| Finding::new(code).at(start);
    let avoid = |validator: &mut Validator<'_>| {
        let element = if root.is_some() { "root" } else { "" };
        let finding = report(Code::AvoidNamespacePrefix).element(element).param(Param::Prefix, prefix);
        validator.report(finding);
    };
    if let Some(reserved) = by_prefix {
        let with = |code, uri| report(code).param(Param::Prefix, prefix).param(Param::NamespaceUri, uri);
        if by_uri == by_prefix {
            if reserved == Namespace::Wiki && address != reserved.uri() {
                validator.report(
                    report(Code::ObsoleteWikiNamespace)
                        .param(Param::Preferred, reserved.uri())
                        .param(Param::NamespaceUri, address),
                );
            }
        } else if address == MEDIA_WITHOUT_SLASH {
            validator.report(with(Code::MediaRssNamespace, reserved.uri()));
        } else if !is_known(address, validator) {
            // `gml` is the usual prefix of GML 3.2 as well.
            validator.report(with(Code::ReservedPrefix, reserved.uri()));
        }
        if is_avoided(reserved, by_uri, root, validator) {
            avoid(validator);
        }
    } else if let Some(namespace) = by_uri {
        if prefix.is_empty() {
            return;
        }
        validator.report(
            report(Code::NonstdPrefix)
                .param(Param::Preferred, namespace.prefix())
                .param(Param::NamespaceUri, address),
        );
        let is_markup = matches!(namespace, Namespace::Atom | Namespace::Xhtml);
        if is_markup && (root.is_some() || is_atom_feed(validator)) {
            avoid(validator);
        }
    } else if address == MEDIA_WITHOUT_SLASH {
        validator.report(
            report(Code::MediaRssNamespace)
                .param(Param::Prefix, prefix)
                .param(Param::NamespaceUri, Namespace::Media.uri()),
        );
    } else if !Namespace::is_unreserved(address, validator.options.profile) {
        unknown(declaration, validator);
    }
}

/// Whether to avoid the prefix `atom` or `xhtml`. Every reader accepts them in an extension; few do in Atom
/// itself.
fn is_avoided(
    reserved: Namespace,
    by_uri: Option<Namespace>,
    root: Option<&str>,
    validator: &Validator<'_>,
) -> bool {
    if !matches!(reserved, Namespace::Atom | Namespace::Xhtml) {
        return false;
    }
    match root {
        Some(root) => matches!(root, "feed" | "entry"),
        None => by_uri == Some(reserved) && is_atom_feed(validator),
    }
}

fn is_atom_feed(validator: &Validator<'_>) -> bool {
    let is_feed = validator.open.first().is_some_and(|open| open.node.local == "feed");
    is_feed && validator.format().is_some_and(DetectedFormat::is_atom)
}

/// Reports a namespace that no table has.
fn unknown(declaration: Declaration<'_>, validator: &mut Validator<'_>) {
    let Declaration { prefix, address, start, .. } = declaration;
    if !address.is_empty() {
        let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        let subject = Subject::new(start, name, validator.parent_name());
        if !validator.check_value(&[iri_reference], address, subject) {
            return;
        }
    }
    let unknown = |code| Finding::new(code).at(start).param(Param::Namespace, address);
    validator.report(match Namespace::unsupported(address, validator.options.profile) {
        Some((name, specification)) => unknown(Code::UnsupportedNamespace)
            .param(Param::Name, name)
            .param(Param::Specification, specification),
        None => unknown(Code::UnknownNamespace),
    });
}
