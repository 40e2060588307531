//! A list of things to choose from: commands, provinces, sections, views, what can be put right.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Scope;
use crate::app::command::Command;
use crate::app::export::Form;
use crate::app::field::Field;
use crate::app::key::Chord;
use crate::app::list::List;
use crate::app::mending::Mending;
use crate::app::state::State;
use crate::model::{Language, Province, TextPosition};
use crate::query::{AS_PRINTED, EntryId, Selection, Sort, match_names};

/// What is chosen from a list.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What is being chosen.
    pub subject: Subject,
    /// What is typed to narrow the list.
    pub field: Field,
    /// Everything that can be chosen.
    pub items: Vec<Item>,
    /// The items that fit what is typed, best first, each with the bytes to be lit.
    pub shown: Vec<(usize, Vec<Range<usize>>)>,
    /// The index among those shown.
    pub cursor: usize,
    /// The first one in view.
    pub top: usize,
    /// The choice before, which Esc brings back.
    pub before: Option<(Selection, List)>,
    /// The theme before, which Esc brings back.
    pub theme_before: Option<String>,
    /// Something was ticked since it opened.
    pub ticked: bool,
    /// Words that mean one item and nothing else, whatever else they may look like: in the palette, keys and what vi
    /// calls a command. Each with the items by their index, the first meant before the next.
    pub exact: BTreeMap<String, Vec<usize>>,
}

/// What a picker chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Provinces, several.
    Provinces,
    /// Sections, several.
    Sections,
    /// What the list is put in order by, several one after the other.
    Orders,
    /// A command.
    Commands,
    /// A theme.
    Themes,
    /// A passage of the article that a lens lights.
    Passages,
    /// A subhead of the article.
    Subheads,
    /// An article that has to do with the open one.
    Related,
    /// A saved filter.
    Views,
    /// A form in which articles are taken along.
    Forms,
    /// A note on the article.
    Notes,
    /// A setting, or its value.
    Settings,
    /// A seam to be cut.
    Seams,
    /// A piece of text to be joined elsewhere.
    Pieces,
    /// Where a piece belongs.
    Candidates,
    /// Where a piece belongs that was just cut off.
    Rest,
    /// The story that a head belongs to.
    Heads,
    /// A line that is something else than it was taken for.
    Lines,
    /// What a line is.
    Labels,
    /// What the article is about.
    About,
}

/// One thing that can be chosen.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub choice: Choice,
    /// What stands in the list and is matched.
    pub label: String,
    /// What stands dim at the end of the row.
    pub aside: String,
    /// The number of articles, where it means something.
    pub count: Option<usize>,
}

/// What a row of a picker stands for.
#[derive(Debug, Clone)]
pub enum Choice {
    /// A province.
    Province(Province),
    /// A section.
    Section(String),
    /// Something to put the list in order by; `None`: as it was printed.
    Sort(Option<Sort>),
    /// A command.
    Command(&'static Command),
    /// A theme.
    Theme(String),
    /// A place in the article.
    Place(TextPosition),
    /// An article.
    Entry(EntryId),
    /// A saved filter by its name.
    View(String),
    /// A form, and how much is to be saved in it.
    Save(Form, Scope),
    /// Something that is put right.
    Mend(Mending),
    /// A setting: ask for its value.
    Setting(&'static str),
    /// A value of a setting.
    Value(&'static str, String),
}

impl Subject {
    /// Whether several can be chosen.
    pub fn is_plural(self) -> bool {
        matches!(self, Self::Provinces | Self::Sections | Self::Orders)
    }

    /// What stands over the picker.
    pub fn title(self, state: &State) -> &'static str {
        match self {
            Self::Provinces => state.say("省份", "Provinces"),
            Self::Sections => state.say("栏目", "Sections"),
            Self::Orders => {
                state.say("排序：Enter 只用它，Tab 依次加", "Order: Enter by this alone, Tab adds it")
            }
            Self::Commands => state.say("命令", "Commands"),
            Self::Themes => state.say("配色", "Themes"),
            Self::Passages => state.say("标出的各处", "Passages that are lit"),
            Self::Subheads => state.say("小标题", "Subheads"),
            Self::Related => state.say("相关报道", "Related articles"),
            Self::Views => state.say("视图", "Views"),
            Self::Forms => state.say("存为", "Save as"),
            Self::Settings => state.say("设置", "Settings"),
            Self::Notes => state.say("批注", "Notes"),
            Self::Seams => state.say("断开哪一处", "Cut which seam"),
            Self::Pieces => state.say("接续哪一段", "Join which piece"),
            Self::Candidates => state.say("接到哪里", "Where it belongs"),
            Self::Rest => {
                state.say("断下的这段接到哪里（Esc 自成一篇）", "Where does the rest belong (Esc: by itself)")
            }
            Self::Heads => state.say("标题给哪一篇", "Whose head it is"),
            Self::Lines => state.say("改哪一行", "Which line"),
            Self::Labels => state.say("这一行是", "The line is"),
            Self::About => state.say("本文所写的省份", "What the article is about"),
        }
    }
}

impl Picker {
    /// A picker over these items, with the cursor on the first.
    pub fn new(subject: Subject, items: Vec<Item>) -> Self {
        let mut picker = Self {
            subject,
            field: Field::default(),
            items,
            shown: Vec::new(),
            cursor: 0,
            top: 0,
            before: None,
            theme_before: None,
            ticked: false,
            exact: BTreeMap::new(),
        };
        picker.narrow();
        picker
    }

    /// The provinces or sections with their counts under the present filter.
    pub fn facets(state: &State, subject: Subject) -> Self {
        let items = match subject {
            Subject::Provinces => province_items(state),
            _ => section_items(state),
        };
        Self { before: Some((state.selection.clone(), state.list)), ..Self::new(subject, items) }
    }

    /// What the list can be put in order by, with the cursor on what decides first.
    pub fn orders(state: &State) -> Self {
        let sorts = std::iter::once(None).chain(Sort::ALL.map(Some));
        let item = |sort: Option<Sort>| Item {
            choice: Choice::Sort(sort),
            label: match sort {
                Some(sort) => sort.sentence(state.language()).to_owned(),
                None => state.say("版序：照版面的样子", "page order: as it was printed").to_owned(),
            },
            aside: String::new(),
            count: None,
        };
        let first = state.selection.sort.sorts().first();
        let cursor = Sort::ALL.iter().position(|sort| first == Some(sort)).map_or(0, |index| index + 1);
        let before = Some((state.selection.clone(), state.list));
        Self { cursor, before, ..Self::new(Subject::Orders, sorts.map(item).collect()) }
    }

    /// The saved filters. How many articles each has is counted with the next search; see [`Self::count_views`].
    pub fn views(state: &State) -> Self {
        let items = state.saved_filters().into_iter().map(|saved| Item {
            choice: Choice::View(saved.name.clone()),
            label: saved.name,
            aside: saved.selection.typed,
            count: None,
        });
        Self::new(Subject::Views, items.collect())
    }

    /// Takes how many articles each saved filter has.
    pub fn count_views(&mut self, counts: &[(String, usize)]) {
        for item in &mut self.items {
            let counted = counts.iter().find(|(name, _)| *name == item.label);
            item.count = counted.map(|(_, count)| *count).or(item.count);
        }
    }

    /// Shows the items that fit what is typed.
    pub fn narrow(&mut self) {
        let typed = self.field.text().trim();
        self.shown = if typed.is_empty() {
            (0..self.items.len()).map(|index| (index, Vec::new())).collect()
        } else {
            let names: Vec<&str> = self.items.iter().map(|item| item.label.as_str()).collect();
            let mut shown = match_names(typed, &names);
            // A command is also found by its English name, whatever the language of the screen.
            let typed = typed.to_lowercase();
            let called = |item: &Item| item.name().is_some_and(|name| name.starts_with(&typed));
            let told =
                |item: &Item| item.english().is_some_and(|words| has_word(&words.to_lowercase(), &typed));
            for (index, item) in self.items.iter().enumerate() {
                let known = shown.iter().any(|(shown, _)| *shown == index);
                if !known && (called(item) || told(item)) {
                    shown.push((index, Vec::new()));
                }
            }
            let exactly = |item: &Item| item.name() == Some(typed.as_str());
            shown.sort_by_key(|(index, _)| {
                let item = self.items.get(*index);
                (!item.is_some_and(exactly), !item.is_some_and(called))
            });
            self.put_exact_first(&mut shown);
            shown
        };
        self.cursor = 0;
        self.top = 0;
    }

    /// What is typed may be the very word for an item. Keys mind capitals and know no blanks or full width.
    fn put_exact_first(&self, shown: &mut Vec<(usize, Vec<Range<usize>>)>) {
        let ascii = |c: char| Chord::char(c).as_ascii().typed().unwrap_or(c);
        let typed: String = self.field.text().trim().chars().map(ascii).collect();
        // Whoever begins with the colon of vi has typed it twice.
        let typed = typed.strip_prefix(':').filter(|rest| !rest.is_empty()).unwrap_or(&typed);
        for item in self.exact.get(typed).into_iter().flatten().rev() {
            let there = shown.iter().position(|(index, _)| index == item);
            let found = there.map_or_else(|| (*item, Vec::new()), |there| shown.remove(there));
            shown.insert(0, found);
        }
    }

    /// Takes new counts. Items that were there keep their order, so that nothing moves under the cursor.
    pub fn renew(&mut self, items: Vec<Item>) {
        let mut left: Vec<Item> = items;
        for item in &mut self.items {
            match left.iter().position(|new| new.label == item.label) {
                Some(index) => *item = left.remove(index),
                None => item.count = Some(0),
            }
        }
        if !left.is_empty() {
            let (cursor, top) = (self.cursor, self.top);
            self.items.extend(left);
            self.narrow();
            (self.cursor, self.top) = (cursor, top);
        }
    }

    /// The item under the cursor.
    pub fn selected(&self) -> Option<&Item> {
        self.items.get(self.shown.get(self.cursor)?.0)
    }

    /// Moves the cursor.
    pub fn step(&mut self, steps: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(steps).min(last);
    }

    /// Brings the cursor into view.
    pub fn settle(&mut self, height: usize) {
        self.cursor = self.cursor.min(self.shown.len().saturating_sub(1));
        self.top = self.top.min(self.cursor).max((self.cursor + 1).saturating_sub(height.max(1)));
    }
}

impl Item {
    /// What the thing is called, whatever the language of the screen.
    fn name(&self) -> Option<&str> {
        match &self.choice {
            Choice::Command(command) => Some(command.name),
            Choice::Province(province) | Choice::Mend(Mending::About(province)) => {
                Some(province.names().latin)
            }
            Choice::Sort(sort) => Some(sort.map_or(AS_PRINTED, Sort::name)),
            _ => None,
        }
    }

    fn english(&self) -> Option<&str> {
        match &self.choice {
            Choice::Command(command) => Some(command.english),
            _ => None,
        }
    }
}

/// Whether what was typed begins a word of a sentence. One letter says too little for that.
fn has_word(sentence: &str, typed: &str) -> bool {
    typed.len() > 1
        && sentence.match_indices(typed).any(|(at, _)| {
            sentence.get(..at).is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()))
        })
}

fn province_items(state: &State) -> Vec<Item> {
    let counts = &state.found.provinces;
    let count = |province: Province| {
        counts.iter().find(|(counted, _)| *counted == province).map_or(0, |(_, count)| *count)
    };
    let mut provinces: Vec<(Province, usize)> =
        Province::ALL.into_iter().map(|province| (province, count(province))).collect();
    provinces.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let item = |(province, count): (Province, usize)| Item {
        choice: Choice::Province(province),
        label: province.short().to_owned(),
        aside: match state.language() {
            Language::Chinese => province.names().single.to_owned(),
            Language::English => province.names().latin.to_owned(),
        },
        count: Some(count),
    };
    provinces.into_iter().map(item).collect()
}

fn section_items(state: &State) -> Vec<Item> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut items = Vec::new();
    for (name, count) in &state.found.sections {
        known.insert(name);
        items.push(Item {
            choice: Choice::Section(name.clone()),
            label: name.clone(),
            aside: String::new(),
            count: Some(*count),
        });
    }
    for name in state.selection.sections.iter().filter(|name| !known.contains(name.as_str())) {
        items.push(Item {
            choice: Choice::Section(name.clone()),
            label: name.clone(),
            aside: String::new(),
            count: Some(0),
        });
    }
    items
}
