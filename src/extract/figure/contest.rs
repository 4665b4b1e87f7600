//! Whether people play or vote where two numbers stand together.

use super::FigureKind;
use super::quantity::Quantity;
use crate::lexicon::{ContestKind, Quantities};
use crate::segment::Story;
use smol_str::SmolStr;
use std::ops::Range;

/// How far before and behind two numbers a word still says that people play or vote. Unit: tokens.
const NEAR: usize = 12;

/// What two numbers with a dash between them are the two sides of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contest(ContestKind);

impl Contest {
    /// A game.
    pub const GAME: Self = Self(ContestKind::Game);

    /// The contest that the words nearest to the two numbers tell of.
    pub fn near(
        story: &Story<'_>,
        words: &Quantities,
        numbers: Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Self> {
        let told = |at: usize| words.contest(story.tokens[at].hash);
        let behind = (numbers.end..sentence.end.min(numbers.end + NEAR))
            .find_map(|at| Some((at - numbers.end, told(at)?)));
        let from = sentence.start.max(numbers.start.saturating_sub(NEAR));
        let before = (from..numbers.start).rev().find_map(|at| Some((numbers.start - at, told(at)?)));
        let nearest = [behind, before].into_iter().flatten().min_by_key(|(distance, _)| *distance);
        nearest.map(|(_, kind)| Self(kind))
    }

    /// One side of it.
    pub fn side(self, mut side: Quantity) -> Quantity {
        side.ranged = true;
        match self.0 {
            ContestKind::Game => {
                side.kind = FigureKind::Score;
                side.unit = Some(SmolStr::new_static("score"));
            }
            ContestKind::Vote => {}
        }
        side
    }
}
