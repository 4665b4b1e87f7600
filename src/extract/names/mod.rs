//! Whether two names are two spellings of one: folding, alignment, a readable linear score.
//!
//! **Comes in:** two names as printed. **Goes out:** [`Comparison`], with its reasons [`Account`].
//! **Never:** looks at a story: what speaks for or against is added where the story is read.
//! **Read first:** [`compare`]; then `terms.rs`, which says what is counted.

mod account;
mod align;
mod fold;
mod forms;
mod near;
mod pair;
mod score;
mod sound;
mod terms;
mod weights;

pub(crate) use account::account_by;
pub use account::{Account, Evidence, account};
pub(crate) use fold::{fold_name, outline, style_key};
pub use near::{Near, Search, near};
pub(crate) use near::{meet, stars, surname_keys};
pub(crate) use pair::{Counting, Pair, count, quick_reject};
pub use score::{Comparison, Verdict, compare};
pub(crate) use score::{by_counts, confidence, score_in_story, settled};
pub(crate) use terms::{ABOUT, Counts, From, TERMS, Term};
pub use weights::{Weights, WrongWeights};
