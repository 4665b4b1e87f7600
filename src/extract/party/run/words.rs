//! Words that tell within a run of capitals what it is, or that it is no name.

use crate::lexicon::Class;
use crate::segment::{Shape, Story, Token};
use crate::text::hash_bytes;

/// Words that begin a sentence or join words, never a name.
const FUNCTION: [Class; 13] = [
    Class::Common,
    Class::Pronoun,
    Class::Possessive,
    Class::Determiner,
    Class::Preposition,
    Class::Conjunction,
    Class::Auxiliary,
    Class::Modal,
    Class::Adverb,
    Class::Relative,
    Class::Negation,
    Class::NumberWord,
    Class::Weekday,
];

/// Whether the word is one that can stand in no name.
pub(in crate::extract::party) fn is_function(token: &Token) -> bool {
    token.classes.any(&FUNCTION)
}

/// Whether a capital that stands alone is none of a name.
pub(in crate::extract::party) fn is_no_name(token: &Token) -> bool {
    is_function(token) && !token.is(Class::Month) && token.shape != Shape::Upper
}

/// `Chief Executive`, `General Counsel`: words of an office that are no titles in small letters.
pub(super) fn is_office_behind(token: &Token) -> bool {
    const WORDS: [u64; 5] = [
        hash_bytes(b"counsel"),
        hash_bytes(b"emeritus"),
        hash_bytes(b"executive"),
        hash_bytes(b"principal"),
        hash_bytes(b"supt"),
    ];
    token.shape == Shape::Capital && WORDS.contains(&token.hash)
}

/// Whether a word is of an office where it has a capital, though it is no title in small letters.
pub(in crate::extract::party) fn is_office_word(story: &Story<'_>, token: &Token) -> bool {
    is_office_behind(token) || token.shape == Shape::Upper && is_office_letters(story.text(token.span))
}

/// `Secretary General`, not `Harcastle General`: what stands before `General` in an office.
pub(super) fn is_before_general(word: &str) -> bool {
    matches!(
        word,
        "Accountant"
            | "Adjutant"
            | "Advocate"
            | "Attorney"
            | "Auditor"
            | "Brigadier"
            | "Captain"
            | "Colonel"
            | "Comptroller"
            | "Consul"
            | "Controller"
            | "Director"
            | "Governor"
            | "Inspector"
            | "Judge"
            | "Lieutenant"
            | "Major"
            | "Paymaster"
            | "Postmaster"
            | "Procurator"
            | "Prosecutor"
            | "Quartermaster"
            | "Registrar"
            | "Secretary"
            | "Solicitor"
            | "Surgeon"
    )
}

/// `Women`, `Children`, `Dairymen`: plurals that own with an `'s`.
pub(in crate::extract::party) fn is_irregular_plural(word: &str) -> bool {
    matches!(word, "Children" | "Men" | "People" | "Women") || word.len() > 4 && word.ends_with("men")
}

/// Letters that are an office: `MP`, `CEO`, `PC`.
pub(in crate::extract::party) fn is_office_letters(word: &str) -> bool {
    matches!(word, "CEO" | "CFO" | "COO" | "CTO" | "GP" | "MEP" | "MLA" | "MP" | "MSP" | "PM")
        || is_doubtful(word)
}

/// Letters that are an office beside a name or article alone: `DC` is a city as well.
pub(super) fn is_doubtful(word: &str) -> bool {
    matches!(word, "DC" | "DCI" | "DI" | "DS" | "KC" | "PC" | "QC" | "TD")
}

/// `KC`, `MP`, `OBE`: letters behind a name that belong to whom it names.
pub(in crate::extract::party) fn is_honour(token: &Token) -> bool {
    const HONOURS: [u64; 12] = [
        hash_bytes(b"kc"),
        hash_bytes(b"qc"),
        hash_bytes(b"mp"),
        hash_bytes(b"mep"),
        hash_bytes(b"msp"),
        hash_bytes(b"mla"),
        hash_bytes(b"td"),
        hash_bytes(b"obe"),
        hash_bytes(b"mbe"),
        hash_bytes(b"cbe"),
        hash_bytes(b"frs"),
        hash_bytes(b"md"),
    ];
    token.shape == Shape::Upper && HONOURS.contains(&token.hash)
}

/// `US-based`, `Trump-backed`, `pro-Trump`, `R-Texas`: a capital and a hyphen, and no name.
pub(super) fn is_compound(word: &str) -> bool {
    if !word.bytes().any(|b| b == b'-' || b >= 0x80) {
        return false;
    }
    let Some((first, rest)) = word.split_once(['-', '‑', '‐']) else { return false };
    let last = rest.rsplit(['-', '‑', '‐']).next().unwrap_or(rest);
    let particle = matches!(first, "al" | "el" | "Al" | "El" | "ul" | "as" | "ad" | "ash" | "an");
    if !particle && first.starts_with(|c: char| c.is_lowercase()) {
        return true;
    }
    let lower = last.starts_with(|c: char| c.is_lowercase());
    !particle
        && (lower
            && last.len() > 3
            && first.chars().count() > 1
            && ENDINGS.contains(&hash_bytes(last.as_bytes())))
        || first.chars().count() == 1
            && rest.starts_with(|c: char| c.is_uppercase())
            && matches!(first, "R" | "D" | "I")
}

/// Last words of the names of clubs.
pub(super) const CLUBS: [u64; 9] = [
    hash_bytes(b"albion"),
    hash_bytes(b"athletic"),
    hash_bytes(b"city"),
    hash_bytes(b"county"),
    hash_bytes(b"hotspur"),
    hash_bytes(b"rovers"),
    hash_bytes(b"town"),
    hash_bytes(b"united"),
    hash_bytes(b"wanderers"),
];

/// Last words of the names of firms that are no surnames.
pub(super) const FIRMS: [u64; 40] = [
    hash_bytes(b"airlines"),
    hash_bytes(b"airways"),
    hash_bytes(b"automotive"),
    hash_bytes(b"aviation"),
    hash_bytes(b"biotech"),
    hash_bytes(b"breweries"),
    hash_bytes(b"brewery"),
    hash_bytes(b"buses"),
    hash_bytes(b"chemicals"),
    hash_bytes(b"dairies"),
    hash_bytes(b"dairy"),
    hash_bytes(b"electronics"),
    hash_bytes(b"enterprises"),
    hash_bytes(b"entertainment"),
    hash_bytes(b"foods"),
    hash_bytes(b"hotels"),
    hash_bytes(b"industries"),
    hash_bytes(b"insurance"),
    hash_bytes(b"investments"),
    hash_bytes(b"labs"),
    hash_bytes(b"logistics"),
    hash_bytes(b"mining"),
    hash_bytes(b"motors"),
    hash_bytes(b"petroleum"),
    hash_bytes(b"pharma"),
    hash_bytes(b"pharmaceuticals"),
    hash_bytes(b"pictures"),
    hash_bytes(b"properties"),
    hash_bytes(b"railways"),
    hash_bytes(b"renewables"),
    hash_bytes(b"resources"),
    hash_bytes(b"securities"),
    hash_bytes(b"semiconductor"),
    hash_bytes(b"shipping"),
    hash_bytes(b"software"),
    hash_bytes(b"studios"),
    hash_bytes(b"systems"),
    hash_bytes(b"technologies"),
    hash_bytes(b"telecom"),
    hash_bytes(b"ventures"),
];

/// Second halves that make an adjective of a name.
const ENDINGS: [u64; 24] = [
    hash_bytes(b"based"),
    hash_bytes(b"backed"),
    hash_bytes(b"born"),
    hash_bytes(b"led"),
    hash_bytes(b"like"),
    hash_bytes(b"era"),
    hash_bytes(b"style"),
    hash_bytes(b"owned"),
    hash_bytes(b"controlled"),
    hash_bytes(b"supported"),
    hash_bytes(b"sponsored"),
    hash_bytes(b"allied"),
    hash_bytes(b"aligned"),
    hash_bytes(b"funded"),
    hash_bytes(b"leaning"),
    hash_bytes(b"elect"),
    hash_bytes(b"speaking"),
    hash_bytes(b"wide"),
    hash_bytes(b"appointed"),
    hash_bytes(b"friendly"),
    hash_bytes(b"occupied"),
    hash_bytes(b"related"),
    hash_bytes(b"affiliated"),
    hash_bytes(b"trained"),
];
