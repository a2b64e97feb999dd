//! Reads the configuration of a site generator: the title, description, author, address, language and time
//! zone of the site, and which folders the generator publishes and writes.
//!
//! A configuration that is a program (JavaScript, TypeScript, Python) is never executed: only string literals
//! of known keys are read. Whatever else stands there is reported and not guessed.
//!
//! Each generator is one file in `generators/` and one row of [`generators::ALL`].

mod folders;
mod generator;
mod generators;
mod literals;
mod lookup;
mod model;
#[cfg(test)]
mod tests;

use generator::Evidence;
pub use generator::{FilePattern, Generator, GeneratorFile};
pub use generators::ALL as GENERATORS;
pub use model::{ConfigurationFile, ExcludedFolder, Given, GivenValues, OnlyFolders, SiteConfiguration};

/// Largest configuration that is read, in bytes. The largest of the sites that were examined has 36 KiB.
pub const MAX_CONFIGURATION_BYTES: usize = 256 * 1024;

impl Generator {
    /// Reads the configuration of a project from those of its files that the generator may have, in the order of
    /// [`Generator::files`]. `None`: they are not a configuration of this generator.
    pub fn read(&self, files: &[ConfigurationFile]) -> Option<SiteConfiguration> {
        let (entries, mut problems) = literals::entries(self, files);
        if files.is_empty() || !(self.recognises)(&Evidence { entries: &entries, files }) {
            return None;
        }
        let values = lookup::values(self, &entries, &mut problems);
        let (content, only) = folders::content(self, &entries);
        let excluded = folders::excluded(self, &entries, &content, &mut problems);
        let files = files.iter().map(|file| file.path.clone()).collect();
        Some(SiteConfiguration { generator: self.name, files, values, content, only, excluded, problems })
    }
}
