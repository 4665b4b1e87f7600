//! What the rules about figures have in common.

use super::{Context, Evidence, Finding, Meta, Severity};
use crate::extract::Figure;
use crate::resolve::{FigurePair, FigureRef, FigureRelation};
use crate::text::{Place, StoryId, fold};
use std::collections::BTreeMap;

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

/// The pairs of one relation in clusters: what is connected through any figure is one.
///
/// Inside one story every pair is a cluster of its own.
pub(super) struct Clusters<'a> {
    pairs: Vec<&'a FigurePair>,
    /// By figure: the least pair, as an index, that it is connected with.
    roots: BTreeMap<FigureRef, usize>,
    /// By that pair: all figures, in order.
    members: BTreeMap<usize, Vec<FigureRef>>,
}

impl<'a> Clusters<'a> {
    /// The pairs of a relation.
    pub fn of(ctx: &Context<'a>, relation: FigureRelation) -> Self {
        let all = ctx.cast.figures.iter().filter(|pair| pair.relation == relation);
        let pairs: Vec<&FigurePair> = all.collect();
        let mut parent: Vec<usize> = (0..pairs.len()).collect();
        let mut roots: BTreeMap<FigureRef, usize> = BTreeMap::new();
        for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.a.story != pair.b.story) {
            for figure in [pair.a, pair.b] {
                let (old, own) =
                    (root(&mut parent, *roots.entry(figure).or_insert(at)), root(&mut parent, at));
                parent[old.max(own)] = old.min(own);
            }
        }
        let mut members: BTreeMap<usize, Vec<FigureRef>> = BTreeMap::new();
        for (figure, at) in &mut roots {
            *at = root(&mut parent, *at);
            members.entry(*at).or_default().push(*figure);
        }
        Self { pairs, roots, members }
    }

    /// The pairs, in order.
    pub fn pairs(&self) -> impl Iterator<Item = &'a FigurePair> + '_ {
        self.pairs.iter().copied()
    }

    /// The finding with the name of its cluster, and with a table of every value in it: value, source,
    /// date, story. A pair inside one story is left as it is.
    pub fn place(&self, ctx: &Context<'_>, pair: &FigurePair, mut finding: Finding) -> Finding {
        let members = self.roots.get(&pair.b).and_then(|root| self.members.get(root));
        let Some(members) = members.filter(|_| pair.a.story != pair.b.story) else { return finding };
        if let Some(&first) = members.first() {
            let key = format!("{}\n{}", ctx.story(first.story).head.name, ctx.figure(first).span.start);
            finding = finding.clustered(&key);
        }
        finding.evidence.values = rows(ctx, members);
        finding
    }
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// The day or the stretch that is printed with a figure.
fn as_of(figure: &Figure) -> Option<String> {
    figure.as_of.map(|stretch| stretch.to_string())
}

/// A row for each source; copies of one text are one source, and counted behind the first of them.
fn rows(ctx: &Context<'_>, members: &[FigureRef]) -> Vec<String> {
    let mut copies: BTreeMap<(StoryId, String), usize> = BTreeMap::new();
    let key = |at: FigureRef| (ctx.cast.original(at.story), fold(ctx.slice(at.story, ctx.figure(at).span)));
    members.iter().for_each(|&at| *copies.entry(key(at)).or_default() += 1);
    let row = |&at: &FigureRef| match copies.remove(&key(at))? {
        1 => Some(row(ctx, at)),
        2 => Some(format!("{} and a copy of its text", row(ctx, at))),
        more => Some(format!("{} and {} copies of its text", row(ctx, at), more - 1)),
    };
    members.iter().filter_map(row).collect()
}

/// `48, police, 2026-02-07, evening.txt`
fn row(ctx: &Context<'_>, at: FigureRef) -> String {
    let (figure, head) = (ctx.figure(at), &ctx.story(at.story).head);
    let mut cells = vec![ctx.show(at.story, figure.span)];
    let claim = figure.claim.and_then(|claim| ctx.story(at.story).claims.get(claim as usize));
    let speaker = claim.and_then(|claim| ctx.cast.speaker(at.story, claim.speaker?));
    let source = || claim.and_then(|claim| claim.source.first()).map(|&span| ctx.show(at.story, span));
    cells.extend(speaker.map(|speaker| ctx.name(speaker).to_owned()).or_else(source));
    cells.extend(as_of(figure).or_else(|| head.date.map(|(date, _)| date.to_string())));
    cells.push(head.name.clone());
    cells.join(", ")
}
