use serde::Serialize;
use smallvec::SmallVec;

/// A half-open range of bytes into `Document::text`, always on character boundaries.
///
/// Units: bytes, end excluded.
///
/// ```
/// use sayso::text::Span;
/// let span = Span::new(0, 4);
/// assert_eq!(span.of("said so"), "said");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The range from two positions in a text; positions beyond 4 GiB are cut there.
    ///
    /// `ingest` refuses stories over 64 MiB, so nothing is cut in practice.
    #[inline]
    pub fn at(start: usize, end: usize) -> Self {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self::new(narrow(start), narrow(end))
    }

    /// The slice of `text` under this span; empty when the span does not fit the text.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range for slicing.
    #[inline]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds nothing.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two spans share a byte.
    #[inline]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this span.
    #[inline]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[inline]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A few spans in order; up to two need no memory of their own.
pub type Spans = SmallVec<[Span; 2]>;

/// Which story of a run, in the run's order of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct StoryId(pub u32);

impl StoryId {
    /// The story's index into the run's list of stories.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A span in one of the stories of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Place {
    /// The story that the span points into.
    pub story: StoryId,
    /// Where in it.
    pub span: Span,
}
