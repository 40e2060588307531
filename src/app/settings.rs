//! What a reader can choose: built-in values, a settings file over them, then the environment, then arguments.
//!
//! A key that is unknown or a value that cannot be is an error that names the file, the line and the nearest
//! right name; nothing is silently ignored.

mod clipboard;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use clipboard::Clipboard;

use super::command;
use super::key::parse_keys;
use crate::model::Language;
use crate::query::Sort;
use crate::text::columns::Ambiguous;

/// Everything that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The language of everything that kanbao itself says.
    pub language: Language,
    /// The name of a theme, or `auto`.
    pub theme: String,
    /// How the terminal draws ambiguous characters; `None`: ask it.
    pub ambiguous: Option<Ambiguous>,
    /// The greatest width of the text in Chinese characters.
    pub measure: u16,
    /// Columns that a closing mark may hang beyond the row.
    pub hang: u8,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How texts get into the clipboard.
    pub clipboard: Clipboard,
    /// The order of the list at the start.
    pub sort: Sort,
    /// One row an article in the list instead of two.
    pub compact: bool,
    /// Keys of commands by the command's name, in place of the built-in ones.
    pub keys: BTreeMap<String, Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: AUTO.to_owned(),
            ambiguous: None,
            measure: DEFAULT_MEASURE,
            hang: 1,
            mouse: true,
            clipboard: Clipboard::default(),
            sort: Sort::PageOrder,
            compact: false,
            keys: BTreeMap::new(),
        }
    }
}

/// The theme that follows the terminal.
pub const AUTO: &str = "auto";
/// 38 characters a row: what is comfortable to read.
pub const DEFAULT_MEASURE: u16 = 38;
/// The least measure that is worth setting.
pub const LEAST_MEASURE: u16 = 10;
/// More than this no reader's eye follows.
pub const GREATEST_MEASURE: u16 = 100;

/// What is wrong with a settings file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// It is there but cannot be read.
    #[error("{}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A line of it says what cannot be.
    #[error("{}:{line}: {reason}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, with the nearest right name.
        reason: String,
    },
}

/// The file's own form: every key may be absent.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Option<String>,
    theme: Option<String>,
    ambiguous: Option<String>,
    measure: Option<u16>,
    hang: Option<u8>,
    mouse: Option<bool>,
    clipboard: Option<String>,
    sort: Option<String>,
    list: Option<String>,
    #[serde(default)]
    keys: BTreeMap<String, OneOrMore>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// The names of the file's keys, to find the nearest one to a slip.
const KEYS: [&str; 10] =
    ["language", "theme", "ambiguous", "measure", "hang", "mouse", "clipboard", "sort", "list", "keys"];

impl Settings {
    /// Lays the text of a settings file over these settings.
    pub fn lay_over(&mut self, path: &Path, text: &str) -> Result<(), SettingsError> {
        let wrong =
            |line: usize, reason: String| SettingsError::Wrong { path: path.to_owned(), line, reason };
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of_byte(text, span.start));
            wrong(line, with_nearest(error.message()))
        })?;
        let line_of = |key: &str| line_of_key(text, key);
        if let Some(name) = &file.language
            && name != AUTO
        {
            self.language = Language::from_locale(name)
                .ok_or_else(|| wrong(line_of("language"), choices(name, &["auto", "zh", "en"])))?;
        }
        if let Some(theme) = file.theme {
            self.theme = theme;
        }
        if let Some(name) = &file.ambiguous {
            self.ambiguous = parse_ambiguous(name).ok_or_else(|| {
                wrong(line_of("ambiguous"), choices(name, &["auto", "narrow", "wide", "avoid"]))
            })?;
        }
        if let Some(measure) = file.measure {
            if !(LEAST_MEASURE..=GREATEST_MEASURE).contains(&measure) {
                let reason = format!("measure = {measure}: {LEAST_MEASURE}..={GREATEST_MEASURE}");
                return Err(wrong(line_of("measure"), reason));
            }
            self.measure = measure;
        }
        if let Some(hang) = file.hang {
            if hang > 2 {
                return Err(wrong(line_of("hang"), format!("hang = {hang}: 0..=2")));
            }
            self.hang = hang;
        }
        self.mouse = file.mouse.unwrap_or(self.mouse);
        if let Some(way) = &file.clipboard {
            self.clipboard = Clipboard::from_words(way).ok_or_else(|| {
                wrong(line_of("clipboard"), format!("“{way}”: auto, terminal, or a command"))
            })?;
        }
        if let Some(name) = &file.sort {
            self.sort = parse_sort(name)
                .ok_or_else(|| wrong(line_of("sort"), choices(name, &["page", "date", "province"])))?;
        }
        if let Some(name) = &file.list {
            self.compact = match name.as_str() {
                "two-rows" => false,
                "one-row" => true,
                _ => return Err(wrong(line_of("list"), choices(name, &["two-rows", "one-row"]))),
            };
        }
        for (name, keys) in file.keys {
            let keys = match keys {
                OneOrMore::One(key) => vec![key],
                OneOrMore::More(keys) => keys,
            };
            if command::find(&name).is_none() {
                let names: Vec<&str> = command::all().map(|command| command.name).collect();
                return Err(wrong(line_of(&name), choices(&name, &names)));
            }
            if let Some(error) = keys.iter().find_map(|key| parse_keys(key).err()) {
                return Err(wrong(line_of(&name), error.to_string()));
            }
            self.keys.insert(name, keys);
        }
        Ok(())
    }

    /// Lays a settings file over these settings; a file that is not there changes nothing.
    pub fn read_file(&mut self, path: &Path) -> Result<(), SettingsError> {
        match std::fs::read(path) {
            Ok(bytes) => self.lay_over(path, &String::from_utf8_lossy(&bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(SettingsError::Unreadable { path: path.to_owned(), reason: error.to_string() }),
        }
    }
}

/// Where the settings file is looked for, given the variables of the environment.
pub fn default_path(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    if let Some(path) = variable("KANBAO_CONFIG").filter(|path| !path.is_empty()) {
        return Some(PathBuf::from(path));
    }
    let folder = variable("XDG_CONFIG_HOME")
        .filter(|folder| folder.starts_with('/'))
        .map(PathBuf::from)
        .or_else(|| variable("HOME").map(|home| Path::new(&home).join(".config")))?;
    Some(folder.join("kanbao").join("config.toml"))
}

/// The order with this name.
pub fn parse_sort(name: &str) -> Option<Sort> {
    match name {
        "page" => Some(Sort::PageOrder),
        "date" => Some(Sort::Date),
        "province" => Some(Sort::Province),
        _ => None,
    }
}

/// The way of drawing ambiguous characters with this name; `auto` is `None`.
pub fn parse_ambiguous(name: &str) -> Option<Option<Ambiguous>> {
    match name {
        "auto" => Some(None),
        "narrow" => Some(Some(Ambiguous::Narrow)),
        "wide" => Some(Some(Ambiguous::Wide)),
        "avoid" => Some(Some(Ambiguous::Avoid)),
        _ => None,
    }
}

fn choices(given: &str, names: &[&str]) -> String {
    match nearest(given, names) {
        Some(name) => format!("“{given}” is not known; did you mean “{name}”?"),
        None => format!("“{given}” is not known; one of: {}", names.join(", ")),
    }
}

/// Adds the nearest right key to the message about an unknown one.
fn with_nearest(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let slip =
        first.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')).map(|(slip, _)| slip);
    slip.map_or_else(|| first.to_owned(), |slip| choices(slip, &KEYS))
}

/// The name that differs in the fewest letters, if they are few.
pub fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    let distances = names.iter().map(|name| (distance(given, name), *name));
    let (least, name) = distances.min_by_key(|(distance, _)| *distance)?;
    (least <= 1 + given.chars().count() / 3).then_some(name)
}

/// How many letters must be put in, left out or changed to get from one word to another.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, a) in from.chars().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        for (b, cell) in to.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            let change = diagonal + usize::from(a != *b);
            *cell = change.min(above + 1).min(left + 1);
            diagonal = above;
            left = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

fn line_of_byte(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|b| *b == b'\n').count()
}

fn line_of_key(text: &str, key: &str) -> usize {
    let is_key = |line: &str| line.trim_start().trim_start_matches('"').starts_with(key);
    text.lines().position(is_key).map_or(1, |index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        let mut settings = Settings::default();
        settings.lay_over(Path::new("config.toml"), text).map_err(|error| error.to_string())?;
        Ok(settings)
    }

    #[test]
    fn what_is_written_is_taken() {
        let settings = read("language = \"zh\"\nmeasure = 30\n[keys]\nquit = [\"q\", \"ZZ\"]\n").unwrap();
        assert_eq!(settings.language, Language::Chinese);
        assert_eq!(settings.measure, 30);
        assert_eq!(settings.keys["quit"], ["q", "ZZ"]);
    }

    #[test]
    fn each_way_of_drawing_ambiguous_characters_can_be_chosen() {
        let ways = [
            ("auto", None),
            ("narrow", Some(Ambiguous::Narrow)),
            ("wide", Some(Ambiguous::Wide)),
            ("avoid", Some(Ambiguous::Avoid)),
        ];
        for (name, way) in ways {
            let settings = read(&format!("ambiguous = \"{name}\"\n")).expect("the name is known");
            assert_eq!(settings.ambiguous, way, "{name}");
        }
    }

    #[test]
    fn a_slip_is_pointed_at_with_the_nearest_name() {
        for (text, expected) in [
            ("mesure = 30", "config.toml:1: “mesure” is not known; did you mean “measure”?"),
            ("\nsort = \"pages\"", "config.toml:2: “pages” is not known; did you mean “page”?"),
            ("[keys]\nquitt = \"q\"", "config.toml:2: “quitt” is not known; did you mean “quit”?"),
            ("[keys]\nquit = \"<nokey>\"", "config.toml:2: “<nokey>” names no key"),
            ("measure = 3", "config.toml:1: measure = 3: 10..=100"),
        ] {
            assert_eq!(read(text).unwrap_err(), expected);
        }
    }

    #[test]
    fn the_commented_default_is_the_default() {
        let text = crate::assets::DEFAULT_SETTINGS;
        assert_eq!(read(text), Ok(Settings::default()));
        let uncommented: String = text
            .lines()
            .map(|line| line.strip_prefix("#: ").unwrap_or(line))
            .fold(String::new(), |all, line| all + line + "\n");
        assert_eq!(
            read(&uncommented).map(|s| Settings { keys: BTreeMap::new(), ..s }),
            Ok(Settings::default())
        );
    }
}
