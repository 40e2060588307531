//! Continuous reading: the stories of the open page, as far as the present filter leaves them, one below another.
//!
//! The story under the upper edge is the open one: list, marks, place, finding and copying go with it, as if it had been
//! chosen in the list. Only the stories in view are laid out, so that a page of any size costs what a screen costs.
//! Where the mode is off, every story is its own end, and the same functions scroll within it.

use std::sync::Arc;

use super::areas::{Pane, TextArea};
use super::command;
use super::effect::Effect;
use super::overlay::Layer;
use super::reader::{Find, Reader, Turn};
use super::state::State;
use crate::model::{Article, Page};
use crate::query::{Entry, EntryId};
use crate::store::marks::desk::Request;
use crate::typeset::Row;

/// The stories of the open page.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// The page, and the ticket of the search that its stories were taken from.
    of: Option<(Arc<Page>, u64)>,
    /// Where they stand among the stories found.
    stories: Vec<usize>,
    /// The characters of each story and all below it.
    characters: Vec<usize>,
    /// What was looked for, and how often it stands in each story.
    counted: Option<(String, Vec<usize>)>,
    /// Stories beside the open one that are laid out already.
    near: Vec<Reader>,
}

impl Flow {
    /// How many articles beside the open one are laid out.
    pub fn laid_out(&self) -> usize {
        self.near.len()
    }
}

/// A row of the reader's pane.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Shown<'a> {
    /// A row of a story.
    Text(&'a Reader, &'a Row),
    /// A blank row around a rule.
    Blank,
    /// The rule above the story with this number on its page.
    Rule(usize),
    /// The end of the page.
    End,
}

/// Panes lower than this part stories by a rule alone, without blank rows around it.
const LOW: usize = 12;

/// Lays out what is in view: the open story and, in continuous reading, those below it.
pub(crate) fn settle(state: &mut State, area: Option<TextArea>) {
    gather(state);
    let Some(area) = area else { return };
    let settings = state.typeset_settings(area.text.width);
    let height = area.rows();
    let Some(mut reader) = state.reader.take() else { return };
    reader.set(&settings, height, tail(state, reader.entry, height));
    let mut left = height.saturating_sub(reader.rows_below_top());
    let mut known = std::mem::take(&mut state.flow.near);
    let mut near = Vec::new();
    let mut below = place(state).map_or(0, |place| place + 1);
    while left > 0
        && let Some((id, article)) = story(state, below)
    {
        let mut next = take(&mut known, id).unwrap_or_else(|| Reader::open(id, article, None));
        next.renew(article);
        next.set(&settings, height, tail(state, id, height));
        next.look_through(article, state.lens);
        next.find_alike(article, reader.find.as_ref(), &state.selection.typed);
        left = left.saturating_sub(next.rows().len() + next.tail());
        near.push(next);
        below += 1;
    }
    // Whoever turns back finds the story above as it was.
    let above = place(state).and_then(|place| story(state, place.checked_sub(1)?)).map(|(id, _)| id);
    near.extend(above.and_then(|above| take(&mut known, above)));
    state.flow.near = near;
    state.reader = Some(reader);
    count_hits(state);
}

/// The rows of the pane from top to bottom; fewer than it has where the page ends.
pub(crate) fn rows(state: &State) -> Vec<Shown<'_>> {
    let Some(reader) = &state.reader else { return Vec::new() };
    let height = reader.height();
    let mut rows: Vec<Shown<'_>> = Vec::with_capacity(height);
    let mut below = place(state).map_or(0, |place| place + 1);
    add_story(reader, below, &mut rows);
    rows.drain(..reader.top().min(rows.len()));
    while rows.len() < height
        && let Some((id, _)) = story(state, below)
        && let Some(next) = state.flow.near.iter().find(|near| near.entry == id)
    {
        below += 1;
        add_story(next, below, &mut rows);
    }
    if is_on(state) && rows.len() + 1 < height {
        rows.extend([Shown::Blank, Shown::End]);
    }
    rows.truncate(height);
    rows
}

/// Adds the rows of the story with this number and what parts it from the next.
fn add_story<'a>(reader: &'a Reader, number: usize, rows: &mut Vec<Shown<'a>>) {
    rows.extend(reader.rows().iter().map(|row| Shown::Text(reader, row)));
    match reader.tail() {
        0 => {}
        1 => rows.push(Shown::Rule(number + 1)),
        _ => rows.extend([Shown::Blank, Shown::Rule(number + 1), Shown::Blank]),
    }
}

/// A story as it is laid out in the pane, if it is.
pub(crate) fn laid_out(state: &State, entry: EntryId) -> Option<&Reader> {
    let near = state.flow.near.iter();
    state.reader.iter().chain(near).find(|reader| reader.entry == entry)
}

/// The number of the open story on its page, and how many there are; only in continuous reading.
pub(crate) fn number(state: &State) -> Option<(usize, usize)> {
    place(state).map(|place| (place + 1, state.flow.stories.len()))
}

/// The characters below the open story.
pub(crate) fn characters_below(state: &State) -> usize {
    place(state).and_then(|place| state.flow.characters.get(place + 1)).copied().unwrap_or(0)
}

/// The open story and those below it.
pub(crate) fn stories_from_here(state: &State) -> impl Iterator<Item = &Entry> {
    let here = place(state).unwrap_or(state.flow.stories.len());
    let below = state.flow.stories.get(here..).unwrap_or_default().iter();
    below.filter_map(|index| state.library.catalogue.entry(state.found.ranked.get(*index)?.0))
}

/// The story that begins the page: the same for all stories that are read on end.
pub(crate) fn first_story(state: &State) -> Option<EntryId> {
    place(state).and_then(|_| story(state, 0)).map(|(id, _)| id)
}

/// Scrolls by rows, on into the stories beside the open one.
pub(crate) fn scroll(state: &mut State, rows: isize) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut left = rows;
    while let Some(reader) = &mut state.reader {
        let (top, greatest) = (reader.top() as isize, reader.greatest_top() as isize);
        let target = top.saturating_add(left);
        let beyond = if target < 0 { target } else { (target - greatest).max(0) };
        reader.scroll_to(target.clamp(0, greatest) as usize);
        if beyond == 0 {
            break;
        }
        let Some(entered) = step(state, beyond.signum()) else { break };
        effects.extend(entered);
        // The first row of the story below, or the last one above, is a step by itself.
        left = beyond - beyond.signum();
        if let Some(reader) = &mut state.reader {
            reader.scroll_to(if beyond > 0 { 0 } else { usize::MAX });
        }
    }
    effects
}

/// Scrolls by a share of the pane's height, one row short of it so that the eye keeps its place.
pub(crate) fn scroll_pages(state: &mut State, halves: isize) -> Vec<Effect> {
    let height = state.reader.as_ref().map_or(1, Reader::height);
    let page = height.saturating_sub(1).max(1) as isize;
    scroll(state, page * halves / 2)
}

/// Goes to the beginning or the end of the story, or of the page in continuous reading.
pub(crate) fn go_to_end(state: &mut State, end: bool) -> Vec<Effect> {
    let last = state.flow.stories.len().saturating_sub(1);
    let effects = match place(state) {
        Some(_) => enter(state, if end { last } else { 0 }),
        None => Vec::new(),
    };
    if let Some(reader) = &mut state.reader {
        reader.scroll_to(if end { usize::MAX } else { 0 });
    }
    effects
}

/// Goes to the next or previous subhead; in continuous reading on to the story below or above. `None`: there is none.
pub(crate) fn go_to_subhead(state: &mut State, forward: bool) -> Option<Vec<Effect>> {
    if state.reader.as_mut()?.go_to_subhead(forward) {
        return Some(Vec::new());
    }
    let effects = step(state, if forward { 1 } else { -1 })?;
    state.reader.as_mut()?.scroll_to(0);
    Some(effects)
}

/// Goes to the next or previous place found, on through the stories of the page, and around its ends.
pub(crate) fn turn_hit(state: &mut State, forward: bool) -> Option<(Turn, Vec<Effect>)> {
    let find = state.reader.as_ref()?.find.clone()?;
    let at_edge = if forward { find.current + 1 >= find.hits.len() } else { find.current == 0 };
    let here = place(state).filter(|_| at_edge);
    let next = here.and_then(|here| next_with_hits(state, &find, here, forward));
    let Some((next, here)) = next.zip(here).filter(|(next, here)| next != here) else {
        return state.reader.as_mut()?.next_hit(forward).map(|turn| (turn, Vec::new()));
    };
    let effects = go_to_hits(state, next, &find, forward);
    let turn = match forward {
        true if next < here => Turn::AroundEnd,
        false if next > here => Turn::AroundBeginning,
        _ => Turn::On,
    };
    Some((turn, effects))
}

/// Goes to the first story from here on that has what the open one does not have.
pub(crate) fn look_further(state: &mut State) -> Vec<Effect> {
    let find = state.reader.as_ref().and_then(|reader| reader.find.clone());
    let Some((find, here)) = find.filter(|find| find.hits.is_empty()).zip(place(state)) else {
        return Vec::new();
    };
    match next_with_hits(state, &find, here, true) {
        Some(next) => go_to_hits(state, next, &find, true),
        None => Vec::new(),
    }
}

/// Which of how many places found on the whole page was jumped to, from 1; only in continuous reading.
pub(crate) fn hit_number(state: &State) -> Option<(usize, usize)> {
    let find = state.reader.as_ref()?.find.as_ref()?;
    let (_, counts) = state.flow.counted.as_ref().filter(|(needle, _)| *needle == find.needle)?;
    let before: usize = counts.get(..place(state)?)?.iter().sum();
    let here = if find.hits.is_empty() { 0 } else { find.current + 1 };
    Some((before + here, counts.iter().sum()))
}

/// Goes back to a story of the page and a row in it.
pub(crate) fn go_back(state: &mut State, entry: EntryId, row: usize) -> Vec<Effect> {
    let at = (0..state.flow.stories.len()).find(|at| story(state, *at).is_some_and(|(id, _)| id == entry));
    let effects = at.map_or_else(Vec::new, |at| enter(state, at));
    if let Some(reader) = state.reader.as_mut().filter(|reader| reader.entry == entry) {
        reader.scroll_to(row);
    }
    effects
}

/// Counts what was looked for on the whole page, if that is not known.
fn count_hits(state: &mut State) {
    let find = state.reader.as_ref().and_then(|reader| reader.find.as_ref());
    let Some((find, _)) = find.zip(place(state)) else {
        state.flow.counted = None;
        return;
    };
    if state.flow.counted.as_ref().is_some_and(|(needle, _)| *needle == find.needle) {
        return;
    }
    let typed = &state.selection.typed;
    let stories = (0..state.flow.stories.len()).map(|at| story(state, at));
    let count = |story: Option<(EntryId, &Article)>| {
        story.map_or(0, |(_, article)| Find::hits_of(article, &find.needle, typed).len())
    };
    state.flow.counted = Some((find.needle.clone(), stories.map(count).collect()));
}

fn is_on(state: &State) -> bool {
    state.flow.of.is_some()
}

/// Which of the page's stories is open.
fn place(state: &State) -> Option<usize> {
    state.flow.stories.binary_search(&state.list.cursor).ok()
}

/// A story of the page by its number, from 0.
fn story(state: &State, at: usize) -> Option<(EntryId, &Article)> {
    let (id, _) = state.found.ranked.get(*state.flow.stories.get(at)?)?;
    Some((id, state.library.catalogue.entry(id)?.article()))
}

/// Finds out which stories stand on the page of the open one, if that is not known.
fn gather(state: &mut State) {
    let page = state.selected().map(|(_, entry)| Arc::clone(&entry.page));
    let Some(page) = page.filter(|_| state.settings.continuous) else {
        state.flow = Flow::default();
        return;
    };
    let found = state.found.ticket;
    let is_known = |(known, ticket): &(Arc<Page>, u64)| Arc::ptr_eq(known, &page) && *ticket == found;
    if state.flow.of.as_ref().is_some_and(is_known) {
        return;
    }
    let catalogue = &state.library.catalogue;
    let entries = state.found.ranked.iter().map(|(id, _)| catalogue.entry(id)).enumerate();
    let own = entries.filter_map(|(index, entry)| Some((index, entry?)));
    let own = own.filter(|(_, entry)| Arc::ptr_eq(&entry.page, &page));
    let (stories, mut characters): (Vec<usize>, Vec<usize>) =
        own.map(|(index, entry)| (index, entry.article().character_count())).unzip();
    let mut below = 0;
    for characters in characters.iter_mut().rev() {
        below += *characters;
        *characters = below;
    }
    // What was laid out before may bear numbers that mean nothing any more.
    state.flow = Flow { of: Some((page, found)), stories, characters, ..Flow::default() };
}

/// The rows between a story and the next one: none where the page ends.
fn tail(state: &State, entry: EntryId, height: usize) -> usize {
    let last = state.flow.stories.len().checked_sub(1).and_then(|last| story(state, last));
    match last {
        Some((last, _)) if last != entry => 1 + 2 * usize::from(height >= LOW),
        _ => 0,
    }
}

fn take(known: &mut Vec<Reader>, entry: EntryId) -> Option<Reader> {
    let at = known.iter().position(|reader| reader.entry == entry)?;
    Some(known.swap_remove(at))
}

/// Opens the story below or above. `None`: there is none.
fn step(state: &mut State, turn: isize) -> Option<Vec<Effect>> {
    let next = place(state)?.checked_add_signed(turn)?;
    story(state, next)?;
    Some(enter(state, next))
}

/// Opens a story of the page, laid out like the one that was open before.
fn enter(state: &mut State, at: usize) -> Vec<Effect> {
    let Some(index) = state.flow.stories.get(at).copied().filter(|index| *index != state.list.cursor) else {
        return Vec::new();
    };
    let mut effects = leave(state);
    let Some((id, article)) = story(state, at) else { return effects };
    let (read, place) =
        (article.id.clone(), tail(state, id, state.reader.as_ref().map_or(1, Reader::height)));
    let known = state.flow.near.iter().position(|near| near.entry == id);
    let mut next = known.map_or_else(|| Reader::open(id, article, None), |at| state.flow.near[at].clone());
    if let Some(before) = state.reader.take() {
        next.set_like(&before, place);
        if let Some(entry) = state.library.catalogue.entry(id) {
            next.find_alike(entry.article(), before.find.as_ref(), &state.selection.typed);
        }
        state.flow.near.push(before);
    }
    state.reader = Some(next);
    state.list.cursor = index;
    // While words are typed that are looked for, no story that they lead through is read.
    if state.focus == Pane::Reader && matches!(state.layer, Layer::None) {
        effects.extend(command::note_opened(state, &read));
    }
    effects
}

/// Whoever scrolled out of a story has read it: the next time it is opened at its beginning.
fn leave(state: &mut State) -> Vec<Effect> {
    state.chosen = None;
    if let Some(raw) = &mut state.raw {
        raw.loose = false;
    }
    let start = state.reader.as_ref().and_then(|reader| reader.rows().iter().find_map(|row| row.start));
    let id = state.open_article().map(|article| article.id.clone());
    let Some((start, id)) = start.zip(id).filter(|(_, id)| state.marks.place(id).is_some()) else {
        return Vec::new();
    };
    let changed = Arc::make_mut(&mut state.marks).set_place(&id, start);
    if changed { vec![Effect::Keep(Request::Place(id, start))] } else { Vec::new() }
}

/// The next story with what is looked for, around the ends, at last the one that it began with.
fn next_with_hits(state: &State, find: &Find, here: usize, forward: bool) -> Option<usize> {
    let count = state.flow.stories.len();
    let has = |at: &usize| {
        let hits = |(_, article)| !Find::hits_of(article, &find.needle, &state.selection.typed).is_empty();
        match &state.flow.counted {
            Some((needle, counts)) if *needle == find.needle => counts.get(*at).is_some_and(|hits| *hits > 0),
            _ => story(state, *at).is_some_and(hits),
        }
    };
    if forward {
        (here + 1..count).chain(0..=here).find(has)
    } else {
        (0..here).rev().chain((here..count).rev()).find(has)
    }
}

/// Opens a story at the first or last place found in it.
fn go_to_hits(state: &mut State, at: usize, find: &Find, forward: bool) -> Vec<Effect> {
    let effects = enter(state, at);
    let article = story(state, at).map(|(id, _)| id).and_then(|id| state.library.catalogue.entry(id));
    if let (Some(reader), Some(entry)) = (&mut state.reader, article) {
        reader.scroll_to(0);
        reader.find_alike(entry.article(), Some(find), &state.selection.typed);
        reader.go_to_hit(if forward { 0 } else { usize::MAX });
    }
    effects
}
