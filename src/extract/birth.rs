//! When persons can have been born, by the ages and birth dates that the copy gives them.

use super::{DateMention, Figure, FigureKind, Head, Mention, MentionKind, PartyId};
use crate::extract::Bound;
use crate::lexicon::Class;
use crate::segment::{BlockKind, Story, Token, TokenKind};
use crate::text::{Span, hash_bytes};
use jiff::ToSpan;
use jiff::civil::Date;

const BORN: u64 = hash_bytes(b"born");
const HE: u64 = hash_bytes(b"he");
const SHE: u64 = hash_bytes(b"she");

/// When a person can have been born, by an age or a birth date that the copy prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Its words: `46`, `born in 1963`, `60th birthday`.
    pub span: Span,
    /// Whose it is; none where a capitalised word is nobody that the story is known to name.
    pub party: Option<PartyId>,
    /// The hash of the last word of the name beside it.
    pub name: u64,
    /// Whether the person is named in full beside it.
    pub full: bool,
    /// The age on the story date, in years; none when it is a birth date or a birthday.
    pub age: Option<i16>,
    /// The first and last day on which the person can have been born; none for an age in a story
    /// without a date.
    pub days: Option<(Date, Date)>,
    /// Whether it stands in a headline.
    pub headline: bool,
}

/// Ages that persons in the news have; infants' are counted in months.
const AGES: std::ops::RangeInclusive<i128> = 3..=115;

/// The least number that is an age without a word that says so.
const GROWN: i128 = 14;

/// Every age of a person at the story date, birth date and round birthday, in text order.
///
/// Left alone: what is quoted, an age in a sentence of another time, `at 46`, `then 46`.
pub(super) fn find(
    story: &Story<'_>,
    head: &Head,
    (figures, dates, mentions): (&[Figure], &[DateMention], &[Mention]),
) -> Vec<Birth> {
    let reader = Reader { story, head, dates, mentions };
    let ages = figures.iter().filter_map(|figure| reader.age(figure));
    let mut found: Vec<Birth> = ages.collect();
    found.extend(dates.iter().filter_map(|date| reader.birth(date).or_else(|| reader.birthday(date))));
    found.sort_by_key(|birth| birth.span);
    found.dedup_by_key(|birth| birth.span);
    found
}

/// Whom an age or birth is told of.
#[derive(Clone, Copy)]
struct Who {
    party: Option<PartyId>,
    name: u64,
    /// The first byte of the name with its title.
    start: u32,
    full: bool,
    headline: bool,
}

impl Who {
    const fn born(self, span: Span, age: Option<i16>, days: Option<(Date, Date)>) -> Birth {
        Birth {
            span,
            party: self.party,
            name: self.name,
            full: self.full,
            age,
            days,
            headline: self.headline,
        }
    }
}

struct Reader<'a, 'd> {
    story: &'a Story<'d>,
    head: &'a Head,
    dates: &'a [DateMention],
    mentions: &'a [Mention],
}

/// How many tokens may stand between `born` and its date: a town, a state, the parents.
const FAR: usize = 12;

/// How many mentions are looked at for one that begins or ends at a place: they may nest.
const NESTED: usize = 4;

/// How many dates before an age are asked; paragraphs of real copy have a few.
const DATES: usize = 12;

/// How many tokens may stand before a date that leads its sentence: `But in late`.
const LEAD: usize = 3;

/// How many days before the story date an event is of another time: weeklies look back on a month.
const LONG_AGO: i32 = 60;

impl Reader<'_, '_> {
    /// `Hossain, 46,`, `Hossain, aged 46`, `the 46-year-old Hossain`, `Hossain is 46`.
    fn age(&self, figure: &Figure) -> Option<Birth> {
        let years = figure.value.at(0).filter(|years| AGES.contains(years))?;
        let plain = figure.bound == Bound::Exact && !figure.quoted && !figure.ranged;
        let yearly = figure.unit.as_deref().is_none_or(|unit| unit == "year");
        let (first, next) = (self.story.token_at(figure.span.start), self.story.token_at(figure.span.end));
        let told = match figure.kind {
            FigureKind::Age => true,
            FigureKind::Count => years >= GROWN && self.is_bare(first, next),
            FigureKind::Money
            | FigureKind::Share
            | FigureKind::Change
            | FigureKind::Rate
            | FigureKind::Ratio
            | FigureKind::Rank
            | FigureKind::Duration
            | FigureKind::Measure
            | FigureKind::Score
            | FigureKind::Ordinal => false,
        };
        if !told || !plain || !yearly || self.is_of_another_time(figure, (first, next)) {
            return None;
        }
        let who = self.owner(first, next)?;
        let age = i16::try_from(years).ok()?;
        let days = self.head.date.and_then(|(story, _)| born_before(story, story, age));
        Some(who.born(figure.span, Some(age), days))
    }

    /// Whether a number stands alone behind `is`: `Hossain is 46.`
    fn is_bare(&self, first: usize, next: usize) -> bool {
        let verb = first.checked_sub(1).is_some_and(|at| matches!(self.story.word(at), "is" | "now"));
        verb && self.story.tokens.get(next).is_none_or(|token| token.kind == TokenKind::Punctuation)
    }

    /// Whose an age is by the words around it.
    fn owner(&self, first: usize, next: usize) -> Option<Who> {
        let own = self.story.tokens.get(first)?.sentence;
        let word = |at: Option<usize>| at.map_or("", |at| self.word(at, own));
        let mut before = first.checked_sub(1);
        if matches!(word(before), "aged" | "age" | "a" | "an" | "now") {
            before = before?.checked_sub(1);
        }
        if matches!(word(before), "at" | "of") {
            return None;
        }
        let led = word(before);
        if matches!(led, "," | "is" | "’s" | "'s") {
            let mut end = before?;
            if led != "," && self.word(end.checked_sub(1)?, own) == "who" {
                end = end.checked_sub(1)?;
                end -= usize::from(self.word(end.checked_sub(1)?, own) == ",");
            }
            let last = end.checked_sub(1)?;
            let named = self.ending_at(last).or_else(|| self.pronoun(last));
            return named.or_else(|| if led == "," { self.capital(last) } else { None });
        }
        // "The 46-year-old Hossain", "46-year-old plumber Ted Harlan".
        let hyphened = self.story.word(next.checked_sub(1)?).contains("old");
        if hyphened { self.beginning_at(next, own) } else { self.ending_at(before?) }
    }

    /// A word of the sentence; of another one, nothing.
    fn word(&self, at: usize, sentence: u32) -> &str {
        let inside = self.story.tokens.get(at).is_some_and(|token| token.sentence == sentence);
        if inside { self.story.word(at) } else { "" }
    }

    /// The person whose name ends with this token; not `Hossain’s`, nor a name that another owns.
    fn ending_at(&self, last: usize) -> Option<Who> {
        let end = self.story.tokens.get(last)?.span.end;
        let past = self.mentions.partition_point(|mention| mention.span.start < end);
        let near = self.mentions[past.saturating_sub(NESTED)..past].iter().rev();
        let mut persons = near.filter(|mention| is_person(mention));
        persons.find(|mention| mention.name.end == end || mention.span.end == end).map(|m| self.who(m))
    }

    fn who(&self, mention: &Mention) -> Who {
        let last = self.story.token_at(mention.name.end.saturating_sub(1));
        Who {
            party: mention.party,
            name: self.story.tokens.get(last).map_or(0, |token| token.hash),
            start: mention.span.start,
            full: mention.kind == MentionKind::FullName,
            headline: mention.headline,
        }
    }

    /// A capitalised word that is no known person's: the age or birth itself says that it is one.
    fn capital(&self, last: usize) -> Option<Who> {
        let token = self.story.tokens.get(last).filter(|token| token.is_word() && token.is_capital())?;
        let headline = self.story.block_of(last).is_none_or(|block| block.kind != BlockKind::Paragraph);
        let outside = token.quotation().is_none();
        outside.then_some(Who {
            party: None,
            name: token.hash,
            start: token.span.start,
            full: false,
            headline,
        })
    }

    /// The person whose name or title begins with this token, or behind a noun or two: `plumber`.
    fn beginning_at(&self, first: usize, sentence: u32) -> Option<Who> {
        let start = self.story.tokens.get(first)?.span.start;
        let from = self.mentions.partition_point(|mention| mention.name.end <= start);
        let mention = self.mentions[from..].iter().take(NESTED).find(|mention| is_person(mention))?;
        let name = self.story.token_at(mention.name.start);
        let within = self.story.tokens.get(name)?.sentence == sentence && name <= first + 4;
        let noun = |token: &Token| {
            token.kind == TokenKind::Word
                && !token.classes.any(&[Class::Preposition, Class::Conjunction, Class::Relative, Class::Cue])
                && !token.classes.any(&[Class::Auxiliary, Class::Modal, Class::Possessive, Class::Determiner])
        };
        let led = self.story.tokens.get(first..name)?.iter().all(noun);
        (within && led).then(|| self.who(mention))
    }

    /// he, she at the start of a sentence: the one person of the sentence before.
    fn pronoun(&self, at: usize) -> Option<Who> {
        let token = self.story.tokens.get(at).filter(|token| matches!(token.hash, HE | SHE))?;
        let own = self.story.sentences.get(token.sentence as usize)?;
        let opens = own.tokens.start as usize == at;
        let before = token.sentence.checked_sub(1).filter(|_| opens)?;
        let past = self.mentions.partition_point(|mention| mention.span.start < token.span.start);
        let mut persons = self.mentions[..past].iter().rev().take_while(|m| m.sentence == before);
        let mut persons = persons.by_ref().filter(|mention| is_person(mention));
        let last = persons.next()?;
        let alone = persons.all(|other| other.party == last.party);
        alone.then(|| self.who(last))
    }

    /// Whether an age is one of another time: `then 46`, `at the time`, `In 1988, Hossain, 32,`.
    fn is_of_another_time(&self, figure: &Figure, (first, next): (usize, usize)) -> bool {
        let words = |range: std::ops::Range<usize>, told: &[&str]| {
            range
                .filter_map(|at| self.story.tokens.get(at))
                .any(|token| token.sentence == figure.sentence && told.contains(&self.story.text(token.span)))
        };
        let then = words(first.saturating_sub(3)..first, &["then", "then-", "late", "was", "were", "had"]);
        let time = words(next..next + 4, &["time"]) || words(next..next + 1, &["then", "when"]);
        then || time || self.is_dated_elsewhere(figure)
    }

    /// Whether a day of long ago or far ahead stands before the age in its paragraph.
    fn is_dated_elsewhere(&self, figure: &Figure) -> bool {
        let Some((story, _)) = self.head.date else { return false };
        let of = |date: &DateMention| self.story.sentences.get(date.sentence as usize);
        let past = self.dates.partition_point(|date| date.span.start < figure.span.start);
        let before = self.dates[..past].iter().rev().take(DATES);
        let before = before.take_while(|date| of(date).is_some_and(|s| s.block == figure.block));
        // "In 1988 Hossain, 32, won" and "Hossain won in 1988", but not "… which sank in 1988, and Hossain, 46, …".
        let leads = |date: &&DateMention| {
            let first = self.story.token_at(date.span.start);
            of(date).is_some_and(|sentence| first <= sentence.tokens.start as usize + LEAD)
        };
        let mut days = before.filter(|date| leads(date) && !self.is_born(date)).filter_map(|date| date.last);
        days.any(|last| last.checked_add(LONG_AGO.days()).is_ok_and(|then| then < story))
    }

    fn is_born(&self, date: &DateMention) -> bool {
        self.birth(date).is_some()
    }

    /// `Hossain was born on 5 March 1963`, `Hossain (b. 1963)`, `Born in Dhaka in 1963, Hossain`.
    fn birth(&self, date: &DateMention) -> Option<Birth> {
        let (days, printed) = (date.date.zip(date.last)?, date.year_printed);
        let at = self.story.token_at(date.span.start);
        let token = self.story.tokens.get(at).filter(|token| token.quotation().is_none())?;
        if !printed || days.0 > days.1 {
            return None;
        }
        let (born, subject) = self.bracketed(at).or_else(|| self.born_before(at, token.sentence))?;
        let next = self.story.token_at(date.span.end);
        let who = match subject {
            Some(last) => self.subject(last, self.story.tokens.get(last)?.sentence),
            // "Born in 1963, Hossain went to sea."
            None if self.word(next, token.sentence) == "," => self.beginning_at(next + 1, token.sentence),
            None => None,
        };
        let span = Span::new(self.story.tokens.get(born)?.span.start, date.span.end);
        Some(who?.born(span, None, Some(days)))
    }

    /// `Hossain (b. 1963)`, where the full stop may end the sentence.
    fn bracketed(&self, at: usize) -> Option<(usize, Option<usize>)> {
        let word = |back: usize| at.checked_sub(back).map_or("", |before| self.story.word(before));
        let back = if word(1) == "b." { 1 } else { 2 };
        let short = back == 1 || word(1) == "." && word(2) == "b";
        (short && word(back + 1) == "(").then(|| (at - back, Some(at - back - 1)))
    }

    /// Where `born` stands before a date, and the last token of whoever it is told of; none when it
    /// opens the sentence.
    fn born_before(&self, at: usize, sentence: u32) -> Option<(usize, Option<usize>)> {
        let from = at.saturating_sub(FAR);
        for back in (from..at).rev() {
            let token = self.story.tokens.get(back).filter(|token| token.sentence == sentence)?;
            if token.hash == BORN {
                let opens = self.story.sentences.get(sentence as usize)?.tokens.start as usize == back;
                return Some((back, if opens { None } else { back.checked_sub(1) }));
            }
            if !is_between(self.story, token) {
                return None;
            }
        }
        None
    }

    /// Who was born: past `was`, a comma, a bracket and `who` before `born`.
    fn subject(&self, last: usize, sentence: u32) -> Option<Who> {
        let mut at = last;
        while matches!(self.word(at, sentence), "was" | "," | "(" | "[" | "who" | "is") {
            at = at.checked_sub(1)?;
        }
        let opens = self.story.sentences.get(sentence as usize)?.tokens.start as usize == at;
        let unknown = || if opens { self.capital(at) } else { None };
        let who = self.ending_at(at).or_else(|| self.pronoun(at)).or_else(unknown)?;
        let start = self.story.token_at(who.start);
        // "The son of Ted Harlan was born in 1963."
        let led = start.checked_sub(1).and_then(|at| self.story.tokens.get(at));
        let owned = led.is_some_and(|token| {
            token.sentence == sentence && token.classes.any(&[Class::Preposition, Class::Conjunction])
        });
        (!owned).then_some(who)
    }

    /// `Hossain turned 60 in May`, `will be 60 on Friday`, `his 60th birthday on Friday`.
    fn birthday(&self, date: &DateMention) -> Option<Birth> {
        let days = date.date.zip(date.last)?;
        let at = self.story.token_at(date.span.start);
        let sentence = self.story.tokens.get(at).filter(|token| token.quotation().is_none())?.sentence;
        let mut end = at;
        while matches!(self.word(end.checked_sub(1)?, sentence), "on" | "in" | "this" | "last" | "next" | ",")
        {
            end -= 1;
        }
        let (number, subject) = self.turned(end, sentence).or_else(|| self.celebrated(end, sentence))?;
        let age: i16 = self.story.word(number).parse().ok().filter(|age| AGES.contains(&i128::from(*age)))?;
        let who = self.ending_at(subject)?;
        let span =
            Span::new(self.story.tokens.get(number)?.span.start, self.story.tokens.get(end - 1)?.span.end);
        let (from, to) = (years_before(days.0, age)?, years_before(days.1, age)?);
        Some(who.born(span, None, Some((from, to))))
    }

    /// The number and the last token of the person in `Hossain turned 60`, `Hossain will be 60`.
    fn turned(&self, end: usize, sentence: u32) -> Option<(usize, usize)> {
        let number = end.checked_sub(1)?;
        let mut verb = number.checked_sub(1)?;
        match self.word(verb, sentence) {
            "turned" | "turns" => {}
            "turn" | "be" => verb = self.past(verb, sentence, &["will", "would"])?,
            _ => return None,
        }
        let mut subject = verb.checked_sub(1)?;
        while matches!(self.word(subject, sentence), "who" | ",") {
            subject = subject.checked_sub(1)?;
        }
        Some((number, subject))
    }

    /// The number and the last token of the person in `Hossain celebrated his 60th birthday`.
    fn celebrated(&self, end: usize, sentence: u32) -> Option<(usize, usize)> {
        let birthday = end.checked_sub(1).filter(|&at| self.word(at, sentence) == "birthday")?;
        let ordinal = birthday.checked_sub(1)?;
        let number = if matches!(self.word(ordinal, sentence), "st" | "nd" | "rd" | "th") {
            ordinal.checked_sub(1)?
        } else {
            return None;
        };
        let his = number.checked_sub(1).filter(|&at| matches!(self.word(at, sentence), "his" | "her"))?;
        let verb = his.checked_sub(1)?;
        let verbs = ["celebrated", "celebrates", "marked", "marks", "celebrate", "mark"];
        if !verbs.contains(&self.word(verb, sentence)) {
            return None;
        }
        let will = self.past(verb, sentence, &["will"]).unwrap_or(verb);
        Some((number, will.checked_sub(1)?))
    }

    /// The token before this one when it is one of these words.
    fn past(&self, at: usize, sentence: u32, words: &[&str]) -> Option<usize> {
        at.checked_sub(1).filter(|&before| words.contains(&self.word(before, sentence)))
    }
}

/// Whether a token may stand between `born` and its date: a town, `in`, `to`, a comma, the parents.
fn is_between(story: &Story<'_>, token: &Token) -> bool {
    let word = story.text(token.span);
    match token.kind {
        TokenKind::Number | TokenKind::Mark => false,
        TokenKind::Punctuation => matches!(word, "," | "."),
        TokenKind::Word => {
            let joins =
                token.classes.any(&[Class::Conjunction, Class::Relative, Class::Auxiliary, Class::Pronoun]);
            token.is_capital() || !joins && !word.ends_with("ed")
        }
    }
}

const fn is_person(mention: &Mention) -> bool {
    let named = match mention.kind {
        MentionKind::FullName | MentionKind::Surname => true,
        MentionKind::Body
        | MentionKind::Place
        | MentionKind::Role
        | MentionKind::Pronoun
        | MentionKind::Document => false,
    };
    named && mention.party.is_some() && !mention.quoted
}

/// The days on which one was born who has this age on every day from `first` to `last`.
fn born_before(first: Date, last: Date, age: i16) -> Option<(Date, Date)> {
    let from = years_before(first, age.checked_add(1)?)?.checked_add(1.day()).ok()?;
    Some((from, years_before(last, age)?))
}

fn years_before(day: Date, years: i16) -> Option<Date> {
    day.checked_sub(i32::from(years).years()).ok()
}

#[cfg(test)]
mod tests {
    use crate::extract;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;
    use jiff::civil::date;

    /// Whose age or birth, by which words, in a story of 7 February 2026, and the days of birth.
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let mut document = Document::plain("t", text);
        document.metadata.date = Some(date(2026, 2, 7));
        let story = segment::read(&document, Lexicon::builtin());
        let facts = extract::Extractor::rules().read(&story);
        let shown: Vec<_> = facts
            .births
            .iter()
            .map(|birth| {
                let party = birth.party.and_then(|party| facts.parties.get(party.0 as usize));
                let name = party.map_or(String::new(), |party| party.name.to_string());
                let days = birth.days.map(|(from, to)| format!("{from} {to}"));
                (birth.span.of(text), name, days.unwrap_or_default())
            })
            .collect();
        let shown: Vec<_> = shown.iter().map(|(a, b, c)| (*a, b.as_str(), c.as_str())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    const HARLAN: &str = "Ted Harlan";
    const AT_46: &str = "1979-02-08 1980-02-07";

    #[test]
    fn ages_are_read_beside_their_names() {
        check("Ted Harlan, 46, left.", &[("46", HARLAN, AT_46)]);
        check("Ted Harlan, aged 46, left.", &[("46", HARLAN, AT_46)]);
        check("Ted Harlan, who is 46, left.", &[("46", HARLAN, AT_46)]);
        check("The 46-year-old plumber Ted Harlan left.", &[("46-year-old", HARLAN, AT_46)]);
        check("Ted Harlan, a 46-year-old plumber, left.", &[("46-year-old", HARLAN, AT_46)]);
        check("Ted Harlan left. He is 46 years old.", &[("46 years", HARLAN, AT_46)]);
    }

    #[test]
    fn births_are_read_behind_their_names() {
        let year = "1963-01-01 1963-12-31";
        check("Ted Harlan was born in 1963.", &[("born in 1963", HARLAN, year)]);
        check("Ted Harlan (b. 1963) left.", &[("b. 1963", HARLAN, year)]);
        check("Ted Harlan, born in Dhaka in 1963, left.", &[("born in Dhaka in 1963", HARLAN, year)]);
        check("Born in 1963, Ted Harlan left.", &[("Born in 1963", HARLAN, year)]);
        let day = "1963-03-05 1963-03-05";
        check("Ted Harlan was born on 5 March 1963.", &[("born on 5 March 1963", HARLAN, day)]);
    }

    #[test]
    fn birthdays_tell_the_day_of_birth() {
        check("Ted Harlan turned 60 in January.", &[("60", HARLAN, "1966-01-01 1966-01-31")]);
        check("Ted Harlan will be 60 on Monday.", &[("60", HARLAN, "1966-02-09 1966-02-09")]);
        check(
            "Ted Harlan celebrated his 60th birthday on Friday.",
            &[("60th birthday", HARLAN, "1966-02-06 1966-02-06")],
        );
    }

    #[test]
    fn ages_of_another_time_are_left_alone() {
        check("Ted Harlan, then 46, left.", &[]);
        check("Ted Harlan, 46 at the time, left.", &[]);
        check("Ted Harlan left when he was 46.", &[]);
        check("Ted Harlan won at age 46, and at the age of 12.", &[]);
        check("In 1988 Ted Harlan, 12, left.", &[]);
        check("“Ted Harlan, 46, left,” she said.", &[]);
        check("The son of Ted Harlan was born in 1963.", &[]);
        check("Ted Harlan was born in Dhaka and moved to Oslo in 1963.", &[]);
        check("The daughter of Ted Harlan, six months, slept.", &[]);
    }
}
