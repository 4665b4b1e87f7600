//! What one speaker says across outlets, day by day.

use super::Batch;
use super::finding::At;
use crate::report::place;
use crate::report::visible::shown;
use crate::resolve::{Cast, ClaimRef, Speaker};
use crate::text::{Place, StoryId};
use std::collections::BTreeSet;

/// How many speakers of an event have a timeline: those with the most claims.
const SPEAKERS: usize = 12;

/// How many claims a timeline holds.
const CLAIMS: usize = 60;

/// A speaker's claims in order of their days.
pub(super) struct Timeline {
    pub(super) speaker: String,
    /// The same as a picture, where there is one.
    pub(super) picture: Option<String>,
    pub(super) claims: Vec<ClaimRef>,
    pub(super) rows: Vec<Row>,
    /// How many there was no room for.
    pub(super) hidden: usize,
}

/// A claim.
pub(super) struct Row {
    pub(super) date: String,
    pub(super) venue: String,
    pub(super) words: String,
    pub(super) at: At,
}

/// The timelines of those who are quoted in more than one of these stories.
pub(super) fn of(
    batch: &Batch<'_>,
    cast: &Cast,
    (stories, first): (&BTreeSet<StoryId>, usize),
) -> Vec<Timeline> {
    let own = |speaker: &Speaker| -> Vec<ClaimRef> {
        speaker.claims.iter().copied().filter(|at| stories.contains(&at.story)).collect()
    };
    let mut speakers: Vec<(Vec<ClaimRef>, &Speaker)> =
        cast.speakers.iter().map(|speaker| (own(speaker), speaker)).collect();
    speakers.retain(|(claims, _)| claims.iter().map(|at| at.story).collect::<BTreeSet<_>>().len() > 1);
    speakers.sort_by_key(|(claims, _)| std::cmp::Reverse(claims.len())); // stable
    let timeline = |(claims, speaker): &(Vec<ClaimRef>, &Speaker)| {
        let mut rows: Vec<Row> = claims.iter().filter_map(|&at| row(batch, at, first)).collect();
        rows.sort_by(|a, b| a.date.cmp(&b.date)); // stable: then story and text order
        let hidden = rows.len().saturating_sub(CLAIMS);
        rows.truncate(CLAIMS);
        Timeline { speaker: shown(&speaker.name), picture: None, claims: claims.clone(), rows, hidden }
    };
    speakers.iter().take(SPEAKERS).map(timeline).collect()
}

fn row(batch: &Batch<'_>, at: ClaimRef, first: usize) -> Option<Row> {
    let (document, facts) = batch.story(at.story)?;
    let claim = facts.claims.get(at.claim as usize)?;
    let span = place::hull(&claim.content)?;
    let date = claim.date.or_else(|| facts.head.date.map(|(date, _)| date));
    Some(Row {
        date: date.map(|date| date.to_string()).unwrap_or_default(),
        venue: claim.venue.as_ref().map(|venue| shown(&venue.name)).unwrap_or_default(),
        words: shown(&place::all_words(document, &claim.content).join(" … ")),
        at: At::new(batch, Place { story: at.story, span }, first)?,
    })
}
