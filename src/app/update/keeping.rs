//! What the store says: what it knows of articles, what became of changes, what the last session left.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::event::Notice;
use crate::app::overlay::{Layer, Picker, Subject};
use crate::app::session;
use crate::app::state::State;
use crate::app::{deeds, mending};
use crate::store::marks::desk::Answer;
use crate::store::marks::{Change, Recall, Trouble};

/// The ticket of an undo.
pub(crate) const UNDO: u64 = u64::MAX;
/// The ticket of a redo.
pub(crate) const REDO: u64 = u64::MAX - 1;

/// The ticket of a saved filter.
pub(crate) const VIEW: u64 = u64::MAX - 2;

/// Takes an answer of the store.
pub(super) fn hear(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Opened { notice, recall } => {
            if let Some(notice) = notice {
                state.notice = Some(Notice::trouble(notice.describe(state.language())));
            }
            return remember(state, recall);
        }
        Answer::Known(stories) => {
            let marks = Arc::make_mut(&mut state.marks);
            for (id, known) in &stories {
                marks.learn(id, known);
            }
            take_known_place(state);
        }
        Answer::Stroke { ticket, stroke } => tell_stroke(state, ticket, &stroke),
        Answer::Confirmed { ticket, changed, kept } => confirm(state, ticket, changed, kept),
        Answer::Corrected(pages) => return mending::take_corrections(state, pages),
        Answer::Filters(filters) => return take_views(state, filters),
        Answer::NotKept(trouble) => tell_trouble(state, &trouble),
        Answer::Notice(notice) => state.notice = Some(Notice::trouble(notice.describe(state.language()))),
    }
    Vec::new()
}

fn remember(state: &mut State, recall: Recall) -> Vec<Effect> {
    // The store names the latest first; what was typed meanwhile is later still.
    let before = recall.queries.iter().rev();
    let now = state.filter_history.lines().iter();
    state.filter_history = before.chain(now).cloned().collect();
    let mut effects = take_views(state, recall.filters);
    effects.extend(recall.session.map_or_else(Vec::new, |text| session::read(state, &text)));
    effects
}

/// Takes the saved filters; an open list of them follows.
fn take_views(state: &mut State, views: BTreeMap<String, String>) -> Vec<Effect> {
    state.views = views;
    let Layer::Picker(picker) = &state.layer else { return Vec::new() };
    if picker.subject != Subject::Views {
        return Vec::new();
    }
    let cursor = picker.cursor;
    let mut picker = Picker::views(state);
    picker.step(cursor as isize);
    state.layer = if picker.items.is_empty() { Layer::None } else { Layer::Picker(picker) };
    crate::app::command::refresh(state)
}

/// The article that is open already goes to where it was left, if its reader has not moved yet.
fn take_known_place(state: &mut State) {
    let id = state.open_article().map(|article| article.id.clone());
    let Some(place) = id.and_then(|id| state.marks.place(&id)) else { return };
    if let Some(reader) = state.reader.as_mut().filter(|reader| reader.place().is_none()) {
        let row = reader.row_of(place);
        reader.scroll_to(row);
    }
}

/// Says what is taken back or done again, and leads there if it is about joins.
fn tell_stroke(state: &mut State, ticket: u64, stroke: &[Change]) {
    let (deed, undone) = (deeds::describe(state, stroke), ticket == UNDO);
    let words =
        if undone { state.say("已撤销：", "undone: ") } else { state.say("已重做：", "redone: ") };
    state.tell(format!("{words}{deed}"));
    if deeds::is_mending(stroke) {
        mending::expect_turn(state, undone, stroke);
    }
}

fn confirm(state: &mut State, ticket: u64, changed: usize, kept: Result<(), Trouble>) {
    let words = match (ticket, changed) {
        (UNDO, 0) => Some(state.say("没有可撤销的", "there is nothing to undo")),
        (REDO, 0) => Some(state.say("没有可重做的", "there is nothing to redo")),
        _ => None,
    };
    if let Some(words) = words {
        state.tell(words);
    }
    if let Err(trouble) = kept {
        tell_trouble(state, &trouble);
    }
}

fn tell_trouble(state: &mut State, trouble: &Trouble) {
    state.notice = Some(Notice::trouble(trouble.describe(state.language())));
}
