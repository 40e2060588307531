//! The list of tasks: each is one file and one row.

mod check_layout;
mod completions;
mod config;
mod doctor;
mod eval;
mod explain;
mod export;
mod keys;
mod list;
mod man;
mod parse;
mod schema;
mod show;
mod state;

use std::path::Path;

use clap::ArgMatches;

use super::arguments::{OptionRow, Positional};
use super::complaint::Trouble;
use super::output::{ColorChoice, Output};
use super::settings::Own;
use super::words::Words;
use super::{Exit, Outcome, Reading, Surroundings, arguments, logging, pages, plain};
use crate::model::Language;
use crate::query::Catalogue;
use crate::store::memory::Edition;

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
pub(super) const ALL: &[Task] = &[
    list::TASK,
    show::TASK,
    export::TASK,
    parse::TASK,
    explain::TASK,
    eval::TASK,
    check_layout::TASK,
    state::TASK,
    schema::TASK,
    keys::TASK,
    config::TASK,
    doctor::TASK,
    completions::TASK,
    man::TASK,
];

/// What a task works with.
pub(super) struct Session<'a> {
    /// What was typed after the task's name.
    pub(super) matches: &'a ArgMatches,
    /// The language to speak.
    pub(super) language: Language,
    /// What the reader chose.
    pub(super) own: Own,
    /// What is around the program.
    pub(super) around: &'a Surroundings,
    /// Where to write.
    pub(super) output: &'a mut Output,
}

/// Does the task that was named, or answers that the reader is to be opened.
pub(super) fn carry_out(
    matches: &ArgMatches,
    own: Own,
    around: &Surroundings,
    output: &mut Output,
) -> Result<Outcome, Trouble> {
    let language = own.settings.language;
    let color = color_choice(matches);
    output.set_color(color, around);
    logging::start(matches, language, around, output);
    let Some((name, matches)) = matches.subcommand() else {
        return read(&mut Session { matches, language, own, around, output }, color);
    };
    let task = ALL.iter().find(|task| task.name == name).expect("clap knows only the tasks of the table");
    let mut session = Session { matches, language, own, around, output };
    (task.run)(&mut session).map(Outcome::Done)
}

fn color_choice(matches: &ArgMatches) -> ColorChoice {
    match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// Without a task the reader opens; where there is no terminal to open it on, the stories are written as text.
fn read(session: &mut Session<'_>, color: ColorChoice) -> Result<Outcome, Trouble> {
    let dumb = (session.around.variable)("TERM").is_some_and(|term| term == "dumb");
    let plain = session.is_given(arguments::PLAIN.long) || (dumb && session.around.output_is_terminal);
    if !plain && !session.around.output_is_terminal {
        return show::write_all(session).map(Outcome::Done);
    }
    if let Some(trouble) = &session.own.trouble {
        return Err(Trouble::Argument(trouble.to_string()));
    }
    set_for_this_time(session)?;
    if plain {
        return plain::run(session).map(Outcome::Done);
    }
    Ok(Outcome::Read(Box::new(Reading {
        paths: session.matches.get_many(arguments::PATHS).unwrap_or_default().cloned().collect(),
        encoding: pages::encoding(session.value("encoding"), session.language)?,
        settings: session.own.settings.clone(),
        color: match color {
            ColorChoice::Auto => None,
            ColorChoice::Always => Some(true),
            ColorChoice::Never => Some(false),
        },
    })))
}

/// Lays what `--set` says over the settings.
fn set_for_this_time(session: &mut Session<'_>) -> Result<(), Trouble> {
    let wishes: Vec<String> = session.values(arguments::SET.long).map(str::to_owned).collect();
    for wish in wishes {
        let (key, value) = wish.split_once('=').unwrap_or((&wish, ""));
        let set = session.own.settings.set(Path::new("--set"), key.trim(), value.trim());
        set.map_err(|error| Trouble::Argument(error.to_string()))?;
    }
    Ok(())
}

impl Session<'_> {
    /// Reads the pages that the arguments name, in their order; what cannot be read is complained about.
    fn edition(&mut self) -> Result<Edition, Trouble> {
        pages::read(self)
    }

    /// The stories of these pages, ready to be searched.
    fn catalogue_of(&self, edition: &Edition) -> Catalogue {
        let mut catalogue = Catalogue::default();
        edition.pages().for_each(|page| catalogue.add(page));
        catalogue
    }

    /// The stories of the pages that the arguments name.
    fn catalogue(&mut self) -> Result<Catalogue, Trouble> {
        let edition = self.edition()?;
        Ok(self.catalogue_of(&edition))
    }

    /// The value of an option that takes one; `None` also where the task has no such option.
    pub(super) fn value(&self, option: &str) -> Option<&str> {
        self.matches.try_get_one::<String>(option).ok().flatten().map(String::as_str)
    }

    /// The values of an option that may be given several times.
    pub(super) fn values(&self, option: &str) -> impl Iterator<Item = &str> {
        self.matches.try_get_many::<String>(option).ok().flatten().unwrap_or_default().map(String::as_str)
    }

    /// The value of an option that takes a number.
    fn number(&self, option: &str) -> Option<usize> {
        self.matches.try_get_one::<u16>(option).ok().flatten().map(|number| usize::from(*number))
    }

    /// Whether a switch was given.
    pub(super) fn is_given(&self, option: &str) -> bool {
        self.matches.try_get_one::<bool>(option).ok().flatten().copied().unwrap_or_default()
    }
}
