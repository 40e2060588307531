//! Which articles have to do with one: they name the same persons, organisations or places, or are by the same writer.
//!
//! What few articles share says more than what all do: a county counts more than a province, a name more than both. A
//! name found in another article is believed only where that article itself makes it a name.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use aho_corasick::AhoCorasick;

use super::{Helpers, parts_of};
use crate::ingest::lens::{Lens, passages};
use crate::model::{Article, Page, PlaceMention, Province};

/// In what way two articles share something. The order is that in which a reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// A person whom both tell of.
    Person,
    /// A firm, school or office.
    Organisation,
    /// A place below the provinces.
    Place,
    /// Both are by the same writer.
    Writer,
    /// Both are about the same province.
    Province,
}

/// An article that has to do with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// The page, by its number in the order of arrival.
    pub page: usize,
    /// Its index on the page.
    pub index: usize,
    /// How much the two have to do with each other.
    pub score: f32,
    /// What they share, the rarest first.
    pub shared: Vec<(Tie, String)>,
}

/// More than these no reader looks through.
pub const MOST: usize = 60;
/// Persons, and organisations, that an article is looked for by: those that it names most often. So it is with places.
const MOST_NAMES: usize = 12;
const MOST_PLACES: usize = 24;
/// A set of subjects has so many bits.
const MOST_SUBJECTS: usize = 64;
/// What a place counts that an article only mentions.
const MENTIONED: f32 = 0.3;
/// So many times as many articles as are told are looked at closely.
const CANDIDATES: usize = 3;
/// Fewer pages are looked through in the time that it takes to begin a second share.
const PAGES_A_SHARE: usize = 200;

impl Tie {
    /// Whether it is found by looking through texts.
    fn is_in_text(self) -> bool {
        matches!(self, Self::Person | Self::Organisation)
    }

    /// How much it says that two articles share something of this kind which few others have.
    fn weight(self) -> f32 {
        match self {
            Self::Person => 5.0,
            Self::Organisation => 4.0,
            Self::Place => 3.0,
            Self::Writer => 1.5,
            Self::Province => 0.5,
        }
    }
}

/// Something that an article may share with others.
struct Subject {
    tie: Tie,
    weight: f32,
    name: String,
}

/// What an article is looked for by: the subjects, and the ways to find many of them at a time.
struct Search {
    subjects: Vec<Subject>,
    /// Names that stand in a text; the patterns are the subjects with these numbers.
    in_text: Option<(AhoCorasick, Vec<usize>)>,
    /// Places, writers and provinces, each with the number of its subject.
    filed: BTreeMap<Tie, BTreeMap<String, usize>>,
}

/// An article with some of the subjects, one bit each.
#[derive(Clone, Copy)]
struct Like {
    page: u32,
    index: u32,
    shared: u64,
}

/// The articles on these pages that have to do with one, most of all first; `None` if it was called off.
///
/// Texts are looked through once for all names together, side by side. Whether a name is one there too is only asked
/// of the articles that come into question, so that the time is that of looking through the texts.
pub fn relations(
    article: &Article,
    pages: &[Arc<Page>],
    helpers: &dyn Helpers,
    stop: &AtomicBool,
) -> Option<Vec<Relation>> {
    let search = Search::of(article);
    let (mut likes, all) = look_through(&search, article, pages, helpers, stop)?;
    let rarities = search.rarities(&likes, all);
    let score = |shared: u64| bits(shared).filter_map(|at| rarities.get(at)).sum::<f32>();
    let date = |like: &Like| pages.get(like.page as usize).and_then(|page| page.date);
    let nearest_first = |a: &Like, b: &Like| {
        let by_score = score(b.shared).total_cmp(&score(a.shared));
        by_score.then_with(|| date(b).cmp(&date(a))).then_with(|| (a.page, a.index).cmp(&(b.page, b.index)))
    };
    let candidates = MOST * CANDIDATES;
    if likes.len() > candidates {
        likes.select_nth_unstable_by(candidates, nearest_first);
        likes.truncate(candidates);
    }
    for like in &mut likes {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        like.shared = search.believed(like, pages);
    }
    likes.retain(|like| like.shared != 0);
    likes.sort_by(nearest_first);
    likes.truncate(MOST);
    Some(likes.into_iter().map(|like| search.relation(like, &rarities, score(like.shared))).collect())
}

/// The articles that have any of the subjects, as far as that is seen at once, and how many articles there are.
fn look_through(
    search: &Search,
    article: &Article,
    pages: &[Arc<Page>],
    helpers: &dyn Helpers,
    stop: &AtomicBool,
) -> Option<(Vec<Like>, usize)> {
    let shares = helpers.count().clamp(1, 1 + pages.len() / PAGES_A_SHARE);
    let found: Vec<Mutex<(Vec<Like>, usize)>> = (0..shares).map(|_| Mutex::default()).collect();
    let length = pages.len().div_ceil(shares).max(1);
    helpers.help(shares, &|share| {
        let (mut likes, mut all, mut text) = (Vec::new(), 0, String::new());
        let own = pages.iter().enumerate().skip(share * length).take(length);
        for (number, page) in own {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            for (index, other) in page.articles.iter().enumerate().filter(|(_, own)| own.id != article.id) {
                all += 1;
                let shared = search.shared(other, &mut text);
                if shared != 0 {
                    likes.push(Like { page: number as u32, index: index as u32, shared });
                }
            }
        }
        if let Some(found) = found.get(share) {
            *found.lock().unwrap_or_else(PoisonError::into_inner) = (likes, all);
        }
    });
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    let (mut likes, mut all) = (Vec::new(), 0);
    for share in found {
        let (own, count) = share.into_inner().unwrap_or_else(PoisonError::into_inner);
        likes.extend(own);
        all += count;
    }
    Some((likes, all))
}

impl Search {
    fn of(article: &Article) -> Self {
        let mut subjects = subjects(article);
        subjects.truncate(MOST_SUBJECTS);
        let (texts, filed): (Vec<usize>, Vec<usize>) =
            (0..subjects.len()).partition(|at| subjects[*at].tie.is_in_text());
        let names = texts.iter().map(|at| &subjects[*at].name);
        let finder = AhoCorasick::new(names).ok().filter(|_| !texts.is_empty());
        let mut by_tie: BTreeMap<Tie, BTreeMap<String, usize>> = BTreeMap::new();
        for at in filed {
            by_tie.entry(subjects[at].tie).or_default().insert(subjects[at].name.clone(), at);
        }
        Self { in_text: finder.map(|finder| (finder, texts)), filed: by_tie, subjects }
    }

    /// The subjects that an article has too; `text` is room that is used again and again.
    fn shared(&self, other: &Article, text: &mut String) -> u64 {
        let mut shared = 0;
        let mut file = |tie: Tie, name: &str| {
            let at = self.filed.get(&tie).and_then(|names| names.get(name));
            shared |= at.map_or(0, |at| 1 << at);
        };
        other.places.iter().for_each(|place| file(Tie::Place, &place.name));
        other.authors.iter().for_each(|author| file(Tie::Writer, author));
        other.provinces.iter().for_each(|province| file(Tie::Province, province.short()));
        let Some((finder, numbers)) = &self.in_text else { return shared };
        let mut look = |text: &str| {
            for found in finder.find_overlapping_iter(text) {
                shared |= numbers.get(found.pattern().as_usize()).map_or(0, |at| 1 << at);
            }
        };
        other.headline.iter().for_each(|headline| look(&headline.text));
        for block in &other.blocks {
            match block.fragments.as_slice() {
                [whole] => look(&whole.text),
                // A name may be torn.
                pieces => {
                    text.clear();
                    text.extend(pieces.iter().map(|piece| piece.text.as_str()));
                    look(text);
                }
            }
        }
        shared
    }

    /// What of it is believed: a name is one only where the other article itself makes it one.
    fn believed(&self, like: &Like, pages: &[Arc<Page>]) -> u64 {
        let persons = bits(like.shared).filter(|at| self.subjects[*at].tie == Tie::Person);
        let persons: Vec<usize> = persons.collect();
        let page = pages.get(like.page as usize);
        let Some(other) = page.and_then(|page| page.articles.get(like.index as usize)) else { return 0 };
        if persons.is_empty() {
            return like.shared;
        }
        let named = most_named(other, Lens::Names);
        let wrong = persons.into_iter().filter(|at| !named.contains(&self.subjects[*at].name));
        wrong.fold(like.shared, |shared, at| shared & !(1 << at))
    }

    /// What each subject counts: little where many articles have it.
    fn rarities(&self, likes: &[Like], all: usize) -> Vec<f32> {
        let mut spread = vec![0_usize; self.subjects.len()];
        likes.iter().flat_map(|like| bits(like.shared)).for_each(|at| spread[at] += 1);
        let subjects = self.subjects.iter().zip(spread);
        subjects.map(|(own, spread)| own.weight * (1.0 + all as f32 / spread.max(1) as f32).ln()).collect()
    }

    fn relation(&self, like: Like, rarities: &[f32], score: f32) -> Relation {
        let mut shared: Vec<usize> = bits(like.shared).collect();
        shared.sort_by(|a, b| rarities[*b].total_cmp(&rarities[*a]));
        let names = shared.into_iter().filter_map(|at| self.subjects.get(at));
        Relation {
            page: like.page as usize,
            index: like.index as usize,
            score,
            shared: names.map(|subject| (subject.tie, subject.name.clone())).collect(),
        }
    }
}

/// The numbers of the bits of a set.
fn bits(set: u64) -> impl Iterator<Item = usize> {
    (0..MOST_SUBJECTS).filter(move |at| set >> at & 1 == 1)
}

/// What an article is looked for by.
fn subjects(article: &Article) -> Vec<Subject> {
    let mut subjects = Vec::new();
    let mut add = |tie: Tie, name: &str, share: f32| {
        subjects.push(Subject { tie, weight: tie.weight() * share, name: name.to_owned() });
    };
    let is_writer = |name: &str| article.authors.iter().any(|author| author == name);
    let persons = most_named(article, Lens::Names).into_iter().filter(|name| !is_writer(name));
    persons.take(MOST_NAMES).for_each(|name| add(Tie::Person, &name, 1.0));
    let organisations = most_named(article, Lens::Organisations);
    organisations.iter().take(MOST_NAMES).for_each(|name| add(Tie::Organisation, name, 1.0));
    article.authors.iter().for_each(|author| add(Tie::Writer, author, 1.0));
    article.provinces.iter().for_each(|province| add(Tie::Province, province.short(), 1.0));
    let mut places: Vec<&PlaceMention> = article.places.iter().collect();
    places.sort_unstable_by_key(|place| &place.name);
    places.dedup_by_key(|place| &place.name);
    let is_scene = |place: &PlaceMention| article.provinces.contains(&place.province);
    places.retain(|place| Province::from_name(&place.name).is_none());
    // Where there are very many, the scene is kept.
    places.sort_by_key(|place| !is_scene(place));
    for place in places.into_iter().take(MOST_PLACES) {
        add(Tie::Place, &place.name, if is_scene(place) { 1.0 } else { MENTIONED });
    }
    subjects
}

/// What a lens finds in an article, the most often named first.
fn most_named(article: &Article, lens: Lens) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (part, bytes) in passages(article, &parts_of(article), lens) {
        let text = article.text_of(part);
        if let Some(name) = text.as_ref().and_then(|text| text.get(bytes)) {
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    let mut names: Vec<(String, usize)> = counts.into_iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names.into_iter().map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Alone;
    use super::*;
    use crate::model::{ArticleId, Block, BlockKind, Fragment, Heading, LineNumber};

    fn article(name: &str, pieces: &[&str]) -> Article {
        let fragment = |text: &&str| Fragment::whole(LineNumber(1), (*text).to_owned());
        let fragments = pieces.iter().map(fragment).collect();
        Article {
            id: ArticleId(name.to_owned()),
            headline: Some(Heading { text: name.to_owned(), lines: Vec::new() }),
            blocks: vec![Block { kind: BlockKind::Paragraph, fragments, confidence: 1.0 }],
            ..Article::default()
        }
    }

    fn at(article: Article, place: &str) -> Article {
        let province = Province::ALL[0];
        Article {
            places: vec![PlaceMention { name: place.to_owned(), province }],
            provinces: vec![province],
            ..article
        }
    }

    fn names(article: &Article, others: &[Article]) -> Vec<(usize, Vec<String>)> {
        let pages = [Arc::new(Page { articles: others.to_vec(), ..Page::default() })];
        let found =
            relations(article, &pages, &Alone, &AtomicBool::new(false)).expect("nobody called it off");
        let words = |relation: &Relation| relation.shared.iter().map(|(_, name)| name.clone()).collect();
        found.iter().map(|relation| (relation.index, words(relation))).collect()
    }

    #[test]
    fn what_few_share_comes_before_what_many_do() {
        let own = at(article("甲", &["总工程师林一舟介绍，清溪大学也来了。"]), "清溪");
        let others = [
            at(article("乙", &["天晴了。"]), "青石"),
            at(article("丙", &["清溪", "大学的学生来了。"]), "清溪"),
            article("丁", &["村民林一舟说，雾散了。"]),
            article("戊", &["山林一舟难行。"]),
            own.clone(),
        ];
        let found = names(&own, &others);
        let short = Province::ALL[0].short().to_owned();
        assert_eq!(found.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [1, 2, 0], "{found:?}");
        assert_eq!(found[1].1, ["林一舟"]);
        assert_eq!(found[2].1, [short], "only the province");
        assert!(found[0].1.starts_with(&["清溪大学".to_owned(), "清溪".to_owned()]), "{found:?}");
    }

    #[test]
    fn many_pages_are_looked_through_in_shares_as_few_are() {
        /// Shares one after the other, as if there were many hands.
        struct Many;
        impl Helpers for Many {
            fn count(&self) -> usize {
                7
            }
            fn help(&self, shares: usize, work: &(dyn Fn(usize) + Sync)) {
                (0..shares).for_each(work);
            }
        }
        let own = at(article("甲", &["总工程师林一舟介绍，清溪大学也来了。"]), "清溪");
        let page = |number: usize| {
            let text =
                if number % 100 == 7 { "总工程师林一舟介绍。" } else { "清溪大学放假了。" };
            Arc::new(Page { articles: vec![article(&number.to_string(), &[text])], ..Page::default() })
        };
        let pages: Vec<Arc<Page>> = (0..2000).map(page).collect();
        let never = AtomicBool::new(false);
        let alone = relations(&own, &pages, &Alone, &never);
        assert_eq!(relations(&own, &pages, &Many, &never), alone);
        let alone = alone.expect("nobody called it off");
        assert_eq!(alone.len(), MOST);
        // Twenty name the person, and nearly all the school.
        assert!(alone.iter().take(20).all(|relation| relation.page % 100 == 7), "{alone:?}");
    }

    #[test]
    fn a_search_that_was_called_off_says_nothing() {
        let pages = [Arc::new(Page::default())];
        assert_eq!(relations(&article("甲", &["一"]), &pages, &Alone, &AtomicBool::new(true)), None);
    }
}
