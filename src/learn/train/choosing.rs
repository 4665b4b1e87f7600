//! Learning to choose among candidates: odds at first sight, at second sight, and how sure they make us.
//!
//! What a story's candidates are judged by was always learned without its part.

use super::{Read, Right, School, Without, annotation};
use crate::crf::{Logistic, Trees, sigmoid};
use crate::extract::Kind;
use crate::extract::tagger::candidate::{Candidate, Reading};
use crate::extract::tagger::rescore::{Features, Rivals};
use crate::extract::tagger::second::{Look, NUMBERS};
use crate::extract::tagger::{self, Calibration, Choosing};
use crate::learn::{Annotation, score};
use crate::par;

/// Rows of the re-scorer: 2^16.
const ODDS_BITS: u8 = 16;

/// How often a story of the desk's own counts against one of another corpus.
///
/// Source: with three and with five, held-out stories of our own scored 0.6 to 1 point more than with one,
/// the other training stories 0.1 less.
const OWN: usize = 4;

/// What is kept of each story's candidates, with its log odds.
type Chosen = Vec<Vec<(Candidate, f32)>>;

impl School<'_> {
    /// Learns to choose from each of these parts, the last of which leaves nothing out, and gives what was
    /// learned from all, and the claims of every story by what was learned without it.
    pub(super) fn teach_choosing(
        &self,
        parts: &[Without],
        read: &[Read],
    ) -> (Choosing, Vec<Vec<Annotation>>) {
        let mut first = par::map(parts, |&without| self.teach_odds(without, read));
        let odds: Vec<Vec<f32>> = par::map(read, |read| {
            read.features.iter().map(|features| first[read.fold].odds(features)).collect()
        });
        let looked: Vec<(&Read, &Vec<f32>)> = read.iter().zip(&odds).collect();
        let numbers = par::map(&looked, |(read, odds)| numbers(read, odds));
        let mut second = par::map(parts, |&without| self.teach_trees(without, read, &numbers));
        let chosen: Chosen = par::map(&looked, |(read, odds)| {
            let rivals = Rivals::new(&read.seen, &read.candidates);
            let odds = look(read, &rivals, odds).odds(&second[read.fold]);
            tagger::choose(&self.lessons[read.lesson].story, &read.seen, &rivals, &odds)
        });
        let (held_out, calibration) = self.calibrate(read, &chosen);
        let first = first.pop().expect("the last part leaves nothing out");
        let second = second.pop().expect("the last part leaves nothing out");
        (Choosing { first, second, calibration }, held_out)
    }

    /// How often a story counts.
    fn weight(&self, read: &Read) -> usize {
        if self.lessons[read.lesson].annotated.own { OWN } else { 1 }
    }

    fn teach_odds(&self, without: Without, read: &[Read]) -> Logistic {
        let mut rows: Vec<(Features, bool)> = Vec::new();
        for read in read.iter().filter(|read| Some(read.fold) != without) {
            for _ in 0..self.weight(read) {
                for (features, right) in read.features.iter().zip(&read.right) {
                    rows.extend(right.verdicts().iter().map(|&verdict| (features.clone(), verdict)));
                }
            }
        }
        Logistic::learn(ODDS_BITS, &self.training.odds(), &rows)
    }

    fn teach_trees(&self, without: Without, read: &[Read], numbers: &[Vec<f32>]) -> Trees {
        let (mut all, mut right) = (Vec::new(), Vec::new());
        for (read, numbers) in read.iter().zip(numbers).filter(|(read, _)| Some(read.fold) != without) {
            for _ in 0..self.weight(read) {
                all.extend_from_slice(numbers);
                right.extend(read.right.iter().map(|&right| right != Right::No));
            }
        }
        Trees::grow(&self.training.trees(), NUMBERS, &all, &right)
    }

    /// The claims of every story, each with how sure it may be, and what that goes by.
    fn calibrate(&self, read: &[Read], chosen: &Chosen) -> (Vec<Vec<Annotation>>, Calibration) {
        let marked = |(read, chosen): (&Read, &Vec<(Candidate, f32)>)| -> Vec<Annotation> {
            chosen.iter().map(|(c, _)| annotation(&self.lessons[read.lesson].story, c)).collect()
        };
        let mut held_out: Vec<Vec<Annotation>> = read.iter().zip(chosen).map(marked).collect();
        let calibration = self.calibration(read, chosen, &held_out);
        for ((read, chosen), found) in read.iter().zip(chosen).zip(&mut held_out) {
            for ((candidate, odds), annotation) in chosen.iter().zip(found) {
                let sure = tagger::confidence(&calibration, &read.seen, candidate, *odds);
                annotation.confidence = Some(f64::from(sure.as_percent()) / 100.0);
            }
        }
        (held_out, calibration)
    }

    /// What odds are worth: right is what is right one to one, as in the score.
    fn calibration(&self, read: &[Read], chosen: &Chosen, held_out: &[Vec<Annotation>]) -> Calibration {
        let mut seen: [Vec<(f32, bool)>; 3] = Default::default();
        let mut carried = (0_u32, 0_u32);
        for ((read, chosen), found) in read.iter().zip(chosen).zip(held_out) {
            let annotated = self.lessons[read.lesson].annotated;
            let right = score::rights(&annotated.document.text, &annotated.claims, found);
            for ((candidate, odds), right) in chosen.iter().zip(right) {
                if candidate.reading == Reading::Carried {
                    carried = (carried.0 + u32::from(right), carried.1 + 1);
                } else {
                    seen[tagger::kind(&read.seen, candidate) as usize].push((*odds, right));
                }
            }
        }
        Calibration {
            lines: seen.map(|seen| line(&seen)),
            carried: (carried.0 as f32 + 1.0) / (carried.1 as f32 + 2.0),
        }
    }
}

fn look<'a>(read: &'a Read, rivals: &'a Rivals<'a>, odds: &'a [f32]) -> Look<'a> {
    Look { seen: &read.seen, roles: &read.roles, rivals, odds }
}

/// The numbers of all candidates of a story, one after the other.
fn numbers(read: &Read, odds: &[f32]) -> Vec<f32> {
    let rivals = Rivals::new(&read.seen, &read.candidates);
    let look = look(read, &rivals, odds);
    let (mut all, mut one) = (Vec::new(), Vec::new());
    for n in 0..read.candidates.len() {
        look.numbers(n, &mut one);
        all.extend_from_slice(&one);
    }
    all
}

/// Slope and offset that make odds true, by the likelihood of what was right.
fn line(seen: &[(f32, bool)]) -> [f32; 2] {
    let [mut slope, mut offset] = [1.0_f64, 0.0_f64];
    if seen.len() < 50 {
        return [1.0, 0.0]; // too few to say better
    }
    // Newton's method on two numbers; the loss is convex.
    for _ in 0..25 {
        let (mut g, mut h) = ([0.0; 2], [1e-6, 0.0, 1e-6]);
        for &(odds, right) in seen {
            let odds = f64::from(odds);
            let p = f64::from(sigmoid((slope * odds + offset) as f32));
            let (error, weight) = (p - f64::from(u8::from(right)), p * (1.0 - p));
            g[0] += error * odds;
            g[1] += error;
            h[0] += weight * odds * odds;
            h[1] += weight * odds;
            h[2] += weight;
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        if determinant.abs() < 1e-9 {
            break;
        }
        slope -= (h[2] * g[0] - h[1] * g[1]) / determinant;
        offset -= (h[0] * g[1] - h[1] * g[0]) / determinant;
    }
    [slope as f32, offset as f32]
}

/// Of the kinds, as the calibration orders them.
const _: () = assert!(Kind::Direct as usize == 0 && Kind::Indirect as usize == 2);
