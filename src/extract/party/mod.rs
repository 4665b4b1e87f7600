pub(super) use gather::joined;

mod gather;
mod given;
mod mentions;
mod parts;
mod people;
mod resolve;
mod roles;
mod run;
mod topics;
mod variants;

use super::{Claim, Confidence};
use crate::lexicon::Lexicon;
use crate::segment::Story;
use crate::text::{Span, Spans};
use serde::Serialize;
use smol_str::SmolStr;
use std::ops::Range;

/// Which of a story's parties: the index into `Facts::parties`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PartyId(pub u32);

/// One appearance of a person, body, place or role in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its words, a title before the name included: `Iranian Foreign Minister Abbas Araghchi`.
    pub span: Span,
    /// The name alone: `Abbas Araghchi`; for a role or pronoun, the words themselves.
    pub name: Span,
    /// What it is.
    pub kind: MentionKind,
    /// Whose it is.
    pub party: Option<PartyId>,
    /// Its sentence's index in the story.
    pub sentence: u32,
    /// Whether it lies inside a quotation.
    pub quoted: bool,
    /// Whether it is written in a line that proves nothing about spelling: a headline, capitals.
    pub headline: bool,
    /// The tokens of its words.
    tokens: Range<u32>,
    /// The first token of the name; the last one of its words is the name's last.
    begin: u32,
}

impl Mention {
    /// The first token of its words.
    const fn first(&self) -> usize {
        self.tokens.start as usize
    }

    /// The first token of the name.
    const fn begin(&self) -> usize {
        self.begin as usize
    }

    /// The last token of the name.
    const fn last(&self) -> usize {
        self.end().saturating_sub(1)
    }

    /// One past the name's last token.
    const fn end(&self) -> usize {
        self.tokens.end as usize
    }
}

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A person's given name and surname.
    FullName,
    /// A person's surname, or single name.
    Surname,
    /// A body: a ministry, agency, company, court, party.
    Body,
    /// A place, also when it speaks for its government.
    Place,
    /// "the minister", "a spokesman for the ministry".
    Role,
    /// he, she, they.
    Pronoun,
    /// A thing that speaks in writing: "an executive order", "the report".
    Document,
}

/// A person or body of one story, behind its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// What it is.
    pub kind: PartyKind,
    /// The fullest name in the majority spelling: `Abbas Araghchi`, `Human Rights Activists News Agency`.
    pub name: SmolStr,
    /// The given name as printed, of a person.
    pub given: Option<SmolStr>,
    /// The surname in the majority spelling, of a person.
    pub surname: Option<SmolStr>,
    /// Every spelling of the surname (of a person) or name, most frequent first.
    pub spellings: Vec<Spelling>,
    /// Spellings that look like slips of another one, with the evidence.
    pub variants: Vec<Variant>,
    /// First names that look like slips for the person's own.
    pub wrong_givens: Vec<WrongGiven>,
    /// Every role given, in text order.
    pub roles: Vec<Role>,
}

impl Party {
    /// A party with a name and nothing else.
    pub(crate) const fn named(kind: PartyKind, name: SmolStr) -> Self {
        Self {
            kind,
            name,
            given: None,
            surname: None,
            spellings: Vec::new(),
            variants: Vec::new(),
            wrong_givens: Vec::new(),
            roles: Vec::new(),
        }
    }
}

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// One human being.
    Person,
    /// A ministry, agency, company, court, party.
    Body,
    /// A place that speaks for its government: Tehran, Washington.
    Government,
    /// A thing that speaks in writing.
    Document,
    /// Unnamed people: officials, experts, the authorities in Iran.
    Group,
}

/// One way of writing a party's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// As printed, without possessive or title: `Araghci`.
    pub form: SmolStr,
    /// Where.
    pub places: Spans,
    /// The fullest mention with this spelling: `Abbas Araghchi`, if one has the given name.
    pub full: Option<Span>,
    /// How many of the places stand in running text, outside headlines and quotations.
    pub support: u32,
}

/// Two spellings of one party that differ by what looks like a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Index into `Party::spellings` of the one that deviates.
    pub deviant: u32,
    /// Index into `Party::spellings` of the one it is held against.
    pub canonical: u32,
    /// How likely it is that this is a slip and not another person.
    pub confidence: Confidence,
    /// Why the two were taken for one person, as short sentences.
    pub because: Vec<String>,
}

/// A first name beside a person's surname that looks like a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongGiven {
    /// The first name.
    pub span: Span,
    /// The full name of the one who is meant, where it stands first.
    pub meant: Span,
    /// How likely it is that this is a slip and not another person.
    pub confidence: Confidence,
    /// Why this person is taken for the one meant, as short sentences.
    pub because: Vec<String>,
}

/// An office or description that the copy gives a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its words: `Iranian Foreign Minister`.
    pub span: Span,
    /// The same, white space joined, as printed.
    pub text: SmolStr,
    /// Whether it is held now.
    pub status: RoleStatus,
}

/// Whether a role is held at the time of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleStatus {
    /// Nothing says otherwise.
    Serving,
    /// former, ex-, then-, late
    Former,
    /// acting, interim, deputy
    Acting,
    /// incoming, designate, -elect, candidate, nominee
    Coming,
}

/// Every appearance of a person, body, place or role, in text order.
pub(super) fn mentions(story: &Story<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    mentions::find(story, lexicon)
}

/// Joins the mentions to parties and gives each claim its speaker.
pub(super) fn gather(
    story: &Story<'_>,
    lexicon: &Lexicon,
    mentions: &mut [Mention],
    claims: &mut [Claim],
) -> Vec<Party> {
    let mut parties = gather::gather(story, lexicon, mentions);
    resolve::speakers(story, lexicon, (mentions, &mut parties), claims);
    parties
}
