//! Whether two quotations that are laid against each other are one utterance.

use super::candidates::Pair;
use super::edits::{SMALL, edits};
use super::glance::may_be_one;
use super::sketch::{Sketch, is_real};
use super::steps::{inner, is_same, of_a, of_b, reached};
use super::trace::{self, Step, trace};
use super::{Alignment, Edit, EditClass, SpeakerMatch, Voices};
use crate::extract::{FoldedWord, Quoted, WordKind};
use crate::text::{Span, StoryId};
use jiff::civil::Date;

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
pub(super) const RUN: u32 = 8;

/// How many words that carry meaning two quotations share that one run of words makes one.
pub(super) const CONTENT: u32 = 4;

/// The most words of a cut that common words are looked for. Source: longer ones have rarer words.
pub(super) const SHORT: u32 = 12;

/// The least words that two quotations share, unless one holds all of the other; and between stories
/// the least of them that carry meaning.
pub(super) const LEAST: u32 = 5;
pub(super) const TELLING: u32 = 3;

/// The least share of the shorter quotation that is the same: inside a story, between stories, inside
/// a story where it differs in more than one place, and where two are said to have said it.
/// Unit: percent. Source: annotated stories, in which speeches given twice agree in up to 78.
pub(super) const SHARE: u32 = 70;
pub(super) const SHARE_FAR: u32 = 85;
const SHARE_OF_SEVERAL: u32 = 80;
pub(super) const SHARE_OF_TWO: u32 = 80;

/// How many words two persons must share that an altered one is a slip. Unit: words. Source: on
/// synthetic archives shorter ones are right in 45 to 81 of 100, from 13 on in all.
const LONG_OF_TWO: u32 = 13;

/// Whether words of this summed rarity are of one mouth, when all but one place of the shorter
/// quotation agrees and two are said to have said it.
pub(super) const fn is_rare_of_two(weight: u32) -> bool {
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
