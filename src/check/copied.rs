//! Whether two stories carry one text: one is the other's copy, or both are an agency's.

use super::Context;
use crate::text::{Place, fold, hash_bytes};

/// How far around a place a story is read. Unit: bytes to each side, some ten paragraphs.
const REACH: usize = 2000;

/// A sentence of fewer words may stand in two stories by chance.
const WORDS: usize = 6;

/// How many sentences two stories must share. Source: one may be a stock sentence ("did not
/// immediately respond to a request for comment"), two side by side are a copy.
const SENTENCES: usize = 2;

/// Whether the stories carry one text around these places: they share whole sentences there, those
/// with quotation marks aside, for two reporters at one occasion note the same words.
///
/// Then who changed a word or a name has changed it in copying, and outlets count as one source.
pub(super) fn is_one_text(context: &Context<'_>, a: Place, b: Place) -> bool {
    if a.story == b.story {
        return false;
    }
    let (own, other) = (narration(context, a), narration(context, b));
    own.iter().filter(|hash| other.binary_search(hash).is_ok()).count() >= SENTENCES
}

/// The sentences around a place that quote nothing, as hashes, sorted, each once.
fn narration(context: &Context<'_>, at: Place) -> Vec<u64> {
    let text = context.texts.text(at.story);
    let from = text.floor_char_boundary((at.span.start as usize).saturating_sub(REACH));
    let to = text.ceil_char_boundary((at.span.end as usize).saturating_add(REACH).min(text.len()));
    let folded = fold(text.get(from..to).unwrap_or(""));
    let plain = |sentence: &&str| !sentence.contains('"') && sentence.split(' ').nth(WORDS - 1).is_some();
    let mut hashes: Vec<u64> = sentences(&folded).filter(plain).map(|s| hash_bytes(s.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Folded text cut behind each end mark.
fn sentences(folded: &str) -> impl Iterator<Item = &str> {
    let mut after_end = false;
    folded
        .split_inclusive(move |c: char| {
            let cut = after_end && c == ' ';
            after_end = matches!(c, '.' | '?' | '!' | '"');
            cut
        })
        .map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_behind_their_marks() {
        let found: Vec<&str> = sentences("it rained. \"it poured,\" he said. 3.5 mm fell").collect();
        assert_eq!(found, ["it rained.", "\"it poured,\"", "he said.", "3.5 mm fell"]);
    }
}
