//! What could not be understood of a query, where it stands, and the nearest thing that could.

use std::ops::Range;

use crate::model::{Language, Province};
use crate::text::slips::nearest_of;

use super::expression::FaultKind;
use super::keys::{KEYS, Key, STATES};
use super::provinces::REGIONS;

/// One mistake. The term that it stands in is left out of the query; the rest works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the typed text.
    pub span: Range<usize>,
    /// What is wrong.
    pub kind: MistakeKind,
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// There is no filter of this name.
    UnknownKey(String),
    /// The filter has no value yet.
    NoValue(Key),
    /// The filter cannot be asked for this.
    BadValue(Key, String),
    /// A bracket that nothing opened, or one too deep.
    StrayBracket,
    /// OR with nothing on one side.
    LonelyOr,
    /// A minus sign with nothing to leave out.
    LonelyMinus,
    /// What stands between slashes is no regular expression.
    BadExpression(FaultKind),
    /// A date around today, and today is not known.
    NoToday,
}

impl Mistake {
    /// Whether it is only that typing has not come to an end.
    pub fn is_unfinished(&self) -> bool {
        match self.kind {
            MistakeKind::NoValue(_) | MistakeKind::LonelyOr | MistakeKind::LonelyMinus => true,
            MistakeKind::BadExpression(fault) => fault.is_unfinished(),
            MistakeKind::UnknownKey(_)
            | MistakeKind::BadValue(..)
            | MistakeKind::StrayBracket
            | MistakeKind::NoToday => false,
        }
    }

    /// What to put in place of the span, if something near is right.
    pub fn suggestion(&self, language: Language) -> Option<String> {
        match &self.kind {
            MistakeKind::UnknownKey(name) => nearest_key(name, language),
            MistakeKind::BadValue(key, value) => nearest_value(*key, value, language),
            MistakeKind::NoValue(key) => Some(format!("{}:{}", key.name(language), key.row().example)),
            MistakeKind::StrayBracket
            | MistakeKind::LonelyOr
            | MistakeKind::LonelyMinus
            | MistakeKind::BadExpression(_)
            | MistakeKind::NoToday => None,
        }
    }

    /// The mistake as a sentence, with what is near, and at last what would be understood.
    pub fn describe(&self, language: Language) -> String {
        self.tell(language) + &self.explain(language)
    }

    /// What would be understood, to stand behind the mistake.
    pub fn explain(&self, language: Language) -> String {
        match (&self.kind, language) {
            (MistakeKind::BadValue(Key::Province | Key::Mentions, _), _) => String::new(),
            (MistakeKind::BadValue(key, _), Language::Chinese) => format!("（{}）", key.describe(language)),
            (MistakeKind::BadValue(key, _), Language::English) => format!(" ({})", key.describe(language)),
            _ => String::new(),
        }
    }

    /// The mistake in short, with what is near.
    pub fn tell(&self, language: Language) -> String {
        let chinese = language == Language::Chinese;
        let said = match &self.kind {
            MistakeKind::UnknownKey(name) if chinese => format!("没有“{name}:”这个条件"),
            MistakeKind::UnknownKey(name) => format!("there is no filter “{name}:”"),
            MistakeKind::NoValue(key) if chinese => format!("“{}:”后面还缺内容", key.name(language)),
            MistakeKind::NoValue(key) => format!("“{}:” waits for a value", key.name(language)),
            MistakeKind::BadValue(Key::Province | Key::Mentions, value) if chinese => {
                format!("没有叫“{value}”的省份")
            }
            MistakeKind::BadValue(Key::Province | Key::Mentions, value) => {
                format!("no province is called “{value}”")
            }
            MistakeKind::BadValue(key, value) if chinese => {
                format!("“{}:”不认识“{value}”", key.name(language))
            }
            MistakeKind::BadValue(key, value) => {
                format!("“{}:” does not understand “{value}”", key.name(language))
            }
            MistakeKind::StrayBracket => {
                language.pick("多出一个括号", "this bracket is one too many").to_owned()
            }
            MistakeKind::LonelyOr => {
                language.pick("OR 的一边没有内容", "OR has nothing on one side").to_owned()
            }
            MistakeKind::LonelyMinus => {
                language.pick("减号后面还缺内容", "the minus sign has nothing to leave out").to_owned()
            }
            MistakeKind::BadExpression(fault) => fault.describe(language).to_owned(),
            MistakeKind::NoToday => {
                language.pick("不知道今天是几号", "the date of today is not known").to_owned()
            }
        };
        match (self.suggestion(language), chinese) {
            (None, true) if matches!(self.kind, MistakeKind::UnknownKey(_)) => {
                format!("{said}；要找这几个字，加上引号")
            }
            (None, false) if matches!(self.kind, MistakeKind::UnknownKey(_)) => {
                format!("{said}; quotes find the words")
            }
            (None, _) => said,
            (Some(nearest), true) => format!("{said}，是不是“{nearest}”？"),
            (Some(nearest), false) => format!("{said}; did you mean “{nearest}”?"),
        }
    }
}

fn nearest_key(name: &str, language: Language) -> Option<String> {
    let names = KEYS.iter().flat_map(|row| row.names.iter().map(|known| (*known, row.key)));
    let (nearest, key) = nearest_of(name, names)?;
    // A name of another language than the program's is kept, so that the reader recognises it.
    let name =
        if nearest.is_ascii() == (language == Language::English) { key.name(language) } else { nearest };
    Some(format!("{name}:"))
}

fn nearest_value(key: Key, value: &str, language: Language) -> Option<String> {
    match key {
        Key::Province | Key::Mentions => {
            let provinces = Province::ALL.iter().flat_map(|province| {
                let names = province.names();
                [(names.short, names.short), (names.latin, names.latin), (names.full, names.short)]
            });
            let regions = REGIONS.iter().map(|(region, _)| (*region, *region));
            nearest_of(value, provinces.chain(regions)).map(|(_, name)| name.to_owned())
        }
        Key::Is => {
            let names = STATES.iter().flat_map(|(state, names)| names.iter().map(|name| (*name, *state)));
            let (_, state) = nearest_of(value, names)?;
            Some(state.name(language).to_owned())
        }
        Key::Page | Key::Date | Key::After | Key::Before | Key::Newer | Key::Length | Key::Seam => {
            Some(key.row().example.to_owned())
        }
        Key::Text | Key::Title | Key::Place | Key::Section | Key::Author | Key::Paper | Key::Tag => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse::parse;

    #[test]
    fn the_nearest_right_thing_is_named() {
        let cases = [
            ("prvoince:河南", "province:", "province:"),
            ("作家:张三", "作者:", "作者:"),
            ("省:河难", "河南", "河南"),
            ("省:hunna", "hunan", "hunan"),
            ("是:末读", "未读", "unread"),
            ("is:unraed", "未读", "unread"),
            ("日期:2024-13", "2024-11", "2024-11"),
            ("长:很长", ">1500", ">1500"),
        ];
        for (typed, chinese, english) in cases {
            let query = parse(typed);
            let mistake = query.mistakes.first().expect(typed);
            assert_eq!(mistake.suggestion(Language::Chinese).as_deref(), Some(chinese), "{typed}");
            assert_eq!(mistake.suggestion(Language::English).as_deref(), Some(english), "{typed}");
            assert!(mistake.describe(Language::Chinese).contains(chinese), "{typed}");
            assert!(mistake.describe(Language::English).contains(english), "{typed}");
        }
        assert_eq!(parse("省:某个地方").mistakes[0].suggestion(Language::Chinese), None);
    }
}
