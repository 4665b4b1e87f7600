//! Arithmetic on the eight numbers of a row, in the shapes that compilers turn into vector instructions.
//!
//! Sums and greatest numbers go by halves, always in the same order: the same bits on every platform.

use super::{Row, WIDTH};

/// One row a label: `matrix[from][to]`, or the other way where it says so.
pub(super) type Matrix = [Row; WIDTH];

pub(super) fn transposed(matrix: &Matrix) -> Matrix {
    std::array::from_fn(|a| std::array::from_fn(|b| matrix[b][a]))
}

#[inline]
pub(super) fn add(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|i| a[i] + b[i])
}

#[inline]
pub(super) fn times(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|i| a[i] * b[i])
}

#[inline]
pub(super) fn scaled(row: &Row, by: f32) -> Row {
    std::array::from_fn(|i| row[i] * by)
}

/// The greater of each two numbers; unlike `f32::max`, one instruction.
#[inline]
pub(super) fn greater(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|i| if a[i] > b[i] { a[i] } else { b[i] })
}

/// Every row of the matrix times its weight, summed.
#[inline(always)]
pub(super) fn combined(matrix: &Matrix, weights: &Row) -> Row {
    let two = |i: usize| add(&scaled(&matrix[i], weights[i]), &scaled(&matrix[i + 1], weights[i + 1]));
    add(&add(&two(0), &two(2)), &add(&two(4), &two(6)))
}

#[inline]
pub(super) fn total(row: &Row) -> f32 {
    by_halves(row, |a, b| a + b)
}

#[inline]
pub(super) fn most(row: &Row) -> f32 {
    by_halves(row, |a, b| if a > b { a } else { b })
}

#[inline]
fn by_halves(row: &Row, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut left = *row;
    for half in [4, 2, 1] {
        for i in 0..half {
            left[i] = join(left[i], left[i + half]);
        }
    }
    left[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_counts_once() {
        let row: Row = std::array::from_fn(|i| (1 << i) as f32);
        assert_eq!((total(&row), most(&row)), (255.0, 128.0));
        let matrix: Matrix = std::array::from_fn(|from| scaled(&row, (from + 1) as f32));
        assert_eq!(combined(&matrix, &[1.0; WIDTH]), scaled(&row, 36.0));
        assert_eq!(
            combined(&transposed(&matrix), &[1.0; WIDTH]),
            std::array::from_fn(|i| 255.0 * (i + 1) as f32)
        );
    }
}
