use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_2, WINDOWS_1250, WINDOWS_1252};

use super::byte_map::{ByteMap, MapBuilder};
use super::legacy;

/// How much of a text the encoding is guessed from, from its first byte beyond ASCII on.
///
/// Unit: bytes. Source: the detector reads some 15 to 30 MB a second (release build, one core), so
/// that a whole 64 MiB would take seconds; a megabyte of text holds every letter of its language.
const GUESSED_FROM: usize = 1 << 20;

/// A text as UTF-8, and the way back to its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text; U+FFFD stands for bytes that are none.
    pub text: String,
    /// From bytes of `text` to the bytes decoded.
    pub bytes: ByteMap,
    /// The encoding, as the WHATWG Encoding Standard names it, or `UTF-32LE`, `UTF-32BE`.
    pub encoding: &'static str,
    /// Where bytes were no text, if anywhere.
    pub damage: Option<Damage>,
}

/// Bytes that were no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// How many places.
    pub places: usize,
    /// The first place: a byte of the file.
    pub original: u32,
    /// The first place: a byte of the text, where its U+FFFD stands.
    pub decoded: u32,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { places, original, .. } = self;
        match places {
            1 => write!(f, "bytes that are no text at byte {original}, read as U+FFFD"),
            _ => write!(
                f,
                "bytes that are no text in {places} places, the first at byte {original}, read as U+FFFD"
            ),
        }
    }
}

/// Decodes a text: by its byte order mark (UTF-8, UTF-16, UTF-32), else as UTF-8, else by a guess.
///
/// Linear in time, whatever the bytes. Text that is UTF-8 but for a few places stays UTF-8, with
/// U+FFFD in those; other bytes are read in the encoding that the `chardetng` detector names.
///
/// **Source:** WHATWG Encoding Standard; for UTF-32, which it leaves out, Unicode, section 3.10.
///
/// ```
/// use sayso::ingest::decode;
/// let decoded = decode(b"\x93It\x92s over,\x94 he said.".to_vec());
/// assert_eq!(decoded.text, "“It’s over,” he said.");
/// assert_eq!(decoded.encoding, "windows-1252");
/// ```
pub fn decode(bytes: Vec<u8>) -> Decoded {
    match mark(&bytes) {
        Some(Mark::Utf8) => utf8(bytes, 3),
        Some(Mark::Utf16Le) => utf16(&bytes[2..], u16::from_le_bytes, "UTF-16LE"),
        Some(Mark::Utf16Be) => utf16(&bytes[2..], u16::from_be_bytes, "UTF-16BE"),
        Some(Mark::Utf32Le) => utf32(&bytes[4..], u32::from_le_bytes, "UTF-32LE"),
        Some(Mark::Utf32Be) => utf32(&bytes[4..], u32::from_be_bytes, "UTF-32BE"),
        None => unmarked(bytes),
    }
}

/// A byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Utf8,
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

/// The byte order mark at the start. UTF-32 goes first: its mark begins like that of UTF-16.
pub(super) fn mark(bytes: &[u8]) -> Option<Mark> {
    let marks: [(&[u8], Mark); 5] = [
        (b"\xff\xfe\0\0", Mark::Utf32Le),
        (b"\0\0\xfe\xff", Mark::Utf32Be),
        (b"\xff\xfe", Mark::Utf16Le),
        (b"\xfe\xff", Mark::Utf16Be),
        (b"\xef\xbb\xbf", Mark::Utf8),
    ];
    marks.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|&(_, mark)| mark)
}

fn unmarked(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, encoding: "UTF-8", ..Decoded::default() },
        Err(error) => {
            let bytes = error.into_bytes();
            if is_mostly_utf8(&bytes) { lossy_utf8(&bytes, 0) } else { legacy::decode(&bytes, guess(&bytes)) }
        }
    }
}

fn utf8(mut bytes: Vec<u8>, offset: u32) -> Decoded {
    if std::str::from_utf8(&bytes).is_err() {
        return lossy_utf8(&bytes[offset as usize..], offset);
    }
    bytes.drain(..offset as usize);
    let text = String::from_utf8(bytes).unwrap_or_default(); // valid: only its mark was taken off
    Decoded { text, bytes: ByteMap::shifted(offset), encoding: "UTF-8", damage: None }
}

/// Whether bytes that are not UTF-8 throughout are meant as UTF-8.
///
/// Sequences of several bytes that are right by chance are rare, the longer the rarer: they count
/// 1, 3 and 6 for 2, 3 and 4 bytes, and must outweigh the wrong places two to one. A sequence cut
/// off by the end of the file is not held against it.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().map(|c| [0, 1, 3, 6][c.len_utf8() - 1]).sum::<usize>();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    let is_cut = std::str::from_utf8(last_bytes(bytes)).is_err_and(|e| e.error_len().is_none());
    right > 2 * (wrong - usize::from(is_cut && wrong > 0))
}

/// From the last byte that begins a character on.
fn last_bytes(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().rposition(|&b| b & 0xc0 != 0x80).unwrap_or(0);
    &bytes[from..]
}

fn lossy_utf8(bytes: &[u8], offset: u32) -> Decoded {
    let mut sink = Sink::new(bytes.len(), offset);
    for chunk in bytes.utf8_chunks() {
        sink.push_same(chunk.valid());
        if !chunk.invalid().is_empty() {
            sink.push_damage(chunk.invalid().len());
        }
    }
    sink.finish("UTF-8")
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let from = Encoding::ascii_valid_up_to(bytes).saturating_sub(2); // the letters before count too
    let rest = &bytes[from..];
    let part = &rest[..rest.len().min(GUESSED_FROM)];
    // ISO-2022-JP is ASCII byte for byte, so that it never gets here.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(part, part.len() == rest.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    if is_western(part, guess) { WINDOWS_1252 } else { guess }
}

/// Whether English copy was mistaken: the detector goes by pairs of letters, and where there are
/// none, it takes the pound sign of windows-1252 for the Ł of windows-1250 ("She paid Ł5").
fn is_western(bytes: &[u8], guess: &'static Encoding) -> bool {
    let is_symbol = |b: &u8| b.is_ascii() || WESTERN_SYMBOLS.contains(b);
    let is_price = |pair: &[u8]| pair[0] == b'\xa3' && pair[1].is_ascii_digit();
    bytes.iter().all(is_symbol)
        || [WINDOWS_1250, ISO_8859_2].contains(&guess) && bytes.windows(2).any(is_price)
}

/// What windows-1252 has for € „ … † ‡ ‘ ’ “ ” • – — ™, no-break space, ¢ £ § © «, soft hyphen,
/// ® ° · » ¼ ½ ¾: a text with these beyond ASCII and no letter is English more likely than not.
const WESTERN_SYMBOLS: &[u8] = b"\x80\x84\x85\x86\x87\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa2\xa3\xa7\
    \xa9\xab\xad\xae\xb0\xb7\xbb\xbc\xbd\xbe";

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Decoded {
    let mut sink = Sink::new(bytes.len(), 2);
    let (pairs, rest) = bytes.as_chunks::<2>();
    for c in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match c {
            Ok(c) => sink.push(c, 2 * c.len_utf16()),
            Err(_) => sink.push_damage(2),
        }
    }
    if !rest.is_empty() {
        sink.push_damage(rest.len());
    }
    sink.finish(encoding)
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32, encoding: &'static str) -> Decoded {
    let mut sink = Sink::new(bytes.len() / 4, 4);
    let (quads, rest) = bytes.as_chunks::<4>();
    for &quad in quads {
        match char::from_u32(unit(quad)) {
            Some(c) => sink.push(c, 4),
            None => sink.push_damage(4),
        }
    }
    if !rest.is_empty() {
        sink.push_damage(rest.len());
    }
    sink.finish(encoding)
}

/// A text and its map, growing together.
#[derive(Debug)]
pub(super) struct Sink {
    text: String,
    map: MapBuilder,
    damage: Option<Damage>,
}

impl Sink {
    pub(super) fn new(capacity: usize, offset: u32) -> Self {
        Self { text: String::with_capacity(capacity), map: MapBuilder::new(offset), damage: None }
    }

    /// One character that took `original` bytes.
    #[inline]
    pub(super) fn push(&mut self, c: char, original: usize) {
        self.text.push(c);
        self.map.push(c.len_utf8(), original, 1);
    }

    /// Text that stands in the file byte for byte.
    pub(super) fn push_same(&mut self, text: &str) {
        self.text.push_str(text);
        self.map.push(1, 1, text.len());
    }

    /// A few characters that took `original` bytes together.
    pub(super) fn push_together(&mut self, text: &str, original: usize) {
        self.text.push_str(text);
        self.map.push(text.len(), original, 1);
    }

    /// U+FFFD for `original` bytes that are no text.
    pub(super) fn push_damage(&mut self, original: usize) {
        let first = Damage { places: 0, original: self.map.original(), decoded: self.map.decoded() };
        self.damage.get_or_insert(first).places += 1;
        self.push(char::REPLACEMENT_CHARACTER, original);
    }

    pub(super) fn finish(self, encoding: &'static str) -> Decoded {
        Decoded { text: self.text, bytes: self.map.finish(), encoding, damage: self.damage }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Decodes, and checks that every character's bytes decode to that character alone.
    fn check(bytes: &[u8], text: &str, encoding: &str, alone: impl Fn(&[u8]) -> String) {
        let decoded = decode(bytes.to_vec());
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.damage), (text, encoding, None));
        for (at, c) in text.char_indices() {
            let span = decoded.bytes.span(Span::at(at, at + c.len_utf8()));
            assert_eq!(alone(&bytes[span.range()]), c.to_string(), "{c} at {at}");
        }
        assert_eq!(decoded.bytes.original(text.len() as u32) as usize, bytes.len());
    }

    fn alone_in(encoding: &'static Encoding) -> impl Fn(&[u8]) -> String {
        move |bytes| encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    fn check_legacy(label: &str, text: &str) {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{label} cannot write {text}");
        let read = Encoding::for_label(decode(bytes.to_vec()).encoding.as_bytes()).unwrap();
        check(&bytes, text, read.name(), alone_in(read)); // two may write one text alike
    }

    const MIXED: &str = "“Så—né,” 𝄞 said.\r\nВода\u{a0}水";

    fn units16(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn utf8_stays_as_it_is() {
        let decoded = decode(MIXED.as_bytes().to_vec());
        assert_eq!(decoded.text, MIXED);
        assert_eq!(decoded.bytes, ByteMap::default());
    }

    #[test]
    fn a_utf8_mark_is_no_text() {
        let bytes = [b"\xef\xbb\xbf", MIXED.as_bytes()].concat();
        check(&bytes, MIXED, "UTF-8", |b| String::from_utf8(b.to_vec()).unwrap());
    }

    #[test]
    fn utf16_maps_back() {
        let le: Vec<u8> = units16(MIXED).iter().flat_map(|u| u.to_le_bytes()).collect();
        check(&[b"\xff\xfe", &*le].concat(), MIXED, "UTF-16LE", alone_in(encoding_rs::UTF_16LE));
        let be: Vec<u8> = units16(MIXED).iter().flat_map(|u| u.to_be_bytes()).collect();
        check(&[b"\xfe\xff", &*be].concat(), MIXED, "UTF-16BE", alone_in(encoding_rs::UTF_16BE));
    }

    #[test]
    fn utf32_maps_back() {
        let le: Vec<u8> = MIXED.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let alone = |b: &[u8]| char::from_u32(u32::from_le_bytes(b.try_into().unwrap())).unwrap().to_string();
        check(&[b"\xff\xfe\0\0", &*le].concat(), MIXED, "UTF-32LE", alone);
        let be: Vec<u8> = MIXED.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let alone = |b: &[u8]| char::from_u32(u32::from_be_bytes(b.try_into().unwrap())).unwrap().to_string();
        check(&[b"\0\0\xfe\xff", &*be].concat(), MIXED, "UTF-32BE", alone);
    }

    #[test]
    fn western_copy_is_read() {
        check_legacy("windows-1252", "“It’s over,” said Zoë Brontë – “the café at Malmö is closed…”");
        check_legacy("windows-1252", "She paid £5, he said.");
        check_legacy("windows-1252", "In Genève it was £3 – or ½ of that");
        check_legacy("windows-1252", "37° at 5½ paces");
    }

    #[test]
    fn other_alphabets_are_read() {
        check_legacy("windows-1251", "Вода поднялась на два метра, сообщила служба города в четверг.");
        check_legacy("koi8-u", "Вода поднялась на два метра, сообщила служба города в четверг.");
        check_legacy("iso-8859-5", "Вода поднялась на два метра, сообщила служба города в четверг.");
        check_legacy("iso-8859-7", "Το νερό ανέβηκε δύο μέτρα, ανακοίνωσε ο δήμος την Πέμπτη.");
        check_legacy("iso-8859-2", "Žluťoučký kůň přeběhl přes řeku, řekl šéf úřadu ve čtvrtek.");
        check_legacy("windows-1256", "ارتفع الماء مترين، قالت البلدية يوم الخميس في المدينة.");
    }

    #[test]
    fn asian_copy_is_read() {
        check_legacy("shift_jis", "水位は2メートル上昇した、と市は木曜日に発表した。ｱｲｳ ok");
        check_legacy("euc-jp", "水位は2メートル上昇した、と市は木曜日に発表した。");
        check_legacy("euc-kr", "시는 목요일 수위가 2미터 상승했다고 발표했다.");
        check_legacy("big5", "市政府星期四宣布，水位上升了兩公尺，居民已經撤離。");
        check_legacy("gbk", "市政府星期四宣布，水位上升了两米，居民已经撤离。");
    }

    #[test]
    fn a_few_bad_bytes_do_not_make_utf8_something_else() {
        let mut bytes = "“Zoë” met “Brontë” – ".as_bytes().to_vec();
        let at = bytes.len();
        bytes.extend(b"caf\xe9 at noon");
        let decoded = decode(bytes.clone());
        assert_eq!(decoded.text, "“Zoë” met “Brontë” – caf\u{fffd} at noon");
        let first = (at + 3) as u32;
        assert_eq!(decoded.damage, Some(Damage { places: 1, original: first, decoded: first }));
        let noon = Span::at(decoded.text.len() - 4, decoded.text.len());
        assert_eq!(&bytes[decoded.bytes.span(noon).range()], b"noon");
    }

    #[test]
    fn a_cut_off_character_does_not_make_utf8_something_else() {
        let decoded = decode(b"Zo\xc3\xab met Bront\xc3".to_vec());
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("Zoë met Bront\u{fffd}", "UTF-8"));
    }

    #[test]
    fn odd_bytes_at_the_end_are_damage() {
        assert_eq!(decode(b"\xff\xfea\0b".to_vec()).text, "a\u{fffd}");
        assert_eq!(decode(b"\0\0\xfe\xff\0\0\0ab".to_vec()).text, "a\u{fffd}");
    }

    #[test]
    fn lone_surrogates_are_damage() {
        let decoded = decode(b"\xff\xfea\0\x00\xd8b\0".to_vec());
        assert_eq!(decoded.text, "a\u{fffd}b");
        assert_eq!(decoded.damage, Some(Damage { places: 1, original: 4, decoded: 1 }));
        assert_eq!(decode(b"\0\0\xfe\xff\0\0\xd8\0".to_vec()).text, "\u{fffd}");
    }

    #[test]
    fn nothing_is_nothing() {
        for bytes in [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\0\0"] {
            assert_eq!(decode(bytes.to_vec()).text, "");
        }
    }
}
