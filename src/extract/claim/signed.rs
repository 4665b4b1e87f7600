//! Quotations with their speaker's name under, over or behind them and no verb, as on a list of quotations.

use super::draft::{Draft, Pattern};
use super::grammar::{View, words};
use crate::lexicon::{ClaimClass, Class, Lexicon, VerbForm};
use crate::segment::{Block, BlockKind, Shape, Story, TokenKind};
use smallvec::SmallVec;
use std::ops::Range;

/// A name behind a dash has at most so many tokens.
///
/// Source: a judgement; a title, three names and initials.
const MOST_NAME: usize = 8;

/// A line that says who spoke has at most so many tokens: `Salma Hossain, 31, who keeps bees in Port Hale`.
///
/// Source: a judgement.
const MOST_LINE: usize = 16;

/// So many quotations signed alike make a list; one alone without a dash may be a title and its author.
///
/// Source: a judgement.
const LIST: usize = 3;

type Parts = SmallVec<[Range<usize>; 2]>;

/// The claim of a block that is a dash and a name, or ends in them, right after a quotation; it takes the
/// place of what the quotation alone was taken for.
pub(super) fn read(story: &Story<'_>, lexicon: &Lexicon, block: usize, drafts: &mut Vec<Draft>) {
    if let Some(draft) = signed(story, lexicon, block) {
        offer(draft, drafts);
    }
}

fn offer(draft: Draft, drafts: &mut Vec<Draft>) {
    let start = draft.first();
    let carried = |last: &Draft| last.pattern == Pattern::Carried && last.first() == start;
    if drafts.last().is_some_and(carried) {
        drafts.pop();
    }
    if !drafts.iter().rev().take(4).any(|earlier| earlier.covers(start)) {
        drafts.push(draft);
    }
}

fn signed(story: &Story<'_>, lexicon: &Lexicon, block: usize) -> Option<Draft> {
    let view = view(story, lexicon, block)?;
    let is_dash = |at: usize| view.is_dash(at) || is_hyphen(view, at);
    let (content, dash, source) = if is_dash(view.start) {
        let before = self::view(story, lexicon, block.checked_sub(1)?)?;
        (whole(before)?, view.start, name(view, view.start + 1)?)
    } else {
        let content = opening(view)?;
        let dash = content.last().map(|last| last.end).filter(|&at| is_dash(at))?;
        (content, dash, name(view, dash + 1).or_else(|| unnamed(view, dash + 1))?)
    };
    Some(Draft { source, cue: dash..dash + 1, content, class: ClaimClass::Saying, pattern: Pattern::Signed })
}

/// The claims of a list: three quotations or more that are signed alike, without a dash. Their names stand
/// on lines of their own, all over or all under what they said, or in brackets or bare behind it.
pub(super) fn read_list(story: &Story<'_>, lexicon: &Lexicon, drafts: &mut Vec<Draft>) {
    if story.quotations.len() < LIST {
        return;
    }
    let lines: Vec<Line> = (0..story.blocks.len()).map(|n| line(story, lexicon, n)).collect();
    let mut found: Vec<Draft> = Vec::new();
    let behind = |line: &Line| matches!(line, Line::Behind(..));
    if lines.iter().filter(|line| behind(line)).count() >= LIST {
        found.extend(lines.iter().filter_map(|line| match line {
            Line::Behind(content, source) => Some(draft(content, source, None)),
            Line::Quotation(_) | Line::Name(..) | Line::Before(..) | Line::Other => None,
        }));
    }
    let before = |line: &Line| matches!(line, Line::Before(..));
    if lines.iter().filter(|line| before(line)).count() >= LIST {
        found.extend(lines.iter().filter_map(|line| match line {
            Line::Before(source, colon, content) => Some(draft(content, source, Some(*colon))),
            Line::Quotation(_) | Line::Name(..) | Line::Behind(..) | Line::Other => None,
        }));
    }
    let mut at = 0;
    while at < lines.len() {
        let end = at + alternating(&lines[at..]);
        found.extend(pairs(&lines[at..end]));
        at = end.max(at + 1);
    }
    if !found.is_empty() {
        join(story, drafts, found);
    }
}

/// Adds what was found on lists: in place of what was taken to carry on, not of what has a cue.
fn join(story: &Story<'_>, drafts: &mut Vec<Draft>, found: Vec<Draft>) {
    let mut begun = vec![false; story.tokens.len()];
    found.iter().for_each(|draft| begun[draft.first()] = true);
    let weaker = |d: &Draft| matches!(d.pattern, Pattern::Carried | Pattern::Colon);
    drafts.retain(|d| !weaker(d) || !begun.get(d.first()).is_some_and(|&begun| begun));
    let mut covered = vec![false; story.tokens.len()];
    drafts.iter().flat_map(|d| &d.content).for_each(|range| covered[range.clone()].fill(true));
    drafts.extend(found.into_iter().filter(|draft| !covered[draft.first()]));
}

/// What a block can be on a list of quotations.
enum Line {
    /// Quotations and nothing else.
    Quotation(Parts),
    /// Who spoke, and the colon behind it.
    Name(Range<usize>, Option<usize>),
    /// A quotation, and behind it who spoke.
    Behind(Parts, Range<usize>),
    /// Who spoke, a colon, and a quotation.
    Before(Range<usize>, usize, Parts),
    Other,
}

fn line(story: &Story<'_>, lexicon: &Lexicon, block: usize) -> Line {
    let Some(view) = view(story, lexicon, block).filter(|_| story.blocks[block].kind == BlockKind::Paragraph)
    else {
        return Line::Other;
    };
    if let Some(parts) = opening(view) {
        if ends(view, &parts) {
            return Line::Quotation(parts);
        }
        if let Some(source) = behind(view, &parts) {
            return Line::Behind(parts, source);
        }
    }
    if let Some((source, colon, parts)) = ahead(view) {
        return Line::Before(source, colon, parts);
    }
    match described(view, view.start) {
        Some(source) => {
            let colon = Some(source.end).filter(|&at| view.is_word(at, words::COLON));
            Line::Name(source, colon)
        }
        None => Line::Other,
    }
}

/// `Salma Hossain, 31: "It rained for days."`
fn ahead(view: View<'_>) -> Option<(Range<usize>, usize, Parts)> {
    if !view.quoted(view.end.checked_sub(1)?) {
        return None;
    }
    let most = view.end.min(view.start + MOST_LINE);
    let colon = (view.start + 1..most).find(|&at| view.is_word(at, words::COLON))?;
    let parts = quotations(view, colon + 1).filter(|parts| ends(view, parts))?;
    let source = described(View { end: colon, ..view }, view.start)?;
    Some((source, colon, parts))
}

/// How many blocks from the first on are quotations and names by turns.
fn alternating(lines: &[Line]) -> usize {
    let kind = |line: &Line| match line {
        Line::Quotation(_) => 1,
        Line::Name(..) => 2,
        Line::Behind(..) | Line::Before(..) | Line::Other => 0,
    };
    let mut n = usize::from(lines.first().is_some_and(|line| kind(line) > 0));
    while n > 0 && n < lines.len() && kind(&lines[n]) > 0 && kind(&lines[n]) != kind(&lines[n - 1]) {
        n += 1;
    }
    n
}

/// The claims of quotations and names by turns; none where it cannot be told which belong together.
fn pairs(lines: &[Line]) -> Vec<Draft> {
    if lines.len() < 2 * LIST || !lines.len().is_multiple_of(2) {
        return Vec::new();
    }
    let pair = |two: &[Line]| match two {
        [Line::Name(name, colon), Line::Quotation(content)] => Some(draft(content, name, *colon)),
        [Line::Quotation(content), Line::Name(name, None)] => Some(draft(content, name, None)),
        _ => None,
    };
    lines.chunks(2).filter_map(pair).collect()
}

fn draft(content: &Parts, source: &Range<usize>, colon: Option<usize>) -> Draft {
    let first = content.first().map_or(source.start, |range| range.start);
    Draft {
        source: source.clone(),
        cue: colon.map_or(first..first, |at| at..at + 1),
        content: content.clone(),
        class: ClaimClass::Saying,
        pattern: Pattern::Listed,
    }
}

fn view<'a>(story: &'a Story<'a>, lexicon: &'a Lexicon, block: usize) -> Option<View<'a>> {
    let own = tokens(story.blocks.get(block)?);
    Some(View { story, lexicon, start: own.start, end: own.end })
}

fn tokens(block: &Block) -> Range<usize> {
    block.tokens.start as usize..block.tokens.end as usize
}

/// A hyphen right before a capital letter, as people type a dash: `-Salma`.
fn is_hyphen(view: View<'_>, at: usize) -> bool {
    view.is_word(at, words::DASH) && view.token(at + 1).is_some_and(|t| t.is_capital())
}

/// The closed quotations that a block begins with, one right after the other; a number or bullet of a list
/// may stand before them.
fn opening(view: View<'_>) -> Option<Parts> {
    let mark = |at: &usize| view.opens_quotation(*at).is_some();
    let bullet = |at: usize| view.token(at).is_some_and(|t| !t.is_word() && t.kind != TokenKind::Mark);
    let at = (view.start..view.end.min(view.start + 3)).find(mark)?;
    if !(view.start..at).all(bullet) {
        return None;
    }
    quotations(view, at)
}

/// The closed quotations from here on, one right after the other.
fn quotations(view: View<'_>, mut at: usize) -> Option<Parts> {
    let mut parts = Parts::new();
    while let Some(index) = view.opens_quotation(at) {
        let quotation = view.story.quotations.get(index).filter(|quotation| quotation.closed)?;
        parts.push(at..quotation.tokens.end as usize);
        at = quotation.tokens.end as usize;
    }
    (!parts.is_empty()).then_some(parts)
}

/// Whether a block ends with its last quotation.
fn ends(view: View<'_>, parts: &Parts) -> bool {
    parts.last().is_some_and(|last| last.end == view.end)
}

/// The quotations of a block that holds nothing else.
fn whole(view: View<'_>) -> Option<Parts> {
    opening(view).filter(|parts| ends(view, parts))
}

/// `Bernie Sanders.`, `President Obama, in a speech`: capitalised words up to a comma, a bracket or the end
/// of the block.
fn name(view: View<'_>, from: usize) -> Option<Range<usize>> {
    let stops = |at: &usize| {
        matches!(view.hash(*at), words::COMMA | words::OPENING)
            || *at >= view.end
            || view.is_stop(*at) && *at + 1 >= view.end
            || view.is_dash(*at) && *at > from
    };
    let end = (from..=view.end).take(MOST_NAME + 1).find(stops)?;
    let capital =
        |at: usize| view.token(at).is_some_and(|t| t.is_capital() || !t.is_word()) && !view.quoted(at);
    let named = view.token(from).is_some_and(|t| t.is_capital()) && (from..end).all(capital);
    named.then_some(from..end)
}

/// `a nurse from Port Hale`: who spoke without a name, to the end of the block.
fn unnamed(view: View<'_>, from: usize) -> Option<Range<usize>> {
    let end = if view.is_stop(view.end - 1) { view.end - 1 } else { view.end };
    let plain = |at: usize| view.token(at).is_some_and(|t| !t.is(Class::Cue)) && !view.quoted(at);
    let led = view.is(from, Class::Determiner) && from + 1 < end && end <= from + MOST_NAME;
    (led && (from..end).all(plain) && !verbal(view, from..end)).then_some(from..end)
}

/// `Salma Hossain, 31, Port Hale`: a line that does not begin with a name, or tells something, is none.
fn described(view: View<'_>, from: usize) -> Option<Range<usize>> {
    if view.end > from + MOST_LINE + 1 {
        return None;
    }
    let closing = |at: usize| view.is_stop(at) || view.is_word(at, words::COLON);
    let end = if view.end > from && closing(view.end - 1) { view.end - 1 } else { view.end };
    // `Rosa M. Quint`, `Mr. Quint`
    let initial = |at: usize| view.story.word(at) == "." && view.story.word(at.saturating_sub(1)).len() <= 3;
    let breaks = |at: usize| view.quoted(at) || view.is_stop(at) && !initial(at);
    if end <= from || end > from + MOST_LINE || (from..end).any(breaks) {
        return None;
    }
    let first = name(View { end, ..view }, from)?;
    let shouted = view.story.tokens[first.clone()].iter().all(|t| t.shape == Shape::Upper);
    (!shouted && !verbal(view, from..end) && !is_credit(view, from..end)).then_some(from..end)
}

/// Whether tokens hold a verb that tells something, a cue or an auxiliary, before any `who`.
fn verbal(view: View<'_>, range: Range<usize>) -> bool {
    let finite = |at: usize| {
        view.verb(at).is_some_and(|verb| match verb.form {
            VerbForm::Past | VerbForm::Third => true,
            VerbForm::Base | VerbForm::Participle => false, // `a nurse`, `sentencing a forger`
        })
    };
    let tells = |at: usize| finite(at) || view.is(at, Class::Auxiliary) || view.is(at, Class::Modal);
    let lower = |at: usize| view.token(at).is_some_and(|t| t.shape == Shape::Lower);
    range.take_while(|&at| !view.is_word(at, words::WHO)).any(|at| lower(at) && tells(at))
}

/// `Scott Olsen via Harbour Pictures`, `Jim Hale / Estuary`: who took a picture.
fn is_credit(view: View<'_>, mut range: Range<usize>) -> bool {
    range.any(|at| matches!(view.story.word(at), "via" | "/" | "Images" | "Pictures" | "Photo" | "Photos"))
}

/// Who spoke, in brackets or bare behind quotations that end a sentence.
fn behind(view: View<'_>, parts: &Parts) -> Option<Range<usize>> {
    let last = parts.last()?;
    let inside = view.story.word(last.end.checked_sub(2)?);
    if !matches!(inside, "." | "," | "?" | "!" | "…" | "...") {
        return None;
    }
    let from = if view.is_word(last.end, words::COMMA) { last.end + 1 } else { last.end };
    if view.is_word(from, words::OPENING) {
        let close = (from..view.end).find(|&at| view.story.word(at) == ")")?;
        let rest = (close + 1..view.end).all(|at| view.is_stop(at));
        let source = described(View { end: close, ..view }, from + 1)?;
        return rest.then_some(source);
    }
    described(view, from)
}
