//! Which stories carry one text: an agency's, or one another's.
//!
//! A story is held against those that lead, never against every other, so the work grows with the
//! number of sentences: the earliest story of a text leads, and whoever shares enough of it follows.

use crate::extract::{Facts, Imprint};
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
    let (sentences, count) = shared(facts, &ordered);
    let mut sentences = sentences.as_slice();
    let mut leaders = Leaders { facts, by_stretch: vec![SmallVec::new(); count] };
    let follows = |story| {
        let own = sentences.split_off(..own(facts, story))?;
        match leaders.of(story, own) {
            Some(leader) => Some((story, leader)),
            None => {
                leaders.add(story, own);
                None
            }
        }
    };
    ordered.into_iter().filter_map(follows).collect()
}

/// What stands for a stretch of words that no other story has.
const ALONE: u32 = u32::MAX;

/// By sentence, story by story, which stretches it has of those that stand in two stories at least, and
/// how many of these there are: nearly all stand in one.
fn shared(facts: &[Facts], stories: &[StoryId]) -> (Vec<[u32; 2]>, usize) {
    let (mut story_of, mut stretches) = (Vec::new(), Vec::new());
    for &story in stories {
        for imprint in narrated(&facts[story.index()].imprints) {
            let sentence = story_of.len() as u64;
            stretches.extend(imprint.stretches.map(|stretch| u64::from(stretch) << 32 | sentence));
            story_of.push(story);
        }
    }
    stretches.sort_unstable();
    let (mut sentences, mut count) = (vec![[ALONE; 2]; story_of.len()], 0);
    let sentence = |stretch: u64| stretch as u32 as usize;
    for same in stretches.chunk_by(|a, b| a >> 32 == b >> 32) {
        if same.iter().any(|&other| story_of[sentence(other)] != story_of[sentence(same[0])]) {
            for &stretch in same {
                let [first, second] = &mut sentences[sentence(stretch)];
                *(if *first == ALONE { first } else { second }) = count as u32;
            }
            count += 1;
        }
    }
    (sentences, count)
}

/// Date and name: the order in which the earlier leads.
fn order(facts: &[Facts], story: StoryId) -> (Option<jiff::civil::Date>, &str) {
    let head = &facts[story.index()].head;
    (head.date.map(|(date, _)| date), &head.name)
}

/// The stories that lead, by the shared stretches of words that they hold.
struct Leaders<'f> {
    facts: &'f [Facts],
    by_stretch: Vec<SmallVec<[StoryId; 2]>>,
}

impl Leaders<'_> {
    fn add(&mut self, story: StoryId, sentences: &[[u32; 2]]) {
        for &stretch in sentences.as_flattened() {
            if let Some(known) = self.by_stretch.get_mut(stretch as usize)
                && known.len() < LEADERS
                && known.last() != Some(&story)
            {
                known.push(story);
            }
        }
    }

    /// The leader with which a story shares most sentences, if that is enough; of equals the first.
    fn of(&self, story: StoryId, sentences: &[[u32; 2]]) -> Option<StoryId> {
        let mut shared: BTreeMap<StoryId, usize> = BTreeMap::new();
        for stretches in sentences.iter().filter(|stretches| **stretches != [ALONE; 2]) {
            let mut met: SmallVec<[StoryId; 4]> = SmallVec::new();
            for &stretch in stretches {
                met.extend(self.by_stretch.get(stretch as usize).into_iter().flatten().copied());
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
        let date = |story: StoryId| self.facts[story.index()].head.date.map(|(date, _)| date);
        let near = match (date(story), date(leader)) {
            (Some(a), Some(b)) => (b - a).get_days().abs() <= DAYS,
            (Some(_) | None, None) | (None, Some(_)) => true,
        };
        near && shared >= SENTENCES && shared * PART >= own(self.facts, story).min(own(self.facts, leader))
    }
}

/// How many sentences of a story can be told again.
fn own(facts: &[Facts], story: StoryId) -> usize {
    narrated(&facts[story.index()].imprints).count()
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
