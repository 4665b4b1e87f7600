//! What a figure's sentence tells about it: what is counted, where, when, and whether as a fact.

use super::counted::folded;
use super::quantity::Quantity;
use super::scope::{Events, places};
use super::words;
use super::{Counted, FigureKind, FigureRole, Modality, Scope, Stretch};
use crate::extract::DateMention;
use crate::lexicon::{Class, Classes, FigureSense, FigureSenses, Lexicon, UnitKind};
use crate::segment::{Sentence, Shape, Story};
use smol_str::SmolStr;
use std::ops::Range;

/// How far before a figure a verb still tells whether it is a fact. Unit: tokens.
const NEAR: usize = 10;

/// How far before a figure a negation still denies it: `did not kill 12`. Unit: tokens.
const DENIED: usize = 3;

/// What the sentence tells about a figure.
pub(super) struct Surroundings {
    pub kind: FigureKind,
    pub per: Option<SmolStr>,
    pub role: FigureRole,
    pub counts: Option<Counted>,
    pub scope: Scope,
    pub as_of: Option<Stretch>,
    pub period: Option<SmolStr>,
    pub modality: Modality,
    pub bridged: bool,
    pub conceded: bool,
}

/// A sentence with figures in it.
pub(super) struct Context<'s, 'd> {
    pub(super) story: &'s Story<'d>,
    pub(super) lexicon: &'s Lexicon,
    pub(super) tokens: Range<usize>,
    pub(super) dates: &'s [DateMention],
    /// What any word of the sentence tells.
    pub(super) senses: FigureSenses,
    classes: Classes,
    period: Option<SmolStr>,
    pub(super) scope: Scope,
}

impl<'s, 'd> Context<'s, 'd> {
    pub fn new(
        story: &'s Story<'d>,
        lexicon: &'s Lexicon,
        sentence: &Sentence,
        dates: &'s [DateMention],
    ) -> Self {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let (mut all, mut period) = (FigureSenses::default(), None);
        let mut events = Events::default();
        for token in &story.tokens[tokens.clone()] {
            let senses = lexicon.near_figures(token.word);
            all = all.and(senses);
            if senses.any(&[FigureSense::Event, FigureSense::Period]) {
                events.add(lexicon.quantities.words.event(token.hash));
                if period.is_none() && senses.has(FigureSense::Period) {
                    period = Some(folded(story.text(token.span)));
                }
            }
        }
        let named = sentence.classes.any(&[Class::Place, Class::Demonym]);
        let places = if named { places(story, tokens.clone()) } else { Vec::new() };
        let scope = Scope { places, group: Vec::new(), event: events.only() };
        Self { story, lexicon, tokens, dates, senses: all, classes: sentence.classes, period, scope }
    }

    pub fn read(&self, quantity: &Quantity) -> Surroundings {
        let counts = self.counted(quantity);
        let kind = self.kind(quantity);
        // "A 46-year-old farmer" counts years of the farmer, not farmers.
        let counts = if kind == FigureKind::Age { None } else { counts };
        let scope = self.scope(quantity, counts.as_ref());
        Surroundings {
            kind,
            per: self.per(quantity, counts.as_ref()),
            role: self.role(quantity),
            counts,
            scope,
            as_of: self.as_of(quantity),
            period: self.period.clone(),
            modality: self.modality(quantity),
            bridged: self.senses.bridges(),
            conceded: self.senses.has(FigureSense::Concession),
        }
    }

    /// The word at a token of the sentence; outside of it nothing.
    pub(super) fn word(&self, at: usize) -> &str {
        if self.tokens.contains(&at) { self.story.word(at) } else { "" }
    }

    /// The hash of the fold of a token of the sentence; outside of it nothing.
    pub(super) fn hash(&self, at: usize) -> u64 {
        if self.tokens.contains(&at) { self.story.tokens[at].hash } else { 0 }
    }

    /// The same of a token in small letters.
    pub(super) fn lower(&self, at: usize) -> u64 {
        let token = self.story.tokens.get(at).filter(|_| self.tokens.contains(&at));
        token.filter(|token| token.shape == Shape::Lower).map_or(0, |token| token.hash)
    }

    /// A name, the number between commas, an age: `Hossain, 46,`.
    fn kind(&self, quantity: &Quantity) -> FigureKind {
        let (from, end) = (quantity.tokens.start, quantity.tokens.end);
        if quantity.kind != FigureKind::Count || from < self.tokens.start + 1 {
            return quantity.kind;
        }
        let apposed = self.hash(from - 1) == words::COMMA
            && from >= self.tokens.start + 2
            && (end >= self.tokens.end || matches!(self.hash(end), words::COMMA | words::STOP))
            && self.story.tokens[from - 2].is_capital()
            && quantity.scale == 0
            && quantity.printed.exponent == 0
            && (1..=115).contains(&quantity.printed.digits);
        let aged = match self.hash(from - 1) {
            words::AGED => matches!(self.word(from - 1), "aged" | "Aged"),
            words::AGE | words::AGES => matches!(self.word(from - 1), "age" | "ages"),
            _ => false,
        };
        if apposed || aged { FigureKind::Age } else { FigureKind::Count }
    }

    /// `a day` in `40 barrels a day`, `per litre`.
    fn per(&self, quantity: &Quantity, counts: Option<&Counted>) -> Option<SmolStr> {
        let head = counts.map(|c| self.story.token_at(c.span.start));
        [Some(quantity.tokens.end), head.map(|at| at + 1)].into_iter().flatten().find_map(|at| {
            if at + 1 >= self.tokens.end
                || !matches!(self.lower(at), words::A | words::AN | words::PER | words::EACH | words::EVERY)
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

    /// What the verbs before the figure make of it.
    fn modality(&self, quantity: &Quantity) -> Modality {
        if !self.senses.any(&MODAL) && !self.classes.has(Class::Negation) {
            return Modality::Fact;
        }
        let from = self.tokens.start.max(quantity.from.saturating_sub(NEAR));
        let told = |at: usize| {
            let token = &self.story.tokens[at];
            if token.is(Class::Negation) && quantity.from - at <= DENIED {
                return Some(Modality::Denied);
            }
            let senses = self.lexicon.near_figures(token.word);
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

/// The senses of [`MODALITIES`].
const MODAL: [FigureSense; 4] = [MODALITIES[0].0, MODALITIES[1].0, MODALITIES[2].0, MODALITIES[3].0];

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
