//! Nodes and edges as JSON, GraphML and GEXF give them.

use super::{View, clean, cut, id};
use crate::graph::{Basis, Link, Node};
use crate::resolve::FigureRelation;
use crate::text::Place;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct NodeRecord<'a> {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) label: String,
    pub(super) text: String,
    pub(super) places: Vec<PlaceRecord<'a>>,
}

#[derive(Serialize)]
pub(super) struct EdgeRecord<'a> {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: &'static str,
    pub(super) relation: Option<&'static str>,
    pub(super) because: Vec<String>,
    pub(super) places: Vec<PlaceRecord<'a>>,
}

#[derive(Serialize)]
pub(super) struct PlaceRecord<'a> {
    pub(super) story: &'a str,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) span: (u32, u32),
}

impl<'a> NodeRecord<'a> {
    pub(super) fn new(view: &View<'a>, node: &Node) -> Self {
        let text = view.text(node.item);
        Self {
            id: id(node.item),
            kind: node.item.kind().as_str(),
            label: cut(&text),
            text,
            places: view.places(&node.places),
        }
    }
}

impl<'a> EdgeRecord<'a> {
    pub(super) fn new(view: &View<'a>, link: &Link<'_>) -> Self {
        Self {
            from: id(link.from),
            to: id(link.to),
            kind: link.edge.kind.as_str(),
            relation: view.relation(link),
            because: link.because(view.facts, view.cast).iter().map(|why| clean(why)).collect(),
            places: view.places(&link.edge.places),
        }
    }
}
impl<'a> View<'a> {
    fn places(&self, places: &[Place]) -> Vec<PlaceRecord<'a>> {
        places.iter().filter_map(|&place| self.place(place)).collect()
    }

    fn place(&self, place: Place) -> Option<PlaceRecord<'a>> {
        let document = self.documents.get(place.story.index())?;
        let at = document.locate(place.span.start);
        let span = document.original(place.span);
        let span = (span.start, span.end);
        Some(PlaceRecord { story: &document.name, line: at.line, column: at.column, span })
    }

    fn relation(&self, link: &Link<'_>) -> Option<&'static str> {
        let relation = match link.edge.basis? {
            Basis::Figures(pair) => self.cast.figures.get(pair as usize)?.relation,
            Basis::Alignment(_) | Basis::Copy(_) | Basis::Variant { .. } => return None,
        };
        Some(match relation {
            FigureRelation::Agree => "agree",
            FigureRelation::Conflict => "conflict",
            FigureRelation::Scale => "scale",
            FigureRelation::Unit => "unit",
            FigureRelation::Gap => "gap",
            FigureRelation::SourcesDiffer => "sources-differ",
            FigureRelation::Updated => "updated",
        })
    }
}

/// Places as `story:line:column`, joined by ` | `.
pub(super) fn cell(places: &[PlaceRecord<'_>]) -> String {
    let shown = places.iter().map(|p| format!("{}:{}:{}", clean(p.story), p.line, p.column));
    shown.collect::<Vec<_>>().join(" | ")
}
