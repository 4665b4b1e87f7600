//! From steps to edits, and whether two quotations are one utterance at all.

use super::candidates::Pair;
use super::sketch::{Sketch, is_real};
use super::trace::{self, Step, trace};
use super::{Alignment, Edit, EditClass, Said, SpeakerMatch, Voices};
use crate::extract::{FoldedWord, Quoted, WordKind};
use crate::text::{Span, StoryId, hash_bytes};
use jiff::civil::Date;
use std::ops::Range;

/// The alignment of a pair, when the two are one utterance.
pub(super) fn weigh(voices: &Voices<'_>, pair: Pair<'_>) -> Option<Alignment> {
    let far = pair.a.at.story != pair.b.at.story;
    let speakers = voices.compare(pair.a, pair.b);
    if !may_be_one(pair, speakers, far) {
        return None;
    }
    let laid = lay((pair.a.quoted, &pair.a.sketch), (pair.b.quoted, &pair.b.sketch));
    let complete = pair.a.quoted.complete && pair.b.quoted.complete;
    if !laid.is_one(speakers, Distance::of(voices, pair), complete) {
        return None;
    }
    let Laid { measures, a_span, b_span, edits } = laid;
    Some(Alignment {
        a: pair.a.at,
        b: pair.b.at,
        a_span,
        b_span,
        same: measures.same,
        content: measures.content,
        run: measures.run,
        shorter: measures.shorter,
        edits,
        speakers,
    })
}

/// Two quotations laid against each other.
pub(super) struct Laid {
    measures: Measures,
    /// What is covered of each.
    pub a_span: Span,
    pub b_span: Span,
    pub edits: Vec<Edit>,
}

/// Lays two quotations against each other, each with its sketch.
pub(super) fn lay((a, a_sketch): (&Quoted, &Sketch), (b, b_sketch): (&Quoted, &Sketch)) -> Laid {
    let steps = trace(&a.words, &b.words);
    let steps = &reached(&a.words, &b.words, inner(&steps));
    let side = |words: &[FoldedWord], at: fn(&Step) -> Option<usize>| {
        let mut spans = steps.iter().filter_map(at).map(|i| words[i].span);
        let first = spans.next().unwrap_or_default();
        spans.fold(first, Span::join)
    };
    let compared = |sketch: &Sketch| sketch.real.min(trace::LONGEST as u32);
    Laid {
        measures: Measures::of(a, (compared(a_sketch), compared(b_sketch)), steps),
        a_span: side(&a.words, of_a),
        b_span: side(&b.words, of_b),
        edits: edits(&a.words, &b.words, steps),
    }
}

impl Laid {
    /// Whether somebody who asks would take the two for one utterance: most words are the same, however
    /// common or few.
    pub fn is_alike(&self) -> bool {
        let real = self.edits.iter().filter(|edit| !edit.class.is_allowed()).count() as u32;
        let m = &self.measures;
        let whole = real == 0 && m.same > 0 && m.same == m.shorter;
        whole || m.same >= 4 && m.content >= 2 && m.share() >= SHARE && real <= 1 + m.same / 6
    }

    /// How many words are the same, and how many the shorter one has.
    pub const fn counts(&self) -> (u32, u32) {
        (self.measures.same, self.measures.shorter)
    }

    /// The longest run of the same words.
    pub const fn run(&self) -> u32 {
        self.measures.run
    }

    /// Whether the two are one utterance; `complete`, whether both are whole sentences.
    pub fn is_one(&self, speakers: SpeakerMatch, distance: Distance, complete: bool) -> bool {
        is_one(&Case { measures: self.measures, speakers, distance, complete, edits: &self.edits })
    }
}

/// What two wordings have in common, as short sentences.
pub(super) fn because(same: u32, shorter: u32, run: u32) -> Vec<String> {
    // words in brackets may be the same as well, but are not the quotation's
    let (same, run) = (same.min(shorter), run.min(shorter));
    let mut because = vec![format!(
        "{same} of the {shorter} words of the shorter quotation are the same, in the same order"
    )];
    if run < same {
        because.push(format!("{run} of them stand in a row"));
    }
    because
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

/// The steps with a word more at either end, where one side ends with it and a word before it differs:
/// `It to be` for `It ought to be` is no cut edge, though one common word does not pay for the gap.
fn reached(a: &[FoldedWord], b: &[FoldedWord], steps: &[Step]) -> Vec<Step> {
    let mut reached = steps.to_vec();
    let (Some(&Step::Same(i, j)), Some(&Step::Same(k, l))) = (steps.first(), steps.last()) else {
        return reached;
    };
    // Grammar may be swapped at an edge; a word that is only on one side counts whatever it is.
    let tells = |word: &FoldedWord, swapped: bool| match word.kind {
        WordKind::Content | WordKind::Number | WordKind::Negation => true,
        WordKind::Function => !swapped,
        WordKind::Bracketed | WordKind::Ellipsis => false,
    };
    for (own, other) in [(1, 0), (0, 1), (1, 1)] {
        let (from, to) = (one_before(a, i, own), one_before(b, j, other));
        let (Some(x), Some(y)) = (from.checked_sub(1), to.checked_sub(1)) else { continue };
        let differ = a[from..i].iter().chain(&b[to..j]).any(|word| tells(word, own == other));
        if (x == 0 || y == 0) && differ && is_real(a[x].kind) && trace::is_same(&a[x], &b[y]) {
            reached.splice(0..0, std::iter::once(Step::Same(x, y)).chain(between(from..i, to..j)));
            break;
        }
    }
    for (own, other) in [(1, 0), (0, 1), (1, 1)] {
        let (x, y) = (one_after(a, k + 1, own), one_after(b, l + 1, other));
        let (Some(first), Some(second)) = (a.get(x), b.get(y)) else { continue };
        let ends = x + 1 == a.len() || y + 1 == b.len();
        let differ = a[k + 1..x].iter().chain(&b[l + 1..y]).any(|word| tells(word, own == other));
        if ends && differ && is_real(first.kind) && trace::is_same(first, second) {
            reached.extend(between(k + 1..x, l + 1..y));
            reached.push(Step::Same(x, y));
            break;
        }
    }
    reached
}

/// Where the printed word before `end` begins, if one is to be skipped: `can’t` is two words in one.
fn one_before(words: &[FoldedWord], end: usize, skipped: usize) -> usize {
    let from = end.saturating_sub(skipped);
    let halved = from > 0 && from < end && words[from - 1].span == words[from].span;
    from - usize::from(halved)
}

/// Where the printed word that begins at `from` ends, if one is to be skipped.
fn one_after(words: &[FoldedWord], from: usize, skipped: usize) -> usize {
    let to = from + skipped;
    let halved = to > from && to < words.len() && words[to - 1].span == words[to].span;
    to + usize::from(halved)
}

/// The steps over a word of either side.
fn between(a: Range<usize>, b: Range<usize>) -> impl Iterator<Item = Step> {
    let swapped = a.len().min(b.len());
    let swaps = a.clone().zip(b.clone()).map(|(i, j)| Step::Swap(i, j));
    swaps.chain(a.skip(swapped).map(Step::OnlyA)).chain(b.skip(swapped).map(Step::OnlyB))
}

/// Whether so many words are common that [`is_one`] can say yes: cheap, and never wrong on a no.
fn may_be_one(pair: Pair<'_>, speakers: SpeakerMatch, far: bool) -> bool {
    let (a, b) = (&pair.a.sketch, &pair.b.sketch);
    let common = Common::of(a, b);
    let run = || a.longest_run(&pair.b.quoted.words) >= RUN;
    match (speakers, far) {
        (SpeakerMatch::Different, true) => {
            common.hold_run(a, b) && run() || common.are_whole(a, b) && is_rare_of_two(a.weight.min(b.weight))
        }
        (SpeakerMatch::Different, false) => {
            let rare = is_rare_of_two(a.weight.min(b.weight));
            (common.share >= SHARE_OF_TWO && rare) || common.hold_run(a, b) && run()
        }
        (SpeakerMatch::Same | SpeakerMatch::Unknown, true) => common.fill_far(a, b),
        (SpeakerMatch::Same | SpeakerMatch::Unknown, false) => {
            common.share >= SHARE && (common.share >= 100 || common.words >= LEAST)
        }
    }
}

/// Whether the shorter of a story's two quotations is so short that only [`is_cut`] can say yes, and
/// has the words for it: all but one of them, and of its neighbours those that one change leaves.
pub(super) fn may_be_cut(a: &Sketch, b: &Sketch) -> bool {
    let (shorter, longer) = (a.real.min(b.real), a.real.max(b.real));
    (LEAST..=SHORT).contains(&shorter)
        && longer >= shorter + 2
        && a.common_words(b) + 1 >= shorter
        && a.common_pairs(b) + 3 >= shorter
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

    /// Whether each may hold all of the other.
    fn are_whole(&self, a: &Sketch, b: &Sketch) -> bool {
        self.words >= LEAST && self.share >= 100 && a.real == b.real && a.common_content(b) >= TELLING
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
    /// `reals`: how many words each side has, brackets and ellipses aside.
    fn of(a: &Quoted, (a_real, b_real): (u32, u32), steps: &[Step]) -> Self {
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

/// How far apart two quotations stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Distance {
    /// In one story.
    Story,
    /// In two stories.
    Stories,
    /// In two stories of different weeks: who says a like thing by then is likely to say it again.
    Apart,
}

impl Distance {
    /// Stories within so many days may tell of one occasion.
    const WEEK: i32 = 7;

    fn of(voices: &Voices<'_>, pair: Pair<'_>) -> Self {
        let (a, b) = (pair.a.at.story, pair.b.at.story);
        if a == b {
            return Self::Story;
        }
        let day = |story: StoryId| voices.facts[story.index()].head.date.map(|(date, _)| date);
        let apart = |x: Date, y: Date| (y - x).get_days().abs() > Self::WEEK;
        match (day(a), day(b)) {
            (Some(x), Some(y)) if apart(x, y) => Self::Apart,
            (Some(_) | None, Some(_) | None) => Self::Stories,
        }
    }
}

struct Case<'a> {
    measures: Measures,
    speakers: SpeakerMatch,
    distance: Distance,
    /// Whether both are whole sentences.
    complete: bool,
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

/// The most words of a cut that common words are looked for. Source: longer ones have rarer words.
const SHORT: u32 = 12;

/// The least words that two quotations share, unless one holds all of the other; and between stories
/// the least of them that carry meaning.
const LEAST: u32 = 5;
const TELLING: u32 = 3;

/// The least share of the shorter quotation that is the same: inside a story, between stories, inside
/// a story where it differs in more than one place, and where two are said to have said it.
/// Unit: percent. Source: annotated stories, in which speeches given twice agree in up to 78.
const SHARE: u32 = 70;
const SHARE_FAR: u32 = 85;
const SHARE_OF_SEVERAL: u32 = 80;
const SHARE_OF_TWO: u32 = 80;

/// How many words two persons must share that an altered one is a slip. Unit: words. Source: on
/// synthetic archives shorter ones are right in 45 to 81 of 100, from 13 on in all.
const LONG_OF_TWO: u32 = 13;

/// Whether words of this summed rarity are of one mouth, when all but one place of the shorter
/// quotation agrees and two are said to have said it.
const fn is_rare_of_two(weight: u32) -> bool {
    2 * weight >= 3 * RARE_ALL
}

/// Whether the two are one utterance.
fn is_one(case: &Case<'_>) -> bool {
    let Case { measures: m, speakers, distance, complete, edits } = case;
    let (far, apart) = (*distance != Distance::Story, *distance == Distance::Apart);
    let real = edits.iter().filter(|edit| !edit.class.is_allowed()).count() as u32;
    let alike = real == 0 && m.same == m.shorter;
    if alike && *speakers != SpeakerMatch::Different {
        return is_repeat(m, edits, far);
    }
    match speakers {
        SpeakerMatch::Different if far && real > 0 => {
            m.same >= LONG_OF_TWO && m.rare >= RARE_RUN && m.share() >= SHARE_FAR && real <= 1 + m.same / 10
        }
        SpeakerMatch::Different if real == 0 => {
            let whole = far && alike && m.shorter == m.longer && m.content >= TELLING;
            m.run >= RUN && m.content >= CONTENT && m.rare >= RARE_RUN
                || whole && m.same >= LEAST && is_rare_of_two(m.weight)
        }
        // Words so rare are quoted from one mouth, whoever is made to say them.
        SpeakerMatch::Different => {
            let long = m.run >= RUN && m.content >= CONTENT;
            real == 1 && m.same > LEAST && m.share() >= SHARE_OF_TWO && (long || is_rare_of_two(m.weight))
        }
        SpeakerMatch::Same | SpeakerMatch::Unknown if far => {
            let whole = real == 1 && m.longer <= m.shorter + 1;
            let one = *speakers == SpeakerMatch::Same || whole;
            let (words, content) = if one && !apart { (6, TELLING) } else { (12, TELLING + 1) };
            m.same >= words && m.content >= content && m.share() >= SHARE_FAR && real <= 1 + m.same / 10
        }
        SpeakerMatch::Same | SpeakerMatch::Unknown => {
            let single = real == 1 && m.share() >= 75 && m.weight >= RARE_ALL;
            let share = if real > 1 { SHARE_OF_SEVERAL } else { SHARE };
            let several =
                m.content >= 5 && m.share() >= share && m.rare >= RARE_RUN && real <= 1 + m.same / 10;
            // Two short sayings of like length are two sayings; a misquotation is cut from a longer one, or
            // is one speaker's and no whole sentence.
            let telling = edits.iter().any(|edit| edit.class > EditClass::Function);
            let part = !complete && telling && *speakers == SpeakerMatch::Same;
            let twice = !part && m.shorter < 8 && m.longer <= m.shorter + 1;
            let cut = is_cut(m, real) && (*speakers == SpeakerMatch::Same || m.same > LEAST);
            let long = m.same >= LEAST && !twice && (m.rough <= SMALL as u32 || m.same >= 12);
            (single || several) && long || cut
        }
    }
}

/// Whether the shorter one of one speaker's two quotations is a few words out of the other, all but one
/// of them the same: common words are enough then. Five of the same are the least; with four, "a high
/// risk for suicide" meets "a high-risk individual from suicide watch".
fn is_cut(m: &Measures, real: u32) -> bool {
    real == 1 && m.same >= LEAST && m.same + 1 >= m.shorter && m.longer >= m.shorter + 2 && m.weight >= 4
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
    edits.extend(split(a, b, steps));
    joined(edits)
}

/// `do` for `don’t` is one edit, though a contraction is two words: the half that weighs more names it.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.a.overlaps(edit.a) || last.b.overlaps(edit.b) => {
                let part = |x: Span, y: Span| {
                    if x.is_empty() {
                        y
                    } else if y.is_empty() {
                        x
                    } else {
                        x.join(y)
                    }
                };
                *last = Edit {
                    class: last.class.max(edit.class),
                    a: part(last.a, edit.a),
                    b: part(last.b, edit.b),
                };
            }
            Some(_) | None => joined.push(edit),
        }
    }
    joined
}

/// Where the last words are the same but one goes on as a contraction: `don’t` ends on one side as
/// `do` on the other.
fn split(a: &[FoldedWord], b: &[FoldedWord], steps: &[Step]) -> Option<Edit> {
    let Some(Step::Same(i, j)) = steps.last() else { return None };
    let negates = |words: &[FoldedWord], at: usize| {
        let next = words.get(at + 1).filter(|next| next.span == words[at].span);
        next.is_some_and(|next| next.kind == WordKind::Negation)
    };
    let differs = negates(a, *i) != negates(b, *j);
    differs.then(|| Edit { class: EditClass::Negation, a: a[*i].span, b: b[*j].span })
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
    // `the [officials]` for `them`: an article that goes with the insertion is the editor's too.
    let inserted = |side: &[&FoldedWord]| {
        let grammar = side.iter().filter(|word| word.kind == WordKind::Function).count();
        has(side, WordKind::Bracketed)
            && side.iter().all(|word| matches!(word.kind, WordKind::Bracketed | WordKind::Function))
            && grammar <= 1
    };
    let bracket = |side: &[&FoldedWord], other: &[&FoldedWord]| inserted(side) && other.len() <= SMALL * 2;
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
        align(stories, &speakers, (&meetings(stories, Across::All), &[]))
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
    fn no_more_words_are_the_same_than_there_are() {
        assert!(super::because(14, 11, 14)[0].starts_with("11 of the 11 words"));
        assert_eq!(super::because(14, 11, 9)[1], "9 of them stand in a row");
    }

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
    fn a_contraction_that_is_cut_in_two_is_one_negation() {
        check(
            "every part of the harbour fails, and I don’t think anybody is surprised",
            "part of the harbour fails, and I do",
            Some(&["negation"]),
        );
        check(
            "by spring we don’t want to rebuild the northern bridge at all",
            "we do want to rebuild the northern bridge",
            Some(&["negation"]),
        );
    }

    #[test]
    fn a_contraction_that_is_left_out_is_no_cut_edge() {
        check(
            "you can’t rebuild the northern bridge in winter. You can try",
            "you rebuild the northern bridge in winter",
            Some(&["negation"]),
        );
        check(
            "they close the northern bridge, and we didn’t know, by the way",
            "close the northern bridge, and we know",
            Some(&["negation"]),
        );
    }

    #[test]
    fn words_that_all_are_common_lead_to_what_they_are_cut_from() {
        check(
            "I am sure that there have been many but without going back I do not know",
            "there have been many but going",
            Some(&["negation"]),
        );
    }

    #[test]
    fn an_article_goes_with_its_insertion() {
        check(
            "rebuild the northern bridge before they close the harbour",
            "rebuild the northern bridge before the [councillors] close the harbour",
            Some(&["bracket"]),
        );
    }

    #[test]
    fn common_words_are_enough_when_few_are_cut_from_many() {
        let whole =
            "there is no reason for pretending that the harbour is going to open because it is not going to";
        check(whole, "the harbour is going to because it is not going to", Some(&["content"]));
        check("it is going to be here now", "it is going to stay here now", None);
        check(
            "it ought to be a golden opportunity for the northern harbour to show strength",
            "it to be a golden opportunity for the northern harbour",
            Some(&["function"]),
        );
    }

    #[test]
    fn months_apart_a_like_sentence_is_another() {
        let story = |day: &str, text: &str| {
            let document = Document::plain("t", &format!("HARROW, {day}, 2026 - He said “{text}” at noon."));
            extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()))
        };
        let (first, second) =
            ("we rebuild the northern bridge this year", "we rebuild the northern bridge that year");
        let count = |a: &str, b: &str| aligned(&[story(a, first), story(b, second)]).len();
        assert_eq!(count("Feb 7", "Feb 8"), 1);
        assert_eq!(count("Feb 7", "Jun 8"), 0);
    }

    #[test]
    fn a_quotation_of_a_million_words_takes_bounded_time() {
        let started = std::time::Instant::now();
        let long = "the northern bridge will fall in the winter storms ".repeat(111_112);
        let compared = crate::pipeline::compare_quotations(&long, &long);
        assert_eq!(compared.wording, super::super::Wording::Identical);
        assert!(started.elapsed() < std::time::Duration::from_secs(60), "{:?}", started.elapsed());
    }

    #[test]
    fn ten_thousand_marks_take_bounded_time() {
        let started = std::time::Instant::now();
        let found = aligned(&[facts(&"\" ".repeat(10_000)), facts(&"“a ” ".repeat(10_000))]);
        assert!(found.is_empty());
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
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

        #[test]
        fn any_two_texts_are_compared_and_every_edit_lies_in_its_text(a in "\\PC{0,80}", b in "\\PC{0,80}") {
            let compared = crate::pipeline::compare_quotations(&a, &b);
            for edit in &compared.edits {
                prop_assert!(a.get(edit.a.start as usize..edit.a.end as usize).is_some());
                prop_assert!(b.get(edit.b.start as usize..edit.b.end as usize).is_some());
            }
        }
    }
}
