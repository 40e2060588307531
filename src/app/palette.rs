//! The command palette: which commands stand first before anything is typed, and which words mean exactly one.

use std::collections::BTreeMap;

use super::areas::Pane;
use super::command::{self, Command, Topic};
use super::overlay::{Choice, Item, Picker, Subject};
use super::state::State;

/// So many of those given last stand first.
const RECENT: usize = 5;

/// Given from the palette these say nothing of what will be wanted next.
const NEVER_RECENT: [&str; 4] = ["palette", "quit", "leave", "suspend"];

/// Every command that can be given now: those given last, then those for the pane where the reader is.
pub(super) fn picker(state: &State) -> Picker {
    let mut commands: Vec<&'static Command> =
        command::all().filter(|command| command.context.is_open_to_palette()).collect();
    let topics = topics(state.focus);
    commands.sort_by_key(|command| {
        let recent = state.given.iter().position(|given| given == command);
        (recent.unwrap_or(RECENT), topics.iter().position(|topic| *topic == command.topic))
    });
    let items = commands.iter().map(|command| Item {
        choice: Choice::Command(command),
        label: command.sentence(state.language()).to_owned(),
        aside: state.keymap.label_of(command.name).unwrap_or_default(),
        count: None,
    });
    Picker { exact: exact(state, &commands), ..Picker::new(Subject::Commands, items.collect()) }
}

/// Topics in the order in which they are wanted in a pane. Who opens the palette does not want to move by a row.
fn topics(focus: Pane) -> [Topic; 9] {
    use Topic::{Composing, Filtering, Going, Looking, Mending, Overview, Program, Prompting, Taking};
    match focus {
        Pane::Reader | Pane::Raw => {
            [Looking, Taking, Mending, Composing, Overview, Filtering, Program, Going, Prompting]
        }
        Pane::List | Pane::Sidebar => {
            [Filtering, Overview, Taking, Program, Looking, Mending, Composing, Going, Prompting]
        }
    }
}

/// Words of vi and keys, each with the commands that it means. What vi says comes first: `:x` leaves, though `x` is also
/// a key.
fn exact(state: &State, commands: &[&'static Command]) -> BTreeMap<String, Vec<usize>> {
    let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let keys = |command: &Command| {
        let (written, shown) = (state.keymap.keys_of(command.name), state.keymap.labels_of(command.name));
        written.into_iter().chain(shown)
    };
    for (index, command) in commands.iter().enumerate() {
        for word in command.vi {
            exact.entry((*word).to_owned()).or_default().push(index);
        }
    }
    for (index, command) in commands.iter().enumerate() {
        for word in keys(command) {
            let meant = exact.entry(word).or_default();
            if !meant.contains(&index) {
                meant.push(index);
            }
        }
    }
    exact
}

impl State {
    /// Remembers a command that was given from the palette.
    pub(crate) fn remember_given(&mut self, command: &'static Command) {
        if NEVER_RECENT.contains(&command.name) {
            return;
        }
        self.given.retain(|given| *given != command);
        self.given.insert(0, command);
        self.given.truncate(RECENT);
    }
}
