use std::path::PathBuf;

use super::Format;
use super::list::Way;

/// What the user asks to be read.
///
/// The order of the paths, and naming one twice, changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files, folders to walk, or `-` for standard input; none is the current folder.
    pub paths: Vec<PathBuf>,
    /// What standard input is called; its extension tells the format. Text called `-` if nothing.
    pub stdin_name: Option<String>,
    /// The folder that relative paths start from.
    pub current_dir: PathBuf,
}

/// One source of stories.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// The name of its story, or of the file of many.
    pub name: String,
    /// The path as the user would write it.
    pub path: String,
    /// The folder, relative to the current one where it lies there.
    pub group: String,
    pub format: Format,
    /// How its path was come by.
    pub way: Way,
    pub source: Source,
    /// Its size when it was listed.
    pub bytes: u64,
}

/// Where an input's bytes are.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// The path, with every link followed.
    File(PathBuf),
    Stdin,
}
