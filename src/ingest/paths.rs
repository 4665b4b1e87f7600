//! How paths are written: as the user would, with `/`, without detours.

use std::path::{Component, Path, PathBuf};

/// A path as records show it: `./` left out, `/` between, `.` for the current folder.
pub(super) fn shown(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => out.push('/'),
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(&component.as_os_str().to_string_lossy());
            }
        }
    }
    if out.is_empty() { ".".to_owned() } else { out }
}

/// A shown path below a shown folder.
pub(super) fn below(folder: &str, rest: &str) -> String {
    match folder {
        "." => rest.to_owned(),
        _ if folder.ends_with('/') => format!("{folder}{rest}"),
        _ => format!("{folder}/{rest}"),
    }
}

/// The folder of a shown path; `.` for the current one.
pub(super) fn folder_of(shown: &str) -> &str {
    match shown.rsplit_once('/') {
        None => ".",
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
    }
}

/// A path as stories are named by it: relative to the current folder when it lies there.
pub(crate) fn name(path: &Path, current_dir: &Path) -> String {
    inside(&current_dir.join(path), current_dir).map_or_else(|| shown(&straight(path)), |rest| shown(&rest))
}

/// What is left of a path below a folder, if it lies there, by its words alone.
pub(super) fn inside(path: &Path, folder: &Path) -> Option<PathBuf> {
    straight(path).strip_prefix(straight(folder)).ok().map(Path::to_owned)
}

/// The path without `.` and without `folder/..`, by its words alone.
fn straight(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match out.components().next_back() {
                Some(Component::Normal(_)) => _ = out.pop(),
                Some(Component::RootDir) => {}
                Some(Component::Prefix(_) | Component::CurDir | Component::ParentDir) | None => {
                    out.push("..");
                }
            },
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => out.push(component),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_paths_take_no_detours() {
        for (path, expected) in [
            ("./a//b.txt", "a/b.txt"),
            (".", "."),
            ("", "."),
            ("/x/./y", "/x/y"),
            ("../a", "../a"),
            ("/", "/"),
        ] {
            assert_eq!(shown(Path::new(path)), expected);
        }
    }

    #[test]
    fn names_are_relative_to_the_current_folder() {
        let name = |path: &str| name(Path::new(path), Path::new("/desk/today"));
        assert_eq!(name("a/b.txt"), "a/b.txt");
        assert_eq!(name("/desk/today/a.txt"), "a.txt");
        assert_eq!(name("../today/a.txt"), "a.txt");
        assert_eq!(name("../old/a.txt"), "../old/a.txt");
        assert_eq!(name("/elsewhere/a.txt"), "/elsewhere/a.txt");
        assert_eq!(name("x/../a.txt"), "a.txt");
    }

    #[test]
    fn folders_of_paths() {
        assert_eq!((folder_of("a.txt"), folder_of("a/b/c.txt"), folder_of("/c.txt")), (".", "a/b", "/"));
        assert_eq!(
            (below(".", "a"), below("x", "a"), below("/", "a")),
            ("a".into(), "x/a".into(), "/a".into())
        );
    }
}
