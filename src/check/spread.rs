//! A total in one sentence and its parts in the next: `Six people died. Four were in the bus and three in
//! the van.`

use super::told::{Told, says};
use crate::extract::{Bound, Facts, Figure, FigureKind};

/// Words that lead to where a part was: a part in one place is in no other.
const WHERE: [&str; 8] = ["in", "on", "at", "from", "aboard", "inside", "near", "outside"];

/// Groups that share nobody.
const APART: [(&str, &str); 4] = [("men", "women"), ("women", "men"), ("boys", "girls"), ("girls", "boys")];

/// Words that make the parts something other than a division of those told before.
const OPEN: [&str; 24] = [
    "others",
    "other",
    "another",
    "more",
    "also",
    "least",
    "both",
    "including",
    "among",
    "of whom",
    "each",
    "same",
    "earlier",
    "later",
    "last",
    "year",
    "week",
    "ago",
    "hospital",
    "intensive",
    "condition",
    "custody",
    "jail",
    "prison",
];

/// The total and its parts, when this sentence says of those told in the one before where each part was.
pub(super) fn spread<'a>(sentence: &Told<'a>, facts: &'a Facts) -> Option<(&'a Figure, &'a [Figure])> {
    let parts = sentence.figures;
    let first = parts.first()?;
    let leads = matches!(sentence.words[0].trim(), "" | "of them," | "of those," | "of these,");
    let open = sentence.words.iter().any(|words| says(words, &OPEN) || words.contains(['(', ':', '"', '“']));
    if !leads || open || !excludes(sentence) {
        return None;
    }
    Some((total_before(first, facts)?, parts))
}

/// Whether all of a sentence's figures count some of those told before.
pub(super) fn may_be_parts(figures: &[Figure]) -> bool {
    figures.len() > 1 && figures.iter().all(is_bare)
}

/// The one count of the sentence before.
fn total_before<'a>(first: &Figure, facts: &'a Facts) -> Option<&'a Figure> {
    let before = first.sentence.checked_sub(1)?;
    let from = facts.figures.partition_point(|figure| figure.sentence < before);
    let to = facts.figures.partition_point(|figure| figure.sentence <= before);
    let [total] = facts.figures.get(from..to)? else { return None };
    let people = total.counts.as_ref().is_some_and(|counts| counts.plural);
    let whole = total.kind == FigureKind::Count && total.role.is_whole() && people;
    let plain = total.bound == Bound::Exact && !total.ranged && !total.bridged && !total.quoted;
    (whole && plain && total.block == first.block && total.modality == first.modality).then_some(total)
}

/// A count of nothing named: of those told before.
fn is_bare(figure: &Figure) -> bool {
    let plain = figure.kind == FigureKind::Count && figure.bound == Bound::Exact && !figure.ranged;
    let group = |head: &str| matches!(head, "man" | "woman" | "boy" | "girl");
    plain && figure.per.is_none() && figure.counts.as_ref().is_none_or(|counts| group(&counts.head))
}

/// Whether nobody can be in two parts: `were in the bus and three in the van`, `men and three women`.
fn excludes(sentence: &Told<'_>) -> bool {
    let behind = &sentence.words[1..];
    let first = |words: &str| words.split_whitespace().next().unwrap_or_default().to_owned();
    let verbs = ["were ", "was ", "died ", "are "];
    let stripped = |words: &str| {
        let words = words.trim_start();
        let rest = verbs.iter().find_map(|verb| words.strip_prefix(verb)).unwrap_or(words);
        rest.to_owned()
    };
    let [one, .., last] = behind else { return false };
    let joined = behind[..behind.len() - 1].iter().all(|words| {
        let words = words.trim_end();
        words.ends_with(" and") || words.ends_with([',', ';'])
    });
    let is_place = |words: &str| {
        let mut words = words.split_whitespace();
        let (Some(lead), Some(article)) = (words.next(), words.next()) else { return false };
        WHERE.contains(&lead) && matches!(article, "the" | "a" | "an")
    };
    let placed = is_place(&stripped(one)) && behind[1..].iter().all(|words| is_place(words));
    let (a, b) = (first(&stripped(one)), first(last));
    let grouped = behind.len() == 2
        && APART.iter().any(|(x, y)| a.trim_matches([',', ';']) == *x && b.trim_matches('.') == *y);
    joined && (placed || grouped)
}
