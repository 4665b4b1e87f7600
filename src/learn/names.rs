//! From labelled pairs of names to the weights of their score.
//!
//! A ridge-regularised logistic regression over the terms of [`crate::extract::names`], by Newton's
//! method. Held-out figures come from five folds, which are made of the connected components of the
//! names: no name of a pair that is judged was seen with any other in learning.

mod fit;
mod held_out;
mod read;

pub use held_out::{HeldOut, NamesReport, Rates};
pub use read::{LabelledPair, Wanted, read_pairs};

use crate::extract::names::{
    self, Counting, Counts, From, TERMS, Verdict, Weights, count, fold_name, settled,
};
use crate::lexicon::Lexicon;
use crate::par;
use fit::Example;

/// How much weights are drawn to nothing: half of this times their squares is added to the loss.
///
/// Source: best of .02 to 4 out of fold on the labelled pairs; nothing below 1 makes a difference.
const RIDGE: f64 = 0.1;

/// In how many parts pairs are held out, one after the other.
const FOLDS: usize = 5;

/// What was learned of names.
#[derive(Debug, Clone)]
pub struct TrainedNames {
    /// Learned from all pairs.
    pub weights: Weights,
    /// Every pair by weights learned without its fold, in the order of the pairs.
    pub held_out: Vec<HeldOut>,
}

/// A pair as the score sees it.
struct Seen {
    alone: Counts,
    in_story: Counts,
    /// The verdict where it takes no score.
    settled: Option<Verdict>,
    wanted: Wanted,
}

/// Learns the weights of the score. Nicknames and other tables are left aside, but for how names are
/// spelled in general; the same pairs give the same weights.
///
/// Pairs that are told apart without a score, or are [`Wanted::LeftOut`], teach nothing; without any
/// others all weights are zero.
///
/// ```
/// use sayso::learn::{read_pairs, train_names};
/// let table = "a,b,flag\nElla Lindberg,Ella Lindburg,1\nElla Lindberg,Ella Novak,0\n";
/// let pairs = read_pairs("pairs.csv", table.as_bytes())?;
/// let trained = train_names(&pairs);
/// assert_eq!(trained.held_out.len(), 2);
/// # Ok::<(), sayso::learn::Unusable>(())
/// ```
pub fn train_names(pairs: &[LabelledPair]) -> TrainedNames {
    let seen = par::map(pairs, see);
    let folds = held_out::folds(pairs, FOLDS);
    let all: Vec<usize> = (0..FOLDS).collect();
    let without: Vec<Weights> = par::map(&all, |&fold| {
        let kept: Vec<&Seen> =
            seen.iter().zip(&folds).filter(|(_, own)| **own != fold).map(|(pair, _)| pair).collect();
        learn(&kept)
    });
    let held_out = pairs.iter().zip(&seen).zip(&folds);
    TrainedNames {
        weights: learn(&seen.iter().collect::<Vec<_>>()),
        held_out: held_out.map(|((pair, seen), &fold)| judge(pair, seen, &without[fold])).collect(),
    }
}

impl TrainedNames {
    /// How the held-out pairs were judged.
    pub fn report(&self, pairs: &[LabelledPair]) -> NamesReport {
        NamesReport::of(pairs, &self.held_out)
    }
}

fn see(pair: &LabelledPair) -> Seen {
    let names = Lexicon::builtin().names();
    let (a, b) = (fold_name(&pair.a, names), fold_name(&pair.b, names));
    let alone = count(&a, &b, Counting::Alone, None);
    Seen {
        alone: *alone.counts(),
        in_story: *count(&a, &b, Counting::InStory, None).counts(),
        settled: settled((&pair.a, &pair.b), (&a, &b), &alone),
        wanted: pair.wanted,
    }
}

fn judge(pair: &LabelledPair, seen: &Seen, weights: &Weights) -> HeldOut {
    let comparison = names::by_counts(seen.settled, &seen.alone, weights);
    let in_story = if seen.settled.is_some() { comparison.score } else { weights.in_story(&seen.in_story) };
    let account = names::account_by((&pair.a, &pair.b), Lexicon::builtin().names(), (weights, None));
    HeldOut { comparison, in_story, why: account.why() }
}

/// The weights that fit these pairs best: once with all terms, once without those that have no weight
/// inside a story.
fn learn(pairs: &[&Seen]) -> Weights {
    let teaching: Vec<&Seen> = pairs
        .iter()
        .copied()
        .filter(|pair| pair.settled.is_none() && pair.wanted != Wanted::LeftOut)
        .collect();
    let fitted = |counts: fn(&Seen) -> &Counts, uses: fn(From) -> bool| {
        let examples: Vec<Example> = teaching
            .iter()
            .map(|pair| Example::new(counts(pair), pair.wanted == Wanted::Variant, uses))
            .collect();
        thousandths(&fit::fit(&examples, RIDGE))
    };
    let alone = fitted(|pair| &pair.alone, |from| matches!(from, From::Pairs | From::Sample));
    let in_story = fitted(|pair| &pair.in_story, |from| from == From::Pairs);
    Weights::fitted(&alone, &in_story)
}

fn thousandths(weights: &[f64; TERMS]) -> [i32; TERMS] {
    weights.map(|weight| libm::round(weight.clamp(-100.0, 100.0) * 1_000.0) as i32)
}
