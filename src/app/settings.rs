//! What a reader can choose: built-in values, a settings file over them, then the environment, then arguments.
//!
//! A key that is unknown or a value that cannot be is an error that names the file, the line and the nearest
//! right name; nothing is silently ignored.

mod clipboard;
mod file;
pub mod saving;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use clipboard::Clipboard;

use super::areas::Widths;
use super::hooks::Commands;
use super::keymap::Keymap;
use crate::model::Language;
use crate::query::Order;
use crate::text::columns::Ambiguous;
use crate::text::pinyin::Sounds;
use crate::text::script::Script;
use crate::text::signs::Signs;
use crate::typeset::{Level, Pinyin};

/// Everything that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The language of everything that kanbao itself says.
    pub language: Language,
    /// The name of a theme, or `auto`.
    pub theme: String,
    /// How the terminal draws ambiguous characters; `None`: ask it.
    pub ambiguous: Option<Ambiguous>,
    /// The lines and marks that kanbao draws.
    pub signs: Signs,
    /// The greatest width of the text in Chinese characters.
    pub measure: u16,
    /// How the text of an article is set.
    pub composing: Composing,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How texts get into the clipboard.
    pub clipboard: Clipboard,
    /// The order of the list at the start.
    pub sort: Order,
    /// Which sounds of pinyin count as the same.
    pub sounds: Sounds,
    /// One row an article in the list instead of two.
    pub compact: bool,
    /// The articles of a page stand one below another in the reader.
    pub continuous: bool,
    /// The columns of the panes beside the article.
    pub widths: Widths,
    /// Themes of the reader's own by their names: the texts of their files.
    pub themes: BTreeMap<String, String>,
    /// Where the settings file is, so that what is changed can be saved.
    pub path: Option<PathBuf>,
    /// The program that reads aloud, with its arguments; empty: one that is known.
    pub aloud: Vec<String>,
    /// Programs that run when something is done with an article.
    pub hooks: Commands,
    /// Keys of commands by the command's name, in place of the built-in ones.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// How the text of an article is set; everything here can be changed while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Composing {
    /// Which marks may begin and end a row.
    pub level: Level,
    /// Columns that a stop may hang beyond the row: 0, 1 or 2.
    pub hang: u8,
    /// Columns of text side by side on a screen that is wide enough: 1 or 2.
    pub text_columns: u8,
    /// A blank is shown between Han and Latin.
    pub autospace: bool,
    /// Both edges are even.
    pub justify: bool,
    /// 「」 is shown for “”.
    pub corner_quotes: bool,
    /// The script in which texts are shown.
    pub script: Script,
    /// Rare characters have their pinyin above them.
    pub pinyin: Pinyin,
}

impl Default for Composing {
    fn default() -> Self {
        Self {
            level: Level::Basic,
            hang: 1,
            text_columns: MOST_TEXT_COLUMNS,
            autospace: false,
            justify: false,
            corner_quotes: false,
            script: Script::AsPrinted,
            pinyin: Pinyin::Off,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: AUTO.to_owned(),
            ambiguous: None,
            signs: Signs::default(),
            measure: DEFAULT_MEASURE,
            composing: Composing::default(),
            mouse: true,
            clipboard: Clipboard::default(),
            sort: Order::default(),
            sounds: Sounds::Exact,
            compact: false,
            continuous: false,
            widths: Widths::default(),
            themes: BTreeMap::new(),
            path: None,
            aloud: Vec::new(),
            hooks: Commands::new(),
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

/// A stop hangs by half of itself or whole, and no further.
pub const MOST_HANG: u8 = 2;
/// More columns of text side by side no terminal has room for.
pub const MOST_TEXT_COLUMNS: u8 = 2;

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

impl Settings {
    /// Lays the text of a settings file over these settings.
    pub fn lay_over(&mut self, path: &Path, text: &str) -> Result<(), SettingsError> {
        file::lay_over(self, path, text)?;
        self.check_keys().map_err(|(name, reason)| file::wrong(path, text, &name, reason))
    }

    /// Whether no keys mean two things. Else the command that was given them, and a sentence that names both.
    fn check_keys(&self) -> Result<(), (String, String)> {
        let conflicts = Keymap::new(&self.keys).conflicts();
        let Some((keys, one, two)) = conflicts.into_iter().next() else { return Ok(()) };
        let given = if self.keys.contains_key(two) { two } else { one };
        let reason = format!("“{keys}” would mean both “{one}” and “{two}”; give one of them other keys");
        Err((given.to_owned(), reason))
    }

    /// Lays what the environment says over these settings: `KANBAO_THEME=nord`, `KANBAO_MEASURE=30` …
    pub fn lay_environment_over(
        &mut self,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<(), SettingsError> {
        for key in file::KEYS.into_iter().filter(|key| !["hooks", "keys"].contains(key)) {
            let name = format!("KANBAO_{}", key.to_uppercase().replace('-', "_"));
            if let Some(value) = variable(&name).filter(|value| !value.is_empty()) {
                self.set(Path::new(&name), key, &value)?;
            }
        }
        Ok(())
    }

    /// Sets one thing as it would be written in the file, quotes around words left out. `from` is named in complaints.
    pub fn set(&mut self, from: &Path, key: &str, value: &str) -> Result<(), SettingsError> {
        let bare = value == "true" || value == "false" || value.parse::<u16>().is_ok();
        let value = if bare { value.to_owned() } else { format!("{value:?}") };
        self.lay_over(from, &format!("{key} = {value}"))
    }

    /// Each thing that can be chosen, as it is written in the file; keys and what cannot be told again are left out.
    pub fn written(&self) -> Vec<(&'static str, String)> {
        file::written(self)
    }

    /// Reads the themes in the folder `themes` beside the settings file: one file a theme, named like it.
    pub fn read_themes(&mut self) {
        let folder = self.path.as_deref().and_then(Path::parent).map(|folder| folder.join("themes"));
        let Some(files) = folder.and_then(|folder| std::fs::read_dir(folder).ok()) else { return };
        for path in files.filter_map(|file| file.ok().map(|file| file.path())) {
            let is_theme = path.extension().is_some_and(|end| end == "toml");
            let name = path.file_stem().and_then(|name| name.to_str()).filter(|_| is_theme);
            if let (Some(name), Ok(bytes)) = (name, std::fs::read(&path)) {
                self.themes.insert(name.to_owned(), String::from_utf8_lossy(&bytes).into_owned());
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::hooks::Deed;

    fn read(text: &str) -> Result<Settings, String> {
        let mut settings = Settings::default();
        settings.lay_over(Path::new("config.toml"), text).map_err(|error| error.to_string())?;
        Ok(settings)
    }

    #[test]
    fn what_is_written_is_taken() {
        let settings = read("language = \"zh\"\nmeasure = 30\n[keys]\nquit = [\"q\", \"QQ\"]\n").unwrap();
        assert_eq!(settings.language, Language::Chinese);
        assert_eq!(settings.measure, 30);
        assert_eq!(settings.keys["quit"], ["q", "QQ"]);
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
    fn each_way_of_setting_text_can_be_chosen() {
        let usual = Composing::default();
        for (line, chosen) in [
            ("level = \"gb\"", Composing { level: Level::Gb, ..usual }),
            ("level = \"strict\"", Composing { level: Level::Strict, ..usual }),
            ("hang = 2", Composing { hang: 2, ..usual }),
            ("text-columns = 1", Composing { text_columns: 1, ..usual }),
            ("han-latin-space = true", Composing { autospace: true, ..usual }),
            ("justify = true", Composing { justify: true, ..usual }),
            ("quotes = \"corner\"", Composing { corner_quotes: true, ..usual }),
        ] {
            assert_eq!(read(line).map(|settings| settings.composing), Ok(chosen), "{line}");
        }
    }

    #[test]
    fn a_slip_is_pointed_at_with_the_nearest_name() {
        for (text, expected) in [
            ("mesure = 30", "config.toml:1: “mesure” is not known; did you mean “measure”?"),
            ("\nsort = \"pages\"", "config.toml:2: “pages” is not known; did you mean “page”?"),
            (
                "sort = \"date oldest\"",
                "config.toml:1: “oldest” decides nothing where it stands in “date oldest”",
            ),
            ("sort = \"date numbers\"", "config.toml:1: “numbers” is not known; did you mean “number”?"),
            ("[keys]\nquitt = \"q\"", "config.toml:2: “quitt” is not known; did you mean “quit”?"),
            ("[keys]\nquit = \"<nokey>\"", "config.toml:2: “<nokey>” names no key"),
            ("measure = 3", "config.toml:1: measure = 3: 10..=100"),
            ("borders = \"lines\"", "config.toml:1: “lines” is not known; did you mean “line”?"),
            ("marks = \"asci\"", "config.toml:1: “asci” is not known; did you mean “ascii”?"),
            ("hang = 3", "config.toml:1: hang = 3: 0..=2"),
            ("text-columns = 3", "config.toml:1: text-columns = 3: 1..=2"),
            ("level = \"strikt\"", "config.toml:1: “strikt” is not known; did you mean “strict”?"),
            ("quotes = \"corners\"", "config.toml:1: “corners” is not known; did you mean “corner”?"),
            (
                "[keys]\nquit = \"q\"\nstar = \"j\"",
                "config.toml:3: “j” would mean both “down” and “star”; give one of them other keys",
            ),
            (
                "[keys]\nstar = \"y\"",
                "config.toml:2: “y” would mean both “star” and “copy-text”; give one of them other keys",
            ),
        ] {
            assert_eq!(read(text).unwrap_err(), expected);
        }
    }

    #[test]
    fn hooks_are_programs_with_arguments() {
        let settings =
            read("[hooks]\nstar = [\"tee\", \"-a\", \"$HOME; x\"]\nopen = \"tee '-a b'\"").unwrap();
        assert_eq!(settings.hooks[&Deed::Star], ["tee", "-a", "$HOME; x"]);
        assert_eq!(settings.hooks[&Deed::Open], ["tee", "-a b"]);
        for (text, expected) in [
            ("[hooks]\nstars = \"tee\"", "config.toml:2: “stars” is not known; did you mean “star”?"),
            (
                "[hooks]\nstar = \"'tee\"",
                "config.toml:2: star: a program and its arguments, such as [\"cat\", \"-n\"]",
            ),
        ] {
            assert_eq!(read(text).unwrap_err(), expected);
        }
    }

    #[test]
    fn what_is_written_is_read_back_and_the_environment_lies_over_the_file() {
        let mut settings =
            read("theme = \"nord\"\nmeasure = 30\nmouse = false\nclipboard = \"xclip -o\"\naloud = \"say -v 'Ting Ting'\"").unwrap();
        let variable = |name: &str| match name {
            "KANBAO_MEASURE" => Some("44".to_owned()),
            "KANBAO_SORT" => Some("date,number".to_owned()),
            _ => None,
        };
        settings.lay_environment_over(variable).unwrap();
        assert_eq!(
            (settings.measure, settings.sort.written().as_str(), settings.theme.as_str()),
            (44, "date number", "nord")
        );
        let text: String = settings
            .written()
            .iter()
            .fold(String::new(), |all, (key, value)| all + key + " = " + value + "\n");
        assert_eq!(read(&text), Ok(settings.clone()));
        let wrong = settings.lay_environment_over(|name| (name == "KANBAO_LIST").then(|| "one-rows".into()));
        assert_eq!(
            wrong.unwrap_err().to_string(),
            "KANBAO_LIST:1: “one-rows” is not known; did you mean “one-row”?"
        );
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
