use super::{Fault, RuleId};
use crate::check::Finding;
use crate::ingest::Document;
use crate::lexicon::HashKeyed;
use crate::text::{Fnv, Span, fold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Findings that are known and let pass: those of the day on which a house began.
///
/// Shape: a line that says what the file is, then one JSON object a line for each place of each
/// finding, sorted; so two branches merge line by line, and a place that is flagged twice has two
/// lines. A place is known by the rule, the story, its folded words and what they are held against:
/// moving a paragraph changes nothing, and a second slip like the first is new.
///
/// ```
/// use sayso::gate::Baseline;
/// let empty = Baseline::default().write();
/// assert_eq!(Baseline::read("sayso.baseline", &empty)?.len(), 0);
/// # Ok::<(), sayso::gate::Fault>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    /// By the place's hash: its lines.
    places: BTreeMap<u64, Place>,
    /// By the place's hash: how many of its lines are taken by findings of this run.
    taken: HashKeyed<u32>,
    /// By the place's hash: how often it was flagged in this run, known or new, let pass or not.
    flagged: HashKeyed<u32>,
}

/// A place, and the numbers of its lines.
#[derive(Debug, Clone)]
struct Place {
    story: String,
    rule: String,
    text: String,
    with: Option<String>,
    numbers: BTreeSet<u32>,
}

/// A line of the file. Its order is that of the file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    story: String,
    rule: String,
    /// For people: the beginning of the words.
    text: String,
    /// The hash, 16 hexadecimal digits.
    place: String,
    /// The story that it was held against, where that is another: without it nothing can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    with: Option<String>,
    /// Which of several equal places; 1 is left out.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    n: u32,
}

const fn one() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
const fn is_one(n: &u32) -> bool {
    *n == 1
}

/// What the first line says. The number is that of the form of the lines.
const HEAD: &str = r#"{"sayso-baseline":1}"#;

/// How much of the words is shown to people. Unit: characters.
const SHOWN: usize = 60;

/// How many numbers one place may have, so that a wrong file does not fill the memory.
///
/// Source: none; more equal slips than that are in no story.
const MOST: u32 = 1 << 20;

/// Whether a run would have found an entry again: given its story, its rule, and the other story.
pub(super) type LookedAt<'a> = dyn Fn(&str, &str, Option<&str>) -> bool + 'a;

/// A finding's places as a baseline knows them, with the stories' names for the house.
pub(super) struct Places<'a> {
    story: &'a str,
    /// What it is held against, where that is another story.
    with: Option<String>,
    finding: &'a Finding,
    hashes: Vec<u64>,
}

impl<'a> Places<'a> {
    pub(super) fn of(
        (story, with): (&'a str, Option<String>),
        document: &Document,
        finding: &'a Finding,
    ) -> Self {
        let head = Fnv::new().bytes(finding.rule.as_bytes()).byte(0).bytes(story.as_bytes()).byte(0);
        let head = head.bytes(fold(&finding.against).as_bytes()).byte(0);
        let hash = |span: &Span| head.bytes(fold(span.of(&document.text)).as_bytes()).finish();
        Self { story, with, finding, hashes: finding.spans.iter().map(hash).collect() }
    }
}

impl Baseline {
    /// Reads a baseline; `file` is what messages call it.
    ///
    /// Errors: a file that is none or is of a later version, a line that is no entry; each with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text); // some editors put it there
        let mut lines = text.lines();
        let mut at = 0;
        let mut baseline = Self::default();
        if lines.next().map(str::trim_end) != Some(HEAD) {
            return Err(Fault::at(
                file,
                text,
                0..1,
                format!("no baseline of this program: line 1 is not {HEAD}"),
            ));
        }
        for line in text.split_inclusive('\n') {
            let written = line.trim();
            let fault = |message: String| Fault::at(file, text, at..at + line.trim_end().len(), message);
            if !written.is_empty() && written != HEAD {
                baseline.enter(written).map_err(fault)?;
            }
            at += line.len();
        }
        Ok(baseline)
    }

    fn enter(&mut self, line: &str) -> Result<(), String> {
        if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
            return Err("two versions of the baseline are not merged: keep the lines of both".to_owned());
        }
        let Line { story, rule, text, place, with, n } =
            serde_json::from_str(line).map_err(|error| format!("no entry of a baseline: {error}"))?;
        RuleId::named(&rule)?;
        let is_hash = place.len() == 16 && place.bytes().all(|byte| byte.is_ascii_hexdigit());
        let hash = u64::from_str_radix(&place, 16).ok().filter(|_| is_hash);
        let hash = hash.ok_or("`place` is not 16 hexadecimal digits")?;
        if n == 0 || n > MOST {
            return Err(format!("`n` is not between 1 and {MOST}"));
        }
        let new = || Place { story, rule, text, with, numbers: BTreeSet::new() };
        self.places.entry(hash).or_insert_with(new).numbers.insert(n);
        Ok(())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.places.values().map(|place| place.numbers.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Remembers that a finding's places are still flagged, whatever becomes of it.
    pub(super) fn meets(&mut self, places: &Places<'_>) {
        places.hashes.iter().for_each(|hash| *self.flagged.entry(*hash).or_default() += 1);
    }

    /// Whether every place of a finding is known; if so, their lines are taken.
    pub(super) fn takes(&mut self, places: &Places<'_>) -> bool {
        let mut needed: BTreeMap<u64, u32> = BTreeMap::new();
        places.hashes.iter().for_each(|hash| *needed.entry(*hash).or_default() += 1);
        let known = |(hash, count): (&u64, &u32)| {
            let taken = self.taken.get(hash).copied().unwrap_or(0);
            self.places
                .get(hash)
                .is_some_and(|place| place.numbers.len() as u32 >= taken.saturating_add(*count))
        };
        let all = needed.iter().all(known);
        if all {
            needed.into_iter().for_each(|(hash, count)| *self.taken.entry(hash).or_default() += count);
        }
        all
    }

    /// Enters a finding's places.
    pub(super) fn record(&mut self, places: &Places<'_>, document: &Document) {
        for (hash, span) in places.hashes.iter().zip(&places.finding.spans) {
            let words = || span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let text = || words().chars().take(SHOWN).collect();
            let place = self.places.entry(*hash).or_insert_with(|| Place {
                story: places.story.to_owned(),
                rule: places.finding.rule.to_owned(),
                text: text(),
                with: places.with.clone(),
                numbers: BTreeSet::new(),
            });
            place.numbers.insert(place.numbers.len() as u32 + 1);
        }
    }

    /// How many entries are flagged no more, of those that were looked at.
    pub(super) fn stale(&self, looked_at: &LookedAt<'_>) -> usize {
        let left = |(hash, place): (&u64, &Place)| place.numbers.len() - self.kept(*hash, place, looked_at);
        self.places.iter().map(left).sum()
    }

    /// Drops these entries.
    pub(super) fn shrink(&mut self, looked_at: &LookedAt<'_>) {
        let mut places = std::mem::take(&mut self.places);
        places.retain(|hash, place| {
            let kept = self.kept(*hash, place, looked_at);
            if kept < place.numbers.len() {
                place.numbers = (1..=kept as u32).collect();
            }
            kept > 0
        });
        self.places = places;
    }

    /// How many entries of a place are still needed: as many as are flagged, even where one more is
    /// and all of them are reported.
    fn kept(&self, hash: u64, place: &Place, looked_at: &LookedAt<'_>) -> usize {
        if !looked_at(&place.story, &place.rule, place.with.as_deref()) {
            return place.numbers.len();
        }
        place.numbers.len().min(self.flagged.get(&hash).copied().unwrap_or(0) as usize)
    }

    /// The file, sorted, one entry a line.
    pub fn write(&self) -> String {
        let mut lines: Vec<Line> = Vec::new();
        for (hash, place) in &self.places {
            lines.extend(place.numbers.iter().map(|&n| Line {
                story: place.story.clone(),
                rule: place.rule.clone(),
                text: place.text.clone(),
                place: format!("{hash:016x}"),
                with: place.with.clone(),
                n,
            }));
        }
        lines.sort();
        let mut out = format!("{HEAD}\n");
        for line in &lines {
            // a line is strings and a number: it can always be written
            out.push_str(&serde_json::to_string(line).unwrap_or_default());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str =
        r#"{"story":"a.txt","rule":"name-variant","text":"Dorohkova","place":"00000000000000aa"}"#;
    const A2: &str =
        r#"{"story":"a.txt","rule":"name-variant","text":"Dorohkova","place":"00000000000000aa","n":2}"#;

    fn read(lines: &[&str]) -> Result<Baseline, String> {
        let text = format!("{HEAD}\n{}\n", lines.join("\n"));
        Baseline::read("sayso.baseline", &text).map_err(|fault| fault.to_string())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = format!("{HEAD}\n{A}\n{A2}\n");
        assert_eq!(read(&[A2, A, A]).expect("a baseline").write(), text);
        assert_eq!(Baseline::read("b", &text).expect("a baseline").len(), 2);
        assert_eq!(Baseline::read("b", &format!("\u{feff}{text}")).expect("a baseline").write(), text);
        assert_eq!(Baseline::read("b", &text.replace('\n', "\r\n")).expect("a baseline").write(), text);
    }

    #[test]
    fn what_is_no_baseline_is_told_with_its_line() {
        let fault = |lines: &[&str]| read(lines).expect_err("a fault");
        assert!(fault(&[A, "<<<<<<< ours", A2]).starts_with("sayso.baseline:3:1: two versions"));
        assert!(
            fault(&["{}"]).starts_with("sayso.baseline:2:1: no entry of a baseline: missing field `story`")
        );
        assert!(fault(&[&A.replace("00000000000000aa", "aa")]).starts_with("sayso.baseline:2:1: `place`"));
        assert!(fault(&[&A.replace("00000000000000aa", "+0000000000000aa")]).contains("`place` is not 16"));
        assert!(
            fault(&[&A.replace("name-", "nome-")])
                .starts_with("sayso.baseline:2:1: no such rule; did you mean name-variant?")
        );
        assert!(fault(&[&A2.replace(":2}", ":0}")]).contains("`n` is not between"));
        assert!(Baseline::read("b", "").is_err() && Baseline::read("b", "{\"sayso-baseline\":2}\n").is_err());
    }
}
