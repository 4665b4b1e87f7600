//! Whether two names are two spellings of one: folding, alignment, a readable linear score.
//!
//! **Comes in:** two names as printed. **Goes out:** [`Comparison`].
//! **Never:** looks at a story: what speaks for or against is added where the story is read.
//! **Read first:** [`compare`].

mod align;
mod fold;
mod pair;
mod score;
mod weights;

pub(crate) use fold::{fold_name, outline, style_key};
pub(crate) use pair::quick_reject;
pub use score::{Comparison, Verdict, compare};
pub(crate) use score::{Features, confidence, score};
