//! What bodies are: by the nouns that they go by, and by the words of their names.

use crate::lexicon::HashKeyed;
use crate::text::hash_bytes;
use smallvec::SmallVec;
use std::sync::LazyLock;

/// What a body so called may be; the nouns are in `data/body-nouns.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Agency,
    Air,
    /// Any body.
    Any,
    Bank,
    Brigade,
    Builder,
    /// A house of lawmakers.
    Chamber,
    Charity,
    Church,
    Club,
    /// Any company.
    Company,
    Court,
    Embassy,
    Finance,
    /// Of police.
    Force,
    Hospital,
    Hotel,
    Maker,
    Media,
    Ministry,
    Museum,
    Operator,
    /// Any body that is no company.
    Organisation,
    Outlet,
    /// A body of few who decide.
    Panel,
    Party,
    Port,
    Regulator,
    Retail,
    School,
    /// Theatres, festivals.
    Stage,
    Station,
    Union,
    Zoo,
}

const SORTS: [(&str, Sort); 34] = [
    ("agency", Sort::Agency),
    ("air", Sort::Air),
    ("any", Sort::Any),
    ("bank", Sort::Bank),
    ("brigade", Sort::Brigade),
    ("builder", Sort::Builder),
    ("chamber", Sort::Chamber),
    ("charity", Sort::Charity),
    ("church", Sort::Church),
    ("club", Sort::Club),
    ("company", Sort::Company),
    ("court", Sort::Court),
    ("embassy", Sort::Embassy),
    ("finance", Sort::Finance),
    ("force", Sort::Force),
    ("hospital", Sort::Hospital),
    ("hotel", Sort::Hotel),
    ("maker", Sort::Maker),
    ("media", Sort::Media),
    ("ministry", Sort::Ministry),
    ("museum", Sort::Museum),
    ("operator", Sort::Operator),
    ("organisation", Sort::Organisation),
    ("outlet", Sort::Outlet),
    ("panel", Sort::Panel),
    ("party", Sort::Party),
    ("port", Sort::Port),
    ("regulator", Sort::Regulator),
    ("retail", Sort::Retail),
    ("school", Sort::School),
    ("stage", Sort::Stage),
    ("station", Sort::Station),
    ("union", Sort::Union),
    ("zoo", Sort::Zoo),
];

type Sorts = SmallVec<[Sort; 4]>;

/// The words of a name that tell: whole ones hashed, and those that only begin one.
#[derive(Default)]
struct Telling {
    whole: HashKeyed<Sorts>,
    begins: Vec<(&'static str, Sorts)>,
}

static NOUNS: LazyLock<HashKeyed<Sort>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/body-nouns.csv");
    let row = |row: &str| {
        let (noun, rest) = row.split_once(',')?;
        Some((hash_bytes(noun.as_bytes()), named(rest.split(',').next()?)?))
    };
    table.lines().skip(1).filter_map(row).collect()
});

static TELLING: LazyLock<Telling> = LazyLock::new(|| {
    let table = include_str!("../../../../data/body-names.csv");
    let mut telling = Telling::default();
    for row in table.lines().skip(1) {
        let mut cells = row.split(',');
        let (Some(word), Some(kinds)) = (cells.next(), cells.next()) else { continue };
        let sorts = kinds.split(' ').filter_map(named).collect();
        match word.strip_suffix('-') {
            Some(begins) => telling.begins.push((begins, sorts)),
            None => {
                telling.whole.insert(hash_bytes(word.as_bytes()), sorts);
            }
        }
    }
    telling
});

fn named(name: &str) -> Option<Sort> {
    SORTS.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// What a body that goes by this noun may be.
pub(super) fn of_noun(noun: u64) -> Option<Sort> {
    NOUNS.get(&noun).copied()
}

/// Whether a noun stands for a body alone, never for somebody: `operator` does, `owner` does not.
pub(in crate::extract::party) fn is_body_noun(noun: u64) -> bool {
    of_noun(noun).is_some()
        && ![b"owner".as_slice(), b"producer", b"developer", b"publisher", b"builder"]
            .iter()
            .any(|word| hash_bytes(word) == noun)
}

/// Whether a word of a name, folded, tells this sort.
pub(super) fn tells(word: &str, sort: Sort) -> bool {
    let word = word.trim_end_matches('\'');
    let whole = || TELLING.whole.get(&hash_bytes(word.as_bytes())).is_some_and(|of| of.contains(&sort));
    let ends = || sort == Sort::Union && word.len() > 7 && word.ends_with("workers");
    whole()
        || ends()
        || TELLING.begins.iter().any(|(begins, of)| word.starts_with(begins) && of.contains(&sort))
}

impl Sort {
    /// Whether it is a company.
    pub(super) const fn is_firm(self) -> bool {
        match self {
            Self::Air
            | Self::Bank
            | Self::Builder
            | Self::Company
            | Self::Finance
            | Self::Maker
            | Self::Media
            | Self::Operator
            | Self::Retail => true,
            Self::Agency
            | Self::Any
            | Self::Brigade
            | Self::Chamber
            | Self::Charity
            | Self::Church
            | Self::Club
            | Self::Court
            | Self::Embassy
            | Self::Force
            | Self::Hospital
            | Self::Hotel
            | Self::Ministry
            | Self::Museum
            | Self::Organisation
            | Self::Outlet
            | Self::Panel
            | Self::Party
            | Self::Port
            | Self::Regulator
            | Self::School
            | Self::Stage
            | Self::Station
            | Self::Union
            | Self::Zoo => false,
        }
    }

    /// Whether a body that goes by a noun of one sort goes by one of the other as well; none when
    /// neither speaks for or against it.
    pub(super) fn agrees(self, called: Self) -> Option<bool> {
        let carries = |sort: Self| matches!(sort, Self::Air | Self::Operator);
        let same = self == called
            || carries(self) && carries(called)
            || self == Self::Company && called.is_firm()
            || self == Self::Organisation && !called.is_firm() && called != Self::Any;
        let open = |sort: Self| matches!(sort, Self::Any | Self::Organisation);
        let public = |sort: Self| {
            matches!(
                sort,
                Self::Agency
                    | Self::Regulator
                    | Self::Panel
                    | Self::Ministry
                    | Self::Court
                    | Self::Brigade
                    | Self::Charity
            )
        };
        let broad = called == Self::Company && self.is_firm() || public(self) && public(called);
        if same {
            Some(true)
        } else if open(self) || open(called) || broad {
            None
        } else {
            Some(false)
        }
    }

    /// Whether a body of this sort is called no company.
    pub(super) fn is_no_firm(self) -> bool {
        !self.is_firm()
            && !matches!(self, Self::Any | Self::Club | Self::Hotel | Self::Station | Self::Outlet)
    }

    /// Whether it is a body that goes without a name as often as with one: an agency, a charity.
    pub(super) const fn is_public(self) -> bool {
        matches!(self, Self::Agency | Self::Charity | Self::Organisation)
    }

    /// Whether a body is taken for one of this sort though nothing of its name or beside it tells so.
    pub(super) const fn goes_untold(self) -> bool {
        self.is_firm() || matches!(self, Self::Any | Self::Club)
    }
}

/// The hash of the noun that a word is the plural of: `one of the largest firms`; of the word itself
/// when it is none.
pub(super) fn one_of(word: &str) -> u64 {
    match word.strip_suffix("ies") {
        Some(stem) => hash_bytes(format!("{stem}y").as_bytes()),
        None => hash_bytes(word.trim_end_matches('s').as_bytes()),
    }
}
