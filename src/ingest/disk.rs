//! The one file that touches the disk; what goes wrong there becomes a sentence.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::sniff::HEAD;

/// How large a story may be.
///
/// Unit: bytes. Source: none; it is a hundred long novels, and bounds the memory of a run.
pub const STORY_LIMIT: u64 = 64 << 20;

/// What is said of a story over the limit.
pub(super) const OVER_LIMIT: &str = "over the limit of 64 MiB a story";

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File {
        bytes: u64,
    },
    Folder,
    Link,
    /// A pipe, a socket, a device: reading it might never end.
    Other,
}

impl Kind {
    fn of(metadata: &fs::Metadata) -> Self {
        let kind = metadata.file_type();
        if kind.is_file() {
            Self::File { bytes: metadata.len() }
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_symlink() {
            Self::Link
        } else {
            Self::Other
        }
    }
}

/// What a path leads to, links followed.
pub(super) fn target(path: &Path) -> Result<Kind, String> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Kind::of(&metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(path).is_ok() => {
            Err("a link that leads nowhere".to_owned())
        }
        Err(error) => Err(why(&error)),
    }
}

/// What stands at a path itself, a link being a link.
pub(super) fn itself(path: &Path) -> Result<Kind, String> {
    fs::symlink_metadata(path).map(|metadata| Kind::of(&metadata)).map_err(|e| why(&e))
}

/// A path with every link followed, so that one file has one; as it is when there is none.
pub(super) fn key(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The names in a folder, and why they are not all.
pub(super) fn names(folder: &Path) -> (Vec<OsString>, Option<String>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return (Vec::new(), Some(why(&error))),
    };
    let mut names = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => names.push(entry.file_name()),
            Err(error) => return (names, Some(why(&error))), // a broken folder may fail for ever
        }
    }
    (names, None)
}

/// Opens a file, and nothing but a file: opening a pipe would wait for its writer.
#[expect(clippy::disallowed_methods, reason = "this is where files are opened")]
pub(super) fn open(path: &Path) -> Result<File, String> {
    match target(path)? {
        Kind::File { .. } => File::open(path).map_err(|e| why(&e)),
        Kind::Folder => Err("a folder, not a file".to_owned()),
        Kind::Link | Kind::Other => Err(NOT_A_FILE.to_owned()),
    }
}

/// What is said of a pipe, a socket or a device.
pub(super) const NOT_A_FILE: &str = "not a file: a pipe, a socket or a device";

/// All of a story, up to the limit, however its size changes meanwhile.
pub(super) fn read(source: impl Read, expected: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(expected.min(STORY_LIMIT) as usize + 1);
    source.take(STORY_LIMIT + 1).read_to_end(&mut bytes).map_err(|e| why(&e))?;
    if bytes.len() as u64 > STORY_LIMIT { Err(OVER_LIMIT.to_owned()) } else { Ok(bytes) }
}

/// The first bytes of a source, by which it is told whether it is text.
pub(super) fn head(source: &mut impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut bytes).map_err(|e| why(&e))?;
    Ok(bytes)
}

/// What went wrong, in words that are the same on every system where they can be.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::InvalidInput | ErrorKind::InvalidFilename => "not a possible file name".to_owned(),
        ErrorKind::IsADirectory => "a folder, not a file".to_owned(),
        _ => format!("cannot be read: {error}"), // the system's own kinds, open-ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_over_the_limit_is_refused() {
        assert_eq!(read(io::repeat(b'a'), 1), Err(OVER_LIMIT.to_owned()));
    }

    #[test]
    fn a_source_larger_than_told_is_read_whole() {
        assert_eq!(read(&b"grown"[..], 1).unwrap(), b"grown");
    }

    #[cfg(unix)]
    #[test]
    fn only_files_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("a.txt");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(itself(&socket), Ok(Kind::Other));
        assert_eq!(open(&socket).unwrap_err(), NOT_A_FILE);
        assert!(open(folder.path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_told_from_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("a.txt");
        std::os::unix::fs::symlink("gone.txt", &link).unwrap();
        assert_eq!(target(&link), Err("a link that leads nowhere".to_owned()));
        assert_eq!(target(&folder.path().join("b.txt")), Err("no such file or folder".to_owned()));
    }
}
