//! Which characters stand in which titles, and which initials of pinyin next to each other there.
//!
//! A key press over a million titles may not look at a million titles. So for each character there is the list of the
//! stories that have it, and for each two initials the list of the stories in which two neighbours can be typed by
//! them (marks between them passed over): 河南 is under 河, under 南, and under `hn`. A word is looked for only in
//! the stories of the lists of all its parts.

use crate::model::Province;
use crate::text::pinyin;

use super::piece::stand_at;
use super::postings::{List, Postings, Spot};
use super::titles::{Field, ProvinceSet, provinces_of};

/// The initials: a…z, and one for all digits.
const INITIALS: u32 = 27;

/// The lists of all titles.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// For each character: the place of its entry + 1; 0 where no title has it. Empty until a title comes.
    places: Vec<u32>,
    characters: Vec<Character>,
    pairs: Vec<Postings>,
    /// The same for neighbours of which one must be read in a rare way.
    rare_pairs: Vec<List>,
    /// The stories in which a word tells how one of its characters is read.
    told: List,
    /// By the number of the section label.
    sections: Vec<List>,
    /// In the order of [`Province::ALL`].
    provinces: Vec<List>,
    /// What the story that is being filed has, with its spots; kept only to save its making.
    met: Vec<(u32, Spot)>,
    met_rarely: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Character {
    stories: Postings,
    /// See [`pinyin::initials`].
    initials: Option<u32>,
    /// See [`pinyin::rare_initials`].
    rare: u32,
    told_by_context: bool,
}

impl Index {
    /// Files the titles of the next story.
    pub(super) fn file(&mut self, story: u32, parts: [(Field, &[u16]); 3]) {
        if self.places.is_empty() {
            self.places = vec![0; 1 << 16];
            self.pairs = vec![Postings::default(); (INITIALS * INITIALS) as usize];
            self.rare_pairs = vec![List::default(); self.pairs.len()];
        }
        let mut met = std::mem::take(&mut self.met);
        for (field, text) in parts {
            for (at, unit) in text.iter().enumerate() {
                met.push((self.place_of(*unit), Spot::new(stand_at(text, at..at + 1), field)));
            }
        }
        for (place, spot) in best_of_each(&mut met) {
            if let Some(character) = self.characters.get_mut(*place as usize) {
                character.stories.push(story, *spot);
            }
        }
        met.clear();
        let mut rarely = std::mem::take(&mut self.met_rarely);
        let mut told = false;
        for (field, text) in parts {
            told |= self.meet_pairs(field, text, &mut met, &mut rarely);
        }
        if told {
            self.told.push(story);
        }
        for (place, spot) in best_of_each(&mut met) {
            if let Some(pair) = self.pairs.get_mut(*place as usize) {
                pair.push(story, *spot);
            }
        }
        rarely.sort_unstable();
        rarely.dedup();
        for place in &rarely {
            if let Some(pair) = self.rare_pairs.get_mut(*place as usize) {
                pair.push(story);
            }
        }
        met.clear();
        rarely.clear();
        (self.met, self.met_rarely) = (met, rarely);
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

    /// The stories in which neighbours can be typed by these two initials, given by their numbers.
    pub(super) fn pair(&self, first: u32, second: u32) -> Option<&Postings> {
        self.pairs.get((first * INITIALS + second) as usize)
    }

    /// The stories in which two neighbours can be typed by these initials if one of them is read in a rare way.
    pub(super) fn rare_pair(&self, first: u32, second: u32) -> Option<&List> {
        self.rare_pairs.get((first * INITIALS + second) as usize)
    }

    /// The bytes that the lists take in memory.
    pub(super) fn memory(&self) -> usize {
        let characters: usize = self.characters.iter().map(|character| character.stories.memory()).sum();
        let pairs: usize = self.pairs.iter().map(Postings::memory).sum();
        let others = self.rare_pairs.iter().chain(&self.sections).chain(&self.provinces).chain([&self.told]);
        let others: usize = others.map(List::memory).sum();
        self.places.capacity() * size_of::<u32>() + characters + pairs + others
    }

    /// Gives back memory that was kept for stories to come.
    pub(super) fn shrink(&mut self) {
        self.characters.iter_mut().for_each(|character| character.stories.shrink());
        self.pairs.iter_mut().for_each(Postings::shrink);
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
            self.characters.push(Character {
                stories: Postings::default(),
                initials: pinyin::initials(unit),
                rare: pinyin::rare_initials(unit),
                told_by_context: pinyin::is_told_by_context(unit),
            });
            *place = self.characters.len() as u32;
        }
        *place - 1
    }

    /// Every two neighbours' initials, as a pattern of two letters would find them. Whether some word told a reading.
    fn meet_pairs(
        &self,
        field: Field,
        text: &[u16],
        met: &mut Vec<(u32, Spot)>,
        rarely: &mut Vec<u32>,
    ) -> bool {
        let mut any_told = false;
        let (mut before, mut rare_before) = (0, 0);
        let mut start = 0;
        for (at, unit) in text.iter().enumerate() {
            let Some(character) = self.entry(*unit) else { continue };
            let Some(usual) = character.initials else { continue };
            let told = if character.told_by_context { pinyin::reading_in_context(text, at) } else { None };
            any_told |= told.is_some();
            let (now, rare) = told.map_or((usual, character.rare), |told| (told.initial(), 0));
            if before | rare_before != 0 && now | rare != 0 {
                let spot = Spot::new(stand_at(text, start..at + 1), field);
                met.extend(pairs_of(before, now).map(|pair| (pair, spot)));
                rarely.extend(pairs_of(rare_before, now | rare).chain(pairs_of(before, rare)));
            }
            (before, rare_before, start) = (now, rare, at);
        }
        any_told
    }
}

/// The places of the lists of every initial of the one set before every initial of the other.
fn pairs_of(first: u32, second: u32) -> impl Iterator<Item = u32> {
    bits(first).flat_map(move |first| bits(second).map(move |second| first * INITIALS + second))
}

fn best_of_each(met: &mut Vec<(u32, Spot)>) -> &[(u32, Spot)] {
    met.sort_unstable();
    met.dedup_by_key(|(place, _)| *place);
    met
}

/// The numbers of the bits that are set.
pub(super) fn bits(mut set: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros())?;
        set &= set - 1;
        Some(bit)
    })
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
        let letter = |c: char| c as u32 - 'a' as u32;
        let pair = |two: &str| {
            let mut letters = two.chars().map(letter);
            let (first, second) = (letters.next().unwrap(), letters.next().unwrap());
            index.pair(first, second).unwrap().to_vec()
        };
        assert_eq!(
            pair("hn"),
            [(0, Spot::new(WordStart, Field::Headline)), (1, Spot::new(Prefix, Field::Headline))]
        );
        assert_eq!(pair("kh").len(), 1, "a mark between neighbours is passed over");
        assert_eq!(pair("cq").len(), 1);
        assert_eq!(pair("zq").len(), 0, "重 in 重庆 is chong");
        assert_eq!(pair("na").len(), 0, "a blank parts two names");
        let river = index.character(units("河")[0]).unwrap();
        assert_eq!(river.to_vec(), [(0, Spot::new(WordStart, Field::Headline))]);
    }
}
