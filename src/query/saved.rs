//! Queries that are kept: what was typed before, and filters saved under a name as views of their own.
//!
//! These are plain values; where they are kept on disk is the store's affair.

use super::situation::Situation;
use super::{Catalogue, Selection, find};

/// A selection under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedFilter {
    /// What the reader calls it.
    pub name: String,
    /// What it selects. Relative dates stay relative, so that it moves with time.
    pub selection: Selection,
}

/// How many stories each saved filter has now.
pub fn count_saved(catalogue: &Catalogue, saved: &[SavedFilter], situation: &Situation<'_>) -> Vec<usize> {
    saved.iter().map(|filter| find(catalogue, &filter.selection, situation).ranked.len()).collect()
}

/// Lines typed before, the latest last, none of them twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
}

/// How many lines are remembered.
const REMEMBERED: usize = 200;

impl History {
    /// Remembers a line; an older one that says the same is forgotten.
    pub fn push(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        self.lines.retain(|known| known != line);
        self.lines.push(line.to_owned());
        let surplus = self.lines.len().saturating_sub(REMEMBERED);
        self.lines.drain(..surplus);
    }

    /// The lines that begin with what is typed, the latest first.
    pub fn matching<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines.iter().rev().map(String::as_str).filter(move |line| line.starts_with(typed))
    }

    /// All lines, the latest last.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

impl<S: Into<String>> FromIterator<S> for History {
    fn from_iter<T: IntoIterator<Item = S>>(lines: T) -> Self {
        let mut history = Self::default();
        for line in lines {
            history.push(&line.into());
        }
        history
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_keeps_each_line_once_and_the_latest_last() {
        let history: History = ["麦", "省:河南", " 麦 ", ""].into_iter().collect();
        assert_eq!(history.lines(), ["省:河南", "麦"]);
        assert_eq!(history.matching("").collect::<Vec<_>>(), ["麦", "省:河南"]);
        assert_eq!(history.matching("省").collect::<Vec<_>>(), ["省:河南"]);
        let long: History = (0..500).map(|number| number.to_string()).collect();
        assert_eq!(long.lines().len(), REMEMBERED);
    }
}
