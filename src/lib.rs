//! Works out who said what in news copy, and which figures they gave; links it all in a graph;
//! and shows where the copy disagrees with itself or with other copy on the same events.
//!
//! Data flows one way; a room uses only rooms to the left of its own (`tests/architecture.rs`):
//!
//! ```text
//!  par  text  crf  lexicon | ingest -> segment -> extract | resolve -> graph -> check -> gate -> report | learn  pipeline | cli
//!  ---- ground floor ---- |  one story at a time, pure   |  all stories at once, ordered               |     wiring      | binary
//! ```
//!
//! A whole run:
//!
//! ```
//! use sayso::{ingest::Document, pipeline, resolve::Across};
//!
//! let story = "Police said 12 people were hurt.\n\nPolice said 21 people were hurt.";
//! let documents = [Document::plain("story.txt", story)];
//! let analysis = pipeline::analyse(&documents, Across::All);
//! let findings = pipeline::check(&documents, &analysis, |_| true);
//! for finding in findings {
//!     println!("{}: {}", finding.rule, finding.message);
//! }
//! ```

pub mod check;
pub mod crf;
pub mod extract;
pub mod gate;
pub mod graph;
pub mod ingest;
pub mod learn;
pub mod lexicon;
pub mod par;
pub mod pipeline;
pub mod report;
pub mod resolve;
pub mod segment;
pub mod text;
