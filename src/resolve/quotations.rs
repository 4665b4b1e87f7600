//! Which quotations are one utterance, and how they differ.

mod candidates;
mod edits;
mod glance;
mod sketch;
mod steps;
#[cfg(test)]
mod tests;
mod trace;
mod verdict;

use super::speakers::Speakers;
use super::{Cast, QuotedRef, SpeakerId};
use crate::extract::names::{Verdict, compare};
use crate::extract::{Facts, PartyKind, Quoted};
use crate::lexicon::Lexicon;
use crate::par;
use crate::text::{Span, StoryId, fold};
use candidates::Pair;
use sketch::Sketch;

/// Two quotations taken for one utterance, word against word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// The one it is held against: the earlier in the story, or in the earlier story.
    pub a: QuotedRef,
    /// The one that deviates.
    pub b: QuotedRef,
    /// The words of `a` that the alignment covers.
    pub a_span: Span,
    /// The words of `b` that the alignment covers.
    pub b_span: Span,
    /// How many words are the same.
    pub same: u32,
    /// How many words of the shorter side are content words and the same.
    pub content: u32,
    /// The length of the longest run of the same words.
    pub run: u32,
    /// How many words the shorter side has, brackets and ellipses aside.
    pub shorter: u32,
    /// What differs, in order. Empty for the very same words.
    pub edits: Vec<Edit>,
    /// How the speakers stand to each other.
    pub speakers: SpeakerMatch,
}

impl Alignment {
    /// What the differences come to.
    pub fn wording(&self) -> Wording {
        Wording::of(&self.edits)
    }

    /// Why the two were taken for one utterance, as short sentences; made when they are shown, since
    /// far more quotations are aligned than differ.
    pub fn because(&self, facts: &[Facts], cast: &Cast) -> Vec<String> {
        let mut because = verdict::because(self.same, self.shorter, self.run);
        let name = |at: QuotedRef| {
            let quoted = facts.get(at.story.index())?.quotations.get(at.quotation as usize)?;
            let speaker = cast.speaker(at.story, quoted.speaker?)?;
            cast.speakers.get(speaker.0 as usize).map(|speaker| speaker.name.as_str())
        };
        match (self.speakers, name(self.a), name(self.b)) {
            (SpeakerMatch::Same, Some(name), _) => because.push(format!("both are given to {name}")),
            (SpeakerMatch::Different, Some(a), Some(b)) => {
                because.push(format!("one is given to {a}, one to {b}"));
            }
            (SpeakerMatch::Same | SpeakerMatch::Unknown | SpeakerMatch::Different, _, _) => {}
        }
        because
    }
}

/// One difference between two aligned quotations; one side may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// What sort of difference.
    pub class: EditClass,
    /// The words on side `a`.
    pub a: Span,
    /// The words on side `b`.
    pub b: Span,
}

impl Edit {
    /// Whether one side has words where the other has none.
    pub const fn is_gap(&self) -> bool {
        self.a.is_empty() || self.b.is_empty()
    }
}

/// How two wordings stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// The same words, written alike.
    Identical,
    /// Only differences that an editor may make.
    Variant,
    /// Words dropped without an ellipsis, or grammar changed.
    Trimmed,
    /// Other words or numbers.
    Altered,
    /// A negation on one side only.
    Negated,
    /// Not one utterance.
    Unrelated,
}

impl Wording {
    /// What the differences come to.
    fn of(edits: &[Edit]) -> Self {
        let any = |test: fn(&Edit) -> bool| edits.iter().any(test);
        if any(|edit| edit.class == EditClass::Negation) {
            Self::Negated
        } else if any(|edit| matches!(edit.class, EditClass::Content | EditClass::Number) && !edit.is_gap()) {
            Self::Altered
        } else if any(|edit| !edit.class.is_allowed()) {
            Self::Trimmed
        } else if edits.is_empty() {
            Self::Identical
        } else {
            Self::Variant
        }
    }

    /// The verdict in lower case, as reports write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Variant => "variant",
            Self::Trimmed => "trimmed",
            Self::Altered => "altered",
            Self::Negated => "negated",
            Self::Unrelated => "unrelated",
        }
    }

    /// The verdict in a few words.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Identical => "the same words",
            Self::Variant => "one utterance, with differences that an editor may make",
            Self::Trimmed => "one utterance, with words left out or grammar changed",
            Self::Altered => "one utterance in other words",
            Self::Negated => "one utterance, once with and once without a negation",
            Self::Unrelated => "not one utterance",
        }
    }
}

/// Two texts held against each other as quotations of one speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingComparison {
    /// What it comes to.
    pub wording: Wording,
    /// How many words of the shorter one are the same, in the same order. Unit: thousandths.
    pub share: u32,
    /// The words of the first that the alignment covers.
    pub a_span: Span,
    /// The words of the second that the alignment covers.
    pub b_span: Span,
    /// What differs, in order; for unrelated ones too.
    pub edits: Vec<Edit>,
    /// Why, as short sentences.
    pub because: Vec<String>,
}

/// How two quotations of one speaker, given in one story, stand to each other.
pub fn compare_wordings(a: &Quoted, b: &Quoted) -> WordingComparison {
    let laid = verdict::lay((a, &Sketch::of(a)), (b, &Sketch::of(b)));
    let one = laid.is_alike() || laid.is_one(SpeakerMatch::Same, verdict::Distance::Story, true);
    let (same, shorter) = laid.counts();
    WordingComparison {
        wording: if one { Wording::of(&laid.edits) } else { Wording::Unrelated },
        share: (u64::from(same) * 1000 / u64::from(shorter.max(1))) as u32,
        a_span: laid.a_span,
        b_span: laid.b_span,
        because: verdict::because(same, shorter, laid.run()),
        edits: laid.edits,
    }
}

/// What sort of difference an edit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditClass {
    /// Spelling, contraction, figure format.
    Allowed,
    /// An editor's insertion in brackets.
    Bracket,
    /// An ellipsis in place of words.
    Ellipsis,
    /// the, of, would
    Function,
    /// A word that carries meaning.
    Content,
    /// A number.
    Number,
    /// not, never, no
    Negation,
}

impl EditClass {
    /// The class in lower case, as reports write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Bracket => "bracket",
            Self::Ellipsis => "ellipsis",
            Self::Function => "function",
            Self::Content => "content",
            Self::Number => "number",
            Self::Negation => "negation",
        }
    }

    /// Whether an editor may make this difference without a word to the reader.
    pub const fn is_allowed(self) -> bool {
        match self {
            Self::Allowed | Self::Bracket | Self::Ellipsis => true,
            Self::Function | Self::Content | Self::Number | Self::Negation => false,
        }
    }
}

/// How the speakers of two quotations stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerMatch {
    /// The same party.
    Same,
    /// One side or both unknown.
    Unknown,
    /// Two parties that are not the same.
    Different,
}

/// Pairs of quotations that are one utterance, in order of their places.
///
/// Candidates come from shared rare words within a story and from shared keys between the stories
/// of a meeting; each is held against a bounded number of others, so the cost grows with the words.
pub(super) fn align(
    facts: &[Facts],
    speakers: &Speakers,
    (meetings, copied_from): (&[Vec<StoryId>], &[StoryId]),
) -> Vec<Alignment> {
    let voices = Voices { facts, speakers, copied_from };
    let mut alignments = par::flat_map(meetings, |stories| voices.align(stories));
    alignments.sort_by_key(|alignment| (alignment.b, alignment.a));
    alignments.dedup_by_key(|alignment| (alignment.b, alignment.a));
    alignments
}

/// A quotation that is held against others: not in a headline, and not inside another.
struct Said<'a> {
    at: QuotedRef,
    quoted: &'a Quoted,
    speaker: Option<SpeakerId>,
    sketch: Sketch,
}

/// Who said what.
struct Voices<'a> {
    facts: &'a [Facts],
    speakers: &'a Speakers,
    /// By story, the first of those that carry its text: these count as one source.
    copied_from: &'a [StoryId],
}

impl<'a> Voices<'a> {
    /// The alignments of stories that meet, in any order, some of them twice.
    fn align(&self, stories: &[StoryId]) -> Vec<Alignment> {
        let said = par::flat_map(stories, |&story| self.said(story));
        let apart: Vec<&[Said<'_>]> = said.chunk_by(|a, b| a.at.story == b.at.story).collect();
        let weigh = |pair| verdict::weigh(self, pair);
        let may_be_one = |pair: Pair<'_>| glance::may_be_one(pair, self.compare(pair.a, pair.b), false);
        let mut alignments = par::flat_map(&apart, |said| {
            candidates::within(said, may_be_one).into_iter().filter_map(weigh).collect()
        });
        if apart.len() > 1 {
            let (wordings, copies) = candidates::copies((self.facts, self.copied_from), &said);
            alignments.extend(par::map(&copies, |&pair| weigh(pair)).into_iter().flatten());
            alignments.extend(candidates::between(self.facts, &wordings, weigh));
        }
        alignments
    }

    fn said(&self, story: StoryId) -> Vec<Said<'a>> {
        let quotations = self.facts[story.index()].quotations.iter().zip(0..);
        let compared = quotations.filter(|(it, _)| it.body && !it.nested && !it.words.is_empty());
        let said = |(quoted, quotation): (&'a Quoted, u32)| Said {
            at: QuotedRef { story, quotation },
            quoted,
            speaker: quoted.speaker.and_then(|party| self.speakers.of(story, party)),
            sketch: Sketch::of(quoted),
        };
        compared.map(said).collect()
    }

    fn is_person(&self, speaker: SpeakerId) -> bool {
        self.speakers.speakers.get(speaker.0 as usize).is_some_and(|s| s.kind == PartyKind::Person)
    }

    /// Two persons differ; a person and a body may speak with one voice, and "Hossain" of one story
    /// may be the Salma Hossain of another.
    fn compare(&self, a: &Said<'_>, b: &Said<'_>) -> SpeakerMatch {
        match (a.speaker, b.speaker) {
            (Some(x), Some(y)) if x == y => SpeakerMatch::Same,
            (Some(x), Some(y)) if a.at.story != b.at.story && self.may_be_one(x, y) => SpeakerMatch::Unknown,
            (Some(x), Some(y)) if self.is_person(x) && self.is_person(y) => SpeakerMatch::Different,
            (Some(_) | None, Some(_) | None) => SpeakerMatch::Unknown,
        }
    }

    /// Whether the names may be one person's: one is no more than the other's last word, or they are
    /// two spellings of one name.
    fn may_be_one(&self, x: SpeakerId, y: SpeakerId) -> bool {
        let name = |id: SpeakerId| self.speakers.speakers.get(id.0 as usize).map_or("", |s| s.name.as_str());
        let last = |name: &'a str| name.split_whitespace().next_back().unwrap_or("");
        let (a, b) = (name(x), name(y));
        let (own, other) = (last(a), last(b));
        // A cheap look first: this is asked of every pair of quotations that share rare words.
        let begin = |name: &str| name.chars().next().map(|c| c.to_lowercase().next());
        if begin(own) != begin(other) || own.len().abs_diff(other.len()) > 3 {
            return false;
        }
        let bare = |name: &str| !name.trim().contains(char::is_whitespace);
        if bare(a) || bare(b) {
            return fold(own) == fold(other);
        }
        begin(a) == begin(b) && compare(a, b, Lexicon::builtin()).verdict != Verdict::Different
    }
}
