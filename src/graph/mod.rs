//! The claim graph: outlets, stories, speakers, statements, figures, and what links them.
//!
//! **Comes in:** facts and their [`Cast`](crate::resolve::Cast). **Goes out:** [`ClaimGraph`].
//! **Never:** holds text: nodes hold ids, nodes and edges hold the places that they rest on.
//! **Read first:** [`ClaimGraph`], then [`Item`] for what a node may be.
//!
//! ```text
//! outlet -published-> story -reports-> statement <-says- speaker -spelled-> name
//!                                      statement -at-> venue
//!                                      statement -counts-> figure
//! between equals: same-as, varies, conflicts
//! ```

mod build;
mod events;
mod named;
mod node;
mod query;
mod ways;

pub use build::build;
pub use events::Events;
pub use named::{nearest_names, nearest_outlets, outlet_named, speakers_like, speakers_named};
pub use node::{
    Basis, Edge, EdgeKind, Item, NameRef, Node, NodeKind, OutletRef, Said, StatementId, VenueRef,
};
pub use query::Link;

use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::HashMap;

/// The claim graph of a run.
///
/// Nodes and edges stand in an order that depends on the facts and the cast alone, so two runs over
/// the same stories make the same graph.
///
/// ```
/// use sayso::graph::NodeKind;
/// use sayso::{ingest::Document, pipeline, resolve::Across};
///
/// let documents = [Document::plain("a.txt", "The mill will close, Hossain said.")];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// let graph = analysis.graph();
/// assert_eq!(graph.nodes().filter(|node| node.item.kind() == NodeKind::Story).count(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct ClaimGraph {
    net: DiGraph<Node, Edge>,
    index: HashMap<Item, NodeIndex>,
    said: Vec<Said>,
    of_claim: HashMap<crate::resolve::ClaimRef, StatementId>,
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
