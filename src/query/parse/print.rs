//! A query → the line that asks the same: `parse(print(query))` is the query again.

use std::fmt;

use super::tokens::{ends_word, is_dash};
use super::{Ask, Name, Node, NumberRange, Query, Scope, Term};
use crate::query::PlaceSense;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.write(f, false)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, false)
    }
}

impl Node {
    /// Whether what is written of it begins with a minus sign: something that is left out, or a word like `--`.
    fn begins_with_dash(&self) -> bool {
        match self {
            Self::Not(_) => true,
            Self::Term(Term { ask: Ask::Word(word), .. }) => word.starts_with(is_dash),
            Self::Term(_) | Self::All(_) | Self::Any(_) => false,
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, inside: bool) -> fmt::Result {
        match self {
            Self::Term(term) => fmt::Display::fmt(&term.ask, f),
            // Two marks in a row would be a word.
            Self::Not(node) if node.begins_with_dash() => write!(f, "-({node})"),
            Self::Not(node) => {
                f.write_str("-")?;
                node.write(f, true)
            }
            Self::All(nodes) => write_nodes(f, nodes, " ", inside),
            Self::Any(nodes) => write_nodes(f, nodes, " OR ", inside),
        }
    }
}

fn write_nodes(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str, bracketed: bool) -> fmt::Result {
    if bracketed {
        f.write_str("(")?;
    }
    for (number, node) in nodes.iter().enumerate() {
        if number > 0 {
            f.write_str(between)?;
        }
        node.write(f, true)?;
    }
    if bracketed {
        f.write_str(")")?;
    }
    Ok(())
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Exact(text) => write!(f, "\"{text}\""),
            Self::Text(text) => write_text(f, "text", text),
            Self::Expression(Scope::Listed, expression) => write!(f, "/{expression}/"),
            Self::Expression(Scope::Title, expression) => write!(f, "title:/{expression}/"),
            Self::Expression(Scope::Text, expression) => write!(f, "text:/{expression}/"),
            Self::Title(name) => write_name(f, "title", name),
            Self::Province { name, sense: PlaceSense::About, .. } => write_name(f, "province", name),
            Self::Province { name, sense: PlaceSense::Mentioned, .. } => write_name(f, "mentions", name),
            Self::Place(name) => write_name(f, "place", name),
            Self::Section(name) => write_name(f, "section", name),
            Self::Author(name) => write_name(f, "author", name),
            Self::Paper(name) => write_name(f, "paper", name),
            Self::Page(range) => write_range(f, "page", *range, 1),
            Self::Date(from, to) if from == to => write!(f, "date:{from}"),
            Self::Date(from, to) => write!(f, "date:{from}..{to}"),
            Self::After(when) => write!(f, "after:{when}"),
            Self::Before(when) => write!(f, "before:{when}"),
            Self::Newer(age) => write!(f, "newer:{age}"),
            Self::Is(state) => write!(f, "is:{}", state.name(crate::model::Language::English)),
            Self::Tag(tag) => write_text(f, "tag", tag),
            Self::Length(range) => write_range(f, "length", *range, 1),
            Self::Seam(range) => write_range(f, "seam", *range, 100),
        }
    }
}

fn write_text(f: &mut fmt::Formatter<'_>, key: &str, text: &str) -> fmt::Result {
    if text.chars().any(ends_word) { write!(f, "{key}:\"{text}\"") } else { write!(f, "{key}:{text}") }
}

fn write_name(f: &mut fmt::Formatter<'_>, key: &str, name: &Name) -> fmt::Result {
    if name.exact { write!(f, "{key}:\"{}\"", name.text) } else { write!(f, "{key}:{}", name.text) }
}

fn write_range(f: &mut fmt::Formatter<'_>, key: &str, range: NumberRange, scale: u32) -> fmt::Result {
    let number = |number: u32| {
        if scale == 1 { number.to_string() } else { format!("{}.{:02}", number / scale, number % scale) }
    };
    match (range.least, range.most) {
        (Some(least), Some(most)) if least == most => write!(f, "{key}:{}", number(least)),
        (Some(least), Some(most)) => write!(f, "{key}:{}..{}", number(least), number(most)),
        // More than the whole: `seam:>1` is a range, though an empty one, and `seam:>=1.01` would be no number.
        (Some(least), None) if scale > 1 && least > scale => write!(f, "{key}:>{}", number(scale)),
        (Some(least), None) => write!(f, "{key}:>={}", number(least)),
        (None, Some(most)) => write!(f, "{key}:<={}", number(most)),
        (None, None) => write!(f, "{key}:>=0"),
    }
}
