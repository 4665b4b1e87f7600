use super::hash::mix;

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The first bytes are not those of a model.
    #[error("it is not a sayso model")]
    Foreign,
    /// Made by another version of the format: that version, then the one read here.
    #[error("it is a model of format version {0}, and this program reads version {1}")]
    Version(u32, u32),
    /// Trained with other features than the program computes.
    #[error("it was trained with other features than this program computes; train it again")]
    Templates,
    /// Cut short, or changed after it was written.
    #[error("it is cut short or damaged")]
    Damaged,
}

/// The format's first bytes.
const MAGIC: &[u8; 8] = b"saysocrf";
/// The format's version.
const VERSION: u32 = 1;
/// Where the length of the content stands: after first bytes, version and templates.
const LENGTH_AT: usize = 20;
/// Bytes before the content.
const HEADER: usize = LENGTH_AT + 8;

/// Builds the bytes of a model: header, provenance, numbers, checksum.
///
/// Shape: 8 bytes `saysocrf`; version, 4; hash of the feature templates, 8; length of what follows, 8;
/// the content; checksum of all before it, 8. Numbers are little-endian.
///
/// ```
/// use sayso::crf::{Reader, StoreError, Writer};
/// let mut out = Writer::new(42);
/// out.text("newsroom");
/// out.float(0.5);
/// let bytes = out.finish();
///
/// let mut model = Reader::open(&bytes, 42)?;
/// assert_eq!((model.text()?, model.float()?), ("newsroom", 0.5));
/// assert_eq!(Reader::open(&bytes, 43).unwrap_err(), StoreError::Templates);
/// assert_eq!(Reader::open(&bytes[..20], 42).unwrap_err(), StoreError::Damaged);
/// # Ok::<(), StoreError>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    /// A model whose features are those of `templates`, a hash of how they are made.
    pub fn new(templates: u64) -> Self {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(templates.to_le_bytes());
        out.extend([0; 8]); // the length, which `finish` knows
        Self { out }
    }

    /// Appends bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Appends a whole number, in 8 bytes.
    pub fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    /// Appends a weight, in 4 bytes. One that is not finite is not read again.
    pub fn float(&mut self, weight: f32) {
        self.bytes(&weight.to_bits().to_le_bytes());
    }

    /// Appends a text with its length in bytes before it.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// The whole model.
    pub fn finish(mut self) -> Vec<u8> {
        let length = (self.out.len() - HEADER) as u64;
        self.out[LENGTH_AT..HEADER].copy_from_slice(&length.to_le_bytes());
        let sum = checksum(&self.out);
        self.number(sum);
        self.out
    }
}

/// Reads what a [`Writer`] wrote, in the same order; [`Writer`] has an example.
///
/// Nothing is read beyond the bytes there are, and no room is made for more.
#[derive(Debug)]
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// The content of a model whose features are those of `templates`.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] when the first bytes are not a model's, [`StoreError::Version`] when the
    /// format is another, [`StoreError::Damaged`] when it is cut short or altered anywhere else,
    /// [`StoreError::Templates`] when it is sound but trained with other features.
    pub fn open(bytes: &'b [u8], templates: u64) -> Result<Self, StoreError> {
        let mut header = Self::within(bytes);
        header.known()?;
        let made_with = header.number()?;
        let content = header.count(1).and_then(|length| header.take(length))?;
        let sound = checksum(&bytes[..bytes.len() - header.rest.len()]);
        if header.number()? != sound || !header.rest.is_empty() {
            return Err(StoreError::Damaged);
        }
        if made_with == templates { Ok(Self::within(content)) } else { Err(StoreError::Templates) }
    }

    /// The content of the model that ships with the program, as far as its length: a test reads that model
    /// with [`Reader::open`], so that no run has to go through all of it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is cut short.
    pub fn shipped(bytes: &'b [u8]) -> Result<Self, StoreError> {
        let mut header = Self::within(bytes);
        header.take(LENGTH_AT)?;
        let length = header.count(1)?;
        header.take(length).map(Self::within)
    }

    /// Reads these bytes, which have no header.
    pub(super) const fn within(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The first bytes and the version, when they are ours.
    fn known(&mut self) -> Result<(), StoreError> {
        let length = self.rest.len().min(MAGIC.len());
        if self.rest[..length] != MAGIC[..length] {
            return Err(StoreError::Foreign);
        }
        self.take(MAGIC.len())?;
        let version = u32::from_le_bytes(self.array()?);
        if version == VERSION { Ok(()) } else { Err(StoreError::Version(version, VERSION)) }
    }

    /// The next `count` bytes.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when fewer are left.
    pub fn take(&mut self, count: usize) -> Result<&'b [u8], StoreError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(StoreError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when fewer are left.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        self.take(N)?.try_into().map_err(|_| StoreError::Damaged)
    }

    /// The next whole number.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end.
    pub fn number(&mut self) -> Result<u64, StoreError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// The next number that counts things of at least `size` bytes each: never more than are left.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end, or the count is more than they can hold.
    pub fn count(&mut self, size: usize) -> Result<usize, StoreError> {
        let count = usize::try_from(self.number()?).map_err(|_| StoreError::Damaged)?;
        if count > self.rest.len() / size.max(1) { Err(StoreError::Damaged) } else { Ok(count) }
    }

    /// The next weight.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end, or it is no finite number.
    pub fn float(&mut self) -> Result<f32, StoreError> {
        let weight = f32::from_bits(u32::from_le_bytes(self.array()?));
        if weight.is_finite() { Ok(weight) } else { Err(StoreError::Damaged) }
    }

    /// The next text.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the bytes end, or are no UTF-8.
    pub fn text(&mut self) -> Result<&'b str, StoreError> {
        let length = self.count(1)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| StoreError::Damaged)
    }
}

/// Depends on every byte and its place: no change of eight bytes or fewer at a multiple of eight goes
/// unseen, since [`mix`] gives no two words the same sum, nor two sums the same with one word.
fn checksum(bytes: &[u8]) -> u64 {
    // Four sums side by side: each would wait for its own last step.
    let mut sums = [bytes.len() as u64, 1, 2, 3];
    for block in bytes.chunks(32) {
        for (sum, chunk) in sums.iter_mut().zip(block.chunks(8)) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            *sum = mix(*sum, u64::from_le_bytes(word)).rotate_left(23);
        }
    }
    sums.into_iter().fold(0, |all, sum| mix(all, sum).rotate_left(23))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Vec<u8> {
        let mut out = Writer::new(7);
        out.text("a text");
        out.float(-1.5);
        out.finish()
    }

    #[test]
    fn cut_anywhere_it_is_damaged() {
        let model = model();
        for length in 0..model.len() {
            assert_eq!(Reader::open(&model[..length], 7).unwrap_err(), StoreError::Damaged, "{length}");
        }
        let longer = [&model[..], &[0]].concat();
        assert_eq!(Reader::open(&longer, 7).unwrap_err(), StoreError::Damaged);
    }

    #[test]
    fn any_altered_byte_is_seen() {
        let model = model();
        for at in 0..model.len() {
            for change in 1..=u8::MAX {
                let mut altered = model.clone();
                altered[at] ^= change;
                let error = Reader::open(&altered, 7).unwrap_err();
                match at {
                    0..8 => assert_eq!(error, StoreError::Foreign),
                    8..12 => assert!(matches!(error, StoreError::Version(_, VERSION))),
                    _ => assert_eq!(error, StoreError::Damaged, "byte {at}"),
                }
            }
        }
    }

    #[test]
    fn what_is_foreign_is_called_foreign() {
        for bytes in [&b"{\"claims\": []}"[..], b"PK\x03\x04", b"s@", &[0; 4096]] {
            assert_eq!(Reader::open(bytes, 7).unwrap_err(), StoreError::Foreign);
        }
        assert_eq!(Reader::open(b"", 7).unwrap_err(), StoreError::Damaged);
    }

    #[test]
    fn other_templates_are_named_only_in_a_sound_model() {
        assert_eq!(Reader::open(&model(), 8).unwrap_err(), StoreError::Templates);
    }

    #[test]
    fn a_count_is_never_more_than_the_bytes_hold() {
        let mut out = Writer::new(7);
        out.number(u64::MAX);
        out.number(2);
        let model = out.finish();
        let mut reader = Reader::open(&model, 7).unwrap();
        assert_eq!(reader.count(1), Err(StoreError::Damaged));
        assert_eq!(reader.count(1), Err(StoreError::Damaged));
        assert_eq!(reader.number(), Err(StoreError::Damaged));
    }

    #[test]
    fn weights_are_finite_and_texts_are_text() {
        let mut out = Writer::new(7);
        out.float(f32::NAN);
        out.float(f32::INFINITY);
        out.number(1);
        out.bytes(&[0xff]);
        let model = out.finish();
        let mut reader = Reader::open(&model, 7).unwrap();
        assert!(reader.float().is_err() && reader.float().is_err());
        assert_eq!(reader.text(), Err(StoreError::Damaged));
    }
}
