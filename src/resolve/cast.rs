use super::{Alignment, Contrast};
use crate::extract::{PartyId, PartyKind, RoleStatus};
use crate::text::{Place, StoryId};
use serde::Deserialize;
use smallvec::SmallVec;
use smol_str::SmolStr;

/// Which stories are held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Across {
    /// Every story against every other.
    #[default]
    All,
    /// Stories of one group only.
    Group,
    /// Each story alone.
    None,
}

impl Across {
    /// The word for it, as configuration and arguments have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Group => "group",
            Self::None => "none",
        }
    }
}

/// Who and what the stories of a run share.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// The speakers, in order of their first mention; [`SpeakerId`] is the index.
    pub speakers: Vec<Speaker>,
    /// By story and party: the speaker behind it.
    pub of_party: Vec<Vec<SpeakerId>>,
    /// Things said, each behind one or more claims.
    pub statements: Vec<Statement>,
    /// Pairs of claims that say the same of one thing but for one point.
    pub contrasts: Vec<Contrast>,
    /// Pairs of quotations taken for one utterance.
    pub alignments: Vec<Alignment>,
    /// Pairs of figures that count the same thing, or neighbouring things.
    pub figures: Vec<FigurePair>,
    /// By story: the first of those that carry its text, itself when it stands alone.
    pub copied_from: Vec<StoryId>,
}

impl Cast {
    /// The speaker behind a party of a story.
    pub fn speaker(&self, story: StoryId, party: PartyId) -> Option<SpeakerId> {
        self.of_party.get(story.index())?.get(party.0 as usize).copied()
    }

    /// The first of the stories that carry one text with this one: an agency's, or one another's.
    ///
    /// Stories with one original count as one source, however many outlets have it.
    ///
    /// ```
    /// use sayso::{ingest::Document, pipeline, resolve::Across, text::StoryId};
    ///
    /// let wire = "The quay was closed to lorries after cracks were found under the old crane. \
    ///             Divers will look at the piles on Thursday and tell the board what they saw.";
    /// let documents = ["a.txt", "b.txt"].map(|name| Document::plain(name, wire));
    /// let analysis = pipeline::analyse(&documents, Across::All);
    /// assert_eq!(analysis.cast.original(StoryId(1)), StoryId(0));
    /// ```
    pub fn original(&self, story: StoryId) -> StoryId {
        self.copied_from.get(story.index()).copied().unwrap_or(story)
    }

    /// Whether two stories carry one text.
    pub fn is_one_text(&self, a: StoryId, b: StoryId) -> bool {
        self.original(a) == self.original(b)
    }
}

/// Which of a run's speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u32);

/// The resolved party behind many mentions, with all its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name in the majority spelling.
    pub name: SmolStr,
    /// What it is.
    pub kind: PartyKind,
    /// Every spelling, most frequent first, then by form.
    pub spellings: Vec<SpeakerSpelling>,
    /// Every role as printed, with its status and first place, in order of that place.
    pub roles: Vec<(SmolStr, RoleStatus, Place)>,
    /// Outlets that report on it, sorted.
    pub outlets: Vec<String>,
    /// The parties of stories that it is.
    pub parties: Vec<(StoryId, PartyId)>,
    /// Its claims, in story and text order.
    pub claims: Vec<ClaimRef>,
}

/// One way in which a speaker's name is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerSpelling {
    /// As printed.
    pub form: SmolStr,
    /// Where, in story and text order.
    pub places: Vec<Place>,
}

/// A claim of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimRef {
    /// The story.
    pub story: StoryId,
    /// Index into its `Facts::claims`.
    pub claim: u32,
}

/// A quotation of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuotedRef {
    /// The story.
    pub story: StoryId,
    /// Index into its `Facts::quotations`.
    pub quotation: u32,
}

/// A figure of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureRef {
    /// The story.
    pub story: StoryId,
    /// Index into its `Facts::figures`.
    pub figure: u32,
}

/// One thing said, behind one or more claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who said it.
    pub speaker: Option<SpeakerId>,
    /// The claims, in story and text order; at least one.
    pub claims: SmallVec<[ClaimRef; 2]>,
    /// How the later claims stand to the first.
    pub relation: StatementRelation,
    /// Why the claims were taken for one statement.
    pub because: Vec<String>,
}

/// How the claims of a statement stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementRelation {
    /// One claim, or the same in the same words.
    Same,
    /// The same with another condition or modality.
    Drift,
}

/// Two figures that count the same thing, or neighbouring things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigurePair {
    /// The one it is held against.
    pub a: FigureRef,
    /// The one that deviates: the later in the story, or in the later story.
    pub b: FigureRef,
    /// How they stand to each other.
    pub relation: FigureRelation,
    /// Why they were taken for the same thing, as short sentences.
    pub because: Vec<String>,
    /// Whether both are given by one named source.
    pub same_source: bool,
    /// How sure it is that they should agree. Unit: percent.
    pub confidence: crate::extract::Confidence,
}

/// How two comparable figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureRelation {
    /// Their intervals meet.
    Agree,
    /// One source or none, and their intervals do not meet.
    Conflict,
    /// As conflict, and a thousand or a million apart.
    Scale,
    /// One number with two units that are taken for each other in print.
    Unit,
    /// One source, neighbouring measures, different values.
    Gap,
    /// Two sources, one measure, different values.
    SourcesDiffer,
    /// A later story, and a count that grows has grown.
    Updated,
}
