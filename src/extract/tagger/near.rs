use std::ops::Range;

/// Tokens of a story that are looked up together. Unit: tokens.
const BUCKET: usize = 256;

/// Which things lie near a range of tokens, so that a long story is not searched whole.
#[derive(Debug, Default)]
pub(super) struct Near {
    buckets: Vec<Vec<u32>>,
}

impl Near {
    /// For a story of so many tokens.
    pub fn new(tokens: usize) -> Self {
        Self { buckets: vec![Vec::new(); tokens / BUCKET + 1] }
    }

    /// Thing `id` lies there.
    pub fn add(&mut self, range: &Range<usize>, id: usize) {
        for bucket in Self::range(range) {
            if let Some(ids) = self.buckets.get_mut(bucket)
                && ids.last() != Some(&(id as u32))
            {
                ids.push(id as u32);
            }
        }
    }

    /// The things that may touch a range, in ascending order.
    pub fn at(&self, range: &Range<usize>) -> Vec<usize> {
        let mut near: Vec<usize> =
            Self::range(range).filter_map(|b| self.buckets.get(b)).flatten().map(|&id| id as usize).collect();
        near.sort_unstable();
        near.dedup();
        near
    }

    fn range(range: &Range<usize>) -> std::ops::RangeInclusive<usize> {
        range.start / BUCKET..=range.end.max(range.start) / BUCKET
    }
}
