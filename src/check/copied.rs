//! Whether two stories carry one text around two places: one is the other's copy, or both are an
//! agency's; and which copies carry what a finding is about.

use super::{Context, Finding};
use crate::extract::Imprint;
use crate::lexicon::HashKeyed;
use crate::resolve::SENTENCES;
use crate::text::{Fnv, Place, Span, StoryId, fold};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

/// How far around a place a story is read. Unit: bytes to each side, some ten paragraphs.
const REACH: u32 = 2000;

/// Whether the stories carry one text around these places: they share whole sentences there, or most of
/// their words, those with quotation marks aside, for two reporters at one occasion note the same words.
///
/// Then who changed a word or a name has changed it in copying, and outlets count as one source.
pub(super) fn is_one_text(context: &Context<'_>, a: Place, b: Place) -> bool {
    if a.story == b.story || context.cast.is_one_text(a.story, b.story) {
        return a.story != b.story;
    }
    let mut other: Vec<u32> = narration(context, b).flat_map(|imprint| imprint.stretches).collect();
    other.sort_unstable();
    let known = |imprint: &&Imprint| imprint.stretches.iter().any(|own| other.binary_search(own).is_ok());
    narration(context, a).filter(known).count() >= SENTENCES
}

/// The sentences around a place that quote nothing.
fn narration<'a>(context: &Context<'a>, at: Place) -> impl Iterator<Item = &'a Imprint> {
    let near = Span::new(at.span.start.saturating_sub(REACH), at.span.end.saturating_add(REACH));
    let imprints = &context.story(at.story).imprints;
    let from = imprints.partition_point(|imprint| imprint.span.end <= near.start);
    imprints[from..].iter().take_while(move |imprint| imprint.span.start < near.end).filter(|it| it.narrates)
}

/// Gives each finding in a story of which there are copies the places where these carry the same slip,
/// and those findings that tell of one slip the same number.
///
/// Each text's sentences are gone through once for all its findings.
pub(super) fn gather(context: &Context<'_>, findings: &mut [Finding]) {
    let texts = texts(context);
    if texts.is_empty() {
        return;
    }
    let slips = slips(context, &texts, findings);
    let mut alike: HashKeyed<Vec<usize>> = HashKeyed::default();
    for (at, slip) in slips.iter().enumerate() {
        if let Some(slip) = slip {
            alike.entry(slip.own).or_default().push(at);
        }
    }
    let mut sentences: BTreeMap<StoryId, Sentences> = BTreeMap::new();
    let mut carriers: HashKeyed<Arc<[Place]>> = HashKeyed::default();
    for (at, slip) in slips.iter().enumerate() {
        let Some(slip) = slip else { continue };
        let places = carriers.entry(slip.own).or_insert_with(|| {
            let known = alike.get(&slip.own).map_or(&[][..], Vec::as_slice);
            let found = known.iter().filter_map(|&other| first_place(&findings[other])).collect();
            let original = context.cast.original(findings[at].story);
            let text = sentences.entry(original).or_insert_with(|| Sentences::of(context, &texts, original));
            placed(context, found, text.like(context, &findings[at]))
        });
        let places = Arc::clone(places);
        let finding = &mut findings[at];
        (finding.slip, finding.carriers) = (slip.either, places);
    }
}

/// The stories of each text that more than one carries, by its original.
fn texts(context: &Context<'_>) -> BTreeMap<StoryId, Vec<StoryId>> {
    let mut texts: BTreeMap<StoryId, Vec<StoryId>> = BTreeMap::new();
    for (story, _) in context.stories() {
        texts.entry(context.cast.original(story)).or_default().push(story);
    }
    texts.retain(|_, stories| stories.len() > 1);
    texts
}

/// What a finding tells, whichever copy it is of; never 0.
struct Slip {
    /// The deviating words and what they are held against.
    own: u64,
    /// The same, whichever side deviates.
    either: u64,
}

/// By finding, its slip; none for a story without copies. Several alike in one story are told apart.
fn slips(
    context: &Context<'_>,
    texts: &BTreeMap<StoryId, Vec<StoryId>>,
    findings: &[Finding],
) -> Vec<Option<Slip>> {
    let mut seen: HashKeyed<u32> = HashKeyed::default();
    let mut slip = |finding: &Finding| {
        let original = context.cast.original(finding.story);
        texts.get(&original)?;
        let (own, other) = sides(context, finding);
        let start = Fnv::new().bytes(finding.rule.as_bytes()).byte(0);
        let of = |a: u64, b: u64| start.bytes(&a.to_le_bytes()).bytes(&b.to_le_bytes());
        let (own, either) = (of(own, other), of(own.min(other), own.max(other)));
        let in_story = either.bytes(&finding.story.0.to_le_bytes()).finish();
        let ordinal = seen.entry(in_story).or_default();
        *ordinal += 1;
        let numbered = |hash: Fnv| hash.bytes(&ordinal.to_le_bytes()).finish().max(1);
        Some(Slip { own: numbered(own), either: numbered(either) })
    };
    findings.iter().map(&mut slip).collect()
}

/// The words of a finding's two sides, each with the text that it stands in.
fn sides(context: &Context<'_>, finding: &Finding) -> (u64, u64) {
    let side = |story: StoryId, spans: &[Span]| {
        let start = Fnv::new().bytes(&context.cast.original(story).0.to_le_bytes());
        let words = |hash: Fnv, span: &Span| hash.byte(0).bytes(fold(context.slice(story, *span)).as_bytes());
        spans.iter().fold(start, words).finish()
    };
    let other = finding.related.first().map(|related| side(related.place.story, &[related.place.span]));
    (side(finding.story, &finding.spans), other.unwrap_or_default())
}

fn first_place(finding: &Finding) -> Option<Place> {
    finding.spans.first().map(|&span| Place { story: finding.story, span })
}

/// The places of a slip, one a story, in order of date and name.
fn placed(context: &Context<'_>, mut found: Vec<Place>, copied: Vec<Place>) -> Arc<[Place]> {
    found.sort_unstable();
    found.dedup_by_key(|place| place.story);
    let fresh = |place: &Place| found.binary_search_by_key(&place.story, |known| known.story).is_err();
    let copied: Vec<Place> = copied.into_iter().filter(fresh).collect();
    found.extend(copied);
    let order = |place: &Place| {
        let head = &context.story(place.story).head;
        (head.date.map(|(date, _)| date), head.name.as_str(), place.span)
    };
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found.dedup_by_key(|place| place.story);
    found.into()
}

/// Where the sentences of one text stand in its copies.
struct Sentences {
    by_words: HashMap<u32, Vec<Place>>,
}

impl Sentences {
    fn of(context: &Context<'_>, texts: &BTreeMap<StoryId, Vec<StoryId>>, original: StoryId) -> Self {
        let mut by_words: HashMap<u32, Vec<Place>> = HashMap::new();
        for &story in texts.get(&original).into_iter().flatten() {
            for imprint in &context.story(story).imprints {
                by_words.entry(imprint.whole).or_default().push(Place { story, span: imprint.span });
            }
        }
        Self { by_words }
    }

    /// Where the copies have the very sentence that a finding between two stories stands in: of the same
    /// words only one copy is held against others. What deviates inside one story each copy shows itself.
    fn like(&self, context: &Context<'_>, finding: &Finding) -> Vec<Place> {
        let between = finding.related.first().is_some_and(|related| related.place.story != finding.story);
        let Some(at) = first_place(finding).filter(|_| between) else { return Vec::new() };
        let imprints = &context.story(at.story).imprints;
        let near = imprints.partition_point(|imprint| imprint.span.end <= at.span.start);
        let Some(own) = imprints.get(near).filter(|own| own.span.start <= at.span.start) else {
            return Vec::new();
        };
        let words = words_in(context, Place { story: at.story, span: own.span });
        let from = words.iter().take_while(|word| word.end <= at.span.start).count();
        let to = words.iter().take_while(|word| word.start < at.span.end).count();
        let same = self.by_words.get(&own.whole).into_iter().flatten();
        same.filter_map(|&place| part(context, place, from..to)).collect()
    }
}

/// So many words of a sentence, from the first to the last.
fn part(context: &Context<'_>, sentence: Place, range: Range<usize>) -> Option<Place> {
    let words = words_in(context, sentence);
    let (first, last) = (words.get(range.start)?, words.get(range.end.checked_sub(1)?)?);
    Some(Place { story: sentence.story, span: first.join(*last) })
}

/// The words of a sentence: letters and digits in a row.
fn words_in(context: &Context<'_>, sentence: Place) -> Vec<Span> {
    let text = context.slice(sentence.story, sentence.span);
    let start = sentence.span.start as usize;
    let (mut words, mut open): (Vec<Span>, Option<usize>) = (Vec::new(), None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), open) {
            (true, None) => open = Some(at),
            (false, Some(from)) => {
                words.push(Span::at(start + from, start + at));
                open = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    words
}
