use serde::Serialize;

/// How reading a path ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All of it was read.
    Read,
    /// Some of it was not: a bad line, bytes that are no text, a limit.
    PartlyRead,
    /// None of it was.
    Failed,
    /// It was not to be read: ignored, hidden, a format we do not know.
    Excluded,
}

impl Status {
    /// The status as reports write it: `read`, `partly-read`, `failed`, `excluded`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::PartlyRead => "partly-read",
            Self::Failed => "failed",
            Self::Excluded => "excluded",
        }
    }
}

/// One path of a run and how reading it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileRecord {
    /// The path as the user would write it; a folder that was left out whole ends in `/`.
    pub path: String,
    /// How it ended.
    pub status: Status,
    /// How many stories it gave.
    pub stories: usize,
    /// Why; for a path that was read, what is worth knowing (a guessed encoding), else nothing.
    pub reason: Option<String>,
}

/// What we tell about a document that we could not fully read. Not a finding, not an error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Notice {
    /// The path that it is about.
    pub path: String,
    /// The line, when it is about one.
    pub line: Option<u32>,
    /// What happened, as a sentence without a full stop.
    pub message: String,
}

/// How many paths ended in which way, and how many stories they gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Paths read.
    pub read: usize,
    /// Paths partly read.
    pub partly_read: usize,
    /// Paths failed.
    pub failed: usize,
    /// Paths excluded; a folder left out whole counts once.
    pub excluded: usize,
    /// Stories in all.
    pub stories: usize,
}

impl Counts {
    /// The counts of these records.
    ///
    /// ```
    /// use sayso::ingest::{Counts, FileRecord, Status};
    /// let record = FileRecord { path: "a.txt".into(), status: Status::Read, stories: 1, reason: None };
    /// assert!(Counts::of(&[record]).is_complete());
    /// ```
    pub fn of(records: &[FileRecord]) -> Self {
        let mut counts = Self::default();
        for record in records {
            counts.stories += record.stories;
            match record.status {
                Status::Read => counts.read += 1,
                Status::PartlyRead => counts.partly_read += 1,
                Status::Failed => counts.failed += 1,
                Status::Excluded => counts.excluded += 1,
            }
        }
        counts
    }

    /// Whether everything that was to be read was fully read; if not, the exit code is 3.
    pub const fn is_complete(&self) -> bool {
        self.partly_read == 0 && self.failed == 0
    }
}
