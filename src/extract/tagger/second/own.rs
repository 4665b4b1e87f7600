//! What a candidate shows by itself.

use super::Look;
use crate::extract::tagger::seen::group;
use std::ops::Range;

/// Distances in tokens are told apart up to here.
///
/// Source: none; hardly any sentence is longer.
const FAR: f32 = 60.0;

/// How far back from its end a comma in content is looked for. Unit: tokens.
///
/// Source: none; hardly any clause is longer.
const MOST_CLAUSE: usize = 60;

/// How far `to` is from `from`.
fn distance(from: usize, to: usize) -> f32 {
    (to as f32 - from as f32).clamp(-FAR, FAR)
}

fn flag(so: bool) -> f32 {
    f32::from(u8::from(so))
}

impl Look<'_> {
    /// How it was read, and how sure stage two was.
    pub(super) fn reading(&self, n: usize, out: &mut Vec<f32>) {
        let c = &self.rivals.all[n];
        let words = &self.rivals.words[n];
        out.extend(c.content_odds);
        out.extend(c.source_odds);
        out.extend([c.cue_odds, c.behind, c.behind / (1.0 + words.len() as f32)]);
        out.extend([f32::from(c.bias), f32::from(c.reading as u8)]);
    }

    /// Its cue and what stands around it.
    pub(super) fn cue(&self, n: usize, out: &mut Vec<f32>) {
        let cue = &self.rivals.all[n].cue;
        let head = self.at(self.rivals.heads[n]);
        out.extend([cue.len() as f32, f32::from(head.cue), f32::from(head.habit / 4)]);
        out.extend([head.group, head.part].map(f32::from));
        out.extend([head.sense / 32, head.sense % 32].map(f32::from));
        let (before, after) = (self.before(cue.start), self.at(cue.end));
        out.extend([before.group, after.group, before.part, after.part].map(f32::from));
        out.push(distance(head.sentence_start as usize, cue.start));
        out.push(distance(cue.end, head.sentence_end as usize));
    }

    /// Its source; -1 throughout where there is none.
    pub(super) fn source(&self, n: usize, out: &mut Vec<f32>) {
        let words = &self.rivals.source_words[n];
        out.push(words.len() as f32);
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
            out.extend([-1.0; 8]);
            return;
        };
        let (first, last) = (first as usize, last as usize);
        let (a, z) = (self.at(first), self.at(last));
        out.extend([a.group, z.group, z.part].map(f32::from));
        out.extend([self.before(first).group, self.at(last + 1).group].map(f32::from));
        let cue = &self.rivals.all[n].cue;
        out.push(distance(cue.start, first));
        out.push(if first < cue.start { distance(last, cue.start) } else { distance(cue.end, first) });
        out.push(flag(a.sentence == self.at(self.rivals.heads[n]).sentence));
    }

    /// Its content, its edges, and where it lies from the cue.
    pub(super) fn content(&self, n: usize, out: &mut Vec<f32>) {
        let c = &self.rivals.all[n];
        let words = &self.rivals.words[n];
        let quoted = words.iter().filter(|&&i| self.at(i as usize).quotation != u32::MAX).count();
        out.extend([words.len() as f32, quoted as f32, quoted as f32 / words.len().max(1) as f32]);
        let Range { start, end } = self.rivals.extents[n].clone();
        let edges = [self.before(start), self.at(start), self.before(end), self.at(end)];
        out.extend(edges.map(|seen| f32::from(seen.group)));
        out.extend(edges.map(|seen| f32::from(seen.part)));
        out.extend(edges.map(|seen| f32::from(seen.quote)));
        let [_, first, last, after] = edges;
        out.push(distance(first.sentence_start as usize, start));
        out.push(distance(end, last.sentence_end as usize));
        out.push(distance(first.sentence as usize, last.sentence as usize));
        out.push(distance(self.at(self.rivals.heads[n]).sentence as usize, first.sentence as usize));
        let gap =
            if start >= c.cue.end { distance(c.cue.end, start) } else { distance(c.cue.start, end) - 1.0 };
        out.push(gap.min(FAR));
        out.push(flag(start < c.cue.start) + 2.0 * flag(end > c.cue.end));
        out.push(distance(first.verbs as usize, after.verbs as usize));
        out.push(distance(first.commas as usize, after.commas as usize));
        self.clauses(start..end, out);
    }

    /// What follows a comma after its content, and the last comma in it: where content often ends too late
    /// or too early.
    fn clauses(&self, content: Range<usize>, out: &mut Vec<f32>) {
        let after = self.at(content.end + 1);
        out.extend([after.group, after.part].map(f32::from));
        let is_comma = |i: &usize| self.at(*i).group == group::COMMA && self.at(*i).quotation == u32::MAX;
        let inner = content.start + 1..content.end.saturating_sub(1);
        let Some(comma) = inner.rev().take(MOST_CLAUSE).find(is_comma) else {
            out.extend([0.0, -1.0, -1.0]);
            return;
        };
        out.push(distance(comma, content.end));
        out.extend([self.at(comma + 1).group, self.at(comma + 1).part].map(f32::from));
    }

    /// What stage one takes its words, and those beside them, for.
    pub(super) fn stage_one(&self, n: usize, out: &mut Vec<f32>) {
        const SOURCE: usize = 1;
        const CONTENT: usize = 2;
        let p = |i: u32, role: usize| self.roles.get(i as usize).map_or(0.0, |roles| roles[role]);
        let mean = |words: &[u32], role: usize| {
            words.iter().map(|&i| p(i, role)).sum::<f32>() / words.len().max(1) as f32
        };
        let least = |words: &[u32], role: usize| words.iter().map(|&i| p(i, role)).fold(1.0, f32::min);
        let beside = |words: &[u32], role: usize| {
            let (Some(&first), Some(&last)) = (words.first(), words.last()) else { return [0.0; 4] };
            [p(first.saturating_sub(1), role), p(first, role), p(last, role), p(last + 1, role)]
        };
        let (content, source) = (&self.rivals.words[n], &self.rivals.source_words[n]);
        out.extend([
            mean(content, CONTENT),
            least(content, CONTENT),
            mean(content, SOURCE),
            mean(content, 0),
        ]);
        out.extend(beside(content, CONTENT));
        out.extend([mean(source, SOURCE), least(source, SOURCE)]);
        let [before, _, _, after] = beside(source, SOURCE);
        let head = self.at(self.rivals.heads[n]);
        let elsewhere = (head.sentence_start..head.sentence_end).filter(|i| source.binary_search(i).is_err());
        out.extend([before, after, elsewhere.map(|i| p(i, SOURCE)).fold(0.0, f32::max)]);
    }
}
