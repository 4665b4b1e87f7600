//! The claim graph as GraphML.

use super::View;
use super::records::{EdgeRecord, NodeRecord, cell};
use super::xml::{Xml, close, document, empty, leaf, open};
use crate::graph::NodeKind;
use std::io::{self, Write};

/// Writes the graph as GraphML, with labels and shapes that yEd draws and attributes that Gephi
/// reads.
///
/// All edges are directed, those between equals too: readers that know no mixed graphs refuse others.
///
/// # Errors
///
/// What `out` reports.
pub fn graphml(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    let spaces = [("xmlns", "http://graphml.graphdrawing.org/xmlns"), ("xmlns:y", YED)];
    open(&mut xml, "graphml", &spaces)?;
    keys(&mut xml)?;
    open(&mut xml, "graph", &[("id", "claims"), ("edgedefault", "directed")])?;
    for node in view.graph.nodes() {
        graphml_node(&mut xml, &NodeRecord::new(view, node), node.item.kind())?;
    }
    for (number, link) in view.graph.links().enumerate() {
        graphml_edge(&mut xml, &EdgeRecord::new(view, &link), number)?;
    }
    close(&mut xml, "graph")?;
    close(&mut xml, "graphml")?;
    xml.into_inner().write_all(b"\n")
}

/// The namespace of yEd's shapes in GraphML.
const YED: &str = "http://www.yworks.com/xml/graphml";
fn data(xml: &mut Xml<'_>, key: &str, text: &str) -> io::Result<()> {
    leaf(xml, "data", &[("key", key)], text)
}

/// The attributes of nodes and edges. Edges have their own ids for them: GraphML wants keys unique.
fn keys(xml: &mut Xml<'_>) -> io::Result<()> {
    for name in ["kind", "label", "text", "places"] {
        let key = [("id", name), ("for", "node"), ("attr.name", name), ("attr.type", "string")];
        empty(xml, "key", &key)?;
    }
    for (id, name) in [
        ("edge-label", "label"),
        ("edge-relation", "relation"),
        ("edge-because", "because"),
        ("edge-places", "places"),
    ] {
        let key = [("id", id), ("for", "edge"), ("attr.name", name), ("attr.type", "string")];
        empty(xml, "key", &key)?;
    }
    empty(xml, "key", &[("id", "drawn"), ("for", "node"), ("yfiles.type", "nodegraphics")])
}

fn graphml_node(xml: &mut Xml<'_>, node: &NodeRecord<'_>, kind: NodeKind) -> io::Result<()> {
    open(xml, "node", &[("id", &node.id)])?;
    data(xml, "kind", node.kind)?;
    data(xml, "label", &node.label)?;
    data(xml, "text", &node.text)?;
    data(xml, "places", &cell(&node.places))?;
    open(xml, "data", &[("key", "drawn")])?;
    open(xml, "y:ShapeNode", &[])?;
    let width = (node.label.chars().count() * 7 + 20).to_string();
    empty(xml, "y:Geometry", &[("width", &width), ("height", "30")])?;
    leaf(xml, "y:NodeLabel", &[], &node.label)?;
    empty(xml, "y:Shape", &[("type", shape(kind))])?;
    close(xml, "y:ShapeNode")?;
    close(xml, "data")?;
    close(xml, "node")
}

fn graphml_edge(xml: &mut Xml<'_>, edge: &EdgeRecord<'_>, number: usize) -> io::Result<()> {
    let id = format!("edge-{number}");
    open(xml, "edge", &[("id", &id), ("source", &edge.from), ("target", &edge.to)])?;
    data(xml, "edge-label", edge.kind)?;
    data(xml, "edge-relation", edge.relation.unwrap_or_default())?;
    data(xml, "edge-because", &edge.because.join(" | "))?;
    data(xml, "edge-places", &cell(&edge.places))?;
    close(xml, "edge")
}

const fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Outlet => "trapezoid",
        NodeKind::Story | NodeKind::Statement => "rectangle",
        NodeKind::Speaker => "ellipse",
        NodeKind::Name => "roundrectangle",
        NodeKind::Figure => "hexagon",
        NodeKind::Venue => "parallelogram",
    }
}
