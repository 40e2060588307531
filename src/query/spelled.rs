//! Which stories a pattern of pinyin may fit, told from the lists of characters and initials alone.
//!
//! The pattern is walked through from its beginning to its end in every way in which it can be cut into pieces. A
//! story stays in as long as it has a character for each piece, and neighbours with the initials of each two pieces
//! that follow each other. What stays in is looked at closely; mostly there are few. Where a whole pattern is taken
//! by one character, or by two initials, the lists know everything and no title is looked at.

use std::collections::BTreeMap;

use crate::text::pinyin::{DIGIT, Pattern, Piece, Sounds, Spelled, characters_of, is_told_by_context};

use super::index::Index;
use super::postings::{OfSpots, Postings, Spot};
use super::rank::{Manner, rate};
use super::sets::{Bits, Scores};

/// The lists and how the reader hears.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sieve<'a> {
    /// The lists.
    pub(super) index: &'a Index,
    /// How many stories there are.
    pub(super) stories: usize,
    /// Which sounds count as the same.
    pub(super) sounds: Sounds,
    /// Only what is spelled out counts.
    pub(super) strict: bool,
}

/// Which readings of characters count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readings {
    /// Those that a newspaper reader thinks of.
    Usual,
    /// The rare ones too.
    All,
}

/// The stories with neighbours that can be typed by two letters, once they were asked for.
type Known = BTreeMap<(u32, u32), Bits>;

/// So few stories are looked at without asking further lists,
const FEW: usize = 1000;
/// and so many of a large number of them.
const FEW_OF: usize = 64;

impl Sieve<'_> {
    /// Rates what the lists know everything about, and answers with the stories that must be looked at.
    pub(super) fn sift(self, pattern: &Pattern, scores: &mut Scores) -> Bits {
        let mut doubtful = Bits::none(self.stories);
        let pieces = pattern.pieces();
        let length = pattern.letters().len();
        for piece in pieces.iter().filter(|piece| piece.to - piece.from == length) {
            self.rate_single(piece, length == 1, scores, &mut doubtful);
        }
        if length == 1 {
            return doubtful;
        }
        self.add_spelled_out(pattern, &pieces, &mut doubtful);
        if self.strict || !pattern.takes_initials() {
            return doubtful;
        }
        if !self.rate_two_initials(pattern, scores) {
            let free = !pattern.is_readable();
            let pieces = pieces.iter().filter(|piece| free || piece.to == piece.from + 1);
            self.add_initials(pattern, &pieces.collect::<Vec<_>>(), &mut doubtful);
        }
        doubtful
    }

    /// One character that takes the whole pattern.
    fn rate_single(self, piece: &Piece, only_first: bool, scores: &mut Scores, doubtful: &mut Bits) {
        let mut told = None;
        let whole = piece.whole.iter().map(|syllable| (*syllable, true));
        let begun = piece.begun.iter().map(|syllable| (*syllable, false));
        for (syllable, whole) in whole.chain(begun) {
            for read in characters_of(syllable) {
                let spelled = match (whole, read.usual) {
                    (true, true) => Spelled::Full,
                    (true, false) => Spelled::Rare,
                    (false, true) => Spelled::Begun,
                    (false, false) => continue,
                };
                if self.strict && spelled != Spelled::Full {
                    continue;
                }
                let Some(stories) = self.index.character(read.unit) else { continue };
                let beginnings = only_first || spelled == Spelled::Begun;
                let of_spots = rate_spots(|spot| {
                    let fits = spot.is_beginning() || !beginnings;
                    fits.then_some(Manner::Pinyin(spelled, spot.stand()))
                });
                if is_told_by_context(read.unit) {
                    // Here and there a word says that the character is read otherwise.
                    let told = told.get_or_insert_with(|| {
                        let mut told = Bits::none(self.stories);
                        self.index.told().add_to(&mut told);
                        told
                    });
                    stories.raise_sure(scores, &of_spots, told, doubtful);
                } else {
                    stories.raise(scores, &of_spots);
                }
            }
        }
    }

    /// Two letters, each of which stands for a syllable: the list of their pair says it all. Whether it did.
    fn rate_two_initials(self, pattern: &Pattern, scores: &mut Scores) -> bool {
        let [first, second] = pattern.letters() else { return false };
        let letter = |unit: u16| letter_of(unit).filter(|letter| *letter < DIGIT);
        let (Some(first), Some(second), Sounds::Exact) = (letter(*first), letter(*second), self.sounds)
        else {
            return false;
        };
        if let Some(stories) = self.index.pair(first, second) {
            stories.raise(scores, &rate_spots(|spot| Some(Manner::Pinyin(Spelled::Initials, spot.stand()))));
        }
        true
    }

    /// Every character spelled out, the last of them perhaps not yet.
    fn add_spelled_out(self, pattern: &Pattern, pieces: &[Piece], doubtful: &mut Bits) {
        let pieces: Vec<&Piece> = on_the_way(pieces, pattern.letters().len()).collect();
        let mut known = Known::default();
        // The lists of neighbours are short. Where they leave few stories, the long lists of all characters that are
        // read by a syllable need not be gone through.
        let left = self.walk(pattern, Readings::All, &pieces, &mut known, |_| true);
        if left.as_ref().is_none_or(|left| left.count() <= self.few()) {
            doubtful.extend_by(left);
            return;
        }
        doubtful.extend_by(self.walk(pattern, Readings::All, &pieces, &mut known, |_| false));
    }

    /// Letters that stand for syllables, and among them perhaps syllables that are spelled out.
    fn add_initials(self, pattern: &Pattern, pieces: &[&Piece], doubtful: &mut Bits) {
        let free = |piece: &Piece| piece.initial || piece.unit.is_some_and(|unit| letter_of(unit).is_some());
        doubtful.extend_by(self.walk(pattern, Readings::Usual, pieces, &mut Known::default(), free));
    }

    /// So few stories are looked at without asking further lists.
    fn few(self) -> usize {
        FEW.max(self.stories / FEW_OF)
    }

    /// The stories that have a character for the piece, spelled out or the piece itself.
    fn file(self, piece: &Piece) -> Bits {
        let mut stories = Bits::none(self.stories);
        let begun = piece.begun.iter().flat_map(|syllable| characters_of(*syllable));
        let begun = begun.filter(|read| read.usual);
        for read in piece.whole.iter().flat_map(|syllable| characters_of(*syllable)).chain(begun) {
            self.add_character(read.unit, &mut stories);
        }
        if let Some(unit) = piece.unit {
            self.add_character(unit, &mut stories);
        }
        stories
    }

    fn add_character(self, unit: u16, set: &mut Bits) {
        if let Some(stories) = self.index.character(unit) {
            stories.stories().add_to(set);
        }
    }

    /// The stories that have neighbours, and a character for each piece that is not free, of some way through the
    /// pattern; and others where they are few.
    fn walk(
        self,
        pattern: &Pattern,
        readings: Readings,
        pieces: &[&Piece],
        known: &mut Known,
        free: impl Fn(&Piece) -> bool,
    ) -> Option<Bits> {
        let letters = pattern.letters();
        let mut reached: Vec<Option<Bits>> = vec![None; letters.len() + 1];
        if let Some(start) = reached.first_mut() {
            *start = Some(Bits::all(self.stories));
        }
        for piece in pieces {
            let Some(mut stories) = reached.get(piece.from).cloned().flatten() else { continue };
            let first = letters.get(piece.from).copied().and_then(letter_of);
            let second = letters.get(piece.to).copied().and_then(letter_of);
            if let (Some(first), Some(second)) = (first, second) {
                let of_pair = || self.neighbours(first, second, readings);
                stories.keep(known.entry((first, second)).or_insert_with(of_pair));
            }
            if !free(piece) && stories.count() > self.few() {
                stories.keep(&self.file(piece));
            }
            join(&mut reached, piece.to, stories);
        }
        reached.pop().flatten()
    }

    /// The stories with neighbours that can be typed by these two letters.
    fn neighbours(self, first: u32, second: u32, readings: Readings) -> Bits {
        let mut set = Bits::none(self.stories);
        for first in self.alike(first) {
            for second in self.alike(second) {
                let rare = self.index.rare_pair(first, second).filter(|_| readings == Readings::All);
                let usual = self.index.pair(first, second).map(Postings::stories);
                usual.into_iter().chain(rare).for_each(|list| list.add_to(&mut set));
            }
        }
        set
    }

    /// The initials that count as this one.
    fn alike(self, letter: u32) -> Vec<u32> {
        let (l, n) = (u32::from(b'l' - b'a'), u32::from(b'n' - b'a'));
        match self.sounds {
            Sounds::Fuzzy if letter == l || letter == n => vec![l, n],
            Sounds::Exact | Sounds::Fuzzy => vec![letter],
        }
    }
}

/// The pieces that lie on a way from the beginning to the end on which every character is spelled out. One that
/// takes the whole pattern is left out, unless as a character.
fn on_the_way(pieces: &[Piece], length: usize) -> impl Iterator<Item = &Piece> {
    let spelled = move |piece: &&Piece| {
        let spelled = !piece.whole.is_empty() || !piece.begun.is_empty() || piece.unit.is_some();
        spelled && piece.to - piece.from < length
    };
    let mut reached = 1u64;
    for piece in pieces.iter().filter(spelled) {
        if reached & 1 << piece.from != 0 {
            reached |= 1 << piece.to;
        }
    }
    let mut leading = 1u64 << length;
    for piece in pieces.iter().rev().filter(spelled) {
        if leading & 1 << piece.to != 0 {
            leading |= 1 << piece.from;
        }
    }
    pieces
        .iter()
        .filter(spelled)
        .filter(move |piece| reached & 1 << piece.from != 0 && leading & 1 << piece.to != 0)
}

fn join(reached: &mut [Option<Bits>], to: usize, stories: Bits) {
    match reached.get_mut(to) {
        Some(Some(known)) => known.add(&stories),
        Some(unknown) => *unknown = Some(stories),
        None => {}
    }
}

/// The score of each spot; 0 where nothing fits.
pub(super) fn rate_spots(manner: impl Fn(Spot) -> Option<Manner>) -> OfSpots {
    let mut of_spots = OfSpots::default();
    for (spot, score) in Spot::all().zip(&mut of_spots) {
        *score = manner(spot).map_or(0, |manner| rate(manner, spot.field()));
    }
    of_spots
}

/// The number of a letter or digit among the initials.
fn letter_of(unit: u16) -> Option<u32> {
    match char::from_u32(u32::from(unit))? {
        c @ 'a'..='z' => Some(c as u32 - u32::from(b'a')),
        '0'..='9' => Some(DIGIT),
        _ => None,
    }
}
