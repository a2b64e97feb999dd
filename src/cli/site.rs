//! The arguments that choose a folder of articles and its configuration.

use crate::config::{Config, ConfigError, Overrides, load};
use std::path::PathBuf;

/// The arguments of all subcommands that read a folder.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArguments {
    /// Folder of articles; default: `content.folder` of the configuration
    folder: Option<PathBuf>,
    /// Configuration file; default: `tidings.toml` in the folder, or, if no folder is given, `tidings.toml` or
    /// `config/tidings.toml` in the current directory
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address of the site as readers see it, such as https://example.org/
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Folder of the catalogue; default: `.tidings` in the folder of articles
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

impl SiteArguments {
    pub(super) fn load(
        self,
        listen: Option<String>,
        environment: Vec<(String, String)>,
    ) -> Result<Config, ConfigError> {
        let Self { folder, config, base_url, state } = self;
        load(&Overrides { config, folder, listen, base_url, state }, environment)
    }
}
