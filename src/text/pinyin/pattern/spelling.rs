//! How a syllable may be written with the letters of a keyboard: ü as v, sounds that many do not tell apart, and what
//! of a typed pattern each of these takes.

use std::collections::BTreeSet;

use super::{LONGEST_INITIALS, Row, Sounds, Syllable};
use crate::text::fold::fold_char;

/// What a syllable may take of the pattern.
pub(super) fn row_of(syllable: Syllable, letters: &[u16], boundaries: u32, sounds: Sounds) -> Row {
    let mut row = Row::new(letters.len());
    // A piece may not run over a place at which a syllable was said to begin.
    let whole = |from: usize, to: usize| boundaries & !(u32::MAX << to) & (u32::MAX << (from + 1)) == 0;
    for spelling in spellings(syllable.letters(), sounds) {
        let spelled: Vec<u16> = spelling.bytes().map(u16::from).collect();
        for place in 0..letters.len() {
            let rest = letters.get(place..).unwrap_or_default();
            let end = place + spelled.len();
            if rest.starts_with(&spelled) && whole(place, end) {
                row.take(place, end);
            } else if spelled.starts_with(rest) && whole(place, letters.len()) {
                row.begun |= 1 << place;
                row.take_loosely(place, letters.len());
            }
            let initials: &[usize] = if letters.len() <= LONGEST_INITIALS { &[1, 2] } else { &[] };
            for &initial in initials {
                let is_initial = initial == 1 || spelled.get(1) == Some(&u16::from(b'h'));
                let taken = spelled.get(..initial).is_some_and(|piece| rest.starts_with(piece));
                if is_initial && taken && whole(place, place + initial) {
                    row.take_loosely(place, place + initial);
                }
            }
        }
    }
    row
}

/// Every way to write a syllable.
fn spellings(syllable: &str, sounds: Sounds) -> BTreeSet<String> {
    let mut all = BTreeSet::from([syllable.to_owned()]);
    // ü is v on most keyboards, yu in passports, and u where no other syllable is meant.
    if let Some(initial) = syllable.strip_suffix('v') {
        all.insert(format!("{initial}yu"));
    }
    if let Some(initial) = syllable.strip_suffix("ve") {
        all.extend([format!("{initial}ue"), format!("{initial}yue")]);
    }
    if sounds == Sounds::Fuzzy {
        let exact: Vec<String> = all.iter().cloned().collect();
        for spelling in exact {
            all.extend(sound_alike(&spelling));
        }
    }
    all
}

/// The syllables that many speakers do not tell from this one.
fn sound_alike(spelling: &str) -> Vec<String> {
    let mut starts = vec![spelling.to_owned()];
    for (short, long) in [("z", "zh"), ("c", "ch"), ("s", "sh")] {
        if let Some(rest) = spelling.strip_prefix(long) {
            starts.push(format!("{short}{rest}"));
        } else if let Some(rest) = spelling.strip_prefix(short) {
            starts.push(format!("{long}{rest}"));
        }
    }
    for (one, other) in [("l", "n"), ("n", "l")] {
        if let Some(rest) = spelling.strip_prefix(one) {
            starts.push(format!("{other}{rest}"));
        }
    }
    let mut all = Vec::new();
    for start in starts {
        if let Some(short) = start.strip_suffix('g').filter(|short| short.ends_with('n')) {
            all.push(short.to_owned());
        } else if start.ends_with('n') {
            all.push(format!("{start}g"));
        }
        all.push(start);
    }
    all
}

/// A letter without its tone; ü as v.
pub(super) fn plain_letter(c: char) -> char {
    match fold_char(c) {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        folded => folded,
    }
}
