//! What a list is put in order by: one thing, among equals another, and so on.
//!
//! `date number weight`: the newest day first, on each day the pages by their numbers, on each page the weightiest
//! story first. Where nothing decides any more, stories stand as they were printed.

use crate::model::{Article, Language};

/// One thing that stories are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// The newest first.
    Date,
    /// The oldest first.
    Oldest,
    /// By 版次.
    Number,
    /// By first province, in the order of their codes.
    Province,
    /// By 栏目, as these come.
    Section,
    /// The weightiest first: see [`weight`].
    Weight,
    /// The longest first.
    Longest,
    /// The shortest first.
    Shortest,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Date,
        Self::Oldest,
        Self::Number,
        Self::Province,
        Self::Section,
        Self::Weight,
        Self::Longest,
        Self::Shortest,
    ];

    /// Its name in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Oldest => "oldest",
            Self::Number => "number",
            Self::Province => "province",
            Self::Section => "section",
            Self::Weight => "weight",
            Self::Longest => "longest",
            Self::Shortest => "shortest",
        }
    }

    /// One word for it.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Date => language.pick("日期", "date"),
            Self::Oldest => language.pick("旧先", "oldest"),
            Self::Number => language.pick("版次", "page"),
            Self::Province => language.pick("省份", "province"),
            Self::Section => language.pick("栏目", "section"),
            Self::Weight => language.pick("轻重", "weight"),
            Self::Longest => language.pick("长先", "longest"),
            Self::Shortest => language.pick("短先", "shortest"),
        }
    }

    /// What it does.
    pub fn sentence(self, language: Language) -> &'static str {
        match self {
            Self::Date => language.pick("日期：新的在前", "date: the newest first"),
            Self::Oldest => language.pick("日期：旧的在前", "date: the oldest first"),
            Self::Number => language.pick("版次：第1版在前", "page number: the first page first"),
            Self::Province => language.pick("省份：按行政区划代码", "province: by their codes"),
            Self::Section => language.pick("栏目：按出现先后", "section: as they come"),
            Self::Weight => {
                language.pick("轻重：头条、长文、有图的在前", "weight: leads, long and pictured ones first")
            }
            Self::Longest => language.pick("篇幅：长的在前", "length: the longest first"),
            Self::Shortest => language.pick("篇幅：短的在前", "length: the shortest first"),
        }
    }

    /// Two things that look at the same cannot decide one after the other.
    fn excludes(self, other: Self) -> bool {
        let side = |sort| match sort {
            Self::Date | Self::Oldest => 0,
            Self::Longest | Self::Shortest => 1,
            Self::Number => 2,
            Self::Province => 3,
            Self::Section => 4,
            Self::Weight => 5,
        };
        side(self) == side(other)
    }
}

/// What stories are put in order by where no word ranks them; empty: as they were printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Order(Vec<Sort>);

/// The name of the order in which stories were printed.
pub const AS_PRINTED: &str = "page";

impl Order {
    /// By these, one after the other.
    pub fn by(sorts: &[Sort]) -> Self {
        let mut order = Self::default();
        for sort in sorts {
            if !order.0.iter().any(|known| known.excludes(*sort)) {
                order.0.push(*sort);
            }
        }
        order
    }

    /// The order that is written so: `date number weight`, commas will do too. `Err`: the word that is not understood.
    pub fn parse(written: &str) -> Result<Self, String> {
        let words = written.split([' ', ',', '，', '、']).filter(|word| !word.is_empty());
        let mut order = Self::default();
        let mut is_decided = false;
        for word in words {
            // Behind the printed order there is nothing left to decide.
            let sort = Sort::ALL.into_iter().find(|sort| sort.name() == word).filter(|_| !is_decided);
            match sort {
                Some(sort) if order.0.iter().any(|known| known.excludes(sort)) => return Err(word.to_owned()),
                Some(sort) => order.0.push(sort),
                None if word == AS_PRINTED && !is_decided => is_decided = true,
                None => return Err(word.to_owned()),
            }
        }
        Ok(order)
    }

    /// As it is read back.
    pub fn written(&self) -> String {
        let names: Vec<&str> = self.0.iter().map(|sort| sort.name()).collect();
        if names.is_empty() { AS_PRINTED.to_owned() } else { names.join(" ") }
    }

    /// What decides first, and so on.
    pub fn sorts(&self) -> &[Sort] {
        &self.0
    }

    /// Whether stories stand as they were printed.
    pub fn is_as_printed(&self) -> bool {
        self.0.is_empty()
    }

    /// Which place something has in it, counted from 1.
    pub fn place(&self, sort: Sort) -> Option<usize> {
        self.0.iter().position(|known| *known == sort).map(|index| index + 1)
    }

    /// Lets something decide last, or no more; its opposite gives it its place.
    pub fn turn(&mut self, sort: Sort) {
        match self.0.iter().position(|known| known.excludes(sort)) {
            Some(index) if self.0.get(index) == Some(&sort) => drop(self.0.remove(index)),
            Some(index) => self.0[index] = sort,
            None => self.0.push(sort),
        }
    }

    /// In a few words: 按日期、版次.
    pub fn words(&self, language: Language) -> String {
        if self.0.is_empty() {
            return language.pick("按版序", "page order").to_owned();
        }
        let words: Vec<&str> = self.0.iter().map(|sort| sort.word(language)).collect();
        format!("{}{}", language.pick("按", "by "), words.join(language.pick("、", ", ")))
    }
}

/// How much weight an editor gave a story: where it stands on its page, how its head is built, its pictures, its length.
pub fn weight(article: &Article, first: bool) -> usize {
    let heads = usize::from(article.kicker.is_some()) + usize::from(article.subtitle.is_some());
    article.character_count() + 400 * usize::from(first) + 200 * heads + 150 * article.figures.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_as_it_is_written() {
        for (written, expected) in [
            ("page", Ok("page")),
            ("", Ok("page")),
            ("date,number，weight", Ok("date number weight")),
            ("date page", Ok("date")),
            ("page date", Err("date")),
            ("date oldest", Err("oldest")),
            ("date dates", Err("dates")),
        ] {
            let read = Order::parse(written).map(|order| order.written());
            assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{written}");
        }
    }

    #[test]
    fn what_is_turned_on_decides_last_and_opposites_take_each_others_place() {
        let mut order = Order::default();
        for (sort, expected) in [
            (Sort::Date, "date"),
            (Sort::Number, "date number"),
            (Sort::Oldest, "oldest number"),
            (Sort::Weight, "oldest number weight"),
            (Sort::Number, "oldest weight"),
        ] {
            order.turn(sort);
            assert_eq!(order.written(), expected);
        }
        assert_eq!((order.place(Sort::Weight), order.place(Sort::Date)), (Some(2), None));
        assert_eq!(order.words(Language::Chinese), "按旧先、轻重");
    }
}
