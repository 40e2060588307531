//! The pieces into which a pattern can be cut, one for each character of a text: for whoever keeps lists of the texts
//! in which characters and initials occur, and wants to look only at those that may fit.

use super::{LONGEST_INITIALS, Pattern, Syllable, is_letter};

/// A piece of a pattern that one character may take, and the ways to take it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The first letter of the piece.
    pub from: usize,
    /// The letter after it.
    pub to: usize,
    /// The syllables that it spells to the end.
    pub whole: Vec<Syllable>,
    /// The syllables that it, being the end of the pattern, only begins.
    pub begun: Vec<Syllable>,
    /// The character that it is itself.
    pub unit: Option<u16>,
    /// The syllables that it may stand for, having it at their beginning, without spelling them.
    pub initials: Vec<Syllable>,
}

impl Pattern {
    /// What the pattern is made of: letters and characters, folded.
    pub fn letters(&self) -> &[u16] {
        &self.letters
    }

    /// Whether the letters can be read as syllables throughout, the last of which may be unfinished. If not,
    /// syllables and initials count together.
    pub fn is_readable(&self) -> bool {
        self.readable
    }

    /// Whether a letter may stand for a syllable in this pattern.
    pub fn takes_initials(&self) -> bool {
        self.letters.len() <= LONGEST_INITIALS
    }

    /// Every piece, in the order of their beginnings.
    pub fn pieces(&self) -> Vec<Piece> {
        let length = self.letters.len();
        let ends = |from: usize| (from + 1..=length).map(move |to| (from, to));
        (0..length).flat_map(ends).filter_map(|(from, to)| self.piece(from, to)).collect()
    }

    fn piece(&self, from: usize, to: usize) -> Option<Piece> {
        let end = 1u32 << to;
        let mut piece =
            Piece { from, to, whole: Vec::new(), begun: Vec::new(), unit: None, initials: Vec::new() };
        for (syllable, row) in Syllable::all().zip(&self.syllables) {
            let begins = to == self.letters.len() && row.begun & 1 << from != 0;
            let step = row.steps.get(from).copied().unwrap_or_default();
            if step.any & end != 0 {
                piece.whole.push(syllable);
            } else if begins {
                piece.begun.push(syllable);
            } else if step.loose & end != 0 {
                piece.initials.push(syllable);
            }
        }
        piece.unit = self.letters.get(from).copied().filter(|_| to == from + 1);
        let any = !piece.whole.is_empty()
            || !piece.begun.is_empty()
            || piece.unit.is_some()
            || !piece.initials.is_empty();
        any.then_some(piece)
    }

    /// Whether syllables, and characters that are no letters, lead from the beginning to the end.
    pub(super) fn can_be_read(&self) -> bool {
        let mut reached: u32 = 1;
        for piece in self.pieces() {
            let character = piece.unit.is_some_and(|unit| !is_letter(unit));
            let reads = character || !piece.whole.is_empty() || !piece.begun.is_empty();
            if reads && reached & 1 << piece.from != 0 {
                reached |= 1 << piece.to;
            }
        }
        reached & 1 << self.letters.len() != 0
    }
}
