//! Whatever the two names: the comparison ends, is the same both ways, and a name is itself.
//! Whatever the names: the search ends, and their order decides nothing.

use proptest::prelude::*;
use sayso::extract::names::{Near, Verdict, Weights, account, compare, near};
use sayso::lexicon::Lexicon;

/// What is found among these names, in an order of its own.
fn pairs<'n>(names: &[&'n str]) -> Vec<(i32, [&'n str; 2])> {
    let both = |pair: &Near| {
        let mut both = [names[pair.a as usize], names[pair.b as usize]];
        both.sort_unstable();
        (pair.score, both)
    };
    let mut pairs: Vec<_> = near(names, -5_000).iter().map(both).collect();
    pairs.sort_unstable();
    pairs
}

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

    #[test]
    fn names_of_any_length_are_told_of(a in "\\PC{0,3}[\\p{L} .'-]{0,200}", b in "[\\p{L}\\p{M} -]{0,60}") {
        let lexicon = Lexicon::builtin();
        let (there, back) = (account(&a, &b, lexicon, Weights::builtin()), account(&b, &a, lexicon, Weights::builtin()));
        prop_assert_eq!(there.comparison, compare(&a, &b, lexicon));
        prop_assert_eq!(there.comparison, back.comparison);
        prop_assert_eq!(&there.evidence, &back.evidence);
        prop_assert!(there.edits.len() <= 26, "{:?}", there.edits);
        if !there.evidence.is_empty() {
            prop_assert_eq!(there.evidence.iter().map(|one| one.weight).sum::<i32>(), there.comparison.score);
        }
    }

    #[test]
    fn names_in_other_scripts_do_not_merge(a in "[一-龥가-힣]{1,4}", b in "[一-龥가-힣]{1,4}") {
        let verdict = compare(&a, &b, Lexicon::builtin()).verdict;
        prop_assert_eq!(verdict == Verdict::Different, a != b, "{:?}", verdict);
    }

    #[test]
    fn the_order_of_many_names_decides_nothing(names in proptest::collection::vec("[a-e]{2,6}( [k-m]{2,5})?|\\PC{0,8}", 0..40)) {
        let mut given: Vec<&str> = names.iter().map(String::as_str).collect();
        let forth = pairs(&given);
        given.reverse();
        prop_assert_eq!(pairs(&given), forth);
    }
}
