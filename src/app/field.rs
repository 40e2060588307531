//! A line that is being typed: text and the place of the cursor. Edits whole visible characters.

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Chord, Code};

/// A text field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// A byte offset into the text, always between two visible characters.
    cursor: usize,
}

/// What a key did to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text changed.
    Changed,
    /// Only the cursor moved, or nothing happened though the key is the field's.
    Kept,
    /// The key is not the field's business.
    Foreign,
}

impl Field {
    /// A field with this text and the cursor at its end.
    pub fn with_text(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    /// What stands in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text before and after the cursor.
    pub fn split(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// The byte at which the cursor stands.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts text in the place of some bytes; the cursor goes behind it.
    pub fn replace(&mut self, bytes: std::ops::Range<usize>, text: &str) {
        if self.text.get(bytes.clone()).is_some() {
            self.cursor = bytes.start + text.len();
            self.text.replace_range(bytes, text);
        }
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }

    /// Puts text in at the cursor. Line ends become blanks; other control characters are dropped.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .chars()
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Does what the key means in a text field.
    pub fn press(&mut self, chord: Chord) -> Edit {
        if let Some(character) = chord.typed() {
            self.insert(character.encode_utf8(&mut [0; 4]));
            return Edit::Changed;
        }
        let control = chord.control;
        match chord.code {
            Code::Backspace if chord.alt || control => self.delete_to(Self::word_start),
            Code::Char('w') if control => self.delete_to(Self::word_start),
            Code::Backspace => self.delete_to(Self::before),
            Code::Char('h') if control => self.delete_to(Self::before),
            Code::Char('u') if control => self.delete_to(|_| 0),
            Code::Delete => self.delete_to(Self::after),
            Code::Char('d') if control => self.delete_to(Self::after),
            Code::Char('k') if control => self.delete_to(|field| field.text.len()),
            Code::Left => self.move_to(Self::before),
            Code::Char('b') if control => self.move_to(Self::before),
            Code::Right => self.move_to(Self::after),
            Code::Char('f') if control => self.move_to(Self::after),
            Code::Home => self.move_to(|_| 0),
            Code::Char('a') if control => self.move_to(|_| 0),
            Code::End => self.move_to(|field| field.text.len()),
            Code::Char('e') if control => self.move_to(|field| field.text.len()),
            _ => Edit::Foreign,
        }
    }

    fn before(&self) -> usize {
        let (head, _) = self.split();
        head.graphemes(true).next_back().map_or(0, |cluster| self.cursor - cluster.len())
    }

    fn after(&self) -> usize {
        let (_, tail) = self.split();
        self.cursor + tail.graphemes(true).next().map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let (head, _) = self.split();
        let trimmed = head.trim_end();
        trimmed.unicode_word_indices().next_back().map_or(0, |(start, _)| start)
    }

    fn move_to(&mut self, place: impl Fn(&Self) -> usize) -> Edit {
        self.cursor = place(self);
        Edit::Kept
    }

    fn delete_to(&mut self, place: impl Fn(&Self) -> usize) -> Edit {
        let other = place(self);
        let (from, to) = (other.min(self.cursor), other.max(self.cursor));
        if from == to {
            return Edit::Kept;
        }
        self.text.drain(from..to);
        self.cursor = from;
        Edit::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::parse_keys;

    fn typed(keys: &str) -> (String, String) {
        let mut field = Field::default();
        for chord in parse_keys(keys).unwrap() {
            field.press(chord);
        }
        let (before, after) = field.split();
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn editing_keeps_whole_characters() {
        for (keys, before, after) in [
            ("河南<bs>", "河", ""),
            ("河南<left>西", "河西", "南"),
            ("abc def<c-w>", "abc ", ""),
            ("河南<home><del>", "", "南"),
            ("河南<left><c-u>", "", "南"),
            ("河南<home><c-k>", "", ""),
            ("<bs><left><right><del>", "", ""),
        ] {
            assert_eq!(typed(keys), (before.to_owned(), after.to_owned()), "{keys}");
        }
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut field = Field::default();
        field.insert("一\n二\u{1b}三");
        assert_eq!(field.text(), "一 二三");
    }
}
