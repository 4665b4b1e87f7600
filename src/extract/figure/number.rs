//! Reads a number with its currency, scale word and unit.

use super::{Bound, Currency, Decimal, FigureKind};
use crate::lexicon::{BoundWord, Class, CurrencyPlace, FigureSense, NumberKind, Quantities, UnitKind};
use crate::segment::{Shape, Story, Token, TokenKind};
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
    pub ranged: bool,
}

/// What stands at a token.
pub(super) enum Reading {
    /// A figure.
    Quantity(Quantity),
    /// A number that is none: a year, a score, a time, a name. The token after it.
    Skip(usize),
}

pub(super) struct Reader<'s, 'd> {
    pub story: &'s Story<'d>,
    pub words: &'s Quantities,
}

/// A number, and the token after it.
struct Number {
    printed: Decimal,
    scale: i32,
    end: usize,
    fraction: bool,
    worded: bool,
}

impl<'s> Reader<'s, '_> {
    /// What a table of single words tells of a token; most tokens are in none.
    fn told<T>(&self, token: &Token, table: fn(&'s Quantities, u64) -> Option<T>) -> Option<T> {
        if token.measures { table(self.words, token.hash) } else { None }
    }

    /// What number stands at the token `at` of the sentence's tokens.
    pub fn read(&self, at: usize, sentence: Range<usize>) -> Reading {
        let end = sentence.end;
        let Some(mut number) = self.number(at, end) else { return Reading::Skip(self.past_number(at, end)) };
        self.scales(&mut number, end);
        if self.touches_more(at, number.end, &sentence) {
            return Reading::Skip(self.past_number(number.end.saturating_sub(1).max(at), end));
        }
        let (mut start, before) = self.currency_before(at, sentence.start);
        let article = at > sentence.start && matches!(self.story.word(at - 1), "a" | "A" | "one" | "One");
        if number.fraction && article {
            start = at - 1;
        }
        let mut quantity = Quantity {
            tokens: start..number.end,
            from: start,
            printed: number.printed,
            scale: number.scale,
            kind: FigureKind::Count,
            unit: None,
            currency: before,
            bound: Bound::Exact,
            loose: number.fraction,
            ranged: false,
        };
        if before.is_some() {
            quantity.kind = FigureKind::Money;
        } else if number.fraction {
            quantity.kind = FigureKind::Share;
            quantity.unit = Some(SmolStr::new_static("percent"));
        } else {
            self.unit_after(&mut quantity, end);
        }
        if self.is_name(&quantity, at, number.scale, sentence.start, number.worded) {
            return Reading::Skip(quantity.tokens.end);
        }
        self.bound_before(&mut quantity, sentence.start);
        self.bound_after(&mut quantity, end);
        quantity.ranged = self.is_ranged(&quantity, &sentence);
        Reading::Quantity(quantity)
    }

    /// Digits, or number words.
    fn number(&self, at: usize, end: usize) -> Option<Number> {
        let token = &self.story.tokens[at];
        match token.kind {
            TokenKind::Number => {
                let printed = Decimal::parse(self.story.word(at))?;
                Some(Number { printed, scale: 0, end: at + 1, fraction: false, worded: false })
            }
            TokenKind::Word => self.worded(at, end),
            TokenKind::Mark | TokenKind::Punctuation => None,
        }
    }

    fn worded(&self, at: usize, end: usize) -> Option<Number> {
        let word = self.told(&self.story.tokens[at], Quantities::number)?;
        let value = |n: i32| Decimal::new(i128::from(n), 0);
        match word.kind {
            NumberKind::Cardinal => {
                let next = at + 1;
                // "one" alone is as often a pronoun.
                if word.number < 2 && !self.story.tokens.get(next).is_some_and(|t| t.is(Class::Scale)) {
                    return None;
                }
                let fraction = self.story.tokens.get(next).filter(|_| next < end);
                if fraction.is_some_and(
                    |t| matches!(self.told(t, Quantities::number), Some(n) if n.kind == NumberKind::Fraction),
                ) {
                    return None; // "two thirds", "three quarters": told so seldom that silence is right
                }
                Some(Number {
                    printed: value(word.number),
                    scale: 0,
                    end: next,
                    fraction: false,
                    worded: true,
                })
            }
            NumberKind::Fraction => {
                let of = self.story.word(at + 1).eq_ignore_ascii_case("of") && at + 1 < end;
                let before = at.checked_sub(1).map_or("", |b| self.story.word(b));
                let led = before.eq_ignore_ascii_case("a") || before.eq_ignore_ascii_case("one");
                let alone =
                    self.story.word(at).contains('-') || self.story.word(at).eq_ignore_ascii_case("half");
                let fraction = of && (led || alone);
                fraction.then(|| Number {
                    printed: value(word.number),
                    scale: 0,
                    end: at + 1,
                    fraction,
                    worded: true,
                })
            }
            NumberKind::Scale | NumberKind::Suffix | NumberKind::Dozen | NumberKind::Vague => None,
        }
    }

    /// `million`, `bn`, `hundred thousand`, `lakh crore`, `dozen`.
    fn scales(&self, number: &mut Number, end: usize) {
        for _ in 0..3 {
            let mut at = number.end;
            if at + 1 < end && self.story.word(at) == "-" && self.touches(at) && self.touches(at + 1) {
                at += 1;
            }
            let Some(word) = self.story.tokens.get(at).filter(|_| at < end) else { return };
            let Some(scale) = self.told(word, Quantities::number) else { return };
            let power = match scale.kind {
                NumberKind::Scale => scale.number,
                NumberKind::Suffix
                    if self.touches(at) || matches!(self.story.word(at), "bn" | "tn" | "mn") =>
                {
                    scale.number
                }
                NumberKind::Dozen => {
                    let Some(printed) = number.printed.times(12) else { return };
                    (number.printed, number.end) = (printed, at + 1);
                    return;
                }
                NumberKind::Suffix | NumberKind::Cardinal | NumberKind::Fraction | NumberKind::Vague => {
                    return;
                }
            };
            number.scale = number.scale.saturating_add(power);
            number.end = at + 1;
        }
    }

    /// Whether the token touches the one before it.
    fn touches(&self, at: usize) -> bool {
        at > 0
            && self.story.tokens.get(at).is_some_and(|t| t.span.start == self.story.tokens[at - 1].span.end)
    }

    /// Whether more than a number stands here: a score, a range, a fraction, an ordinal, a code.
    fn touches_more(&self, at: usize, after: usize, sentence: &Range<usize>) -> bool {
        let joined_before = at > sentence.start
            && self.touches(at)
            && matches!(
                self.story.word(at - 1),
                "-" | "–" | "/" | "#" | ":" | "." | "+" | "_" | "@" | "’" | "'" | "=" | "*" | "·" | "−"
            );
        if joined_before {
            return true;
        }
        if after >= sentence.end || !self.touches(after) {
            return false;
        }
        let next = &self.story.tokens[after];
        match next.kind {
            TokenKind::Word => self.told(next, Quantities::unit).is_none(), // 7th, 1980s, 4x, 737MAX
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

    /// The currency before a number, and the first token of it.
    fn currency_before(&self, at: usize, start: usize) -> (usize, Option<Currency>) {
        let none = (at, None);
        let Some(mut sign) = at.checked_sub(1).filter(|&s| s >= start) else { return none };
        if self.story.word(sign) == "." && sign > start {
            sign -= 1; // "Rs. 500"
        }
        let Some(found) = self.told(&self.story.tokens[sign], Quantities::currency) else { return none };
        if found.place != CurrencyPlace::Before {
            return none;
        }
        let letters = sign.checked_sub(1).filter(|&l| l >= start && self.touches(sign)).and_then(|letters| {
            let word = &self.story.tokens[letters];
            let found = (word.shape == Shape::Upper || word.shape == Shape::Capital)
                .then(|| self.told(word, Quantities::currency))
                .flatten()?;
            (found.place == CurrencyPlace::Prefix).then_some((letters, Some(Currency(found.code))))
        });
        match letters {
            Some(prefixed) if self.story.word(sign) == "$" => prefixed,
            _ => (sign, Some(Currency(found.code))),
        }
    }

    /// percent, points, dollars, km, -year-old.
    fn unit_after(&self, quantity: &mut Quantity, end: usize) {
        let mut at = quantity.tokens.end;
        let hyphen = at + 1 < end && matches!(self.story.word(at), "-" | "\u{2011}") && self.touches(at);
        if hyphen {
            at += 1;
        }
        if at >= end {
            return;
        }
        let token = &self.story.tokens[at];
        if let Some(currency) =
            self.told(token, Quantities::currency).filter(|c| c.place == CurrencyPlace::After)
        {
            quantity.kind = FigureKind::Money;
            quantity.currency = Some(Currency(currency.code));
            quantity.tokens.end = at + 1;
            return;
        }
        let next = if at + 1 < end { self.story.word(at + 1) } else { "" };
        let is = |at: usize, word: &str| self.story.word(at).eq_ignore_ascii_case(word);
        let (kind, unit, length) = if is(at, "per") && next.eq_ignore_ascii_case("cent") {
            (FigureKind::Share, SmolStr::new_static("percent"), 2)
        } else if is(at, "percentage") && next.to_ascii_lowercase().starts_with("point") {
            (FigureKind::Change, SmolStr::new_static("percentage point"), 2)
        } else if is(at, "basis") && next.to_ascii_lowercase().starts_with("point") {
            (FigureKind::Change, SmolStr::new_static("basis point"), 2)
        } else {
            // "12-year", "30-year-old": the last one is a single word of the tokeniser.
            let Some(word) = self.told(token, Quantities::unit) else { return };
            let kind = match word.kind {
                UnitKind::Share => FigureKind::Share,
                UnitKind::Points => FigureKind::Change,
                UnitKind::Duration => FigureKind::Duration,
                UnitKind::Age => FigureKind::Age,
                UnitKind::Measure => FigureKind::Measure,
            };
            (kind, word.unit.clone(), 1)
        };
        quantity.kind = kind;
        quantity.unit = Some(unit);
        quantity.tokens.end = (at + length).min(end);
        let old = quantity.tokens.end;
        if kind == FigureKind::Duration
            && old < end
            && (is(old, "old") || (is(old, "of") && is(old + 1, "age")))
        {
            quantity.kind = FigureKind::Age;
        }
    }

    /// Whether the number names something: a year, Flight 370, Route 66, the class of 2014.
    fn is_name(&self, quantity: &Quantity, at: usize, scale: i32, start: usize, worded: bool) -> bool {
        if quantity.unit.is_some() || quantity.currency.is_some() || worded {
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
        let dotted = self.story.word(at - 1) == ".";
        let lead = if dotted && at >= start + 2 { self.story.tokens[at - 2] } else { before };
        let named = self.told(&lead, Quantities::sense) == Some(FigureSense::NumberBefore)
            && (lead.is_capital() || !matches!(self.story.word(at - 1), "week" | "day" | "year" | "no"));
        let month = lead.is(Class::Month) && lead.is_capital();
        let next_plain = self.story.tokens.get(quantity.tokens.end).is_some_and(|t| t.shape == Shape::Lower);
        let proper =
            before.is_capital() && before.kind == TokenKind::Word && !before.is(Class::Common) && !next_plain;
        year || zeros || (scale == 0 && (named || month || proper))
    }

    /// more than, nearly, at least: up to three words before.
    fn bound_before(&self, quantity: &mut Quantity, start: usize) {
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
        if at + 1 >= end || !self.story.word(at).eq_ignore_ascii_case("or") {
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
        let joins =
            |at: usize| sentence.contains(&at) && matches!(self.story.word(at), "to" | "-" | "–" | "or");
        let (from, end) = (quantity.from, quantity.tokens.end);
        let lead = |word: &str| from > sentence.start && self.story.word(from - 1).eq_ignore_ascii_case(word);
        (joins(end) && number(end + 1))
            || (from >= 2 && joins(from - 1) && number(from.saturating_sub(2)))
            || lead("from")
            || lead("between")
            || lead("versus")
    }
}
