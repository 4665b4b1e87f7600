//! Whether claims are right as often as they say.

use super::summary::ratio;

/// How sure a claim is from which on it should be right nine times in ten. Unit: fraction of one.
///
/// Source: what is promised of the `confidence` of a claim.
pub(super) const SURE: f64 = 0.9;

const BINS: usize = 10;

/// A predicted claim that says how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sure {
    confidence: f64,
    right: bool,
}

impl Sure {
    /// Nothing for what is no fraction of one.
    pub(super) fn new(confidence: f64, right: bool) -> Option<Self> {
        (0.0..=1.0).contains(&confidence).then_some(Self { confidence, right })
    }
}

/// Claims that are about equally sure.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bin {
    pub claims: usize,
    pub right: usize,
    sum: f64,
}

impl Bin {
    fn add(&mut self, claim: Sure) {
        self.claims += 1;
        self.right += usize::from(claim.right);
        self.sum += claim.confidence;
    }

    /// Mean confidence; 0 without claims.
    pub(super) fn confidence(&self) -> f64 {
        if self.claims == 0 { 0.0 } else { self.sum / self.claims as f64 }
    }

    /// Share of the claims that are right; 0 without claims.
    pub(super) fn share(&self) -> f64 {
        ratio(self.right, self.claims)
    }
}

/// Claims by how sure they are; right is what content and source say, both relaxed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reliability {
    /// By tenths of confidence; the last holds 1 as well.
    pub bins: [Bin; BINS],
    /// Those from [`SURE`] on.
    pub sure: Bin,
}

impl Reliability {
    pub(super) fn add(&mut self, claims: &[Sure]) {
        for &claim in claims {
            let bin = ((claim.confidence * BINS as f64) as usize).min(BINS - 1);
            self.bins[bin].add(claim);
            if claim.confidence >= SURE {
                self.sure.add(claim);
            }
        }
    }

    /// How many claims say how sure they are.
    pub(super) fn claims(&self) -> usize {
        self.bins.iter().map(|bin| bin.claims).sum()
    }

    /// Expected calibration error: how far confidence and share right lie apart in a bin, on average
    /// over the claims. Unit: fraction of one.
    pub(super) fn error(&self) -> f64 {
        let apart = |bin: &Bin| (bin.share() - bin.confidence()).abs() * ratio(bin.claims, self.claims());
        self.bins.iter().map(apart).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reliability(claims: &[(f64, bool)]) -> Reliability {
        let sure: Vec<Sure> = claims.iter().filter_map(|&(c, right)| Sure::new(c, right)).collect();
        let mut reliability = Reliability::default();
        reliability.add(&sure);
        reliability
    }

    #[test]
    fn claims_go_into_tenths() {
        let found = reliability(&[(0.0, false), (0.09, false), (0.1, true), (0.95, true), (1.0, false)]);
        let counts: Vec<usize> = found.bins.iter().map(|bin| bin.claims).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!((found.sure.claims, found.sure.right, found.claims()), (2, 1, 5));
    }

    #[test]
    fn the_error_is_the_mean_distance() {
        let found = reliability(&[(0.75, true), (0.75, true), (0.25, false), (0.25, true)]);
        assert_eq!(found.error(), 0.25);
        assert_eq!(reliability(&[]).error(), 0.0);
    }

    #[test]
    fn what_is_no_fraction_does_not_count() {
        assert_eq!(reliability(&[(f64::NAN, true), (-0.1, true), (1.1, true)]).claims(), 0);
    }
}
