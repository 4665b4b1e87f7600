//! The offices that the copy gives a person: before the name, or behind it between commas.

use super::gather::joined;
use super::parts::Parts;
use super::{Mention, MentionKind, Role, RoleStatus};
use crate::lexicon::Class;
use crate::segment::{Shape, Story, TokenKind};
use crate::text::hash_bytes;

/// The roles at one mention: before the name, then behind it.
pub(super) fn of(story: &Story<'_>, mention: &Mention, parts: &Parts) -> impl Iterator<Item = Role> + use<> {
    let full = mention.kind == MentionKind::FullName;
    let named = !mention.headline && (full || mention.kind == MentionKind::Surname);
    let before = if named { role(story, with_body(story, parts.before), parts.first) } else { None };
    let behind = if named && full { behind(story, parts.end()) } else { None };
    let behind = behind.and_then(|(from, to)| role(story, from, to));
    before.into_iter().chain(behind)
}

/// As what a full name is introduced: the hash of `plumber` in `Ted Harlan, a plumber`.
///
/// Whoever is introduced twice with `a` is two people: the second time would be `the plumber`.
pub(super) fn introduction(story: &Story<'_>, mention: &Mention, parts: &Parts) -> Option<u64> {
    let article = matches!(story.word(parts.end() + 1), "a" | "an");
    if mention.headline || !article {
        return None;
    }
    let (_, end) = behind(story, parts.end())?;
    story.tokens.get(end.checked_sub(1)?).map(|token| token.hash)
}

/// `FBI Director`: the short name of the body before an office is part of it.
fn with_body(story: &Story<'_>, before: usize) -> usize {
    let body = before.checked_sub(1).filter(|&at| {
        let (token, office) = (&story.tokens[at], &story.tokens[before]);
        token.shape == Shape::Upper && token.span.len() > 1 && token.sentence == office.sentence
    });
    let office = story.tokens.get(before).is_some_and(|t| t.is_capital() && t.is(Class::Role));
    body.filter(|_| office).unwrap_or(before)
}

/// Addresses that are no office.
const ADDRESSES: [u64; 10] = [
    hash_bytes(b"mr"),
    hash_bytes(b"mrs"),
    hash_bytes(b"ms"),
    hash_bytes(b"miss"),
    hash_bytes(b"sir"),
    hash_bytes(b"dame"),
    hash_bytes(b"lady"),
    hash_bytes(b"lord"),
    hash_bytes(b"dr"),
    hash_bytes(b"rev"),
];

fn role(story: &Story<'_>, from: usize, to: usize) -> Option<Role> {
    let words = || story.tokens.get(from..to).into_iter().flatten().filter(|t| t.is_word());
    if words().next().is_none() || words().all(|t| ADDRESSES.contains(&t.hash)) {
        return None;
    }
    let span = story.span_of(from..to);
    Some(Role { span, text: joined(story, span), status: status(words().map(|t| t.hash)) })
}

fn status(mut words: impl Iterator<Item = u64> + Clone) -> RoleStatus {
    const FORMER: [u64; 9] = [
        hash_bytes(b"former"),
        hash_bytes(b"ex"),
        hash_bytes(b"then"),
        hash_bytes(b"late"),
        hash_bytes(b"onetime"),
        hash_bytes(b"one-time"),
        hash_bytes(b"retired"),
        hash_bytes(b"ousted"),
        hash_bytes(b"erstwhile"),
    ];
    const ACTING: [u64; 4] =
        [hash_bytes(b"acting"), hash_bytes(b"interim"), hash_bytes(b"caretaker"), hash_bytes(b"deputy")];
    const COMING: [u64; 4] = [
        hash_bytes(b"incoming"),
        hash_bytes(b"designate"),
        hash_bytes(b"elect"),
        hash_bytes(b"president-elect"),
    ];
    // At the end only: `presidential candidate Sen.` is a senator.
    const RUNNING: [u64; 2] = [hash_bytes(b"nominee"), hash_bytes(b"candidate")];
    let runs = words.clone().last().is_some_and(|last| RUNNING.contains(&last));
    let running = runs.then_some(RoleStatus::Coming);
    words
        .find_map(|word| match word {
            w if FORMER.contains(&w) => Some(RoleStatus::Former),
            w if ACTING.contains(&w) => Some(RoleStatus::Acting),
            w if COMING.contains(&w) => Some(RoleStatus::Coming),
            _ => None,
        })
        .or(running)
        .unwrap_or(RoleStatus::Serving)
}

/// How many tokens behind a name are looked at for an office.
const REACH: usize = 12;

/// `Anwar Hossain, the former foreign minister of Freedonia, …`: the tokens of the office.
fn behind(story: &Story<'_>, comma: usize) -> Option<(usize, usize)> {
    if story.word(comma) != "," {
        return None;
    }
    let sentence = story.tokens.get(comma)?.sentence;
    let mut start = comma + 1;
    if story.tokens.get(start)?.is(Class::Determiner) {
        start += 1;
    }
    let mut last = None;
    for at in start..(start + REACH).min(story.tokens.len()) {
        let token = &story.tokens[at];
        let stops = token.classes.any(&[
            Class::Relative,
            Class::Auxiliary,
            Class::Modal,
            Class::Pronoun,
            Class::Preposition,
            Class::Conjunction,
        ]);
        let possessive = story.word(at).starts_with(['\'', '’']);
        if token.sentence != sentence || !possessive && (token.kind != TokenKind::Word || stops) {
            break;
        }
        if token.is(Class::Cue) && !token.classes.any(&[Class::Role, Class::Title]) {
            return None;
        }
        if token.classes.any(&[Class::Role, Class::Title]) && !token.is_capital() || token.is(Class::Title) {
            last = Some(at + 1);
        }
    }
    let end = last?;
    // A capital right behind is another person's name: "Jared Kushner, Sen. Anwar Hossain".
    let next = if story.word(end) == "." { end + 1 } else { end };
    let named =
        story.tokens.get(next).is_some_and(|t| t.is_word() && t.is_capital() && t.sentence == sentence);
    (!named).then_some((start, end))
}

/// The last word of a role: `minister`.
pub(super) fn head(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::party;
    use crate::ingest::Document;
    use crate::lexicon::Lexicon;
    use crate::segment;

    fn check(story: &str, expected: &[(&str, RoleStatus)]) {
        let document = Document::plain("t", story);
        let story = segment::read(&document, Lexicon::builtin());
        let mentions = party::mentions(&story, Lexicon::builtin());
        let parts = party::parts::of(&story, &mentions);
        let named = mentions.iter().zip(&parts).filter_map(|(m, p)| Some((m, p.as_ref()?)));
        let found: Vec<_> = named.flat_map(|(m, p)| of(&story, m, p)).collect();
        let shown: Vec<_> = found.iter().map(|r| (r.text.as_str(), r.status)).collect();
        assert_eq!(shown, expected);
        assert!(found.iter().all(|r| joined(&story, r.span) == r.text));
    }

    #[test]
    fn offices_stand_before_the_name() {
        check("Acting Mayor Anwar Hossain left.", &[("Acting Mayor", RoleStatus::Acting)]);
        check("Mrs. Hossain left.", &[]);
    }

    #[test]
    fn offices_stand_behind_the_name() {
        check(
            "Anwar Hossain, a former foreign minister, left.",
            &[("former foreign minister", RoleStatus::Former)],
        );
        check("Anwar Hossain, who left, said so.", &[]);
    }
}
