//! Figures by what they may share, each bucket with its latest figures only.

use super::FigureRef;
use crate::lexicon::HashKeyed;
use smallvec::SmallVec;
use std::ops::Range;

/// How many of the latest figures a bucket remembers.
const LATEST: usize = 12;

/// How many keys a figure mostly has.
const KEYS: usize = 4;

/// Chains of figures, each bucket one chain from its latest figure back.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    /// By key: the latest link.
    last: HashKeyed<u32>,
    /// Each figure with the link before it in its bucket.
    links: Vec<(FigureRef, Option<u32>)>,
}

impl Buckets {
    /// With room for so many figures.
    pub fn for_figures(count: usize) -> Self {
        let mut buckets = Self::default();
        buckets.last.reserve(count * KEYS);
        buckets.links.reserve(count * KEYS);
        buckets
    }

    /// Puts a figure into the buckets of these keys; gives its links, one a key.
    pub fn add(&mut self, at: FigureRef, keys: &[u64]) -> Range<u32> {
        let start = self.links.len() as u32;
        for &key in keys {
            let own = self.links.len() as u32;
            self.links.push((at, self.last.insert(key, own)));
        }
        start..self.links.len() as u32
    }

    /// The figures that stand before these links in their buckets, bucket by bucket, latest first; each
    /// once, for two that are told alike meet in many buckets.
    pub fn before(&self, own: Range<u32>) -> SmallVec<[FigureRef; 32]> {
        let mut before = SmallVec::new();
        let link = |at: u32| self.links[at as usize];
        for own in own {
            let links = std::iter::successors(link(own).1, |&at| link(at).1);
            for (figure, _) in links.take(LATEST).map(link) {
                if !before.contains(&figure) {
                    before.push(figure);
                }
            }
        }
        before
    }
}
