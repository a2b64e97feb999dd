//! Extensions by companies and services.

pub(crate) mod access_control;
pub(crate) mod conversations_network;
pub(crate) mod feedburner;
pub(crate) mod feedsync;
pub(crate) mod google_base;
pub(crate) mod google_play;
pub(crate) mod merchant;
pub(crate) mod opensearch;
pub(crate) mod simple_chapters;
pub(crate) mod simple_list;
pub(crate) mod youtube;
