//! The weights of the score, in thousandths of log-odds.
//!
//! Source: logistic regression (ridge .5) on 3,945 labelled pairs of names from public lists,
//! news style books and planted slips; five folds by connected names: precision .91, recall .95,
//! F1 .928 out of fold. The terms of possessives, suffixes and initials are set by hand.

/// The log-odds with no term at all.
pub(super) const BIAS: i32 = -2_382;

/// In the order of `Features::terms`.
pub(super) const TERMS: [i32; 15] =
    [-6_589, -2_992, 600, 516, 807, 1_994, -2_381, -1_045, 973, 4_383, 2_126, 1_830, -6_000, -6_000, -4_000];

/// In the order of `align::Class`.
pub(super) const EDITS: [i32; 13] =
    [-1_144, -1_456, -1_514, -2_574, -1_264, -2_597, -1_658, -1_272, -416, -26, -56, -118, -1_084];
