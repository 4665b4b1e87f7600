//! Whether two sentences tell of two times, or one of them of a part only: what both say then agrees.
//!
//! One test for all rules that hold two places of one thing against each other.

use super::Context;
use super::told::{sentence_end, sentence_start, tells};
use crate::extract::DateMention;
use crate::lexicon::{Class, Lexicon, StatementSense, StatementSenses};
use crate::text::{Place, Span, fold, hash_bytes};

/// How far around a place its sentence is read. Unit: bytes to each side.
const REACH: usize = 400;

/// How far before a sentence the copy leads to it, at most. Unit: bytes, two paragraphs.
const LEAD: usize = 600;

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    /// The words that are compared.
    pub words: Place,
    /// The act of saying or doing: `had said`, `was closed`.
    pub verb: Span,
    /// Words of a speaker, which tell nothing of when they were said; may be empty.
    pub quoted: Span,
}

/// Whether the two are told of two times or one of them of a part only.
pub(super) fn is_of_two(context: &Context<'_>, a: Telling, b: Telling) -> bool {
    let (first, second) = (Sentence::of(context, a), Sentence::of(context, b));
    have_other_days(&first.days, &second.days)
        || have_other_periods(&first.periods(), &second.periods())
        || first.is_before(&second)
        || second.is_before(&first)
        || first.past != second.past
        || first.part != second.part
}

/// The words of the sentence around one side, folded, those of a speaker left out.
pub(super) fn told_beside(context: &Context<'_>, telling: Telling) -> String {
    Sentence::of(context, telling).words
}

/// The sentence around one side.
struct Sentence<'a> {
    /// Its words, folded, those of a speaker left out.
    words: String,
    days: Vec<&'a DateMention>,
    /// Whether the act is told as past when something else happened: `had said`.
    past: bool,
    /// Where alone it holds: `in the north`.
    part: Option<String>,
}

impl<'a> Sentence<'a> {
    fn of(context: &Context<'a>, Telling { words: at, verb, quoted }: Telling) -> Self {
        let text = context.texts.text(at.story);
        let whole = sentence_around(text, at.span);
        let aside = |from: u32, to: u32| Span::new(from, to.max(from)).of(text);
        let words = match quoted.is_empty() {
            true => fold(whole.of(text)),
            false => {
                fold(&format!("{} | {}", aside(whole.start, quoted.start), aside(quoted.end, whole.end)))
            }
        };
        let dates = &context.story(at.story).dates;
        let days = dates[dates.partition_point(|day| day.span.start < whole.start)..].iter();
        let days = days.take_while(|day| day.span.end <= whole.end);
        let told =
            |day: &&DateMention| !day.span.overlaps(quoted) && (day.date.is_some() || day.weekday.is_some());
        Self {
            words,
            days: days.filter(told).collect(),
            past: is_past(text, whole, verb),
            part: part(aside(at.span.end, whole.end)),
        }
    }

    /// `before the vote` in one, `after the vote` in the other.
    fn is_before(&self, other: &Self) -> bool {
        let order = |one: &Self| {
            (tells(&one.words, StatementSense::Before), tells(&one.words, StatementSense::After))
        };
        order(self) == (true, false) && order(other) == (false, true)
    }

    /// `last week`, `in the morning`: each by its two words.
    fn periods(&self) -> Vec<(&str, &str)> {
        let words: Vec<&str> =
            self.words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let two = words.windows(2).filter(|two| has(two[1], StatementSense::Period));
        let leads = |word: &str| word == "the" || has(word, StatementSense::Which);
        two.filter(|two| leads(two[0])).map(|two| (two[0], two[1])).collect()
    }
}

fn senses(word: &str) -> StatementSenses {
    Lexicon::builtin().statements.of(hash_bytes(word.as_bytes()))
}

fn has(word: &str, sense: StatementSense) -> bool {
    senses(word).has(sense)
}

/// The sentence that holds a span; a full stop behind an abbreviation ends none.
pub(super) fn sentence_around(text: &str, span: Span) -> Span {
    let (from, to) = (span.start as usize, span.end as usize);
    let first = text.floor_char_boundary(from.saturating_sub(REACH));
    let last = text.ceil_char_boundary(to.saturating_add(REACH).min(text.len()));
    let (ahead, behind) = (text.get(first..from).unwrap_or(""), text.get(to..last).unwrap_or(""));
    let mut start = sentence_start(ahead);
    while let Some(before) = ahead[..start].trim_end().strip_suffix('.') {
        let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
        let initial = word.chars().count() == 1;
        if word.is_empty() || !initial && !Lexicon::builtin().classes(word).has(Class::Abbreviation) {
            break;
        }
        start = sentence_start(before);
    }
    let closed = span.of(text).trim_end_matches(['”', '"']).ends_with('.');
    Span::at(first + start, if closed { to } else { to + sentence_end(behind) })
}

/// The sentence behind another.
pub(super) fn next_sentence(text: &str, own: Span) -> Span {
    let gap = text.get(own.end as usize..).unwrap_or("").find(char::is_alphabetic).unwrap_or(0);
    let start = own.end as usize + gap;
    let next = sentence_around(text, Span::at(start, start));
    Span::at(start, (next.end as usize).max(start))
}

/// Where the copy begins that leads to a sentence: its paragraph and the one before.
pub(super) fn lead_start(text: &str, own: Span) -> u32 {
    let from = text.floor_char_boundary((own.start as usize).saturating_sub(LEAD));
    let ahead = text.get(from..own.start as usize).unwrap_or("");
    // Hard-wrapped copy parts its paragraphs by empty lines.
    let pause = if ahead.contains("\n\n") { "\n\n" } else { "\n" };
    let inside = !ahead.trim_end_matches(' ').ends_with('\n');
    let paragraphs = ahead.rsplit(pause).filter(|paragraph| !paragraph.trim().is_empty());
    let first = paragraphs.take(1 + usize::from(inside)).last();
    let start = first.map_or(ahead.len(), |first| first.as_ptr() as usize - ahead.as_ptr() as usize);
    (from + start) as u32
}

/// Whether days are named on both sides, and none of them meet: `in 2019`, `in 2024`.
fn have_other_days(a: &[&DateMention], b: &[&DateMention]) -> bool {
    let apart = |a: &DateMention, b: &DateMention| match (a.date.zip(a.last), b.date.zip(b.last)) {
        (Some(a), Some(b)) => a.1 < b.0 || b.1 < a.0,
        (None, _) | (_, None) => a.weekday.zip(b.weekday).is_some_and(|(a, b)| a != b),
    };
    !a.is_empty() && !b.is_empty() && a.iter().all(|a| b.iter().all(|b| apart(a, b)))
}

/// Whether both sides tell of periods, and of none in common: `last week`, `this week`.
fn have_other_periods(a: &[(&str, &str)], b: &[(&str, &str)]) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().all(|period| !b.contains(period))
}

/// Whether `had` stands before the act, or a word before that, in one sentence with it.
fn is_past(text: &str, sentence: Span, verb: Span) -> bool {
    let ahead = fold(Span::new(sentence.start, verb.start.max(sentence.start)).of(text));
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let (ahead, own) = (words(&ahead), words(&fold(verb.of(text))));
    ahead.iter().rev().take(2).chain(own.iter().take(2)).any(|word| word == "had")
}

/// What leads to a part of what was told of.
const IN: [&str; 6] = ["in", "at", "near", "across", "outside", "inside"];

/// The words right behind a place that narrow it to a part: `in the north`, `in Lisbon`.
fn part(behind: &str) -> Option<String> {
    let folded = fold(behind);
    let mut words = folded.split_whitespace();
    let lead = words.next().filter(|lead| IN.contains(lead))?;
    let mut next = words.next()?;
    if next == "the" {
        next = words.next()?;
    }
    let word = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let hash = hash_bytes(word.as_bytes());
    let narrows = has(word, StatementSense::Direction) || Lexicon::builtin().names().place(hash).is_some();
    narrows.then(|| format!("{lead} {word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_go_on_behind_abbreviations() {
        let check = |text: &str, word: &str, expected: &str| {
            let at = text.find(word).unwrap();
            assert_eq!(sentence_around(text, Span::at(at, at + word.len())).of(text), expected);
        };
        check("It rained. In 2019 Mr. Harlan said so. Then", "said", "In 2019 Mr. Harlan said so");
        check("It rained. On Monday T. Harlan said so. Then", "said", "On Monday T. Harlan said so");
        check("It rained in May. Harlan said so. Then", "said", "Harlan said so");
    }

    #[test]
    fn the_paragraph_before_leads_to_a_sentence() {
        let check = |text: &str, word: &str, expected: &str| {
            let at = text.find(word).unwrap();
            let own = sentence_around(text, Span::at(at, at + word.len()));
            assert_eq!(&text[lead_start(text, own) as usize..own.start as usize], expected);
        };
        check("One.\n\nTwo.\n\nThree.", "Three", "Two.\n\n");
        check("One.\n\nTwo.\n\nThree. Four.", "Four", "Two.\n\nThree. ");
        check("One.\n\nTwo\ngoes on.\n\nThree.", "Three", "Two\ngoes on.\n\n");
        check("One.", "One", "");
    }

    #[test]
    fn parts_are_told_by_directions_and_places() {
        assert_eq!(part(" in the north. Then"), Some("in north".to_owned()));
        assert_eq!(part(" in Lisbon, she said"), Some("in lisbon".to_owned()));
        assert_eq!(part(" in the morning"), None);
        assert_eq!(part(" after the fire"), None);
    }

    #[test]
    fn had_tells_of_a_time_before() {
        let text = "It rained. She had already said so.";
        let check = |verb: &str| {
            let at = text.find(verb).unwrap();
            is_past(text, sentence_around(text, Span::at(at, at + 1)), Span::at(at, at + verb.len()))
        };
        assert!(check("said") && check("had already said"));
        assert!(!check("rained"));
    }
}
