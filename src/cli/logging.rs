//! A log of what the program does, written to a file and only when asked for: a screen has no room for it.

use std::path::PathBuf;

use clap::ArgMatches;

use super::Surroundings;
use super::output::Output;
use super::words::words;
use crate::model::Language;
use crate::store::files;

/// Starts the log if `--log` or `KANBAO_LOG` names a file.
pub(super) fn start(matches: &ArgMatches, language: Language, around: &Surroundings, output: &mut Output) {
    let asked = matches.get_one::<PathBuf>("log").cloned();
    let variable = || (around.variable)("KANBAO_LOG").filter(|path| !path.is_empty()).map(PathBuf::from);
    let Some(path) = asked.or_else(variable) else { return };
    match files::append_to(&path) {
        Ok(file) => {
            // Only the first of two runs in one process can have the log: tests do that, readers do not.
            let _ = tracing_subscriber::fmt()
                .with_ansi(false)
                .with_max_level(tracing::Level::DEBUG)
                .with_writer(std::sync::Mutex::new(file))
                .try_init();
            tracing::info!(version = env!("CARGO_PKG_VERSION"), "kanbao starts");
        }
        Err(error) => {
            let what = words("无法写运行记录", "the log cannot be written").to(language);
            output.complain(&format!("{}: {what}: {error}", path.display()));
        }
    }
}
