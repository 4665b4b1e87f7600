use super::{Basis, ClaimGraph, Edge, EdgeKind, Item, Node, OutletRef, Said, StatementId};
use crate::extract::Facts;
use crate::resolve::{Cast, ClaimRef, FigureRef, SpeakerId};
use crate::text::{Place, StoryId};
use petgraph::Direction;
use petgraph::algo::{astar, connected_components};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{Bfs, EdgeRef, UndirectedAdaptor};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An edge with what stands at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'g> {
    /// Where it starts; of two equals, the one that the other is held against.
    pub from: Item,
    /// Where it leads; of two equals, the one that deviates.
    pub to: Item,
    /// What it says, and where.
    pub edge: &'g Edge,
}

impl<'g> Link<'g> {
    /// Why the two ends were taken for the same thing, as short sentences.
    pub fn because(&self, facts: &[Facts], cast: &Cast) -> Vec<String> {
        let found = match self.edge.basis {
            None => None,
            Some(Basis::Alignment(i)) => {
                cast.alignments.get(i as usize).map(|pair| pair.because(facts, cast))
            }
            Some(Basis::Copy(_)) => Some(vec!["both stories carry one text".to_owned()]),
            Some(Basis::Figures(i)) => cast.figures.get(i as usize).map(|pair| pair.because.clone()),
            Some(Basis::Variant { story, party, variant }) => facts
                .get(story.index())
                .and_then(|f| f.parties.get(party as usize)?.variants.get(variant as usize))
                .map(|pair| pair.because.clone()),
        };
        found.unwrap_or_default()
    }
}

/// Who said what.
impl ClaimGraph {
    /// Who said this claim.
    ///
    /// A statement that the copy gives to two speakers has both, in the order of the cast.
    ///
    /// ```
    /// use sayso::resolve::ClaimRef;
    /// use sayso::text::StoryId;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let documents = [Document::plain("a.txt", "Hossain said the mill would close.")];
    /// let analysis = pipeline::analyse(&documents, Across::All);
    /// for speaker in analysis.graph().who_said(ClaimRef { story: StoryId(0), claim: 0 }) {
    ///     assert_eq!(analysis.cast.speakers[speaker.0 as usize].name, "Hossain");
    /// }
    /// ```
    pub fn who_said(&self, claim: ClaimRef) -> Vec<SpeakerId> {
        self.statement_of(claim).map_or_else(Vec::new, |id| self.speakers_of(id))
    }

    /// Who said what stands at this place: the speakers of every statement that overlaps it.
    ///
    /// ```
    /// use sayso::text::{Place, Span, StoryId};
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let text = "Hossain said the mill would close.";
    /// let analysis = pipeline::analyse(&[Document::plain("a.txt", text)], Across::All);
    /// let mill = text.find("mill").unwrap_or_default();
    /// let place = Place { story: StoryId(0), span: Span::at(mill, mill + 4) };
    /// assert_eq!(analysis.graph().who_said_at(place).len(), 1);
    /// ```
    pub fn who_said_at(&self, place: Place) -> Vec<SpeakerId> {
        let mut found: Vec<_> =
            self.statements_at(place).into_iter().flat_map(|id| self.speakers_of(id)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The statements whose content overlaps this place, in order.
    pub fn statements_at(&self, place: Place) -> Vec<StatementId> {
        let covers =
            |edge: &Edge| edge.places.iter().any(|p| p.story == place.story && p.span.overlaps(place.span));
        let reported = self.step(Item::Story(place.story), EdgeKind::Reports, Direction::Outgoing);
        pick(reported.filter(|(_, edge)| covers(edge)), as_statement)
    }

    /// Who makes this statement.
    pub fn speakers_of(&self, statement: StatementId) -> Vec<SpeakerId> {
        pick(self.step(Item::Statement(statement), EdgeKind::Says, Direction::Incoming), |item| match item {
            Item::Speaker(id) => Some(id),
            Item::Outlet(_) | Item::Story(_) | Item::Name(_) => None,
            Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => None,
        })
    }

    /// What this speaker says: the statements, in order of their first place.
    pub fn statements_of(&self, speaker: SpeakerId) -> Vec<StatementId> {
        pick(self.step(Item::Speaker(speaker), EdgeKind::Says, Direction::Outgoing), as_statement)
    }

    /// What this speaker says: the claims, in story and text order.
    ///
    /// ```
    /// use sayso::graph::speakers_named;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let documents = [Document::plain("a.txt", "Hossain said the mill would close.")];
    /// let analysis = pipeline::analyse(&documents, Across::All);
    /// for speaker in speakers_named(&analysis.cast, "Hossain") {
    ///     assert_eq!(analysis.graph().claims_of(speaker).len(), 1);
    /// }
    /// ```
    pub fn claims_of(&self, speaker: SpeakerId) -> Vec<ClaimRef> {
        let statements = self.statements_of(speaker);
        let mut claims: Vec<_> =
            statements.iter().filter_map(|&id| self.said(id)).flat_map(|s| &s.claims).collect();
        claims.sort_unstable();
        claims.into_iter().copied().collect()
    }

    /// What a statement is made of.
    pub fn said(&self, statement: StatementId) -> Option<&Said> {
        self.said.get(statement.0 as usize)
    }

    /// The statement that a claim belongs to; every claim of the run has one.
    pub fn statement_of(&self, claim: ClaimRef) -> Option<StatementId> {
        self.of_claim.get(&claim).copied()
    }
}

/// What counts the same, and what conflicts.
impl ClaimGraph {
    /// The figures that count the same thing as this one, itself included, in order.
    ///
    /// Reached over any number of `same-as` and `conflicts` edges; a neighbouring measure (`varies`)
    /// is not the same thing.
    ///
    /// ```
    /// use sayso::resolve::FigureRef;
    /// use sayso::text::StoryId;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let text = "Police said 12 people were hurt.\n\nPolice said 21 people were hurt.";
    /// let analysis = pipeline::analyse(&[Document::plain("a.txt", text)], Across::All);
    /// let first = FigureRef { story: StoryId(0), figure: 0 };
    /// assert_eq!(analysis.graph().counting_the_same(first).len(), 2);
    /// ```
    pub fn counting_the_same(&self, figure: FigureRef) -> Vec<FigureRef> {
        let mut found = BTreeSet::new();
        let mut open = vec![Item::Figure(figure)];
        while let Some(item) = open.pop() {
            let Some(at) = as_figure(item) else { continue };
            if self.find(item).is_some() && found.insert(at) {
                let same = self.links_of(item).filter(|link| counts_the_same(link.edge.kind));
                open.extend(same.flat_map(|link| [link.from, link.to]));
            }
        }
        found.into_iter().collect()
    }

    /// All groups of two or more figures that count the same thing, in order of their first figure.
    ///
    /// ```
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let text = "Police said 12 people were hurt.\n\nPolice said 21 people were hurt.";
    /// let analysis = pipeline::analyse(&[Document::plain("a.txt", text)], Across::All);
    /// for group in analysis.graph().figure_groups() {
    ///     assert!(group.len() >= 2);
    /// }
    /// ```
    pub fn figure_groups(&self) -> Vec<Vec<FigureRef>> {
        let mut sets = UnionFind::new(self.net.node_count());
        for edge in self.net.edge_references().filter(|edge| counts_the_same(edge.weight().kind)) {
            sets.union(edge.source().index(), edge.target().index());
        }
        let mut groups: BTreeMap<usize, Vec<FigureRef>> = BTreeMap::new();
        for (index, node) in self.net.node_indices().zip(self.net.node_weights()) {
            if let Some(figure) = as_figure(node.item) {
                groups.entry(sets.find(index.index())).or_default().push(figure);
            }
        }
        let mut groups: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_unstable();
        groups
    }

    /// Every pair that conflicts, quotations before figures, each in the order of the cast: other
    /// words, another speaker, another value.
    ///
    /// What a conflict means is not decided here: two sources that differ are one as well.
    ///
    /// ```
    /// use sayso::graph::EdgeKind;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let text = "Police said 12 people were hurt.\n\nPolice said 21 people were hurt.";
    /// let analysis = pipeline::analyse(&[Document::plain("a.txt", text)], Across::All);
    /// for link in analysis.graph().conflicts() {
    ///     assert_eq!(link.from.kind(), link.to.kind());
    /// }
    /// ```
    pub fn conflicts(&self) -> impl Iterator<Item = Link<'_>> {
        self.links().filter(|link| link.edge.kind == EdgeKind::Conflicts)
    }

    /// The conflicts of one statement or figure; of a speaker, those of all it says and counts.
    pub fn conflicts_of(&self, item: Item) -> Vec<Link<'_>> {
        let mut seen = BTreeSet::new();
        let own = self.own(item);
        let edges = own.iter().flat_map(|&node| self.edges_of(node));
        let conflicts = edges.filter(|edge| edge.weight().kind == EdgeKind::Conflicts);
        conflicts.filter(|edge| seen.insert(edge.id())).filter_map(|edge| self.link(edge)).collect()
    }

    /// The node of an item; of a speaker also those of its statements and their figures.
    fn own(&self, item: Item) -> Vec<NodeIndex> {
        let mut own: Vec<_> = self.find(item).into_iter().collect();
        if let Item::Speaker(speaker) = item {
            for id in self.statements_of(speaker) {
                own.extend(self.find(Item::Statement(id)));
                let figures = self.step(Item::Statement(id), EdgeKind::Counts, Direction::Outgoing);
                own.extend(figures.filter_map(|(node, _)| self.find(node.item)));
            }
        }
        own
    }
}

/// What is connected.
impl ClaimGraph {
    /// Everything within so many edges of a speaker, whichever way they point, in node order.
    ///
    /// One step reaches its statements and spellings, two the stories, venues and figures and the
    /// statements that repeat or contradict them, three the outlets and those who said these.
    pub fn around(&self, speaker: SpeakerId, steps: u32) -> Vec<Item> {
        self.items(&self.within(&[Item::Speaker(speaker)], steps))
    }

    /// What these speakers say, as a graph of its own with the same ids: their spellings and statements,
    /// with the stories, outlets, venues and figures of these, and what repeats or contradicts them and
    /// who said that.
    ///
    /// ```
    /// use sayso::graph::{NodeKind, speakers_named};
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let mut document = Document::plain("a.txt", "Hossain said the mill would close.");
    /// document.metadata.publisher = Some("Lantern".to_owned());
    /// let analysis = pipeline::analyse(&[document], Across::All);
    /// let part = analysis.graph().around_speakers(&speakers_named(&analysis.cast, "Hossain"));
    /// assert_eq!(part.nodes().filter(|node| node.item.kind() == NodeKind::Outlet).count(), 1);
    /// ```
    #[must_use]
    pub fn around_speakers(&self, speakers: &[SpeakerId]) -> Self {
        let items: Vec<Item> = speakers.iter().copied().map(Item::Speaker).collect();
        let near = self.items(&self.within(&items, 2));
        let mut shown = near.clone();
        for item in near {
            let of = match item {
                Item::Story(_) => EdgeKind::Published,
                Item::Statement(_) => EdgeKind::Says,
                Item::Outlet(_) | Item::Speaker(_) | Item::Name(_) | Item::Figure(_) | Item::Venue(_) => {
                    continue;
                }
            };
            shown.extend(self.step(item, of, Direction::Incoming).map(|(node, _)| node.item));
        }
        self.neighbourhood(&shown, 0)
    }

    /// The part of the graph within so many edges of the items, as a graph of its own with the same
    /// ids.
    ///
    /// ```
    /// use sayso::graph::Item;
    /// use sayso::text::StoryId;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let documents = ["a.txt", "b.txt"].map(|name| Document::plain(name, "Nobody spoke."));
    /// let analysis = pipeline::analyse(&documents, Across::All);
    /// let graph = analysis.graph();
    /// assert_eq!(graph.neighbourhood(&[Item::Story(StoryId(1))], 2).nodes().count(), 1);
    /// ```
    #[must_use]
    pub fn neighbourhood(&self, items: &[Item], steps: u32) -> Self {
        let kept = self.within(items, steps);
        let net: DiGraph<Node, Edge> = self.net.filter_map(
            |index, node| kept.contains(&index).then(|| node.clone()),
            |_, edge| Some(edge.clone()),
        );
        let index: HashMap<_, _> = net.node_indices().map(|i| (net[i].item, i)).collect();
        Self { net, index, said: self.said.clone(), of_claim: self.of_claim.clone() }
    }

    /// Everything that hangs together with an item, itself included, in node order.
    ///
    /// ```
    /// use sayso::graph::{Item, speakers_named};
    /// use sayso::text::StoryId;
    /// use sayso::{ingest::Document, pipeline, resolve::Across};
    ///
    /// let documents = [Document::plain("a.txt", "Hossain said the mill would close.")];
    /// let analysis = pipeline::analyse(&documents, Across::All);
    /// let hossain = speakers_named(&analysis.cast, "Hossain")[0];
    /// assert!(analysis.graph().connected(Item::Speaker(hossain)).contains(&Item::Story(StoryId(0))));
    /// ```
    pub fn connected(&self, item: Item) -> Vec<Item> {
        let Some(start) = self.find(item) else { return Vec::new() };
        let net = UndirectedAdaptor(&self.net);
        let mut walk = Bfs::new(net, start);
        let mut found = BTreeSet::new();
        while let Some(node) = walk.next(net) {
            found.insert(node);
        }
        self.items(&found)
    }

    /// Into how many parts without a link between them the graph falls.
    pub fn parts(&self) -> usize {
        connected_components(&self.net)
    }

    /// A shortest way between two items, both included, whichever way its edges point.
    pub fn path(&self, from: Item, to: Item) -> Option<Vec<Item>> {
        let (start, goal) = (self.find(from)?, self.find(to)?);
        let net = UndirectedAdaptor(&self.net);
        let (_, nodes) = astar(net, start, |node| node == goal, |_| 1_u32, |_| 0)?;
        Some(nodes.into_iter().map(|node| self.net[node].item).collect())
    }

    /// The outlet that published a story.
    pub fn outlet_of(&self, story: StoryId) -> Option<OutletRef> {
        let publishers = self.step(Item::Story(story), EdgeKind::Published, Direction::Incoming);
        let outlets = pick(publishers, |item| match item {
            Item::Outlet(outlet) => Some(outlet),
            Item::Story(_) | Item::Speaker(_) | Item::Name(_) => None,
            Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => None,
        });
        outlets.first().copied()
    }

    fn within(&self, items: &[Item], steps: u32) -> BTreeSet<NodeIndex> {
        let mut found: BTreeSet<_> = items.iter().filter_map(|&item| self.find(item)).collect();
        let mut edge: Vec<_> = found.iter().copied().collect();
        for _ in 0..steps {
            let next = edge.iter().flat_map(|&node| self.net.neighbors_undirected(node));
            edge = next.filter(|&node| found.insert(node)).collect();
            if edge.is_empty() {
                break;
            }
        }
        found
    }
}

/// The graph as it is.
impl ClaimGraph {
    /// The nodes, in order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.net.node_weights()
    }

    /// The edges with what stands at their ends, in order.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> {
        self.net.edge_references().filter_map(|edge| self.link(edge))
    }

    /// The edges that start or end at an item.
    pub fn links_of(&self, item: Item) -> impl Iterator<Item = Link<'_>> {
        let edges = self.find(item).into_iter().flat_map(|node| self.edges_of(node));
        edges.filter_map(|edge| self.link(edge))
    }

    /// The node of an item.
    pub fn node(&self, item: Item) -> Option<&Node> {
        self.net.node_weight(self.find(item)?)
    }

    /// The graph itself, for any other algorithm of `petgraph`.
    ///
    /// ```
    /// use sayso::graph::ClaimGraph;
    /// assert!(!petgraph::algo::is_cyclic_directed(ClaimGraph::default().petgraph()));
    /// ```
    pub const fn petgraph(&self) -> &DiGraph<Node, Edge> {
        &self.net
    }

    /// The index of an item in [`ClaimGraph::petgraph`].
    pub fn find(&self, item: Item) -> Option<NodeIndex> {
        self.index.get(&item).copied()
    }

    /// The edges of a node, each once, a loop too.
    pub(super) fn edges_of(
        &self,
        node: NodeIndex,
    ) -> impl Iterator<Item = petgraph::graph::EdgeReference<'_, Edge>> {
        let out = self.net.edges_directed(node, Direction::Outgoing);
        let back = self.net.edges_directed(node, Direction::Incoming);
        out.chain(back.filter(move |edge| edge.source() != node))
    }

    fn link<'g>(&'g self, edge: petgraph::graph::EdgeReference<'g, Edge>) -> Option<Link<'g>> {
        let item = |node| self.net.node_weight(node).map(|node| node.item);
        Some(Link { from: item(edge.source())?, to: item(edge.target())?, edge: edge.weight() })
    }

    fn items(&self, nodes: &BTreeSet<NodeIndex>) -> Vec<Item> {
        nodes.iter().filter_map(|&node| self.net.node_weight(node)).map(|node| node.item).collect()
    }

    /// The nodes one edge of this kind away, with that edge.
    pub(super) fn step(
        &self,
        item: Item,
        kind: EdgeKind,
        direction: Direction,
    ) -> impl Iterator<Item = (&Node, &Edge)> {
        let edges =
            self.find(item).into_iter().flat_map(move |node| self.net.edges_directed(node, direction));
        edges.filter(move |edge| edge.weight().kind == kind).map(move |edge| {
            let end = if direction == Direction::Outgoing { edge.target() } else { edge.source() };
            (&self.net[end], edge.weight())
        })
    }
}

/// What the nodes stand for, in order, each once.
fn pick<'g, T: Ord>(steps: impl Iterator<Item = (&'g Node, &'g Edge)>, of: fn(Item) -> Option<T>) -> Vec<T> {
    let found: BTreeSet<T> = steps.filter_map(|(node, _)| of(node.item)).collect();
    found.into_iter().collect()
}

fn as_statement(item: Item) -> Option<StatementId> {
    if let Item::Statement(id) = item { Some(id) } else { None }
}

fn as_figure(item: Item) -> Option<FigureRef> {
    if let Item::Figure(at) = item { Some(at) } else { None }
}

const fn counts_the_same(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::SameAs | EdgeKind::Conflicts)
}
