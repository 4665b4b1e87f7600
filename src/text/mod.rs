//! Spans, places and folded text.
//!
//! **Comes in:** `&str`. **Goes out:** [`Span`], [`Place`], [`LineIndex`], folded text, hashes.
//! **Never:** knows anything of news.
//! **Read first:** [`Span`].

mod few;
mod fold;
mod hidden;
mod line_index;
mod span;

pub use few::Few;
pub use fold::{Fnv, fold, fold_char, fold_into, hash_bytes, hash_folded};
pub use hidden::is_hidden;
pub use line_index::{LineColumn, LineIndex};
pub use span::{Place, Span, Spans, StoryId};
