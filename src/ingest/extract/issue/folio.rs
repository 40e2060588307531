//! What a folio line says about the issue: `2024年11月6日 星期三 第7版 要闻`, `07版：地方`.

use std::ops::RangeInclusive;

use super::Issue;
use crate::ingest::extract::narrow::narrow;
use crate::model::Date;

/// The years from which there can be a newspaper page; other numbers of four digits are something else.
pub(super) const YEARS: RangeInclusive<i16> = 1850..=2150;

/// Reads one page label.
pub(super) fn read(text: &str) -> Issue {
    let text = narrow(text);
    let (page_number, page_name) = find_page(&text);
    Issue {
        publication: paper_in(&text).map(str::to_owned),
        date: find_date(&text),
        page_number,
        page_name,
        year: None,
    }
}

/// `2024年11月6日`, `2024-11-06`, `2024.11.6`, and in Chinese digits `二〇二四年十一月六日`.
fn find_date(text: &str) -> Option<Date> {
    let mut rest = text;
    while let Some(start) = rest.find(is_digit) {
        let (year, after) = digits(&rest[start..]);
        if let Some(date) = date_from(year, after) {
            return Some(date);
        }
        rest = after;
    }
    None
}

fn date_from(year: &str, rest: &str) -> Option<Date> {
    let rest = rest.trim_start().strip_prefix(['年', '-', '.', '/'])?;
    let (month, rest) = digits(rest.trim_start());
    let rest = rest.trim_start().strip_prefix(['月', '-', '.', '/'])?;
    let (day, _) = digits(rest.trim_start());
    let year = i16::try_from(value(year)?).ok().filter(|year| YEARS.contains(year))?;
    Date::new(year, i8::try_from(value(month)?).ok()?, i8::try_from(value(day)?).ok()?).ok()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "〇零○一二三四五六七八九十".contains(c)
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_digit(c)).unwrap_or(text.len()))
}

/// The value of `7`, `07`, `七`, `十二`, `二十`, `二〇二四`.
fn value(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    if let Some((tens, ones)) = text.split_once('十') {
        let tens = if tens.is_empty() { 1 } else { value(tens)? };
        let ones = if ones.is_empty() { 0 } else { value(ones)? };
        return (tens < 10 && ones < 10).then_some(tens * 10 + ones);
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '○' | '零' => Some(0),
        _ => c
            .to_digit(10)
            .or_else(|| "〇一二三四五六七八九".chars().zip(0..).find(|(d, _)| *d == c).map(|(_, n)| n)),
    }
}

/// The page number that stands before 版: `第7`, `A07`, `第十二`.
pub(super) fn page_before_ban(before: &str) -> Option<u32> {
    let before = before.trim_end();
    let number = before.trim_end_matches(is_digit);
    value(&before[number.len()..]).filter(|page| (1..=400).contains(page))
}

/// The page number and, behind it, the name of the page.
fn find_page(text: &str) -> (Option<u32>, Option<String>) {
    for (at, ban) in text.match_indices('版') {
        let Some(page) = page_before_ban(&text[..at]) else { continue };
        let after = text[at + ban.len()..].trim_start_matches([' ', ':', '·', '-', '|']);
        return (Some(page), page_name(after));
    }
    if let Some((_, after)) = text.split_once("版次") {
        let (number, rest) = digits(after.trim_start_matches([' ', ':']));
        return (value(number), page_name(rest.trim_start()));
    }
    // A number and a name before the date: `07 要闻 2024年11月6日`.
    let mut words = text.split_whitespace();
    if let (Some(number), Some(name), Some(_)) = (words.next(), words.next(), words.next())
        && number.len() <= 2
        && number.chars().all(|c| c.is_ascii_digit())
        && find_date(text).is_some()
    {
        let name = page_name(name);
        return (value(number).filter(|_| name.is_some()), name);
    }
    (None, None)
}

/// A page name is two to eight Han characters that are neither a date, a weekday, a paper nor the editors.
fn page_name(text: &str) -> Option<String> {
    const OTHERS: [&str; 11] =
        ["责编", "责任", "编辑", "美编", "版式", "主编", "星期", "今日", "第", "农历", "电话"];
    let word: String = text.chars().take_while(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '·')).collect();
    let is_other = OTHERS.iter().any(|start| word.starts_with(start)) || word.ends_with('报');
    ((2..=8).contains(&word.chars().count()) && !is_other).then_some(word)
}

/// The name of a paper in a line or path: the run of Han characters that ends in 日报, 晚报 ….
pub(super) fn paper_in(text: &str) -> Option<&str> {
    let runs = text.split(|c: char| !matches!(c, '\u{4e00}'..='\u{9fff}'));
    runs.filter(|run| !run.is_empty()).find_map(|run| {
        let end = PAPER_ENDS.iter().filter_map(|end| run.find(end).map(|at| at + end.len())).max()?;
        let paper = &run[..end];
        (3..=10).contains(&paper.chars().count()).then_some(paper)
    })
}

/// How the names of papers end.
const PAPER_ENDS: [&str; 13] = [
    "日报海外版",
    "日报",
    "晚报",
    "晨报",
    "早报",
    "时报",
    "周报",
    "商报",
    "青年报",
    "解放军报",
    "文汇报",
    "都市报",
    "导报",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        label: &str,
        publication: Option<&str>,
        day: Option<(i16, i8, i8)>,
        page: Option<u32>,
        name: Option<&str>,
    ) {
        let issue = read(label);
        assert_eq!(issue.publication.as_deref(), publication, "{label}");
        assert_eq!(issue.date, day.map(|(y, m, d)| jiff::civil::date(y, m, d)), "{label}");
        assert_eq!(issue.page_number, page, "{label}");
        assert_eq!(issue.page_name.as_deref(), name, "{label}");
    }

    #[test]
    fn folio_lines_are_read() {
        let day = Some((2024, 11, 6));
        check("2024年11月6日 星期三 第7版 要闻", None, day, Some(7), Some("要闻"));
        check("河湾日报　２０２４年１１月６日　星期三", Some("河湾日报"), day, None, None);
        check("07版：地方新闻", None, None, Some(7), Some("地方新闻"));
        check("第七版 责编 石岩", None, None, Some(7), None);
        check("A12版·副刊", None, None, Some(12), Some("副刊"));
        check("二〇二四年十一月六日 星期三", None, day, None, None);
        check("07 地方 2024年11月6日 星期三", None, day, Some(7), Some("地方"));
        check("《河湾日报》（2024年11月06日 07 版）", Some("河湾日报"), day, Some(7), None);
        check("责任编辑：石岩 电话：010-12345678", None, None, None, None);
        check("本版编辑 石岩", None, None, None, None);
    }

    #[test]
    fn numbers_in_chinese_have_their_value() {
        let cases = [
            ("七", 7),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十三", 23),
            ("07", 7),
            ("二〇二四", 2024),
        ];
        for (text, expected) in cases {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        assert_eq!(value(""), None);
        assert_eq!(value("版"), None);
    }
}
