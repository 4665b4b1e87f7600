//! Gives each claim its speaker.

mod again;
mod epithet;
mod office;
mod pronoun;

use super::gather::joined;
use super::mentions::{HE, IT, SHE, THEY};
use super::parts::name_key;
use super::{Mention, MentionKind, Party, PartyId, PartyKind};
use crate::extract::Claim;
use crate::lexicon::{Class, Gender, HashKeyed, Lexicon};
use crate::segment::Story;
use crate::text::{Span, Spans, hash_bytes};
use smallvec::smallvec;
use smol_str::{SmolStr, format_smolstr};
use std::ops::Range;

/// Sets the speaker of every claim, adding parties for sources that no mention names.
pub(super) fn speakers(
    story: &Story<'_>,
    lexicon: &Lexicon,
    (mentions, parties): (&mut [Mention], &mut Vec<Party>),
    claims: &mut [Claim],
) {
    let mut resolver = Resolver {
        story,
        lexicon,
        mentions,
        parties,
        by_words: HashKeyed::default(),
        said: Vec::new(),
        free: None,
        genders: HashKeyed::default(),
        epithets: HashKeyed::default(),
    };
    for claim in claims {
        claim.speaker = match source_of(&claim.source) {
            Some(source) => resolver.source(source),
            None if claim.carried || claim.cue.is_empty() => resolver.said.last().map(|s| s.1),
            None => None,
        };
        if let Some(speaker) = claim.speaker {
            resolver.said.push((claim.sentence, speaker));
        }
    }
}

/// All of a source's spans as one; none when nobody is named.
fn source_of(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::join).filter(|s| !s.is_empty())
}

/// How many words of office may stand before a name behind a comma.
const ASIDE: usize = 6;

/// How many parties are looked at for the long name of a body; a long story has about a hundred.
const SHORTENED: usize = 400;

/// his, her, its, their: whose a claim of a noun is ("his denial").
const HIS: u64 = hash_bytes(b"his");
const HER: u64 = hash_bytes(b"her");
const ITS: u64 = hash_bytes(b"its");
const THEIR: u64 = hash_bytes(b"their");

struct Resolver<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    mentions: &'a mut [Mention],
    parties: &'a mut Vec<Party>,
    /// Parties made from a source's words, by the hash of those.
    by_words: HashKeyed<PartyId>,
    /// Sentence and speaker of the claims so far.
    said: Vec<(u32, PartyId)>,
    /// The named mentions without a party, by the hash of their words; made when first asked for.
    free: Option<HashKeyed<Vec<usize>>>,
    /// What the story's pronouns tell of persons whose names do not.
    genders: HashKeyed<Option<Gender>>,
    /// Who was called `the tycoon`, by the hash of the noun.
    epithets: HashKeyed<PartyId>,
}

impl Resolver<'_, '_> {
    fn source(&mut self, source: Span) -> Option<PartyId> {
        let tokens = self.tokens(source);
        let first = self.story.tokens.get(tokens.start)?;
        if tokens.len() == 1 {
            match first.hash {
                _ if first.is(Class::Relative) => return self.before(tokens.start),
                _ if first.classes.any(&[Class::Pronoun, Class::Possessive]) => {
                    let determines = first.is(Class::Determiner) && !first.is(Class::Possessive);
                    let found = self.pronoun(tokens.start);
                    if found.is_some() || !determines {
                        return found;
                    }
                }
                _ => {}
            }
        }
        let head = self.head(&tokens);
        if let Some(found) = self.national(&head) {
            return Some(found);
        }
        if let Some(at) = self.named(&head, &tokens).or_else(|| self.apposed(&head, &tokens)) {
            return self.of_mention(at);
        }
        if let Some(found) = self.kin(&head) {
            return Some(found);
        }
        if let Some(at) = self.office(&head)
            && !self.owns_itself(&head, at)
        {
            return self.of_mention(at);
        }
        self.again(&head)
            .or_else(|| self.company_of(&head))
            .or_else(|| self.renamed(&head))
            .or_else(|| self.described(&head))
            .or_else(|| self.epithet(&head))
            .or_else(|| self.owned(&head, &tokens))
            .or_else(|| self.words(tokens))
    }

    /// he, she, they, it, and what is his, hers, theirs, its.
    fn pronoun(&mut self, at: usize) -> Option<PartyId> {
        match self.story.tokens.get(at)?.hash {
            HE | HIS => self.person(at, Gender::He),
            SHE | HER => self.person(at, Gender::She),
            THEY | THEIR => self.others(at, true),
            IT | ITS => self.others(at, false),
            _ => None,
        }
    }

    /// The tokens of a source without what follows its noun: a possessive, `himself`.
    fn tokens(&self, source: Span) -> Range<usize> {
        let start = self.story.token_at(source.start);
        let mut end = (self.story.token_at(source.end.saturating_sub(1)) + 1).min(self.story.tokens.len());
        let loose = |at: usize| {
            let reflexive = matches!(self.story.word(at), "himself" | "herself" | "itself" | "themselves");
            reflexive || self.is_possessive(at)
        };
        while end > start + 1 && loose(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// The source up to the first comma, preposition or relative word behind its first noun.
    fn head(&self, tokens: &Range<usize>) -> Range<usize> {
        let stops = |at: &usize| {
            let token = &self.story.tokens[*at];
            let capital = token.is_capital() && self.mention_over(*at).is_some();
            let word = self.story.word(*at);
            !capital
                && (matches!(word, "," | "(" | "–" | "—")
                    || word == "-" && self.story.tokens[*at].span.start > self.story.tokens[*at - 1].span.end
                    || token.classes.any(&[Class::Relative])
                    || token.is(Class::Preposition) && !self.inside_name(*at))
        };
        let end = (tokens.start + 1..tokens.end).find(stops).unwrap_or(tokens.end);
        tokens.start..end
    }

    fn inside_name(&self, at: usize) -> bool {
        self.mention_over(at).is_some()
    }

    /// The named mention whose name covers a token.
    fn mention_over(&self, at: usize) -> Option<usize> {
        let span = self.story.tokens.get(at)?.span;
        let after = self.mentions.partition_point(|m| m.name.start <= span.start);
        let near = after.saturating_sub(3)..after;
        near.rev().find(|&m| self.mentions[m].name.contains(span) && is_named(self.mentions[m].kind))
    }

    /// The mention that names the source: it ends the head, or stands behind a comma or before a
    /// noun for papers (`World Trade Organization data`).
    fn named(&self, head: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let mut last = head.end.checked_sub(1)?;
        while last > head.start && !self.story.tokens[last].is_word() {
            last -= 1;
        }
        if let Some(at) = self.mention_over(last) {
            return (!self.is_crowd(at, last, source)).then_some(at);
        }
        let document = self.story.tokens[last].classes.any(&[Class::Document, Class::CueNoun]);
        if document && last > head.start {
            let owner = if self.is_possessive(last - 1) { last.checked_sub(2)? } else { last - 1 };
            let at = self.mention_over(owner);
            if owner >= head.start && at.is_some() {
                return at;
            }
        }
        // `Its secretary, João Vilarinho` and `her head of sport, Finance Minister Ruben Castellanos`.
        let comma =
            (head.end..source.end.min(head.end + 1 + ASIDE)).find(|&at| self.story.word(at) == ",")?;
        let aside = comma + 1..source.end.min(comma + 1 + ASIDE);
        let aside = aside.start..aside.clone().find(|&at| self.is(at, Class::Relative)).unwrap_or(aside.end);
        let at = aside.into_iter().find_map(|at| self.mention_over(at))?;
        matches!(self.mentions[at].kind, MentionKind::FullName | MentionKind::Surname).then_some(at)
    }

    /// `Its secretary` before `, João Vilarinho,`: the name that stands behind a source in commas.
    fn apposed(&self, head: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let noun = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let owned = || head.clone().any(|at| self.is_possessive(at));
        let definite = self.is(head.start, Class::Possessive) || self.is_the(head.start) || owned();
        let bare = (source.start..source.end).all(|at| self.story.word(at) != ",");
        if !bare || !definite || noun.is_capital() || self.story.word(source.end) != "," {
            return None;
        }
        let first = self.story.tokens.get(source.end + 1).filter(|t| t.sentence == noun.sentence)?;
        let at = self.mentions.partition_point(|m| m.span.start < first.span.start);
        let mention = self.mentions.get(at).filter(|m| m.span.start == first.span.start)?;
        let behind = self.story.tokens.get(self.story.token_at(mention.name.end));
        let closed = behind.is_none_or(|t| !t.is_word() || t.sentence != noun.sentence);
        (mention.kind == MentionKind::FullName && !mention.quoted && closed).then_some(at)
    }

    /// Whether `her cousin` was taken for herself.
    fn owns_itself(&mut self, head: &Range<usize>, mention: usize) -> bool {
        let own = self.story.tokens.get(head.start).is_some_and(|t| matches!(t.hash, HIS | HER));
        own && self.pronoun(head.start).is_some_and(|owner| self.mentions[mention].party == Some(owner))
    }

    /// `Alder` of `Alder Trust`: the only body whose name begins with a lone word.
    fn shortened(&self, mention: &Mention) -> Option<PartyId> {
        let word = self.story.text(mention.name);
        let begins = |party: &Party| {
            let rest = party.name.strip_prefix(word);
            party.kind == PartyKind::Body && rest.is_some_and(|rest| rest.starts_with(' '))
        };
        let mut bodies = self.parties.iter().enumerate().take(SHORTENED).filter(|(_, party)| begins(party));
        let start = self.story.token_at(mention.span.start);
        let listed =
            start.checked_sub(1).is_some_and(|before| matches!(self.story.word(before), "and" | "&"));
        let lone = mention.kind == MentionKind::Surname && !listed;
        let (at, _) = bodies.next().filter(|_| lone)?;
        bodies.next().is_none().then_some(PartyId(at as u32))
    }

    /// `Dockworkers at three ports`: a plural that only the sentence's start makes look like a name.
    fn is_crowd(&self, mention: usize, at: usize, source: &Range<usize>) -> bool {
        let mention = &self.mentions[mention];
        let begins = self.story.tokens.get(at.wrapping_sub(1)).is_none_or(|t| t.sentence != mention.sentence);
        mention.kind == MentionKind::Surname
            && mention.party.is_none()
            && begins
            && self.story.word(at).ends_with('s')
            && at + 1 < source.end
            && self.is(at + 1, Class::Preposition)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.story.tokens.get(at).is_some_and(|t| t.is(class))
    }

    fn is_possessive(&self, at: usize) -> bool {
        matches!(self.story.word(at), "'s" | "’s" | "'" | "’")
    }

    /// The party of a mention; made now when it has none yet.
    fn of_mention(&mut self, at: usize) -> Option<PartyId> {
        let mention = &self.mentions[at];
        if let Some(party) = mention.party {
            return Some(party);
        }
        if let Some(body) = self.shortened(mention) {
            self.mentions[at].party = Some(body);
            return Some(body);
        }
        let name = joined(self.story, mention.name);
        let kind = match mention.kind {
            MentionKind::FullName => PartyKind::Person,
            MentionKind::Surname if self.is_person_name(mention) => PartyKind::Person,
            MentionKind::Place => PartyKind::Government,
            MentionKind::Surname | MentionKind::Body => PartyKind::Body,
            MentionKind::Role | MentionKind::Pronoun => PartyKind::Group,
            MentionKind::Document => PartyKind::Document,
        };
        let surname = (kind == PartyKind::Person).then(|| name.clone());
        let party = self.add(Party { surname, ..Party::named(kind, name) });
        self.claim_like(at, party);
        Some(party)
    }

    /// Whether a lone name is a person's: a title before it, or a surname that the tables know.
    /// Companies stand alone more often than people who were never introduced.
    fn is_person_name(&self, mention: &Mention) -> bool {
        let key = name_key(self.story.text(mention.name));
        mention.span.start < mention.name.start || self.lexicon.names().is_surname(key)
    }

    /// Gives the party to every mention of the same words that has none.
    fn claim_like(&mut self, at: usize, party: PartyId) {
        let story = self.story;
        let key = |m: &Mention| name_key(story.text(m.name));
        let kind = self.mentions[at].kind;
        let words = key(&self.mentions[at]);
        let mentions = &self.mentions;
        let free = self.free.get_or_insert_with(|| {
            let mut free: HashKeyed<Vec<usize>> = HashKeyed::default();
            for (i, m) in mentions.iter().enumerate().filter(|(_, m)| m.party.is_none() && is_named(m.kind)) {
                free.entry(key(m)).or_default().push(i);
            }
            free
        });
        let mut places = Spans::new();
        for i in free.remove(&words).unwrap_or_default() {
            let mention = &mut self.mentions[i];
            if mention.kind == kind {
                mention.party = Some(party);
                places.push(mention.name);
            }
        }
        self.spell(party, places);
    }

    fn spell(&mut self, party: PartyId, places: Spans) {
        if let Some(party) = self.parties.get_mut(party.0 as usize) {
            let support = places.len() as u32;
            party.spellings.push(super::Spelling { form: party.name.clone(), places, full: None, support });
        }
    }

    fn add(&mut self, party: Party) -> PartyId {
        self.parties.push(party);
        PartyId(self.parties.len() as u32 - 1)
    }

    /// A party by the source's own words; the same words are the same party.
    fn words(&mut self, tokens: Range<usize>) -> Option<PartyId> {
        if let Some(party) = self.self_named(tokens.end) {
            return Some(party);
        }
        let tokens = self.bare(tokens);
        let span = self.story.span_of(tokens.clone());
        let name = self
            .in_country(tokens.clone())
            .or_else(|| self.speaks_for(&tokens))
            .unwrap_or_else(|| joined(self.story, span));
        let head = self.head(&tokens);
        let last = self.story.tokens.get(head.end.checked_sub(1)?)?;
        let kind = match last {
            t if t.classes.any(&[Class::Document, Class::CueNoun]) => PartyKind::Document,
            t if t.is(Class::Body) && !self.story.text(t.span).ends_with('s') => PartyKind::Body,
            _ => PartyKind::Group,
        };
        Some(self.unnamed(kind, name, span))
    }

    /// The party of these words; made now when there is none yet.
    fn unnamed(&mut self, kind: PartyKind, name: SmolStr, span: Span) -> PartyId {
        let key = name_key(&name);
        if let Some(&party) = self.by_words.get(&key) {
            if let Some(spelling) =
                self.parties.get_mut(party.0 as usize).and_then(|p| p.spellings.first_mut())
            {
                spelling.places.push(span);
            }
            return party;
        }
        let party = self.add(Party::named(kind, name));
        self.spell(party, smallvec![span]);
        self.by_words.insert(key, party);
        party
    }

    /// Without articles before the noun and asides behind it: `, who would not give his name`.
    fn bare(&self, tokens: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let loose = |at: usize| {
            let next = at + 1;
            let one = self.story.word(at).eq_ignore_ascii_case("one");
            (self.is(at, Class::Determiner) || one)
                && !self.is(next, Class::Preposition)
                && !self.is(next, Class::Relative)
        };
        while start + 1 < end && loose(start) {
            start += 1;
        }
        let aside = |&at: &usize| {
            let word = self.story.word(at + 1);
            self.story.word(at) == "," && (self.is(at + 1, Class::Relative) || word.ends_with("ing"))
        };
        end = (start + 1..end).find(aside).unwrap_or(end);
        start..end
    }

    /// `a spokeswoman for the minister`, once it is known who that is.
    fn speaks_for(&self, tokens: &Range<usize>) -> Option<SmolStr> {
        let office = (tokens.start + 1..tokens.end)
            .find(|&at| matches!(self.story.word(at), "for" | "to" | "of"))
            .map(|at| at + 1..tokens.end)?;
        let party = self.mentions[self.office(&office)?].party?;
        let party = self.parties.get(party.0 as usize)?;
        let before = joined(self.story, self.story.span_of(tokens.start..office.start));
        Some(format_smolstr!("{before} {}", party.name))
    }

    /// `the authorities in Iran`, `Iran's authorities` → `Iranian authorities`.
    fn in_country(&self, tokens: Range<usize>) -> Option<SmolStr> {
        let demonym = |at: usize| {
            let place = self.lexicon.names().place(self.story.tokens.get(at)?.hash)?;
            (!place.demonym.is_empty()).then(|| capitalised(&place.demonym))
        };
        let noun = |at: usize| self.story.tokens.get(at).filter(|t| t.is(Class::Role) && !t.is_capital());
        if tokens.len() != 3 {
            return None;
        }
        let (first, middle, last) = (tokens.start, tokens.start + 1, tokens.start + 2);
        if self.story.word(middle) == "in" && noun(first).is_some() {
            return Some(format_smolstr!("{} {}", demonym(last)?, self.story.word(first)));
        }
        (self.is_possessive(middle) && noun(last).is_some())
            .then(|| Some(format_smolstr!("{} {}", demonym(first)?, self.story.word(last))))?
    }
}

const fn is_named(kind: MentionKind) -> bool {
    match kind {
        MentionKind::FullName | MentionKind::Surname | MentionKind::Body | MentionKind::Place => true,
        MentionKind::Role | MentionKind::Pronoun | MentionKind::Document => false,
    }
}

fn capitalised(words: &str) -> String {
    words
        .split(' ')
        .map(|w| {
            let mut chars = w.chars();
            chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect::<String>())
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{ClaimClass, Confidence, Kind, party};
    use crate::ingest::Document;
    use crate::segment;

    /// Claims with these words as sources, in text order; an empty one is carried on.
    fn claims(story: &Story<'_>, sources: &[&str]) -> Vec<Claim> {
        let text = &story.document.text;
        let mut from = 0;
        let claim = |words: &&str| {
            let at = from + text[from..].find(words).expect("the test's words stand in its story");
            from = at + words.len();
            let span = Span::at(at, from);
            let token = story.tokens.get(story.token_at(span.start));
            Claim {
                kind: Kind::Indirect,
                class: ClaimClass::Saying,
                source: if words.is_empty() { Spans::new() } else { smallvec![span] },
                cue: Spans::new(),
                content: Spans::new(),
                speaker: None,
                venue: None,
                relay: None,
                date: None,
                figures: smallvec![],
                words: Vec::new(),
                sentence: token.map_or(0, |t| t.sentence),
                carried: words.is_empty(),
                confidence: Confidence::percent(90),
            }
        };
        sources.iter().map(claim).collect()
    }

    fn check(text: &str, sources: &[&str], expected: &[&str]) {
        let (document, lexicon) = (Document::plain("t", text), Lexicon::builtin());
        let story = segment::read(&document, lexicon);
        let mut mentions = party::mentions(&story, lexicon);
        let mut claims = claims(&story, sources);
        let parties = party::gather(&story, lexicon, &mut mentions, &mut claims);
        let name = |c: &Claim| c.speaker.map_or("", |p| parties[p.0 as usize].name.as_str());
        assert_eq!(claims.iter().map(name).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_and_pronouns_are_one_person() {
        check(
            "Foreign Minister Anwar Hossain said so. He added more. Hossain left. The minister was tired.",
            &["Foreign Minister Anwar Hossain", "He", "Hossain", "The minister"],
            &["Anwar Hossain"; 4],
        );
    }

    #[test]
    fn she_is_not_the_man_before_her() {
        check(
            "Anwar Hossain met Hannah Novak. She said so. He agreed.",
            &["She", "He"],
            &["Hannah Novak", "Anwar Hossain"],
        );
    }

    #[test]
    fn a_source_without_words_is_the_one_before() {
        check("Anwar Hossain said so. Then more.", &["Anwar Hossain", ""], &["Anwar Hossain"; 2]);
    }

    #[test]
    fn groups_go_by_their_words() {
        check(
            "The authorities in Iran said so. They said more. Iran's authorities denied it.",
            &["The authorities in Iran", "They", "Iran's authorities"],
            &["Iranian authorities"; 3],
        );
        check(
            "A spokesman for Anwar Hossain said so.",
            &["A spokesman for Anwar Hossain"],
            &["spokesman for Anwar Hossain"],
        );
    }

    #[test]
    fn bodies_speak_through_their_papers() {
        check(
            "World Trade Organization data show it. Tehran denied it, and a report said so.",
            &["World Trade Organization data", "Tehran", "a report"],
            &["World Trade Organization", "Tehran", "report"],
        );
    }

    #[test]
    fn a_name_behind_an_office_is_meant() {
        check(
            "Iran's foreign minister, Anwar Hossain, said so. His spokesman, Ted Harlan, agreed.",
            &["Iran's foreign minister, Anwar Hossain,", "His spokesman, Ted Harlan,"],
            &["Anwar Hossain", "Ted Harlan"],
        );
    }

    #[test]
    fn his_and_her_go_by_the_names_and_the_story() {
        check(
            "Tigist Haile met Kofi Mensah. His denial was short. She said more.",
            &["His", "She"],
            &["Kofi Mensah", "Tigist Haile"],
        );
        check(
            "Mr Arvo Quill and Xanthe Orrick spoke. Xanthe Orrick sold her shop. He said no. She said so.",
            &["He", "She"],
            &["Arvo Quill", "Xanthe Orrick"],
        );
        check("Asked by Hannah Novak, she said so.", &["she"], &[""]);
    }

    #[test]
    fn he_is_the_unnamed_one_who_spoke_last() {
        check(
            "Anwar Hossain left. A senior player said so. He added more.",
            &["A senior player", "He"],
            &["senior player"; 2],
        );
        check(
            "Salma Rahman left. The mayor of Dhaka complained. He said more.",
            &["He"],
            &["mayor of Dhaka"],
        );
    }

    #[test]
    fn who_is_the_one_whose_aside_it_ends() {
        check(
            "Hannah Novak, chief economist at Harbour Point Research, who expects rain, left.",
            &["who"],
            &["Hannah Novak"],
        );
        check("One former employee, who left in May, said so.", &["who"], &["former employee"]);
        check(
            "She signed an executive order on Saturday that called for rain.",
            &["that"],
            &["executive order"],
        );
        check("It rained, said a baker who asked to be called Ilya.", &["a baker"], &["Ilya"]);
    }

    #[test]
    fn an_office_is_the_one_introduced_with_it() {
        check(
            "Health Commissioner Dr. Amara Quill left the room before Prime Minister Ted Harlan spoke at length. The commissioner said so.",
            &["The commissioner"],
            &["Amara Quill"],
        );
        check(
            "Anwar Hossain, the prefect of Assa, left. The prefect said so.",
            &["The prefect"],
            &["Anwar Hossain"],
        );
        check(
            "Prime Minister Ted Harlan left. The fisheries minister said so.",
            &["The fisheries minister"],
            &["fisheries minister"],
        );
        check(
            "A senior official at the port spoke. The official left.",
            &["A senior official at the port", "The official"],
            &["senior official at the port"; 2],
        );
    }

    #[test]
    fn descriptions_are_of_whom_was_spoken() {
        check("Anwar Hossain won. The 41-year-old said so.", &["The 41-year-old"], &["Anwar Hossain"]);
        check("Anwar Hossain won. The striker said so.", &["The striker"], &["Anwar Hossain"]);
        check("The driver left. The driver said so.", &["The driver"], &["driver"]);
    }

    #[test]
    fn those_who_belong_to_somebody_are_named_by_it() {
        check(
            "Salma Rahman left. Her spokesman said so. Ted Harlan spoke. His spokesman said no.",
            &["Her spokesman", "His spokesman"],
            &["Salma Rahman's spokesman", "Ted Harlan's spokesman"],
        );
        check(
            "Her daughter, Freya, wept. It rained, according to her daughter.",
            &["her daughter"],
            &["Freya"],
        );
    }

    #[test]
    fn bodies_are_named_again_by_what_they_are() {
        check(
            "The Rail and Signal Workers' Union met. The union said so.",
            &["The union"],
            &["Rail and Signal Workers' Union"],
        );
        check(
            "Talks failed, their union said. The Dockers' Union met.",
            &["their union"],
            &["Dockers' Union"],
        );
        check(
            "An update at Nimbara, one of the largest firms in town, failed. The company said so.",
            &["The company"],
            &["Nimbara"],
        );
        check("Nimbara has met Oltora. The company said so.", &["The company"], &["company"]);
    }

    #[test]
    fn it_is_the_body_that_opens_its_sentence() {
        check(
            "Hannah Novak left. The Food Agency has halved rations, a step it calls hard.",
            &["it"],
            &["Food Agency"],
        );
    }

    #[test]
    fn a_plural_at_the_start_is_no_name() {
        check(
            "Dockworkers at three ports said so.",
            &["Dockworkers at three ports"],
            &["Dockworkers at three ports"],
        );
    }

    #[test]
    fn two_of_one_surname_are_told_apart() {
        check(
            "Marian Stroud and Everett Stroud met. Everett Stroud said so. Mr Stroud left. Mrs Stroud said no.",
            &["Everett Stroud", "Mr Stroud", "Mrs Stroud"],
            &["Everett Stroud", "Everett Stroud", "Marian Stroud"],
        );
    }

    #[test]
    fn an_epithet_is_of_whom_was_spoken() {
        check(
            "Ted Harlan met Hannah Novak. Novak said so. The glaciologist said more. The Dane left. The former inspector agreed.",
            &["Novak", "The glaciologist", "The Dane", "The former inspector"],
            &["Hannah Novak"; 4],
        );
        check(
            "Ted Harlan spoke. A tycoon from Leeds said so. Ted Harlan said no. The tycoon left.",
            &["A tycoon from Leeds", "Ted Harlan", "The tycoon"],
            &["tycoon from Leeds", "Ted Harlan", "tycoon from Leeds"],
        );
        check("Ted Harlan spoke. The prefect said no.", &["The prefect"], &["prefect"]);
    }

    #[test]
    fn kin_share_a_surname() {
        check(
            "Ilya Wrona left. Adam Wrona stayed. Ilya Wrona said so. His brother said no.",
            &["Ilya Wrona", "His brother"],
            &["Ilya Wrona", "Adam Wrona"],
        );
    }

    #[test]
    fn a_name_in_commas_behind_a_source_is_meant() {
        check(
            "Anwar Hossain left. It rained, said his lawyer, Begona Lasa. She left.",
            &["his lawyer", "She"],
            &["Begona Lasa"; 2],
        );
    }

    #[test]
    fn one_office_has_several_nouns() {
        check(
            "Her counsel, Ted Harlan, left. Hannah Novak said no. The advocate said so.",
            &["Hannah Novak", "The advocate"],
            &["Hannah Novak", "Ted Harlan"],
        );
        check(
            "Her coach, the Dane Ted Harlan, left. Hannah Novak said no. The coach said so.",
            &["Hannah Novak", "The coach"],
            &["Hannah Novak", "Ted Harlan"],
        );
        check(
            "Hannah Novak, who represents the firm, spoke. Ted Harlan said no. The lawyer said so.",
            &["Ted Harlan", "The lawyer"],
            &["Ted Harlan", "Hannah Novak"],
        );
        check(
            "Health Minister Ted Harlan left. His deputy, Hannah Novak, stayed. The deputy minister said so.",
            &["The deputy minister"],
            &["Hannah Novak"],
        );
    }

    #[test]
    fn a_lone_name_is_of_the_one_named_before() {
        check("Park Ji-hoon left. Park said so. Wei Park came later.", &["Park"], &["Park Ji-hoon"]);
    }

    #[test]
    fn bodies_and_papers_go_by_other_nouns() {
        check(
            "The World Health Organization said so. The agency said more.",
            &["The World Health Organization", "The agency"],
            &["World Health Organization"; 2],
        );
        check("A study said so. The paper said more.", &["A study", "The paper"], &["study"; 2]);
    }

    #[test]
    fn the_one_who_spoke_is_taken_before_a_stranger() {
        check(
            "Xanthe Orrick left. It rained, said Rumi Condori. Now he stayed.",
            &["Rumi Condori", "he"],
            &["Rumi Condori"; 2],
        );
        check(
            "Ted Harlan said so. The federation's president is to speak. He said no.",
            &["Ted Harlan", "He"],
            &["Ted Harlan", "federation's president"],
        );
    }

    #[test]
    fn tabloids_begin_in_capitals() {
        check(
            "HANNAH NOVAK last night wept. Novak said so.",
            &["HANNAH NOVAK", "Novak"],
            &["Hannah Novak"; 2],
        );
    }

    #[test]
    fn a_firm_of_two_names_is_one() {
        check(
            "Biscuit maker Tarrant & Rowe has raised its goal. The company said so. Oona Tarrant left. Tarrant said no.",
            &["The company", "Tarrant"],
            &["Tarrant & Rowe", "Oona Tarrant"],
        );
    }

    #[test]
    fn who_became_champion_is_the_champion() {
        check(
            "Hannah Novak became the champion. Ted Harlan said no. The champion said so. The 41-year-old former engineer left.",
            &["Ted Harlan", "The champion", "The 41-year-old former engineer"],
            &["Ted Harlan", "Hannah Novak", "Hannah Novak"],
        );
    }

    #[test]
    fn where_something_happens_says_nothing() {
        check("The Chess Union met. The next final will be in Tunis, it said.", &["it"], &["Chess Union"]);
    }
}
