//! Puts a number together with its currency, unit and bound.

use super::contest::Contest;
use super::number::{Form, Number};
use super::words;
use super::{Bound, Currency, Decimal, FigureKind};
use crate::lexicon::{BoundWord, Class, CurrencyPlace, FigureSense, Lexicon, Quantities};
use crate::segment::{Shape, Story, Token, TokenKind};
use crate::text::{Few, hash_bytes};
use smol_str::SmolStr;
use std::ops::Range;

/// A number as printed, with what belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    /// Currency, number, scale, unit.
    pub tokens: Range<usize>,
    /// The first token of the bound before it; `tokens.start` when there is none.
    pub from: usize,
    pub printed: Decimal,
    pub scale: i32,
    pub kind: FigureKind,
    pub unit: Option<SmolStr>,
    pub currency: Option<Currency>,
    pub bound: Bound,
    /// Printed as a fraction word, which is loose: a quarter is 23 to 27 percent.
    pub loose: bool,
    /// Printed in words alone.
    pub worded: bool,
    pub ranged: bool,
}

impl Quantity {
    /// A bare count, from the token `start` to where its number ends.
    fn count(number: &Number<'_>, start: usize) -> Self {
        Self {
            tokens: start..number.tokens.end,
            from: start,
            printed: number.printed,
            scale: number.scale,
            kind: FigureKind::Count,
            unit: None,
            currency: None,
            bound: Bound::Exact,
            loose: false,
            worded: number.form != Form::Digits,
            ranged: false,
        }
    }

    /// Whether neither unit nor currency is printed with it.
    const fn is_bare(&self) -> bool {
        self.unit.is_none() && self.currency.is_none()
    }
}

/// What stands at a token.
pub(super) enum Reading {
    /// A figure.
    Quantity(Quantity),
    /// Both ends of a range, or both sides of a score.
    Pair([Quantity; 2]),
    /// A number that is none: a year, a time, a name. The token after it.
    Skip(usize),
}

pub(super) struct Reader<'s, 'd> {
    pub story: &'s Story<'d>,
    pub lexicon: &'s Lexicon,
    pub words: &'s Quantities,
}

impl<'s> Reader<'s, '_> {
    /// What a table of single words tells of a token; most tokens are in none.
    pub fn told<T>(&self, token: &Token, table: fn(&'s Quantities, u64) -> Option<T>) -> Option<T> {
        if token.measures { table(self.words, token.hash) } else { None }
    }

    /// The word at a token of the sentence; outside of it nothing.
    pub fn word_in(&self, at: usize, sentence: &Range<usize>) -> &str {
        if sentence.contains(&at) { self.story.word(at) } else { "" }
    }

    /// The hash of a token of the sentence in small letters; of any other nothing.
    pub fn lower(&self, at: usize, sentence: &Range<usize>) -> u64 {
        let token = self.story.tokens.get(at).filter(|_| sentence.contains(&at));
        token.filter(|token| token.shape == Shape::Lower).map_or(0, |token| token.hash)
    }

    /// The hash of the fold of the token before another of the sentence.
    fn hash_before(&self, at: usize, start: usize) -> u64 {
        let before = at.checked_sub(1).filter(|&before| before >= start);
        before.and_then(|before| self.story.tokens.get(before)).map_or(0, |token| token.hash)
    }

    /// Whether the token touches the one before it.
    pub fn touches(&self, at: usize) -> bool {
        at > 0
            && self.story.tokens.get(at).is_some_and(|t| t.span.start == self.story.tokens[at - 1].span.end)
    }

    /// What number stands at the token `at` of the sentence's tokens.
    pub fn read(&self, at: usize, sentence: &Range<usize>) -> Reading {
        let Some(number) = self.number(at, sentence) else {
            return Reading::Skip(self.past_number(at, sentence.end));
        };
        let last = number.tokens.end.saturating_sub(1).max(at);
        if self.touches_more(at, number.tokens.end, sentence) {
            return match (self.joined(&number, sentence), self.ranked(&number, sentence)) {
                (Some(pair), _) => Reading::Pair(pair),
                (None, Some(rank)) => Reading::Quantity(rank),
                (None, None) => Reading::Skip(self.past_number(last, sentence.end)),
            };
        }
        let Some(first) = self.quantity(&number, sentence) else { return Reading::Skip(last + 1) };
        if let Some(second) = self.other_end(&first, sentence) {
            return Reading::Pair(Self::range(first, second));
        }
        if self.is_name(&first, at, &number, sentence.start) {
            return Reading::Skip(first.tokens.end);
        }
        Reading::Quantity(first)
    }

    /// A number with currency, unit and bound.
    fn quantity(&self, number: &Number<'_>, sentence: &Range<usize>) -> Option<Quantity> {
        let (sign, currency) = self.currency_before(number.tokens.start, sentence.start);
        let mut quantity = Quantity::count(number, sign);
        if currency.is_some() {
            (quantity.kind, quantity.currency) = (FigureKind::Money, currency);
        }
        match number.form {
            Form::Share => {
                quantity.kind = FigureKind::Share;
                quantity.unit = Some(SmolStr::new_static("percent"));
                quantity.loose = true;
            }
            Form::Rank => {
                quantity.kind = FigureKind::Rank;
                quantity.unit = Some(SmolStr::new_static("rank"));
            }
            Form::Compound(unit) => self.measured_in(&mut quantity, unit, sentence),
            Form::Vague => {
                quantity.bound = Bound::AtLeast;
                self.vague_unit(&mut quantity, sentence);
            }
            Form::Digits | Form::Words if currency.is_none() => self.unit_after(&mut quantity, sentence),
            Form::Digits | Form::Words => {}
        }
        self.unit_before(&mut quantity, sentence);
        self.minus(&mut quantity, sentence)?;
        self.bound_before(&mut quantity, sentence.start);
        self.bound_after(&mut quantity, sentence.end);
        quantity.ranged = self.is_ranged(&quantity, sentence);
        Some(quantity)
    }

    /// `millions of dollars`, `hundreds of miles`.
    fn vague_unit(&self, quantity: &mut Quantity, sentence: &Range<usize>) {
        let end = quantity.tokens.end;
        if self.word_in(end, sentence) == "of" {
            quantity.tokens.end = end + 1;
            self.unit_after(quantity, sentence);
            if quantity.unit.is_none() && quantity.currency.is_none() {
                quantity.tokens.end = end;
            }
        } else {
            self.unit_after(quantity, sentence);
        }
    }

    /// `magnitude 6.4`
    fn unit_before(&self, quantity: &mut Quantity, sentence: &Range<usize>) {
        let start = quantity.tokens.start;
        if quantity.kind == FigureKind::Count
            && self.hash_before(start, sentence.start) == words::MAGNITUDE
            && matches!(self.story.word(start - 1), "magnitude" | "Magnitude")
        {
            quantity.kind = FigureKind::Measure;
            quantity.unit = Some(SmolStr::new_static("magnitude"));
        }
    }

    /// `minus 5 degrees`, `-0.3%`: only before a unit that can be below nought. None when a sign stands
    /// where it makes no sense.
    fn minus(&self, quantity: &mut Quantity, sentence: &Range<usize>) -> Option<()> {
        let Some(before) = quantity.tokens.start.checked_sub(1).filter(|&at| at >= sentence.start) else {
            return Some(());
        };
        let worded = self.story.tokens[before].hash == words::MINUS;
        let signed = self.touches(quantity.tokens.start) && matches!(self.story.word(before), "-" | "−");
        if worded || signed {
            let below_nought =
                quantity.unit.as_ref().is_some_and(|unit| unit.starts_with("degree") || unit == "percent");
            if !below_nought {
                return if signed { None } else { Some(()) };
            }
            quantity.printed = quantity.printed.negated();
            (quantity.tokens.start, quantity.from) = (before, before);
        }
        Some(())
    }

    /// The other end of `5 to 7 percent`, `between £2m and £3m`, `two or three`.
    fn other_end(&self, first: &Quantity, sentence: &Range<usize>) -> Option<Quantity> {
        let end = first.tokens.end;
        let joint = self.story.tokens.get(end).filter(|_| end < sentence.end)?;
        let between = self.hash_before(first.from, sentence.start) == words::BETWEEN
            && matches!(self.story.word(first.from - 1), "between" | "Between");
        let joined = match joint.hash {
            words::TO | words::OR => joint.shape == Shape::Lower,
            words::HYPHEN => matches!(self.story.word(end), "-" | "–"),
            words::AND => between && joint.shape == Shape::Lower,
            _ => false,
        };
        if !joined || first.unit.is_some() && !between {
            return None;
        }
        let sign = self.story.tokens.get(end + 1).filter(|_| end + 1 < sentence.end)?;
        let signed = self.told(sign, Quantities::currency).is_some_and(|c| c.place == CurrencyPlace::Before);
        let at = end + 1 + usize::from(signed);
        let possible = self.story.tokens.get(at).filter(|_| at < sentence.end)?;
        if possible.kind != TokenKind::Number && !possible.classes.any(&[Class::NumberWord, Class::Amount]) {
            return None;
        }
        let number = self.number(at, sentence).filter(|number| number.tokens.start > end)?;
        if self.touches_more(at, number.tokens.end, sentence) {
            return None;
        }
        let second = self.quantity(&number, sentence)?;
        let alike = first.currency.is_some() == signed || first.currency.is_none();
        let one = second.is_bare() && first.is_bare() && self.is_name(&second, at, &number, sentence.start);
        (alike && !one && second.tokens.start > end).then_some(second)
    }

    /// Two ends of one range: what is printed once holds for both.
    fn range(mut first: Quantity, mut second: Quantity) -> [Quantity; 2] {
        if first.is_bare() {
            (first.kind, first.unit, first.currency) = (second.kind, second.unit.clone(), second.currency);
            let below = first.printed.compare(second.printed).is_some_and(std::cmp::Ordering::is_lt);
            if first.scale == 0 && below {
                first.scale = second.scale;
            }
        } else if first.currency.is_some() && second.is_bare() {
            (second.kind, second.currency) = (first.kind, first.currency);
        }
        (first.ranged, second.ranged) = (true, true);
        [first, second]
    }

    /// `12-15 people`, `3-2`: a range where a unit or a plural follows, a score where people play.
    fn joined(&self, number: &Number<'_>, sentence: &Range<usize>) -> Option<[Quantity; 2]> {
        let (at, sign, end) = (number.tokens.start, number.tokens.end, number.tokens.end + 1);
        let other = self.story.tokens.get(end).filter(|_| end < sentence.end)?;
        let dashed = self.touches(sign) && self.touches(end) && matches!(self.story.word(sign), "-" | "–");
        let alone =
            at == sentence.start || !self.touches(at) || self.currency_before(at, sentence.start).1.is_some();
        if number.form != Form::Digits || other.kind != TokenKind::Number || !dashed || !alone {
            return None;
        }
        let second = self.number(end, sentence).filter(|second| second.form == Form::Digits)?;
        if self.touches_more_after(second.tokens.end, sentence) {
            return None;
        }
        let first = self.quantity(number, sentence)?;
        let second = self.quantity_at(&second, end, sentence);
        let years = [&first, &second]
            .iter()
            .all(|q| q.printed.exponent == 0 && (1500..=2099).contains(&q.printed.digits));
        let rises = first.printed.compare(second.printed).is_some_and(std::cmp::Ordering::is_lt);
        let named = second.unit.is_some()
            || second.currency.is_some()
            || first.currency.is_some()
            || second.scale != 0;
        if named && rises {
            return Some(Self::range(first, second));
        }
        let small = |q: &Quantity| q.printed.exponent == 0 && q.printed.digits <= 250;
        if named || years || !small(&first) || !small(&second) {
            return None;
        }
        let contest = Contest::near(self.story, self.words, at..end + 1, sentence);
        match contest {
            Some(contest) => Some([first, second].map(|side| contest.side(side))),
            None if rises && self.plural_follows(end + 1, sentence) => Some(Self::range(first, second)),
            // No range falls: 2-1, but not 50-50 or 24-7.
            None => (!rises && first.printed != second.printed && first.printed.digits < 20)
                .then(|| [first, second].map(|side| Contest::GAME.side(side))),
        }
    }

    /// A number behind a dash, which is no minus.
    fn quantity_at(&self, number: &Number<'_>, at: usize, sentence: &Range<usize>) -> Quantity {
        let mut quantity = Quantity { ranged: true, ..Quantity::count(number, at) };
        self.unit_after(&mut quantity, sentence);
        quantity
    }

    fn plural_follows(&self, at: usize, sentence: &Range<usize>) -> bool {
        let follows = |at: usize| {
            let token = self.story.tokens.get(at).filter(|_| at < sentence.end)?;
            Some(token.shape == Shape::Lower && super::counted::is_plural(self.story.word(at)))
        };
        follows(at) == Some(true) || follows(at + 1) == Some(true)
    }

    /// `7th in the table`, `3rd-largest`.
    fn ranked(&self, number: &Number<'_>, sentence: &Range<usize>) -> Option<Quantity> {
        let end = number.tokens.end;
        if number.form != Form::Digits || number.scale != 0 || number.printed.exponent != 0 {
            return None;
        }
        if !self.touches(end) || !matches!(self.word_in(end, sentence), "st" | "nd" | "rd" | "th") {
            return None;
        }
        let word = |at: usize| self.word_in(at, sentence);
        let listed =
            matches!(word(end + 3), "table" | "standings" | "league" | "rankings" | "list" | "world");
        let placed = matches!(word(end + 1), "place" | "seed")
            || matches!(word(end + 1), "in" | "of" | "on") && listed;
        let superlative = |at: usize| {
            let token = self.story.tokens.get(at).filter(|_| at < sentence.end);
            token.is_some_and(|t| {
                self.told(t, Quantities::number)
                    .is_some_and(|n| n.kind == crate::lexicon::NumberKind::Superlative)
            })
        };
        let most = superlative(end + 1) || word(end + 1) == "-" && superlative(end + 2);
        (placed || most).then(|| Quantity {
            tokens: number.tokens.start..end + 1,
            kind: FigureKind::Rank,
            unit: Some(SmolStr::new_static("rank")),
            ..Quantity::count(number, number.tokens.start)
        })
    }

    /// Whether more than a number stands here: a score, a range, a fraction, an ordinal, a code.
    fn touches_more(&self, at: usize, after: usize, sentence: &Range<usize>) -> bool {
        let joined_before = at > sentence.start
            && self.touches(at)
            && matches!(
                self.story.word(at - 1),
                "-" | "–" | "/" | "#" | ":" | "." | "+" | "_" | "@" | "’" | "'" | "=" | "*" | "·" | "−"
            );
        joined_before || self.touches_more_after(after, sentence)
    }

    fn touches_more_after(&self, after: usize, sentence: &Range<usize>) -> bool {
        if after >= sentence.end || !self.touches(after) {
            return false;
        }
        let next = &self.story.tokens[after];
        match next.kind {
            // 7th, 1980s, 4x, 737MAX
            TokenKind::Word => {
                self.told(next, Quantities::unit).is_none()
                    && self
                        .told(next, Quantities::currency)
                        .is_none_or(|c| c.place != CurrencyPlace::Hundredth)
                    && !matches!(self.story.word(after), "C" | "F" | "'s" | "’s")
            }
            TokenKind::Number => true,
            TokenKind::Mark => false,
            TokenKind::Punctuation => {
                let word = self.story.word(after);
                let number_follows = after + 1 < sentence.end
                    && self.touches(after + 1)
                    && self.story.tokens[after + 1].kind == TokenKind::Number;
                match word {
                    "-" | "–" | "/" | "—" | "½" => number_follows || word == "/" || word == "½",
                    ":" | "°" | "+" | "=" | "×" => number_follows,
                    _ => false,
                }
            }
        }
    }

    /// The first token that is certainly past what is written together here: `24/7`, `3-2`, `7th`.
    fn past_number(&self, at: usize, end: usize) -> usize {
        let mut next = at + 1;
        while next < end
            && self.touches(next)
            && !matches!(self.story.word(next), "," | ";" | "(" | ")" | "—")
        {
            next += 1;
        }
        next
    }

    /// Whether the number names something: a year, Flight 370, Route 66, the class of 2014.
    fn is_name(&self, quantity: &Quantity, at: usize, number: &Number<'_>, start: usize) -> bool {
        let scale = number.scale;
        if !quantity.is_bare()
            || matches!(number.form, Form::Share | Form::Vague | Form::Rank | Form::Compound(_))
        {
            return false;
        }
        if self.is_clock(quantity.tokens.end) || self.is_numbered(at, start) {
            return true;
        }
        if number.form == Form::Words {
            return false;
        }
        let text = self.story.word(at);
        let four = text.len() == 4 && !text.contains(',') && quantity.printed.exponent == 0;
        let year = four && (1500..=2099).contains(&quantity.printed.digits) && scale == 0;
        // "tweet-id=667366217527767040": nobody prints a count of ten digits without commas.
        let code = text.len() > 9 && !text.contains(',') && quantity.printed.exponent == 0;
        let zeros = code || text.len() > 1 && text.starts_with('0') && !text.contains('.');
        let Some(before) = at.checked_sub(1).filter(|&b| b >= start).map(|b| self.story.tokens[b]) else {
            return year || zeros;
        };
        let dotted = before.hash == words::STOP;
        let lead = if dotted && at >= start + 2 { self.story.tokens[at - 2] } else { before };
        let named = lead.measures
            && self.words.words.senses(lead.hash).has(FigureSense::NumberBefore)
            && (lead.is_capital() || !matches!(self.story.word(at - 1), "week" | "day" | "year" | "no"));
        let month = lead.is(Class::Month) && lead.is_capital();
        let next_plain = self.story.tokens.get(quantity.tokens.end).is_some_and(|t| t.shape == Shape::Lower);
        let proper =
            before.is_capital() && before.kind == TokenKind::Word && !before.is(Class::Common) && !next_plain;
        year || zeros || (scale == 0 && (named || month || proper))
    }

    /// `8 p.m.`, `four o'clock`
    fn is_clock(&self, after: usize) -> bool {
        static MARKS: Few<7> = Few::new([
            hash_bytes(b"p.m"),
            hash_bytes(b"a.m"),
            hash_bytes(b"p.m."),
            hash_bytes(b"a.m."),
            hash_bytes(b"pm"),
            hash_bytes(b"am"),
            hash_bytes(b"o'clock"),
        ]);
        let Some(token) = self.story.tokens.get(after).filter(|token| MARKS.has(token.hash)) else {
            return false;
        };
        matches!(
            self.story.text(token.span),
            "p.m" | "a.m" | "p.m." | "a.m." | "pm" | "am" | "o'clock" | "o’clock" | "PM" | "AM"
        )
    }

    /// `number 6`, `page nine`, `booth 6`, `call 911`
    fn is_numbered(&self, at: usize, start: usize) -> bool {
        static LEADS: Few<7> = Few::new([
            hash_bytes(b"number"),
            hash_bytes(b"numbers"),
            hash_bytes(b"page"),
            hash_bytes(b"booth"),
            hash_bytes(b"category"),
            hash_bytes(b"call"),
            hash_bytes(b"dial"),
        ]);
        const EMERGENCY: u64 = hash_bytes(b"911");
        let before = self.hash_before(at, start);
        let word = if LEADS.has(before) { self.story.word(at - 1) } else { "" };
        matches!(word, "number" | "numbers" | "page" | "booth" | "category" | "Category" | "call" | "dial")
            && self.story.tokens.get(at + 1).is_none_or(|next| {
                next.shape != Shape::Lower || next.is(Class::Auxiliary) || next.is(Class::Preposition)
            })
            || self.story.tokens[at].hash == EMERGENCY
                && !(before == words::OF && self.story.word(at - 1) == "of")
    }

    /// more than, nearly, at least: up to three words before.
    fn bound_before(&self, quantity: &mut Quantity, start: usize) {
        let first = quantity.tokens.start;
        let last = first.checked_sub(1).filter(|&last| last >= start).map(|last| &self.story.tokens[last]);
        if !last.is_some_and(|last| self.lexicon.near_figures(last.word).has(FigureSense::BoundEnd)) {
            return;
        }
        for length in [3, 2, 1] {
            let Some(from) = quantity.tokens.start.checked_sub(length).filter(|&from| from >= start) else {
                continue;
            };
            let words = self.story.tokens[from..quantity.tokens.start].iter();
            if let Some(bound) = self.words.bound(words.map(|t| t.hash)) {
                quantity.from = from;
                quantity.bound = match bound {
                    BoundWord::MoreThan => Bound::MoreThan,
                    BoundWord::AtLeast => Bound::AtLeast,
                    BoundWord::LessThan => Bound::LessThan,
                    BoundWord::AtMost => Bound::AtMost,
                    BoundWord::Nearly => Bound::Nearly,
                    BoundWord::About => Bound::About,
                };
                return;
            }
        }
    }

    /// `12 or more`, `12 or so`.
    fn bound_after(&self, quantity: &mut Quantity, end: usize) {
        let at = quantity.tokens.end;
        if at + 1 >= end || self.story.tokens[at].hash != words::OR {
            return;
        }
        match self.story.word(at + 1) {
            "more" | "higher" | "above" | "older" => quantity.bound = Bound::AtLeast,
            "less" | "fewer" | "lower" | "below" | "younger" => quantity.bound = Bound::AtMost,
            "so" => quantity.bound = Bound::About,
            _ => {}
        }
    }

    /// `from 5 to 7`, `between 10 and 15`, `47 to 39 percent`: one of two ends.
    fn is_ranged(&self, quantity: &Quantity, sentence: &Range<usize>) -> bool {
        let number = |at: usize| {
            sentence.contains(&at)
                && (self.story.tokens[at].kind == TokenKind::Number
                    || self
                        .told(&self.story.tokens[at], Quantities::currency)
                        .is_some_and(|c| c.place == CurrencyPlace::Before))
        };
        let joins = |at: usize| {
            let token = self.story.tokens.get(at).filter(|_| sentence.contains(&at));
            token.is_some_and(|token| match token.hash {
                words::TO | words::OR => token.shape == Shape::Lower,
                words::HYPHEN => matches!(self.story.text(token.span), "-" | "–"),
                _ => false,
            })
        };
        let (from, end) = (quantity.from, quantity.tokens.end);
        (joins(end) && number(end + 1))
            || (from >= 2 && joins(from - 1) && number(from.saturating_sub(2)))
            || matches!(self.hash_before(from, sentence.start), words::FROM | words::BETWEEN | words::VERSUS)
    }
}
