use super::{Basis, ClaimGraph, Edge, EdgeKind, Item, NameRef, Node, OutletRef, Said, StatementId, VenueRef};
use crate::extract::{Claim, Facts, Figure, Party, Quoted};
use crate::resolve::{
    Alignment, Cast, ClaimRef, EditClass, FigurePair, FigureRef, FigureRelation, QuotedRef, SpeakerId,
    SpeakerMatch,
};
use crate::text::{Place, Span, StoryId, fold};
use petgraph::graph::NodeIndex;
use std::collections::{HashMap, HashSet};

/// Builds the graph; linear in what the facts and the cast hold.
///
/// Nodes come in this order: stories and their outlets, speakers and their names, statements and
/// their venues, figures. Ids that lead nowhere are passed over.
pub fn build(facts: &[Facts], cast: &Cast) -> ClaimGraph {
    let mut builder = Builder { facts, cast, graph: ClaimGraph::default(), unclaimed: HashMap::new() };
    builder.stories();
    builder.speakers();
    builder.gather_statements();
    builder.statements();
    builder.figures();
    builder.spellings();
    builder.alignments();
    builder.figure_pairs();
    builder.copies();
    builder.graph
}

struct Builder<'a> {
    facts: &'a [Facts],
    cast: &'a Cast,
    graph: ClaimGraph,
    /// Statements made of a quotation that belongs to no claim.
    unclaimed: HashMap<QuotedRef, StatementId>,
}

impl<'a> Builder<'a> {
    fn node(&mut self, item: Item, places: Vec<Place>) -> NodeIndex {
        let index = self.graph.net.add_node(Node { item, places });
        self.graph.index.insert(item, index);
        index
    }

    fn edge(&mut self, kind: EdgeKind, ends: (NodeIndex, NodeIndex), places: Vec<Place>) {
        self.graph.net.add_edge(ends.0, ends.1, Edge { kind, places, basis: None });
    }

    /// Links two equals; two names, figures or statements that are one node need no `same-as`.
    fn link(&mut self, kind: EdgeKind, ends: (Item, Item), places: Vec<Place>, basis: Basis) {
        let (Some(a), Some(b)) = (self.graph.find(ends.0), self.graph.find(ends.1)) else { return };
        if a != b || kind != EdgeKind::SameAs {
            self.graph.net.add_edge(a, b, Edge { kind, places, basis: Some(basis) });
        }
    }

    fn stories(&mut self) {
        let mut outlets: HashMap<&'a str, NodeIndex> = HashMap::new();
        for (story, facts) in stories(self.facts) {
            let whole = Place { story, span: facts.head.headline.unwrap_or_default() };
            let node = self.node(Item::Story(story), vec![whole]);
            let Some(outlet) = facts.head.outlet.as_deref() else { continue };
            let from = match outlets.get(outlet) {
                Some(&known) => known,
                None => self.node(Item::Outlet(OutletRef(story)), Vec::new()),
            };
            outlets.insert(outlet, from);
            self.rests_on(from, [Place { story, span: Span::default() }]);
            self.edge(EdgeKind::Published, (from, node), vec![whole]);
        }
    }

    fn speakers(&mut self) {
        let cast = self.cast;
        for (id, speaker) in (0..).map(SpeakerId).zip(&cast.speakers) {
            let all = speaker.spellings.iter().flat_map(|s| s.places.iter().copied());
            let from = self.node(Item::Speaker(id), sorted(all));
            for (spelling, s) in (0..).zip(&speaker.spellings) {
                let name = Item::Name(NameRef { speaker: id, spelling });
                let to = self.node(name, sorted(s.places.iter().copied()));
                self.edge(EdgeKind::Spelled, (from, to), sorted(s.places.iter().copied()));
            }
        }
    }

    /// Makes the list of statements: the cast's, and each claim or aligned quotation left over.
    fn gather_statements(&mut self) {
        let mut said: Vec<Said> = Vec::new();
        let mut taken: HashSet<ClaimRef> = HashSet::new();
        for (index, statement) in (0..).zip(&self.cast.statements) {
            let fits = |claim: &ClaimRef| claim_of(self.facts, *claim).is_some();
            let fresh = statement.claims.iter().copied().filter(fits);
            let claims: Vec<_> = fresh.filter(|claim| taken.insert(*claim)).collect();
            if !claims.is_empty() {
                said.push(Said { claims, quotation: None, statement: Some(index) });
            }
        }
        for (story, facts) in stories(self.facts) {
            let claims = (0..).zip(&facts.claims).map(|(claim, _)| ClaimRef { story, claim });
            let left = claims.filter(|claim| !taken.contains(claim));
            said.extend(left.map(|claim| Said { claims: vec![claim], ..Said::default() }));
        }
        said.extend(self.unclaimed_quotations());
        said.sort_by_cached_key(|s| self.first_byte(s));
        self.index_statements(said);
    }

    fn unclaimed_quotations(&self) -> Vec<Said> {
        let ends = self.cast.alignments.iter().flat_map(|alignment| [alignment.a, alignment.b]);
        let without = |q: &QuotedRef| quoted(self.facts, *q).is_some_and(|quoted| quoted.claim.is_none());
        let mut all: Vec<_> = ends.filter(without).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|q| Said { quotation: Some(q), ..Said::default() }).collect()
    }

    fn first_byte(&self, said: &Said) -> (StoryId, u32, Option<ClaimRef>) {
        let first = said.claims.first().copied();
        let place = self.places_of(said).into_iter().next().unwrap_or_default();
        let story = first.map(|c| c.story).or(said.quotation.map(|q| q.story)).unwrap_or_default();
        (story, place.span.start, first)
    }

    fn index_statements(&mut self, said: Vec<Said>) {
        for (id, one) in (0..).map(StatementId).zip(&said) {
            self.graph.of_claim.extend(one.claims.iter().map(|claim| (*claim, id)));
            self.unclaimed.extend(one.quotation.map(|quotation| (quotation, id)));
        }
        self.graph.said = said;
    }

    fn statements(&mut self) {
        let said = std::mem::take(&mut self.graph.said);
        let mut venues = HashMap::new();
        for (id, one) in (0..).map(StatementId).zip(&said) {
            let places = self.places_of(one);
            let node = self.node(Item::Statement(id), places.clone());
            self.reported(node, &places);
            self.spoken(node, one);
            self.held(node, one, &mut venues);
        }
        self.graph.said = said;
    }

    /// story –reports→ statement, one edge a story.
    fn reported(&mut self, statement: NodeIndex, places: &[Place]) {
        for group in places.chunk_by(|a, b| a.story == b.story) {
            let story = group.first().map(|place| Item::Story(place.story));
            if let Some(story) = story.and_then(|story| self.graph.find(story)) {
                self.edge(EdgeKind::Reports, (story, statement), group.to_vec());
            }
        }
    }

    /// speaker –says→ statement, one edge a speaker.
    fn spoken(&mut self, statement: NodeIndex, said: &Said) {
        let mut by: Vec<(SpeakerId, Vec<Place>)> = Vec::new();
        for (speaker, places) in self.speakers_of(said) {
            match by.iter_mut().find(|(known, _)| *known == speaker) {
                Some((_, all)) => all.extend(places),
                None => by.push((speaker, places)),
            }
        }
        for (speaker, places) in by {
            if let Some(from) = self.graph.find(Item::Speaker(speaker)) {
                self.edge(EdgeKind::Says, (from, statement), sorted(places));
            }
        }
    }

    /// Who says it, and where the copy says that: each claim's source and cue.
    fn speakers_of(&self, said: &Said) -> Vec<(SpeakerId, Vec<Place>)> {
        let whole = said.statement.and_then(|i| self.cast.statements.get(i as usize)?.speaker);
        let mut found = Vec::new();
        for (at, claim) in self.claims_of(said) {
            let own = claim.speaker.and_then(|party| self.cast.speaker(at.story, party));
            found.extend(own.or(whole).map(|speaker| (speaker, attribution(at.story, claim))));
        }
        let quotation = said.quotation.and_then(|at| Some((at, quoted(self.facts, at)?)));
        if let Some((at, quoted)) = quotation {
            let speaker = quoted.speaker.and_then(|party| self.cast.speaker(at.story, party));
            let place = Place { story: at.story, span: quoted.span };
            found.extend(speaker.map(|speaker| (speaker, vec![place])));
        }
        found
    }

    /// statement –at→ venue.
    fn held(&mut self, statement: NodeIndex, said: &Said, venues: &mut HashMap<String, NodeIndex>) {
        for &at in &said.claims {
            let facts = self.facts;
            let Some(venue) = claim_of(facts, at).and_then(|claim| claim.venue.as_ref()) else { continue };
            let place = Place { story: at.story, span: venue.span };
            let name = fold(&venue.name);
            let to = match venues.get(&name) {
                Some(&known) => known,
                None => self.node(Item::Venue(VenueRef(at)), Vec::new()),
            };
            venues.insert(name, to);
            self.rests_on(to, [place]);
            let known =
                self.graph.net.find_edge(statement, to).and_then(|e| self.graph.net.edge_weight_mut(e));
            match known {
                Some(edge) => edge.places.push(place),
                None => self.edge(EdgeKind::At, (statement, to), vec![place]),
            }
        }
    }

    /// statement –counts→ figure; a figure that nobody is said to have given hangs on its story.
    fn figures(&mut self) {
        let facts = self.facts;
        for (story, of_story) in stories(facts) {
            for (figure, record) in (0..).zip(&of_story.figures) {
                let place = Place { story, span: record.span };
                let node = self.node(Item::Figure(FigureRef { story, figure }), vec![place]);
                let holder = self.holder(story, record);
                let (kind, from) = match holder {
                    Some(id) => (EdgeKind::Counts, Item::Statement(id)),
                    None => (EdgeKind::Reports, Item::Story(story)),
                };
                if let Some(from) = self.graph.find(from) {
                    self.edge(kind, (from, node), vec![place]);
                }
            }
        }
    }

    fn holder(&self, story: StoryId, figure: &Figure) -> Option<StatementId> {
        self.graph.statement_of(ClaimRef { story, claim: figure.claim? })
    }

    /// The spellings of one party that look like slips of another spelling.
    fn spellings(&mut self) {
        let facts = self.facts;
        for (story, of_story) in stories(facts) {
            for (party, record) in (0..).zip(&of_story.parties) {
                for (variant, pair) in (0..).zip(&record.variants) {
                    let basis = Basis::Variant { story, party, variant };
                    let sides = (
                        self.name_of(story, party, record, pair.canonical),
                        self.name_of(story, party, record, pair.deviant),
                    );
                    if let (Some((a, at_a)), Some((b, at_b))) = sides {
                        let places = sorted(at_a.into_iter().chain(at_b));
                        self.link(EdgeKind::Varies, (a, b), places, basis);
                    }
                }
            }
        }
    }

    fn name_of(&self, story: StoryId, party: u32, record: &Party, at: u32) -> Option<(Item, Vec<Place>)> {
        let spelling = record.spellings.get(at as usize)?;
        let speaker = self.cast.speaker(story, crate::extract::PartyId(party))?;
        let forms = &self.cast.speakers.get(speaker.0 as usize)?.spellings;
        let index = forms.iter().position(|s| s.form == spelling.form)?;
        let name = Item::Name(NameRef { speaker, spelling: u32::try_from(index).ok()? });
        Some((name, spelling.places.iter().map(|&span| Place { story, span }).collect()))
    }

    fn alignments(&mut self) {
        let cast = self.cast;
        for (index, pair) in (0..).zip(&cast.alignments) {
            let ends = (self.statement_at(pair.a), self.statement_at(pair.b));
            let (Some(a), Some(b)) = ends else { continue };
            let places = vec![
                Place { story: pair.a.story, span: pair.a_span },
                Place { story: pair.b.story, span: pair.b_span },
            ];
            self.link(kind_of(pair), (a, b), sorted(places), Basis::Alignment(index));
        }
    }

    fn statement_at(&self, at: QuotedRef) -> Option<Item> {
        let claim = quoted(self.facts, at)?.claim;
        let id = match claim {
            Some(claim) => self.graph.statement_of(ClaimRef { story: at.story, claim }),
            None => self.unclaimed.get(&at).copied(),
        };
        id.map(Item::Statement)
    }

    fn figure_pairs(&mut self) {
        let cast = self.cast;
        for (index, pair) in (0..).zip(&cast.figures) {
            let place = |at: FigureRef| {
                let figure = self.facts.get(at.story.index())?.figures.get(at.figure as usize)?;
                Some(Place { story: at.story, span: figure.span })
            };
            let places = sorted([place(pair.a), place(pair.b)].into_iter().flatten());
            let ends = (Item::Figure(pair.a), Item::Figure(pair.b));
            self.link(stands(pair), ends, places, Basis::Figures(index));
        }
    }

    /// story –same-as→ story: each that carries another's text with the first of these.
    fn copies(&mut self) {
        let (facts, cast) = (self.facts, self.cast);
        for (story, own) in stories(facts) {
            let original = cast.original(story);
            let Some(first) = facts.get(original.index()).filter(|_| original != story) else { continue };
            let whole = |story, facts: &Facts| Place { story, span: facts.head.headline.unwrap_or_default() };
            let places = sorted([whole(original, first), whole(story, own)]);
            self.link(
                EdgeKind::SameAs,
                (Item::Story(original), Item::Story(story)),
                places,
                Basis::Copy(story),
            );
        }
    }

    fn rests_on(&mut self, node: NodeIndex, places: impl IntoIterator<Item = Place>) {
        if let Some(node) = self.graph.net.node_weight_mut(node) {
            node.places.extend(places);
        }
    }

    fn claims_of<'s>(&self, said: &'s Said) -> impl Iterator<Item = (ClaimRef, &'a Claim)> + use<'a, 's> {
        let facts = self.facts;
        said.claims.iter().filter_map(move |&at| Some((at, claim_of(facts, at)?)))
    }

    fn places_of(&self, said: &Said) -> Vec<Place> {
        let spans = self.claims_of(said).flat_map(|(at, claim)| places(at.story, &claim.content));
        let quotation = said.quotation.and_then(|at| {
            let span = quoted(self.facts, at)?.span;
            Some(Place { story: at.story, span })
        });
        sorted(spans.chain(quotation))
    }
}

/// The stories with their ids, in order.
fn stories(facts: &[Facts]) -> impl Iterator<Item = (StoryId, &Facts)> {
    (0..).map(StoryId).zip(facts)
}

fn claim_of(facts: &[Facts], at: ClaimRef) -> Option<&Claim> {
    facts.get(at.story.index())?.claims.get(at.claim as usize)
}

fn quoted(facts: &[Facts], at: QuotedRef) -> Option<&Quoted> {
    facts.get(at.story.index())?.quotations.get(at.quotation as usize)
}

fn places(story: StoryId, spans: &[Span]) -> impl Iterator<Item = Place> {
    spans.iter().map(move |&span| Place { story, span })
}

/// Source and cue of a claim; its content when it has neither.
fn attribution(story: StoryId, claim: &Claim) -> Vec<Place> {
    let named: Vec<_> = places(story, &claim.source).chain(places(story, &claim.cue)).collect();
    if named.is_empty() { places(story, &claim.content).collect() } else { named }
}

fn sorted(places: impl IntoIterator<Item = Place>) -> Vec<Place> {
    let mut places: Vec<_> = places.into_iter().collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// How two aligned quotations stand to each other, for the graph; what it means is for `check`.
fn kind_of(pair: &Alignment) -> EdgeKind {
    let conflicts = |class: EditClass| match class {
        EditClass::Content | EditClass::Number | EditClass::Negation => true,
        EditClass::Allowed | EditClass::Bracket | EditClass::Ellipsis | EditClass::Function => false,
    };
    if pair.speakers == SpeakerMatch::Different || pair.edits.iter().any(|edit| conflicts(edit.class)) {
        EdgeKind::Conflicts
    } else if pair.edits.is_empty() {
        EdgeKind::SameAs
    } else {
        EdgeKind::Varies
    }
}

fn stands(pair: &FigurePair) -> EdgeKind {
    match pair.relation {
        FigureRelation::Agree => EdgeKind::SameAs,
        FigureRelation::Gap | FigureRelation::Updated => EdgeKind::Varies,
        FigureRelation::Conflict
        | FigureRelation::Scale
        | FigureRelation::Unit
        | FigureRelation::SourcesDiffer => EdgeKind::Conflicts,
    }
}
