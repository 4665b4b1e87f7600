//! One pass over the tokens: every appearance of a person, body, place or role.

use super::resolve::is_body_noun;
use super::run::{Found, Reader, is_function, is_irregular_plural, is_no_name, is_office_letters};
use super::{Mention, MentionKind};
use crate::lexicon::{Class, Lexicon};
use crate::segment::{Block, BlockKind, Sentence, Shape, Story, Token, TokenKind};
use crate::text::{Span, hash_bytes};

/// he, she, they, it.
pub(super) const HE: u64 = hash_bytes(b"he");
pub(super) const SHE: u64 = hash_bytes(b"she");
pub(super) const THEY: u64 = hash_bytes(b"they");
pub(super) const IT: u64 = hash_bytes(b"it");

const BRACKET: u64 = hash_bytes(b"[");

/// Classes of words in small letters that a mention can begin or end with.
const TELLING: [Class; 3] = [Class::Pronoun, Class::Role, Class::Document];

pub(super) fn find(story: &Story<'_>, lexicon: &Lexicon) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(story.tokens.len() / 10);
    let mut found = Vec::new();
    for block in &story.blocks {
        if matches!(block.kind, BlockKind::Slug | BlockKind::Notebook) {
            continue;
        }
        for sentence in block.sentences.clone() {
            let Some(of) = story.sentences.get(sentence as usize) else { continue };
            if story.dateline.as_ref().is_some_and(|d| d.span.contains(of.span)) {
                continue;
            }
            let mentions = &mut mentions;
            let mut scan = Scan { story, lexicon, block, sentence, headline: None, mentions };
            scan.run(of, &mut found);
        }
    }
    mentions
}

/// Whether the spelling of a line proves nothing: a headline, capitals, a line in headline case.
fn proves_nothing(story: &Story<'_>, block: &Block, sentence: &Sentence) -> bool {
    match block.kind {
        BlockKind::Headline | BlockKind::Subhead => return true,
        BlockKind::Slug | BlockKind::Caption | BlockKind::Paragraph | BlockKind::Notebook => {}
    }
    if is_signature(story, sentence) {
        return false;
    }
    let (mut capital, mut lower, mut left) = (0_u32, 0_u32, sentence.tokens.len() as u32);
    for token in &story.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize] {
        let long = token.is_word() & (token.span.len() > 2);
        let joins = token.classes.any(&[Class::Preposition, Class::Determiner, Class::Conjunction]);
        capital += u32::from(long & token.is_capital());
        lower += u32::from(long & (token.shape == Shape::Lower) & !joins);
        left -= 1;
        if lower > 0 && capital + left < lower * 5 {
            return false;
        }
    }
    capital >= 3 && lower == 0 || capital >= 5 && capital >= lower * 5
}

/// `- Salma Hossain, Port Hale` right under a quotation: who said it.
fn is_signature(story: &Story<'_>, sentence: &Sentence) -> bool {
    let first = sentence.tokens.start as usize;
    let under = first.checked_sub(1).and_then(|at| story.tokens.get(at));
    matches!(story.word(first), "-" | "–" | "—") && under.is_some_and(|token| token.kind == TokenKind::Mark)
}

struct Scan<'a, 'd> {
    story: &'a Story<'d>,
    lexicon: &'a Lexicon,
    block: &'a Block,
    sentence: u32,
    /// Whether the line proves nothing, once asked: many name nobody.
    headline: Option<bool>,
    mentions: &'a mut Vec<Mention>,
}

impl Scan<'_, '_> {
    fn run(&mut self, sentence: &Sentence, found: &mut Vec<Found>) {
        let end = sentence.tokens.end as usize;
        let reader = Reader { story: self.story, lexicon: self.lexicon, end };
        // Most tokens are none of these.
        let tells = |t: &Token| (t.is_capital() | t.classes.any(&TELLING)) & (t.kind == TokenKind::Word);
        let mut at = sentence.tokens.start as usize;
        while let Some(skipped) = self.story.tokens[at..end].iter().position(tells) {
            at += skipped;
            let token = &self.story.tokens[at];
            if matches!(token.hash, HE | SHE | THEY | IT) {
                self.push(at..at + 1, at..at + 1, MentionKind::Pronoun);
                at += 1;
            } else if token.is_capital() {
                let next = reader.extent(at);
                // Most capitals only begin a sentence.
                if next > at + 1 || !is_no_name(token) {
                    reader.read(at..next, found);
                    for part in found.drain(..) {
                        self.part(part, sentence.tokens.start as usize);
                    }
                }
                at = next.max(at + 1);
            } else {
                if token.classes.any(&[Class::Role, Class::Document]) && !is_function(token) {
                    self.role(at, sentence.tokens.start as usize);
                }
                at += 1;
            }
        }
    }

    fn part(&mut self, mut found: Found, first: usize) {
        // `The Pilots' Guild`: what is theirs is no person.
        if found.kind == MentionKind::Surname
            && found.name.len() == 1
            && self.members(found.name.start, first).is_some()
            && is_body_noun(self.story.tokens[found.name.start].hash)
        {
            found.kind = MentionKind::Body;
        }
        if found.kind == MentionKind::Body {
            let start = self.members_before(found.name.start, first);
            found.name.start = start;
            found.whole.start = found.whole.start.min(start);
            let from = self.story.tokens[start].span.start;
            while self.mentions.last().is_some_and(|m| m.span.start >= from && m.sentence == self.sentence) {
                self.mentions.pop();
            }
        }
        let letters = |at: usize| is_office_letters(self.story.word(at));
        if found.kind == MentionKind::Role && found.name.len() == 1 && letters(found.name.start) {
            let start = self.determined(found.name.start, first).unwrap_or(found.name.start);
            return self.push(start..found.whole.end, start..found.whole.end, MentionKind::Role);
        }
        let start = match found.kind {
            MentionKind::FullName | MentionKind::Surname => self.title_before(found.whole.start, first),
            MentionKind::Body
            | MentionKind::Place
            | MentionKind::Role
            | MentionKind::Pronoun
            | MentionKind::Document => found.whole.start,
        };
        self.push(start..found.whole.end, found.name, found.kind);
    }

    /// The first token of those whose body it is: `Footplate and Signal Workers' Union`.
    fn members_before(&self, name: usize, first: usize) -> usize {
        let Some(mut start) = self.members(name, first) else { return name };
        let own = |at: usize| self.is_written(at, first) && !is_function(&self.story.tokens[at]);
        while start > first {
            let joined = self.story.word(start - 1) == "and" && start >= first + 2;
            if own(start - 1) {
                start -= 1;
            } else if joined && own(start - 2) {
                start -= 2;
            } else if let Some(others) = self.members(start - 1, first).filter(|_| joined) {
                start = others;
            } else {
                break;
            }
        }
        start
    }

    /// The token of those who own what stands behind it: `Workers` of `Workers' Union`.
    fn members(&self, behind: usize, first: usize) -> Option<usize> {
        let (sign, at) = (behind.checked_sub(1)?, behind.checked_sub(2)?);
        let word = self.story.word(at);
        let plural = match self.story.word(sign) {
            "'" | "’" => word.ends_with('s'),
            "'s" | "’s" => is_irregular_plural(word),
            _ => false,
        };
        (plural && self.is_written(at, first)).then_some(at)
    }

    /// Whether a word at or behind `first` is written as a name is.
    fn is_written(&self, at: usize, first: usize) -> bool {
        at >= first && self.story.tokens[at].is_capital() && self.story.tokens[at].is_word()
    }

    /// The first token of a title in small letters before a name: `former foreign minister`.
    fn title_before(&self, name: usize, first: usize) -> usize {
        let mut start = name;
        while start > first {
            let token = &self.story.tokens[start - 1];
            let title = token.classes.any(&[Class::Title, Class::Role, Class::Status]);
            let plural = || token.is(Class::Role) && self.story.word(start - 1).ends_with('s');
            let fits = match start < name {
                true => {
                    title || token.classes.any(&[Class::Demonym, Class::Body]) || is_office_word(token.hash)
                }
                false => title && !plural() && !is_adjective(token.hash),
            };
            if !fits || token.shape != Shape::Lower && !token.is(Class::Demonym) {
                break;
            }
            start -= 1;
        }
        let office = |t: &Token| t.classes.any(&[Class::Title, Class::Role]);
        if self.story.tokens[start..name].iter().any(office) { start } else { name }
    }

    /// A noun for people or papers with its article: `the minister`, `an executive order`.
    fn role(&mut self, at: usize, first: usize) {
        let Some(start) = self.determined(at, first) else { return };
        let role = self.story.tokens[at].is(Class::Role);
        let kind = if role { MentionKind::Role } else { MentionKind::Document };
        self.push(start..at + 1, start..at + 1, kind);
    }

    /// The article or possessive that a noun's phrase begins with.
    fn determined(&self, at: usize, first: usize) -> Option<usize> {
        for start in (at.saturating_sub(4).max(first)..at).rev() {
            let token = &self.story.tokens[start];
            if token.classes.any(&[Class::Determiner, Class::Possessive]) {
                return Some(start);
            }
            if token.kind != TokenKind::Word || is_function(token) && !token.is(Class::Common) {
                return None;
            }
        }
        None
    }

    fn push(&mut self, whole: std::ops::Range<usize>, name: std::ops::Range<usize>, kind: MentionKind) {
        let before = whole.start.checked_sub(1).map(|at| self.story.tokens[at].hash);
        let put_in = before == Some(BRACKET); // by the writer
        let span: Span = self.story.span_of(whole.clone());
        let quoted = !put_in && self.story.tokens.get(name.start).is_some_and(|t| t.quotation().is_some());
        let begin = name.start as u32;
        let own = &self.story.sentences[self.sentence as usize];
        let headline = *self.headline.get_or_insert_with(|| proves_nothing(self.story, self.block, own));
        self.mentions.push(Mention {
            span,
            name: self.story.span_of(name),
            kind,
            party: None,
            sentence: self.sentence,
            quoted,
            headline,
            tokens: whole.start as u32..whole.end as u32,
            begin,
        });
    }
}

/// Words that are nouns for people elsewhere, but mostly adjectives right before a name.
fn is_adjective(hash: u64) -> bool {
    const WORDS: [u64; 6] = [
        hash_bytes(b"official"),
        hash_bytes(b"general"),
        hash_bytes(b"private"),
        hash_bytes(b"major"),
        hash_bytes(b"house"),
        hash_bytes(b"late"),
    ];
    WORDS.contains(&hash)
}

/// Words inside an office that are no titles themselves.
fn is_office_word(hash: u64) -> bool {
    const WORDS: [u64; 16] = [
        hash_bytes(b"foreign"),
        hash_bytes(b"prime"),
        hash_bytes(b"vice"),
        hash_bytes(b"chief"),
        hash_bytes(b"interior"),
        hash_bytes(b"finance"),
        hash_bytes(b"defence"),
        hash_bytes(b"defense"),
        hash_bytes(b"senior"),
        hash_bytes(b"health"),
        hash_bytes(b"education"),
        hash_bytes(b"trade"),
        hash_bytes(b"justice"),
        hash_bytes(b"attorney"),
        hash_bytes(b"press"),
        hash_bytes(b"executive"),
    ];
    WORDS.contains(&hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Document;
    use crate::segment;

    /// The mentions as `kind:name`, or `kind:role|name` where a title stands before.
    fn check(text: &str, expected: &[&str]) {
        let document = Document::plain("t", text);
        let story = segment::read(&document, Lexicon::builtin());
        let shown: Vec<String> = find(&story, Lexicon::builtin())
            .iter()
            .map(|m| {
                let role = story.text(Span::new(m.span.start, m.name.start)).trim();
                let name = story.text(m.name);
                let kind = format!("{:?}", m.kind);
                if role.is_empty() { format!("{kind}:{name}") } else { format!("{kind}:{role}|{name}") }
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn titles_stand_before_names() {
        check(
            "Bangladeshi Foreign Minister Anwar Hossain met Sen. Salma B. Rahman.",
            &["FullName:Bangladeshi Foreign Minister|Anwar Hossain", "FullName:Sen.|Salma B. Rahman"],
        );
        check(
            "He met former president Anwar Hossain.",
            &["Pronoun:He", "FullName:former president|Anwar Hossain"],
        );
        check("Secretary of State Hannah Novak left.", &["FullName:Secretary of State|Hannah Novak"]);
    }

    #[test]
    fn words_before_a_name_are_split_off() {
        check(
            "But Hossain left. Despite Hannah Novak, he stayed.",
            &["Surname:Hossain", "FullName:Hannah Novak", "Pronoun:he"],
        );
        check("On Tuesday Hossain left.", &["Surname:Hossain"]);
    }

    #[test]
    fn particles_belong_to_the_name() {
        check(
            "Hassan bin Ali al-Rashid met Jan van der Berg.",
            &["FullName:Hassan bin Ali al-Rashid", "FullName:Jan van der Berg"],
        );
    }

    #[test]
    fn bodies_and_places_are_told_from_people() {
        check(
            "The Ministry of Foreign Affairs in New York called the World Trade Organization.",
            &["Body:Ministry of Foreign Affairs", "Place:New York", "Body:World Trade Organization"],
        );
        check("The Dhaka-based Delta News Agency (DENA) said so.", &["Body:Delta News Agency", "Body:DENA"]);
    }

    #[test]
    fn a_body_bears_the_name_of_its_members() {
        check("The Rail and Signal Workers' Union met.", &["Body:Rail and Signal Workers' Union"]);
        check("Critics of the Farmers’ Union left.", &["Body:Farmers’ Union"]);
    }

    #[test]
    fn a_body_bears_all_that_it_sees_to() {
        check("The Health and Safety Executive met.", &["Body:Health and Safety Executive"]);
        check(
            "The Centers for Disease Control and Prevention met.",
            &["Body:Centers for Disease Control and Prevention"],
        );
        check(
            "The Department for Environment, Food and Rural Affairs met.",
            &["Body:Department for Environment, Food and Rural Affairs"],
        );
        check("The Society of Authors and Translators met.", &["Body:Society of Authors and Translators"]);
        check(
            "The Institute for Gulf and Strait Studies met.",
            &["Body:Institute for Gulf and Strait Studies"],
        );
        check("The Guild of Children's Doctors met.", &["Body:Guild of Children's Doctors"]);
        check("The People's Bank of China met.", &["Body:People's Bank of China"]);
        check("The Dockers' and Warehousemen's Union met.", &["Body:Dockers' and Warehousemen's Union"]);
        check("The Pilots' Guild met.", &["Body:Pilots' Guild"]);
        check("Harcastle General met.", &["Body:Harcastle General"]);
    }

    #[test]
    fn two_that_and_joins_stay_two() {
        check("The Ministry of Defence and Reuters met.", &["Body:Ministry of Defence", "Surname:Reuters"]);
        check("The Bank of England and Airbus met.", &["Body:Bank of England", "Surname:Airbus"]);
    }

    #[test]
    fn offices_of_two_words_stand_before_names() {
        check("Chief Executive Greg Pulaski left.", &["FullName:Chief Executive|Greg Pulaski"]);
        check(
            "Minister of Health and Family Welfare Ana Ruiz left.",
            &["FullName:Minister of Health and Family Welfare|Ana Ruiz"],
        );
        check("General Counsel Victor Amsel left.", &["FullName:General Counsel|Victor Amsel"]);
    }

    #[test]
    fn possessives_are_left_out() {
        check("Hossain's aide met Hannah Novak’s lawyer.", &["Surname:Hossain", "FullName:Hannah Novak"]);
    }
}
