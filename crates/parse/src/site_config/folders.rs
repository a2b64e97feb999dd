//! The folders of a project: which of them contain articles, and which the generator's output or theme.

use super::generator::Generator;
use super::literals::{Entries, Literal};
use super::model::{ExcludedFolder, OnlyFolders};
use tidings_model::{ContentPath, Problem};

/// The folders of the articles, and whether the generator publishes nothing outside of them.
pub(super) fn content(generator: &Generator, entries: &Entries) -> (Vec<String>, Option<OnlyFolders>) {
    let rule = generator.content;
    let named: Vec<Option<String>> = rule
        .keys
        .iter()
        .flat_map(|key| entries.matching(key))
        .map(|entry| match &entry.value {
            Literal::Text(text) => folder(text),
            Literal::Other => None,
        })
        .collect();
    // A folder that is computed, or that is the project's root.
    if named.iter().any(Option::is_none) {
        return (Vec::new(), None);
    }
    let mut folders: Vec<String> = named.into_iter().flatten().collect();
    if folders.is_empty() {
        folders = rule.defaults.iter().map(|&folder| folder.to_owned()).collect();
    }
    folders.sort();
    folders.dedup();
    let is_mixed = rule.not_exclusive_with.iter().any(|table| entries.has_table(table));
    let is_exclusive = rule.is_exclusive && !folders.is_empty() && !is_mixed;
    let only = is_exclusive.then(|| OnlyFolders {
        reason: format!("{} publishes only the folder {}", generator.name, list(&folders)),
        paths: folders.clone(),
    });
    (folders, only)
}

/// The folders without articles: the generator's output, themes, templates.
pub(super) fn excluded(
    generator: &Generator,
    entries: &Entries,
    content: &[String],
    problems: &mut Vec<(String, Problem)>,
) -> Vec<ExcludedFolder> {
    let (keys, defaults) = generator.output;
    let mut outputs: Vec<String> = Vec::new();
    for entry in keys.iter().flat_map(|key| entries.matching(key)) {
        let Literal::Text(text) = &entry.value else { continue };
        match folder(text).filter(|output| !contains_content(output, content)) {
            Some(output) => outputs.push(output),
            None if text.contains("..") || text.starts_with(['/', '~', '$']) => {}
            None => {
                let message = format!("'{}' names a folder that contains articles", entry.key);
                let remedy = "exclude the generator's output with content.exclude";
                problems.push((entry.file.clone(), Problem::warning(message, remedy).at(entry.line, None)));
            }
        }
    }
    // The default stays excluded beside a configured folder: the output of an earlier configuration may be there.
    outputs.extend(defaults.iter().map(|&folder| folder.to_owned()));
    outputs.dedup();
    let output = |path: String| ExcludedFolder {
        reason: format!("it is in '{path}', the output of {}", generator.name),
        path,
    };
    let other = |(path, contains): &(&str, &str)| ExcludedFolder {
        path: (*path).to_owned(),
        reason: format!("it is in '{path}', which contains {contains} of {}", generator.name),
    };
    outputs.into_iter().map(output).chain(generator.other_folders.iter().map(other)).collect()
}

/// A folder inside the project, as a relative path. `None`: the project's root, or a folder outside of it.
fn folder(text: &str) -> Option<String> {
    let text = text.trim().replace('\\', "/");
    let path = text.trim_start_matches("./").trim_end_matches('/');
    ContentPath::new(path).map(|path| path.as_str().to_owned())
}

/// Whether the folder is above or equal to a folder of articles.
fn contains_content(folder: &str, content: &[String]) -> bool {
    content.iter().any(|content| {
        content.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn list(folders: &[String]) -> String {
    folders.iter().map(|folder| format!("'{folder}'")).collect::<Vec<_>>().join(" or ")
}
