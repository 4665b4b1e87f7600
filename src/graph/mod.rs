//! The claim graph: outlets, stories, speakers, statements, figures, and what links them.
//!
//! **Comes in:** facts and their [`Cast`](crate::resolve::Cast). **Goes out:** [`ClaimGraph`].
//! **Never:** holds text: nodes hold ids, edges hold places.
//! **Read first:** [`ClaimGraph`].

use crate::extract::Facts;
use crate::resolve::Cast;

/// The claim graph of a run.
#[derive(Debug, Default)]
pub struct ClaimGraph {}

/// Builds the graph.
pub fn build(_facts: &[Facts], _cast: &Cast) -> ClaimGraph {
    ClaimGraph {}
}
