//! Credits of pictures: 某某摄, 新华社发, 受访单位供图, alone in a line.

use super::names::{is_name, title_length};
use super::{Label, Rule};
use crate::ingest::lines::is_han;
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "credit",
    reason: ("只写图片由谁拍摄或提供", "it only says who took or lent the picture"),
    judge: |context, line| is_credit(context.text.line(line)).then_some(Label::Credit),
};

const LONGEST: usize = 26;
/// The longest with its brackets and a full stop.
pub(super) const LONGEST_IN_MARKS: usize = LONGEST + 3;

/// Agencies and archives that are credited by their name alone.
static ARCHIVES: Words = Words::new(&[
    "视觉中国",
    "人民视觉",
    "影像中国",
    "新华社",
    "中新社",
    "东方IC",
    "资料图片",
    "资料图",
    "资料照片",
    "图虫创意",
    "人民图片",
    "视觉中国供图",
    "新华社发",
    "中新社发",
]);

/// Whether a text is a credit and nothing else.
pub(crate) fn is_credit(text: &[char]) -> bool {
    let text = text.strip_suffix(&['。']).unwrap_or(text);
    let text = match (text.first(), text.last()) {
        (Some('（'), Some('）')) => &text[1..text.len() - 1],
        _ => text,
    };
    if text.is_empty()
        || text.len() > LONGEST
        || text.iter().any(|c| matches!(c, '。' | '，' | '！' | '？' | '；' | '“'))
    {
        return false;
    }
    if is_archive(text) || LENT.close(text) {
        return true;
    }
    let text = match text {
        // （均为本报记者 陆远摄）
        ['均', '为' | '由', rest @ ..] => rest,
        // 陆远摄（影像河湾）: behind the person the archive.
        [.., '）'] => without_archive(text),
        _ => text,
    };
    // 陆远/文 舒窈/图 signs a story.
    if text.windows(2).any(|pair| matches!(pair, ['/' | '／', '文'] | ['文', '/' | '／'])) {
        return false;
    }
    // 漫画/陆远, 插图：陆远.
    if let Some(word) = DRAWN.opening(text).next() {
        return is_person(&text[word.chars().count()..]);
    }
    if let Some(word) = TAKEN.closing(text) {
        return is_person(&text[..text.len() - word.chars().count()]);
    }
    // 新华社发, 影像中国发, 新华社发（某某摄）
    text.strip_suffix(&['发']).is_some_and(|rest| (2..=8).contains(&rest.len()) && is_archive(rest))
        || ISSUED.open(text)
}

/// How credits of those who lent a picture end.
static LENT: Words = Words::new(&["供图", "图片来源", "提供图片", "资料图", "资料图片", "资料照片"]);
/// How credits of those who took or drew it end.
static TAKEN: Words = Words::new(&["摄影", "供图", "摄", "/图", "绘图", "制图", "／图"]);
/// Whether a credit names who drew: a drawing has no caption above it.
pub(super) fn is_drawn(text: &[char]) -> bool {
    DRAWN.open(text)
}

/// How credits begin that name who drew or took it behind them.
static DRAWN: Words =
    Words::new(&["漫画/", "漫画：", "插图/", "插图：", "绘图/", "绘图：", "摄影/", "摄影："]);
/// How credits of agencies begin.
static ISSUED: Words = Words::new(&["新华社发", "中新社发"]);

/// The person alone where a name in brackets follows who took the picture.
fn without_archive(text: &[char]) -> &[char] {
    let Some(start) = text.iter().rposition(|c| *c == '（') else { return text };
    if text[..start].last() == Some(&'摄') { &text[..start] } else { text }
}

fn is_archive(text: &[char]) -> bool {
    ARCHIVES.opening(text).any(|word| word.chars().count() == text.len())
}

/// 陆远, 本报记者 陆远, 新华社记者 陆 远, 陆远/.
fn is_person(text: &[char]) -> bool {
    let text = text.strip_suffix(&['/']).or_else(|| text.strip_suffix(&['／'])).unwrap_or(text);
    let mut people = 0;
    let mut initials = 0;
    for word in text.split(|c| matches!(c, ' ' | '、' | '/')) {
        let rest = &word[title_length(word)..];
        match rest {
            [] => {}
            [one] if is_han(*one) => initials += 1,
            rest if is_name(rest) => people += 1,
            _ => return false,
        }
    }
    people > 0 || initials >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits() {
        let yes = [
            "陆远摄",
            "新华社记者 陆远摄",
            "本报记者 陆 远摄",
            "受访单位供图",
            "视觉中国供图",
            "新华社发",
            "人民视觉",
            "渔港管理处供图。",
            "（陆远摄）",
            "本报资料图片",
            "（均为本报记者 陆远 摄）",
            "陆远摄（影像海岛）",
            "记者陆远／摄影",
            "漫画/陆远",
            "插图：陆远",
        ];
        let no = [
            "渔港的夜色",
            "记者在渔港采访，陆远摄",
            "电台播发",
            "新品首发",
            "本报记者 陆远 摄影报道",
            "包容兼摄万象的城",
            "陆远/文 舒窈/图",
        ];
        for line in yes {
            assert!(is_credit(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!is_credit(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }
}
