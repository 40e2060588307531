//! The right name that was meant by a wrong one: slips of the finger and of the input method.
//!
//! ```
//! use kanbao::text::slips::nearest;
//! assert_eq!(nearest("lsit", ["show", "list"]), Some("list"));
//! assert_eq!(nearest("河难", ["河北", "河南"]), Some("河南"));
//! assert_eq!(nearest("paper", ["show", "list"]), None);
//! ```

use super::fold::{fold, unit};
use super::pinyin::readings;

/// The name that takes the fewest changes, if they are fewer than half of its characters or only one.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(typed, names.into_iter().map(|name| (name, ()))).map(|(name, ())| name)
}

/// The same where each name stands for something.
pub fn nearest_of<'a, T>(typed: &str, names: impl IntoIterator<Item = (&'a str, T)>) -> Option<(&'a str, T)> {
    let typed = fold(typed);
    let rated = names.into_iter().map(|(name, value)| (changes_between(&typed, &fold(name)), name, value));
    let (changes, name, value) = rated.min_by_key(|(changes, ..)| *changes)?;
    let length = name.chars().count();
    (changes <= CHANGE && length > 1 || changes < length).then_some((name, value))
}

/// What a change counts: twice as much as one character for another of the same sound, since that is what an input
/// method offers first.
const CHANGE: usize = 2;

/// So much of a name is compared: the work grows with the square.
const LONGEST: usize = 32;

/// How many characters must be put in, taken out, changed, or swapped with their neighbour (optimal string alignment),
/// each counted as a [`CHANGE`].
fn changes_between(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().take(LONGEST).collect();
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let width = other.len() + 1;
    let mut table: Vec<usize> = (0..width).map(|column| column * CHANGE).collect();
    let mut before: Vec<usize> = Vec::new();
    for (row, c) in one.iter().enumerate() {
        let mut next = vec![(row + 1) * CHANGE; width];
        for (column, d) in other.iter().enumerate() {
            let changed = table[column] + distance_between(*c, *d);
            let mut least = changed.min(table[column + 1] + CHANGE).min(next[column] + CHANGE);
            let swapped = row > 0 && column > 0 && one[row - 1] == *d && other[column - 1] == *c;
            if swapped {
                least = least.min(before[column - 1] + CHANGE);
            }
            next[column + 1] = least;
        }
        before = std::mem::replace(&mut table, next);
    }
    table.last().copied().unwrap_or(0)
}

fn distance_between(one: char, other: char) -> usize {
    if one == other {
        return 0;
    }
    let syllables =
        |c: char| readings(unit(c)).filter(|reading| reading.usual).map(|reading| reading.syllable);
    let alike = syllables(one).any(|syllable| syllables(other).any(|same| same == syllable));
    if alike { CHANGE / 2 } else { CHANGE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_counted() {
        for (one, other, changes) in
            [("", "ab", 4), ("abc", "abc", 0), ("acb", "abc", 2), ("河难", "河南", 1)]
        {
            assert_eq!(changes_between(one, other), changes, "{one} {other}");
        }
    }

    #[test]
    fn the_nearest_name_is_one_that_could_have_been_meant() {
        let names = ["list", "show", "parse", "explain"];
        let cases = [
            ("lsit", Some("list")),
            ("shwo", Some("show")),
            ("Prase", Some("parse")),
            ("explian", Some("explain")),
            ("paper", None),
            ("x", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(nearest(typed, names), expected, "{typed}");
        }
    }
}
