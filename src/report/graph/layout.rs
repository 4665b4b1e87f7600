//! A layered drawing: blocks in columns, few crossings, short edges.
//!
//! The method is that of Sugiyama, Tagawa and Toda (1981), for columns that are given: an edge over
//! several columns gets a waypoint in each, the order in a column follows the barycentres of its
//! neighbours, and the heights come from least squares with the order kept. Whole numbers all through,
//! so that every machine draws the same.

use std::collections::VecDeque;

/// Space between two blocks of a column. Unit: pixels.
const GAP: i32 = 14;

/// How tall a waypoint is: enough for two edges not to run into each other. Unit: pixels.
const WAYPOINT: i32 = 4;

/// How often the columns are ordered, and how often they are placed. Source: on generated events of 300
/// nodes neither the crossings nor the length of the edges fell any further.
const ROUNDS: usize = 12;

/// Parts of a place that barycentres are counted in.
const FINE: i64 = 1 << 10;

/// What is to be placed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// From 0, on the left.
    pub(super) column: usize,
    /// Unit: pixels.
    pub(super) height: i32,
}

/// Where everything stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The top of each block. Unit: pixels.
    pub(super) tops: Vec<i32>,
    /// For each edge, the height at which it passes the columns between its ends, from left to right.
    pub(super) passes: Vec<Vec<i32>>,
    /// The height of the whole. Unit: pixels.
    pub(super) height: i32,
}

/// Places blocks that are linked; an edge within a column only draws its ends together.
pub(super) fn lay_out(blocks: &[Block], edges: &[(usize, usize)]) -> Layout {
    let mut net = Net::new(blocks, edges);
    net.order();
    net.place();
    let top = |of: usize| net.tops[of];
    let passes = net.waypoints.iter().map(|points| points.iter().map(|&p| top(p) + WAYPOINT / 2).collect());
    let bottom = (0..net.blocks.len()).map(|of| top(of) + net.blocks[of].height).max();
    Layout {
        tops: (0..blocks.len()).map(top).collect(),
        passes: passes.collect(),
        height: bottom.unwrap_or(0),
    }
}

/// Blocks and waypoints, who is linked to whom, and the columns from top to bottom.
struct Net {
    blocks: Vec<Block>,
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
    beside: Vec<Vec<usize>>,
    waypoints: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    /// Where each block stands in its column.
    rank: Vec<usize>,
    tops: Vec<i32>,
}

/// Which neighbours an order looks at.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

impl Net {
    fn new(blocks: &[Block], edges: &[(usize, usize)]) -> Self {
        let mut net = Self {
            blocks: blocks.to_vec(),
            left: vec![Vec::new(); blocks.len()],
            right: vec![Vec::new(); blocks.len()],
            beside: vec![Vec::new(); blocks.len()],
            waypoints: Vec::with_capacity(edges.len()),
            columns: Vec::new(),
            rank: Vec::new(),
            tops: Vec::new(),
        };
        edges.iter().for_each(|&(a, b)| net.link(a, b));
        net.gather();
        net
    }

    fn link(&mut self, a: usize, b: usize) {
        let (a, b) = if self.blocks[a].column <= self.blocks[b].column { (a, b) } else { (b, a) };
        let mut points = Vec::new();
        if self.blocks[a].column == self.blocks[b].column {
            self.beside[a].push(b);
            self.beside[b].push(a);
        } else {
            let mut last = a;
            for column in self.blocks[a].column + 1..self.blocks[b].column {
                let point = self.add(Block { column, height: WAYPOINT });
                self.join(last, point);
                points.push(point);
                last = point;
            }
            self.join(last, b);
        }
        self.waypoints.push(points);
    }

    fn add(&mut self, block: Block) -> usize {
        self.blocks.push(block);
        self.left.push(Vec::new());
        self.right.push(Vec::new());
        self.beside.push(Vec::new());
        self.blocks.len() - 1
    }

    fn join(&mut self, a: usize, b: usize) {
        self.right[a].push(b);
        self.left[b].push(a);
    }

    /// The columns as a walk finds them that stays with what is linked.
    fn gather(&mut self) {
        let most = self.blocks.iter().map(|block| block.column + 1).max().unwrap_or(0);
        self.columns = vec![Vec::new(); most];
        let mut seen = vec![false; self.blocks.len()];
        for start in 0..self.blocks.len() {
            let mut open = VecDeque::from([start]);
            while let Some(at) = open.pop_front() {
                if !std::mem::replace(&mut seen[at], true) {
                    self.columns[self.blocks[at].column].push(at);
                    open.extend(self.linked(at));
                }
            }
        }
        self.rank = vec![0; self.blocks.len()];
        (0..most).for_each(|column| self.number(column));
    }

    fn linked(&self, at: usize) -> impl Iterator<Item = usize> {
        self.left[at].iter().chain(&self.right[at]).chain(&self.beside[at]).copied()
    }

    fn number(&mut self, column: usize) {
        for (rank, &at) in self.columns[column].iter().enumerate() {
            self.rank[at] = rank;
        }
    }

    /// Orders the columns back and forth and keeps the order with the fewest crossings.
    fn order(&mut self) {
        let mut best = (self.crossings(), self.columns.clone());
        for round in 0..ROUNDS {
            let columns = 0..self.columns.len();
            if round % 2 == 0 {
                columns.for_each(|column| self.sort(column, Side::Left));
            } else {
                columns.rev().for_each(|column| self.sort(column, Side::Right));
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
        (0..self.columns.len()).for_each(|column| self.number(column));
    }

    fn sort(&mut self, column: usize, side: Side) {
        let mut keyed: Vec<(i64, usize)> =
            self.columns[column].iter().map(|&at| (self.barycentre(at, side), at)).collect();
        keyed.sort_by_key(|&(key, _)| key); // stable: equals stay as they stand
        self.columns[column] = keyed.into_iter().map(|(_, at)| at).collect();
        self.number(column);
    }

    fn barycentre(&self, at: usize, side: Side) -> i64 {
        let aside = match side {
            Side::Left => &self.left[at],
            Side::Right => &self.right[at],
        };
        let places = aside.iter().chain(&self.beside[at]).map(|&other| self.rank[other] as i64 * FINE);
        mean(places).unwrap_or(self.rank[at] as i64 * FINE)
    }

    /// How many edges cross between neighbouring columns.
    fn crossings(&self) -> usize {
        self.columns.iter().map(|column| self.crossings_after(column)).sum()
    }

    fn crossings_after(&self, column: &[usize]) -> usize {
        let ends = column.iter().flat_map(|&at| {
            let mut right: Vec<usize> = self.right[at].iter().map(|&other| self.rank[other]).collect();
            right.sort_unstable();
            right
        });
        let mut seen = Tree::new(self.blocks.len());
        ends.map(|rank| seen.insert_counting_greater(rank)).sum()
    }

    /// Tops that keep the order and bring everything near the middle of what it is linked to.
    fn place(&mut self) {
        self.tops = vec![0; self.blocks.len()];
        for column in 0..self.columns.len() {
            let mut top = 0;
            for &at in &self.columns[column] {
                self.tops[at] = top;
                top += self.blocks[at].height + GAP;
            }
        }
        for round in 0..ROUNDS {
            let columns = 0..self.columns.len();
            if round % 2 == 0 {
                columns.for_each(|column| self.settle(column));
            } else {
                columns.rev().for_each(|column| self.settle(column));
            }
        }
        let highest = self.tops.iter().copied().min().unwrap_or(0);
        self.tops.iter_mut().for_each(|top| *top -= highest);
    }

    fn middle(&self, at: usize) -> i64 {
        i64::from(self.tops[at]) + i64::from(self.blocks[at].height) / 2
    }

    /// Least squares with the order kept: blocks that would overlap share their mean (pool adjacent
    /// violators).
    fn settle(&mut self, column: usize) {
        let mut offset = 0_i64;
        let mut pools: Vec<(i64, i64)> = Vec::new(); // sum and number of wishes
        let mut offsets = Vec::with_capacity(self.columns[column].len());
        for &at in &self.columns[column] {
            let height = i64::from(self.blocks[at].height);
            let wish = mean(self.linked(at).map(|other| self.middle(other)));
            let wish = wish.map_or(i64::from(self.tops[at]), |middle| middle - height / 2);
            offsets.push(offset);
            let mut pool = (wish - offset, 1);
            while let Some(&(sum, n)) = pools.last() {
                if sum.div_euclid(n) < pool.0.div_euclid(pool.1) {
                    break;
                }
                pools.pop();
                pool = (pool.0 + sum, pool.1 + n);
            }
            pools.push(pool);
            offset += height + i64::from(GAP);
        }
        let shifts = pools.iter().flat_map(|&(sum, n)| (0..n).map(move |_| sum.div_euclid(n)));
        for ((&at, shift), offset) in self.columns[column].iter().zip(shifts).zip(offsets) {
            self.tops[at] = i32::try_from(shift + offset).unwrap_or(i32::MAX / 2);
        }
    }
}

fn mean(values: impl Iterator<Item = i64>) -> Option<i64> {
    let (sum, n) = values.fold((0, 0), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| i64::div_euclid(sum, n))
}

/// Counts of ranks, summed in logarithmic time (Fenwick, 1994).
struct Tree {
    sums: Vec<usize>,
    total: usize,
}

impl Tree {
    /// For ranks below `most`.
    fn new(most: usize) -> Self {
        Self { sums: vec![0; most + 1], total: 0 }
    }

    /// Adds a rank; gives how many of those added before are greater.
    fn insert_counting_greater(&mut self, rank: usize) -> usize {
        let (mut at, mut up_to) = (rank + 1, 0);
        while at > 0 {
            up_to += self.sums[at];
            at &= at - 1;
        }
        let greater = self.total - up_to;
        let mut at = rank + 1;
        while at < self.sums.len() {
            self.sums[at] += 1;
            at += at & at.wrapping_neg();
        }
        self.total += 1;
        greater
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn blocks(columns: &[usize]) -> Vec<Block> {
        columns.iter().map(|&column| Block { column, height: 20 }).collect()
    }

    fn crossings(columns: &[usize], edges: &[(usize, usize)]) -> usize {
        let mut net = Net::new(&blocks(columns), edges);
        net.order();
        net.crossings()
    }

    #[test]
    fn what_can_be_drawn_without_a_crossing_is() {
        assert_eq!(crossings(&[0, 0, 1, 1], &[(0, 3), (1, 2)]), 0);
        assert_eq!(crossings(&[0, 0, 0, 1, 1, 1], &[(0, 5), (1, 3), (2, 4), (0, 4)]), 0);
        assert_eq!(crossings(&[0, 0, 1, 1], &[(0, 2), (0, 3), (1, 2), (1, 3)]), 1);
    }

    #[test]
    fn an_edge_over_columns_has_a_place_in_each() {
        let layout = lay_out(&blocks(&[0, 1, 3]), &[(2, 0), (0, 1)]);
        assert_eq!(layout.passes.iter().map(Vec::len).collect::<Vec<_>>(), [2, 0]);
    }

    #[test]
    fn one_that_is_linked_to_two_stands_between_them() {
        let layout = lay_out(&blocks(&[0, 0, 1]), &[(0, 2), (1, 2)]);
        assert_eq!(layout.tops, [0, 34, 17]);
        assert_eq!(layout.height, 54);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(lay_out(&[], &[]), Layout::default());
    }

    proptest! {
        #[test]
        fn blocks_of_a_column_never_overlap(
            columns in proptest::collection::vec(0..5_usize, 1..60),
            links in proptest::collection::vec((0..60_usize, 0..60_usize), 0..120),
        ) {
            let blocks = blocks(&columns);
            let links: Vec<_> =
                links.into_iter().map(|(a, b)| (a % blocks.len(), b % blocks.len())).collect();
            let layout = lay_out(&blocks, &links);
            prop_assert_eq!(&layout, &lay_out(&blocks, &links));
            for column in 0..5 {
                let own = (0..blocks.len()).filter(|&at| blocks[at].column == column);
                let mut tops: Vec<i32> = own.map(|at| layout.tops[at]).collect();
                tops.sort_unstable();
                prop_assert!(tops.windows(2).all(|pair| pair[1] - pair[0] >= 20 + GAP));
                prop_assert!(tops.iter().all(|&top| top >= 0 && top + 20 <= layout.height));
            }
        }

        #[test]
        fn crossings_are_counted_as_pair_by_pair(ends in proptest::collection::vec(0..40_usize, 0..80)) {
            let mut tree = Tree::new(40);
            let counted: usize = ends.iter().map(|&end| tree.insert_counting_greater(end)).sum();
            let pairs = (0..ends.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
            prop_assert_eq!(counted, pairs.filter(|&(a, b)| ends[a] > ends[b]).count());
        }
    }
}
