//! Text of the program's own (list rows, labels, bars) made to fit a number of columns.
//!
//! Articles are not set here: that is [`crate::typeset`]'s work. Nothing is ever cut inside a visible character.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::columns::Measure;
use crate::text::signs::Sign;

/// The longest beginning of a text that takes at most `columns`, with the columns that it takes.
pub fn prefix(text: &str, columns: usize, measure: Measure) -> (&str, usize) {
    let mut taken = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        let width = measure.cluster(cluster);
        if taken + width > columns {
            return (text.get(..start).unwrap_or_default(), taken);
        }
        taken += width;
    }
    (text, taken)
}

/// Where a text must be cut so that it and an ellipsis fit; `None` if it fits whole.
pub fn cut_at(text: &str, columns: usize, measure: Measure) -> Option<usize> {
    // Most text is short; a byte takes at most one column, so that this spares the measuring.
    if text.len() <= columns && measure == Measure::default() || measure.text(text) <= columns {
        return None;
    }
    let room = columns.saturating_sub(measure.text(measure.sign(Sign::Ellipsis)));
    Some(prefix(text, room, measure).0.len())
}

/// The text, cut with an ellipsis where it is too long.
pub fn cut(text: &str, columns: usize, measure: Measure) -> String {
    match cut_at(text, columns, measure) {
        None => text.to_owned(),
        Some(_) if columns < measure.text(measure.sign(Sign::Ellipsis)) => String::new(),
        Some(end) => text.get(..end).unwrap_or_default().to_owned() + measure.sign(Sign::Ellipsis),
    }
}

/// The text, cut in the middle where it is too long: of a file's name beginning and end tell most.
pub fn cut_middle(text: &str, columns: usize, measure: Measure) -> String {
    let sign = measure.sign(Sign::Ellipsis);
    let room = columns.saturating_sub(measure.text(sign));
    if measure.text(text) <= columns {
        return text.to_owned();
    }
    let (head, taken) = prefix(text, room - room / 3, measure);
    let mut tail = "";
    for (at, _) in text.grapheme_indices(true).rev() {
        let rest = text.get(at..).unwrap_or_default();
        if measure.text(rest) > room - taken {
            break;
        }
        tail = rest;
    }
    if room == 0 { String::new() } else { format!("{head}{sign}{tail}") }
}

/// The byte ranges of the rows that show a whole text. No row begins with a closing mark where the character
/// before it can come down with it.
pub fn wrap(text: &str, columns: usize, measure: Measure) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let (row, _) = prefix(rest, columns, measure);
        let mut length = row.len();
        if length == 0 {
            // A single character wider than the row stands alone rather than nowhere.
            length = rest.graphemes(true).next().map_or(rest.len(), str::len);
        } else if length < rest.len() {
            length = better_break(rest, length);
        }
        rows.push(start..start + length);
        start += length;
    }
    rows
}

/// Moves a break back, by at most three characters, before what should stay with the next row.
fn better_break(text: &str, length: usize) -> usize {
    let (row, next) = text.split_at(length);
    let begins_badly = |text: &str| text.starts_with(closes);
    let parts_word = |row: &str, next: &str| {
        row.ends_with(|c: char| c.is_ascii_alphanumeric())
            && next.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let ends_badly = |row: &str| row.ends_with(opens);
    if !begins_badly(next) && !ends_badly(row) && !parts_word(row, next) {
        return length;
    }
    let candidates =
        row.grapheme_indices(true).rev().take(12).map(|(start, _)| start).filter(|start| *start > 0);
    for start in candidates {
        let (row, next) = text.split_at(start);
        if !begins_badly(next) && !ends_badly(row) && !parts_word(row, next) {
            return start;
        }
    }
    length
}

fn closes(c: char) -> bool {
    "，。、；：？！）》」』】〉〕”’…—·,.;:?!)]}%".contains(c)
}

fn opens(c: char) -> bool {
    "（《「『【〈〔“‘([{".contains(c)
}

/// The columns that blanks must fill so that a text ends at `columns`.
pub fn padding(text: &str, columns: usize, measure: Measure) -> usize {
    columns.saturating_sub(measure.text(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_characters() {
        for (text, columns, expected) in [
            ("河南漯河", 8, "河南漯河"),
            ("河南漯河", 7, "河南漯…"),
            ("河南漯河", 6, "河南…"),
            ("河南漯河", 1, "…"),
            ("河南漯河", 0, ""),
            ("abc", 2, "a…"),
        ] {
            assert_eq!(cut(text, columns, Measure::default()), expected);
        }
    }

    #[test]
    fn rows_give_the_text_back_and_keep_marks_with_their_words() {
        let text = "看，“云上”的账本（上）：一笔一笔，都有来处ABC123";
        for columns in 2..30 {
            let rows = wrap(text, columns, Measure::default());
            let whole: String = rows.iter().map(|row| &text[row.clone()]).collect();
            assert_eq!(whole, text);
            assert!(rows.iter().all(|row| Measure::default().text(&text[row.clone()]) <= columns.max(2)));
        }
        let rows = wrap("一二三，四", 6, Measure::default());
        assert_eq!(rows, [0..6, 6..15]);
    }
}
