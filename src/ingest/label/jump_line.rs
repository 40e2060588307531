//! Jump lines: （上接第一版）, （下转第三版）, ▶下转A3版, alone or at the ends of a paragraph.

use super::{Label, Rule};
use crate::ingest::lines::{find, starts_with};

pub(super) const RULE: Rule = Rule {
    name: "jump-line",
    reason: (
        "整行只写上接或下转某版",
        "the whole line names the page that the story comes from or goes on to",
    ),
    judge: |context, line| jump_of_line(context.text.line(line)).map(|_| Label::JumpLine),
};

/// The two directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jump {
    /// 上接.
    From,
    /// 下转.
    To,
}

/// The longest jump line, in characters.
const LONGEST: usize = 26;

/// Words before the name of the page.
const FROM: &[&str] = &["上接", "紧接", "接"];
/// Words before the name of the page.
const TO: &[&str] = &["下转", "转", "全文见", "详见", "相关报道见", "更多报道见"];

/// The direction of a line that is nothing but a jump.
pub(crate) fn jump_of_line(line: &[char]) -> Option<Jump> {
    if line.len() > LONGEST || !line.contains(&'版') {
        return None;
    }
    let inner = strip_marks(line);
    let after = |words: &[&str]| {
        words
            .iter()
            .find(|word| starts_with(inner, word))
            .is_some_and(|word| names_page(&inner[word.chars().count()..]))
    };
    if after(FROM) {
        Some(Jump::From)
    } else if after(TO) {
        Some(Jump::To)
    } else {
        None
    }
}

/// Whether a text is the name of a page: 第一版, A3版, 12版·要闻.
fn names_page(text: &[char]) -> bool {
    let number = text
        .iter()
        .take_while(|c| {
            c.is_ascii_alphanumeric()
                || matches!(c, '第' | ' ' | '末' | '头')
                || "一二三四五六七八九十".contains(**c)
        })
        .count();
    let rest = &text[number..];
    (1..=8).contains(&number) && rest.first() == Some(&'版') && !rest.iter().any(|c| matches!(c, '，' | '。'))
}

fn strip_marks(line: &[char]) -> &[char] {
    let is_mark = |c: &char| {
        matches!(
            c,
            '（' | '）' | '▶' | '►' | '▲' | '△' | '→' | '>' | '【' | '】' | '[' | ']' | ' ' | '●' | '■'
        )
    };
    let start = line.iter().position(|c| !is_mark(c)).unwrap_or(line.len());
    let end = line.iter().rposition(|c| !is_mark(c)).map_or(start, |at| at + 1);
    &line[start..end.max(start)]
}

/// The characters that a （上接…版） at the start of a paragraph takes.
pub(crate) fn leading_jump(line: &[char]) -> Option<usize> {
    if !matches!(line.first(), Some('（' | '【' | '[')) {
        return None;
    }
    let end = line.iter().take(LONGEST).position(|c| matches!(c, '）' | '】' | ']'))?;
    (jump_of_line(&line[..=end]) == Some(Jump::From) && end + 1 < line.len()).then_some(end + 1)
}

/// Where a （下转…版） at the end of a paragraph begins.
pub(crate) fn trailing_jump(line: &[char]) -> Option<usize> {
    if !matches!(line.last(), Some('）' | '】' | ']')) {
        return None;
    }
    let from = line.len().saturating_sub(LONGEST);
    let start = from + line[from..].iter().rposition(|c| matches!(c, '（' | '【' | '['))?;
    (start > 0 && jump_of_line(&line[start..]) == Some(Jump::To)).then_some(start)
}

/// The page that a jump names: 第三版, A3版, 12版.
pub(crate) fn page_of_jump(line: &[char]) -> Option<u32> {
    let end = find(line, "版")?;
    let mut number: Option<u32> = None;
    for &c in &line[..end] {
        let digit = match c {
            '0'..='9' => c.to_digit(10),
            '一' => Some(1),
            '二' => Some(2),
            '三' => Some(3),
            '四' => Some(4),
            '五' => Some(5),
            '六' => Some(6),
            '七' => Some(7),
            '八' => Some(8),
            '九' => Some(9),
            '十' => {
                number = Some(number.unwrap_or(1) * 10);
                continue;
            }
            _ => None,
        };
        if let Some(digit) = digit {
            let so_far = number.unwrap_or(0);
            number = Some(if c.is_ascii_digit() {
                so_far.saturating_mul(10).saturating_add(digit)
            } else {
                so_far + digit
            });
        }
    }
    number.filter(|&page| page > 0 && page < 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn lines_that_only_send_the_reader_on() {
        let cases = [
            ("（上接第一版）", Some(Jump::From)),
            ("（下转A3版）", Some(Jump::To)),
            ("▶下转第十二版", Some(Jump::To)),
            ("上接新闻出版工作会议精神", None),
            ("出版业上接天线", None),
        ];
        for (line, expected) in cases {
            assert_eq!(jump_of_line(&chars(line)), expected, "{line}");
        }
    }

    #[test]
    fn jumps_inside_paragraphs() {
        assert_eq!(leading_jump(&chars("（上接第二版）渔民们收网了。")), Some(7));
        assert_eq!(leading_jump(&chars("（上接第二版）")), None);
        assert_eq!(trailing_jump(&chars("渔民们收网了。（下转第四版）")), Some(7));
        assert_eq!(trailing_jump(&chars("渔民们收网了（图）")), None);
    }

    #[test]
    fn the_page_of_a_jump() {
        for (line, page) in [
            ("（下转第三版）", Some(3)),
            ("下转A12版", Some(12)),
            ("上接第十一版", Some(11)),
            ("下转第二十版", Some(20)),
            ("下转末版", None),
        ] {
            assert_eq!(page_of_jump(&chars(line)), page, "{line}");
        }
    }
}
