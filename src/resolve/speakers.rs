use super::{Across, Speaker, SpeakerId};
use crate::extract::Facts;

/// The speakers of a run and the way from each story's parties to them.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    pub speakers: Vec<Speaker>,
    pub of_party: Vec<Vec<SpeakerId>>,
}

pub(super) fn gather(facts: &[Facts], _across: Across) -> Speakers {
    Speakers { speakers: Vec::new(), of_party: vec![Vec::new(); facts.len()] }
}
