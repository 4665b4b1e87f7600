//! Generated news-like stories: the same seed gives the same text.
//!
//! The sentences have the mix of real wire copy: about half of the words stand inside some claim,
//! a quarter inside quotation marks, two figures and four names a paragraph.

/// A small generator of numbers; the constants are Knuth's (MMIX).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const GIVEN: &[&str] =
    &["Salma", "Anwar", "Ingrid", "Tomasz", "Lucia", "Farid", "Hannah", "Viktor", "Noor", "Pierre"];
const SURNAME: &[&str] = &[
    "Hossain",
    "Lindqvist",
    "Kowalczyk",
    "Marchetti",
    "Al-Rashid",
    "Oyelaran",
    "Petrenko",
    "Brandt",
    "Delacroix",
    "Nakamura",
    "Whitcombe",
    "Sorokin",
    "Abara",
    "Castellanos",
];
const TITLE: &[&str] =
    &["Foreign Minister", "Mayor", "police spokesman", "union leader", "Judge", "chief executive"];
const TOPIC: &[&str] = &[
    "the ferry service",
    "the harbour bridge",
    "the grain agreement",
    "the interest rate",
    "the new stadium",
    "the flood barrier",
    "the water treaty",
    "the rail strike",
    "the budget",
];
const CLAUSE: &[&str] = &[
    "the work would be finished before the winter",
    "no decision had been taken on the inquiry",
    "talks with the operator would resume next week",
    "the cost had risen faster than anybody expected",
    "inspectors were not told about the fault",
    "the council will publish the full report",
    "families deserve an honest answer from the company",
    "the plan needs the consent of both regions",
];
const QUOTE: &[&str] = &[
    "We are ready to do what has to be done, and we will do it together",
    "Nobody in this building wanted to hear what the engineers had to say",
    "It is a good start, but trust takes time and we have lost a great deal of it",
    "The figures speak for themselves; they have never been worse",
    "There is no alternative to an agreement, and both sides know that",
];
const PLACE: &[&str] =
    &["London", "Oslo", "Dhaka", "Geneva", "Harrow Bay", "the capital", "Marseille", "Kingsport"];
const DAY: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const NOUN: &[&str] = &["people", "workers", "passengers", "homes", "protesters", "tickets", "complaints"];

/// One story of about `paragraphs` × 330 bytes.
pub fn story(seed: u64, paragraphs: usize) -> String {
    let mut dice = Dice::new(seed);
    let cast: Vec<(&str, &str, &str)> =
        (0..3).map(|_| (dice.pick(GIVEN), dice.pick(SURNAME), dice.pick(TITLE))).collect();
    let place = dice.pick(PLACE).to_uppercase();
    let mut text = format!("{place}, March {}, 2026 (NCB/Estuary) - ", 1 + dice.below(28));
    for paragraph in 0..paragraphs {
        let (given, surname, title) = cast[dice.below(cast.len())];
        let name = if paragraph < 3 { format!("{title} {given} {surname}") } else { surname.to_owned() };
        text.push_str(&sentences(&mut dice, &name));
        text.push_str("\n\n");
    }
    text
}

fn sentences(dice: &mut Dice, name: &str) -> String {
    let (topic, clause, quote, day, noun) =
        (dice.pick(TOPIC), dice.pick(CLAUSE), dice.pick(QUOTE), dice.pick(DAY), dice.pick(NOUN));
    let figure = 100 + dice.below(40_000);
    match dice.below(6) {
        0 => format!(
            "{name} said on {day} that {clause}, and that about {figure} {noun} were affected by {topic}. He added that the final count was still open."
        ),
        1 => format!("“{quote},” {name} told reporters in {}. “{}.”", dice.pick(PLACE), dice.pick(QUOTE)),
        2 => format!(
            "According to {name}, {clause}. A total of {figure} {noun} had been counted by {day}, {} percent more than a year earlier.",
            1 + dice.below(60)
        ),
        3 => format!(
            "{name} called the state of {topic} “{}” and warned against delay. She said {clause}.",
            &quote[..quote.len().min(24)]
        ),
        4 => format!(
            "The dispute over {topic} has lasted for {} months and cost ${}.{} million so far. It began when the operator closed the old line without notice, and it has divided the town since.",
            2 + dice.below(30),
            1 + dice.below(90),
            dice.below(10)
        ),
        _ => format!(
            "{topic} remained closed for most of the week, and traffic was led over {}. “{quote},” said {name}, who has opposed the plan for years.",
            dice.pick(PLACE)
        ),
    }
}

/// At least `bytes` of stories, each of `paragraphs` paragraphs.
pub fn stories(bytes: usize, paragraphs: usize) -> Vec<String> {
    let mut stories = Vec::new();
    let mut size = 0;
    while size < bytes {
        let story = story(stories.len() as u64, paragraphs);
        size += story.len();
        stories.push(story);
    }
    stories
}
