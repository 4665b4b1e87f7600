//! From a story to what is in it: mentions, parties, claims, figures, dates.
//!
//! **Comes in:** [`Story`] and [`Lexicon`]. **Goes out:** [`Facts`].
//! **Never:** looks at a second story, a clock, or anything but its arguments: [`read`] is pure.
//! **Read first:** [`read`].

mod claim;
mod date;
mod facts;
mod figure;
pub mod names;
mod party;
mod words;

pub use claim::{Claim, ClaimClass, Confidence, Kind, Venue};
pub use date::{Clock, DateMention, DatePrecision, DateSource, nearest};
pub use facts::{Facts, Head, Quoted};
pub use figure::{
    Around, AroundWord, Bound, Counted, Currency, Decimal, Figure, FigureKind, FigureRole, Modality,
};
pub use party::{Mention, MentionKind, Party, PartyId, PartyKind, Role, RoleStatus, Spelling, Variant};
pub use words::{CONDITIONS, FoldedWord, WordKind};

use crate::lexicon::Lexicon;
use crate::segment::Story;

/// Everything that the later rooms need to know of a story.
pub fn read(story: &Story<'_>, lexicon: &Lexicon) -> Facts {
    let head = date::head(story, lexicon);
    let dates = date::find(story, lexicon, &head);
    let mut mentions = party::mentions(story, lexicon);
    let mut claims = claim::find(story, lexicon);
    let parties = party::gather(story, lexicon, &mut mentions, &mut claims);
    let figures = figure::find(story, lexicon, &dates, &mut claims);
    claim::finish(story, lexicon, &dates, &mut claims);
    let quotations = words::quotations(story, lexicon, &claims);
    words::fill_claims(story, lexicon, &mut claims);
    let unbalanced = facts::unbalanced(story);
    Facts { head, mentions, parties, claims, quotations, figures, dates, unbalanced, given_up: false }
}
