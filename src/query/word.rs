//! One bare word of a query, looked for in titles: its characters in one piece or scattered, or the characters
//! that its letters spell.
//!
//! The word is made ready once; after that each story costs as little as its signatures allow.

use std::ops::Range;

use crate::model::Province;
use crate::text::fold;
use crate::text::pinyin::{Pattern, Sounds, Spelled, place_spellings};

use super::body::ways_to_write;
use super::fuzzy::Closeness;
use super::rank::{Manner, Stand, rate};
use super::titles::{Field, ProvinceSet, Titles, character_signature, province_bit, sound_bit};

/// A match of a word in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordMatch {
    /// Larger is better.
    pub score: i64,
    /// Where.
    pub field: Field,
    /// How.
    pub manner: Manner,
}

/// A word made ready.
#[derive(Debug)]
pub(super) struct Word {
    units: Vec<u16>,
    signature: u64,
    /// The same with its numerals written the other ways: 2024 and 二〇二四.
    written: Vec<(Vec<u16>, u64)>,
    pattern: Option<Pattern>,
    /// The neighbouring initials that a story must have for the pattern, any of these sets.
    sounds: Vec<u128>,
    /// Place names that the word spells in its own way, and whether it spells them to the end.
    places: Vec<Vec<u16>>,
    closeness: Closeness,
    typed: String,
    /// Only in one piece, or spelled out.
    strict: bool,
    /// For each section number: how the label matches.
    sections: Vec<Option<WordMatch>>,
    /// Whether any label matches.
    section_fits: bool,
    /// How each province's name matches, and which do.
    provinces: Vec<Option<WordMatch>>,
    fitting_provinces: ProvinceSet,
}

impl Word {
    /// Makes ready what was typed.
    pub(super) fn new(typed: &str, sounds: Sounds) -> Self {
        Self::prepare(typed, sounds, false)
    }

    /// The same for a word that is to be left out: scattered characters and initials would hide far too much.
    pub(super) fn strict(typed: &str, sounds: Sounds) -> Self {
        Self::prepare(typed, sounds, true)
    }

    /// As it was typed.
    pub(super) fn typed(&self) -> &str {
        &self.typed
    }

    fn prepare(typed: &str, sounds: Sounds, strict: bool) -> Self {
        let units = fold::units(typed);
        let pattern = Pattern::new(typed, sounds);
        let mut word = Self {
            signature: character_signature(&units),
            written: ways_to_write(&fold::fold(typed))
                .iter()
                .skip(1)
                .map(|way| fold::units(way))
                .map(|way| (character_signature(&way), way))
                .map(|(signature, way)| (way, signature))
                .collect(),
            sounds: pattern.as_ref().map(sound_sets).unwrap_or_default(),
            places: find_places(&fold::fold(typed)),
            closeness: Closeness::default(),
            typed: typed.to_owned(),
            strict,
            sections: Vec::new(),
            section_fits: false,
            provinces: Vec::new(),
            fitting_provinces: 0,
            pattern,
            units,
        };
        for province in Province::ALL {
            let found = word.find_in(Field::Province, &fold::units(province.short()));
            if found.is_some() {
                word.fitting_provinces |= province_bit(province);
            }
            word.provinces.push(found);
        }
        word
    }

    /// Learns the section labels that came since the last time.
    pub(super) fn learn_sections(&mut self, titles: &Titles) {
        for name in titles.section_names().iter().skip(self.sections.len()) {
            let found = self.find_in(Field::Section, &fold::units(name));
            self.section_fits |= found.is_some();
            self.sections.push(found);
        }
    }

    /// The stories from `from` on that the columns leave a chance: one pass over the signatures and no look at
    /// any text.
    pub(super) fn sieve(&self, titles: &Titles, from: usize) -> Vec<u32> {
        let plain =
            self.sounds.is_empty() && self.places.is_empty() && self.written.is_empty() && !self.section_fits;
        if !plain {
            let chance = |story: &u32| {
                let story = *story as usize;
                self.label_fits(titles, story) || self.may_fit(titles, story)
            };
            return (from as u32..titles.len() as u32).filter(chance).collect();
        }
        let (signature, provinces) = (self.signature, self.fitting_provinces);
        let columns = titles.signatures(from).iter().zip(titles.abouts(from));
        let chances = columns.zip(from as u32..).filter(|((characters, about), _)| {
            **characters & signature == signature || **about & provinces != 0
        });
        chances.map(|(_, story)| story).collect()
    }

    /// The best match of the word in a story.
    pub(super) fn find(&mut self, titles: &Titles, story: usize) -> Option<WordMatch> {
        let mut best = if self.label_fits(titles, story) { self.find_label(titles, story) } else { None };
        if self.may_fit(titles, story) {
            for (field, text) in titles.parts(story) {
                if let Some(found) = self.find_in(field, text)
                    && best.is_none_or(|best| found.score > best.score)
                {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// The characters of a text that the word lights, if it fits there.
    pub(super) fn light(&mut self, text: &[u16]) -> Option<(Manner, Vec<usize>)> {
        if let Some((at, stand)) = find_piece(text, &self.units) {
            return Some((Manner::Characters(stand), (at..at + self.units.len()).collect()));
        }
        if let Some((at, stand)) = self.written.iter().find_map(|(way, _)| find_piece(text, way)) {
            // Every way to write a row of numerals has as many characters.
            return Some((Manner::Characters(stand), (at..at + self.units.len()).collect()));
        }
        let place = self.places.iter().find_map(|name| Some((find_piece(text, name)?, name.len())));
        if let Some(((at, stand), length)) = place {
            return Some((Manner::PlaceName(stand), (at..at + length).collect()));
        }
        if let Some(found) = self.pattern.as_mut().and_then(|pattern| pattern.find(text)) {
            let stand = stand_of(text, &found.characters);
            return Some((Manner::Pinyin(found.spelled, stand), found.characters));
        }
        scattered_span(text, &self.units)?;
        let characters = self.closeness.light(text, &self.units)?;
        Some((Manner::Scattered(self.closeness.rate(text, &self.units)), characters))
    }

    /// How the word fits a text of this field.
    fn find_in(&mut self, field: Field, text: &[u16]) -> Option<WordMatch> {
        if text.is_empty() || self.units.is_empty() {
            return None;
        }
        let manner = self.manner_in(text)?;
        Some(WordMatch { score: rate(manner, field), field, manner })
    }

    fn manner_in(&mut self, text: &[u16]) -> Option<Manner> {
        if let Some((_, stand)) = find_piece(text, &self.units) {
            return Some(Manner::Characters(stand));
        }
        if let Some((_, stand)) = self.written.iter().find_map(|(way, _)| find_piece(text, way)) {
            return Some(Manner::Characters(stand));
        }
        if let Some((_, stand)) = self.places.iter().find_map(|name| find_piece(text, name)) {
            return Some(Manner::PlaceName(stand));
        }
        let spelled = self.pattern.as_mut().and_then(|pattern| pattern.find(text));
        if let Some(found) = spelled.filter(|found| !self.strict || found.spelled == Spelled::Full) {
            return Some(Manner::Pinyin(found.spelled, stand_of(text, &found.characters)));
        }
        let span = scattered_span(text, &self.units).filter(|_| !self.strict)?;
        // Characters this far apart are not close, whatever their exact score.
        if span > self.units.len() * 3 + 4 {
            return Some(Manner::Scattered(0));
        }
        Some(Manner::Scattered(self.closeness.rate(text, &self.units)))
    }

    /// Whether the section label or a province may fit: most do not, and it is asked for every story.
    fn label_fits(&self, titles: &Titles, story: usize) -> bool {
        titles.about(story) & self.fitting_provinces != 0
            || self.section_fits && self.sections.get(titles.section(story)).is_some_and(Option::is_some)
    }

    /// The match in the section label or the names of the provinces.
    fn find_label(&self, titles: &Titles, story: usize) -> Option<WordMatch> {
        let section = self.sections.get(titles.section(story)).copied().flatten();
        let mut fitting = titles.about(story) & self.fitting_provinces;
        let mut best = section;
        while fitting != 0 {
            let province = self.provinces.get(fitting.trailing_zeros() as usize).copied().flatten();
            fitting &= fitting - 1;
            if let Some(found) = province
                && best.is_none_or(|best| found.score > best.score)
            {
                best = Some(found);
            }
        }
        best
    }

    /// Whether the signatures leave the story a chance.
    fn may_fit(&self, titles: &Titles, story: usize) -> bool {
        titles.characters(story) & self.signature == self.signature
            || !self.places.is_empty()
            || self.written.iter().any(|(_, wanted)| titles.characters(story) & wanted == *wanted)
            || self.sounds.iter().any(|wanted| titles.sounds(story) & wanted == *wanted)
    }
}

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
fn scattered_span(text: &[u16], word: &[u16]) -> Option<usize> {
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

fn stand_of(text: &[u16], characters: &[usize]) -> Stand {
    match (characters.first(), characters.last()) {
        (Some(first), Some(last)) => stand_at(text, *first..last + 1),
        _ => Stand::Inside,
    }
}

fn stand_at(text: &[u16], piece: Range<usize>) -> Stand {
    if piece.start == 0 {
        return if piece.end == text.len() { Stand::Whole } else { Stand::Prefix };
    }
    let kind = |at: usize| text.get(at).map(|unit| kind_of(*unit));
    if kind(piece.start - 1) == kind(piece.start) { Stand::Inside } else { Stand::WordStart }
}

/// What a character is as far as the beginnings of words go: mark, Latin letter, digit, or Chinese character.
fn kind_of(unit: u16) -> u8 {
    match char::from_u32(u32::from(unit)) {
        Some('0'..='9') => 1,
        Some(c) if !c.is_alphanumeric() => 0,
        Some(c) if c < '\u{2E80}' => 2,
        _ => 3,
    }
}

/// Place names of which the typed letters are a spelling, or the first four letters or more of one.
fn find_places(typed: &str) -> Vec<Vec<u16>> {
    let letters: String = typed.chars().filter(|c| !matches!(c, '\'' | ' ' | '-')).collect();
    let fits = |spelling: &&str| {
        **spelling == letters || (letters.len() >= 4 && spelling.starts_with(letters.as_str()))
    };
    let places = place_spellings().iter().filter(|place| place.others.iter().any(fits));
    places.map(|place| place.name.clone()).collect()
}

/// The sets of neighbouring initials, one of which a text must have for the pattern to fit.
fn sound_sets(pattern: &Pattern) -> Vec<u128> {
    let mut sets: Vec<u128> = pattern
        .initial_sequences()
        .iter()
        .map(|initials| {
            let pairs = initials.iter().zip(initials.iter().skip(1));
            pairs.fold(0, |set, (first, second)| set | sound_bit(*first, *second))
        })
        .collect();
    sets.sort_unstable_by_key(|set| set.count_ones());
    // A set that holds another asks for more and lets nothing pass that the smaller one stops.
    let mut least: Vec<u128> = Vec::new();
    for set in sets {
        if !least.iter().any(|smaller| set & smaller == *smaller) {
            least.push(set);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::titles::Title;

    fn check(typed: &str, headline: &str) -> Option<(Field, Manner)> {
        let mut titles = Titles::default();
        let about = province_bit(Province::Shaanxi);
        titles.push(&Title { headline, section: "地方动态", about, ..Title::default() });
        let mut word = Word::new(typed, Sounds::Exact);
        word.learn_sections(&titles);
        word.find(&titles, 0).map(|found| (found.field, found.manner))
    }

    #[test]
    fn words_are_found_in_the_best_place() {
        use Manner::{Characters, Pinyin, PlaceName};
        let cases = [
            ("麦田", "麦田", Field::Headline, Characters(Stand::Whole)),
            ("麦田", "麦田新闻", Field::Headline, Characters(Stand::Prefix)),
            ("麦田", "看，麦田新闻", Field::Headline, Characters(Stand::WordStart)),
            ("麥田", "看麦田", Field::Headline, Characters(Stand::Inside)),
            ("maitian", "看麦田", Field::Headline, Pinyin(Spelled::Full, Stand::Inside)),
            ("mt", "看麦田", Field::Headline, Pinyin(Spelled::Initials, Stand::Inside)),
            ("地方", "看麦田", Field::Section, Characters(Stand::Prefix)),
            ("dfdt", "看麦田", Field::Section, Pinyin(Spelled::Initials, Stand::Whole)),
            ("陕西", "看麦田", Field::Province, Characters(Stand::Whole)),
            ("shaanxi", "看麦田", Field::Province, PlaceName(Stand::Whole)),
            ("shanxi", "看麦田", Field::Province, Pinyin(Spelled::Full, Stand::Whole)),
            ("hong kong", "到香港去", Field::Headline, PlaceName(Stand::Inside)),
        ];
        for (typed, headline, field, manner) in cases {
            assert_eq!(check(typed, headline), Some((field, manner)), "{typed} in {headline}");
        }
        assert!(matches!(check("麦新", "麦田新闻"), Some((Field::Headline, Manner::Scattered(_)))));
        assert_eq!(check("新麦", "麦田新闻"), None);
    }
}
