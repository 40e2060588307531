//! The pages that are open: in the order in which the reader named them, whatever order they arrive in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::Page;

/// The open pages.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    pages: BTreeMap<usize, Arc<Page>>,
}

/// What looking for an article by the beginning of its name comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// The page and the index of the one article that it can mean.
    One(Arc<Page>, usize),
    /// It is the beginning of several names: these.
    Several(Vec<String>),
    /// No article has such a name.
    None,
}

impl Edition {
    /// Puts a page in its place. A page that arrives in a place that is taken replaces the one there.
    pub fn put(&mut self, place: usize, page: Arc<Page>) {
        self.pages.insert(place, page);
    }

    /// The pages, in their order.
    pub fn pages(&self) -> impl Iterator<Item = &Arc<Page>> {
        self.pages.values()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The article whose name begins so. The same story on two pages has one name: the first page counts.
    pub fn find(&self, beginning: &str) -> Lookup {
        let mut found: Vec<(&Arc<Page>, usize, &str)> = Vec::new();
        for page in self.pages() {
            for (index, article) in page.articles.iter().enumerate() {
                let id = article.id.0.as_str();
                if id == beginning {
                    return Lookup::One(Arc::clone(page), index);
                }
                if id.starts_with(beginning) && found.iter().all(|(_, _, known)| *known != id) {
                    found.push((page, index, id));
                }
            }
        }
        match found.as_slice() {
            [] => Lookup::None,
            [(page, index, _)] => Lookup::One(Arc::clone(page), *index),
            several => Lookup::Several(several.iter().map(|(_, _, id)| (*id).to_owned()).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleId};

    fn page(name: &str, ids: &[&str]) -> Arc<Page> {
        let articles =
            ids.iter().map(|id| Article { id: ArticleId((*id).to_owned()), ..Article::default() }).collect();
        Arc::new(Page { path: name.into(), articles, ..Page::default() })
    }

    fn edition() -> Edition {
        let mut edition = Edition::default();
        edition.put(1, page("二版", &["abc1", "f"]));
        edition.put(0, page("一版", &["abd2", "abc1"]));
        edition
    }

    #[test]
    fn pages_stand_in_the_order_of_their_places() {
        let names: Vec<_> = edition().pages().map(|page| page.path.display().to_string()).collect();
        assert_eq!(names, ["一版", "二版"]);
    }

    #[test]
    fn the_beginning_of_a_name_is_enough_where_it_is_clear() {
        let shown = |lookup| match lookup {
            Lookup::One(page, index) => format!("{} {index}", page.path.display()),
            Lookup::Several(ids) => ids.join(" "),
            Lookup::None => "none".to_owned(),
        };
        let cases =
            [("abd", "一版 0"), ("abc", "一版 1"), ("ab", "abd2 abc1"), ("f", "二版 1"), ("x", "none")];
        for (beginning, expected) in cases {
            assert_eq!(shown(edition().find(beginning)), expected, "{beginning}");
        }
    }
}
