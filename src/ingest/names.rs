use std::collections::HashMap;

/// The names of a run's stories, no two alike.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Each name with the number that its next namesake gets.
    taken: HashMap<String, u32>,
}

impl Names {
    /// Gives the name, or where it is taken, the name with the first free `#2`, `#3`, …
    pub(super) fn give(&mut self, name: &str) -> String {
        let Some(next) = self.taken.get(name).copied() else {
            self.taken.insert(name.to_owned(), 2);
            return name.to_owned();
        };
        let free = (next..=u32::MAX).find(|n| !self.taken.contains_key(&format!("{name}#{n}")));
        let number = free.unwrap_or(u32::MAX);
        let given = format!("{name}#{number}");
        self.taken.insert(name.to_owned(), number.saturating_add(1));
        self.taken.insert(given.clone(), 2);
        given
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_numbered_from_two() {
        let mut names = Names::default();
        let given: Vec<_> = ["a", "a", "b", "a"].iter().map(|n| names.give(n)).collect();
        assert_eq!(given, ["a", "a#2", "b", "a#3"]);
    }

    #[test]
    fn a_number_in_use_is_passed_over() {
        let mut names = Names::default();
        let given: Vec<_> = ["a#2", "a", "a", "a#2"].iter().map(|n| names.give(n)).collect();
        assert_eq!(given, ["a#2", "a", "a#3", "a#2#2"]);
    }
}
