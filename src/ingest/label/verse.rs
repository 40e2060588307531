//! Lines that are set as lines: a poem, the rows of a table.
//!
//! They are short, end without a full stop and follow each other without a blank line. A headline has at most two such
//! lines, or two over a subtitle of two; text that was wrapped in a narrow column has full stops within its lines.

use super::{Context, Label, Rule};
use crate::ingest::lines::is_han;
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "verse",
    reason: ("一行行短句紧接着排，是诗或表", "short lines set one below the other: a poem or a table"),
    judge: |context, line| is_row(context, line).then_some(Label::Row),
};

/// The longest row, in characters.
const LONGEST: usize = 30;
/// So many rows in one block are no headline.
const LEAST_ROWS: usize = 4;
/// Nor are so many in neighbouring blocks.
const LEAST_IN_STANZAS: usize = 5;
/// Each of those has at least so many.
const SHORTEST_STANZA: usize = 2;
/// Rows that end in a figure or its unit are a table already when there are so many.
const LEAST_FIGURES: usize = 3;
/// No column of text is narrower, in characters.
const NARROWEST: usize = 11;
/// No more rows than this are looked at above and below a line.
const MOST: usize = 60;

fn is_row(context: &Context<'_>, line: usize) -> bool {
    if is_field(context.text.line(line)) {
        return true;
    }
    if context.style.usual_gap == 0 || !can_be_row(context, line) {
        return false;
    }
    let (first, last) = block(context, line);
    let rows = last - first + 1;
    if rows < SHORTEST_STANZA || is_wrapped(context, first, last) {
        return false;
    }
    let figures = (first..=last).filter(|&row| ends_in_figure(context.text.line(row))).count();
    if rows >= LEAST_ROWS || rows >= LEAST_FIGURES && figures == rows {
        return true;
    }
    let above = first.checked_sub(1).map_or(0, |above| stanza(context, above));
    let below = context.after(last).map_or(0, |below| stanza(context, below));
    rows + above + below >= LEAST_IN_STANZAS
}

/// A row of a notice that tells one thing: 联系人：…, 地址：…, 账号：….
fn is_field(text: &[char]) -> bool {
    static FIELDS: Words = Words::new(&[
        "联系人：",
        "联系电话：",
        "咨询电话：",
        "报名电话：",
        "电话：",
        "传真：",
        "地址：",
        "联系地址：",
        "时间：",
        "地点：",
        "邮编：",
        "邮箱：",
        "网址：",
        "开户行：",
        "账号：",
        "户名：",
        "监督电话：",
        "举报电话：",
    ]);
    text.len() <= LONGEST_FIELD && FIELDS.open(text) && !text.contains(&'。')
}

/// The longest of those, in characters.
const LONGEST_FIELD: usize = 60;

/// How many rows the block of a line has, if it is a stanza.
fn stanza(context: &Context<'_>, line: usize) -> usize {
    if !can_be_row(context, line) {
        return 0;
    }
    let (first, last) = block(context, line);
    let rows = last - first + 1;
    if rows >= SHORTEST_STANZA && !is_wrapped(context, first, last) { rows } else { 0 }
}

fn can_be_row(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    matches!(context.label(line), None | Some(Label::Row))
        && text.len() <= LONGEST
        && !text.contains(&'。')
        && text.iter().any(|&c| is_han(c))
}

/// The lines around one that follow each other without a blank line and can be rows.
fn block(context: &Context<'_>, line: usize) -> (usize, usize) {
    let (mut first, mut last) = (line, line);
    while first > 0 && line - first < MOST && context.text.gap(first) == 0 && can_be_row(context, first - 1) {
        first -= 1;
    }
    while let Some(next) = context.after(last)
        && last - line < MOST
        && context.text.gap(next) == 0
        && can_be_row(context, next)
    {
        last = next;
    }
    (first, last)
}

/// Whether the lines are as long as the column is wide: all but the last have the same length, and no verse is that narrow.
fn is_wrapped(context: &Context<'_>, first: usize, last: usize) -> bool {
    let lengths = (first..last).map(|row| context.text.line(row).len());
    let (least, most) = (lengths.clone().min(), lengths.max());
    last - first >= 2 && least.zip(most).is_some_and(|(least, most)| least >= NARROWEST && most - least <= 1)
}

/// 广州 9.8, 保护性耕作 1.1亿亩: behind a blank a figure and its unit.
fn ends_in_figure(text: &[char]) -> bool {
    let Some(blank) = text.iter().rposition(|c| *c == ' ') else { return false };
    text.get(blank + 1).is_some_and(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn a_poem_and_a_table_are_no_headings() {
        let text = "天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往下跑，喊着船的名字。\n\n";
        let poem = &format!(
            "{}渡口\n\n陆远\n\n雾从江面上来\n船从雾里来\n我等的人还没有来\n\n水涨到第三级石阶\n石阶下面是昨天\n",
            text.repeat(6)
        );
        let rows = labels(poem).into_iter().filter(|label| *label == Label::Row).count();
        assert_eq!(rows, 5);
        let table = format!("{}各港渔船数\n\n东港 21艘\n西港 18艘\n南港 7艘\n", text.repeat(3));
        assert_eq!(labels(&table)[4..], [Label::Row; 3]);
    }

    #[test]
    fn two_lines_of_a_headline_are_no_verse() {
        let page = "渔港添了五座码头\n停得下二百条渔船\n\n◎本报记者 陆远\n\n\
                    天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往下跑，喊着船的名字。\n";
        assert_eq!(labels(page)[..2], [Label::Heading, Label::Heading]);
    }
}
