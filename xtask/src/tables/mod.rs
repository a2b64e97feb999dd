//! `cargo xtask tables`: generates the validator's tables from compact copies of their registries.
//!
//! `xtask/sources` contains one text file for each table: the words of the registry, with the package and
//! version that they come from. To take over a newer registry, fetch the packages into an empty folder and
//! import them:
//!
//! ```text
//! mkdir DIR
//! npm install --prefix DIR schemes@1 character-entities@2 character-entities-legacy@1 \
//!     character-entities-html4@1 tlds@1
//! curl -o DIR/link-relations-$(date +%F).csv \
//!     https://www.iana.org/assignments/link-relations/link-relations-1.csv
//! (cd DIR && apt-get download iso-codes && dpkg-deb -x iso-codes_*.deb .)
//! cargo xtask tables --import DIR
//! ```
//!
//! Where the validator deliberately differs from a registry, the module of the table lists the words that are
//! added or removed, each with its reason.

mod domains;
mod entities;
mod languages;
mod packages;
mod relations;
mod rust;
mod schemes;
mod source;

use crate::error::Error;
use crate::files;
use packages::Packages;
use source::Source;

/// The command that a generated file names.
const COMMAND: &str = "cargo xtask tables";

/// A generated file.
struct Table {
    /// The generated Rust file, below the root of the repository.
    output: &'static str,
    /// The compact source, below `xtask/sources`.
    source: &'static str,
    /// Makes the compact source from fetched packages.
    import: fn(&Packages) -> Result<Source, Error>,
    /// Makes the Rust file from the compact source.
    render: fn(&Source) -> Result<String, Error>,
}

const TABLES: [Table; 5] = [
    Table {
        output: "crates/validate/src/datatypes/language/codes.rs",
        source: "language-codes.txt",
        import: languages::import,
        render: languages::render,
    },
    Table {
        output: "crates/validate/src/datatypes/html/entities.rs",
        source: "html-entities.txt",
        import: entities::import,
        render: entities::render,
    },
    Table {
        output: "crates/validate/src/datatypes/address/scheme_table.rs",
        source: "uri-schemes.txt",
        import: schemes::import,
        render: schemes::render,
    },
    Table {
        output: "crates/validate/src/datatypes/address/domain_table.rs",
        source: "top-level-domains.txt",
        import: domains::import,
        render: domains::render,
    },
    Table {
        output: "crates/validate/src/vocabularies/atom/relation_table.rs",
        source: "link-relations.txt",
        import: relations::import,
        render: relations::render,
    },
];

/// Generates the tables. With `--check`, only compares them with the files that are there, and returns
/// whether they are equal.
pub(crate) fn run(arguments: &[String]) -> Result<bool, Error> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => generate().map(|()| true),
        ["--check"] => check(),
        ["--import", folder] => {
            let packages = Packages::new(folder);
            for table in TABLES {
                files::write(&source_path(&table), (table.import)(&packages)?.to_text().as_bytes())?;
            }
            generate().map(|()| true)
        }
        _ => Err(Error::Usage(crate::USAGE.to_owned())),
    }
}

fn generate() -> Result<(), Error> {
    for table in TABLES {
        let path = files::repository().join(table.output);
        files::write(&path, rendered(&table)?.as_bytes())?;
        println!("wrote {}", table.output);
    }
    Ok(())
}

fn check() -> Result<bool, Error> {
    let mut are_equal = true;
    for table in TABLES {
        let found = files::read_text(&files::repository().join(table.output)).unwrap_or_default();
        if found != rendered(&table)? {
            are_equal = false;
            println!(
                "{} differs from its source xtask/sources/{}: run '{COMMAND}'",
                table.output, table.source
            );
        }
    }
    if are_equal {
        println!("{} tables equal what their sources give", TABLES.len());
    }
    Ok(are_equal)
}

fn rendered(table: &Table) -> Result<String, Error> {
    let path = source_path(table);
    (table.render)(&Source::parse(&path, &files::read_text(&path)?)?)
}

fn source_path(table: &Table) -> std::path::PathBuf {
    files::repository().join("xtask/sources").join(table.source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_is_in_its_normal_form() {
        for table in TABLES {
            let path = source_path(&table);
            let text = files::read_text(&path).unwrap();
            assert_eq!(Source::parse(&path, &text).unwrap().to_text(), text, "{}", path.display());
        }
    }

    #[test]
    fn a_changed_source_changes_the_table() {
        for table in TABLES {
            let path = source_path(&table);
            let text = files::read_text(&path).unwrap();
            let (head, words) = text.split_once("]\n").unwrap();
            // Not every word of a source is in its table: of the top-level domains, the longer ones are.
            let changes_without = |left_out: usize| {
                let kept = words.split_inclusive(' ').enumerate().filter(|(number, _)| *number != left_out);
                let kept: String = kept.map(|(_, word)| word).collect();
                let shorter = Source::parse(&path, &format!("{head}]\n{kept}")).unwrap();
                (table.render)(&shorter).unwrap() != rendered(&table).unwrap()
            };
            assert!((0..5).any(changes_without), "{}", table.output);
        }
    }
}
