//! The claim graph as JSON, DOT, GraphML, GEXF, as a picture and as text.
//!
//! Story text is data in all of them: white space is joined, control characters are shown as U+FFFD,
//! and what is left is escaped as the format wants it. Nodes and edges come in the graph's order;
//! ids are made of the kind and the number of what a node stands for, so that a neighbourhood has
//! the ids of the whole graph.

mod dot;
mod gexf;
mod graphml;
mod json;
mod layout;
mod picture;
mod records;
mod svg;
mod text;
mod timeline;
mod xml;

pub use dot::dot;
pub use gexf::gexf;
pub use graphml::graphml;
pub use json::json;
pub(super) use svg::inline;
pub use svg::svg;
pub use text::{text, ways};
pub(super) use timeline::inline_timeline;
pub use timeline::timeline;

use crate::extract::Facts;
use crate::graph::{ClaimGraph, Item};
use crate::ingest::Document;
use crate::report::visible;
use crate::resolve::{Cast, ClaimRef, FigureRef};
use crate::text::{Span, StoryId};

/// How long a label may be. Unit: characters. Source: what fits one line of a drawn node.
const LABEL: usize = 72;

/// What is written: a graph, and where its labels are looked up.
///
/// ```
/// use sayso::report::graph::View;
/// use sayso::{ingest::Document, pipeline, report, resolve::Across};
///
/// let documents = [Document::plain("a.txt", "The mill will close, Hossain said.")];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// let view = View {
///     graph: analysis.graph(),
///     facts: &analysis.facts,
///     cast: &analysis.cast,
///     documents: &documents,
/// };
/// let mut out = Vec::new();
/// report::graph::dot(&view, &mut out)?;
/// assert!(String::from_utf8_lossy(&out).contains("\"story-0\" [label=\"a.txt\""));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The graph, or a part of it.
    pub graph: &'a ClaimGraph,
    /// The facts that it was built from.
    pub facts: &'a [Facts],
    /// The cast that it was built from.
    pub cast: &'a Cast,
    /// The documents of the run.
    pub documents: &'a [Document],
}

impl<'a> View<'a> {
    /// What an item is called, safe to show.
    fn text(&self, item: Item) -> String {
        let found = match item {
            Item::Outlet(outlet) => self.facts(outlet.0).and_then(|f| f.head.outlet.clone()),
            Item::Story(story) => self.documents.get(story.index()).map(|d| d.name.clone()),
            Item::Speaker(id) => self.cast.speakers.get(id.0 as usize).map(|s| s.name.to_string()),
            Item::Name(name) => self
                .cast
                .speakers
                .get(name.speaker.0 as usize)
                .and_then(|s| s.spellings.get(name.spelling as usize))
                .map(|s| s.form.to_string()),
            Item::Statement(id) => {
                self.graph.said(id).map(|said| match (said.claims.first(), said.quotation) {
                    (Some(&claim), _) => self.claim(claim),
                    (None, Some(at)) => self.quotation(at.story, at.quotation),
                    (None, None) => String::new(),
                })
            }
            Item::Figure(at) => self.figure(at),
            Item::Venue(venue) => self.venue(venue.0),
        };
        clean(&found.unwrap_or_default())
    }

    fn facts(&self, story: StoryId) -> Option<&'a Facts> {
        self.facts.get(story.index())
    }

    fn slice(&self, story: StoryId, span: Span) -> &'a str {
        self.documents.get(story.index()).map_or("", |document| span.of(&document.text))
    }

    fn claim(&self, at: ClaimRef) -> String {
        let claim = self.facts(at.story).and_then(|f| f.claims.get(at.claim as usize));
        let parts = claim.map_or(&[][..], |claim| &claim.content);
        parts.iter().map(|&span| self.slice(at.story, span)).collect::<Vec<_>>().join(" … ")
    }

    fn quotation(&self, story: StoryId, quotation: u32) -> String {
        let quoted = self.facts(story).and_then(|f| f.quotations.get(quotation as usize));
        quoted.map_or_else(String::new, |quoted| self.slice(story, quoted.span).to_owned())
    }

    /// The figure as printed, and the word for what it counts.
    fn figure(&self, at: FigureRef) -> Option<String> {
        let figure = self.facts(at.story)?.figures.get(at.figure as usize)?;
        let value = self.slice(at.story, figure.span);
        let counted = figure.counts.as_ref().map_or("", |counts| self.slice(at.story, counts.span));
        Some(format!("{value} {counted}"))
    }

    fn venue(&self, at: ClaimRef) -> Option<String> {
        let claim = self.facts(at.story)?.claims.get(at.claim as usize)?;
        claim.venue.as_ref().map(|venue| venue.name.to_string())
    }
}

/// `speaker-3`, `figure-0-12`: the kind and the number of what a node stands for.
fn id(item: Item) -> String {
    let kind = item.kind().as_str();
    match item {
        Item::Outlet(outlet) => format!("{kind}-{}", outlet.0.0),
        Item::Story(story) => format!("{kind}-{}", story.0),
        Item::Speaker(speaker) => format!("{kind}-{}", speaker.0),
        Item::Name(name) => format!("{kind}-{}-{}", name.speaker.0, name.spelling),
        Item::Statement(statement) => format!("{kind}-{}", statement.0),
        Item::Figure(at) => format!("{kind}-{}-{}", at.story.0, at.figure),
        Item::Venue(venue) => format!("{kind}-{}-{}", venue.0.story.0, venue.0.claim),
    }
}

/// Text with white space joined, and what XML forbids or a terminal would obey made visible.
fn clean(text: &str) -> String {
    visible::xml(&visible::joined(text))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{build, sample, speakers_named};
    use quick_xml::Reader;
    use quick_xml::events::Event;
    use std::io;

    type Write = fn(&View<'_>, &mut dyn io::Write) -> io::Result<()>;

    pub(super) fn written(sample: &sample::Sample, write: Write) -> String {
        let graph = build(&sample.facts, &sample.cast);
        let sample::Sample { documents, facts, cast } = sample;
        let mut out = Vec::new();
        write(&View { graph: &graph, facts, cast, documents }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Every name and text is an attack on some format.
    pub(super) fn hostile() -> sample::Sample {
        let attack = "]]></data>\"];\\\n<script>&amp;\u{1b}[31m\u{0}\u{202e}\u{ffff}\\N";
        let mut s = sample::Sample::default();
        let story = s.story(attack, Some(attack), attack);
        let speaker = s.speaker(attack);
        let party = s.party(story, speaker, &[attack]);
        let claim = s.claim(story, Some(party), attack);
        s.at(claim, attack);
        s.figure(story, Some(claim), attack);
        s
    }

    /// The texts of all elements of this name, unescaped; fails when the XML is not well-formed.
    pub(super) fn texts(xml: &str, element: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let (mut found, mut inside) = (Vec::new(), false);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) if tag.name().as_ref() == element => {
                    found.push(String::new());
                    inside = true;
                }
                Event::End(tag) if tag.name().as_ref() == element => inside = false,
                Event::Text(text) if inside => found.last_mut().unwrap().push_str(&text),
                Event::GeneralRef(name) if inside => {
                    let name: &str = &name;
                    let text = quick_xml::escape::resolve_predefined_entity(name).unwrap();
                    found.last_mut().unwrap().push_str(text);
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn graphml_is_well_formed_and_whole() {
        let xml = written(&sample::fire(), graphml);
        let labels = texts(&xml, "y:NodeLabel");
        assert_eq!(labels.len(), 17);
        assert!(labels.contains(&"Yevheniya Dorokhova".to_owned()), "{labels:?}");
        assert_eq!(xml.matches("<edge ").count(), 21);
    }

    #[test]
    fn hostile_text_stays_text_in_graphml() {
        let xml = written(&hostile(), graphml);
        let shown = "]]></data>\"];\\ <script>&amp;\\u{1b}[31m\\u{0}\\u{202e}\u{fffd}\\N";
        let labels = texts(&xml, "y:NodeLabel");
        assert_eq!(labels.len(), 7);
        assert!(labels.iter().all(|label| label.trim() == shown), "{labels:?}");
    }

    #[test]
    fn hostile_text_stays_text_in_dot() {
        let dot = written(&hostile(), dot);
        assert!(dot.lines().all(|line| !line.trim_start().starts_with('<')), "{dot}");
        for line in dot.lines().filter(|line| line.contains("label=\"]]")) {
            let label = line.split("label=").nth(1).unwrap();
            assert!(label.starts_with("\"]]></data>\\\"];\\\\ <script>&amp;amp;\\\\u{1b}[31m"), "{label}");
            assert!(line.ends_with("];"), "{line}");
        }
        assert_eq!(dot.matches("label=\"]]").count(), 7);
    }

    #[test]
    fn dot_has_a_line_for_each_node_and_edge() {
        let dot = written(&sample::fire(), dot);
        assert!(dot.contains("\"speaker-0\" [label=\"Yevheniya Dorokhova\""), "{dot}");
        assert!(dot.contains("\"figure-0-0\" -> \"figure-0-1\" [label=\"conflicts\", dir=none"), "{dot}");
        assert_eq!(dot.matches(" -> ").count(), 21);
    }

    #[test]
    fn json_parses_and_names_its_places() {
        let value: serde_json::Value = serde_json::from_str(&written(&sample::fire(), json)).unwrap();
        assert_eq!(value["version"], 1);
        assert_eq!(value["nodes"].as_array().unwrap().len(), 17);
        let edges = value["edges"].as_array().unwrap();
        let conflict = edges.iter().find(|edge| edge["relation"] == "sources-differ").unwrap();
        assert_eq!(conflict["because"][0], "both count people killed");
        assert_eq!(conflict["places"][0]["story"], "a.txt");
        assert_eq!(conflict["places"][0]["line"], 1);
    }

    #[test]
    fn hostile_text_stays_text_in_json() {
        let text = written(&hostile(), json);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["nodes"].as_array().unwrap().len(), 7);
        assert!(text.lines().all(|line| !line.contains(visible::is_hidden)));
        assert!(value["nodes"][0]["places"][0]["story"].as_str().unwrap().contains('\u{202e}'));
    }

    #[test]
    fn every_edge_leads_to_a_node_also_in_a_part() {
        let s = sample::fire();
        let graph = build(&s.facts, &s.cast);
        let whole = View { graph: &graph, facts: &s.facts, cast: &s.cast, documents: &s.documents };
        let part = graph.around_speakers(&speakers_named(&s.cast, "dorohkova"));
        let mut out = Vec::new();
        json(&View { graph: &part, ..whole }, &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let ids: Vec<_> = value["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
        for edge in value["edges"].as_array().unwrap() {
            assert!(ids.contains(&&edge["from"]) && ids.contains(&&edge["to"]), "{edge}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut(&"é".repeat(80)), format!("{}…", "é".repeat(72)));
    }

    #[test]
    fn an_empty_graph_is_a_whole_file() {
        let nothing = sample::Sample::default();
        let value: serde_json::Value = serde_json::from_str(&written(&nothing, json)).unwrap();
        assert_eq!(value["nodes"].as_array().map(Vec::len), Some(0));
        assert!(texts(&written(&nothing, graphml), "node").is_empty());
    }
}
