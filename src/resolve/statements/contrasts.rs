//! Which claims are held against each other, within a story and across.

use super::contrast::{ContrastKind, Found, Sketch, Told, contrast, may_contrast};
use crate::extract::{Facts, PartyKind, Proposition, Term};
use crate::lexicon::Antonyms;
use crate::par;
use crate::resolve::speakers::Speakers;
use crate::resolve::{ClaimRef, SpeakerId, SpeakerMatch};
use crate::text::{Span, StoryId};
use std::cell::OnceCell;

/// Two claims that say the same of one thing but for one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contrast {
    /// The one it is held against.
    pub a: ClaimRef,
    /// The one that deviates: the later in the story, or in the later story.
    pub b: ClaimRef,
    /// In what they differ.
    pub kind: ContrastKind,
    /// Whether they are of one speaker.
    pub speakers: SpeakerMatch,
    /// The compared words of each side.
    pub spans: (Span, Span),
    /// The word of each side in which they differ.
    pub words: (Span, Span),
    /// How many words that carry meaning are the same.
    pub shared: usize,
    /// How much of the longer one is the same. Unit: percent of the weight of its words.
    pub cover: usize,
}

/// A word that is commoner finds no candidates. Unit: rarity classes; nine in ten words that carry
/// meaning are rarer.
const RARE: u8 = 4;

/// How rare the words that two claims share are together, for them to be compared at all. Unit: rarity
/// classes.
const SHARED: u32 = 8;

/// With how many claims behind it that share a word a claim is compared; bounds the work for any input.
const BEHIND: usize = 8;

/// All contrasts, in order of their places.
pub(in crate::resolve) fn gather(facts: &[Facts], speakers: &Speakers) -> Vec<Contrast> {
    let stories: Vec<StoryId> = (0..facts.len()).map(|story| StoryId(story as u32)).collect();
    let reader = Reader { facts, speakers };
    let mut found = par::flat_map(&stories, |&story| reader.within(story));
    let ids: Vec<SpeakerId> = (0..speakers.speakers.len()).map(|id| SpeakerId(id as u32)).collect();
    found.extend(par::flat_map(&ids, |&id| reader.across(id)));
    found.sort_by_key(|contrast| (contrast.b, contrast.a));
    found
}

struct Reader<'a> {
    facts: &'a [Facts],
    speakers: &'a Speakers,
}

/// A proposition and where it is from.
struct Said<'a> {
    story: StoryId,
    own: &'a Proposition,
    terms: &'a [Term],
    /// Of its words, looked up once the first pair asks.
    sketch: OnceCell<Sketch>,
}

impl Said<'_> {
    fn told(&self) -> Told<'_> {
        let sketch = self.sketch.get_or_init(|| Sketch::of(self.terms, Antonyms::builtin()));
        Told { attitude: self.own.attitude, terms: self.terms, sketch }
    }
}

impl<'a> Reader<'a> {
    fn said(&self, story: StoryId, own: &'a Proposition) -> Said<'a> {
        let terms = self.facts[story.index()].propositions.terms(own);
        Said { story, own, terms, sketch: OnceCell::new() }
    }

    fn within(&self, story: StoryId) -> Vec<Contrast> {
        let facts: &'a Facts = &self.facts[story.index()];
        let said: Vec<Said<'_>> = facts.propositions.list.iter().map(|own| self.said(story, own)).collect();
        candidates(&said).into_iter().filter_map(|(x, y)| self.compare(&said[x], &said[y])).collect()
    }

    /// What one person or body says in several stories.
    fn across(&self, id: SpeakerId) -> Vec<Contrast> {
        let speaker = &self.speakers.speakers[id.0 as usize];
        let one_story = speaker.parties.windows(2).all(|two| two[0].0 == two[1].0);
        if one_story || matches!(speaker.kind, PartyKind::Group | PartyKind::Document) {
            return Vec::new();
        }
        let said = speaker.claims.iter().flat_map(|at| {
            let list = &self.facts[at.story.index()].propositions.list;
            let from = list.partition_point(|own| own.claim < at.claim);
            let own = list[from..].iter().take_while(|own| own.claim == at.claim);
            own.map(|own| self.said(at.story, own))
        });
        let said: Vec<Said<'_>> = said.collect();
        let pairs = candidates(&said).into_iter().filter(|&(x, y)| said[x].story != said[y].story);
        pairs.filter_map(|(x, y)| self.compare(&said[x], &said[y])).collect()
    }

    fn compare(&self, x: &Said<'_>, y: &Said<'_>) -> Option<Contrast> {
        if x.story == y.story && x.own.sentence == y.own.sentence {
            // The copy itself sets the parts of a sentence against each other.
            return None;
        }
        may_contrast(x.told(), y.told())?;
        let (x, y) = if self.order(x) <= self.order(y) { (x, y) } else { (y, x) };
        let found: Found = contrast(x.told(), y.told(), Antonyms::builtin())?;
        let at = |said: &Said<'_>| ClaimRef { story: said.story, claim: said.own.claim };
        Some(Contrast {
            a: at(x),
            b: at(y),
            kind: found.kind,
            speakers: self.speakers_of(x, y),
            spans: found.spans,
            words: found.words,
            shared: found.shared,
            cover: found.cover,
        })
    }

    /// Later stories deviate, and later places of one story.
    fn order(&self, said: &'a Said<'_>) -> (Option<jiff::civil::Date>, &str, Option<Span>) {
        let facts = &self.facts[said.story.index()];
        let place = said.terms.first().map(Term::span);
        (facts.head.date.map(|(date, _)| date), facts.head.name.as_str(), place)
    }

    fn speakers_of(&self, x: &Said<'_>, y: &Said<'_>) -> SpeakerMatch {
        let speaker = |said: &Said<'_>| {
            let claim = &self.facts[said.story.index()].claims[said.own.claim as usize];
            self.speakers.of(said.story, claim.speaker?)
        };
        let named_alike = !x.own.source.is_empty()
            && !y.own.source.is_empty()
            && (is_part(&x.own.source, &y.own.source) || is_part(&y.own.source, &x.own.source));
        match (speaker(x), speaker(y)) {
            (Some(a), Some(b)) if a == b => SpeakerMatch::Same,
            _ if named_alike && x.story == y.story => SpeakerMatch::Same,
            (Some(_), Some(_)) => SpeakerMatch::Different,
            (None, _) | (_, None) => SpeakerMatch::Unknown,
        }
    }
}

/// Whether every word of the one stands in the other; both sorted.
fn is_part(one: &[u32], other: &[u32]) -> bool {
    one.iter().all(|stem| other.binary_search(stem).is_ok())
}

/// Pairs of propositions that share rare words, each once, in order.
///
/// Each is held against those next behind it that share a word, so the cost grows with the words.
fn candidates(said: &[Said<'_>]) -> Vec<(usize, usize)> {
    if said.len() < 2 {
        return Vec::new();
    }
    let mut words = Words::of_at_most(said.iter().map(|one| one.terms.len()).sum());
    // How many words each has in common with the one that is looked at, and how rare they are together.
    let mut common = vec![(0u32, 0u32); said.len()];
    let (mut met, mut pairs) = (Vec::new(), Vec::new());
    for (one, at) in said.iter().zip(0u32..) {
        for term in one.terms.iter().filter(|term| (term.rarity >= RARE) & term.tells()) {
            words.hold(term, at, |before| {
                let (count, weight) = &mut common[before.said as usize];
                if *count == 0 {
                    met.push(before.said as usize);
                }
                (*count, *weight) = (*count + 1, *weight + u32::from(before.rarity));
            });
        }
        for before in met.drain(..) {
            let (count, weight) = std::mem::take(&mut common[before]);
            if count > 1 && weight >= SHARED {
                pairs.push((before, at as usize));
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Who holds each word.
struct Words {
    /// By the lowest bits of a word's stem, or next behind: one more than the last of its holders.
    slots: Vec<u32>,
    holders: Vec<Holder>,
}

/// A proposition that holds a word.
struct Holder {
    stem: u32,
    said: u32,
    /// One more than the index of the holder of the same word before it.
    before: u32,
    rarity: u8,
}

impl Words {
    fn of_at_most(words: usize) -> Self {
        Self { slots: vec![0; (words * 2 + 1).next_power_of_two()], holders: Vec::with_capacity(words) }
    }

    fn holder(&self, number: u32) -> Option<&Holder> {
        self.holders.get((number as usize).wrapping_sub(1))
    }

    /// Adds a holder of a word, unless it has one already, and hands on the last ones before it.
    fn hold(&mut self, term: &Term, said: u32, before: impl FnMut(&Holder)) {
        let mask = self.slots.len() - 1;
        let mut slot = term.stem as usize & mask;
        // At least half of the slots are empty: one comes soon.
        while self.holder(self.slots[slot]).is_some_and(|last| last.stem != term.stem) {
            slot = (slot + 1) & mask;
        }
        let last = self.slots[slot];
        if let Some(own) =
            self.holders.get_mut((last as usize).wrapping_sub(1)).filter(|own| own.said == said)
        {
            own.rarity = own.rarity.min(term.rarity);
            return;
        }
        let holders = std::iter::successors(self.holder(last), |holder| self.holder(holder.before));
        holders.take(BEHIND).for_each(before);
        self.holders.push(Holder { stem: term.stem, said, before: last, rarity: term.rarity });
        self.slots[slot] = self.holders.len() as u32;
    }
}
