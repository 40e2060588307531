//! What stands below the last sentence of a story and is no part of it: （作者系某大学教授）, （综合新华社驻外记者报道）,
//! （本报开罗5月2日电）, 湖南浏阳 陆远, 某某县交通运输局. A story ends there: the heading below it opens another.

use super::dateline::is_opening_alone;
use super::heading::announces;
use super::names::{is_likely_name, title_length};
use super::{Context, Label, Rule};
use crate::ingest::join::names_place;
use crate::ingest::lines::{ends_sentence, find, is_han};
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "closing-note",
    reason: (
        "正文之下括注作者身份或来源，或只有地名人名、单位名落款",
        "below the text, who the writer is or where the report comes from, or a place with a name, or an office",
    ),
    judge: |context, line| {
        if is_dated_office(context, line) {
            return Some(Label::ClosingNote);
        }
        if !stands_below_text(context, line) {
            return None;
        }
        let text = context.text.line(line);
        if is_note(text) || is_office(context, line) {
            return Some(Label::ClosingNote);
        }
        is_sent_in(text).then_some(Label::Signature)
    },
};

/// The longest note, in characters.
const LONGEST: usize = 60;

/// Whether the line above is running text that ends with a sentence.
fn stands_below_text(context: &Context<'_>, line: usize) -> bool {
    let Some(above) = line.checked_sub(1) else { return false };
    let text = context.text.line(above);
    let is_text = matches!(context.label(above), None | Some(Label::Opening | Label::ClosingNote));
    is_text && text.last().is_some_and(|&last| ends_sentence(last) || last == '）')
}

/// A line in brackets that says who the writer is, or where the report comes from.
fn is_note(line: &[char]) -> bool {
    static OF_WRITER: Words = Words::new(&[
        "作者系",
        "作者为",
        "作者是",
        "作者单位",
        "作者：",
        "作者分别",
        "作者均",
        "本文作者",
        "本文系",
        "本文为",
        "执笔",
        "课题组",
        "译者",
        "讲述者",
    ]);
    let [first, inside @ .., last] = line else { return false };
    let bracketed = matches!((first, last), ('（', '）') | ('【', '】') | ('[', ']'));
    if line.len() > LONGEST || !bracketed || inside.contains(&'）') {
        return false;
    }
    let reported =
        inside.ends_with(&['报', '道']) && (find(inside, "综合").is_some() || inside.first() == Some(&'据'));
    let helped = ["参与采写", "参与采访", "亦有贡献"].iter().any(|word| find(inside, word).is_some());
    let translated = ["编译", "译", "摘编", "整理"]
        .iter()
        .find_map(|word| inside.strip_suffix(word.chars().collect::<Vec<_>>().as_slice()));
    let translated = translated.is_some_and(|name| name.len() <= 4 && is_likely_name(name));
    OF_WRITER.open(inside) || translated || helped || reported || is_opening_alone(inside)
}

/// Where a letter comes from and who wrote it: 湖南浏阳 陆远, （安徽合肥 舒窈）.
fn is_sent_in(line: &[char]) -> bool {
    const LONGEST_PLACE: usize = 10;
    const LONGEST_NAME: usize = 3;
    let line = match line {
        ['（', inside @ .., '）'] => inside,
        line => line,
    };
    let before_name = line.len().saturating_sub(LONGEST_NAME + 1);
    let Some(blank) = line[before_name..].iter().rposition(|c| *c == ' ') else { return false };
    let (place, name) = line.split_at(before_name + blank);
    let is_place = (2..=LONGEST_PLACE).contains(&place.len())
        && place.iter().all(|&c| is_han(c) || c == ' ')
        && names_place(place)
        && title_length(place) == 0;
    is_place && is_likely_name(&name[1..])
}

/// The office that signs a notice or a letter, with the day right below it. Elsewhere a line with nothing but an office
/// may be the first line of a headline.
fn is_dated_office(context: &Context<'_>, line: usize) -> bool {
    let is_day = |below: usize| {
        let day = context.text.line(below);
        context.label(below) == Some(Label::PageLabel) && day.last() == Some(&'日')
    };
    let is_signed_below = |below: usize| {
        let signs_too = names_office(context.text.line(below)) && context.after(below).is_some_and(is_day);
        is_day(below) || signs_too
    };
    line > 0
        && matches!(context.label(line - 1), None | Some(Label::ClosingNote))
        && names_office(context.text.line(line))
        && context.after(line).is_some_and(is_signed_below)
        && (context.label(line - 1) == Some(Label::ClosingNote)
            || stands_below_text(context, line)
            || (line.saturating_sub(LONGEST_NOTICE)..line).any(|above| announces(context.text.line(above))))
}

/// The lines of the longest notice.
const LONGEST_NOTICE: usize = 30;

/// The office that signs an answer, with nothing of its own below.
fn is_office(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    let is_label = |label| matches!(label, Label::PageLabel | Label::SectionLabel | Label::SeriesLabel);
    let alone = context.after(line).is_none_or(|below| context.label(below).is_some_and(is_label));
    alone && names_office(text)
}

fn names_office(text: &[char]) -> bool {
    const LONGEST_OFFICE: usize = 24;
    static OFFICES: Words = Words::new(&[
        "局",
        "委员会",
        "人民政府",
        "省委",
        "市委",
        "区委",
        "县委",
        "办公室",
        "指挥部",
        "管理处",
        "有限公司",
        "厅",
        "人民法院",
        "中心",
    ]);
    (5..=LONGEST_OFFICE).contains(&text.len()) && text.iter().all(|&c| is_han(c)) && OFFICES.close(text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn notes_and_what_only_stands_in_brackets() {
        let yes = [
            "（作者系海岛大学教授）",
            "（作者单位：海岛大学）",
            "（综合本报驻外记者报道）",
            "（据海岛晚报报道）",
            "（本报青岛3月5日电）",
            "（陆远参与采写）",
            "（陆远译）",
            "【作者为灯塔守护人】",
        ];
        let no = ["（图）", "（见第三版）", "（一）摸清底数", "（灯塔守到天明）", "作者系海岛大学教授"];
        for line in yes {
            assert!(is_note(&line.chars().collect::<Vec<_>>()), "{line}");
        }
        for line in no {
            assert!(!is_note(&line.chars().collect::<Vec<_>>()), "{line}");
        }
    }

    #[test]
    fn a_letter_is_signed_with_place_and_name() {
        let text =
            "编辑同志，渔港的路灯坏了三盏，夜里回家的人看不清台阶，请有关部门派人来修一修，大家都盼着。";
        for (below, expected) in [
            ("福建厦门 陆远", Label::Signature),
            ("（福建厦门 陆远）", Label::Signature),
            ("渔港 码头", Label::Heading),
        ] {
            assert_eq!(
                labels(&format!("路灯坏了\n\n{text}\n\n{below}\n\n谁来修台阶\n\n{text}\n"))[2],
                expected,
                "{below}"
            );
        }
    }

    #[test]
    fn offices_and_a_day_sign_a_letter() {
        let text =
            "编辑同志，渔港的路灯坏了三盏，夜里回家的人看不清台阶，请有关部门派人来修一修，大家都盼着。";
        let page = format!(
            "路灯坏了\n\n{text}\n\n中共河湾镇委员会\n\n河湾镇人民政府\n\n2023年9月12日\n\n谁来修台阶\n\n◎本报记者 陆远\n\n{text}\n"
        );
        let labels = labels(&page);
        assert_eq!(labels[2..5], [Label::ClosingNote, Label::ClosingNote, Label::PageLabel]);
        assert_eq!(labels[5], Label::Heading);
    }
}
