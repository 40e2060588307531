//! The program: arguments go to [`kanbao::cli`], reading to the screen; the outcome becomes an exit code.

use std::process::ExitCode;

use kanbao::cli::{self, Outcome, Surroundings};

fn main() -> ExitCode {
    match cli::run(std::env::args_os(), &Surroundings::of_this_process()) {
        Outcome::Done(exit) => exit.into(),
        Outcome::Read(_reading) => cli::Exit::Trouble.into(),
    }
}
