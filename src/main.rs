//! The program: arguments go to [`kanbao::cli`], reading to the screen; the outcome becomes an exit code.

use std::process::ExitCode;

use kanbao::app::settings::{self, Settings};
use kanbao::cli::{self, ColorChoice, Outcome, Reading, Surroundings};
use kanbao::ingest::source::Encoding;
use kanbao::tui;

fn main() -> ExitCode {
    match cli::run(std::env::args_os(), &Surroundings::of_this_process()) {
        Outcome::Done(exit) => exit.into(),
        Outcome::Read(reading) => match read(reading) {
            Ok(()) => cli::Exit::Found.into(),
            Err(complaint) => complain(&complaint),
        },
    }
}

/// Says what kept the screen from opening.
#[expect(clippy::print_stderr, reason = "the screen is closed, and there is nowhere else to say it")]
fn complain(complaint: &str) -> ExitCode {
    eprintln!("kanbao: {complaint}");
    cli::Exit::Trouble.into()
}

/// Opens the screen with the settings file under the arguments.
fn read(reading: Reading) -> Result<(), String> {
    let mut settings = Settings { language: reading.language, ..Settings::default() };
    if let Some(path) = settings::default_path(|name| std::env::var(name).ok()) {
        settings.read_file(&path).map_err(|error| error.to_string())?;
    }
    let encoding = reading.encoding.map(|label| Encoding::from_label(&label)).transpose();
    let encoding = encoding.map_err(|error| error.describe(reading.language))?;
    let color = match reading.color {
        ColorChoice::Auto => None,
        ColorChoice::Always => Some(true),
        ColorChoice::Never => Some(false),
    };
    let options = tui::Options { paths: reading.paths, encoding, settings, color };
    tui::run(options).map_err(|error| error.to_string())
}
