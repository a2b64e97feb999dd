//! Resolves the templates and shortcodes of static site generators in a document's text.
//!
//! A template is replaced by what the generator would write, if the document alone gives the value; otherwise
//! the template is removed or its content is kept. Templates are never shown raw. Inside code nothing is a
//! template, except for tags that only protect code from the generator.

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

/// Resolves the templates of a text.
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
