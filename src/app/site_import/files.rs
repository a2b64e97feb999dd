//! Finds the project of a site generator that the content folder is, or belongs to, and reads its
//! configuration files.

use std::path::{Path, PathBuf};
use tidings_folder::ContentFolder;
use tidings_model::ContentPath;
use tidings_parse::site_config::{
    ConfigurationFile, FilePattern, GENERATORS, Generator, MAX_CONFIGURATION_BYTES, SiteConfiguration,
};

/// Most entries of a directory that are examined for a file whose name is not fixed.
const MAX_ENTRIES: usize = 2_000;

/// A project with a configuration that was recognised.
#[derive(Debug)]
pub(super) struct Project {
    /// The path of the content folder relative to the project's root, with `/` between its parts; empty if it is
    /// the root.
    pub(super) prefix: String,
    /// The project's root, canonical.
    pub(super) root: PathBuf,
    pub(super) configuration: SiteConfiguration,
}

/// Finds the project. `content` is canonical.
///
/// The content folder itself is looked at first. A folder above it is looked at only if the path of the content
/// folder ends like that of a content folder of the generator (`content`, `source/_posts`, `src/content/blog`),
/// so that the configuration of an unrelated project, in which the folder merely lies, has no effect.
pub(super) fn find(content: &Path) -> Option<Project> {
    let here = || GENERATORS.iter().find_map(|generator| read(generator, content, ""));
    let above = || {
        GENERATORS.iter().find_map(|generator| {
            generator.content_folders.iter().find_map(|folder| {
                let depth = Path::new(folder).components().count();
                let root = content.ends_with(folder).then(|| content.ancestors().nth(depth)).flatten()?;
                read(generator, root, folder)
            })
        })
    };
    here().or_else(above)
}

fn read(generator: &Generator, root: &Path, prefix: &str) -> Option<Project> {
    let files: Vec<ConfigurationFile> =
        generator.files.iter().filter_map(|file| find_file(root, file.pattern)).collect();
    let configuration = generator.read(&files)?;
    Some(Project { prefix: prefix.to_owned(), root: root.to_owned(), configuration })
}

fn find_file(root: &Path, pattern: FilePattern) -> Option<ConfigurationFile> {
    let path = match pattern {
        FilePattern::Path(path) => path.to_owned(),
        FilePattern::Suffix(suffix) => {
            let names = std::fs::read_dir(root).ok()?.take(MAX_ENTRIES).flatten();
            let names = names.filter_map(|entry| entry.file_name().into_string().ok());
            names.filter(|name| name.ends_with(suffix)).min()?
        }
    };
    let bytes = read_inside(root, &path)?;
    Some(ConfigurationFile { path, bytes })
}

/// Reads a regular file of the project, at most one byte more than is accepted. A link is followed only to what
/// is inside the project.
fn read_inside(root: &Path, path: &str) -> Option<Vec<u8>> {
    let path = ContentPath::new(path)?;
    ContentFolder::new(root, &[]).open(&path).ok()?.read(MAX_CONFIGURATION_BYTES as u64).ok()
}
