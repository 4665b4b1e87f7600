use serde::Serialize;

/// How reading a path ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All of it was read.
    Read,
    /// Some of it was not: a bad line, a limit.
    PartlyRead,
    /// None of it was.
    Failed,
    /// It was not to be read: ignored, hidden, a format we do not know.
    Excluded,
}

/// One path of a run and how reading it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileRecord {
    /// The path as the user would write it.
    pub path: String,
    /// How it ended.
    pub status: Status,
    /// How many stories it gave.
    pub stories: usize,
    /// Why, unless it was simply read.
    pub reason: Option<String>,
}

/// What we tell about a document that we could not fully read. Not a finding, not an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The path that it is about.
    pub path: String,
    /// The line, when it is about one.
    pub line: Option<u32>,
    /// What happened, as a sentence without a full stop.
    pub message: String,
}
