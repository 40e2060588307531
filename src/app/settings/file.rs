//! The settings file: its keys, the words for each choice, and how it is laid over the settings.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::Path;

use serde::Deserialize;

use super::{
    AUTO, Clipboard, GREATEST_MEASURE, LEAST_MEASURE, MOST_HANG, MOST_TEXT_COLUMNS, Settings, SettingsError,
};
use crate::app::areas::Widths;
use crate::app::command;
use crate::app::hooks::{Commands, Deed};
use crate::app::key::parse_keys;
use crate::model::Language;
use crate::query::{AS_PRINTED, Order, Sort};
use crate::text::columns::Ambiguous;
use crate::text::pinyin::Sounds;
use crate::text::script::Script;
use crate::text::signs::{Lines, Marks};
use crate::text::slips::nearest;
use crate::typeset::{Level, Pinyin};

/// Lays the text of a file over the settings. `path` is named in complaints.
pub(super) fn lay_over(settings: &mut Settings, path: &Path, text: &str) -> Result<(), SettingsError> {
    let source = Source { path, text };
    let file = source.read()?;
    source.lay_looks(settings, &file)?;
    source.lay_composing(settings, &file)?;
    source.lay_list(settings, &file)?;
    source.lay_programs(settings, &file)?;
    source.lay_hooks(&mut settings.hooks, file.hooks)?;
    source.lay_keys(&mut settings.keys, file.keys)
}

/// That something is wrong with a key of the file.
pub(super) fn wrong(path: &Path, text: &str, key: &str, reason: String) -> SettingsError {
    Source { path, text }.wrong(key, reason)
}

/// Each thing that can be chosen, as it is written in the file.
pub(super) fn written(settings: &Settings) -> Vec<(&'static str, String)> {
    let quoted = |word: &str| format!("{word:?}");
    let width = |width: Option<u16>| width.unwrap_or(0).to_string();
    let composing = &settings.composing;
    let aloud = if settings.aloud.is_empty() { AUTO.to_owned() } else { shell_words::join(&settings.aloud) };
    vec![
        ("theme", quoted(&settings.theme)),
        ("language", quoted(settings.language.pick("zh", "en"))),
        ("measure", settings.measure.to_string()),
        ("level", quoted(word_for(&LEVELS, composing.level))),
        ("hang", composing.hang.to_string()),
        ("text-columns", composing.text_columns.to_string()),
        ("han-latin-space", composing.autospace.to_string()),
        ("justify", composing.justify.to_string()),
        ("quotes", quoted(word_for(&CORNER_QUOTES, composing.corner_quotes))),
        ("script", quoted(composing.script.name())),
        ("pinyin", quoted(word_for(&PINYIN, composing.pinyin))),
        ("list", quoted(word_for(&COMPACT, settings.compact))),
        ("continuous", settings.continuous.to_string()),
        ("sidebar-width", width(settings.widths.sidebar)),
        ("list-width", width(settings.widths.list)),
        ("raw-width", width(settings.widths.raw)),
        ("sort", quoted(&settings.sort.written())),
        ("sounds", quoted(word_for(&SOUNDS, settings.sounds))),
        ("mouse", settings.mouse.to_string()),
        ("clipboard", quoted(&settings.clipboard.words())),
        ("aloud", quoted(&aloud)),
        ("ambiguous", quoted(word_for(&AMBIGUOUS, settings.ambiguous))),
        ("borders", quoted(settings.signs.lines.name())),
        ("marks", quoted(settings.signs.marks.name())),
    ]
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
pub(super) const KEYS: [&str; 26] = [
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

/// The words for choices that have no names of their own.
const AMBIGUOUS: [(&str, Option<Ambiguous>); 4] = [
    (AUTO, None),
    ("narrow", Some(Ambiguous::Narrow)),
    ("wide", Some(Ambiguous::Wide)),
    ("avoid", Some(Ambiguous::Avoid)),
];
const LEVELS: [(&str, Level); 3] = [("basic", Level::Basic), ("gb", Level::Gb), ("strict", Level::Strict)];
const CORNER_QUOTES: [(&str, bool); 2] = [("as-printed", false), ("corner", true)];
const PINYIN: [(&str, Pinyin); 2] = [("off", Pinyin::Off), ("rare", Pinyin::Rare)];
const SOUNDS: [(&str, Sounds); 2] = [("exact", Sounds::Exact), ("fuzzy", Sounds::Fuzzy)];
const COMPACT: [(&str, bool); 2] = [("two-rows", false), ("one-row", true)];

/// The word for a choice.
fn word_for<T: Copy + PartialEq>(choices: &[(&'static str, T)], value: T) -> &'static str {
    choices.iter().find(|(_, known)| *known == value).map_or(AUTO, |(word, _)| word)
}

/// The text of a settings file, and where it stands.
#[derive(Clone, Copy)]
struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Source<'_> {
    fn read(self) -> Result<File, SettingsError> {
        toml::from_str(self.text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of_byte(self.text, span.start));
            SettingsError::Wrong { path: self.path.to_owned(), line, reason: with_nearest(error.message()) }
        })
    }

    fn wrong(self, key: &str, reason: String) -> SettingsError {
        SettingsError::Wrong { path: self.path.to_owned(), line: line_of_key(self.text, key), reason }
    }

    /// Takes the choice that a word stands for, if the file has one.
    fn choose<T: Copy>(
        self,
        own: &mut T,
        key: &str,
        word: Option<&String>,
        choices: &[(&str, T)],
    ) -> Result<(), SettingsError> {
        let Some(word) = word else { return Ok(()) };
        let known = choices.iter().find(|(known, _)| known == word);
        let names = || choices.iter().map(|(known, _)| *known).collect::<Vec<_>>();
        let (_, value) = known.ok_or_else(|| self.wrong(key, not_known(word, &names())))?;
        *own = *value;
        Ok(())
    }

    /// Takes a number that lies in a range, if the file has one.
    fn measure<T: Copy + PartialOrd + Display>(
        self,
        own: &mut T,
        key: &str,
        value: Option<T>,
        range: RangeInclusive<T>,
    ) -> Result<(), SettingsError> {
        let Some(value) = value else { return Ok(()) };
        if !range.contains(&value) {
            let reason = format!("{key} = {value}: {}..={}", range.start(), range.end());
            return Err(self.wrong(key, reason));
        }
        *own = value;
        Ok(())
    }

    /// Language, colours, lines, widths.
    fn lay_looks(self, settings: &mut Settings, file: &File) -> Result<(), SettingsError> {
        if let Some(name) = file.language.as_ref().filter(|name| *name != AUTO) {
            settings.language = Language::from_locale(name)
                .ok_or_else(|| self.wrong("language", not_known(name, &[AUTO, "zh", "en"])))?;
        }
        if let Some(theme) = &file.theme {
            settings.theme.clone_from(theme);
        }
        let lines = Lines::ALL.map(|lines| (lines.name(), lines));
        let marks = Marks::ALL.map(|marks| (marks.name(), marks));
        self.choose(&mut settings.ambiguous, "ambiguous", file.ambiguous.as_ref(), &AMBIGUOUS)?;
        self.choose(&mut settings.signs.lines, "borders", file.borders.as_ref(), &lines)?;
        self.choose(&mut settings.signs.marks, "marks", file.marks.as_ref(), &marks)?;
        let Widths { sidebar, list, raw } = &mut settings.widths;
        for (own, width) in [(sidebar, file.sidebar_width), (list, file.list_width), (raw, file.raw_width)] {
            // 0: as the screen has room.
            *own = width.map_or(*own, |width| (width > 0).then_some(width));
        }
        Ok(())
    }

    /// How the text of an article is set.
    fn lay_composing(self, settings: &mut Settings, file: &File) -> Result<(), SettingsError> {
        let composing = &mut settings.composing;
        let scripts = Script::ALL.map(|script| (script.name(), script));
        self.measure(&mut settings.measure, "measure", file.measure, LEAST_MEASURE..=GREATEST_MEASURE)?;
        self.measure(&mut composing.hang, "hang", file.hang, 0..=MOST_HANG)?;
        self.measure(&mut composing.text_columns, "text-columns", file.text_columns, 1..=MOST_TEXT_COLUMNS)?;
        self.choose(&mut composing.level, "level", file.level.as_ref(), &LEVELS)?;
        self.choose(&mut composing.corner_quotes, "quotes", file.quotes.as_ref(), &CORNER_QUOTES)?;
        self.choose(&mut composing.script, "script", file.script.as_ref(), &scripts)?;
        self.choose(&mut composing.pinyin, "pinyin", file.pinyin.as_ref(), &PINYIN)?;
        composing.autospace = file.han_latin_space.unwrap_or(composing.autospace);
        composing.justify = file.justify.unwrap_or(composing.justify);
        Ok(())
    }

    /// The list and what is found in it.
    fn lay_list(self, settings: &mut Settings, file: &File) -> Result<(), SettingsError> {
        if let Some(name) = &file.sort {
            settings.sort = parse_order(name).map_err(|reason| self.wrong("sort", reason))?;
        }
        self.choose(&mut settings.sounds, "sounds", file.sounds.as_ref(), &SOUNDS)?;
        self.choose(&mut settings.compact, "list", file.list.as_ref(), &COMPACT)?;
        settings.continuous = file.continuous.unwrap_or(settings.continuous);
        settings.mouse = file.mouse.unwrap_or(settings.mouse);
        Ok(())
    }

    /// The clipboard and the voice.
    fn lay_programs(self, settings: &mut Settings, file: &File) -> Result<(), SettingsError> {
        if let Some(way) = &file.clipboard {
            settings.clipboard = Clipboard::from_words(way)
                .ok_or_else(|| self.wrong("clipboard", format!("“{way}”: auto, terminal, or a command")))?;
        }
        match file.aloud.as_deref() {
            None => {}
            Some(AUTO) => settings.aloud.clear(),
            Some(line) => {
                settings.aloud = split_words(line)
                    .ok_or_else(|| self.wrong("aloud", format!("“{line}”: auto, or a command")))?;
            }
        }
        Ok(())
    }

    fn lay_hooks(
        self,
        hooks: &mut Commands,
        given: BTreeMap<String, OneOrMore>,
    ) -> Result<(), SettingsError> {
        for (name, command) in given {
            let deed = Deed::ALL.into_iter().find(|deed| deed.name() == name);
            let deed = deed.ok_or_else(|| self.wrong(&name, not_known(&name, &Deed::ALL.map(Deed::name))))?;
            let command = words_of(command).ok_or_else(|| {
                self.wrong(&name, format!("{name}: a program and its arguments, such as [\"cat\", \"-n\"]"))
            })?;
            hooks.insert(deed, command);
        }
        Ok(())
    }

    fn lay_keys(
        self,
        own: &mut BTreeMap<String, Vec<String>>,
        given: BTreeMap<String, OneOrMore>,
    ) -> Result<(), SettingsError> {
        for (name, keys) in given {
            let keys = match keys {
                OneOrMore::One(key) => vec![key],
                OneOrMore::More(keys) => keys,
            };
            if command::find(&name).is_none() {
                let names: Vec<&str> = command::all().map(|command| command.name).collect();
                return Err(self.wrong(&name, not_known(&name, &names)));
            }
            if let Some(error) = keys.iter().find_map(|key| parse_keys(key).err()) {
                return Err(self.wrong(&name, error.to_string()));
            }
            own.insert(name, keys);
        }
        Ok(())
    }
}

/// A program and its arguments, given one by one or as a line; an empty list takes a hook of another layer off.
fn words_of(command: OneOrMore) -> Option<Vec<String>> {
    match command {
        OneOrMore::More(words) => Some(words),
        OneOrMore::One(line) => split_words(&line),
    }
}

/// A line as a shell would split it.
fn split_words(line: &str) -> Option<Vec<String>> {
    shell_words::split(line).ok().filter(|words| !words.is_empty())
}

/// The order that is written so, or what is wrong with it and the nearest right name.
fn parse_order(written: &str) -> Result<Order, String> {
    Order::parse(written).map_err(|slip| {
        let names = Sort::ALL.map(Sort::name);
        if names.contains(&slip.as_str()) || slip == AS_PRINTED {
            return format!("“{slip}” decides nothing where it stands in “{written}”");
        }
        not_known(&slip, &[[AS_PRINTED].as_slice(), &names].concat())
    })
}

fn not_known(given: &str, names: &[&str]) -> String {
    match nearest(given, names.iter().copied()) {
        Some(name) => format!("“{given}” is not known; did you mean “{name}”?"),
        None => format!("“{given}” is not known; one of: {}", names.join(", ")),
    }
}

/// Adds the nearest right key to the message about an unknown one.
fn with_nearest(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default();
    let slip =
        first.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')).map(|(slip, _)| slip);
    slip.map_or_else(|| first.to_owned(), |slip| not_known(slip, &KEYS))
}

fn line_of_byte(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|b| *b == b'\n').count()
}

fn line_of_key(text: &str, key: &str) -> usize {
    let is_key = |line: &str| line.trim_start().trim_start_matches('"').starts_with(key);
    text.lines().position(is_key).map_or(1, |index| index + 1)
}
