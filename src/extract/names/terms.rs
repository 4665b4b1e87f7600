//! The terms of the score: what is counted when two names are held side by side.

use super::align::CLASSES;

/// What is counted; the index into [`Counts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    Start,
    Contradicted,
    ContradictedBesideVaried,
    FirstLetter,
    Length,
    Sound,
    ConsonantSound,
    LettersReordered,
    Derived,
    AppendedI,
    PetForm,
    Begins,
    Unmatched,
    Surprise,
    FurtherEdits,
    Gendered,
    SuffixesDiffer,
    InitialContradicts,
    SeveralVaried,
    SeveralEqual,
    ParticlesDiffer,
    Transliterated,
    WestEuropean,
    VowelChanged,
    VowelIn,
    ConsonantIn,
    ConsonantChanged,
    Keyboard,
    VowelForConsonant,
    LForR,
    HIn,
    Ei,
    Guttural,
    Rewrite,
    Double,
    Swap,
}

/// How many terms there are.
pub(crate) const TERMS: usize = 36;

/// How often each term is met.
pub(crate) type Counts = [i16; TERMS];

/// Where a term's weight comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// Fitted to labelled pairs.
    Pairs,
    /// Fitted to labelled pairs, and partly a trait of how these were gathered: of no weight inside a
    /// story.
    Sample,
    /// Set by hand: too rare among the labelled pairs.
    Hand(i32),
}

/// A term as people read it.
#[derive(Debug)]
pub(crate) struct About {
    /// Which; where it stands in the list says the same, and a test holds the two together.
    #[cfg(test)]
    pub term: Term,
    /// Its name in the table of weights.
    pub name: &'static str,
    /// Where its weight comes from.
    pub from: From,
    /// What it counts, as the table says it.
    pub means: &'static str,
}

const fn about(_term: Term, name: &'static str, from: From, means: &'static str) -> About {
    About {
        #[cfg(test)]
        term: _term,
        name,
        from,
        means,
    }
}

/// Every term, in the order of [`Term`].
pub(crate) static ABOUT: [About; TERMS] = [
    about(Term::Start, "start", From::Pairs, "where every pair starts"),
    about(
        Term::Contradicted,
        "contradicted",
        From::Pairs,
        "each word too unlike its partner to be one; at most 2",
    ),
    about(
        Term::ContradictedBesideVaried,
        "contradicted-beside-varied",
        From::Pairs,
        "such a word, and another one that varies",
    ),
    about(
        Term::FirstLetter,
        "first-letter",
        From::Pairs,
        "the first letters differ, and no rewrite makes them alike",
    ),
    about(Term::Length, "length", From::Pairs, "each letter of the word that varies most; at most 12"),
    about(Term::Sound, "sound", From::Pairs, "the words that vary sound alike"),
    about(Term::ConsonantSound, "consonant-sound", From::Pairs, "their consonants sound alike"),
    about(Term::LettersReordered, "letters-reordered", From::Pairs, "the same letters in another order"),
    about(Term::Derived, "derived", From::Pairs, "one is derived from the other: Marx, Marxist"),
    about(Term::AppendedI, "appended-i", From::Pairs, "one is the other with an i behind it: Iraq, Iraqi"),
    about(Term::PetForm, "pet-form", From::Pairs, "one is a pet form of the other: John, Johnny"),
    about(
        Term::Begins,
        "begins",
        From::Pairs,
        "one begins with the whole of the other, three letters shorter or more",
    ),
    about(Term::Unmatched, "unmatched", From::Pairs, "each word without a partner; at most 3"),
    about(
        Term::Surprise,
        "surprise",
        From::Pairs,
        "how odd its letters are for a name: each tenth of a bit a letter above 4; at most 32",
    ),
    about(Term::FurtherEdits, "further-edits", From::Pairs, "each edit of a word after its first"),
    about(Term::Gendered, "gendered", From::Hand(-6_000), "a man's and a woman's form of one surname"),
    about(Term::SuffixesDiffer, "suffixes-differ", From::Hand(-6_000), "only one is a Jr. or III"),
    about(
        Term::InitialContradicts,
        "initial-contradicts",
        From::Hand(-4_000),
        "an initial that does not fit",
    ),
    about(Term::SeveralVaried, "several-varied", From::Sample, "two words or more vary"),
    about(Term::SeveralEqual, "several-equal", From::Sample, "two words or more are equal"),
    about(Term::ParticlesDiffer, "particles-differ", From::Sample, "the particles differ: al-, bin, van"),
    about(
        Term::Transliterated,
        "transliterated",
        From::Sample,
        "a word looks Arabic, Persian or Slavic in Latin letters",
    ),
    about(
        Term::WestEuropean,
        "west-european",
        From::Sample,
        "a word ends like a surname of a language written in Latin letters",
    ),
    about(Term::VowelChanged, "edit-vowel", From::Pairs, "each vowel for another"),
    about(Term::VowelIn, "edit-vowel-in", From::Pairs, "each vowel in or out"),
    about(Term::ConsonantIn, "edit-consonant-in", From::Pairs, "each consonant in or out"),
    about(Term::ConsonantChanged, "edit-consonant", From::Pairs, "each consonant for an unrelated one"),
    about(Term::Keyboard, "edit-keyboard", From::Pairs, "each letter for its neighbour on the keyboard"),
    about(Term::VowelForConsonant, "edit-vowel-consonant", From::Pairs, "each vowel for a consonant"),
    about(Term::LForR, "edit-l-r", From::Pairs, "each l for r"),
    about(Term::HIn, "edit-h", From::Pairs, "each h in or out"),
    about(Term::Ei, "edit-ei", From::Pairs, "each rewrite among e, i, y, ei and the like"),
    about(Term::Guttural, "edit-guttural", From::Pairs, "each rewrite among k, kh, gh, q, h, g"),
    about(Term::Rewrite, "edit-rewrite", From::Pairs, "each other rewrite between transliterations"),
    about(Term::Double, "edit-double", From::Pairs, "each letter doubled or single"),
    about(Term::Swap, "edit-swap", From::Pairs, "each two neighbours swapped"),
];

/// Where the classes of edits begin in [`Counts`], in the order of `align::Class`.
pub(super) const FIRST_EDIT: usize = TERMS - CLASSES;

/// Groups of letters that names have when Arabic, Persian or Slavic ones are written in Latin letters.
///
/// Source: BGN/PCGN and ALA-LC romanisation tables; common endings of patronymics and surnames.
const TRANSLITERATED: [&[u8]; 14] = [
    b"kh", b"gh", b"dh", b"aa", b"iy", b"yy", b"zh", b"shch", b"ullah", b"abd", b"uham", b"oham", b"iye",
    b"aye",
];

const TRANSLITERATED_ENDS: [&[u8]; 26] = [
    b"ah", b"eh", b"awi", b"din", b"zai", b"ov", b"ev", b"ova", b"eva", b"off", b"eff", b"vich", b"vych",
    b"sky", b"skiy", b"skyy", b"skaya", b"enko", b"iy", b"uk", b"chuk", b"ei", b"aev", b"yan", b"dze",
    b"shvili",
];

/// Endings of German, Scandinavian, English, French, Spanish and Italian surnames.
const WEST_EUROPEAN_ENDS: [&[u8]; 36] = [
    b"sen", b"son", b"mann", b"man", b"berg", b"burg", b"bach", b"stein", b"er", b"ers", b"tz", b"ck", b"tt",
    b"ert", b"ard", b"ton", b"ley", b"field", b"ford", b"worth", b"wood", b"ell", b"lund", b"strom", b"dt",
    b"ez", b"es", b"ine", b"elle", b"ini", b"etti", b"elli", b"eau", b"ault", b"ier", b"illo",
];

/// Whether a word looks Arabic, Persian or Slavic in Latin letters.
pub(super) fn is_transliterated(word: &[u8]) -> bool {
    let has = |part: &[u8]| word.windows(part.len()).any(|at| at == part);
    let bare_q = |at: usize| word[at] == b'q' && word.get(at + 1) != Some(&b'u');
    (0..word.len()).any(bare_q)
        || TRANSLITERATED.iter().any(|part| has(part))
        || TRANSLITERATED_ENDS.iter().any(|end| word.ends_with(end))
}

/// Whether a word ends like a surname of a language written in Latin letters.
pub(super) fn is_west_european(word: &[u8]) -> bool {
    WEST_EUROPEAN_ENDS.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_is_told_of_in_its_place() {
        for (i, about) in ABOUT.iter().enumerate() {
            assert_eq!(about.term as usize, i, "{}", about.name);
        }
        assert_eq!(Term::VowelChanged as usize, FIRST_EDIT);
        assert_eq!(Term::Swap as usize, TERMS - 1);
    }

    #[test]
    fn names_are_told_by_their_letters() {
        assert!(
            is_transliterated(b"araghchi") && is_transliterated(b"qadir") && is_transliterated(b"petrov")
        );
        assert!(!is_transliterated(b"quinn") && !is_transliterated(b""));
        assert!(is_west_european(b"lindberg") && !is_west_european(b"rossi"));
    }
}
