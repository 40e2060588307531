//! Page labels: folio, page name, date line, editors, layout, the table of contents, notices of advertisement.

use super::dateline::is_any_paper;
use super::{Context, Label, Rule};
use crate::ingest::lines::{ends_with, find, is_han, starts_with};
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "page-label",
    reason: ("版次、日期、责编一类的报眉报尾", "a folio, a date line or the editors of the page"),
    judge: |context, line| {
        let text = context.text.line(line);
        let is_label = is_page_label(text) && !numbers_next(context, line)
            || at_edge(context, line) && (belongs_to_edge(text) || line < EDGE && heads_folio(context, line));
        is_label.then_some(Label::PageLabel)
    },
};

const LONGEST: usize = 44;

/// Whether a number stands alone right above the line that it belongs to.
pub(super) fn numbers_next(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    text.len() <= 2
        && text.iter().all(char::is_ascii_digit)
        && context.style.usual_gap > 0
        && context.after(line).is_some_and(|below| context.text.gap(below) == 0)
}

/// No more lines than this stand above the first headline.
const EDGE: usize = 8;

/// Whether nothing but page labels stands above a line, or nothing below it. What is printed there names the page;
/// within the page the same words could be a heading (05 结语).
fn at_edge(context: &Context<'_>, line: usize) -> bool {
    line == 0 || context.label(line - 1) == Some(Label::PageLabel) || line + 1 == context.text.len()
}

/// What is a page label only at the page's edge: a folio without 版, the paper's name, the weather.
fn belongs_to_edge(line: &[char]) -> bool {
    if line.is_empty() || line.len() > LONGEST || line.contains(&'。') {
        return false;
    }
    names_page(line) || names_paper(line) || is_forecast(line)
}

/// The page's name above its folio or date: 视界 above 08 视界 2024年10月12日.
fn heads_folio(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    let is_name = (2..=6).contains(&text.len()) && text.iter().all(|&c| is_han(c));
    let is_folio_line = |below: usize| {
        let below = context.text.line(below);
        names_page(below) || is_folio(below) || is_date_line(below)
    };
    is_name && context.after(line).is_some_and(is_folio_line)
}

/// 04 对话, A6 生活, 04/05 特别报道, 公告 A10.
fn names_page(line: &[char]) -> bool {
    let is_name = |word: &[char]| (2..=6).contains(&word.len()) && word.iter().all(|&c| is_han(c));
    match line.split(|c| matches!(c, ' ' | '·' | '|' | '｜')).collect::<Vec<_>>().as_slice() {
        [paper, number, name] => is_any_paper(paper) && is_page_number(number) && is_name(name),
        [one, other] => is_page_number(one) && is_name(other) || is_name(one) && is_page_number(other),
        _ => false,
    }
}

/// 04, A6, 04/05.
fn is_page_number(word: &[char]) -> bool {
    let word = word.strip_suffix(&['版']).unwrap_or(word);
    let is_number = |part: &[char]| {
        let digits = part.strip_prefix(&['A']).or_else(|| part.strip_prefix(&['B'])).unwrap_or(part);
        (1..=2).contains(&digits.len()) && digits.iter().all(char::is_ascii_digit)
    };
    word.len() <= 7 && word.split(|c| matches!(c, '/' | '-')).all(is_number)
}

/// The paper's name, with or without its name in Latin letters, or those letters alone.
fn names_paper(line: &[char]) -> bool {
    let is_latin = |c: &char| c.is_ascii_alphabetic() || *c == ' ';
    let han = line.iter().take_while(|c| is_han(**c)).count();
    let (name, latin) = line.split_at(han);
    latin.iter().all(is_latin) && (name.is_empty() && latin.len() >= 4 || is_any_paper(name))
}

/// 今天白天 多云 东风3级 最高气温19℃.
fn is_forecast(line: &[char]) -> bool {
    static OPENERS: Words = Words::new(&["今", "明天", "后天", "白天", "夜间", "天气", "本市"]);
    OPENERS.open(line) && line.contains(&'℃')
}

fn is_page_label(line: &[char]) -> bool {
    if line.is_empty() || line.len() > LONGEST || line.contains(&'。') || line.contains(&'，') {
        return false;
    }
    names_editors(line)
        || is_folio(line)
        || is_date_line(line)
        || is_notice(line)
        || counts_pages(line)
        || points_to_page(line)
}

/// 今日12版, 本期16版.
fn counts_pages(line: &[char]) -> bool {
    static OPENERS: Words = Words::new(&["今日", "今天", "本期", "本报今日", "今日本报"]);
    let number = |word: &str| &line[word.chars().count()..line.len() - 1];
    let is_number = |c: &char| c.is_ascii_digit() || "共一二三四五六七八九十".contains(*c);
    line.last() == Some(&'版')
        && OPENERS
            .opening(line)
            .any(|word| (1..=3).contains(&number(word).len()) && number(word).iter().all(is_number))
}

/// A row of the table of contents names a story and, set apart, the page where it stands: 夜班公交上的乘客 5版.
fn points_to_page(line: &[char]) -> bool {
    let inner = line.strip_suffix(&['）']).unwrap_or(line);
    let Some(row) = inner.strip_suffix(&['版']) else { return false };
    let digits = row.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let row = &row[..row.len() - digits];
    let row = row.strip_suffix(&['A']).or_else(|| row.strip_suffix(&['B'])).unwrap_or(row);
    let row = row.strip_suffix(&['第']).unwrap_or(row);
    let apart = row
        .last()
        .is_some_and(|c| matches!(c, ' ' | '（' | '→' | '▶' | '►' | '>' | '…' | '/' | '·' | '｜' | '|'));
    (1..=2).contains(&digits) && apart && row.len() > SHORTEST_ROW
}

/// A row of contents has at least so many characters before the number; shorter ones are folios.
const SHORTEST_ROW: usize = 6;

/// 责编 张三, 本版编辑：李四 版式设计：王五.
fn names_editors(line: &[char]) -> bool {
    static OPENERS: Words = Words::new(&[
        "责编",
        "责任编辑",
        "本版责编",
        "本版责任编辑",
        "本版编辑",
        "本版主编",
        "版式设计",
        "美编",
        "制图：",
        "校对：",
        "编辑：",
        "值班主任",
        "执行主编",
        "组版",
        "本版组稿",
    ]);
    let marks =
        line.iter().take_while(|c| matches!(c, '●' | '■' | '□' | '◆' | '◎' | '▲' | '○' | '【')).count();
    OPENERS.open(&line[marks..]) || counts_issues(line)
}

/// 第9021号 今日8版, 第8123期.
fn counts_issues(line: &[char]) -> bool {
    const LEAST_DIGITS: usize = 3;
    let Some(rest) = line.strip_prefix(&['第']) else { return false };
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    digits >= LEAST_DIGITS && matches!(rest.get(digits..), Some(['号' | '期'] | ['号' | '期', ' ', ..]))
}

/// 07版 要闻, A3版：区域, 第12版, 3.
fn is_folio(line: &[char]) -> bool {
    let rest = line.strip_prefix(&['第']).unwrap_or(line);
    let rest = rest.strip_prefix(&['A']).or_else(|| rest.strip_prefix(&['B'])).unwrap_or(rest);
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let rest = if digits == 0 {
        let numerals = rest.iter().take_while(|c| "一二三四五六七八九十".contains(**c)).count();
        if numerals == 0 || line.first() != Some(&'第') {
            return false;
        }
        &rest[numerals..]
    } else {
        if digits > 3 {
            return false;
        }
        if rest.len() == digits {
            return true;
        }
        &rest[digits..]
    };
    let name = &rest[rest.len().min(1)..];
    let apart = name.first().is_none_or(|c| matches!(c, ' ' | '：' | '·' | '|' | '｜' | '/'));
    starts_with(rest, "版") && apart && line.len() <= 20
}

/// 2024年11月6日 星期三, with or without the paper's name.
fn is_date_line(line: &[char]) -> bool {
    let Some(year) = find(line, "年") else { return false };
    let digits = line[..year]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit() || "〇零一二三四五六七八九".contains(**c))
        .count();
    if digits != 4 {
        return false;
    }
    let weekday = find(line, "星期").is_some() || find(line, "农历").is_some();
    weekday || (year == 4 && ends_with(line, "日") && line.len() <= 11)
}

/// 广告, 公益广告, 投稿邮箱 …
fn is_notice(line: &[char]) -> bool {
    static WHOLE: Words = Words::new(&[
        "广告",
        "公益广告",
        "本报地址",
        "下期预告",
        "导读",
        "本版导读",
        "今日导读",
        "要闻导读",
        "今日看点",
    ]);
    static OPENERS: Words = Words::new(&[
        "新闻热线",
        "投稿邮箱",
        "本报邮箱",
        "编辑电话",
        "广告热线",
        "国内统一连续出版物号",
        "国内统一刊号",
        "本版稿件",
        "版权所有",
        "未经授权",
        "未经许可",
        "社址：",
        "电子信箱：",
        "邮箱：",
        "网址：",
    ]);
    WHOLE.opening(line).any(|word| line.len() == word.chars().count())
        || OPENERS.open(line)
        || gives_address(line)
}

/// 本版投稿邮箱：…, 来信请寄：…: how to reach the editors.
fn gives_address(line: &[char]) -> bool {
    static OF_PAPER: Words =
        Words::new(&["本版", "本报", "来稿", "来信", "投稿", "广告", "发行", "订阅", "零售", "联系编辑"]);
    static ADDRESSES: [&str; 8] = ["邮箱", "信箱", "热线", "电话", "请寄", "邮编", "网址", "微信"];
    OF_PAPER.open(line)
        && line.contains(&'：')
        && ADDRESSES.iter().any(|word| find(line, word).is_some_and(|at| line[at..].contains(&'：')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_of_a_page() {
        let yes = [
            "07版 区域",
            "第三版",
            "A12版：要闻",
            "责编 陆远",
            "2024年11月6日 星期三",
            "本版责编：陆远 版式设计：舒窈",
            "公益广告",
            "5",
            "第9021号 今日8版",
            "●责编：陆远 ●版式：舒窈",
            "今日12版",
            "导读",
            "渔港的夜里谁在值班 3版",
            "灯塔守到天明（A5版）",
            "本版投稿邮箱：gang@example.com",
            "来信请寄：渔港报读者部",
        ];
        let no = [
            "第三版图书展开幕",
            "2024年将建成三座大桥",
            "版画里的春天",
            "一江春水",
            "责任重于山",
            "3个村的变化",
            "新版",
            "渔港志出第3版",
            "本报热线接到船老大的电话",
            "今日渔港",
        ];
        for line in yes {
            assert!(is_page_label(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!is_page_label(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }

    #[test]
    fn what_names_the_page_at_its_edge() {
        let yes = [
            "04 对话",
            "A6 生活",
            "04/05 特别报道",
            "公告 A10",
            "海岛日报 12 社会",
            "民生 07版",
            "海岛日报 HAIDAO RIBAO",
            "今天白天 多云 最高气温19℃",
        ];
        let no = ["渔港夜色", "04 渔港里的第一盏灯", "今天的码头", "捷报"];
        for line in yes {
            assert!(belongs_to_edge(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!belongs_to_edge(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }

    #[test]
    fn a_numbered_heading_within_the_page_is_no_folio() {
        let page = "04 对话\n\n渔港添了五座码头\n\n◎本报记者 陆远\n\n\
                    天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往下跑，喊着船的名字。\n\n\
                    05 结语\n\n\
                    守塔人说，这座灯塔建成以来从没有在夜里熄过一次，他的父亲也是守塔人，一守就是三十年。\n";
        let labels = super::super::tests::labels(page);
        assert_eq!((labels[0], labels[4]), (Label::PageLabel, Label::Heading));
    }
}
