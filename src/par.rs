//! Work in parallel, results in order: the only file that names `rayon`.
//!
//! **Comes in:** a slice and a function. **Goes out:** the results in the slice's order.

use rayon::prelude::*;

/// Applies `work` to every item and gives the results in the order of the items, whatever the
/// number of threads.
///
/// ```
/// assert_eq!(sayso::par::map(&[1, 2, 3], |n| n * 2), [2, 4, 6]);
/// ```
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// Runs `work` with at most `jobs` threads; 0 leaves the number to the machine.
pub fn with_jobs<R: Send>(jobs: usize, work: impl FnOnce() -> R + Send) -> R {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(), // the machine refuses threads: the caller's own will do
    }
}
