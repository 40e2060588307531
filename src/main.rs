//! The program: arguments go to [`kanbao::cli`], reading to the screen; the outcome becomes an exit code.

use std::io::Write;
use std::process::ExitCode;

use kanbao::cli::{self, Exit, Outcome, Reading, Surroundings};
use kanbao::tui;

fn main() -> ExitCode {
    let around =
        Surroundings { columns: tui::columns, ask_width: tui::ask_width, ..Surroundings::of_this_process() };
    match cli::run(std::env::args_os(), &around) {
        Outcome::Done(exit) => exit.into(),
        Outcome::Read(reading) => read(*reading).into(),
    }
}

/// Opens the reader, and says what kept it from opening.
fn read(reading: Reading) -> Exit {
    let Reading { paths, encoding, settings, color } = reading;
    match tui::run(tui::Options { paths, encoding, settings, color, marks_folder: None }) {
        Ok(()) => Exit::Found,
        Err(error) => {
            // It may be that there is no terminal left to say it to.
            let _ = writeln!(std::io::stderr(), "kanbao: {error}");
            Exit::Trouble
        }
    }
}
