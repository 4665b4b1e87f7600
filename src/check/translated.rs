//! Whether two outlets quote two translations of one utterance.

use super::{Context, wording};
use crate::lexicon::Lexicon;
use crate::resolve::{Alignment, QuotedRef, SpeakerMatch};
use crate::text::{Span, fold, hash_folded};

/// How far around a quotation the copy may speak of its translation. Unit: bytes, about the paragraph.
const NEAR: u32 = 300;

/// What tells that words were put into English.
const TRANSLATED: [&str; 6] =
    ["translated", "translation", "translations", "translator", "interpreter", "subtitles"];

/// Countries whose officials speak to reporters in English, and those where it is one tongue of many.
/// Source: house; official or working languages.
const ENGLISH: [&str; 31] = [
    "america",
    "australia",
    "botswana",
    "britain",
    "cameroon",
    "canada",
    "england",
    "fiji",
    "gambia",
    "ghana",
    "great britain",
    "guyana",
    "india",
    "ireland",
    "jamaica",
    "kenya",
    "liberia",
    "malta",
    "mauritius",
    "namibia",
    "nigeria",
    "pakistan",
    "scotland",
    "sierra leone",
    "singapore",
    "south africa",
    "uganda",
    "united kingdom",
    "united states",
    "zambia",
    "zimbabwe",
];

/// How many days may lie between stories that tell of one occasion.
const DAYS: i32 = 3;

/// Whether two outlets differ in words that they may have from two translators, of one occasion.
///
/// In one text, or in two stories of one outlet, there is one translation: there a difference is a slip.
pub(super) fn is_translated(context: &Context<'_>, alignment: &Alignment) -> Option<String> {
    let (a, b) = (alignment.a, alignment.b);
    let differs = alignment.edits.iter().any(|edit| !edit.class.is_allowed());
    let one = context.same_outlet(a.story, b.story);
    if !differs || one || alignment.speakers == SpeakerMatch::Different || !is_one_time(context, alignment) {
        return None;
    }
    let why = [a, b].into_iter().find_map(|at| told(context, at).or_else(|| foreign(context, at)))?;
    (!wording::is_copied(context, alignment)).then_some(why)
}

fn is_one_time(context: &Context<'_>, alignment: &Alignment) -> bool {
    let day = |at: QuotedRef| context.story(at.story).head.date.map(|(date, _)| date);
    match (day(alignment.a), day(alignment.b)) {
        (Some(x), Some(y)) => (y - x).get_days().abs() <= DAYS,
        (Some(_) | None, Some(_) | None) => true,
    }
}

/// That the copy beside the quotation speaks of a translation.
fn told(context: &Context<'_>, at: QuotedRef) -> Option<String> {
    let quoted = context.quoted(at).span;
    let text = context.texts.text(at.story);
    let from = text.floor_char_boundary(quoted.start.saturating_sub(NEAR) as usize) as u32;
    let to = text.ceil_char_boundary((quoted.end.saturating_add(NEAR) as usize).min(text.len())) as u32;
    let beside = [Span::new(from, quoted.start), Span::new(quoted.end, to.max(quoted.end))];
    let found = beside.into_iter().find_map(|span| {
        let words = fold(context.slice(at.story, span));
        let mut words = words.split(|c: char| !c.is_alphanumeric());
        words.find_map(|word| TRANSLATED.iter().find(|known| **known == word))
    })?;
    Some(format!("the copy beside one of them has the word `{found}`"))
}

/// That the speaker holds an office of a country where English is not spoken.
fn foreign(context: &Context<'_>, at: QuotedRef) -> Option<String> {
    let party = context.story(at.story).parties.get(context.quoted(at).speaker?.0 as usize)?;
    let role = party.roles.iter().find(|role| names_foreign_country(&role.text))?;
    Some(format!("`{}` may not have spoken English", role.text))
}

fn names_foreign_country(role: &str) -> bool {
    let names = Lexicon::builtin().names();
    let role = fold(role);
    let words: Vec<&str> =
        role.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let all = words.iter().map(|word| (*word).to_owned()).chain(pairs);
    let mut countries = all.filter_map(|name| names.country(hash_folded(&name)));
    countries.any(|country| !ENGLISH.contains(&country))
}

#[cfg(test)]
mod tests {
    use super::names_foreign_country;

    #[test]
    fn an_office_tells_the_country() {
        assert!(names_foreign_country("Iranian Foreign Minister"));
        assert!(names_foreign_country("South Korean president"));
        assert!(!names_foreign_country("British prime minister"));
        assert!(!names_foreign_country("harbour master"));
    }
}
