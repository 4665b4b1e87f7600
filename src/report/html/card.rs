//! A person with every spelling of the name, and where each stands.

use super::finding::At;
use super::{Batch, Finding};
use crate::report::visible::shown;
use crate::text::Place;

/// How many places of one spelling are named. The count names them all.
const PLACES: usize = 6;

/// A speaker's spellings.
pub(super) struct Card {
    pub(super) name: String,
    pub(super) roles: Vec<String>,
    pub(super) spellings: Vec<Spelling>,
}

/// A spelling, how often it stands, and where first.
pub(super) struct Spelling {
    pub(super) form: String,
    pub(super) count: usize,
    pub(super) places: Vec<At>,
}

impl Card {
    /// The card of the person that a finding on a name or an office is about; none for other findings.
    pub(super) fn of(batch: &Batch<'_>, finding: &Finding, first: usize) -> Option<Self> {
        let about_a_name = ["name-", "role-", "age-"].iter().any(|family| finding.rule.starts_with(family));
        if !about_a_name {
            return None;
        }
        let cast = batch.cast?;
        let own = |place: &Place| {
            place.story == finding.story && finding.spans.iter().any(|span| span.overlaps(place.span))
        };
        let speaker = cast.speakers.iter().find(|s| s.spellings.iter().any(|x| x.places.iter().any(own)))?;
        let spelling = |spelling: &crate::resolve::SpeakerSpelling| Spelling {
            form: shown(&spelling.form),
            count: spelling.places.len(),
            places: spelling.places.iter().take(PLACES).filter_map(|&p| At::new(batch, p, first)).collect(),
        };
        Some(Self {
            name: shown(&speaker.name),
            roles: speaker.roles.iter().map(|(role, _, _)| shown(role)).collect(),
            spellings: speaker.spellings.iter().map(spelling).collect(),
        })
    }
}
