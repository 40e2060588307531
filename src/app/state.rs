//! What the program remembers. Enums stand where two things can never be at once; only
//! [`super::update`] changes anything here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::aloud::Aloud;
use super::areas::{self, Area, Areas, Arrangement, Pane, TextArea};
use super::command::Command;
use super::drag::Held;
use super::event::{Arrival, Notice, Size};
use super::field::Field;
use super::flow::Flow;
use super::hooks::Duty;
use super::key::Chord;
use super::keymap::Keymap;
use super::list::List;
use super::marks::Marks;
use super::mending::{Attended, Loose};
use super::overlay::Layer;
use super::passage::Chosen;
use super::reader::Reader;
use super::related::Related;
use super::rereading::Stand;
use super::search::{Found, Request};
use super::settings::Settings;
use super::sidebar::Sidebar;
use crate::ingest::lens::Lens;
use crate::model::{Article, ArticleId, Date, Language, Page};
use crate::query::saved::{History, SavedFilter};
use crate::query::{Catalogue, Entry, EntryId, Selection};
use crate::text::columns::Measure;
use crate::typeset;

/// Everything.
#[derive(Debug, Clone)]
pub struct State {
    /// What the reader chose.
    pub settings: Settings,
    /// What is known to be in the settings file, or else built in.
    pub opened_with: Settings,
    /// How the terminal measures.
    pub measure: Measure,
    /// The screen.
    pub size: Size,
    /// What was read from disk.
    pub library: Library,
    /// Which articles are wanted.
    pub selection: Selection,
    /// Which articles there are.
    pub found: Found,
    /// The list of headlines.
    pub list: List,
    /// Sections and provinces.
    pub sidebar: Sidebar,
    /// The articles that stand below it in continuous reading.
    pub flow: Flow,
    /// Articles that are ticked, so that what is done is done with all of them.
    pub ticked: BTreeSet<ArticleId>,
    /// The open article.
    pub reader: Option<Reader>,
    /// What is chosen in it.
    pub chosen: Option<Chosen>,
    /// What the button of the mouse went down on, while it is held.
    pub held: Option<Held>,
    /// The pane with the attention.
    pub focus: Pane,
    /// Articles that have to do with the open one.
    pub related: Related,
    /// What lies over the panes.
    pub layer: Layer,
    /// Seams are marked.
    pub seams: bool,
    /// What is lit in the text of every article.
    pub lens: Option<Lens>,
    /// The raw page stands beside the article.
    pub raw: Option<RawView>,
    /// Nothing but the article.
    pub zen: bool,
    /// The first keys of a row of keys.
    pub pending: Vec<Chord>,
    /// What is read aloud.
    pub aloud: Option<Aloud>,
    /// Counts what was read aloud.
    pub aloud_ticket: u64,
    /// Whether the reader's hooks run.
    pub hooks: Duty,
    /// The latest news.
    pub notice: Option<Notice>,
    /// Which key does what.
    pub keymap: Keymap,
    /// Read, starred, places.
    pub marks: Arc<Marks>,
    /// Today, where the papers are dated.
    pub today: Option<Date>,
    /// What the session was opened with, to know it again.
    pub paths: Vec<PathBuf>,
    /// The reader has done something: what the last session left must not get in between.
    pub touched: bool,
    /// The article that the last session ended with, until it arrives or the reader does something.
    pub awaited: Option<ArticleId>,
    /// The article that was open when filters were put on: unless another is opened under them, the list stands on
    /// it again when they are taken off.
    pub stood: Option<ArticleId>,
    /// Pages that were read again and wait until nothing lies over the panes.
    pub reread: Option<Vec<Arrival>>,
    /// The article that was open before its page was read again.
    pub stand_again: Option<Stand>,
    /// The line that was put right, until the page with it is there again.
    pub attend: Option<Attended>,
    /// Where the reader stood before each thing that he put right: where taking it back leads to.
    pub stands: Vec<Stand>,
    /// The piece that was cut off last.
    pub loose: Option<Loose>,
    /// Commands that were given from the palette, the latest first.
    pub given: Vec<&'static Command>,
    /// What was typed into the filter before, the latest last.
    pub filter_history: History,
    /// Words that were looked for in articles, the latest last.
    pub find_history: History,
    /// Filters that were saved under a name.
    pub views: BTreeMap<String, String>,
    /// The latest search that was asked for.
    pub ticket: u64,
    /// Themes that can be chosen.
    pub themes: Vec<String>,
}

/// The pages of the session.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Every article.
    pub catalogue: Arc<Catalogue>,
    /// Pages in the order of their files.
    pub pages: Vec<Arc<Page>>,
    /// Pages that wait while a search on another thread holds the catalogue.
    pub waiting: Vec<Arc<Page>>,
    /// A search holds the catalogue.
    pub searching: bool,
    /// Files that could not be read, each with the reason.
    pub failures: Vec<(PathBuf, String)>,
    /// How far reading is.
    pub progress: Progress,
    /// The first and the last year of the pages.
    pub years: Option<(i16, i16)>,
}

/// How far reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Files found.
    pub expected: usize,
    /// Files read, or given up.
    pub done: usize,
    /// All were read.
    pub finished: bool,
}

/// The raw page beside the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RawView {
    /// The first row on the screen.
    pub top: usize,
    /// The reader scrolled it: it no longer follows the article.
    pub loose: bool,
}

impl State {
    /// The beginning of a session.
    pub fn new(settings: Settings, keymap: Keymap, size: Size) -> Self {
        let measure = Measure { ambiguous: settings.ambiguous.unwrap_or_default(), signs: settings.signs };
        let selection = Selection { sort: settings.sort.clone(), ..Selection::default() };
        Self {
            opened_with: settings.clone(),
            settings,
            measure,
            size,
            library: Library::default(),
            selection,
            found: Found::default(),
            list: List::default(),
            sidebar: Sidebar::default(),
            flow: Flow::default(),
            ticked: BTreeSet::new(),
            reader: None,
            chosen: None,
            held: None,
            focus: Pane::List,
            related: Related::default(),
            layer: Layer::None,
            seams: false,
            lens: None,
            raw: None,
            zen: false,
            pending: Vec::new(),
            aloud: None,
            aloud_ticket: 0,
            hooks: Duty::default(),
            notice: None,
            keymap,
            marks: Arc::default(),
            today: None,
            paths: Vec::new(),
            touched: false,
            awaited: None,
            stood: None,
            reread: None,
            stand_again: None,
            attend: None,
            stands: Vec::new(),
            loose: None,
            given: Vec::new(),
            filter_history: History::default(),
            find_history: History::default(),
            views: BTreeMap::new(),
            ticket: 0,
            themes: Vec::new(),
        }
    }

    /// The language of the program's own words.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// Picks the wording in the reader's language.
    pub fn say(&self, chinese: &'static str, english: &'static str) -> &'static str {
        self.language().pick(chinese, english)
    }

    /// Where everything stands on the screen.
    pub fn areas(&self) -> Areas {
        let zen = self.zen && matches!(self.focus, Pane::Reader | Pane::Raw);
        let (focus, raw, widths) = (self.focus, self.raw.is_some(), self.settings.widths);
        Areas::divide(self.size, Arrangement { focus, zen, raw, widths })
    }

    /// Where the text of the article stands, if the reader is on the screen.
    pub fn reader_area(&self, areas: &Areas) -> Option<TextArea> {
        areas.reader.map(|area| self.reader_parts(area))
    }

    /// Where the text of an article stands in a pane.
    pub fn reader_parts(&self, pane: Area) -> TextArea {
        areas::reader_parts(pane, self.settings.measure, self.settings.composing.text_columns)
    }

    /// Where the list's items stand, if the list is on the screen.
    pub fn list_area(&self, areas: &Areas) -> Option<Area> {
        areas.list.map(|area| areas::list_parts(area).1)
    }

    /// How rows are set for this width.
    pub fn typeset_settings(&self, width: u16) -> typeset::Settings {
        let composing = self.settings.composing;
        typeset::Settings {
            width: usize::from(width),
            measure: self.measure,
            level: composing.level,
            hang: usize::from(composing.hang),
            autospace: composing.autospace,
            justify: composing.justify,
            corner_quotes: composing.corner_quotes,
            pinyin: composing.pinyin,
            script: composing.script,
            language: self.settings.language,
            ..typeset::Settings::default()
        }
    }

    /// A text of a page in the script that the reader wants.
    pub fn shown(&self, text: &str) -> String {
        self.settings.composing.script.shown(text).into_owned()
    }

    /// The article under the list's cursor.
    pub fn selected(&self) -> Option<(EntryId, &Entry)> {
        let (entry, _) = self.found.ranked.get(self.list.cursor)?;
        Some((entry, self.library.catalogue.entry(entry)?))
    }

    /// The article in the reader's pane.
    pub fn open_entry(&self) -> Option<&Entry> {
        self.library.catalogue.entry(self.reader.as_ref()?.entry)
    }

    /// The article in the reader's pane.
    pub fn open_article(&self) -> Option<&Article> {
        self.open_entry().map(Entry::article)
    }

    /// The open field, where typed text goes.
    pub(crate) fn field_mut(&mut self) -> Option<&mut Field> {
        self.layer.field_mut()
    }

    /// Asks for a search with a new ticket.
    pub fn request(&mut self) -> Request {
        self.ticket += 1;
        Request {
            ticket: self.ticket,
            catalogue: Arc::clone(&self.library.catalogue),
            selection: self.selection.clone(),
            marks: Arc::clone(&self.marks),
            today: self.today,
            typing: self.layer.filter_cursor(),
            language: self.language(),
            sounds: self.settings.sounds,
            views: if self.layer.lists_views() || self.shows_views() {
                self.saved_filters()
            } else {
                Vec::new()
            },
        }
    }

    /// Whether the saved filters stand on the screen with their counts. While a filter is typed they rest: each key would
    /// count all of them.
    pub(crate) fn shows_views(&self) -> bool {
        !self.views.is_empty() && self.areas().sidebar.is_some() && matches!(self.layer, Layer::None)
    }

    /// The views as filters that can be counted.
    pub(crate) fn saved_filters(&self) -> Vec<SavedFilter> {
        let selection = |typed: &String| Selection { typed: typed.clone(), ..Selection::default() };
        let filter = |(name, typed): (&String, &String)| SavedFilter {
            name: name.clone(),
            selection: selection(typed),
        };
        self.views.iter().map(filter).collect()
    }

    /// Remembers the open article when the first filter is put on.
    pub(crate) fn note_stand(&mut self) {
        if self.is_filtered() && !self.found.filtered && self.stood.is_none() {
            self.stood = self.open_article().map(|article| article.id.clone());
        }
    }

    /// Whether any filter hides articles.
    pub fn is_filtered(&self) -> bool {
        self.selection.filters()
    }
}

impl Library {
    /// Adds pages that were read, or lets them wait while a search holds the catalogue.
    pub fn add(&mut self, pages: impl IntoIterator<Item = Arc<Page>>) {
        self.waiting.extend(pages);
        if !self.searching {
            self.take_waiting();
        }
    }

    /// Puts a page in the place of the one from the same file. Whether there is one.
    ///
    /// Articles are numbered anew: their numbers from before mean nothing any more.
    pub fn replace(&mut self, page: &Arc<Page>) -> bool {
        self.replace_all(vec![Arc::clone(page)]).is_empty()
    }

    /// Puts pages in the place of those from the same files, and gives back those from other files.
    pub fn replace_all(&mut self, mut pages: Vec<Arc<Page>>) -> Vec<Arc<Page>> {
        let count = pages.len();
        pages.retain(|page| {
            let mut there = false;
            for known in
                self.pages.iter_mut().chain(&mut self.waiting).filter(|known| known.path == page.path)
            {
                *known = Arc::clone(page);
                there = true;
            }
            !there
        });
        if pages.len() < count {
            let mut catalogue = Catalogue::default();
            self.pages.iter().for_each(|page| catalogue.add(page));
            self.catalogue = Arc::new(catalogue);
        }
        pages
    }

    /// Adds the pages that waited. Whether there were any.
    pub fn take_waiting(&mut self) -> bool {
        let waiting = std::mem::take(&mut self.waiting);
        let any = !waiting.is_empty();
        for page in waiting {
            if let Some(year) = page.date.map(crate::model::Date::year) {
                let (first, last) = self.years.unwrap_or((year, year));
                self.years = Some((first.min(year), last.max(year)));
            }
            Arc::make_mut(&mut self.catalogue).add(&page);
            self.pages.push(page);
        }
        any
    }
}
