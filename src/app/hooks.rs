//! Hooks: programs of the reader's own that run when he opens an article, has read it, or puts a star on it.
//!
//! They are named in the settings, program and arguments, and off unless they are. The article is what they read: one
//! object of JSON, as `W` exports it. Nothing of it ever becomes part of a command.

use std::collections::{BTreeMap, BTreeSet};

use super::areas::Pane;
use super::effect::Effect;
use super::export::{self, Form};
use super::state::State;
use crate::model::ArticleId;
use crate::query::Entry;
use crate::store::marks::Mark;
use crate::store::marks::desk::Request;

/// What a reader does with an article that a hook can follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// It is open in the reader's pane.
    Open,
    /// It is marked as read.
    Read,
    /// It has got a star.
    Star,
}

/// Whether hooks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duty {
    /// As the settings say.
    #[default]
    Run,
    /// Not until the reader wants them again.
    Rest,
}

/// A hook that is to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// What it follows.
    pub deed: Deed,
    /// The program and its arguments.
    pub command: Vec<String>,
    /// What it reads.
    pub input: String,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Read, Self::Star];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Read => "read",
            Self::Star => "star",
        }
    }
}

/// The programs for each deed.
pub type Commands = BTreeMap<Deed, Vec<String>>;

/// The article that a reader reads.
pub(crate) fn open_article(state: &State) -> Option<ArticleId> {
    let reads = matches!(state.focus, Pane::Reader | Pane::Raw);
    state.open_article().filter(|_| reads && !state.settings.hooks.is_empty()).map(|own| own.id.clone())
}

/// The hooks that are due after an event: before it, this article was open; these effects came of it.
pub(crate) fn due(state: &State, before: Option<&ArticleId>, effects: &[Effect]) -> Vec<Effect> {
    if state.settings.hooks.is_empty() || state.hooks == Duty::Rest {
        return Vec::new();
    }
    let mut due: BTreeSet<(ArticleId, Deed)> = BTreeSet::new();
    due.extend(open_article(state).filter(|now| before != Some(now)).map(|now| (now, Deed::Open)));
    for effect in effects {
        match effect {
            Effect::Keep(Request::Opened(id)) => drop(due.insert((id.clone(), Deed::Read))),
            Effect::Keep(Request::Change { changes, .. }) => {
                due.extend(changes.iter().filter_map(|(id, mark)| Some((id.clone(), deed_of(mark)?))));
            }
            _ => {}
        }
    }
    due.retain(|(_, deed)| state.settings.hooks.contains_key(deed));
    if due.is_empty() {
        return Vec::new();
    }
    let entries = state.library.catalogue.iter().map(|(_, entry)| entry);
    entries.filter(|entry| entry.part_of().is_none()).flat_map(|entry| hooks_of(state, entry, &due)).collect()
}

fn deed_of(mark: &Mark) -> Option<Deed> {
    match mark {
        Mark::Read(true) => Some(Deed::Read),
        Mark::Starred(true) => Some(Deed::Star),
        _ => None,
    }
}

fn hooks_of(state: &State, entry: &Entry, due: &BTreeSet<(ArticleId, Deed)>) -> Vec<Effect> {
    let id = &entry.article().id;
    let own = Deed::ALL.into_iter().filter(|deed| due.contains(&(id.clone(), *deed)));
    let hook = |deed| {
        let command = state.settings.hooks.get(&deed)?.clone();
        let input = export::text_of(&entry.page, entry.article(), Form::JsonLines);
        Some(Effect::Hook(Hook { deed, command, input }))
    };
    own.filter_map(hook).collect()
}
