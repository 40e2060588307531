//! One search: what is asked, what is found, and the ticket that tells a stale answer from a fresh one.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::jobs::helpers::SideBySide;
use super::marks::Marks;
use crate::model::{Date, Language, Province};
use crate::query::complete::{Completion, complete, correct};
use crate::query::mistake::Mistake;
use crate::query::parse::{has_words, turn_words};
use crate::query::saved::{SavedFilter, count_saved};
use crate::query::{self, Catalogue, EntryId, Finder, Hit, Outcome, Ranked, Selection, Situation, light};
use crate::text::pinyin::Sounds;

/// A search to be done.
#[derive(Debug, Clone)]
pub struct Request {
    /// Counts searches; only the answer to the latest is used.
    pub ticket: u64,
    /// Where to search.
    pub catalogue: Arc<Catalogue>,
    /// What for.
    pub selection: Selection,
    /// What the reader marked, for 是:未读 and the like.
    pub marks: Arc<Marks>,
    /// Today, for 近:7天 and the like.
    pub today: Option<Date>,
    /// The filter is being typed, and the cursor stands at this byte of it: what may come next is wanted too.
    pub typing: Option<usize>,
    /// The language of what may come next.
    pub language: Language,
    /// Which sounds the reader does not tell apart.
    pub sounds: Sounds,
    /// Saved filters whose articles are to be counted, because a list of them is open.
    pub views: Vec<SavedFilter>,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The ticket of the request.
    pub ticket: u64,
    /// The articles, best first, with their scores.
    pub ranked: Ranked,
    /// Articles of each province under every filter but the province filter.
    pub provinces: Vec<(Province, usize)>,
    /// Articles of each section under every filter but the section filter.
    pub sections: Vec<(String, usize)>,
    /// What of the typed filter could not be understood.
    pub mistakes: Vec<Mistake>,
    /// What may be typed next, the nearest right thing for each mistake first.
    pub proposals: Vec<Completion>,
    /// How many other articles have the typed words in their text, where that is quickly told.
    pub in_text: usize,
    /// These are only the first: the search goes on, and another answer follows.
    pub goes_on: bool,
    /// Filters may hide articles.
    pub filtered: bool,
    /// How many articles each saved filter has that was asked for.
    pub views: Vec<(String, usize)>,
}

/// Below this many articles a search takes less than a frame and is done at once.
pub const AT_ONCE: usize = 3_000;

/// Below this many articles their texts too are looked through at each key.
const TEXTS_AT_ONCE: usize = 1_000;

/// Searches; `None` if it was called off. The finder remembers what fitted last, so that the next key only narrows.
/// Where texts must be gone through that nobody has looked into before, what is found first is told meanwhile.
pub fn search(
    finder: &mut Finder,
    request: &Request,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Found),
) -> Option<Found> {
    let situation = situation(&request.marks, request.today, request.sounds);
    let mut tell_first = |outcome: Outcome| {
        tell(Found { goes_on: true, ..Found::of(outcome, request) });
    };
    let outcome =
        finder.find_by_and_by(&request.catalogue, &request.selection, &situation, stop, &mut tell_first)?;
    let mut proposals = Vec::new();
    if let Some(cursor) = request.typing {
        proposals = correct(&outcome.mistakes, request.language);
        let next = complete(&request.catalogue, &request.selection, &situation, cursor, request.language);
        // What stands there already need not be proposed.
        let typed = &request.selection.typed;
        proposals
            .extend(next.into_iter().filter(|next| typed.get(next.replaces.clone()) != Some(&next.with)));
    }
    let mut views = Vec::new();
    for view in &request.views {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        views.extend(count_views(std::slice::from_ref(view), request));
    }
    let in_text = in_text(request, &outcome.ranked);
    Some(Found { proposals, in_text, views, ..Found::of(outcome, request) })
}

impl Found {
    /// What was found, nothing proposed.
    fn of(outcome: Outcome, request: &Request) -> Self {
        Self {
            filtered: request.selection.filters(),
            ticket: request.ticket,
            ranked: outcome.ranked,
            provinces: outcome.provinces,
            sections: outcome.sections,
            mistakes: outcome.mistakes,
            ..Self::default()
        }
    }
}

/// How many articles that were not found have the typed words in their text.
fn in_text(request: &Request, ranked: &Ranked) -> usize {
    let typed = &request.selection.typed;
    if request.catalogue.len() > TEXTS_AT_ONCE || !has_words(typed) {
        return 0;
    }
    let Some(typed) = turn_words(typed, request.language) else { return 0 };
    let selection = Selection { typed, ..request.selection.clone() };
    let situation = situation(&request.marks, request.today, request.sounds);
    let others = query::find(&request.catalogue, &selection, &situation).ranked;
    let known: BTreeSet<EntryId> = ranked.entries().iter().copied().collect();
    others.entries().iter().filter(|id| !known.contains(id)).count()
}

/// How many articles each saved filter has.
pub fn count_views(views: &[SavedFilter], request: &Request) -> Vec<(String, usize)> {
    let situation = situation(&request.marks, request.today, request.sounds);
    let counts = count_saved(&request.catalogue, views, &situation);
    views.iter().map(|view| view.name.clone()).zip(counts).collect()
}

/// Searches once.
pub fn search_once(request: &Request) -> Found {
    search(&mut Finder::default(), request, &AtomicBool::new(false), &mut |_| {}).unwrap_or_default()
}

/// The same articles with what is lit in each: for those that are on the screen.
pub fn lit(
    catalogue: &Catalogue,
    selection: &Selection,
    (marks, today, sounds): (&Marks, Option<Date>, Sounds),
    ranked: &[(EntryId, u32)],
) -> Vec<Hit> {
    light(catalogue, selection, &situation(marks, today, sounds), ranked)
}

/// The articles that fit a selection, in their order, nothing counted and nothing lit.
pub fn fitting(
    catalogue: &Catalogue,
    selection: &Selection,
    (marks, today, sounds): (&Marks, Option<Date>, Sounds),
) -> Vec<EntryId> {
    let outcome = query::find(catalogue, selection, &situation(marks, today, sounds));
    outcome.ranked.entries().to_vec()
}

/// The circumstances of a search.
pub(super) fn situation(marks: &Marks, today: Option<Date>, sounds: Sounds) -> Situation<'_> {
    Situation { today, marks, sounds, helpers: &SideBySide }
}
