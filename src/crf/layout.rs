/// How many labels a row of weights has room for.
///
/// Source: the larger of the two fields in use has eight labels, and eight `f32` fill two vector
/// registers of every processor in use.
pub const WIDTH: usize = 8;

/// The most bits a table of features may have: 2^30 rows of eight bytes.
pub(super) const MOST_BITS: u8 = 30;

/// What a forbidden step costs, in log space.
///
/// No sum of scores makes up for it, and a chain of 10^8 of them is still a finite `f32`.
pub(super) const FORBIDDEN: f32 = -1e30;

/// The size of a field and the steps it may not take.
///
/// ```
/// use sayso::crf::{Layout, WIDTH};
/// // Two labels; the second may only follow the first.
/// let mut forbidden = [0; WIDTH];
/// forbidden[1] = 1 << 1;
/// let layout = Layout { labels: 2, classes: 1, bits: 10, forbidden, never_first: 1 << 1, never_last: 0 };
/// assert_eq!(layout.rows(), 1024);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// How many labels there are, 1 to [`WIDTH`].
    pub labels: u8,
    /// How many transition classes a token may have, at least one.
    pub classes: u8,
    /// The table of features has 2^`bits` rows; 1 to 30.
    pub bits: u8,
    /// Bit `to` of entry `from`: that step may not be taken.
    pub forbidden: [u8; WIDTH],
    /// Bit `label`: a chain may not begin with it.
    pub never_first: u8,
    /// Bit `label`: a chain may not end with it.
    pub never_last: u8,
}

impl Layout {
    /// How many rows the table of features has: 2^`bits`, and 2^30 for any more bits.
    pub const fn rows(&self) -> usize {
        1 << if self.bits > MOST_BITS { MOST_BITS } else { self.bits }
    }

    /// The same with what is out of bounds brought within them.
    pub(super) fn bounded(self) -> Self {
        Self {
            labels: self.labels.clamp(1, WIDTH as u8),
            classes: self.classes.max(1),
            bits: self.bits.clamp(1, MOST_BITS),
            ..self
        }
    }

    pub(super) const fn forbids(&self, from: usize, to: usize) -> bool {
        self.pads(from) || self.pads(to) || self.forbidden[from] & (1 << to) != 0
    }

    pub(super) const fn forbids_first(&self, label: usize) -> bool {
        self.pads(label) || self.never_first & (1 << label) != 0
    }

    pub(super) const fn forbids_last(&self, label: usize) -> bool {
        self.pads(label) || self.never_last & (1 << label) != 0
    }

    const fn pads(&self, label: usize) -> bool {
        label >= self.labels as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_numbers_give_a_sound_layout() {
        let odd = Layout { labels: 9, classes: 0, bits: 255, ..Layout::default() };
        assert_eq!(odd.rows(), 1 << 30);
        assert_eq!(odd.bounded(), Layout { labels: 8, classes: 1, bits: 30, ..Layout::default() });
        assert_eq!(Layout::default().rows(), 1);
    }

    #[test]
    fn padding_labels_are_forbidden() {
        let layout = Layout { labels: 3, ..Layout::default() };
        assert!(layout.forbids(3, 0) && layout.forbids(0, 3) && !layout.forbids(2, 2));
        assert!(layout.forbids_first(3) && layout.forbids_last(7) && !layout.forbids_first(2));
    }
}
