//! The report for people.

use super::Report;
use super::reliability::{Bin, Reliability};
use super::speakers::{Share, Speakers};
use super::summary::{Prf, Row, ratio};
use std::fmt::Write as _;

impl Report {
    /// The report as a table; figures are percentages.
    ///
    /// **Shape:** the lines of the table; then, where gold claims name speakers, a line on these, and
    /// where predicted claims say how sure they are, whether they are right as often as they say.
    pub fn text(&self) -> String {
        let mut text = self.lines().join("\n") + "\n";
        if self.speakers.all.of > 0 {
            text.push_str(&speakers(&self.speakers));
        }
        if self.reliability.claims() > 0 {
            text.push_str(&reliability(&self.reliability));
        }
        if let Some(figures) = &self.figures {
            text.push_str(&figures.text());
        }
        text
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.documents(), head()];
        lines.extend(self.summary.rows().map(|(kind, found)| row(kind, found)));
        lines.extend([self.spans(), self.passages()]);
        let interval = |(name, [low, high]): &(String, [f64; 2])| {
            format!("95% interval {name:22} {} .. {}", percent(*low), percent(*high))
        };
        lines.extend(self.intervals.iter().map(interval));
        lines
    }

    fn documents(&self) -> String {
        match self.missing {
            0 => format!("documents {}", self.documents),
            missing => format!("documents {} ({missing} without prediction)", self.documents),
        }
    }

    fn spans(&self) -> String {
        let spans = &self.summary.spans;
        let cells = [("source", spans.source), ("cue", spans.cue), ("content", spans.content)];
        let cells = cells.map(|(role, cell)| format!("{role} {}", three(cell)));
        format!("spans, exact: {}", cells.join("; "))
    }

    fn passages(&self) -> String {
        let row = &self.summary.passages;
        format!(
            "direct-quotation track: {} passages; P/R/F1 {}; source {}; found with the right source {}",
            row.gold,
            three(row.found),
            percent(row.source),
            percent(row.claim)
        )
    }
}

fn head() -> String {
    let columns = ["exact", "relaxed", "words", "claim", "cue"];
    let columns = columns.map(|name| format!("| {:17}", format!("{name} P/R/F1"))).join(" ");
    format!("{:9}{:>6}{:>6} {columns} | source ex/rel", "kind", "gold", "pred")
}

fn row(kind: &str, row: &Row) -> String {
    let cells = [row.exact, row.relaxed, row.words, row.claim, row.cue];
    let cells = cells.map(|cell| format!("| {}", three(cell))).join(" ");
    let source = format!("{} {}", percent(row.source.exact), percent(row.source.relaxed));
    format!("{kind:9}{:6}{:6} {cells} | {source}", row.gold, row.predicted)
}

fn percent(share: f64) -> String {
    format!("{:5.1}", 100.0 * share)
}

fn three(cell: Prf) -> String {
    format!("{} {} {}", percent(cell.p), percent(cell.r), percent(cell.f1))
}

/// A blank line, and how often the speaker is right.
fn speakers(speakers: &Speakers) -> String {
    let share = |Share { of, right }| format!("{right} of {of} ({:.1})", 100.0 * ratio(right, of));
    let Speakers { all, pronoun, role, name, body, several } = *speakers;
    format!(
        "\nresolved speakers of the claims found: {} right; where the source is a pronoun {}; a role {}; a name {}; of the roles a body {}; several people {}\n",
        share(all),
        share(pronoun),
        share(role),
        share(name),
        share(body),
        share(several)
    )
}

/// A blank line, and confidence beside the share that is right, by tenths.
fn reliability(reliability: &Reliability) -> String {
    let claims = reliability.claims();
    let mut text = format!("\n{:12}{:>7} {:>7} {:>7}\n", "confidence", "claims", "mean", "right");
    for (n, bin) in reliability.bins.iter().enumerate() {
        let range = format!("0.{n} to {}.{}", (n + 1) / 10, (n + 1) % 10);
        let shares = match bin {
            Bin { claims: 0, .. } => String::new(),
            bin => format!(" {:>7} {:>7}", percent(bin.confidence()), percent(bin.share())),
        };
        let _ = writeln!(text, "{range:12}{:7}{shares}", bin.claims); // a string takes all
    }
    let sure = &reliability.sure;
    let _ = writeln!(
        text,
        "{claims} claims; expected calibration error {:.1}; confidence 0.9 or more: {} ({:.1}), of which right {:.1}",
        100.0 * reliability.error(),
        sure.claims,
        100.0 * ratio(sure.claims, claims),
        100.0 * sure.share()
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Halves go to the even digit, as Python has them.
    #[test]
    fn percentages_are_rounded_as_python_rounds_them() {
        for (share, text) in [
            (0.0, "  0.0"),
            (1.0, "100.0"),
            (1.0 / 16.0, "  6.2"),
            (3.0 / 16.0, " 18.8"),
            (1.0 / 800.0, "  0.1"),
            (0.0005, "  0.1"),
            (0.0015, "  0.1"),
            (2.0 / 3.0, " 66.7"),
        ] {
            assert_eq!(percent(share), text, "{share}");
        }
    }
}
