//! Generated news-like stories: the same seed gives the same text.
//!
//! The mix is that of real copy: half of the words stand inside some claim, a quarter inside
//! quotation marks, a figure and two names a paragraph, hardly a quotation like another; one in
//! twelve is printed twice.

/// A small generator of numbers; the constants are Knuth's (MMIX).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed ^ 0x5DEE_CE66);
        dice.below(1 << 20);
        dice
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }

    fn part<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn pick<'a>(&mut self, from: &'a str) -> &'a str {
        let count = from.split(' ').count();
        from.split(' ').nth(self.below(count)).unwrap_or("")
    }
}

const GIVEN: &str = "Salma Anwar Ingrid Tomasz Lucia Farid Hannah Viktor Noor Pierre Adaeze Bruno Camille Dmitri Elif \
    Fatima Goran Hiroshi Irene Jorge Katrin Lars Mariam Nikolai Olga Pavel Quentin Rosa Stefan Tariq Ursula Vera \
    Wanda Xavier Yasmin Zoltan Aisha Benedict Clara Daniel";
const SURNAME: &str = "Hossain Lindqvist Kowalczyk Marchetti Al-Rashid Oyelaran Petrenko Brandt Delacroix Nakamura \
    Whitcombe Sorokin Abara Castellanos Dvorak Eriksen Fontaine Grigoryan Haddad Ivanova Jankowski Karimov Laurent \
    Moreau Novak Okafor Pereira Quinn Rahman Santos Tanaka Umarov Vasquez Weber Xenakis Yilmaz Zhukov Aldous \
    Bergstrom Chaudhry Drummond Esposito Ferreira Galloway Hartmann Iwata Jokinen Kessler";
const TITLE: &str = "Minister Mayor Judge Senator President Professor Captain General Ambassador Governor";
const ROLE: &str = "engineer lawyer teacher spokeswoman trader farmer economist surgeon organiser inspector";
const NOUN: &str = "ferry bridge harbour treaty budget hospital pipeline stadium railway vaccine election tunnel \
    reservoir airport refinery harvest strike festival glacier satellite prison orchard factory market school \
    border embargo tariff mortgage currency parliament tribunal inquiry permit contract licence deadline warehouse \
    turbine reactor cathedral archive quarry canal lighthouse forest village island convoy shipment";
const VERB: &str = "close rebuild inspect finance delay approve abandon extend audit defend restore question \
    suspend privatise flood reopen protect overturn negotiate postpone measure replace expand dismantle fund";
const ADJECTIVE: &str = "northern costly overdue fragile ambitious disputed ageing unfinished secret regional modest \
    urgent faulty popular vacant temporary foreign rural crowded hidden profitable reckless careful historic";
const PEOPLE: &str =
    "workers passengers residents pupils patients miners voters nurses fans farmers tenants drivers";
const PLACE: &str =
    "London Oslo Dhaka Geneva Marseille Kingsport Tarnik Lisbon Ankara Nairobi Lima Hanoi Cairo Riga";
const DAY: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

fn clause(dice: &mut Dice) -> String {
    let (a, b) = (dice.pick(NOUN), dice.pick(NOUN));
    let (adjective, verb, people) = (dice.pick(ADJECTIVE), dice.pick(VERB), dice.pick(PEOPLE));
    match dice.below(5) {
        0 => format!("the {adjective} {a} would not {verb} until the {b} was paid for"),
        1 => format!("no {people} had been told about the {a} when the {adjective} {b} failed"),
        2 => format!("it was too early to {verb} the {a}, and that {people} deserved a {adjective} {b}"),
        3 => format!("the council wanted to {verb} the {adjective} {a} before another {b} was lost"),
        _ => format!("talks about the {a} had come to nothing because of the {adjective} {b}"),
    }
}

/// Two clauses put together from parts, so that two quotations hardly ever share more than a part.
fn quotation(dice: &mut Dice) -> String {
    let (one, two) = (spoken(dice), spoken(dice));
    let join = dice.part(&[", and ", ", but ", "; ", " – ", " because ", ", while "]);
    let lower = two.split(' ').next() != Some("I");
    let two = if lower { two[..1].to_lowercase() + &two[1..] } else { two };
    format!("{one}{join}{two}")
}

fn spoken(dice: &mut Dice) -> String {
    let (open, link) = (dice.part(OPENING), dice.part(LINK));
    let (first, a, second, b) =
        (dice.pick(ADJECTIVE), dice.pick(NOUN), dice.pick(ADJECTIVE), dice.pick(NOUN));
    match dice.below(3) {
        0 => format!("{open} {first} {a} {link} {second} {b} {}", dice.part(CLOSING)),
        1 => format!("{open} {first} {a} {link} {second} {b}"),
        _ => format!("{open} {a} in {} {link} {b} of {}", dice.pick(PLACE), dice.pick(SURNAME)),
    }
}

const OPENING: &[&str] = &[
    "I was shown a",
    "Sooner or later the",
    "Everyone remembers which",
    "Let me be clear that a",
    "Not even a",
    "Behind closed doors this",
    "They promised us that the",
    "What matters to me is a",
    "We grew up beside that",
    "Only last spring the",
    "My grandfather would have called it a",
    "Ask anyone about the",
    "For years a",
    "There was never a",
    "Trust me, no",
    "If you look closely, the",
    "Half of Europe wants a",
    "God knows why the",
];
const LINK: &[&str] = &[
    "stands or falls with every",
    "cannot compete against one",
    "was sold off like any",
    "reminds people of some",
    "costs less than another",
    "has been kept alive by",
    "needs more care than our",
    "came long before their",
    "will outlive the",
    "looks foolish next to that",
    "depends entirely on his",
    "got in the way of her",
    "brought down half a",
    "belongs in the same drawer as a",
    "taught us nothing about any",
];
const CLOSING: &[&str] = &[
    "before winter sets in",
    "and I sleep badly because of it",
    "so spare me the speeches",
    "in this part of town",
    "whatever ministers write",
    "until somebody pays the bill",
    "from one end of the coast to the other",
    "as my mother used to say",
    "with forty thousand signatures",
    "or else nothing at all",
    "since the war",
    "without asking a single neighbour",
    "on a wet Tuesday night",
    "at twice the price",
    "like thieves",
];

/// One story of about `paragraphs` × 240 bytes.
pub fn story(seed: u64, paragraphs: usize) -> String {
    let mut dice = Dice::new(seed);
    let cast: Vec<(String, &str)> = (0..4)
        .map(|_| {
            let surname = dice.pick(SURNAME);
            (format!("{} {} {surname}", dice.pick(TITLE), dice.pick(GIVEN)), surname)
        })
        .collect();
    let place = dice.pick(PLACE).to_uppercase();
    let mut text = format!("{place}, March {}, 2026 (NCB/Estuary) - ", 1 + dice.below(28));
    let mut said = quotation(&mut dice);
    for paragraph in 0..paragraphs {
        let (full, surname) = &cast[dice.below(cast.len())];
        let name = if paragraph < 4 { full.as_str() } else { surname };
        if dice.below(12) > 0 {
            said = quotation(&mut dice);
        }
        text.push_str(&sentences(&mut dice, name, &said));
        text.push_str("\n\n");
    }
    text
}

fn sentences(dice: &mut Dice, name: &str, said: &str) -> String {
    let (one, two) = (clause(dice), clause(dice));
    let (day, people, noun) = (dice.pick(DAY), dice.pick(PEOPLE), dice.pick(NOUN));
    let figure = 100 + dice.below(40_000);
    match dice.below(7) {
        0 => format!("{name} said on {day} that {one}. He added that about {figure} {people} were affected."),
        1 => format!("“{said},” {name} told reporters in {}. “{}.”", dice.pick(PLACE), quotation(dice)),
        2 => format!(
            "According to {name}, {one}. A total of {figure} {people} had been counted by {day}, {} percent more than a year earlier.",
            1 + dice.below(60)
        ),
        3 => {
            let words = said.split(' ').take(5).collect::<Vec<_>>().join(" ");
            format!("{name} called the plan “{words}” and warned that {one}. She said {two}.")
        }
        4 => format!(
            "The dispute over the {noun} has lasted {} months and cost ${}.{} million so far; it began when {two}.",
            2 + dice.below(30),
            1 + dice.below(90),
            dice.below(10)
        ),
        5 => format!(
            "The {noun} remained closed for most of the week – {two}. “{said},” said {name}, a {}.",
            dice.pick(ROLE)
        ),
        _ => format!(
            "In {}, {people} gathered at the {noun}. Some of them feared that {one}, while others hoped for a {}.",
            dice.pick(PLACE),
            dice.pick(NOUN)
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
