//! Markup that is not supported, and the problems that report it.

use tidings_model::Problem;

/// What a parser dropped or simplified; each kind is reported as one problem.
#[derive(Debug, Default)]
pub(crate) struct Unsupported {
    /// Names of unsupported blocks; their text is kept.
    pub(crate) unknown: Vec<String>,
    /// Files that the document includes.
    pub(crate) included: Vec<String>,
}

/// Most names that a problem lists.
const MAX_NAMES: usize = 5;

impl Unsupported {
    /// Records an unsupported block once.
    pub(crate) fn add_unknown(&mut self, name: &str) {
        remember(&mut self.unknown, name);
    }

    /// Records a file that is not included, once.
    pub(crate) fn add_include(&mut self, name: &str) {
        remember(&mut self.included, name);
    }

    /// The problems that report the unsupported markup.
    pub(crate) fn problems(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.unknown.is_empty() {
            let message = format!("Not supported: {}; only the text is shown", list(&self.unknown));
            problems.push(Problem::note(message, "No change is needed if the text is complete without it"));
        }
        if !self.included.is_empty() {
            let message = format!("Not included: {}", list(&self.included));
            problems.push(Problem::warning(message, "Put the text of these files into this one"));
        }
        problems
    }
}

fn remember(names: &mut Vec<String>, name: &str) {
    let name: String = name.chars().take(60).collect();
    if names.len() < MAX_NAMES && !names.contains(&name) {
        names.push(name);
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}
