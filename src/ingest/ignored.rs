//! Which paths `.gitignore` and `.saysoignore` leave out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::{IncrementalIgnore, IncrementalMatch, WalkBuilder};

use super::disk;
use super::{Notice, paths};

/// The file that leaves paths out for this program alone; it is written like `.gitignore`.
const IGNORE_FILE: &str = ".saysoignore";

/// The rules for one folder and what is below it, read as they are needed.
#[derive(Debug)]
pub(super) struct Rules {
    folder: PathBuf,
    rules: Option<IncrementalIgnore>,
    /// For folders below: whether their rules, and those above, can be read.
    readable: BTreeMap<PathBuf, bool>,
    wrong: Vec<String>,
}

impl Rules {
    /// The rules for a folder: its own, those below and above it.
    ///
    /// What the user or the machine keeps elsewhere (a global ignore file, `.git/info/exclude`) does
    /// not count, so that the same files give the same result everywhere.
    pub(super) fn of(folder: &Path) -> Self {
        let wrong: Vec<String> = folder.ancestors().filter_map(trap).collect();
        let rules = wrong.is_empty().then(|| Self::build(folder)).flatten();
        Self { folder: folder.to_owned(), rules, readable: BTreeMap::new(), wrong }
    }

    fn build(folder: &Path) -> Option<IncrementalIgnore> {
        WalkBuilder::new(folder)
            .add_custom_ignore_filename(IGNORE_FILE)
            .hidden(false)
            .ignore(false)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .current_dir(folder)
            .build_matchers()
            .pop()
    }

    /// What the rules say of a path relative to their folder.
    pub(super) fn judge(&mut self, path: &Path, is_folder: bool) -> Option<IncrementalMatch> {
        if !path.parent().is_none_or(|folder| self.can_read(folder)) {
            return None;
        }
        let (verdict, error) = self.rules.as_mut()?.matched_with_errors(path, is_folder);
        self.wrong.extend(error.map(|e| e.to_string()));
        Some(verdict)
    }

    /// Whether the rules of a folder below can be read; told once if not.
    fn can_read(&mut self, below: &Path) -> bool {
        if let Some(&known) = self.readable.get(below) {
            return known;
        }
        let mut traps = below.ancestors().filter(|part| *part != Path::new(""));
        let wrong = traps.find_map(|part| trap(&self.folder.join(part)));
        self.readable.insert(below.to_owned(), wrong.is_none());
        let is_readable = wrong.is_none();
        self.wrong.extend(wrong.filter(|wrong| !self.wrong.contains(wrong)));
        is_readable
    }

    /// The rules that could not be read.
    pub(super) fn notices(&self, path: &str) -> impl Iterator<Item = Notice> {
        let notice = move |message: &String| Notice {
            path: path.to_owned(),
            line: None,
            message: format!("a rule on what to leave out was not understood: {message}"),
        };
        self.wrong.iter().map(notice)
    }
}

/// What is said of a folder whose rules cannot be read: they are a folder, or a pipe, which might never
/// end, or somebody else's.
fn trap(folder: &Path) -> Option<String> {
    let rules = [".gitignore", IGNORE_FILE].map(|name| folder.join(name));
    let failure = |rules: &PathBuf| disk::itself(rules).ok().and_then(|_| disk::open(rules).err());
    rules.iter().find_map(|rules| Some(format!("{}: {}", rules.display(), failure(rules)?)))
}

/// The rules for files named one by one.
#[derive(Debug)]
pub(super) struct Ignored<'a> {
    current_dir: &'a Path,
    rules: BTreeMap<PathBuf, Rules>,
}

impl<'a> Ignored<'a> {
    /// Rules looked up from here.
    pub(super) const fn at(current_dir: &'a Path) -> Self {
        Self { current_dir, rules: BTreeMap::new() }
    }

    /// Whether a file is left out: seen from the current folder, or from its own if it lies outside.
    pub(super) fn holds(&mut self, file: &Path) -> bool {
        let (folder, rest) = match paths::inside(file, self.current_dir) {
            Some(rest) => (self.current_dir, rest),
            None => match (file.parent(), file.file_name()) {
                (Some(folder), Some(name)) => (folder, PathBuf::from(name)),
                (None, _) | (_, None) => return false,
            },
        };
        let rules = self.rules.entry(folder.to_owned()).or_insert_with(|| Rules::of(folder));
        rules.judge(&rest, false).is_some_and(|verdict| verdict.is_ignore())
    }

    pub(super) fn notices(&self) -> impl Iterator<Item = Notice> {
        self.rules.values().flat_map(|rules| rules.notices("."))
    }
}
