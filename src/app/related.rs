//! Articles that have to do with the open one, on a timeline: by days, each with what it shares; or by how much it shares.
//!
//! The looking is done on another thread (`jobs/relate.rs`): it reads every article there is.

use std::sync::Arc;

use super::overlay::{Choice, Item, Layer, Picker, Subject};
use super::state::State;
use crate::model::{Article, ArticleId, Date, Language, Page};
use crate::query::EntryId;
use crate::query::related::{Relation, Tie};

/// What is to be looked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The article that others have to do with.
    pub article: Arc<Article>,
    /// Where to look.
    pub pages: Vec<Arc<Page>>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The article that the others have to do with.
    pub of: ArticleId,
    /// The others, most of all first.
    pub relations: Vec<Relation>,
}

/// What is known of the articles that have to do with one.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// The article whose relations were asked for and are awaited.
    pub awaited: Option<ArticleId>,
    /// The others with what they share, most of all first.
    found: Vec<(EntryId, String)>,
    /// They stand in the order of how much they share, not of time.
    by_weight: bool,
    /// The jumps that were made from one article to another, the latest last.
    trail: Vec<(ArticleId, ArticleId)>,
}

/// Asks for the articles that have to do with the open one.
pub(crate) fn ask(state: &mut State) -> Option<Request> {
    let (_, entry) = state.selected()?;
    let article = Arc::new(entry.article().clone());
    state.related.awaited = Some(article.id.clone());
    Some(Request { article, pages: state.library.pages.clone() })
}

/// Takes what was found and shows it, unless the reader has gone elsewhere since.
pub(crate) fn take(state: &mut State, answer: &Answer) {
    if state.related.awaited.take().as_ref() != Some(&answer.of) || !matches!(state.layer, Layer::None) {
        return;
    }
    if state.selected().is_none_or(|(_, entry)| entry.article().id != answer.of) {
        return;
    }
    let mut found: Vec<(EntryId, String)> = Vec::new();
    for relation in &answer.relations {
        let id = state.library.catalogue.id_on_page(relation.page, relation.index);
        let own = id.and_then(|id| state.library.catalogue.entry(id)).map(|entry| &entry.article().id);
        if let Some(id) =
            id.filter(|id| own != Some(&answer.of) && found.iter().all(|(other, _)| other != id))
        {
            found.push((id, reason(relation, state.language())));
        }
    }
    if found.is_empty() {
        state.tell(state.say("没有相关报道", "no related articles"));
        return;
    }
    state.notice = None;
    state.related.found = found;
    state.related.by_weight = false;
    show(state);
}

/// The same in the other order: of time, or of how much is shared.
pub(crate) fn turn_order(state: &mut State) {
    state.related.by_weight = !state.related.by_weight;
    show(state);
}

/// Shows them, with the cursor on the one that shares most.
fn show(state: &mut State) {
    let Some((own, entry)) = state.selected() else { return };
    let title_of = |id: EntryId| state.library.catalogue.entry(id).map(|entry| entry.article().title());
    let related = &state.related;
    let mut items: Vec<(Option<Date>, usize, Item)> = (1..)
        .zip(&related.found)
        .filter_map(|(rank, (id, reason))| {
            let aside = if related.by_weight { reason.clone() } else { format!("{reason} {rank:>2}") };
            let item = Item { choice: Choice::Entry(*id), label: title_of(*id)?, aside, count: None };
            Some((date_of(state, *id), rank, item))
        })
        .collect();
    if !related.by_weight {
        let label = format!("{}{}", state.say("本文：", "this one: "), entry.article().title());
        let item = Item { choice: Choice::Entry(own), label, aside: String::new(), count: None };
        items.push((date_of(state, own), 0, item));
        // Without a date it stands last, and within a day the nearest stands first.
        items.sort_by_key(|(date, rank, _)| (date.is_none(), *date, *rank));
    }
    let cursor = items.iter().position(|(_, rank, _)| *rank == 1).unwrap_or(0);
    let mut picker = Picker::new(Subject::Related, items.into_iter().map(|(.., item)| item).collect());
    picker.cursor = cursor;
    state.layer = Layer::Picker(picker);
}

/// The day of an article's page.
pub(crate) fn date_of(state: &State, id: EntryId) -> Option<Date> {
    state.library.catalogue.entry(id)?.page.date
}

/// What stands over the list.
pub(crate) fn title(state: &State) -> &'static str {
    if state.related.by_weight {
        state.say("相关报道：按相关，Tab 按时间", "Related articles: nearest first, Tab by time")
    } else {
        state.say(
            "相关报道：按时间，末列为相关次序，Tab 按相关",
            "Related articles by time, with their rank; Tab nearest first",
        )
    }
}

/// What two articles share, in a few words.
fn reason(relation: &Relation, language: Language) -> String {
    /// More words than these do not help to choose.
    const WORDS: usize = 3;
    let mut shared: Vec<&(Tie, String)> = relation.shared.iter().take(WORDS).collect();
    shared.sort_by_key(|(tie, _)| *tie);
    let word = |(tie, name): &(Tie, String)| match (tie, language) {
        (Tie::Writer, Language::Chinese) => format!("{name}所写"),
        (Tie::Writer, Language::English) => format!("by {name}"),
        _ => name.clone(),
    };
    shared.into_iter().map(word).collect::<Vec<_>>().join(language.pick("、", ", "))
}

/// Remembers that a reader went from the open article to another.
pub(crate) fn remember_jump(state: &mut State, to: EntryId) {
    /// Nobody finds the way back over more jumps.
    const LONGEST: usize = 50;
    let from = state.open_article().map(|article| article.id.clone());
    let to = state.library.catalogue.entry(to).map(|entry| entry.article().id.clone());
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) {
        state.related.trail.push((from, to));
        let surplus = state.related.trail.len().saturating_sub(LONGEST);
        state.related.trail.drain(..surplus);
    }
}

/// The article that the open one was reached from, where it was reached from a related one. The jump is forgotten.
pub(crate) fn way_back(state: &mut State) -> Option<EntryId> {
    let here = state.open_article().map(|article| article.id.clone())?;
    let (from, to) = state.related.trail.pop()?;
    if to != here {
        // The reader has gone on by other ways: the trail is cold.
        state.related.trail.clear();
        return None;
    }
    let is_it = |(id, entry): (EntryId, &crate::query::Entry)| (entry.article().id == from).then_some(id);
    let id = state.library.catalogue.iter().find_map(is_it)?;
    Some(state.library.catalogue.first_part(id))
}
