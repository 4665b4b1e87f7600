use super::sample::{Sample, fire};
use super::*;
use crate::resolve::{ClaimRef, EditClass, FigureRef, FigureRelation, SpeakerId, SpeakerMatch};
use crate::text::{Place, StoryId};

const A: StoryId = StoryId(0);
const B: StoryId = StoryId(1);
const MINISTER: SpeakerId = SpeakerId(0);
const UNION: SpeakerId = SpeakerId(1);

fn graph(sample: &Sample) -> ClaimGraph {
    build(&sample.facts, &sample.cast)
}

fn claim(story: StoryId, claim: u32) -> ClaimRef {
    ClaimRef { story, claim }
}

fn figure(story: StoryId, figure: u32) -> FigureRef {
    FigureRef { story, figure }
}

fn count(graph: &ClaimGraph, kind: EdgeKind) -> usize {
    graph.links().filter(|link| link.edge.kind == kind).count()
}

fn kinds(items: &[Item]) -> Vec<&'static str> {
    items.iter().map(|item| item.kind().as_str()).collect()
}

/// Two stories that quote the same words, with these edits, from these speakers.
fn quoted_twice(speakers: SpeakerMatch, edits: &[EditClass]) -> Vec<EdgeKind> {
    let mut s = Sample::default();
    let story = s.story("a.txt", None, "one and two");
    let first = s.claim(story, None, "one");
    let second = s.claim(story, None, "two");
    let (a, b) = (s.quotation(story, Some(first), "one"), s.quotation(story, Some(second), "two"));
    s.align(a, b, speakers, edits);
    graph(&s).links().map(|l| l.edge.kind).filter(|k| k.is_between_equals()).collect()
}

#[test]
fn every_kind_of_node_and_edge_is_there() {
    let graph = graph(&fire());
    for (kind, expected) in [
        (NodeKind::Outlet, 2),
        (NodeKind::Story, 2),
        (NodeKind::Speaker, 2),
        (NodeKind::Name, 3),
        (NodeKind::Statement, 4),
        (NodeKind::Figure, 3),
        (NodeKind::Venue, 1),
    ] {
        let found = graph.nodes().filter(|node| node.item.kind() == kind).count();
        assert_eq!(found, expected, "{}", kind.as_str());
    }
    for (kind, expected) in [
        (EdgeKind::Published, 2),
        (EdgeKind::Reports, 5),
        (EdgeKind::Says, 4),
        (EdgeKind::At, 1),
        (EdgeKind::Counts, 2),
        (EdgeKind::Spelled, 3),
        (EdgeKind::SameAs, 1),
        (EdgeKind::Varies, 1),
        (EdgeKind::Conflicts, 2),
    ] {
        assert_eq!(count(&graph, kind), expected, "{}", kind.as_str());
    }
}

#[test]
fn everything_rests_on_a_place() {
    let graph = graph(&fire());
    assert!(graph.nodes().all(|node| !node.places.is_empty()));
    assert!(graph.links().all(|link| !link.edge.places.is_empty()));
}

#[test]
fn the_same_facts_make_the_same_graph() {
    let sample = fire();
    let told = || format!("{:?}", graph(&sample).petgraph());
    assert_eq!(told(), told());
}

#[test]
fn a_claim_is_said_by_its_speaker() {
    let graph = graph(&fire());
    assert_eq!(graph.who_said(claim(A, 0)), [MINISTER]);
    assert_eq!(graph.who_said(claim(A, 1)), [UNION]);
    assert_eq!(graph.who_said(claim(A, 9)), []);
}

#[test]
fn a_place_is_said_by_whoever_said_the_words_there() {
    let sample = fire();
    let graph = graph(&sample);
    let at = |story, words| Place { story, span: sample.span(story, words) };
    assert_eq!(graph.who_said_at(at(A, "171")), [UNION]);
    assert_eq!(graph.who_said_at(at(B, "opened")), [MINISTER]);
    assert_eq!(graph.who_said_at(at(B, "143")), []);
}

#[test]
fn a_speaker_has_claims_in_all_stories() {
    let graph = graph(&fire());
    assert_eq!(graph.claims_of(MINISTER), [claim(A, 0), claim(A, 2), claim(B, 0)]);
    assert_eq!(graph.statements_of(UNION).len(), 1);
}

#[test]
fn a_statement_of_the_cast_gathers_its_claims() {
    let mut sample = fire();
    sample.one_statement(MINISTER, &[claim(A, 2), claim(B, 0)]);
    let graph = graph(&sample);
    let id = graph.statement_of(claim(B, 0)).unwrap();
    assert_eq!(graph.said(id).unwrap().claims, [claim(A, 2), claim(B, 0)]);
    assert_eq!(graph.statements_of(MINISTER).len(), 2);
    assert_eq!(graph.speakers_of(id), [MINISTER]);
    let loops = graph.conflicts().filter(|link| link.from == link.to).count();
    assert_eq!(loops, 1, "what deviates inside one statement stays to be seen");
}

#[test]
fn words_given_to_two_speakers_have_both() {
    let mut sample = fire();
    sample.one_statement(MINISTER, &[claim(A, 1), claim(A, 2)]);
    assert_eq!(graph(&sample).who_said(claim(A, 2)), [MINISTER, UNION]);
}

#[test]
fn figures_count_the_same_over_several_pairs() {
    let graph = graph(&fire());
    let group = vec![figure(A, 0), figure(A, 1), figure(B, 0)];
    assert_eq!(graph.counting_the_same(figure(B, 0)), group);
    assert_eq!(graph.figure_groups(), [group]);
    assert_eq!(graph.counting_the_same(figure(B, 7)), []);
}

#[test]
fn a_neighbouring_measure_is_not_the_same_thing() {
    let mut sample = fire();
    sample.cast.figures.clear();
    sample.pair(figure(A, 0), figure(A, 1), FigureRelation::Gap);
    let graph = graph(&sample);
    assert_eq!(graph.counting_the_same(figure(A, 0)), [figure(A, 0)]);
    assert!(graph.figure_groups().is_empty());
}

#[test]
fn conflicts_come_with_their_reasons() {
    let sample = fire();
    let graph = graph(&sample);
    let because: Vec<_> = graph.conflicts().map(|link| link.because(&sample.facts, &sample.cast)).collect();
    let words = "8 of the 8 words of the shorter quotation are the same, in the same order";
    assert_eq!(because[0][0], words);
    assert_eq!(because[1], ["both count people killed"]);
    let spelling = graph.links().find(|link| link.edge.kind == EdgeKind::Varies).unwrap();
    assert_eq!(spelling.because(&sample.facts, &sample.cast), ["one letter out of order"]);
}

#[test]
fn conflicts_of_a_speaker_are_those_of_all_it_says() {
    let graph = graph(&fire());
    assert_eq!(graph.conflicts_of(Item::Speaker(MINISTER)).len(), 2);
    assert_eq!(graph.conflicts_of(Item::Speaker(UNION)).len(), 1);
    assert_eq!(graph.conflicts_of(Item::Story(A)).len(), 0);
}

#[test]
fn edits_decide_how_quotations_stand() {
    assert_eq!(quoted_twice(SpeakerMatch::Same, &[]), [EdgeKind::SameAs]);
    assert_eq!(quoted_twice(SpeakerMatch::Same, &[EditClass::Bracket]), [EdgeKind::Varies]);
    assert_eq!(quoted_twice(SpeakerMatch::Same, &[EditClass::Negation]), [EdgeKind::Conflicts]);
    assert_eq!(quoted_twice(SpeakerMatch::Different, &[]), [EdgeKind::Conflicts]);
}

#[test]
fn an_aligned_quotation_without_a_claim_is_a_statement() {
    let mut s = Sample::default();
    let story = s.story("a.txt", None, "one, two, three");
    let first = s.claim(story, None, "one");
    let (a, b) = (s.quotation(story, Some(first), "one"), s.quotation(story, None, "two"));
    s.quotation(story, None, "three");
    s.align(a, b, SpeakerMatch::Unknown, &[]);
    let graph = graph(&s);
    assert_eq!(count(&graph, EdgeKind::SameAs), 1);
    assert_eq!(count(&graph, EdgeKind::Reports), 2);
}

#[test]
fn ids_that_lead_nowhere_are_passed_over() {
    let mut sample = fire();
    sample.one_statement(SpeakerId(99), &[claim(StoryId(7), 0), claim(A, 77)]);
    sample.pair(figure(A, 50), figure(StoryId(9), 0), FigureRelation::Conflict);
    assert_eq!(count(&graph(&sample), EdgeKind::Conflicts), 2);
}

#[test]
fn an_unknown_outlet_is_no_node() {
    let mut s = Sample::default();
    s.story("a.txt", None, "");
    s.story("b.txt", None, "");
    assert_eq!(graph(&s).nodes().count(), 2);
}

#[test]
fn two_stories_of_an_outlet_hang_on_one_node() {
    let mut s = Sample::default();
    s.story("a.txt", Some("NCB"), "");
    s.story("b.txt", Some("NCB"), "");
    let graph = graph(&s);
    assert_eq!(graph.outlet_of(B), Some(OutletRef(A)));
    assert_eq!(graph.parts(), 1);
}

#[test]
fn one_venue_is_one_node_whatever_its_case() {
    let mut s = Sample::default();
    let story = s.story("a.txt", None, "on Radio Lisk, RADIO LISK: first, second");
    for (words, venue) in [("first", "Radio Lisk"), ("second", "RADIO LISK")] {
        let at = s.claim(story, None, words);
        s.at(at, venue);
    }
    let graph = graph(&s);
    let venues: Vec<_> = graph.nodes().filter(|node| node.item.kind() == NodeKind::Venue).collect();
    assert_eq!(venues.len(), 1);
    assert_eq!(venues[0].places.len(), 2);
}

#[test]
fn the_way_from_an_outlet_to_the_speaker() {
    let graph = graph(&fire());
    let path = graph.path_to_speaker(OutletRef(B), MINISTER).unwrap();
    assert_eq!(kinds(&path), ["outlet", "story", "statement", "speaker"]);
    let detour = graph.path_to_speaker(OutletRef(B), UNION).unwrap();
    assert!(detour.len() > 4, "Lantern quotes no union");
    assert_eq!(graph.path_to_speaker(OutletRef(B), SpeakerId(9)), None);
}

#[test]
fn steps_reach_as_far_as_they_say() {
    let graph = graph(&fire());
    assert_eq!(graph.around(UNION, 0), [Item::Speaker(UNION)]);
    assert_eq!(kinds(&graph.around(UNION, 1)), ["speaker", "name", "statement"]);
    let two = graph.around(UNION, 2);
    assert_eq!(kinds(&two), ["story", "speaker", "name", "statement", "figure"]);
    assert_eq!(graph.connected(Item::Speaker(UNION)).len(), graph.nodes().count());
}

#[test]
fn a_neighbourhood_answers_like_the_whole() {
    let whole = graph(&fire());
    let part = whole.neighbourhood(&[Item::Speaker(MINISTER)], 2);
    assert!(part.nodes().count() < whole.nodes().count());
    assert_eq!(part.claims_of(MINISTER), whole.claims_of(MINISTER));
    assert_eq!(part.path_to_speaker(OutletRef(A), UNION), None);
}

#[test]
fn a_speaker_is_found_by_any_spelling_in_any_case() {
    let sample = fire();
    assert_eq!(speakers_named(&sample.cast, "DOROHKOVA"), [MINISTER]);
    assert_eq!(speakers_named(&sample.cast, "yevheniya dorokhova"), [MINISTER]);
    assert!(speakers_named(&sample.cast, "Mamedov").is_empty());
}

#[test]
fn stories_that_carry_one_text_are_linked() {
    let mut sample = fire();
    sample.cast.copied_from = vec![A, A];
    let graph = graph(&sample);
    let copy = graph.links().find(|link| link.from == Item::Story(A) && link.to == Item::Story(B)).unwrap();
    assert_eq!(copy.edge.kind, EdgeKind::SameAs);
    assert_eq!(copy.because(&sample.facts, &sample.cast), ["both stories carry one text"]);
}

/// The stories of the parts of the graph without its hubs.
fn parts(graph: &ClaimGraph) -> Vec<Vec<StoryId>> {
    let hub = |kind| match kind {
        NodeKind::Outlet | NodeKind::Speaker | NodeKind::Name | NodeKind::Venue => true,
        NodeKind::Story | NodeKind::Statement | NodeKind::Figure => false,
    };
    let kept: Vec<Item> = graph.nodes().map(|node| node.item).filter(|item| !hub(item.kind())).collect();
    let rest = graph.neighbourhood(&kept, 0);
    let mut parts: Vec<Vec<StoryId>> = kept
        .iter()
        .map(|&item| {
            let connected = rest.connected(item).into_iter();
            connected.filter_map(|item| if let Item::Story(id) = item { Some(id) } else { None }).collect()
        })
        .collect();
    parts.sort();
    parts.dedup();
    parts
}

#[test]
fn events_are_the_parts_of_the_graph_without_its_hubs() {
    let mut sample = fire();
    sample.story("c.txt", Some("NCB"), "The union counted 12 boats.");
    let told = |sample: &Sample| -> Vec<Vec<StoryId>> {
        Events::of(&sample.facts, &sample.cast).iter().map(|(_, stories)| stories.to_vec()).collect()
    };
    assert_eq!(told(&sample), [vec![A, B], vec![StoryId(2)]]);
    assert_eq!(told(&sample), parts(&graph(&sample)));
    sample.cast.alignments.clear();
    sample.cast.figures.clear();
    assert_eq!(told(&sample).len(), 3);
    assert_eq!(told(&sample), parts(&graph(&sample)));
}

#[test]
fn an_event_is_named_by_its_earliest_story() {
    let mut sample = fire();
    let key = |sample: &Sample| Events::of(&sample.facts, &sample.cast).key(A);
    let before = key(&sample);
    sample.facts[1].head.date = Some((jiff::civil::date(2026, 3, 4), crate::extract::DateSource::Slug));
    assert_ne!(key(&sample), before, "the one with a date goes first");
    sample.facts[0].head.date = Some((jiff::civil::date(2026, 3, 2), crate::extract::DateSource::Slug));
    assert_eq!(key(&sample), before);
    sample.facts[0].head.date = Some((jiff::civil::date(2026, 1, 2), crate::extract::DateSource::Slug));
    assert_eq!(Events::of(&sample.facts, &sample.cast).stories(A), [A], "weeks apart");
}

#[test]
fn no_way_leads_through_a_third_person() {
    let graph = graph(&fire());
    let ways = graph.ways_to_speaker(OutletRef(B), UNION);
    let speakers = |way: &Vec<Item>| way.iter().filter(|item| item.kind() == NodeKind::Speaker).count();
    assert!(!ways.is_empty() && ways.iter().all(|way| speakers(way) == 1));
    assert!(graph.ways_to_speaker(OutletRef(A), SpeakerId(9)).is_empty());
}

#[test]
fn around_a_speaker_are_the_outlets_and_who_repeats_it() {
    let graph = graph(&fire());
    let part = graph.around_speakers(&[UNION]);
    let kinds = kinds(&part.nodes().map(|node| node.item).collect::<Vec<_>>());
    assert!(kinds.contains(&"outlet"), "{kinds:?}");
}

#[test]
fn a_misspelt_speaker_is_meant_and_a_stranger_is_not() {
    let sample = fire();
    assert_eq!(speakers_like(&sample.cast, "Yevheniya Dorokova"), [MINISTER]);
    assert!(speakers_like(&sample.cast, "Zzz").is_empty());
    assert_eq!(nearest_names(&sample.cast, "Dorokhov", 1), ["Dorokhova"]);
    assert_eq!(outlet_named(&graph(&sample), &sample.facts, "ncb"), Some(OutletRef(A)));
    assert_eq!(nearest_outlets(&graph(&sample), &sample.facts, "Lanterns", 1), ["Lantern"]);
}
