#![doc = include_str!("role_conflict.md")]

use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity, Tenure};
use crate::extract::{Confidence, Facts, Mention, MentionKind, Party, PartyKind, Role, RoleStatus};
use crate::lexicon::{Lexicon, Office};
use crate::text::{Place, Span, StoryId, fold};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "role-conflict", highest: Severity::Warning, page: include_str!("role_conflict.md") },
    check,
};

/// How sure it is that two offices of one person conflict.
///
/// Source: a judgement; on 840 stories all 32 findings were planted ones, and none fell on the clean ones.
const CONFIDENCE: Confidence = Confidence::percent(80);

/// How sure it is where the office before was a former one.
///
/// Source: a judgement; of 275 planted offices 10 were found by it, and it stays silent on 980 clean stories.
const SINCE: Confidence = Confidence::percent(75);

/// Offices that careers lead through: who had one may hold the next, and keeps its title in copy on the past.
const STEPS: [&str; 17] = [
    "representative", "senator", "governor", "mayor", "house speaker", "house leader", "senate leader",
    "majority leader", "minority leader", "deputy prime minister", "first minister", "vice president",
    "president", "prime minister", "king", "queen", "pope",
];

/// How sure it is where the desk's list gives another office; the list may be behind the news.
const LISTED: Confidence = Confidence::percent(85);

/// An office at its place.
#[derive(Clone, Copy)]
struct Held<'a> {
    office: &'a Office,
    role: &'a Role,
    mention: &'a Mention,
}

fn check(ctx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (story, facts) in ctx.stories() {
        for party in facts.parties.iter().filter(|party| party.kind == PartyKind::Person && party.roles.len() > 1) {
            findings.extend(conflict(ctx, (story, facts), party));
        }
        for party in facts.parties.iter().filter(|_| !ctx.authority.entries().is_empty()) {
            findings.extend(against_list(ctx, (story, facts), party));
        }
    }
}

/// An office that the desk's list gives to the person at another time only, or that goes with none which the
/// list gives at the story's date.
fn against_list(ctx: &Context<'_>, (story, facts): (StoryId, &Facts), party: &Party) -> Option<Finding> {
    let (date, _) = facts.head.date?;
    let entry = ctx.authority.styled(&format!("{} {}", party.given.as_ref()?, party.surname.as_ref()?))?;
    let listed: Vec<(&Tenure, &Office)> = entry
        .offices
        .iter()
        .filter_map(|tenure| Some((tenure, Lexicon::builtin().offices.of(&tenure.role)?)))
        .collect();
    let held = party.roles.iter().filter_map(|role| held(ctx, (story, facts), role));
    let held = held.filter(|held| !held.mention.quoted);
    let wrong = |held: &Held<'_>| {
        let mut same = listed.iter().filter(|(_, office)| office.name == held.office.name).peekable();
        if same.peek().is_some() {
            return !same.any(|(tenure, _)| tenure.covers(date));
        }
        listed.iter().any(|(tenure, office)| tenure.covers(date) && office.excludes(held.office))
    };
    let held = held.into_iter().find(wrong)?;
    let shown = ctx.show(story, held.role.span);
    let now = listed.iter().filter(|(tenure, _)| tenure.covers(date)).map(|(tenure, _)| tenure.role.as_str());
    let now: Vec<&str> = now.collect();
    let now = if now.is_empty() { "no such office".to_owned() } else { format!("`{}`", now.join("`, `")) };
    let message = format!("`{shown}` does not fit: the list of names gives `{}` {now} on {date}", entry.name);
    let finding =
        Finding::new(&RULE.meta, Severity::Warning, LISTED, Place { story, span: held.role.span })
            .says(message, "Use the right office, say `former`, or mend the list.")
            .compared_with(now.as_str())
            .resting_on(Evidence {
                because: vec!["the desk's own list says who holds which office when".to_owned()],
                values: vec![now.clone(), shown],
                edits: Vec::new(),
            });
    Some(finding)
}

/// The first office that the one before it excludes; one finding a person.
fn conflict(ctx: &Context<'_>, (story, facts): (StoryId, &Facts), party: &Party) -> Option<Finding> {
    if !may_conflict(party) {
        return None;
    }
    let held: Vec<Held<'_>> = party.roles.iter().filter_map(|role| held(ctx, (story, facts), role)).collect();
    let full = |held: &&Held<'_>| held.mention.kind == MentionKind::FullName;
    let own = |held: &&Held<'_>| !held.mention.quoted;
    let past = || party.roles.iter().find_map(|role| past(&facts.mentions, role));
    let known = held.iter().find(full).copied().or_else(past).or_else(|| held.iter().find(own).copied())?;
    let former = known.role.status == RoleStatus::Former;
    let step = |held: &Held<'_>| STEPS.contains(&held.office.name.as_str());
    let excluded = |held: &&Held<'_>| held.office.excludes(known.office) && !(former && (step(&known) || step(held)));
    let deviant = held.iter().filter(own).find(excluded)?;
    if shares_surname(facts, party) && !(full(&&known) && full(&deviant)) {
        return None; // whose office it is, nobody can tell
    }
    let (was, is) = (ctx.show(story, known.role.span), ctx.show(story, deviant.role.span));
    let message = format!("`{}` is `{is}` here and `{was}` elsewhere in this story", party.name);
    let sure = if former { SINCE } else { CONFIDENCE };
    let finding = Finding::new(&RULE.meta, Severity::Warning, sure, Place { story, span: deviant.role.span })
        .says(message, "Use the right office, or say that it is a former or coming one, or another person.")
        .held_against(Place { story, span: known.role.span }, format!("`{was}` here"))
        .compared_with(was.as_str())
        .resting_on(Evidence {
            because: vec![format!("one person is not {} and {} at one time", known.office.name, deviant.office.name)],
            values: vec![was.clone(), is],
            edits: Vec::new(),
        });
    Some(finding)
}

/// Whether two of a person's offices exclude each other: nearly everybody goes by one.
fn may_conflict(party: &Party) -> bool {
    let new = |(i, role): &(usize, &Role)| party.roles[..*i].iter().all(|other| other.text != role.text);
    let offices = party.roles.iter().enumerate().filter(new);
    let offices: Vec<&Office> =
        offices.filter_map(|(_, role)| Lexicon::builtin().offices.of(&role.text)).collect();
    offices.iter().any(|a| offices.iter().any(|b| a.excludes(b)))
}

/// An office that the copy gives as a former one with the full name: whoever holds another one now would
/// be introduced by that.
fn past<'a>(mentions: &'a [Mention], role: &'a Role) -> Option<Held<'a>> {
    let office = Lexicon::builtin().offices.of(&role.text)?;
    let mention = mention_at(mentions, role.span)?;
    let introduces = role.status == RoleStatus::Former && mention.kind == MentionKind::FullName;
    (introduces && !mention.quoted && !mention.headline).then_some(Held { office, role, mention })
}

/// An office that is held now, in running text.
fn held<'a>(ctx: &Context<'_>, (story, facts): (StoryId, &'a Facts), role: &'a Role) -> Option<Held<'a>> {
    let office = Lexicon::builtin().offices.of(&role.text)?;
    let mention = mention_at(&facts.mentions, role.span)?;
    let held = role.status == RoleStatus::Serving && !mention.headline;
    (held && !tells_of_change(ctx, story, role.span)).then_some(Held { office, role, mention })
}

/// The mention that a role stands at: the last that begins before its end.
fn mention_at(mentions: &[Mention], role: Span) -> Option<&Mention> {
    let after = mentions.partition_point(|mention| mention.span.start < role.end);
    mentions[..after].iter().rev().take(NESTED).find(|mention| {
        matches!(mention.kind, MentionKind::FullName | MentionKind::Surname)
    })
}

/// So many mentions may stand one in another, or between a name and the office behind it.
const NESTED: usize = 4;

/// Whether the line tells of another time: `elected`, `in 2008`.
fn tells_of_change(ctx: &Context<'_>, story: StoryId, role: Span) -> bool {
    const WORDS: [&str; 11] = [
        "became", "become", "elected", "appointed", "nominated", "succeed", "succeeded", "successor", "replaced",
        "resigned", "sworn",
    ];
    const BESIDE: [&str; 4] = ["then", "formerly", "previously", "once"];
    let text = ctx.texts.text(story);
    let (start, end) = (role.start as usize, role.end as usize);
    let near = text.floor_char_boundary(start.saturating_sub(WINDOW))..text.ceil_char_boundary(end + WINDOW);
    let before = text.get(near.start..start).unwrap_or_default();
    let after = text.get(end..near.end).unwrap_or_default();
    let ends = |c: char| matches!(c, '\n' | '?' | '!' | ';');
    let before = before.rsplit(ends).next().unwrap_or_default();
    let after = after.split(ends).next().unwrap_or_default();
    let before = before.rsplit(". ").next().unwrap_or_default();
    let after = after.split(". ").next().unwrap_or_default();
    let tells = |(at, word): (usize, &str)| {
        let word = fold(bare(word));
        WORDS.contains(&word.as_str()) || at < ADVERB && BESIDE.contains(&word.as_str())
    };
    let mut before = before.split_whitespace().rev().take(REACH).enumerate();
    let mut after = after.split_whitespace().take(REACH).enumerate();
    before.any(|(at, word)| tells((at, word)) || is_year(bare(word))) || after.any(tells)
}

/// How many bytes before and behind an office are looked at; more than [`REACH`] words take.
const WINDOW: usize = 300;

/// How many words before and behind an office are asked.
const REACH: usize = 10;

/// So many words before and behind an office is an adverb of it: `the then governor`, `Novak, formerly`.
const ADVERB: usize = 3;

/// A word without marks at its ends.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether another person of the story bears the surname.
fn shares_surname(facts: &Facts, party: &Party) -> bool {
    let same = |other: &&Party| {
        other.kind == PartyKind::Person && other.surname.is_some() && other.surname == party.surname
    };
    facts.parties.iter().filter(same).count() > 1
}
