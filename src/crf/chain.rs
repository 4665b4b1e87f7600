//! The best labels of a chain and the probability of each label at each token.
//!
//! Time and room grow with the length of the chain and with nothing else.
//! Where a chain comes with fewer classes than scores, or the reverse, the shorter counts.
//!
//! Source: Viterbi (1967) for the best labels; Rabiner, "A tutorial on hidden Markov models" (1989), V.A,
//! for the probabilities, scaled token by token.

use super::lanes::{Matrix, add, combined, greater, most, scaled, times, total, transposed};
use super::layout::FORBIDDEN;
use super::table::Steps;
use super::{Row, WIDTH, exp};

/// Room that is used again from chain to chain.
#[derive(Debug, Default)]
pub struct Room {
    /// For each token but the first, the best label before each label.
    back: Vec<[u8; WIDTH]>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    potentials: Vec<Row>,
}

/// The labels with the greatest sum of scores and steps, one a token, into `labels`.
///
/// `scores` holds each token's scores, in log space; `classes` its transition class.
/// A step that the layout forbids is taken only where every chain of labels takes one.
///
/// ```
/// use sayso::crf::chain::{Room, best};
/// use sayso::crf::{Layout, Trainer};
/// let layout = Layout { labels: 2, classes: 1, bits: 1, never_first: 1 << 1, ..Layout::default() };
/// let steps = Trainer::new(layout).finish().steps;
/// let scores = [[0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]; 3];
/// let mut labels = Vec::new();
/// best(&scores, &[0; 3], &steps, &mut Room::default(), &mut labels);
/// assert_eq!(labels, [0, 1, 1]);
/// ```
pub fn best(scores: &[Row], classes: &[u8], steps: &Steps, room: &mut Room, labels: &mut Vec<u8>) {
    labels.clear();
    room.back.clear();
    let mut tokens = scores.iter().zip(classes);
    let Some((first, _)) = tokens.next() else { return };
    let mut at = add(first, &steps.first);
    for (score, &class) in tokens {
        let (before, from) = best_before(&at, steps.matrix(class));
        room.back.push(from);
        at = add(&before, score);
    }
    let mut label = first_greatest(&add(&at, &steps.last));
    labels.push(label);
    for from in room.back.iter().rev() {
        label = from[usize::from(label)];
        labels.push(label);
    }
    labels.reverse();
}

/// For each label the best sum before it, and the label that this sum ends with.
#[inline]
fn best_before(at: &Row, matrix: &Matrix) -> (Row, [u8; WIDTH]) {
    let mut best: Row = matrix[0].map(|step| at[0] + step);
    let mut from = [0_u32; WIDTH];
    for label in 1..WIDTH {
        for to in 0..WIDTH {
            let value = at[label] + matrix[label][to];
            let better = value > best[to];
            best[to] = if better { value } else { best[to] };
            from[to] = if better { label as u32 } else { from[to] };
        }
    }
    (best, from.map(|label| label as u8))
}

fn first_greatest(row: &Row) -> u8 {
    (1..WIDTH).fold(0, |best, label| if row[label] > row[best] { label } else { best }) as u8
}

/// How far apart in log space two labels of one token are told apart, and how strong a step may be.
///
/// Unit: nats. Odds of e^60 are certainty, and sums of 64 products of a likelihood and a scaled row, all
/// that is ever summed here, stay within `f32`.
const REACH: f32 = 60.0;

/// What is left, after scaling, to a label that all evidence so far speaks against, so that later evidence
/// can still bring it back.
const TINY: f32 = 1e-30;

/// `e` to the power of the steps' weights, made once for many chains; zero for what is forbidden.
#[derive(Debug, Clone, Default)]
pub struct Likelihoods {
    /// `from_to[class][from][to]`.
    from_to: Vec<Matrix>,
    /// `to_from[class][to][from]`.
    to_from: Vec<Matrix>,
    first: Row,
    last: Row,
    /// Zero for labels that no chain can have, [`TINY`] for the others.
    least: Row,
}

impl Likelihoods {
    /// Of these steps.
    pub fn of(steps: &Steps) -> Self {
        let mut made = Self::default();
        made.renew(steps);
        made
    }

    /// Makes them again, in the same room.
    pub(super) fn renew(&mut self, steps: &Steps) {
        self.first = steps.first.map(likelihood);
        self.last = steps.last.map(likelihood);
        self.from_to.clear();
        self.from_to.extend(steps.by_class.iter().map(|matrix| matrix.map(|row| row.map(likelihood))));
        self.to_from.clear();
        self.to_from.extend(self.from_to.iter().map(transposed));
        let entered = self.from_to.iter().flatten().fold(self.first, |a, b| greater(&a, b));
        self.least = entered.map(|likelihood| if likelihood > 0.0 { TINY } else { 0.0 });
    }
}

fn likelihood(weight: f32) -> f32 {
    if weight <= FORBIDDEN { 0.0 } else { exp(weight.clamp(-REACH, REACH)) }
}

/// The matrix of a class; a class beyond the last counts as the last.
#[inline]
pub(super) fn of_class(matrices: &[Matrix], class: u8) -> &Matrix {
    const NONE: &Matrix = &[[0.0; WIDTH]; WIDTH];
    matrices.get(usize::from(class)).or(matrices.last()).unwrap_or(NONE)
}

/// The probability of every label at every token, into `marginals`, one row a token; gives the logarithm
/// of the chain's normaliser, in nats.
///
/// Labels of padding have probability zero, the others sum to one; scores further apart than 60 at one
/// token count as that far apart.
///
/// ```
/// use sayso::crf::chain::{Likelihoods, Room, marginals};
/// use sayso::crf::{Layout, Trainer};
/// let steps = Trainer::new(Layout { labels: 2, classes: 1, bits: 1, ..Layout::default() }).finish().steps;
/// let mut probabilities = Vec::new();
/// let normaliser =
///     marginals(&[[0.0; 8]], &[0], &Likelihoods::of(&steps), &mut Room::default(), &mut probabilities);
/// assert_eq!(probabilities[0][..3], [0.5, 0.5, 0.0]);
/// assert!((normaliser - 2_f32.ln()).abs() < 1e-6);
/// ```
pub fn marginals(
    scores: &[Row],
    classes: &[u8],
    steps: &Likelihoods,
    room: &mut Room,
    marginals: &mut Vec<Row>,
) -> f32 {
    probabilities(scores, classes, steps, room, marginals) as f32
}

/// [`marginals`] with a normaliser that long chains do not blunt.
pub(super) fn probabilities(
    scores: &[Row],
    classes: &[u8],
    steps: &Likelihoods,
    room: &mut Room,
    marginals: &mut Vec<Row>,
) -> f64 {
    let count = scores.len().min(classes.len());
    let (scores, classes) = (&scores[..count], &classes[..count]);
    let greatest = weigh(scores, steps, room);
    let normaliser = greatest + pass(classes, steps, room);
    marginals.clear();
    marginals.extend(room.forward.iter().zip(&room.backward).map(|(a, b)| shares(&times(a, b))));
    normaliser
}

/// Each number's share of their sum.
#[inline]
fn shares(row: &Row) -> Row {
    scaled(row, 1.0 / total(row).max(f32::MIN_POSITIVE))
}

/// Fills `potentials`; gives the sum of what each token's scores are measured from.
fn weigh(scores: &[Row], steps: &Likelihoods, room: &mut Room) -> f64 {
    room.potentials.clear();
    let mut sum = 0.0;
    for score in scores {
        let (greatest, potential) = potential(score, &steps.least);
        sum += f64::from(greatest);
        room.potentials.push(potential);
    }
    sum
}

/// Fills `forward` and `backward`; gives the logarithm of the normaliser of the potentials.
///
/// Both at once: neither waits for the other, and a processor works on both while each waits for itself.
fn pass(classes: &[u8], steps: &Likelihoods, room: &mut Room) -> f64 {
    let Room { forward, backward, potentials, .. } = room;
    let count = potentials.len();
    forward.clear();
    forward.resize(count, [0.0; WIDTH]);
    backward.clear();
    backward.resize(count, [0.0; WIDTH]);
    if count == 0 {
        return 0.0;
    }
    let (mut at, exponent) = near_one(&greater(&times(&steps.first, &potentials[0]), &steps.least));
    let mut exponents = i64::from(exponent);
    let (mut after, _) = near_one(&greater(&steps.last, &steps.least));
    (forward[0], backward[count - 1]) = (at, after);
    for i in 1..count {
        let entered = combined(of_class(&steps.from_to, classes[i]), &at);
        let exponent;
        (at, exponent) = near_one(&greater(&times(&entered, &potentials[i]), &steps.least));
        exponents += i64::from(exponent);
        forward[i] = at;

        let j = count - i;
        let left = combined(of_class(&steps.to_from, classes[j]), &times(&after, &potentials[j]));
        (after, _) = near_one(&greater(&left, &steps.least));
        backward[j - 1] = after;
    }
    let end = f64::from(total(&times(&at, &steps.last)).max(f32::MIN_POSITIVE));
    exponents as f64 * std::f64::consts::LN_2 + libm::log(end)
}

/// The greatest score of a label that a chain can have, and what the others are worth next to it.
#[inline]
fn potential(score: &Row, least: &Row) -> (f32, Row) {
    let possible: Row = std::array::from_fn(|label| if least[label] > 0.0 { score[label] } else { f32::MIN });
    let top = most(&possible);
    let mut potential = [0.0; WIDTH];
    for label in 0..WIDTH {
        let below = possible[label] - top;
        potential[label] = exp(if below > -REACH { below } else { -REACH });
    }
    (top, potential)
}

/// The row times the power of two that brings its sum to between one and two, and that power's opposite.
///
/// A power of two, since that multiplies without rounding.
#[inline]
fn near_one(row: &Row) -> (Row, i32) {
    let exponent = (total(row).to_bits() >> 23).min(253); // the sum is positive: no sign bit
    (scaled(row, f32::from_bits((254 - exponent) << 23)), exponent as i32 - 127)
}

/// The probability of each step `[from][to]` into the token `i`, which is not the first, after
/// [`probabilities`] for the same chain.
pub(super) fn step_probabilities(i: usize, class: u8, steps: &Likelihoods, room: &Room) -> Matrix {
    let matrix = of_class(&steps.from_to, class);
    let ahead = times(&room.potentials[i], &room.backward[i]);
    let before = &room.forward[i - 1];
    let joint: Matrix = std::array::from_fn(|from| scaled(&times(&matrix[from], &ahead), before[from]));
    let sums = joint.iter().fold([0.0; WIDTH], |sum, row| add(&sum, row));
    let share = 1.0 / total(&sums).max(f32::MIN_POSITIVE);
    joint.map(|row| scaled(&row, share))
}
