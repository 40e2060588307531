//! What lies over the panes: at most one thing at a time, so that no key can mean two.

mod picker;

pub use picker::{Choice, Item, Picker, Subject};

use super::areas::Pane;
use super::field::Field;
use super::glance::Glance;
use super::list::List;
use super::map::Map;
use super::reader::Find;
use super::spoken::Spoken;
use super::state::State;
use super::timeline::Timeline;
use crate::query::complete::Completion;
use crate::query::{EntryId, Selection};
use crate::store::marks::Passage;

/// What lies over the panes.
#[derive(Debug, Clone)]
pub enum Layer {
    /// Nothing: keys go to the panes.
    None,
    /// The filter is being typed; the list follows.
    Filter(Filter),
    /// Words to be found in the article are being typed.
    Find(FindPrompt),
    /// One or several things are being chosen from a list.
    Picker(Picker),
    /// The keys and what they do.
    Help(Help),
    /// The province lens.
    Map(Box<Map>),
    /// A page or a day at a glance.
    Glance(Box<Glance>),
    /// The course of time.
    Timeline(Box<Timeline>),
    /// How the words of a sentence are read.
    Spoken(Box<Spoken>),
    /// What was odd while reading.
    Problems(Scroll),
    /// A line of text is asked for.
    Ask(Ask),
}

/// A line of text that is asked for at the bottom of the screen.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is typed.
    pub field: Field,
    /// What it is for.
    pub wish: Wish,
}

/// What a typed line is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A command that the article goes to.
    Command,
    /// The name of the present filter.
    ViewName,
    /// A note on a passage with this text.
    Note(Box<(Passage, String)>),
    /// A tag for the article.
    Tag,
    /// The number of an article; the cursor of the list was here before.
    Number(usize),
}

impl Wish {
    /// What stands before the field.
    pub fn label(&self, state: &State) -> &'static str {
        match self {
            Self::Command => state.say("送入命令", "pipe to"),
            Self::ViewName => state.say("视图名称", "name of the view"),
            Self::Note(_) => state.say("批注", "note"),
            Self::Tag => state.say("标签", "tag"),
            Self::Number(_) => state.say("编号", "number"),
        }
    }
}

/// How much is taken along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The article under the cursor.
    Article,
    /// Every article that the present filter shows.
    Shown,
}

/// The place in a text that is only read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The first row in view.
    pub top: usize,
}

/// The filter while it is typed.
#[derive(Debug, Clone)]
pub struct Filter {
    /// What is typed.
    pub field: Field,
    /// What Esc brings back.
    pub before: (Selection, List),
    /// How far back in the history of filters the reader has gone; 0: what is typed is the reader's own.
    pub history: usize,
    /// What the reader had typed when going back began.
    pub draft: String,
    /// Proposals that are being tried one after the other.
    pub trying: Option<Trying>,
    /// The pane that had the attention.
    pub from: Pane,
    /// It was to be taken, but something in it cannot be understood.
    pub refused: bool,
}

/// Proposals that are tried one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trying {
    /// What was typed before.
    pub before: Field,
    /// What was proposed then.
    pub proposals: Vec<Completion>,
    /// The one that stands in the field now.
    pub index: usize,
}

/// Words to be found, while they are typed.
#[derive(Debug, Clone)]
pub struct FindPrompt {
    /// What is typed.
    pub field: Field,
    /// The article that was open before,
    pub entry: EntryId,
    /// the row on top,
    pub top: usize,
    /// and what was looked for, which Esc brings back.
    pub before: Option<Find>,
    /// How far back in what was looked for the reader has gone.
    pub history: usize,
}

/// The searchable help.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// What is typed.
    pub field: Field,
    /// The first row in view.
    pub top: usize,
}

impl Layer {
    /// The field of the layer.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::None | Self::Problems(_) | Self::Glance(_) | Self::Timeline(_) | Self::Spoken(_) => None,
            Self::Filter(filter) => Some(&filter.field),
            Self::Find(find) => Some(&find.field),
            Self::Picker(picker) => Some(&picker.field),
            Self::Help(help) => Some(&help.field),
            Self::Ask(ask) => Some(&ask.field),
            Self::Map(map) => Some(&map.field),
        }
    }

    /// The field of the layer, to be typed into.
    pub fn field_mut(&mut self) -> Option<&mut Field> {
        match self {
            Self::None | Self::Problems(_) | Self::Glance(_) | Self::Timeline(_) | Self::Spoken(_) => None,
            Self::Filter(filter) => Some(&mut filter.field),
            Self::Find(find) => Some(&mut find.field),
            Self::Picker(picker) => Some(&mut picker.field),
            Self::Help(help) => Some(&mut help.field),
            Self::Ask(ask) => Some(&mut ask.field),
            Self::Map(map) => Some(&mut map.field),
        }
    }
}

impl Layer {
    /// The byte of the filter at which its cursor stands, while it is typed.
    pub fn filter_cursor(&self) -> Option<usize> {
        if let Self::Filter(filter) = self { Some(filter.field.cursor()) } else { None }
    }

    /// Whether the saved filters are listed, so that what fits each of them is to be counted.
    pub fn lists_views(&self) -> bool {
        matches!(self, Self::Picker(picker) if picker.subject == Subject::Views)
    }
}
