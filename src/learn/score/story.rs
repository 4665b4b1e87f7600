//! One story scored.

use super::counts::{Counts, Kind, Passages, Side, Stretches};
use super::matching::{Holders, Pair, pairs};
use super::reliability::Sure;
use super::source::agreement;
use super::speakers::{self, Speakers};
use super::words::{KINDS, Set, Words};
use super::{Annotation, Scored};
use crate::text::Span;
use serde::Serialize;

/// How many words of either the contents of a pair share. Unit: IoU of word sets.
///
/// Source: the usual threshold for a detected span; half the words of both are then the same.
const RELAXED: f64 = 0.5;

/// How many words a passage between quotation marks has at least to be asked for.
///
/// Source: none; shorter ones are often no speech: titles, nicknames, scare quotes.
const LEAST_PASSAGE: usize = 5;

/// How much of a passage a content covers to have found it. Unit: fraction of its words.
const COVERS: f64 = 0.9;

/// A claim that was missed, made up, or given to the wrong source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Miss {
    id: String,
    problem: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    parts: Parts,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Parts {
    Sources { gold: String, pred: String, content: String },
    Claim { content: String, source: String, cue: String },
}

/// What came of a story.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub counts: Counts,
    pub misses: Vec<Miss>,
    pub speakers: Speakers,
    /// The predicted claims that say how sure they are.
    pub sure: Vec<Sure>,
}

/// A claim as word sets.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) marked: &'a Annotation,
    kind: usize,
    pub(super) source: Set,
    cue: Set,
    content: Set,
}

/// Both sides of a story.
struct Sides<'a> {
    id: &'a str,
    words: &'a Words<'a>,
    gold: Vec<Claim<'a>>,
    predicted: Vec<Claim<'a>>,
}

pub(super) fn score(scored: &Scored<'_>) -> Story {
    let words = Words::new(&scored.document.text);
    let gold = claims(&words, scored.gold);
    let predicted = claims(&words, scored.predicted.unwrap_or_default());
    let sides = Sides { id: &scored.document.name, words: &words, gold, predicted };
    let mut story = Story::default();
    sides.count_words(&mut story.counts);
    sides.count_stretches(&mut story.counts);
    sides.count_passages(&mut story.counts.passages);
    sides.count_claims(&mut story);
    sides.count_cues(&mut story.counts);
    story
}

/// The claims as word sets; those without a word of content are left out.
fn claims<'a>(words: &Words<'_>, marked: &'a [Annotation]) -> Vec<Claim<'a>> {
    let claim = |marked: &'a Annotation| {
        let content = words.under(&marked.content);
        let (source, cue) = (words.under(&marked.source), words.under(&marked.cue));
        let is_empty = content.is_empty();
        (!is_empty).then(|| Claim { marked, kind: words.kind(&content), source, cue, content })
    };
    marked.iter().filter_map(claim).collect()
}

fn contents<'c>(claims: &'c [Claim<'_>]) -> Vec<&'c Set> {
    claims.iter().map(|claim| &claim.content).collect()
}

impl Sides<'_> {
    fn count_words(&self, counts: &mut Counts) {
        let both = [Set::union(contents(&self.gold)), Set::union(contents(&self.predicted))];
        for kind in 0..KINDS.len() {
            let row = counts.kind(kind);
            count_side(&mut row.gold, kind, &self.gold, &both[1]);
            count_side(&mut row.predicted, kind, &self.predicted, &both[0]);
        }
    }

    fn count_stretches(&self, counts: &mut Counts) {
        self.count_role(&mut counts.source, |marked| &marked.source);
        self.count_role(&mut counts.cue, |marked| &marked.cue);
        self.count_role(&mut counts.content, |marked| &marked.content);
    }

    fn count_role(&self, count: &mut Stretches, role: impl Fn(&Annotation) -> &[Span]) {
        let stretches = |claims: &[Claim<'_>]| {
            let spans = claims.iter().flat_map(|claim| role(claim.marked));
            let mut sets: Vec<Set> = spans.map(|&span| self.words.under(&[span])).collect();
            sets.retain(|set| !set.is_empty());
            sets.sort_unstable();
            sets.dedup();
            sets
        };
        let (gold, predicted) = (stretches(&self.gold), stretches(&self.predicted));
        count.gold = gold.len();
        count.predicted = predicted.len();
        count.right = gold.iter().filter(|set| predicted.binary_search(set).is_ok()).count();
    }

    fn count_claims(&self, story: &mut Story) {
        let pairs = pairs(&contents(&self.gold), &contents(&self.predicted), RELAXED);
        let mut right = vec![false; self.predicted.len()];
        for &pair in &pairs {
            right[pair.predicted] = self.count_pair(pair, story);
        }
        self.tell_unmatched(&pairs, &mut story.misses);
        let sure = self.predicted.iter().zip(right);
        story.sure = sure.filter_map(|(claim, right)| Sure::new(claim.marked.confidence?, right)).collect();
    }

    /// Counts a pair of contents; gives whether the sources agree as well.
    fn count_pair(&self, pair: Pair, story: &mut Story) -> bool {
        let (gold, predicted) = (&self.gold[pair.gold], &self.predicted[pair.predicted]);
        let counts = &mut story.counts;
        let mut both = |count: fn(&mut Side)| {
            count(&mut counts.kind(gold.kind).gold);
            count(&mut counts.kind(predicted.kind).predicted);
        };
        both(|side| side.relaxed += 1);
        if gold.content == predicted.content {
            both(|side| side.exact += 1);
        }
        let agrees = agreement(self.words, &gold.source, &predicted.source);
        let has_none = gold.source.is_empty() && predicted.source.is_empty();
        let right = agrees.relaxed || has_none;
        if right {
            both(|side| side.claim += 1);
        } else {
            story.misses.push(self.miss(
                "source",
                gold,
                Parts::Sources {
                    gold: self.words.say(&gold.source),
                    pred: self.words.say(&predicted.source),
                    content: self.words.say(&gold.content),
                },
            ));
        }
        if !gold.source.is_empty() {
            let Kind { sources, .. } = counts.kind(gold.kind);
            sources.of += 1;
            sources.exact += usize::from(agrees.exact);
            sources.relaxed += usize::from(agrees.relaxed);
        }
        speakers::count(self.words, (gold, predicted), &mut story.speakers);
        right
    }

    fn count_cues(&self, counts: &mut Counts) {
        let cues = |claims: &'_ [Claim<'_>]| claims.iter().map(|claim| claim.cue.clone()).collect::<Vec<_>>();
        let (gold, predicted) = (cues(&self.gold), cues(&self.predicted));
        for pair in pairs(&gold.iter().collect::<Vec<_>>(), &predicted.iter().collect::<Vec<_>>(), 0.0) {
            counts.kind(self.gold[pair.gold].kind).gold.cue += 1;
            counts.kind(self.predicted[pair.predicted].kind).predicted.cue += 1;
        }
    }

    fn count_passages(&self, count: &mut Passages) {
        let gold_words = Set::union(contents(&self.gold));
        let is_mostly_gold = |claim: &Claim<'_>| claim.content.shared(&gold_words) * 2 >= claim.content.len();
        let mostly_gold: Vec<bool> = self.predicted.iter().map(is_mostly_gold).collect();
        let (gold, predicted) = (Holders::of(&contents(&self.gold)), Holders::of(&contents(&self.predicted)));
        for passage in self.words.passages.iter().filter(|passage| passage.len() >= LEAST_PASSAGE) {
            let covers = |shared: usize| shared as f64 >= COVERS * passage.len() as f64;
            let mut covering = predicted.sharing(passage);
            covering.retain(|&(_, shared)| covers(shared));
            if !covering.is_empty() {
                count.predicted += 1;
                count.predicted_right += usize::from(passage.shared(&gold_words) > 0);
            }
            let owner = gold.sharing(passage).into_iter().find(|&(_, shared)| shared == passage.len());
            if let Some((owner, _)) = owner {
                covering.retain(|&(p, _)| mostly_gold[p]);
                let found: Vec<_> = covering.iter().map(|&(p, _)| &self.predicted[p]).collect();
                self.count_passage(&self.gold[owner], &found, count);
            }
        }
    }

    /// Counts a passage that lies in the content of `owner`, and the predictions that found it.
    fn count_passage(&self, owner: &Claim<'_>, found: &[&Claim<'_>], count: &mut Passages) {
        let agrees = |claim: &&Claim<'_>| agreement(self.words, &owner.source, &claim.source).relaxed;
        let right = found.iter().any(agrees);
        let has_none = owner.source.is_empty() && found.iter().any(|claim| claim.source.is_empty());
        count.gold += 1;
        count.found += usize::from(!found.is_empty());
        count.found_sourced += usize::from(!found.is_empty() && !owner.source.is_empty());
        count.source_right += usize::from(right);
        count.claim += usize::from(right || has_none);
    }

    fn tell_unmatched(&self, pairs: &[Pair], misses: &mut Vec<Miss>) {
        let (mut gold, mut predicted) = (vec![false; self.gold.len()], vec![false; self.predicted.len()]);
        for pair in pairs {
            (gold[pair.gold], predicted[pair.predicted]) = (true, true);
        }
        for (problem, claims, hit) in [("missed", &self.gold, gold), ("spurious", &self.predicted, predicted)]
        {
            let unmatched = claims.iter().zip(hit).filter(|(_, hit)| !hit);
            misses.extend(unmatched.map(|(claim, _)| {
                self.miss(
                    problem,
                    claim,
                    Parts::Claim {
                        content: self.words.say(&claim.content),
                        source: self.words.say(&claim.source),
                        cue: self.words.say(&claim.cue),
                    },
                )
            }));
        }
    }

    fn miss(&self, problem: &'static str, claim: &Claim<'_>, parts: Parts) -> Miss {
        Miss { id: self.id.to_owned(), problem, kind: KINDS[claim.kind], parts }
    }
}

/// Whether each predicted claim is right, matched one to one with the marked ones.
pub(in crate::learn) fn rights(text: &str, gold: &[Annotation], predicted: &[Annotation]) -> Vec<bool> {
    let words = Words::new(text);
    let gold = claims(&words, gold);
    let sets = |spans: fn(&Annotation) -> &[Span]| -> Vec<Set> {
        predicted.iter().map(|claim| words.under(spans(claim))).collect()
    };
    let (content, source) = (sets(|claim| &claim.content), sets(|claim| &claim.source));
    let mut right = vec![false; predicted.len()];
    for pair in pairs(&contents(&gold), &content.iter().collect::<Vec<_>>(), RELAXED) {
        let (gold, source) = (&gold[pair.gold].source, &source[pair.predicted]);
        right[pair.predicted] =
            gold.is_empty() && source.is_empty() || agreement(&words, gold, source).relaxed;
    }
    right
}

/// Tells whether claims are right, one by one.
pub(in crate::learn) struct Judge<'a> {
    words: Words<'a>,
    gold: Vec<Claim<'a>>,
}

impl<'a> Judge<'a> {
    /// By these marked claims.
    pub fn new(text: &'a str, gold: &'a [Annotation]) -> Self {
        let words = Words::new(text);
        Self { gold: claims(&words, gold), words }
    }

    /// How much of its content's words the best marked claim with that source shares, where it is half of
    /// them or more; zero where there is none. Unit: IoU of word sets.
    pub fn likeness(&self, source: &[Span], content: &[Span]) -> f64 {
        let (source, content) = (self.words.under(source), self.words.under(content));
        let likeness = |gold: &Claim<'_>| {
            let both = gold.content.shared(&content);
            let iou = both as f64 / (gold.content.len() + content.len() - both).max(1) as f64;
            let same = || {
                gold.source.is_empty() && source.is_empty()
                    || agreement(&self.words, &gold.source, &source).relaxed
            };
            if iou >= RELAXED && same() { iou } else { 0.0 }
        };
        self.gold.iter().map(likeness).fold(0.0, f64::max)
    }
}

/// Counts the claims of a kind, and their words, on one side.
fn count_side(side: &mut Side, kind: usize, claims: &[Claim<'_>], other: &Set) {
    let of_kind = || claims.iter().filter(|claim| claim.kind == kind);
    let words = Set::union(of_kind().map(|claim| &claim.content));
    side.claims = of_kind().count();
    side.cues = of_kind().filter(|claim| !claim.cue.is_empty()).count();
    side.words = words.len();
    side.words_right = words.shared(other);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;

    const TEXT: &str = "The minister, Ana Díaz, said “the talks will go on next week,” and added that \
        trust “takes time”.\n\nA spokesman for Mr. Lee said 3,117 people had died.\n\n\
        “This is the first part of a long answer.\n\n“And the last part,” she said.";

    fn at(part: &str) -> Span {
        let start = TEXT.find(part).unwrap();
        Span::at(start, start + part.len())
    }

    /// A claim with this content, source and cue; none of the last two where they are empty.
    fn claim(content: &[&str], source: &str, cue: &str) -> Annotation {
        let spans = |part: &str| if part.is_empty() { Vec::new() } else { vec![at(part)] };
        let content = content.iter().map(|part| at(part)).collect();
        Annotation { source: spans(source), cue: spans(cue), content, ..Annotation::default() }
    }

    fn gold() -> Vec<Annotation> {
        vec![
            claim(&["“the talks will go on next week,”"], "The minister, Ana Díaz,", "said"),
            claim(&["that trust “takes time”"], "The minister, Ana Díaz,", "added"),
            claim(&["3,117 people had died"], "A spokesman for Mr. Lee", "Lee said"),
            claim(&["“This is the first part of a long answer.", "“And the last part,”"], "she", "she said"),
        ]
    }

    fn scored(gold: &[Annotation], predicted: &[Annotation]) -> Story {
        let document = Document::plain("a", TEXT);
        score(&Scored { document: &document, gold, predicted: Some(predicted) })
    }

    fn problems(story: &Story) -> Vec<(&'static str, &'static str)> {
        story.misses.iter().map(|miss| (miss.problem, miss.kind)).collect()
    }

    #[test]
    fn gold_against_itself_has_no_misses() {
        let Story { counts, misses, .. } = scored(&gold(), &gold());
        assert_eq!(misses, []);
        assert_eq!(
            (counts.direct.gold.claims, counts.mixed.gold.claims, counts.indirect.gold.claims),
            (2, 1, 1)
        );
        assert_eq!(counts.direct.gold, counts.direct.predicted);
        assert_eq!((counts.direct.gold.exact, counts.direct.gold.claim, counts.direct.gold.cue), (2, 2, 2));
        let Passages { gold, found, claim, predicted_right, .. } = counts.passages;
        assert_eq!((gold, found, claim, predicted_right), (2, 2, 2, 2));
    }

    #[test]
    fn marks_and_points_at_the_edges_do_not_matter() {
        let Story { counts, .. } =
            scored(&gold(), &[claim(&["the talks will go on next week"], "Ana Díaz", "said")]);
        assert_eq!((counts.direct.predicted.claims, counts.direct.predicted.exact), (1, 1));
        assert_eq!((counts.direct.sources.exact, counts.direct.sources.relaxed), (0, 1));
    }

    #[test]
    fn half_the_words_are_relaxed_and_not_exact() {
        let half = scored(&gold(), &[claim(&["people had died"], "spokesman", "")]).counts.indirect;
        assert_eq!((half.gold.relaxed, half.gold.exact, half.gold.claim), (1, 0, 1));
        let less = scored(&gold(), &[claim(&["died"], "spokesman", "")]).counts.indirect;
        assert_eq!((less.gold.relaxed, less.gold.words, less.gold.words_right), (0, 4, 1));
    }

    #[test]
    fn a_stretch_counts_on_its_own() {
        let counts = scored(&gold(), &[claim(&["“And the last part,”"], "she", "said")]).counts;
        assert_eq!(counts.content, Stretches { gold: 5, predicted: 1, right: 1 });
        assert_eq!(counts.source, Stretches { gold: 3, predicted: 1, right: 1 });
    }

    #[test]
    fn a_wrong_source_fails_the_claim_only() {
        let story = scored(&gold(), &[claim(&["3,117 people had died"], "Mr. Lee", "")]);
        assert_eq!((story.counts.indirect.gold.relaxed, story.counts.indirect.gold.claim), (1, 0));
        assert_eq!(problems(&story)[..2], [("source", "indirect"), ("missed", "direct")]);
    }

    #[test]
    fn no_source_agrees_with_no_source() {
        let (named, bare) = (&gold()[2..3], [claim(&["3,117 people had died"], "", "")]);
        assert_eq!(scored(&bare, &bare).counts.indirect.gold.claim, 1);
        assert_eq!(scored(named, &bare).counts.indirect.gold.claim, 0);
        assert_eq!(scored(&bare, named).counts.indirect.gold.claim, 0);
    }

    #[test]
    fn a_claim_made_twice_is_right_once() {
        let twice = [gold().remove(2), gold().remove(2)];
        let story = scored(&gold(), &twice);
        let indirect = story.counts.indirect;
        assert_eq!((indirect.predicted.claims, indirect.predicted.relaxed), (2, 1));
        assert_eq!(problems(&story).last(), Some(&("spurious", "indirect")));
    }

    #[test]
    fn a_claim_without_a_word_is_none() {
        let marks = claim(&["”."], "she", "");
        assert_eq!(scored(&[], &[marks]).counts, Counts::default());
    }

    #[test]
    fn swallowing_the_text_finds_no_passage() {
        let whole = Annotation { content: vec![Span::at(0, TEXT.len())], ..Annotation::default() };
        let mut few = gold();
        few.truncate(1);
        let passages = scored(&few, &[whole]).counts.passages;
        assert_eq!((passages.gold, passages.found, passages.predicted), (1, 0, 2));
    }

    #[test]
    fn a_claim_is_sure_when_it_says_so_and_right_when_its_source_is() {
        let sure = |index: usize, source: &str| Annotation {
            source: if source.is_empty() { Vec::new() } else { vec![at(source)] },
            confidence: Some(0.5),
            ..gold().remove(index)
        };
        let story = scored(&gold(), &[sure(0, "Ana Díaz"), sure(2, "Lee"), gold().remove(1)]);
        assert_eq!(story.sure, [Sure::new(0.5, true).unwrap(), Sure::new(0.5, false).unwrap()]);
    }
}
