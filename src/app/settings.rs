//! What a reader can choose: built-in values, a settings file over them, then the environment, then arguments.
//!
//! A key that is unknown or a value that cannot be is an error that names the file, the line and the nearest
//! right name; nothing is silently ignored.

mod clipboard;
pub mod saving;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use clipboard::Clipboard;

use super::areas::Widths;
use super::command;
use super::hooks::{Commands, Deed};
use super::key::parse_keys;
use super::keymap::Keymap;
use crate::model::Language;
use crate::query::{AS_PRINTED, Order, Sort};
use crate::text::columns::Ambiguous;
use crate::text::pinyin::Sounds;
use crate::text::script::Script;
use crate::text::signs::{Lines, Marks, Signs};
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

/// The file's own form: every key may be absent.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    language: Option<String>,
    theme: Option<String>,
    ambiguous: Option<String>,
    borders: Option<String>,
    marks: Option<String>,
    measure: Option<u16>,
    level: Option<String>,
    hang: Option<u8>,
    text_columns: Option<u8>,
    han_latin_space: Option<bool>,
    justify: Option<bool>,
    quotes: Option<String>,
    script: Option<String>,
    pinyin: Option<String>,
    mouse: Option<bool>,
    clipboard: Option<String>,
    aloud: Option<String>,
    sort: Option<String>,
    sounds: Option<String>,
    list: Option<String>,
    continuous: Option<bool>,
    sidebar_width: Option<u16>,
    list_width: Option<u16>,
    raw_width: Option<u16>,
    #[serde(default)]
    hooks: BTreeMap<String, OneOrMore>,
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
const KEYS: [&str; 26] = [
    "language",
    "theme",
    "ambiguous",
    "borders",
    "marks",
    "measure",
    "level",
    "hang",
    "text-columns",
    "han-latin-space",
    "justify",
    "quotes",
    "script",
    "pinyin",
    "mouse",
    "clipboard",
    "aloud",
    "sort",
    "sounds",
    "list",
    "continuous",
    "sidebar-width",
    "list-width",
    "raw-width",
    "hooks",
    "keys",
];

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
        if let Some(theme) = &file.theme {
            self.theme.clone_from(theme);
        }
        if let Some(name) = &file.ambiguous {
            self.ambiguous = parse_ambiguous(name).ok_or_else(|| {
                wrong(line_of("ambiguous"), choices(name, &["auto", "narrow", "wide", "avoid"]))
            })?;
        }
        if let Some(name) = &file.borders {
            let lines = Lines::ALL.into_iter().find(|lines| lines.name() == name);
            let known = Lines::ALL.map(Lines::name);
            self.signs.lines = lines.ok_or_else(|| wrong(line_of("borders"), choices(name, &known)))?;
        }
        if let Some(name) = &file.marks {
            let marks = Marks::ALL.into_iter().find(|marks| marks.name() == name);
            let known = Marks::ALL.map(Marks::name);
            self.signs.marks = marks.ok_or_else(|| wrong(line_of("marks"), choices(name, &known)))?;
        }
        if let Some(measure) = file.measure {
            if !(LEAST_MEASURE..=GREATEST_MEASURE).contains(&measure) {
                let reason = format!("measure = {measure}: {LEAST_MEASURE}..={GREATEST_MEASURE}");
                return Err(wrong(line_of("measure"), reason));
            }
            self.measure = measure;
        }
        self.composing.lay_over(&file, |key, reason| wrong(line_of(key), reason))?;
        self.mouse = file.mouse.unwrap_or(self.mouse);
        if let Some(way) = &file.clipboard {
            self.clipboard = Clipboard::from_words(way).ok_or_else(|| {
                wrong(line_of("clipboard"), format!("“{way}”: auto, terminal, or a command"))
            })?;
        }
        if let Some(line) = file.aloud {
            self.aloud = if line == AUTO {
                Vec::new()
            } else {
                words_of(OneOrMore::One(line.clone()))
                    .ok_or_else(|| wrong(line_of("aloud"), format!("“{line}”: auto, or a command")))?
            };
        }
        if let Some(name) = &file.sort {
            self.sort = parse_order(name).map_err(|reason| wrong(line_of("sort"), reason))?;
        }
        if let Some(name) = &file.sounds {
            self.sounds = match name.as_str() {
                "exact" => Sounds::Exact,
                "fuzzy" => Sounds::Fuzzy,
                _ => return Err(wrong(line_of("sounds"), choices(name, &["exact", "fuzzy"]))),
            };
        }
        if let Some(name) = &file.list {
            self.compact = match name.as_str() {
                "two-rows" => false,
                "one-row" => true,
                _ => return Err(wrong(line_of("list"), choices(name, &["two-rows", "one-row"]))),
            };
        }
        self.continuous = file.continuous.unwrap_or(self.continuous);
        for (own, width) in [
            (&mut self.widths.sidebar, file.sidebar_width),
            (&mut self.widths.list, file.list_width),
            (&mut self.widths.raw, file.raw_width),
        ] {
            // 0: as the screen has room.
            *own = width.map_or(*own, |width| (width > 0).then_some(width));
        }
        for (name, command) in file.hooks {
            let deed = Deed::ALL.into_iter().find(|deed| deed.name() == name);
            let deed =
                deed.ok_or_else(|| wrong(line_of(&name), choices(&name, &Deed::ALL.map(Deed::name))))?;
            let command = words_of(command).ok_or_else(|| {
                let reason = format!("{name}: a program and its arguments, such as [\"cat\", \"-n\"]");
                wrong(line_of(&name), reason)
            })?;
            self.hooks.insert(deed, command);
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
        self.check_keys().map_err(|(name, reason)| wrong(line_of(&name), reason))
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
        for key in KEYS.into_iter().filter(|key| !["hooks", "keys"].contains(key)) {
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
        let quoted = |word: &str| format!("{word:?}");
        let composing = &self.composing;
        let level = match composing.level {
            Level::Basic => "basic",
            Level::Gb => "gb",
            Level::Strict => "strict",
        };
        let language = self.language.pick("zh", "en");
        let ambiguous = match self.ambiguous {
            None => AUTO,
            Some(Ambiguous::Narrow) => "narrow",
            Some(Ambiguous::Wide) => "wide",
            Some(Ambiguous::Avoid) => "avoid",
        };
        vec![
            ("theme", quoted(&self.theme)),
            ("language", quoted(language)),
            ("measure", self.measure.to_string()),
            ("level", quoted(level)),
            ("hang", composing.hang.to_string()),
            ("text-columns", composing.text_columns.to_string()),
            ("han-latin-space", composing.autospace.to_string()),
            ("justify", composing.justify.to_string()),
            ("quotes", quoted(if composing.corner_quotes { "corner" } else { "as-printed" })),
            ("script", quoted(composing.script.name())),
            ("pinyin", quoted(if composing.pinyin == Pinyin::Rare { "rare" } else { "off" })),
            ("list", quoted(if self.compact { "one-row" } else { "two-rows" })),
            ("continuous", self.continuous.to_string()),
            ("sidebar-width", self.widths.sidebar.unwrap_or(0).to_string()),
            ("list-width", self.widths.list.unwrap_or(0).to_string()),
            ("raw-width", self.widths.raw.unwrap_or(0).to_string()),
            ("sort", quoted(&self.sort.written())),
            ("sounds", quoted(if self.sounds == Sounds::Exact { "exact" } else { "fuzzy" })),
            ("mouse", self.mouse.to_string()),
            ("clipboard", quoted(&self.clipboard.words())),
            (
                "aloud",
                quoted(&if self.aloud.is_empty() { AUTO.to_owned() } else { shell_words::join(&self.aloud) }),
            ),
            ("ambiguous", quoted(ambiguous)),
            ("borders", quoted(self.signs.lines.name())),
            ("marks", quoted(self.signs.marks.name())),
        ]
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

impl Composing {
    fn lay_over(
        &mut self,
        file: &File,
        wrong: impl Fn(&str, String) -> SettingsError,
    ) -> Result<(), SettingsError> {
        if let Some(name) = &file.level {
            self.level =
                parse_level(name).ok_or_else(|| wrong("level", choices(name, &["basic", "gb", "strict"])))?;
        }
        if let Some(hang) = file.hang {
            self.hang = within("hang", hang, 0, MOST_HANG).map_err(|reason| wrong("hang", reason))?;
        }
        if let Some(columns) = file.text_columns {
            self.text_columns = within("text-columns", columns, 1, MOST_TEXT_COLUMNS)
                .map_err(|reason| wrong("text-columns", reason))?;
        }
        if let Some(name) = &file.quotes {
            self.corner_quotes = match name.as_str() {
                "as-printed" => false,
                "corner" => true,
                _ => return Err(wrong("quotes", choices(name, &["as-printed", "corner"]))),
            };
        }
        if let Some(name) = &file.script {
            let script = Script::ALL.into_iter().find(|script| script.name() == name);
            self.script =
                script.ok_or_else(|| wrong("script", choices(name, &Script::ALL.map(Script::name))))?;
        }
        if let Some(name) = &file.pinyin {
            self.pinyin = match name.as_str() {
                "off" => Pinyin::Off,
                "rare" => Pinyin::Rare,
                _ => return Err(wrong("pinyin", choices(name, &["off", "rare"]))),
            };
        }
        self.autospace = file.han_latin_space.unwrap_or(self.autospace);
        self.justify = file.justify.unwrap_or(self.justify);
        Ok(())
    }
}

/// A program and its arguments, given one by one or as a line that is split into words as a shell would; an empty list
/// takes a hook of another layer off.
fn words_of(command: OneOrMore) -> Option<Vec<String>> {
    match command {
        OneOrMore::More(words) => Some(words),
        OneOrMore::One(line) => shell_words::split(&line).ok().filter(|words| !words.is_empty()),
    }
}

fn within(key: &str, value: u8, least: u8, most: u8) -> Result<u8, String> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(format!("{key} = {value}: {least}..={most}"))
    }
}

/// The level of the rules with this name.
pub fn parse_level(name: &str) -> Option<Level> {
    match name {
        "basic" => Some(Level::Basic),
        "gb" => Some(Level::Gb),
        "strict" => Some(Level::Strict),
        _ => None,
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

/// The order that is written so, or what is wrong with it and the nearest right name.
pub fn parse_order(written: &str) -> Result<Order, String> {
    Order::parse(written).map_err(|slip| {
        let names = Sort::ALL.map(Sort::name);
        if names.contains(&slip.as_str()) || slip == AS_PRINTED {
            return format!("“{slip}” decides nothing where it stands in “{written}”");
        }
        choices(&slip, &[[AS_PRINTED].as_slice(), &names].concat())
    })
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
