//! What happened: everything that can change the state, whoever sent it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::command::Command;
use super::key::Chord;
use super::search::Found;
use crate::ingest::source::SourceError;
use crate::model::{Language, Page};
use crate::store::marks::desk::Answer;
use crate::text::columns::Measure;

/// Something that happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Chord),
    /// This row was chosen by its number, counted from 0: of the open choice, or of the list.
    Choose(usize),
    /// A command was given by its name.
    Command(&'static Command),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The screen has this size now.
    Resize(Size),
    /// The terminal measures characters in this way.
    Measured(Measure),
    /// Files were found and will be read.
    Expect(usize),
    /// Pages were read, in the order of their files.
    Arrived(Vec<Arrival>),
    /// Files were looked at again: those that have changed since they were read, or are new.
    Reread(Vec<Arrival>),
    /// Every file was read.
    AllArrived,
    /// A search is done.
    Found(Box<Found>),
    /// Articles that have to do with one were looked for.
    Related(Box<super::related::Answer>),
    /// The store says what it knows, or what became of a change.
    Marks(Box<Answer>),
    /// How the reading aloud with this ticket goes on.
    Aloud(u64, super::aloud::News),
    /// Something outside went well or wrong; the reader should know.
    Told(Notice),
}

/// One file that was read, or could not be.
#[derive(Debug, Clone)]
pub enum Arrival {
    /// The page.
    Page(Arc<Page>),
    /// The file and one clear line about why it is not here.
    Failure {
        /// The file.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
}

impl Arrival {
    /// Why a file is not here, in the reader's language.
    pub fn failure(error: &SourceError, language: Language) -> Self {
        let path = error.path().map(Path::to_owned).unwrap_or_default();
        Self::Failure { path, reason: error.describe(language) }
    }

    /// The pages, and the files that could not be read with the reasons.
    pub fn part(arrivals: Vec<Self>) -> (Vec<Arc<Page>>, Vec<(PathBuf, String)>) {
        let (mut pages, mut failures) = (Vec::new(), Vec::new());
        for arrival in arrivals {
            match arrival {
                Self::Page(page) => pages.push(page),
                Self::Failure { path, reason } => failures.push((path, reason)),
            }
        }
        (pages, failures)
    }
}

/// A line of news about the program itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub text: String,
    /// It is about something that did not work.
    pub trouble: bool,
}

impl Notice {
    /// Good news.
    pub fn news(text: impl Into<String>) -> Self {
        Self { text: text.into(), trouble: false }
    }

    /// Bad news.
    pub fn trouble(text: impl Into<String>) -> Self {
        Self { text: text.into(), trouble: true }
    }
}

/// The cells of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Cells across.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// What the mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub deed: MouseDeed,
    /// The cell across, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
}

/// The things a mouse does that mean something here. What is done with Shift held never arrives: it is the terminal's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseDeed {
    /// The left button went down.
    Click,
    /// It went down again in the same place, right after it went up.
    DoubleClick,
    /// The mouse went on with the left button held.
    Drag,
    /// The left button went up.
    Release,
    /// One notch towards the reader.
    WheelDown,
    /// One notch away.
    WheelUp,
}
