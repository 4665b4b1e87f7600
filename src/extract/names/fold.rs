//! Names made ready for comparing: letters without marks, apostrophes gone, particles aside, and of
//! each word what a comparison asks for again and again.

use super::{sound, terms};
use crate::lexicon::Names;
use crate::text::Fnv;

/// A name's words, folded, without particles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FoldedName {
    /// The words in order.
    pub words: Vec<Word>,
    /// Of the particles (`al`, `bin`, `van`), in order; zero for none.
    pub particles: u64,
    /// Of the suffixes (`jr`, `iii`), in order; zero for none.
    pub suffixes: u64,
    /// Of all letters of the words in order, as if no space parted them.
    pub joined: u64,
    /// The same with the particles where they stand.
    pub all_joined: u64,
}

/// A word of a name.
///
/// Letters are a to z and 0 to 9; a letter of another script stands as one of 128 other bytes, and
/// `exact` tells apart what looks the same so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// Of all its letters, in any script and beyond [`LONGEST`].
    exact: u64,
    bytes: [u8; LONGEST],
    length: u8,
    foreign: bool,
    /// How unlike a name it is, in hundredths of a bit a letter; see [`Names::surprise`].
    pub surprise: u16,
    /// A bit for each of a to z.
    pub mask: u32,
    /// Of its sound; see [`sound::skeleton`].
    pub skeleton: u32,
    /// Of its consonants' sound.
    pub consonants: u32,
    /// Of its letters in any order.
    pub bag: u32,
}

impl Word {
    /// The letters that are looked at.
    pub fn letters(&self) -> &[u8] {
        // No word is longer: see `Raw::add`.
        self.bytes.get(..usize::from(self.length)).unwrap_or(&self.bytes)
    }

    /// The same number for the same letters, in whatever script.
    pub const fn exact(&self) -> u64 {
        self.exact
    }

    /// How many letters are looked at.
    pub const fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether it has a letter of another script.
    pub const fn is_foreign(&self) -> bool {
        self.foreign
    }

    /// Whether it looks Arabic, Persian or Slavic in Latin letters.
    pub fn is_transliterated(&self) -> bool {
        terms::is_transliterated(self.letters())
    }

    /// Whether it ends like a surname of a language written in Latin letters.
    pub fn is_west_european(&self) -> bool {
        terms::is_west_european(self.letters())
    }

    /// Whether the two are the same letters, in whatever script.
    pub const fn same(&self, other: &Self) -> bool {
        self.exact == other.exact
    }

    /// The two written as one word; none when that is too long.
    pub fn join(&self, behind: &Self) -> Option<Self> {
        let length = self.len() + behind.len();
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..self.len())?.copy_from_slice(self.letters());
        bytes.get_mut(self.len()..length)?.copy_from_slice(behind.letters());
        let exact =
            self.exact.wrapping_mul(BASE.wrapping_pow(behind.len() as u32)).wrapping_add(behind.exact);
        let sum = u32::from(self.surprise) * u32::from(self.length)
            + u32::from(behind.surprise) * u32::from(behind.length);
        Some(Self::of(&bytes[..length], exact, (sum / (length as u32).max(1)) as u16))
    }

    fn of(letters: &[u8], exact: u64, surprise: u16) -> Self {
        let mut bytes = [0; LONGEST];
        bytes[..letters.len()].copy_from_slice(letters);
        Self {
            exact,
            bytes,
            length: letters.len() as u8,
            foreign: !letters.is_ascii(),
            surprise,
            mask: mask(letters),
            skeleton: sound::skeleton(letters, sound::Keep::All),
            consonants: sound::skeleton(letters, sound::Keep::Consonants),
            bag: letters.iter().fold(0, |sum, &b| sum.wrapping_add(spread(b))),
        }
    }
}

/// A number for each letter, so that sums of few letters differ.
const fn spread(letter: u8) -> u32 {
    let mixed = (letter as u32).wrapping_mul(0x9e37_79b1);
    (mixed ^ mixed >> 15).wrapping_mul(0x85eb_ca77)
}

fn mask(letters: &[u8]) -> u32 {
    letters.iter().filter(|b| b.is_ascii_lowercase()).fold(0, |mask, b| mask | 1 << (b - b'a'))
}

const PARTICLES: [&str; 42] = [
    "al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "az", "bin", "ben", "ibn", "bint", "de", "da",
    "do", "di", "del", "della", "dos", "das", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
    "zu", "y", "e", "of", "the", "bn", "ould", "st", "d", "ud", "ur",
];

const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "phd"];

/// The most letters of a word that are looked at.
pub(crate) const LONGEST: usize = 28;

/// The most words of a name that are looked at.
pub(super) const MOST_WORDS: usize = 12;

/// Folds a name.
///
/// Words longer than [`LONGEST`] letters are cut there; names of more than [`MOST_WORDS`] words after
/// the last of these. No name in the labelled pairs comes near either.
pub(crate) fn fold_name(name: &str, names: &Names) -> FoldedName {
    let mut words: Vec<Raw> = Vec::new();
    for piece in name.split(|c: char| c.is_whitespace() || is_hyphen(c) || matches!(c, ',' | ';' | '/')) {
        let word = fold_word(without_possessive(piece));
        if word.length > 0 && words.len() < MOST_WORDS {
            words.push(word);
        }
    }
    let mut out = FoldedName { words: Vec::with_capacity(words.len()), ..FoldedName::default() };
    let only = words.iter().all(|w| w.is_one_of(&PARTICLES));
    for word in words {
        if word.is_one_of(&SUFFIXES) && !out.words.is_empty() {
            out.suffixes = Fnv::new().bytes(&out.suffixes.to_le_bytes()).bytes(word.letters()).finish();
            continue;
        }
        out.all_joined = word.after(out.all_joined);
        if !only && word.is_one_of(&PARTICLES) {
            out.particles = Fnv::new().bytes(&out.particles.to_le_bytes()).bytes(word.letters()).finish();
        } else {
            out.joined = word.after(out.joined);
            out.words.push(Word::of(word.letters(), word.exact, names.surprise(word.letters())));
        }
    }
    out
}

/// A key that all house styles of a name share: accents, hyphens, spaces and particles left out.
pub(crate) fn style_key(name: &str, names: &Names) -> u64 {
    let folded = fold_name(name, names);
    folded.joined ^ folded.suffixes.rotate_left(1)
}

/// The letters of a folded name, particles left out: how many, and a bit for each of a to z.
pub(crate) fn outline(name: &str, names: &Names) -> (usize, u32) {
    if name.bytes().all(|b| b.is_ascii_alphabetic()) {
        let bit = |b: u8| 1_u32 << (b.to_ascii_lowercase() - b'a');
        let letters = name.bytes().take(LONGEST);
        return (name.len().min(LONGEST), letters.fold(0, |mask, b| mask | bit(b)));
    }
    fold_name(name, names).outline()
}

impl FoldedName {
    /// Whether the two are the same letters in the same order, with or without the particles.
    pub(crate) const fn has_letters_of(&self, other: &Self) -> bool {
        self.joined == other.joined || self.all_joined == other.all_joined
    }

    /// How many letters the words have, and a bit for each of a to z.
    pub(crate) fn outline(&self) -> (usize, u32) {
        self.words.iter().fold((0, 0), |(length, mask), w| (length + w.len(), mask | w.mask))
    }
}

fn is_hyphen(c: char) -> bool {
    c == '-' || !c.is_ascii() && crate::text::fold_char(c) == '-'
}

fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'", "’"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

/// A word being folded.
struct Raw {
    bytes: [u8; LONGEST],
    length: usize,
    /// Of all its letters. Hashes of two words make that of the two written together:
    /// `first * second.power + second`.
    exact: u64,
    power: u64,
}

/// What a letter multiplies a hash of letters by. Source: the multiplier of Knuth's MMIX generator.
const BASE: u64 = 6_364_136_223_846_793_005;

impl Raw {
    fn letters(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, letter: u8) {
        self.add(u32::from(letter), letter);
    }

    fn add(&mut self, code: u32, letter: u8) {
        self.exact = self.exact.wrapping_mul(BASE).wrapping_add(u64::from(code));
        self.power = self.power.wrapping_mul(BASE);
        if let Some(free) = self.bytes.get_mut(self.length) {
            *free = letter;
            self.length += 1;
        }
    }

    fn push_foreign(&mut self, c: char) {
        let code = u32::from(c);
        self.add(code, 128 | (code.wrapping_mul(0x9e37_79b1) >> 25) as u8);
    }

    fn push_plain(&mut self, c: char) {
        match plain(c) {
            Some(plain) => plain.bytes().for_each(|b| self.push(b)),
            None if c.is_alphanumeric() && !is_mark(c) => self.push_foreign(c),
            None => {}
        }
    }

    fn is_one_of(&self, list: &[&str]) -> bool {
        // No entry of the lists is longer.
        self.length <= 5 && list.iter().any(|entry| entry.as_bytes() == self.letters())
    }

    /// The hash of a text with this word written behind it.
    const fn after(&self, text: u64) -> u64 {
        text.wrapping_mul(self.power).wrapping_add(self.exact)
    }
}

/// The letters of a word in their plain form: `Müller` → `muller`, `O’Neill` → `oneill`.
fn fold_word(word: &str) -> Raw {
    let mut out = Raw { bytes: [0; LONGEST], length: 0, exact: 0, power: 1 };
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase() as u8);
        } else if !c.is_ascii() {
            c.to_lowercase().for_each(|c| out.push_plain(c));
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{2b0}'..='\u{2ff}')
}

/// The Latin letters with marks, as plain ones. Source: the Unicode decompositions of the blocks
/// Latin-1, Latin Extended-A and -B and Latin Extended Additional, with the usual English
/// spelling for letters that do not decompose (ß, ø, ł, ə).
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' | 'ə' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḫ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' | 'ǐ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' | 'ǒ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' | 'ǔ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn check(name: &str, expected: &str) {
        let folded = fold_name(name, Lexicon::builtin().names());
        let words: Vec<String> =
            folded.words.iter().map(|w| String::from_utf8_lossy(w.letters()).into_owned()).collect();
        assert_eq!(words.join(" "), expected, "{name}");
    }

    #[test]
    fn marks_particles_and_apostrophes_go() {
        check("Zoë O’Neill-Müller's", "zoe oneill muller");
        check("Hassan bin Ali al-Rashid", "hassan ali rashid");
        check("Łukasz Wójcik Jr.", "lukasz wojcik");
    }

    #[test]
    fn a_name_of_particles_alone_is_kept() {
        check("Ben El", "ben el");
        check("", "");
    }
}
