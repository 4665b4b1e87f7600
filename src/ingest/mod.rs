//! From bytes and folders to documents.
//!
//! **Comes in:** paths, bytes. **Goes out:** [`Document`]s and [`Notice`]s; every path ends as
//! read, partly read, failed or excluded.
//! **Never:** looks at what the text says. The only room (with `cli`) that opens files.
//! **Read first:** [`Document`].

mod byte_map;
mod decode;
mod document;
mod legacy;
mod notice;
mod sniff;

pub use byte_map::ByteMap;
pub use decode::{Damage, Decoded, decode};
pub use document::{Document, Metadata};
pub use notice::{Counts, FileRecord, Notice, Status};
