//! Which articles, in which order, and why.
//!
//! The [`Catalogue`] holds every article of the session in a form made for searching; pages are added as they
//! arrive. A [`Selection`] says what the reader wants; [`select`] answers with ranked [`Hit`]s whose lit ranges
//! map back to the text. [`count_provinces`] and [`count_sections`] give the facets under the present filters.
//! What is typed is a small language (`parse.rs`, docs/QUERY.md); [`find`] and [`Finder`] give everything at once.
//!
//! It opens no file, reads no clock and starts no thread: today, the reader's marks, the signal to stop and who helps
//! are handed in.

mod body;
mod choice;
pub mod complete;
mod expression;
mod fuzzy;
mod index;
pub mod keys;
mod labels;
pub mod mistake;
mod order;
mod pairs;
pub mod parse;
mod piece;
mod plan;
mod postings;
mod provinces;
pub mod rank;
mod ranked;
mod rated;
pub mod related;
pub mod saved;
mod search;
mod sets;
mod situation;
mod sort;
mod spelled;
pub mod titles;
pub mod when;
mod word;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use crate::ingest::edition::{self, Finding, Portion, Spot, Stitcher};
use crate::model::{Article, Language, LineNumber, Page, Province};
use crate::text::fold;
use crate::text::pinyin::Sounds;

pub use body::{Occurrence, Snippet, TextFinder, parts_of, snippet, text_of};
pub use expression::FaultKind;
pub use ranked::Ranked;
pub use search::{Finder, Outcome};
pub use situation::{Alone, Helpers, Marks, NoMarks, Situation};
pub use sort::{AS_PRINTED, Order, Sort, weight};

use body::Body;
use parse::{Ask, Scope, parse};
use search::Lighter;
use titles::{Field, Titles};
use word::Word;

/// An article of a catalogue, counted in the order of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// One article and the page that it stands on.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The page; of a story that goes on on other pages, the first one.
    pub page: Arc<Page>,
    /// The index into the page's articles.
    pub index: usize,
    whole: Option<Arc<Whole>>,
    part_of: Option<EntryId>,
    before: Option<Link>,
    after: Option<Link>,
    twins: Vec<EntryId>,
    stood_before: bool,
}

/// Where a story comes from or goes on, on another page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The part before or after, as a story of its own page.
    pub entry: EntryId,
    /// How sure that is, 0..=1.
    pub confidence: f32,
}

/// A story that goes on on other pages.
#[derive(Debug)]
struct Whole {
    article: Article,
    portions: Vec<Portion>,
}

impl Entry {
    /// A story as it stands on its page.
    pub fn new(page: Arc<Page>, index: usize) -> Self {
        Self {
            page,
            index,
            whole: None,
            part_of: None,
            before: None,
            after: None,
            twins: Vec::new(),
            stood_before: false,
        }
    }

    /// The article; the whole story where it goes on on other pages.
    pub fn article(&self) -> &Article {
        self.whole.as_deref().map_or(&self.page.articles[self.index], |whole| &whole.article)
    }

    /// The parts of a story that goes on on other pages, in reading order; empty for all others.
    pub fn portions(&self) -> &[Portion] {
        self.whole.as_deref().map_or(&[], |whole| &whole.portions)
    }

    /// The page that a line of the article stands on.
    pub fn page_of(&self, line: LineNumber) -> &Arc<Page> {
        self.portions().get(line.part()).map_or(&self.page, |portion| &portion.page)
    }

    /// The story that this is a later part of. Lists show only that one.
    pub fn part_of(&self) -> Option<EntryId> {
        self.part_of
    }

    /// The part before this one, on another page.
    pub fn before(&self) -> Option<Link> {
        self.before
    }

    /// The part after this one, on another page.
    pub fn after(&self) -> Option<Link> {
        self.after
    }

    /// The same story elsewhere: on another page, or on the same page loaded twice.
    pub fn twins(&self) -> &[EntryId] {
        &self.twins
    }

    /// Whether the same story stood somewhere before.
    pub fn stood_before(&self) -> bool {
        self.stood_before
    }
}

/// Every article of the session.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    titles: Titles,
    /// The folded text of each article, made when it is first asked for.
    bodies: Vec<OnceLock<Arc<Body>>>,
    /// The number of the first article of each page, in the order of arrival.
    starts: Vec<u32>,
    stitcher: Stitcher,
    /// The entries that are later parts of others.
    joined: Vec<u32>,
}

impl Catalogue {
    /// Adds all articles of a page, and joins those that go on from or on another one.
    pub fn add(&mut self, page: &Arc<Page>) {
        self.starts.push(self.entries.len() as u32);
        let entries = (0..page.articles.len()).map(|index| Entry::new(Arc::clone(page), index));
        self.entries.extend(entries);
        page.articles.iter().for_each(|article| self.titles.push_article(page, article));
        self.bodies.resize_with(self.entries.len(), OnceLock::new);
        for finding in self.stitcher.take(page) {
            match finding {
                Finding::Continues { from, to, confidence } => self.join(from, to, confidence),
                Finding::Twin { first, again } => self.note_twins(first, again),
            }
        }
    }

    fn entry_at(&self, spot: Spot) -> Option<EntryId> {
        Some(EntryId(*self.starts.get(spot.page)? + spot.story as u32))
    }

    /// Makes one story of two: the one that the earlier part belongs to, and all parts of the other.
    fn join(&mut self, from: Spot, to: Spot, confidence: f32) {
        let (Some(from), Some(to)) = (self.entry_at(from), self.entry_at(to)) else { return };
        let first = self.first_part(from);
        if first == self.first_part(to) {
            return;
        }
        self.entries[from.0 as usize].after = Some(Link { entry: to, confidence });
        self.entries[to.0 as usize].before = Some(Link { entry: from, confidence });
        let portions_of = |entry: &Entry, confidence| match entry.portions() {
            [] => vec![Portion { page: Arc::clone(&entry.page), index: entry.index, confidence }],
            [own, more @ ..] => {
                let own = Portion { confidence, ..own.clone() };
                std::iter::once(own).chain(more.iter().cloned()).collect()
            }
        };
        let (Some(one), Some(other)) = (self.entry(first), self.entry(to)) else { return };
        let mut portions = portions_of(one, 1.0);
        portions.extend(portions_of(other, confidence));
        let article = edition::whole(&portions);
        let leads = one.index == 0;
        self.titles.amend(first.0 as usize, &article, leads);
        let [first_index, to_index] = [first, to].map(|id| id.0 as usize);
        self.entries[to_index].whole = None;
        self.entries[to_index].part_of = Some(first);
        self.entries[first_index].whole = Some(Arc::new(Whole { article, portions }));
        self.bodies[first_index] = OnceLock::new();
        self.joined.push(to.0);
    }

    fn note_twins(&mut self, first: Spot, again: Spot) {
        let (Some(first), Some(again)) = (self.entry_at(first), self.entry_at(again)) else { return };
        self.entries[first.0 as usize].twins.push(again);
        self.entries[again.0 as usize].twins.push(first);
        let later = first.max(again);
        self.entries[later.0 as usize].stood_before = true;
    }

    /// The entry that shows the story which this one belongs to.
    pub fn first_part(&self, mut id: EntryId) -> EntryId {
        while let Some(whole) = self.entry(id).and_then(Entry::part_of) {
            id = whole;
        }
        id
    }

    /// A story as it stands on its page: the page in the order of arrival, and the index on it.
    pub fn on_page(&self, page: usize, index: usize) -> Option<&Entry> {
        self.entry(self.entry_at(Spot { page, story: index })?)
    }

    /// The number of a story as it stands on its page; of a later part of a story, that of the whole one.
    pub fn id_on_page(&self, page: usize, index: usize) -> Option<EntryId> {
        Some(self.first_part(self.entry_at(Spot { page, story: index })?))
    }

    /// How many stories there are: one that goes on on other pages counts once.
    pub fn stories(&self) -> usize {
        self.entries.len() - self.joined.len()
    }

    /// The article of a page, by its index on it; of a later part of a story, the whole one.
    pub fn find(&self, page: &Arc<Page>, index: usize) -> Option<&Entry> {
        let at =
            self.entries.iter().position(|entry| Arc::ptr_eq(&entry.page, page) && entry.index == index)?;
        self.entry(self.first_part(EntryId(at as u32)))
    }

    /// The article with this number.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// How many articles the pages have, parts of stories counted each.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What lists show of all articles, laid out for searching.
    pub fn titles(&self) -> &Titles {
        &self.titles
    }

    fn body(&self, story: usize) -> Option<Arc<Body>> {
        let entry = self.entries.get(story)?;
        let body = self.bodies.get(story)?.get_or_init(|| Arc::new(Body::new(entry.article())));
        Some(Arc::clone(body))
    }

    /// Whether the text of a story is folded already.
    fn has_body(&self, story: usize) -> bool {
        self.bodies.get(story).is_some_and(|body| body.get().is_some())
    }

    /// All articles with their numbers; later parts of stories stand in the whole ones.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        (0..).map(EntryId).zip(&self.entries).filter(|(_, entry)| entry.part_of.is_none())
    }

    /// Whether an entry is shown as a part of another.
    fn is_later_part(&self, story: usize) -> bool {
        self.entries.get(story).is_some_and(|entry| entry.part_of.is_some())
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

/// What the reader wants to see.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// What was typed into the filter bar, in the query language.
    pub typed: String,
    /// Any of these; empty: all.
    pub provinces: BTreeSet<Province>,
    /// How [`Self::provinces`] is meant.
    pub sense: PlaceSense,
    /// Any of these section labels; empty: all.
    pub sections: BTreeSet<String>,
    /// The order where no word ranks the stories.
    pub sort: Order,
}

impl Selection {
    /// Whether anything may hide stories.
    pub fn filters(&self) -> bool {
        !(self.typed.trim().is_empty() && self.provinces.is_empty() && self.sections.is_empty())
    }

    /// The selection as one line of the query language: what was typed and what was chosen.
    pub fn line(&self) -> String {
        let mut terms = Vec::new();
        let typed = self.typed.trim();
        if !typed.is_empty() {
            let free = matches!(parse(typed).root, parse::Node::Any(_));
            terms.push(if free { format!("({typed})") } else { typed.to_owned() });
        }
        if !self.provinces.is_empty() {
            let key = match self.sense {
                PlaceSense::About => "省",
                PlaceSense::Mentioned => "提及",
            };
            let names: Vec<&str> = self.provinces.iter().map(|province| province.short()).collect();
            terms.push(format!("{key}:{}", names.join(",")));
        }
        let sections: Vec<String> = self.sections.iter().map(|section| format!("栏:\"{section}\"")).collect();
        match sections.as_slice() {
            [] => {}
            [section] => terms.push(section.clone()),
            several => terms.push(format!("({})", several.join(" OR "))),
        }
        terms.join(" ")
    }
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
    pub score: u32,
    /// What to light.
    pub lit: Lit,
}

/// The articles that fit, best first, for a reader who has marked nothing; see [`select_in`].
pub fn select(catalogue: &Catalogue, selection: &Selection) -> Vec<Hit> {
    select_in(catalogue, selection, &Situation::default())
}

/// The articles that fit, best first, with what is lit in each of them.
pub fn select_in(catalogue: &Catalogue, selection: &Selection, situation: &Situation<'_>) -> Vec<Hit> {
    let ranked: Vec<_> = find(catalogue, selection, situation).ranked.iter().collect();
    light(catalogue, selection, situation, &ranked)
}

/// What fits, with the counts of provinces and sections and the mistakes of the query, nothing lit yet.
pub fn find(catalogue: &Catalogue, selection: &Selection, situation: &Situation<'_>) -> Outcome {
    let never = AtomicBool::new(false);
    Finder::default().find(catalogue, selection, situation, &never).unwrap_or_default()
}

/// The same stories with what is lit in them: for those that a screen shows.
pub fn light(
    catalogue: &Catalogue,
    selection: &Selection,
    situation: &Situation<'_>,
    ranked: &[(EntryId, u32)],
) -> Vec<Hit> {
    let mut lighter = Lighter::new(selection, situation);
    let nothing_typed = selection.typed.trim().is_empty();
    let hit = |(entry, score): &(EntryId, u32)| {
        let lit = catalogue.entry(*entry).filter(|_| !nothing_typed).map(|entry| lighter.light(entry));
        Hit { entry: *entry, score: *score, lit: lit.unwrap_or_default() }
    };
    ranked.iter().map(hit).collect()
}

/// Why an article stands where it does, for `kanbao list --explain`: a sentence for each word of the query.
pub fn explain(
    catalogue: &Catalogue,
    selection: &Selection,
    situation: &Situation<'_>,
    entry: EntryId,
    language: Language,
) -> Vec<String> {
    Lighter::new(selection, situation).explain(catalogue, entry, language)
}

/// The places in an article that the query's words, in the body or anywhere, stand at, in reading order.
///
/// Bare words are looked for in one piece: in running text scattered characters mean nothing.
pub fn occurrences(article: &Article, typed: &str) -> Vec<Occurrence> {
    let query = parse(typed);
    let finders = query.wanted().into_iter().filter_map(|ask| match ask {
        Ask::Word(text) | Ask::Exact(text) | Ask::Text(text) => TextFinder::new(text),
        Ask::Title(name) | Ask::Place(name) | Ask::Author(name) => TextFinder::new(&name.text),
        Ask::Expression(_, expression) => TextFinder::of_expression(expression),
        _ => None,
    });
    let mut found: Vec<Occurrence> = finders.flat_map(|finder| finder.find(article)).collect();
    let order = parts_of(article);
    found.sort_by_key(|found| (order.iter().position(|part| *part == found.part), found.bytes.start));
    found.dedup();
    found
}

/// The place in the body of an article that a query's exact words stand at first: what a list shows a piece of, and
/// where a reader wants to go. None where the words are in what a list shows anyway.
pub fn body_hit(article: &Article, typed: &str) -> Option<Occurrence> {
    let query = parse(typed);
    let mut in_body = query.wanted().into_iter().filter_map(|ask| match ask {
        Ask::Exact(text) | Ask::Text(text) | Ask::Place(parse::Name { text, .. }) => TextFinder::new(text),
        Ask::Expression(Scope::Text, expression) => TextFinder::of_expression(expression),
        _ => None,
    });
    in_body.find_map(|finder| finder.find(article).into_iter().find(|found| body::is_body(found.part)))
}

/// How many articles each province has under all filters but the province filter itself, most first.
pub fn count_provinces(catalogue: &Catalogue, selection: &Selection) -> Vec<(Province, usize)> {
    find(catalogue, selection, &Situation::default()).provinces
}

/// How many articles each section has under all filters but the section filter itself, in page order.
pub fn count_sections(catalogue: &Catalogue, selection: &Selection) -> Vec<(String, usize)> {
    find(catalogue, selection, &Situation::default()).sections
}

/// The provinces that a typed name stands for, in the order of their codes: any of their names, pinyin, initials
/// (`hn`), a region (长三角), or several of these parted by commas. None where it names nothing known.
pub fn provinces_named(typed: &str) -> Vec<Province> {
    titles::provinces_of(provinces::find_provinces(typed)).collect()
}

/// Matches a typed pattern (characters, pinyin, initials) against short names, best first: index, lit ranges.
pub fn match_names(pattern: &str, names: &[&str]) -> Vec<(usize, Vec<Range<usize>>)> {
    if pattern.trim().is_empty() {
        return (0..names.len()).map(|index| (index, Vec::new())).collect();
    }
    let mut word = Word::new(pattern.trim(), Sounds::Exact);
    let rated = names.iter().enumerate().filter_map(|(index, name)| {
        let (manner, characters) = word.light(&fold::units(name))?;
        Some((rank::rate(manner, Field::Headline), index, fold::byte_ranges(name, &characters)))
    });
    let mut rated: Vec<_> = rated.collect();
    rated.sort_by_key(|(score, index, _)| (std::cmp::Reverse(*score), *index));
    rated.into_iter().map(|(_, index, lit)| (index, lit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Heading, PlaceMention};

    fn page(stories: &[(&str, &str, &str, &[Province])]) -> Arc<Page> {
        let articles = stories.iter().map(|(headline, section, author, provinces)| Article {
            headline: Some(Heading { text: (*headline).to_owned(), lines: Vec::new() }),
            section: (!section.is_empty()).then(|| (*section).to_owned()),
            authors: vec![(*author).to_owned()],
            provinces: provinces.to_vec(),
            places: vec![PlaceMention { name: "拉萨".to_owned(), province: Province::Tibet }],
            ..Article::default()
        });
        Arc::new(Page { articles: articles.collect(), ..Page::default() })
    }

    fn sample() -> Catalogue {
        let mut catalogue = Catalogue::default();
        catalogue.add(&page(&[
            ("麦收机械进了田", "地方动态", "王小田", &[Province::Henan]),
            ("湖里放鱼苗", "地方动态", "李一", &[Province::Hunan]),
            ("高原通了新路", "要闻", "次仁", &[Province::Tibet, Province::Sichuan]),
            ("没有栏目的消息", "", "麦子", &[]),
        ]));
        catalogue
    }

    fn found(selection: &Selection) -> Vec<u32> {
        select(&sample(), selection).into_iter().map(|hit| hit.entry.0).collect()
    }

    #[test]
    fn words_and_filters_select() {
        let typed = |typed: &str| Selection { typed: typed.to_owned(), ..Selection::default() };
        let cases: [(&str, &[u32]); 8] = [
            ("", &[0, 1, 2, 3]),
            ("麦", &[0, 3]),
            ("henan", &[0]),
            ("hn", &[0, 1]),
            ("hn 放鱼", &[1]),
            ("ciren", &[2]),
            ("要闻 西藏", &[2]),
            ("nothing", &[]),
        ];
        for (words, expected) in cases {
            assert_eq!(found(&typed(words)), expected, "{words}");
        }
        let tibet = Selection { provinces: BTreeSet::from([Province::Tibet]), ..Selection::default() };
        assert_eq!(found(&tibet), [2]);
        assert_eq!(found(&Selection { sense: PlaceSense::Mentioned, ..tibet.clone() }), [0, 1, 2, 3]);
        let local =
            Selection { sections: BTreeSet::from(["地方动态".to_owned()]), ..Selection::default() };
        assert_eq!(found(&local), [0, 1]);
        assert_eq!(count_provinces(&sample(), &local), [(Province::Henan, 1), (Province::Hunan, 1)]);
        let sections = [("地方动态".to_owned(), 2), ("要闻".to_owned(), 1)];
        assert_eq!(count_sections(&sample(), &local), sections);
        assert_eq!(count_sections(&sample(), &tibet), [("要闻".to_owned(), 1)]);
    }

    #[test]
    fn a_selection_as_a_line_selects_the_same() {
        let chosen = Selection {
            typed: "麦 OR 路".to_owned(),
            provinces: BTreeSet::from([Province::Henan, Province::Tibet]),
            sections: BTreeSet::from(["地方动态".to_owned(), "要闻".to_owned()]),
            ..Selection::default()
        };
        let line = "(麦 OR 路) 省:河南,西藏 (栏:\"地方动态\" OR 栏:\"要闻\")";
        assert_eq!(chosen.line(), line);
        let typed = Selection { typed: line.to_owned(), ..Selection::default() };
        assert_eq!(found(&typed), found(&chosen));
        assert_eq!(found(&typed), [0, 2]);
    }

    #[test]
    fn lit_ranges_are_bytes_of_the_printed_text() {
        let selection = Selection { typed: "jixie 王".to_owned(), ..Selection::default() };
        let hits = select(&sample(), &selection);
        assert_eq!(hits[0].lit.headline, vec![6..12]);
        assert_eq!(hits[0].lit.authors, vec![0..3]);
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "one lit range is what is meant")]
    fn names_match_by_characters_pinyin_and_initials() {
        let names: Vec<&str> = Province::ALL.iter().map(|province| province.short()).collect();
        let cases: [(&str, &[&str]); 16] = [
            ("hn", &["河南", "湖南", "海南"]),
            ("henan", &["河南"]),
            ("chongqing", &["重庆"]),
            ("shaanxi", &["陕西"]),
            ("shanxi", &["山西", "陕西"]),
            ("xizang", &["西藏"]),
            ("neimenggu", &["内蒙古"]),
            ("nmg", &["内蒙古"]),
            ("aomen", &["澳门"]),
            ("macau", &["澳门"]),
            ("xianggang", &["香港"]),
            ("hong kong", &["香港"]),
            ("taiwan", &["台湾"]),
            ("臺", &["台湾"]),
            ("ｈｎ", &["河南", "湖南", "海南"]),
            ("zzz", &[]),
        ];
        for (pattern, expected) in cases {
            let found: Vec<&str> =
                match_names(pattern, &names).iter().map(|(index, _)| names[*index]).collect();
            assert_eq!(found, expected, "{pattern}");
        }
        assert_eq!(match_names("xiamen", &["厦门"]), [(0, vec![0..6])]);
        assert_eq!(match_names("nan", &["河南"]), [(0, vec![3..6])]);
        assert_eq!(match_names("", &["河南", "湖南"]).len(), 2);
    }
}
