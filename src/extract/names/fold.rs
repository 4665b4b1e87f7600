//! Names made ready for comparing: letters without marks, apostrophes gone, particles aside.

/// A name's words, folded, without particles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FoldedName {
    /// The words, each of plain lower-case letters where the script is Latin.
    pub words: Vec<Vec<char>>,
    /// The particles (`al`, `bin`, `van`), in order.
    pub particles: Vec<Vec<char>>,
    /// The suffixes (`jr`, `iii`), in order.
    pub suffixes: Vec<Vec<char>>,
}

const PARTICLES: [&str; 40] = [
    "al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "az", "bin", "ben", "ibn", "bint", "de", "da",
    "do", "di", "del", "della", "dos", "das", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
    "zu", "y", "e", "of", "the", "bn", "ould", "st", "d",
];

const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "phd"];

/// The most letters of a word that are looked at.
pub(super) const LONGEST: usize = 40;

/// Folds a name.
///
/// Words longer than [`LONGEST`] letters are cut there; names of more than 12 words after the twelfth.
/// No name in the labelled pairs comes near either.
pub(crate) fn fold_name(name: &str) -> FoldedName {
    let mut out = FoldedName::default();
    let mut words: Vec<Vec<char>> = Vec::new();
    for piece in name.split(|c: char| c.is_whitespace() || is_hyphen(c) || matches!(c, ',' | ';' | '/')) {
        let word = fold_word(without_possessive(piece));
        if !word.is_empty() && words.len() < 12 {
            words.push(word);
        }
    }
    let only = words.iter().all(|w| is_one_of(w, &PARTICLES));
    for word in words {
        if is_one_of(&word, &SUFFIXES) && !out.words.is_empty() {
            out.suffixes.push(word);
        } else if !only && is_one_of(&word, &PARTICLES) {
            out.particles.push(word);
        } else {
            out.words.push(word);
        }
    }
    out
}

/// A key that all house styles of a name share: accents, hyphens, spaces and particles left out.
pub(crate) fn style_key(name: &str) -> u64 {
    let folded = fold_name(name);
    let letters = folded.words.iter().chain(&folded.suffixes).flatten();
    crate::text::hash_bytes(letters.collect::<String>().as_bytes())
}

/// The letters of a folded name, particles left out: how many, and a bit for each of a to z.
pub(crate) fn outline(name: &str) -> (usize, u32) {
    let bit = |b: u8| 1_u32 << (b - b'a');
    if name.bytes().all(|b| b.is_ascii_alphabetic()) {
        let letters = name.bytes().take(LONGEST);
        return (name.len().min(LONGEST), letters.fold(0, |mask, b| mask | bit(b.to_ascii_lowercase())));
    }
    let folded = fold_name(name);
    let letters = || folded.words.iter().flatten();
    let plain = letters().filter(|c| c.is_ascii_lowercase());
    (letters().count(), plain.fold(0, |mask, &c| mask | bit(c as u8)))
}

fn is_hyphen(c: char) -> bool {
    c == '-' || !c.is_ascii() && crate::text::fold_char(c) == '-'
}

fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "'", "’"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

fn is_one_of(word: &[char], list: &[&str]) -> bool {
    // No entry of the lists is longer.
    word.len() <= 5 && list.iter().any(|entry| entry.chars().eq(word.iter().copied()))
}

/// The letters of a word in their plain form: `Müller` → `muller`, `O’Neill` → `oneill`.
fn fold_word(word: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() {
            c.to_lowercase().for_each(|c| push_plain(c, &mut out));
        }
        if out.len() >= LONGEST {
            break;
        }
    }
    out.truncate(LONGEST);
    out
}

fn push_plain(c: char, out: &mut Vec<char>) {
    match plain(c) {
        Some(plain) => out.extend(plain.chars()),
        None if c.is_alphanumeric() && !is_mark(c) => out.push(c),
        None => {}
    }
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

    fn check(name: &str, expected: &str) {
        let folded = fold_name(name);
        let words: Vec<String> = folded.words.iter().map(|w| w.iter().collect()).collect();
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
        check("李小龙", "李小龙");
    }
}
