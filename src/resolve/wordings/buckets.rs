//! Wordings by key: each is held against a few leaders of its key, never against all others.

use super::keys::Keys;
use crate::par;

/// With how many unlike wordings of one key another is compared.
///
/// Source: a prototype on synthetic archives; other numbers have not been measured here.
pub const LEADERS: usize = 8;

/// Holds each wording of a bucket, in order of rank, against the leaders before it until one accepts
/// it; else it becomes a leader, while there is room.
///
/// `accepts(leader, other)` may be asked of one pair under many keys.
///
/// ```
/// use sayso::resolve::wordings::lead;
///
/// let mut accepted = Vec::new();
/// lead(&[1, 2, 11, 12, 21], |leader, other| {
///     let alike = leader % 10 == other % 10;
///     if alike {
///         accepted.push((leader, other));
///     }
///     alike
/// });
/// assert_eq!(accepted, [(1, 11), (2, 12), (1, 21)]);
/// ```
pub fn lead(bucket: &[u32], mut accepts: impl FnMut(u32, u32) -> bool) {
    let (mut leaders, mut count) = ([0; LEADERS], 0);
    for &other in bucket {
        let accepted = leaders[..count].iter().any(|&leader| accepts(leader, other));
        if !accepted && count < LEADERS {
            leaders[count] = other;
            count += 1;
        }
    }
}

/// The wordings that share a key, by rank, for each key that two of them have.
pub(in crate::resolve) struct Buckets {
    /// Bucket after bucket, in order of rank, each ended by [`END`].
    ranks: Vec<u32>,
    /// Where each bucket starts, by its first rank: two wordings that share many keys are mostly met
    /// under the same leader, side by side.
    starts: Vec<usize>,
}

const END: u32 = u32::MAX;

/// Some buckets, to be looked at in one go.
pub(in crate::resolve) struct Run<'a> {
    ranks: &'a [u32],
    starts: &'a [usize],
}

/// How many buckets are looked at in one go.
const RUN: usize = 1024;

impl Buckets {
    /// The buckets of so many wordings, of which `keys_of` tells the keys by rank.
    pub fn new(count: u32, mut keys_of: impl FnMut(u32, &mut Keys)) -> Self {
        let mut postings = Postings::for_wordings(count as usize);
        let mut keys = Keys::default();
        for rank in 0..count {
            keys_of(rank, &mut keys);
            keys.as_slice().iter().for_each(|&key| postings.add(key, rank));
        }
        let ranks = postings.shared();
        let after_end = |(at, _): (usize, &u32)| at == 0 || ranks[at - 1] == END;
        let mut starts: Vec<usize> =
            ranks.iter().enumerate().filter(|&place| after_end(place)).map(|(at, _)| at).collect();
        starts.sort_unstable_by_key(|&start| (ranks[start], start));
        Self { ranks, starts }
    }

    /// All buckets, some at a time.
    pub fn runs(&self) -> Vec<Run<'_>> {
        self.starts.chunks(RUN).map(|starts| Run { ranks: &self.ranks, starts }).collect()
    }
}

impl Run<'_> {
    /// Leads each bucket; see [`lead`].
    pub fn lead(&self, mut accepts: impl FnMut(u32, u32) -> bool) {
        for &start in self.starts {
            let rest = &self.ranks[start..];
            let length = rest.iter().position(|&rank| rank == END).unwrap_or(rest.len());
            lead(&rest[..length], &mut accepts);
        }
    }
}

/// Keys with the ranks of those that have them, spread over parts by their first bits.
struct Postings {
    parts: Vec<Vec<u64>>,
    /// By how much a key is shifted to give its part.
    shift: u32,
}

/// About how many postings a part holds: so many stay in a core's own cache while they are sorted.
const PART: usize = 1 << 14;

/// Into how many parts postings are spread at most: so many can be written to in turn. Unit: bits.
const MOST_PARTS: u32 = 13;

/// About how many keys a wording has.
const KEYS: usize = 20;

impl Postings {
    fn for_wordings(count: usize) -> Self {
        let bits = (count.saturating_mul(KEYS) / PART).next_power_of_two().trailing_zeros().min(MOST_PARTS);
        // Growing would copy, and take fresh memory again and again.
        let each = count.saturating_mul(KEYS + 1) >> bits;
        Self { parts: (0..1 << bits).map(|_| Vec::with_capacity(each)).collect(), shift: 64 - bits }
    }

    /// Adds one. Beside the bits that choose the part, 32 more of the key are kept: that two keys
    /// agree in all of them costs a look.
    fn add(&mut self, key: u64, rank: u32) {
        let part = &mut self.parts[key.checked_shr(self.shift).unwrap_or(0) as usize];
        if part.len() == part.capacity() {
            part.reserve_exact(part.len() / 8 + 64); // doubling would take half as much memory again
        }
        part.push(key << 32 | u64::from(rank));
    }

    /// The ranks under each key that two of them have, in order, each list followed by [`END`].
    fn shared(mut self) -> Vec<u32> {
        let mut shared = Vec::new();
        while !self.parts.is_empty() {
            let some = self.parts.split_off(self.parts.len().saturating_sub(AT_ONCE)); // dropped when done
            shared.append(&mut par::flat_map(&some, |part| shared_in(part.clone())));
        }
        shared
    }
}

/// How many parts are sorted before their memory is given back.
const AT_ONCE: usize = 256;

fn shared_in(mut part: Vec<u64>) -> Vec<u32> {
    part.sort_unstable();
    let mut shared = Vec::new();
    for bucket in part.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1) {
        shared.extend(bucket.iter().map(|&posting| posting as u32));
        shared.push(END);
    }
    shared
}
