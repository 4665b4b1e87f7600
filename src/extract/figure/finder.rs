//! Walks the sentences and makes a record of each figure.

use super::around::around;
use super::context::Context;
use super::interval::interval;
use super::quantity::{Quantity, Reader, Reading};
use super::{Decimal, Figure, FigureKind};
use crate::extract::{Claim, DateMention};
use crate::lexicon::{Class, Lexicon};
use crate::segment::{BlockKind, Sentence, Story, Token, TokenKind};
use crate::text::Span;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::ops::Range;

/// The figures of a story, in text order; links them with the claims whose content holds them.
pub(in crate::extract) fn find(
    story: &Story<'_>,
    lexicon: &Lexicon,
    dates: &[DateMention],
    claims: &mut [Claim],
) -> Vec<Figure> {
    let finder = Finder { story, lexicon, reader: Reader { story, lexicon, words: &lexicon.quantities } };
    // A sentence with numbers has one figure or so; to grow a list of records this long is dear.
    let mut figures = Vec::with_capacity(story.sentences.iter().filter(|s| has_numbers(s)).count());
    let (mut date, mut section, mut block) = (0, 0, u32::MAX);
    for (index, sentence) in story.sentences.iter().enumerate() {
        while dates.get(date).is_some_and(|d| (d.sentence as usize) < index) {
            date += 1;
        }
        if sentence.block != block && is_clock_line(story, sentence.block) {
            section += 1;
        }
        block = sentence.block;
        let own = dates[date..].iter().take_while(|d| d.sentence as usize == index).count();
        let skipped = !has_numbers(sentence)
            || is_dateline(story, sentence.span)
            || kind_of(story, sentence.block) == BlockKind::Slug;
        if !skipped {
            let from = figures.len();
            finder.sentence(index, &dates[date..date + own], &mut figures);
            figures[from..].iter_mut().for_each(|figure| figure.section = section);
        }
        date += own;
    }
    link(story, &mut figures, claims);
    figures
}

/// Whether digits or a word for a number stand in a sentence.
const fn has_numbers(sentence: &Sentence) -> bool {
    sentence.numbers || sentence.classes.any(&[Class::NumberWord, Class::Amount])
}

/// Whether a block is a time of day alone: `9:40 p.m.`, as running reports set above each entry.
fn is_clock_line(story: &Story<'_>, block: u32) -> bool {
    let Some(block) = story.blocks.get(block as usize) else { return false };
    let tokens = &story.tokens[block.tokens.start as usize..block.tokens.end as usize];
    tokens.len() <= 4
        && tokens.first().is_some_and(|t| t.kind == TokenKind::Number)
        && ["a.m", "p.m", "am", "pm", "gmt", "AM", "PM", "GMT"]
            .iter()
            .any(|mark| story.text(block.span).contains(mark))
}

fn is_dateline(story: &Story<'_>, span: Span) -> bool {
    story.dateline.as_ref().is_some_and(|dateline| dateline.span.contains(span))
}

fn kind_of(story: &Story<'_>, block: u32) -> BlockKind {
    story.blocks.get(block as usize).map_or(BlockKind::Paragraph, |b| b.kind)
}

struct Finder<'s, 'd> {
    story: &'s Story<'d>,
    lexicon: &'s Lexicon,
    reader: Reader<'s, 'd>,
}

impl Finder<'_, '_> {
    fn sentence(&self, index: usize, dates: &[DateMention], figures: &mut Vec<Figure>) {
        let sentence = &self.story.sentences[index];
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let mut at = tokens.start;
        let mut known = None;
        let possible = |token: &Token| {
            (token.kind == TokenKind::Number) | token.classes.any(&[Class::NumberWord, Class::Amount])
        };
        let next = |at: usize| self.story.tokens.get(at..tokens.end)?.iter().position(possible);
        while let Some(next) = next(at) {
            at += next;
            let token = &self.story.tokens[at];
            if let Some(date) = dates.iter().find(|d| !d.counted && d.span.overlaps(token.span)) {
                at = self.story.token_at(date.span.end.saturating_sub(1)).max(at) + 1;
                continue;
            }
            let reading = self.reader.read(at, &tokens);
            let context = || Context::new(self.story, self.lexicon, sentence, dates);
            at = match reading {
                Reading::Skip(next) => next.max(at + 1),
                Reading::Quantity(quantity) => {
                    let next = quantity.tokens.end.max(at + 1);
                    figures.extend(self.figure(quantity, index, known.get_or_insert_with(context)));
                    next
                }
                Reading::Pair(pair) => {
                    let next = pair[1].tokens.end.max(at + 1);
                    figures.extend(self.pair(pair, index, known.get_or_insert_with(context)));
                    next
                }
            };
        }
    }

    /// Two ends of a range, or two sides of a score: what they count is printed once, behind both.
    fn pair(&self, pair: [Quantity; 2], index: usize, context: &Context<'_, '_>) -> Vec<Figure> {
        let [first, second] = pair.map(|quantity| self.figure(quantity, index, context));
        let (Some(mut first), Some(second)) = (first, second) else { return Vec::new() };
        first.counts.clone_from(&second.counts);
        vec![first, second]
    }

    /// The whole record; none when the number cannot be held exactly.
    fn figure(&self, quantity: Quantity, index: usize, context: &Context<'_, '_>) -> Option<Figure> {
        let sentence = &self.story.sentences[index];
        let value = quantity.printed.scaled(quantity.scale)?;
        let (mut low, mut high) = interval(quantity.printed, quantity.scale, quantity.bound)?;
        if quantity.loose {
            // "A quarter" is printed for anything from 23 to 27 percent.
            low = low.and_then(|l| l.plus(Decimal::new(-15, -1)));
            high = high.and_then(|h| h.plus(Decimal::new(15, -1)));
        }
        let first = &self.story.tokens[quantity.tokens.start];
        let kind = kind_of(self.story, sentence.block);
        let surroundings = context.read(&quantity);
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        Some(Figure {
            span: self.story.span_of(quantity.tokens.clone()),
            value,
            low,
            high,
            kind: surroundings.kind,
            unit: quantity
                .unit
                .or_else(|| (surroundings.kind == FigureKind::Age).then(|| SmolStr::new_static("year"))),
            currency: quantity.currency,
            per: surroundings.per,
            bound: quantity.bound,
            role: surroundings.role,
            counts: surroundings.counts,
            scope: surroundings.scope,
            as_of: surroundings.as_of,
            period: surroundings.period,
            modality: surroundings.modality,
            claim: None,
            sentence: first.sentence,
            block: sentence.block,
            quoted: first.quotation().is_some(),
            headline: matches!(kind, BlockKind::Headline | BlockKind::Subhead | BlockKind::Caption),
            section: 0,
            bridged: surroundings.bridged,
            conceded: surroundings.conceded,
            worded: quantity.worded,
            ranged: quantity.ranged,
            source_names: SmallVec::new(),
            around: around(self.story, tokens, quantity.from..quantity.tokens.end),
        })
    }
}

/// Gives each figure the claim whose content holds it, and each claim its figures.
///
/// Where contents nest, the shortest one holding the figure has it.
fn link(story: &Story<'_>, figures: &mut [Figure], claims: &mut [Claim]) {
    let mut contents: Vec<(Span, u32)> = claims
        .iter()
        .enumerate()
        .flat_map(|(i, claim)| claim.content.iter().map(move |&span| (span, i as u32)))
        .collect();
    contents.sort_unstable();
    for (index, figure) in figures.iter_mut().enumerate() {
        figure.claim = holder(&contents, figure.span);
        if let Some(claim) = figure.claim.and_then(|c| claims.get_mut(c as usize)) {
            claim.figures.push(index as u32);
            figure.source_names = names(story, claim);
        }
    }
}

/// The hashes of the capitalised words in a claim's source: `the minister` and `He` name nobody.
fn names(story: &Story<'_>, claim: &Claim) -> SmallVec<[u64; 2]> {
    const LONGEST: usize = 24;
    let mut names = SmallVec::new();
    for &source in &claim.source {
        let from = story.token_at(source.start);
        let inside = story.tokens[from..].iter().take(LONGEST).take_while(|t| t.span.end <= source.end);
        for token in inside {
            let starts = from == 0 || story.tokens[from - 1].sentence != token.sentence;
            let led = starts && token.span.start == source.start && !token.classes.is_empty();
            if token.is_capital() && !led && !token.is(Class::Title) && !token.is(Class::Pronoun) {
                names.push(token.hash);
            }
        }
    }
    names
}

/// The claim with the shortest content that holds the span.
///
/// Contents that begin far before it are not looked at: no content holds more than this many others.
fn holder(contents: &[(Span, u32)], span: Span) -> Option<u32> {
    const NESTED: usize = 16;
    let past = contents.partition_point(|(content, _)| content.start <= span.start);
    let near: Range<usize> = past.saturating_sub(NESTED)..past;
    let holding = contents[near].iter().filter(|(content, _)| content.contains(span));
    holding.min_by_key(|(content, _)| content.len()).map(|&(_, claim)| claim)
}

#[cfg(test)]
mod tests {
    use crate::extract;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use proptest::prelude::*;

    /// Every figure of any text lies inside it, on character boundaries, between its own bounds.
    fn check(text: &str) {
        let document = Document::plain("t", text);
        let facts = extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin()));
        for figure in &facts.figures {
            assert!(text.get(figure.span.range()).is_some_and(|shown| !shown.is_empty()), "{text}");
            let above = figure.low.and_then(|low| low.compare(figure.value)).is_none_or(|o| o.is_le());
            assert!(above, "{text}");
        }
        for date in &facts.dates {
            assert!(text.get(date.span.range()).is_some_and(|shown| !shown.is_empty()), "{text}");
        }
    }

    #[test]
    fn absurd_numbers_are_silence() {
        check(&"9".repeat(5000));
        check("It cost $99999999999999999999 trillion trillion trillion crore a year.");
        check("１２３ people and 1,,2 and 1.2.3.4 and 0x1F and 00012 and $ and % of.");
        check("Feb 99999999999999999999, 2026 and 31 June 99999 and 99:99 GMT and Friday, .");
    }

    proptest! {
        #[test]
        fn any_words_around_numbers_are_read_without_harm(
            words in proptest::collection::vec(
                prop_oneof![
                    "[0-9]{1,6}", "[0-9]{1,3}[.,:/-][0-9]{1,4}", "\\PC{0,6}",
                    Just("Friday,".to_owned()), Just("Feb.".to_owned()), Just("31".to_owned()),
                    Just("more than".to_owned()), Just("$".to_owned()), Just("million".to_owned()),
                    Just("percent".to_owned()), Just("a quarter of".to_owned()), Just("dozen".to_owned()),
                    Just("people".to_owned()), Just("said".to_owned()), Just("\n\n".to_owned()),
                ],
                0..40,
            )
        ) {
            check(&words.join(" "));
        }
    }
}
