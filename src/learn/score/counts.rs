//! What is counted in a story; counts of stories add up.

use std::ops::AddAssign;

/// A struct of counts, each documented, with `+=`.
macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub(super) struct $name { $($(#[$about])* pub $field: $type,)* }

        impl AddAssign<&Self> for $name {
            fn add_assign(&mut self, other: &Self) {
                $(self.$field += &other.$field;)*
            }
        }
    )*};
}

counts! {
    /// Of the claims of one kind, those of one side: gold or predicted.
    Side {
        /// Claims.
        claims: usize,
        /// Those with a cue.
        cues: usize,
        /// Words in any content.
        words: usize,
        /// Those of them that the other side has in any content of any kind.
        words_right: usize,
        /// Contents matched with the very same words.
        exact: usize,
        /// Contents matched.
        relaxed: usize,
        /// Contents matched with an agreeing source.
        claim: usize,
        /// Cues matched.
        cue: usize,
    }

    /// Sources, over matched contents whose gold claim has one.
    Sources {
        /// How many there are.
        of: usize,
        /// With the very same words.
        exact: usize,
        /// With a head in common.
        relaxed: usize,
    }

    /// Claims of one kind.
    Kind {
        /// By the kind of the gold claim.
        gold: Side,
        /// By the kind of the predicted claim.
        predicted: Side,
        /// By the kind of the gold claim.
        sources: Sources,
    }

    /// Stretches of one role.
    Stretches {
        /// Marked.
        gold: usize,
        /// Predicted.
        predicted: usize,
        /// Both, word for word.
        right: usize,
    }

    /// Passages between quotation marks.
    Passages {
        /// Those within a gold content.
        gold: usize,
        /// Those of them that are found.
        found: usize,
        /// Found, and their gold claim has a source.
        found_sourced: usize,
        /// Found with the right source.
        source_right: usize,
        /// That, or found without a source where there is none.
        claim: usize,
        /// Those covered by a prediction, gold or not.
        predicted: usize,
        /// Those of them that overlap a gold content.
        predicted_right: usize,
    }

    /// All that is counted in a story.
    Counts {
        /// Claims all of whose words are quoted.
        direct: Kind,
        /// Claims some of whose words are quoted.
        mixed: Kind,
        /// Claims none of whose words are quoted.
        indirect: Kind,
        /// Stretches of sources.
        source: Stretches,
        /// Stretches of cues.
        cue: Stretches,
        /// Stretches of contents.
        content: Stretches,
        /// Passages.
        passages: Passages,
    }
}

impl Counts {
    /// The counts of a kind, by its index.
    pub(super) fn kind(&mut self, kind: usize) -> &mut Kind {
        match kind {
            0 => &mut self.direct,
            1 => &mut self.mixed,
            _ => &mut self.indirect,
        }
    }
}

impl<'a> std::iter::Sum<&'a Self> for Counts {
    fn sum<I: Iterator<Item = &'a Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}
