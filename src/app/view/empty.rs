//! What stands where nothing else does: a calm sentence that says why and what to do.

use super::{Line, Paint, Patch};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::state::State;
use crate::model::Language;
use crate::query::{Selection, select};

/// The screen is smaller than a newspaper can be.
pub(super) fn too_small(state: &State, area: Area) -> Patch {
    let words = state.say("请放大窗口", "window too small");
    let words = if state.measure.text(words) <= usize::from(area.width) { words } else { "" };
    Patch::rows(area, Paint::Text, vec![Line::of(words, Paint::Dim)])
}

/// An empty list: still reading, nothing to read, or nothing fits and why.
pub(super) fn list(state: &State, area: Area) -> Patch {
    let progress = state.library.progress;
    let mut sentences: Vec<(String, Paint)> = Vec::new();
    if state.library.catalogue.is_empty() && !progress.finished {
        sentences.push((state.say("正在读取…", "Reading…").into(), Paint::Dim));
    } else if state.library.catalogue.is_empty() {
        sentences.push((state.say("没有可读的文章", "There is nothing to read here").into(), Paint::Strong));
        let count = state.library.pages.len();
        if count > 0 {
            let words = match state.language() {
                Language::Chinese => format!("{count} 个版面里没有成篇的文章"),
                Language::English => format!("{count} pages without an article"),
            };
            sentences.push((words, Paint::Dim));
        }
        if super::super::problems::count(state) > 0 {
            sentences.push((
                state.say("按 ! 看读取中的问题", "! shows what was odd while reading").into(),
                Paint::Dim,
            ));
        }
    } else {
        sentences.push((state.say("没有符合的文章", "Nothing matches").into(), Paint::Strong));
        sentences.extend(in_text(state).into_iter().map(|words| (words, Paint::Text)));
        sentences.extend(reasons(state).into_iter().map(|reason| (reason, Paint::Dim)));
        sentences.push((state.say("按 c 清除全部筛选", "c takes every filter off").into(), Paint::Dim));
    }
    Patch::rows(area, Paint::Text, centre(state, area, &sentences))
}

/// That the words stand in the text of articles, and how one finds them there.
fn in_text(state: &State) -> Option<String> {
    let key = |name: &str| state.keymap.label_of(name).unwrap_or_default();
    let (count, filter, turn) = (state.found.in_text, key("filter"), key("in-text"));
    (count > 0).then(|| match state.language() {
        Language::Chinese => format!("正文中有的 {count} 篇：按 {filter} 再按 {turn}"),
        Language::English => format!("{count} have it in their text: {filter} and then {turn}"),
    })
}

/// For each filter, how many articles there would be without it.
fn reasons(state: &State) -> Vec<String> {
    let selection = &state.selection;
    let mut reasons = Vec::new();
    let mut reason = |words: String, without: Selection| {
        let count = select(&state.library.catalogue, &without).len();
        reasons.push(match state.language() {
            Language::Chinese => format!("去掉{words}有 {count} 篇"),
            Language::English => format!("{count} without {words}"),
        });
    };
    let typed = selection.typed.trim();
    if !typed.is_empty() {
        let words = match state.language() {
            Language::Chinese => format!("“{typed}”"),
            Language::English => format!("“{typed}”"),
        };
        reason(words, Selection { typed: String::new(), ..selection.clone() });
    }
    if !selection.provinces.is_empty() {
        let words = state.say("省份", "the provinces").to_owned();
        reason(words, Selection { provinces: std::collections::BTreeSet::new(), ..selection.clone() });
    }
    if !selection.sections.is_empty() {
        let words = state.say("栏目", "the sections").to_owned();
        reason(words, Selection { sections: std::collections::BTreeSet::new(), ..selection.clone() });
    }
    reasons
}

/// Sentences in the upper third of an area, each in the middle of its row.
pub(super) fn centre(state: &State, area: Area, sentences: &[(String, Paint)]) -> Vec<Line> {
    let columns = usize::from(area.width);
    let mut lines = vec![Line::default(); usize::from(area.height) / 3];
    for (sentence, paint) in sentences {
        for row in fit::wrap(sentence, columns.saturating_sub(4).max(2), state.measure) {
            let text = sentence.get(row).unwrap_or_default();
            let mut line = Line::default();
            line.blank(columns.saturating_sub(state.measure.text(text)) / 2);
            line.push(text, *paint);
            lines.push(line);
        }
    }
    lines.truncate(usize::from(area.height));
    lines
}
