//! What the words of a short line say about it: the name of a box, a notice, a document, a place before a colon, a number.

use super::{LONGEST, LONGEST_HEADLINE, LONGEST_SUBJECT, can_be_heading};
use crate::ingest::join::{names_place, opens_item};
use crate::ingest::lines::{find, starts_with};
use crate::ingest::word_list::Words;

/// What a number speaks for a heading: 二、以共享补短板, （一）摸清底数. A clause behind it speaks for an item of a list.
pub(super) fn numbered(text: &[char]) -> f32 {
    const NUMBERED: f32 = 3.0;
    let short = text.len() <= LONGEST_SUBHEAD
        && can_be_heading(text)
        && !text.iter().any(|c| matches!(c, '，' | '；'));
    if short && opens_item(text) { NUMBERED } else { 0.0 }
}

/// The longest heading with a number, in characters.
const LONGEST_SUBHEAD: usize = 20;

/// The title of a document: 关于加强小微绿地管理的若干措施.
pub(crate) fn titles_document(text: &[char]) -> bool {
    static KINDS: Words = Words::new(&[
        "办法",
        "措施",
        "意见",
        "规定",
        "通知",
        "决定",
        "方案",
        "条例",
        "细则",
        "公告",
        "通告",
        "倡议书",
    ]);
    starts_with(text, "关于") && text.len() <= LONGEST && KINDS.close(text) && !text.contains(&'，')
}

/// The name of a box that belongs to the story above it or around it: 链接, 记者手记, 阅读提示, perhaps with the title of
/// the box (记者手记：一道看得见的线).
pub(crate) fn names_box(text: &[char]) -> bool {
    let inner = match text {
        ['【' | '■' | '□' | '▲' | '●' | '◆', rest @ ..] => {
            rest.strip_suffix(&['】']).unwrap_or(rest)
        }
        text => text,
    };
    let titled = |title: &[char]| {
        matches!(title, ['：', _, ..]) && inner.len() <= LONGEST_HEADLINE && can_be_heading(inner)
    };
    BOXES.opening(inner).any(|name| {
        let behind = &inner[name.chars().count()..];
        behind.is_empty() || titled(behind)
    })
}

static BOXES: Words = Words::new(&[
    "链接",
    "相关链接",
    "背景链接",
    "新闻链接",
    "知识链接",
    "延伸阅读",
    "相关阅读",
    "阅读提示",
    "核心阅读",
    "新闻背景",
    "背景资料",
    "背景",
    "编者按",
    "编者的话",
    "编后",
    "编后语",
    "开栏的话",
    "开栏语",
    "记者手记",
    "采访手记",
    "采访札记",
    "记者观察",
    "记者感言",
    "记者点评",
    "专家点评",
    "专家观点",
    "专家解读",
    "专家提醒",
    "专家建议",
    "名词解释",
    "名词注释",
    "小贴士",
    "温馨提示",
    "数据链接",
    "人物简介",
    "人物名片",
    "作者简介",
    "嘉宾简介",
    "事件回顾",
    "案例",
    "记者调查",
    "法官说法",
    "以案说法",
    "核心提示",
    "内容提要",
]);

/// A headline that says itself what its story is: 社论：…, and that of a notice: 更正, 遗失声明, 减资公告, 河湾县自然资源局国有建设用地使用权出让公告.
pub(crate) fn announces(text: &[char]) -> bool {
    static KINDS: Words =
        Words::new(&["公告", "声明", "启事", "通告", "讣告", "更正", "公示", "致歉信", "感谢信"]);
    static VERBS: Words = Words::new(&["发", "签", "联合", "宣", "出", "作", "依法", "及时", "共同", "公开"]);
    static OPENERS: Words = Words::new(&["社论：", "短评：", "快评：", "时评：", "评论：", "更正："]);
    const LONGEST_KIND: usize = 8;
    if OPENERS.open(text) && text.len() <= LONGEST_HEADLINE {
        return can_be_heading(text);
    }
    // The title over a table says in what its figures are counted.
    if text.len() <= LONGEST && text.last() == Some(&'）') && find(text, "（单位：").is_some_and(|at| at > 0)
    {
        return true;
    }
    let long = text.len() > LONGEST_KIND
        && text.len() <= LONGEST
        && text.ends_with(&['公', '告'])
        && names_place(text);
    KINDS.close(text) && !VERBS.open(text) && (text.len() <= LONGEST_KIND || long)
}

/// A short line that names a place before a colon and then goes on (山西吉县：果园里的夜校) is a heading. Running text
/// has a colon so early only before what somebody says.
pub(crate) fn names_place_first(text: &[char]) -> bool {
    let Some(colon) = text.iter().take(LONGEST_SUBJECT + 1).position(|c| *c == '：') else { return false };
    let (subject, behind) = (&text[..colon], &text[colon + 1..]);
    let is_speech = behind.first() == Some(&'“') || subject.last().is_some_and(|c| SPEAKING.contains(*c));
    (LONGEST_SUBJECT..=LONGEST_HEADLINE - colon).contains(&behind.len())
        && !is_speech
        && can_be_heading(text)
        && !behind.contains(&'：')
        && names_place(subject)
}

/// The last characters of words that lead over to speech: 说 称 表示 告诉 介绍 认为.
const SPEAKING: &str = "说称示诉绍为道";

/// The name or role before a colon at the start of a line.
pub(super) fn speaker(text: &[char]) -> Option<&[char]> {
    const LONGEST_SPEAKER: usize = 4;
    let colon = text.iter().take(LONGEST_SPEAKER + 1).position(|c| *c == '：')?;
    (colon > 0 && text.len() > colon + 1).then(|| &text[..colon])
}
