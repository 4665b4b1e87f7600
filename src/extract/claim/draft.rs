use crate::lexicon::ClaimClass;
use smallvec::SmallVec;
use std::ops::Range;

/// A claim in tokens, before it is put into spans.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub source: Range<usize>,
    pub cue: Range<usize>,
    /// Ascending, apart.
    pub content: SmallVec<[Range<usize>; 2]>,
    pub class: ClaimClass,
    pub pattern: Pattern,
}

/// How a claim was found; decides its confidence.
///
/// The percentages are the shares of claims with the right content and source by pattern, counted
/// on 840 annotated stories of US political news. [`Pattern::Carried`] is a judgement: there, such
/// quotations are marked as parts of the claim before; so is [`Pattern::Listed`], of which there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Pattern {
    /// `"…," she said`
    QuotationThenCue,
    /// `She said: "…"`
    CueThenQuotation,
    /// `It rained, she said.`
    ClauseThenCue,
    /// `She said that it rained.`
    CueThenThat,
    /// `She said it rained.`
    CueThenClause,
    /// `according to her`
    According,
    /// `She vowed to return.`
    Infinitive,
    /// `She criticised the plan.`
    Object,
    /// `She called for a vote.`
    Prepositional,
    /// `She urged him to go.`
    Addressee,
    /// `Hossain: "…"`
    Colon,
    /// A quotation without a cue, after one with.
    Carried,
    /// `"…"`, and under it `- Hossain`
    Signed,
    /// `"…"`, and over or under it `Hossain, 31`, on a list of such
    Listed,
}

impl Pattern {
    pub const fn percent(self) -> u8 {
        match self {
            Self::QuotationThenCue => 92,
            Self::CueThenQuotation => 69,
            Self::ClauseThenCue => 52,
            Self::CueThenThat => 74,
            Self::CueThenClause => 63,
            Self::According => 78,
            Self::Infinitive => 46,
            Self::Object => 43,
            Self::Prepositional => 46,
            Self::Addressee => 41,
            Self::Colon => 76,
            Self::Carried => 60,
            Self::Signed => 85,
            Self::Listed => 70,
        }
    }
}

impl Draft {
    pub fn first(&self) -> usize {
        self.content.first().map_or(self.cue.start, |range| range.start)
    }

    /// Whether a quotation follows or precedes the cue at once.
    pub fn is_quotation(&self) -> bool {
        matches!(self.pattern, Pattern::QuotationThenCue | Pattern::CueThenQuotation)
    }

    pub fn covers(&self, token: usize) -> bool {
        self.content.iter().any(|range| range.contains(&token))
    }
}
