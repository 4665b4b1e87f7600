//! From bytes and folders to documents.
//!
//! **Comes in:** paths, bytes. **Goes out:** [`Document`]s and [`Notice`]s; every path ends as
//! read, partly read, failed or excluded.
//! **Never:** looks at what the text says. The only room (with `cli`) that opens files.
//! **Read first:** [`Document`].

mod document;
mod notice;

pub use document::{ByteMap, Document, Metadata};
pub use notice::{FileRecord, Notice, Status};
