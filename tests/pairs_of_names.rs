//! Whatever the two names: the comparison ends, is the same both ways, and a name is itself.

use proptest::prelude::*;
use sayso::extract::names::{Verdict, compare};
use sayso::lexicon::Lexicon;

proptest! {
    #[test]
    fn any_two_names_compare_the_same_both_ways(a in "\\PC{0,24}", b in "\\PC{0,24}") {
        let lexicon = Lexicon::builtin();
        let (there, back) = (compare(&a, &b, lexicon), compare(&b, &a, lexicon));
        prop_assert_eq!(there.verdict, back.verdict);
        prop_assert_eq!(there.score, back.score);
    }

    #[test]
    fn names_of_letters_compare_the_same_both_ways(a in "[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9}){0,2}", b in "[A-Z][a-z]{1,9}( [A-Z][a-z]{1,9}){0,2}") {
        let lexicon = Lexicon::builtin();
        let (there, back) = (compare(&a, &b, lexicon), compare(&b, &a, lexicon));
        prop_assert_eq!(there.verdict, back.verdict);
        prop_assert_eq!(there.score, back.score);
    }

    #[test]
    fn a_name_is_itself(name in "\\PC{0,24}") {
        prop_assert_eq!(compare(&name, &name, Lexicon::builtin()).verdict, Verdict::Same);
    }
}
