//! The namespaces that an element declares.

use super::Judge;
use crate::Code;
use crate::datatypes::{Value, iri_reference};
use crate::vocabularies::{ATOM, Namespace};
use crate::xml::{NamespaceId, Reader};

/// What is declared where.
#[derive(Debug, Clone, Copy)]
struct Declaration<'d> {
    prefix: &'d str,
    address: &'d str,
    /// Byte of the document at which the start tag starts.
    start: usize,
    /// Whether the element is the first one, and with which name.
    root: Option<&'d str>,
}

/// Judges the declarations of an element that is about to open.
pub(super) fn check(
    declared: &[(&str, NamespaceId)],
    element: &str,
    reader: &Reader<'_>,
    judge: &mut Judge<'_>,
) {
    let root = judge.scopes.is_empty().then_some(element);
    for &(prefix, namespace) in declared {
        let address = reader.namespace(namespace);
        check_one(Declaration { prefix, address, start: reader.offset(), root }, judge);
    }
}

fn check_one(declaration: Declaration<'_>, judge: &mut Judge<'_>) {
    let Declaration { prefix, address, start, root } = declaration;
    let customary = Namespace::customary_prefix(address);
    let element = if root.is_some() { "root" } else { "" };
    let mut say = |code, params: &[(&'static str, &str)]| judge.say(code, start, "", "", params);
    if let Some(preferred) = Namespace::reserved(prefix) {
        if customary == Some(prefix) {
            if prefix == "wiki" && address.contains("usemod") {
                say(Code::ObsoleteWikiNamespace, &[("preferred", preferred), ("ns", address)]);
            }
        } else if address == Namespace::MEDIA_WITHOUT_SLASH {
            say(Code::MediaRssNamespace, &[("prefix", prefix), ("ns", preferred)]);
        } else {
            say(Code::ReservedPrefix, &[("prefix", prefix), ("ns", preferred)]);
        }
        if is_avoided(prefix, customary, root, judge) {
            judge.say(Code::AvoidNamespacePrefix, start, element, "", &[("prefix", prefix)]);
        }
    } else if let Some(customary) = customary {
        if prefix.is_empty() {
            return;
        }
        say(Code::NonstdPrefix, &[("preferred", customary), ("ns", address)]);
        if matches!(customary, "atom" | "xhtml") && (root.is_some() || is_atom_feed(judge)) {
            judge.say(Code::AvoidNamespacePrefix, start, element, "", &[("prefix", prefix)]);
        }
    } else if address == Namespace::MEDIA_WITHOUT_SLASH {
        say(Code::MediaRssNamespace, &[("prefix", prefix), ("ns", "http://search.yahoo.com/mrss/")]);
    } else if Namespace::is_beside(address) {
        // Ours alone: there is nothing to say of it.
    } else {
        unknown(declaration, judge);
    }
}

/// The reserved prefixes atom and xhtml are read by every reader in an extension, and by few in Atom itself.
fn is_avoided(prefix: &str, customary: Option<&str>, root: Option<&str>, judge: &Judge<'_>) -> bool {
    if !matches!(prefix, "atom" | "xhtml") {
        return false;
    }
    match root {
        Some(root) => matches!(root, "feed" | "entry"),
        None => customary == Some(prefix) && is_atom_feed(judge),
    }
}

fn is_atom_feed(judge: &Judge<'_>) -> bool {
    let is_feed = judge.scopes.first().is_some_and(|root| root.node.local == "feed");
    is_feed && judge.root.as_ref().is_some_and(|root| root.namespace(ATOM) == Namespace::Core)
}

/// A namespace that no table knows.
fn unknown(declaration: Declaration<'_>, judge: &mut Judge<'_>) {
    let Declaration { prefix, address, start, .. } = declaration;
    let options = judge.options;
    let base = options.location.as_deref().unwrap_or_default();
    let value = Value { raw: address, options, base, is_attribute: true, source: "", is_rss2: false };
    if !address.is_empty() {
        iri_reference(&value, &mut judge.findings);
        let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        let parent = judge.parent_name();
        if !judge.say_findings(start, &name, &parent, address, &[]) {
            return;
        }
    }
    match Namespace::unsupported(address) {
        Some((name, specification)) => {
            let params = [("namespace", address), ("name", name), ("specification", specification)];
            judge.say(Code::UnsupportedNamespace, start, "", "", &params);
        }
        None => judge.say(Code::UnknownNamespace, start, "", "", &[("namespace", address)]),
    }
}
