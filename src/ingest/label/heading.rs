//! 引题, 主题, 副题 and 小标题: short lines that do not end like a sentence.
//!
//! A torn paragraph leaves short lines too (日前，首届渔港开放日暨国家). What speaks for a heading is weighed against
//! what speaks for a fragment: length, marks, neighbours, and whether some line of the page reads on from it.

mod neighbours;
mod wording;

use super::names::title_length;
use super::{Context, Label, Rule};
use crate::ingest::join::{breaks_off, cannot_open, cites_law, is_hanging};
use crate::ingest::lines::{Balance, find, is_han};
use crate::ingest::weights::{HEADING_FEATURES, dot, flag, heading_feature};
use crate::ingest::word_list::Words;
use neighbours::{
    heads_page, leads_in, numbers_subhead, opens_headline, opens_page, stands_above_question,
    stands_above_subtitle, stands_below_series, takes_turn,
};
use wording::numbered;
pub(crate) use wording::{announces, names_box, names_place_first, titles_document};

pub(super) const RULE: Rule = Rule {
    name: "heading",
    reason: (
        "短行，不以句末标点收尾，也不像断开的句子",
        "a short line that neither ends like a sentence nor looks like a torn one",
    ),
    judge: |context, line| judge(context, line).label,
};

/// What was found of a line that may be a heading.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Finding {
    /// The label, if it is one.
    pub(super) label: Option<Label>,
    /// The log odds that it is one rather than a fragment of running text, where that is in question.
    pub(super) leaning: Option<f32>,
}

/// Looks at a line and says whether it is a heading.
pub(super) fn judge(context: &Context<'_>, line: usize) -> Finding {
    let text = context.text.line(line);
    let is_heading = stands_above_subtitle(context, line)
        || names_place_first(text)
        || names_box(text)
        || announces(text)
        || titles_document(text)
        || stands_below_series(context, line)
        || opens_headline(context, line)
        || stands_above_question(context, line)
        || heads_page(context, line)
        || numbers_subhead(context, line)
        || leads_in(context, line);
    if is_heading {
        return Finding { label: Some(Label::Heading), leaning: None };
    }
    if takes_turn(context, line) { Finding::default() } else { outweighs(context, line).unwrap_or_default() }
}

/// The longest headline of one line, in characters.
const LONGEST_HEADLINE: usize = 28;

/// The longest heading, in characters.
const LONGEST: usize = 64;

/// Whether what speaks for a heading outweighs what speaks for a fragment of running text. How later text reads on from
/// the line is the dearest question: it is asked text by text, and only while an answer could change the decision.
fn outweighs(context: &Context<'_>, line: usize) -> Option<Finding> {
    let weights = &context.weights.heading;
    let text = context.text.line(line);
    let mut features = own_features(context, line)?;
    let so_far = dot(&features, weights) + numbered(text);
    let sure = context.weights.sure_heading();
    // How little speaks for a longer line is not asked: it is text.
    let never = if text.len() <= LONGEST_HEADLINE { LEAST_LEANING } else { 0.0 };
    let found = |least: f32, most: f32| {
        (least > sure || most < never)
            .then(|| Finding { label: (least > sure).then_some(Label::Heading), leaning: None })
    };
    let (least, most) = Reading::NONE.range(&Reading::MOST, weights);
    if let Some(found) = found(so_far + least, so_far + most) {
        return Some(found);
    }
    let mut reading = Reading::NONE;
    for text in texts_behind(context, line) {
        let (least, most) = reading.range(&reading.most(&text), weights);
        if let Some(found) = found(so_far + least - ROUNDING, so_far + most + ROUNDING) {
            return Some(found);
        }
        reading.add(context, line, &text);
    }
    reading.put(&mut features);
    let sum = dot(&features, weights) + numbered(text);
    let label = if sum > sure { Label::Heading } else { Label::LikelyHeading };
    Some(Finding {
        label: (sum > 0.0).then_some(label),
        leaning: (text.len() <= LONGEST_HEADLINE).then_some(sum),
    })
}

/// Of a line for which less speaks than this it makes no difference how little it is.
pub(crate) const LEAST_LEANING: f32 = -4.0;

/// By no more than this do two sums of the same features differ for the order in which they are added.
const ROUNDING: f32 = 0.001;

/// What is known of a line that may be a heading, in the order of [`HEADING_FEATURES`]; `None` where it cannot be.
pub(crate) fn features(context: &Context<'_>, line: usize) -> Option<[f32; HEADING_FEATURES.len()]> {
    let mut features = own_features(context, line)?;
    let mut reading = Reading::NONE;
    texts_behind(context, line).for_each(|text| reading.add(context, line, &text));
    reading.put(&mut features);
    Some(features)
}

fn can_be_heading(text: &[char]) -> bool {
    let stops = text.last().is_none_or(|last| matches!(last, '。' | '，' | '、' | '；'));
    !stops && text.len() <= LONGEST && !text.contains(&'。') && !names_source(text) && !cites_law(text)
}

/// The same without what a [`Reading`] tells.
fn own_features(context: &Context<'_>, line: usize) -> Option<[f32; HEADING_FEATURES.len()]> {
    let text = context.text.line(line);
    let &last = text.last().filter(|_| can_be_heading(text))?;
    let length = text.len();
    let commas = text.iter().filter(|c| matches!(c, '，' | '；')).count().min(3) as f32;
    let before = line.checked_sub(1).map(|before| (context.text.line(before), context.label(before)));
    let after = context.after(line).map(|after| (context.text.line(after), context.label(after)));
    let same_block = |below: usize, neighbour: &[char]| {
        context.style.usual_gap > 0 && context.text.gap(below) == 0 && neighbour.len() < 40
    };
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
        flag(OPENERS.open(text)),
        flag(cannot_open(text)),
        flag(opens_page(context, line)),
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
        0.0,
        0.0,
        flag(long_before.is_some_and(|(text, _)| breaks_off(text))),
        flag(long_before.is_some_and(|(text, _)| !breaks_off(text))),
        flag(after.is_some_and(|(text, label)| label.is_none() && text.len() < 40 && breaks_off(text))),
        flag(line > 0 && context.text.gap(line) >= context.style.picture_gap),
        flag(context.after(line).is_some_and(|after| context.text.gap(after) >= context.style.picture_gap)),
        flag(is_hanging(last)),
        flag(text.iter().rposition(|c| *c == '：').is_some_and(|at| at > 0 && at + 1 < length)),
        0.0,
        0.0,
        0.0,
        flag(text.contains(&'、')),
        0.0,
        flag(title_length(text) > 1),
        0.0,
        0.0,
        0.0,
        flag(tail_after_comma(text).is_some_and(|tail| tail <= SHORTEST_CLAUSE)),
        flag(has_sibling(context, line)),
    ])
}

/// How many characters stand behind the last comma.
fn tail_after_comma(text: &[char]) -> Option<usize> {
    text.iter().rposition(|c| matches!(c, '，' | '；')).map(|at| text.len() - at - 1)
}

/// A heading does not end with a shorter clause than this; a line that breaks off does.
const SHORTEST_CLAUSE: usize = 2;

/// Whether another short line of the page is built alike: both name their subject before a colon at the same place.
fn has_sibling(context: &Context<'_>, line: usize) -> bool {
    let place =
        |text: &[char]| text.iter().take(LONGEST_SUBJECT + 1).position(|c| *c == '：').filter(|at| *at > 0);
    let Some(own) = place(context.text.line(line)) else { return false };
    let nearby = line.saturating_sub(SIBLINGS)..(line + SIBLINGS + 1).min(context.text.len());
    nearby.filter(|&other| other != line).any(|other| {
        let text = context.text.line(other);
        text.len() <= LONGEST && can_be_heading(text) && place(text) == Some(own)
    })
}

/// The longest subject before a colon, in characters.
const LONGEST_SUBJECT: usize = 8;
/// How many lines away a heading of the same build is looked for.
const SIBLINGS: usize = 16;

/// Whether a line names the paper, the day and the page that a story is taken from: 《海岛日报》（2026年03月05日02版）.
fn names_source(text: &[char]) -> bool {
    let tail = text.strip_suffix(&['）']).unwrap_or(text);
    let page = tail.last() == Some(&'版');
    text.first() == Some(&'《')
        && page
        && ["》", "年", "月", "日"].iter().all(|part| find(text, part).is_some())
}

static OPENERS: Words = Words::new(&[
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
    "位于",
    "为充分",
    "为进一步",
    "为深入",
    "为切实",
    "为贯彻",
    "为推动",
    "为推进",
    "为加快",
    "为解决",
    "为更好",
    "为确保",
    "为保障",
    "为方便",
    "为帮助",
    "为提高",
    "为提升",
    "为破解",
    "在推动",
    "在推进",
    "在加快",
    "通过",
    "针对",
    "由于",
    "经过",
    "该",
    "这一",
    "这些",
    "另外",
    "如今",
]);

/// How well one of the next texts reads on from a line.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// The most that one of the next two texts gains by reading on.
    near: f32,
    /// How far the page repeats the seam to one of them.
    repeated: f32,
    /// The most that one of the next twelve gains.
    far: f32,
    /// What a word over the seam to one of the next two texts gains.
    over_seam: f32,
    /// How dear it is to open a sentence with the next text.
    opening: f32,
}

/// How many texts are near, and how many are looked at.
const NEAR: usize = 2;
const FAR: usize = 12;
/// No more lines than this for each text are passed over.
const LINES_A_TEXT: usize = 4;

/// The features that a [`Reading`] tells, in the order of [`Reading::features`].
const READING_FEATURES: [usize; 9] = [
    heading_feature("reads_on"),
    heading_feature("repeated"),
    heading_feature("reads_on_far"),
    heading_feature("reads_on_well"),
    heading_feature("reads_on_very_well"),
    heading_feature("reads_on_badly"),
    heading_feature("far_well"),
    heading_feature("over_seam"),
    heading_feature("next_opening"),
];

/// A text that a line may read on in.
struct TextBehind {
    line: usize,
    is_first: bool,
    is_near: bool,
}

/// The next texts below a line, up to one that opens a story.
fn texts_behind<'a>(context: &'a Context<'_>, line: usize) -> impl Iterator<Item = TextBehind> + 'a {
    let last = context.text.len().min(line + 1 + FAR * LINES_A_TEXT);
    let texts = (line + 1..last).filter(|&next| {
        let label = context.label(next);
        context.text.line(next).len() >= 12 && matches!(label, None | Some(Label::Opening | Label::Body))
    });
    let texts = texts.take(FAR).take_while(|&next| context.label(next) != Some(Label::Opening));
    texts.enumerate().map(move |(count, next)| TextBehind {
        line: next,
        is_first: count == 0,
        is_near: count < NEAR && next <= line + NEAR * LINES_A_TEXT,
    })
}

impl Reading {
    /// Nothing has been looked at: the least that each part can be.
    const NONE: Self = Self { near: -8.0, repeated: 0.0, far: -8.0, over_seam: 0.0, opening: 0.0 };
    /// The most that each part can be.
    const MOST: Self = Self { near: 8.0, repeated: 3.0, far: 8.0, over_seam: 12.0, opening: 6.0 };

    fn add(&mut self, context: &Context<'_>, line: usize, text: &TextBehind) {
        let evidence = context.seams.evidence(line, text.line);
        let gain = evidence.reading + evidence.cannot_open * 4.0 - evidence.opens_paragraph * 2.0;
        self.far = self.far.max(gain);
        if text.is_near {
            self.near = self.near.max(gain);
            self.repeated = self.repeated.max(evidence.repeated);
            self.over_seam = self.over_seam.max(evidence.over_seam);
        }
        if text.is_first {
            self.opening = evidence.opening;
        }
    }

    /// The most that each part can become where `next` is the text to be looked at now.
    fn most(&self, next: &TextBehind) -> Self {
        let opening = if next.is_first { Self::MOST.opening } else { self.opening };
        let near = if next.is_near { Self::MOST } else { *self };
        Self { far: Self::MOST.far, opening, ..near }
    }

    fn features(&self) -> [f32; READING_FEATURES.len()] {
        [
            self.near.clamp(-6.0, 8.0),
            self.repeated,
            self.far.clamp(-6.0, 8.0),
            flag(self.near > 3.5),
            flag(self.near > 6.0),
            flag(self.near < -1.0),
            flag(self.far > 6.0),
            self.over_seam.min(12.0),
            self.opening.clamp(0.0, 6.0),
        ]
    }

    fn put(&self, features: &mut [f32; HEADING_FEATURES.len()]) {
        for (feature, value) in READING_FEATURES.into_iter().zip(self.features()) {
            features[feature] = value;
        }
    }

    /// The least and the most that a reading between this one and another weighs.
    fn range(&self, most: &Self, weights: &[f32; HEADING_FEATURES.len()]) -> (f32, f32) {
        let values = READING_FEATURES.into_iter().zip(self.features().into_iter().zip(most.features()));
        values.fold((0.0, 0.0), |(least, most), (feature, (low, high))| {
            let (low, high) = (low * weights[feature], high * weights[feature]);
            (least + low.min(high), most + low.max(high))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn notices_are_announced_and_statements_only_told_of() {
        let says = |text: &str| announces(&text.chars().collect::<Vec<_>>());
        for text in ["更正", "遗失声明", "渔业公司减资公告", "讣告", "社论：给守塔人添一盏灯"]
        {
            assert!(says(text), "{text}");
        }
        for text in ["发表联合声明", "签署公告", "渔港的灯塔", "公告栏前"] {
            assert!(!says(text), "{text}");
        }
    }

    #[test]
    fn turns_of_a_conversation_are_text() {
        let page = "灯塔守到天明\n\n◎本报记者 陆远\n\n问：灯塔什么时候亮？\n\n\
                    答：天一黑就亮。守塔人说，这座灯塔建成以来从没有在夜里熄过一次，一守就是三十年。\n\n\
                    问：谁来守？\n\n答：我守，我父亲也守。\n";
        assert_eq!(labels(page)[2..], [Label::Body; 4]);
    }

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
                Label::LikelyHeading,
                Label::Body,
                Label::Body,
                Label::Body
            ]
        );
    }

    #[test]
    fn two_short_lines_set_together_are_one_heading() {
        let text = "守塔人说，这座灯塔建成以来从没有在夜里熄过一次，他的父亲也是守塔人，一守就是三十年。";
        let page = format!(
            "{text}\n\n{text}\n\n海岛渔港添了五座新码\n头 船老大夜里睡得安稳\n\n◎本报记者 陆远\n\n{text}\n"
        );
        assert_eq!(labels(&page)[2..5], [Label::Heading, Label::Heading, Label::Byline]);
    }

    #[test]
    fn a_dash_leads_into_the_text_where_another_does() {
        let text = "守塔人说，这座灯塔建成以来从没有在夜里熄过一次，他的父亲也是守塔人，一守就是三十年。";
        let page = |second: &str| {
            labels(&format!(
                "灯塔守到天明\n\n◎本报记者 陆远\n\n{text}\n\n换新灯，让光“走”得更远——\n\n{text}\n\n\
                 {second}\n\n{text}\n"
            ))
        };
        assert_eq!(page("请能人，让灯塔有人守——")[3], Label::Heading);
        assert_eq!(page("请能人，让灯塔有人守——")[5], Label::Heading);
        assert_ne!(page(text)[3], Label::Heading);
    }

    #[test]
    fn boxes_bear_a_title_and_grounds_name_a_law() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for text in ["链接", "记者手记：一盏灯的分量", "【编后】"] {
            assert!(names_box(&chars(text)), "{text}");
        }
        for text in
            ["链接着两岸的灯", "背景：灯塔建于三十年前，那时没有电，守塔人点的是油灯。", "编后：", "延伸"]
        {
            assert!(!names_box(&chars(text)), "{text}");
        }
        for (text, cites) in [
            ("（一）《航道法》第四十二条第三项", true),
            ("依据航道法第12条", true),
            ("写进条款", false),
            ("灯塔的第二条", true),
            ("第一款", false),
        ] {
            assert_eq!(cites_law(&chars(text)), cites, "{text}");
        }
    }
}
