use crate::extract::{self, Claim};
use crate::ingest::Document;
use crate::lexicon::Lexicon;
use crate::segment;
use crate::text::Span;

fn claims(text: &str) -> (Document, Vec<Claim>) {
    let document = Document::plain("t", text);
    let lexicon = Lexicon::builtin();
    let facts = extract::read(&segment::read(&document, lexicon), lexicon, None);
    (document, facts.claims)
}

/// Each claim as `source | cue | content … content`.
fn check(text: &str, expected: &[&str]) {
    let (document, claims) = claims(text);
    let show = |spans: &[Span]| spans.iter().map(|s| s.of(&document.text)).collect::<Vec<_>>().join(" … ");
    let found: Vec<String> = claims
        .iter()
        .map(|c| format!("{} | {} | {}", show(&c.source), show(&c.cue), show(&c.content)))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn attribution_may_follow_precede_or_interrupt() {
    check("“It rained,” Salma Hossain said.", &["Salma Hossain | said | “It rained,”"]);
    check("“It rained,” said Salma Hossain.", &["Salma Hossain | said | “It rained,”"]);
    check("Salma Hossain said: “It rained.”", &["Salma Hossain | said | “It rained.”"]);
    check("“It rained,” she said, “and it poured.”", &["she | said | “It rained,” … “and it poured.”"]);
}

#[test]
fn a_second_sentence_in_marks_belongs_to_the_first() {
    check(
        "“It rained,” she said. “It poured for days.”",
        &["she | said | “It rained,” … “It poured for days.”"],
    );
}

#[test]
fn a_quotation_of_its_own_paragraph_is_carried_on() {
    check(
        "“It rained,” she said.\n\n“It poured for days.”",
        &["she | said | “It rained,”", " |  | “It poured for days.”"],
    );
}

#[test]
fn a_name_after_a_dash_signs_the_quotation_over_it() {
    check("“It rained for days.”\n\n- Salma Hossain.", &["Salma Hossain | - | “It rained for days.”"]);
    check("“It rained for days.” — Salma Hossain, a farmer", &["Salma Hossain | — | “It rained for days.”"]);
    check(
        "“It rained,” she said.\n\n“It poured for days.”\n\n-- President Hossain",
        &["she | said | “It rained,”", "President Hossain | -- | “It poured for days.”"],
    );
    check("The song was “It rained for days.”\n\n- Estuary.", &[]);
    check("“It rained for days.”\n\n- more rain is on its way", &[]);
}

#[test]
fn a_hyphen_before_a_name_signs_like_a_dash() {
    check("“It rained for days.” -Salma Hossain, 31", &["Salma Hossain | - | “It rained for days.”"]);
    check("“It rained for days.”\n\n-Salma (Port Hale)", &["Salma | - | “It rained for days.”"]);
    check("“It rained for days.” — a nurse from Hale", &["a nurse from Hale | — | “It rained for days.”"]);
    check("3. “It rained.” “It poured.” — Salma", &["Salma | — | “It rained.” … “It poured.”"]);
    check("“It rained for days.”\n\n– An immigrant himself –", &[]);
    check("“It rained for days.” — a nurse said so", &["a nurse | said | “It rained for days.”"]);
}

#[test]
fn on_a_list_names_stand_over_or_under_what_they_said() {
    let quotations = ["“It rained.”", "“It poured for days.”", "“It never stopped.”"];
    let names = ["Salma Hossain, 31, Port Hale", "Jonas Pelt, 24, a nurse", "Rosa M. Quint, 67"];
    let expected = |cue: &str| -> Vec<String> {
        quotations.iter().zip(names).map(|(q, n)| format!("{n} | {cue} | {q}")).collect()
    };
    let list = |cue: &str, one: &dyn Fn(&str, &str) -> String| {
        let lines: Vec<String> = quotations.iter().zip(names).map(|(q, n)| one(q, n)).collect();
        let expected = expected(cue);
        check(&lines.join("\n\n"), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    };
    list("", &|q, n| format!("{n}\n\n{q}"));
    list("", &|q, n| format!("{q}\n\n{n}."));
    list("", &|q, n| format!("{q} ({n})"));
    list("", &|q, n| format!("{q} {n}."));
    list(":", &|q, n| format!("{n}:\n\n{q}"));
    list(":", &|q, n| format!("{n}: {q}"));
}

#[test]
fn what_is_no_name_signs_no_list() {
    let list = |line: &str| format!("“It rained.”\n\n{line}\n\n").repeat(3);
    for line in ["Jim Hale via Harbour Images", "The crowd laughed", "STORM WATCH", "Pelt was not amused"] {
        check(&list(line), &[]);
    }
    check("“It rained.”\n\nSalma Hossain\n\n“It poured.”\n\nJonas Pelt", &[]);
    check(list("Salma Hossain, 31").trim_start_matches("“It rained.”\n\n"), &[]);
}

#[test]
fn an_aside_belongs_to_the_source() {
    check("“It rained,” Salma Hossain, a farmer, said.", &["Salma Hossain, a farmer | said | “It rained,”"]);
}

#[test]
fn indirect_claims_take_the_clause() {
    check("The minister said on Friday that it rained.", &["The minister | said | that it rained"]);
    check("The minister said it rained.", &["The minister | said | it rained"]);
    check("It had rained for days, the minister said.", &["the minister | said | It had rained for days"]);
}

#[test]
fn according_to_stands_before_or_after() {
    check("According to police, two men fled.", &["police | According to | two men fled"]);
    check("Two men fled, according to police.", &["police | according to | Two men fled"]);
}

#[test]
fn a_chain_of_cues_shares_its_source() {
    check(
        "Hossain said it rained, adding that it poured.",
        &["Hossain | said | it rained", "Hossain | adding | that it poured"],
    );
}

#[test]
fn mixed_claims_hold_their_quotation() {
    let (_, claims) = claims("He called the talks \"a good start\".");
    assert_eq!(claims[0].kind, extract::Kind::Mixed);
}

#[test]
fn nouns_are_no_cues() {
    check("The claims of the union and its plans were old.", &[]);
    check("His report was released by the ministry.", &[]);
}

#[test]
fn venue_and_relay_are_found_around_the_cue() {
    let (_, found) = claims("Hossain told the Harbour Times that it rained.");
    assert_eq!(found[0].venue.as_ref().map(|v| v.name.as_str()), Some("Harbour Times"));
    let (_, found) = claims("Hossain said in a statement that it rained.");
    assert_eq!(found[0].relay.as_ref().map(|v| v.name.as_str()), Some("statement"));
}
