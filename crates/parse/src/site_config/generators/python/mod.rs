//! Generators that are written in Python.

pub(super) mod lektor;
pub(super) mod mkdocs;
pub(super) mod nikola;
pub(super) mod pelican;
pub(super) mod sphinx;
