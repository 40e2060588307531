//! 引题, 主题, 副题 and 小标题: short lines that do not end like a sentence.
//!
//! A torn paragraph leaves short lines too (日前，首届渔港开放日暨国家). What speaks for a heading is weighed against
//! what speaks for a fragment: length, marks, neighbours, and whether some line of the page reads on from it.

use super::names::title_length;
use super::{Context, Label, Rule};
use crate::ingest::join::{breaks_off, cannot_open};
use crate::ingest::lines::{Balance, is_han, starts_with};
use crate::ingest::weights::{HEADING_FEATURES, dot};

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
    features(context, line).map_or(-1.0, |features| dot(&features, &context.weights.heading))
}

/// What is known of a line that may be a heading, in the order of [`HEADING_FEATURES`]; `None` where it cannot be.
pub(crate) fn features(context: &Context<'_>, line: usize) -> Option<[f32; HEADING_FEATURES.len()]> {
    let text = context.text.line(line);
    let &last = text.last()?;
    if text.len() > LONGEST || matches!(last, '。' | '，' | '、' | '；') || text.contains(&'。') {
        return None;
    }
    let flag = |is: bool| f32::from(u8::from(is));
    let length = text.len();
    let commas = text.iter().filter(|c| matches!(c, '，' | '；')).count().min(3) as f32;
    let before = line.checked_sub(1).map(|before| (context.text.line(before), context.label(before)));
    let after = context.after(line).map(|after| (context.text.line(after), context.label(after)));
    let same_block = |below: usize, neighbour: &[char]| {
        context.style.usual_gap > 0 && context.text.gap(below) == 0 && neighbour.len() < 40
    };
    let near = reads_on(context, line, 2);
    let far = reads_on(context, line, 12);
    let is_after =
        |labels: &[Label]| after.and_then(|(_, label)| label).is_some_and(|label| labels.contains(&label));
    let is_before =
        |labels: &[Label]| before.and_then(|(_, label)| label).is_some_and(|label| labels.contains(&label));
    let long_before = before.filter(|(text, label)| label.is_none() && text.len() > 12);
    Some([
        1.0,
        length as f32 / 10.0,
        flag(length <= 8),
        flag(length <= 14),
        flag(length <= 20),
        flag(length >= 28),
        flag(length >= 40),
        commas,
        flag(text.contains(&' ') && text.iter().any(|&c| is_han(c))),
        flag(!Balance::of(text).is_even()),
        flag(matches!(last, '！' | '？')),
        flag(last == '：' && length <= 10),
        flag(last == '：' && length > 10),
        flag(last == '…'),
        flag(matches!(text, [.., '！' | '？' | '…', '”'])),
        flag(OPENERS.iter().any(|word| starts_with(text, word))),
        flag(cannot_open(text)),
        flag(line == 0),
        flag(is_after(&[Label::Byline])),
        flag(is_after(&[Label::Opening])),
        flag(is_after(&[Label::Subtitle])),
        flag(is_after(&[Label::JumpLine])),
        flag(is_after(&[Label::SectionLabel, Label::SeriesLabel])),
        flag(after.is_some_and(|(text, _)| same_block(line + 1, text))),
        flag(before.is_some_and(|(text, _)| same_block(line, text))),
        flag(is_before(&[Label::SectionLabel])),
        flag(is_before(&[Label::Byline, Label::SeriesLabel, Label::JumpLine])),
        flag(after.is_none()),
        near.0.clamp(-6.0, 8.0),
        near.1,
        flag(long_before.is_some_and(|(text, _)| breaks_off(text))),
        flag(long_before.is_some_and(|(text, _)| !breaks_off(text))),
        flag(after.is_some_and(|(text, label)| label.is_none() && text.len() < 40 && breaks_off(text))),
        flag(line > 0 && context.text.gap(line) >= context.style.picture_gap),
        flag(context.after(line).is_some_and(|after| context.text.gap(after) >= context.style.picture_gap)),
        flag(matches!(
            last,
            '的' | '和'
                | '与'
                | '在'
                | '了'
                | '为'
                | '等'
                | '及'
                | '将'
                | '是'
                | '对'
                | '从'
                | '以'
                | '有'
                | '并'
                | '被'
                | '把'
        )),
        flag(text.iter().rposition(|c| *c == '：').is_some_and(|at| at > 0 && at + 1 < length)),
        far.0.clamp(-6.0, 8.0),
        flag(near.0 > 3.5),
        flag(near.0 > 6.0),
        flag(text.contains(&'、')),
        flag(near.0 < -1.0),
        flag(title_length(text) > 0),
        flag(far.0 > 6.0),
    ])
}

const OPENERS: &[&str] = &[
    "日前",
    "近日",
    "据",
    "记者",
    "目前",
    "此外",
    "同时",
    "昨天",
    "今天",
    "截至",
    "但",
    "而",
    "因此",
    "为了",
    "他说",
    "她说",
    "其中",
    "近年来",
    "此次",
    "当天",
    "随着",
];

/// How well one of the next texts reads on from this line: the gain, and whether the page repeats the seam.
fn reads_on(context: &Context<'_>, line: usize, most: usize) -> (f32, f32) {
    let mut best = (-8.0_f32, 0.0_f32);
    let texts = (line + 1..context.text.len().min(line + 1 + most * 4)).filter(|&next| {
        let label = context.label(next);
        context.text.line(next).len() >= 12 && matches!(label, None | Some(Label::Opening | Label::Body))
    });
    for next in texts.take(most) {
        if context.label(next) == Some(Label::Opening) {
            break;
        }
        let evidence = context.seams.evidence(line, next);
        let gain = evidence.reading + evidence.cannot_open * 4.0 - evidence.opens_paragraph * 2.0;
        if gain > best.0 {
            best.0 = gain;
        }
        best.1 = best.1.max(evidence.repeated);
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
