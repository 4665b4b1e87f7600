//! What bodies are called again: `the company`, `the club`, `the Zurich-based bank`.

use super::{Resolver, is_named};
use crate::extract::party::parts::name_key;
use crate::extract::party::{Mention, MentionKind, PartyId, PartyKind};
use crate::lexicon::{Class, HashKeyed};
use crate::segment::Shape;
use crate::text::{fold, hash_bytes};
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::LazyLock;

/// How many mentions back a body reaches; a page of copy has about sixty.
const REACH: usize = 240;

/// How many tokens back a noun is looked for; a page of copy has about 600.
const EARLIER: usize = 1500;

/// How many words may describe a body before its noun: `the privately held Dutch shipping group`.
const DESCRIPTION: usize = 6;

/// How many words before a name, and behind its comma, may tell what it is.
const INTRODUCTION: (usize, usize) = (5, 10);

/// What a body so called may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// An airline: a company, by its name.
    Air,
    /// An agency, charity or other body that is no company.
    Agency,
    /// Any body.
    Any,
    /// A bank: a company, by its name.
    Bank,
    Club,
    Company,
    Outlet,
    /// A body of few who decide: a court, a committee.
    Panel,
    Union,
}

/// The nouns of `data/body-nouns.csv`, hashed.
static NOUNS: LazyLock<HashKeyed<Sort>> = LazyLock::new(|| {
    let sort = |name: &str| match name {
        "air" => Some(Sort::Air),
        "agency" => Some(Sort::Agency),
        "any" => Some(Sort::Any),
        "bank" => Some(Sort::Bank),
        "club" => Some(Sort::Club),
        "company" => Some(Sort::Company),
        "outlet" => Some(Sort::Outlet),
        "panel" => Some(Sort::Panel),
        "union" => Some(Sort::Union),
        _ => None,
    };
    let table = include_str!("../../../../data/body-nouns.csv");
    let row = |row: &str| {
        let (noun, rest) = row.split_once(',')?;
        Some((hash_bytes(noun.as_bytes()), sort(rest.split(',').next()?)?))
    };
    table.lines().skip(1).filter_map(row).collect()
});

/// What the words of a name tell of it, row by row; a word that ends in `-` begins one.
const TELLING: [(Sort, &[&str]); 6] = [
    (Sort::Air, &["air", "airlines", "airline", "airways", "aviation", "jet", "avia-", "wings", "aero-"]),
    (Sort::Bank, &["bank", "bancorp", "banco", "banque", "banca", "credit", "lending", "bank-", "savings"]),
    (
        Sort::Club,
        &[
            "rovers",
            "united",
            "city",
            "albion",
            "athletic",
            "wanderers",
            "rangers",
            "fc",
            "town",
            "county",
            "club",
            "hotspur",
            "sporting",
            "real",
            "dynamo",
            "cc",
            "rfc",
        ],
    ),
    (Sort::Panel, &["bench", "board", "commission", "committee", "court", "jury", "tribunal"]),
    (
        Sort::Union,
        &[
            "union",
            "league",
            "federation",
            "brotherhood",
            "guild",
            "association",
            "alliance",
            "workers",
            "syndicate",
            "congress",
            "confederation",
        ],
    ),
    (
        Sort::Agency,
        &[
            "administration",
            "agency",
            "alliance",
            "association",
            "authority",
            "bureau",
            "campaign",
            "coalition",
            "foundation",
            "network",
            "office",
            "organisation",
            "organization",
            "service",
            "centre",
            "center",
            "council",
            "society",
            "trust",
            "institute",
            "fund",
            "commission",
        ],
    ),
];

/// What a mention, and the body behind it, speak for.
#[derive(Debug, Clone, Copy)]
struct Named {
    /// The latest mention.
    mention: usize,
    party: Option<PartyId>,
    key: u64,
    score: f32,
    times: u32,
}

impl Resolver<'_, '_> {
    /// `the company`: made a party now when it has not spoken yet.
    pub(super) fn body_of(&mut self, head: &Range<usize>) -> Option<PartyId> {
        let mention = self.body(head)?;
        self.of_mention(mention)
    }

    /// `the company`, when it is a party already.
    pub(super) fn body_known(&self, head: &Range<usize>) -> Option<PartyId> {
        self.mentions[self.body(head)?].party
    }

    /// The mention of the body that a noun stands for, if the signs speak for one of them alone.
    fn body(&self, head: &Range<usize>) -> Option<usize> {
        let (noun, sort) = self.body_noun(head)?;
        let token = self.story.tokens.get(head.start)?;
        let to = self.mentions.partition_point(|m| m.span.start < token.span.start);
        let mut all: SmallVec<[Named; 8]> = SmallVec::new();
        for i in (to.saturating_sub(REACH)..to).rev() {
            let Some(score) = self.body_score(i, (noun, sort), head) else { continue };
            let mention = &self.mentions[i];
            let key = name_key(self.story.text(mention.name));
            let short = |long: usize, short: &Mention| {
                let long = self.story.text(self.mentions[long].name);
                let words = self.story.text(short.name);
                long.ends_with(words)
                    || words.ends_with(long)
                    || long.starts_with(words)
                    || words.starts_with(long)
            };
            let same = |known: &&mut Named| {
                known.key == key
                    || known.party.is_some() && known.party == mention.party
                    || short(known.mention, mention)
            };
            match all.iter_mut().find(same) {
                Some(known) => {
                    if mention.party.is_some() && known.party.is_none() {
                        (known.mention, known.party) = (i, mention.party);
                    }
                    known.score = known.score.max(score);
                    known.times += 1;
                }
                None => all.push(Named { mention: i, party: mention.party, key, score, times: 1 }),
            }
        }
        let total = |one: &Named| one.score + 0.1 * one.times.min(5) as f32;
        let mut best: Option<&Named> = None;
        for one in &all {
            if best.is_none_or(|best| total(one) > total(best)) {
                best = Some(one);
            }
        }
        let best = best?;
        let second = all.iter().filter(|one| one.key != best.key).map(total).fold(f32::MIN, f32::max);
        let clear = total(best) >= LEAST && (total(best) >= second + MARGIN);
        clear.then_some(best.mention)
    }

    /// The noun of a head that calls a body again, and what such a body may be.
    fn body_noun(&self, head: &Range<usize>) -> Option<(u64, Sort)> {
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        if !self.is_the(head.start) || !(2..=DESCRIPTION).contains(&head.len()) || last.shape != Shape::Lower
        {
            return None;
        }
        let based = head.clone().any(|at| {
            let word = self.story.word(at);
            ["-based", "-listed", "-owned", "-headquartered"].iter().any(|ending| word.ends_with(ending))
        });
        let word = self.story.text(last.span);
        let sort = NOUNS.get(&last.hash).copied();
        let sort = sort.or_else(|| (based && !word.ends_with('s')).then_some(Sort::Company));
        // `the former owner`, `the eldest producer`: people.
        let person = head.clone().any(|at| matches!(self.story.word(at), "former" | "retired" | "veteran"))
            || head.clone().any(|at| self.story.word(at).ends_with("year-old"));
        let own = (head.start + 1..head.end - 1).any(|at| self.is_possessive(at));
        sort.filter(|_| !person && !own).map(|sort| (last.hash, sort))
    }

    /// What speaks for a mention; none when it cannot be meant.
    fn body_score(&self, at: usize, (noun, sort): (u64, Sort), head: &Range<usize>) -> Option<f32> {
        let own = self.story.tokens.get(head.start)?.sentence;
        let mention = &self.mentions[at];
        if mention.quoted || !is_named(mention.kind) {
            return None;
        }
        let kind = mention.party.and_then(|p| self.parties.get(p.0 as usize)).map(|p| p.kind);
        let open = match mention.kind {
            MentionKind::Body | MentionKind::Surname | MentionKind::FullName => {
                kind.is_none_or(|kind| kind == PartyKind::Body)
            }
            MentionKind::Place | MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
        };
        if !open {
            return None;
        }
        let told = self.is_called(mention, (noun, sort));
        let fits = self.sort_fits(mention, sort)?;
        let strong = fits >= STRONG;
        // `the agency`, of which the copy spoke before it named another body.
        if sort == Sort::Agency && told == 0.0 && !strong && self.is_spoken_of(noun, mention.span.start) {
            return None;
        }
        let spoke = mention.party.is_some_and(|p| self.said.iter().rev().take(60).any(|s| s.1 == p));
        let stands = self.stands_as_body(mention);
        if mention.party.is_none() && mention.kind != MentionKind::Body && !stands && told == 0.0 && !strong {
            return None;
        }
        let step = if strong || told > 0.0 { 0.06 } else { 0.12 };
        // `the production company` of a name with Productions in it
        let described = self.is_described_in(mention, head);
        let mut sum = if described { 1.0 } else { 0.0 };
        sum += fits - step * own.saturating_sub(mention.sentence) as f32;
        sum += told;
        sum += if spoke { 0.8 } else { 0.0 };
        sum += if stands { 0.6 } else { 0.0 };
        sum += if self.opens(mention) { 0.3 } else { 0.0 };
        sum -= if mention.headline { 0.5 } else { 0.0 };
        Some(sum)
    }

    /// Whether a name holds a word that begins like one before the noun.
    fn is_described_in(&self, mention: &Mention, head: &Range<usize>) -> bool {
        let name = self.story.text(mention.name);
        (head.start + 1..head.end.saturating_sub(1)).any(|at| {
            let word = self.story.word(at);
            let begins = |own: &str| own.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
            word.len() >= 4 && name.split_whitespace().any(begins)
        })
    }

    /// Whether a noun stands in the story before a byte.
    fn is_spoken_of(&self, noun: u64, before: u32) -> bool {
        let to = self.story.token_at(before);
        self.story.tokens[to.saturating_sub(EARLIER)..to].iter().any(|t| t.hash == noun)
    }

    /// How a body's name fits the noun; none when it cannot be so called.
    fn sort_fits(&self, mention: &Mention, sort: Sort) -> Option<f32> {
        let party = mention.party.and_then(|p| self.parties.get(p.0 as usize));
        let name = fold(party.map_or_else(|| self.story.text(mention.name), |party| party.name.as_str()));
        let tells = |sort: Sort| {
            TELLING.iter().filter(|row| row.0 == sort).flat_map(|row| row.1).any(|telling| {
                match telling.strip_suffix('-') {
                    Some(begins) => name.split(' ').any(|w| w.starts_with(begins)),
                    None => name.split(' ').any(|w| w.trim_end_matches('\'') == *telling),
                }
            })
        };
        let end = self.story.token_at(mention.name.end.saturating_sub(1));
        let last = self.story.tokens.get(end);
        let word = name_key(name.rsplit(' ').next().unwrap_or_default());
        let public = (self.lexicon.classes_of(word).has(Class::Body) || tells(Sort::Union))
            && !tells(Sort::Bank)
            && !["inc", "corp", "co", "ltd", "plc", "holdings", "partners", "group", "company"]
                .iter()
                .any(|ending| name.ends_with(ending));
        let is_short = last.is_some_and(|t| t.shape == Shape::Upper);
        match sort {
            Sort::Company => (!public && !tells(Sort::Club)).then_some(0.4),
            Sort::Air => (!public).then_some(if tells(Sort::Air) { 1.5 } else { 0.0 }),
            Sort::Bank => tells(Sort::Bank).then_some(1.5).or((!public).then_some(0.0)),
            Sort::Club => tells(Sort::Club).then_some(1.2).or((!public).then_some(0.0)),
            Sort::Union => tells(Sort::Union).then_some(1.2),
            Sort::Panel => tells(Sort::Panel).then_some(1.2),
            Sort::Agency => {
                tells(Sort::Agency).then_some(1.0).or((!public).then_some(if is_short { 0.5 } else { 0.1 }))
            }
            Sort::Any => Some(if public { 0.0 } else { 0.4 }),
            Sort::Outlet => last.is_some_and(|t| t.is(Class::Outlet)).then_some(1.2),
        }
    }

    /// `Hedge fund Bluffton Partners`, `Oro Verde, a group that`: what being called by the noun, or one
    /// of its sort, beside the name adds.
    fn is_called(&self, mention: &Mention, (noun, sort): (u64, Sort)) -> f32 {
        let start = self.story.token_at(mention.span.start);
        let end = self.story.token_at(mention.name.end.saturating_sub(1)) + 1;
        let tells = |at: usize| {
            let Some(token) = self.story.tokens.get(at).filter(|t| t.sentence == mention.sentence) else {
                return 0.0;
            };
            let one = one_of(self.story.text(token.span));
            let alike = || [token.hash, one].iter().any(|noun| NOUNS.get(noun) == Some(&sort));
            if token.hash == noun || one == noun {
                TOLD.0
            } else if token.shape == Shape::Lower && sort != Sort::Any && alike() {
                TOLD.1
            } else {
                0.0
            }
        };
        let ends =
            [Class::Preposition, Class::Determiner, Class::Conjunction, Class::Auxiliary, Class::Modal];
        let joins = |at: &usize| {
            let token = &self.story.tokens[*at];
            token.is_word() && !token.classes.any(&ends) && (!token.is(Class::Cue) || token.is(Class::Role))
        };
        // `the firm, Spencer Law,`
        let to = if start > 0 && self.story.word(start - 1) == "," && self.story.word(end) == "," {
            start - 1
        } else {
            start
        };
        let called =
            (start.saturating_sub(INTRODUCTION.0)..to).rev().take_while(joins).map(tells).fold(0.0, f32::max);
        if self.story.word(end) != "," || self.is(end + 1, Class::Relative) {
            return called;
        }
        let aside = (end + 1..end + INTRODUCTION.1)
            .take_while(|&at| self.story.word(at) != "," && !self.is(at, Class::Relative));
        aside.map(tells).fold(called, f32::max)
    }

    /// Whether a name stands as a subject or owner, not as what only a sentence's start writes large.
    fn stands_as_body(&self, mention: &Mention) -> bool {
        let start = self.story.token_at(mention.name.start);
        let end = self.story.token_at(mention.name.end.saturating_sub(1)) + 1;
        let verb = self.story.tokens.get(end).is_some_and(|t| {
            t.classes.any(&[Class::Cue, Class::Auxiliary, Class::Modal])
                || t.shape == Shape::Lower && self.story.word(end).ends_with("ed")
        });
        let begins = start.checked_sub(1).is_none_or(|at| self.story.tokens[at].sentence != mention.sentence);
        let unsure = begins && mention.kind == MentionKind::Surname && mention.party.is_none();
        !unsure && (verb || self.is_possessive(end))
    }
}

/// What being called by the noun itself adds, and by another of its sort.
const TOLD: (f32, f32) = (3.0, 1.0);

/// What a name that tells what it is adds at least.
const STRONG: f32 = 1.0;

/// The least with which a body is taken.
const LEAST: f32 = 0.9;

/// By how much it must be before every other.
const MARGIN: f32 = 0.25;

/// The hash of the noun that a word is the plural of: `one of the largest firms`; of the word itself
/// when it is none.
fn one_of(word: &str) -> u64 {
    match word.strip_suffix("ies") {
        Some(stem) => hash_bytes(format!("{stem}y").as_bytes()),
        None => hash_bytes(word.trim_end_matches('s').as_bytes()),
    }
}
