//! Lays out the document cases (`tests/documents`) as folders that `tidings check` and `tidings serve` can
//! read.
//!
//! A case is a folder with `expected.json` and one file, or a folder in place of an office document. Here
//! each becomes `KIND/CASE/<path of the case>`, so that one kind can be served as a site and each case can be
//! checked alone.

use super::findings::Findings;
use super::program::{Environment, Program};
use super::site::{Site, compare_check};
use crate::error::Error;
use crate::files;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The modification time of every file: a fixed moment, 2026-01-01.
const MODIFIED: Duration = Duration::from_secs(1_767_225_600);

/// The cases of one kind, checked one by one.
#[derive(Debug)]
pub(super) struct DocumentCases {
    pub(super) name: String,
    cases: Vec<Case>,
}

#[derive(Debug)]
struct Case {
    site: Site,
    config: Option<PathBuf>,
}

impl DocumentCases {
    /// Lays out the cases of the kind in `source` below `scratch`; returns them, and the site of all of them.
    pub(super) fn lay_out(source: &Path, scratch: &Path) -> Result<(Self, Site), Error> {
        let kind = files::name(source);
        let folder = scratch.join("sites").join(&kind);
        let lay_out = |case: PathBuf| {
            let name = files::name(&case);
            let config = scratch.join("configs").join(&kind).join(&name).with_extension("toml");
            let config = lay_out(&case, &folder.join(&name), config)?;
            let name = format!("documents/{kind}/{name}");
            let site =
                Site { name, folder: folder.join(files::name(&case)), environment: Environment::new() };
            Ok(Case { site, config })
        };
        let cases: Result<Vec<Case>, Error> = files::entries(source)?.into_iter().map(lay_out).collect();
        let name = format!("documents/{kind}");
        let site = Site { name: name.clone(), folder, environment: Environment::new() };
        Ok((Self { name, cases: cases? }, site))
    }

    pub(super) fn compare(&self, old: &Program, new: &Program) -> Result<Findings, Error> {
        let mut findings = Findings::default();
        for Case { site, config } in &self.cases {
            let config = config.as_ref().map(|path| path.to_string_lossy());
            let arguments: Vec<&str> = config.iter().flat_map(|path| ["--config", path]).collect();
            findings.add(compare_check(site, &arguments, old, new)?);
        }
        Ok(findings)
    }
}

/// Writes the document of a case; returns the configuration file, if the case has settings.
fn lay_out(case: &Path, folder: &Path, config: PathBuf) -> Result<Option<PathBuf>, Error> {
    let expected = files::read_json(&case.join("expected.json"))?;
    let is_document = |path: &PathBuf| files::name(path) != "expected.json";
    let document = files::entries(case)?.into_iter().find(is_document);
    let document = document.ok_or_else(|| Error::malformed(case, "the case has no document"))?;
    let name = files::name(&document);
    let path = expected["path"].as_str().unwrap_or(&name);
    let bytes = if document.is_dir() { archive(&document)? } else { files::read(&document)? };
    let target = folder.join(path);
    files::write(&target, &bytes)?;
    files::set_modified(&target, SystemTime::UNIX_EPOCH + MODIFIED)?;

    let mut settings = String::new();
    if let Some(language) = expected["site_language"].as_str() {
        settings.push_str(&format!("[site]\nlanguage = {language:?}\n"));
    }
    if expected["wanted"] == true {
        settings.push_str(&format!("[content]\ninclude = [{path:?}]\n"));
    }
    if settings.is_empty() {
        return Ok(None);
    }
    files::write(&config, settings.as_bytes())?;
    Ok(Some(config))
}

/// An office document: a folder as an uncompressed ZIP archive.
fn archive(folder: &Path) -> Result<Vec<u8>, Error> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let failed = |error: zip::result::ZipError| Error::malformed(folder, error.to_string());
    for file in files::files_below(folder)? {
        let inner = file.strip_prefix(folder).unwrap_or(&file);
        let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
        writer.start_file(parts.join("/"), options).map_err(failed)?;
        writer.write_all(&files::read(&file)?).map_err(Error::io(&file))?;
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_laid_out_with_its_path_and_settings() {
        let scratch = tempfile::tempdir().unwrap();
        let case = scratch.path().join("source/kind/case");
        files::write(&case.join("a.md"), b"text").unwrap();
        let expected = br#"{"path": "posts/README.md", "site_language": "de", "wanted": true}"#;
        files::write(&case.join("expected.json"), expected).unwrap();
        let (cases, site) =
            DocumentCases::lay_out(&scratch.path().join("source/kind"), scratch.path()).unwrap();
        assert_eq!(files::read(&site.folder.join("case/posts/README.md")).unwrap(), b"text");
        let config = files::read_text(cases.cases[0].config.as_ref().unwrap()).unwrap();
        assert_eq!(config, "[site]\nlanguage = \"de\"\n[content]\ninclude = [\"posts/README.md\"]\n");
    }
}
