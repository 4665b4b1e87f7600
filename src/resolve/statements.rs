use super::speakers::Speakers;
use super::{Across, Statement};
use crate::extract::Facts;

pub(super) fn gather(_facts: &[Facts], _speakers: &Speakers, _across: Across) -> Vec<Statement> {
    Vec::new()
}
