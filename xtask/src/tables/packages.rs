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

/// The values of a key in these objects, where they have it.
pub(super) fn values(objects: &[Value], key: &str) -> Words {
    objects.iter().filter_map(|object| object[key].as_str()).map(str::to_owned).collect()
}
