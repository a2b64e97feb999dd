//! Finds the symbolic links on the way to the content folder.
//!
//! Deployment tools switch such a link: Capistrano's `current` leads to `releases/2` after a deployment, and to
//! `releases/1` before it. No event of the folder itself reports that.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// The largest number of links that are followed, as by Linux.
const MAX_LINKS: usize = 40;

/// The symbolic links on the way to the folder, the folder's own name included. Each is absolute, in a directory
/// whose own path has no link. Ends at the first part that does not exist.
pub(super) fn links_on_the_way(folder: &Path) -> Vec<PathBuf> {
    let Ok(folder) = std::path::absolute(folder) else { return Vec::new() };
    let mut links = Vec::new();
    let mut resolved = PathBuf::new();
    let mut rest = parts_in_reverse(&folder);
    while let Some(part) = rest.pop() {
        match Path::new(&part).components().next() {
            Some(Component::ParentDir) => drop(resolved.pop()),
            Some(Component::CurDir) | None => {}
            Some(_) => {
                let here = resolved.join(&part);
                match std::fs::read_link(&here) {
                    Ok(target) if links.len() < MAX_LINKS => {
                        // An absolute target replaces the whole path when it is joined.
                        rest.extend(parts_in_reverse(&target));
                        links.push(here);
                    }
                    _ => resolved = here,
                }
            }
        }
    }
    links
}

fn parts_in_reverse(path: &Path) -> Vec<OsString> {
    let mut parts: Vec<OsString> = path.components().map(|part| part.as_os_str().to_owned()).collect();
    parts.reverse();
    parts
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs::create_dir_all;
    use std::os::unix::fs::symlink;

    #[test]
    fn every_link_is_found_once_with_the_real_path_of_its_directory() {
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path().canonicalize().unwrap();
        create_dir_all(at.join("releases/2/posts")).unwrap();
        symlink("releases/2", at.join("latest")).unwrap();
        symlink(at.join("latest"), at.join("current")).unwrap();
        symlink("..", at.join("releases/up")).unwrap();
        symlink("ring", at.join("ring")).unwrap();
        let found = |path: &str| links_on_the_way(&at.join(path));
        assert_eq!(found("releases/2/posts"), Vec::<PathBuf>::new());
        assert_eq!(found("current/posts"), [at.join("current"), at.join("latest")]);
        assert_eq!(found("releases/up/latest"), [at.join("releases/up"), at.join("latest")]);
        assert_eq!(found("ring").len(), MAX_LINKS);
        assert_eq!(found("none/at/all"), Vec::<PathBuf>::new());
    }
}
