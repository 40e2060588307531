//! Keys in, screen text out: drives the state as the loop would, with effects carried out on the spot.

use kanbao::app::effect::Effect;
use kanbao::app::event::{Arrival, Event, Mouse, MouseDeed, Size};
use kanbao::app::key::parse_keys;
use kanbao::app::keymap::Keymap;
use kanbao::app::search::search;
use kanbao::app::settings::Settings;
use kanbao::app::state::State;
use kanbao::app::update::update;
use kanbao::model::Language;
use kanbao::text::columns::Measure;
use kanbao::tui::{canvas, picture};

use crate::edition;

/// A reader before a screen.
pub struct Session {
    /// What the program remembers.
    pub state: State,
    /// What it wanted done outside, besides searching.
    pub effects: Vec<Effect>,
}

impl Session {
    /// Opens the small edition on a screen of this size.
    pub fn open(columns: u16, rows: u16) -> Self {
        let mut session = Self::empty(columns, rows, Language::Chinese);
        let pages = edition::pages();
        session.happen(Event::Expect(pages.len()));
        session.happen(Event::Arrived(pages.into_iter().map(Arrival::Page).collect()));
        session.happen(Event::AllArrived);
        session
    }

    /// A screen before any page was read.
    pub fn empty(columns: u16, rows: u16, language: Language) -> Self {
        let settings = Settings { language, ..Settings::default() };
        let keymap = Keymap::new(&settings.keys);
        let state = State::new(settings, keymap, Size { columns, rows });
        let mut session = Self { state, effects: Vec::new() };
        session.happen(Event::Resize(Size { columns, rows }));
        session
    }

    /// Lets something happen; searches on other threads are done at once.
    pub fn happen(&mut self, event: Event) {
        let mut effects = update(&mut self.state, event);
        while !effects.is_empty() {
            let mut next = Vec::new();
            for effect in effects {
                match effect {
                    Effect::Search(request) => {
                        let found = search(&request);
                        drop(request);
                        next.extend(update(&mut self.state, Event::Found(Box::new(found))));
                    }
                    other => self.effects.push(other),
                }
            }
            effects = next;
        }
    }

    /// Presses keys written as `/河南<enter>jj`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for chord in parse_keys(keys).expect("the test's keys are keys") {
            self.happen(Event::Key(chord));
        }
        self
    }

    /// Does something with the mouse.
    pub fn mouse(&mut self, deed: MouseDeed, column: u16, row: u16) -> &mut Self {
        self.happen(Event::Mouse(Mouse { deed, column, row }));
        self
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.happen(Event::Resize(Size { columns, rows }));
        self
    }

    /// The screen as text, without blanks at the ends of rows.
    pub fn text(&self) -> String {
        let cells = picture(&self.state, "ink");
        let text = canvas::text_of(&cells);
        text.lines().map(|row| row.trim_end().to_owned() + "\n").collect()
    }

    /// Whether every row of the screen takes exactly the columns of the screen.
    pub fn rows_fit(&self) -> Result<(), String> {
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
    pub fn headline(&self) -> String {
        self.state.selected().map(|(_, entry)| entry.article().title()).unwrap_or_default()
    }
}
