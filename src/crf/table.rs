use super::chain::of_class;
use super::lanes::{Matrix, transposed};
use super::layout::{FORBIDDEN, Layout, WIDTH};
use super::store::{Reader, StoreError, Writer};
use super::{Row, row};
use std::borrow::Cow;

/// A trained field: 8-bit weights of the features, 32-bit weights of the steps.
///
/// ```
/// use sayso::crf::{Layout, Settings, Trainer, chain, mix};
/// // Feature `mix(1, 7)` means label 1, `mix(1, 8)` means label 0.
/// let mut trainer = Trainer::new(Layout { labels: 2, classes: 1, bits: 8, ..Layout::default() });
/// let settings = Settings { epochs: 5, rate: 0.3, l2: 0.0, seed: 1 };
/// trainer.learn(
///     &settings,
///     2,
///     |number, sample| {
///         sample.rows.push(sayso::crf::row(mix(1, 7 + number as u64), 8));
///         sample.end_token(0, 1 - number as u8);
///     },
///     |_epoch, _loss| {},
/// );
/// let table = trainer.finish();
/// let mut sum = [0; 8];
/// table.add(mix(1, 7), &mut sum);
/// let mut labels = Vec::new();
/// chain::best(&[table.scaled(&sum)], &[0], &table.steps, &mut chain::Room::default(), &mut labels);
/// assert_eq!(labels, [1]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its size and its forbidden steps.
    pub layout: Layout,
    /// What one unit of an 8-bit weight is worth, in nats.
    pub scale: f32,
    /// 2^bits rows, one weight a label, one behind the other. Those of the model that ships with the
    /// program stay where they are in it: a story needs few of them.
    pub rows: Cow<'static, [u8]>,
    /// The weights of the steps.
    pub steps: Steps,
}

/// The weights of going from label to label, by the class of the token gone to; in nats.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Steps {
    /// One matrix a class: `by_class[class][from][to]`.
    pub by_class: Vec<[Row; WIDTH]>,
    /// Of beginning with a label.
    pub first: Row,
    /// Of ending with a label.
    pub last: Row,
}

impl Steps {
    /// Zero, but for what the layout forbids.
    pub(super) fn new(layout: &Layout) -> Self {
        let weight = |forbidden: bool| if forbidden { FORBIDDEN } else { 0.0 };
        let matrix: Matrix =
            std::array::from_fn(|from| std::array::from_fn(|to| weight(layout.forbids(from, to))));
        Self {
            by_class: vec![matrix; usize::from(layout.classes.max(1))],
            first: std::array::from_fn(|label| weight(layout.forbids_first(label))),
            last: std::array::from_fn(|label| weight(layout.forbids_last(label))),
        }
    }

    /// The matrix of a class, `[from][to]`; a class beyond the last counts as the last.
    #[inline]
    pub(super) fn matrix(&self, class: u8) -> &Matrix {
        of_class(&self.by_class, class)
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.by_class.iter().flatten().chain([&self.first, &self.last])
    }

    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.by_class.iter_mut().flatten().chain([&mut self.first, &mut self.last])
    }

    /// The same with its matrices as `[to][from]`: the order in which they are stored.
    fn turned(mut self) -> Self {
        self.by_class.iter_mut().for_each(|matrix| *matrix = transposed(matrix));
        self
    }
}

/// The sum of 8-bit rows, one number a label.
pub type Sum = [i32; WIDTH];

#[inline]
fn add(weights: &[u8; WIDTH], sum: &mut Sum) {
    for label in 0..WIDTH {
        // 2^24 features would have to come together
        sum[label] = sum[label].wrapping_add(i32::from(weights[label].cast_signed()));
    }
}

/// No trained weight comes near; with more, sums of them could leave what `f32` holds.
const LARGEST: f32 = 1e6;

impl Table {
    /// Narrows weights to 8 bits: the largest becomes 127 or -127.
    ///
    /// One scale for all, so that sums are sums of whole numbers, and no weight cut: the largest are those
    /// of the features that tell the most.
    pub(super) fn narrowed(layout: Layout, weights: &[Row], steps: Steps) -> Self {
        let most = weights.iter().flatten().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let scale = (most / 127.0).max(1e-6); // all may be zero
        let narrow = |weight: f32| (weight / scale).round() as i8;
        let labels = usize::from(layout.labels).min(WIDTH);
        let packed = weights.iter().flat_map(|row| row[..labels].iter().map(|&w| narrow(w).cast_unsigned()));
        Self { scale, rows: packed.collect(), steps, layout }
    }

    /// The row that a feature has here.
    #[inline]
    pub const fn row(&self, feature: u64) -> u32 {
        row(feature, self.layout.bits)
    }

    /// Adds a feature's weights to a sum; what is in it beyond the last label means nothing.
    #[inline]
    pub fn add(&self, feature: u64, sum: &mut Sum) {
        let at = self.row(feature) as usize * usize::from(self.layout.labels);
        // eight bytes at once, be some of them of the next row
        match self.rows.get(at..).and_then(|rest| rest.first_chunk()) {
            Some(weights) => add(weights, sum),
            None => self.add_last(at, sum),
        }
    }

    /// Adds one of the last rows, which have fewer than eight bytes behind them.
    #[cold]
    fn add_last(&self, at: usize, sum: &mut Sum) {
        let rest = self.rows.get(at..).unwrap_or(&[]);
        add(&std::array::from_fn(|label| rest.get(label).copied().unwrap_or(0)), sum);
    }

    /// A sum in log space, zero beyond the last label.
    #[inline]
    pub fn scaled(&self, sum: &Sum) -> Row {
        let labels = usize::from(self.layout.labels);
        std::array::from_fn(|label| if label < labels { sum[label] as f32 * self.scale } else { 0.0 })
    }

    /// Appends the table to a model.
    ///
    /// Shape: labels, classes, bits, never first, never last, a byte each; 8 bytes of forbidden steps; scale, 4;
    /// rows of a byte a label; steps of 4 bytes, `[class][to][from]`, first, last.
    pub fn write(&self, out: &mut Writer) {
        let l = &self.layout;
        out.bytes(&[l.labels, l.classes, l.bits, l.never_first, l.never_last]);
        out.bytes(&l.forbidden);
        out.float(self.scale);
        out.bytes(&self.rows);
        self.steps.clone().turned().rows().flatten().for_each(|&weight| out.float(weight));
    }

    /// Reads a table from a model.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end early, or give a size or a weight that no table has.
    pub fn read(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        Self::read_by(from, |rows| rows.to_vec().into())
    }

    /// As [`Table::read`]; `keep` copies the rows, or leaves them where they are.
    ///
    /// # Errors
    /// Those of [`Table::read`].
    pub fn read_by<'b>(
        from: &mut Reader<'b>,
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, StoreError> {
        let layout = read_layout(from)?;
        let scale = from.float()?;
        if !(scale > 0.0 && scale <= LARGEST) {
            return Err(StoreError::Damaged);
        }
        let labels = usize::from(layout.labels);
        let rows = from.take(layout.rows().checked_mul(labels).ok_or(StoreError::Damaged)?)?;
        let steps = read_steps(&layout, from)?;
        Ok(Self { rows: keep(rows), layout, scale, steps })
    }
}

fn read_layout(from: &mut Reader<'_>) -> Result<Layout, StoreError> {
    let [labels, classes, bits, never_first, never_last] = from.array()?;
    let layout = Layout { labels, classes, bits, forbidden: from.array()?, never_first, never_last };
    if layout == layout.clone().bounded() { Ok(layout) } else { Err(StoreError::Damaged) }
}

/// What is forbidden is so by the layout, whatever the bytes say.
fn read_steps(layout: &Layout, from: &mut Reader<'_>) -> Result<Steps, StoreError> {
    let mut steps = Steps::new(layout).turned();
    for weight in steps.rows_mut().flatten() {
        let read = from.float()?;
        if *weight > FORBIDDEN {
            *weight = read;
            if read.abs() > LARGEST {
                return Err(StoreError::Damaged);
            }
        }
    }
    Ok(steps.turned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrowing_moves_no_weight_by_more_than_half_a_unit() {
        let weights: Vec<Row> =
            (0..256).map(|n| std::array::from_fn(|i| (n * 8 + i) as f32 / 400.0 - 3.0)).collect();
        let layout = Layout { labels: 8, classes: 1, bits: 8, ..Layout::default() };
        let table = Table::narrowed(layout.clone(), &weights, Steps::new(&layout));
        assert_eq!((table.rows[0].cast_signed(), table.scale), (-127, 3.0 / 127.0));
        for (narrow, weight) in table.rows.iter().zip(weights.iter().flatten()) {
            assert!((f32::from(narrow.cast_signed()) * table.scale - weight).abs() <= table.scale * 0.500_1);
        }
    }

    #[test]
    fn a_feature_adds_its_row() {
        let layout = Layout { labels: 8, classes: 1, bits: 1, ..Layout::default() };
        let steps = Steps::new(&layout);
        let rows: Vec<u8> =
            [[0_i8; WIDTH], [-3; WIDTH]].iter().flatten().map(|w| w.cast_unsigned()).collect();
        let mut table = Table { layout, scale: 0.5, rows: rows.into(), steps };
        let mut sum = [1; WIDTH];
        table.add(u64::MAX, &mut sum);
        table.add(0, &mut sum);
        assert_eq!((sum, table.scaled(&sum)), ([-2; WIDTH], [-1.0; WIDTH]));
        table.rows = Cow::Borrowed(&[]);
        table.add(u64::MAX, &mut sum);
        assert_eq!(sum, [-2; WIDTH]);
    }

    #[test]
    fn rows_are_read_where_they_are() {
        let weights: Vec<Row> = (0..16).map(|n| std::array::from_fn(|i| (n * 8 + i) as f32 - 60.0)).collect();
        for labels in 1..=8 {
            let layout = Layout { labels, classes: 1, bits: 4, ..Layout::default() };
            let table = Table::narrowed(layout.clone(), &weights, Steps::new(&layout));
            for feature in 0..64 {
                let mut sum = [0; WIDTH];
                table.add(feature << 58, &mut sum);
                let row = &weights[table.row(feature << 58) as usize];
                for (label, weight) in table.scaled(&sum).into_iter().enumerate() {
                    let expected = if label < usize::from(labels) { row[label] } else { 0.0 };
                    assert!((weight - expected).abs() <= table.scale * 0.500_1, "{labels} {feature} {label}");
                }
            }
        }
    }

    /// As a model of an earlier trainer may have it.
    #[test]
    fn what_is_forbidden_is_so_by_the_layout() {
        let layout = Layout {
            labels: 2,
            classes: 1,
            bits: 1,
            forbidden: [2, 0, 0, 0, 0, 0, 0, 0],
            ..Layout::default()
        };
        let mut table = Table::narrowed(layout.clone(), &[[0.0; WIDTH]; 2], Steps::new(&layout));
        let sound = table.clone();
        table.steps.by_class[0][0][1] = -40.0;
        assert_eq!(again(&table), Ok(sound));
    }

    #[test]
    fn weights_that_none_could_learn_are_refused() {
        let layout = Layout { labels: 2, classes: 1, bits: 1, ..Layout::default() };
        let sound = Table::narrowed(layout.clone(), &[[0.0; WIDTH]; 2], Steps::new(&layout));
        let scaled = |scale| again(&Table { scale, ..sound.clone() });
        assert!(
            [0.0, -1.0, 1e30, f32::NAN].into_iter().all(|scale| scaled(scale) == Err(StoreError::Damaged))
        );
        let mut steps = sound.steps.clone();
        steps.last[1] = 1e30;
        assert_eq!(again(&Table { steps, ..sound }), Err(StoreError::Damaged));
    }

    fn again(table: &Table) -> Result<Table, StoreError> {
        let mut out = Writer::new(0);
        table.write(&mut out);
        Table::read(&mut Reader::open(&out.finish(), 0)?)
    }
}
