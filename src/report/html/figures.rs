//! The figures of a finding as a table, and on one axis.

use super::finding::At;
use super::{Batch, Finding};
use crate::extract::{Decimal, Figure};
use crate::report::visible::shown;
use crate::report::{place, words};
use crate::text::Place;

/// How long the axis is. Unit: steps, of which the drawing makes pixels.
const AXIS: i128 = 1000;

/// The figures that a finding holds against each other.
pub(super) struct FigureTable {
    pub(super) rows: Vec<Row>,
    /// Whether all rows lie on one axis.
    pub(super) drawn: bool,
}

/// A figure.
pub(super) struct Row {
    pub(super) printed: String,
    pub(super) value: String,
    pub(super) bound: &'static str,
    pub(super) unit: String,
    pub(super) counts: String,
    pub(super) source: String,
    pub(super) as_of: String,
    pub(super) at: At,
    /// Where its interval begins and ends and where its value lies on the axis, from 0 to 1,000.
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) dot: i32,
}

impl FigureTable {
    /// None for a finding with fewer than two figures.
    pub(super) fn of(batch: &Batch<'_>, finding: &Finding, first: usize) -> Option<Self> {
        let own = finding.spans.iter().map(|&span| Place { story: finding.story, span });
        let places = finding.related.iter().map(|related| related.place).chain(own);
        let found: Vec<(Place, &Figure)> = places.filter_map(|place| at(batch, place)).collect();
        let is_about_figures = ["figure-", "headline-"].iter().any(|f| finding.rule.starts_with(f));
        if found.len() < 2 || !is_about_figures {
            return None;
        }
        let axis = Axis::of(&found);
        let rows = found.iter().filter_map(|&(place, figure)| row(batch, place, (figure, first, &axis)));
        Some(Self { rows: rows.collect(), drawn: axis.is_some() })
    }

    /// How tall the drawing is. Unit: pixels.
    pub(super) fn height(&self) -> usize {
        self.rows.len() * 22 + 8
    }
}

fn at<'a>(batch: &Batch<'a>, place: Place) -> Option<(Place, &'a Figure)> {
    let (_, facts) = batch.story(place.story)?;
    let figure = facts.figures.iter().find(|figure| figure.span.overlaps(place.span))?;
    Some((Place { story: place.story, span: figure.span }, figure))
}

fn row(
    batch: &Batch<'_>,
    place: Place,
    (figure, first, axis): (&Figure, usize, &Option<Axis>),
) -> Option<Row> {
    let (document, facts) = batch.story(place.story)?;
    let claim = figure.claim.and_then(|claim| facts.claims.get(claim as usize));
    let speaker = batch.speaker(place.story, claim.and_then(|claim| claim.speaker));
    let source = claim.map(|claim| place::all_words(document, &claim.source).join(" … "));
    let counted = figure.counts.as_ref();
    let measure = counted.and_then(|counted| counted.measure.as_deref());
    let counts: Vec<&str> = counted.map(|c| c.head.as_str()).into_iter().chain(measure).collect();
    let unit = figure.currency.as_ref().map(|currency| currency.code()).or(figure.unit.as_deref());
    let shares = |value: Option<Decimal>, open: i32| {
        axis.as_ref().zip(value).and_then(|(axis, value)| axis.share(value)).unwrap_or(open)
    };
    Some(Row {
        printed: shown(&place::words(document, figure.span)),
        value: figure.value.to_string(),
        bound: figure.bound.as_str(),
        unit: shown(unit.unwrap_or_else(|| words::figure(figure.kind))),
        counts: shown(&counts.join(", ")),
        source: shown(speaker.map_or_else(|| source.unwrap_or_default(), str::to_owned).as_str()),
        as_of: figure.as_of.map(|date| date.to_string()).unwrap_or_default(),
        at: At::new(batch, place, first)?,
        from: shares(figure.low, 0),
        to: shares(figure.high, 1000),
        dot: shares(Some(figure.value), 0),
    })
}

/// From the least to the greatest value that any of the figures can stand for.
struct Axis {
    exponent: i32,
    least: i128,
    length: i128,
}

impl Axis {
    /// None when the figures have different units or do not fit one scale.
    fn of(found: &[(Place, &Figure)]) -> Option<Self> {
        let unit = |figure: &Figure| (figure.unit.clone(), figure.currency.as_ref().map(|c| c.0));
        let (_, first) = found.first()?;
        if found.iter().any(|(_, figure)| unit(figure) != unit(first)) {
            return None;
        }
        let values =
            || found.iter().flat_map(|(_, figure)| [figure.low, Some(figure.value), figure.high]).flatten();
        let exponent = values().map(|value| value.exponent).min()?;
        let at: Vec<i128> = values().map(|value| value.at(exponent)).collect::<Option<_>>()?;
        let (least, most) = (*at.iter().min()?, *at.iter().max()?);
        let length = most.checked_sub(least).filter(|&length| length > 0)?;
        Some(Self { exponent, least, length })
    }

    fn share(&self, value: Decimal) -> Option<i32> {
        let steps = value.at(self.exponent)?.checked_sub(self.least)?.checked_mul(AXIS)?;
        i32::try_from(steps / self.length).ok()
    }
}
