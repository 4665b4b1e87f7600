//! What the rules about figures have in common.

use super::{Context, Evidence, Finding, Meta, Severity};
use crate::resolve::FigurePair;
use crate::text::Place;

/// The two sides of a pair of figures, as a finding shows them.
pub(super) struct Sides {
    /// Where the finding stands.
    pub at: Place,
    /// What it is held against.
    pub against: Place,
    /// The words at `at`.
    pub shown: String,
    /// The words at `against`.
    pub other: String,
    /// "earlier in this story", or the other story's name.
    pub where_other: String,
}

impl Sides {
    /// The later figure deviates from the earlier one.
    pub fn of(ctx: &Context<'_>, pair: &FigurePair) -> Self {
        let place = |at: crate::resolve::FigureRef| Place { story: at.story, span: ctx.figure(at).span };
        Self::new(ctx, place(pair.b), place(pair.a))
    }

    /// Neither deviates: the finding stands where the reader first meets one of the two.
    pub fn first(ctx: &Context<'_>, pair: &FigurePair) -> Self {
        let Self { at, against, .. } = Self::of(ctx, pair);
        Self::new(ctx, against, at)
    }

    fn new(ctx: &Context<'_>, at: Place, against: Place) -> Self {
        let where_other = match at.story == against.story {
            true if against.span < at.span => "earlier in this story".to_owned(),
            true => "later in this story".to_owned(),
            false => format!("in {}", ctx.story(against.story).head.name),
        };
        let (shown, other) = (ctx.show(at.story, at.span), ctx.show(against.story, against.span));
        Self { at, against, shown: format!("`{shown}`"), other: format!("`{other}`"), where_other }
    }
}

/// A finding about a pair of figures, without its message.
pub(super) fn finding(rule: &Meta, severity: Severity, pair: &FigurePair, sides: &Sides) -> Finding {
    let plain = |shown: &str| shown.trim_matches('`').to_owned();
    let values = vec![plain(&sides.other), plain(&sides.shown)];
    Finding::new(rule, severity, pair.confidence, sides.at)
        .held_against(sides.against, "the other figure")
        .compared_with(plain(&sides.other))
        .resting_on(Evidence { because: pair.because.clone(), values, edits: Vec::new() })
}

/// How far the two values are apart.
pub(super) fn difference(ctx: &Context<'_>, pair: &FigurePair) -> Option<String> {
    let (a, b) = (ctx.figure(pair.a).value, ctx.figure(pair.b).value);
    let apart = a.plus(b.negated())?;
    let size = if apart.digits < 0 { apart.negated() } else { apart };
    Some(size.to_string())
}
