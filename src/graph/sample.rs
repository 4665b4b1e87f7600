//! Facts and casts made by hand, for the tests of this room and of `report`.

use crate::extract::{
    Around, Bound, Claim, ClaimClass, Confidence, Decimal, Facts, Figure, FigureKind, FigureRole, Head, Kind,
    Modality, Party, PartyId, PartyKind, Quoted, Scope, Spelling, Variant, Venue,
};
use crate::ingest::Document;
use crate::resolve::{
    Alignment, Cast, ClaimRef, Edit, EditClass, FigurePair, FigureRef, FigureRelation, QuotedRef, Speaker,
    SpeakerId, SpeakerMatch, SpeakerSpelling, Statement, StatementRelation,
};
use crate::text::{Place, Span, Spans, StoryId};
use smallvec::smallvec;

/// Documents, their facts and their cast, told piece by piece; every piece is found in the text.
#[derive(Default)]
pub(crate) struct Sample {
    pub documents: Vec<Document>,
    pub facts: Vec<Facts>,
    pub cast: Cast,
}

impl Sample {
    pub fn story(&mut self, name: &str, outlet: Option<&str>, text: &str) -> StoryId {
        let head = Head { name: name.into(), outlet: outlet.map(Into::into), ..Head::default() };
        self.documents.push(Document::plain(name, text));
        self.facts.push(Facts { head, ..Facts::default() });
        self.cast.of_party.push(Vec::new());
        StoryId(self.facts.len() as u32 - 1)
    }

    pub fn span(&self, story: StoryId, words: &str) -> Span {
        let start = self.documents[story.index()].text.find(words).expect(words);
        Span::at(start, start + words.len())
    }

    pub fn speaker(&mut self, name: &str) -> SpeakerId {
        self.cast.speakers.push(Speaker {
            name: name.into(),
            kind: PartyKind::Person,
            spellings: Vec::new(),
            roles: Vec::new(),
            outlets: Vec::new(),
            parties: Vec::new(),
            claims: Vec::new(),
        });
        SpeakerId(self.cast.speakers.len() as u32 - 1)
    }

    /// Gives a story a party that is this speaker, with the forms of its name in the story.
    pub fn party(&mut self, story: StoryId, speaker: SpeakerId, forms: &[&str]) -> PartyId {
        let mut spellings = Vec::new();
        for form in forms {
            let span = self.span(story, form);
            spellings.push(Spelling {
                form: (*form).into(),
                places: smallvec![span],
                full: None,
                support: 1,
            });
            let place = Place { story, span };
            let known = &mut self.cast.speakers[speaker.0 as usize].spellings;
            match known.iter_mut().find(|s| s.form == *form) {
                Some(spelling) => spelling.places.push(place),
                None => known.push(SpeakerSpelling { form: (*form).into(), places: vec![place] }),
            }
        }
        let slip = |deviant| Variant {
            deviant,
            canonical: 0,
            confidence: Confidence::percent(95),
            because: vec!["one letter out of order".into()],
        };
        self.facts[story.index()].parties.push(Party {
            kind: PartyKind::Person,
            name: self.cast.speakers[speaker.0 as usize].name.as_str().into(),
            given: None,
            surname: None,
            wrong_givens: Vec::new(),
            variants: (1..spellings.len() as u32).map(slip).collect(),
            spellings,
            roles: Vec::new(),
        });
        let id = PartyId(self.cast.of_party[story.index()].len() as u32);
        self.cast.of_party[story.index()].push(speaker);
        self.cast.speakers[speaker.0 as usize].parties.push((story, id));
        id
    }

    pub fn claim(&mut self, story: StoryId, speaker: Option<PartyId>, content: &str) -> ClaimRef {
        let content = vec![self.span(story, content)];
        let claims = &mut self.facts[story.index()].claims;
        claims.push(Claim {
            kind: Kind::Indirect,
            class: ClaimClass::Saying,
            source: Spans::new(),
            cue: Spans::new(),
            content: content.into(),
            speaker,
            venue: None,
            relay: None,
            date: None,
            figures: smallvec![],
            words: Vec::new(),
            sentence: 0,
            carried: false,
            confidence: Confidence::percent(90),
        });
        ClaimRef { story, claim: claims.len() as u32 - 1 }
    }

    pub fn at(&mut self, claim: ClaimRef, venue: &str) {
        let span = self.span(claim.story, venue);
        let venue = Venue { span, name: venue.into() };
        self.facts[claim.story.index()].claims[claim.claim as usize].venue = Some(venue);
    }

    pub fn quotation(&mut self, story: StoryId, claim: Option<ClaimRef>, words: &str) -> QuotedRef {
        let span = self.span(story, words);
        let claim = claim.map(|c| c.claim);
        let quotations = &mut self.facts[story.index()].quotations;
        quotations.push(Quoted { span, claim, ..Quoted::default() });
        QuotedRef { story, quotation: quotations.len() as u32 - 1 }
    }

    pub fn figure(&mut self, story: StoryId, claim: Option<ClaimRef>, words: &str) -> FigureRef {
        let span = self.span(story, words);
        let figures = &mut self.facts[story.index()].figures;
        figures.push(Figure {
            span,
            value: Decimal { digits: 1, exponent: 0 },
            low: None,
            high: None,
            kind: FigureKind::Count,
            unit: None,
            currency: None,
            per: None,
            bound: Bound::Exact,
            role: FigureRole::Total,
            counts: None,
            scope: Scope::default(),
            as_of: None,
            period: None,
            modality: Modality::Fact,
            claim: claim.map(|c| c.claim),
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
        });
        FigureRef { story, figure: figures.len() as u32 - 1 }
    }

    pub fn one_statement(&mut self, speaker: SpeakerId, claims: &[ClaimRef]) {
        self.cast.statements.push(Statement {
            speaker: Some(speaker),
            claims: claims.into(),
            relation: StatementRelation::Same,
            because: Vec::new(),
        });
    }

    pub fn align(&mut self, a: QuotedRef, b: QuotedRef, speakers: SpeakerMatch, classes: &[EditClass]) {
        let span = |at: QuotedRef| self.facts[at.story.index()].quotations[at.quotation as usize].span;
        let edit = |&class| Edit { class, a: Span::default(), b: Span::default() };
        self.cast.alignments.push(Alignment {
            a,
            b,
            a_span: span(a),
            b_span: span(b),
            same: 8,
            content: 5,
            run: 8,
            shorter: 8,
            edits: classes.iter().map(edit).collect(),
            speakers,
        });
    }

    pub fn pair(&mut self, a: FigureRef, b: FigureRef, relation: FigureRelation) {
        self.cast.figures.push(FigurePair {
            a,
            b,
            relation,
            because: vec!["both count people killed".into()],
            same_source: true,
            confidence: Confidence::percent(90),
        });
    }
}

/// Two outlets on one fire: a slip in a name, an altered quotation, figures that differ.
pub(crate) fn fire() -> Sample {
    let mut s = Sample::default();
    let a = s.story(
        "a.txt",
        Some("NCB"),
        "Dorokhova told Radio Lisk the ship was old. The union counted 171 deaths. \
         Dorohkova said 143 people died, and \"we will find out who locked the doors\".",
    );
    let b =
        s.story("b.txt", Some("Lantern"), "Dorokhova: \"We will find out who opened the doors.\" 143 died.");
    let minister = s.speaker("Yevheniya Dorokhova");
    let union = s.speaker("the union");
    let in_a = s.party(a, minister, &["Dorokhova", "Dorohkova"]);
    let in_b = s.party(b, minister, &["Dorokhova"]);
    let of_union = s.party(a, union, &["The union"]);
    let old = s.claim(a, Some(in_a), "the ship was old");
    s.at(old, "Radio Lisk");
    let deaths = s.claim(a, Some(of_union), "171 deaths");
    let died = s.claim(a, Some(in_a), "143 people died, and \"we will find out who locked the doors\"");
    let opened = s.claim(b, Some(in_b), "We will find out who opened the doors.");
    let counted = s.figure(a, Some(deaths), "171");
    let dead = s.figure(a, Some(died), "143");
    let told = s.figure(b, None, "143");
    let first = s.quotation(a, Some(died), "we will find out who locked the doors");
    let second = s.quotation(b, Some(opened), "We will find out who opened the doors.");
    s.align(first, second, SpeakerMatch::Same, &[EditClass::Content]);
    s.pair(counted, dead, FigureRelation::SourcesDiffer);
    s.pair(dead, told, FigureRelation::Agree);
    s
}
