//! Which keys do what: the built-in keys of the command list with the reader's own over them.
//!
//! A context asks its own keys first and then those of the context around it. Keys may come in rows (`yc`);
//! while a row is open, what may follow is known.

use std::collections::BTreeMap;

use super::command::{self, Command, Context};
use super::key::{Chord, parse_keys};

/// Keys of every context.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Debug, Clone)]
struct Binding {
    context: Context,
    keys: Vec<Chord>,
    command: &'static Command,
}

/// What a row of keys means.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// This command.
    Command(&'static Command),
    /// The beginning of longer rows.
    Begins,
    /// Nothing.
    Nothing,
}

impl Keymap {
    /// The built-in keys, with these in place of the built-in ones of their commands.
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> Self {
        let mut bindings = Vec::new();
        for command in command::all() {
            let rows: Vec<&str> = match own.get(command.name) {
                Some(keys) => keys.iter().map(String::as_str).collect(),
                None => command.keys.split(' ').filter(|keys| !keys.is_empty()).collect(),
            };
            let rows = rows.into_iter().filter_map(|keys| parse_keys(keys).ok());
            bindings.extend(rows.map(|keys| Binding { context: command.context, keys, command }));
        }
        Self { bindings }
    }

    /// What the keys pressed so far mean in a context.
    pub fn meaning(&self, context: Context, pressed: &[Chord]) -> Meaning {
        for context in context.outwards() {
            let here = || self.bindings.iter().filter(|binding| binding.context == context);
            if let Some(binding) = here().find(|binding| binding.keys == pressed) {
                return Meaning::Command(binding.command);
            }
            if here().any(|binding| binding.keys.starts_with(pressed)) {
                return Meaning::Begins;
            }
        }
        Meaning::Nothing
    }

    /// What may follow the keys pressed so far.
    pub fn continuations(&self, context: Context, pressed: &[Chord]) -> Vec<(Chord, &'static Command)> {
        let contexts: Vec<Context> = context.outwards().collect();
        let fits = |binding: &&Binding| {
            contexts.contains(&binding.context)
                && binding.keys.starts_with(pressed)
                && binding.keys.len() > pressed.len()
        };
        let bindings = self.bindings.iter().filter(fits);
        bindings.filter_map(|binding| Some((*binding.keys.get(pressed.len())?, binding.command))).collect()
    }

    /// The keys of a command, as text that [`parse_keys`] reads.
    pub fn keys_of(&self, name: &str) -> Vec<String> {
        let bindings = self.bindings.iter().filter(|binding| binding.command.name == name);
        bindings.map(|binding| super::key::print_keys(&binding.keys)).collect()
    }

    /// The first keys of a command as a reader sees them in hints.
    pub fn label_of(&self, name: &str) -> Option<String> {
        let binding = self.bindings.iter().find(|binding| binding.command.name == name)?;
        Some(binding.keys.iter().map(|chord| chord.label()).collect())
    }

    /// All keys of a command as a reader sees them, in their order.
    pub fn labels_of(&self, name: &str) -> Vec<String> {
        let bindings = self.bindings.iter().filter(|binding| binding.command.name == name);
        bindings.map(|binding| binding.keys.iter().map(|chord| chord.label()).collect()).collect()
    }

    /// Rows of keys that mean two things in one context, or that hide a longer row: the commands' names.
    pub fn conflicts(&self) -> Vec<(String, &'static str, &'static str)> {
        let mut conflicts = Vec::new();
        for (index, first) in self.bindings.iter().enumerate() {
            for second in self.bindings.iter().skip(index + 1) {
                let one_hides = first.keys.starts_with(&second.keys) || second.keys.starts_with(&first.keys);
                if first.context == second.context && one_hides {
                    let keys = super::key::print_keys(&first.keys);
                    conflicts.push((keys, first.command.name, second.command.name));
                }
            }
        }
        conflicts
    }
}
