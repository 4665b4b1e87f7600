//! From a story to what is in it: mentions, parties, claims, figures, dates.
//!
//! **Comes in:** [`Story`], [`Lexicon`], [`Model`]. **Goes out:** [`Facts`].
//! **Never:** looks at a second story, a clock, or anything but its arguments: [`read`] is pure.
//! **Read first:** [`read`].

mod birth;
mod claim;
mod date;
mod detail;
mod event;
mod facts;
mod figure;
mod imprint;
mod loose;
pub mod names;
mod party;
mod proposition;
pub(crate) mod tagger;
mod words;

pub use birth::Birth;
pub(crate) use claim::rule_claims;
pub use claim::{Claim, ClaimClass, Confidence, Kind, Venue};
pub use date::{Clock, DateMention, DatePrecision, DateSource, nearest};
pub use detail::{Detail, DetailKind};
pub use event::{Act, Event, Subject};
pub use facts::{Facts, Head, Quoted, StatedDate};
pub use figure::{
    Around, AroundWord, Bound, Counted, Currency, Decimal, Figure, FigureKind, FigureRole, Modality, Scope,
    Stretch,
};
pub use imprint::{Imprint, STRETCH};
pub use loose::{Loose, Unique, Uniqueness};
pub use party::{
    Mention, MentionKind, Party, PartyId, PartyKind, Role, RoleStatus, Spelling, Variant, WrongGiven,
};
pub(crate) use proposition::told;
pub use proposition::{Attitude, Modal, Polarity, Proposition, Propositions, Term, TermKind};
pub use tagger::Model;
pub use words::{CONDITIONS, FoldedWord, WordKind, whole};

use crate::lexicon::{Lexicon, Names};
use crate::segment::Story;

/// What a story is read with.
#[derive(Debug, Clone, Copy)]
pub struct Extractor<'k> {
    /// What is known of words.
    pub lexicon: &'k Lexicon,
    /// What was learned of claims; none leaves them to the rules.
    pub model: Option<&'k Model>,
}

impl Extractor<'static> {
    /// The lexicon and the model that ship with the program.
    pub fn builtin() -> Self {
        // a run over one story is mostly this
        let words = || crate::par::both(Lexicon::builtin, Names::builtin);
        let ((lexicon, _), model) = crate::par::both(words, Model::builtin);
        Self { lexicon, model: Some(model) }
    }

    /// The lexicon that ships with the program, and no model.
    pub fn rules() -> Self {
        Self { lexicon: Lexicon::builtin(), model: None }
    }
}

impl Extractor<'_> {
    /// Everything that the later rooms need to know of a story.
    pub fn read(&self, story: &Story<'_>) -> Facts {
        read(story, self.lexicon, self.model)
    }
}

/// Everything that the later rooms need to know of a story; without a model, claims are left to the rules.
pub fn read(story: &Story<'_>, lexicon: &Lexicon, model: Option<&Model>) -> Facts {
    let head = date::head(story, lexicon);
    let dates = date::find(story, lexicon, &head);
    let mut mentions = party::mentions(story, lexicon);
    let mut claims = claim::find(story, lexicon, model);
    let parties = party::gather(story, lexicon, &mut mentions, &mut claims);
    let figures = figure::find(story, lexicon, &dates, &mut claims);
    let births = birth::find(story, &head, (&figures, &dates, &mentions));
    let events = event::find(story, &dates, &mentions);
    claim::finish(story, lexicon, &dates, &mut claims);
    let quotations = words::quotations(story, lexicon, &claims);
    words::fill_claims(story, lexicon, &mut claims);
    let details = detail::find(story, &mentions);
    let loose = loose::find(story, &mentions);
    let uniques = loose::uniques(story);
    let propositions = proposition::find(story, lexicon, &claims);
    let unbalanced = facts::unbalanced(story);
    let imprints = imprint::find(story);
    Facts {
        head,
        mentions,
        parties,
        claims,
        quotations,
        figures,
        dates,
        births,
        events,
        details,
        loose,
        uniques,
        propositions,
        unbalanced,
        imprints,
        given_up: false,
    }
}
