//! The rooms called in order: the only place that does.

use crate::check::{self, Authority, Context, Finding, Meta};
use crate::extract::{self, Extractor, Facts, Head};
use crate::graph::{self, ClaimGraph};
use crate::ingest::Document;
use crate::lexicon::Lexicon;
use crate::resolve::{self, Across, Cast, Opposition, WordingComparison};
use crate::{par, segment};
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::sync::OnceLock;

/// What the rooms made of a run's documents.
#[derive(Debug, Default)]
pub struct Analysis {
    /// What each story holds, in the order of the documents.
    pub facts: Vec<Facts>,
    /// What the stories share.
    pub cast: Cast,
    graph: OnceLock<ClaimGraph>,
}

impl Analysis {
    /// How it all hangs together; built when it is first asked for.
    pub fn graph(&self) -> &ClaimGraph {
        self.graph.get_or_init(|| graph::build(&self.facts, &self.cast))
    }
}

/// There are many small parts to give back: as many threads do it as made them.
impl Drop for Analysis {
    fn drop(&mut self) {
        par::discard(mem::take(&mut self.facts));
        par::discard(mem::take(&mut self.cast.statements));
        par::discard(mem::take(&mut self.cast.speakers));
    }
}

/// Segments and extracts each document, in parallel, in order.
///
/// A story that a mistake of ours breaks down on is [`Facts::given_up`]; the others are read.
pub fn facts(documents: &[Document], extractor: Extractor<'_>) -> Vec<Facts> {
    let read = |document: &Document| extractor.read(&segment::read(document, extractor.lexicon));
    par::map(documents, |document| guarded(document, read))
}

/// What `read` makes of a document, or that it broke down.
fn guarded(document: &Document, read: impl Fn(&Document) -> Facts) -> Facts {
    // Nothing is changed by reading a story: whatever it leaves behind is dropped with it.
    panic::catch_unwind(AssertUnwindSafe(|| read(document))).unwrap_or_else(|_| Facts {
        head: Head { name: document.name.clone(), group: document.metadata.group.clone(), ..Head::default() },
        given_up: true,
        ..Facts::default()
    })
}

/// Everything up to the checks, with what ships with the program.
///
/// ```
/// use sayso::{ingest::Document, pipeline, resolve::Across};
/// let documents = [Document::plain("a.txt", "Hossain said rain would come.")];
/// let analysis = pipeline::analyse(&documents, Across::All);
/// assert_eq!(analysis.facts.len(), 1);
/// ```
pub fn analyse(documents: &[Document], across: Across) -> Analysis {
    analyse_by(Extractor::builtin(), documents, across)
}

/// Everything up to the checks, with an extractor of one's own.
pub fn analyse_by(extractor: Extractor<'_>, documents: &[Document], across: Across) -> Analysis {
    let facts = facts(documents, extractor);
    let cast = resolve::read(&facts, across);
    Analysis { facts, cast, graph: OnceLock::new() }
}

/// The findings of the rules that `wanted` lets through, with no list of names.
pub fn check(documents: &[Document], analysis: &Analysis, wanted: impl Fn(&Meta) -> bool) -> Vec<Finding> {
    check_by(&Authority::default(), documents, analysis, wanted)
}

/// The findings of the rules that `wanted` lets through, with the desk's own list of names.
pub fn check_by(
    authority: &Authority,
    documents: &[Document],
    analysis: &Analysis,
    wanted: impl Fn(&Meta) -> bool,
) -> Vec<Finding> {
    let Analysis { facts, cast, .. } = analysis;
    check::run(&Context { facts, cast, texts: &documents, authority }, wanted)
}

/// How two statements stand to each other, each read as a short story; without a learned model, for
/// what counts are their figures and what each sentence says, whoever says it.
///
/// ```
/// use sayso::{pipeline, resolve::Stance};
/// let opposition = pipeline::oppose("The port hired 412 dockers.", "The port hired 421 dockers.");
/// assert_eq!(opposition.stance, Stance::Contradiction);
/// let opposition = pipeline::oppose("The port closed its gates.", "The port has not closed its gates.");
/// assert_eq!(opposition.stance, Stance::Contradiction);
/// ```
pub fn oppose(a: &str, b: &str) -> Opposition {
    let read = |text: &str| {
        let document = Document::plain("statement", text);
        guarded(&document, |document| {
            let extractor = Extractor::rules();
            let story = segment::read(document, extractor.lexicon);
            Facts { propositions: extract::told(&story, extractor.lexicon), ..extractor.read(&story) }
        })
    };
    resolve::oppose(&read(a), &read(b))
}

/// How two quotations stand to each other, taken as one speaker's; marks around them may stay away.
///
/// ```
/// use sayso::{pipeline, resolve::Wording};
/// let a = "We will rebuild the northern bridge before the first winter storms arrive.";
/// let b = "rebuild the northern tunnel before the first winter storms";
/// assert_eq!(pipeline::compare_quotations(a, b).wording, Wording::Altered);
/// ```
pub fn compare_quotations(a: &str, b: &str) -> WordingComparison {
    let read = |text: &str| {
        let document = Document::plain("quotation", text);
        extract::whole(&segment::read(&document, Lexicon::builtin()), Lexicon::builtin())
    };
    resolve::compare_wordings(&read(a), &read(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_that_breaks_down_is_given_up() {
        let document = Document::plain("a.txt", "Rain.");
        let broken = guarded(&document, |document| {
            assert_eq!(document.text, "Snow.");
            Facts::default()
        });
        assert_eq!((broken.given_up, broken.head.name.as_str()), (true, "a.txt"));
        assert!(!guarded(&document, |_| Facts::default()).given_up);
    }
}
