//! The test material that is compared: one list of tasks, the longest first.

use super::document_cases::DocumentCases;
use super::feed_cases::FeedCases;
use super::findings::Findings;
use super::program::{Environment, Program};
use super::site::{Site, compare_check, compare_feeds};
use crate::error::Error;
use crate::files;
use std::path::Path;

/// A piece of the work that one thread does.
#[derive(Debug)]
pub(super) enum Task {
    /// A real folder of articles: checked and served.
    Site(Site),
    /// All document cases of one kind in one folder: served.
    ServedCases(Site),
    /// The document cases of one kind, each with its own settings: checked.
    DocumentCases(DocumentCases),
    FeedCases(FeedCases),
}

impl Task {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Site(site) | Self::ServedCases(site) => &site.name,
            Self::DocumentCases(cases) => &cases.name,
            Self::FeedCases(cases) => &cases.name,
        }
    }

    pub(super) fn run(&self, old: &Program, new: &Program) -> Result<Findings, Error> {
        match self {
            Self::Site(site) => {
                let mut findings = compare_check(site, &[], old, new)?;
                findings.add(compare_feeds(site, old, new)?);
                Ok(findings)
            }
            Self::ServedCases(site) => compare_feeds(site, old, new),
            Self::DocumentCases(cases) => cases.compare(old, new),
            Self::FeedCases(cases) => cases.compare(old, new),
        }
    }
}

/// Finds all material. Material that is absent in `shared` is left out with a message.
pub(super) fn tasks(repository: &Path, shared: &Path, scratch: &Path) -> Result<Vec<Task>, Error> {
    let mut tasks = Vec::new();
    let (corpora, faults) = (shared.join("corpora"), shared.join("faults/publishing"));
    let w3c = shared.join("validator");
    for folder in [&corpora, &faults, &w3c].into_iter().filter(|folder| !folder.is_dir()) {
        println!("left out: {} is not there", folder.display());
    }
    if corpora.is_dir() {
        tasks.extend(real_folders(&corpora)?.into_iter().map(Task::Site));
    }
    let seeds = repository.join("seeds");
    tasks.push(Task::Site(Site { name: "seeds".to_owned(), folder: seeds, environment: Environment::new() }));
    for kind in files::entries(&repository.join("tests/documents"))? {
        let (cases, site) = DocumentCases::lay_out(&kind, scratch)?;
        tasks.extend([Task::ServedCases(site), Task::DocumentCases(cases)]);
    }
    if faults.is_dir() {
        for folder in files::entries(&faults)?.into_iter().filter(|entry| entry.is_dir()) {
            let name = format!("faults/{}", files::name(&folder));
            tasks.push(Task::Site(Site { name, folder, environment: Environment::new() }));
        }
    }
    for folder in files::entries(&repository.join("tests/feeds"))? {
        tasks.push(Task::FeedCases(FeedCases::find(&folder)?));
    }
    if w3c.is_dir() {
        tasks.extend(FeedCases::of_w3c(&w3c)?.into_iter().map(Task::FeedCases));
    }
    Ok(tasks)
}

/// The folders that `corpora.tsv` lists, each in its time zone.
fn real_folders(corpora: &Path) -> Result<Vec<Site>, Error> {
    let path = corpora.join("corpora.tsv");
    let table = files::read_text(&path)?;
    let mut lines = table.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let place = columns.iter().position(|column| *column == name);
        place.ok_or_else(|| Error::malformed(&path, format!("there is no column '{name}'")))
    };
    let (name, timezone) = (column("name")?, column("timezone")?);
    let site = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let name = (*cells.get(name)?).to_owned();
        let mut environment = vec![("TIDINGS_SITE__TIMEZONE".to_owned(), (*cells.get(timezone)?).to_owned())];
        if name == "jakevdp" {
            // AUTHOR in its generator's configuration, as in tests/corpora/run.py.
            environment.push(("TIDINGS_SITE__AUTHOR".to_owned(), "Jake VanderPlas".to_owned()));
        }
        Some(Site { folder: corpora.join(&name), name: format!("corpora/{name}"), environment })
    };
    Ok(lines.filter_map(site).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_folders_have_their_time_zones() {
        let scratch = tempfile::tempdir().unwrap();
        let table = "name\trepo\ttimezone\na\tx/a\tUTC\njakevdp\tx/j\tAmerica/Los_Angeles\n";
        files::write(&scratch.path().join("corpora.tsv"), table.as_bytes()).unwrap();
        let sites = real_folders(scratch.path()).unwrap();
        assert_eq!(sites[0].environment, [("TIDINGS_SITE__TIMEZONE".to_owned(), "UTC".to_owned())]);
        assert_eq!(sites[1].environment.len(), 2);
    }
}
