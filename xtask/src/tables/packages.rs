//! Reads registries from the packages that were fetched into one folder.

use super::source::Words;
use crate::error::Error;
use crate::files;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder: `node_modules` of npm, and the unpacked Debian package beside its `.deb`.
#[derive(Debug)]
pub(super) struct Packages {
    folder: PathBuf,
}

impl Packages {
    pub(super) fn new(folder: &str) -> Self {
        Self { folder: folder.into() }
    }

    /// A file of an npm package.
    pub(super) fn npm(&self, package: &str, file: &str) -> PathBuf {
        self.folder.join("node_modules").join(package).join(file)
    }

    /// The name and version of an npm package.
    pub(super) fn npm_origin(&self, package: &str) -> Result<String, Error> {
        let path = self.npm(package, "package.json");
        let manifest = files::read_json(&path)?;
        let version = manifest["version"].as_str().ok_or_else(|| Error::malformed(&path, "no version"))?;
        Ok(format!("{package} {version} (npm)"))
    }

    /// IANA's registry of link relations, `link-relations-YYYY-MM-DD.csv`, and the date of its download.
    pub(super) fn link_relations(&self) -> Result<(String, PathBuf), Error> {
        let date = |path: &PathBuf| {
            let name = files::name(path);
            Some(name.strip_prefix("link-relations-")?.strip_suffix(".csv")?.to_owned())
        };
        let found = files::entries(&self.folder)?.into_iter().filter_map(|path| Some((date(&path)?, path)));
        found.max().ok_or_else(|| Error::malformed(&self.folder, "there is no link-relations-*.csv"))
    }

    /// A file of Debian's iso-codes.
    pub(super) fn iso_codes(&self, file: &str) -> PathBuf {
        self.folder.join("usr/share/iso-codes/json").join(file)
    }

    /// The name and version of iso-codes, from the name of the `.deb` file.
    pub(super) fn iso_codes_origin(&self) -> Result<String, Error> {
        let names = files::entries(&self.folder)?.into_iter().map(|path| files::name(&path));
        let version =
            |name: String| Some(name.strip_prefix("iso-codes_")?.strip_suffix("_all.deb")?.to_owned());
        let version = names.filter_map(version).next_back();
        let version =
            version.ok_or_else(|| Error::malformed(&self.folder, "there is no iso-codes_*_all.deb"))?;
        Ok(format!("iso-codes {version} (Debian)"))
    }
}

/// The objects of a JSON file: an array of them, or the only array in an object.
pub(super) fn objects(path: &Path) -> Result<Vec<Value>, Error> {
    let list = match files::read_json(path)? {
        Value::Array(list) => Some(list),
        Value::Object(object) => object.into_iter().find_map(|(_, value)| match value {
            Value::Array(list) => Some(list),
            _ => None,
        }),
        _ => None,
    };
    list.ok_or_else(|| Error::malformed(path, "there is no array"))
}

/// The strings of a JSON file that is an array.
pub(super) fn strings(path: &Path) -> Result<Words, Error> {
    Ok(objects(path)?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// The values of a key in these objects, where they have it.
pub(super) fn values(objects: &[Value], key: &str) -> Words {
    objects.iter().filter_map(|object| object[key].as_str()).map(str::to_owned).collect()
}
