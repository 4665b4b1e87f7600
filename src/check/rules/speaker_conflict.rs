#![doc = include_str!("speaker_conflict.md")]

use crate::check::copied::is_one_text;
use crate::check::reported::{Held, Report, reports};
use crate::check::times::{lead_start, next_sentence, sentence_around};
use crate::check::told::{says, tells};
use crate::check::wording;
use crate::check::{Context, Evidence, Finding, Meta, Rule, Severity};
use crate::extract::{Claim, Confidence, Kind, PartyKind};
use crate::lexicon::StatementSense;
use crate::resolve::{Alignment, QuotedRef, SpeakerId, SpeakerMatch};
use crate::text::{Place, Span, fold};

pub(super) static RULE: Rule = Rule {
    meta: Meta { id: "speaker-conflict", highest: Severity::Error, page: include_str!("speaker_conflict.md") },
    check,
};

/// How many words in a row must be the same. Source: shorter runs are stock phrases that two
/// people may well both use.
const RUN: u32 = 8;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let alike = |alignment: &&Alignment| {
        alignment.speakers != SpeakerMatch::Same && alignment.edits.iter().all(|edit| edit.class.is_allowed())
    };
    for alignment in context.cast.alignments.iter().filter(alike) {
        findings.extend(Conflict::of(context, alignment).and_then(|conflict| conflict.finding(context)));
    }
    findings.extend(reports(context, |_| true).iter().filter_map(|report| misreported(context, report)));
}

/// The words of one person's quotation, reported as another person's.
fn misreported(context: &Context<'_>, report: &Report) -> Option<Finding> {
    let sides = (Side::of(context, report.quoted)?, Side::of(context, report.reported)?);
    let (quoted, reported) = (&sides.0, &sides.1);
    let person = |side: &Side| context.cast.speakers.get(side.speaker.0 as usize).is_some_and(|s| s.kind == PartyKind::Person);
    let surname = |side: &Side| surname(context, side.speaker);
    let two = person(quoted) && person(reported) && surname(quoted) != surname(reported);
    let cited = |held: Held, side: &Side| Cited { words: held.words, claim: context.claim(held.claim), speaker: side.speaker };
    let (one, other) = (cited(report.quoted, quoted), cited(report.reported, reported));
    if !two || one.names(context, &other) || other.names(context, &one) {
        return None;
    }
    let far = quoted.words.story != reported.words.story;
    let one_hand = !far
        || context.same_outlet(quoted.words.story, reported.words.story)
        || is_one_text(context, quoted.words, reported.words);
    let severity = if one_hand { Severity::Warning } else { Severity::Note };
    let (first, second) = match context.in_order(quoted.words, reported.words).1 == reported.words {
        true => (quoted, reported),
        false => (reported, quoted),
    };
    let (one, other) = (context.show(second.words.story, second.source.span), context.show(first.words.story, first.source.span));
    let message = format!("the words of `{other}` are given to `{one}` here, in one place as a quotation, in the other as a report");
    let because = vec!["at least eight words in a row are the same".to_owned()];
    let evidence = Evidence { because, values: vec![other.clone(), one], ..Evidence::default() };
    let least = first.confidence.min(second.confidence).as_percent();
    Some(
        Finding::new(&RULE.meta, severity, Confidence::percent(least.clamp(55, 85)), second.source)
            .says(message, "find out who said it")
            .held_against(first.source, "given to another speaker here")
            .held_against(first.words, "the words")
            .held_against(second.words, "the same words")
            .resting_on(evidence)
            .compared_with(other),
    )
}

/// One side of a quotation and its report.
struct Side {
    speaker: SpeakerId,
    source: Place,
    words: Place,
    confidence: Confidence,
}

impl Side {
    fn of(context: &Context<'_>, held: Held) -> Option<Self> {
        let claim = context.claim(held.claim);
        let speaker = context.cast.speaker(held.claim.story, claim.speaker?)?;
        let source = Place { story: held.claim.story, span: *claim.source.first()? };
        let named = is_named(context, source, speaker);
        named.then_some(Self { speaker, source, words: held.words, confidence: claim.confidence })
    }
}

/// The same words in two mouths.
struct Conflict<'a> {
    alignment: &'a Alignment,
    first: &'a Claim,
    second: &'a Claim,
    first_source: Place,
    second_source: Place,
}

impl<'a> Conflict<'a> {
    fn of(context: &Context<'a>, alignment: &'a Alignment) -> Option<Self> {
        let (a, b) = (alignment.a, alignment.b);
        let (own, other) = (speaker(context, a)?, speaker(context, b)?);
        if own == other {
            return None;
        }
        let (first, second) = (claim(context, a)?, claim(context, b)?);
        let (first_source, second_source) = (place(a, first)?, place(b, second)?);
        let conflict = Self { alignment, first, second, first_source, second_source };
        // A pronoun or "the spokesman" may be anybody: only names conflict.
        let named = is_named(context, first_source, own) && is_named(context, second_source, other);
        let conflicts = named && if a.story == b.story { conflict.is_within(context) } else { conflict.is_across(context) };
        conflicts.then_some(conflict)
    }

    /// Inside a story one speaker may well cite another; then the words are part of a sentence.
    fn is_within(&self, context: &Context<'_>) -> bool {
        self.alignment.speakers == SpeakerMatch::Different
            && self.alignment.run >= RUN
            && self.first.kind == Kind::Direct
            && self.second.kind == Kind::Direct
            && !is_cited(context, self.alignment)
    }

    /// In two copies of one text a name was changed in copying, whoever it is; else two persons must
    /// be said to have said more than a stock phrase. Whom a spokesman speaks for may be named in his
    /// stead, but not where a text is copied and another person put in.
    fn is_across(&self, context: &Context<'_>) -> bool {
        let persons = self.alignment.speakers == SpeakerMatch::Different && self.alignment.run >= RUN;
        let copied = wording::is_copied(context, self.alignment);
        let conflicts = copied || persons && !is_cited(context, self.alignment);
        conflicts && (copied && self.is_another(context) || !self.is_associate(context))
    }

    /// Whether two persons of two names are printed.
    fn is_another(&self, context: &Context<'_>) -> bool {
        let printed = |at: Place| fold(context.slice(at.story, at.span));
        let name = |at: QuotedRef| surname(context, speaker(context, at)?);
        self.alignment.speakers == SpeakerMatch::Different
            && name(self.alignment.a) != name(self.alignment.b)
            && printed(self.first_source) != printed(self.second_source)
    }

    /// Whether one source is described by the other: a spokesman and those he speaks for.
    fn is_associate(&self, context: &Context<'_>) -> bool {
        let (one, other) = (self.first_source, self.second_source);
        let words = |at: Place| fold(context.slice(at.story, at.span));
        let (one, other) = (words(one), words(other));
        let long = |word: &&str| word.len() > 3;
        one.split(|c: char| !c.is_alphanumeric()).filter(long).any(|word| {
            other.split(|c: char| !c.is_alphanumeric()).any(|own| own == word)
        })
    }

    fn finding(&self, context: &Context<'_>) -> Option<Finding> {
        let (a, b) = (self.alignment.a, self.alignment.b);
        let least = self.first.confidence.min(self.second.confidence).as_percent();
        let severity = wording::severity(context, self.alignment, Severity::Error);
        let words = Place { story: b.story, span: self.alignment.b_span };
        let other_words = Place { story: a.story, span: self.alignment.a_span };
        let one = context.show(b.story, self.second_source.span);
        let other = context.show(a.story, self.first_source.span);
        let message = format!(
            "the same words are given to `{one}` here and to `{other}` {}",
            wording::elsewhere(context, self.alignment)
        );
        let mut finding = wording::finding(context, &RULE.meta, self.alignment, severity);
        finding.confidence = Confidence::percent(least.clamp(60, 95));
        finding.spans = vec![self.second_source.span];
        finding.related.clear();
        Some(
            finding
                .says(message, "find out who said it")
                .held_against(self.first_source, "given to another speaker here")
                .held_against(other_words, "the words")
                .held_against(words, "the same words")
                .compared_with(other),
        )
    }
}

fn speaker(context: &Context<'_>, at: QuotedRef) -> Option<SpeakerId> {
    context.cast.speaker(at.story, context.quoted(at).speaker?)
}

/// Whether a source's words hold a word of the speaker's name.
fn is_named(context: &Context<'_>, source: Place, speaker: SpeakerId) -> bool {
    let words = fold(context.slice(source.story, source.span));
    let name = fold(context.name(speaker));
    let capital = context.slice(source.story, source.span).contains(char::is_uppercase);
    let alike = |word: &str| name.split(' ').any(|part| part == word && part.len() > 1);
    capital && words.split(|c: char| !c.is_alphanumeric()).any(alike)
}

/// Whether one side itself says that the words are the other speaker's: then they are cited.
fn is_cited(context: &Context<'_>, alignment: &Alignment) -> bool {
    let side = |at: QuotedRef| {
        let words = Place { story: at.story, span: context.quoted(at).span };
        Some(Cited { words, claim: claim(context, at)?, speaker: speaker(context, at)? })
    };
    let sides = side(alignment.a).zip(side(alignment.b));
    sides.is_some_and(|(a, b)| a.names(context, &b) || b.names(context, &a))
}

fn surname(context: &Context<'_>, speaker: SpeakerId) -> Option<String> {
    context.name(speaker).split_whitespace().next_back().map(fold)
}

/// One side of the same words in two mouths.
struct Cited<'a> {
    words: Place,
    claim: &'a Claim,
    speaker: SpeakerId,
}

impl Cited<'_> {
    /// Whether the copy that leads to these words, its sentence or one behind it that speaks of citing
    /// names the other speaker; the sentence in which that one says the words aside.
    ///
    /// Source: a moderator reads out what a rival said, whom the paragraph before names; a speaker
    /// mocks another's line.
    fn names(&self, context: &Context<'_>, other: &Cited<'_>) -> bool {
        let Some(surname) = surname(context, other.speaker) else { return false };
        let text = context.texts.text(self.words.story);
        let (own, rival) = (self.sentence(text), (other.words.story == self.words.story).then(|| other.sentence(text)));
        let told = |span: Span| match rival.filter(|rival| rival.overlaps(span)) {
            Some(rival) => {
                let ahead = Span::new(span.start, rival.start.max(span.start));
                let behind = Span::new(rival.end.min(span.end), span.end);
                fold(&format!("{} | {}", ahead.of(text), behind.of(text)))
            }
            None => fold(span.of(text)),
        };
        let names = |words: &str| says(words, &[surname.as_str()]);
        let (start, words, next) = (lead_start(text, own), self.words.span, next_sentence(text, own));
        let (beside, behind) = (told(Span::new(words.end, own.end.max(words.end))), told(next));
        names(&told(Span::new(start, words.start.max(start))))
            || names(&beside)
            || tells(&beside, StatementSense::Echo)
            || names(&behind) && tells(&behind, StatementSense::Citing)
    }

    /// The sentence that holds the words and what attributes them, when that stands beside them.
    fn sentence(&self, text: &str) -> Span {
        let beside = |span: &&Span| {
            let gap = span.start.saturating_sub(self.words.span.end).max(self.words.span.start.saturating_sub(span.end));
            gap <= BESIDE
        };
        let told = self.claim.source.iter().chain(&self.claim.cue).filter(beside);
        sentence_around(text, told.fold(self.words.span, |all, &span| all.join(span)))
    }
}

/// How far from the words what attributes them may stand to be of one sentence. Unit: bytes.
const BESIDE: u32 = 160;

fn claim<'a>(context: &Context<'a>, at: QuotedRef) -> Option<&'a Claim> {
    context.story(at.story).claims.get(context.quoted(at).claim? as usize)
}

fn place(at: QuotedRef, claim: &Claim) -> Option<Place> {
    Some(Place { story: at.story, span: *claim.source.first()? })
}
