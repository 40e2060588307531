//! The course of time: open it, move along it, filter by a day, a month or a year.

use super::{Command, Context, Rows, Topic};
use crate::app::areas::Pane;
use crate::app::effect::Effect;
use crate::app::list::List;
use crate::app::overlay::Layer;
use crate::app::state::State;
use crate::app::timeline::{Timeline, Unit};
use crate::app::view;

const MAIN: Rows = Rows::new(Context::Main, Topic::Overview);
const TIMELINE: Rows = Rows::new(Context::Timeline, Topic::Overview);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "timeline",
        "Y",
        "时间线：逐日、逐月、逐年稿件多少",
        "timeline: how many articles a day, a month, a year",
        ("时间线", "timeline"),
        open,
    ),
    TIMELINE.row(
        "timeline-later",
        "l j <right>",
        "时间线：往后",
        "timeline: later",
        ("往后", "later"),
        |state| step_on_timeline(state, 1),
    ),
    TIMELINE.row(
        "timeline-earlier",
        "h k <left>",
        "时间线：往前",
        "timeline: earlier",
        ("往前", "earlier"),
        |state| step_on_timeline(state, -1),
    ),
    TIMELINE.row(
        "timeline-next",
        "] <space>",
        "时间线：往后到有稿件处",
        "timeline: later, to where there are articles",
        ("下一处", "next"),
        |state| step_to_some(state, true),
    ),
    TIMELINE.row(
        "timeline-previous",
        "[ b",
        "时间线：往前到有稿件处",
        "timeline: earlier, to where there are articles",
        ("上一处", "previous"),
        |state| step_to_some(state, false),
    ),
    TIMELINE.row(
        "timeline-first",
        "g <home>",
        "时间线：到最早",
        "timeline: to the beginning",
        ("最早", "first"),
        |state| step_on_timeline(state, isize::MIN + 1),
    ),
    TIMELINE.row(
        "timeline-last",
        "G <end>",
        "时间线：到最晚",
        "timeline: to the end",
        ("最晚", "last"),
        |state| step_on_timeline(state, isize::MAX),
    ),
    TIMELINE.row(
        "timeline-unit",
        "<tab>",
        "时间线：换日、月、年",
        "timeline: by day, month or year",
        ("日/月/年", "unit"),
        turn_unit,
    ),
    TIMELINE.row("timeline-close", "q", "时间线：离开", "timeline: leave", ("离开", "leave"), super::cancel),
];

fn open(state: &mut State) -> Vec<Effect> {
    let timeline = Timeline::open(state, usize::from(view::chart_columns(state)));
    if timeline.spans.is_empty() {
        state.tell(state.say("眼下的稿件都没有日期", "none of the articles here has a date"));
    } else {
        state.layer = Layer::Timeline(Box::new(timeline));
    }
    Vec::new()
}

/// Moves the cursor along the time.
pub(crate) fn step_on_timeline(state: &mut State, steps: isize) -> Vec<Effect> {
    if let Layer::Timeline(timeline) = &mut state.layer {
        timeline.step(steps);
    }
    Vec::new()
}

fn step_to_some(state: &mut State, forward: bool) -> Vec<Effect> {
    if let Layer::Timeline(timeline) = &mut state.layer {
        timeline.step_to_some(forward);
    }
    Vec::new()
}

fn turn_unit(state: &mut State) -> Vec<Effect> {
    let Layer::Timeline(timeline) = &state.layer else { return Vec::new() };
    let unit = match timeline.unit {
        Unit::Day => Unit::Month,
        Unit::Month => Unit::Year,
        Unit::Year => Unit::Day,
    };
    let at = timeline.selected().map(|span| span.first);
    let mut timeline = Timeline::of(state, unit);
    if let Some(at) = at {
        timeline.go_to(at);
    }
    state.layer = Layer::Timeline(Box::new(timeline));
    Vec::new()
}

/// Shows the articles of the span under the cursor: the filter gets its date.
pub(crate) fn choose_on_timeline(state: &mut State, timeline: &Timeline) -> Vec<Effect> {
    let Some(span) = timeline.selected() else { return Vec::new() };
    let date = format!("日期:{}", timeline.unit.written(span.first));
    let typed = state.selection.typed.trim();
    let others = typed.split_whitespace().filter(|word| !word.starts_with("日期:"));
    let words: Vec<&str> = others.chain([date.as_str()]).collect();
    state.selection.typed = words.join(" ");
    state.focus = Pane::List;
    state.list = List::default();
    super::refresh(state)
}
