//! The claim graph as GEXF, for Gephi.

use super::View;
use super::records::{EdgeRecord, NodeRecord, cell};
use super::xml::{Xml, close, document, empty, leaf, open};
use std::io::{self, Write};

/// Writes the graph as GEXF 1.3, with labels and attributes that Gephi reads.
///
/// The kind of an edge is its label and an attribute; `weight` is the number of places it rests on.
///
/// # Errors
///
/// What `out` reports.
pub fn gexf(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = document(out)?;
    open(&mut xml, "gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")])?;
    open(&mut xml, "meta", &[])?;
    leaf(&mut xml, "creator", &[], "sayso")?;
    leaf(&mut xml, "description", &[], "outlets, stories, speakers, statements and figures")?;
    close(&mut xml, "meta")?;
    open(&mut xml, "graph", &[("mode", "static"), ("defaultedgetype", "directed")])?;
    declare(&mut xml, "node", &["kind", "text", "places"])?;
    declare(&mut xml, "edge", &["kind", "relation", "because", "places"])?;
    open(&mut xml, "nodes", &[])?;
    view.graph.nodes().try_for_each(|one| node(&mut xml, &NodeRecord::new(view, one)))?;
    close(&mut xml, "nodes")?;
    open(&mut xml, "edges", &[])?;
    let mut edges = view.graph.links().enumerate();
    edges.try_for_each(|(number, link)| edge(&mut xml, &EdgeRecord::new(view, &link), number))?;
    close(&mut xml, "edges")?;
    close(&mut xml, "graph")?;
    close(&mut xml, "gexf")?;
    xml.into_inner().write_all(b"\n")
}

fn declare(xml: &mut Xml<'_>, class: &str, names: &[&str]) -> io::Result<()> {
    open(xml, "attributes", &[("class", class)])?;
    for name in names {
        empty(xml, "attribute", &[("id", name), ("title", name), ("type", "string")])?;
    }
    close(xml, "attributes")
}

fn node(xml: &mut Xml<'_>, node: &NodeRecord<'_>) -> io::Result<()> {
    open(xml, "node", &[("id", &node.id), ("label", &node.label)])?;
    values(xml, &[("kind", node.kind), ("text", &node.text), ("places", &cell(&node.places))])?;
    close(xml, "node")
}

fn edge(xml: &mut Xml<'_>, edge: &EdgeRecord<'_>, number: usize) -> io::Result<()> {
    let (id, weight) = (number.to_string(), edge.places.len().max(1).to_string());
    let ends = [("id", id.as_str()), ("source", &edge.from), ("target", &edge.to)];
    let [id, source, target] = ends;
    open(xml, "edge", &[id, source, target, ("label", edge.kind), ("weight", &weight)])?;
    let relation = edge.relation.unwrap_or_default();
    let because = edge.because.join(" | ");
    let places = cell(&edge.places);
    values(xml, &[("kind", edge.kind), ("relation", relation), ("because", &because), ("places", &places)])?;
    close(xml, "edge")
}

fn values(xml: &mut Xml<'_>, values: &[(&str, &str)]) -> io::Result<()> {
    open(xml, "attvalues", &[])?;
    for (name, value) in values {
        empty(xml, "attvalue", &[("for", name), ("value", value)])?;
    }
    close(xml, "attvalues")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hostile, texts, written};
    use super::*;
    use crate::graph::sample;

    #[test]
    fn every_node_and_edge_is_there_once() {
        let xml = written(&sample::fire(), gexf);
        assert_eq!(texts(&xml, "node").len(), 17);
        assert_eq!(texts(&xml, "edge").len(), 21);
        assert!(xml.contains("label=\"Yevheniya Dorokhova\""), "{xml}");
    }

    #[test]
    fn hostile_text_stays_in_its_attribute() {
        let xml = written(&hostile(), gexf);
        assert_eq!(texts(&xml, "node").len(), 7);
        assert!(!xml.contains("<script"), "{xml}");
    }
}
