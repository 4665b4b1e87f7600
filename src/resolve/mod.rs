//! From the facts of all stories to speakers, statements, aligned quotations, comparable figures.
//!
//! **Comes in:** `&[Facts]`. **Goes out:** [`Cast`].
//! **Never:** needs text, or has opinions on right or wrong.
//! **Read first:** [`read`].

mod cast;
mod figures;
mod quotations;
mod speakers;
mod statements;

pub use cast::{
    Across, Cast, ClaimRef, FigurePair, FigureRef, FigureRelation, QuotedRef, Speaker, SpeakerId,
    SpeakerSpelling, Statement, StatementRelation,
};
pub use quotations::{Alignment, Edit, EditClass, SpeakerMatch};

use crate::extract::Facts;

/// Links what the stories hold, within each story and across those that `across` lets meet.
pub fn read(facts: &[Facts], across: Across) -> Cast {
    let speakers = speakers::gather(facts, across);
    let alignments = quotations::align(facts, &speakers, across);
    let statements = statements::gather(facts, &speakers, &alignments, across);
    let figures = figures::pair(facts, &speakers, across);
    Cast { speakers: speakers.speakers, of_party: speakers.of_party, statements, alignments, figures }
}
