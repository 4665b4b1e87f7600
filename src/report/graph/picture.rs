//! What a picture of the graph shows: which nodes, in which columns, with which words.

use super::layout::{Block, lay_out};
use super::{View, clean};
use crate::graph::{ClaimGraph, EdgeKind, Item, Link, NodeKind};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeSet, HashMap, VecDeque};
use unicode_width::UnicodeWidthChar;

/// How many nodes a picture shows. Source: a page with more takes over a quarter of a second to appear,
/// and nobody can read it.
pub(super) const MOST: usize = 300;

/// How much fits on a line of a node. Unit: columns of a terminal, two for a wide character.
const LINE: usize = 34;

/// How many lines a node has at most.
const LINES: usize = 3;

/// How tall a line is, and the space above and below all of them. Unit: pixels.
pub(super) const LINE_HEIGHT: i32 = 17;
pub(super) const PADDING: i32 = 7;

/// How wide a node is, and the space between two columns. Unit: pixels.
pub(super) const WIDTH: i32 = 250;
pub(super) const BETWEEN: i32 = 90;

/// What the columns can hold, from left to right.
const COLUMNS: [&str; 5] = ["Outlets", "Stories", "Statements", "Speakers, venues", "Figures, spellings"];

/// A graph as it is drawn.
pub(super) struct Picture<'g> {
    pub(super) nodes: Vec<Drawn>,
    pub(super) edges: Vec<Line<'g>>,
    /// What the columns hold, from left to right; none is empty.
    pub(super) columns: Vec<&'static str>,
    /// How many nodes there was no room for.
    pub(super) hidden: usize,
    /// Unit: pixels.
    pub(super) height: i32,
}

/// A node in its place.
pub(super) struct Drawn {
    pub(super) item: Item,
    /// All it says.
    pub(super) text: String,
    /// As much of it as there is room for.
    pub(super) lines: Vec<String>,
    pub(super) column: usize,
    /// Unit: pixels.
    pub(super) top: i32,
    /// Unit: pixels.
    pub(super) height: i32,
}

/// An edge in its place.
pub(super) struct Line<'g> {
    pub(super) link: Link<'g>,
    /// Its ends, as indices into the nodes, the left one first.
    pub(super) ends: (usize, usize),
    /// At which heights it passes the columns between.
    pub(super) passes: Vec<i32>,
}

impl<'g> Picture<'g> {
    /// The picture of a graph, or of as much of it as a picture holds: what conflicts first, then what is
    /// near to that.
    pub(super) fn new(view: &View<'g>) -> Self {
        let (shown, hidden) = chosen(view.graph);
        let mut nodes: Vec<Drawn> = shown
            .iter()
            .map(|&item| Drawn::new(item, clean(&view.text(item)), column(item.kind())))
            .collect();
        let columns = close_up(&mut nodes);
        let at: HashMap<Item, usize> = shown.iter().copied().zip(0..).collect();
        let mut edges: Vec<Line<'g>> =
            view.graph.links().filter_map(|link| line(&at, &nodes, link)).collect();
        let blocks: Vec<Block> =
            nodes.iter().map(|node| Block { column: node.column, height: node.height }).collect();
        let ends: Vec<(usize, usize)> = edges.iter().map(|edge| edge.ends).collect();
        let layout = lay_out(&blocks, &ends);
        nodes.iter_mut().zip(layout.tops).for_each(|(node, top)| node.top = top);
        edges.iter_mut().zip(layout.passes).for_each(|(edge, passes)| edge.passes = passes);
        Self { nodes, edges, columns, hidden, height: layout.height }
    }
}

fn line<'g>(at: &HashMap<Item, usize>, nodes: &[Drawn], link: Link<'g>) -> Option<Line<'g>> {
    let (from, to) = (*at.get(&link.from)?, *at.get(&link.to)?);
    let ends = if nodes[from].column <= nodes[to].column { (from, to) } else { (to, from) };
    (from != to).then_some(Line { link, ends, passes: Vec::new() })
}

impl Drawn {
    /// A node at the top of a column.
    pub(super) fn new(item: Item, text: String, column: usize) -> Self {
        let lines = wrapped(&text);
        let height = LINE_HEIGHT * i32::try_from(lines.len()).unwrap_or(1) + 2 * PADDING;
        Self { item, lines, column, top: 0, height, text }
    }
}

const fn column(kind: NodeKind) -> usize {
    match kind {
        NodeKind::Outlet => 0,
        NodeKind::Story => 1,
        NodeKind::Statement => 2,
        NodeKind::Speaker | NodeKind::Venue => 3,
        NodeKind::Figure | NodeKind::Name => 4,
    }
}

/// Leaves out the columns that nothing stands in; gives what the others hold.
fn close_up(nodes: &mut [Drawn]) -> Vec<&'static str> {
    let used: BTreeSet<usize> = nodes.iter().map(|node| node.column).collect();
    for node in nodes {
        node.column = used.range(..node.column).count();
    }
    used.into_iter().filter_map(|column| COLUMNS.get(column).copied()).collect()
}

/// The items shown, in the order of the graph, and how many are not for want of room.
///
/// The one spelling of a name says nothing that its speaker does not.
fn chosen(graph: &ClaimGraph) -> (Vec<Item>, usize) {
    let net = graph.petgraph();
    let told = |item: Item| match item {
        Item::Name(name) => has_spellings(graph, Item::Speaker(name.speaker)),
        Item::Outlet(_) | Item::Story(_) | Item::Speaker(_) => true,
        Item::Statement(_) | Item::Figure(_) | Item::Venue(_) => true,
    };
    let wanted: Vec<NodeIndex> = net.node_indices().filter(|&node| told(net[node].item)).collect();
    let conflicts = graph.conflicts().flat_map(|link| [link.from, link.to]);
    let first: Vec<NodeIndex> = conflicts.filter_map(|item| graph.find(item)).collect();
    let mut kept = BTreeSet::new();
    let mut open: VecDeque<NodeIndex> = first.into_iter().collect();
    for &start in &wanted {
        while let Some(node) = open.pop_front() {
            if kept.len() < MOST && told(net[node].item) && kept.insert(node) {
                let mut near: Vec<NodeIndex> = net.neighbors_undirected(node).collect();
                near.sort_unstable();
                open.extend(near);
            }
        }
        open.push_back(start);
    }
    kept.extend(open.into_iter().take(MOST.saturating_sub(kept.len())));
    let hidden = wanted.len() - kept.len();
    (kept.into_iter().map(|node| net[node].item).collect(), hidden)
}

fn has_spellings(graph: &ClaimGraph, speaker: Item) -> bool {
    graph.links_of(speaker).filter(|link| link.edge.kind == EdgeKind::Spelled).count() > 1
}

/// The text in lines that fit; what does not is an ellipsis.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().flat_map(pieces) {
        let full = lines.last().is_some_and(|line| !line.is_empty() && width(line) + 1 + width(&word) > LINE);
        if full && lines.len() == LINES {
            lines.last_mut().into_iter().for_each(|line| line.push('…'));
            return lines;
        }
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    lines
}

/// A word, or the parts of one that is longer than a line.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for c in word.chars() {
        let own = c.width().unwrap_or(0);
        if used + own > LINE {
            pieces.push(String::new());
            used = 0;
        }
        used += own;
        pieces.last_mut().into_iter().for_each(|piece| piece.push(c));
    }
    pieces
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{build, sample};

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(wrapped(text), expected);
    }

    #[test]
    fn text_is_wrapped_between_words() {
        check("", &[""]);
        check("the bridge will stay closed until May", &["the bridge will stay closed until", "May"]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_and_wide_characters_count_twice() {
        check(&"a".repeat(40), &["a".repeat(34).as_str(), "aaaaaa"]);
        check(&"東".repeat(20), &["東".repeat(17).as_str(), "東東東"]);
    }

    #[test]
    fn what_does_not_fit_is_an_ellipsis() {
        let lines = wrapped(&"seven words for the line ".repeat(9));
        assert_eq!(lines.len(), LINES);
        assert!(lines[LINES - 1].ends_with('…'), "{lines:?}");
    }

    #[test]
    fn a_crowd_is_cut_and_conflicts_stay() {
        let mut s = sample::Sample::default();
        for number in 0..400 {
            s.story(&format!("{number}.txt"), None, "Nobody spoke.");
        }
        let story = s.story("late.txt", None, "Rain fell. Rain never fell.");
        let quotations = ["Rain fell", "Rain never fell"].map(|words| s.quotation(story, None, words));
        let class = [crate::resolve::EditClass::Negation];
        s.align(quotations[0], quotations[1], crate::resolve::SpeakerMatch::Same, &class);
        let graph = build(&s.facts, &s.cast);
        let view = View { graph: &graph, facts: &s.facts, cast: &s.cast, documents: &s.documents };
        let picture = Picture::new(&view);
        assert_eq!((picture.nodes.len(), picture.hidden), (MOST, graph.nodes().count() - MOST));
        assert!(picture.nodes.iter().any(|node| node.text == "Rain never fell"));
    }
}
