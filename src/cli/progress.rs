//! A line on a terminal that shows that a long run is alive.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a run may take before the line appears.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line changes.
const TICK: Duration = Duration::from_millis(200);

/// Counts stories; shown on standard error when that is a terminal and the run is long.
#[derive(Debug)]
pub(super) struct Progress {
    stories: Arc<AtomicUsize>,
    line: Option<Line>,
}

/// The line, and the thread that waits with it.
#[derive(Debug)]
struct Line {
    bar: ProgressBar,
    done: Sender<()>,
    waiting: JoinHandle<()>,
}

impl Progress {
    /// A count of nought; `doing` says what happens to the stories: `read`.
    pub(super) fn new(doing: &'static str) -> Self {
        let stories = Arc::new(AtomicUsize::new(0));
        let line = std::io::stderr().is_terminal().then(|| Line::new(doing, &stories));
        Self { stories, line }
    }

    /// A count for a run that writes as it reads: never shown where its results are.
    pub(super) fn beside(results: Option<&Path>, doing: &'static str) -> Self {
        if results.is_none() && std::io::stdout().is_terminal() {
            return Self { stories: Arc::default(), line: None };
        }
        Self::new(doing)
    }

    /// So many stories more.
    pub(super) fn add(&self, stories: usize) {
        self.stories.fetch_add(stories, Ordering::Relaxed);
    }
}

impl Line {
    fn new(doing: &'static str, stories: &Arc<AtomicUsize>) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let counted = Arc::clone(stories);
        let key = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{}", counted.load(Ordering::Relaxed)); // a line cut short is no harm
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {stories} stories {msg} ({elapsed})") {
            bar.set_style(style.with_key("stories", key));
        }
        bar.set_message(doing);
        let (done, wait) = mpsc::channel();
        let shown = bar.clone();
        let waiting = thread::spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self { bar, done, waiting }
    }
}

impl Drop for Progress {
    /// Takes the line away before anything else is written.
    fn drop(&mut self) {
        if let Some(Line { bar, done, waiting }) = self.line.take() {
            drop(done);
            let _ = waiting.join(); // it does nothing that could fail
            bar.finish_and_clear();
        }
    }
}
