//! What a list knows of each story, laid out for searching: one column a fact, all stories side by side.
//!
//! Titles are kept folded, 16 bits a character, next to each other. Lists say which characters and which neighbouring
//! initials occur in which stories (see `index.rs`), so that only few titles are looked at for each key.

use std::sync::OnceLock;

use crate::model::{Article, Date, Page, Province};
use crate::text::fold;

use super::index::Index;

/// A set of provinces, one bit each in the order of [`Province::ALL`].
pub type ProvinceSet = u64;

/// The set with this one province.
pub fn province_bit(province: Province) -> ProvinceSet {
    1 << (province as u32)
}

/// The provinces of a set, in the order of their codes.
pub fn provinces_of(set: ProvinceSet) -> impl Iterator<Item = Province> {
    Province::ALL.into_iter().filter(move |province| set & province_bit(*province) != 0)
}

/// A part of a story that a bare word is looked for in, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 主题.
    Headline,
    /// 引题.
    Kicker,
    /// The writers.
    Authors,
    /// 栏目.
    Section,
    /// What the story is about.
    Province,
}

/// What is filed of one story.
#[derive(Debug, Clone, Copy, Default)]
pub struct Title<'a> {
    /// The headline, or what stands for it.
    pub headline: &'a str,
    /// The kicker, or nothing.
    pub kicker: &'a str,
    /// The writers, parted by blanks.
    pub authors: &'a str,
    /// The section label, or nothing.
    pub section: &'a str,
    /// What the story is about.
    pub about: ProvinceSet,
    /// Every province of which it names a place.
    pub mentions: ProvinceSet,
    /// The day of issue.
    pub date: Option<Date>,
    /// 字数.
    pub length: u32,
}

/// What of a story is looked at for every hit: kept together, so that memory is asked only once.
#[derive(Debug, Clone, Copy, Default)]
struct Story {
    about: ProvinceSet,
    /// Where its characters begin among those of all.
    start: u32,
    /// See [`date_number`]; 0 for unknown.
    date: u32,
    /// Behind the headline, counted from the start.
    headline_end: u16,
    /// Behind the kicker.
    kicker_end: u16,
    /// Behind the authors.
    end: u16,
    section: u16,
}

/// So many stories are put into lists within a moment, when somebody first looks for a word: until then it would only
/// keep the first frame waiting. More are put there as they come.
const FEW: usize = 200;

/// The titles of all stories.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    units: Vec<u16>,
    stories: Vec<Story>,
    /// Made when it is first asked for, or when the stories are no longer [`FEW`].
    index: OnceLock<Index>,
    section_names: Vec<String>,
    mentions: Vec<ProvinceSet>,
    /// Some story is older than one before it.
    dates_fall: bool,
    lengths: Vec<u32>,
}

impl Titles {
    /// Files one more story.
    pub fn push(&mut self, title: &Title<'_>) {
        let start = self.units.len();
        let mut ends = [0u16; 3];
        for (text, end) in [title.headline, title.kicker, title.authors].into_iter().zip(&mut ends) {
            let room = usize::from(u16::MAX) - (self.units.len() - start);
            self.units.extend(text.chars().take(room).map(fold::unit));
            *end = (self.units.len() - start) as u16;
        }
        let [headline_end, kicker_end, end] = ends;
        let section = self.number_section(title.section);
        let date = title.date.map_or(0, date_number);
        self.dates_fall |= self.stories.last().is_some_and(|before| date < before.date);
        let number = self.stories.len();
        let about = title.about;
        self.stories.push(Story { about, start: start as u32, date, headline_end, kicker_end, end, section });
        self.file(number);
        self.mentions.push(title.mentions | about);
        self.lengths.push(title.length);
    }

    /// Puts a story into the lists, if there are lists already or it is time for them.
    fn file(&mut self, number: usize) {
        if let Some(mut index) = self.index.take() {
            self.file_in(&mut index, number);
            self.index = OnceLock::from(index);
        } else if number >= FEW {
            self.index();
        }
    }

    fn file_in(&self, index: &mut Index, number: usize) {
        let story = self.story(number);
        index.file(number as u32, self.parts(number));
        index.file_labels(number as u32, story.section, story.about);
    }

    /// Files one more story of a page.
    pub fn push_article(&mut self, page: &Page, article: &Article) {
        self.push(&Title {
            headline: &article.title(),
            kicker: article.kicker.as_ref().map_or("", |kicker| &kicker.text),
            authors: &article.authors.join(" "),
            section: article.section.as_deref().unwrap_or_default(),
            about: article.provinces.iter().fold(0, |set, province| set | province_bit(*province)),
            mentions: article.places.iter().fold(0, |set, place| set | province_bit(place.province)),
            date: page.date,
            length: article.character_count() as u32,
        });
    }

    /// Brings a story up to date that was found to go on on another page. Its words stay those of its first part, whose
    /// head it has; the lists of words need no change.
    pub fn amend(&mut self, story: usize, article: &Article) {
        let about = article.provinces.iter().fold(0, |set, province| set | province_bit(*province));
        let mentions = article.places.iter().fold(about, |set, place| set | province_bit(place.province));
        if let Some(known) = self.stories.get_mut(story) {
            known.about = about;
        }
        if let Some(known) = self.mentions.get_mut(story) {
            *known = mentions;
        }
        if let Some(length) = self.lengths.get_mut(story) {
            *length = article.character_count() as u32;
        }
    }

    /// Gives back memory that was kept for stories to come.
    pub fn shrink(&mut self) {
        self.units.shrink_to_fit();
        self.stories.shrink_to_fit();
        if let Some(index) = self.index.get_mut() {
            index.shrink();
        }
        self.mentions.shrink_to_fit();
        self.lengths.shrink_to_fit();
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// The section labels by their numbers; number 0 is no section.
    pub fn section_names(&self) -> &[String] {
        &self.section_names
    }

    /// The bytes that the columns and lists take in memory.
    pub fn memory(&self) -> usize {
        let names: usize = self.section_names.iter().map(|name| name.capacity() + size_of::<String>()).sum();
        self.units.capacity() * size_of::<u16>()
            + self.stories.capacity() * size_of::<Story>()
            + self.lengths.capacity() * size_of::<u32>()
            + self.mentions.capacity() * size_of::<ProvinceSet>()
            + self.index.get().map_or(0, Index::memory)
            + names
    }

    /// Which characters and initials stand in which stories.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            (0..self.stories.len()).for_each(|number| self.file_in(&mut index, number));
            index
        })
    }

    /// The folded characters of the three parts in which text is looked for.
    pub(super) fn parts(&self, story: usize) -> [(Field, &[u16]); 3] {
        let story = self.story(story);
        let start = story.start as usize;
        let text = self.units.get(start..start + usize::from(story.end)).unwrap_or_default();
        cut(text, story)
    }

    /// Gives the parts of these stories one after the other.
    ///
    /// They lie far apart in memory, and waiting for each in turn would take longer than looking at it. So a batch of
    /// them is fetched at once, one fetch overlapping the next, and then given.
    pub(super) fn read_each(
        &self,
        mut stories: impl Iterator<Item = u32>,
        mut read: impl FnMut(u32, [(Field, &[u16]); 3]),
    ) {
        const BATCH: usize = 64;
        let mut batch: Vec<(u32, Story)> = Vec::with_capacity(BATCH);
        let mut text: Vec<u16> = Vec::new();
        loop {
            batch.clear();
            batch.extend(stories.by_ref().take(BATCH).map(|number| (number, self.story(number as usize))));
            if batch.is_empty() {
                return;
            }
            text.clear();
            for (_, story) in &batch {
                let start = story.start as usize;
                let of_story = self.units.get(start..start + usize::from(story.end));
                text.extend_from_slice(of_story.unwrap_or_default());
            }
            let mut rest = text.as_slice();
            for (number, story) in &batch {
                let (of_story, others) = rest.split_at(usize::from(story.end).min(rest.len()));
                rest = others;
                read(*number, cut(of_story, *story));
            }
        }
    }

    /// The number of the section, 0 for none.
    pub(super) fn section(&self, story: usize) -> usize {
        usize::from(self.story(story).section)
    }

    /// What the story is about.
    pub(super) fn about(&self, story: usize) -> ProvinceSet {
        self.story(story).about
    }

    /// Every province that it names, those it is about among them.
    pub(super) fn mentions(&self, story: usize) -> ProvinceSet {
        self.mentions.get(story).copied().unwrap_or(0)
    }

    /// The day as a number that rises with time, 0 for unknown; see [`date_number`].
    pub(super) fn date(&self, story: usize) -> u32 {
        self.story(story).date
    }

    /// Whether no story is older than one before it.
    pub(super) fn dates_rise(&self) -> bool {
        !self.dates_fall
    }

    /// 字数.
    pub(super) fn length(&self, story: usize) -> u32 {
        self.lengths.get(story).copied().unwrap_or(0)
    }

    fn story(&self, story: usize) -> Story {
        self.stories.get(story).copied().unwrap_or_default()
    }

    fn number_section(&mut self, name: &str) -> u16 {
        if self.section_names.is_empty() {
            self.section_names.push(String::new());
        }
        let known = self.section_names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            // More labels than numbers: no newspaper has them, a broken archive may.
            if self.section_names.len() >= usize::from(u16::MAX) {
                return 0;
            }
            self.section_names.push(name.to_owned());
            self.section_names.len() - 1
        }) as u16
    }
}

/// The parts of a story's text.
fn cut(text: &[u16], story: Story) -> [(Field, &[u16]); 3] {
    let part = |from: u16, to: u16| text.get(usize::from(from)..usize::from(to)).unwrap_or_default();
    [
        (Field::Headline, part(0, story.headline_end)),
        (Field::Kicker, part(story.headline_end, story.kicker_end)),
        (Field::Authors, part(story.kicker_end, story.end)),
    ]
}

/// A day as year × 10000 + month × 100 + day.
pub(super) fn date_number(date: Date) -> u32 {
    let year = u32::try_from(date.year()).unwrap_or(0);
    year * 10_000 + u32::from(date.month().unsigned_abs()) * 100 + u32::from(date.day().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filed_is_found_again() {
        let mut titles = Titles::default();
        let about = province_bit(Province::Henan);
        titles.push(&Title {
            headline: "麦田ＡＩ",
            kicker: "引",
            section: "地方动态",
            about,
            ..Title::default()
        });
        titles.push(&Title { headline: "无栏目", authors: "张三 李四", ..Title::default() });
        assert_eq!(titles.parts(0).map(|(_, part)| String::from_utf16_lossy(part)), ["麦田ai", "引", ""]);
        assert_eq!(
            titles.parts(1).map(|(_, part)| String::from_utf16_lossy(part)),
            ["无栏目", "", "张三 李四"]
        );
        assert_eq!((titles.section(0), titles.section(1)), (1, 0));
        assert_eq!(provinces_of(titles.about(0)).collect::<Vec<_>>(), [Province::Henan]);
        assert_eq!(provinces_of(titles.mentions(0)).count(), 1);
        assert_eq!(titles.parts(2).map(|(_, part)| part.len()), [0, 0, 0]);
    }
}
