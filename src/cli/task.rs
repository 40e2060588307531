//! The list of tasks: each is one file and one row.

pub(super) mod parse;
pub(super) mod schema;

use clap::ArgMatches;

use super::arguments::{OptionRow, Positional};
use super::complaint::Trouble;
use super::output::{ColorChoice, Output};
use super::words::Words;
use super::{Exit, Outcome, Reading, Surroundings, arguments, logging, pages};
use crate::model::Language;

/// One thing that the command line can do.
pub(super) struct Task {
    /// What is typed after `kanbao`.
    pub(super) name: &'static str,
    /// One sentence.
    pub(super) summary: Words,
    /// What else a reader should know, with an example.
    pub(super) details: Words,
    /// What it takes without a `-`.
    pub(super) positional: Positional,
    /// Its options.
    pub(super) options: &'static [OptionRow],
    /// Does it.
    pub(super) run: fn(&mut Session<'_>) -> Result<Exit, Trouble>,
}

/// All tasks, in the order of the help.
pub(super) const ALL: &[Task] = &[parse::TASK, schema::TASK];

/// What a task works with.
pub(super) struct Session<'a> {
    /// What was typed after the task's name.
    pub(super) matches: &'a ArgMatches,
    /// The language to speak.
    pub(super) language: Language,
    /// What is around the program.
    pub(super) around: &'a Surroundings,
    /// Where to write.
    pub(super) output: &'a mut Output,
}

/// Does the task that was named, or answers that the reader is to be opened.
pub(super) fn carry_out(
    matches: &ArgMatches,
    language: Language,
    around: &Surroundings,
    output: &mut Output,
) -> Result<Outcome, Trouble> {
    let color = color_choice(matches);
    output.set_color(color, around);
    logging::start(matches, language, around, output);
    let Some((name, matches)) = matches.subcommand() else {
        return read(matches, language, color, around, output);
    };
    let task = ALL.iter().find(|task| task.name == name).expect("clap knows only the tasks of the table");
    let mut session = Session { matches, language, around, output };
    (task.run)(&mut session).map(Outcome::Done)
}

fn color_choice(matches: &ArgMatches) -> ColorChoice {
    match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Without a task the reader opens.
fn read(
    matches: &ArgMatches,
    language: Language,
    color: ColorChoice,
    _around: &Surroundings,
    _output: &mut Output,
) -> Result<Outcome, Trouble> {
    let paths = matches.get_many(arguments::PATHS).unwrap_or_default().cloned().collect();
    let encoding = matches.get_one::<String>("encoding").cloned();
    Ok(Outcome::Read(Reading { paths, encoding, language, color }))
}

impl Session<'_> {
    /// Reads the pages that the arguments name, in their order; what cannot be read is complained about.
    pub(super) fn pages(&mut self) -> Vec<std::sync::Arc<crate::model::Page>> {
        pages::read(self)
    }

    /// The value of an option.
    pub(super) fn value(&self, option: &str) -> Option<&str> {
        self.matches.get_one::<String>(option).map(String::as_str)
    }
}
