//! Changes to the typed line itself: a chip taken off it, its words turned from titles to text and back.

use std::ops::Range;

use super::{Ask, parse};
use crate::model::Language;
use crate::query::keys::Key;
use crate::text::fold::fold_char;

/// The typed text without the bytes of one chip (see [`super::Query::chips`]), its minus sign and brackets with it.
pub fn without(typed: &str, span: &Range<usize>) -> String {
    let before = typed.get(..span.start).unwrap_or_default();
    let after = typed.get(span.end..).unwrap_or_default();
    let before = before.trim_end_matches(|c: char| matches!(fold_char(c), '-' | '('));
    let opened = typed.get(before.len()..span.start).unwrap_or_default();
    let mut after = after;
    for _ in opened.chars().filter(|c| fold_char(*c) == '(') {
        after = after.trim_start().strip_prefix([')', '）']).unwrap_or(after);
    }
    match (before.trim(), after.trim()) {
        ("", rest) | (rest, "") => rest.to_owned(),
        (before, after) => format!("{before} {after}"),
    }
}

/// The same line with its bare words looked for in the text of the stories, or where they are that already, in titles
/// again. `None` where there are no words.
pub fn turn_words(typed: &str, language: Language) -> Option<String> {
    let query = parse(typed);
    let mut terms = Vec::new();
    query.root.collect_terms(&mut terms);
    let words = terms.iter().filter_map(|term| match &term.ask {
        Ask::Word(word) => Some((term.span.clone(), format!("{}:{word}", Key::Text.name(language)))),
        _ => None,
    });
    let texts = terms.iter().filter_map(|term| match &term.ask {
        Ask::Text(text) if !text.contains(char::is_whitespace) => Some((term.span.clone(), text.clone())),
        _ => None,
    });
    let words: Vec<(Range<usize>, String)> = words.collect();
    let turned = if words.is_empty() { texts.collect() } else { words };
    let mut line = typed.to_owned();
    for (span, with) in turned.iter().rev() {
        line.replace_range(span.clone(), with);
    }
    (!turned.is_empty()).then_some(line)
}

/// Whether the line has bare words, which are looked for in what a list shows.
pub fn has_words(typed: &str) -> bool {
    parse(typed).wanted().iter().any(|ask| matches!(ask, Ask::Word(_)))
}
