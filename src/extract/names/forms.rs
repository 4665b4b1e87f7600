//! Words that are made of a name, and are not another spelling of it.

use super::align::is_vowel;

/// Whether an ending makes another word of a name, not another spelling: Obamacare, Georgian, Marxist.
const fn makes_word(end: &[u8]) -> bool {
    matches!(
        end,
        b"s" | b"es"
            | b"ian"
            | b"ians"
            | b"ist"
            | b"ists"
            | b"ism"
            | b"ite"
            | b"ites"
            | b"esque"
            | b"ish"
            | b"care"
            | b"nomics"
            | b"land"
            | b"ville"
            | b"ic"
            | b"ics"
            | b"ers"
            | b"ese"
            | b"mania"
    )
}

/// The most letters of such an ending.
const LONGEST_END: usize = 6;

/// Georgia and Georgian, Marx and Marxist.
pub(super) fn is_derived(x: &[u8], y: &[u8]) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let ends = |stem: &[u8]| long.strip_prefix(stem).is_some_and(makes_word);
    let demonym = long.strip_suffix(b"n") == Some(short) && short.len() > 4 && short.ends_with(b"a");
    let open = |stem: &[u8]| stem.len() > 2 && ends(stem);
    demonym
        || ends(short)
        || short
            .split_last()
            .is_some_and(|(last, stem)| is_vowel(*last) && long.len() > short.len() + 1 && open(stem))
        || both_derived(short, long)
}

/// Islamic, Islamists: two words derived from one. Sandes and Sanders are not: plurals are no reason to
/// take a surname for a common word.
fn both_derived(x: &[u8], y: &[u8]) -> bool {
    let stem = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let is_ending = |end: &[u8]| end.len() > 1 && !matches!(end, b"es" | b"ers") && makes_word(end);
    let least = x.len().max(y.len()).saturating_sub(LONGEST_END).max(3);
    (least..=stem).any(|at| is_ending(&x[at..]) && is_ending(&y[at..]))
}

/// Endings of a man's and a woman's form of one surname.
const GENDERED: [(&str, &str); 12] = [
    ("sky", "ska"),
    ("skyy", "ska"),
    ("skiy", "ska"),
    ("ski", "ska"),
    ("sky", "skaya"),
    ("ski", "skaya"),
    ("ov", "ova"),
    ("ev", "eva"),
    ("in", "ina"),
    ("ny", "naya"),
    ("ny", "na"),
    ("oy", "aya"),
];

/// The word without an ending of ASCII letters.
fn stem<'w>(word: &'w [u8], end: &str) -> Option<&'w [u8]> {
    word.strip_suffix(end.as_bytes())
}

/// Petrov and Petrova, Horsky and Horska.
pub(super) fn is_gendered(x: &[u8], y: &[u8]) -> bool {
    // Every woman's form ends with an a, no man's does.
    let (he, she) = match (x.ends_with(b"a"), y.ends_with(b"a")) {
        (true, false) => (y, x),
        (false, true) => (x, y),
        (true, true) | (false, false) => return false,
    };
    GENDERED.iter().any(|(m, f)| match (stem(he, m), stem(she, f)) {
        (Some(m), Some(f)) => m == f && m.len() > 2,
        (Some(_) | None, None) | (None, Some(_)) => false,
    })
}

/// John and Johnny, Ann and Annie.
pub(super) fn is_pet_form(x: &[u8], y: &[u8]) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let Some(end) = long.strip_prefix(short).filter(|_| short.len() > 2) else { return false };
    end == b"y" || end == b"ie" || matches!(end, [doubled, b'y'] if short.last() == Some(doubled))
}

/// Iraq and Iraqi, Saleh and Salehi.
pub(super) fn is_appended_i(x: &[u8], y: &[u8]) -> bool {
    x.strip_suffix(b"i") == Some(y) || y.strip_suffix(b"i") == Some(x)
}

/// Siraj and Sirajuddin: one begins with the whole of the other, three letters shorter or more.
pub(super) fn begins(x: &[u8], y: &[u8]) -> bool {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    short.len() > 2 && long.len() > short.len() + 2 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_and_gendered_forms_are_seen() {
        let derived = |a: &str, b: &str| is_derived(a.as_bytes(), b.as_bytes());
        assert!(derived("georgia", "georgian"));
        assert!(derived("velmora", "velmoran"));
        assert!(derived("marx", "marxist"));
        assert!(derived("peron", "peronist"));
        assert!(derived("islamic", "islamists"));
        assert!(!derived("rubio", "rubino") && !derived("sandes", "sanders"));
        assert!(is_gendered(b"horsky", b"horska"));
        assert!(is_gendered(b"petrova", b"petrov"));
    }

    #[test]
    fn short_and_long_forms_are_seen() {
        assert!(is_pet_form(b"johnny", b"john") && is_pet_form(b"ann", b"annie"));
        assert!(!is_pet_form(b"rubio", b"rubi"));
        assert!(is_appended_i(b"saleh", b"salehi") && !is_appended_i(b"saleh", b"saleha"));
        assert!(begins(b"siraj", b"sirajuddin") && !begins(b"siraj", b"sirajul"));
    }
}
