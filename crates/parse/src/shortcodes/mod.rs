//! Templates in a Markdown text: what generators would put in is put in where a single document says it, and the
//! rest is left out or kept as text, never shown raw. Inside code nothing is a template, but for what only keeps
//! templates from being read there.

mod apply;
mod block_stack;
pub(crate) mod code;
mod erb;
pub(crate) mod known_tags;
mod mdx;
mod resolved;
mod resolver;
mod scan;
mod tag;
#[cfg(test)]
mod tests;
mod value;
mod verbatim;

pub(crate) use erb::resolve_erb;
pub(crate) use resolved::HostFormat;
pub(crate) use tag::parse_arguments;

use crate::document::Field;
use resolved::Resolved;
use resolver::TemplateResolver;
use std::collections::HashMap;
use value::Variables;

/// Resolves a text's templates.
pub(crate) fn resolve(source: &str, front_matter: &[Field], host: HostFormat) -> Resolved {
    let variables = || Variables::new(front_matter.iter().map(|field| (field.key.as_str(), &field.value)));
    if host == HostFormat::Mdx {
        let (text, imports) = mdx::without_modules(source);
        return TemplateResolver::new(&mdx::without_indentation(&text), variables(), host, imports).run();
    }
    if !source.contains('{') || !["{{", "{%", "{# ", "{#-"].iter().any(|sign| source.contains(sign)) {
        return Resolved { text: source.to_owned(), problems: Vec::new() };
    }
    let variables = variables();
    TemplateResolver::new(source, variables, host, HashMap::new()).run()
}
