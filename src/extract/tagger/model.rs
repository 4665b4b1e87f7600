use super::candidate::Fields;
use super::cue;
use super::rescore::Rivals;
use super::second::Look;
use super::seen::{self, Seen};
use super::words::{WordFacts, Words};
use super::{argument, rescore};
use crate::crf::{Logistic, Reader, StoreError, Table, Trees, Writer, mix, sigmoid};
use crate::extract::{Confidence, Kind};
use std::borrow::Cow;
use std::sync::LazyLock;

/// What the learned extractor knows: words, two fields, and how to choose among what they find.
///
/// Trained by `sayso train claims`; the shipped one is described in `data/claims-model.md`.
#[derive(Debug)]
pub struct Model {
    pub(crate) words: Words,
    pub(crate) fields: Fields,
    pub(crate) choosing: Choosing,
    provenance: String,
}

/// How candidates are chosen: their odds at first sight, at second sight, and what those are worth.
#[derive(Debug, Default)]
pub(crate) struct Choosing {
    pub first: Logistic,
    pub second: Trees,
    pub calibration: Calibration,
}

/// From log odds to a share that holds: one straight line in log odds a kind of claim.
///
/// Source: Platt, "Probabilistic outputs for support vector machines" (1999).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Calibration {
    /// Slope and offset for direct, mixed and indirect claims.
    pub lines: [[f32; 2]; 3],
    /// The share of quotations carried on without a cue that are right.
    pub carried: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { lines: [[1.0, 0.0]; 3], carried: 0.5 }
    }
}

impl Calibration {
    /// How sure we are of a claim of that kind with these odds.
    pub fn confidence(&self, kind: Kind, odds: f32) -> Confidence {
        let [slope, offset] = self.lines[kind as usize];
        share(sigmoid(slope * odds + offset))
    }

    /// How sure we are of a quotation carried on without a cue.
    pub fn carried(&self) -> Confidence {
        share(self.carried)
    }
}

fn share(p: f32) -> Confidence {
    Confidence::percent((p * 100.0).round() as u8)
}

static BUILTIN: LazyLock<Model> = LazyLock::new(|| {
    let content = Reader::shipped(include_bytes!("../../../data/claims.model"));
    content
        .and_then(|mut content| Model::content(&mut content, Cow::Borrowed))
        .expect("tests/model.rs reads the shipped model")
});

impl Model {
    pub(crate) const fn new(words: Words, fields: Fields, choosing: Choosing, provenance: String) -> Self {
        Self { words, fields, choosing, provenance }
    }

    /// The model that ships with the program.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// What the model was trained on, with which settings, and how it scored: lines of text.
    pub fn provenance(&self) -> &str {
        &self.provenance
    }

    /// The bytes of a model file.
    ///
    /// Shape: the header of [`Writer`]; provenance; words; the two fields; the re-scorer; its trees; the
    /// calibration.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Writer::new(templates());
        out.text(&self.provenance);
        self.words.write(&mut out);
        self.fields.cues.write(&mut out);
        self.fields.arguments.write(&mut out);
        let Choosing { first, second, calibration } = &self.choosing;
        first.write(&mut out);
        second.write(&mut out);
        let Calibration { lines, carried } = calibration;
        lines.iter().flatten().chain([carried]).for_each(|&number| out.float(number));
        out.finish()
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// When the bytes are no model, cut short, altered, of another version, or trained with features
    /// that this program does not compute.
    ///
    /// ```
    /// use sayso::extract::Model;
    /// assert_eq!(Model::read(b"x").unwrap_err().to_string(), "it is not a sayso model");
    /// ```
    pub fn read(bytes: &[u8]) -> Result<Self, StoreError> {
        Self::content(&mut Reader::open(bytes, templates())?, |rows| rows.to_vec().into())
    }

    /// Reads what is behind the header; `keep` is for the rows of the tables.
    fn content<'b>(
        from: &mut Reader<'b>,
        keep: impl Fn(&'b [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, StoreError> {
        let provenance = from.text()?.to_owned();
        let words = Words::read(from)?;
        let fields = Fields::new(Table::read_by(from, &keep)?, Table::read_by(from, &keep)?);
        let (first, second) = (Logistic::read(from)?, Trees::read(from)?);
        let mut calibration = Calibration::default();
        for number in calibration.lines.iter_mut().flatten().chain([&mut calibration.carried]) {
            *number = from.float()?;
        }
        let sizes = |table: &Table, layout: crate::crf::Layout| table.layout == layout;
        if !sizes(&fields.cues, cue::layout(fields.cues.layout.bits))
            || !sizes(&fields.arguments, argument::layout(fields.arguments.layout.bits))
        {
            return Err(StoreError::Damaged);
        }
        Ok(Self { words, fields, choosing: Choosing { first, second, calibration }, provenance })
    }
}

/// Depends on every feature that is computed: made of the features of a few made-up tokens, so that a
/// model trained with others is refused.
pub fn templates() -> u64 {
    let seen: Vec<Seen> = (0..24).map(seen::made_up).collect();
    let mut all = Hashing(mix(1, WordFacts::default().pack().into()));
    for at in 0..seen.len() {
        cue::features(&seen, &(0..seen.len()), at, &mut all);
    }
    let flags: Vec<bool> = (0..24).map(|i| i % 5 == 0).collect();
    let begun: Vec<u32> = (0..26).map(|i| i / 5).collect();
    let view = argument::CueView::new(&seen, &begun, 9..11, 0..24);
    for at in 0..seen.len() {
        argument::own(&seen, &flags, at, argument::side(at, &(9..11)), &mut all);
        view.beside(at, &mut all);
    }
    let candidates = super::candidate::made_up();
    let rivals = Rivals::new(&seen, &candidates);
    for n in 0..candidates.len() {
        for (feature, _) in rescore::features(&seen, &rivals, n) {
            super::Sink::see(&mut all, feature);
        }
    }
    let roles: Vec<[f32; 3]> = (0..24).map(|i| [i as f32 / 24.0, 0.25, 1.0 - i as f32 / 48.0]).collect();
    let odds: Vec<f32> = (0..candidates.len()).map(|n| n as f32 / 4.0 - 0.5).collect();
    let look = Look { seen: &seen, roles: &roles, rivals: &rivals, odds: &odds };
    let mut numbers = Vec::new();
    for n in 0..candidates.len() {
        look.numbers(n, &mut numbers);
        numbers.iter().for_each(|number| super::Sink::see(&mut all, number.to_bits().into()));
    }
    all.0
}

struct Hashing(u64);

impl super::Sink for Hashing {
    fn see(&mut self, feature: u64) {
        self.0 = mix(self.0, feature).rotate_left(17);
    }
}
