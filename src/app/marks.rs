//! What a reader has done with articles: read, starred, how far. Kept by content, not by file.
//!
//! The program works on this table in memory; each change is also an effect, so that a store can keep it
//! beyond the session.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, TextPosition};

/// Read and star marks and places in articles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    read: BTreeSet<ArticleId>,
    starred: BTreeSet<ArticleId>,
    places: BTreeMap<ArticleId, TextPosition>,
}

/// One change of one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The article is read, or unread again.
    Read(ArticleId, bool),
    /// The article has a star, or no longer.
    Starred(ArticleId, bool),
    /// The reader stands here in the article.
    Place(ArticleId, TextPosition),
}

impl Marks {
    /// Whether the article was opened.
    pub fn is_read(&self, id: &ArticleId) -> bool {
        self.read.contains(id)
    }

    /// Whether it has a star.
    pub fn is_starred(&self, id: &ArticleId) -> bool {
        self.starred.contains(id)
    }

    /// Where the reader left it.
    pub fn place(&self, id: &ArticleId) -> Option<TextPosition> {
        self.places.get(id).copied()
    }

    /// Carries out a change and answers with the one that takes it back, if anything changed.
    pub fn apply(&mut self, change: &Change) -> Option<Change> {
        let toggle = |set: &mut BTreeSet<ArticleId>, id: &ArticleId, on: bool| {
            if on { set.insert(id.clone()) } else { set.remove(id) }
        };
        match change {
            Change::Read(id, on) => toggle(&mut self.read, id, *on).then(|| Change::Read(id.clone(), !on)),
            Change::Starred(id, on) => {
                toggle(&mut self.starred, id, *on).then(|| Change::Starred(id.clone(), !on))
            }
            Change::Place(id, place) => {
                let before = self.places.insert(id.clone(), *place)?;
                (before != *place).then(|| Change::Place(id.clone(), before))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_answers_with_what_takes_it_back() {
        let id = ArticleId("a".into());
        let mut marks = Marks::default();
        let back = marks.apply(&Change::Starred(id.clone(), true)).unwrap();
        assert!(marks.is_starred(&id));
        assert_eq!(marks.apply(&Change::Starred(id.clone(), true)), None);
        marks.apply(&back);
        assert!(!marks.is_starred(&id));
    }
}
