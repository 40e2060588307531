//! Which articles, in which order, and why.
//!
//! The [`Catalogue`] holds every article of the session in a form made for searching; pages are added as they
//! arrive. A [`Selection`] says what the reader wants; [`select`] answers with ranked [`Hit`]s whose lit ranges
//! map back to the text. [`count_provinces`] and [`count_sections`] give the facets under the present filters.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Article, Page, Province};

/// An article of a catalogue, counted in the order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// One article and the page that it stands on.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The page.
    pub page: Arc<Page>,
    /// The index into the page's articles.
    pub index: usize,
}

impl Entry {
    /// The article.
    pub fn article(&self) -> &Article {
        &self.page.articles[self.index]
    }
}

/// Every article of the session.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

impl Catalogue {
    /// Adds all articles of a page.
    pub fn add(&mut self, page: &Arc<Page>) {
        let entries = (0..page.articles.len()).map(|index| Entry { page: Arc::clone(page), index });
        self.entries.extend(entries);
    }

    /// The article with this number.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All articles with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        (0..).map(EntryId).zip(&self.entries)
    }
}

/// Whether a province filter asks what an article is about, or also what it only mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaceSense {
    /// What the article is about.
    #[default]
    About,
    /// Every place that it names.
    Mentioned,
}

/// The order of a list without a typed query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As the pages and stories stand.
    #[default]
    PageOrder,
    /// The newest first.
    Date,
    /// By first province, in the order of their codes.
    Province,
}

/// What the reader wants to see.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// What was typed into the filter bar.
    pub typed: String,
    /// Any of these; empty: all.
    pub provinces: BTreeSet<Province>,
    /// How [`Self::provinces`] is meant.
    pub sense: PlaceSense,
    /// Any of these section labels; empty: all.
    pub sections: BTreeSet<String>,
    /// The order where nothing is typed.
    pub sort: Sort,
}

/// Byte ranges to be lit in the texts of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lit {
    /// In the headline (or the title that stands for it).
    pub headline: Vec<Range<usize>>,
    /// In the kicker.
    pub kicker: Vec<Range<usize>>,
    /// In the authors joined by one blank.
    pub authors: Vec<Range<usize>>,
    /// In the section label.
    pub section: Vec<Range<usize>>,
    /// In the short names of the provinces joined by one blank.
    pub provinces: Vec<Range<usize>>,
}

/// One article that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub entry: EntryId,
    /// Higher is better; equal scores keep the order of the list.
    pub score: i64,
    /// What to light.
    pub lit: Lit,
}

/// The articles that fit, best first.
pub fn select(catalogue: &Catalogue, selection: &Selection) -> Vec<Hit> {
    let fits = |entry: &Entry| {
        let article = entry.article();
        (selection.typed.is_empty() || article.title().contains(&selection.typed))
            && (selection.provinces.is_empty()
                || article.provinces.iter().any(|p| selection.provinces.contains(p)))
            && (selection.sections.is_empty()
                || article.section.as_ref().is_some_and(|s| selection.sections.contains(s)))
    };
    let hits = catalogue.iter().filter(|(_, entry)| fits(entry));
    hits.map(|(entry, _)| Hit { entry, score: 0, lit: Lit::default() }).collect()
}

/// How many articles each province has under all filters but the province filter itself, most first.
pub fn count_provinces(_catalogue: &Catalogue, _selection: &Selection) -> Vec<(Province, usize)> {
    Vec::new()
}

/// How many articles each section has under all filters but the section filter itself, in page order.
pub fn count_sections(_catalogue: &Catalogue, _selection: &Selection) -> Vec<(String, usize)> {
    Vec::new()
}

/// Matches a typed pattern (characters, pinyin, initials) against short names, best first: index, lit ranges.
pub fn match_names(pattern: &str, names: &[&str]) -> Vec<(usize, Vec<Range<usize>>)> {
    let fitting = names.iter().enumerate().filter(|(_, name)| name.contains(pattern));
    fitting.map(|(index, _)| (index, Vec::new())).collect()
}
