//! Opens a path beneath a directory without following a symbolic link on the way.

#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use portable::{Directory, is_link_on_the_way};
#[cfg(unix)]
pub(crate) use unix::{Directory, is_link_on_the_way};
