//! Which characters stand in which titles, and which syllables next to each other there.
//!
//! A key press over a million titles may not look at a million titles. So for each character there is the list of the
//! stories that have it, and for each two initials the list of the stories in which two neighbours can be typed by
//! them (marks between them passed over), with what the two are: 河南 is under 河, under 南, and under `hn` as he and
//! nan. What a title begins with has lists of its own, because a letter alone asks for nothing else.

use crate::model::Province;
use crate::text::pinyin::{self, Keyed, Syllable};

use super::pairs::{Pair, Pairs};
use super::piece::stand_at;
use super::postings::{List, Postings, Spot};
use super::titles::{Field, ProvinceSet, provinces_of};

/// The lists of all titles.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// For each character: the place of its entry + 1; 0 where no title has it. Empty until a title comes.
    places: Vec<u32>,
    characters: Vec<Character>,
    pairs: Pairs,
    /// By two initials: the stories in which neighbours can be typed by them if one of the two is read in a rare way.
    rare_pairs: Vec<List>,
    /// The stories of which a text begins so, by initials and numbers; as many as have come up.
    beginnings: Vec<Postings>,
    /// The stories in which a word tells how one of its characters is read.
    told: List,
    /// By the number of the section label.
    sections: Vec<List>,
    /// In the order of [`Province::ALL`].
    provinces: Vec<List>,
    /// What the story that is being filed has, with its spots; kept only to save its making.
    met: Met,
}

/// What a story has.
#[derive(Debug, Clone, Default)]
struct Met {
    characters: Vec<(u32, Spot)>,
    pairs: Vec<(Pair, Spot)>,
    rare_pairs: Vec<usize>,
    beginnings: Vec<(Keyed, Spot)>,
    /// A word tells how one of its characters is read.
    told: bool,
}

#[derive(Debug, Clone)]
struct Character {
    stories: Postings,
    /// Passed over between others.
    mark: bool,
    usual: Box<[Keyed]>,
    rare: Box<[Keyed]>,
    told_by_context: bool,
}

impl Character {
    fn new(unit: u16) -> Self {
        let keyed = |usual: bool| {
            let readings = pinyin::readings(unit).filter(move |reading| reading.usual == usual);
            readings.map(|reading| *reading.syllable.keyed())
        };
        Self {
            stories: Postings::default(),
            mark: pinyin::is_mark(unit),
            usual: keyed(true).chain(Keyed::itself(unit).copied()).collect(),
            rare: keyed(false).collect(),
            told_by_context: pinyin::is_told_by_context(unit),
        }
    }
}

impl Index {
    /// Files the titles of the next story.
    pub(super) fn file(&mut self, story: u32, parts: [(Field, &[u16]); 3]) {
        if self.places.is_empty() {
            self.places = vec![0; 1 << 16];
            self.rare_pairs = vec![List::default(); Pair::LISTS];
        }
        let mut met = std::mem::take(&mut self.met);
        for (field, text) in parts {
            for (at, unit) in text.iter().enumerate() {
                met.characters.push((self.place_of(*unit), Spot::new(stand_at(text, at..at + 1), field)));
            }
            self.meet_neighbours(field, text, &mut met);
        }
        for (place, spot) in best_of_each(&mut met.characters) {
            if let Some(character) = self.characters.get_mut(*place as usize) {
                character.stories.push(story, *spot);
            }
        }
        self.pairs.push(story, best_of_each(&mut met.pairs));
        met.rare_pairs.sort_unstable();
        met.rare_pairs.dedup();
        for initials in &met.rare_pairs {
            if let Some(list) = self.rare_pairs.get_mut(*initials) {
                list.push(story);
            }
        }
        for (keyed, spot) in best_of_each(&mut met.beginnings) {
            self.push_beginning(story, *keyed, *spot);
        }
        if met.told {
            self.told.push(story);
        }
        met.clear();
        self.met = met;
    }

    fn push_beginning(&mut self, story: u32, keyed: Keyed, spot: Spot) {
        let place = place_of_beginning(keyed);
        if self.beginnings.len() <= place {
            self.beginnings.resize_with(place + 1, Postings::default);
        }
        if let Some(list) = self.beginnings.get_mut(place) {
            list.push(story, spot);
        }
    }

    /// Files the section label and the provinces of the story.
    pub(super) fn file_labels(&mut self, story: u32, section: u16, about: ProvinceSet) {
        let section = usize::from(section);
        if self.sections.len() <= section {
            self.sections.resize(section + 1, List::default());
        }
        self.provinces.resize(Province::ALL.len(), List::default());
        if let Some(list) = self.sections.get_mut(section) {
            list.push(story);
        }
        for province in provinces_of(about) {
            if let Some(list) = self.provinces.get_mut(province as usize) {
                list.push(story);
            }
        }
    }

    /// The stories in which a word tells how one of its characters is read.
    pub(super) fn told(&self) -> &List {
        &self.told
    }

    /// The stories under each section label, by its number.
    pub(super) fn sections(&self) -> &[List] {
        &self.sections
    }

    /// The stories about each province, in the order of [`Province::ALL`].
    pub(super) fn provinces(&self) -> &[List] {
        &self.provinces
    }

    /// The stories that have this character.
    pub(super) fn character(&self, unit: u16) -> Option<&Postings> {
        Some(&self.entry(unit)?.stories)
    }

    /// The stories in which neighbours can be typed by two syllables.
    pub(super) fn pairs(&self) -> &Pairs {
        &self.pairs
    }

    /// The stories in which neighbours can be typed by the initials of this pair if one of the two is read in a rare way.
    pub(super) fn rare_pair(&self, pair: Pair) -> Option<&List> {
        self.rare_pairs.get(pair.list())
    }

    /// The stories of which a text begins with what is usually keyed so.
    pub(super) fn beginning(&self, keyed: Keyed) -> Option<&Postings> {
        self.beginnings.get(place_of_beginning(keyed))
    }

    /// The bytes that the lists take in memory.
    pub(super) fn memory(&self) -> usize {
        let character = |character: &Character| {
            let keyed = character.usual.len() + character.rare.len();
            size_of::<Character>() + character.stories.memory() + keyed * size_of::<Keyed>()
        };
        let characters: usize = self.characters.iter().map(character).sum();
        let beginnings: usize = self.beginnings.iter().map(Postings::memory).sum();
        let others = self.rare_pairs.iter().chain(&self.sections).chain(&self.provinces).chain([&self.told]);
        let others: usize = others.map(List::memory).sum();
        let pairs = self.pairs.memory();
        self.places.capacity() * size_of::<u32>() + characters + beginnings + pairs + others
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        self.characters.iter_mut().for_each(|character| character.stories.shrink());
        self.beginnings.iter_mut().for_each(Postings::shrink);
        self.pairs.shrink();
        let others = self.rare_pairs.iter_mut().chain(&mut self.sections).chain(&mut self.provinces);
        others.chain([&mut self.told]).for_each(List::shrink);
    }

    fn entry(&self, unit: u16) -> Option<&Character> {
        let place = self.places.get(usize::from(unit))?.checked_sub(1)?;
        self.characters.get(place as usize)
    }

    fn place_of(&mut self, unit: u16) -> u32 {
        let Some(place) = self.places.get_mut(usize::from(unit)) else { return 0 };
        if *place == 0 {
            self.characters.push(Character::new(unit));
            *place = self.characters.len() as u32;
        }
        *place - 1
    }

    /// What the text begins with, and every two neighbours in it, as a pattern would find them.
    fn meet_neighbours(&self, field: Field, text: &[u16], met: &mut Met) {
        let (mut before, mut rare_before): (&[Keyed], &[Keyed]) = (&[], &[]);
        let mut start = 0;
        for (at, unit) in text.iter().enumerate() {
            let Some(character) = self.entry(*unit).filter(|character| !character.mark) else { continue };
            let told = if character.told_by_context { pinyin::reading_in_context(text, at) } else { None };
            let told = told.map(Syllable::keyed);
            met.told |= told.is_some();
            let (now, rare): (&[Keyed], &[Keyed]) = match told {
                Some(told) => (std::slice::from_ref(told), &[]),
                None => (&character.usual, &character.rare),
            };
            if at == 0 {
                let spot = Spot::new(stand_at(text, 0..1), field);
                met.beginnings.extend(now.iter().map(|keyed| (*keyed, spot)));
            }
            if before.len() + rare_before.len() != 0 && now.len() + rare.len() != 0 {
                let spot = Spot::new(stand_at(text, start..at + 1), field);
                let with_spot = |pair| (pair, spot);
                met.pairs.extend(pairs_of(before, now).map(with_spot));
                let rarely = pairs_of(rare_before, now).chain(pairs_of(rare_before, rare));
                met.rare_pairs.extend(rarely.chain(pairs_of(before, rare)).map(Pair::list));
            }
            (before, rare_before, start) = (now, rare, at);
        }
    }
}

impl Met {
    fn clear(&mut self) {
        self.characters.clear();
        self.pairs.clear();
        self.rare_pairs.clear();
        self.beginnings.clear();
        self.told = false;
    }
}

fn place_of_beginning(keyed: Keyed) -> usize {
    keyed.initial() * Keyed::NUMBERS + keyed.number()
}

/// Each of the ones before each of the others.
fn pairs_of(first: &[Keyed], second: &[Keyed]) -> impl Iterator<Item = Pair> {
    first.iter().flat_map(move |first| second.iter().map(move |second| Pair::new(*first, *second)))
}

fn best_of_each<T: Ord + Copy>(met: &mut Vec<(T, Spot)>) -> &[(T, Spot)] {
    met.sort_unstable();
    met.dedup_by_key(|(place, _)| *place);
    met
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::rank::Stand::{Prefix, WordStart};
    use crate::text::fold::units;

    #[test]
    fn characters_and_initials_are_filed_where_they_stand_best() {
        let mut index = Index::default();
        for (story, headline, authors) in [(0, "看，河南重庆", ""), (1, "喝牛奶", "何楠 安")] {
            let parts = [(Field::Headline, headline), (Field::Kicker, ""), (Field::Authors, authors)]
                .map(|(field, text)| (field, units(text)));
            let parts = parts.each_ref().map(|(field, text)| (*field, text.as_slice()));
            index.file(story, parts);
        }
        let keyed = |letters: &str| {
            let syllable = Syllable::all().find(|syllable| syllable.letters() == letters);
            syllable.expect("it is one").keyed()
        };
        let pair = |first: &str, second: &str| index.pairs.to_vec(Pair::new(*keyed(first), *keyed(second)));
        assert_eq!(
            pair("he", "nan"),
            [(0, Spot::new(WordStart, Field::Headline)), (1, Spot::new(Prefix, Field::Authors))]
        );
        assert_eq!(pair("he", "niu"), [(1, Spot::new(Prefix, Field::Headline))]);
        assert_eq!(pair("kan", "he").len(), 1, "a mark between neighbours is passed over");
        assert_eq!(pair("chong", "qing").len(), 1);
        assert_eq!(pair("zhong", "qing").len(), 0, "重 in 重庆 is chong");
        assert_eq!(pair("nan", "an").len(), 0, "a blank parts two names");
        let begins = |letters: &str| index.beginning(*keyed(letters)).map(Postings::to_vec);
        assert_eq!(begins("kan"), Some(vec![(0, Spot::new(Prefix, Field::Headline))]));
        let river = index.character(units("河")[0]).unwrap();
        assert_eq!(river.to_vec(), [(0, Spot::new(WordStart, Field::Headline))]);
    }
}
