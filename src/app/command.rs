//! The list of everything a reader can ask for, one row each: name, place, keys, sentence, function.
//!
//! Help, palette, hints, `kanbao keys`, docs/KEYS.md and the settings file all come from these rows. A new
//! command is one row here and its function in `command/<topic>.rs`.

mod choosing;
mod composing;
mod filtering;
mod glance;
mod going;
mod lensing;
mod looking;
mod mending;
mod noting;
mod overview;
mod program;
mod prompting;
mod speaking;
mod taking;
mod ticking;
mod timeline;

use super::effect::Effect;
use super::state::State;
use crate::model::Language;

pub(crate) use filtering::{
    apply_typed_filter, recount_views, refresh, take_chip_off, take_sidebar_row, typed_chips, wrong_terms,
};
pub(crate) use glance::{dive, step_on_glance};
pub(crate) use going::open;
pub(crate) use lensing::{apply as apply_lens, lens_words};
pub(crate) use looking::give_width;
pub(crate) use overview::{choose_on_map, follow_map_field, look_closer_on_map, step_on_map, tick_on_map};
pub(crate) use program::apply_theme;
pub(crate) use prompting::{accept_picker, cancel, follow_field, press_field, toggle_picker};
pub(crate) use speaking::step_sentence;
pub(crate) use taking::note_opened;
pub(crate) use timeline::{choose_on_timeline, step_on_timeline};

/// Something a reader can ask for.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name in the settings file and the palette.
    pub name: &'static str,
    /// Where its keys mean it.
    pub context: Context,
    /// What help lists it under.
    pub topic: Topic,
    /// The built-in keys, separated by blanks; a row of keys is written without blanks.
    pub keys: &'static str,
    /// What it does, in Chinese.
    pub chinese: &'static str,
    /// What it does, in English.
    pub english: &'static str,
    /// One or two words for the row of hints, in Chinese and English.
    pub hint: (&'static str, &'static str),
    /// What hands that know vi type for it behind `:`.
    pub vi: &'static [&'static str],
    /// Does it.
    pub run: fn(&mut State) -> Vec<Effect>,
}

/// Rows of the list that share the place where their keys mean them and the heading in help.
#[derive(Debug, Clone, Copy)]
struct Rows {
    context: Context,
    topic: Topic,
}

impl Rows {
    const fn new(context: Context, topic: Topic) -> Self {
        Self { context, topic }
    }

    /// One of them.
    const fn row(
        self,
        name: &'static str,
        keys: &'static str,
        chinese: &'static str,
        english: &'static str,
        hint: (&'static str, &'static str),
        run: fn(&mut State) -> Vec<Effect>,
    ) -> Command {
        let Self { context, topic } = self;
        Command { name, context, topic, keys, chinese, english, hint, vi: &[], run }
    }
}

impl Command {
    /// The same, also known by these words of vi.
    const fn known_in_vi_as(self, vi: &'static [&'static str]) -> Self {
        Self { vi, ..self }
    }
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// Where keys mean something. An inner context falls through to the one around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Anywhere.
    Everywhere,
    /// The panes, with nothing over them.
    Main,
    /// A layer with a text field: its keys type nothing.
    Prompt,
    /// The province map.
    Map,
    /// A page or a day at a glance.
    Glance,
    /// The course of time.
    Timeline,
    /// The pinyin of a sentence.
    Spoken,
}

/// What help lists a command under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Moving about.
    Going,
    /// Seeing many articles at once: the map, the page, the course of time.
    Overview,
    /// Choosing articles.
    Filtering,
    /// Looking at an article and its source.
    Looking,
    /// How the text is set.
    Composing,
    /// Marking and taking along.
    Taking,
    /// Putting right what the loader joined wrongly.
    Mending,
    /// In fields and lists.
    Prompting,
    /// The program itself.
    Program,
}

impl Context {
    /// This context and those around it.
    pub fn outwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |context| match context {
            Self::Everywhere => None,
            Self::Main | Self::Prompt => Some(Self::Everywhere),
            Self::Map | Self::Glance | Self::Timeline | Self::Spoken => Some(Self::Prompt),
        })
    }

    /// Whether the palette offers the commands of this context.
    pub fn is_open_to_palette(self) -> bool {
        matches!(self, Self::Everywhere | Self::Main)
    }

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Everywhere => language.pick("任何时候", "anywhere"),
            Self::Main => language.pick("版面", "panes"),
            Self::Prompt => language.pick("输入与选择", "fields and lists"),
            Self::Map => language.pick("省份地图", "province map"),
            Self::Glance => language.pick("一览", "glance"),
            Self::Timeline => language.pick("时间线", "timeline"),
            Self::Spoken => language.pick("拼音", "pinyin"),
        }
    }
}

impl Topic {
    /// All topics in the order of help.
    pub const ALL: [Self; 9] = [
        Self::Going,
        Self::Overview,
        Self::Filtering,
        Self::Looking,
        Self::Composing,
        Self::Taking,
        Self::Mending,
        Self::Prompting,
        Self::Program,
    ];

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Going => language.pick("移动", "Moving about"),
            Self::Overview => language.pick("总览", "Overviews"),
            Self::Filtering => language.pick("选稿", "Choosing articles"),
            Self::Looking => language.pick("看稿", "Reading"),
            Self::Composing => language.pick("排版", "How the text is set"),
            Self::Taking => language.pick("记与取", "Marking and taking along"),
            Self::Mending => language.pick("更正拼接", "Mending joins"),
            Self::Prompting => language.pick("输入与选择时", "In fields and lists"),
            Self::Program => language.pick("程序", "The program"),
        }
    }
}

impl Command {
    /// What it does.
    pub fn sentence(&self, language: Language) -> &'static str {
        language.pick(self.chinese, self.english)
    }

    /// One or two words for the row of hints.
    pub fn short(&self, language: Language) -> &'static str {
        language.pick(self.hint.0, self.hint.1)
    }
}

/// Every command, in the order of help.
pub fn all() -> impl Iterator<Item = &'static Command> + Clone {
    let tables = [
        going::COMMANDS,
        overview::COMMANDS,
        glance::COMMANDS,
        timeline::COMMANDS,
        filtering::COMMANDS,
        ticking::COMMANDS,
        looking::COMMANDS,
        lensing::COMMANDS,
        speaking::COMMANDS,
        composing::COMMANDS,
        taking::COMMANDS,
        noting::COMMANDS,
        mending::COMMANDS,
        prompting::COMMANDS,
        program::COMMANDS,
        choosing::COMMANDS,
    ];
    tables.into_iter().flatten()
}

/// The command with this name.
pub fn find(name: &str) -> Option<&'static Command> {
    all().find(|command| command.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::app::keymap::Keymap;

    #[test]
    fn names_are_unique_and_each_command_says_what_it_does_in_both_languages() {
        let mut names = BTreeSet::new();
        for command in all() {
            assert!(names.insert(command.name), "{} twice", command.name);
            assert!(!command.chinese.is_ascii(), "{}", command.name);
            assert!(command.english.is_ascii() && command.english.len() > 3, "{}", command.name);
            assert!(!command.hint.0.is_empty() && !command.hint.1.is_empty(), "{}", command.name);
        }
    }

    #[test]
    fn no_keys_mean_two_things_in_one_context() {
        assert_eq!(Keymap::new(&std::collections::BTreeMap::new()).conflicts(), []);
    }

    #[test]
    fn every_key_can_be_read() {
        for command in all() {
            for keys in command.keys.split(' ').filter(|keys| !keys.is_empty()) {
                assert!(crate::app::key::parse_keys(keys).is_ok(), "{}: {keys}", command.name);
            }
        }
    }

    #[test]
    fn the_keys_that_the_manual_promises_are_there() {
        let map = Keymap::new(&std::collections::BTreeMap::new());
        for (keys, name) in [
            ("j", "down"),
            ("<down>", "down"),
            ("k", "up"),
            ("<up>", "up"),
            ("<enter>", "open"),
            ("l", "open"),
            ("<right>", "open"),
            ("h", "back"),
            ("<left>", "back"),
            ("<esc>", "back"),
            ("<tab>", "next-pane"),
            ("<space>", "page-down"),
            ("<pgdn>", "page-down"),
            ("b", "page-up"),
            ("<pgup>", "page-up"),
            ("g", "top"),
            ("G", "bottom"),
            ("]", "next-article"),
            ("[", "previous-article"),
            ("}", "next-subhead"),
            ("{", "previous-subhead"),
            ("/", "filter"),
            ("p", "provinces"),
            ("s", "sections"),
            ("c", "clear"),
            ("f", "find"),
            ("n", "next-hit"),
            ("N", "previous-hit"),
            ("x", "seams"),
            ("o", "raw"),
            ("?", "help"),
            (":", "palette"),
            ("q", "quit"),
        ] {
            assert!(map.keys_of(name).iter().any(|own| own == keys), "{keys} → {name}");
        }
    }
}
