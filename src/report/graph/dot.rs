//! The claim graph for Graphviz.

use super::{View, cut, id};
use crate::graph::NodeKind;
use std::io::{self, Write};

/// Writes the graph for Graphviz.
///
/// # Errors
///
/// What `out` reports.
pub fn dot(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph claims {{\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=10];")?;
    for node in view.graph.nodes() {
        let text = view.text(node.item);
        let (id, label, tooltip) = (id(node.item), quoted(&cut(&text)), quoted(&text));
        let shape = shape(node.item.kind());
        writeln!(out, "  \"{id}\" [label={label}, tooltip={tooltip}, shape={shape}];")?;
    }
    for link in view.graph.links() {
        let kind = link.edge.kind;
        let style = if kind.is_between_equals() { ", dir=none, style=dashed" } else { "" };
        let (from, to) = (id(link.from), id(link.to));
        writeln!(out, "  \"{from}\" -> \"{to}\" [label=\"{}\"{style}];", kind.as_str())?;
    }
    writeln!(out, "}}")
}
/// A quoted string of DOT: `\` and `"` escaped, and `&`, which Graphviz would read as an entity.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
/// How a kind of node is drawn, so that no kind is told by colour alone.
const fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Outlet => "house",
        NodeKind::Story => "note",
        NodeKind::Speaker => "ellipse",
        NodeKind::Name => "plaintext",
        NodeKind::Statement => "box",
        NodeKind::Figure => "hexagon",
        NodeKind::Venue => "parallelogram",
    }
}
