//! Which stories carry one text: an agency's, or one another's.
//!
//! A story is held against those that lead, never against every other, so the work grows with the
//! number of sentences: the earliest story of a text leads, and whoever shares enough of it follows.

use crate::extract::{Facts, Imprint};
use crate::lexicon::HashKeyed;
use crate::par;
use crate::text::StoryId;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// How many sentences two stories must share. Source: one may be a stock sentence ("did not
/// immediately respond to a request for comment"), two are a copy.
pub(crate) const SENTENCES: usize = 2;

/// Which part of the shorter one's sentences they must share at least: one in so many. Source: a
/// judgement; an agency's background at the end of one's own report is less.
const PART: usize = 3;

/// Stories further apart share a background, not a text. Unit: days. Source: as for figures, what two
/// stories may be apart and still tell of the same state of things.
const DAYS: i32 = 3;

/// How many stories one stretch of words leads to: the first that lead. Source: as for quotations; more
/// have it only when it is a stock phrase.
const LEADERS: usize = 8;

/// By story, the first of those that carry its text, by date and then name; itself when it stands alone.
pub(super) fn gather(facts: &[Facts], meetings: &[Vec<StoryId>]) -> Vec<StoryId> {
    let mut originals: Vec<StoryId> = (0..facts.len()).map(|story| StoryId(story as u32)).collect();
    for (story, original) in par::flat_map(meetings, |stories| follow(facts, stories)) {
        originals[story.index()] = original;
    }
    originals
}

/// Each story that follows another, with that one.
fn follow(facts: &[Facts], stories: &[StoryId]) -> Vec<(StoryId, StoryId)> {
    if stories.len() < 2 {
        return Vec::new();
    }
    let mut ordered = stories.to_vec();
    ordered.sort_by_key(|story| order(facts, *story));
    let mut leaders = Leaders { facts, by_stretch: HashKeyed::default() };
    let follows = |story| match leaders.of(story) {
        Some(leader) => Some((story, leader)),
        None => {
            leaders.add(story);
            None
        }
    };
    ordered.into_iter().filter_map(follows).collect()
}

/// Date and name: the order in which the earlier leads.
fn order(facts: &[Facts], story: StoryId) -> (Option<jiff::civil::Date>, &str) {
    let head = &facts[story.index()].head;
    (head.date.map(|(date, _)| date), &head.name)
}

/// The stories that lead, by the stretches of words that they hold.
struct Leaders<'f> {
    facts: &'f [Facts],
    by_stretch: HashKeyed<SmallVec<[StoryId; 1]>>,
}

impl Leaders<'_> {
    fn add(&mut self, story: StoryId) {
        for imprint in narrated(&self.facts[story.index()].imprints) {
            for stretch in imprint.stretches {
                let known = self.by_stretch.entry(key(stretch)).or_default();
                if known.len() < LEADERS && known.last() != Some(&story) {
                    known.push(story);
                }
            }
        }
    }

    /// The leader with which a story shares most sentences, if that is enough; of equals the first.
    fn of(&self, story: StoryId) -> Option<StoryId> {
        let mut shared: BTreeMap<StoryId, usize> = BTreeMap::new();
        for imprint in narrated(&self.facts[story.index()].imprints) {
            let mut met: SmallVec<[StoryId; 4]> = SmallVec::new();
            for stretch in imprint.stretches {
                met.extend(self.by_stretch.get(&key(stretch)).into_iter().flatten().copied());
            }
            met.sort_unstable();
            met.dedup();
            met.into_iter().for_each(|leader| *shared.entry(leader).or_default() += 1);
        }
        let best =
            |(leader, count): &(StoryId, usize)| (*count, std::cmp::Reverse(order(self.facts, *leader)));
        shared
            .into_iter()
            .filter(|(leader, count)| self.is_copy(story, *leader, *count))
            .max_by_key(best)
            .map(|(leader, _)| leader)
    }

    fn is_copy(&self, story: StoryId, leader: StoryId, shared: usize) -> bool {
        let own = |story: StoryId| narrated(&self.facts[story.index()].imprints).count();
        let date = |story: StoryId| self.facts[story.index()].head.date.map(|(date, _)| date);
        let near = match (date(story), date(leader)) {
            (Some(a), Some(b)) => (b - a).get_days().abs() <= DAYS,
            (Some(_) | None, None) | (None, Some(_)) => true,
        };
        near && shared >= SENTENCES && shared * PART >= own(story).min(own(leader))
    }
}

/// A stretch as a key, well spread.
const fn key(stretch: u32) -> u64 {
    (stretch as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn narrated(imprints: &[Imprint]) -> impl Iterator<Item = &Imprint> {
    imprints.iter().filter(|imprint| imprint.narrates)
}

#[cfg(test)]
mod tests {
    use super::super::{Across, meetings};
    use super::*;
    use crate::ingest::Document;
    use crate::pipeline;

    const WIRE: [&str; 4] = [
        "The harbour board closed the northern quay to lorries after cracks were found under the old crane.",
        "Divers will look at the piles on Thursday, and the board meets again a day later to hear what they saw.",
        "Two ferries were sent to the southern basin, where the queue reached the roundabout by noon.",
        "The quay was last repaired eleven years ago at a cost that the town is still paying off.",
    ];

    const OWN: &str = "Shopkeepers along the front counted on a quiet weekend and put their chairs away early. \
                       The fish market will sell from vans behind the town hall until the quay is open again.";

    /// By story, which one leads it.
    fn check(stories: &[(&str, &str)], expected: &[u32]) {
        let documents: Vec<Document> = (0..)
            .zip(stories)
            .map(|(i, (date, text))| {
                let mut document = Document::plain(&format!("{i}.txt"), text);
                document.metadata.date = date.parse().ok();
                document
            })
            .collect();
        let facts = pipeline::facts(&documents, crate::extract::Extractor::rules());
        let found: Vec<u32> =
            gather(&facts, &meetings(&facts, Across::All)).into_iter().map(|story| story.0).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_earliest_of_one_text_leads() {
        let wire = WIRE.join(" ");
        check(&[("2026-03-05", &wire), ("2026-03-04", &wire), ("2026-03-05", OWN)], &[1, 1, 2]);
    }

    #[test]
    fn edited_and_cut_copies_are_copies() {
        let edited = WIRE.join(" ").replace("lorries", "trucks").replace("noon", "midday");
        let cut = format!("{} {} {OWN}", WIRE[0], WIRE[2]);
        check(&[("", &WIRE.join(" ")), ("", &edited), ("", &cut)], &[0, 0, 0]);
    }

    #[test]
    fn one_sentence_in_common_is_no_copy() {
        check(&[("", &WIRE.join(" ")), ("", &format!("{} {OWN}", WIRE[3]))], &[0, 1]);
    }

    #[test]
    fn an_old_background_is_no_copy() {
        let wire = WIRE.join(" ");
        check(&[("2026-03-05", &wire), ("2026-04-05", &wire)], &[0, 1]);
    }

    #[test]
    fn a_story_of_two_texts_follows_the_one_that_it_has_more_of() {
        let other = OWN.replace("weekend", "week");
        let both = format!("{} {} {} {other}", WIRE[0], WIRE[1], WIRE[2]);
        check(&[("", &WIRE.join(" ")), ("", OWN), ("", &both)], &[0, 1, 0]);
    }
}
