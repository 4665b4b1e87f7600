//! Chains: what is computed step by step is what trying every labelling gives; and no bytes are trusted.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use proptest::prelude::*;
use sayso::crf::chain::{Likelihoods, Room, best, marginals};
use sayso::crf::{
    Layout, Reader, Row, Sample, Settings, Steps, StoreError, Table, Trainer, WIDTH, Writer, mix, row,
};
use std::time::{Duration, Instant};

/// A short chain of a small field.
#[derive(Debug, Clone)]
struct Chain {
    layout: Layout,
    steps: Steps,
    scores: Vec<Row>,
    classes: Vec<u8>,
}

fn allowed(layout: &Layout, from: usize, to: usize) -> bool {
    let labels = usize::from(layout.labels);
    from < labels && to < labels && layout.forbidden[from] & (1 << to) == 0
}

fn allowed_end(layout: &Layout, never: u8, label: usize) -> bool {
    label < usize::from(layout.labels) && never & (1 << label) == 0
}

/// Quarters: their sums are exact, and ties are common.
fn quarter() -> impl Strategy<Value = f32> {
    (-16_i8..=16).prop_map(|n| f32::from(n) / 4.0)
}

fn a_row() -> impl Strategy<Value = Row> {
    proptest::array::uniform8(quarter())
}

/// A layout in which a chain of label 0 alone is always allowed.
fn layout() -> impl Strategy<Value = Layout> {
    let sets = (any::<[u8; WIDTH]>(), any::<[u8; WIDTH]>(), any::<u8>(), any::<u8>());
    (2..=8_u8, 1..=3_u8, sets).prop_map(|(labels, classes, (some, others, first, last))| Layout {
        labels,
        classes,
        bits: 1,
        forbidden: std::array::from_fn(|from| some[from] & others[from] & !1),
        never_first: first & !1,
        never_last: last & !1,
    })
}

fn steps(layout: &Layout, matrices: &[[Row; WIDTH]], first: Row, last: Row) -> Steps {
    let mut steps = Trainer::new(layout.clone()).finish().steps;
    for label in 0..WIDTH {
        if allowed_end(layout, layout.never_first, label) {
            steps.first[label] = first[label];
        }
        if allowed_end(layout, layout.never_last, label) {
            steps.last[label] = last[label];
        }
        for to in (0..WIDTH).filter(|&to| allowed(layout, label, to)) {
            for (matrix, weights) in steps.by_class.iter_mut().zip(matrices) {
                matrix[label][to] = weights[label][to];
            }
        }
    }
    steps
}

fn chain() -> impl Strategy<Value = Chain> {
    let matrices = proptest::collection::vec(proptest::array::uniform8(a_row()), 3);
    let tokens = proptest::collection::vec((a_row(), any::<u8>()), 1..=5);
    (layout(), matrices, a_row(), a_row(), tokens).prop_map(|(layout, matrices, first, last, tokens)| Chain {
        steps: steps(&layout, &matrices, first, last),
        classes: tokens.iter().map(|(_, class)| class % layout.classes).collect(),
        scores: tokens.into_iter().map(|(scores, _)| scores).collect(),
        layout,
    })
}

impl Chain {
    /// The sum of a labelling's weights; none when the layout forbids it.
    fn sum(&self, labels: &[usize]) -> Option<f64> {
        let (&begin, &end) = (labels.first()?, labels.last()?);
        let fine = allowed_end(&self.layout, self.layout.never_first, begin)
            && allowed_end(&self.layout, self.layout.never_last, end)
            && labels.windows(2).all(|pair| allowed(&self.layout, pair[0], pair[1]));
        let ends = f64::from(self.steps.first[begin]) + f64::from(self.steps.last[end]);
        let scores = labels.iter().zip(&self.scores).map(|(&label, score)| f64::from(score[label]));
        let stepped = labels.windows(2).zip(&self.classes[1..]);
        let stepped = stepped
            .map(|(pair, &class)| f64::from(self.steps.by_class[usize::from(class)][pair[0]][pair[1]]));
        fine.then(|| ends + scores.sum::<f64>() + stepped.sum::<f64>())
    }

    /// Every labelling that is allowed, with its sum.
    fn all(&self) -> Vec<(Vec<usize>, f64)> {
        let labels = usize::from(self.layout.labels);
        let count = labels.pow(u32::try_from(self.scores.len()).unwrap());
        let labelling = |n: usize| {
            let mut rest = n;
            let mut digit = |_| {
                let label = rest % labels;
                rest /= labels;
                label
            };
            (0..self.scores.len()).map(&mut digit).collect::<Vec<_>>()
        };
        (0..count).map(labelling).filter_map(|labels| self.sum(&labels).map(|sum| (labels, sum))).collect()
    }

    fn best(&self) -> Vec<usize> {
        let mut labels = Vec::new();
        best(&self.scores, &self.classes, &self.steps, &mut Room::default(), &mut labels);
        labels.into_iter().map(usize::from).collect()
    }

    fn marginals(&self) -> (f32, Vec<Row>) {
        let mut rows = Vec::new();
        let likelihoods = Likelihoods::of(&self.steps);
        (marginals(&self.scores, &self.classes, &likelihoods, &mut Room::default(), &mut rows), rows)
    }

    /// The same chain read from its end.
    fn reversed(&self) -> Self {
        let turn = |m: &[Row; WIDTH]| std::array::from_fn(|a| std::array::from_fn(|b| m[b][a]));
        let mut classes = self.classes.clone();
        classes[1..].reverse();
        Self {
            layout: self.layout.clone(),
            steps: Steps {
                by_class: self.steps.by_class.iter().map(turn).collect(),
                first: self.steps.last,
                last: self.steps.first,
            },
            scores: self.scores.iter().rev().copied().collect(),
            classes,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_best_labels_are_those_of_trying_all(chain in chain()) {
        let most = chain.all().into_iter().map(|(_, sum)| sum).fold(f64::MIN, f64::max);
        prop_assert_eq!(chain.sum(&chain.best()), Some(most));
    }

    #[test]
    fn the_probabilities_are_those_of_trying_all(chain in chain()) {
        let all = chain.all();
        let most = all.iter().map(|(_, sum)| *sum).fold(f64::MIN, f64::max);
        let total: f64 = all.iter().map(|(_, sum)| (sum - most).exp()).sum();
        let mut exact = vec![[0.0_f64; WIDTH]; chain.scores.len()];
        for (labels, sum) in &all {
            for (row, &label) in exact.iter_mut().zip(labels) {
                row[label] += (sum - most).exp() / total;
            }
        }
        let (normaliser, rows) = chain.marginals();
        prop_assert!((f64::from(normaliser) - (most + total.ln())).abs() < 1e-4, "{normaliser}");
        for (row, exact) in rows.iter().zip(&exact) {
            prop_assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            for (p, exact) in row.iter().zip(exact) {
                prop_assert!((f64::from(*p) - exact).abs() < 1e-5, "{p} for {exact}");
            }
            prop_assert!(row[usize::from(chain.layout.labels)..].iter().all(|&p| p == 0.0));
        }
    }

    #[test]
    fn a_chain_read_from_its_end_is_as_probable(chain in chain()) {
        let ((normaliser, rows), (reversed, mut others)) = (chain.marginals(), chain.reversed().marginals());
        others.reverse();
        prop_assert!((normaliser - reversed).abs() < 1e-4);
        for (p, other) in rows.iter().flatten().zip(others.iter().flatten()) {
            prop_assert!((p - other).abs() < 1e-5);
        }
    }

    #[test]
    fn room_used_before_changes_nothing(chains in proptest::collection::vec(chain(), 3)) {
        let (mut room, mut labels, mut rows) = (Room::default(), Vec::new(), Vec::new());
        for chain in &chains {
            best(&chain.scores, &chain.classes, &chain.steps, &mut room, &mut labels);
            prop_assert_eq!(labels.iter().map(|&l| usize::from(l)).collect::<Vec<_>>(), chain.best());
            let likelihoods = Likelihoods::of(&chain.steps);
            let normaliser = marginals(&chain.scores, &chain.classes, &likelihoods, &mut room, &mut rows);
            prop_assert_eq!((normaliser, rows.clone()), chain.marginals());
        }
    }

    #[test]
    fn scores_of_any_size_are_no_harm(
        mut chain in chain(),
        scores in proptest::collection::vec(proptest::array::uniform8(-3e37_f32..3e37), 5),
        power in 0..37,
    ) {
        for (score, new) in chain.scores.iter_mut().zip(scores) {
            *score = new.map(|value| value / 10_f32.powi(power));
        }
        if power > 10 {
            // Smaller than what a forbidden step costs: no forbidden labelling, no label of padding.
            prop_assert!(chain.sum(&chain.best()).is_some());
        }
        let (normaliser, rows) = chain.marginals();
        prop_assert!(normaliser.is_finite());
        for row in rows {
            prop_assert!(row.iter().all(|p| (0.0..=1.001).contains(p)));
            prop_assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
            prop_assert!(row[usize::from(chain.layout.labels)..].iter().all(|&p| p == 0.0));
        }
    }

    /// Bytes that no trainer wrote, under a header and a checksum that are right.
    #[test]
    fn any_content_is_a_table_or_damaged(bytes in proptest::collection::vec(any::<u8>(), 0..700), sound in any::<bool>()) {
        let mut out = Writer::new(1);
        if sound {
            out.bytes(&[2, 1, 3]);
        }
        out.bytes(&bytes);
        let model = out.finish();
        match Table::read(&mut Reader::open(&model, 1).unwrap()) {
            Err(error) => prop_assert_eq!(error, StoreError::Damaged),
            Ok(table) => {
                let (mut sum, mut labels, mut rows) = ([0; WIDTH], Vec::new(), Vec::new());
                table.add(7, &mut sum);
                let (scores, classes) = ([table.scaled(&sum); 3], [0, 1, 255]);
                best(&scores, &classes, &table.steps, &mut Room::default(), &mut labels);
                marginals(&scores, &classes, &Likelihoods::of(&table.steps), &mut Room::default(), &mut rows);
                prop_assert!(labels.len() == 3 && rows.iter().flatten().all(|p| p.is_finite()));
            }
        }
    }
}

#[test]
fn a_long_chain_is_read_in_time_that_grows_with_its_length() {
    let layout =
        Layout { labels: 7, classes: 2, bits: 1, never_first: 2, never_last: 2, ..Layout::default() };
    let steps = Trainer::new(layout).finish().steps;
    let score = |n: u64| std::array::from_fn(|label| (mix(label as u64, n) >> 40) as f32 / 1e6 - 8.0);
    let scores: Vec<Row> = (0..100_000).map(score).collect();
    let classes: Vec<u8> = (0..100_000).map(|n| (n % 2) as u8).collect();
    let (mut labels, mut rows, mut room) = (Vec::new(), Vec::new(), Room::default());
    let begun = Instant::now();
    best(&scores, &classes, &steps, &mut room, &mut labels);
    let normaliser = marginals(&scores, &classes, &Likelihoods::of(&steps), &mut room, &mut rows);
    // A hundred times what it takes without optimisation; a quadratic pass would take hours.
    assert!(begun.elapsed() < Duration::from_secs(30));
    assert_eq!((labels.len(), rows.len()), (100_000, 100_000));
    assert!(normaliser.is_finite() && labels.iter().all(|&label| label < 7));
    assert!(rows.iter().all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-5));
}

#[test]
fn chains_without_tokens_or_classes_are_empty() {
    let steps = Trainer::new(Layout { labels: 2, ..Layout::default() }).finish().steps;
    let (mut labels, mut rows) = (vec![1], vec![[0.0; WIDTH]]);
    for (scores, classes) in [(&[][..], &[][..]), (&[[1.0; WIDTH]], &[]), (&[], &[0])] {
        best(scores, classes, &steps, &mut Room::default(), &mut labels);
        let likelihoods = Likelihoods::of(&steps);
        assert_eq!(marginals(scores, classes, &likelihoods, &mut Room::default(), &mut rows), 0.0);
        assert!(labels.is_empty() && rows.is_empty());
    }
}

const BITS: u8 = 8;
const SETTINGS: Settings = Settings { epochs: 8, rate: 0.3, l2: 1e-4, seed: 11 };

fn task() -> Layout {
    // Label 2 goes on from 1: it may not follow 0.
    let forbidden = [1 << 2, 0, 0, 0, 0, 0, 0, 0];
    Layout { labels: 3, classes: 2, bits: BITS, forbidden, never_first: 1 << 2, never_last: 0 }
}

/// Chains in which a hint has label 1, and 2 comes after it, once; all other words say nothing.
fn fill(number: usize, sample: &mut Sample) {
    let hint = 1 + number % 5;
    for at in 0..10_usize {
        let label = [1, 2].get(at.wrapping_sub(hint)).copied().unwrap_or(0);
        let word = if at == hint { 1 } else { 2 + (number * 7 + at) as u64 % 5 };
        sample.rows.extend([row(mix(0, 0), BITS), row(mix(1, word), BITS)]);
        sample.end_token((at % 2) as u8, label);
    }
}

fn train(settings: &Settings, count: usize) -> (Table, Vec<f64>) {
    let mut trainer = Trainer::new(task());
    let mut losses = Vec::new();
    trainer.learn(settings, count, fill, |_, loss| losses.push(loss));
    (trainer.finish(), losses)
}

fn model(table: &Table) -> Vec<u8> {
    let mut out = Writer::new(5);
    table.write(&mut out);
    out.finish()
}

#[test]
fn training_learns_what_can_be_learned() {
    let (table, losses) = train(&SETTINGS, 40);
    assert!(losses.last().unwrap() < &(losses[0] / 4.0), "{losses:?}");
    let (mut room, mut labels) = (Room::default(), Vec::new());
    for number in 100..120 {
        let mut sample = Sample::default();
        fill(number, &mut sample);
        let score = |features: &[u32]| {
            let labels = usize::from(table.layout.labels);
            let weight = |row: &u32, label: usize| table.rows.get(*row as usize * labels + label).copied();
            let add = |row: &u32, label: usize| i32::from(weight(row, label).unwrap_or(0).cast_signed());
            table.scaled(&std::array::from_fn(|label| features.iter().map(|row| add(row, label)).sum()))
        };
        let scores: Vec<Row> = sample.rows.chunks(2).map(score).collect();
        best(&scores, &sample.classes, &table.steps, &mut room, &mut labels);
        assert_eq!(labels, sample.gold, "chain {number}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    let bytes = |seed| model(&train(&Settings { seed, ..SETTINGS }, 40).0);
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

#[test]
fn a_forbidden_step_stays_forbidden() {
    let steps = train(&SETTINGS, 40).0.steps;
    let untrained = Trainer::new(task()).finish().steps;
    assert_eq!(steps.by_class[0][0][2], untrained.by_class[0][0][2]);
    assert_eq!((steps.first[2], steps.last[5]), (untrained.first[2], untrained.last[5]));
}

#[test]
fn right_labels_that_the_layout_forbids_do_no_harm() {
    let mut trainer = Trainer::new(task());
    let untrained = Trainer::new(task()).finish().steps;
    let wrong = |_: usize, sample: &mut Sample| {
        sample.rows.push(0);
        sample.end_token(0, 0);
        sample.end_token(0, 2);
    };
    let mut told = f64::NAN;
    trainer.learn(&SETTINGS, 3, wrong, |_, loss| told = loss);
    assert!(told.is_finite() && told < 100.0, "{told}");
    assert_eq!(trainer.finish().steps.by_class[0][0][2], untrained.by_class[0][0][2]);
}

#[test]
fn chains_that_do_not_fit_teach_nothing() {
    let mut trainer = Trainer::new(task());
    let odd = |number: usize, sample: &mut Sample| match number {
        0 => sample.end_token(0, 7),
        1 => sample.end_token(9, 0),
        2 => {
            sample.rows.push(u32::MAX);
            sample.end_token(0, 0);
        }
        3 => sample.gold.push(0),
        _ => {}
    };
    trainer.learn(&SETTINGS, 5, odd, |_, _| {});
    assert_eq!(trainer.finish(), Trainer::new(task()).finish());
}

#[test]
fn without_an_epoch_or_a_chain_nothing_is_learned() {
    let empty = Trainer::new(task()).finish();
    assert_eq!(train(&Settings { epochs: 0, ..SETTINGS }, 40).0, empty);
    assert_eq!(train(&SETTINGS, 0).0, empty);
}

#[test]
fn what_was_written_is_read() {
    let table = train(&SETTINGS, 40).0;
    let bytes = model(&table);
    let read = Table::read(&mut Reader::open(&bytes, 5).unwrap()).unwrap();
    assert_eq!(read, table);
    assert_eq!(model(&read), bytes);
}

#[test]
fn a_table_cut_anywhere_is_damaged() {
    let mut out = Writer::new(5);
    train(&SETTINGS, 4).0.write(&mut out);
    let whole = out.finish();
    let content = &whole[28..whole.len() - 8];
    for length in 0..content.len() {
        let mut out = Writer::new(5);
        out.bytes(&content[..length]);
        let bytes = out.finish();
        assert_eq!(Table::read(&mut Reader::open(&bytes, 5).unwrap()), Err(StoreError::Damaged));
        assert_eq!(Reader::open(&whole[..length], 5).unwrap_err(), StoreError::Damaged);
    }
}

/// Two to the thirtieth rows would be 8 GiB: refused before room is made.
#[test]
fn a_size_that_the_bytes_do_not_hold_is_refused_at_once() {
    let begun = Instant::now();
    for [labels, classes, bits] in
        [[8, 255, 30], [1, 1, 30], [8, 1, 31], [9, 1, 1], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    {
        let mut out = Writer::new(5);
        out.bytes(&[labels, classes, bits, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        out.float(0.1);
        out.bytes(&[0; 64]);
        let bytes = out.finish();
        assert_eq!(Table::read(&mut Reader::open(&bytes, 5).unwrap()), Err(StoreError::Damaged));
    }
    assert!(begun.elapsed() < Duration::from_secs(1));
}
