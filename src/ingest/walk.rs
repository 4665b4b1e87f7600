//! Folders, walked: what lies in them, whatever order the file system gives it in.

use std::path::{Path, PathBuf};

use super::disk::{self, Kind};
use super::ignored::Rules;
use super::list::{Fate, Found, HIDDEN, IGNORED, UNKNOWN, Way, is_hidden};
use super::request::{Input, Source};
use super::{Format, Notice, paths};

const LINK: &str = "a link: these are not followed";
const EMPTY: &str = "a folder with nothing to read";

/// A folder that the user named.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// With every link followed, so that one folder is one whatever it is called.
    pub folder: PathBuf,
    /// As the user would write it.
    pub path: String,
    /// Relative to the current folder where it lies there: the group of what lies in it.
    pub group: String,
}

impl Root {
    /// The folder itself as a path come by.
    pub(super) fn found(&self) -> Found {
        Found { key: self.folder.clone(), way: Way::Named, path: self.path.clone(), fate: Fate::Walk }
    }
}

/// Finds everything in a folder.
pub(super) fn walk(root: &Root, found: &mut Vec<Found>, notices: &mut Vec<Notice>) {
    let mut walk = Walk { root, rules: Rules::of(&root.folder), folders: vec![PathBuf::new()] };
    let before = found.len();
    while let Some(folder) = walk.folders.pop() {
        let (names, failure) = disk::names(&root.folder.join(&folder));
        found.extend(failure.map(|reason| walk.come_by(&folder, Fate::Failed(reason))));
        found.extend(names.iter().filter_map(|name| walk.visit(&folder.join(name))));
    }
    if found[before..].iter().all(|one| matches!(one.fate, Fate::Excluded(_))) {
        notices.push(Notice { path: root.path.clone(), line: None, message: EMPTY.to_owned() });
    }
    notices.extend(walk.rules.notices(&root.path));
}

/// A walk under way. Folders wait in a list, so that no depth of them exhausts the stack.
struct Walk<'a> {
    root: &'a Root,
    rules: Rules,
    folders: Vec<PathBuf>,
}

impl Walk<'_> {
    /// What is to become of a path inside the folder; nothing is said of a folder to be walked.
    fn visit(&mut self, path: &Path) -> Option<Found> {
        let kind = match disk::itself(&self.root.folder.join(path)) {
            Ok(kind) => kind,
            Err(reason) => return Some(self.come_by(path, Fate::Failed(reason))),
        };
        if let Some(reason) = self.excluded(path, kind) {
            return Some(self.excuse(path, kind, reason));
        }
        let fate = match (kind, Format::of(path)) {
            (Kind::Folder, _) => {
                self.folders.push(path.to_owned());
                return None;
            }
            (Kind::Link, _) => Fate::Excluded(LINK),
            (_, None) => Fate::Excluded(UNKNOWN),
            (Kind::Other, Some(_)) => Fate::Failed(disk::NOT_A_FILE.to_owned()),
            (Kind::File { bytes }, Some(format)) => match format.fits(bytes) {
                Ok(()) => Fate::Read(self.input(path, format, bytes)),
                Err(reason) => Fate::Failed(reason.to_owned()),
            },
        };
        Some(self.come_by(path, fate))
    }

    /// Why a path is not even looked at. A rule that says `!` lets a hidden path in.
    fn excluded(&mut self, path: &Path, kind: Kind) -> Option<&'static str> {
        let verdict = self.rules.judge(path, kind == Kind::Folder);
        match verdict {
            Some(verdict) if verdict.is_ignore() => Some(IGNORED),
            Some(verdict) if verdict.is_whitelist() => None,
            Some(_) | None => is_hidden(path).then_some(HIDDEN),
        }
    }

    /// A folder that is left out is shown with its `/`: nothing in it was looked at.
    fn excuse(&self, path: &Path, kind: Kind, reason: &'static str) -> Found {
        let mut found = self.come_by(path, Fate::Excluded(reason));
        if kind == Kind::Folder {
            found.path.push('/');
        }
        found
    }

    fn come_by(&self, path: &Path, fate: Fate) -> Found {
        let shown = match paths::shown(path) {
            itself if itself == "." => self.root.path.clone(),
            inside => paths::below(&self.root.path, &inside),
        };
        Found { key: self.root.folder.join(path), way: Way::Walked, path: shown, fate }
    }

    fn input(&self, path: &Path, format: Format, bytes: u64) -> Input {
        let name = paths::shown(path);
        Input {
            path: paths::below(&self.root.path, &name),
            group: paths::folder_of(&paths::below(&self.root.group, &name)).to_owned(),
            name,
            format,
            way: Way::Walked,
            source: Source::File(self.root.folder.join(path)),
            bytes,
        }
    }
}
