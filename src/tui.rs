//! The screen: the only folder that knows ratatui and crossterm. It decides nothing about newspapers.
//!
//! [`run`] opens the reader: it takes the terminal, shows the first frame at once, reads pages meanwhile, and
//! gives the terminal back however it ends.

mod areas;
pub mod canvas;
mod clipboard;
mod draw;
mod event_loop;
mod keys;
pub mod probe;
mod shell;
mod terminal;
pub mod theme;

use std::io;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::event::Size;
use crate::app::settings::Settings;
use crate::app::state::State;
use crate::app::view::view;
use crate::ingest::source::Encoding;
use crate::text::columns::Ambiguous;

/// What the reader is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files, folders and `-`; none: the sample edition.
    pub paths: Vec<PathBuf>,
    /// The encoding of all files, where the reader says so.
    pub encoding: Option<Encoding>,
    /// What the reader chose, all layers laid over each other.
    pub settings: Settings,
    /// Colours are wanted; `None`: as the terminal and NO_COLOR say.
    pub color: Option<bool>,
    /// The folder of the marks; `None`: where the system keeps such data.
    pub marks_folder: Option<PathBuf>,
}

/// Why the screen could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// Standard output is not a terminal.
    #[error("standard output is not a terminal")]
    NoTerminal,
    /// The terminal did not do as it was told.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
    /// No theme has this name.
    #[error("{0}")]
    Theme(#[from] theme::ThemeError),
}

/// What is on the screen, in the colours of a built-in theme: for tests, and for pictures in documents.
pub fn picture(state: &State, theme: &str) -> Buffer {
    let Size { columns, rows } = state.size;
    let mut cells = Buffer::empty(Rect::new(0, 0, columns, rows));
    let theme =
        theme::Theme::load(theme, &state.settings.themes, theme::Depth::True, None).unwrap_or_default();
    draw::draw_on(&mut cells, &view(state), &theme, state.measure);
    cells
}

/// Opens the reader and comes back when it is closed.
pub fn run(options: Options) -> Result<(), ScreenError> {
    event_loop::run(options)
}

/// The columns of the terminal, where there is one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}

/// Asks the terminal, on its other screen, how it draws ambiguous characters; `None` where it does not say.
pub fn ask_width() -> Option<Ambiguous> {
    let mut taken = terminal::Taken::take(false).ok()?;
    taken.release().ok()?;
    let answer = probe::ask();
    drop(taken);
    matches!(answer, probe::Answer::Columns(_)).then(|| answer.ambiguous())
}
