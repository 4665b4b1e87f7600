//! Encodings older than Unicode, character by character, so that the map back is exact.

use encoding_rs::{Decoder, DecoderResult, EUC_JP, Encoding, GB18030, GBK, SHIFT_JIS};

use super::decode::{Decoded, Sink};

/// Decodes bytes that are not UTF-8.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut sink = Sink::new(bytes.len() + bytes.len() / 8, 0);
    if encoding.is_single_byte() {
        each(bytes, &mut sink, single(encoding));
    } else {
        each(bytes, &mut sink, several(encoding));
    }
    sink.finish(encoding.name())
}

/// Takes ASCII as it is and has `other` take one character from the front of the rest; it says how
/// many bytes that was, at least one.
fn each(bytes: &[u8], sink: &mut Sink, mut other: impl FnMut(&[u8], &mut Sink) -> usize) {
    let mut rest = bytes;
    while !rest.is_empty() {
        let (plain, beyond) = rest.split_at(Encoding::ascii_valid_up_to(rest));
        sink.push_same(std::str::from_utf8(plain).unwrap_or_default()); // ASCII is UTF-8
        rest = beyond;
        while rest.first().is_some_and(|b| !b.is_ascii()) {
            rest = &rest[other(rest, sink).clamp(1, rest.len())..];
        }
    }
}

fn single(encoding: &'static Encoding) -> impl FnMut(&[u8], &mut Sink) -> usize {
    let table: Vec<Option<char>> = (0..=u8::MAX)
        .map(|byte| encoding.decode_without_bom_handling_and_without_replacement(&[byte])?.chars().next())
        .collect();
    move |bytes, sink| {
        match table[usize::from(bytes[0])] {
            Some(c) => sink.push(c, 1),
            None => sink.push_damage(1),
        }
        1
    }
}

fn several(encoding: &'static Encoding) -> impl FnMut(&[u8], &mut Sink) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    move |bytes, sink| {
        let length = length(encoding, bytes);
        let mut buffer = [0; 16];
        match bytes.get(..length).and_then(|one| whole(&mut decoder, one, &mut buffer)) {
            Some(text) => sink.push_together(text, length),
            None => {
                decoder = encoding.new_decoder_without_bom_handling();
                sink.push_damage(1);
                return 1;
            }
        }
        length
    }
}

/// The text of one whole sequence; nothing when it is none.
fn whole<'b>(decoder: &mut Decoder, one: &[u8], buffer: &'b mut [u8; 16]) -> Option<&'b str> {
    let (result, read, written) = decoder.decode_to_utf8_without_replacement(one, buffer, false);
    let is_whole = match result {
        DecoderResult::InputEmpty => read == one.len() && written > 0,
        DecoderResult::OutputFull | DecoderResult::Malformed(..) => false,
    };
    std::str::from_utf8(&buffer[..written]).ok().filter(|_| is_whole)
}

/// How many bytes the sequence at the front has, by its first bytes; the first is not ASCII.
///
/// **Source:** the decoders of the WHATWG Encoding Standard.
fn length(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let second = bytes.get(1).copied().unwrap_or(0);
    match bytes[0] {
        0x80 | 0xa0..=0xdf | 0xfd..=0xff if encoding == SHIFT_JIS => 1,
        0x8f if encoding == EUC_JP => 3,
        0x80 if encoding == GBK || encoding == GB18030 => 1,
        _ if (encoding == GBK || encoding == GB18030) && second.is_ascii_digit() => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR};

    use super::*;
    use crate::text::Span;

    #[test]
    fn four_bytes_of_gb18030_are_one_character() {
        let (bytes, ..) = GB18030.encode("a𝄞水é。b");
        let decoded = decode(&bytes, GBK);
        assert_eq!(decoded.text, "a𝄞水é。b");
        assert_eq!(decoded.bytes.span(Span::new(1, 5)), Span::new(1, 5));
        assert_eq!(decoded.bytes.original(decoded.text.len() as u32) as usize, bytes.len());
    }

    #[test]
    fn big5_writes_some_letters_as_two() {
        let decoded = decode(b"a\x88\x62b", BIG5);
        assert_eq!(decoded.text, "aÊ̄b");
        assert_eq!(decoded.bytes.original(5), 3);
    }

    #[test]
    fn what_follows_a_bad_byte_is_read() {
        for encoding in [BIG5, EUC_KR, SHIFT_JIS, EUC_JP, GBK] {
            let (mut bytes, ..) = encoding.encode("A");
            let (good, ..) = encoding.encode("水");
            bytes.to_mut().extend([0xff, b'x']);
            bytes.to_mut().extend(&*good);
            bytes.to_mut().extend(&good[..1]);
            let decoded = decode(&bytes, encoding);
            assert_eq!(decoded.text, "A\u{fffd}x水\u{fffd}", "{}", encoding.name());
            assert_eq!(decoded.damage.map(|d| d.places), Some(2));
        }
    }

    #[test]
    fn unassigned_bytes_are_damage() {
        let decoded = decode(b"\xd2x", encoding_rs::WINDOWS_1253);
        assert_eq!(decoded.text, "\u{fffd}x");
    }
}
