/// The text for comparing: white space joined to one space, quotation marks and dashes
/// straightened, letters lowered.
///
/// Wire copy wraps lines with U+00A0 and a line break; folding makes the two forms of a
/// quotation equal. Folding twice is folding once. Show the slice, never the fold.
///
/// ```
/// use sayso::text::fold;
/// assert_eq!(fold("“Inalienable\u{a0}\nright” – now"), "\"inalienable right\" - now");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the fold of `text` to `out`; see [`fold`].
pub fn fold_into(text: &str, out: &mut String) {
    if is_plain(text) {
        let from = out.len();
        out.push_str(text);
        out.get_mut(from..).into_iter().for_each(str::make_ascii_lowercase);
        return;
    }
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\0'..='\x7f' => out.push(c),
            _ => push_folded(c, out),
        }
    }
}

/// Whether only capitals are to be folded: ASCII words with one space between, as nearly every name.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    let spaced = |pair: &[u8]| pair[0] == b' ' && pair[1] == b' ';
    !ends
        && bytes.iter().all(|&b| b == b' ' || b.is_ascii_graphic() && b != b'`')
        && !bytes.windows(2).any(spaced)
}

fn push_folded(c: char, out: &mut String) {
    match fold_char(c) {
        same if same != c => out.push(same),
        _ => out.extend(c.to_lowercase().flat_map(stable)),
    }
}

/// Lower-casing some letters yields another upper-case one; those are left as they are.
fn stable(c: char) -> Option<char> {
    (c.to_lowercase().next() == Some(c)).then_some(c)
}

/// A mark or dash in its plain form, any other character as it is.
pub fn fold_char(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        _ => c,
    }
}

/// 64-bit FNV-1a, fixed in our own code so that hashes never change under us.
///
/// Source: Fowler, Noll, Vo; offset basis and prime of the 64-bit variant.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self::new()
    }
}

impl Fnv {
    /// The hash of nothing.
    #[inline]
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// The hash after one more byte.
    #[must_use]
    #[inline]
    pub const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3))
    }

    /// The hash after these bytes.
    #[must_use]
    pub const fn bytes(mut self, bytes: &[u8]) -> Self {
        let mut i = 0;
        while i < bytes.len() {
            self = self.byte(bytes[i]);
            i += 1;
        }
        self
    }

    /// The hash after the bytes of which this is the [`Fnv::finish`].
    #[inline]
    pub const fn resumed(hash: u64) -> Self {
        Self(hash)
    }

    /// The hash before its last byte, which was this one.
    #[must_use]
    #[inline]
    pub const fn without(self, byte: u8) -> Self {
        /// Times the prime: one.
        const INVERSE: u64 = 0xce96_5057_aff6_957b;
        Self(self.0.wrapping_mul(INVERSE) ^ byte as u64)
    }

    /// The hash itself.
    #[inline]
    pub const fn finish(self) -> u64 {
        self.0
    }
}

/// The FNV-1a hash of these bytes as they are.
pub const fn hash_bytes(bytes: &[u8]) -> u64 {
    Fnv::new().bytes(bytes).finish()
}

/// The FNV-1a hash of the folded word, without building the fold for plain ASCII.
///
/// Equal to `hash_bytes(fold(word).as_bytes())` for every word without white space.
///
/// ```
/// use sayso::text::{hash_bytes, hash_folded};
/// assert_eq!(hash_folded("Said"), hash_bytes(b"said"));
/// ```
#[inline]
pub fn hash_folded(word: &str) -> u64 {
    let mut hash = Fnv::new();
    for &b in word.as_bytes() {
        if !b.is_ascii() || b == b'`' {
            return hash_bytes(fold(word).as_bytes());
        }
        hash = hash.byte(b.to_ascii_lowercase());
    }
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_fold_to_one_space() {
        assert_eq!(fold("their bases\u{a0}\nin  the"), "their bases in the");
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for text in ["İstanbul", "ẞ", "“a”", "`x´", "Ǆ", "\u{a0}a\u{a0}"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn a_byte_is_taken_back() {
        for byte in 0..=255 {
            let hash = Fnv::new().bytes(b"harbour");
            assert_eq!(Fnv::resumed(hash.byte(byte).finish()).without(byte).finish(), hash.finish());
        }
    }

    #[test]
    fn a_words_hash_is_the_hash_of_its_fold() {
        for word in ["Said", "O’Neill", "É", "don't", "`a", ""] {
            assert_eq!(hash_folded(word), hash_bytes(fold(word).as_bytes()), "{word}");
        }
    }
}
