//! The claim graph as JSON.

use super::View;
use super::records::{EdgeRecord, NodeRecord};
use crate::report::json::write;
use serde::Serialize;
use std::io::{self, Write};

/// Writes the graph as one JSON object, a node or an edge a line.
///
/// Shape: `{"version": 1, "nodes": [{"id", "kind", "label", "text", "places"}], "edges": [{"from",
/// "to", "kind", "relation", "because", "places"}]}`; a place is `{"story", "line", "column",
/// "span"}`, an empty span the story as a whole. `relation` is how two figures stand to each other.
///
/// # Errors
///
/// What `out` reports.
pub fn json(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"version\":1,\n\"nodes\":[")?;
    list(out, view.graph.nodes().map(|node| NodeRecord::new(view, node)))?;
    out.write_all(b"],\n\"edges\":[")?;
    list(out, view.graph.links().map(|link| EdgeRecord::new(view, &link)))?;
    out.write_all(b"]}\n")
}
fn list<T: Serialize>(out: &mut dyn Write, records: impl Iterator<Item = T>) -> io::Result<()> {
    for (number, record) in records.enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        write(out, &record)?;
    }
    Ok(())
}
