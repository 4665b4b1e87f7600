//! From steps to edits, and whether two quotations are one utterance at all.

use super::candidates::Pair;
use super::sketch::{Sketch, is_real};
use super::trace::{Step, trace};
use super::{Alignment, Edit, EditClass, Said, SpeakerMatch, Voices};
use crate::extract::{FoldedWord, WordKind};
use crate::text::{Span, hash_bytes};

/// The alignment of a pair, when the two are one utterance.
pub(super) fn weigh(voices: &Voices<'_>, pair: Pair<'_>) -> Option<Alignment> {
    let far = pair.a.at.story != pair.b.at.story;
    let speakers = voices.compare(pair.a, pair.b);
    if !may_be_one(pair, speakers, far) {
        return None;
    }
    let (a, b) = (pair.a.quoted, pair.b.quoted);
    let steps = trace(&a.words, &b.words);
    let steps = inner(&steps);
    let measures = Measures::of(pair, steps);
    let edits = edits(&a.words, &b.words, steps);
    if !is_one(&Case { measures, speakers, far, edits: &edits }) {
        return None;
    }
    let side = |words: &[FoldedWord], at: fn(&Step) -> Option<usize>| {
        let mut spans = steps.iter().filter_map(at).map(|i| words[i].span);
        let first = spans.next().unwrap_or_default();
        spans.fold(first, Span::join)
    };
    Some(Alignment {
        a: pair.a.at,
        b: pair.b.at,
        a_span: side(&a.words, of_a),
        b_span: side(&b.words, of_b),
        same: measures.same,
        content: measures.content,
        run: measures.run,
        shorter: measures.shorter,
        edits,
        speakers,
    })
}

const fn of_a(step: &Step) -> Option<usize> {
    match step {
        Step::Same(i, _) | Step::Swap(i, _) | Step::OnlyA(i) => Some(*i),
        Step::OnlyB(_) => None,
    }
}

const fn of_b(step: &Step) -> Option<usize> {
    match step {
        Step::Same(_, j) | Step::Swap(_, j) | Step::OnlyB(j) => Some(*j),
        Step::OnlyA(_) => None,
    }
}

/// The steps from the first to the last word that is the same: a cut edge is free.
fn inner(steps: &[Step]) -> &[Step] {
    let same = |step: &Step| matches!(step, Step::Same(..));
    match (steps.iter().position(same), steps.iter().rposition(same)) {
        (Some(first), Some(last)) => &steps[first..=last],
        _ => &[],
    }
}

/// Whether so many words are common that [`is_one`] can say yes: cheap, and never wrong on a no.
fn may_be_one(pair: Pair<'_>, speakers: SpeakerMatch, far: bool) -> bool {
    let (a, b) = (&pair.a.sketch, &pair.b.sketch);
    let common = Common::of(a, b);
    let run = || a.longest_run(&pair.b.quoted.words) >= RUN;
    match (speakers, far) {
        (SpeakerMatch::Different, true) => common.hold_run(a, b) && run(),
        (SpeakerMatch::Different, false) => {
            let rare = is_rare_of_two(a.weight.min(b.weight));
            common.share >= SHARE_OF_TWO && rare || common.hold_run(a, b) && run()
        }
        (SpeakerMatch::Same | SpeakerMatch::Unknown, true) => common.fill_far(a, b),
        (SpeakerMatch::Same | SpeakerMatch::Unknown, false) => {
            common.share >= SHARE && (common.share >= 100 || common.words >= LEAST)
        }
    }
}

/// Whether a quotation has so many words that another story's can be one utterance with it.
pub(super) const fn may_stand_far(sketch: &Sketch) -> bool {
    sketch.real >= LEAST
}

/// Whether quotations of two stories can be one utterance, whoever said them: as [`may_be_one`], and
/// so cheap that it is asked before anything else.
pub(super) fn may_be_far(a: &Said<'_>, b: &Said<'_>) -> bool {
    let common = Common::of(&a.sketch, &b.sketch);
    common.fill_far(&a.sketch, &b.sketch) || common.hold_run(&a.sketch, &b.sketch)
}

/// What two quotations have in common at most.
struct Common {
    words: u32,
    /// How much of the shorter one that is. Unit: percent.
    share: u32,
}

impl Common {
    fn of(a: &Sketch, b: &Sketch) -> Self {
        let words = a.common_words(b);
        Self { words, share: words * 100 / a.real.min(b.real).max(1) }
    }

    fn fill_far(&self, a: &Sketch, b: &Sketch) -> bool {
        self.words >= LEAST && self.share >= SHARE_FAR && a.common_content(b) >= TELLING
    }

    fn hold_run(&self, a: &Sketch, b: &Sketch) -> bool {
        self.words >= RUN && a.common_pairs(b) + 1 >= RUN && a.common_content(b) >= CONTENT
    }
}

/// What the verdict rests on. Unit: words.
#[derive(Debug, Clone, Copy, Default)]
struct Measures {
    same: u32,
    content: u32,
    /// The longest run of the same words.
    run: u32,
    /// The greatest summed rarity of three same words in a row.
    rare: u32,
    /// The summed rarity of all the same words.
    weight: u32,
    /// The most words of one side that stand for other words of the other.
    rough: u32,
    /// Words of the shorter and of the longer side, brackets and ellipses aside.
    shorter: u32,
    longer: u32,
}

impl Measures {
    fn of(pair: Pair<'_>, steps: &[Step]) -> Self {
        let (a, a_real, b_real) = (pair.a.quoted, pair.a.sketch.real, pair.b.sketch.real);
        let mut found = Self { shorter: a_real.min(b_real), longer: a_real.max(b_real), ..Self::default() };
        let (mut run, mut last) = (0, [0; 3]);
        for step in steps {
            match step {
                Step::Same(i, _) if is_real(a.words[*i].kind) => {
                    let word = &a.words[*i];
                    found.same += 1;
                    found.weight += u32::from(word.rarity);
                    found.content += u32::from(matches!(word.kind, WordKind::Content | WordKind::Number));
                    run += 1;
                    last = [last[1], last[2], u32::from(word.rarity)];
                    found.run = found.run.max(run);
                    found.rare = found.rare.max(last.iter().sum());
                }
                Step::Same(..) => {}
                Step::Swap(..) | Step::OnlyA(_) | Step::OnlyB(_) => (run, last) = (0, [0; 3]),
            }
        }
        let swapped =
            |run: &&[Step]| !is_same(&run[0]) && run.iter().any(|step| matches!(step, Step::Swap(..)));
        let longest =
            steps.chunk_by(|x, y| is_same(x) == is_same(y)).filter(swapped).map(<[Step]>::len).max();
        found.rough = longest.unwrap_or(0) as u32;
        found
    }

    /// How much of the shorter side is the same. Unit: percent.
    const fn share(&self) -> u32 {
        self.same * 100 / if self.shorter > 0 { self.shorter } else { 1 }
    }
}

struct Case<'a> {
    measures: Measures,
    speakers: SpeakerMatch,
    /// Whether the two stand in two stories.
    far: bool,
    edits: &'a [Edit],
}

/// Three words in a row whose summed rarity reaches this are no stock phrase.
///
/// Unit: rarity classes. "of the United States", "I think that we", "going to do it" stay below;
/// measured on annotated stories, where lower values let two sayings of one speaker meet.
const RARE_RUN: u32 = 12;

/// Same words whose summed rarity reaches this are no stock phrase either, when all but one place
/// of the shorter quotation agrees. Unit and source as of [`RARE_RUN`].
const RARE_ALL: u32 = 12;

/// How many words in a row are of one mouth, whoever is made to say them. Source: shorter runs are
/// stock phrases.
const RUN: u32 = 8;

/// How many words that carry meaning two quotations share that one run of words makes one.
const CONTENT: u32 = 4;

/// The least words that two quotations share, unless one holds all of the other; and between stories
/// the least of them that carry meaning.
const LEAST: u32 = 5;
const TELLING: u32 = 3;

/// The least share of the shorter quotation that is the same: inside a story, between stories, and
/// where two are said to have said it. Unit: percent.
const SHARE: u32 = 70;
const SHARE_FAR: u32 = 85;
const SHARE_OF_TWO: u32 = 80;

/// Whether words of this summed rarity are of one mouth, when all but one place of the shorter
/// quotation agrees and two are said to have said it.
const fn is_rare_of_two(weight: u32) -> bool {
    2 * weight >= 3 * RARE_ALL
}

/// Whether the two are one utterance.
fn is_one(case: &Case<'_>) -> bool {
    let Case { measures: m, speakers, far, edits } = case;
    let real = edits.iter().filter(|edit| !edit.class.is_allowed()).count() as u32;
    let alike = real == 0 && m.same == m.shorter;
    if alike && *speakers != SpeakerMatch::Different {
        return is_repeat(m, edits, *far);
    }
    match speakers {
        SpeakerMatch::Different if real == 0 || *far => {
            m.run >= RUN && m.content >= CONTENT && m.rare >= RARE_RUN
        }
        // Words so rare are quoted from one mouth, whoever is made to say them.
        SpeakerMatch::Different => real == 1 && m.share() >= SHARE_OF_TWO && is_rare_of_two(m.weight),
        SpeakerMatch::Same | SpeakerMatch::Unknown if *far => {
            let whole = real == 1 && m.longer <= m.shorter + 1;
            let one = *speakers == SpeakerMatch::Same || whole;
            let (words, content) = if one { (6, TELLING) } else { (12, TELLING + 1) };
            m.same >= words && m.content >= content && m.share() >= SHARE_FAR && real <= 1 + m.same / 10
        }
        SpeakerMatch::Same | SpeakerMatch::Unknown => {
            let single = real == 1 && m.share() >= 75 && m.weight >= RARE_ALL;
            let several =
                m.content >= 5 && m.share() >= SHARE && m.rare >= RARE_RUN && real <= 1 + m.same / 10;
            // Two short sayings of like length are two sayings; a misquotation is cut from a longer one.
            let twice = m.shorter < 8 && m.longer <= m.shorter + 1;
            (single || several) && m.same >= LEAST && !twice && (m.rough <= SMALL as u32 || m.same >= 12)
        }
    }
}

/// Whether two quotations that differ in nothing, or only as editors may, are one utterance: two
/// words are enough in one story, if they say something.
fn is_repeat(m: &Measures, edits: &[Edit], far: bool) -> bool {
    match (far, edits.is_empty()) {
        (true, _) => m.same >= LEAST && m.content >= TELLING,
        (false, true) => m.same >= 2 && m.content >= 1,
        (false, false) => m.same >= 4 && m.content >= 2,
    }
}

/// The differences between the steps that are the same, in order.
fn edits(a: &[FoldedWord], b: &[FoldedWord], steps: &[Step]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let (mut a_end, mut b_end) = (0, 0);
    for run in steps.chunk_by(|x, y| is_same(x) == is_same(y)) {
        let (a_span, b_span) = (covered(a, run, of_a, a_end), covered(b, run, of_b, b_end));
        if is_same(&run[0]) {
            rewritten(a, b, run, &mut edits);
        } else {
            edits.push(Edit { class: class(a, b, run), a: a_span, b: b_span });
        }
        (a_end, b_end) = (a_span.end, b_span.end);
    }
    edits
}

const fn is_same(step: &Step) -> bool {
    matches!(step, Step::Same(..))
}

/// The words of a run of steps on one side; an empty span after `before` when there are none.
fn covered(words: &[FoldedWord], run: &[Step], side: fn(&Step) -> Option<usize>, before: u32) -> Span {
    let spans = run.iter().filter_map(side).map(|i| words[i].span);
    spans.reduce(Span::join).unwrap_or(Span::new(before, before))
}

/// Where the same words are printed in two ways; `we are` for `we’re` is one place.
fn rewritten(a: &[FoldedWord], b: &[FoldedWord], run: &[Step], edits: &mut Vec<Edit>) {
    for step in run {
        let (Some(i), Some(j)) = (of_a(step), of_b(step)) else { continue };
        let (x, y) = (&a[i], &b[j]);
        let goes_on = |last: &&mut Edit| {
            last.class == EditClass::Allowed && (last.a.overlaps(x.span) || last.b.overlaps(y.span))
        };
        if x.printed == y.printed {
            continue;
        }
        match edits.last_mut().filter(goes_on) {
            Some(last) => (last.a, last.b) = (last.a.join(x.span), last.b.join(y.span)),
            None => edits.push(Edit { class: EditClass::Allowed, a: x.span, b: y.span }),
        }
    }
}

/// The most words that an ellipsis, a bracket or a small edit may stand for on the other side.
const SMALL: usize = 3;

fn class(a: &[FoldedWord], b: &[FoldedWord], run: &[Step]) -> EditClass {
    let left: Vec<&FoldedWord> = run.iter().filter_map(of_a).map(|i| &a[i]).collect();
    let right: Vec<&FoldedWord> = run.iter().filter_map(of_b).map(|j| &b[j]).collect();
    let has = |side: &[&FoldedWord], kind| side.iter().any(|word| word.kind == kind);
    let only = |side: &[&FoldedWord], kind| !side.is_empty() && side.iter().all(|word| word.kind == kind);
    let both = |kind| has(&left, kind) || has(&right, kind);
    if only(&left, WordKind::Ellipsis) || only(&right, WordKind::Ellipsis) {
        return EditClass::Ellipsis;
    }
    let bracket = |side: &[&FoldedWord], other: &[&FoldedWord]| {
        only(side, WordKind::Bracketed) && other.len() <= SMALL * 2
    };
    if bracket(&left, &right) || bracket(&right, &left) {
        return EditClass::Bracket;
    }
    let negations = |side: &[&FoldedWord]| side.iter().filter(|w| w.kind == WordKind::Negation).count();
    let small = left.len() <= SMALL && right.len() <= SMALL;
    if negations(&left) != negations(&right) && small {
        EditClass::Negation
    } else if both(WordKind::Number) && small {
        EditClass::Number
    } else if [WordKind::Content, WordKind::Number, WordKind::Negation].into_iter().any(both)
        || is_other_person(&left, &right)
    {
        EditClass::Content
    } else {
        EditClass::Function
    }
}

/// Who is meant: another of these is another statement, grammar or not.
const PERSONS: [u64; 18] = [
    hash_bytes(b"i"),
    hash_bytes(b"me"),
    hash_bytes(b"my"),
    hash_bytes(b"you"),
    hash_bytes(b"your"),
    hash_bytes(b"he"),
    hash_bytes(b"him"),
    hash_bytes(b"his"),
    hash_bytes(b"she"),
    hash_bytes(b"her"),
    hash_bytes(b"it"),
    hash_bytes(b"its"),
    hash_bytes(b"we"),
    hash_bytes(b"us"),
    hash_bytes(b"our"),
    hash_bytes(b"they"),
    hash_bytes(b"them"),
    hash_bytes(b"their"),
];

fn is_other_person(left: &[&FoldedWord], right: &[&FoldedWord]) -> bool {
    let person = |side: &[&FoldedWord]| side.len() == 1 && PERSONS.contains(&side[0].hash);
    person(left) && person(right)
}

#[cfg(test)]
mod tests {
    use super::super::super::speakers::Speakers;
    use super::super::super::{Across, meetings};
    use super::super::{Alignment, align};
    use crate::extract::{self, Facts};
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use proptest::prelude::*;

    fn facts(text: &str) -> Facts {
        let document = Document::plain("t", text);
        extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()))
    }

    fn aligned(stories: &[Facts]) -> Vec<Alignment> {
        let speakers = Speakers { speakers: Vec::new(), of_party: vec![Vec::new(); stories.len()] };
        align(stories, &speakers, &meetings(stories, Across::All))
    }

    fn within(a: &str, b: &str) -> Option<Alignment> {
        aligned(&[facts(&format!("He said “{a}” at noon.\n\nHe said “{b}” at night."))]).pop()
    }

    /// The classes of the edits of two quotations in one story; none when they are not one utterance.
    fn check(a: &str, b: &str, expected: Option<&[&str]>) {
        let found =
            within(a, b).map(|found| found.edits.iter().map(|e| e.class.as_str()).collect::<Vec<_>>());
        assert_eq!(found.as_deref(), expected, "{a} / {b}");
    }

    const BRIDGE: &str = "we will rebuild the northern bridge before the first winter storms arrive";

    #[test]
    fn each_difference_has_its_class() {
        check(BRIDGE, "rebuild the northern bridge before the first winter storms", Some(&[]));
        check(BRIDGE, "rebuild the northern tunnel before the first winter storms", Some(&["content"]));
        check(
            BRIDGE,
            "we will not rebuild the northern bridge before the first winter storms",
            Some(&["negation"]),
        );
        check(BRIDGE, "rebuild the bridge before the first winter storms", Some(&["content"]));
        check(BRIDGE, "rebuild a northern bridge before the first winter storms", Some(&["function"]));
        check(BRIDGE, "rebuild the ... bridge before the first winter storms", Some(&["ellipsis"]));
        check(BRIDGE, "rebuild [it] before the first winter storms arrive", Some(&["bracket"]));
        check(
            "it took 14 ferries to save the crew",
            "it took 41 ferries to save the crew",
            Some(&["number"]),
        );
        check(
            "by then it took 14 ferries to save the crew of the tanker",
            "it took fourteen ferries to save the crew",
            Some(&["allowed"]),
        );
        check(
            "by then it took 14 ferries to save the crew of the tanker",
            "it took 41 ferries to save the crew",
            Some(&["number"]),
        );
    }

    #[test]
    fn other_sayings_are_not_one() {
        check(BRIDGE, "the bridge belongs to the town and to nobody else", None);
        check("we will win this vote", "we must win this vote", None);
        check(
            "the president of the United States of America",
            "a friend of the United States of America",
            None,
        );
    }

    #[test]
    fn a_copy_in_another_story_is_found_whatever_the_order() {
        let story = |text: &str| facts(&format!("He said “{text}” at noon."));
        let copy = "we will rebuild the northern tunnel before the first winter storms arrive";
        let there = aligned(&[story(BRIDGE), story(copy)]);
        let back = aligned(&[story(copy), story(BRIDGE)]);
        assert_eq!((there.len(), back.len()), (1, 1));
        assert_eq!(there[0].edits.len(), back[0].edits.len());
    }

    #[test]
    fn a_page_of_like_quotations_takes_bounded_time() {
        let text = "He said “the northern bridge will fall in the winter storms”. ".repeat(2000);
        let started = std::time::Instant::now();
        let found = aligned(&[facts(&text), facts(&text)]);
        assert!(!found.is_empty());
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn the_verdict_does_not_depend_on_who_comes_first(
            a in "(bridge|harbour|the|will|not|storms|of|freight|tunnel)( (bridge|harbour|the|will|not|storms|of|freight|tunnel)){4,14}",
            b in "(bridge|harbour|the|will|not|storms|of|freight|tunnel)( (bridge|harbour|the|will|not|storms|of|freight|tunnel)){4,14}",
        ) {
            prop_assert_eq!(within(&a, &b).is_some(), within(&b, &a).is_some());
        }
    }
}
