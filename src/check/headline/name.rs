//! Names of a headline that the story writes otherwise.

use crate::check::{Context, Evidence, Finding, Meta, Severity};
use crate::extract::names::{Verdict, compare};
use crate::extract::{Confidence, Facts, Mention, MentionKind};
use crate::lexicon::{Lexicon, Names};
use crate::text::{Place, Span, StoryId, hash_folded};

/// How sure it is that a headline's spelling of a name is a slip. Source: a judgement.
const SPELLED: Confidence = Confidence::percent(80);

/// How sure it is that another first name is a slip. Source: a judgement.
const GIVEN: Confidence = Confidence::percent(72);

/// How unlike a variant two names may score out of context, where the given name is the same and the
/// surname is no other word. Unit: log-odds in thousandths.
///
/// Source: single letters left out of or put into `Clinton` score -341 to -1,415.
const NEAR: i32 = -2_000;

/// Full names of a story that are asked for each word of its headline; more only lists have.
const MOST: usize = 400;

/// Given names that headlines mean as words.
const WORDS: [&str; 40] = [
    "angel",
    "april",
    "art",
    "august",
    "bill",
    "can",
    "chance",
    "chase",
    "christian",
    "dawn",
    "dean",
    "drew",
    "duke",
    "earl",
    "faith",
    "frank",
    "grace",
    "grant",
    "guy",
    "hope",
    "jack",
    "joy",
    "june",
    "king",
    "major",
    "mark",
    "max",
    "may",
    "pat",
    "pope",
    "prince",
    "rich",
    "rob",
    "rock",
    "rose",
    "sue",
    "summer",
    "will",
    "win",
    "young",
];

/// A word of the headline.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    span: Span,
}

/// A full name of the story: given name, surname, all of it.
struct Full<'a> {
    given: &'a str,
    surname: &'a str,
    whole: String,
    mention: &'a Mention,
}

/// The findings on names of a headline that the story writes otherwise.
pub(in crate::check) fn names(
    ctx: &Context<'_>,
    rule: &Meta,
    (story, facts): (StoryId, &Facts),
    headline: Span,
) -> Vec<Finding> {
    let words: Vec<Word<'_>> = words(ctx.slice(story, headline), headline.start).collect();
    let names = full_names(ctx, (story, facts));
    let body = ctx.texts.text(story).get(headline.end as usize..).unwrap_or_default();
    let pairs = words.windows(2).filter_map(|pair| <[Word<'_>; 2]>::try_from(pair).ok());
    pairs
        .filter(|[given, surname]| {
            let beside = given.span.end + 1 == surname.span.start;
            beside && is_capital(given.text) && is_capital(surname.text)
        })
        .filter_map(|pair| {
            let other = other_given(&names, pair, body).or_else(|| other_surname(&names, pair, body))?;
            (!is_variant(facts, other.0.span)).then(|| finding(rule, story, pair, other))
        })
        .collect()
}

/// The words of a text with their places, without marks and `’s`.
fn words(text: &str, start: u32) -> impl Iterator<Item = Word<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    text.split(move |c: char| !is_word(c)).filter_map(move |word| {
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        let cut = ["'s", "’s", "'", "’"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        let span = Span::at(start as usize + from, start as usize + from + cut.len());
        (!cut.is_empty()).then_some(Word { text: cut, span })
    })
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2
}

/// The persons named in full in the story's own text.
fn full_names<'a>(ctx: &Context<'a>, (story, facts): (StoryId, &'a Facts)) -> Vec<Full<'a>> {
    let full = |mention: &&Mention| {
        mention.kind == MentionKind::FullName && mention.party.is_some() && !mention.headline
    };
    let names = facts.mentions.iter().filter(full).take(MOST).filter_map(|mention| {
        let name = ctx.slice(story, mention.name);
        let mut parts = name.split_whitespace();
        let (given, surname) = (parts.next()?, parts.next_back()?);
        Some(Full { given, surname, whole: ctx.show(story, mention.name), mention })
    });
    names.collect()
}

type Other<'w, 'n> = (Word<'w>, &'n Full<'n>, Confidence);

/// A first name that the story has nowhere, beside the surname of the only one who bears it there.
fn other_given<'w, 'n>(
    names: &'n [Full<'n>],
    [given, surname]: [Word<'w>; 2],
    body: &str,
) -> Option<Other<'w, 'n>> {
    let mut bearers = names.iter().filter(|name| same(name.surname, surname.text));
    let name = bearers.next()?;
    let known = |name: &Full<'_>| name.whole.split(' ').any(|part| same(part, given.text));
    let alone = bearers.all(|other| other.mention.party == name.mention.party && !known(other));
    if !alone || known(name) || is_worded(given.text) || has_word(body, given.text) {
        return None;
    }
    let lexicon = Lexicon::builtin();
    let printed = format!("{} {}", given.text, surname.text);
    let sure = match compare(&printed, &name.whole, lexicon).verdict {
        Verdict::Same | Verdict::Style => return None,
        Verdict::Variant => SPELLED,
        Verdict::Different if is_given(lexicon.names(), given.text) => GIVEN,
        Verdict::Different => return None,
    };
    Some((given, name, sure))
}

/// A surname that the story has nowhere, behind a first name that it has with one spelled alike.
fn other_surname<'w, 'n>(
    names: &'n [Full<'n>],
    [given, surname]: [Word<'w>; 2],
    body: &str,
) -> Option<Other<'w, 'n>> {
    let alike = |name: &&Full<'_>| {
        let near = name.surname.len().abs_diff(surname.text.len()) <= 2;
        near && same(name.given, given.text) && !same(name.surname, surname.text)
    };
    let is_form = |name: &Full<'_>| {
        // The Trumps, Trump-like.
        let folded = surname.text.to_lowercase();
        let own = name.surname.to_lowercase();
        folded.strip_prefix(&own).is_some_and(|rest| matches!(rest, "s" | "es"))
    };
    let mut near = names.iter().filter(alike);
    let name = near.find(|name| {
        let printed = format!("{} {}", given.text, surname.text);
        let plain = format!("{} {}", name.given, name.surname);
        let comparison = compare(&printed, &plain, Lexicon::builtin());
        let near = comparison.score > NEAR && !is_known(surname.text);
        match comparison.verdict {
            Verdict::Variant => true,
            Verdict::Different => near,
            Verdict::Same | Verdict::Style => false,
        }
    })?;
    (!is_form(name) && !has_word(body, surname.text)).then_some((surname, name, SPELLED))
}

/// Whether two words are the same but for case and a possessive.
fn same(a: &str, b: &str) -> bool {
    let plain =
        |word: &str| hash_folded(["'s", "’s"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word));
    plain(a) == plain(b)
}

fn is_worded(given: &str) -> bool {
    WORDS.iter().any(|word| given.eq_ignore_ascii_case(word))
}

/// Whether a word means something else: a surname, a given name, a place, a word of the language.
fn is_known(word: &str) -> bool {
    let (lexicon, hash) = (Lexicon::builtin(), hash_folded(word));
    let names = lexicon.names();
    let named = names.is_surname(hash) || names.given(hash).is_some() || names.place(hash).is_some();
    named || !lexicon.classes_of(hash).is_empty()
}

fn is_given(names: &Names, word: &str) -> bool {
    let hash = hash_folded(word);
    names.given(hash).is_some() && names.place(hash).is_none()
}

fn has_word(text: &str, word: &str) -> bool {
    let hash = hash_folded(word);
    words(text, 0).any(|other| other.text.len() == word.len() && hash_folded(other.text) == hash)
}

/// Whether `name-variant` tells of this place already.
fn is_variant(facts: &Facts, span: Span) -> bool {
    facts.parties.iter().any(|party| {
        let mut deviants = party.variants.iter().filter_map(|v| party.spellings.get(v.deviant as usize));
        deviants.any(|spelling| spelling.places.iter().any(|place| place.overlaps(span)))
    })
}

fn finding(
    rule: &Meta,
    story: StoryId,
    [given, surname]: [Word<'_>; 2],
    (at, name, sure): Other<'_, '_>,
) -> Finding {
    let printed = format!("{} {}", given.text, surname.text);
    let because = format!("`{}` stands nowhere in the story", at.text);
    Finding::new(rule, Severity::Warning, sure, Place { story, span: at.span })
        .says(
            format!("`{printed}` in the headline is `{}` in the story", name.whole),
            format!("Use `{}` if that is who is meant, or name the other person in the story.", name.whole),
        )
        .held_against(Place { story, span: name.mention.name }, format!("`{}` here", name.whole))
        .compared_with(name.whole.as_str())
        .resting_on(Evidence {
            because: vec![because],
            values: vec![name.whole.clone(), printed],
            edits: Vec::new(),
        })
}
