//! What a typed line asks for, given what is open: a number chooses, a word or its keys is a command, and where words
//! are asked for the line is these words.

use crate::app::command::{self, Command, Context};
use crate::app::event::Event;
use crate::app::key::{Chord, Code, parse_keys};
use crate::app::keymap::Meaning;
use crate::app::overlay::{Layer, Picker, Subject};
use crate::app::state::State;
use crate::app::update::context_of;

/// What a line asks for.
pub(super) enum Meant {
    /// The program does this, as if these keys were pressed.
    Events(Vec<Event>),
    /// An article is to be told, also if it was told before.
    Article(Vec<Event>),
    /// The list goes on.
    More,
    /// All commands.
    Commands,
    /// Nothing that is known.
    Unknown,
}

/// Understands a line.
pub(super) fn of(state: &State, line: &str) -> Meant {
    if let Some(meant) = in_layer(state, line) {
        return meant;
    }
    match &state.layer {
        Layer::None => in_panes(state, line),
        Layer::Picker(picker) => in_picker(picker, line),
        layer if layer.field().is_some() => Meant::Events(words_for_field(line)),
        _ if line.is_empty() => Meant::Events(vec![key(Code::Esc)]),
        _ => Meant::Unknown,
    }
}

/// What lies over the panes has commands of its own. Where words are asked for, a command is told from them by angle
/// brackets: `<tab>`, `<map-sense>`.
fn in_layer(state: &State, line: &str) -> Option<Meant> {
    if matches!(state.layer, Layer::None) {
        return None;
    }
    let between = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let takes_words = state.layer.field().is_some();
    if line == "?" && !takes_words {
        return Some(Meant::Commands);
    }
    let name = if takes_words { between? } else { line };
    let context = context_of(state);
    let is_own = |command: &Command| context.outwards().any(|own| own == command.context);
    if let Some(command) = command::find(name).filter(|command| is_own(command)) {
        return Some(Meant::Events(vec![Event::Command(command)]));
    }
    let chords = parse_keys(line).ok().filter(|chords| !chords.is_empty())?;
    let is_known = |chord: &Chord| matches!(state.keymap.meaning(context, &[*chord]), Meaning::Command(_));
    chords.iter().all(is_known).then(|| Meant::Events(chords.into_iter().map(Event::Key).collect()))
}

fn in_panes(state: &State, line: &str) -> Meant {
    if line.is_empty() {
        return Meant::More;
    }
    if let Ok(number) = line.parse::<usize>() {
        return open_article(state, number);
    }
    if line == "?" || line == "help" {
        return Meant::Commands;
    }
    // `/河南` is the filter and its words in one line, `|wc` the command that the article goes to.
    for start in ['/', '|', 'f'] {
        let rest = line.strip_prefix(start).filter(|rest| !rest.trim().is_empty());
        if let Some(words) = rest.filter(|rest| start != 'f' || rest.starts_with(' ')) {
            let mut events = vec![Event::Key(Chord::char(start))];
            events.extend(words_for_field(words.trim()));
            return Meant::Events(events);
        }
    }
    by_name(line).or_else(|| by_keys(state, line)).map_or(Meant::Unknown, Meant::Events)
}

/// The article with this number in the list, counted from 1.
fn open_article(state: &State, number: usize) -> Meant {
    if !(1..=state.found.ranked.len()).contains(&number) {
        return Meant::Unknown;
    }
    let mut events = vec![Event::Choose(number - 1)];
    events.extend(run("open"));
    Meant::Article(events)
}

fn by_name(line: &str) -> Option<Vec<Event>> {
    // `:q` is as good as `q`, and so is all that vi calls a command.
    let word = line.strip_prefix(':').unwrap_or(line);
    let of_vi =
        |word: &str| command::all().find(|command| command.vi.contains(&word) && line.starts_with(':'));
    of_vi(word)
        .or_else(|| command::find(word))
        .filter(|command| command.context.is_open_to_palette())
        .map(|command| run(command.name))
}

fn by_keys(state: &State, line: &str) -> Option<Vec<Event>> {
    let chords = parse_keys(line).ok()?;
    let Meaning::Command(command) = state.keymap.meaning(Context::Main, &chords) else { return None };
    Some(run(command.name))
}

fn run(name: &str) -> Vec<Event> {
    let found: Option<&'static Command> = command::find(name);
    found.map(Event::Command).into_iter().collect()
}

/// Numbers tick or choose; other words narrow the choice; nothing gives up.
fn in_picker(picker: &Picker, line: &str) -> Meant {
    if line.is_empty() {
        return Meant::Events(vec![key(Code::Esc)]);
    }
    let numbers: Option<Vec<usize>> = line
        .split([' ', ',', '，', '、'])
        .filter(|word| !word.is_empty())
        .map(|word| word.parse::<usize>().ok().filter(|number| (1..=picker.shown.len()).contains(number)))
        .collect();
    match numbers.as_deref() {
        Some([number]) => Meant::Events(vec![Event::Choose(number - 1), key(Code::Enter)]),
        Some(several) if picker.subject.is_plural() => {
            // An order begins anew: its first choice is that of no order.
            let anew: &[usize] = if picker.subject == Subject::Orders { &[1] } else { &[] };
            let several = anew.iter().chain(several);
            let ticks = several.flat_map(|number| [Event::Choose(number - 1), key(Code::Tab)]);
            Meant::Events(ticks.chain([key(Code::Enter)]).collect())
        }
        _ if line.chars().all(|c| c.is_ascii_digit()) => Meant::Unknown,
        _ => Meant::Events(vec![Event::Key(Chord::control('u')), Event::Paste(line.to_owned())]),
    }
}

/// The line takes the place of what stands in the field; an empty one gives up.
fn words_for_field(line: &str) -> Vec<Event> {
    if line.is_empty() {
        return vec![key(Code::Esc)];
    }
    vec![Event::Key(Chord::control('u')), Event::Paste(line.to_owned()), key(Code::Enter)]
}

fn key(code: Code) -> Event {
    Event::Key(Chord::plain(code))
}
