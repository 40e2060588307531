//! Stage two: a text as units (clusters) with what the rules of row breaking need to know of each, but no width.
//!
//! `Paragraph::new("全长23.4万米。")`: nine units; a row may end before 2 (free) and before 万, 米 (only where nothing
//! else is possible), never inside 23.4 or before 。.
//!
//! Marks whose meaning depends on their neighbours are settled here: the point of 23.4, the apostrophe, the hyphen,
//! the lone dash, straight quotes (by parity, with sure neighbours first; curly ones are never paired, since torn
//! columns lose their halves).

use crate::text::clusters::clusters;
use crate::text::columns::{Cells, cells};
use crate::text::punctuation::{
    Class, Level, Opportunity, class_of, corner_quote, may_hang, measure_word, pair,
};

/// One text to be set, with everything about it that does not depend on width, terminal or settings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    text: String,
    units: Vec<Unit>,
}

/// A cluster and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it begins in the text.
    pub(super) byte: u32,
    /// What it is, neighbours considered.
    pub(super) class: Class,
    /// Its columns.
    pub(super) columns: Columns,
    /// May a row end before it?
    pub(super) before: Opportunity,
    /// See the constants of [`Marks`].
    pub(super) marks: Marks,
}

/// How many columns a unit takes, as far as is known without the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Columns {
    Zero,
    One,
    Two,
    Ambiguous,
    /// Ambiguous, and two where corner quotes are shown.
    CurlyQuote,
    /// One, and two where corner quotes are shown.
    StraightQuote,
}

/// Small facts about a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    const NONE: Self = Self(0);
    /// It may hang in the margin at a row's end.
    pub(super) const HANGS: Self = Self(1);
    /// Han meets Latin before it: a blank may be shown there.
    pub(super) const HAN_LATIN: Self = Self(2);
    /// It counts as a character when a last row is looked at (not a mark, not a blank).
    pub(super) const CONTENT: Self = Self(4);
    /// It may not begin a row.
    pub(super) const NOT_FIRST: Self = Self(8);
    /// It may not end a row.
    pub(super) const NOT_LAST: Self = Self(16);
    /// A grammatical word that leans on what stands before it (的 了 们): a heading's row does not begin with it.
    pub(super) const LEANS_BACK: Self = Self(32);
    /// A word that leans on what follows (第 最 不 与): a heading's row does not end with it.
    pub(super) const LEANS_ON: Self = Self(64);

    /// It stands within a word that is known: a heading's row does not begin with it.
    pub(super) const IN_WORD: Self = Self(128);

    #[inline]
    pub(super) const fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    fn add(&mut self, mark: Self) {
        self.0 |= mark.0;
    }
}

impl Paragraph {
    /// Prepares a text. Blanks at both ends are no part of any row (an indent is layout, not text).
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let mut units = split(&text);
        settle_classes(&text, &mut units);
        set_opportunities(&text, &mut units);
        Self { text, units }
    }

    /// The same as a heading: it is known where its words begin, so that no row ends inside one. Running text does not need
    /// it: there an even edge is worth more, and readers are used to it.
    pub fn heading(text: impl Into<String>) -> Self {
        let mut paragraph = Self::new(text);
        let words = crate::ingest::words(&paragraph.text);
        let mut starts = words.iter().map(|word| word.start).peekable();
        for unit in &mut paragraph.units {
            let byte = unit.byte as usize;
            while starts.next_if(|start| *start < byte).is_some() {}
            if starts.peek().is_none_or(|start| *start > byte) {
                unit.marks.add(Marks::IN_WORD);
            }
        }
        paragraph
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes before which a row may end at a level of the rules, the text's ends left out.
    pub fn breaks(&self, level: Level) -> impl Iterator<Item = usize> + '_ {
        let inner = self.units.iter().skip(1);
        inner.filter(move |unit| unit.before.at(level) != Opportunity::NEVER).map(|unit| unit.byte as usize)
    }

    pub(super) fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The byte at which a unit begins; the text's end for the unit after the last.
    pub(super) fn byte_of(&self, unit: usize) -> usize {
        self.units.get(unit).map_or(self.text.len(), |unit| unit.byte as usize)
    }
}

/// Each cluster with its class and columns as it stands alone.
fn split(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len() / 3 + 1);
    for (byte, cluster) in clusters(text) {
        let first = cluster.chars().next().unwrap_or(' ');
        let unit = if matches!(first, '\u{4E00}'..='\u{9FFF}') && cluster.len() == 3 {
            Unit {
                byte: byte as u32,
                class: Class::Han,
                columns: Columns::Two,
                before: Opportunity::FREE,
                marks: leaning(first),
            }
        } else {
            Unit {
                byte: byte as u32,
                class: class_of(first),
                columns: columns_of(first, cluster),
                before: Opportunity::FREE,
                marks: if may_hang(first) { Marks::HANGS } else { Marks::NONE },
            }
        };
        units.push(unit);
    }
    units
}

#[inline]
fn leaning(character: char) -> Marks {
    match character {
        '的' | '了' | '们' | '着' | '过' | '地' | '得' | '性' | '化' | '者' | '之' | '等' | '吗' | '呢'
        | '吧' | '里' | '上' | '中' | '下' => Marks::LEANS_BACK,
        '第' | '最' | '不' | '与' | '和' | '及' | '各' | '每' | '在' | '从' | '向' | '为' | '被' | '把'
        | '让' | '使' | '更' | '将' | '以' | '于' => Marks::LEANS_ON,
        _ => Marks::NONE,
    }
}

fn columns_of(first: char, cluster: &str) -> Columns {
    match cells(cluster) {
        Cells::Ambiguous if corner_quote(first).is_some() => Columns::CurlyQuote,
        Cells::Ambiguous => Columns::Ambiguous,
        Cells::Sure(0) => Columns::Zero,
        Cells::Sure(1) if matches!(first, '"' | '\'') => Columns::StraightQuote,
        Cells::Sure(1) => Columns::One,
        Cells::Sure(_) => Columns::Two,
    }
}

/// Settles what a mark is by its neighbours.
fn settle_classes(text: &str, units: &mut [Unit]) {
    let mut straight_quotes = false;
    for at in 0..units.len() {
        let class = units[at].class;
        if matches!(class, Class::Han | Class::Letter | Class::Digit | Class::Space | Class::Open) {
            continue;
        }
        let character = character_at(text, units, at);
        straight_quotes |= matches!(character, '"' | '\'');
        let before = at.checked_sub(1).map_or(Class::Space, |before| units[before].class);
        let after = units.get(at + 1).map_or(Class::Space, |after| after.class);
        let twin = |other: Option<usize>| {
            other
                .filter(|other| *other < units.len())
                .is_some_and(|other| character_at(text, units, other) == character)
        };
        units[at].class = match character {
            '—' | '―' | '-' if twin(at.checked_sub(1)) || twin(Some(at + 1)) => Class::Dash,
            ':' if text.get(units[at].byte as usize..).is_some_and(|rest| rest.starts_with("://")) => {
                join_address(text, units, at);
                continue;
            }
            ',' if before == Class::Digit && groups_thousands(text, units, at) => Class::Joiner,
            _ => settled(character, class, before, after),
        };
    }
    if straight_quotes {
        pair_straight_quotes(text, units);
    }
}

/// The class of a mark between two others. Numbers and Latin words are whole: 23.4, 12:30, 2018—2019, 1+6+N, A/B.
fn settled(character: char, class: Class, before: Class, after: Class) -> Class {
    let is_word = |class| matches!(class, Class::Letter | Class::Digit);
    let in_number = before == Class::Digit && after == Class::Digit;
    let in_word = is_word(before) && is_word(after);
    let joins = match character {
        '’' | '\'' => before == Class::Letter && after == Class::Letter,
        '：' | ':' | '·' | '—' | '–' | '～' | '〜' | '~' | '％' | '．' => in_number,
        '.' => in_word || is_word(before) && after == Class::Symbol,
        '-' if before == Class::Han => after == Class::Digit,
        _ => in_word && matches!(class, Class::Connector | Class::Solidus | Class::Symbol),
    };
    let signs = matches!(character, '-' | '+' | '－' | '＋') && after == Class::Digit && !is_word(before);
    match class {
        _ if joins => Class::Joiner,
        _ if signs => Class::Prefix,
        Class::Connector if character == '-' && is_word(before) => Class::Symbol,
        _ => class,
    }
}

/// Is the comma that of 10,000: exactly three digits follow?
fn groups_thousands(text: &str, units: &[Unit], comma: usize) -> bool {
    let digits = units.iter().skip(comma + 1).take_while(|unit| unit.class == Class::Digit).count();
    digits == 3 && character_at(text, units, comma + 1).is_ascii_digit()
}

/// Binds a web address together: everything from its scheme to the next blank, Han character or full-width mark.
fn join_address(text: &str, units: &mut [Unit], colon: usize) {
    let mut end = colon;
    while end < units.len() && is_address(character_at(text, units, end)) {
        end += 1;
    }
    while end > colon && matches!(units[end - 1].class, Class::Stop | Class::Close) {
        end -= 1;
    }
    for unit in &mut units[colon..end] {
        if !matches!(unit.class, Class::Letter | Class::Digit) {
            unit.class = Class::Joiner;
        }
    }
}

fn is_address(character: char) -> bool {
    character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '}' | '|')
}

/// Straight quotes in turn open and close; a sure neighbour overrules the turn and sets it right again.
fn pair_straight_quotes(text: &str, units: &mut [Unit]) {
    let mut inside = [false; 2];
    for at in 0..units.len() {
        let kind = match character_at(text, units, at) {
            '"' => 0,
            '\'' if units[at].class != Class::Joiner => 1,
            _ => continue,
        };
        let before = at.checked_sub(1).map(|before| units[before].class);
        let after = units.get(at + 1).map(|after| after.class);
        let after_colon = at > 0 && matches!(character_at(text, units, at - 1), '：' | ':');
        let opens = match (before, after) {
            (None | Some(Class::Open), _) => true,
            (_, None | Some(Class::Stop)) => false,
            _ if after_colon => true,
            (Some(Class::Space), Some(Class::Space)) => !inside[kind],
            (Some(Class::Space), _) => true,
            (_, Some(Class::Space)) => false,
            _ => !inside[kind],
        };
        inside[kind] = opens;
        units[at].class = if opens { Class::Open } else { Class::Close };
    }
}

/// Sets before each unit whether a row may end there, and the marks that follow from its class.
fn set_opportunities(text: &str, units: &mut [Unit]) {
    let mut last = Class::Glue;
    // What stood before a run of blanks: an opening mark binds over them.
    let mut solid = Class::Glue;
    for at in 0..units.len() {
        let unit = units[at];
        let class = unit.class;
        let mut before = pair(last, class);
        let bound = unit.columns == Columns::Zero || last == Class::Space && solid == Class::Open;
        if bound {
            before = Opportunity::NEVER;
        }
        if before != Opportunity::NEVER {
            before = before.worsened(chain_before(text, units, at, last));
        }
        let mut marks = unit.marks;
        if last == Class::Han && class == Class::Han {
            marks.add(Marks::CONTENT);
        } else {
            add_marks(&mut marks, units, at, last);
        }
        units[at].marks = marks;
        if units[at].before.rank() <= Opportunity::FREE.rank() {
            units[at].before = before;
        } else {
            units[at].before = before.worsened(units[at].before);
        }
        if last == Class::Digit && class == Class::Han {
            bind_measure_word(text, units, at);
        }
        last = class;
        if class != Class::Space {
            solid = class;
        }
    }
}

/// Terms that are read as one though marks stand between: 第5届, Ca(OH)2.
fn chain_before(text: &str, units: &[Unit], at: usize, last: Class) -> Opportunity {
    match (last, units[at].class) {
        (Class::Han, Class::Digit) if character_at(text, units, at - 1) == '第' => Opportunity::UNIT,
        (Class::Close, Class::Letter | Class::Digit)
            if matches!(character_at(text, units, at - 1), ')' | ']')
                && at >= 2
                && matches!(units[at - 2].class, Class::Letter | Class::Digit) =>
        {
            Opportunity::CHAIN
        }
        _ => Opportunity::FREE,
    }
}

/// Keeps a number and the measure words after it together: 23.4万架, 5月18日.
fn bind_measure_word(text: &str, units: &mut [Unit], at: usize) {
    let length = text.get(units[at].byte as usize..).map_or(0, measure_word);
    let end = (at + length).min(units.len());
    for unit in &mut units[at..end] {
        unit.before = if unit.before == Opportunity::NEVER { unit.before } else { Opportunity::UNIT };
    }
    let dated =
        end > at && matches!(character_at(text, units, end - 1), '年' | '月' | '日' | '时' | '点' | '分');
    if let Some(next) = units.get_mut(end).filter(|next| dated && next.class == Class::Digit) {
        next.before = Opportunity::CHAIN;
    }
}

fn add_marks(marks: &mut Marks, units: &[Unit], at: usize, last: Class) {
    let unit = units[at];
    match unit.class {
        Class::Close | Class::Stop | Class::Follower | Class::Connector | Class::Postfix | Class::Solidus => {
            marks.add(Marks::NOT_FIRST);
        }
        Class::Open => marks.add(Marks::NOT_LAST),
        Class::Han | Class::Letter | Class::Digit | Class::Bullet | Class::Prefix | Class::Symbol
            if unit.columns != Columns::Zero =>
        {
            marks.add(Marks::CONTENT);
        }
        _ => {}
    }
    let is_latin = |class, columns| {
        matches!(class, Class::Letter | Class::Digit | Class::Postfix)
            && matches!(columns, Columns::One | Columns::Ambiguous)
    };
    let last_columns = at.checked_sub(1).map_or(Columns::Zero, |before| units[before].columns);
    let meets = last == Class::Han && is_latin(unit.class, unit.columns) && unit.class != Class::Postfix
        || unit.class == Class::Han && is_latin(last, last_columns);
    if meets {
        marks.add(Marks::HAN_LATIN);
    }
}

#[inline]
fn character_at(text: &str, units: &[Unit], at: usize) -> char {
    let rest = units.get(at).and_then(|unit| text.get(unit.byte as usize..));
    rest.and_then(|rest| rest.chars().next()).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where a row may freely or awkwardly end, `:` where only a chain and `!` where only a unit
    /// would part.
    fn opportunities(text: &str) -> String {
        let paragraph = Paragraph::new(text);
        let mut shown = String::new();
        for (at, unit) in paragraph.units.iter().enumerate() {
            match unit.before.rank() {
                1 | 2 => shown.push('|'),
                3 => shown.push(':'),
                4 => shown.push('!'),
                _ => {}
            }
            shown.push_str(&text[unit.byte as usize..paragraph.byte_of(at + 1)]);
        }
        shown
    }

    #[test]
    fn numbers_words_and_marks_are_whole() {
        for (text, expected) in [
            ("年产23.4万架", "年|产|23.4!万!架"),
            ("2026年5月18日10:30开", "2026!年:5!月:18!日:10:30|开"),
            ("10,000户,2024年", "10,000!户,|2024!年"),
            ("2018—2019学年", "2018—2019!学!年"),
            ("北京—天津", "北|京—|天|津"),
            ("改革——新", "改|革|——|新"),
            ("待续……看", "待|续|……|看"),
            ("“1+6+N”模式", "“1+6+N”|模|式"),
            ("做A/B测试", "做|A/B|测|试"),
            ("中/美", "中/|美"),
            ("约-5℃到+3℃", "约-5℃|到|+3℃"),
            ("Wi-Fi 7标准", "Wi-Fi |7|标|准"),
            ("AI's能力", "AI's|能|力"),
            ("见https://a.cn/b?c=1,d。好", "见|https://a.cn/b?c=1,d。|好"),
            ("MEMS(微机电)芯片", "MEMS|(微|机|电)|芯|片"),
            ("艾萨克·牛顿", "艾|萨|克·|牛|顿"),
            ("说:\"好。\"他", "说:|\"好。\"|他"),
            ("取\"新\"去\"旧\"了", "取|\"新\"|去|\"旧\"|了"),
            ("（ 甲 ）", "（ 甲 ）"),
            ("第5届", "第!5!届"),
            ("3:2胜，12.5%多", "3:2|胜，|12.5%|多"),
            ("约5千伏", "约|5!千!伏"),
            ("C++语言和C#", "C++|语|言|和|C#"),
            ("①加强", "①:加|强"),
            ("￥5元", "￥5!元"),
        ] {
            assert_eq!(opportunities(text), expected);
        }
    }
}
