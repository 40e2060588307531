//! What the path of a file says about the issue: `2024/11/06/07.txt`, `2024-11-06_07.txt`, `rmrb_20241106.txt`,
//! `2024-11/06/nw.D110000renmrb_20241106_2-03.txt`, `人民日报/2024年11月6日/第7版.txt`.
//!
//! A number is only taken for a page where a date stands before it or a word such as 版 says so: most file names
//! count something else.

use std::path::Path;

use super::{Issue, folio};
use crate::model::Date;

/// What papers are called in file names.
const CODES: [(&str, &str); 28] = [
    ("bjrb", "北京日报"),
    ("bjwb", "北京晚报"),
    ("cqrb", "重庆日报"),
    ("fjrb", "福建日报"),
    ("fzrb", "法治日报"),
    ("gmrb", "光明日报"),
    ("grrb", "工人日报"),
    ("gzrb", "广州日报"),
    ("jfjb", "解放军报"),
    ("jfrb", "解放日报"),
    ("jjrb", "经济日报"),
    ("kjrb", "科技日报"),
    ("nfrb", "南方日报"),
    ("nmrb", "农民日报"),
    ("renmrb", "人民日报"),
    ("rmrb", "人民日报"),
    ("rmrbhwb", "人民日报海外版"),
    ("scrb", "四川日报"),
    ("stdaily", "科技日报"),
    ("tjrb", "天津日报"),
    ("whb", "文汇报"),
    ("xhrb", "新华日报"),
    ("xmwb", "新民晚报"),
    ("ynrb", "云南日报"),
    ("zgqnb", "中国青年报"),
    ("zjrb", "浙江日报"),
    ("zqb", "中国青年报"),
    ("zqbcyol", "中国青年报"),
];

/// Reads the path from its end: the file name knows better than the folders.
pub(super) fn read(path: &Path) -> Issue {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = match text.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => text.as_str(),
    };
    let mut issue = Issue { publication: publication(text), ..Issue::default() };
    match find_date(text) {
        Some((date, rest)) => {
            issue.date = Some(date);
            issue.page_number = page_after_date(rest);
        }
        None => issue.year = text.split('/').rev().skip(1).find_map(year_alone),
    }
    let stem = text.rsplit('/').next().unwrap_or(text);
    issue.page_number = marked_page(stem).or(issue.page_number);
    issue
}

/// `txt`, but not the `11` of a date with dots.
fn is_ending(text: &str) -> bool {
    let starts_with_letter = text.starts_with(|c: char| c.is_ascii_alphabetic());
    starts_with_letter && text.len() <= 5 && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The last date of the path and what stands after it.
fn find_date(text: &str) -> Option<(Date, &str)> {
    let mut before = text;
    while let Some(end) = before.rfind(|c: char| c.is_ascii_digit()) {
        let start = before[..end].rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| char_end(before, at));
        let (before_number, from_number) = text.split_at(start);
        if !is_inside_hash(text, start) {
            let found = compact_date(from_number).or_else(|| parted_date(from_number));
            if found.is_some() {
                return found;
            }
        }
        before = before_number;
    }
    None
}

/// The byte after the character that starts at `at`.
fn char_end(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Digits inside a long word of nothing but hexadecimal digits are a checksum, whatever they look like.
fn is_inside_hash(text: &str, at: usize) -> bool {
    let start =
        text[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |before| char_end(text, before));
    let word = text[start..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let hexadecimal = word.chars().all(|c| c.is_ascii_hexdigit());
    word.len() >= 12 && hexadecimal && word.contains(|c: char| c.is_ascii_alphabetic())
}

/// `20241106`, perhaps with the page behind it (`2024110607`).
fn compact_date(text: &str) -> Option<(Date, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if ![8, 10].contains(&digits) {
        return None;
    }
    Some((date(&text[..4], &text[4..6], &text[6..8])?, &text[8..]))
}

/// `2024-11-06`, `2024/11/06`, `2024-11/06`, `2024_11_06`, `2024.11.06`, `2024年11月6日`, `2024年/11月/6日`.
fn parted_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(after_mark(rest, '年')?, 2)?;
    let (day, rest) = number(after_mark(rest, '月')?, 2)?;
    let date = if year.len() == 4 { date(year, month, day)? } else { return None };
    Some((date, rest.strip_prefix('日').unwrap_or(rest)))
}

fn after_mark(text: &str, mark: char) -> Option<&str> {
    let rest = text.strip_prefix(['-', '/', '_', '.', mark])?;
    Some(rest.strip_prefix('/').unwrap_or(rest))
}

fn number(text: &str, longest: usize) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=longest).contains(&digits).then(|| text.split_at(digits))
}

/// A day on which a newspaper can have appeared.
fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| folio::YEARS.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A folder that is a year and nothing else.
fn year_alone(component: &str) -> Option<i16> {
    let year = component.strip_suffix('年').unwrap_or(component).parse().ok()?;
    folio::YEARS.contains(&year).then_some(year)
}

/// The page number behind a date: `/07`, `_07`, `-A07`, `_2-03` (story 2 of page 3), or at once (`2024110607`).
/// A number that goes on with letters or is longer than a page number is something else.
fn page_after_date(rest: &str) -> Option<u32> {
    let last = rest.rsplit('/').next().unwrap_or(rest);
    let words = last.split(['_', '-', '.', ' ', '(', ')']).filter(|word| !word.is_empty());
    let numbers: Vec<Option<u32>> = words.map(page_word).collect();
    match numbers.as_slice() {
        [Some(page)] => Some(*page),
        [Some(_), Some(page)] if last.contains('-') => Some(*page),
        _ => None,
    }
}

/// `7`, `07`, `A07`.
fn page_word(word: &str) -> Option<u32> {
    let digits = word.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(word);
    let short = (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|page| short && *page > 0)
}

/// A number that says itself that it is a page: `第7版`, `07版`, `page_07`, `node_07`, `p07`.
fn marked_page(stem: &str) -> Option<u32> {
    if let Some((before, _)) = stem.split_once('版') {
        return folio::page_before_ban(before);
    }
    let lower = stem.to_ascii_lowercase();
    ["page", "node", "p"].into_iter().find_map(|mark| {
        let at = lower.rfind(mark)?;
        let starts_word = !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let (digits, rest) = number(lower[at + mark.len()..].trim_start_matches(['_', '-', ' ']), 2)?;
        let ends_word = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        digits.parse().ok().filter(|page| starts_word && ends_word && *page > 0)
    })
}

/// The paper by its code (`rmrb_…`) or by its name in a folder or file name.
fn publication(text: &str) -> Option<String> {
    let coded = |component: &str| {
        let mut words = component.split(|c: char| !c.is_ascii_alphabetic());
        let of_code = |word: &str| CODES.iter().find(|(code, _)| word.eq_ignore_ascii_case(code));
        words.find_map(of_code).map(|(_, name)| *name)
    };
    text.rsplit('/')
        .find_map(|component| folio::paper_in(component).or_else(|| coded(component)))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, publication: Option<&str>, day: Option<(i16, i8, i8)>, page: Option<u32>) {
        let issue = read(Path::new(path));
        assert_eq!(issue.publication.as_deref(), publication, "{path}");
        assert_eq!(issue.date, day.map(|(y, m, d)| jiff::civil::date(y, m, d)), "{path}");
        assert_eq!(issue.page_number, page, "{path}");
    }

    #[test]
    fn a_date_and_a_page_are_read_in_every_usual_form() {
        let day = Some((2024, 11, 6));
        check("2024/11/06/07.txt", None, day, Some(7));
        check("2024-11-06_07.txt", None, day, Some(7));
        check("rmrb_20241106.txt", Some("人民日报"), day, None);
        check("rmrb20241106A3.txt", Some("人民日报"), day, Some(3));
        check("KJRB20241106A05.txt", Some("科技日报"), day, Some(5));
        check("kjrb-20241106-07.txt", Some("科技日报"), day, Some(7));
        check("2024-11/06/nw.D110000renmrb_20241106_2-03.txt", Some("人民日报"), day, Some(3));
        check("2024-11/06/node_4.txt", None, day, Some(4));
        check("科技日报/2024年11月6日/第7版.txt", Some("科技日报"), day, Some(7));
        check("科技日报/2024年/11月/6日/第十二版：地方.txt", Some("科技日报"), day, Some(12));
        check("2024.11.6/A07.txt", None, day, Some(7));
        check("2024.11.06", None, day, None);
        check("archive/2024110607.txt", None, day, Some(7));
        check("20241106/page_12.txt", None, day, Some(12));
        check("C:\\papers\\2024\\11\\06\\07.txt", None, day, Some(7));
    }

    #[test]
    fn what_is_no_date_and_no_page_stays_unknown() {
        check("000_08baefa5fa12710b.txt", None, None, None);
        check("pages/07.txt", None, None, None);
        check("3fa920240115bc7711.txt", None, None, None);
        check("20241306.txt", None, None, None);
        check("2024-11-06_draft2b.txt", None, Some((2024, 11, 6)), None);
        check("20241106_081530.txt", None, Some((2024, 11, 6)), None);
        check("-", None, None, None);
        check("", None, None, None);
    }

    #[test]
    fn a_folder_may_give_only_the_year() {
        assert_eq!(read(Path::new("papers/2023/地方.txt")).year, Some(2023));
        assert_eq!(read(Path::new("papers/2023年/地方.txt")).year, Some(2023));
        assert_eq!(read(Path::new("papers/7/地方.txt")).year, None);
    }

    #[test]
    fn codes_are_unique() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
    }
}
