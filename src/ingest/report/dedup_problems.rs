//! Reports a problem once if many files have it.

use std::collections::HashMap;
use tidings_model::Problem;

/// Removes each problem marked `once_per_folder` from all but the first file that has it, and adds the number
/// of the other files to its message. `problems` returns the problems of one file.
pub(super) fn dedup_problems<T>(files: &mut [T], problems: impl Fn(&mut T) -> &mut Vec<Problem>) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for file in files.iter_mut() {
        for problem in problems(file).iter().filter(|problem| problem.once_per_folder) {
            *counts.entry(problem.message.clone()).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return;
    }
    for file in files {
        problems(file).retain_mut(|problem| {
            if !problem.once_per_folder {
                return true;
            }
            let count = counts.remove(&problem.message);
            match count {
                None => return false,
                Some(0 | 1) => {}
                Some(2) => problem.message.push_str(", here and in 1 other file"),
                Some(count) => problem.message.push_str(&format!(", here and in {} other files", count - 1)),
            }
            true
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_file_has_the_problem_of_all() {
        let common = || Problem::warning("The tag x is unknown", "").once_per_folder();
        let own = || Problem::warning("No date", "");
        let mut files = vec![vec![own()], vec![common(), own()], vec![own(), common()], vec![common()]];
        dedup_problems(&mut files, |file| file);
        let reported: Vec<Vec<&str>> =
            files.iter().map(|file| file.iter().map(|problem| problem.message.as_str()).collect()).collect();
        let common = "The tag x is unknown, here and in 2 other files";
        assert_eq!(reported, [vec!["No date"], vec![common, "No date"], vec!["No date"], vec![]]);
    }
}
