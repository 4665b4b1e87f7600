//! Figures marked by hand, and how far those that were found are the same.

use super::score::is_same;
use crate::extract::{Decimal, Facts};
use crate::text::Span;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write as _;

/// One figure, marked by hand or found; all that is scored of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureMark {
    /// Number, currency, scale word and unit.
    pub span: Span,
    /// The value, scale word applied; a fraction in percent.
    pub value: Decimal,
    /// The unit in its canonical form; empty for bare counts and money.
    pub unit: String,
    /// The ISO 4217 code; empty when it is no money.
    pub currency: String,
    /// `exact`, `more-than`, `at-least`, `less-than`, `at-most`, `nearly`, `about`.
    pub bound: String,
    /// The head noun of what is counted, singular; empty when nothing is named.
    pub counts: String,
    /// Who gives it; empty when the story itself does.
    pub source: String,
}

impl FigureMark {
    /// The figures of a story as `sayso figures` gives them.
    ///
    /// ```
    /// use sayso::{extract::Extractor, ingest::Document, learn::FigureMark, pipeline};
    /// let story = Document::plain("a.txt", "Anwar Hossain said nearly 40 boats had sunk.");
    /// let facts = pipeline::facts(&[story], Extractor::builtin());
    /// let [figure] = &FigureMark::all(&facts[0])[..] else { panic!("one figure") };
    /// assert_eq!((figure.bound.as_str(), figure.counts.as_str()), ("nearly", "boat"));
    /// assert_eq!(figure.source, "Anwar Hossain");
    /// ```
    pub fn all(facts: &Facts) -> Vec<Self> {
        let speaker = |claim: u32| {
            let party = facts.claims.get(claim as usize)?.speaker?;
            Some(facts.parties.get(party.0 as usize)?.name.to_string())
        };
        let mark = |figure: &crate::extract::Figure| Self {
            span: figure.span,
            value: figure.value,
            unit: figure.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
            currency: figure.currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
            bound: figure.bound.as_str().to_owned(),
            counts: figure.counts.as_ref().map(|counts| counts.head.to_string()).unwrap_or_default(),
            source: figure.claim.and_then(speaker).unwrap_or_default(),
        };
        facts.figures.iter().map(mark).collect()
    }

    /// Reads the figures of an annotated story's line; none when the line has no such list.
    ///
    /// Errors: a figure without a span inside the text, or whose value is no plain decimal.
    pub(super) fn read(list: Option<&Value>, text: &str) -> Result<Option<Vec<Self>>, String> {
        let Some(list) = list else { return Ok(None) };
        let list = list.as_array().ok_or("`figures` is not a list")?;
        let one = |(n, value)| mark(value, text).map_err(|what| format!("figure {n}: {what}"));
        list.iter().enumerate().map(one).collect::<Result<_, _>>().map(Some)
    }
}

fn mark(value: &Value, text: &str) -> Result<FigureMark, String> {
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let end = |n: usize| {
        let end = value.get("span").and_then(|span| span.get(n)).and_then(Value::as_u64);
        end.and_then(|end| u32::try_from(end).ok()).ok_or("no `span` of [start, end]")
    };
    let span = Span::new(end(0)?, end(1)?.max(end(0)?));
    if span.is_empty() || text.get(span.range()).is_none() {
        return Err(format!(
            "span [{}, {}] is empty, outside the text or inside a character",
            span.start, span.end
        ));
    }
    let printed = word("value");
    let (digits, negative) = printed.strip_prefix('-').map_or((printed.as_str(), false), |rest| (rest, true));
    let value = Decimal::parse(digits).ok_or_else(|| format!("`value` {printed:?} is no plain decimal"))?;
    Ok(FigureMark {
        span,
        value: if negative { value.negated() } else { value },
        unit: word("unit"),
        currency: word("currency"),
        bound: word("bound"),
        counts: word("counts"),
        source: word("source"),
    })
}

/// How many figures were marked, found, and found with each field right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FigureScore {
    /// Figures marked by hand.
    pub gold: usize,
    /// Figures given.
    pub predicted: usize,
    /// Marked figures that one given overlaps, each with its own.
    pub found: usize,
    /// Of these, with the right value: equal, or within a hundredth (a third is 33.3 or 33 percent).
    pub value: usize,
    /// With the right unit and currency.
    pub unit: usize,
    /// With the right bound.
    pub bound: usize,
    /// With the right noun for what is counted, or rightly none.
    pub counts: usize,
    /// With the right source, or rightly none.
    pub source: usize,
    /// With all five right.
    pub whole: usize,
}

impl FigureScore {
    /// Adds a story: what was marked, and what was given, both in text order.
    pub fn add(&mut self, gold: &[FigureMark], found: &[FigureMark]) {
        self.gold += gold.len();
        self.predicted += found.len();
        let mut from = 0;
        for mark in gold {
            while found.get(from).is_some_and(|given| given.span.end <= mark.span.start) {
                from += 1;
            }
            if let Some(given) = found.get(from).filter(|given| given.span.overlaps(mark.span)) {
                self.count(mark, given);
                from += 1;
            }
        }
    }

    fn count(&mut self, mark: &FigureMark, given: &FigureMark) {
        let source = match (mark.source.is_empty(), given.source.is_empty()) {
            (true, true) => true,
            (false, false) => is_same(&mark.source, &given.source),
            (true, false) | (false, true) => false,
        };
        let right = [
            near(mark.value, given.value),
            mark.unit == given.unit && mark.currency == given.currency,
            mark.bound == given.bound,
            mark.counts == given.counts,
            source,
        ];
        let fields = [&mut self.value, &mut self.unit, &mut self.bound, &mut self.counts, &mut self.source];
        for (field, right) in fields.into_iter().zip(right) {
            *field += usize::from(right);
        }
        self.found += 1;
        self.whole += usize::from(right.iter().all(|right| *right));
    }

    /// A line on the figures: precision and recall of each field, in percent.
    pub fn text(&self) -> String {
        let fields = [
            ("found", self.found),
            ("value", self.value),
            ("unit", self.unit),
            ("bound", self.bound),
            ("counts", self.counts),
            ("source", self.source),
            ("all of it", self.whole),
        ];
        let share = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
        let mut text = format!("\nfigures: {} marked, {} given; P/R", self.gold, self.predicted);
        for (n, (name, right)) in fields.into_iter().enumerate() {
            let comma = if n == 0 { "" } else { "," };
            let (p, r) = (share(right, self.predicted), share(right, self.gold));
            _ = write!(text, "{comma} {name} {p:.1} {r:.1}");
        }
        text + "\n"
    }
}

/// Whether two values are equal, or within a hundredth of the first.
fn near(a: Decimal, b: Decimal) -> bool {
    let exponent = a.exponent.min(b.exponent);
    let (Some(x), Some(y)) = (a.at(exponent), b.at(exponent)) else { return false };
    x.abs_diff(y) <= x.unsigned_abs() / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, json: &str) -> Vec<FigureMark> {
        let list: Value = serde_json::from_str(json).unwrap();
        FigureMark::read(Some(&list), text).unwrap().unwrap()
    }

    #[test]
    fn each_field_is_counted_by_itself() {
        let text = "About a third of 40 boats sank.";
        let gold = marks(
            text,
            r#"[{"span": [6, 13], "value": "33.3", "unit": "percent", "bound": "about", "counts": "boat"},
                {"span": [17, 19], "value": "40", "bound": "exact", "counts": "boat"}]"#,
        );
        let given = marks(
            text,
            r#"[{"span": [6, 13], "value": "33", "unit": "percent", "bound": "about", "counts": ""},
                {"span": [26, 30], "value": "40", "bound": "exact"}]"#,
        );
        let mut score = FigureScore::default();
        score.add(&gold, &given);
        let expected = FigureScore {
            gold: 2,
            predicted: 2,
            found: 1,
            value: 1,
            unit: 1,
            bound: 1,
            counts: 0,
            source: 1,
            whole: 0,
        };
        assert_eq!(score, expected);
        assert!(score.text().contains("found 50.0 50.0, value 50.0 50.0"));
    }

    #[test]
    fn a_line_with_bad_figures_is_refused() {
        let read = |json: &str| FigureMark::read(Some(&serde_json::from_str(json).unwrap()), "40 é");
        for bad in [
            r#"{}"#,
            r#"[{}]"#,
            r#"[{"span": [0, 9], "value": "40"}]"#,
            r#"[{"span": [3, 4], "value": "40"}]"#,
            r#"[{"span": [2, 0], "value": "40"}]"#,
            r#"[{"span": [0, 2], "value": "4e1"}]"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(FigureMark::read(None, ""), Ok(None));
    }
}
