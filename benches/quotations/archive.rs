//! Archives made by a seeded generator: the same seed gives the same quotations, whatever the order
//! in which they are asked for.

use sayso::resolve::wordings::{SpeakerKey, Word};

/// How many quotations a story has.
pub const A_STORY: u64 = 7;

/// How many words there are.
const VOCABULARY: f64 = 200_000.0;

/// How many phrases are said again and again.
const PHRASES: f64 = 22_000.0;

/// How many sayings are everybody's.
const STOCK: usize = 500;

/// How many people speak.
const SPEAKERS: f64 = 100_000.0;

/// Lengths of real quotations of four words or more, by twentieths.
const LENGTHS: [usize; 16] = [6, 7, 8, 9, 10, 12, 13, 15, 17, 19, 21, 24, 27, 31, 38, 56];

/// SplitMix64.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64, of: u64) -> Self {
        let mut dice =
            Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ of.wrapping_mul(0xd6e8_feb8_6659_fd93));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn below(&mut self, most: usize) -> usize {
        (((self.next() >> 32) * most as u64) >> 32) as usize
    }

    /// From 0 to 1.
    fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank below `most` by Zipf's law.
    fn zipf(&mut self, most: f64) -> u64 {
        most.powf(self.part()) as u64 - 1
    }

    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

/// What became of a quotation on its way into a story.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change {
    pub copy: bool,
    /// How many words were changed, dropped or added.
    pub edits: u32,
    pub partial: bool,
    pub other_speaker: bool,
    pub stock: bool,
}

/// A quotation of a story.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub words: Vec<Word>,
    pub speaker: Option<SpeakerKey>,
    /// The quotation that it was taken from; itself when it is the first.
    pub origin: u64,
    pub change: Change,
}

/// An archive.
pub struct Generated {
    seed: u64,
    stories: u64,
    words: Vec<Word>,
    phrases: Vec<Vec<u32>>,
    stock: Vec<Vec<Word>>,
}

impl Generated {
    pub fn new(seed: u64, stories: u64) -> Self {
        let mut dice = Dice::new(seed, u64::MAX);
        let words: Vec<Word> = (0..VOCABULARY as u64).map(|rank| word(&mut dice, rank)).collect();
        let phrase = |dice: &mut Dice| (0..2 + dice.below(4)).map(|_| dice.zipf(VOCABULARY) as u32).collect();
        let phrases = (0..PHRASES as usize).map(|_| phrase(&mut dice)).collect();
        let mut generated = Self { seed, stories, words, phrases, stock: Vec::new() };
        generated.stock = (0..STOCK)
            .map(|_| {
                let length = 4 + dice.below(7);
                let mut words = Vec::new();
                generated.speak(&mut dice, length, &mut words);
                words
            })
            .collect();
        generated
    }

    pub fn count(&self) -> u64 {
        self.stories * A_STORY
    }

    fn dice(&self, quotation: u64) -> Dice {
        Dice::new(self.seed, quotation)
    }

    /// The `quotation`th of the archive.
    pub fn read(&self, quotation: u64, said: &mut Said) {
        let mut dice = self.dice(quotation);
        said.words.clear();
        said.change = Change::default();
        match dice.below(100) {
            0..2 => {
                let stock = dice.below(STOCK);
                said.words.extend_from_slice(&self.stock[stock]);
                let who = person(&mut dice);
                said.speaker = Some(SpeakerKey::new(who));
                // What one person says again and again is one utterance, two persons' are two.
                said.origin = u64::MAX - (stock as u64 * SPEAKERS as u64 + who);
                said.change.stock = true;
            }
            2..37 => {
                said.origin = self.popular(&mut dice);
                self.first(said);
                said.change.copy = true;
                self.change(&mut dice, said);
            }
            _ => {
                said.origin = quotation;
                self.first(said);
            }
        }
    }

    /// A quotation that is nobody's copy, by a power law.
    fn popular(&self, dice: &mut Dice) -> u64 {
        loop {
            let one = (self.count() as f64 * dice.part().powf(2.5)) as u64;
            if self.dice(one).below(100) >= 37 {
                return one;
            }
        }
    }

    /// The quotation as it was first said.
    fn first(&self, said: &mut Said) {
        let mut dice = self.dice(said.origin);
        dice.below(100);
        let length = LENGTHS[dice.below(LENGTHS.len())];
        let length = length + dice.below(1 + length / 6);
        said.speaker = (!dice.percent(8)).then(|| speaker(&mut dice));
        self.speak(&mut dice, length, &mut said.words);
    }

    fn speak(&self, dice: &mut Dice, length: usize, words: &mut Vec<Word>) {
        while words.len() < length {
            if dice.percent(35) {
                let phrase = &self.phrases[(PHRASES * dice.part().powi(2)) as usize];
                words.extend(phrase.iter().map(|&word| self.words[word as usize]));
            } else {
                words.push(self.words[dice.zipf(VOCABULARY) as usize]);
            }
        }
        words.truncate(length);
    }

    fn change(&self, dice: &mut Dice, said: &mut Said) {
        let kept = said.words.len() * (50 + dice.below(31)) / 100;
        if dice.percent(10) && kept >= 6 {
            let start = dice.below(said.words.len() - kept + 1);
            said.words.drain(..start);
            said.words.truncate(kept);
            said.change.partial = true;
        } else if dice.percent(30) {
            let most = (said.words.len() / 4).clamp(1, 4);
            said.change.edits = 1 + dice.below(most) as u32;
            for _ in 0..said.change.edits {
                let at = dice.below(said.words.len());
                let word = self.words[dice.zipf(VOCABULARY) as usize];
                match dice.below(4) {
                    0 if said.words.len() > 3 => _ = said.words.remove(at),
                    1 => said.words.insert(at, word),
                    _ => said.words[at] = word,
                }
            }
        }
        match dice.below(100) {
            0..5 => {
                said.speaker = Some(speaker(dice));
                said.change.other_speaker = true;
            }
            5..13 => said.speaker = None,
            _ => {}
        }
    }
}

/// Somebody who speaks, by a power law: the first says one thing in a hundred.
fn person(dice: &mut Dice) -> u64 {
    (SPEAKERS * dice.part().powf(2.5)) as u64
}

fn speaker(dice: &mut Dice) -> SpeakerKey {
    SpeakerKey::new(person(dice))
}

/// The word of a rank, rare as our table would have it: the commonest are in it, others go by their
/// length, which grows with the rank but loosely.
fn word(dice: &mut Dice, rank: u64) -> Word {
    let rarity = match rank {
        0..60 => 1,
        60..180 => 2,
        180..340 => 4,
        340..656 => 6,
        _ => {
            let spread = (0..4).map(|_| dice.part()).sum::<f64>() - 2.0; // a bell about 0, deviation .58
            let length = 6.0 + 0.9 * (rank as f64 / 656.0).log10() + 4.0 * spread;
            4 + length.clamp(2.0, 10.0) as u8
        }
    };
    Word::new(dice.next(), rarity)
}
