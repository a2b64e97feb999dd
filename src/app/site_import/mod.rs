//! The configuration of a site generator in or above the content folder: it replaces the defaults of the
//! settings that describe the site, before anything is announced.
//!
//! Otherwise a publisher who adds the title, the author or the time zone after the first start would change
//! every entry that subscribers have read. What was adopted is kept in the catalogue, with the ids, and later
//! changes of the generator's configuration are reported instead of adopted. A setting of Tidings has priority,
//! value by value.

mod adopted;
mod files;
mod report;

pub use report::{Outcome, SiteProblem, SiteReport, SiteValue};

use super::error::AppError;
use crate::config::{Config, SiteLayout};
use crate::ingest::SitePaths;
use adopted::{Adopted, Articles, in_content};
use files::Project;
use std::path::{Path, PathBuf};
use tidings_catalogue::{Catalogue, CatalogueError};
use tidings_model::{ContentPath, Person, Problem, language_tag};
use tidings_parse::site_config::{ExcludedFolder, Given, OnlyFolders};

/// What is used of a generator's configuration.
#[derive(Debug, Default)]
pub(super) struct SiteImport {
    adopted: Adopted,
    /// `None`: there is no configuration of a generator.
    pub(super) report: Option<SiteReport>,
    /// The root of the generator's project, if it is above the content folder.
    pub(super) project_above: Option<PathBuf>,
}

impl SiteImport {
    /// Reads the configuration, decides what is used of it, and stores that in the settings.
    ///
    /// # Errors
    /// The content folder cannot be found, or the catalogue cannot be read.
    pub(super) fn adopt(config: &mut Config) -> Result<Self, AppError> {
        let paths = SitePaths::find(config)?;
        let project = files::find(&paths.content);
        let found = project.as_ref().map(|project| in_folder(project, &paths.content)).unwrap_or_default();
        let mut articles = Articles::new(&found);
        let inspection = Catalogue::inspect(&paths.catalogue_file(), &mut |path| articles.add(path))?;
        let before = inspection.adopted.as_deref().map(Adopted::from_text).unwrap_or_default();
        let adopted = match &project {
            Some(_) if inspection.is_new => found.clone(),
            Some(_) => articles.adopt_later(&before),
            None if inspection.is_new => Adopted::default(),
            None => before,
        };
        let project_above =
            project.as_ref().filter(|project| !project.prefix.is_empty()).map(|project| project.root.clone());
        let report = project.map(|project| build_report(&project, config, &adopted, &found, &articles));
        apply(config, &adopted);
        Ok(Self { adopted, report, project_above })
    }

    /// Applies what a catalogue adopted before.
    pub(super) fn apply_adopted(config: &mut Config, text: &str) {
        apply(config, &Adopted::from_text(text));
    }

    /// Stores what was adopted in the catalogue.
    ///
    /// # Errors
    /// The catalogue cannot be written.
    pub(super) fn store(&self, catalogue: &mut Catalogue) -> Result<(), CatalogueError> {
        match self.adopted == Adopted::default() {
            true => Ok(()),
            false => catalogue.set_adopted_settings(&self.adopted.to_text()),
        }
    }

    /// Logs one line with what is used, and one for each problem.
    pub(super) fn log(&self) {
        let Some(report) = &self.report else { return };
        tracing::info!("{}", report.log_line());
        for SiteProblem { file, problem } in &report.problems {
            tracing::warn!("{file}: {problem}");
        }
    }
}

/// What a project's configuration gives, with the paths of files and folders relative to the content folder.
fn in_folder(project: &Project, content: &Path) -> Adopted {
    let Project { prefix, configuration, .. } = project;
    let mut values = configuration.values.clone();
    let given = [
        &mut values.title,
        &mut values.description,
        &mut values.author,
        &mut values.base_url,
        &mut values.language,
        &mut values.timezone,
    ];
    given.into_iter().flatten().for_each(|given| given.file = shown_path(&given.file, prefix));
    let excluded = configuration.excluded.iter().filter_map(|folder| {
        let path = in_content(&folder.path, prefix)?;
        Some(ExcludedFolder { path, reason: folder.reason.clone() })
    });
    let only = configuration.only.as_ref().and_then(|only| {
        let paths = only.paths.iter().map(|folder| in_content(folder, prefix));
        // A folder that is not inside is the content folder itself, or it is not served.
        let paths: Vec<String> = paths.collect::<Option<_>>()?;
        let exists = paths.iter().any(|folder| content.join(folder).is_dir());
        exists.then(|| OnlyFolders { paths, reason: only.reason.clone() })
    });
    Adopted { generator: configuration.generator.to_owned(), values, excluded: excluded.collect(), only }
}

/// A file of the project as a path relative to the content folder.
fn shown_path(file: &str, prefix: &str) -> String {
    match in_content(file, prefix) {
        Some(inside) => inside,
        None => format!("{}{file}", "../".repeat(prefix.split('/').count())),
    }
}

/// A setting of `[site]` that a generator's configuration can give: its key, and how a value is stored.
/// `None`: the value is not valid.
type SiteSetting = (&'static str, fn(&mut Config, &str) -> Option<()>);

const SITE_SETTINGS: [SiteSetting; 5] = [
    ("site.title", |config, value| {
        value.clone_into(&mut config.site.title);
        Some(())
    }),
    ("site.description", |config, value| {
        config.site.description = Some(value.to_owned());
        Some(())
    }),
    ("site.author", |config, value| {
        config.site.author = Some(Person { name: value.to_owned(), ..Person::default() });
        Some(())
    }),
    ("site.language", |config, value| {
        config.site.language = Some(language_tag(value)?);
        Some(())
    }),
    ("site.timezone", |config, value| {
        config.site.timezone = value.parse().ok()?;
        Some(())
    }),
];

/// Stores the adopted values that no setting gives, and the layout of the folder.
fn apply(config: &mut Config, adopted: &Adopted) {
    for (setting, given) in adopted.values.by_setting() {
        let setting = SITE_SETTINGS.iter().find(|(key, _)| key.strip_prefix("site.") == Some(setting));
        if let (Some((key, store)), Some(given)) = (setting, given)
            && !config.given.contains(key)
        {
            // A value that is not valid leaves the default, and is reported.
            let _ = store(config, &given.value);
        }
    }
    let path = |path: &String| ContentPath::new(path);
    let excluded =
        adopted.excluded.iter().filter_map(|folder| Some((path(&folder.path)?, folder.reason.clone())));
    let only =
        adopted.only.as_ref().map(|only| (only.paths.iter().filter_map(path).collect(), only.reason.clone()));
    config.content.files.set_layout(SiteLayout { excluded: excluded.collect(), only });
}

fn build_report(
    project: &Project,
    config: &Config,
    adopted: &Adopted,
    found: &Adopted,
    articles: &Articles<'_>,
) -> SiteReport {
    let Project { prefix, configuration, root } = project;
    let problems = configuration.problems.iter();
    // What a setting of Tidings gives need not be readable elsewhere.
    let is_needed =
        |problem: &Problem| !config.given.iter().any(|key| problem.remedy.contains(&format!("set {key} ")));
    let problems = problems
        .filter(|(_, problem)| is_needed(problem))
        .map(|(file, problem)| SiteProblem { file: shown_path(file, prefix), problem: problem.clone() });
    let content = root.join(prefix);
    let exists = |folder: &String| content.join(folder).is_dir();
    let mut report = SiteReport {
        generator: configuration.generator.to_owned(),
        files: configuration.files.iter().map(|file| shown_path(file, prefix)).collect(),
        left_out: adopted.excluded.iter().map(|folder| folder.path.clone()).filter(exists).collect(),
        only: adopted.only.as_ref().map(|only| only.paths.clone()).unwrap_or_default(),
        problems: problems.collect(),
        values: Vec::new(),
    };
    let before = adopted.values.by_setting();
    for ((setting, now), (_, before)) in found.values.by_setting().into_iter().zip(before) {
        let Some(now) = now else { continue };
        let outcome = outcome(setting, now, before, config);
        report.problems.extend(problem_of_value(setting, now, before, outcome));
        let Given { value, file, key, line } = now.clone();
        report.values.push(SiteValue { setting, value, file, key, line, outcome });
    }
    report.problems.extend(problems_of_folders(found, articles, report.files.first()));
    report
}

fn outcome(setting: &str, now: &Given, before: Option<&Given>, config: &Config) -> Outcome {
    let row = SITE_SETTINGS.iter().find(|(key, _)| key.strip_prefix("site.") == Some(setting));
    let Some((key, store)) = row else { return Outcome::Information };
    if config.given.contains(key) {
        Outcome::Overridden
    } else if store(&mut config.clone(), &now.value).is_none() {
        Outcome::Invalid
    } else if before.is_some_and(|before| before.value == now.value) {
        Outcome::Used
    } else {
        Outcome::Later
    }
}

fn problem_of_value(
    setting: &str,
    now: &Given,
    before: Option<&Given>,
    outcome: Outcome,
) -> Option<SiteProblem> {
    let (key, value) = (&now.key, &now.value);
    let (message, remedy) = match outcome {
        Outcome::Used | Outcome::Overridden | Outcome::Information => return None,
        Outcome::Invalid => (
            format!("'{value}' in '{key}' is not a valid {setting}, and is not used"),
            format!("set site.{setting} in tidings.toml"),
        ),
        Outcome::Later => (
            match before {
                Some(before) => {
                    format!("'{key}' was '{}' at the first start, which stays in use", before.value)
                }
                None => format!("'{key}' is not used, because articles were published before it was read"),
            },
            format!(
                "to use '{value}', set site.{setting} in tidings.toml; it may change entries that were read"
            ),
        ),
    };
    let problem = Problem::warning(message, remedy).at(now.line, None);
    Some(SiteProblem { file: now.file.clone(), problem })
}

/// Folders that should be left out, but contain articles that were published before.
fn problems_of_folders(found: &Adopted, articles: &Articles<'_>, file: Option<&String>) -> Vec<SiteProblem> {
    let generator = &found.generator;
    let file = file.cloned().unwrap_or_default();
    let kept = articles.kept_folders().map(|folder| {
        let message =
            format!("'{folder}' is not a content folder of {generator}, but articles were published from it");
        Problem::warning(message, format!("to remove them, add '{folder}/**' to content.exclude"))
    });
    let outside = articles.are_outside().then(|| {
        let message = format!("articles were published from outside of the content folders of {generator}");
        Problem::warning(message, "to remove them, add their folders to content.exclude")
    });
    kept.chain(outside).map(|problem| SiteProblem { file: file.clone(), problem }).collect()
}
