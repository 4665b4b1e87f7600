//! Two statements, judged by their figures and by what their sentences say.

use super::contrast::{ContrastKind, Found, Sketch, Told, contrast};
use crate::extract::{Facts, Proposition, Propositions};
use crate::lexicon::Antonyms;
use crate::resolve::figures::{self, Opposition, Stance};

/// How many sentences of a statement are compared; a longer one is no statement.
const SENTENCES: usize = 12;

/// Judges two statements, each read as a story of its own: first by their figures, then sentence by
/// sentence by their words.
///
/// What is neither said of the same thing nor of the same time is neutral.
pub fn oppose(a: &Facts, b: &Facts) -> Opposition {
    let by_figures = figures::oppose(a, b);
    match by_figures.stance {
        Stance::Contradiction => by_figures,
        Stance::Consistent | Stance::Neutral => {
            by_words(&a.propositions, &b.propositions).unwrap_or(by_figures)
        }
    }
}

/// A contradiction, where two sentences say the same of one thing but for one point.
fn by_words(a: &Propositions, b: &Propositions) -> Option<Opposition> {
    let antonyms = Antonyms::builtin();
    let sketched = |of: &Propositions| -> Vec<Sketch> {
        of.list.iter().take(SENTENCES).map(|own| Sketch::of(of.terms(own), antonyms)).collect()
    };
    let (ours, theirs) = (sketched(a), sketched(b));
    let pairs = ours.iter().zip(&a.list).flat_map(|x| theirs.iter().zip(&b.list).map(move |y| (x, y)));
    let found =
        pairs.filter_map(|((ours, x), (theirs, y))| contrast(told(a, x, ours), told(b, y, theirs), antonyms));
    let opposed = found.filter(|found| match found.kind {
        ContrastKind::Negation | ContrastKind::Antonym => true,
        ContrastKind::Modality | ContrastKind::Hope => false,
    });
    opposed.max_by_key(|found| found.cover).map(|found| verdict(&found))
}

fn told<'a>(of: &'a Propositions, own: &Proposition, sketch: &'a Sketch) -> Told<'a> {
    Told { attitude: own.attitude, terms: of.terms(own), sketch }
}

fn verdict(found: &Found) -> Opposition {
    let differs = match found.kind {
        ContrastKind::Negation => "one denies what the other says",
        ContrastKind::Antonym => "one says the opposite of the other by another word",
        ContrastKind::Modality | ContrastKind::Hope => "one is put more firmly",
    };
    let because = vec![
        differs.to_owned(),
        format!("{} words that carry meaning are the same, {} percent by weight", found.shared, found.cover),
    ];
    let score = i32::try_from(found.cover.saturating_mul(10)).unwrap_or(1_000);
    Opposition { stance: Stance::Contradiction, score, because }
}
