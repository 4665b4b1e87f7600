use crate::resolve::{ClaimRef, FigureRef, QuotedRef, SpeakerId};
use crate::text::{Place, StoryId};

/// What a node stands for: an id into the facts or the cast of the run, never text.
///
/// ```
/// use sayso::graph::{Item, NodeKind};
/// use sayso::resolve::SpeakerId;
/// assert_eq!(Item::Speaker(SpeakerId(0)).kind(), NodeKind::Speaker);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Who published.
    Outlet(OutletRef),
    /// What was published.
    Story(StoryId),
    /// Who said it.
    Speaker(SpeakerId),
    /// One spelling of a speaker's name.
    Name(NameRef),
    /// One thing said.
    Statement(StatementId),
    /// A figure as it stands in one story.
    Figure(FigureRef),
    /// Where or to whom it was said.
    Venue(VenueRef),
}

/// An outlet, by the first story of the run that bears its name in `Head::outlet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutletRef(pub StoryId);

/// A spelling of a speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameRef {
    /// Whose.
    pub speaker: SpeakerId,
    /// Index into `Speaker::spellings`.
    pub spelling: u32,
}

/// A venue, by the first claim of the run that bears its name in `Claim::venue`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VenueRef(pub ClaimRef);

/// Which of a graph's statements; see [`ClaimGraph::said`](super::ClaimGraph::said).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub u32);

/// What a statement is made of: claims, or a quotation that belongs to no claim.
///
/// Every claim is in a statement. A quotation without a claim is one only when the cast holds it
/// against another quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The claims, in story and text order.
    pub claims: Vec<ClaimRef>,
    /// The quotation, when there is no claim.
    pub quotation: Option<QuotedRef>,
    /// Index into `Cast::statements`, when the cast has it.
    pub statement: Option<u32>,
}

/// A node: what it stands for, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub item: Item,
    /// What it rests on, in story and text order. An empty span is the story as a whole.
    pub places: Vec<Place>,
}

/// What sort of thing a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each word says itself; see `Item`")]
pub enum NodeKind {
    Outlet,
    Story,
    Speaker,
    Name,
    Statement,
    Figure,
    Venue,
}

/// An edge: what it says, and where the copy says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// What it rests on, in story and text order; for edges between equals, both sides.
    pub places: Vec<Place>,
    /// The record that links two equals.
    pub basis: Option<Basis>,
}

/// What an edge says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// outlet to story
    Published,
    /// story to statement; story to a figure that nobody is said to have given
    Reports,
    /// speaker to statement
    Says,
    /// statement to venue
    At,
    /// statement to figure
    Counts,
    /// speaker to name
    Spelled,
    /// between equals: the same words, figures that agree, or stories that carry one text
    SameAs,
    /// between equals: the same up to allowed edits, a spelling, or a neighbouring measure
    Varies,
    /// between equals: other words, another speaker, or another value
    Conflicts,
}

/// The record behind an edge between equals, which holds the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Index into `Cast::alignments`.
    Alignment(u32),
    /// Index into `Cast::figures`.
    Figures(u32),
    /// This story and the first of those that carry its text.
    Copy(StoryId),
    /// Two spellings of a party.
    Variant {
        /// The story of the party.
        story: StoryId,
        /// The party, as an index into `Facts::parties`.
        party: u32,
        /// Index into `Party::variants`.
        variant: u32,
    },
}

impl Item {
    /// What sort of thing it is.
    pub const fn kind(self) -> NodeKind {
        match self {
            Self::Outlet(_) => NodeKind::Outlet,
            Self::Story(_) => NodeKind::Story,
            Self::Speaker(_) => NodeKind::Speaker,
            Self::Name(_) => NodeKind::Name,
            Self::Statement(_) => NodeKind::Statement,
            Self::Figure(_) => NodeKind::Figure,
            Self::Venue(_) => NodeKind::Venue,
        }
    }
}

impl NodeKind {
    /// The word for it in every output: `outlet`, `story`, `speaker`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Story => "story",
            Self::Speaker => "speaker",
            Self::Name => "name",
            Self::Statement => "statement",
            Self::Figure => "figure",
            Self::Venue => "venue",
        }
    }
}

impl EdgeKind {
    /// The word for it in every output: `published`, `same-as`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Reports => "reports",
            Self::Says => "says",
            Self::At => "at",
            Self::Counts => "counts",
            Self::Spelled => "spelled",
            Self::SameAs => "same-as",
            Self::Varies => "varies",
            Self::Conflicts => "conflicts",
        }
    }

    /// Whether it links two nodes of one kind and has no direction of its own.
    pub const fn is_between_equals(self) -> bool {
        matches!(self, Self::SameAs | Self::Varies | Self::Conflicts)
    }
}
