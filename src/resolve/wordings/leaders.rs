//! Per key: each wording is held against a few leaders, never against all others.

use crate::par;

/// With how many unlike wordings of one key another is compared.
pub const LEADERS: usize = 8;

/// Holds each wording of a bucket, in order of rank, against the leaders before it until one accepts
/// it; else it becomes a leader.
///
/// `accepts(leader, other)` may be asked of one pair under many keys.
pub fn lead(bucket: impl Iterator<Item = u32>, mut accepts: impl FnMut(u32, u32) -> bool) {
    let (mut leaders, mut count) = ([0; LEADERS], 0);
    for rank in bucket {
        let accepted = leaders[..count].iter().any(|&leader| accepts(leader, rank));
        if !accepted && count < LEADERS {
            leaders[count] = rank;
            count += 1;
        }
    }
}

/// Keys with the ranks of those that have them, spread over parts by their first bits.
pub(super) struct Postings {
    parts: Vec<Vec<u64>>,
    shift: u32,
}

/// How many postings a part holds: so many stay in a core's own cache while they are sorted.
const PART: usize = 1 << 15;

impl Postings {
    /// Room for about so many postings.
    pub fn new(count: usize) -> Self {
        let bits = (count / PART).next_power_of_two().trailing_zeros().min(14);
        Self { parts: vec![Vec::new(); 1 << bits], shift: 64 - bits }
    }

    /// Adds one; only 32 bits of the key are kept beside those that choose the part.
    pub fn add(&mut self, key: u64, rank: u32) {
        let part = key.checked_shr(self.shift).unwrap_or(0) as usize;
        self.parts[part].push(key << 32 | u64::from(rank));
    }

    /// Leads every bucket.
    pub fn lead(self, accepts: impl Fn(u32, u32) -> bool + Sync + Send) {
        par::map(&self.parts, |part| {
            let mut part = part.clone();
            part.sort_unstable();
            for bucket in part.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1) {
                lead(bucket.iter().map(|&posting| posting as u32), &accepts);
            }
        });
    }
}
