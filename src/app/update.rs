//! (state, event) → effects: the only writer of the state. No screen, no clock, no files.

mod keeping;
mod mouse;

use std::sync::Arc;

pub(crate) use keeping::{REDO, UNDO, VIEW};

use super::areas::Form;
use super::command::{self, Context};
use super::effect::Effect;
use super::event::{Arrival, Event, Notice};
use super::key::{Chord, Code};
use super::keymap::Meaning;
use super::overlay::{Layer, Picker, Subject};
use super::reader::Reader;
use super::search::Found;
use super::state::State;
use super::timeline::Timeline;
use super::{aloud, flow, hooks, list, raw, rereading, session, sidebar};
use crate::model::{ArticleId, TextPosition};
use crate::query::EntryId;
use crate::store::marks::desk::Request;

/// Lets the state follow an event and answers with what the world shall do.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let stand = (state.ticket, state.list.cursor);
    let open = hooks::open_article(state);
    let screen = (state.size, state.views.len());
    let mut effects = match event {
        Event::Key(chord) => press(state, chord),
        Event::Choose(row) => choose(state, row),
        Event::Command(command) => {
            state.notice = None;
            state.touched = true;
            (command.run)(state)
        }
        Event::Paste(text) => paste(state, &text),
        Event::Mouse(mouse) => mouse::handle(state, mouse),
        Event::Resize(size) => {
            state.size = size;
            Vec::new()
        }
        Event::Measured(measure) => {
            state.measure.ambiguous = measure.ambiguous;
            Vec::new()
        }
        Event::Expect(files) => {
            state.library.progress.expected += files;
            Vec::new()
        }
        Event::Arrived(arrivals) => arrive(state, arrivals),
        Event::Reread(arrivals) => {
            state.reread.get_or_insert_default().extend(arrivals);
            Vec::new()
        }
        Event::AllArrived => {
            state.library.progress.finished = true;
            tell_about_failures(state);
            Vec::new()
        }
        Event::Found(found) => take_answer(state, *found),
        Event::Related(answer) => {
            super::related::take(state, &answer);
            Vec::new()
        }
        Event::Aloud(ticket, news) => {
            aloud::hear(state, ticket, &news);
            Vec::new()
        }
        Event::Marks(answer) => keeping::hear(state, *answer),
        Event::Told(notice) => {
            state.notice = Some(notice);
            Vec::new()
        }
    };
    effects.extend(rereading::take(state));
    effects.extend(settle(state));
    effects.extend(aloud::follow(state));
    forget_stand(state, stand);
    let marks = |effect: &Effect| {
        matches!(
            effect,
            Effect::Keep(
                Request::Change { .. } | Request::Opened(_) | Request::Undo { .. } | Request::Redo { .. }
            )
        )
    };
    let is_marked = effects.iter().any(marks);
    if is_marked || screen != (state.size, state.views.len()) {
        command::recount_views(state);
    }
    effects.extend(hooks::due(state, open.as_ref(), &effects));
    effects
}

/// Whoever moves about among what the filters left, or reads there, wants to stay there when they are taken off.
fn forget_stand(state: &mut State, before: (u64, usize)) {
    let here = (state.ticket, state.list.cursor);
    let moved = here.0 == before.0 && here.1 != before.1;
    let reads = state.focus == super::areas::Pane::Reader;
    if state.found.filtered && matches!(state.layer, Layer::None) && (moved || reads) {
        state.stood = None;
    }
}

/// A key: it goes on with a row of keys, or to the field, or to the innermost context that knows it.
fn press(state: &mut State, chord: Chord) -> Vec<Effect> {
    state.notice = None;
    state.touched = true;
    if chord == Chord::control('c') {
        return vec![Effect::Quit];
    }
    let context = context_of(state);
    if context == Context::Main {
        return press_in_panes(state, chord.as_ascii());
    }
    // Where nothing is typed, an input method that is on must not be in the way.
    let chord = if state.layer.field().is_none() { chord.as_ascii() } else { chord };
    if let Meaning::Command(command) = state.keymap.meaning(context, &[chord]) {
        return (command.run)(state);
    }
    if let Some(effects) = command::press_field(state, chord) {
        return effects;
    }
    // A layer without a field is left by the keys that leave anything.
    if state.layer.field().is_none() {
        return press_in_reading_layer(state, chord);
    }
    Vec::new()
}

fn press_in_panes(state: &mut State, chord: Chord) -> Vec<Effect> {
    let had_pending = !state.pending.is_empty();
    state.pending.push(chord);
    match state.keymap.meaning(Context::Main, &state.pending) {
        Meaning::Command(command) => {
            state.pending.clear();
            (command.run)(state)
        }
        Meaning::Begins => Vec::new(),
        Meaning::Nothing => {
            state.pending.clear();
            if had_pending && chord.code != Code::Esc {
                state.tell(state.say("没有这样的按键", "no such keys"));
            }
            Vec::new()
        }
    }
}

fn press_in_reading_layer(state: &mut State, chord: Chord) -> Vec<Effect> {
    let Layer::Problems(place) = &mut state.layer else { return Vec::new() };
    match chord.code {
        Code::Char('j') => place.top += 1,
        Code::Char('k') => place.top = place.top.saturating_sub(1),
        Code::Char('q' | '!' | 'h') => state.layer = Layer::None,
        _ => {}
    }
    Vec::new()
}

/// The cursor goes to a row; what is done with it is the next event's business.
fn choose(state: &mut State, row: usize) -> Vec<Effect> {
    state.notice = None;
    state.touched = true;
    if let Layer::Picker(picker) = &mut state.layer {
        picker.cursor = row.min(picker.shown.len().saturating_sub(1));
    } else {
        state.focus = super::areas::Pane::List;
        state.list.cursor = row;
    }
    Vec::new()
}

/// Where keys are understood now.
pub fn context_of(state: &State) -> Context {
    match state.layer {
        Layer::None => Context::Main,
        Layer::Map(_) => Context::Map,
        Layer::Glance(_) => Context::Glance,
        Layer::Timeline(_) => Context::Timeline,
        Layer::Spoken(_) => Context::Spoken,
        _ => Context::Prompt,
    }
}

fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(field) = state.field_mut() else { return Vec::new() };
    field.insert(text);
    command::follow_field(state)
}

fn arrive(state: &mut State, arrivals: Vec<Arrival>) -> Vec<Effect> {
    state.library.progress.done += arrivals.len();
    let (pages, failures) = Arrival::part(arrivals);
    state.library.failures.extend(failures);
    if pages.is_empty() {
        return Vec::new();
    }
    let mut effects: Vec<Effect> =
        pages.iter().map(|page| Effect::Keep(Request::Meet(Arc::clone(page)))).collect();
    state.library.add(pages);
    if !state.library.searching {
        effects.extend(command::refresh(state));
    }
    effects
}

fn tell_about_failures(state: &mut State) {
    let Some((path, reason)) = state.library.failures.first() else { return };
    let name = path.display().to_string();
    let words = if reason.contains(&name) { reason.clone() } else { format!("{name}: {reason}") };
    let more = state.library.failures.len() - 1;
    let words = match (more, state.language()) {
        (0, _) => words,
        (_, crate::model::Language::Chinese) => format!("{words}（另有 {more} 个，按 ! 看）"),
        (_, crate::model::Language::English) => format!("{words} (and {more} more; press !)"),
    };
    state.notice = Some(Notice::trouble(words));
}

/// Takes the answer to a search on another thread. The thread no longer holds the catalogue: pages that
/// waited go in, and if there were any, or the answer is stale, the search is asked again.
fn take_answer(state: &mut State, found: Found) -> Vec<Effect> {
    let fresh = found.ticket == state.ticket;
    let goes_on = found.goes_on;
    if fresh {
        state.take_found(found);
    }
    if goes_on {
        return Vec::new();
    }
    state.library.searching = false;
    let grew = state.library.take_waiting();
    if grew || !fresh { command::refresh(state) } else { Vec::new() }
}

/// Brings everything in order after an event: cursors among what is there, rows set for the width.
fn settle(state: &mut State) -> Vec<Effect> {
    let mut areas = state.areas();
    if areas.form != Form::Narrow && areas.form != Form::Tiny && areas.pane(state.focus).is_none() {
        state.focus = areas.panes().next().unwrap_or(super::areas::Pane::List);
        areas = state.areas();
    }
    let list_area = state.list_area(&areas);
    list::settle(state, list_area);
    sidebar::settle(state, areas.sidebar.map(|area| area.height));
    let effects = open_selected(state);
    command::apply_lens(state);
    let text_area = state.reader_area(&areas);
    flow::settle(state, text_area);
    raw::settle(state, areas.raw);
    super::view::settle_layer(state);
    effects
}

/// The reader shows the selected article; the place in the one before is remembered.
fn open_selected(state: &mut State) -> Vec<Effect> {
    let selected = state.selected().map(|(id, _)| id);
    if selected == state.reader.as_ref().map(|reader| reader.entry) {
        if let (Some(reader), Some(id)) = (&mut state.reader, selected)
            && let Some(entry) = state.library.catalogue.entry(id)
        {
            reader.renew(entry.article());
        }
        return Vec::new();
    }
    let effects = remember_place(state);
    state.chosen = None;
    let marks = &state.marks;
    state.reader = selected.and_then(|id| {
        let article = state.library.catalogue.entry(id)?.article();
        Some(Reader::open(id, article, marks.place(&article.id)))
    });
    if let Some(raw) = &mut state.raw {
        raw.loose = false;
    }
    effects
}

/// Remembers where the open article is to be gone on with when it is opened again.
fn remember_place(state: &mut State) -> Vec<Effect> {
    let place = state.reader.as_ref().and_then(Reader::place_to_keep);
    keep_place(state, place)
}

/// Remembers where the reader stands in the open article, though it be its end: its page is being put in anew.
pub(super) fn remember_stand(state: &mut State) -> Vec<Effect> {
    let place = state.reader.as_ref().and_then(Reader::place);
    keep_place(state, place)
}

fn keep_place(state: &mut State, place: Option<TextPosition>) -> Vec<Effect> {
    let id = state.open_article().map(|article| article.id.clone());
    let (Some(place), Some(id)) = (place, id) else { return Vec::new() };
    if !Arc::make_mut(&mut state.marks).set_place(&id, place) {
        return Vec::new();
    }
    vec![Effect::Keep(Request::Place(id, place))]
}

/// What must be kept before the program ends.
pub fn before_leaving(state: &mut State) -> Vec<Effect> {
    let mut effects = remember_place(state);
    effects.extend(session::write(state).map(|text| Effect::Keep(Request::Session(text))));
    effects
}

impl State {
    /// Tells the reader something.
    pub(crate) fn tell(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice::news(words));
    }

    /// Takes what was found; the cursor stays with its article if that is still there.
    pub(crate) fn take_found(&mut self, found: Found) {
        // A story that was found to begin on another page stands there from now on.
        let selected = self.selected().map(|(id, _)| self.library.catalogue.first_part(id));
        let same = selected.and_then(|id| found.ranked.entries().iter().position(|entry| *entry == id));
        // While a filter is typed the best stands first; the reader looks there.
        let follows = !matches!(self.layer, Layer::Filter(_) | Layer::Picker(_) | Layer::Map(_));
        if let (Some(index), true) = (same, follows) {
            self.list.cursor = index;
        }
        // What was not counted this time is as it was.
        let views = std::mem::take(&mut self.found.views);
        self.found = found;
        if self.found.views.is_empty() {
            self.found.views = views;
        }
        rereading::go_back(self);
        self.go_back_to_stand();
        self.go_to_awaited();
        crate::app::mending::go_to_attended(self);
        crate::app::mending::ask_where_rest_belongs(self);
        self.recount_picker();
        self.recount_map();
        self.recount_timeline();
    }

    /// When no filter is left, the list stands where it stood before the first one.
    fn go_back_to_stand(&mut self) {
        if self.found.filtered {
            return;
        }
        if let Some(index) = self.stood.take().and_then(|id| self.index_of(&id)) {
            self.list.cursor = index;
        }
    }

    /// Where an article stands among those found.
    fn index_of(&self, id: &ArticleId) -> Option<usize> {
        let is_it = |entry: &EntryId| {
            self.library.catalogue.entry(*entry).is_some_and(|entry| entry.article().id == *id)
        };
        self.found.ranked.entries().iter().position(is_it)
    }

    /// The article that the last session ended with is selected as soon as it is there.
    fn go_to_awaited(&mut self) {
        if self.touched {
            self.awaited = None;
        }
        let Some(id) = self.awaited.clone() else { return };
        if let Some(index) = self.index_of(&id) {
            self.list.cursor = index;
            self.awaited = None;
        }
    }

    /// Counts in an open picker follow what is found, as pages go on arriving.
    fn recount_picker(&mut self) {
        let Layer::Picker(picker) = &self.layer else { return };
        if matches!(picker.subject, Subject::Provinces | Subject::Sections) {
            let items = Picker::facets(self, picker.subject).items;
            if let Layer::Picker(picker) = &mut self.layer {
                picker.renew(items);
            }
        } else if picker.subject == Subject::Views
            && let Layer::Picker(picker) = &mut self.layer
        {
            picker.count_views(&self.found.views);
        }
    }

    /// The open map follows what is found.
    fn recount_map(&mut self) {
        let Layer::Map(map) = &self.layer else { return };
        let mut map = map.clone();
        map.recount(self);
        self.layer = Layer::Map(map);
    }

    /// The open timeline follows what is found.
    fn recount_timeline(&mut self) {
        let Layer::Timeline(timeline) = &self.layer else { return };
        let at = timeline.selected().map(|span| span.first);
        let mut timeline = Timeline::of(self, timeline.unit);
        if let Some(at) = at {
            timeline.go_to(at);
        }
        self.layer =
            if timeline.spans.is_empty() { Layer::None } else { Layer::Timeline(Box::new(timeline)) };
    }

    /// Puts what was typed into the history of filters.
    pub(crate) fn remember_filter(&mut self, typed: &str) -> Vec<Effect> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Vec::new();
        }
        self.filter_history.push(typed);
        vec![Effect::Keep(Request::Query(typed.to_owned()))]
    }

    /// Selects an article; filters that hide it are taken off.
    pub(crate) fn go_to_entry(&mut self, entry: EntryId) -> Vec<Effect> {
        let position = |state: &Self| state.found.ranked.entries().iter().position(|own| *own == entry);
        let mut effects = Vec::new();
        if position(self).is_none() {
            let sort = self.selection.sort.clone();
            self.selection = crate::query::Selection { sort, ..crate::query::Selection::default() };
            effects = command::refresh(self);
        }
        if let Some(index) = position(self) {
            self.list.cursor = index;
        }
        effects
    }
}
