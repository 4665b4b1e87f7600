//! Hashes of the words that the reading of figures asks for.

use crate::text::hash_bytes;

pub const A: u64 = hash_bytes(b"a");
pub const ADDITIONAL: u64 = hash_bytes(b"additional");
pub const AGED: u64 = hash_bytes(b"aged");
pub const AGE: u64 = hash_bytes(b"age");
pub const AGES: u64 = hash_bytes(b"ages");
pub const AMONG: u64 = hash_bytes(b"among");
pub const AN: u64 = hash_bytes(b"an");
pub const AND: u64 = hash_bytes(b"and");
pub const BETWEEN: u64 = hash_bytes(b"between");
pub const COMMA: u64 = hash_bytes(b",");
pub const EACH: u64 = hash_bytes(b"each");
pub const EVERY: u64 = hash_bytes(b"every");
pub const FROM: u64 = hash_bytes(b"from");
pub const HALF: u64 = hash_bytes(b"half");
pub const HYPHEN: u64 = hash_bytes(b"-");
pub const IN: u64 = hash_bytes(b"in");
pub const MAGNITUDE: u64 = hash_bytes(b"magnitude");
pub const MINUS: u64 = hash_bytes(b"minus");
pub const MORE: u64 = hash_bytes(b"more");
pub const OF: u64 = hash_bytes(b"of");
pub const OR: u64 = hash_bytes(b"or");
pub const OTHER: u64 = hash_bytes(b"other");
pub const OTHERS: u64 = hash_bytes(b"others");
pub const OUT: u64 = hash_bytes(b"out");
pub const PER: u64 = hash_bytes(b"per");
pub const STOP: u64 = hash_bytes(b".");
pub const THEM: u64 = hash_bytes(b"them");
pub const THESE: u64 = hash_bytes(b"these");
pub const THOSE: u64 = hash_bytes(b"those");
pub const TO: u64 = hash_bytes(b"to");
pub const VERSUS: u64 = hash_bytes(b"versus");
pub const WHOM: u64 = hash_bytes(b"whom");
