//! What else holders of an office are called: `advocate` and `counsel`; a biologist is `the scientist`.

use crate::lexicon::HashKeyed;
use crate::text::hash_bytes;
use std::sync::LazyLock;

/// What a noun that says less may be said of: a biologist is called `the scientist`.
const BROADER: [(&[u64], &[u64]); 8] = [
    (
        &[
            hash_bytes(b"academic"),
            hash_bytes(b"expert"),
            hash_bytes(b"researcher"),
            hash_bytes(b"scientist"),
        ],
        &[
            hash_bytes(b"anthropologist"),
            hash_bytes(b"archaeologist"),
            hash_bytes(b"astronomer"),
            hash_bytes(b"biologist"),
            hash_bytes(b"botanist"),
            hash_bytes(b"chemist"),
            hash_bytes(b"climatologist"),
            hash_bytes(b"ecologist"),
            hash_bytes(b"entomologist"),
            hash_bytes(b"epidemiologist"),
            hash_bytes(b"geneticist"),
            hash_bytes(b"geologist"),
            hash_bytes(b"geophysicist"),
            hash_bytes(b"glaciologist"),
            hash_bytes(b"hydrologist"),
            hash_bytes(b"immunologist"),
            hash_bytes(b"meteorologist"),
            hash_bytes(b"neuroscientist"),
            hash_bytes(b"oceanographer"),
            hash_bytes(b"ornithologist"),
            hash_bytes(b"palaeontologist"),
            hash_bytes(b"paleontologist"),
            hash_bytes(b"pathologist"),
            hash_bytes(b"physicist"),
            hash_bytes(b"psychologist"),
            hash_bytes(b"seismologist"),
            hash_bytes(b"sociologist"),
            hash_bytes(b"virologist"),
            hash_bytes(b"volcanologist"),
            hash_bytes(b"zoologist"),
        ],
    ),
    (
        &[hash_bytes(b"doctor"), hash_bytes(b"medic"), hash_bytes(b"physician")],
        &[
            hash_bytes(b"anaesthetist"),
            hash_bytes(b"cardiologist"),
            hash_bytes(b"dermatologist"),
            hash_bytes(b"gp"),
            hash_bytes(b"neurologist"),
            hash_bytes(b"obstetrician"),
            hash_bytes(b"oncologist"),
            hash_bytes(b"paediatrician"),
            hash_bytes(b"pediatrician"),
            hash_bytes(b"psychiatrist"),
            hash_bytes(b"radiologist"),
        ],
    ),
    (
        &[hash_bytes(b"churchman"), hash_bytes(b"clergyman"), hash_bytes(b"cleric"), hash_bytes(b"prelate")],
        &[
            hash_bytes(b"archbishop"),
            hash_bytes(b"bishop"),
            hash_bytes(b"cardinal"),
            hash_bytes(b"imam"),
            hash_bytes(b"mullah"),
            hash_bytes(b"pastor"),
            hash_bytes(b"priest"),
            hash_bytes(b"rabbi"),
            hash_bytes(b"vicar"),
        ],
    ),
    (&[hash_bytes(b"diplomat")], &[hash_bytes(b"ambassador"), hash_bytes(b"consul"), hash_bytes(b"envoy")]),
    (
        &[hash_bytes(b"teacher")],
        &[
            hash_bytes(b"head"),
            hash_bytes(b"headmaster"),
            hash_bytes(b"headmistress"),
            hash_bytes(b"headteacher"),
            hash_bytes(b"principal"),
        ],
    ),
    (
        &[hash_bytes(b"musician")],
        &[
            hash_bytes(b"cellist"),
            hash_bytes(b"drummer"),
            hash_bytes(b"guitarist"),
            hash_bytes(b"pianist"),
            hash_bytes(b"singer"),
            hash_bytes(b"violinist"),
        ],
    ),
    (
        &[hash_bytes(b"author"), hash_bytes(b"writer")],
        &[
            hash_bytes(b"biographer"),
            hash_bytes(b"historian"),
            hash_bytes(b"novelist"),
            hash_bytes(b"playwright"),
            hash_bytes(b"poet"),
        ],
    ),
    (
        &[hash_bytes(b"journalist"), hash_bytes(b"reporter")],
        &[hash_bytes(b"columnist"), hash_bytes(b"correspondent"), hash_bytes(b"editor")],
    ),
];

/// Nouns that copy takes in turn for one office, row by row.
const ALIKE: [&[u64]; 16] = [
    &[
        hash_bytes(b"consultant"),
        hash_bytes(b"doctor"),
        hash_bytes(b"medic"),
        hash_bytes(b"physician"),
        hash_bytes(b"surgeon"),
    ],
    &[
        hash_bytes(b"academic"),
        hash_bytes(b"don"),
        hash_bytes(b"lecturer"),
        hash_bytes(b"prof"),
        hash_bytes(b"professor"),
        hash_bytes(b"researcher"),
        hash_bytes(b"scholar"),
        hash_bytes(b"scientist"),
    ],
    &[
        hash_bytes(b"chief"),
        hash_bytes(b"commander"),
        hash_bytes(b"commissioner"),
        hash_bytes(b"constable"),
        hash_bytes(b"detective"),
        hash_bytes(b"inspector"),
        hash_bytes(b"officer"),
        hash_bytes(b"sergeant"),
        hash_bytes(b"superintendent"),
    ],
    &[hash_bytes(b"ceo"), hash_bytes(b"executive")],
    &[
        hash_bytes(b"congressman"),
        hash_bytes(b"congresswoman"),
        hash_bytes(b"lawmaker"),
        hash_bytes(b"legislator"),
        hash_bytes(b"mep"),
        hash_bytes(b"mp"),
        hash_bytes(b"rep"),
        hash_bytes(b"representative"),
        hash_bytes(b"sen"),
        hash_bytes(b"senator"),
    ],
    &[hash_bytes(b"gov"), hash_bytes(b"governor")],
    &[
        hash_bytes(b"advocate"),
        hash_bytes(b"attorney"),
        hash_bytes(b"barrister"),
        hash_bytes(b"counsel"),
        hash_bytes(b"kc"),
        hash_bytes(b"lawyer"),
        hash_bytes(b"qc"),
        hash_bytes(b"silk"),
        hash_bytes(b"solicitor"),
    ],
    &[hash_bytes(b"judge"), hash_bytes(b"justice"), hash_bytes(b"magistrate")],
    &[hash_bytes(b"boss"), hash_bytes(b"coach"), hash_bytes(b"gaffer"), hash_bytes(b"manager")],
    &[hash_bytes(b"spokesman"), hash_bytes(b"spokesperson"), hash_bytes(b"spokeswoman")],
    &[hash_bytes(b"chair"), hash_bytes(b"chairman"), hash_bytes(b"chairperson"), hash_bytes(b"chairwoman")],
    &[hash_bytes(b"councillor"), hash_bytes(b"councilman"), hash_bytes(b"councilwoman")],
    &[hash_bytes(b"captain"), hash_bytes(b"skipper")],
    &[
        hash_bytes(b"emperor"),
        hash_bytes(b"king"),
        hash_bytes(b"monarch"),
        hash_bytes(b"queen"),
        hash_bytes(b"sovereign"),
    ],
    &[hash_bytes(b"pontiff"), hash_bytes(b"pope")],
    &[hash_bytes(b"vet"), hash_bytes(b"veterinarian")],
];

/// What else the holder of a noun is called.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Calling {
    /// Its row among those taken in turn, from one; zero for none.
    row: u8,
    /// A bit for each row where it is said of those whom others say more of.
    broad: u8,
    /// A bit for each row where it says more.
    own: u8,
}

static CALLINGS: LazyLock<HashKeyed<Calling>> = LazyLock::new(|| {
    let mut callings: HashKeyed<Calling> = HashKeyed::default();
    for (row, nouns) in (1..).zip(ALIKE) {
        for noun in nouns {
            callings.entry(*noun).or_insert(Calling { row, ..Calling::default() });
        }
    }
    for (at, (broad, own)) in BROADER.into_iter().enumerate() {
        broad.iter().for_each(|noun| callings.entry(*noun).or_default().broad |= 1 << at);
        own.iter().for_each(|noun| callings.entry(*noun).or_default().own |= 1 << at);
    }
    callings
});

impl Calling {
    /// That of a noun.
    pub(super) fn of(noun: u64) -> Self {
        CALLINGS.get(&noun).copied().unwrap_or_default()
    }

    /// Whether another noun may stand in its place.
    pub(super) const fn has_others(self) -> bool {
        self.row | self.broad != 0
    }

    /// Whether two nouns stand in one row.
    pub(super) const fn is_as(self, other: Self) -> bool {
        self.row != 0 && self.row == other.row
    }

    /// Whether one noun may be said of whoever is called by the other: `scientist` of a `biologist`.
    pub(super) const fn is_broader(self, other: Self) -> bool {
        self.broad & other.own != 0
    }
}
