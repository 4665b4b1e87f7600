//! From bytes and folders to documents.
//!
//! **Comes in:** paths, bytes. **Goes out:** [`Document`]s and [`Notice`]s; every path ends as
//! read, partly read, failed or excluded.
//! **Never:** looks at what the text says. The only room (with `cli`) that opens files.
//! **Read first:** [`Reader`].
//!
//! What becomes of a path:
//!
//! | path | found by walking | named |
//! |---|---|---|
//! | a format we read; an empty file of one | read (empty: with a notice) | read |
//! | a format we do not read, ignored, hidden | excluded, counted | failed |
//! | what the program wrote itself | excluded | failed |
//! | a link | excluded, not followed | followed |
//! | no text: a NUL in the first 8 KiB without a UTF-16 or UTF-32 mark, more than 10 % control characters there | failed | failed |
//! | gone, unreadable, a pipe or socket, over 64 MiB a story | failed or partly read | the same |

mod byte_map;
mod decode;
mod disk;
mod document;
mod ignored;
mod jsonl;
mod legacy;
mod list;
mod names;
mod notice;
mod own;
mod paths;
mod plain;
mod plan;
mod reader;
mod request;
mod sniff;
mod tally;
mod walk;

use std::path::Path;

pub use byte_map::ByteMap;
pub use decode::{Damage, Decoded, decode};
pub use disk::STORY_LIMIT;
pub use document::{Document, Metadata};
pub(crate) use jsonl::{Line, Lines, parse};
pub use notice::{Counts, FileRecord, Notice, Status};
pub use own::OWN_HEAD;
pub(crate) use paths::name as path_from;
pub use plan::{Planned, plan};
pub use reader::{Progress, Reader, Summary, read};
pub use request::Request;

/// What a file is read as; its extension tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.txt`, `.text`: the file is a story.
    Text,
    /// `.jsonl`: each line is a JSON object with a story in it.
    Jsonl,
}

impl Format {
    /// The format of a path, if its extension is one that we read.
    ///
    /// ```
    /// use sayso::ingest::Format;
    /// assert_eq!(Format::of("a/STORY.TXT".as_ref()), Some(Format::Text));
    /// assert_eq!(Format::of("a/photo.jpg".as_ref()), None);
    /// ```
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?;
        let is = |name: &str| extension.eq_ignore_ascii_case(name);
        if is("txt") || is("text") {
            Some(Self::Text)
        } else if is("jsonl") {
            Some(Self::Jsonl)
        } else {
            None
        }
    }

    /// The format as records write it: `text`, `jsonl`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Jsonl => "jsonl",
        }
    }

    /// Whether a file of this size may be read; the limit of a file of many is one for each line.
    fn fits(self, bytes: u64) -> Result<(), &'static str> {
        match self {
            Self::Text if bytes > STORY_LIMIT => Err(disk::OVER_LIMIT),
            Self::Text | Self::Jsonl => Ok(()),
        }
    }
}
