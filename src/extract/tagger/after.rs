//! What the model leaves out of long quotations, by rules.

use super::candidate::{Candidate, Reading};
use super::near::Near;
use super::seen::Seen;
use super::select::extent;
use crate::lexicon::Class;
use crate::segment::{Quotation, Story};
use std::ops::Range;

/// A quotation of fewer words is left to the model.
///
/// Source: the passages that the scorer asks for have five words.
pub(super) const LEAST_WORDS: usize = 5;

/// A quotation counts as left out when at most this many percent of it are in any content.
const COVERED: usize = 30;

/// Gives each long quotation that no claim holds to the claim that it goes on with: of the quotation it
/// carries on, of the quotation before it in its paragraph, of the colon before its paragraph, of the
/// attributed quotation before its paragraph.
///
/// In agency copy, known by its dateline, a closed quotation that is a paragraph of its own becomes a claim
/// of its own instead, without source and cue: an agency's paragraphs are cut and moved one by one. Papers
/// go on: of 51 such paragraphs marked in the training part of PolNeAR 42 belong to the claim before, 9 have
/// a source of their own, and none is a claim without one.
pub fn complete(story: &Story<'_>, seen: &[Seen], claims: &mut Vec<Candidate>) {
    let agency = story.dateline.is_some();
    if agency {
        part(story, claims);
    }
    claims.iter_mut().for_each(|claim| antecede(story, seen, claim));
    let words = |range: Range<usize>| range.filter(|&i| !seen[i].point).count();
    let mut near = Near::new(seen.len());
    claims.iter().enumerate().for_each(|(n, claim)| near.add(&extent(claim), n));
    let mut before: Option<(usize, usize)> = None; // the last quotation that a claim holds, and the claim
    for (n, quotation) in story.quotations.iter().enumerate().filter(|(_, q)| q.depth == 0) {
        let range = quotation.tokens.start as usize..quotation.tokens.end as usize;
        let all = words(range.clone());
        if let Some(claim) = holder(seen, claims, &near.at(&range), &range, all) {
            before = Some((n, claim));
            continue;
        }
        if all < LEAST_WORDS {
            continue;
        }
        let last = before.map(|(b, claim)| (&story.quotations[b], claim));
        let goes_on = last.filter(|(before, _)| goes_on(story, before, quotation)).map(|(_, claim)| claim);
        let claim = goes_on
            .or_else(|| after_colon(story, claims, &near, quotation))
            .or_else(|| after_claim(story, claims, &near, quotation));
        if let Some(claim) = claim
            && extend(&mut claims[claim], &range)
        {
            near.add(&range, claim);
            before = Some((n, claim));
        } else if let Some((last, claim)) = last
            && alone(story, quotation)
            && block_of(story, last).map(|block| block + 1) == block_of(story, quotation)
        {
            if !agency && extend(&mut claims[claim], &range) {
                near.add(&range, claim);
                before = Some((n, claim));
                continue;
            }
            near.add(&range, claims.len());
            before = Some((n, claims.len()));
            claims.push(Candidate {
                cue: range.start..range.start,
                source: Vec::new(),
                content: vec![range],
                reading: Reading::Carried,
                ..claims[claim].clone()
            });
        }
    }
}

/// `An order that called for tariffs`: a `that` alone as a source gives way to the noun that it stands for.
///
/// The annotators of PolNeAR mark either one, nearly equally often; whoever reads a list of sources wants the noun.
fn antecede(story: &Story<'_>, seen: &[Seen], claim: &mut Candidate) {
    let [source] = claim.source.as_mut_slice() else { return };
    if source.len() != 1 || story.word(source.start) != "that" || claim.cue.start <= source.start {
        return;
    }
    let is = |at: usize, class: Class| story.tokens.get(at).is_some_and(|token| token.is(class));
    let ends = |at: &usize| {
        let token = &story.tokens[*at];
        let other = [Class::Conjunction, Class::Pronoun, Class::Relative, Class::Auxiliary, Class::Modal];
        !token.is_word() || token.sentence != story.tokens[source.start].sentence || token.classes.any(&other)
    };
    // Past `of the ministry`: a phrase after a preposition hangs on the one before it.
    let begins = |at: &usize| {
        (is(*at, Class::Determiner) || is(*at, Class::Possessive))
            && !is(at.wrapping_sub(1), Class::Preposition)
    };
    let mut before = (source.start.saturating_sub(PHRASE)..source.start).rev().take_while(|at| !ends(at));
    if let Some(at) = before.find(begins).filter(|at| at + 1 < source.start) {
        // `an order effective from Saturday`: what an adjective leads in behind the noun is none of its name.
        let adjective = |i: &usize| (9..=12).contains(&seen[*i].part) && is(i + 1, Class::Preposition);
        let end = (at + 2..source.start).find(adjective).unwrap_or(source.start);
        *source = at..end;
    }
}

/// A phrase has at most so many words before its `that`.
///
/// Source: a judgement.
const PHRASE: usize = 9;

/// A closed quotation that is a paragraph of its own after the cue's is a claim of its own, unless the
/// one before it was left open for it.
fn part(story: &Story<'_>, claims: &mut Vec<Candidate>) {
    for n in 0..claims.len() {
        let Some(cue) = claims[n].cue.clone().next_back().and_then(|at| story.tokens.get(at)) else {
            continue;
        };
        let block = |sentence: u32| story.sentences.get(sentence as usize).map(|s| s.block);
        let own = block(cue.sentence);
        let apart = |range: &Range<usize>| {
            let quotation =
                story.tokens.get(range.start).and_then(|t| t.quotation()).map(|q| &story.quotations[q]);
            quotation.is_some_and(|q| {
                q.tokens.start as usize == range.start
                    && q.closed
                    && !q.carried
                    && alone(story, q)
                    && block_of(story, q) > own
            })
        };
        let mut content = Vec::new();
        for range in std::mem::take(&mut claims[n].content) {
            if !content.is_empty() && apart(&range) {
                claims.push(Candidate {
                    cue: range.start..range.start,
                    source: Vec::new(),
                    content: vec![range],
                    reading: Reading::Carried,
                    ..claims[n].clone()
                });
            } else {
                content.push(range);
            }
        }
        claims[n].content = content;
    }
}

/// The block that a quotation begins in.
fn block_of(story: &Story<'_>, quotation: &Quotation) -> Option<u32> {
    let token = story.tokens.get(quotation.tokens.start as usize)?;
    story.sentences.get(token.sentence as usize).map(|s| s.block)
}

/// Whether a quotation is all that its paragraph holds.
fn alone(story: &Story<'_>, quotation: &Quotation) -> bool {
    block_of(story, quotation).and_then(|b| story.blocks.get(b as usize)).is_some_and(|block| {
        block.tokens.start == quotation.tokens.start && block.tokens.end <= quotation.tokens.end + 1
    })
}

/// The claim whose cue stands in the sentence that ends in a colon right before a paragraph of quotation.
fn after_colon(story: &Story<'_>, claims: &[Candidate], near: &Near, quotation: &Quotation) -> Option<usize> {
    let block = block_of(story, quotation)? as usize;
    let last = story.blocks.get(block.checked_sub(1)?)?.tokens.end.checked_sub(1)? as usize;
    let starts = story.blocks[block].tokens.start == quotation.tokens.start;
    if !starts || story.word(last) != ":" {
        return None;
    }
    last_claim(story, claims, near, story.tokens[last].sentence)
}

/// The last claim of the sentence before, for a quotation that is a sentence of its own.
fn after_claim(story: &Story<'_>, claims: &[Candidate], near: &Near, quotation: &Quotation) -> Option<usize> {
    let first = story.tokens.get(quotation.tokens.start as usize)?;
    let sentence = story.sentences.get(first.sentence as usize)?;
    let before = first.sentence.checked_sub(1)?;
    let same = story.sentences.get(before as usize)?.block == sentence.block;
    let whole =
        sentence.tokens.start == quotation.tokens.start && sentence.tokens.end <= quotation.tokens.end + 1;
    if !same || !whole {
        return None;
    }
    last_claim(story, claims, near, before)
}

/// The last claim whose cue stands in a sentence.
fn last_claim(story: &Story<'_>, claims: &[Candidate], near: &Near, sentence: u32) -> Option<usize> {
    let tokens = &story.sentences.get(sentence as usize)?.tokens;
    let range = tokens.start as usize..tokens.end as usize;
    let inside = |&n: &usize| !claims[n].cue.is_empty() && range.contains(&claims[n].cue.start);
    near.at(&range).into_iter().filter(inside).max_by_key(|&n| claims[n].cue.start)
}

/// The claim whose content holds most of a quotation, if any holds more than a little.
fn holder(
    seen: &[Seen],
    claims: &[Candidate],
    near: &[usize],
    range: &Range<usize>,
    words: usize,
) -> Option<usize> {
    let held = |n: usize| -> usize {
        claims[n]
            .content
            .iter()
            .map(|r| (r.start.max(range.start)..r.end.min(range.end)).filter(|&i| !seen[i].point).count())
            .sum()
    };
    let (best, most) = near.iter().map(|&n| (n, held(n))).max_by_key(|&(i, n)| (n, std::cmp::Reverse(i)))?;
    (most * 100 > words * COVERED).then_some(best)
}

/// Whether a quotation goes on with what the one before it began.
fn goes_on(story: &Story<'_>, before: &Quotation, quotation: &Quotation) -> bool {
    if quotation.carried {
        return true;
    }
    // A list: one paragraph of quotation after the other.
    if alone(story, before) && alone(story, quotation) {
        return block_of(story, before).map(|b| b + 1) == block_of(story, quotation);
    }
    let (Some(a), Some(b)) =
        (story.tokens.get(before.tokens.end as usize - 1), story.tokens.get(quotation.tokens.start as usize))
    else {
        return false;
    };
    let block = |sentence: u32| story.sentences.get(sentence as usize).map(|s| s.block);
    let starts =
        story.sentences.get(b.sentence as usize).is_some_and(|s| s.tokens.start == quotation.tokens.start);
    block(a.sentence) == block(b.sentence) && starts && b.sentence - a.sentence <= 1
}

/// Appends a range to a claim's content, unless the claim has words there.
fn extend(claim: &mut Candidate, range: &Range<usize>) -> bool {
    let taken = claim
        .content
        .iter()
        .chain(&claim.source)
        .chain([&claim.cue])
        .any(|r| r.start < range.end && range.start < r.end);
    if taken {
        return false;
    }
    claim.content.push(range.clone());
    claim.content.sort_by_key(|r| r.start);
    true
}
