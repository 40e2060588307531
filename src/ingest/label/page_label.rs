//! Page labels: folio, page name, date line, editors, layout, notices of advertisement.

use super::{Label, Rule};
use crate::ingest::lines::{ends_with, find, starts_with};
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "page-label",
    reason: ("版次、日期、责编一类的报眉报尾", "a folio, a date line or the editors of the page"),
    judge: |context, line| is_page_label(context.text.line(line)).then_some(Label::PageLabel),
};

const LONGEST: usize = 44;

fn is_page_label(line: &[char]) -> bool {
    if line.is_empty() || line.len() > LONGEST || line.contains(&'。') || line.contains(&'，') {
        return false;
    }
    names_editors(line) || is_folio(line) || is_date_line(line) || is_notice(line)
}

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
    OPENERS.open(line)
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
    static WHOLE: Words = Words::new(&["广告", "公益广告", "本报地址", "下期预告"]);
    static OPENERS: Words = Words::new(&[
        "新闻热线",
        "投稿邮箱",
        "本报邮箱",
        "编辑电话",
        "广告热线",
        "国内统一连续出版物号",
        "国内统一刊号",
        "社址：",
        "电子信箱：",
        "邮箱：",
        "网址：",
    ]);
    WHOLE.opening(line).any(|word| line.len() == word.chars().count()) || OPENERS.open(line)
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
        ];
        let no = [
            "第三版图书展开幕",
            "2024年将建成三座大桥",
            "版画里的春天",
            "一江春水",
            "责任重于山",
            "3个村的变化",
        ];
        for line in yes {
            assert!(is_page_label(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!is_page_label(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }
}
