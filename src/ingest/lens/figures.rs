//! Figures: numbers with their units and what they did: 1.03亿元, 提升约50%, 三分之一. Days, years and hours of the
//! clock are no figures; how long something took is one.

use std::ops::Range;

use super::Characters;
use crate::ingest::lines::{ends_with, starts_with};
use crate::text::punctuation::measure_word;

/// What happened to a figure, said right before it.
const VERBS: [&str; 26] = [
    "提升",
    "提高",
    "增长",
    "增加",
    "上升",
    "上涨",
    "扩大",
    "新增",
    "下降",
    "减少",
    "降低",
    "缩短",
    "下跌",
    "压缩",
    "节省",
    "节约",
    "达到",
    "突破",
    "超过",
    "超",
    "达",
    "同比增长",
    "环比增长",
    "同比下降",
    "翻",
    "占比",
];
/// What may stand between the verb and the number.
const FILLERS: [&str; 14] =
    ["了", "到", "至", "约", "近", "超", "逾", "达", "为", "超过", "不足", "至少", "最多", "将近"];
/// Units that make a number a day, an hour or a place in a row unless the number says how many.
const CALENDAR: [&str; 7] = ["年", "月", "日", "号", "时", "点", "世纪"];
/// Marks of a share or a degree behind a number.
const MARKS: [char; 5] = ['%', '％', '‰', '℃', '°'];

/// The figures of a text.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let text = Characters::of(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(end) = figure_at(&text, at) else {
            at += number_length(text.from(at)).max(1);
            continue;
        };
        let least = found.last().map_or(0, |last| last.end);
        found.push(begin(&text, at).max(least)..end);
        at = end;
    }
    found.into_iter().map(|range| text.bytes(range)).collect()
}

/// The end of the figure that begins here with its number.
fn figure_at(text: &Characters, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| text.at(before));
    if before.is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || c == '第') {
        return None;
    }
    share_at(text, at).or_else(|| arabic_at(text, at)).or_else(|| chinese_at(text, at))
}

/// 三分之一, 百分之二十, 两成半.
fn share_at(text: &Characters, at: usize) -> Option<usize> {
    let rest = text.from(at);
    let upper = chinese_length(rest);
    let middle = rest.get(upper..).unwrap_or_default();
    if upper > 0 && starts_with(middle, "分之") {
        let lower = number_length(rest.get(upper + 2..).unwrap_or_default());
        return (lower > 0).then_some(at + upper + 2 + lower);
    }
    None
}

/// 1.03亿元, 50%, 3.5～4倍, 4200.
fn arabic_at(text: &Characters, at: usize) -> Option<usize> {
    let mut end = at + arabic_length(text.from(at));
    if end == at {
        return None;
    }
    // A range is one figure.
    if text.at(end).is_some_and(|c| matches!(c, '—' | '～' | '~' | '-' | '至' | '%')) {
        let joint = if text.at(end) == Some('%') { end + 1 } else { end };
        let is_joint = text.at(joint).is_some_and(|c| matches!(c, '—' | '～' | '~' | '-' | '至'));
        let second = arabic_length(text.from(joint + 1));
        if is_joint && second > 0 {
            end = joint + 1 + second;
        }
    }
    if text.at(end).is_some_and(|c| MARKS.contains(&c)) {
        let more = usize::from(text.at(end + 1) == Some('C'));
        return Some(end + 1 + more);
    }
    let unit = unit_length(text.from(end));
    if is_calendar(text, at, end, unit) {
        return None;
    }
    let letters = text.from(end).iter().take_while(|c| c.is_ascii_alphabetic()).count();
    match (unit, letters) {
        (0, 0) => None,
        (0, letters) => {
            // km, GW, kWh; but not B21 or 5G.
            const UNITS: [&str; 14] =
                ["km", "m", "cm", "mm", "kg", "g", "t", "GW", "MW", "kW", "kWh", "GHz", "MHz", "nm"];
            let word: String = text.from(end).iter().take(letters).collect();
            UNITS.contains(&word.as_str()).then_some(end + letters)
        }
        (unit, _) => Some(end + unit),
    }
}

/// 三十二个, 四千多亩; a single 一 or 两 is no figure.
fn chinese_at(text: &Characters, at: usize) -> Option<usize> {
    let length = chinese_length(text.from(at));
    let rest = text.from(at + length);
    if length == 0 || starts_with(rest, "分之") {
        return None;
    }
    let digits = text.from(at).iter().take(length).filter(|c| DIGITS.contains(**c)).count();
    let is_large = text.from(at).iter().take(length).any(|c| LARGE.contains(*c));
    let begins_as_number = text.at(at).is_some_and(|c| DIGITS.contains(c) || c == '十');
    // 十分重要, 千万不要, 万一: without both a numeral and a magnitude it is an ordinary word.
    if digits == 0 || !is_large || !begins_as_number {
        return None;
    }
    let unit = unit_length(rest);
    (unit > 0 && !is_calendar(text, at, at + length, unit)).then_some(at + length + unit)
}

/// Magnitudes and a measure word, in characters; 多 and 余 alone are none.
fn unit_length(rest: &[char]) -> usize {
    /// The longest unit with its magnitudes is far shorter.
    const MOST: usize = 12;
    let text: String = rest.iter().take(MOST).collect();
    measure_word(&text)
}

/// 2024年, 5月6日, 8时: a number that names a time. 三年 and 12年 say how long and are figures; 年 with four digits is not.
fn is_calendar(text: &Characters, at: usize, end: usize, unit: usize) -> bool {
    let word: String = text.from(end).iter().take(unit).collect();
    if word == "年" {
        let digits = end - at;
        return digits == 4 || text.from(end + 1).first().is_some_and(char::is_ascii_digit);
    }
    if word == "分" {
        // 8时30分.
        return text.before(at).last() == Some(&'时') || text.before(at).last() == Some(&'点');
    }
    CALENDAR.contains(&word.as_str()) || word == "月份" || word == "时许" || word == "年代" || word == "点钟"
}

/// The beginning of the figure with what it did: 提升约|50%.
fn begin(text: &Characters, at: usize) -> usize {
    let mut start = at;
    // At most two fillers: 达到了约.
    for _ in 0..2 {
        if let Some(filler) = longest_before(text, start, &FILLERS) {
            start -= filler;
        }
    }
    match longest_before(text, start, &VERBS) {
        Some(verb) => start - verb,
        // Without a verb only what weighs the number belongs to it: 约, 近, 超.
        None => {
            longest_before(text, at, &["约", "近", "达", "达到", "超", "逾", "超过", "不足", "至少", "将近"])
                .map_or(at, |filler| at - filler)
        }
    }
}

fn longest_before(text: &Characters, at: usize, words: &[&str]) -> Option<usize> {
    let before = text.before(at);
    words.iter().filter(|word| ends_with(before, word)).map(|word| word.chars().count()).max()
}

const DIGITS: &str = "〇零一二三四五六七八九两";
const LARGE: &str = "十百千万亿";

fn number_length(rest: &[char]) -> usize {
    arabic_length(rest).max(chinese_length(rest))
}

fn arabic_length(rest: &[char]) -> usize {
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    if !rest.first().is_some_and(is_digit) {
        return 0;
    }
    let mut length = 0;
    while let Some(c) = rest.get(length) {
        let joins = matches!(c, '.' | ',' | '．') && rest.get(length + 1).is_some_and(is_digit);
        if !is_digit(c) && !joins {
            break;
        }
        length += 1;
    }
    length
}

fn chinese_length(rest: &[char]) -> usize {
    rest.iter().take_while(|c| DIGITS.contains(**c) || LARGE.contains(**c)).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::lit;
    use super::find;

    #[test]
    fn figures_come_with_their_units_and_what_they_did() {
        let cases: [(&str, &[&str]); 16] = [
            ("年产值达1.03亿元，同比增长约12.5%。", &["达1.03亿元", "同比增长约12.5%"]),
            ("效率提升了50%，耗时缩短至8分钟", &["提升了50%", "缩短至8分钟"]),
            ("三十二个孩子分到四千多亩地里的两样种子", &["三十二个", "四千多亩"]),
            ("三分之一的船停着，百分之二十在修", &["三分之一", "百分之二十"]),
            ("2024年5月6日8时30分开闸", &[]),
            ("修了12年，用了3个月", &["12年", "3个月"]),
            ("第3号坝", &[]),
            ("十分重要，千万不要等，万一来了呢", &[]),
            ("一个村一条路", &[]),
            ("桥长1.2公里，重约4,200吨", &["1.2公里", "约4,200吨"]),
            ("水温3～5℃", &["3～5℃"]),
            ("5G和B21型", &[]),
            ("装机20MW", &["20MW"]),
            ("占比超过60％", &["占比超过60％"]),
            ("第二十三届", &[]),
            ("一百二十万元", &["一百二十万元"]),
        ];
        for (text, expected) in cases {
            assert_eq!(lit(text, find), expected, "{text}");
        }
    }
}
