use super::{
    Birth, Claim, DateMention, DateSource, Detail, Event, Figure, FoldedWord, Imprint, Loose, Mention, Party,
    PartyId, Propositions, Unique,
};
use crate::segment::Story;
use crate::text::Span;
use jiff::civil::Date;

/// What one story holds. Needs no text: what later rooms compare is in here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whose story it is, and of when.
    pub head: Head,
    /// Every appearance of a person, body, place or role, in text order.
    pub mentions: Vec<Mention>,
    /// The story's own persons and bodies; [`PartyId`] is the index.
    pub parties: Vec<Party>,
    /// The attributed claims, in order of their first byte.
    pub claims: Vec<Claim>,
    /// The quotations, in text order, index for index those of the story.
    pub quotations: Vec<Quoted>,
    /// The figures, in text order.
    pub figures: Vec<Figure>,
    /// The dates and weekdays, in text order.
    pub dates: Vec<DateMention>,
    /// When persons can have been born, by the ages and birth dates printed, in text order.
    pub births: Vec<Birth>,
    /// Acts that happen once, with their days, in order of those.
    pub events: Vec<Event>,
    /// Who did acts that happen once, and where they happened, in text order.
    pub details: Vec<Detail>,
    /// Possessives of which it is open whose they are, in text order.
    pub loose: Vec<Loose>,
    /// What is said to be without an example, or the first since, in text order.
    pub uniques: Vec<Unique>,
    /// What the claims say, word by word.
    pub propositions: Propositions,
    /// Quotation marks that pair with nothing.
    pub unbalanced: Vec<Span>,
    /// The sentences of the paragraphs, in text order, as hashes by which copies are found.
    pub imprints: Vec<Imprint>,
    /// Whether reading the story broke down: then nothing above but the head's name and group is known.
    pub given_up: bool,
}

/// Whose story it is, and of when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The story's name.
    pub name: String,
    /// Its group; see `--across`.
    pub group: String,
    /// The outlet; none equals nothing, not even another none.
    pub outlet: Option<String>,
    /// The agency, when the credit names one beside the outlet.
    pub agency: Option<String>,
    /// The story date, and where it was found.
    pub date: Option<(Date, DateSource)>,
    /// Every date that the story bears: that which came with it, the dateline's, the slug's.
    pub dates: Vec<StatedDate>,
    /// The headline.
    pub headline: Option<Span>,
}

/// A date that a story says it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedDate {
    /// The day.
    pub date: Date,
    /// Where it was found.
    pub source: DateSource,
    /// Its words; none for what came with the text.
    pub span: Option<Span>,
}

/// A quotation, ready to be compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quoted {
    /// Bytes inside the marks.
    pub span: Span,
    /// Its sentence's index in the story.
    pub sentence: u32,
    /// Its block's index in the story.
    pub block: u32,
    /// The folded words.
    pub words: Vec<FoldedWord>,
    /// The claim that it belongs to.
    pub claim: Option<u32>,
    /// Who said it, when that was resolved.
    pub speaker: Option<PartyId>,
    /// Whether it stands in running text: not in a headline, subhead, caption.
    pub body: bool,
    /// Whether it holds at least one whole sentence: a capital at the start and an end mark.
    pub complete: bool,
    /// Whether it lies inside another quotation.
    pub nested: bool,
}

/// Marks without a partner, as spans.
pub(super) fn unbalanced(story: &Story<'_>) -> Vec<Span> {
    story.unpaired.iter().filter_map(|&t| story.tokens.get(t as usize)).map(|t| t.span).collect()
}
