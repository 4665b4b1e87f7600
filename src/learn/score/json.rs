//! The report for programs, byte for byte as Python's `json.dumps(report, indent=1)` writes it.

use super::Report;
use super::reliability::{Reliability, SURE};
use super::speakers::Speakers;
use super::story::Miss;
use super::summary::{Summary, ratio};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io::{self, Write};

#[derive(Serialize)]
struct Record<'a> {
    documents: usize,
    missing: usize,
    #[serde(flatten)]
    summary: &'a Summary,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_map")]
    interval95: Option<&'a [(String, [f64; 2])]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers: Option<&'a Speakers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<ReliabilityRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<crate::learn::FigureScore>,
}

fn as_map<S: Serializer>(pairs: &Option<&[(String, [f64; 2])]>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, ends) in pairs.unwrap_or_default() {
        map.serialize_entry(name, ends)?;
    }
    map.end()
}

#[derive(Serialize)]
struct ReliabilityRecord {
    claims: usize,
    bins: Vec<BinRecord>,
    error: f64,
    sure: SureRecord,
}

#[derive(Serialize)]
struct BinRecord {
    from: f64,
    claims: usize,
    confidence: f64,
    right: f64,
}

#[derive(Serialize)]
struct SureRecord {
    from: f64,
    claims: usize,
    share: f64,
    right: f64,
}

impl ReliabilityRecord {
    fn new(reliability: &Reliability) -> Self {
        let bins = reliability.bins.iter().enumerate().map(|(n, bin)| BinRecord {
            from: n as f64 / 10.0,
            claims: bin.claims,
            confidence: bin.confidence(),
            right: bin.share(),
        });
        let (claims, sure) = (reliability.claims(), &reliability.sure);
        Self {
            claims,
            bins: bins.collect(),
            error: reliability.error(),
            sure: SureRecord {
                from: SURE,
                claims: sure.claims,
                share: ratio(sure.claims, claims),
                right: sure.share(),
            },
        }
    }
}

impl Report {
    /// Writes the report as one JSON object, numbers in their shortest form that reads back the same.
    ///
    /// **Shape:** `documents`, `missing`, a member each for `direct`, `mixed`, `indirect` and `all`,
    /// `spans`, `passages`; with resampling `interval95`; with gold speakers `speakers`; with
    /// predicted confidences `reliability`. **Units:** shares are fractions of one.
    /// **Errors:** those of `out`.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let record = Record {
            documents: self.documents,
            missing: self.missing,
            summary: &self.summary,
            interval95: Some(self.intervals.as_slice()).filter(|intervals| !intervals.is_empty()),
            speakers: Some(&self.speakers).filter(|speakers| speakers.all.of > 0),
            reliability: (self.reliability.claims() > 0).then(|| ReliabilityRecord::new(&self.reliability)),
            figures: self.figures,
        };
        let pretty = Pretty(PrettyFormatter::with_indent(b" "));
        record.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, pretty))?;
        writeln!(out)
    }
}

impl Miss {
    /// Writes it as a line of JSON.
    ///
    /// **Shape:** `id`, `problem` (`source`, `missed` or `spurious`), `kind`, then `gold`, `pred` and
    /// `content`, or `content`, `source` and `cue`, all as words. **Errors:** those of `out`.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        self.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Spaced(CompactFormatter)))?;
        writeln!(out)
    }
}

/// Indented by one space.
struct Pretty(PrettyFormatter<'static>);

/// On one line, with a space behind commas and colons.
struct Spaced(CompactFormatter);

impl Formatter for Pretty {
    fn write_f64<W: ?Sized + Write>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        out.write_all(written(value).as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

impl Formatter for Spaced {
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)?;
        out.write_all(if first { b"" } else { b" " })
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)?;
        out.write_all(b" ")
    }
}

/// A number as Python writes it: as Rust does, but for an exponent of two digits at least.
fn written(value: f64) -> String {
    let text = format!("{value:?}");
    match text.split_once("e-") {
        Some((digits, exponent)) => format!("{digits}e-{exponent:0>2}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_python_writes_them() {
        for (value, text) in [
            (0.0, "0.0"),
            (1.0, "1.0"),
            (2.0 / 3.0, "0.6666666666666666"),
            (0.0001, "0.0001"),
            (0.00005, "5e-05"),
            (1.0 / 30_000.0, "3.3333333333333335e-05"),
            (1e-10, "1e-10"),
        ] {
            assert_eq!(written(value), text);
        }
    }
}
