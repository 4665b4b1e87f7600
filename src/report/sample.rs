//! Stories and what is in them, made by hand: what the tests of this room write.

use crate::check::{Meta, Severity};
use crate::extract::{
    Around, Bound, Claim, ClaimClass, Confidence, Counted, Currency, DateSource, Decimal, Facts, Figure,
    FigureKind, FigureRole, Head, Kind, Modality, Party, PartyId, PartyKind, RoleStatus, Scope, Venue,
};
use crate::ingest::Document;
use crate::resolve::{Cast, ClaimRef, Speaker, SpeakerId, SpeakerSpelling};
use crate::text::{Place, Span, StoryId};
use smallvec::smallvec;

pub(super) const NAME: Meta = Meta { id: "name-variant", highest: Severity::Error, page: "" };

const WRAPPED: &str = "HARBOUR CITY, March 4 (HCN) - Harbour Minister Amara Okonyo said on\n\
    Wednesday that the bridge was \"never safe\" and would stay shut.\n\
    \n\
    \"We will not open it for a single lorry until every cable has been\n\
    tested by people who know what they are doing,\" Okonjo told Radio Delta.\n\
    \n\
    She put the cost at more than $18 million.\n";

pub(super) const LONG: &str = "The minister, who has held the post since the spring and who had promised in \
    January that the crossing would be open before the holidays, said that Amara Okonjo was not a name she had \
    ever spelled in any other way, and that the council, the railway and the port authority had each been told \
    so in writing by Ms Okonyo at least twice before the first cable was inspected by the engineers.";

/// Two stories of one event; the second lies in a folder that its name does not show.
pub(super) fn documents() -> Vec<Document> {
    let mut other = Document::plain("wire/delta.txt", "Ms Okonjo, the minister, declined to give a date.");
    other.path = "tonight/wire/delta.txt".into();
    vec![Document::plain("wire/bridge.txt", WRAPPED), other]
}

/// The first place of these words in a story.
pub(super) fn at(documents: &[Document], story: usize, words: &str) -> Place {
    let start = documents[story].text.find(words).expect("the story holds the words");
    Place { story: StoryId(story as u32), span: Span::at(start, start + words.len()) }
}

/// What the two stories hold.
pub(super) fn facts(documents: &[Document]) -> Vec<Facts> {
    let span = |words: &str| at(documents, 0, words).span;
    let first = Facts {
        head: Head {
            name: "wire/bridge.txt".into(),
            outlet: Some("HCN".into()),
            date: Some((jiff::civil::date(2026, 3, 4), DateSource::Metadata)),
            ..Head::default()
        },
        parties: vec![Party {
            kind: PartyKind::Person,
            name: "Amara Okonyo".into(),
            given: Some("Amara".into()),
            surname: Some("Okonyo".into()),
            spellings: Vec::new(),
            variants: Vec::new(),
            wrong_givens: Vec::new(),
            roles: Vec::new(),
        }],
        claims: vec![
            claim(
                span("Okonjo"),
                span("told"),
                span(
                    "We will not open it for a single lorry until every cable has been\ntested by people who know what they are doing,",
                ),
                Some(span("Radio Delta")),
            ),
            claim(span("She"), span("put"), span("the cost at more than $18 million"), None),
        ],
        figures: vec![figure(span("$18 million"))],
        ..Facts::default()
    };
    vec![first, Facts { head: Head { name: "wire/delta.txt".into(), ..Head::default() }, ..Facts::default() }]
}

fn claim(source: Span, cue: Span, content: Span, venue: Option<Span>) -> Claim {
    Claim {
        kind: if venue.is_some() { Kind::Direct } else { Kind::Indirect },
        class: ClaimClass::Saying,
        source: smallvec![source],
        cue: smallvec![cue],
        content: smallvec![content],
        speaker: Some(PartyId(0)),
        figures: if venue.is_some() { smallvec![] } else { smallvec![0] },
        venue: venue.map(|span| Venue { span, name: "Radio Delta".into() }),
        relay: None,
        date: Some(jiff::civil::date(2026, 3, 4)),
        words: Vec::new(),
        sentence: 0,
        carried: false,
        confidence: Confidence::percent(93),
    }
}

fn figure(span: Span) -> Figure {
    Figure {
        span,
        value: Decimal { digits: 18, exponent: 6 },
        low: Some(Decimal { digits: 18, exponent: 6 }),
        high: None,
        kind: FigureKind::Money,
        unit: None,
        currency: Some(Currency(*b"USD")),
        per: None,
        bound: Bound::MoreThan,
        role: FigureRole::Total,
        counts: Some(Counted {
            span,
            head: "cost".into(),
            plural: false,
            measure: None,
            modifiers: vec!["repair".into()],
        }),
        scope: Scope::default(),
        as_of: None,
        period: None,
        modality: Modality::Fact,
        claim: Some(1),
        sentence: 0,
        block: 0,
        quoted: false,
        headline: false,
        section: 0,
        bridged: false,
        conceded: false,
        worded: false,
        ranged: false,
        source_names: smallvec![],
        around: Around::default(),
    }
}

/// Who speaks in the two stories.
pub(super) fn cast(documents: &[Document]) -> Cast {
    let spelling = |form: &str, places| SpeakerSpelling { form: form.into(), places };
    Cast {
        speakers: vec![Speaker {
            name: "Amara Okonyo".into(),
            kind: PartyKind::Person,
            spellings: vec![
                spelling("Okonjo", vec![at(documents, 0, "Okonjo"), at(documents, 1, "Okonjo")]),
                spelling("Okonyo", vec![at(documents, 0, "Okonyo")]),
            ],
            roles: vec![(
                "Harbour Minister".into(),
                RoleStatus::Serving,
                at(documents, 0, "Harbour Minister"),
            )],
            outlets: vec!["HCN".into()],
            parties: vec![(StoryId(0), PartyId(0))],
            claims: vec![ClaimRef { story: StoryId(0), claim: 0 }, ClaimRef { story: StoryId(0), claim: 1 }],
        }],
        of_party: vec![vec![SpeakerId(0)], Vec::new()],
        ..Cast::default()
    }
}
