//! 栏目: labels such as 地方动态 over several stories, and labels of one story such as 关注地方两会.
//!
//! Known labels stand in `assets/sections.txt`; others are known by how such labels are built (short, no mark,
//! ending in 动态, 速递, 传真 …). A label that nothing shows to be one stays a heading.

use std::sync::OnceLock;

use super::{Context, Label, Rule};
use crate::ingest::lines::is_han;
use crate::ingest::word_list::Words;

pub(super) const RULE: Rule = Rule {
    name: "section-label",
    reason: (
        "短行，是已知的或按构词可认的栏目名",
        "a short line that is a known section label or is built like one",
    ),
    judge: |context, line| {
        judge(context.text.line(line))
            .or_else(|| labels_headline(context, line).then_some(Label::SeriesLabel))
    },
};

/// A short line built like the name of a column, set apart above another short line: 行业观察 above its headline.
fn labels_headline(context: &Context<'_>, line: usize) -> bool {
    const LONGEST_NAME: usize = 6;
    const LONGEST_HEADLINE: usize = 28;
    let name = strip_frame(context.text.line(line));
    let is_name = (4..=LONGEST_NAME).contains(&name.len())
        && name.iter().all(|&c| is_han(c))
        && COLUMN_ENDS.close(name);
    let usual = context.style.usual_gap.max(1);
    is_name
        && (line == 0 || context.text.gap(line) >= usual)
        && context.after(line).is_some_and(|below| {
            let text = context.text.line(below);
            let ends = text.last().is_some_and(|&last| matches!(last, '。' | '，' | '、' | '；'));
            context.text.gap(below) >= usual
                && text.len() <= LONGEST_HEADLINE
                && !ends
                && !text.contains(&'。')
        })
}

/// How the names of columns for opinion, features and letters end.
static COLUMN_ENDS: Words = Words::new(&[
    "观察",
    "视点",
    "视角",
    "扫描",
    "论坛",
    "札记",
    "随笔",
    "漫谈",
    "走笔",
    "杂谈",
    "夜话",
    "笔谈",
    "声音",
    "风采",
    "之窗",
    "之声",
    "广场",
    "前沿",
    "聚焦",
    "纪事",
    "专栏",
    "时评",
    "快评",
    "短评",
    "锐评",
    "微评",
    "来论",
    "巷议",
    "书评",
    "影评",
    "新貌",
    "透视",
    "热线",
    "论道",
    "茶座",
    "手账",
    "见闻",
    "话题",
    "关注",
    "直播间",
    "会客厅",
    "面对面",
]);

const LONGEST: usize = 14;

fn judge(line: &[char]) -> Option<Label> {
    if line.len() < 2 || line.len() > LONGEST {
        return None;
    }
    let inner = strip_frame(line);
    if let Some(label) = known_label(inner) {
        return Some(label);
    }
    let framed = inner.len() < line.len();
    if !inner.iter().all(|&c| is_han(c) || matches!(c, '·' | '“' | '”') || c.is_ascii_digit()) {
        return None;
    }
    let short = inner.len() <= 8;
    if short && inner.len() >= 4 && SECTION_ENDS.close(inner) {
        return Some(Label::SectionLabel);
    }
    if SERIES_ENDS.close(inner) && inner.len() >= 5 {
        return Some(Label::SeriesLabel);
    }
    let series = short && inner.len() >= 4 && SERIES_STARTS.open(inner);
    (series && (framed || inner.len() <= 6)).then_some(Label::SeriesLabel)
}

/// How labels over several stories end.
static SECTION_ENDS: Words = Words::new(&[
    "动态",
    "速递",
    "速览",
    "简讯",
    "短讯",
    "短新闻",
    "快讯",
    "传真",
    "集锦",
    "播报",
    "新闻眼",
    "资讯",
    "短波",
    "亮点",
    "掠影",
    "信息窗",
]);
/// How labels of one story end.
static SERIES_ENDS: Words = Words::new(&[
    "走基层",
    "调研行",
    "进行时",
    "系列报道",
    "系列述评",
    "在行动",
    "大家谈",
    "记者手记",
    "新时代",
    "一线见闻",
    "蹲点记",
    "深度观察",
]);
/// How labels of one story begin.
static SERIES_STARTS: Words =
    Words::new(&["关注", "聚焦", "喜迎", "学习贯彻", "学习宣传", "奋进", "走进", "权威发布"]);

/// A label without the marks set around it.
fn strip_frame(line: &[char]) -> &[char] {
    let is_frame = |c: &char| {
        matches!(
            c,
            '【' | '】'
                | '['
                | ']'
                | '■'
                | '□'
                | '◆'
                | '●'
                | '★'
                | '▌'
                | '｜'
                | '|'
                | '“'
                | '”'
                | '—'
                | '·'
                | '〔'
                | '〕'
                | ' '
                | '〉'
                | '〈'
        )
    };
    let start = line.iter().position(|c| !is_frame(c)).unwrap_or(0);
    let end = line.iter().rposition(|c| !is_frame(c)).map_or(line.len(), |at| at + 1);
    &line[start..end.max(start)]
}

/// What a name is among the known labels, however widely it is set.
fn known_label(name: &[char]) -> Option<Label> {
    let letters = name.iter().copied().filter(|c| *c != ' ');
    let at = known().binary_search_by(|(known, _)| known.chars().cmp(letters.clone())).ok()?;
    Some(known()[at].1)
}

/// The known labels by name.
fn known() -> &'static [(&'static str, Label)] {
    static KNOWN: OnceLock<Vec<(&'static str, Label)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let rows = crate::assets::SECTIONS.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
        let labels = rows.filter_map(|row| {
            let (kind, name) = row.split_once(' ')?;
            let label = if kind == "series" { Label::SeriesLabel } else { Label::SectionLabel };
            Some((name, label))
        });
        let mut labels: Vec<_> = labels.collect();
        labels.sort_unstable_by_key(|(name, _)| *name);
        labels
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_what_only_looks_like_one() {
        let cases = [
            ("地方动态", Some(Label::SectionLabel)),
            ("【海岛快讯】", Some(Label::SectionLabel)),
            ("春耕一线走基层", Some(Label::SeriesLabel)),
            ("渔港夜色", None),
            ("海岛通电了", None),
        ];
        for (line, expected) in cases {
            assert_eq!(judge(&line.chars().collect::<Vec<_>>()), expected, "{line}");
        }
    }

    #[test]
    fn each_known_label_is_itself() {
        for (name, label) in known() {
            assert_eq!(judge(&name.chars().collect::<Vec<_>>()), Some(*label), "{name}");
        }
    }
}
