//! Persons: names behind a title (总工程师林一舟), before a word of speech (何青说), of the writers, with · (foreign ones). A
//! name that was sure once is lit wherever it stands in the story.

use std::ops::Range;

use super::Characters;
use crate::ingest::label::{is_likely_name, may_begin_name};
use crate::ingest::lines::{ends_with, is_han, starts_with};
use crate::model::Article;

/// Titles, right behind which a name stands.
const TITLES: [&str; 80] = [
    "记者",
    "通讯员",
    "教授",
    "院士",
    "研究员",
    "工程师",
    "总工程师",
    "书记",
    "主任",
    "副主任",
    "局长",
    "副局长",
    "厅长",
    "部长",
    "市长",
    "县长",
    "镇长",
    "乡长",
    "村长",
    "院长",
    "副院长",
    "校长",
    "所长",
    "副所长",
    "处长",
    "科长",
    "站长",
    "厂长",
    "经理",
    "总经理",
    "董事长",
    "总裁",
    "负责人",
    "创始人",
    "秘书长",
    "会长",
    "理事长",
    "队长",
    "组长",
    "班长",
    "老师",
    "医生",
    "博士",
    "专家",
    "学者",
    "作家",
    "画家",
    "导演",
    "演员",
    "村民",
    "居民",
    "农民",
    "渔民",
    "牧民",
    "工人",
    "司机",
    "船长",
    "学生",
    "志愿者",
    "传承人",
    "科学家",
    "秘书",
    "专员",
    "董事",
    "总监",
    "主管",
    "设计师",
    "主编",
    "支书",
    "技术员",
    "主席",
    "常委",
    "司长",
    "省长",
    "教师",
    "检察官",
    "法官",
    "委员",
    "大使",
    "监事",
];
/// Words of speech and of the person, right behind a name.
const SPEECH: [&str; 25] = [
    "说", "表示", "介绍", "告诉", "认为", "指出", "坦言", "回忆", "解释", "感慨", "强调", "透露", "笑",
    "谈到", "提到", "建议", "补充", "直言", "先生", "女士", "同志", "老师", "教授", "院士", "博士",
];
/// What persons do, but products and places too: it bears out a name behind a title only.
const DEEDS: [&str; 3] = ["团队", "带领", "正在"];
/// What may stand behind a name, besides marks.
const BEHIND: [&str; 18] = [
    "的", "和", "与", "在", "是", "为", "等", "把", "从", "对", "向", "也", "则", "都", "又", "已", "将",
    "及",
];

/// The names that the story makes sure, the longest first.
pub(super) fn known<'a>(article: &Article, texts: impl Iterator<Item = &'a str>) -> Vec<Vec<char>> {
    let mut known: Vec<Vec<char>> = article.authors.iter().map(|name| name.chars().collect()).collect();
    for text in texts {
        let text = Characters::of(text);
        for range in sure(&text) {
            known.push(text.from(range.start).iter().copied().take(range.len()).collect());
        }
    }
    known.retain(|name| name.len() >= 2);
    known.sort_by_key(|name| std::cmp::Reverse(name.len()));
    known.dedup();
    known
}

/// Every place at which one of the known names stands.
pub(super) fn find(text: &str, known: &[Vec<char>]) -> Vec<Range<usize>> {
    let text = Characters::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let here = known.iter().find(|name| text.from(at).starts_with(name));
        match here {
            Some(name) => {
                found.push(text.bytes(at..at + name.len()));
                at += name.len();
            }
            None => at += 1,
        }
    }
    found
}

/// Names that the words around them make sure.
fn sure(text: &Characters) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in 0..text.len() {
        if TITLES.iter().any(|title| starts_with(text.from(at), title)) {
            continue;
        }
        let behind_title = TITLES.iter().any(|title| ends_with(text.before(at), title));
        let at_edge = text.before(at).last().is_none_or(|c| !is_han(*c) && !c.is_alphanumeric());
        if let Some(length) = foreign_length(text.from(at)).filter(|_| at_edge || behind_title) {
            found.push(at..at + length);
        } else if let Some(length) = name_length(text, at, behind_title, at_edge) {
            found.push(at..at + length);
        }
    }
    found
}

/// The length of a Chinese name here: three characters, or two, whichever the words behind it bear out.
fn name_length(text: &Characters, at: usize, behind_title: bool, at_edge: bool) -> Option<usize> {
    if !behind_title && !at_edge || !text.at(at).is_some_and(may_begin_name) {
        return None;
    }
    let fits = |length: &usize| {
        let word = text.from(at).get(..*length);
        let behind = text.from(at + length);
        let speaks = SPEECH.iter().any(|word| starts_with(behind, word));
        let ends = behind.first().is_none_or(|c| !is_han(*c) && !c.is_alphanumeric());
        // 李明说: the word of speech is no part of the name.
        let swallows =
            *length == 3 && !speaks && SPEECH.iter().any(|word| starts_with(text.from(at + 2), word));
        if swallows {
            return false;
        }
        let goes_on = ends || BEHIND.iter().chain(&DEEDS).any(|word| starts_with(behind, word));
        word.is_some_and(|word| is_likely_name(word) && !is_ordinary(word))
            && (speaks || behind_title && goes_on)
    };
    // 张建国说: three before two, or the two-character name would need 国说.
    [3, 2].into_iter().find(fits)
}

/// Words that begin like a name and are none.
fn is_ordinary(word: &[char]) -> bool {
    const WORDS: [&str; 40] = [
        "应该", "有关", "有的", "于是", "都在", "还有", "方面", "方法", "时间", "时候", "时代", "高度",
        "高兴", "明确", "明显", "相关", "全国", "全市", "全省", "全县", "国家", "公司", "公众", "和他",
        "和她", "和我", "安全", "平时", "任务", "双方", "双手", "广大", "关于", "曾经", "经过", "支持",
        "白天", "金融", "万人", "管理",
    ];
    const SPEAKERS: [&str; 8] = ["他", "她", "我", "们", "人", "者", "员", "家"];
    let text: String = word.iter().collect();
    WORDS.iter().any(|ordinary| text.starts_with(ordinary)) || SPEAKERS.iter().any(|end| text.ends_with(end))
}

/// 让·皮埃尔: parts of Han joined by ·.
fn foreign_length(rest: &[char]) -> Option<usize> {
    /// The longest part of a foreign name.
    const PART: usize = 6;
    let part = |from: usize| rest.iter().skip(from).take_while(|c| is_han(**c)).take(PART + 1).count();
    let mut length = part(0);
    if !(1..=PART).contains(&length) || rest.get(length) != Some(&'·') {
        return None;
    }
    while rest.get(length) == Some(&'·') {
        let next = part(length + 1);
        if next == 0 {
            break;
        }
        // The last part is only sure up to a mark or a word of speech.
        let from = rest.get(length + 1..).unwrap_or_default();
        let until = (1..=next.min(PART)).find(|end| {
            let behind = from.get(*end..).unwrap_or_default();
            behind.first().is_none_or(|c| !is_han(*c))
                || SPEECH.iter().chain(&BEHIND).any(|word| starts_with(behind, word))
        })?;
        length += 1 + until;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::super::tests::lit;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let known = known(&Article::default(), [text].into_iter());
        assert_eq!(lit(text, |text| find(text, &known)), expected, "{text}");
    }

    #[test]
    fn names_are_sure_by_the_words_around_them() {
        check("总工程师林一舟说，桥通了。林一舟在桥头站了很久。", &["林一舟", "林一舟"]);
        check("“水甜。”何青说。", &["何青"]);
        check("村民周小满、王大江的船先到", &["周小满"]);
        check("队长王鑫说。", &["王鑫"]);
        check("技术员刘敬说这话时笑了", &["刘敬"]);
        check("首席科学家陈海生介绍，董事会秘书何军说", &["陈海生", "何军"]);
        check("船上的言犀团队忙了一夜", &[]);
        check("，言犀团队忙了一夜。教授言林团队来了", &["言林"]);
        check("经过一夜，应该说天气不错", &[]);
        check("项目负责人告诉记者", &[]);
        check("院长让·杜邦表示，春天会来", &["让·杜邦"]);
        check("有关负责人表示", &[]);
        check("全国人大代表说", &[]);
    }

    #[test]
    fn writers_are_known() {
        let article = Article { authors: vec!["扎西".to_owned()], ..Article::default() };
        let known = known(&article, std::iter::empty());
        assert_eq!(lit("本报记者 扎西", |text| find(text, &known)), ["扎西"]);
    }
}
