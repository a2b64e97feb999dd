//! Geographic extensions: single coordinates, and the geometries of GeoRSS.

pub(crate) mod coordinates;
pub(crate) mod georss;
