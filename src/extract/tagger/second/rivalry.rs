//! What the rivals of a candidate show, each with its odds at first sight.

use super::Look;
use crate::crf::sigmoid;
use crate::extract::tagger::rescore::iou_of;
use crate::extract::tagger::select::MOST_SHARED;

/// Stands for the odds of a rival that there is not.
const NONE: f32 = -20.0;

/// What the rivals of another cue have come to.
struct Others {
    clash: f32,
    clash_iou: f32,
    /// How much nearer to its content that one's cue is, in tokens, and how often its cue is one.
    clash_nearer: f32,
    clash_cue: f32,
    /// Of those whose content holds all of this one's.
    around: f32,
    /// Of those whose cue stands in this content.
    inside: f32,
    same_content: f32,
    /// Of those whose content holds this cue.
    holds_cue: f32,
    same_sentence: f32,
    /// Of the cue before and the one after, with how far its source is this one's.
    beside: [(f32, f32); 2],
}

impl Look<'_> {
    /// The other readings of its cue.
    pub(super) fn same_cue(&self, n: usize, out: &mut Vec<f32>) {
        let (own, source) = (&self.rivals.words[n], &self.rivals.source_words[n]);
        let odds = self.odds[n];
        let (mut better, mut best, mut other_source) = (0.0, NONE, NONE);
        let (mut all, mut agree, mut agree_source) = (0.0, 0.0, 0.0);
        for m in self.rivals.near(n).filter(|&m| m != n && self.rivals.same_cue(n, m)) {
            let theirs = self.odds[m];
            let share = iou_of(own, &self.rivals.words[m], self.rivals.shared(n, m));
            let same_source = self.rivals.source_words[m] == *source;
            let p = sigmoid(theirs);
            better += f32::from(u8::from(theirs > odds));
            best = theirs.max(best);
            all += p;
            agree += p * share;
            agree_source += p * f32::from(u8::from(same_source));
            if share > 0.5 && !same_source {
                other_source = theirs.max(other_source);
            }
        }
        out.extend([better, best, odds - best, other_source]);
        out.extend([all, agree, agree_source, agree / (all + 1e-3), agree_source / (all + 1e-3)]);
    }

    /// The readings of other cues.
    pub(super) fn other_cues(&self, n: usize, out: &mut Vec<f32>) {
        let others = self.others(n);
        let Others { clash, clash_iou, clash_nearer, clash_cue, beside, .. } = others;
        out.extend([clash, self.odds[n] - clash, clash_iou, clash_nearer, clash_cue]);
        out.extend([others.around, others.inside, others.same_content, others.holds_cue]);
        out.extend([others.same_sentence, beside[0].0, beside[1].0, beside[0].1, beside[1].1]);
    }

    /// How far a content is from its cue. Unit: tokens.
    fn away(&self, n: usize) -> f32 {
        let (cue, content) = (&self.rivals.all[n].cue, &self.rivals.extents[n]);
        let gap = content.start.saturating_sub(cue.end).max(cue.start.saturating_sub(content.end));
        gap.min(60) as f32
    }

    fn others(&self, n: usize) -> Others {
        let mut others = Others {
            clash: NONE,
            clash_iou: 0.0,
            clash_nearer: 0.0,
            clash_cue: -1.0,
            around: NONE,
            inside: NONE,
            same_content: NONE,
            holds_cue: NONE,
            same_sentence: NONE,
            beside: [(NONE, 0.0); 2],
        };
        for m in self.rivals.near(n).filter(|&m| !self.rivals.same_cue(n, m)) {
            if self.rivals.meet(n, m) {
                self.meet(n, m, &mut others);
            }
            self.stand_beside(n, m, &mut others);
        }
        others
    }

    /// Counts in rival `m`, of another cue and not far.
    fn meet(&self, n: usize, m: usize, others: &mut Others) {
        let rivals = self.rivals;
        let (c, other) = (&rivals.all[n], &rivals.all[m]);
        let (own, theirs) = (&rivals.words[n], &rivals.words[m]);
        let odds = self.odds[m];
        let both = rivals.shared(n, m);
        let smaller = own.len().min(theirs.len()).max(1);
        let cues_touch = other.cue.start < c.cue.end && c.cue.start < other.cue.end;
        if (cues_touch || both as f32 > MOST_SHARED * smaller as f32) && odds > others.clash {
            (others.clash, others.clash_iou) = (odds, iou_of(own, theirs, both));
            others.clash_nearer = self.away(n) - self.away(m);
            others.clash_cue = f32::from(self.at(rivals.heads[m]).cue);
        }
        let count = |so: bool, best: &mut f32| {
            if so && odds > *best {
                *best = odds;
            }
        };
        count(both > 0 && both == own.len(), &mut others.around);
        count(both > 0 && iou_of(own, theirs, both) >= 0.8, &mut others.same_content);
        let in_words = |words: &[u32], cue: &std::ops::Range<usize>, at: usize| {
            !cue.is_empty() && words.binary_search(&(at as u32)).is_ok()
        };
        count(in_words(own, &other.cue, other.cue.start), &mut others.inside);
        count(in_words(theirs, &c.cue, rivals.heads[n]), &mut others.holds_cue);
        let head = self.at(rivals.heads[n]);
        count(self.at(other.cue.start).sentence == head.sentence, &mut others.same_sentence);
    }

    /// Counts in rival `m` when its cue is the one before or after.
    fn stand_beside(&self, n: usize, m: usize, others: &mut Others) {
        let rivals = self.rivals;
        let (c, other, odds) = (&rivals.all[n], &rivals.all[m], self.odds[m]);
        let side = match i64::from(other.cue_number) - i64::from(c.cue_number) {
            -1 => 0,
            1 => 1,
            _ => return,
        };
        if odds > others.beside[side].0 {
            let (ours, sources) = (&rivals.source_words[n], &rivals.source_words[m]);
            others.beside[side] = (odds, super::super::rescore::iou(ours, sources));
        }
    }
}
