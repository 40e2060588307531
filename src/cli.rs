//! The program without a screen: arguments, tasks, JSON.
//!
//! [`run`] understands the command line and carries out the task it names. Opening the reader is not its
//! business: it answers [`Outcome::Read`] and leaves the screen to the caller, so that this folder need not
//! know one.

mod arguments;
mod choice;
mod circumstances;
mod complaint;
mod facets;
pub mod json;
mod locale;
mod logging;
mod nothing;
mod output;
mod pages;
mod plain;
mod print;
mod settings;
mod table;
mod task;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::settings::Settings;
use crate::ingest::source::Encoding;
use crate::text::columns::Ambiguous;
use complaint::Trouble;
use output::Output;

/// What is around the program: where it writes and what it may ask. Tests put their own in its place.
pub struct Surroundings {
    /// An environment variable that is set to valid text.
    pub variable: fn(&str) -> Option<String>,
    /// Whether standard output is a terminal.
    pub output_is_terminal: bool,
    /// The columns of the terminal, where there is one.
    pub columns: fn() -> Option<usize>,
    /// Asks the terminal how it draws ambiguous characters; `None` where it does not say.
    pub ask_width: fn() -> Option<Ambiguous>,
}

impl Surroundings {
    /// What is around this process, but for its terminal, which only a screen knows.
    pub fn of_this_process() -> Self {
        use std::io::IsTerminal;
        Self {
            variable: |name| std::env::var(name).ok(),
            output_is_terminal: std::io::stdout().is_terminal(),
            columns: || None,
            ask_width: || None,
        }
    }
}

/// What a run of the command line comes to.
#[derive(Debug)]
pub enum Outcome {
    /// It is done.
    Done(Exit),
    /// The reader is to be opened.
    Read(Box<Reading>),
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Something was found, or the task was done: 0.
    Found,
    /// Nothing was found: 1.
    Nothing,
    /// A file could not be read, an argument was wrong: 2.
    Trouble,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What the reader is to open, and how.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Files, folders and `-`; none: the sample edition.
    pub paths: Vec<PathBuf>,
    /// The encoding that all files are in, where the reader says so.
    pub encoding: Option<Encoding>,
    /// What the reader chose, all layers laid over each other.
    pub settings: Settings,
    /// Whether colours are wanted; `None`: as the terminal and NO_COLOR say.
    pub color: Option<bool>,
}

/// Does what the arguments ask for (the first is the program's own name).
pub fn run(arguments: impl IntoIterator<Item = OsString>, around: &Surroundings) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let own = settings::load(&arguments, around);
    let language = own.settings.language;
    let mut output = Output::new(around);
    let outcome = match arguments::parse(&arguments, language) {
        Ok(matches) => task::carry_out(&matches, own, around, &mut output),
        Err(error) => complaint::answer(&error, language, &mut output).map(Outcome::Done),
    };
    let outcome = outcome.and_then(|outcome| output.flush().map(|()| outcome));
    match outcome {
        Ok(Outcome::Done(exit)) => Outcome::Done(exit.max(output.worst())),
        Ok(reading) => reading,
        // Whoever reads our output may stop when he has seen enough: that is no error.
        Err(Trouble::OutputClosed) => Outcome::Done(output.worst()),
        Err(trouble) => {
            output.complain(&trouble.describe(language));
            Outcome::Done(Exit::Trouble)
        }
    }
}
