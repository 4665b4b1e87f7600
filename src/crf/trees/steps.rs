/// How many steps a number is told apart by at most; a byte counts them.
const STEPS: usize = 64;

/// Things with each number in steps.
///
/// A number is at step `n` when it is greater than `n` of the bounds of its kind.
#[derive(Debug)]
pub(super) struct Stepped {
    /// The bounds of each kind of number, ascending.
    pub bounds: Vec<Vec<f32>>,
    /// The steps of one thing after the other.
    pub steps: Vec<u8>,
}

impl Stepped {
    /// Of things of `width` numbers.
    pub fn new(width: usize, numbers: &[f32], count: usize) -> Self {
        let bounds: Vec<Vec<f32>> = (0..width).map(|kind| bounds(width, numbers, kind)).collect();
        let mut steps = Vec::with_capacity(width * count);
        for thing in numbers.chunks_exact(width.max(1)).take(count) {
            let step = |(number, bounds): (&f32, &Vec<f32>)| bounds.partition_point(|b| number > b) as u8;
            steps.extend(thing.iter().zip(&bounds).map(step));
        }
        Self { bounds, steps }
    }
}

/// Bounds between which about equally many numbers of a kind lie, each of them one of these numbers.
fn bounds(width: usize, numbers: &[f32], kind: usize) -> Vec<f32> {
    let mut all: Vec<f32> = numbers.iter().skip(kind).step_by(width).copied().collect();
    all.retain(|number| number.is_finite());
    all.sort_by(f32::total_cmp);
    let Some(&most) = all.last() else { return Vec::new() };
    let mut distinct = all.clone();
    distinct.dedup();
    let mut bounds: Vec<f32> = if distinct.len() <= STEPS {
        distinct
    } else {
        (1..STEPS).filter_map(|n| all.get(n * all.len() / STEPS).copied()).collect()
    };
    bounds.dedup();
    bounds.retain(|&bound| bound < most); // what is not below it is all above it
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_above_the_bounds_it_exceeds() {
        let stepped = Stepped::new(2, &[1.0, 5.0, 3.0, 5.0, 2.0, f32::NAN], 3);
        assert_eq!(stepped.bounds, [vec![1.0, 2.0], vec![]]);
        assert_eq!(stepped.steps, [0, 0, 2, 0, 1, 0]);
    }

    #[test]
    fn many_numbers_are_cut_into_equal_parts() {
        let numbers: Vec<f32> = (0..6400).map(|n| n as f32).collect();
        let stepped = Stepped::new(1, &numbers, 6400);
        assert_eq!(stepped.bounds[0].len(), STEPS - 1);
        assert_eq!((stepped.steps[0], stepped.steps[3200], stepped.steps[6399]), (0, 31, 63));
    }
}
