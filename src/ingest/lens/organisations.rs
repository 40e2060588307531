//! Organisations: names that end like one (公司, 大学, 研究院, 管理局), begin where no word of a name goes on, and have
//! something of their own: 春江 in 春江食品公司, but nothing in 食品公司, which is a kind and no name.
//!
//! A text is cut into words, and what each word is decides: nouns go on to the left; a verb, a preposition or a particle
//! ends the name. Common words prove nothing. A place, a known name, Latin letters, or characters that make no word
//! together (春|江) are somebody's own.

use std::ops::Range;

use super::Characters;
use crate::ingest::join::{WordKind, kinds};
use crate::ingest::lines::{ends_with, starts_with};

/// How names of organisations end.
const ENDINGS: [&str; 79] = [
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
    "发展和改革委员会",
    "工业和信息化厅",
    "工业和信息化局",
    "住房和城乡建设部",
    "住房和城乡建设厅",
    "住房和城乡建设局",
    "人力资源和社会保障部",
    "人力资源和社会保障厅",
    "人力资源和社会保障局",
    "文化和旅游部",
    "文化和旅游厅",
    "文化和旅游局",
    "卫生健康委员会",
    "联盟",
];
/// Words that cannot stand inside a name though their kind could, also at the end of a longer phrase: the name begins
/// behind them. Verbs, prepositions and particles need no list.
const BREAKS: [&str; 24] = [
    "是",
    "到",
    "到了",
    "让",
    "邀",
    "毕业于",
    "任职于",
    "就职于",
    "说",
    "一家",
    "多家",
    "年",
    "月",
    "日",
    "新建",
    "标志着",
    "发挥",
    "全力",
    "建设",
    "利用",
    "重点",
    "子公司",
    "分公司",
    "现有",
];
/// Words of deeds and times that name a trade within a name.
const TRADES: [&str; 16] = [
    "创新", "现代", "应用", "控股", "检测", "检验", "监督", "勘察", "开发", "养殖", "种植", "加工", "制造",
    "运输", "促进", "保障",
];
/// Behind a place, these belong to its name.
const DIVISIONS: [char; 9] = ['市', '县', '区', '州', '盟', '旗', '镇', '乡', '村'];
/// Characters that say of what kind something is and never what it is called.
const KINDS: [char; 8] = ['国', '校', '厂', '院', '馆', '全', '总', '新'];
/// A name longer than this is a sentence.
const LONGEST: usize = 26;
/// Characters before the ending without which there is no name.
const LEAST: usize = 2;

/// A word with the characters that it takes.
struct Word {
    range: Range<usize>,
    kind: WordKind,
}

/// What stands before an ending.
#[derive(Default)]
struct Before {
    /// Where the name begins: at what is its own.
    name: Option<usize>,
    /// How far to the left words go on that can stand in a name.
    reach: usize,
}

/// The organisations of a text.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let characters = Characters::of(text);
    if !(0..characters.len()).any(|at| ending_at(&characters, at).is_some()) {
        return Vec::new();
    }
    let words = words_of(text, &characters);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let end = ending_at(&characters, at).map(|length| at + length);
        let Some(end) = end.filter(|end| is_cut(&words, *end)) else {
            at += 1;
            continue;
        };
        let least = found.last().map_or(0, |last| last.end);
        let before = before(&characters, &words, at, least);
        match (found.last_mut(), before.name) {
            // 某大学附属医院: the longer name is the one that is meant.
            (Some(last), _) if last.end == before.reach && !is_office(&characters, last) => last.end = end,
            (_, Some(name)) if at - name >= LEAST => found.push(name..end),
            // There is only one ministry of each name.
            (_, None) if characters.at(end - 1) == Some('部') => found.push(at..end),
            _ => {}
        }
        at = end;
    }
    found.into_iter().map(|range| characters.bytes(range)).collect()
}

/// Whether a name is that of an office: what stands right behind it is of another one, or one of its departments.
fn is_office(text: &Characters, name: &Range<usize>) -> bool {
    matches!(text.at(name.end - 1), Some('厅' | '局' | '部'))
}

/// The longest ending that stands here.
fn ending_at(text: &Characters, at: usize) -> Option<usize> {
    let rest = text.from(at);
    ENDINGS.iter().filter(|ending| starts_with(rest, ending)).map(|ending| ending.chars().count()).max()
}

/// Whether a word ends here: 教育部 is no ministry in 教育部门.
fn is_cut(words: &[Word], end: usize) -> bool {
    words.binary_search_by_key(&end, |word| word.range.end).is_ok()
}

/// The words of a text. Where a word holds an ending, as 清华大学 and 农业大学 may, it is asked whether it is somebody's own.
fn words_of(text: &str, characters: &Characters) -> Vec<Word> {
    let at = |byte: usize| characters.bytes.partition_point(|start| *start < byte);
    let words = kinds(text).into_iter().map(|(bytes, kind)| {
        let word = text.get(bytes.clone()).unwrap_or_default();
        let before =
            ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).min_by_key(|left| left.len());
        let kind = match before {
            _ if TRADES.contains(&word) => WordKind::Noun,
            Some(before) if !kinds(before).iter().any(|(_, kind)| *kind == WordKind::Name) => WordKind::Noun,
            _ => kind,
        };
        Word { range: at(bytes.start)..at(bytes.end), kind }
    });
    words.collect()
}

/// Looks from an ending to the left, no farther than `least`.
fn before(text: &Characters, words: &[Word], ending: usize, least: usize) -> Before {
    let least = least.max(ending.saturating_sub(LONGEST));
    let count = words.partition_point(|word| word.range.start < ending);
    let words = words.get(..count).unwrap_or_default();
    let mut before = Before { name: None, reach: ending };
    let mut is_beside_name = true;
    let (mut is_division, mut is_inside) = (false, false);
    let mut left = words.len();
    while let Some(last) = left.checked_sub(1) {
        let first = singles_from(text, words, last, ending);
        let run = words.get(first..left).unwrap_or_default();
        let Some(start) = run.first().map(|word| word.range.start).filter(|start| *start >= least) else {
            break;
        };
        let Some(mut is_own) = own(text, run) else { break };
        // 青石市: whatever it means elsewhere, before 市 it is a place.
        is_own |= is_division
            && run.len() == 1
            && run.iter().all(|word| word.kind == WordKind::Noun && word.range.len() > 1);
        if is_own && before.name.is_some() && !is_beside_name {
            // Another name, of somebody else.
            break;
        }
        if is_own {
            before.name = Some(start);
        }
        match text.at(start) {
            Some('）' | ')') => is_inside = true,
            // 春江（集团）公司: what is in brackets is not where a name begins.
            Some('（' | '(') if is_inside => {
                is_inside = false;
                before.name = None;
            }
            _ => {}
        }
        is_division = text.at(start).is_some_and(|c| DIVISIONS.contains(&c)) && run.len() == 1;
        is_beside_name = is_own || before.name.is_none() || is_division && is_beside_name;
        before.reach = start;
        left = first;
    }
    before.name = before.name.filter(|_| !is_inside);
    before
}

/// The first of the words of one character each that stand on end up to this one.
fn singles_from(text: &Characters, words: &[Word], last: usize, ending: usize) -> usize {
    let is_single = |index: &usize| {
        words.get(*index).is_some_and(|word| {
            word.range.len() == 1
                && word.range.end <= ending
                && !stops(text, word)
                && word.kind != WordKind::Mark
        })
    };
    (0..=last).rev().take_while(is_single).last().unwrap_or(last)
}

/// Whether a word, or words of one character on end, are somebody's own; `None`: they cannot stand in a name.
fn own(text: &Characters, run: &[Word]) -> Option<bool> {
    if let [_, _, ..] = run {
        // Characters that make no word together are a name, if one of them can be part of one.
        let may_name = |word: &Word| {
            matches!(word.kind, WordKind::Noun | WordKind::Name | WordKind::Unknown)
                && text.at(word.range.start).is_some_and(|c| !DIVISIONS.contains(&c) && !KINDS.contains(&c))
        };
        return run.iter().any(may_name).then_some(true);
    }
    let word = run.first()?;
    if stops(text, word) {
        return None;
    }
    let is_single = word.range.len() == 1;
    match word.kind {
        WordKind::Name => Some(!is_single),
        // 6G and AI are kinds.
        WordKind::Latin => {
            Some(word.range.len() > 2 && text.at(word.range.start).is_some_and(char::is_alphabetic))
        }
        WordKind::Noun | WordKind::Number | WordKind::Unknown => Some(false),
        WordKind::Mark => {
            text.at(word.range.start).filter(|c| matches!(c, '（' | '）' | '(' | ')' | '·')).map(|_| false)
        }
        WordKind::Side | WordKind::Deed | WordKind::Other => None,
    }
}

/// Whether the name begins behind this word.
fn stops(text: &Characters, word: &Word) -> bool {
    let up_to = text.before(word.range.end);
    // 家 stops a name, 国家 does not.
    let is_break = |stop: &str| {
        let is_longer = word.range.len() > 1 && stop.chars().nth(1).is_none();
        !is_longer && ends_with(up_to, stop)
    };
    word.kind == WordKind::Other || BREAKS.iter().any(|stop| is_break(stop))
}

#[cfg(test)]
mod tests {
    use super::super::tests::lit;
    use super::find;

    #[test]
    fn names_of_organisations_are_whole() {
        let cases: [(&str, &[&str]); 38] = [
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
            // What is only a kind has no name.
            ("多家食品公司和物流公司在这里落户", &[]),
            ("几所农业大学、职业学院的学生", &[]),
            ("建成三个国家重点实验室", &[]),
            ("县医院和中心小学之间", &[]),
            ("全县中小学校和公立医院", &[]),
            ("两大集团和三家银行", &[]),
            // A verb or a preposition is no part of a name.
            ("他们用渔业合作社的船", &[]),
            ("以省级实验室为主", &[]),
            ("走访河南双江食品公司", &["河南双江食品公司"]),
            ("联手打造湖南青竹农业科技公司", &["湖南青竹农业科技公司"]),
            ("挂牌成立云岭茶叶研究所", &["云岭茶叶研究所"]),
            // What comes before is of another kind.
            ("食品龙头企业双江集团", &["双江集团"]),
            ("浙江青石市白沙区教育局", &["浙江青石市白沙区教育局"]),
            ("河南大学海南研究院", &["河南大学海南研究院"]),
            ("购买QXT公司的股票", &["QXT公司"]),
            // A ministry is the only one of its name; a department of education is none.
            ("教育部和工业和信息化部发文", &["教育部", "工业和信息化部"]),
            ("教育部门和公安部门发文", &[]),
            ("湖北省发展和改革委员会", &["湖北省发展和改革委员会"]),
            ("大学生们", &[]),
            ("湖北省重点实验室和AI公司、6G实验室", &[]),
            ("江北省水利厅水库与堤防处", &["江北省水利厅"]),
            ("青竹（河南）食品公司", &["青竹（河南）食品公司"]),
            ("在食品（河南）有限公司", &[]),
            ("春江集团子公司", &["春江集团"]),
            ("湖南现代种植研究院", &["湖南现代种植研究院"]),
            ("中国农业科学院作物研究所", &["中国农业科学院作物研究所"]),
        ];
        for (text, expected) in cases {
            assert_eq!(lit(text, find), expected, "{text}");
        }
    }
}
