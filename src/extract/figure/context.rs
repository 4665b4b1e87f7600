//! What a figure's sentence tells about it: what is counted, where, when, and whether as a fact.

use super::quantity::Quantity;
use super::{Bound, Counted, FigureKind, FigureRole, Modality};
use crate::extract::DateMention;
use crate::lexicon::{Class, FigureSense, FigureSenses, Lexicon, UnitKind};
use crate::segment::{Story, Token, TokenKind};
use crate::text::fold;
use jiff::civil::Date;
use smallvec::SmallVec;
use smol_str::{SmolStr, StrExt, format_smolstr};
use std::ops::Range;

/// How far before a figure a verb still tells whether it is a fact. Unit: tokens.
const NEAR: usize = 10;

/// How far before a figure a negation still denies it: `did not kill 12`. Unit: tokens.
const DENIED: usize = 3;

/// How many words a counted noun phrase may have.
const PHRASE: usize = 4;

/// What the sentence tells about a figure.
pub(super) struct Surroundings {
    pub kind: FigureKind,
    pub per: Option<SmolStr>,
    pub role: FigureRole,
    pub counts: Option<Counted>,
    pub scope: Vec<SmolStr>,
    pub as_of: Option<Date>,
    pub period: Option<SmolStr>,
    pub modality: Modality,
    pub bridged: bool,
    pub conceded: bool,
}

/// A sentence with figures in it.
pub(super) struct Context<'s, 'd> {
    story: &'s Story<'d>,
    lexicon: &'s Lexicon,
    tokens: Range<usize>,
    dates: &'s [DateMention],
    bridged: bool,
    conceded: bool,
    period: Option<SmolStr>,
    scope: Vec<SmolStr>,
}

impl<'s, 'd> Context<'s, 'd> {
    pub fn new(
        story: &'s Story<'d>,
        lexicon: &'s Lexicon,
        tokens: Range<usize>,
        dates: &'s [DateMention],
    ) -> Self {
        let (mut bridged, mut conceded, mut period) = (false, false, None);
        for at in tokens.clone() {
            let senses = senses(story, lexicon, at);
            bridged |= senses.bridges();
            conceded |= senses.has(FigureSense::Concession);
            if period.is_none() && senses.has(FigureSense::Period) {
                period = Some(folded(story.word(at)));
            }
        }
        let scope = scope(story, tokens.clone());
        Self { story, lexicon, tokens, dates, bridged, conceded, period, scope }
    }

    pub fn read(&self, quantity: &Quantity) -> Surroundings {
        let counts = self.counted(quantity);
        let kind = self.kind(quantity);
        // "A 46-year-old farmer" counts years of the farmer, not farmers.
        let counts = if kind == FigureKind::Age { None } else { counts };
        Surroundings {
            kind,
            per: self.per(quantity, counts.as_ref()),
            role: self.role(quantity),
            counts,
            scope: self.scope.clone(),
            as_of: self.as_of(quantity),
            period: self.period.clone(),
            modality: self.modality(quantity),
            bridged: self.bridged,
            conceded: self.conceded,
        }
    }

    /// A name, the number between commas, an age: `Hossain, 46,`.
    fn kind(&self, quantity: &Quantity) -> FigureKind {
        let (from, end) = (quantity.tokens.start, quantity.tokens.end);
        let word = |at: usize| if self.tokens.contains(&at) { self.story.word(at) } else { "" };
        let apposed = from >= self.tokens.start + 2
            && word(from - 1) == ","
            && matches!(word(end), "," | "." | "")
            && self.story.tokens[from - 2].is_capital()
            && quantity.scale == 0
            && quantity.printed.exponent == 0
            && (1..=115).contains(&quantity.printed.digits);
        let aged = from > self.tokens.start && matches!(word(from - 1), "aged" | "Aged" | "age" | "ages");
        if quantity.kind == FigureKind::Count && (apposed || aged) { FigureKind::Age } else { quantity.kind }
    }

    /// The noun phrase after a figure, and the measure that its noun or a verb near it makes.
    fn counted(&self, quantity: &Quantity) -> Option<Counted> {
        let start = self.phrase_start(quantity);
        // "A 41-page decision" counts pages.
        let hyphened = start > quantity.tokens.end && self.story.word(start - 1) == "-";
        let reach = start..self.tokens.end.min(start + if hyphened { 1 } else { PHRASE });
        let noun = |at: &usize| is_noun_phrase(self.story, &self.story.tokens[*at]);
        // "A quarter of Iran's trade" counts trade.
        let owned =
            reach.clone().take_while(noun).last().map(|at| at + 1).filter(|&at| is_possessive(self.word(at)));
        let words: SmallVec<[usize; PHRASE]> = owned
            .map_or(reach.clone(), |at| at + 1..self.tokens.end.min(at + 1 + PHRASE))
            .take_while(noun)
            .collect();
        let plural = words.iter().position(|&at| is_plural(self.story.word(at)));
        let head_at = plural.unwrap_or(words.len().checked_sub(1)?);
        let head = *words.get(head_at)?;
        let measure = self.measure(quantity, head);
        Some(Counted {
            span: self.story.tokens[head].span,
            head: singular(&folded(self.story.word(head))),
            plural: plural.is_some(),
            measure: measure.cloned(),
            modifiers: words[..head_at].iter().map(|&at| folded(self.story.word(at))).collect(),
        })
    }

    /// The word at a token of the sentence; outside of it nothing.
    fn word(&self, at: usize) -> &str {
        if self.tokens.contains(&at) { self.story.word(at) } else { "" }
    }

    /// Past `of the`, `more`, `other` after the number.
    fn phrase_start(&self, quantity: &Quantity) -> usize {
        let mut at = quantity.tokens.end;
        let units = quantity.unit.is_some() || quantity.currency.is_some() || quantity.scale != 0;
        let of = self.word(at).eq_ignore_ascii_case("of");
        let partly = of && (self.is_determiner(at + 1) || quantity.bound == Bound::AtLeast);
        let shared = quantity.kind == FigureKind::Share && self.is_determiner(at);
        at += usize::from(of && units || partly || shared);
        while at < self.tokens.end && at < quantity.tokens.end + 3 {
            let passed = matches!(self.story.word(at), "more" | "other" | "-")
                || (at > quantity.tokens.end && self.is_determiner(at));
            if !passed {
                break;
            }
            at += 1;
        }
        at
    }

    fn is_determiner(&self, at: usize) -> bool {
        self.tokens.contains(&at)
            && self.story.tokens[at].classes.any(&[Class::Determiner, Class::Possessive])
    }

    /// The measure class of the counted noun, else of a verb close behind or before.
    fn measure(&self, quantity: &Quantity, head: usize) -> Option<&'s SmolStr> {
        let words = &self.lexicon.quantities;
        let measure = |at: usize| {
            let token = &self.story.tokens[at];
            if token.measures { words.measure(token.hash) } else { None }
        };
        let plain = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.kind == TokenKind::Word && !token.is(Class::Conjunction)
        };
        let behind = (head + 1)..self.tokens.end.min(head + 6);
        let before = self.tokens.start.max(quantity.from.saturating_sub(2))..quantity.from;
        measure(head)
            .or_else(|| before.rev().take_while(plain).find_map(measure))
            .or_else(|| behind.take_while(plain).find_map(measure))
    }

    /// `a day` in `40 barrels a day`, `per litre`.
    fn per(&self, quantity: &Quantity, counts: Option<&Counted>) -> Option<SmolStr> {
        let head = counts.map(|c| self.story.token_at(c.span.start));
        [Some(quantity.tokens.end), head.map(|at| at + 1)].into_iter().flatten().find_map(|at| {
            if at + 1 >= self.tokens.end
                || !matches!(self.story.word(at), "a" | "an" | "per" | "each" | "every")
            {
                return None;
            }
            // "143 a day earlier" is no rate.
            if matches!(self.story.word(at + 2), "earlier" | "before" | "ago" | "later" | "after" | "old") {
                return None;
            }
            let unit = self.lexicon.quantities.unit(self.story.tokens[at + 1].hash);
            let timed = unit.filter(|u| matches!(u.kind, UnitKind::Duration | UnitKind::Measure));
            timed.map(|u| u.unit.clone())
        })
    }

    fn role(&self, quantity: &Quantity) -> FigureRole {
        let after = quantity.tokens.end;
        let word = |at: usize| if self.tokens.contains(&at) { self.story.word(at) } else { "" };
        if matches!(word(after), "more" | "other" | "others" | "additional") {
            return FigureRole::Additional;
        }
        let whole = matches!(word(after + 1), "them" | "whom" | "those" | "these");
        let counted = quantity.kind == FigureKind::Count && self.is_determiner(after + 1);
        if word(after) == "of" && (whole || counted) {
            return FigureRole::Part;
        }
        let before = self.tokens.start.max(quantity.from.saturating_sub(2))..quantity.from;
        let role = |at: usize| {
            let senses = senses(self.story, self.lexicon, at);
            let additional = senses.has(FigureSense::Additional).then_some(FigureRole::Additional);
            additional.or_else(|| senses.has(FigureSense::Part).then_some(FigureRole::Part))
        };
        before.rev().find_map(role).unwrap_or(FigureRole::Total)
    }

    /// The date that stands nearest in the sentence.
    fn as_of(&self, quantity: &Quantity) -> Option<Date> {
        let at = self.story.span_of(quantity.tokens.clone()).start;
        // "48 million, from 61 million a year earlier": only the latter is of then.
        let own = |date: &&DateMention| {
            let first = self.story.token_at(date.span.start);
            !date.counted || (quantity.tokens.end..=quantity.tokens.end + 2).contains(&first)
        };
        self.dates.iter().filter(own).min_by_key(|d| d.span.start.abs_diff(at)).and_then(|d| d.date)
    }

    /// What the verbs before the figure make of it.
    fn modality(&self, quantity: &Quantity) -> Modality {
        let from = self.tokens.start.max(quantity.from.saturating_sub(NEAR));
        let told = |at: usize| {
            let token = &self.story.tokens[at];
            if token.is(Class::Negation) && quantity.from - at <= DENIED {
                return Some(Modality::Denied);
            }
            let senses = senses(self.story, self.lexicon, at);
            MODALITIES.iter().find(|(sense, _)| senses.has(*sense)).map(|(_, modality)| *modality)
        };
        (from..quantity.from).rev().find_map(told).unwrap_or(Modality::Fact)
    }
}

/// What a word before a figure makes of it.
const MODALITIES: [(FigureSense, Modality); 4] = [
    (FigureSense::Forecast, Modality::Forecast),
    (FigureSense::Sought, Modality::Sought),
    (FigureSense::Approved, Modality::Approved),
    (FigureSense::Conditional, Modality::Conditional),
];

/// What the token tells about a figure near it.
fn senses(story: &Story<'_>, lexicon: &Lexicon, at: usize) -> FigureSenses {
    let token = &story.tokens[at];
    if token.measures { lexicon.quantities.words.senses(token.hash) } else { FigureSenses::default() }
}

/// The places that the sentence names, folded, in order.
fn scope(story: &Story<'_>, tokens: Range<usize>) -> Vec<SmolStr> {
    let named = tokens.filter(|&at| {
        let token = &story.tokens[at];
        token.is_capital() && (token.is(Class::Place) || token.is(Class::Demonym))
    });
    let mut places: Vec<SmolStr> = named.map(|at| folded(story.word(at))).collect();
    places.sort();
    places.dedup();
    places
}

/// Whether a word can belong to the noun phrase behind a number.
fn is_noun_phrase(story: &Story<'_>, token: &Token) -> bool {
    const CLOSED: [Class; 9] = [
        Class::Auxiliary,
        Class::Conjunction,
        Class::Determiner,
        Class::Modal,
        Class::Negation,
        Class::Possessive,
        Class::Preposition,
        Class::Pronoun,
        Class::Relative,
    ];
    const BEHIND: [&str; 25] = [
        "ago", "later", "away", "apart", "earlier", "long", "wide", "deep", "high", "tall", "inland", "not",
        "each", "last", "next", "left", "late", "fewer", "less", "higher", "lower", "faster", "slower",
        "along", "running",
    ];
    let word = story.text(token.span);
    token.kind == TokenKind::Word
        && word.len() > 2
        && !is_possessive(word)
        && !token.classes.any(&CLOSED)
        // "1,900 calls" are no verb.
        && (!token.is(Class::Cue) || is_plural(word))
        && !word.ends_with("ly")
        && !BEHIND.contains(&word)
}

fn is_possessive(word: &str) -> bool {
    word.starts_with(['\'', '’'])
}

/// Whether a noun looks like a plural.
pub(super) fn is_plural(word: &str) -> bool {
    const PLURALS: [&str; 10] = [
        "people",
        "men",
        "women",
        "children",
        "police",
        "dead",
        "grandchildren",
        "fishermen",
        "policemen",
        "servicemen",
    ];
    let [.., before, last] = word.as_bytes() else { return false };
    let ends = word.len() > 3 && matches!(last, b's' | b'S');
    ends && !matches!(before, b's' | b'S' | b'u' | b'U' | b'i' | b'I')
        || PLURALS.iter().any(|plural| word.eq_ignore_ascii_case(plural))
}

/// A word folded; nearly all are ASCII and need no buffer.
fn folded(word: &str) -> SmolStr {
    if word.is_ascii() { word.to_ascii_lowercase_smolstr() } else { SmolStr::new(fold(word)) }
}

/// The singular of a folded noun, by its ending.
fn singular(word: &str) -> SmolStr {
    let known = match word {
        "people" | "persons" => Some("person"),
        "men" => Some("man"),
        "women" => Some("woman"),
        "children" => Some("child"),
        "lives" => Some("life"),
        "grandchildren" => Some("grandchild"),
        "wives" => Some("wife"),
        "knives" => Some("knife"),
        "policemen" => Some("policeman"),
        "servicemen" => Some("serviceman"),
        "fishermen" => Some("fisherman"),
        _ => None,
    };
    if let Some(known) = known {
        return SmolStr::new_static(known);
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format_smolstr!("{stem}y");
    }
    let long = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    let cut = if long { 2 } else { usize::from(is_plural(word)) };
    SmolStr::new(&word[..word.len() - cut])
}

#[cfg(test)]
mod tests {
    use crate::extract::{self, Figure};
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn figures(text: &str) -> Vec<Figure> {
        let document = Document::plain("t", text);
        extract::Extractor::rules().read(&segment::read(&document, Lexicon::builtin())).figures
    }

    /// Each figure's words, value, and what it counts.
    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let found: Vec<_> = figures(text)
            .iter()
            .map(|f| {
                let counts = f.counts.as_ref().map_or(String::new(), |c| c.head.to_string());
                (f.span.of(text).to_owned(), f.value.to_string(), counts)
            })
            .collect();
        let shown: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn counts_money_and_shares_are_read() {
        check("At least 3,117 people were hurt.", &[("3,117", "3117", "person")]);
        check(
            "It cost $14.5bn, or US$2 billion a year.",
            &[("$14.5bn", "14500000000", ""), ("US$2 billion", "2000000000", "")],
        );
        check(
            "He paid 5 crore rupees and €3.2m.",
            &[("5 crore rupees", "50000000", ""), ("€3.2m", "3200000", "")],
        );
        check(
            "Some 6.1% of voters, and 2 percentage points.",
            &[("6.1%", "6.1", "voter"), ("2 percentage points", "2", "")],
        );
        check(
            "Twelve ferries and twenty-one boats sank.",
            &[("Twelve", "12", "ferry"), ("twenty-one", "21", "boat")],
        );
        check("More than a quarter of trade.", &[("a quarter", "25", "trade")]);
    }

    #[test]
    fn numbers_that_count_nothing_are_no_figures() {
        check("On Feb. 7, 2026, Flight 370 left at 18:15 for the 24/7 Route 66 show.", &[]);
        check("It was 24-7 in 1987 under Section 5, on the 7th day, and several hundred others came.", &[]);
        check("It was ９９ and 1,23 and 12345678901234567890123.", &[]);
    }

    #[test]
    fn fractions_ratios_and_vague_numbers_are_read() {
        check(
            "Two-thirds of voters, a fifth of farms and half the boats.",
            &[("Two-thirds", "66.7", "voter"), ("a fifth", "20", "farm"), ("half", "50", "boat")],
        );
        check(
            "One in five posts, nine out of ten cats.",
            &[("One in five", "20", "post"), ("nine out of ten", "90", "cat")],
        );
        check(
            "Half a million people, two and a half years, a dozen eggs.",
            &[
                ("Half a million", "500000", "person"),
                ("two and a half years", "2.5", ""),
                ("a dozen", "12", "egg"),
            ],
        );
        check(
            "Dozens of people, tens of thousands of homes and millions of dollars.",
            &[
                ("Dozens", "12", "person"),
                ("tens of thousands", "10000", "home"),
                ("millions of dollars", "1000000", ""),
            ],
        );
        check("It fell in the second half, by a third party, in half.", &[]);
    }

    #[test]
    fn ranges_and_scores_are_two_figures() {
        check("It grew 5 to 7 percent.", &[("5", "5", ""), ("7 percent", "7", "")]);
        check("It took 12-15 people.", &[("12", "12", "person"), ("15", "15", "person")]);
        check("Between £2m and £3m was lost.", &[("£2m", "2000000", ""), ("£3m", "3000000", "")]);
        check("Rovers beat Town 3-2 on Sunday.", &[("3", "3", ""), ("2", "2", "")]);
        check("Work goes on 24-7, split 50-50 since 2019-20.", &[]);
        let units = |text: &str| {
            figures(text).iter().map(|f| f.unit.clone().unwrap_or_default().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(units("It grew 5 to 7 percent."), ["percent", "percent"]);
        assert_eq!(units("Rovers won 3-2."), ["score", "score"]);
        assert_eq!(units("Senators passed it 52-48."), ["", ""]);
    }

    #[test]
    fn units_of_every_sort_are_read() {
        let unit = |text: &str| {
            let found = figures(text);
            let [figure] = &found[..] else { panic!("{text}: {found:?}") };
            let unit = figure.unit.clone().unwrap_or_default();
            let code = figure.currency.map_or(String::new(), |c| c.code().to_owned());
            format!("{} {}", figure.value, if unit.is_empty() { code } else { unit.to_string() })
        };
        assert_eq!(unit("It was 38C in the shade."), "38 degree Celsius");
        assert_eq!(unit("It was minus 5 degrees Celsius at dawn."), "-5 degree Celsius");
        assert_eq!(unit("It was 100°F at noon."), "100 degree Fahrenheit");
        assert_eq!(unit("They burned 40 square miles of scrub."), "40 square mile");
        assert_eq!(unit("Gusts of 120 kilometres per hour came."), "120 kph");
        assert_eq!(unit("They got a five-year sentence."), "5 year");
        assert_eq!(unit("The forty-six-year-old left."), "46 year");
        assert_eq!(unit("It ranks third-largest in Asia."), "3 rank");
        assert_eq!(unit("The club went 7th in the table."), "7 rank");
        assert_eq!(unit("Rates rose by 25 basis points."), "25 basis point");
        assert_eq!(unit("Bread costs 50p."), "0.50 GBP");
        assert_eq!(unit("It cost 2 million pounds."), "2000000 GBP");
        assert_eq!(unit("The fish weighed 12 pounds."), "12 pound");
        assert_eq!(unit("He paid Tk 12 lakh."), "1200000 BDT");
        assert_eq!(unit("A magnitude 6.4 quake struck."), "6.4 magnitude");
    }

    #[test]
    fn hostile_numbers_are_exact_or_silent() {
        for text in [
            "It cost 10^400 dollars.",
            "It was 1.234.567,89 in all.",
            "There were 99999999999999999999999999 of them.",
            "Half a half of a quarter of a third million.",
            "-------5------5-----5",
            "1-2-3-4-5-6-7-8-9 to 1 to 2 to 3 or 4",
            "one in one in one in one",
            "tens of tens of thousands of thousands of",
        ] {
            for figure in figures(text) {
                assert!(figure.span.of(text).len() < 40, "{text}: {figure:?}");
            }
        }
        let long = format!("It had {} cells.", "9".repeat(1_000_000));
        assert_eq!(figures(&long).len(), 0);
    }

    #[test]
    fn ages_and_durations_are_told_apart_from_counts() {
        use crate::extract::FigureKind::{Age, Count, Duration};
        let kinds = |text: &str| figures(text).iter().map(|f| f.kind).collect::<Vec<_>>();
        assert_eq!(
            kinds("Hossain, 46, spent 12 days with 14 men, one a 30-year-old."),
            [Age, Duration, Count, Age]
        );
    }

    #[test]
    fn roles_and_measures_come_from_the_words_beside() {
        use crate::extract::FigureRole::{Additional, Part, Total};
        let found = figures("The storm killed 12 people and hurt another 30, including 4 children.");
        assert_eq!(found.iter().map(|f| f.role).collect::<Vec<_>>(), [Total, Additional, Part]);
        assert_eq!(found[0].counts.as_ref().unwrap().measure.as_deref(), Some("killed"));
    }
}
