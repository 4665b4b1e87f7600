//! Pairs the quotation marks of a story.
//!
//! Double marks (straight, curly, guillemets, two accents or apostrophes) pair within a block; a
//! quotation that is still open at its end goes on when the next paragraph opens with a mark.
//! Single marks pair inside or outside of double ones; those without a partner are apostrophes.

use super::{BlockKind, Quotation, Story, TokenKind};
use crate::text::Span;

/// Sets the story's quotations, the marks that pair with nothing, and each token's quotation.
///
/// `marks` are all tokens that can be a quotation mark.
pub(super) fn pair(story: &mut Story<'_>, mut marks: &[u32]) {
    let mut carry = false;
    for block in 0..story.blocks.len() {
        let end = story.blocks[block].tokens.end;
        let (own, later) = marks.split_at(marks.iter().take_while(|&&mark| mark < end).count());
        marks = later;
        let mut pairing = Pairing { carry, ..Pairing::default() };
        pairing.run(story, own);
        carry = pairing.finish(story, block);
    }
    story.quotations.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    story.unpaired.sort_unstable();
    mark_tokens(story);
}

/// Whether the next paragraph begins with a mark that can carry a quotation on.
fn next_opens_with_mark(story: &Story<'_>, block: usize) -> bool {
    let next = story.blocks[block + 1..].iter().find(|b| b.kind != BlockKind::Caption);
    let Some(next) = next.filter(|b| b.kind == BlockKind::Paragraph) else { return false };
    let first = next.tokens.start as usize;
    story.tokens.get(first).is_some_and(|t| t.kind == TokenKind::Mark) && side(story, first) != Side::Close
}

fn mark_tokens(story: &mut Story<'_>) {
    let mut covered = 0;
    for (i, quotation) in story.quotations.iter_mut().enumerate() {
        let inside = quotation.tokens.start < covered;
        quotation.depth = u8::from(inside);
        if !inside {
            covered = quotation.tokens.end;
            for token in &mut story.tokens[quotation.tokens.start as usize..quotation.tokens.end as usize] {
                token.quotation = i as u32;
            }
        }
    }
}

/// Which way a mark faces, by itself and its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

#[derive(Default)]
struct Pairing {
    /// The quotation before this block was left open for it.
    carry: bool,
    /// The open double mark, and whether it carries on.
    open: Option<(usize, bool)>,
    /// The open single mark.
    single: Option<usize>,
}

impl Pairing {
    fn run(&mut self, story: &mut Story<'_>, marks: &[u32]) {
        for at in marks.iter().map(|&mark| mark as usize) {
            match story.tokens[at].kind {
                TokenKind::Mark => self.double(story, at),
                TokenKind::Punctuation if is_single(story.word(at)) => self.single(story, at),
                TokenKind::Punctuation | TokenKind::Word | TokenKind::Number => {}
            }
        }
    }

    fn double(&mut self, story: &mut Story<'_>, at: usize) {
        match (self.open, self.side(story, at)) {
            (None, Side::Open | Side::Either) => self.open(at),
            (None, Side::Close) if is_inch(story, at) => {}
            (None, Side::Close) => story.unpaired.push(at as u32),
            (Some((open, carried)), Side::Close | Side::Either) => {
                self.open = None;
                self.single = self.single.filter(|&s| s < open);
                push(story, open, Some(at), carried);
            }
            (Some((open, _)), Side::Open) => {
                story.unpaired.push(open as u32);
                self.open(at);
            }
        }
    }

    /// The side that a double mark takes here. A curly mark typed the wrong way round goes by the
    /// white space beside it when only that makes a pair: `“Frozen“ and`.
    fn side(&self, story: &Story<'_>, at: usize) -> Side {
        let german = self.open.is_some_and(|(open, _)| story.word(open) == "„") && story.word(at) == "“";
        if german {
            return Side::Close;
        }
        match (self.open.is_some(), side(story, at), by_white_space(story, at)) {
            (true, Side::Open, Side::Close) => Side::Close,
            (false, Side::Close, Side::Open) => Side::Open,
            (true | false, side, _) => side,
        }
    }

    fn open(&mut self, at: usize) {
        self.open = Some((at, std::mem::take(&mut self.carry)));
    }

    fn single(&mut self, story: &mut Story<'_>, at: usize) {
        match (self.single, side(story, at)) {
            (_, Side::Open) if !is_elision(story, at) => self.single = Some(at),
            (Some(open), Side::Close) if !story.word(open).is_empty() => {
                let crosses = self.open.is_some_and(|(double, _)| open < double);
                let straight_in_curly = story.word(at) == "'" && story.word(open) == "‘";
                if !crosses && !straight_in_curly {
                    self.single = None;
                    push(story, open, Some(at), false);
                }
            }
            (_, Side::Open | Side::Close | Side::Either) => {}
        }
    }

    /// Closes the block; says whether its last quotation is left open for the next.
    fn finish(self, story: &mut Story<'_>, block: usize) -> bool {
        let Some((open, carried)) = self.open else { return false };
        let end = story.blocks[block].tokens.end as usize;
        if next_opens_with_mark(story, block) && end > open + 1 {
            push(story, open, None, carried);
            return true;
        }
        story.unpaired.push(open as u32);
        false
    }
}

fn push(story: &mut Story<'_>, open: usize, close: Option<usize>, carried: bool) {
    let last = close.unwrap_or_else(|| story.block_tokens_end(open) - 1);
    let opening = story.tokens[open].span;
    let outer = Span::new(opening.start, story.tokens[last].span.end);
    let inner_end = close.map_or(outer.end, |c| story.tokens[c].span.start);
    let inner = trimmed(&story.document.text, Span::new(opening.end, inner_end));
    if inner.is_empty() {
        return;
    }
    let closed = close.is_some();
    story.quotations.push(Quotation {
        inner,
        outer,
        tokens: open as u32..last as u32 + 1,
        closed,
        carried,
        depth: 0,
    });
}

fn trimmed(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let start = slice.len() - slice.trim_start().len();
    let end = slice.trim_end().len();
    Span::new(span.start + start.min(end) as u32, span.start + end as u32)
}

fn is_single(word: &str) -> bool {
    matches!(word, "'" | "‘" | "’" | "‚" | "‹" | "›" | "`")
}

/// `’em`, `'90s`: an apostrophe for letters left out, at the start of a word.
fn is_elision(story: &Story<'_>, at: usize) -> bool {
    let next = story.word(at + 1);
    let known = ["em", "tis", "twas", "til", "till", "cause", "n", "round", "bout", "cos"];
    story.word(at) != "‘"
        && (next.starts_with(|c: char| c.is_ascii_digit())
            || known.iter().any(|k| next.eq_ignore_ascii_case(k)))
}

/// `6'2"`: a measure, not a quotation.
fn is_inch(story: &Story<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| story.tokens.get(before))
        .is_some_and(|t| t.kind == TokenKind::Number && t.span.end == story.tokens[at].span.start)
}

fn side(story: &Story<'_>, at: usize) -> Side {
    match story.word(at) {
        "“" | "„" | "‟" | "«" | "``" | "‘" | "‚" | "‹" => Side::Open,
        "”" | "»" | "›" => Side::Close,
        _ => by_white_space(story, at),
    }
}

fn by_white_space(story: &Story<'_>, at: usize) -> Side {
    let span = story.tokens[at].span;
    let text = &story.document.text;
    let seen = |c: &char| !is_direction(*c);
    let before = text[..span.start as usize].chars().rev().find(seen);
    let after = text[span.end as usize..].chars().find(seen);
    let opens = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '“' | '‘' | '/')
    });
    let closes = after.is_none_or(|c| c.is_whitespace() || is_closing_punctuation(c));
    match (opens, closes) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        // A mark glued to words on both sides goes by what is open: `he said"no`, `"no"he said`.
        (true, true) | (false, false) => Side::Either,
    }
}

/// A character that only turns the direction of writing.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_closing_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '-'
            | '–'
            | '—'
            | '…'
            | '”'
            | '’'
            | '\''
            | '"'
            | '/'
    )
}

#[cfg(test)]
mod tests {
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    /// The quotations' inner text, those of nested ones in brackets, and how many marks are left over.
    fn check(text: &str, expected: &[&str], unpaired: usize) {
        let document = Document::plain("t", text);
        let story = segment::read(&document, Lexicon::builtin());
        let found: Vec<String> = story
            .quotations
            .iter()
            .map(|q| {
                if q.depth == 0 {
                    story.text(q.inner).to_owned()
                } else {
                    format!("[{}]", story.text(q.inner))
                }
            })
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(story.unpaired.len(), unpaired, "{text}");
    }

    #[test]
    fn every_kind_of_mark_pairs() {
        check(
            "He said \"yes\" and “no”, «maybe», ``never'' and ‘so’.",
            &["yes", "no", "maybe", "never", "so"],
            0,
        );
        check("„Nein“, sagte er.", &["Nein"], 0);
    }

    #[test]
    fn apostrophes_are_not_marks() {
        check("The workers' pay and the bosses' cars aren't ‘equal’.", &["equal"], 0);
        check("Rock 'n' roll of the '90s, and get 'em", &[], 0);
    }

    #[test]
    fn quotations_nest() {
        check("“He told me ‘go away’ twice,” she said.", &["He told me ‘go away’ twice,", "[go away]"], 0);
    }

    #[test]
    fn a_quotation_runs_over_paragraphs() {
        check("“One. Two.\n\n“Three,” he said.", &["One. Two.", "Three,"], 0);
    }

    #[test]
    fn a_mark_without_partner_is_left_over() {
        check("He said “yes and left.\n\nShe stayed.", &[], 1);
        check("He said yes” and left.", &[], 1);
        check("He said \"yes and \"no\" today.", &["no"], 1);
    }

    #[test]
    fn inches_are_no_marks() {
        check("He is 6'2\" tall.", &[], 0);
    }

    #[test]
    fn a_mark_the_wrong_way_round_pairs_all_the_same() {
        check("He hated “Frozen“ and “Thaw” alike.", &["Frozen", "Thaw"], 0);
        check("He hated ”Frozen” too.", &["Frozen"], 0);
    }

    #[test]
    fn marks_may_be_mixed() {
        check("He said “yes\" and \"no” today.", &["yes", "no"], 0);
    }
}
