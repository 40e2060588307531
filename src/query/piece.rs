//! Where a word stands in a text: in one piece, the better the nearer to the beginning of something, or scattered.

use std::ops::Range;

use super::rank::Stand;

/// Where a word stands in a text in one piece: the best such place.
pub(super) fn find_piece(text: &[u16], word: &[u16]) -> Option<(usize, Stand)> {
    let (first, rest) = word.split_first()?;
    let last = text.len().checked_sub(word.len())?;
    let mut found = None;
    let mut from = 0;
    while let Some(offset) = text.get(from..=last).and_then(|left| left.iter().position(|unit| unit == first))
    {
        let at = from + offset;
        from = at + 1;
        if text.get(from..at + word.len()) != Some(rest) {
            continue;
        }
        match stand_at(text, at..at + word.len()) {
            Stand::Inside => found = found.or(Some((at, Stand::Inside))),
            better => return Some((at, better)),
        }
    }
    found
}

/// How many characters of the text it takes until all of the word's have come in this order; `None` if they do not.
pub(super) fn scattered_span(text: &[u16], word: &[u16]) -> Option<usize> {
    if word.len() < 2 {
        return None;
    }
    let mut first = None;
    let mut next = 0;
    for wanted in word {
        let at = next + text.get(next..)?.iter().position(|unit| unit == wanted)?;
        first = first.or(Some(at));
        next = at + 1;
    }
    Some(next - first?)
}

/// How a piece of a text stands in it.
pub(super) fn stand_at(text: &[u16], piece: Range<usize>) -> Stand {
    if piece.start == 0 {
        return if piece.end == text.len() { Stand::Whole } else { Stand::Prefix };
    }
    let kind = |at: usize| text.get(at).map(|unit| kind_of(*unit));
    if kind(piece.start - 1) == kind(piece.start) { Stand::Inside } else { Stand::WordStart }
}

/// What a character is as far as the beginnings of words go: mark, Latin letter, digit, or Chinese character.
fn kind_of(unit: u16) -> u8 {
    match unit {
        // Nearly all characters of a newspaper, told without asking the tables of Unicode.
        0x4E00..=0x9FFF => 3,
        0x30..=0x39 => 1,
        _ => match char::from_u32(u32::from(unit)) {
            Some(c) if !c.is_alphanumeric() => 0,
            Some(c) if c < '\u{2E80}' => 2,
            _ => 3,
        },
    }
}
