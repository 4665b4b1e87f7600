//! General nouns for those of whom copy has said more: a biologist is called `the scientist`.

use crate::text::hash_bytes;

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

/// Whether a noun is said of those whom others say more of.
pub(super) fn is_broad(noun: u64) -> bool {
    BROADER.iter().any(|(broad, _)| broad.contains(&noun))
}

/// Whether one noun may be said of whoever is called by the other: `scientist` of a `biologist`.
pub(super) fn is_broader(broad: u64, own: u64) -> bool {
    BROADER.iter().any(|(nouns, callings)| nouns.contains(&broad) && callings.contains(&own))
}
