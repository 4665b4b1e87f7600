//! What differs between two quotations that are laid against each other.

use super::steps::{is_same, of_a, of_b};
use super::trace::Step;
use super::{Edit, EditClass};
use crate::extract::{FoldedWord, WordKind};
use crate::text::{Span, hash_bytes};

/// The differences between the steps that are the same, in order.
pub(super) fn edits(a: &[FoldedWord], b: &[FoldedWord], steps: &[Step]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let (mut a_end, mut b_end) = (0, 0);
    for run in steps.chunk_by(|x, y| is_same(x) == is_same(y)) {
        let (a_span, b_span) = (covered(a, run, of_a, a_end), covered(b, run, of_b, b_end));
        if is_same(&run[0]) {
            rewritten(a, b, run, &mut edits);
        } else {
            edits.push(Edit { class: class(a, b, run), a: a_span, b: b_span });
        }
        (a_end, b_end) = (a_span.end, b_span.end);
    }
    edits.extend(split(a, b, steps));
    joined(edits)
}

/// `do` for `don’t` is one edit, though a contraction is two words: the half that weighs more names it.
fn joined(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        match joined.last_mut() {
            Some(last) if last.a.overlaps(edit.a) || last.b.overlaps(edit.b) => {
                let part = |x: Span, y: Span| {
                    if x.is_empty() {
                        y
                    } else if y.is_empty() {
                        x
                    } else {
                        x.join(y)
                    }
                };
                *last = Edit {
                    class: last.class.max(edit.class),
                    a: part(last.a, edit.a),
                    b: part(last.b, edit.b),
                };
            }
            Some(_) | None => joined.push(edit),
        }
    }
    joined
}

/// Where the last words are the same but one goes on as a contraction: `don’t` ends on one side as
/// `do` on the other.
fn split(a: &[FoldedWord], b: &[FoldedWord], steps: &[Step]) -> Option<Edit> {
    let Some(Step::Same(i, j)) = steps.last() else { return None };
    let negates = |words: &[FoldedWord], at: usize| {
        let next = words.get(at + 1).filter(|next| next.span == words[at].span);
        next.is_some_and(|next| next.kind == WordKind::Negation)
    };
    let differs = negates(a, *i) != negates(b, *j);
    differs.then(|| Edit { class: EditClass::Negation, a: a[*i].span, b: b[*j].span })
}

/// The words of a run of steps on one side; an empty span after `before` when there are none.
fn covered(words: &[FoldedWord], run: &[Step], side: fn(&Step) -> Option<usize>, before: u32) -> Span {
    let spans = run.iter().filter_map(side).map(|i| words[i].span);
    spans.reduce(Span::join).unwrap_or(Span::new(before, before))
}

/// Where the same words are printed in two ways; `we are` for `we’re` is one place.
fn rewritten(a: &[FoldedWord], b: &[FoldedWord], run: &[Step], edits: &mut Vec<Edit>) {
    for step in run {
        let (Some(i), Some(j)) = (of_a(step), of_b(step)) else { continue };
        let (x, y) = (&a[i], &b[j]);
        let goes_on = |last: &&mut Edit| {
            last.class == EditClass::Allowed && (last.a.overlaps(x.span) || last.b.overlaps(y.span))
        };
        if x.printed == y.printed {
            continue;
        }
        match edits.last_mut().filter(goes_on) {
            Some(last) => (last.a, last.b) = (last.a.join(x.span), last.b.join(y.span)),
            None => edits.push(Edit { class: EditClass::Allowed, a: x.span, b: y.span }),
        }
    }
}

/// The most words that an ellipsis, a bracket or a small edit may stand for on the other side.
pub(super) const SMALL: usize = 3;

fn class(a: &[FoldedWord], b: &[FoldedWord], run: &[Step]) -> EditClass {
    let left: Vec<&FoldedWord> = run.iter().filter_map(of_a).map(|i| &a[i]).collect();
    let right: Vec<&FoldedWord> = run.iter().filter_map(of_b).map(|j| &b[j]).collect();
    let has = |side: &[&FoldedWord], kind| side.iter().any(|word| word.kind == kind);
    let only = |side: &[&FoldedWord], kind| !side.is_empty() && side.iter().all(|word| word.kind == kind);
    let both = |kind| has(&left, kind) || has(&right, kind);
    if only(&left, WordKind::Ellipsis) || only(&right, WordKind::Ellipsis) {
        return EditClass::Ellipsis;
    }
    // `the [officials]` for `them`: an article that goes with the insertion is the editor's too.
    let inserted = |side: &[&FoldedWord]| {
        let grammar = side.iter().filter(|word| word.kind == WordKind::Function).count();
        has(side, WordKind::Bracketed)
            && side.iter().all(|word| matches!(word.kind, WordKind::Bracketed | WordKind::Function))
            && grammar <= 1
    };
    let bracket = |side: &[&FoldedWord], other: &[&FoldedWord]| inserted(side) && other.len() <= SMALL * 2;
    if bracket(&left, &right) || bracket(&right, &left) {
        return EditClass::Bracket;
    }
    let negations = |side: &[&FoldedWord]| side.iter().filter(|w| w.kind == WordKind::Negation).count();
    let small = left.len() <= SMALL && right.len() <= SMALL;
    if negations(&left) != negations(&right) && small {
        EditClass::Negation
    } else if both(WordKind::Number) && small {
        EditClass::Number
    } else if [WordKind::Content, WordKind::Number, WordKind::Negation].into_iter().any(both)
        || is_other_person(&left, &right)
    {
        EditClass::Content
    } else {
        EditClass::Function
    }
}

/// Who is meant: another of these is another statement, grammar or not.
const PERSONS: [u64; 18] = [
    hash_bytes(b"i"),
    hash_bytes(b"me"),
    hash_bytes(b"my"),
    hash_bytes(b"you"),
    hash_bytes(b"your"),
    hash_bytes(b"he"),
    hash_bytes(b"him"),
    hash_bytes(b"his"),
    hash_bytes(b"she"),
    hash_bytes(b"her"),
    hash_bytes(b"it"),
    hash_bytes(b"its"),
    hash_bytes(b"we"),
    hash_bytes(b"us"),
    hash_bytes(b"our"),
    hash_bytes(b"they"),
    hash_bytes(b"them"),
    hash_bytes(b"their"),
];

fn is_other_person(left: &[&FoldedWord], right: &[&FoldedWord]) -> bool {
    let person = |side: &[&FoldedWord]| side.len() == 1 && PERSONS.contains(&side[0].hash);
    person(left) && person(right)
}
