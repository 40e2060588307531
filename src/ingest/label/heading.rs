//! 引题, 主题, 副题 and 小标题: short lines that do not end like a sentence.
//!
//! A torn paragraph leaves short lines too (日前，首届渔港开放日暨国家). What speaks for a heading is weighed against
//! what speaks for a fragment: length, marks, neighbours, and whether some line of the page reads on from it.

use super::{Context, Label, Rule};
use crate::ingest::lines::{Balance, is_han, starts_with};

pub(super) const RULE: Rule = Rule {
    name: "heading",
    reason: (
        "短行，不以句末标点收尾，也不像断开的句子",
        "a short line that neither ends like a sentence nor looks like a torn one",
    ),
    judge: |context, line| (weight(context, line) > 0.0).then_some(Label::Heading),
};

/// The longest heading, in characters.
const LONGEST: usize = 64;

/// What speaks for a heading, less what speaks for a fragment of running text.
fn weight(context: &Context<'_>, line: usize) -> f32 {
    let text = context.text.line(line);
    let Some(&last) = text.last() else { return -1.0 };
    if text.len() > LONGEST || matches!(last, '。' | '，' | '、' | '；') || text.contains(&'。') {
        return -1.0;
    }
    let commas = text.iter().filter(|c| matches!(c, '，' | '；')).count() as f32;
    let mut weight = 3.2 - 0.11 * text.len() as f32;
    weight -= 0.5 * commas;
    if text[1..].contains(&' ') && text.iter().any(|&c| is_han(c)) {
        weight += 1.5;
    }
    if !Balance::of(text).is_even() {
        weight -= 4.0;
    }
    if matches!(last, '！' | '？') {
        weight += if commas > 1.0 { -0.5 } else { 0.5 };
    }
    if last == '：' {
        weight -= if text.len() <= 10 { 0.3 } else { 3.0 };
    }
    if last == '…' {
        weight -= 2.5;
    }
    if ends_inside_quote(text) {
        weight -= 3.0;
    }
    if opens_like_text(text) {
        weight -= 2.0;
    }
    weight += neighbours(context, line);
    weight - reads_on(context, line)
}

/// A paragraph that ends with 。” or ！” is speech.
fn ends_inside_quote(text: &[char]) -> bool {
    matches!(text, [.., '。' | '！' | '？' | '…', '”']) && text.len() > 24
}

const OPENERS: &[&str] = &[
    "日前", "近日", "据", "记者", "目前", "此外", "同时", "昨天", "今天", "截至", "但", "而", "因此", "为了",
    "他说", "她说", "其中",
];

fn opens_like_text(text: &[char]) -> bool {
    OPENERS.iter().any(|word| starts_with(text, word)) || super::super::join::cannot_open(text)
}

/// What stands before and after it.
fn neighbours(context: &Context<'_>, line: usize) -> f32 {
    let mut weight = 0.0;
    let usual = context.style.usual_gap;
    if line == 0 {
        weight += 2.0;
    }
    if let Some(next) = context.after(line) {
        match context.label(next) {
            Some(Label::Byline) => weight += 2.5,
            Some(Label::Opening) => weight += 2.5,
            Some(Label::Subtitle) => weight += 3.0,
            Some(Label::JumpLine) => weight += 1.0,
            Some(Label::SeriesLabel | Label::SectionLabel) => weight += 0.5,
            _ => {}
        }
        if usual > 0 && context.text.gap(next) == 0 && context.text.line(next).len() < 40 {
            weight += 2.0;
        }
    } else {
        weight += 0.7;
    }
    if line > 0 {
        if usual > 0 && context.text.gap(line) == 0 && context.text.line(line - 1).len() < 40 {
            weight += 2.0;
        }
        match context.label(line - 1) {
            Some(Label::SectionLabel) => weight += 2.0,
            Some(Label::Byline | Label::SeriesLabel | Label::JumpLine) => weight += 0.5,
            _ => {}
        }
    }
    weight
}

/// How well the next long line, or the one after it, reads on from this one.
fn reads_on(context: &Context<'_>, line: usize) -> f32 {
    let mut best = 0.0_f32;
    let mut seen = 0;
    for next in line + 1..context.text.len().min(line + 6) {
        let text = context.text.line(next);
        if text.len() < 12
            || matches!(context.label(next), Some(Label::Caption | Label::Credit | Label::JumpLine))
        {
            continue;
        }
        if matches!(context.label(next), Some(Label::Byline | Label::Opening)) {
            break;
        }
        let evidence = context.seams.evidence(line, next);
        best = best.max(
            evidence.reading * 0.35 + evidence.repeated * 0.5 + evidence.cannot_open * 2.0
                - evidence.opens_paragraph,
        );
        seen += 1;
        if seen == 2 {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn headings_and_fragments() {
        let page = "渔港添了五座码头\n\n◎本报记者 陆远\n\n\
                    天刚擦黑，码头上的灯一盏一盏亮起来，出海的人循着光回家，孩子们沿着石阶往下跑，喊着船的名字。\n\n\
                    灯塔守到天明\n\n\
                    守塔人说，这座灯塔建成以来从没有在夜里熄过一次，他的父亲也是守塔人，一守就是三十年。\n\n\
                    日前，首届渔港开放日暨国家\n\n\
                    级灯塔博物馆揭牌仪式在岛上举行，四百多位船老大从各个港口赶来，把码头挤得满满当当。\n";
        assert_eq!(
            labels(page),
            [
                Label::Heading,
                Label::Byline,
                Label::Body,
                Label::Heading,
                Label::Body,
                Label::Body,
                Label::Body
            ]
        );
    }
}
