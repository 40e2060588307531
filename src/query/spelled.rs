//! Which stories a pattern of pinyin may fit, told from the lists of characters and neighbours alone.
//!
//! The pattern is walked through from its beginning to its end in every way in which it can be cut into pieces, one for
//! each character. Where one or two characters take the whole of it, the lists know everything and no title is looked
//! at. In longer ways a story stays in as long as it has the neighbours of each two pieces that follow each other; what
//! stays in is looked at closely, and mostly there are few.

use std::collections::BTreeMap;

use crate::text::pinyin::{
    Keyed, Pattern, Piece, ReadAs, Spelled, Syllable, characters_of, is_mark, is_told_by_context, readings,
};

use super::index::Index;
use super::pairs::{Pair, Wanted, rate_spots};
use super::postings::{OfSpots, Postings};
use super::rank::{Manner, Stand, rate};
use super::sets::{Bits, Scores};
use super::situation::{Helpers, shares_of, side_by_side_with};
use super::titles::Field;

/// The lists and how the reader hears.
#[derive(Clone, Copy)]
pub(super) struct Sieve<'a> {
    /// The lists.
    pub(super) index: &'a Index,
    /// How many stories there are.
    pub(super) stories: usize,
    /// Only what is spelled out counts.
    pub(super) strict: bool,
    /// Who helps where lists are long.
    pub(super) helpers: &'a dyn Helpers,
}

/// Which readings of characters count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readings {
    /// Those that a newspaper reader thinks of.
    Usual,
    /// The rare ones too.
    All,
}

/// How a character takes its piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The piece spells it to the end, or is it itself.
    Whole,
    /// The piece, being the end of the pattern, begins it.
    Begun,
    /// The piece stands for it.
    Initial,
}

/// So few stories are looked at without asking further lists,
const FEW: usize = 1000;
/// and so many of a large number of them.
const FEW_OF: usize = 256;

/// So many entries of lists make a share of their own.
const SHARE: usize = 100_000;

/// A list of stories, all of which fit according to their spots.
#[derive(Debug)]
struct RatedList<'a> {
    stories: &'a Postings,
    of_spots: OfSpots,
    told: Told,
}

/// Where it is said that a word tells how a character is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Nowhere, or the list has heeded it.
    Elsewhere,
    /// Perhaps here: some word may say that the character is read otherwise.
    Perhaps,
}

impl RatedList<'_> {
    fn raise(&self, told: Option<&Bits>, scores: &mut Scores, doubtful: &mut Bits) {
        match told.filter(|_| self.told == Told::Perhaps) {
            Some(told) => self.stories.raise_sure(scores, &self.of_spots, told, doubtful),
            None => self.stories.raise(scores, &self.of_spots),
        }
    }
}

impl<'a> Sieve<'a> {
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
        self.rate_two(pattern, &pieces, scores, &mut doubtful);
        let spelled =
            |piece: &Piece| !piece.whole.is_empty() || !piece.begun.is_empty() || piece.unit.is_some();
        doubtful.extend_by(self.walk(pattern, &on_the_way(&pieces, length, spelled), Readings::All));
        if !self.strict && pattern.takes_initials() {
            let free = !pattern.is_readable();
            let letter = |piece: &Piece| free || piece.to == piece.from + 1;
            doubtful.extend_by(self.walk(pattern, &on_the_way(&pieces, length, letter), Readings::Usual));
        }
        doubtful
    }

    /// One character that takes the whole pattern.
    fn rate_single(self, piece: &Piece, only_first: bool, scores: &mut Scores, doubtful: &mut Bits) {
        let mut lists = self.spelled_out(piece, only_first);
        if !self.strict {
            // What is only begun fits only at the beginning.
            let begun = piece.begun.iter().filter_map(|syllable| self.index.beginning(*syllable.keyed()));
            let of_spots = rate_spots(|spot| Some(Manner::Pinyin(Spelled::Begun, spot.stand())));
            lists.extend(begun.map(|stories| RatedList { stories, of_spots, told: Told::Elsewhere }));
        }
        self.raise(&lists, scores, doubtful);
    }

    /// The lists of characters that are read by the whole piece.
    fn spelled_out(self, piece: &Piece, only_first: bool) -> Vec<RatedList<'a>> {
        let read = read_as([piece]).filter(|read| read.usual || !self.strict);
        let list = |read: ReadAs| {
            let spelled = if read.usual { Spelled::Full } else { Spelled::Rare };
            let of_spots = rate_spots(|spot| {
                let fits = spot.is_beginning() || !only_first;
                fits.then_some(Manner::Pinyin(spelled, spot.stand()))
            });
            let told = if is_told_by_context(read.unit) { Told::Perhaps } else { Told::Elsewhere };
            Some(RatedList { stories: self.index.character(read.unit)?, of_spots, told })
        };
        read.filter_map(list).collect()
    }

    /// Raises all stories of the lists; where they are many, in shares side by side.
    fn raise(self, lists: &[RatedList<'_>], scores: &mut Scores, doubtful: &mut Bits) {
        let all: usize = lists.iter().map(|list| list.stories.stories().len()).sum();
        let mut told = None;
        if lists.iter().any(|list| list.told == Told::Perhaps) {
            let set = told.insert(Bits::none(self.stories));
            self.index.told().add_to(set);
        }
        let shares = shares_of(self.helpers, all / SHARE);
        let (mut parts, mut taken) = (vec![Vec::new(); shares], 0);
        for list in lists {
            if let Some(part) = parts.get_mut(taken * shares / all.max(1)) {
                part.push(list);
            }
            taken += list.stories.stories().len();
        }
        // Whoever takes the first share goes on with what was raised before.
        let before = (std::mem::take(scores), Bits::none(self.stories));
        let none = || (Scores::none(self.stories), Bits::none(self.stories));
        let (_, raised) =
            side_by_side_with(self.helpers, (vec![before], none), parts, |(scores, doubtful), lists| {
                for list in lists {
                    list.raise(told.as_ref(), scores, doubtful);
                }
            });
        *scores = Scores::none(self.stories);
        for (more, doubted) in raised {
            scores.raise_all(more);
            doubtful.add(&doubted);
        }
    }

    /// Two characters that take the whole pattern: the lists of neighbours say it all, unless one of them is typed as
    /// a character.
    fn rate_two(self, pattern: &Pattern, pieces: &[Piece], scores: &mut Scores, doubtful: &mut Bits) {
        let mut wanted = Wanted::none();
        let mut rare = Bits::none(self.stories);
        let firsts = pieces.iter().filter(|piece| piece.from == 0 && piece.to < pattern.letters().len());
        for first in firsts {
            for second in pieces.iter().filter(|piece| piece.from == first.to && ends(piece, pattern)) {
                if is_character(first) || is_character(second) {
                    doubtful.add(&self.neighbours(first, second, Readings::All, None));
                    if !self.strict {
                        doubtful.add(&self.neighbours(first, second, Readings::Usual, None));
                    }
                    continue;
                }
                for (one, first_way) in keyed(first) {
                    for (other, second_way) in keyed(second) {
                        if let Some(spelled) = self.spelled_by(pattern, first_way, second_way) {
                            wanted.add(Pair::new(*one, *other), spelled);
                        }
                    }
                }
                if !self.strict {
                    rare.extend_by(self.rare_neighbours(first, second, None));
                }
            }
        }
        self.index.pairs().raise(scores, &wanted);
        let best = rate(Manner::Pinyin(Spelled::Rare, Stand::Whole), Field::Headline);
        for story in rare.iter().filter(|story| scores.get(*story as usize) < best) {
            doubtful.insert(story);
        }
    }

    /// How two characters in their usual readings spell a pattern.
    fn spelled_by(self, pattern: &Pattern, first: Way, second: Way) -> Option<Spelled> {
        let spelled = match (first, second) {
            (Way::Whole, Way::Whole) => Some(Spelled::Full),
            (Way::Whole, Way::Begun) => Some(Spelled::Begun),
            _ if pattern.letters().len() == 2 => Some(Spelled::Initials),
            _ => (!pattern.is_readable()).then_some(Spelled::Mixed),
        };
        spelled.filter(|spelled| !self.strict || *spelled == Spelled::Full)
    }

    /// So few stories are looked at without asking further lists.
    fn few(self) -> usize {
        FEW.max(self.stories / FEW_OF)
    }

    /// The stories that have all neighbours of some way through the pattern on which it takes three characters or
    /// more; and others where they are few.
    fn walk(self, pattern: &Pattern, pieces: &[&Piece], readings: Readings) -> Option<Bits> {
        let mut through: Vec<Option<Bits>> = vec![None; pieces.len()];
        let mut out: Option<Bits> = None;
        for (at, piece) in pieces.iter().enumerate() {
            let mut here: Option<Bits> = None;
            for (before, stories) in pieces.iter().zip(&through).take(at) {
                let first = before.from == 0;
                if before.to != piece.from || first && ends(piece, pattern) || !first && stories.is_none() {
                    continue;
                }
                let left = match stories {
                    Some(stories) if stories.count() <= self.few() => stories.clone(),
                    stories => self.neighbours(before, piece, readings, stories.as_ref()),
                };
                join(&mut here, left);
            }
            match here {
                Some(here) if ends(piece, pattern) => join(&mut out, here),
                here => {
                    if let Some(place) = through.get_mut(at) {
                        *place = here;
                    }
                }
            }
        }
        out
    }

    /// The stories with neighbours that can be typed by these two pieces; only those in `among`, where that is given.
    fn neighbours(self, first: &Piece, second: &Piece, readings: Readings, among: Option<&Bits>) -> Bits {
        let mut wanted = Wanted::none();
        let spelled = |(_, way): &(_, Way)| readings == Readings::Usual || *way != Way::Initial;
        for (one, _) in keyed(first).filter(spelled) {
            for (other, _) in keyed(second).filter(spelled) {
                wanted.add(Pair::new(*one, *other), Spelled::Full);
            }
        }
        let mut stories = Bits::none(self.stories);
        if [first, second].into_iter().all(|piece| keyed(piece).next().is_some()) {
            self.index.pairs().add_to(&mut stories, &wanted);
            if readings == Readings::All {
                stories.extend_by(self.rare_neighbours(first, second, among));
            }
        } else {
            // Some other script, of which no list of neighbours tells.
            stories = Bits::all(self.stories);
        }
        for unit in
            [first, second].into_iter().filter(|piece| is_character(piece)).filter_map(|piece| piece.unit)
        {
            stories.keep(&self.stories_with(unit));
        }
        if let Some(among) = among {
            stories.keep(among);
        }
        stories
    }

    /// The stories that may have neighbours spelled out by these two pieces, one of them read in a rare way.
    fn rare_neighbours(self, first: &Piece, second: &Piece, among: Option<&Bits>) -> Option<Bits> {
        let mut rare = self.stories_with_any(read_as([first, second]).filter(|read| !read.usual))?;
        if let Some(among) = among {
            rare.keep(among);
        }
        let whole = |piece| keyed(piece).filter(|(_, way)| *way == Way::Whole).map(|(keyed, _)| keyed);
        let pairs = whole(first).flat_map(|one| whole(second).map(move |other| Pair::new(*one, *other)));
        let by_list: BTreeMap<usize, Pair> = pairs.map(|pair| (pair.list(), pair)).collect();
        let mut neighbours = Bits::none(self.stories);
        for list in by_list.values().filter_map(|pair| self.index.rare_pair(*pair)) {
            list.add_to(&mut neighbours);
        }
        rare.keep(&neighbours);
        for piece in [first, second].into_iter().filter(|piece| piece.unit.is_none()) {
            if rare.count() > self.few() {
                rare.keep(&self.stories_with_any(read_as([piece]))?);
            }
        }
        Some(rare)
    }

    /// The stories that have any of these characters; `None` where there are no characters.
    fn stories_with_any(self, characters: impl Iterator<Item = ReadAs>) -> Option<Bits> {
        let mut stories = None;
        for list in characters.filter_map(|read| self.index.character(read.unit)) {
            list.stories().add_to(stories.get_or_insert_with(|| Bits::none(self.stories)));
        }
        stories
    }

    fn stories_with(self, unit: u16) -> Bits {
        let mut stories = Bits::none(self.stories);
        // What is passed over in a text spells nothing there.
        if let Some(list) = self.index.character(unit).filter(|_| !is_mark(unit)) {
            list.stories().add_to(&mut stories);
        }
        stories
    }
}

fn ends(piece: &Piece, pattern: &Pattern) -> bool {
    piece.to == pattern.letters().len()
}

/// Whether the piece is typed as a character, not by letters or digits.
fn is_character(piece: &Piece) -> bool {
    piece.unit.is_some_and(|unit| Keyed::itself(unit).is_none())
}

/// The characters that are read by a syllable which one of the pieces spells to its end.
fn read_as<const PIECES: usize>(pieces: [&Piece; PIECES]) -> impl Iterator<Item = ReadAs> {
    let syllables = pieces.into_iter().flat_map(|piece| &piece.whole);
    syllables.flat_map(|syllable| characters_of(*syllable)).copied()
}

/// What the characters that may take a piece are keyed by, and how they take it.
fn keyed(piece: &Piece) -> impl Iterator<Item = (&'static Keyed, Way)> {
    let by = |syllables: &'_ [Syllable], way: Way| {
        syllables.iter().map(|syllable| (syllable.keyed(), way)).collect::<Vec<_>>()
    };
    let unit = piece.unit.into_iter();
    let read = unit.clone().flat_map(readings).map(|reading| (reading.syllable.keyed(), Way::Whole));
    let itself = unit.filter_map(Keyed::itself).map(|keyed| (keyed, Way::Whole));
    let typed =
        [by(&piece.whole, Way::Whole), by(&piece.begun, Way::Begun), by(&piece.initials, Way::Initial)];
    typed.into_iter().flatten().chain(read).chain(itself)
}

/// The wanted pieces that lie on a way from the beginning to the end through wanted pieces, none of which takes the
/// whole pattern.
fn on_the_way(pieces: &[Piece], length: usize, wanted: impl Fn(&Piece) -> bool) -> Vec<&Piece> {
    let pieces: Vec<&Piece> =
        pieces.iter().filter(|piece| piece.to - piece.from < length && wanted(piece)).collect();
    let mut reached = 1u64;
    for piece in &pieces {
        if reached & 1 << piece.from != 0 {
            reached |= 1 << piece.to;
        }
    }
    let mut leading = 1u64 << length;
    for piece in pieces.iter().rev() {
        if leading & 1 << piece.to != 0 {
            leading |= 1 << piece.from;
        }
    }
    let on_it = |piece: &&Piece| reached & 1 << piece.from != 0 && leading & 1 << piece.to != 0;
    pieces.into_iter().filter(on_it).collect()
}

fn join(all: &mut Option<Bits>, stories: Bits) {
    match all {
        Some(all) => all.add(&stories),
        None => *all = Some(stories),
    }
}
