//! What two quotations may have in common, by their sketches: asked of many pairs, before any is laid
//! against the other.

use super::candidates::Pair;
use super::sketch::Sketch;
use super::verdict::{CONTENT, LEAST, RUN, SHARE, SHARE_FAR, SHARE_OF_TWO, SHORT, TELLING, is_rare_of_two};
use super::{Said, SpeakerMatch};

/// Whether so many words are common that [`is_one`] can say yes: cheap, and never wrong on a no.
pub(super) fn may_be_one(pair: Pair<'_>, speakers: SpeakerMatch, far: bool) -> bool {
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
        (SpeakerMatch::Same | SpeakerMatch::Unknown, false) => common.fill_near(),
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

    const fn fill_near(&self) -> bool {
        self.share >= SHARE && (self.share >= 100 || self.words >= LEAST)
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
