//! Work in parallel, results in order: the only file that names `rayon`.
//!
//! **Comes in:** a slice and a function. **Goes out:** the results in the slice's order.

use rayon::prelude::*;
use std::sync::OnceLock;

/// Applies `work` to every item and gives the results in the order of the items, whatever the
/// number of threads.
///
/// ```
/// assert_eq!(sayso::par::map(&[1, 2, 3], |n| n * 2), [2, 4, 6]);
/// ```
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < 2 {
        return items.iter().map(work).collect(); // one item is no reason to start threads
    }
    items.par_iter().map(work).collect()
}

/// Applies `work` to every item and gives all its results in one list, in the order of the items.
///
/// ```
/// assert_eq!(sayso::par::flat_map(&[1, 2], |&n| vec![n; n]), [1, 2, 2]);
/// ```
pub fn flat_map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Vec<R> + Sync + Send) -> Vec<R> {
    let mut parts = map(items, work);
    let mut all = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    parts.iter_mut().for_each(|part| all.append(part));
    all
}

/// Changes every item in its place.
///
/// ```
/// let mut lists = [vec![2, 1], vec![4, 3]];
/// sayso::par::change(&mut lists, |list| list.sort());
/// assert_eq!(lists, [[1, 2], [3, 4]]);
/// ```
pub fn change<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    if items.len() < 2 {
        items.iter_mut().for_each(work);
    } else {
        items.par_iter_mut().for_each(work);
    }
}

/// Drops the items, in parallel where there are [`Jobs`] at work; else no thread is started for it.
///
/// ```
/// sayso::par::discard(vec![String::new(), String::new()]);
/// ```
pub fn discard<T: Send>(items: Vec<T>) {
    if rayon::current_thread_index().is_some() {
        items.into_par_iter().for_each(drop);
    }
}

/// Does two things, side by side where there is a thread for it.
///
/// ```
/// assert_eq!(sayso::par::both(|| 1, || 2), (1, 2));
/// ```
pub fn both<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(a, b)
}

/// Runs `work` with at most `jobs` threads; 0 leaves the number to the machine.
pub fn with_jobs<R: Send>(jobs: usize, work: impl FnOnce() -> R + Send) -> R {
    Jobs::new(jobs).run(work)
}

/// How many threads are started at most, however many were asked for.
///
/// Source: none; more than any machine has cores, and few enough to start at once.
const MOST: usize = 256;

/// At most so many threads, started when they are first needed and kept for the next work.
///
/// ```
/// let jobs = sayso::par::Jobs::new(2);
/// assert_eq!(jobs.run(|| sayso::par::map(&[1, 2], |n| n + 1)), [2, 3]);
/// ```
#[derive(Debug)]
pub struct Jobs {
    most: usize,
    pool: OnceLock<Option<rayon::ThreadPool>>,
}

impl Jobs {
    /// At most `most` threads; 0 leaves the number to the machine.
    pub const fn new(most: usize) -> Self {
        Self { most, pool: OnceLock::new() }
    }

    /// Runs `work` on these threads.
    pub fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        if self.most == 0 {
            return work();
        }
        let start = || rayon::ThreadPoolBuilder::new().num_threads(self.most.min(MOST)).build().ok();
        match self.pool.get_or_init(start) {
            Some(pool) => pool.install(work),
            None => work(), // the machine refuses threads: the caller's own will do
        }
    }
}
