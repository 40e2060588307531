//! 图注: a line below the place where a picture stood.
//!
//! A line is a caption when (1) it ends with a credit of its own, or (2) a credit follows it and it is short, or
//! (3) it opens with 图为, 上图 …, or (4) a picture's gap stands before it, it is one short complete sentence,
//! and the text before and after it reads on without it.

use super::credit::{LONGEST_IN_MARKS, is_credit, is_drawn};
use super::{Context, Label, Rule};
use crate::ingest::lines::ends_sentence;
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "caption",
    reason: (
        "图片空处之下的短句，或带图片来源",
        "a short line where a picture stood, or one that carries a credit",
    ),
    judge: |context, line| is_caption(context, line).then_some(Label::Caption),
};

/// How captions that tell of their picture begin.
static OPENERS: Words = Words::new(&["图为", "上图", "下图", "左图", "右图", "图①", "图一：", "图1"]);
/// The longest caption, in characters.
const LONGEST: usize = 160;

fn is_caption(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    if text.len() > LONGEST || text.len() < 4 {
        return false;
    }
    let picture = context.text.gap(line) >= context.style.picture_gap && line > 0;
    let opens = OPENERS.open(text) || is_numbered(text);
    if credit_start(text).is_some() && (picture || opens || text.len() <= 90) {
        return true;
    }
    let credited = context
        .after(line)
        .is_some_and(|next| context.label(next) == Some(Label::Credit) && !is_drawn(context.text.line(next)));
    if credited && (picture || opens || text.len() <= 60) {
        return true;
    }
    if opens && (picture || text.len() <= 60) && text.last().is_some_and(|&c| ends_sentence(c)) {
        return true;
    }
    picture && text.len() <= 40 && (sits_in_a_seam(context, line) || tells_of_picture(context, line))
}

/// Where a picture stood in whole text, one short sentence of what is to be seen: it says neither who spoke nor that
/// somebody did, and text goes on below it.
fn tells_of_picture(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    let before = context.text.line(line - 1);
    let sentence = text.last() == Some(&'。') && text.iter().filter(|c| **c == '。').count() == 1;
    let speaks = text.iter().any(|c| matches!(c, '“' | '”' | '：' | '说' | '称' | '据'));
    let in_text = before.len() > LONGEST_SENTENCE && before.last().is_some_and(|&c| ends_sentence(c));
    let goes_on =
        |next: usize| context.text.line(next).len() > LONGEST_SENTENCE && context.label(next).is_none();
    sentence && !speaks && in_text && context.after(line).is_some_and(goes_on)
}

/// Such a sentence is no longer than this; paragraphs of text are.
const LONGEST_SENTENCE: usize = 40;

/// 图①：…, 图二：…, 图3：….
fn is_numbered(text: &[char]) -> bool {
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '①'..='⑳') || "一二三四五六七八九十".contains(c);
    matches!(text, ['图', number, '：' | '为' | ' ', ..] if is_number(*number))
}

/// Where the credit at the end of a caption begins.
pub(crate) fn credit_start(text: &[char]) -> Option<usize> {
    let body = text.strip_suffix(&['。']).unwrap_or(text);
    // A blank, and a mark or a blank before it, may stand before the longest.
    let tail = body.len().saturating_sub(LONGEST_IN_MARKS + 2);
    // The credit follows the last full stop, or else one of the last blanks; 新华社记者 某某摄 has a blank inside.
    let stop = body[tail..].iter().rposition(|c| matches!(c, '。' | '！' | '”' | '）' | '；'));
    if let Some(stop) = stop.map(|stop| tail + stop) {
        let rest = &body[stop + 1..];
        let skip = rest.iter().take_while(|c| **c == ' ').count();
        if is_credit(&rest[skip..]) {
            return Some(stop + 1 + skip);
        }
    }
    (tail.max(1)..body.len()).find(|&at| body[at] == ' ' && is_credit(&body[at + 1..])).map(|at| at + 1)
}

/// Whether the line before breaks off and the line after does not open a story.
fn sits_in_a_seam(context: &Context<'_>, line: usize) -> bool {
    let before = context.text.line(line - 1);
    let torn = before.len() > 12 && before.last().is_some_and(|&c| !ends_sentence(c));
    let text = context.text.line(line);
    let sentence = text.last() == Some(&'。') && text.iter().filter(|c| **c == '。').count() == 1;
    torn && sentence && context.after(line).is_some_and(|next| context.text.line(next).len() > 12)
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn where_the_credit_begins() {
        for (caption, credit) in [
            ("渔港里船只归来。陆远摄", Some("陆远摄")),
            ("渔港里船只归来 新华社记者 陆远摄", Some("新华社记者 陆远摄")),
            ("渔港里船只归来。受访单位供图。", Some("受访单位供图。")),
            ("渔港里船只归来。", None),
        ] {
            let text: Vec<char> = caption.chars().collect();
            let found = credit_start(&text).map(|at| text[at..].iter().collect::<String>());
            assert_eq!(found.as_deref(), credit, "{caption}");
        }
    }

    #[test]
    fn a_caption_in_a_torn_paragraph() {
        let page = "天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往\n\n\n\n渔船回到港湾。\n\n陆远摄\n\n下跑，喊着船的名字。\n";
        assert_eq!(labels(page), [Label::Body, Label::Caption, Label::Credit, Label::Body]);
    }
}
