//! Agency stories made by rule, and the copies that outlets print of them.

use sayso::ingest::Document;

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, most: usize) -> usize {
        (((self.next() >> 32) * most as u64) >> 32) as usize
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }
}

const PLACES: &[&str] = &[
    "quay",
    "bridge",
    "tunnel",
    "market",
    "depot",
    "station",
    "dam",
    "school",
    "mill",
    "museum",
    "archive",
    "hospital",
    "stadium",
    "library",
    "theatre",
    "brewery",
    "quarry",
    "ferry",
    "reservoir",
    "lighthouse",
];
const KINDS: &[&str] = &[
    "northern",
    "southern",
    "old",
    "new",
    "central",
    "upper",
    "lower",
    "eastern",
    "western",
    "municipal",
    "disused",
    "restored",
    "coastal",
    "covered",
    "royal",
];
const WHO: &[&str] = &[
    "harbour board",
    "town council",
    "water company",
    "transport office",
    "heritage trust",
    "parents' group",
    "fire brigade",
    "planning office",
    "fishing fleet",
    "hotel owners",
    "bus drivers",
    "river authority",
];
const DID: &[&str] = &[
    "closed",
    "inspected",
    "repaired",
    "fenced off",
    "reopened",
    "emptied",
    "painted",
    "measured",
    "searched",
    "flooded",
    "lit",
    "surveyed",
];
/// Shorter than what is taken for a stretch of one text: stock phrases join no two agency stories.
const WHY: &[&str] = &[
    "after divers found cracks",
    "because the gates had rusted",
    "when its floor sank",
    "before the season began",
    "once the insurers asked",
    "as the storm came closer",
    "while the owners argued",
    "since the keys were lost",
];
const GIVEN: &[&str] =
    &["Amara", "Ella", "Anwar", "Heidi", "Laleh", "Piotr", "Salma", "Arne", "Ngozi", "Tomas"];
const ONSETS: &[&str] =
    &["Ok", "Bar", "Lind", "Hal", "Tor", "Mend", "Sor", "Kav", "Dren", "Vost", "Pel", "Grun"];
const ENDS: &[&str] = &["onjo", "agren", "qvist", "vorsen", "vald", "oza", "abi", "ander", "nikov", "manek"];

/// One agency story.
struct Wire {
    paragraphs: Vec<String>,
    surname: String,
}

impl Wire {
    fn new(random: &mut Random) -> Self {
        let surname = format!("{}{}", random.one(ONSETS), random.one(ENDS));
        let given = random.one(GIVEN);
        let thing = |random: &mut Random| format!("{} {}", random.one(KINDS), random.one(PLACES));
        let told = |random: &mut Random| {
            format!(
                "The {} {} the {} {}, and the {} {} the {} {}.",
                random.one(WHO),
                random.one(DID),
                thing(random),
                random.one(WHY),
                random.one(WHO),
                random.one(DID),
                thing(random),
                random.one(WHY)
            )
        };
        let said = format!(
            "\"We will not open the {} for a single visitor until the {} and the {} have been {} by the {},\" {given} {surname}, \
             the minister, told reporters.",
            thing(random),
            thing(random),
            thing(random),
            random.one(DID),
            random.one(WHO)
        );
        let mut paragraphs = vec![told(random), said];
        paragraphs.extend((0..5).map(|_| told(random)));
        paragraphs
            .push(format!("{surname} spoke for an hour. {surname} then left for the {}.", thing(random)));
        paragraphs.push(format!(
            "The {} will meet {surname} again at the {}.",
            random.one(WHO),
            thing(random)
        ));
        Self { paragraphs, surname }
    }

    /// What an outlet prints: every third copy has one letter of the name twice, every tenth a word of the
    /// quotation changed, every fifth a paragraph less.
    fn copy(&self, copy: usize) -> String {
        let mut paragraphs = self.paragraphs.clone();
        if copy % 3 == 1 {
            let (first, rest) = self.surname.split_at(2);
            let slip = format!("{first}{}{rest}", &first[1..]);
            paragraphs[8] = paragraphs[8].replace(&self.surname, &slip);
        }
        if copy % 10 == 5 {
            paragraphs[1] = paragraphs[1].replace("a single visitor", "a single tourist");
        }
        if copy % 5 == 2 {
            paragraphs.remove(4);
        }
        paragraphs.join("\n\n")
    }
}

/// So many stories, so many copies of each agency story, of as many outlets, in no order.
pub fn copies(seed: u64, stories: usize, each: usize) -> Vec<Document> {
    let mut random = Random(seed);
    let wires: Vec<Wire> = (0..stories.div_ceil(each)).map(|_| Wire::new(&mut random)).collect();
    let mut documents: Vec<Document> = (0..stories)
        .map(|story| {
            let (wire, copy) = (story % wires.len(), story / wires.len());
            let mut document = Document::plain(&format!("{wire:05}-{copy:03}.txt"), &wires[wire].copy(copy));
            document.metadata.publisher = Some(format!("Outlet {copy}"));
            document.metadata.date = Some(jiff::civil::date(2026, 3, 4));
            document
        })
        .collect();
    documents.sort_by_key(|document| {
        document.name.bytes().fold(seed, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
    });
    documents
}
