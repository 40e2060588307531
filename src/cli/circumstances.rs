//! What a query on the command line depends on besides the stories: today, and what the reader has marked.

use std::collections::BTreeMap;

use crate::app::jobs::keep::today;
use crate::model::{ArticleId, Date};
use crate::query::parse::parse;
use crate::query::{self, Catalogue, Situation};
use crate::store::marks::{Home, Key, Marked, Marks};
use crate::text::fold::fold;

/// The circumstances of a query.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    today: Option<Date>,
    marked: BTreeMap<ArticleId, Marked>,
}

impl Circumstances {
    /// As they are now. Marks are looked at only where the query asks for them and any were ever made.
    pub(super) fn now(catalogue: &Catalogue, typed: &str) -> Self {
        let mut now = Self { today: today(), marked: BTreeMap::new() };
        let home = Home::of_this_user();
        if !parse(typed).asks_for_marks() || !home.file().is_some_and(|file| file.exists()) {
            return now;
        }
        let (marks, _) = Marks::open(home);
        for (_, entry) in catalogue.iter() {
            let marked = marks.look(&Key::of_story(&entry.page, entry.article()));
            now.marked.insert(entry.article().id.clone(), marked);
        }
        now
    }

    /// The same as a query takes it.
    pub(super) fn situation(&self) -> Situation<'_> {
        Situation { today: self.today, marks: self, ..Situation::default() }
    }
}

impl query::Marks for Circumstances {
    fn is_read(&self, article: &ArticleId) -> bool {
        self.marked.get(article).is_some_and(|marked| marked.read.is_some())
    }

    fn is_starred(&self, article: &ArticleId) -> bool {
        self.marked.get(article).is_some_and(|marked| marked.starred.is_some())
    }

    fn has_tag(&self, article: &ArticleId, tag: &str) -> bool {
        let tags = self.marked.get(article).map(|marked| &marked.tags);
        tags.into_iter().flatten().any(|own| fold(own) == fold(tag))
    }
}
