//! What the reader chose: built-in values, the settings file over them, then the environment, then the arguments.
//!
//! A settings file that is wrong stops the reader (it would open with other keys than expected) but not a task:
//! `kanbao parse` in a script must not depend on it.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{Surroundings, locale};
use crate::app::settings::{self, Settings, SettingsError};

/// The layers laid over each other.
#[derive(Debug)]
pub(super) struct Own {
    /// What holds.
    pub(super) settings: Settings,
    /// Where the file is looked for.
    pub(super) path: Option<PathBuf>,
    /// What is wrong with the file; then it changes nothing.
    pub(super) trouble: Option<SettingsError>,
}

/// Reads the settings file. The language must be known before the arguments are understood, so that a complaint
/// about them is in it.
pub(super) fn load(arguments: &[OsString], around: &Surroundings) -> Own {
    let builtin = Settings { language: locale::of_environment(around.variable), ..Settings::default() };
    let path = settings::default_path(around.variable);
    let mut settings = builtin.clone();
    settings.path.clone_from(&path);
    let trouble = path.as_ref().and_then(|path| settings.read_file(path).err());
    let trouble = trouble.or_else(|| settings.lay_environment_over(around.variable).err());
    if trouble.is_some() {
        settings = Settings { path: path.clone(), ..builtin };
    }
    settings.read_themes();
    if let Some(language) = locale::asked_for(arguments) {
        settings.language = language;
    }
    Own { settings, path, trouble }
}
