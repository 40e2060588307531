//! What a list knows of each story, laid out for searching: one column a fact, all stories side by side.
//!
//! Titles are kept folded, 16 bits a character, next to each other. Lists say which characters and which neighbouring
//! initials occur in which stories (see `index.rs`), so that only few titles are looked at for each key.

use std::hint::black_box;
use std::sync::OnceLock;

use crate::model::{Article, Date, Page, Province};
use crate::text::fold;

use super::PlaceSense;
use super::index::Index;
use super::labels::{Label, Labels};
use super::sets::Bits;

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
    /// 版次; 0 for unknown.
    pub page_number: u16,
    /// See [`super::weight`].
    pub weight: u16,
}

/// Where the characters of a story stand among those of all.
#[derive(Debug, Clone, Copy, Default)]
struct Story {
    /// In two halves, so that a story takes ten bytes and not twelve.
    start: [u16; 2],
    /// Behind the headline, counted from the start.
    headline_end: u16,
    /// Behind the kicker.
    kicker_end: u16,
    /// Behind the authors.
    end: u16,
}

impl Story {
    fn start(self) -> usize {
        usize::from(self.start[0]) << 16 | usize::from(self.start[1])
    }
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
    labels: Labels,
    /// See [`date_number`]; 0 for unknown.
    dates: Vec<u32>,
    /// The first story of each day, as long as no story is older than one before it.
    days: Vec<u32>,
    dates_fall: bool,
    lengths: Vec<u32>,
    page_numbers: Vec<u16>,
    weights: Vec<u16>,
    /// Stories that are about other provinces than when they were filed.
    amended: Vec<u32>,
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
        let number = self.stories.len();
        let about = title.about;
        self.stories.push(Story {
            start: [(start >> 16) as u16, start as u16],
            headline_end,
            kicker_end,
            end,
        });
        self.push_date(title.date.map_or(0, date_number));
        self.labels.push(Label { about, mentions: title.mentions | about, section });
        self.lengths.push(title.length);
        self.page_numbers.push(title.page_number);
        self.weights.push(title.weight);
        self.file(number);
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
        index.file(number as u32, self.parts(number));
        index.file_labels(number as u32, self.section(number) as u16, self.about(number));
    }

    fn push_date(&mut self, date: u32) {
        let before = self.dates.last().copied();
        if before != Some(date) {
            self.dates_fall |= before.is_some_and(|before| date < before);
            self.days.push(self.dates.len() as u32);
        }
        if self.dates_fall {
            self.days = Vec::new();
        }
        self.dates.push(date);
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
            page_number: page.page_number.and_then(|number| number.try_into().ok()).unwrap_or(0),
            weight: weight_number(article, is_first(page, article)),
        });
    }

    /// Brings a story up to date that was found to go on on another page. Its words stay those of its first part, whose
    /// head it has; the lists of words need no change.
    pub fn amend(&mut self, story: usize, article: &Article, first: bool) {
        let about = article.provinces.iter().fold(0, |set, province| set | province_bit(*province));
        let mentions = article.places.iter().fold(about, |set, place| set | province_bit(place.province));
        if self.about(story) != about {
            self.amended.push(story as u32);
        }
        self.labels.set(story, Label { about, mentions, ..self.labels.of(story) });
        if let (Some(length), Some(weight)) = (self.lengths.get_mut(story), self.weights.get_mut(story)) {
            *length = article.character_count() as u32;
            *weight = weight_number(article, first);
        }
    }

    /// Gives back memory that was kept for stories to come.
    pub fn shrink(&mut self) {
        self.units.shrink_to_fit();
        self.stories.shrink_to_fit();
        if let Some(index) = self.index.get_mut() {
            index.shrink();
        }
        self.labels.shrink();
        for column in [&mut self.page_numbers, &mut self.weights] {
            column.shrink_to_fit();
        }
        let columns = [&mut self.dates, &mut self.days, &mut self.lengths];
        columns.into_iter().for_each(Vec::shrink_to_fit);
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
        let columns = [&self.dates, &self.days, &self.lengths, &self.amended];
        let columns: usize = columns.into_iter().map(|column| column.capacity() * size_of::<u32>()).sum();
        let halves = [&self.units, &self.page_numbers, &self.weights];
        halves.into_iter().map(|column| column.capacity() * size_of::<u16>()).sum::<usize>()
            + self.stories.capacity() * size_of::<Story>()
            + columns
            + self.labels.memory()
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
        cut(self.text(story), story)
    }

    fn text(&self, story: Story) -> &[u16] {
        let start = story.start();
        self.units.get(start..start + usize::from(story.end)).unwrap_or_default()
    }

    /// Gives the parts of these stories one after the other.
    ///
    /// They lie far apart in memory, and waiting for each in turn would take longer than looking at it. So of a batch of
    /// them the first and the last characters are touched at once, one fetch overlapping the next, and then they are
    /// given.
    pub(super) fn read_each(
        &self,
        mut stories: impl Iterator<Item = u32>,
        mut read: impl FnMut(u32, [(Field, &[u16]); 3]),
    ) {
        const BATCH: usize = 64;
        let mut batch: Vec<(u32, Story)> = Vec::with_capacity(BATCH);
        loop {
            batch.clear();
            batch.extend(stories.by_ref().take(BATCH).map(|number| (number, self.story(number as usize))));
            if batch.is_empty() {
                return;
            }
            let at = |place: usize| self.units.get(place).copied().unwrap_or(0);
            let touch = |(_, story): &(u32, Story)| {
                at(story.start()) | at(story.start() + usize::from(story.end.saturating_sub(1)))
            };
            black_box(batch.iter().fold(0, |all, story| all | touch(story)));
            for (number, story) in &batch {
                read(*number, cut(self.text(*story), *story));
            }
        }
    }

    /// The number of the section, 0 for none.
    pub(super) fn section(&self, story: usize) -> usize {
        usize::from(self.labels.of(story).section)
    }

    /// The stories that are about any of these provinces, or mention it.
    pub(super) fn stories_of(&self, provinces: ProvinceSet, sense: PlaceSense) -> Bits {
        self.labels.stories_with(|label| label.provinces(sense) & provinces != 0)
    }

    /// The stories in the sections whose answer is yes.
    pub(super) fn stories_in(&self, answers: &[bool]) -> Bits {
        self.labels.stories_with(|label| answers.get(usize::from(label.section)).is_some_and(|fits| *fits))
    }

    /// The stories of these days.
    pub(super) fn stories_between(&self, from: u32, to: u32) -> Bits {
        Bits::of(&self.dates, |date| (from..=to).contains(date))
    }

    /// What each story is filed under.
    pub(super) fn labels(&self) -> &Labels {
        &self.labels
    }

    /// What a story is about.
    pub(super) fn about(&self, story: usize) -> ProvinceSet {
        self.labels.of(story).about
    }

    /// Every province of which a story names a place.
    pub(super) fn mentions(&self, story: usize) -> ProvinceSet {
        self.labels.of(story).mentions
    }

    /// The day as a number that rises with time, 0 for unknown; see [`date_number`].
    pub(super) fn date(&self, story: usize) -> u32 {
        self.dates.get(story).copied().unwrap_or(0)
    }

    /// The first story of each day in rising order; `None` where some story is older than one before it.
    pub(super) fn days(&self) -> Option<&[u32]> {
        (!self.dates_fall).then_some(&self.days)
    }

    /// Stories that are about other provinces than when they were filed: lists know the provinces of then.
    pub(super) fn amended(&self) -> &[u32] {
        &self.amended
    }

    /// 字数.
    pub(super) fn length(&self, story: usize) -> u32 {
        self.lengths.get(story).copied().unwrap_or(0)
    }

    /// 版次, 0 for unknown.
    pub(super) fn page_number(&self, story: usize) -> u32 {
        self.page_numbers.get(story).copied().map_or(0, u32::from)
    }

    /// See [`super::weight`].
    pub(super) fn weight(&self, story: usize) -> u32 {
        self.weights.get(story).copied().map_or(0, u32::from)
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

/// Whether a story is the first of its page.
fn is_first(page: &Page, article: &Article) -> bool {
    page.articles.first().is_some_and(|first| std::ptr::eq(first, article))
}

/// The weight of a story; beyond some number all are alike.
fn weight_number(article: &Article, first: bool) -> u16 {
    super::weight(article, first).try_into().unwrap_or(u16::MAX)
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
