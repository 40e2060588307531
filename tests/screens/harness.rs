//! Keys in, screen text out: drives the state as the loop would, with effects carried out on the spot.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;

use kanbao::app::effect::Effect;
use kanbao::app::event::{Arrival, Event, Mouse, MouseDeed, Size};
use kanbao::app::jobs::load::{self, Delivery};
use kanbao::app::jobs::relate::relate_once;
use kanbao::app::key::parse_keys;
use kanbao::app::keymap::Keymap;
use kanbao::app::search::search_once;
use kanbao::app::settings::Settings;
use kanbao::app::state::State;
use kanbao::app::update::update;
use kanbao::model::{ArticleId, Language};
use kanbao::store::marks::desk::{self, Answer, Known, Request};
use kanbao::store::marks::{Home, Moment};
use kanbao::text::columns::Measure;
use kanbao::tui::{canvas, picture};

use crate::edition;

/// A reader before a screen.
pub(crate) struct Session {
    /// What the program remembers.
    pub(crate) state: State,
    /// What it wanted done outside, besides searching and keeping.
    pub(crate) effects: Vec<Effect>,
    store: Store,
}

/// The marks in a folder of their own. Every request opens the file anew, as after a restart.
struct Store {
    folder: tempfile::TempDir,
    met: Vec<Request>,
}

impl Store {
    fn ask(&mut self, request: Request) -> Vec<Answer> {
        if matches!(request, Request::Meet(_)) {
            self.met.push(request);
            return Vec::new();
        }
        let (requests, inbox) = mpsc::channel();
        for request in self.met.iter().cloned().chain([request]) {
            requests.send(request).expect("the inbox is open");
        }
        drop(requests);
        let mut answers = Vec::new();
        desk::serve(Home::in_folder(self.folder.path()), &inbox, &mut Moment::default, &mut |answer| {
            answers.push(answer);
        });
        answers
    }
}

impl Session {
    /// Opens the small edition on a screen of this size.
    pub(crate) fn open(columns: u16, rows: u16) -> Self {
        let mut session = Self::empty(columns, rows, Language::Chinese);
        let pages = edition::pages();
        session.happen(Event::Expect(pages.len()));
        session.happen(Event::Arrived(pages.into_iter().map(Arrival::Page).collect()));
        session.happen(Event::AllArrived);
        session
    }

    /// Opens the sample edition, as the loader puts it together.
    pub(crate) fn sample(columns: u16, rows: u16) -> Self {
        Self::loaded(columns, rows, load::sample())
    }

    /// Opens the pages in a folder.
    pub(crate) fn of_files(columns: u16, rows: u16, folder: &Path) -> Self {
        Self::loaded(columns, rows, load::expand(&[folder.to_owned()], None).0)
    }

    fn loaded(columns: u16, rows: u16, sources: Vec<load::Source>) -> Self {
        let mut session = Self::empty(columns, rows, Language::Chinese);
        let mut arrivals = Vec::new();
        load::load(sources, load::Others::Beside, |Delivery::Read(page)| {
            arrivals.push(Arrival::Page(page.expect("the pages can be read")));
            true
        });
        session.happen(Event::Expect(arrivals.len()));
        session.happen(Event::Arrived(arrivals));
        session.happen(Event::AllArrived);
        session
    }

    /// A screen before any page was read.
    pub(crate) fn empty(columns: u16, rows: u16, language: Language) -> Self {
        let settings = Settings { language, ..Settings::default() };
        let keymap = Keymap::new(&settings.keys);
        let state = State::new(settings, keymap, Size { columns, rows });
        let store = Store { folder: tempfile::tempdir().expect("a folder for a test"), met: Vec::new() };
        let mut session = Self { state, effects: Vec::new(), store };
        session.happen(Event::Resize(Size { columns, rows }));
        session
    }

    /// Lets something happen; searches on other threads are done at once.
    pub(crate) fn happen(&mut self, event: Event) {
        let mut effects = update(&mut self.state, event);
        while !effects.is_empty() {
            let mut next = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Search(request) => {
                        let found = search_once(&request);
                        drop(request);
                        next.extend(update(&mut self.state, Event::Found(Box::new(found))));
                    }
                    Effect::Relate(request) => {
                        let found = relate_once(&request);
                        next.extend(update(&mut self.state, Event::Related(Box::new(found))));
                    }
                    Effect::Keep(request) => {
                        let answers = self.store.ask(request);
                        for answer in answers {
                            next.extend(update(&mut self.state, Event::Marks(Box::new(answer))));
                        }
                    }
                    other => self.effects.push(other),
                }
            }
            effects = next;
        }
    }

    /// Which articles are read, and which starred, as the screen shows it.
    pub(crate) fn shown_marks(&self) -> BTreeMap<String, (bool, bool)> {
        let of = |id: &ArticleId| (self.state.marks.is_read(id), self.state.marks.is_starred(id));
        let articles = self.state.library.catalogue.iter().map(|(_, entry)| entry.article());
        let marked = articles.map(|article| (article.id.to_string(), of(&article.id)));
        marked.filter(|(_, marks)| *marks != (false, false)).collect()
    }

    /// The same, as the store knows it after all programs were ended.
    pub(crate) fn kept_marks(&mut self) -> BTreeMap<String, (bool, bool)> {
        let pages: Vec<Request> = self.state.library.pages.iter().cloned().map(Request::Meet).collect();
        self.store.met = pages;
        let answers = self.store.ask(Request::Refresh).into_iter();
        let known = answers.filter_map(|answer| match answer {
            Answer::Known(stories) => Some(stories),
            _ => None,
        });
        let of = |known: &Known| (known.marked.read.is_some(), known.marked.starred.is_some());
        let marked = known.flatten().map(|(id, known)| (id.to_string(), of(&known)));
        marked.filter(|(_, marks)| *marks != (false, false)).collect()
    }

    /// Presses keys written as `/河南<enter>jj`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for chord in parse_keys(keys).expect("the test's keys are keys") {
            self.happen(Event::Key(chord));
        }
        self
    }

    /// Does something with the mouse.
    pub(crate) fn mouse(&mut self, deed: MouseDeed, column: u16, row: u16) -> &mut Self {
        self.happen(Event::Mouse(Mouse { deed, column, row }));
        self
    }

    /// Gives the screen another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.happen(Event::Resize(Size { columns, rows }));
        self
    }

    /// The screen as text, without blanks at the ends of rows.
    pub(crate) fn text(&self) -> String {
        let cells = picture(&self.state, "ink");
        let text = canvas::text_of(&cells);
        text.lines().map(|row| row.trim_end().to_owned() + "\n").collect()
    }

    /// Whether every row of the screen takes exactly the columns of the screen.
    pub(crate) fn rows_fit(&self) -> Result<(), String> {
        // Colours do not matter here: no theme is read.
        let cells = picture(&self.state, "");
        let measure: Measure = self.state.measure;
        for row in canvas::text_of(&cells).lines() {
            let width = measure.text(row);
            if width != usize::from(self.state.size.columns) {
                return Err(format!("{width} columns: {row}"));
            }
        }
        Ok(())
    }

    /// The headline under the list's cursor.
    pub(crate) fn headline(&self) -> String {
        self.state.selected().map(|(_, entry)| entry.article().title()).unwrap_or_default()
    }
}
