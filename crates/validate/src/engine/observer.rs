//! The interface for code outside the engine that receives the elements of a document as they end.

use crate::vocabularies::{Context, Node};
use std::fmt;

/// Receives each element when it ends.
pub(crate) trait ElementObserver: fmt::Debug {
    /// An element has ended; its rules have run. The ancestors of the context are the elements around it.
    fn element_ended(&mut self, node: &Node<'_>, context: &dyn Context<'_>);
}
