//! Annotated stories in tokens, ready to learn from.

use super::{Annotated, Annotation};
use crate::extract::tagger::argument::label as arg;
use crate::extract::tagger::cue::label as tag;
use crate::extract::tagger::seen::{self, Seen};
use crate::extract::tagger::words::{Counts, Words};
use crate::lexicon::{HashKeyed, Lexicon};
use crate::segment::{self, Story, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// How many parts the stories are cut into, so that each can be judged by what was learned without it.
pub(super) const FOLDS: usize = 4;

/// A marked claim in tokens, each list ascending.
#[derive(Debug, Clone, Default)]
pub(super) struct Marked {
    pub source: Vec<usize>,
    pub cue: Vec<usize>,
    pub content: Vec<usize>,
}

/// An annotated story in tokens.
pub(super) struct Lesson<'d> {
    pub annotated: &'d Annotated,
    pub story: Story<'d>,
    pub claims: Vec<Marked>,
    /// Counts of the story's own words.
    pub own: HashKeyed<Counts>,
    /// Which part it belongs to.
    pub fold: usize,
}

impl<'d> Lesson<'d> {
    /// The `n`th story of all.
    pub fn new(n: usize, annotated: &'d Annotated, lexicon: &Lexicon) -> Self {
        let story = segment::read(&annotated.document, lexicon);
        let marked = |a: &Annotation| Marked {
            source: tokens_of(&story, &a.source),
            cue: tokens_of(&story, &a.cue),
            content: tokens_of(&story, &a.content),
        };
        let claims: Vec<Marked> = annotated.claims.iter().map(marked).collect();
        let own = own_counts(&story, &claims);
        Self { annotated, story, claims, own, fold: n % FOLDS }
    }

    /// What the taggers see of a story, given counts over the stories learned from; with its own counts out.
    pub fn see(
        &self,
        lexicon: &Lexicon,
        classes: &Words,
        counts: &HashKeyed<Counts>,
        inside: bool,
    ) -> Vec<Seen> {
        seen::read(&self.story, lexicon, |hash| {
            let mut facts = classes.of(hash);
            let mut count = counts.get(&hash).copied().unwrap_or_default();
            if inside {
                count = count.without(self.own.get(&hash).copied().unwrap_or_default());
            }
            (facts.cue, facts.habit) = (count.cue_bucket(), count.habit_bucket());
            facts
        })
    }

    /// The gold labels of stage one.
    pub fn cue_labels(&self) -> Vec<u8> {
        let mut labels = vec![tag::OTHER; self.story.tokens.len()];
        let mut put = |tokens: &[usize], begin: u8, on: u8| {
            for (n, &i) in tokens.iter().enumerate() {
                let goes_on =
                    n > 0 && tokens[n - 1] + 1 == i && (labels[i - 1] == begin || labels[i - 1] == on);
                labels[i] = if goes_on { on } else { begin };
            }
        };
        for claim in &self.claims {
            put(&claim.content, tag::CONTENT, tag::CONTENT_ON);
        }
        for claim in &self.claims {
            put(&claim.source, tag::SOURCE, tag::SOURCE_ON);
        }
        for claim in &self.claims {
            put(&claim.cue, tag::CUE, tag::CUE_ON);
        }
        // What another role has cut off from its beginning begins anew.
        for i in 0..labels.len() {
            let l = labels[i];
            if matches!(l, tag::CUE_ON | tag::SOURCE_ON | tag::CONTENT_ON)
                && (i == 0 || (labels[i - 1] != l && labels[i - 1] + 1 != l))
            {
                labels[i] = l - 1;
            }
        }
        labels
    }
}

/// The tokens that any of the spans touches.
fn tokens_of(story: &Story<'_>, spans: &[Span]) -> Vec<usize> {
    let mut out = Vec::new();
    for span in spans {
        let mut at = story.token_at(span.start);
        while let Some(token) = story.tokens.get(at)
            && token.span.start < span.end
        {
            out.push(at);
            at += 1;
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn own_counts(story: &Story<'_>, claims: &[Marked]) -> HashKeyed<Counts> {
    let mut counts: HashKeyed<Counts> = HashKeyed::default();
    for token in &story.tokens {
        if token.kind == TokenKind::Word && token.quotation == u32::MAX {
            counts.entry(token.hash).or_default().seen += 1;
        }
    }
    for claim in claims {
        let quoted = claim.content.iter().any(|&i| story.tokens[i].quotation != u32::MAX);
        for &i in &claim.cue {
            let token = &story.tokens[i];
            if token.kind == TokenKind::Word && token.quotation == u32::MAX {
                let before = claim.content.contains(&(i + 1));
                let count = counts.entry(token.hash).or_default();
                count.cue += 1;
                count.quoted += u32::from(quoted);
                count.before += u32::from(before);
            }
        }
    }
    counts
}

/// The tokens of a gold claim's cue as one range: all of it when short, else its first part.
pub(super) fn cue_range(cue: &[usize]) -> Option<Range<usize>> {
    let (&first, &last) = (cue.first()?, cue.last()?);
    if last - first < 8 {
        return Some(first..last + 1);
    }
    let run = cue.iter().enumerate().take_while(|(n, i)| **i == first + n).count();
    Some(first..first + run)
}

/// Gold labels of stage two in a window; none when the content is not in it.
pub(super) fn argument_labels(claim: &Marked, window: &Range<usize>) -> Option<Vec<u8>> {
    let inside = |set: &[usize]| set.iter().copied().filter(|i| window.contains(i)).collect::<Vec<_>>();
    let (content, source) = (inside(&claim.content), inside(&claim.source));
    let (&first, &last) = (content.first()?, content.last()?);
    let has = |set: &[usize], i: usize| set.binary_search(&i).is_ok();
    let mut labels = Vec::with_capacity(window.len());
    for i in window.clone() {
        let before = labels.last().copied();
        labels.push(if has(&content, i) {
            if matches!(before, Some(arg::CONTENT | arg::CONTENT_ON)) {
                arg::CONTENT_ON
            } else {
                arg::CONTENT
            }
        } else if has(&source, i) {
            if i > first {
                arg::LATER_SOURCE
            } else if matches!(before, Some(arg::SOURCE | arg::SOURCE_ON)) {
                arg::SOURCE_ON
            } else {
                arg::SOURCE
            }
        } else if i < first {
            arg::BEFORE
        } else if i < last {
            arg::GAP
        } else {
            arg::AFTER
        });
    }
    Some(labels)
}
