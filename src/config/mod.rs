//! The settings of the file, the environment and the command line, checked and merged into one [`Config`].
//!
//! Later layers win: defaults, the file, `TIDINGS_SECTION__KEY` in the environment, the command line. Every
//! key is one row of the table in `settings.rs`, whichever layer its value comes from.

mod check;
mod error;
mod files;
mod layout;
mod load;
mod settings;
mod tables;
#[cfg(test)]
mod tests;
mod types;
mod value;

pub use error::{ConfigError, Origin};
pub use files::{FileRule, FileRules};
pub use layout::SiteLayout;
pub use load::{Overrides, load};
pub use settings::keys;
pub use types::{Config, Content, Flood, FloodAction, State};
