//! RSS 0.90, 1.0 and 1.1, and the RDF/XML that they are written in.

pub(crate) mod document;
pub(crate) mod rdf;
