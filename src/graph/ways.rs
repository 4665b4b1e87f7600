//! The ways from an outlet to those whom it quotes.

use super::{ClaimGraph, Edge, EdgeKind, Item, OutletRef};
use crate::resolve::SpeakerId;
use petgraph::Direction;
use petgraph::algo::dijkstra;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeFiltered, EdgeRef, UndirectedAdaptor};
use std::collections::HashMap;

/// How many ways of one story are followed. Source: more statements of one speaker than most stories have.
const OF_STORY: usize = 64;

impl ClaimGraph {
    /// The ways from an outlet to one who is quoted: outlet, story, statement, speaker; the shortest of each
    /// story, one for each of its statements, shortest first.
    ///
    /// A way is longer when the outlet has the words only by way of what another one has: a story that
    /// carries the same text, a statement that resembles one, a figure that counts the same. It never leads
    /// through a third person, a venue or another outlet.
    ///
    /// ```
    /// use sayso::graph::{Item, OutletRef, speakers_named};
    /// use sayso::text::StoryId;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let mut document = Document::plain("a.txt", "Hossain said the mill would close.");
    /// document.metadata.publisher = Some("Lantern".to_owned());
    /// let analysis = pipeline::analyse(&[document], Across::All);
    /// let hossain = speakers_named(&analysis.cast, "Hossain")[0];
    /// let ways = analysis.graph().ways_to_speaker(OutletRef(StoryId(0)), hossain);
    /// assert_eq!(ways[0][1], Item::Story(StoryId(0)));
    /// assert_eq!(ways[0].len(), 4);
    /// ```
    pub fn ways_to_speaker(&self, outlet: OutletRef, speaker: SpeakerId) -> Vec<Vec<Item>> {
        let goal = Item::Speaker(speaker);
        let Some(distances) = self.find(goal).map(|goal| self.distances(goal)) else { return Vec::new() };
        let published = self.step(Item::Outlet(outlet), EdgeKind::Published, Direction::Outgoing);
        let mut ways: Vec<(u32, Item, Vec<Vec<Item>>)> = Vec::new();
        for (node, _) in published {
            let start = self.find(node.item);
            if let Some((start, far)) = start.and_then(|start| Some((start, *distances.get(&start)?))) {
                ways.push((far, node.item, self.descend(start, goal, &distances)));
            }
        }
        ways.sort_by_key(|(far, story, _)| (*far, *story));
        let from = |way: Vec<Item>| [Item::Outlet(outlet)].into_iter().chain(way).collect();
        ways.into_iter().flat_map(|(_, _, ways)| ways).map(from).collect()
    }

    /// A shortest way from an outlet to one who is quoted; see [`ClaimGraph::ways_to_speaker`].
    ///
    /// ```
    /// use sayso::graph::{ClaimGraph, OutletRef};
    /// use sayso::resolve::SpeakerId;
    /// use sayso::text::StoryId;
    /// let empty = ClaimGraph::default();
    /// assert_eq!(empty.path_to_speaker(OutletRef(StoryId(0)), SpeakerId(0)), None);
    /// ```
    pub fn path_to_speaker(&self, outlet: OutletRef, speaker: SpeakerId) -> Option<Vec<Item>> {
        self.ways_to_speaker(outlet, speaker).into_iter().next()
    }

    /// How far every node is from a speaker.
    fn distances(&self, goal: NodeIndex) -> HashMap<NodeIndex, u32> {
        let net = self.petgraph();
        let open = EdgeFiltered::from_fn(net, |edge: petgraph::graph::EdgeReference<'_, Edge>| {
            cost(edge.weight().kind, edge.source() == goal).is_some()
        });
        dijkstra(UndirectedAdaptor(&open), goal, None, |edge| cost(edge.weight().kind, true).unwrap_or(0))
            .into_iter()
            .collect()
    }

    /// The shortest ways from a story down to the speaker: one for each first step that is on one.
    fn descend(&self, start: NodeIndex, goal: Item, distances: &HashMap<NodeIndex, u32>) -> Vec<Vec<Item>> {
        let mut firsts = self.nearer(start, goal, distances);
        firsts.truncate(OF_STORY);
        let way = |first: NodeIndex| {
            let (mut way, mut at) = (vec![start, first], first);
            while let Some(&next) = self.nearer(at, goal, distances).first() {
                way.push(next);
                at = next;
            }
            way.into_iter()
                .filter_map(|node| self.petgraph().node_weight(node))
                .map(|node| node.item)
                .collect()
        };
        firsts.into_iter().map(way).collect()
    }

    /// The neighbours that are nearer to the speaker by just the edge between, in node order.
    fn nearer(&self, at: NodeIndex, goal: Item, distances: &HashMap<NodeIndex, u32>) -> Vec<NodeIndex> {
        let goal = self.find(goal);
        let Some(&far) = distances.get(&at).filter(|far| **far > 0) else { return Vec::new() };
        let mut found: Vec<NodeIndex> = Vec::new();
        for edge in self.edges_of(at) {
            let other = if edge.source() == at { edge.target() } else { edge.source() };
            let step = cost(edge.weight().kind, Some(edge.source()) == goal);
            let is_on = step.zip(distances.get(&other)).is_some_and(|(step, rest)| rest + step == far);
            if is_on {
                found.push(other);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What a step costs on the way to a speaker; none when the way does not lead over it. Only the speaker
/// who is looked for says anything on it.
const fn cost(kind: EdgeKind, of_goal: bool) -> Option<u32> {
    match kind {
        EdgeKind::Says if of_goal => Some(1),
        EdgeKind::Reports | EdgeKind::Counts | EdgeKind::SameAs => Some(1),
        EdgeKind::Varies => Some(2),
        EdgeKind::Conflicts => Some(3),
        EdgeKind::Says | EdgeKind::Published | EdgeKind::At | EdgeKind::Spelled => None,
    }
}
