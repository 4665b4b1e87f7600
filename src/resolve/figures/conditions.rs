//! Whether two figures may be held against each other, and what makes them comparable.

use super::clues::{has, only_compares};
use crate::extract::{Figure, FigureKind, FigureRole};
use crate::lexicon::{Conversion, FigureSense, Lexicon};
use crate::resolve::{Interval, Rational};
use smol_str::SmolStr;

/// A converted number is rounded by up to one part in so many.
/// Source: house; "100 km (60 miles)" is off by one part in 28.
const ROUNDED: i128 = 20;

/// How the units of two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    /// The same, or none.
    Same,
    /// One can be turned into the other: kilometres and miles.
    Convert,
    /// Two that are taken for each other in print: percent and percentage points, two currencies.
    Mistaken,
}

/// How the units stand; none when they measure two things.
pub(super) fn units(a: &Figure, b: &Figure) -> Option<Units> {
    if a.per != b.per {
        return None;
    }
    if a.kind == b.kind && a.unit == b.unit && a.currency == b.currency {
        return Some(Units::Same);
    }
    let money = a.kind == FigureKind::Money && b.kind == FigureKind::Money && a.unit == b.unit;
    if money || (is_share(a) && is_points(b)) || (is_points(a) && is_share(b)) {
        return Some(Units::Mistaken);
    }
    conversions(a, b).map(|_| Units::Convert)
}

/// Whether two measures in two units can be one quantity: 10 km and 6.2 miles.
///
/// None when the units do not convert, or a value cannot be held. A difference of one part in twenty
/// is rounding: 100 km and 60 miles. Degrees are converted as temperatures and as differences.
pub fn same_quantity(a: &Figure, b: &Figure) -> Option<bool> {
    let (x, y) = conversions(a, b).filter(|_| a.unit != b.unit)?;
    let base = |figure: &Figure, unit: &Conversion, shifted: bool| {
        let fraction = |(over, under)| Rational::new(over, under);
        let (least, most) = (fraction(unit.factor)?, fraction(unit.up_to)?);
        let shift = if shifted { fraction(unit.shift)? } else { Rational::ZERO };
        let slack = Rational::new(1, ROUNDED)?;
        let printed = Interval::rounded(figure)?;
        let end = |end: Option<Rational>, factor: Rational, slack: Rational| {
            let end = end?.times(factor)?;
            end.plus(end.times(slack)?)?.plus(shift)
        };
        let minus = Rational::ZERO.minus(slack)?;
        Some(Interval { low: end(printed.low, least, minus), high: end(printed.high, most, slack) })
    };
    let meet = |shifted| Some(base(a, x, shifted)?.meets(base(b, y, shifted)?));
    Some(meet(true)? || meet(false)?)
}

/// How both units convert, when they are of one dimension.
pub(super) fn conversions(a: &Figure, b: &Figure) -> Option<(&'static Conversion, &'static Conversion)> {
    if a.kind != FigureKind::Measure || b.kind != FigureKind::Measure {
        return None;
    }
    let table = &Lexicon::builtin().conversions;
    let (x, y) = (table.unit(a.unit.as_deref()?)?, table.unit(b.unit.as_deref()?)?);
    (x.dimension == y.dimension).then_some((x, y))
}

/// What a unit measures, or the unit itself when it converts into no other.
pub(super) fn dimension(unit: &str) -> &str {
    Lexicon::builtin().conversions.unit(unit).map_or(unit, |own| own.dimension.as_str())
}

fn is_share(figure: &Figure) -> bool {
    figure.unit.as_deref() == Some("percent")
}

fn is_points(figure: &Figure) -> bool {
    figure.unit.as_deref() == Some("percentage point")
}

/// Whether nothing speaks against holding the two against each other: measure, place, time, role
/// and what the copy itself says of them. What is counted, and of whom, is the evidence's.
pub(super) fn comparable(a: &Figure, b: &Figure) -> bool {
    alike(a, b) && !is_bridged(a, b)
}

/// The same but for what the copy says of them, which takes a look at each of their words.
pub(super) fn alike(a: &Figure, b: &Figure) -> bool {
    same_role(a, b) && not_apart(measure(a), measure(b)) && same_time(a, b) && same_scope(a, b)
}

/// A count from a beginning on is none of a day or a period.
fn same_role(a: &Figure, b: &Figure) -> bool {
    let timed = |figure: &Figure| figure.as_of.is_some() || figure.period.is_some();
    match (a.role == FigureRole::Cumulative, b.role == FigureRole::Cumulative) {
        (true, false) => b.role.is_whole() && !timed(b),
        (false, true) => a.role.is_whole() && !timed(a),
        (true, true) | (false, false) => a.role == b.role,
    }
}

/// Whether two shares are all there is: 80 percent, 20 percent.
pub(super) fn make_a_whole(a: &Figure, b: &Figure) -> bool {
    let share =
        |figure: &Figure| (figure.kind == FigureKind::Share).then(|| Rational::of(figure.value)).flatten();
    let sum = share(a).zip(share(b)).and_then(|(x, y)| x.plus(y));
    sum == Some(Rational::whole(100))
}

/// Whether one is the share of those who do, and the other of those who do not.
pub(super) fn are_complements(a: &Figure, b: &Figure) -> bool {
    make_a_whole(a, b) && has(a, FigureSense::Rest) != has(b, FigureSense::Rest)
}

fn measure(figure: &Figure) -> Option<&SmolStr> {
    figure.counts.as_ref()?.measure.as_ref()
}

/// Whether two marks are equal, or one is missing.
fn not_apart<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(x), Some(y)) => x == y,
        (Some(_) | None, None) | (None, Some(_)) => true,
    }
}

fn same_time(a: &Figure, b: &Figure) -> bool {
    not_apart(a.as_of, b.as_of) && not_apart(a.period.as_ref(), b.period.as_ref())
}

/// Places named on both sides share one, and so do groups; both tell of one sort of event. What is
/// named on one side only says nothing.
fn same_scope(a: &Figure, b: &Figure) -> bool {
    let share =
        |x: &[SmolStr], y: &[SmolStr]| x.is_empty() || y.is_empty() || x.iter().any(|word| y.contains(word));
    let (x, y) = (&a.scope, &b.scope);
    share(&x.places, &y.places) && share(&x.group, &y.group) && not_apart(x.event.as_ref(), y.event.as_ref())
}

/// Whether the copy bridges the two: revised, earlier; however. A sentence that holds its own values
/// against each other (compared with, versus) bridges to no other sentence.
pub(super) fn is_bridged(a: &Figure, b: &Figure) -> bool {
    let bridged = a.bridged != b.bridged && !only_compares(if a.bridged { a } else { b });
    bridged || (b.conceded && !a.conceded)
}

/// What both count, when they count it under one name.
pub(super) fn counted(a: &Figure, b: &Figure) -> Option<String> {
    let (x, y) = (a.counts.as_ref()?, b.counts.as_ref()?);
    let measure = x.measure.as_ref().filter(|measure| y.measure.as_ref() == Some(*measure));
    match (x.head == y.head && x.modifiers == y.modifiers, measure) {
        (true, Some(measure)) => Some(format!("both count “{}” ({measure})", x.head)),
        (true, None) => Some(format!("both count “{}”", x.head)),
        (false, _) => None,
    }
}

/// The conditions that held, as short sentences: those that the copy prints, not those by default.
pub(super) fn held(a: &Figure, b: &Figure) -> Vec<String> {
    let mut held: Vec<String> = counted(a, b).into_iter().collect();
    let shared = |x: &[SmolStr], y: &[SmolStr]| x.iter().find(|word| y.contains(word)).cloned();
    held.extend(shared(&a.scope.places, &b.scope.places).map(|place| format!("same place: {place}")));
    held.extend(shared(&a.scope.group, &b.scope.group).map(|group| format!("same group: {group}")));
    let event = a.scope.event.as_ref().filter(|event| b.scope.event.as_ref() == Some(*event));
    held.extend(event.map(|event| format!("same sort of event: {event}")));
    if let Some(date) = a.as_of.filter(|date| b.as_of == Some(*date)) {
        held.push(format!("both as of {date}"));
    }
    if let Some(period) = a.period.as_ref().filter(|period| b.period.as_ref() == Some(*period)) {
        held.push(format!("both speak of one period: {period}"));
    }
    held
}
