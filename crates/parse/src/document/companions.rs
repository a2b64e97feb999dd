//! Files that belong to another file beside them: the frames of a saved page, the attachments of a post in a
//! directory of its own, copies.

use super::path_rules::copied_original;
use tidings_model::ContentPath;

/// A file whose existence may mean that another one is not an article of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// The path of the file to look for.
    pub path: ContentPath,
    /// How the two files belong together.
    pub relation: Relation,
}

/// How a file belongs to its companion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is in the folder that a browser or a notebook program writes for the companion, which is a page.
    SavedPage,
    /// Its directory is that of the companion, which is the `index` of a post. It is an attachment if the companion
    /// is a [dated post](crate::is_dated_post) and the file has no date of its own.
    Bundle,
    /// Its name is that of a copy of the companion. It is one if [their texts are similar](crate::is_copy_of).
    Copy,
}

/// What browsers append to the name of a page for the folder of its files: Firefox and Chrome write `_files` in all
/// languages, Internet Explorer and Word the others (Microsoft's list of connected files).
const FOLDER_SUFFIXES: [&str; 23] = [
    "_files",
    ".files",
    "-files",
    "-dateien",
    "_dateien",
    "_fichiers",
    "_bestanden",
    "_file",
    "_archivos",
    "-filer",
    "_tiedostot",
    "_pliki",
    "_soubory",
    "_elemei",
    "_ficheiros",
    "_arquivos",
    "_dosyalar",
    "_datoteke",
    "_fitxers",
    "_failid",
    "_fails",
    "_bylos",
    "_fajlovi",
];

/// Extensions of pages that have such a folder: saved pages, and sources that knitr and Quarto render.
const PAGE_EXTENSIONS: [&str; 8] = ["html", "htm", "xhtml", "mhtml", "md", "qmd", "rmd", "Rmd"];

/// Names of the file that is the post of its directory (Hugo's leaf bundle, Quarto, Docusaurus, Lektor).
const INDEX_NAMES: [&str; 9] = [
    "index.md",
    "index.markdown",
    "index.mdx",
    "index.qmd",
    "index.rmd",
    "index.org",
    "index.adoc",
    "index.rst",
    "contents.lr",
];

/// Directories whose `index` is a list of the posts beside it.
#[rustfmt::skip]
const SECTIONS: [&str; 23] = [
    "content", "contents", "posts", "_posts", "blog", "blogs", "news", "articles", "docs", "doc", "pages", "notes",
    "journal", "diary", "writing", "essays", "src", "source", "site", "archive", "archives", "stories", "weblog",
];

/// How many directories above a file may be that of its post: `post/data/tables/a.txt`.
const MAX_DEPTH: usize = 3;

/// The files to look for. Most files have none, so most need no system call.
pub fn companions(path: &ContentPath) -> Vec<Companion> {
    let mut found = saved_pages(path);
    found.extend(bundle_indexes(path));
    let copied = copied_original(path);
    found.extend(copied.map(|path| Companion { path, relation: Relation::Copy }));
    found
}

/// Whether the file at this path may be the `index` of a post in a directory of its own.
pub fn is_bundle_index(path: &ContentPath) -> bool {
    INDEX_NAMES.contains(&path.file_name().to_lowercase().as_str()) && is_post_directory(path.directory())
}

/// The directories in which files that belong to the page at this path may be; empty if it is no page.
pub fn folders_of_page(path: &ContentPath) -> Vec<ContentPath> {
    let extension = path.extension().unwrap_or_default();
    if !["html", "htm", "xhtml"].contains(&extension.as_str()) {
        return Vec::new();
    }
    FOLDER_SUFFIXES
        .iter()
        .flat_map(|suffix| [(*suffix).to_owned(), suffix.replace("-d", "-D").replace("_d", "_D")])
        .filter_map(|suffix| joined(path.directory(), &format!("{}{suffix}", path.stem())))
        .collect()
}

fn saved_pages(path: &ContentPath) -> Vec<Companion> {
    let directories: Vec<&str> = path.directory().split('/').collect();
    let mut found = Vec::new();
    for (depth, name) in directories.iter().enumerate() {
        let lower = name.to_lowercase();
        let suffix =
            FOLDER_SUFFIXES.iter().find(|suffix| lower.ends_with(*suffix) && lower.len() > suffix.len());
        let Some(page) = suffix.and_then(|suffix| name.get(..name.len() - suffix.len())) else { continue };
        let above = directories.get(..depth).unwrap_or_default().join("/");
        let pages =
            PAGE_EXTENSIONS.iter().filter_map(|extension| joined(&above, &format!("{page}.{extension}")));
        found.extend(pages.map(|path| Companion { path, relation: Relation::SavedPage }));
    }
    found
}

fn bundle_indexes(path: &ContentPath) -> Vec<Companion> {
    let own = path.file_name().to_lowercase();
    let own_stem = own.split(['.', '+']).next().unwrap_or_default();
    if ["index", "_index", "contents"].contains(&own_stem) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut directory = path.directory();
    for _ in 0..MAX_DEPTH {
        if !is_post_directory(directory) {
            break;
        }
        let indexes = INDEX_NAMES.iter().filter_map(|name| joined(directory, name));
        found.extend(indexes.map(|path| Companion { path, relation: Relation::Bundle }));
        directory = directory.rsplit_once('/').map_or("", |(above, _)| above);
    }
    found
}

/// Whether a directory may be that of one post: not the root, nor one that is known as a list of posts, nor one for
/// a year, a month, a day or a language.
fn is_post_directory(directory: &str) -> bool {
    let name = directory.rsplit('/').next().unwrap_or_default().to_lowercase();
    let is_number = name.chars().all(|c| c.is_ascii_digit());
    !is_number && name.len() > 2 && !SECTIONS.contains(&name.as_str())
}

fn joined(directory: &str, name: &str) -> Option<ContentPath> {
    ContentPath::new(&if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, relation: Relation) -> Vec<String> {
        let companions = companions(&ContentPath::new(path).unwrap()).into_iter();
        companions
            .filter(|companion| companion.relation == relation)
            .map(|one| one.path.to_string())
            .collect()
    }

    #[test]
    fn companions_of_files() {
        assert!(found("a/walk_files/x/frame.html", Relation::SavedPage).contains(&"a/walk.html".to_owned()));
        assert!(found("walk-Dateien/frame.htm", Relation::SavedPage).contains(&"walk.htm".to_owned()));
        assert!(found("walk/frame.html", Relation::SavedPage).is_empty());
        assert!(
            found("2026/03/01/post/notes.txt", Relation::Bundle)
                .contains(&"2026/03/01/post/index.md".to_owned())
        );
        for path in
            ["notes.txt", "posts/a.md", "content/posts/a.md", "2026/a.md", "en/a.md", "post/index.fr.md"]
        {
            assert!(found(path, Relation::Bundle).is_empty(), "{path}");
        }
        assert_eq!(found("a/post (1).md", Relation::Copy), ["a/post.md"]);
        assert!(found("a/post.md", Relation::Copy).is_empty());
    }

    #[test]
    fn pages_and_bundles() {
        let path = |text| ContentPath::new(text).unwrap();
        assert!(is_bundle_index(&path("2026/03/01/a-post/index.md")));
        for other in ["index.md", "posts/index.md", "a-post/index.html", "a-post/a.md"] {
            assert!(!is_bundle_index(&path(other)), "{other}");
        }
        assert!(folders_of_page(&path("a/walk.html")).contains(&path("a/walk_files")));
        assert!(folders_of_page(&path("a/walk.html")).contains(&path("a/walk-Dateien")));
        assert!(folders_of_page(&path("a/walk.txt")).is_empty());
    }
}
