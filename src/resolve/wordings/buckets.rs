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
    /// Bucket after bucket, each in order of rank and ended by [`END`].
    ranks: Vec<u32>,
    /// The first rank of each bucket and where it starts, in order: two wordings that share many keys
    /// are mostly met under the same leader, side by side.
    starts: Vec<(u32, usize)>,
}

const END: u32 = u32::MAX;

/// Some buckets, to be looked at in one go.
pub(in crate::resolve) struct Run<'a> {
    ranks: &'a [u32],
    starts: &'a [(u32, usize)],
}

/// How many buckets are looked at in one go.
const RUN: usize = 1024;

impl Buckets {
    /// The buckets of so many wordings, in any order: of each `keys_of` fills in the keys and gives
    /// the rank.
    pub fn new(count: usize, mut keys_of: impl FnMut(usize, &mut Keys) -> u32) -> Self {
        let mut postings = Postings::for_wordings(count);
        let mut keys = Keys::default();
        for at in 0..count {
            let rank = keys_of(at, &mut keys);
            keys.as_slice().iter().for_each(|&key| postings.add(key, rank));
        }
        let mut buckets = postings.shared();
        buckets.starts.sort_unstable();
        buckets
    }

    /// Adds those of some sorted postings.
    fn add(&mut self, part: &[u64]) {
        for bucket in part.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1) {
            self.starts.push((bucket[0] as u32, self.ranks.len()));
            self.ranks.extend(bucket.iter().map(|&posting| posting as u32));
            self.ranks.push(END);
        }
    }

    /// All buckets, some at a time.
    pub fn runs(&self) -> Vec<Run<'_>> {
        self.starts.chunks(RUN).map(|starts| Run { ranks: &self.ranks, starts }).collect()
    }
}

impl Run<'_> {
    /// Leads each bucket; see [`lead`].
    pub fn lead(&self, mut accepts: impl FnMut(u32, u32) -> bool) {
        for &(_, start) in self.starts {
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

    /// The buckets of two or more, as they come.
    fn shared(mut self) -> Buckets {
        let mut buckets = Buckets { ranks: Vec::new(), starts: Vec::new() };
        while !self.parts.is_empty() {
            let mut some = self.parts.split_off(self.parts.len().saturating_sub(AT_ONCE)); // dropped when done
            par::change(&mut some, |part| part.sort_unstable());
            some.iter().for_each(|part| buckets.add(part));
        }
        buckets
    }
}

/// How many parts are sorted before their memory is given back.
const AT_ONCE: usize = 256;
