//! The session as a line of text, so that the next one with the same pages goes on where this one ended.

use serde::{Deserialize, Serialize};

use super::command;
use super::effect::Effect;
use super::state::State;
use crate::model::{ArticleId, Province};
use crate::query::{Order, Selection};

/// What is remembered of a session.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Session {
    /// The paths that it was opened with: only the same ones bring it back.
    paths: Vec<String>,
    typed: String,
    provinces: Vec<String>,
    sections: Vec<String>,
    order: String,
    article: String,
    /// Seams are marked.
    seams: bool,
    /// Commands that were given from the palette, by name, the latest first.
    given: Vec<String>,
}

/// Writes the session; nothing worth keeping gives nothing.
pub(super) fn write(state: &State) -> Option<String> {
    let (_, entry) = state.selected()?;
    let selection = &state.selection;
    let session = Session {
        paths: paths(state),
        typed: selection.typed.clone(),
        provinces: selection.provinces.iter().map(|province| province.short().to_owned()).collect(),
        sections: selection.sections.iter().cloned().collect(),
        order: selection.sort.written(),
        article: entry.article().id.to_string(),
        seams: state.seams,
        given: state.given.iter().map(|command| command.name.to_owned()).collect(),
    };
    serde_json::to_string(&session).ok()
}

/// Brings a session back, if it was about the same pages and the reader has not touched anything yet.
pub(super) fn read(state: &mut State, text: &str) -> Vec<Effect> {
    let Ok(session) = serde_json::from_str::<Session>(text) else { return Vec::new() };
    // What a reader does often is not bound to these pages.
    let given = session.given.iter().filter_map(|name| command::find(name));
    let given = given.filter(|command| !state.given.contains(command)).collect::<Vec<_>>();
    state.given.extend(given);
    if state.touched || session.paths != paths(state) {
        return Vec::new();
    }
    state.selection = Selection {
        provinces: session.provinces.iter().filter_map(|name| Province::from_name(name)).collect(),
        sections: session.sections.into_iter().collect(),
        typed: session.typed,
        sort: Order::parse(&session.order).unwrap_or_default(),
        ..Selection::default()
    };
    state.awaited = Some(ArticleId(session.article));
    state.seams = session.seams;
    if state.is_filtered() {
        let words =
            state.say("接着上次的筛选；c 清除", "the filters of the last session are on; c takes them off");
        state.tell(words);
    }
    command::refresh(state)
}

fn paths(state: &State) -> Vec<String> {
    state.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect()
}
