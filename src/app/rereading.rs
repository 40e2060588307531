//! Pages whose files were changed while they are read: they take the place of what was read before, and the reader stays
//! where he is, in the same story at the same words.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::Effect;
use super::event::{Arrival, Notice};
use super::overlay::Layer;
use super::reader::Reader;
use super::state::State;
use crate::model::{ArticleId, Language, Page, TextPosition};
use crate::query::{Entry, Ranked};
use crate::store::marks::desk::Request;

/// Which story was open before its page was read again.
#[derive(Debug, Clone)]
pub struct Stand {
    id: ArticleId,
    title: String,
    path: PathBuf,
    /// Where the reader was in it, if nobody else knows.
    place: Option<TextPosition>,
}

/// Takes what was read again, as soon as nothing lies over the panes: what is offered there names stories by numbers
/// that are given anew.
pub(super) fn take(state: &mut State) -> Vec<Effect> {
    if state.reread.is_none() || !matches!(state.layer, Layer::None) {
        return Vec::new();
    }
    let (pages, failures) = Arrival::part(state.reread.take().unwrap_or_default());
    tell(state, &pages, failures.first());
    state.library.failures.extend(failures);
    if pages.is_empty() { Vec::new() } else { put_in(state, pages) }
}

fn put_in(state: &mut State, pages: Vec<Arc<Page>>) -> Vec<Effect> {
    let mut effects = super::update::remember_stand(state);
    state.stand_again = state.selected().map(|(_, entry)| Stand::of(entry));
    // Where the same words stand now, the store knows.
    if let Some(stand) = &state.stand_again {
        Arc::make_mut(&mut state.marks).forget_place(&stand.id);
    }
    effects.extend(pages.iter().map(|page| Effect::Keep(Request::Meet(Arc::clone(page)))));
    let new = state.library.replace_all(pages);
    state.library.add(new);
    state.reader = None;
    state.chosen = None;
    // These bear the numbers from before.
    state.found.ranked = Ranked::default();
    effects.extend(super::command::refresh(state));
    effects
}

fn tell(state: &mut State, pages: &[Arc<Page>], failure: Option<&(PathBuf, String)>) {
    if let Some((_, reason)) = failure {
        state.notice = Some(Notice::trouble(reason.clone()));
        return;
    }
    let name = |page: &Arc<Page>| {
        page.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let words = match (pages, state.language()) {
        ([], _) => state.say("文件没有变", "no file has changed").to_owned(),
        ([page], Language::Chinese) => format!("文件变了，已重读：{}", name(page)),
        ([page], Language::English) => format!("changed and read again: {}", name(page)),
        (pages, Language::Chinese) => format!("{} 个文件变了，已重读", pages.len()),
        (pages, Language::English) => format!("{} files changed and were read again", pages.len()),
    };
    state.tell(words);
}

impl Stand {
    fn of(entry: &Entry) -> Self {
        let article = entry.article();
        let (id, path) = (article.id.clone(), entry.page.path.clone());
        Self { id, title: article.title(), path, place: None }
    }

    /// How sure it is that this is the same story; `None`: it is another one.
    fn likeness(&self, entry: &Entry) -> Option<u8> {
        let article = entry.article();
        let on_page = entry.page.path == self.path;
        match () {
            () if article.id == self.id && on_page => Some(3),
            () if article.id == self.id => Some(2),
            () if on_page && article.title() == self.title => Some(1),
            () => None,
        }
    }
}

/// Remembers the open story and the place in it, before its page is put together anew.
pub(super) fn note_stand(state: &mut State) {
    state.stand_again = stand(state);
}

/// The open story and the place in it.
pub(super) fn stand(state: &State) -> Option<Stand> {
    let place = state.reader.as_ref().and_then(Reader::place);
    state.selected().map(|(_, entry)| Stand { place, ..Stand::of(entry) })
}

/// Goes back to the story that was open before.
pub(super) fn go_back(state: &mut State) {
    let Some(stand) = state.stand_again.take() else { return };
    let catalogue = &state.library.catalogue;
    let entries = state.found.ranked.iter().map(|(id, _)| catalogue.entry(id)).enumerate();
    let alike = entries.filter_map(|(index, entry)| Some((stand.likeness(entry?)?, index)));
    // Of several that are alike, the first.
    let best = alike.max_by_key(|(likeness, index)| (*likeness, std::cmp::Reverse(*index)));
    let Some((_, index)) = best else { return };
    state.list.cursor = index;
    let id = state.selected().map(|(_, entry)| entry.article().id.clone());
    if let Some((id, place)) = id.zip(stand.place) {
        Arc::make_mut(&mut state.marks).set_place(&id, place);
    }
}
