//! How copy introduces those of whose names nothing is known.

use super::opener::Opener;
use crate::extract::party::parts::Parts;
use crate::extract::party::resolve::{is_body_noun, is_epithet};
use crate::extract::party::run::is_honour;
use crate::lexicon::Class;
use crate::segment::{Shape, Token, TokenKind};

/// How many tokens a `who` may stand before the name that it tells of.
const WHO: usize = 16;

impl Opener<'_, '_> {
    /// `," said Anselm Drury`, `Anselm Drury, the manager`, `its director, Anselm Drury`.
    pub(super) fn is_introduced(&self, parts: &Parts, given: usize) -> bool {
        let tokens = &self.story.tokens;
        let behind_cue = given >= 2
            && tokens[given - 1].is(Class::Cue)
            && !tokens[given - 1].is_capital()
            && (tokens[given - 2].kind == TokenKind::Mark || self.story.word(given - 2) == ",");
        let behind_office = given >= 2
            && self.story.word(given - 1) == ","
            && (tokens[given - 2].is(Class::Role) || is_general(self.story.word(given - 2)))
            && !tokens[given - 2].is(Class::Body);
        let end = parts.surname.end;
        // `an analyst at Harbour Point Research, who`: the aside is the analyst's.
        let governed = given > 0 && matches!(self.story.word(given - 1), "at" | "of" | "for" | "from");
        let aside = !governed
            && self.story.word(end) == ","
            && matches!(self.story.word(end + 1), "the" | "a" | "an" | "its" | "his" | "her" | "who");
        let office = aside
            && (self.story.word(end + 1) == "who"
                || tokens.iter().skip(end + 2).take(3).any(|t| t.is(Class::Role) && !t.is(Class::Body))
                || (end + 2..end + 5).any(|at| is_calling(self.story.word(at))));
        let called = given > 0 && is_epithet(tokens[given - 1].hash) && !is_body_noun(tokens[given - 1].hash);
        let person = called || self.is_who(given, end) || self.is_he(given, end);
        behind_cue || behind_office || office || person || !governed && self.is_described(given, end)
    }

    /// `Priit Kallaste proposed it. He said`: the next sentence goes on with whoever opens this one.
    fn is_he(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        let own = &tokens[given];
        let Some(sentence) = self.story.sentences.get(own.sentence as usize) else { return false };
        let (first, stop) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let names = self.lexicon.names();
        let other = |t: &Token| t.is_capital() && (t.is(Class::Given) || names.given(t.hash).is_some());
        let next = tokens.get(stop).filter(|t| matches!(self.story.text(t.span), "He" | "She"));
        let close = next.is_some_and(|t| {
            let block = |at: u32| self.story.sentences.get(at as usize).map(|s| s.block);
            block(t.sentence) == block(own.sentence)
        });
        given == first && close && !tokens.get(end..stop).into_iter().flatten().any(other)
    }

    /// `the firm, Spencer Law,`: called a firm right before, between commas.
    pub(super) fn is_firm_aside(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        // `A biologist at the university, Arno Moe, doubts`: the aside is hers who is at it.
        let at = given >= 5 && matches!(self.story.word(given - 4), "at" | "in");
        if at && self.lexicon.names().given(tokens[given].hash).is_some() {
            return false;
        }
        given >= 3
            && self.story.word(given - 1) == ","
            && matches!(self.story.word(end), "," | ".")
            && tokens[given - 2].shape == Shape::Lower
            && is_body_noun(tokens[given - 2].hash)
            && !self.story.word(given - 2).ends_with("er")
            && tokens[given - 3].classes.any(&[Class::Determiner, Class::Possessive])
    }

    /// `A hydrologist who has worked there since 2019, Anna Zürcher, says`.
    fn is_who(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        let speaks = tokens
            .get(end + 1)
            .is_some_and(|t| t.shape == Shape::Lower && t.classes.any(&[Class::Cue, Class::Auxiliary]));
        if given < 4 || self.story.word(given - 1) != "," || self.story.word(end) != "," || !speaks {
            return false;
        }
        let sentence = tokens[given].sentence;
        let from = given.saturating_sub(WHO).max(1);
        let who =
            (from..given - 1).find(|&at| tokens[at].sentence == sentence && self.story.word(at) == "who");
        who.is_some_and(|at| {
            let noun = &tokens[at - 1];
            let word = self.story.text(noun.span);
            let agent = ["er", "or", "ist", "man", "ian"].iter().any(|ending| word.ends_with(ending));
            noun.shape == Shape::Lower && !noun.is(Class::Body) && (agent || noun.is(Class::Role))
        })
    }

    /// `Desmond Achebe, 44,`, `Lin Qiaohui, head of policy`, `Harriet Law KC`; `His deputy, Nana
    /// Mensimah, was`, `its transport lead, Imran Sheikh, said`.
    fn is_described(&self, given: usize, end: usize) -> bool {
        let tokens = &self.story.tokens;
        let Some(behind) = tokens.get(end) else { return false };
        let comma = self.story.word(end) == ",";
        let Some(next) = tokens.get(end + 1).filter(|_| comma) else { return is_honour(behind) };
        let closed = matches!(self.story.word(end + 2), "," | "." | ";");
        let aged = next.kind == TokenKind::Number && next.span.len() == 2 && closed;
        let head = next.is(Class::Role)
            && !next.is(Class::Body)
            && matches!(self.story.word(end + 2), "of" | "at" | "for");
        if aged || head {
            return true;
        }
        let speaks = next.is(Class::Cue) && !next.is_capital();
        let behind_noun = given >= 3
            && self.story.word(given - 1) == ","
            && !tokens[given - 2].is(Class::Body)
            && !is_body_noun(tokens[given - 2].hash);
        let own =
            |at: &usize| tokens[*at].is(Class::Possessive) || matches!(self.story.word(*at), "'s" | "’s");
        let owner = || {
            let word = |at: &usize| tokens[*at].is_word() || own(at);
            (given.saturating_sub(6)..given - 1).rev().take_while(word).find(own)
        };
        // `The forester, Pal Ekeberg, said`
        let noun = &tokens[given.saturating_sub(2)];
        let things = [Class::Document, Class::Outlet, Class::CueNoun];
        let agent = noun.shape == Shape::Lower
            && ["er", "or", "ist", "man", "woman", "ian"]
                .iter()
                .any(|end| self.story.text(noun.span).ends_with(end))
            && !noun.classes.any(&things);
        if behind_noun && speaks && agent && matches!(self.story.word(given - 3), "the" | "The") {
            return true;
        }
        behind_noun
            && owner().is_some_and(|at| {
                speaks
                    || matches!(self.story.word(at), "His" | "Her" | "his" | "her")
                        && next.is(Class::Auxiliary)
            })
    }
}

/// `secretary-general`: an office whose last word follows a hyphen.
fn is_general(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(_, last)| matches!(last, "general" | "chief" | "president" | "chair"))
}

/// `pathologist`, `politician`: a word whose ending tells that it is for a person.
fn is_calling(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && ["ologist", "ician", "ographer", "woman", "sman"].iter().any(|ending| word.ends_with(ending))
}
