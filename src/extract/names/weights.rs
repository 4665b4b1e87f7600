//! The weights of the score, in thousandths of log-odds.
//!
//! Source: logistic regression (ridge .5) on 3,945 labelled pairs of names from public lists,
//! news style books and planted slips; five folds by connected names: precision .91, recall .94,
//! F1 .927 out of fold. The terms of possessives, suffixes and initials are set by hand.

/// The log-odds with no term at all.
pub(super) const BIAS: i32 = -2_281;

/// In the order of `Features::terms`.
pub(super) const TERMS: [i32; 15] =
    [-6_650, -2_990, 597, 513, 867, 1_918, -1_398, -1_061, 957, 4_433, 2_118, 1_789, -6_000, -6_000, -4_000];

/// In the order of `align::Class`.
pub(super) const EDITS: [i32; 13] =
    [-1_209, -1_415, -1_547, -2_612, -1_271, -2_537, -1_695, -1_318, -412, -73, -116, -167, -1_099];
