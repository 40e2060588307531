//! Organisations: names that end like one (公司, 大学, 研究院, 管理局) and begin at a place, a mark or a word that cannot be
//! part of a name.

use std::ops::Range;

use super::Characters;
use crate::ingest::lines::{ends_with, is_han, starts_with};

/// How names of organisations end.
const ENDINGS: [&str; 66] = [
    "公司",
    "集团",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "研究中心",
    "实验室",
    "委员会",
    "管理局",
    "监管局",
    "教育局",
    "公安局",
    "税务局",
    "气象局",
    "统计局",
    "水利局",
    "林业局",
    "农业农村局",
    "文旅局",
    "自然资源局",
    "生态环境局",
    "交通运输局",
    "科技局",
    "能源局",
    "专利局",
    "地震局",
    "铁路局",
    "科技厅",
    "教育厅",
    "农业农村厅",
    "水利厅",
    "公安厅",
    "财政厅",
    "生态环境厅",
    "自然资源厅",
    "科技部",
    "教育部",
    "财政部",
    "商务部",
    "外交部",
    "国防部",
    "公安部",
    "水利部",
    "农业农村部",
    "生态环境部",
    "自然资源部",
    "工业和信息化部",
    "银行",
    "医院",
    "协会",
    "学会",
    "联合会",
    "基金会",
    "出版社",
    "报社",
    "法院",
    "检察院",
    "中学",
    "小学",
    "博物馆",
    "图书馆",
    "合作社",
    "科学院",
    "工程院",
    "联盟",
];
/// What cannot stand inside a name: the name begins behind it.
const BREAKS: [&str; 99] = [
    "的",
    "了",
    "在",
    "和",
    "与",
    "及",
    "由",
    "向",
    "对",
    "从",
    "是",
    "为",
    "到",
    "到了",
    "以及",
    "据",
    "等",
    "把",
    "被",
    "将",
    "让",
    "给",
    "联合",
    "前往",
    "走进",
    "来到",
    "位于",
    "来自",
    "通过",
    "依托",
    "作为",
    "成为",
    "建立",
    "成立",
    "组建",
    "邀请",
    "邀",
    "携手",
    "加入",
    "进入",
    "考入",
    "毕业于",
    "任职于",
    "就职于",
    "说",
    "这家",
    "该",
    "一家",
    "家",
    "所",
    "多家",
    "各",
    "们",
    "并",
    "于",
    "年",
    "月",
    "日",
    "还",
    "也",
    "又",
    "而",
    "推动",
    "支持",
    "希望",
    "引导",
    "加快",
    "批准",
    "重建",
    "新建",
    "共建",
    "构建",
    "努力",
    "标志着",
    "开展",
    "持续",
    "发挥",
    "同时",
    "减少",
    "增加",
    "推出",
    "迈出",
    "走出",
    "获评",
    "获得",
    "对接",
    "有望",
    "全力",
    "这个",
    "个",
    "批",
    "推进",
    "打造",
    "建设",
    "利用",
    "围绕",
    "借助",
    "如今",
    "目前",
];
/// A name longer than this is a sentence.
const LONGEST: usize = 26;
/// Characters before the ending without which there is no name.
const LEAST: usize = 2;

/// The organisations of a text.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let characters = Characters::of(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let Some(length) = ending_at(&characters, at) else {
            at += 1;
            continue;
        };
        let end = at + length;
        let least = found.last().map_or(0, |last| last.end);
        let start = beginning(&characters, at, least);
        // 某大学附属医院: the longer name is the one that is meant.
        let goes_on = found.last().is_some_and(|last| last.end == start);
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => last.end = end,
            None if at - start >= LEAST => found.push(start..end),
            None => {}
        }
        at = end;
    }
    found.into_iter().map(|range| characters.bytes(range)).collect()
}

/// The longest ending that stands here.
fn ending_at(text: &Characters, at: usize) -> Option<usize> {
    let rest = text.from(at);
    ENDINGS.iter().filter(|ending| starts_with(rest, ending)).map(|ending| ending.chars().count()).max()
}

/// Where the name before an ending begins.
fn beginning(text: &Characters, ending: usize, least: usize) -> usize {
    let least = least.max(ending.saturating_sub(LONGEST));
    let mut start = ending;
    while start > least {
        let before = text.before(start);
        let in_name = before
            .last()
            .is_some_and(|c| is_han(*c) || c.is_alphanumeric() || matches!(c, '（' | '）' | '·'));
        if !in_name || BREAKS.iter().any(|word| ends_with(before, word)) {
            break;
        }
        start -= 1;
    }
    // An ordinary word cannot open a name; a closing bracket neither.
    while start < ending && matches!(text.at(start), Some('）' | '·')) {
        start += 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::super::tests::lit;
    use super::find;

    #[test]
    fn names_of_organisations_are_whole() {
        let cases: [(&str, &[&str]); 12] = [
            ("记者从春江大学了解到", &["春江大学"]),
            ("由春江水务集团有限公司和江北研究院联合建设", &["春江水务集团有限公司", "江北研究院"]),
            ("她在春江大学附属医院工作", &["春江大学附属医院"]),
            ("这家公司去年成立", &[]),
            ("布局和机会，以人民为中心", &[]),
            ("加入春江渔业合作社", &["春江渔业合作社"]),
            ("，春江市农业农村局表示", &["春江市农业农村局"]),
            ("上大学的孩子", &[]),
            ("大学", &[]),
            ("推动春江实验室迈出一步", &["春江实验室"]),
            ("县里持续发挥春江灯塔研究所的作用", &["春江灯塔研究所"]),
            ("同时支持两个春江渔业合作社", &["春江渔业合作社"]),
        ];
        for (text, expected) in cases {
            assert_eq!(lit(text, find), expected, "{text}");
        }
    }
}
