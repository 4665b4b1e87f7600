//! Finds figures that count the same thing, and says how they stand to each other.
//!
//! Figures meet in buckets: of like kind and unit, with like words beside them or like things
//! counted. A bucket remembers its latest figures only, so the work grows with the number of
//! figures and not with its square.

mod buckets;
mod clues;
mod compare;
mod conditions;
mod evidence;
mod opposed;

pub use conditions::same_quantity;
pub use opposed::{Opposition, Stance, oppose};

use super::speakers::Speakers;
use super::{FigurePair, FigureRef, FigureRelation, SpeakerId};
use crate::extract::{Bound, Confidence, Facts, Figure, FigureKind};
use crate::par;
use crate::text::{Fnv, StoryId};
use buckets::Buckets;
use compare::{agree, last_digit, scale_apart, slip, within_quarter};
use conditions::{Units, alike, are_complements, comparable, dimension, held, is_bridged, units};
use evidence::{
    Evidence, recalled, repeated, repeated_number, shared_content, shared_content_words, told_short, told_sum,
};
use std::ops::Range;

/// How many words that carry meaning two reports of one toll share, besides its place.
const REPORT: usize = 2;

/// How many days apart two stories may be and still tell of the same state of things.
const DAYS: i64 = 3;

pub(super) fn pair(facts: &[Facts], speakers: &Speakers, meetings: &[Vec<StoryId>]) -> Vec<FigurePair> {
    let pairing = Pairing { facts, speakers };
    let mut pairs = par::flat_map(meetings, |stories| {
        let mut pairs = par::flat_map(stories, |&story| pairing.within(story));
        if stories.len() > 1 {
            pairs.extend(pairing.between(stories));
        }
        pairs
    });
    pairs.sort_by_key(|pair| (pair.b, pair.a));
    pairs.dedup_by_key(|pair| (pair.b, pair.a));
    pairs
}

struct Pairing<'f> {
    facts: &'f [Facts],
    speakers: &'f Speakers,
}

/// How the sources of two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sources {
    Same,
    Unknown,
    Different,
}

impl Pairing<'_> {
    fn figure(&self, at: FigureRef) -> &Figure {
        &self.facts[at.story.index()].figures[at.figure as usize]
    }

    fn speaker(&self, at: FigureRef) -> Option<SpeakerId> {
        let facts = &self.facts[at.story.index()];
        let party = facts.claims.get(self.figure(at).claim? as usize)?.speaker?;
        self.speakers.of(at.story, party)
    }

    fn sources(&self, a: FigureRef, b: FigureRef) -> Sources {
        match (self.speaker(a), self.speaker(b)) {
            (Some(x), Some(y)) if x == y => Sources::Same,
            (Some(x), Some(y)) => self.sources_by_words(x, y),
            (Some(_) | None, None) | (None, Some(_)) => self.sources_by_name(a, b),
        }
    }

    /// `recent polls` are `Recent polls`, and may be `polls at the time`.
    fn sources_by_words(&self, x: SpeakerId, y: SpeakerId) -> Sources {
        let name = |id: SpeakerId| self.speakers.speakers.get(id.0 as usize).map_or("", |s| s.name.as_str());
        let within = |short: &str, long: &str| {
            let known = |word: &str| long.split_whitespace().any(|other| other.eq_ignore_ascii_case(word));
            !short.is_empty() && short.split_whitespace().all(known)
        };
        match (within(name(x), name(y)), within(name(y), name(x))) {
            (true, true) => Sources::Same,
            (true, false) | (false, true) => Sources::Unknown,
            (false, false) => Sources::Different,
        }
    }

    /// Who speaks of a number told before, without a name of its own, gives no other one.
    fn sources_told(&self, b: FigureRef, sources: Sources, told: &Evidence) -> Sources {
        let unnamed = self.figure(b).source_names.is_empty();
        if sources == Sources::Different && told.met && unnamed { Sources::Unknown } else { sources }
    }

    /// By the words of the names, where a source has no party.
    fn sources_by_name(&self, a: FigureRef, b: FigureRef) -> Sources {
        let (x, y) = (&self.figure(a).source_names, &self.figure(b).source_names);
        if x.is_empty() || y.is_empty() {
            Sources::Unknown
        } else if x.iter().any(|name| y.contains(name)) {
            Sources::Same
        } else {
            Sources::Different
        }
    }

    /// The pairs inside one story: at most one of each relation for a figure.
    fn within(&self, story: StoryId) -> Vec<FigurePair> {
        let count = self.facts[story.index()].figures.len();
        let (mut buckets, mut keys) = (Buckets::for_figures(count), Vec::new());
        let pair = |figure: u32| {
            let at = FigureRef { story, figure };
            keys.clear();
            keys_within(self.figure(at), &mut keys);
            let own = buckets.add(at, &keys);
            let earlier = buckets.before(own);
            earlier.into_iter().map(|earlier| self.judge_within(earlier, at)).fold(None, better)
        };
        (0..count as u32).filter_map(pair).collect()
    }

    fn judge_within(&self, a: FigureRef, b: FigureRef) -> Option<FigurePair> {
        let (x, y) = (self.figure(a), self.figure(b));
        self.gap(a, b).or_else(|| {
            if x.sentence == y.sentence {
                return None;
            }
            match units(x, y)? {
                Units::Same if x.section == y.section && alike(x, y) => {
                    // What is bridged is asked last: few pairs come so far.
                    let told = self.told_within(a, b);
                    let Some(told) = told.filter(|_| !is_bridged(x, y)) else {
                        return self.two_tolls(a, b).filter(|_| !is_bridged(x, y));
                    };
                    let sources = self.sources_told(b, self.sources(a, b), &told);
                    Some(self.relate(a, b, sources, told))
                }
                Units::Mistaken => self.mistaken(a, b),
                Units::Convert if x.section == y.section && comparable(x, y) => {
                    repeated(x, y).map(|told| self.relate(a, b, self.sources(a, b), told))
                }
                Units::Same | Units::Convert => None,
            }
        })
    }

    /// Why two figures of one story and unit are taken for the same thing.
    fn told_within(&self, a: FigureRef, b: FigureRef) -> Option<Evidence> {
        let (x, y) = (self.figure(a), self.figure(b));
        repeated(x, y).or_else(|| {
            let slip = slip(x, y);
            slip.and_then(|slip| told_short(x, y, slip))
                .or_else(|| told_sum(x, y, slip?).filter(|_| self.is_told_once(b)))
                .or_else(|| recalled(x, y, slip))
        })
    }

    /// Whether no other figure of the story has its value.
    fn is_told_once(&self, at: FigureRef) -> bool {
        let value = self.figure(at).value.significant();
        let figures = &self.facts[at.story.index()].figures;
        figures.iter().filter(|other| other.value.significant() == value).count() == 1
    }

    /// One number, one clause, two units that are taken for each other in print.
    fn mistaken(&self, a: FigureRef, b: FigureRef) -> Option<FigurePair> {
        let (x, y) = (self.figure(a), self.figure(b));
        let equal = x.value.compare(y.value).is_some_and(std::cmp::Ordering::is_eq);
        if !equal || !comparable(x, y) {
            return None;
        }
        // Chance gives no two units one number in one clause of some length.
        let sure = repeated(x, y)
            .map(|told| Evidence { confidence: told.confidence.max(Confidence::percent(92)), ..told });
        let told = sure.or_else(|| repeated_number(x, y))?;
        Some(self.pair_of(a, b, FigureRelation::Unit, self.sources(a, b), told))
    }

    fn relate(&self, a: FigureRef, b: FigureRef, sources: Sources, told: Evidence) -> FigurePair {
        let (x, y) = (self.figure(a), self.figure(b));
        if same_quantity(x, y).unwrap_or_else(|| agree(x, y)) || are_complements(x, y) {
            return self.pair_of(a, b, FigureRelation::Agree, sources, told);
        }
        let relation = match sources {
            _ if told.strong && scale_apart(x, y) => FigureRelation::Scale,
            Sources::Same | Sources::Unknown => FigureRelation::Conflict,
            Sources::Different => FigureRelation::SourcesDiffer,
        };
        let mut pair = self.pair_of(a, b, relation, sources, told);
        if relation == FigureRelation::Scale {
            // Chance does not multiply by exactly a thousand.
            pair.confidence = pair.confidence.max(Confidence::percent(92));
        }
        pair
    }

    /// Two sources, one measure of people: a death toll and another one.
    fn two_tolls(&self, a: FigureRef, b: FigureRef) -> Option<FigurePair> {
        let (x, y) = (self.figure(a), self.figure(b));
        let (measure, other) = (measure(x)?, measure(y)?);
        let whole = x.role.is_whole() && y.role.is_whole();
        if measure != other
            || x.kind != FigureKind::Count
            || !whole
            || agree(x, y)
            || !shared_content(x, y)
            || self.sources(a, b) != Sources::Different
        {
            return None;
        }
        let because = vec![
            format!("both count {measure}"),
            "the sentences share words about the event".to_owned(),
            "the figures come from two sources".to_owned(),
        ];
        let told = Evidence {
            because,
            strong: false,
            whole: false,
            met: false,
            confidence: Confidence::percent(65),
        };
        Some(self.pair_of(a, b, FigureRelation::SourcesDiffer, Sources::Different, told))
    }

    /// One source, neighbouring measures: people killed, and names on a list of them.
    fn gap(&self, a: FigureRef, b: FigureRef) -> Option<FigurePair> {
        let (x, y) = (self.figure(a), self.figure(b));
        let (measure, other) = (measure(x)?, measure(y)?);
        if !neighbours(measure, other) {
            return None;
        }
        let together = x.sentence == y.sentence || self.sources(a, b) == Sources::Same;
        let near =
            y.sentence.abs_diff(x.sentence) <= 1 && together && self.sources(a, b) != Sources::Different;
        let whole = x.role.is_whole() && y.role.is_whole();
        let exact = x.bound == Bound::Exact && y.bound == Bound::Exact;
        if !near || !whole || !exact || agree(x, y) || !within_quarter(x, y) {
            return None;
        }
        let because = vec![
            format!("one counts {measure}, the other {other}, of the same people"),
            "both are given in one breath".to_owned(),
        ];
        let told = Evidence {
            because,
            strong: false,
            whole: false,
            met: false,
            confidence: Confidence::percent(70),
        };
        Some(self.pair_of(a, b, FigureRelation::Gap, Sources::Same, told))
    }

    /// The pairs between stories: the same clause, told with another number.
    fn between(&self, stories: &[StoryId]) -> Vec<FigurePair> {
        let count = stories.iter().map(|story| self.facts[story.index()].figures.len()).sum();
        let (mut buckets, mut keys) = (Buckets::for_figures(count), Vec::new());
        let mut met: Vec<(FigureRef, Range<u32>)> = Vec::with_capacity(count);
        for &story in stories {
            for (record, figure) in self.facts[story.index()].figures.iter().zip(0..) {
                let at = FigureRef { story, figure };
                keys.clear();
                keys_between(record, &mut keys);
                met.push((at, buckets.add(at, &keys)));
            }
        }
        let best = par::map(&met, |(at, own)| {
            let others = buckets.before(own.clone()).into_iter().filter(|other| other.story != at.story);
            others.map(|other| self.judge_between(other, *at)).fold(None, better)
        });
        best.into_iter().flatten().collect()
    }

    fn judge_between(&self, a: FigureRef, b: FigureRef) -> Option<FigurePair> {
        let (x, y) = (self.figure(a), self.figure(b));
        let units = units(x, y).filter(|units| *units != Units::Convert)?;
        let told = repeated(x, y).filter(|told| told.strong);
        let reports = told.is_some() || toll(x).is_some_and(|own| measure(y) == Some(own));
        if !reports || !comparable(x, y) || !self.near_in_time(a, b) {
            return None;
        }
        let (a, b) = if self.order(a) <= self.order(b) { (a, b) } else { (b, a) };
        let Some(told) = told else { return self.two_reports(a, b) };
        match units {
            Units::Mistaken => self.mistaken(a, b),
            Units::Same | Units::Convert if self.has_grown(a, b) => {
                Some(self.pair_of(a, b, FigureRelation::Updated, self.sources(a, b), told))
            }
            Units::Same | Units::Convert => {
                let sources = if told.whole { self.sources_word_for_word(a, b) } else { self.sources(a, b) };
                Some(self.relate(a, b, sources, told))
            }
        }
    }

    /// Whether a count that grows has grown from an earlier story to a later one, by a hundredth at least.
    fn has_grown(&self, a: FigureRef, b: FigureRef) -> bool {
        let (x, y) = (self.figure(a), self.figure(b));
        let later = self.order(a).0.zip(self.order(b).0).is_some_and(|(x, y)| x < y);
        let floor = |figure: &Figure| matches!(figure.bound, Bound::AtLeast | Bound::MoreThan);
        let grows = (floor(x) && floor(y)) || measure(y).is_some_and(is_toll);
        let more = y.value.plus(x.value.negated()).and_then(|more| more.times(100)?.compare(x.value));
        later && grows && more.is_some_and(std::cmp::Ordering::is_ge)
    }

    /// Two reports of one event in other words: one measure of people, one place.
    fn two_reports(&self, a: FigureRef, b: FigureRef) -> Option<FigurePair> {
        let (x, y) = (self.figure(a), self.figure(b));
        let toll = toll(x).filter(|own| measure(y) == Some(own))?;
        let whole = x.role.is_whole() && y.role.is_whole();
        let plain = x.kind == FigureKind::Count && x.modality == y.modality && !x.headline && !y.headline;
        let words = shared_content_words(x, y);
        if !whole || !plain || words < REPORT || agree(x, y) && !self.has_grown(a, b) {
            return None;
        }
        let relation = match self.sources(a, b) {
            _ if self.has_grown(a, b) => FigureRelation::Updated,
            Sources::Different => FigureRelation::SourcesDiffer,
            Sources::Same | Sources::Unknown => return None,
        };
        let because = vec![
            format!("both count {toll}"),
            format!("the sentences share {words} words that carry meaning"),
        ];
        let told = Evidence {
            because,
            strong: false,
            whole: false,
            met: false,
            confidence: Confidence::percent(60),
        };
        Some(self.pair_of(a, b, relation, self.sources(a, b), told))
    }

    /// Two sentences that are the same word for word name the same source, unless by a pronoun.
    fn sources_word_for_word(&self, a: FigureRef, b: FigureRef) -> Sources {
        /// No pronoun is longer.
        const PRONOUN: u32 = 4;
        let place = |at: FigureRef| {
            let figure = self.figure(at);
            let claim = self.facts[at.story.index()].claims.get(figure.claim? as usize)?;
            let source = *claim.source.first().filter(|_| claim.sentence == figure.sentence)?;
            let before = figure.span.start.checked_sub(source.start);
            let after = source.start.checked_sub(figure.span.end);
            (source.len() > PRONOUN).then_some((before, after, source.len()))
        };
        match (place(a), place(b)) {
            (Some(x), Some(y)) if x == y => Sources::Same,
            (Some(_) | None, Some(_) | None) => self.sources(a, b),
        }
    }

    fn pair_of(
        &self,
        a: FigureRef,
        b: FigureRef,
        relation: FigureRelation,
        sources: Sources,
        told: Evidence,
    ) -> FigurePair {
        let same_source = sources == Sources::Same;
        let mut because = told.because;
        if relation != FigureRelation::Gap {
            let held = held(self.figure(a), self.figure(b));
            because.extend(held.into_iter().filter(|told| !because.contains(told)).collect::<Vec<_>>());
            because.extend(same_source.then(|| "both are given to one source".to_owned()));
        }
        FigurePair { a, b, relation, because, same_source, confidence: told.confidence }
    }

    /// The later story deviates: by date, then by name.
    fn order(&self, at: FigureRef) -> (Option<jiff::civil::Date>, &str) {
        let head = &self.facts[at.story.index()].head;
        (head.date.map(|(date, _)| date), &head.name)
    }

    fn near_in_time(&self, a: FigureRef, b: FigureRef) -> bool {
        let date = |at: FigureRef| self.facts[at.story.index()].head.date.map(|(date, _)| date);
        match (date(a), date(b)) {
            (Some(x), Some(y)) => x.duration_until(y).as_hours().abs() <= 24 * DAYS,
            (Some(_) | None, None) | (None, Some(_)) => true,
        }
    }
}

/// The pair that says more; a figure told again right silences its conflicts.
fn better(best: Option<FigurePair>, found: Option<FigurePair>) -> Option<FigurePair> {
    let rank = |pair: &FigurePair| {
        let agrees = pair.relation == FigureRelation::Agree;
        (pair.confidence, agrees)
    };
    match (best, found) {
        (Some(old), Some(new)) => Some(if rank(&new) > rank(&old) { new } else { old }),
        (best, found) => best.or(found),
    }
}

fn measure(figure: &Figure) -> Option<&str> {
    figure.counts.as_ref()?.measure.as_deref()
}

/// Measures of people that grow while an event is reported.
fn is_toll(measure: &str) -> bool {
    matches!(measure, "arrested" | "displaced" | "infected" | "injured" | "killed" | "missing" | "rescued")
}

fn toll(figure: &Figure) -> Option<&str> {
    measure(figure).filter(|measure| is_toll(measure))
}

/// Measures whose numbers a reader expects to be equal, when one source gives both.
fn neighbours(a: &str, b: &str) -> bool {
    const NEIGHBOURS: [(&str, &str); 4] =
        [("arrested", "listed"), ("injured", "listed"), ("killed", "listed"), ("listed", "missing")];
    NEIGHBOURS.contains(&if a < b { (a, b) } else { (b, a) })
}

/// Kind and unit: what two figures must share to be comparable at all. Percent and percentage points
/// meet, and so do all currencies: they are taken for each other.
fn group(figure: &Figure) -> Fnv {
    let unit = figure.unit.as_deref().unwrap_or("");
    match unit {
        "percent" | "percentage point" => Fnv::new().bytes(b"percent"),
        _ if figure.kind == FigureKind::Measure => Fnv::new().bytes(dimension(unit).as_bytes()),
        _ => Fnv::new().byte(figure.kind as u8).bytes(unit.as_bytes()),
    }
}

/// The buckets of a figure inside its story: the two words before, the two after, what is counted,
/// how it is measured, its digits.
fn keys_within(figure: &Figure, keys: &mut Vec<u64>) {
    let group = group(figure);
    for (side, words) in [(1, figure.around.before()), (2, figure.around.after())] {
        if words.len() >= 2 {
            let near = words.iter().take(2);
            keys.push(near.fold(group.byte(side).finish(), |hash, word| with(hash, word.bits())));
        }
    }
    match &figure.counts {
        Some(counts) => keys.push(group.byte(3).bytes(counts.head.as_bytes()).finish()),
        None => match clues::noun(figure).first() {
            Some(word) => keys.push(with(group.byte(8).finish(), word.bits())),
            // Sums of money that name nothing meet each other.
            None => keys.extend((figure.kind == FigureKind::Money).then(|| group.byte(10).finish())),
        },
    }
    if measure(figure).is_some() {
        keys.push(group.byte(4).finish());
    }
    keys.extend(digits_key(figure).map(|digits| with(group.byte(7).finish(), digits)));
}

/// A key and one more word, well spread.
const fn with(key: u64, word: u64) -> u64 {
    let mixed = (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

/// How often each digit stands in it: the same for a figure with two of them swapped, or at another scale.
fn digits_key(figure: &Figure) -> Option<u64> {
    let digits = figure.value.significant().digits.unsigned_abs();
    if digits < 10 {
        return None;
    }
    // Six bits for the count of each digit: 38 digits at most.
    let mut counts = 0_u64;
    let mut rest = digits;
    while rest > 0 {
        let (before, digit) = last_digit(rest);
        counts = counts.wrapping_add(1 << (6 * digit));
        rest = before;
    }
    Some(counts)
}

/// The buckets of a figure among stories that meet: the three content words nearest on either side,
/// and for a toll its measure and each place.
fn keys_between(figure: &Figure, keys: &mut Vec<u64>) {
    const PLACES: usize = 3;
    let start = group(figure);
    for (side, words) in [(5, figure.around.before()), (6, figure.around.after())] {
        let near = words.iter().filter(|w| w.is_content()).take(3);
        let (count, key) =
            near.fold((0, start.byte(side).finish()), |(n, hash), word| (n + 1, with(hash, word.bits())));
        if count == 3 {
            keys.push(key);
        }
    }
    if let Some(toll) = toll(figure) {
        let key = start.byte(9).bytes(toll.as_bytes());
        keys.extend(
            figure.scope.places.iter().take(PLACES).map(|place| key.bytes(place.as_bytes()).finish()),
        );
    }
}
