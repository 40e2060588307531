//! What a reader has done with articles, as far as the screen must know it: read, starred, how far.
//!
//! The truth is in [`crate::store::marks`], which keeps it by content beyond the session and knows how to take it
//! back. This table follows at once what the reader does and then whatever the store tells.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, TextPosition};
use crate::query;
use crate::store::marks::Note;
use crate::store::marks::desk::Known;

/// Read and star marks, tags, and places in articles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    read: BTreeSet<ArticleId>,
    starred: BTreeSet<ArticleId>,
    tags: BTreeMap<ArticleId, BTreeSet<String>>,
    notes: BTreeMap<ArticleId, Vec<Note>>,
    places: BTreeMap<ArticleId, TextPosition>,
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

    /// Its tags.
    pub fn tags(&self, id: &ArticleId) -> impl Iterator<Item = &String> {
        self.tags.get(id).into_iter().flatten()
    }

    /// Its notes.
    pub fn notes(&self, id: &ArticleId) -> &[Note] {
        self.notes.get(id).map_or(&[], Vec::as_slice)
    }

    /// Where the reader left it.
    pub fn place(&self, id: &ArticleId) -> Option<TextPosition> {
        self.places.get(id).copied()
    }

    /// Marks it read or unread. Whether that changed anything.
    pub fn set_read(&mut self, id: &ArticleId, on: bool) -> bool {
        set(&mut self.read, id, on)
    }

    /// Gives it a star or takes it. Whether that changed anything.
    pub fn set_starred(&mut self, id: &ArticleId, on: bool) -> bool {
        set(&mut self.starred, id, on)
    }

    /// Remembers the place. Whether that changed anything.
    pub fn set_place(&mut self, id: &ArticleId, place: TextPosition) -> bool {
        self.places.insert(id.clone(), place) != Some(place)
    }

    /// Forgets the place, so that the store's holds.
    pub fn forget_place(&mut self, id: &ArticleId) {
        self.places.remove(id);
    }

    /// Takes what the store knows. A place that the reader found in this session stays.
    pub fn learn(&mut self, id: &ArticleId, known: &Known) {
        set(&mut self.read, id, known.marked.read.is_some());
        set(&mut self.starred, id, known.marked.starred.is_some());
        if known.marked.tags.is_empty() {
            self.tags.remove(id);
        } else {
            self.tags.insert(id.clone(), known.marked.tags.clone());
        }
        if known.marked.notes.is_empty() {
            self.notes.remove(id);
        } else {
            self.notes.insert(id.clone(), known.marked.notes.clone());
        }
        if let Some(place) = known.place {
            self.places.entry(id.clone()).or_insert(place);
        }
    }
}

fn set(ids: &mut BTreeSet<ArticleId>, id: &ArticleId, on: bool) -> bool {
    if on { ids.insert(id.clone()) } else { ids.remove(id) }
}

impl query::Marks for Marks {
    fn is_read(&self, article: &ArticleId) -> bool {
        Self::is_read(self, article)
    }

    fn is_starred(&self, article: &ArticleId) -> bool {
        Self::is_starred(self, article)
    }

    fn has_tag(&self, article: &ArticleId, tag: &str) -> bool {
        let same = |own: &String| crate::text::fold::fold(own) == crate::text::fold::fold(tag);
        self.tags.get(article).is_some_and(|tags| tags.iter().any(same))
    }
}
