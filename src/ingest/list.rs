//! From the paths of a request to the inputs to read, and to the paths that will not be.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk::{self, Kind};
use super::ignored::Ignored;
use super::request::{Input, Request, Source};
use super::walk::{self, Root};
use super::{FileRecord, Format, Notice, Status, paths};

/// Every path of a request: what to read, sorted by story name, and what will not be read.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub inputs: Vec<Input>,
    pub records: Vec<FileRecord>,
    pub notices: Vec<Notice>,
}

/// A path as it was come by; one file may be come by in several ways.
#[derive(Debug)]
pub(super) struct Found {
    /// The same for one file, however it is written.
    pub key: PathBuf,
    pub way: Way,
    /// The path as the user would write it.
    pub path: String,
    pub fate: Fate,
}

/// How a path was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Walked,
    Named,
}

/// What is to become of a path.
#[derive(Debug)]
pub(super) enum Fate {
    /// A folder asked for: its files are reported on, not itself.
    Walk,
    Read(Input),
    Failed(String),
    Excluded(&'static str),
}

pub(super) const HIDDEN: &str = "hidden: its name begins with a full stop";
pub(super) const IGNORED: &str = "ignored by .gitignore or .saysoignore";
pub(super) const UNKNOWN: &str = "not a format that is read";

/// Lists what a request leads to; the order of its paths changes nothing.
pub(super) fn list(request: &Request) -> Listing {
    let mut listing = Listing::default();
    let mut found = Vec::new();
    for root in roots(request, &mut found, &mut listing.notices) {
        walk::walk(&root, &mut found, &mut listing.notices);
    }
    found.sort_by_cached_key(preference);
    found.dedup_by(|later, first| later.key == first.key);
    for one in found {
        settle(one, &mut listing);
    }
    listing.inputs.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    listing
}

/// Of the several ways to one file, the one that reads it comes first; then a folder's before the
/// file's own name; then the longer name, which is the outer folder's.
fn preference(found: &Found) -> impl Ord + use<> {
    let (fate, name) = match &found.fate {
        Fate::Read(input) => (0, input.name.as_str()),
        Fate::Failed(_) => (1, ""),
        Fate::Walk => (2, ""),
        Fate::Excluded(_) => (3, ""),
    };
    (found.key.clone(), fate, found.way, Reverse(name.len()), name.to_owned(), found.path.clone())
}

fn settle(found: Found, listing: &mut Listing) {
    let (status, reason) = match found.fate {
        Fate::Walk => return,
        Fate::Read(input) => return listing.inputs.push(input),
        Fate::Excluded(reason) => (Status::Excluded, reason.to_owned()),
        Fate::Failed(reason) => {
            listing.notices.push(Notice { path: found.path.clone(), line: None, message: reason.clone() });
            (Status::Failed, reason)
        }
    };
    listing.records.push(FileRecord { path: found.path, status, stories: 0, reason: Some(reason) });
}

/// The folders among the paths, each once; the other paths go to `found`.
fn roots(request: &Request, found: &mut Vec<Found>, notices: &mut Vec<Notice>) -> Vec<Root> {
    let here = [PathBuf::from(".")];
    let named = if request.paths.is_empty() { &here[..] } else { &request.paths[..] };
    let mut roots: BTreeMap<PathBuf, Root> = BTreeMap::new();
    let mut ignored = Ignored::at(&request.current_dir);
    for path in named {
        if path == Path::new("-") {
            found.push(stdin(request));
            continue;
        }
        match folder(path, request) {
            Some(root) => {
                found.push(root.found());
                let kept = roots.entry(root.folder.clone()).or_insert_with(|| root.clone());
                if root.path < kept.path {
                    *kept = root;
                }
            }
            None => found.push(file(path, request, &mut ignored)),
        }
    }
    notices.extend(ignored.notices());
    roots.into_values().collect()
}

fn folder(path: &Path, request: &Request) -> Option<Root> {
    let whole = request.current_dir.join(path);
    (disk::target(&whole) == Ok(Kind::Folder)).then(|| Root {
        folder: disk::key(&whole),
        path: paths::shown(path),
        group: paths::name(path, &request.current_dir),
    })
}

fn file(path: &Path, request: &Request, ignored: &mut Ignored) -> Found {
    let whole = request.current_dir.join(path);
    let (shown, name) = (paths::shown(path), paths::name(path, &request.current_dir));
    let key = disk::key(&whole);
    let fate = match named(&whole, ignored) {
        Ok((format, bytes)) => Fate::Read(Input {
            group: paths::folder_of(&name).to_owned(),
            name,
            path: shown.clone(),
            format,
            way: Way::Named,
            source: Source::File(key.clone()),
            bytes,
        }),
        Err(reason) => Fate::Failed(reason),
    };
    Found { key, way: Way::Named, path: shown, fate }
}

/// Format and size of a file named by the user, or why it cannot be read.
fn named(path: &Path, ignored: &mut Ignored) -> Result<(Format, u64), String> {
    let Kind::File { bytes } = disk::target(path)? else {
        return Err(disk::NOT_A_FILE.to_owned());
    };
    if is_hidden(path) {
        return Err(HIDDEN.to_owned());
    }
    if ignored.holds(path) {
        return Err(IGNORED.to_owned());
    }
    let format = Format::of(path).ok_or(UNKNOWN)?;
    format.fits(bytes)?;
    Ok((format, bytes))
}

pub(super) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Standard input; without an extension in its name, it is plain text.
fn stdin(request: &Request) -> Found {
    let called = Path::new(request.stdin_name.as_deref().filter(|name| !name.is_empty()).unwrap_or("-"));
    let name = paths::name(called, &request.current_dir);
    let format = if called.extension().is_none() { Some(Format::Text) } else { Format::of(called) };
    let fate = match format {
        Some(format) => Fate::Read(Input {
            group: paths::folder_of(&name).to_owned(),
            name,
            path: "-".to_owned(),
            format,
            way: Way::Named,
            source: Source::Stdin,
            bytes: 0,
        }),
        None => Fate::Failed(UNKNOWN.to_owned()),
    };
    Found { key: PathBuf::from("-"), way: Way::Named, path: "-".to_owned(), fate }
}
