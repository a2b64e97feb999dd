//! A document case of `tests/documents`: one folder with `expected.json` and one file, or a folder in place
//! of an office document, which is packed into an archive first.

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use tidings_model::ContentPath;

/// A case as it is given to the parser.
pub struct DocumentCase {
    /// `markdown/link-in-title`.
    pub name: String,
    pub path: ContentPath,
    pub bytes: Vec<u8>,
    /// What the file must become, and the settings of the case.
    pub expected: Value,
}

impl DocumentCase {
    /// All cases of all kinds, sorted by name.
    pub fn all() -> Vec<Self> {
        let mut cases: Vec<PathBuf> = entries(&root()).iter().flat_map(|kind| entries(kind)).collect();
        cases.sort();
        cases.iter().map(|case| Self::load(case)).collect()
    }

    /// The cases of one kind, sorted by name.
    pub fn of_kind(kind: &str) -> Vec<Self> {
        let mut cases = entries(&root().join(kind));
        cases.sort();
        cases.iter().map(|case| Self::load(case)).collect()
    }

    fn load(case: &Path) -> Self {
        let expected = std::fs::read_to_string(case.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let is_document = |file: &PathBuf| file.file_name() != Some("expected.json".as_ref());
        let file = entries(case).into_iter().find(is_document).unwrap();
        let own_name = file.file_name().unwrap().to_string_lossy().into_owned();
        let path = ContentPath::new(expected["path"].as_str().unwrap_or(&own_name)).unwrap();
        let bytes = if file.is_dir() { archive_of(&file) } else { std::fs::read(&file).unwrap() };
        let name = case.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        Self { name, path, bytes, expected }
    }

    /// Whether the settings name the file (`content.include`).
    pub fn is_explicitly_included(&self) -> bool {
        self.expected["wanted"] == true
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// A folder as a ZIP archive, always with the same bytes.
fn archive_of(folder: &Path) -> Vec<u8> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in entries(&directory) {
            if entry.is_dir() { open.push(entry) } else { files.push(entry) }
        }
    }
    files.sort();
    let named = files.iter().map(|file| {
        let parts = file.strip_prefix(folder).unwrap().iter().map(|part| part.to_str().unwrap());
        (parts.collect::<Vec<_>>().join("/"), std::fs::read(file).unwrap())
    });
    pack(named)
}

/// A ZIP archive of named files.
pub fn pack(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
