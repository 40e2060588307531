//! The filters of the query language, one row each: what they are called and what they ask.
//!
//! Parsing, completion, mistakes and docs/QUERY.md all walk over this list.

use crate::model::Language;
use crate::text::fold::fold;

/// A filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Exact text in the body.
    Text,
    /// Words of the headline or kicker.
    Title,
    /// What a story is about.
    Province,
    /// Any place that it names, by province.
    Mentions,
    /// A place that it names.
    Place,
    /// 栏目.
    Section,
    /// A writer.
    Author,
    /// 报名.
    Paper,
    /// 版次.
    Page,
    /// The day, month or year of issue.
    Date,
    /// From a day on.
    After,
    /// Before a day.
    Before,
    /// In the last days, weeks, months or years.
    Newer,
    /// What the reader, or the loader, knows of the story.
    Is,
    /// A tag of the reader's.
    Tag,
    /// 字数.
    Length,
    /// How sure the loader is of its seams.
    Seam,
}

/// One row of the list.
#[derive(Debug, Clone, Copy)]
pub struct KeyRow {
    /// Which.
    pub key: Key,
    /// What can be typed before the colon: the Chinese name first, then the English one, then others.
    pub names: &'static [&'static str],
    /// What it asks, in Chinese.
    pub chinese: &'static str,
    /// What it asks, in English.
    pub english: &'static str,
    /// A value that works.
    pub example: &'static str,
}

/// Every filter, in the order of the documentation.
pub const KEYS: [KeyRow; 17] = [
    KeyRow {
        key: Key::Text,
        names: &["正文", "text", "文", "全文", "body"],
        chinese: "正文中有这些字（连续）",
        english: "the body has exactly this text",
        example: "高标准农田",
    },
    KeyRow {
        key: Key::Title,
        names: &["标题", "title", "题"],
        chinese: "主题或引题中有此词（可用拼音）",
        english: "the headline or kicker has this word (pinyin works)",
        example: "丰收",
    },
    KeyRow {
        key: Key::Province,
        names: &["省", "province", "p", "about", "关于", "省份"],
        chinese: "稿件写的是此省（全称、简称、拼音、简拼，或长三角等地区）",
        english: "the story is about this province (names, pinyin, initials, or a region such as 长三角)",
        example: "河南",
    },
    KeyRow {
        key: Key::Mentions,
        names: &["提及", "mentions", "涉及", "m"],
        chinese: "稿件提到此省的地方",
        english: "the story names a place in this province",
        example: "西藏",
    },
    KeyRow {
        key: Key::Place,
        names: &["地", "place", "地名"],
        chinese: "稿件提到此地",
        english: "the story names this place",
        example: "漯河",
    },
    KeyRow {
        key: Key::Section,
        names: &["栏", "section", "s", "栏目"],
        chinese: "栏目",
        english: "the section label",
        example: "地方动态",
    },
    KeyRow {
        key: Key::Author,
        names: &["作者", "author", "a", "记者", "by"],
        chinese: "作者",
        english: "a writer",
        example: "张三",
    },
    KeyRow {
        key: Key::Paper,
        names: &["报", "paper", "报纸", "报名", "publication"],
        chinese: "报名",
        english: "the newspaper",
        example: "样报",
    },
    KeyRow {
        key: Key::Page,
        names: &["版", "page", "版次"],
        chinese: "版次：7、1-4、>4",
        english: "the page number: 7, 1-4, >4",
        example: "1-4",
    },
    KeyRow {
        key: Key::Date,
        names: &["日期", "date", "日", "on"],
        chinese: "日期：2024、2024-11、2024-11-06、起..止、今天、上周",
        english: "the date: 2024, 2024-11, 2024-11-06, from..to, today, lastweek",
        example: "2024-11",
    },
    KeyRow {
        key: Key::After,
        names: &["起", "after", "自", "since"],
        chinese: "这天（月、年）起",
        english: "from this day, month or year on",
        example: "2024-11-01",
    },
    KeyRow {
        key: Key::Before,
        names: &["止", "before", "前", "until"],
        chinese: "早于这天（月、年）",
        english: "before this day, month or year",
        example: "2025",
    },
    KeyRow {
        key: Key::Newer,
        names: &["近", "newer"],
        chinese: "近若干天、周、月、年",
        english: "the last days, weeks, months or years: 7d, 1w, 3m, 1y",
        example: "7天",
    },
    KeyRow {
        key: Key::Is,
        names: &["是", "is"],
        chinese: "状态：未读、已读、星标、不全、有图、转版、重复",
        english: "unread, read, starred, truncated, pictured, continued, duplicate",
        example: "未读",
    },
    KeyRow {
        key: Key::Tag,
        names: &["标签", "tag", "签"],
        chinese: "自己加的标签",
        english: "a tag of yours",
        example: "待查",
    },
    KeyRow {
        key: Key::Length,
        names: &["长", "length", "字数", "len"],
        chinese: "字数：>1500、500-1500",
        english: "the number of characters: >1500, 500-1500",
        example: ">1500",
    },
    KeyRow {
        key: Key::Seam,
        names: &["缝", "seam", "接缝"],
        chinese: "接缝把握：<0.8",
        english: "how sure the loader is of its seams: <0.8",
        example: "<0.8",
    },
];

impl Key {
    /// The filter with this name, however it is typed.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = fold(name);
        KEYS.iter().find(|row| row.names.contains(&name.as_str())).map(|row| row.key)
    }

    /// Its row of the list.
    pub fn row(self) -> &'static KeyRow {
        KEYS.iter().find(|row| row.key == self).unwrap_or(&KEYS[0])
    }

    /// The name that the program itself writes.
    pub fn name(self, language: Language) -> &'static str {
        let at = usize::from(language == Language::English);
        self.row().names.get(at).copied().unwrap_or_default()
    }

    /// What it asks.
    pub fn describe(self, language: Language) -> &'static str {
        language.pick(self.row().chinese, self.row().english)
    }
}

/// The table of docs/QUERY.md: every filter with its names, what it asks, and a value that works.
pub fn document() -> String {
    let mut table =
        String::from("| 条件 filter | 也可写作 also | 含义 meaning | 例 example |\n|---|---|---|---|\n");
    for row in KEYS {
        let (own, others) = row.names.split_at(2.min(row.names.len()));
        let own: Vec<String> = own.iter().map(|name| format!("`{name}:`")).collect();
        let others: Vec<String> = others.iter().map(|name| format!("`{name}:`")).collect();
        let asks = format!("{}<br>{}", row.chinese, row.english).replace('|', "\\|");
        let example = format!("`{}:{}`", row.names.first().copied().unwrap_or_default(), row.example);
        let cells = [own.join(" "), others.join(" "), asks, example];
        table.push_str("| ");
        table.push_str(&cells.join(" | "));
        table.push_str(" |\n");
    }
    table
}

/// What a story can be, in `是:` and `is:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not opened yet.
    Unread,
    /// Opened.
    Read,
    /// Marked with a star.
    Starred,
    /// Its text starts or stops in mid-sentence.
    Truncated,
    /// It has a picture.
    Pictured,
    /// It comes from or goes on to another page.
    Continued,
    /// The same story stood somewhere before.
    Duplicate,
}

/// Every state with what it is called: Chinese, English, others.
pub const STATES: [(State, &[&str]); 7] = [
    (State::Unread, &["未读", "unread", "新", "new"]),
    (State::Read, &["已读", "read"]),
    (State::Starred, &["星标", "starred", "收藏", "star"]),
    (State::Truncated, &["不全", "truncated", "截断"]),
    (State::Pictured, &["有图", "pictured", "图", "picture"]),
    (State::Continued, &["转版", "continued", "接版"]),
    (State::Duplicate, &["重复", "duplicate", "重出"]),
];

impl State {
    /// The state with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = fold(name);
        STATES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(state, _)| *state)
    }

    /// What the program itself calls it.
    pub fn name(self, language: Language) -> &'static str {
        let at = usize::from(language == Language::English);
        let row = STATES.iter().find(|(state, _)| *state == self);
        row.and_then(|(_, names)| names.get(at)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_lead_to_one_filter() {
        let mut seen = std::collections::BTreeSet::new();
        for row in KEYS {
            assert_eq!(Key::from_name(row.names[0]), Some(row.key));
            for name in row.names {
                assert!(seen.insert(*name), "{name} stands twice");
                assert_eq!(fold(name), *name, "{name} would never be found");
            }
        }
        for (state, names) in STATES {
            for name in names {
                assert_eq!(State::from_name(name), Some(state), "{name}");
            }
        }
        assert_eq!(Key::from_name("Ｐ"), Some(Key::Province));
    }
}
