//! From the facts of all stories to speakers, statements, aligned quotations, comparable figures.
//!
//! **Comes in:** `&[Facts]`. **Goes out:** [`Cast`].
//! **Never:** needs text, or has opinions on right or wrong.
//! **Read first:** [`read`].

mod cast;
mod copies;
mod figures;
mod quotations;
mod rational;
mod speakers;
mod statements;
pub mod wordings;

pub use cast::{
    Across, Cast, ClaimRef, FigurePair, FigureRef, FigureRelation, QuotedRef, Speaker, SpeakerId,
    SpeakerSpelling, Statement, StatementRelation,
};
pub(crate) use copies::SENTENCES;
pub use figures::{Opposition, Stance, same_quantity};
pub use quotations::{
    Alignment, Edit, EditClass, SpeakerMatch, Wording, WordingComparison, compare_wordings,
};
pub use rational::{Interval, Rational};
pub use statements::{Contrast, ContrastKind, oppose};

use crate::extract::Facts;
use crate::lexicon::HashKeyed;
use crate::text::{StoryId, hash_bytes};
use speakers::Speakers;

/// Links what the stories hold, within each story and across those that `across` lets meet.
pub fn read(facts: &[Facts], across: Across) -> Cast {
    let meetings = meetings(facts, across);
    let speakers = speakers::gather(facts, &meetings, across);
    let copied_from = copies::gather(facts, &meetings);
    let alignments = quotations::align(facts, &speakers, (&meetings, &copied_from));
    let statements = statements::gather(facts, &speakers, &alignments);
    let contrasts = statements::contrasts(facts, &speakers);
    let figures = figures::pair(facts, &speakers, &meetings);
    let Speakers { speakers, of_party } = speakers;
    Cast { speakers, of_party, statements, contrasts, alignments, figures, copied_from }
}

/// The stories that `across` lets meet, each list in order; the lists in order of their first.
fn meetings(facts: &[Facts], across: Across) -> Vec<Vec<StoryId>> {
    let stories = (0..facts.len()).map(|story| StoryId(story as u32));
    match across {
        Across::All => vec![stories.collect()],
        Across::None => stories.map(|story| vec![story]).collect(),
        Across::Group => {
            let (mut known, mut meetings) = (HashKeyed::default(), Vec::new());
            for story in stories {
                let group = hash_bytes(facts[story.index()].head.group.as_bytes());
                let at = *known.entry(group).or_insert(meetings.len());
                if at == meetings.len() {
                    meetings.push(Vec::new());
                }
                meetings[at].push(story);
            }
            meetings
        }
    }
}
