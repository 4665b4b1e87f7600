use super::speakers::Speakers;
use super::{Across, FigurePair};
use crate::extract::Facts;

pub(super) fn pair(_facts: &[Facts], _speakers: &Speakers, _across: Across) -> Vec<FigurePair> {
    Vec::new()
}
