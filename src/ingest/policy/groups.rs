//! Groups of observations that must be decided together: those about the file of one article before and after a batch,
//! and those about files whose names are exchanged.

use std::collections::HashMap;
use tidings_catalogue::{ArticleEffectKind, BatchEffects, Observation};
use tidings_model::ContentPath;

/// Observations of one batch that are only right together: if the removal of `a.md` is applied and the new file
/// `b.md`, which is the same article, is put on hold, then the article disappears.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    /// In the order of the batch.
    pub(super) observations: Vec<Observation>,
    /// The strongest effect on an article of the group.
    pub(super) kind: ArticleEffectKind,
}

/// Splits a batch into its groups, in the order of their first observations. `effects` are those of the whole batch.
pub(super) fn groups(batch: Vec<Observation>, effects: &BatchEffects) -> Vec<Group> {
    let mut sets = PathSets::default();
    for article in &effects.articles {
        sets.join(article.paths.iter());
    }
    for observation in &batch {
        sets.join(paths(observation).into_iter());
    }
    let mut kinds: HashMap<usize, ArticleEffectKind> = HashMap::new();
    for article in &effects.articles {
        let Some(set) = article.paths.first().map(|path| sets.of(path)) else { continue };
        let kind = kinds.entry(set).or_insert(ArticleEffectKind::Unseen);
        *kind = article.kind.max(*kind);
    }
    let (mut groups, mut positions): (Vec<Group>, HashMap<usize, usize>) = (Vec::new(), HashMap::new());
    for observation in batch {
        let set = sets.of(observation.path());
        let position = *positions.entry(set).or_insert_with(|| {
            let kind = kinds.get(&set).copied().unwrap_or(ArticleEffectKind::Unseen);
            groups.push(Group { observations: Vec::new(), kind });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(position) {
            group.observations.push(observation);
        }
    }
    groups
}

/// The paths that an observation is about.
pub(super) fn paths(observation: &Observation) -> Vec<&ContentPath> {
    match observation {
        Observation::Renamed { from, to } => vec![from, to],
        other => vec![other.path()],
    }
}

/// Disjoint sets of paths, joined by union-find.
#[derive(Debug, Default)]
struct PathSets {
    numbers: HashMap<ContentPath, usize>,
    parents: Vec<usize>,
}

impl PathSets {
    fn join<'p>(&mut self, mut paths: impl Iterator<Item = &'p ContentPath>) {
        let Some(first) = paths.next().map(|path| self.of(path)) else { return };
        for path in paths {
            // The smaller number becomes the root, so a root is never below a larger one.
            let (first, other) = (self.root(first), self.of(path));
            if let Some(parent) = self.parents.get_mut(first.max(other)) {
                *parent = first.min(other);
            }
        }
    }

    /// The number of the set that contains the path; of a set of its own if the path is new.
    fn of(&mut self, path: &ContentPath) -> usize {
        if let Some(number) = self.numbers.get(path) {
            return self.root(*number);
        }
        let number = self.parents.len();
        self.parents.push(number);
        self.numbers.insert(path.clone(), number);
        number
    }

    fn root(&mut self, mut number: usize) -> usize {
        while let Some(parent) = self.parents.get(number).copied().filter(|parent| *parent != number) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(entry) = self.parents.get_mut(number) {
                *entry = above;
            }
            number = above;
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use tidings_catalogue::ArticleEffect;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn gone(text: &str) -> Observation {
        Observation::Gone { path: path(text) }
    }

    fn effect(paths: &[&str], kind: ArticleEffectKind) -> ArticleEffect {
        ArticleEffect { paths: paths.iter().map(|text| path(text)).collect::<BTreeSet<_>>(), kind }
    }

    #[test]
    fn what_belongs_to_one_article_is_one_group() {
        let renamed = Observation::Renamed { from: path("x"), to: path("y") };
        let batch = vec![gone("a"), gone("n"), gone("b"), renamed, gone("c"), gone("other"), gone("y")];
        // The file of one article moved from a to b, that of another one from b to c.
        let articles = vec![
            effect(&["a", "b"], ArticleEffectKind::Unseen),
            effect(&["n"], ArticleEffectKind::New),
            effect(&["b", "c"], ArticleEffectKind::Seen),
        ];
        let effects = BatchEffects { articles, ..BatchEffects::default() };
        let groups = groups(batch, &effects);
        let shown = |group: &Group| {
            (group.observations.iter().map(|one| one.path().to_string()).collect::<Vec<_>>(), group.kind)
        };
        let found: Vec<_> = groups.iter().map(shown).collect();
        let expected = [
            (["a", "b", "c"].map(str::to_owned).to_vec(), ArticleEffectKind::Seen),
            (vec!["n".to_owned()], ArticleEffectKind::New),
            (["x", "y"].map(str::to_owned).to_vec(), ArticleEffectKind::Unseen),
            (vec!["other".to_owned()], ArticleEffectKind::Unseen),
        ];
        assert_eq!(found, expected);
    }
}
