//! Which articles have to do with one: they name the same persons, organisations or places, or are by the same writer.
//!
//! What few articles share says more than what all do: a county counts more than a province, a name more than both. A
//! name found in another article is believed only where that article itself makes it a name.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use memchr::memmem::Finder;

use super::parts_of;
use crate::ingest::lens::{Lens, passages};
use crate::model::{Article, Page, Part, PlaceMention, Province};

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
/// Persons, and organisations, that an article is looked for by: those that it names most often.
const MOST_NAMES: usize = 12;
/// What a place counts that an article only mentions.
const MENTIONED: f32 = 0.3;

impl Tie {
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
    finder: Finder<'static>,
}

/// The articles on these pages that have to do with one, most of all first; `None` if it was called off.
pub fn relations(article: &Article, pages: &[Arc<Page>], stop: &AtomicBool) -> Option<Vec<Relation>> {
    let subjects = subjects(article);
    let mut related: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    let mut spread = vec![0_usize; subjects.len()];
    let mut all = 0_usize;
    for (page, read) in pages.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        for (index, other) in read.articles.iter().enumerate().filter(|(_, other)| other.id != article.id) {
            all += 1;
            let shared = shared(&subjects, other);
            for at in &shared {
                spread[*at] += 1;
            }
            if !shared.is_empty() {
                related.push((page, index, shared));
            }
        }
    }
    let rarity = |at: &usize| {
        let weight = subjects.get(*at).map_or(0.0, |subject| subject.weight);
        weight * (1.0 + all as f32 / spread.get(*at).copied().unwrap_or(1).max(1) as f32).ln()
    };
    let relations = related.into_iter().map(|(page, index, mut shared)| {
        shared.sort_by(|a, b| rarity(b).total_cmp(&rarity(a)));
        let score = shared.iter().map(rarity).sum();
        let names = shared.iter().filter_map(|at| subjects.get(*at));
        Relation {
            page,
            index,
            score,
            shared: names.map(|subject| (subject.tie, subject.name.clone())).collect(),
        }
    });
    let mut relations: Vec<Relation> = relations.collect();
    let date = |relation: &Relation| pages.get(relation.page).and_then(|page| page.date);
    relations.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| date(b).cmp(&date(a))));
    relations.truncate(MOST);
    Some(relations)
}

/// What an article is looked for by.
fn subjects(article: &Article) -> Vec<Subject> {
    let mut subjects = Vec::new();
    let mut add = |tie: Tie, name: &str, share: f32| {
        let (name, finder) = (name.to_owned(), Finder::new(name).into_owned());
        subjects.push(Subject { tie, weight: tie.weight() * share, name, finder });
    };
    let is_writer = |name: &str| article.authors.iter().any(|author| author == name);
    let persons = most_named(article, Lens::Names).into_iter().filter(|name| !is_writer(name));
    persons.take(MOST_NAMES).for_each(|name| add(Tie::Person, &name, 1.0));
    most_named(article, Lens::Organisations)
        .iter()
        .take(MOST_NAMES)
        .for_each(|name| add(Tie::Organisation, name, 1.0));
    let mut places: Vec<&PlaceMention> = article.places.iter().collect();
    places.sort_unstable_by_key(|place| &place.name);
    places.dedup_by_key(|place| &place.name);
    for place in places.into_iter().filter(|place| Province::from_name(&place.name).is_none()) {
        let is_scene = article.provinces.contains(&place.province);
        add(Tie::Place, &place.name, if is_scene { 1.0 } else { MENTIONED });
    }
    article.authors.iter().for_each(|author| add(Tie::Writer, author, 1.0));
    article.provinces.iter().for_each(|province| add(Tie::Province, province.short(), 1.0));
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

/// Which of the subjects another article has too, by their numbers.
fn shared(subjects: &[Subject], other: &Article) -> Vec<usize> {
    let mut named: Option<Vec<String>> = None;
    let mut has = |subject: &Subject| match subject.tie {
        Tie::Person => {
            holds(other, &subject.finder)
                && named.get_or_insert_with(|| most_named(other, Lens::Names)).contains(&subject.name)
        }
        Tie::Organisation => holds(other, &subject.finder),
        Tie::Place => other.places.iter().any(|place| place.name == subject.name),
        Tie::Writer => other.authors.contains(&subject.name),
        Tie::Province => other.provinces.iter().any(|province| province.short() == subject.name),
    };
    (0..).zip(subjects).filter(|(_, subject)| has(subject)).map(|(at, _)| at).collect()
}

/// Whether a name stands in an article's headline or text.
fn holds(article: &Article, finder: &Finder<'_>) -> bool {
    let in_text = |text: &str| finder.find(text.as_bytes()).is_some();
    let in_head = article.text_of(Part::Headline).is_some_and(|text| in_text(&text));
    in_head
        || article.blocks.iter().any(|block| match block.fragments.as_slice() {
            [whole] => in_text(&whole.text),
            // A name may be torn.
            _ => in_text(&block.text()),
        })
}

#[cfg(test)]
mod tests {
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
        let found = relations(article, &pages, &AtomicBool::new(false)).expect("nobody called it off");
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
    fn a_search_that_was_called_off_says_nothing() {
        let pages = [Arc::new(Page::default())];
        assert_eq!(relations(&article("甲", &["一"]), &pages, &AtomicBool::new(true)), None);
    }
}
