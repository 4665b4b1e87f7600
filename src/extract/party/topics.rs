//! What bodies see to, as their names tell it: where `and` stands within a name.

use super::run::Reader;
use crate::lexicon::{Class, HashKeyed};
use crate::segment::{Shape, Token};
use crate::text::hash_bytes;
use std::sync::LazyLock;

/// How many tokens behind a comma the `and` of a list stands at most: `Environment, Food and …`.
const LIST: usize = 5;

/// How many words of a name are looked at: `Food, Drink and Tobacco Workers' Union`.
const NAME: usize = 8;

static TOPICS: LazyLock<HashKeyed<()>> = LazyLock::new(|| {
    let table = include_str!("../../../data/body-topics.csv");
    let rows = table.lines().skip(1).filter_map(|row| row.split(',').next());
    rows.map(|word| (hash_bytes(word.as_bytes()), ())).collect()
});

/// Whether the `and` or comma at a token stands within the name of a body that began at `start`:
/// `Centers for Disease Control and Prevention`, `Health and Safety Executive`.
pub(super) fn joins(reader: &Reader<'_, '_>, start: usize, at: usize) -> bool {
    if at == start || !reader.capital(at + 1) {
        return false;
    }
    let topics = || is_topic(reader, at - 1) && is_topic(reader, at + 1);
    let connected = || is_connected(reader, start, at);
    let listed = || (at + 2..at + LIST).any(|i| reader.story.word(i) == "and" && is_topic(reader, i + 1));
    match reader.story.word(at) {
        "," => topics() && connected() && listed(),
        "and" => {
            let connected = connected();
            connected && is_study(reader, at) || topics() && (connected || is_headed_behind(reader, at + 1))
        }
        _ => false,
    }
}

/// Whether an `of` or `for` stands between two tokens of a name.
pub(super) fn is_connected(reader: &Reader<'_, '_>, start: usize, at: usize) -> bool {
    (start..at).rev().take(NAME).any(|i| matches!(reader.story.word(i), "of" | "for" | "on"))
}

/// `Institute for Gulf and Strait Studies`: what is joined goes on to what a body sees to.
fn is_study(reader: &Reader<'_, '_>, and: usize) -> bool {
    let last = (and + 1..reader.end).take(NAME).take_while(|&i| reader.capital(i)).last();
    let named = |at: usize| {
        let token = reader.token(at);
        let other = [Class::Place, Class::Outlet, Class::Body, Class::Given, Class::Title, Class::Role];
        !reader.capital(at)
            || token.shape == Shape::Upper
            || token.classes.any(&other)
            || reader.given(at)
            || reader.lexicon.names().is_surname(token.hash)
    };
    last.is_some_and(|last| last > and + 1 && is_topic(reader, last)) && !named(and - 1) && !named(and + 1)
}

/// Whether a word is one of the table.
pub(super) fn is_listed(token: &Token) -> bool {
    TOPICS.contains_key(&token.hash)
}

/// Whether the name goes on to a noun for a body: `Safety Executive`.
fn is_headed_behind(reader: &Reader<'_, '_>, at: usize) -> bool {
    let names = (at..reader.end).take(NAME).take_while(|&i| reader.capital(i));
    names.skip(1).any(|i| reader.is_body(i) || is_body_too(reader.story.word(i)))
}

/// Last words of the names of bodies that are no nouns for them.
pub(super) fn is_body_too(word: &str) -> bool {
    matches!(word, "Enforcement" | "Executive")
}

/// `Health`, `Translators`: what a body may see to, or those who make it up.
fn is_topic(reader: &Reader<'_, '_>, at: usize) -> bool {
    if !reader.capital(at) || reader.token(at).shape == Shape::Upper {
        return false;
    }
    let token = reader.token(at);
    is_listed(token) || is_crowd(reader, at)
}

/// `Authors`, `Engineers`: those of one calling.
fn is_crowd(reader: &Reader<'_, '_>, at: usize) -> bool {
    let word = reader.story.word(at);
    let ends = ["ers", "ors", "ists", "ians", "ants", "ees"].iter().any(|ending| word.ends_with(ending));
    let other = [Class::Place, Class::Outlet, Class::Body, Class::Given];
    let token = reader.token(at);
    ends && word.len() > 5
        && !token.classes.any(&other)
        && !reader.given(at)
        && !reader.lexicon.names().is_surname(token.hash)
}
