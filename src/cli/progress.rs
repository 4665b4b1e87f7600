//! A line on a terminal that shows that a long run is alive.

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How long a run may take before the line appears, and how often it then changes.
const EVERY: Duration = Duration::from_secs(1);

/// Counts stories; shown on standard error when that is a terminal and the run is long.
#[derive(Debug)]
pub(super) struct Progress {
    stories: Arc<AtomicUsize>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A count of nought; `doing` says what happens to the stories: `read`.
    pub(super) fn new(doing: &'static str) -> Self {
        let stories = Arc::new(AtomicUsize::new(0));
        let bar = std::io::stderr().is_terminal().then(|| bar(doing, &stories));
        Self { stories, bar }
    }

    /// So many stories more.
    pub(super) fn add(&self, stories: usize) {
        self.stories.fetch_add(stories, Ordering::Relaxed);
    }
}

/// The ticking of the bar draws it, so nothing appears before the first tick.
fn bar(doing: &'static str, stories: &Arc<AtomicUsize>) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    let counted = Arc::clone(stories);
    let key = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{}", counted.load(Ordering::Relaxed));
    };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {stories} stories {msg} ({elapsed})") {
        bar.set_style(style.with_key("stories", key));
    }
    let bar = bar.with_message(doing);
    bar.enable_steady_tick(EVERY);
    bar
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
