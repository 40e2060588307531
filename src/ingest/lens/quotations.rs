//! Quotations: what stands in quotation marks and is said, not a term set apart (“新农人”).

use std::ops::Range;

use super::Characters;
use crate::ingest::lines::ends_with;

/// Fewer characters between marks are a term, unless they are said.
const LEAST: usize = 10;
/// Words before a colon or a mark with which people speak.
const SAYING: [&str; 16] = [
    "说",
    "道",
    "表示",
    "介绍",
    "告诉记者",
    "认为",
    "指出",
    "坦言",
    "回忆",
    "解释",
    "感慨",
    "强调",
    "透露",
    "笑称",
    "问",
    "答",
];

/// The quotations of a text, marks included. One that never closes goes on to the end.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let text = Characters::of(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(close) = text.at(at).and_then(closing) else {
            at += 1;
            continue;
        };
        let end = end_of(&text, at, close);
        if is_said(&text, at, end) {
            found.push(text.bytes(at..end));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn closing(open: char) -> Option<char> {
    match open {
        '“' => Some('”'),
        '「' => Some('」'),
        _ => None,
    }
}

/// The character after the mark that closes; the same mark inside opens another pair.
fn end_of(text: &Characters, start: usize, close: char) -> usize {
    let open = text.at(start);
    let mut depth = 0_usize;
    for (offset, c) in text.from(start).iter().enumerate() {
        if Some(*c) == open {
            depth += 1;
        } else if *c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return start + offset + 1;
            }
        }
    }
    text.len()
}

fn is_said(text: &Characters, start: usize, end: usize) -> bool {
    let inside: Vec<char> =
        text.from(start + 1).iter().copied().take(end.saturating_sub(start + 2)).collect();
    let ends_as_sentence = inside.last().is_some_and(|c| matches!(c, '。' | '！' | '？' | '…' | '，'));
    let has_pause = inside.iter().any(|c| matches!(c, '，' | '。' | '；' | '？' | '！'));
    let before = text.before(start);
    let before = before.strip_suffix(&['：']).or_else(|| before.strip_suffix(&['，'])).unwrap_or(before);
    let announced = before.len() < start && SAYING.iter().any(|word| ends_with(before, word));
    ends_as_sentence || announced || inside.len() >= LEAST && has_pause
}

#[cfg(test)]
mod tests {
    use super::super::tests::lit;
    use super::find;

    #[test]
    fn speech_is_told_from_terms() {
        let cases: [(&str, &[&str]); 7] = [
            ("“最难的是最后那一段。”总工程师说", &["“最难的是最后那一段。”"]),
            ("他们叫它“云上账本”，每天都翻", &[]),
            ("老人笑着说：“坐惯了”", &["“坐惯了”"]),
            ("“水来了，”她说，“灯也亮了。”", &["“水来了，”", "“灯也亮了。”"]),
            ("他说：“有人喊‘开闸’，我就跑。", &["“有人喊‘开闸’，我就跑。"]),
            ("「明天早上，船还开嗎？」", &["「明天早上，船还开嗎？」"]),
            ("”没有开头的", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(lit(text, find), expected, "{text}");
        }
    }
}
