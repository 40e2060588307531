//! What a reader put right about a page: plain values that know lines by what they say, not by their number.
//!
//! A correction says of one line where it belongs. A later one about the same line takes its place, and the order
//! in which they were made means nothing: that is why they can be kept one by one, taken back one by one, and
//! applied to another file of the same page. How they are applied: [`crate::ingest::mend`].

use super::{BlockKind, FurnitureKind, LineNumber, Page, Province};
use crate::text::fold::fold_char;

/// Characters of a line's beginning, and of its end, by which it is known.
const KNOWN_BY: usize = 16;

/// A line of a page, by what it says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LineName {
    /// Its first characters in comparable form, without marks and blanks.
    pub begins: String,
    /// Its last characters.
    pub ends: String,
    /// Which of the lines that say the same, from 0.
    pub nth: u32,
}

/// What is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// The line belongs there.
    Place(LineName, Place),
    /// The story with this line is about these divisions, the most important first.
    Provinces(LineName, Vec<Province>),
}

/// Where a line belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// It reads on, in the same paragraph, after this line.
    After(LineName),
    /// It is a paragraph or subhead of its own, next after the one with this line.
    Block(BlockKind, LineName),
    /// It begins a story whose head is lost.
    Story,
    /// It is a part of the head of the story with this line.
    Head(HeadPart, LineName),
    /// It is the caption of a picture of the story with this line.
    Caption(LineName),
    /// It is set apart and repeats the story with this line.
    PullQuote(LineName),
    /// It is the section label of the story with this line.
    Section(LineName),
    /// It belongs to the page and not to a story.
    Furniture(FurnitureKind),
}

/// The parts of a story's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadPart {
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Subtitle,
    /// 署名.
    Byline,
}

impl LineName {
    /// The name of a line of a page; `None` where there is no such line.
    pub fn of(page: &Page, line: LineNumber) -> Option<Self> {
        let own = Self::ends_of(&page.line(line)?.text);
        let before = page.lines.iter().take_while(|raw| raw.number < line);
        let nth = before.filter(|raw| Self::ends_of(&raw.text) == own).count() as u32;
        Some(Self { nth, ..own })
    }

    /// The line of a page that bears this name: it says the same, or else it is the only one that begins so, or the
    /// only one that ends so (another extraction may have cut it short or changed a character).
    pub fn find_in(&self, page: &Page) -> Option<LineNumber> {
        let names = || page.lines.iter().map(|raw| (raw.number, Self::ends_of(&raw.text)));
        let same = |name: &Self| name.begins == self.begins && name.ends == self.ends;
        if let Some((line, _)) = names().filter(|(_, name)| same(name)).nth(self.nth as usize) {
            return Some(line);
        }
        let only = |fits: &dyn Fn(&Self) -> bool| {
            let mut fitting = names().filter(|(_, name)| fits(name)).map(|(line, _)| line);
            fitting.next().filter(|_| fitting.next().is_none())
        };
        only(&|name| name.begins == self.begins).or_else(|| only(&|name| name.ends == self.ends))
    }

    /// A name without regard to other lines. A line of marks only is known by them.
    fn ends_of(text: &str) -> Self {
        let mut told: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).map(fold_char).collect();
        if told.is_empty() {
            told = text.trim().chars().collect();
        }
        let begins = told.iter().take(KNOWN_BY).collect();
        let ends = told.iter().skip(told.len().saturating_sub(KNOWN_BY)).collect();
        Self { begins, ends, nth: 0 }
    }
}

impl Correction {
    /// The line that it is about.
    pub fn line(&self) -> &LineName {
        match self {
            Self::Place(line, _) | Self::Provinces(line, _) => line,
        }
    }
}

impl Place {
    /// The line that it is told by, if it is told by one.
    pub fn by(&self) -> Option<&LineName> {
        match self {
            Self::After(by)
            | Self::Block(_, by)
            | Self::Head(_, by)
            | Self::Caption(by)
            | Self::PullQuote(by)
            | Self::Section(by) => Some(by),
            Self::Story | Self::Furniture(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RawLine;

    fn page(texts: &[&str]) -> Page {
        let line = |(text, number): (&&str, u32)| RawLine {
            number: LineNumber(number),
            text: (*text).to_owned(),
            blank_before: 0,
        };
        Page { lines: texts.iter().zip(1..).map(line).collect(), ..Page::default() }
    }

    #[test]
    fn a_line_is_found_again_by_what_it_says() {
        let long = "清晨的河滩上雾还没有散去，几个年轻人已经把仪器架在堤边，测量昨夜上涨的水位。";
        let cut = long.replace("测量昨夜上涨的水位。", "");
        let moved = format!("　　{}", long.replace('，', ","));
        let old = page(&["灯塔", long, "灯塔", "——"]);
        for (line, new, expected) in [
            (2, page(&["别的", &moved]), Some(2)),
            (2, page(&[&cut]), Some(1)),
            (2, page(&[&cut, &cut.replace('雾', "露")]), Some(1)),
            (3, page(&["灯塔", "塔", "灯塔"]), Some(3)),
            (3, page(&["灯塔"]), Some(1)),
            (3, page(&["灯塔", "灯塔", "灯塔"]), Some(2)),
            (4, page(&["渔港", "——"]), Some(2)),
            (2, page(&["渔港"]), None),
        ] {
            let name = LineName::of(&old, LineNumber(line)).unwrap();
            assert_eq!(name.find_in(&new).map(|line| line.0), expected, "{line} {name:?}");
        }
        assert_eq!(LineName::of(&old, LineNumber(9)), None);
    }
}
