//! Learning the extractor of claims from annotated stories.
//!
//! Every part is learned on three quarters of the stories and run on the fourth, in turn: what a later
//! part learns from is then what the earlier ones do on stories that they do not know.

use super::lesson::{FOLDS, Lesson, Marked, argument_labels, cue_range};
use super::score::Judge;
use super::word_classes::word_classes;
use super::{Annotated, Annotation, Evaluation, Scored};
use crate::crf::{Growth, Sample, Settings, Table, Trainer, mix};
use crate::extract::tagger::argument::{self, CueView};
use crate::extract::tagger::candidate::{self, Candidate, Fields};
use crate::extract::tagger::cue;
use crate::extract::tagger::first::{self, First};
use crate::extract::tagger::reader::{Flags, Reader};
use crate::extract::tagger::rescore::{self, Features, Rivals};
use crate::extract::tagger::seen::Seen;
use crate::extract::tagger::words::{Counts, Words};
use crate::extract::tagger::{Collecting, window};
use crate::extract::{Model, rule_claims};
use crate::lexicon::{HashKeyed, Lexicon};
use crate::par;
use crate::segment::Story;
use std::ops::Range;
mod choosing;

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// Decides the order in which stories are learned from; the same seed gives the same model.
    pub seed: u64,
    /// The tables of features have 2^`bits` rows; 18 makes a model of about 4.5 MB.
    pub bits: u8,
}

impl Default for Training {
    fn default() -> Self {
        Self { seed: 1, bits: 18 }
    }
}

impl Training {
    /// Source: rates between 0.015 and 0.1 and five strengths of L2 were tried on a held-out quarter of the
    /// training stories; the epochs are a judgement.
    const fn cues(&self) -> Settings {
        Settings { epochs: 8, rate: 0.015, l2: 2e-5, seed: self.seed }
    }

    /// Source: as for cues.
    const fn arguments(&self) -> Settings {
        Settings { epochs: 5, rate: 0.015, l2: 2e-5, seed: self.seed.wrapping_add(1) }
    }

    /// Source: of four sets of numbers tried on held-out quarters of the training stories, no other was
    /// better by more than its noise.
    const fn trees(&self) -> Growth {
        let seed = self.seed.wrapping_add(3);
        Growth { trees: 150, leaves: 31, rate: 0.1, least: 5.0, l2: 5.0, shares: [0.8, 0.5], seed }
    }

    /// Source: a judgement; other values were not tried.
    const fn odds(&self) -> Settings {
        Settings { epochs: 6, rate: 0.05, l2: 1e-5, seed: self.seed.wrapping_add(2) }
    }
}

/// How many fields, each learned from another beginning, one is the mean of.
///
/// Source: on held-out quarters of the training stories three scored 68.1, single ones 67.3 to 67.5; five
/// were no better there.
const BEGINNINGS: u64 = 5;

/// A trained model, and how well its like does on stories that it has not seen.
#[derive(Debug)]
pub struct Trained {
    /// The model, learned from all stories.
    pub model: Model,
    /// Each story's claims by a model learned without it, in the order of the stories.
    pub held_out: Vec<Vec<Annotation>>,
}

impl Trained {
    /// The scores of the claims held out.
    pub fn evaluation(&self, stories: &[Annotated]) -> Evaluation {
        // Who a source is, is resolved later: the claims held out name nobody.
        let nameless = |claim: &Annotation| Annotation { speaker: None, ..claim.clone() };
        let gold: Vec<Vec<Annotation>> =
            stories.iter().map(|story| story.claims.iter().map(nameless).collect()).collect();
        let mut evaluation = Evaluation::default();
        let scored: Vec<Scored<'_>> = stories
            .iter()
            .zip(&gold)
            .zip(&self.held_out)
            .map(|((story, gold), claims)| Scored {
                document: &story.document,
                gold,
                predicted: Some(claims),
            })
            .collect();
        evaluation.add(&scored);
        evaluation
    }
}

/// What is left out while learning: one part of the stories, or none.
type Without = Option<usize>;

/// Stage one as learned without some stories.
struct Taught {
    without: Without,
    seen: Vec<Vec<Seen>>,
    cues: Table,
}

/// What stages one and two make of a story that they were not taught.
struct Read {
    lesson: usize,
    /// The part that its lesson belongs to.
    fold: usize,
    seen: Vec<Seen>,
    roles: Vec<[f32; 3]>,
    candidates: Vec<Candidate>,
    features: Vec<Features>,
    right: Vec<Right>,
}

/// How far a candidate is what was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    No,
    /// It has the source, and half of the content or more.
    Partly,
    /// It has the source, and nearly all of the content.
    Wholly,
}

/// From which likeness of contents on a candidate is wholly right. Unit: IoU of word sets.
///
/// Source: 0.7, 0.8 and 0.9 were tried on held-out training stories and differ by less than their noise.
const WHOLLY: f64 = 0.8;

impl Right {
    fn of(likeness: f64) -> Self {
        match likeness {
            x if x >= WHOLLY => Self::Wholly,
            x if x > 0.0 => Self::Partly,
            _ => Self::No,
        }
    }

    /// What is learned of it at first sight: a candidate that is partly right is shown as right once, and
    /// once as wrong, so that of two readings the whole one is preferred.
    ///
    /// Source: on held-out training stories exact contents gained 0.9 points by it and passages 0.3; shown so
    /// to the trees as well, exact contents gain 0.3 more and passages lose as much.
    const fn verdicts(self) -> &'static [bool] {
        match self {
            Self::No => &[false],
            Self::Partly => &[true, false],
            Self::Wholly => &[true],
        }
    }
}

/// Learns a model from annotated stories; `told` hears of each step.
///
/// ```
/// use sayso::learn::{Gold, Training, train};
/// let line = r#"{"id": "a", "text": "It rained, he said.", "claims":
///     [{"source": [[11, 13]], "cue": [[14, 18]], "content": [[0, 9]]}]}"#.replace('\n', " ");
/// let stories: Vec<_> = Gold::new("gold.jsonl", line.as_bytes()).collect::<Result<_, _>>()?;
/// let trained = train(&stories, &Training { bits: 10, ..Training::default() }, |_| ());
/// assert_eq!(trained.held_out.len(), 1);
/// # Ok::<(), sayso::learn::Unusable>(())
/// ```
pub fn train(stories: &[Annotated], training: &Training, told: impl Fn(&str) + Sync) -> Trained {
    let lexicon = Lexicon::builtin();
    let classes = word_classes();
    let numbered: Vec<(usize, &Annotated)> = stories.iter().enumerate().collect();
    let lessons: Vec<Lesson<'_>> = par::map(&numbered, |&(n, story)| Lesson::new(n, story, lexicon));
    let school = School { lessons, lexicon, classes, training, told: &told };

    let parts: Vec<Without> = (0..FOLDS).map(Some).chain([None]).collect();
    let taught = par::map(&parts, |&without| school.teach_cues(without));
    let found = school.found(&taught);
    let flags: Vec<Flags> = school
        .lessons
        .iter()
        .zip(&found)
        .map(|(l, found)| Flags::of(l.story.tokens.len(), &found.cues))
        .collect();
    let fields =
        par::map(&taught, |taught| Fields::new(taught.cues.clone(), school.teach_arguments(taught, &flags)));
    let read: Vec<Read> = {
        let folds: Vec<usize> = (0..FOLDS).collect();
        let mut read =
            par::flat_map(&folds, |&fold| school.read(fold, &taught[fold], &fields[fold], &found, &flags));
        read.sort_by_key(|read| read.lesson);
        read
    };
    told("choosing among candidates");
    let (choosing, held_out) = school.teach_choosing(&parts, &read);
    let words = school.words();
    let fields = fields.into_iter().next_back().expect("the last part leaves nothing out");
    let provenance = school.provenance();
    let model = Model::new(words, fields, choosing, provenance);
    Trained { model, held_out }
}

struct School<'s> {
    lessons: Vec<Lesson<'s>>,
    lexicon: &'s Lexicon,
    classes: Words,
    training: &'s Training,
    told: &'s (dyn Fn(&str) + Sync),
}

fn name(without: Without) -> String {
    without.map_or_else(|| "all stories".to_owned(), |fold| format!("without part {}", fold + 1))
}

impl School<'_> {
    fn counts(&self, without: Without) -> HashKeyed<Counts> {
        let mut counts = HashKeyed::<Counts>::default();
        for lesson in self.lessons.iter().filter(|lesson| Some(lesson.fold) != without) {
            #[allow(clippy::iter_over_hash_type, reason = "a sum does not depend on the order")]
            for (&hash, &own) in &lesson.own {
                counts.entry(hash).or_default().add(own);
            }
        }
        counts
    }

    fn teach_cues(&self, without: Without) -> Taught {
        let counts = self.counts(without);
        let see = |lesson: &Lesson<'_>| {
            lesson.see(self.lexicon, &self.classes, &counts, Some(lesson.fold) != without)
        };
        let seen: Vec<Vec<Seen>> = self.lessons.iter().map(see).collect();
        let labels: Vec<Vec<u8>> = self.lessons.iter().map(Lesson::cue_labels).collect();
        let mut chains: Vec<(usize, Range<usize>)> = Vec::new();
        for (n, lesson) in self.lessons.iter().enumerate().filter(|(_, l)| Some(l.fold) != without) {
            chains.extend(first::chains(&lesson.story).into_iter().map(|range| (n, range)));
        }
        let bits = self.training.bits;
        let mut trainer = Trainer::new(cue::layout(bits));
        self.teach(
            &mut trainer,
            &self.training.cues(),
            &format!("cues, {}", name(without)),
            chains.len(),
            |i, sample: &mut Sample| {
                let (n, range) = &chains[i];
                for at in range.clone() {
                    cue::features(&seen[*n], range, at, &mut Collecting { bits, sample });
                    let label = cue::at_start(labels[*n][at], at == range.start);
                    sample.end_token(seen[*n][at].step, label);
                }
            },
        );
        Taught { without, seen, cues: trainer.finish() }
    }

    /// Learns a field several times over, each time in another order, and tells of the last epochs.
    fn teach(
        &self,
        trainer: &mut Trainer,
        settings: &Settings,
        what: &str,
        count: usize,
        fill: impl Fn(usize, &mut Sample),
    ) {
        for beginning in 0..BEGINNINGS {
            if beginning > 0 {
                trainer.forget();
            }
            let settings = Settings { seed: mix(settings.seed, beginning), ..settings.clone() };
            trainer.learn(&settings, count, &fill, |epoch, loss| {
                if epoch == settings.epochs {
                    (self.told)(&format!("{what}: {} of {BEGINNINGS}, loss {loss:.4}", beginning + 1));
                }
            });
        }
    }

    /// What the stage one that was taught without it makes of every story.
    fn found(&self, taught: &[Taught]) -> Vec<First> {
        let numbered: Vec<usize> = (0..self.lessons.len()).collect();
        par::map(&numbered, |&n| {
            let lesson = &self.lessons[n];
            let taught = &taught[lesson.fold];
            first::first_by(&lesson.story, &taught.seen[n], &taught.cues)
        })
    }

    fn teach_arguments(&self, taught: &Taught, flags: &[Flags]) -> Table {
        let mut chains: Vec<Chain> = Vec::new();
        for (n, lesson) in self.lessons.iter().enumerate().filter(|(_, l)| Some(l.fold) != taught.without) {
            chains.extend(lesson.claims.iter().filter_map(|claim| chain(n, &lesson.story, claim)));
        }
        let bits = self.training.bits;
        let mut trainer = Trainer::new(argument::layout(bits));
        self.teach(
            &mut trainer,
            &self.training.arguments(),
            &format!("arguments, {}", name(taught.without)),
            chains.len(),
            |i, sample: &mut Sample| {
                let Chain { lesson, cue, window, labels } = &chains[i];
                let (seen, flags) = (&taught.seen[*lesson], &flags[*lesson]);
                let view = CueView::new(seen, &flags.begun, cue.clone(), window.clone());
                for at in window.clone() {
                    let side = argument::side(at, cue);
                    argument::own(seen, &flags.tokens, at, side, &mut Collecting { bits, sample });
                    view.beside(at, &mut Collecting { bits, sample });
                    sample.end_token(argument::step(&seen[at], side), labels[at - window.start]);
                }
            },
        );
        trainer.finish()
    }

    /// The candidates of the stories of a part, by fields that were taught without it.
    fn read(
        &self,
        fold: usize,
        taught: &Taught,
        fields: &Fields,
        found: &[First],
        flags: &[Flags],
    ) -> Vec<Read> {
        let own = self.lessons.iter().enumerate().filter(|(_, lesson)| lesson.fold == fold);
        own.map(|(n, lesson)| {
            let seen = &taught.seen[n];
            let rules = rule_claims(&lesson.story, self.lexicon);
            let candidates = candidate::all(
                &mut Reader::new(&lesson.story, seen, fields, &flags[n]),
                &found[n].cues,
                &rules,
            );
            let rivals = Rivals::new(seen, &candidates);
            let features = (0..candidates.len()).map(|i| rescore::features(seen, &rivals, i)).collect();
            let judge = Judge::new(&lesson.annotated.document.text, &lesson.annotated.claims);
            let right = |c: &Candidate| {
                let found = annotation(&lesson.story, c);
                Right::of(judge.likeness(&found.source, &found.content))
            };
            let right = candidates.iter().map(right).collect();
            let (seen, roles) = (seen.clone(), found[n].roles.clone());
            Read { lesson: n, fold, seen, roles, candidates, features, right }
        })
        .collect()
    }

    /// What the model is to know of words.
    fn words(&self) -> Words {
        let mut words = self.classes.clone();
        #[allow(clippy::iter_over_hash_type, reason = "each word is set once, whatever the order")]
        for (&hash, &count) in &self.counts(None) {
            if count.cue_bucket() > 0 {
                words.change(hash, |facts| {
                    (facts.cue, facts.habit) = (count.cue_bucket(), count.habit_bucket());
                });
            }
        }
        words
    }

    fn provenance(&self) -> String {
        let claims: usize = self.lessons.iter().map(|lesson| lesson.claims.len()).sum();
        format!(
            "stories: {}\nclaims: {claims}\nseed: {}\nbits: {}\ncues: {:?}\narguments: {:?}\n\
             re-scorer: {:?}\ntrees: {:?}\n",
            self.lessons.len(),
            self.training.seed,
            self.training.bits,
            self.training.cues(),
            self.training.arguments(),
            self.training.odds(),
            self.training.trees(),
        )
    }
}

/// A marked claim as stage two learns from it.
struct Chain {
    lesson: usize,
    cue: Range<usize>,
    window: Range<usize>,
    labels: Vec<u8>,
}

/// A marked claim as a chain of stage two; none without a cue, or with its content too far from it.
fn chain(n: usize, story: &Story<'_>, claim: &Marked) -> Option<Chain> {
    let cue = cue_range(&claim.cue)?;
    let window = window::around(story, &cue);
    let labels = argument_labels(claim, &window)?;
    Some(Chain { lesson: n, cue, window, labels })
}

/// A candidate in spans.
fn annotation(story: &Story<'_>, candidate: &Candidate) -> Annotation {
    let spans = |ranges: &[Range<usize>]| ranges.iter().map(|range| story.span_of(range.clone())).collect();
    let cue = std::slice::from_ref(&candidate.cue);
    Annotation {
        source: spans(&candidate.source),
        cue: if candidate.cue.is_empty() { Vec::new() } else { spans(cue) },
        content: spans(&candidate.content),
        ..Annotation::default()
    }
}
