//! What a list knows of each story, laid out for searching: one column a fact, all stories side by side.
//!
//! A key press over a million titles may look at each story for a few nanoseconds only. So each has two signatures
//! of 64 and 128 bits: which characters occur, and which initials of pinyin stand next to each other. A story whose
//! signature lacks a bit of the query cannot fit and is passed over; the others are read in full. Titles are kept
//! folded, 16 bits a character, next to each other.

use crate::model::{Article, Date, Page, Province};
use crate::text::{fold, pinyin};

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

/// The titles of all stories.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    units: Vec<u16>,
    ends: Vec<u32>,
    headline_ends: Vec<u16>,
    kicker_ends: Vec<u16>,
    characters: Vec<u64>,
    sounds: Vec<u128>,
    sections: Vec<u16>,
    section_names: Vec<String>,
    about: Vec<ProvinceSet>,
    mentions: Vec<ProvinceSet>,
    dates: Vec<u32>,
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
        let [headline_end, kicker_end, authors_end] = ends.map(usize::from);
        let record = self.units.get(start..).unwrap_or_default();
        let parts = [0..headline_end, headline_end..kicker_end, kicker_end..authors_end];
        let sounds = parts.into_iter().filter_map(|part| record.get(part)).map(sound_signature);
        self.sounds.push(sounds.fold(0, |all, part| all | part));
        self.characters.push(character_signature(record));
        self.ends.push(self.units.len() as u32);
        self.headline_ends.push(ends[0]);
        self.kicker_ends.push(ends[1]);
        let section = self.number_section(title.section);
        self.sections.push(section);
        self.about.push(title.about);
        self.mentions.push(title.mentions | title.about);
        self.dates.push(title.date.map_or(0, date_number));
        self.lengths.push(title.length);
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

    /// Gives back memory that was kept for stories to come.
    pub fn shrink(&mut self) {
        self.units.shrink_to_fit();
        for column in [&mut self.ends, &mut self.dates, &mut self.lengths] {
            column.shrink_to_fit();
        }
        for column in [&mut self.headline_ends, &mut self.kicker_ends, &mut self.sections] {
            column.shrink_to_fit();
        }
        self.sounds.shrink_to_fit();
        for column in [&mut self.characters, &mut self.about, &mut self.mentions] {
            column.shrink_to_fit();
        }
    }

    /// How many stories there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The section labels by their numbers; number 0 is no section.
    pub fn section_names(&self) -> &[String] {
        &self.section_names
    }

    /// The bytes that the columns take in memory.
    pub fn memory(&self) -> usize {
        let names: usize = self.section_names.iter().map(|name| name.capacity() + 24).sum();
        self.units.capacity() * 2
            + (self.ends.capacity() + self.dates.capacity() + self.lengths.capacity()) * 4
            + (self.headline_ends.capacity() + self.kicker_ends.capacity() + self.sections.capacity()) * 2
            + self.characters.capacity() * 8
            + self.sounds.capacity() * 16
            + (self.about.capacity() + self.mentions.capacity()) * 8
            + names
    }

    /// The folded characters of the three parts in which text is looked for.
    pub(super) fn parts(&self, story: usize) -> [(Field, &[u16]); 3] {
        let record = self.record(story);
        let headline_end = usize::from(self.headline_ends.get(story).copied().unwrap_or(0));
        let kicker_end = usize::from(self.kicker_ends.get(story).copied().unwrap_or(0));
        let cut = |from: usize, to: usize| record.get(from..to).unwrap_or_default();
        [
            (Field::Headline, cut(0, headline_end)),
            (Field::Kicker, cut(headline_end, kicker_end)),
            (Field::Authors, cut(kicker_end, record.len())),
        ]
    }

    /// Which characters occur in the title, kicker and authors.
    pub(super) fn characters(&self, story: usize) -> u64 {
        self.characters.get(story).copied().unwrap_or(0)
    }

    /// The same of every story from this one on.
    pub(super) fn signatures(&self, from: usize) -> &[u64] {
        self.characters.get(from..).unwrap_or_default()
    }

    /// What every story from this one on is about.
    pub(super) fn abouts(&self, from: usize) -> &[ProvinceSet] {
        self.about.get(from..).unwrap_or_default()
    }

    /// Which initials stand next to each other there.
    pub(super) fn sounds(&self, story: usize) -> u128 {
        self.sounds.get(story).copied().unwrap_or(0)
    }

    /// The number of the section, 0 for none.
    pub(super) fn section(&self, story: usize) -> usize {
        usize::from(self.sections.get(story).copied().unwrap_or(0))
    }

    /// What the story is about.
    pub(super) fn about(&self, story: usize) -> ProvinceSet {
        self.about.get(story).copied().unwrap_or(0)
    }

    /// Every province that it names, those it is about among them.
    pub(super) fn mentions(&self, story: usize) -> ProvinceSet {
        self.mentions.get(story).copied().unwrap_or(0)
    }

    /// The day as a number that rises with time, 0 for unknown; see [`date_number`].
    pub(super) fn date(&self, story: usize) -> u32 {
        self.dates.get(story).copied().unwrap_or(0)
    }

    /// 字数.
    pub(super) fn length(&self, story: usize) -> u32 {
        self.lengths.get(story).copied().unwrap_or(0)
    }

    fn record(&self, story: usize) -> &[u16] {
        let start = if story == 0 { Some(0) } else { self.ends.get(story - 1).copied() };
        let end = self.ends.get(story).copied();
        let (Some(start), Some(end)) = (start, end) else { return &[] };
        self.units.get(start as usize..end as usize).unwrap_or_default()
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

/// A day as year × 10000 + month × 100 + day.
pub(super) fn date_number(date: Date) -> u32 {
    let year = u32::try_from(date.year()).unwrap_or(0);
    year * 10_000 + u32::from(date.month().unsigned_abs()) * 100 + u32::from(date.day().unsigned_abs())
}

/// One bit for each character that occurs, several characters sharing one.
pub(super) fn character_signature(units: &[u16]) -> u64 {
    units.iter().fold(0, |signature, unit| signature | character_bit(*unit))
}

fn character_bit(unit: u16) -> u64 {
    1 << (u32::from(unit).wrapping_mul(0x9E37_79B1) >> 26)
}

/// One bit for each pair of initials that stand next to each other, marks between them passed over.
fn sound_signature(units: &[u16]) -> u128 {
    let mut signature = 0;
    let mut before: u32 = 0;
    for unit in units {
        let Some(now) = pinyin::initials(*unit) else { continue };
        let mut left = before;
        while left != 0 {
            let first = left.trailing_zeros();
            left &= left - 1;
            let mut right = now;
            while right != 0 {
                signature |= sound_bit(first, right.trailing_zeros());
                right &= right - 1;
            }
        }
        before = now;
    }
    signature
}

/// The bit of two neighbouring initials.
pub(super) fn sound_bit(first: u32, second: u32) -> u128 {
    1 << ((first * 27 + second).wrapping_mul(0x9E37_79B1) >> 25)
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
