//! Two statements, judged by their figures: two short stories of one event.

use super::clues::{has, moves, near, shared_of, tell_of_opposites, times, years};
use super::compare::{agree, far_apart};
use super::conditions::{Units, comparable, make_a_whole, same_quantity, units};
use crate::extract::{Facts, Figure, FigureKind, FigureRole, Modality};
use crate::lexicon::FigureSense;

/// How two statements stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Both cannot be right about the same thing at the same time.
    Contradiction,
    /// They say the same of something.
    Consistent,
    /// Nothing in them is comparable.
    Neutral,
}

impl Stance {
    /// The verdict in lower case, as reports write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Consistent => "consistent",
            Self::Neutral => "neutral",
        }
    }
}

/// A verdict on two statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opposition {
    /// How they stand to each other.
    pub stance: Stance,
    /// Higher is likelier a contradiction. Unit: thousandths; the share of words that they have in
    /// common, and less where nothing contradicts.
    pub score: i32,
    /// Why, as short sentences.
    pub because: Vec<String>,
}

/// How many figures of a statement are compared; a longer one is no statement.
const FIGURES: usize = 12;

/// The least number and share of content words that two statements of one thing have in common, where a word near
/// both figures is the same; and where what is counted has another name. Unit: percent.
/// Source: the pairs that `sayso compare statements` was tuned on.
const SHARED: usize = 3;
const ALIKE: usize = 45;
const ALIKE_UNDER_ANOTHER_NAME: usize = 70;

/// Judges two statements by their figures, each read as a story of its own.
///
/// What is neither said of the same thing nor of the same time is neutral: prices and indexes of a
/// market, periods of a business year, changes, another place, another day.
pub fn oppose(a: &Facts, b: &Facts) -> Opposition {
    let pairs = matches(a, b);
    let (agreeing, opposed): (Vec<&Match<'_>>, Vec<&Match<'_>>) = pairs.iter().partition(|pair| pair.agrees);
    let words = pairs.iter().map(|pair| pair.alike).max().unwrap_or(0);
    let score = i32::try_from(words * 10).unwrap_or(1_000);
    // Two figures that differ and none that agrees: another group, another plan.
    let clear = match opposed[..] {
        [_] => true,
        [_, ..] => !agreeing.is_empty() && opposed.len() <= agreeing.len(),
        [] => false,
    };
    let told = opposed.first().filter(|_| clear).map(|pair| pair.because());
    match (told, agreeing.first()) {
        (Some(because), _) => Opposition { stance: Stance::Contradiction, score, because },
        (None, Some(pair)) if opposed.is_empty() => {
            let because = pair.because();
            Opposition { stance: Stance::Consistent, score: score - 2_000, because }
        }
        (None, Some(_) | None) => {
            let because = vec!["no two figures are of the same thing at the same time".to_owned()];
            Opposition { stance: Stance::Neutral, score: score - 1_000, because }
        }
    }
}

/// Two figures taken for the same quantity.
struct Match<'f> {
    a: &'f Figure,
    b: &'f Figure,
    agrees: bool,
    /// Percent of the content words that the two sentences share.
    alike: usize,
}

impl Match<'_> {
    fn because(&self) -> Vec<String> {
        let shown = |figure: &Figure| figure.value.to_string();
        let values = match self.agrees {
            true => format!("{} and {} can be one value", shown(self.a), shown(self.b)),
            false => format!("{} and {} cannot be one value", shown(self.a), shown(self.b)),
        };
        let mut because = vec![values];
        because
            .push(format!("the statements share {} percent of their words that carry meaning", self.alike));
        because.extend(super::conditions::held(self.a, self.b));
        because
    }
}

/// Each figure of `a` with the figure of `b` that it fits best; figures that agree go first.
fn matches<'f>(a: &'f Facts, b: &'f Facts) -> Vec<Match<'f>> {
    let (ours, theirs) = (a.figures.iter().take(FIGURES), b.figures.iter().take(FIGURES));
    let all = ours.flat_map(|x| theirs.clone().filter_map(|y| fit(x, y)));
    let mut all: Vec<Match<'_>> = all.collect();
    all.sort_by_key(|pair| (!pair.agrees, std::cmp::Reverse(pair.alike)));
    let mut taken: Vec<Match<'_>> = Vec::new();
    for pair in all {
        if !taken.iter().any(|old| old.a.span == pair.a.span || old.b.span == pair.b.span) {
            taken.push(pair);
        }
    }
    taken
}

/// The two as one quantity, if nothing speaks against it.
fn fit<'f>(a: &'f Figure, b: &'f Figure) -> Option<Match<'f>> {
    let units = units(a, b).filter(|units| *units != Units::Mistaken)?;
    let (shared, least) = shared_of(a, b);
    let alike = (shared * 100).checked_div(least).unwrap_or(0);
    let agrees = same_quantity(a, b).unwrap_or_else(|| agree(a, b));
    let found = Match { a, b, agrees, alike };
    if agrees || (units == Units::Same && make_a_whole(a, b)) {
        return Some(Match { agrees: true, ..found });
    }
    let named = same_head(a, b);
    let enough = if named == Some(false) { ALIKE_UNDER_ANOTHER_NAME } else { ALIKE };
    let whole = a.role != FigureRole::Additional && b.role != FigureRole::Additional;
    let modality = (a.modality == Modality::Sought) == (b.modality == Modality::Sought);
    let sound = comparable(a, b) && !far_apart(a, b) && whole && modality && !is_moving(a) && !is_moving(b);
    (sound && shared >= SHARED && alike >= enough && near(a, b) && !tells_apart(a, b)).then_some(found)
}

/// Whether both count under one name; none when one has none.
fn same_head(a: &Figure, b: &Figure) -> Option<bool> {
    let (x, y) = (a.counts.as_ref()?, b.counts.as_ref()?);
    Some(x.head == y.head)
}

/// Whether a figure is one of a moment: a price, an index, a change, a business period; or the end of a
/// range whose unit stands at its other end.
fn is_moving(figure: &Figure) -> bool {
    let bare_end = figure.ranged && figure.kind == FigureKind::Count;
    bare_end || has(figure, FigureSense::Market) || figure.kind == FigureKind::Change || moves(figure)
}

/// Whether words say that the two are of two times, groups or sums.
fn tells_apart(a: &Figure, b: &Figure) -> bool {
    let one_sided = has(a, FigureSense::Each) != has(b, FigureSense::Each);
    let (x, y) = (times(a), times(b));
    let (p, q) = (years(a), years(b));
    let other_year = !p.is_empty() && !q.is_empty() && !p.iter().any(|year| q.contains(year));
    let other_time = !x.is_empty() && !y.is_empty() && x != y;
    one_sided || tell_of_opposites(a, b) || other_year || other_time
}
