//! One bare word of a query, looked for in titles: its characters in one piece or scattered, or the characters
//! that its letters spell.
//!
//! The word is made ready once. [`Word::rate_all`] then rates all stories by the lists of characters and initials and
//! looks only at the titles about which the lists leave a doubt; [`Word::find`] looks at one story. Both give the same.

use crate::model::Province;
use crate::text::fold;
use crate::text::pinyin::{Pattern, Sounds, Spelled, place_spellings};

use super::body::ways_to_write;
use super::fuzzy::Closeness;
use super::index::Index;
use super::pairs::rate_spots;
use super::piece::{find_piece, scattered_span, stand_at};
use super::postings::Postings;
use super::rank::{Manner, rate};
use super::rated::Rated;
use super::sets::{Bits, Scores};
use super::situation::{Helpers, shares_of, side_by_side_with};
use super::spelled::Sieve;
use super::titles::{Field, ProvinceSet, Titles, province_bit};

/// A match of a word in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordMatch {
    /// Larger is better.
    pub score: u16,
    /// Where.
    pub field: Field,
    /// How.
    pub manner: Manner,
}

/// So many titles make a share of their own: looking at them takes ten times as long as asking somebody to help.
const SHARE: usize = 3_000;

/// A word made ready.
#[derive(Debug, Clone)]
pub(super) struct Word {
    units: Vec<u16>,
    /// The same with its numerals written the other ways: 2024 and 二〇二四.
    written: Vec<Vec<u16>>,
    pattern: Option<Pattern>,
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
            written: ways_to_write(&fold::fold(typed)).iter().skip(1).map(|way| fold::units(way)).collect(),
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

    /// How well each story fits; what is not in `among`, where that is given, need not be rated.
    pub(super) fn rate_all(&mut self, titles: &Titles, among: Option<&Bits>, helpers: &dyn Helpers) -> Rated {
        let mut scores = Scores::none(titles.len());
        self.rate_labels(titles, &mut scores);
        let index = titles.index();
        let mut doubtful = Bits::none(titles.len());
        match self.units.as_slice() {
            [unit] => {
                if let Some(stories) = index.character(*unit) {
                    stories.raise(&mut scores, &rate_spots(|spot| Some(Manner::Characters(spot.stand()))));
                }
            }
            units => add_stories_with(index, units, &mut doubtful),
        }
        for way in self.written.iter().chain(&self.places) {
            add_stories_with(index, way, &mut doubtful);
        }
        if let Some(pattern) = &self.pattern {
            // Behind a mark of syllables a letter can stand for itself.
            if let ([letter], [_, _, ..]) = (pattern.letters(), self.units.as_slice()) {
                add_stories_with(index, &[*letter], &mut doubtful);
            }
            let sieve = Sieve { index, stories: titles.len(), strict: self.strict, helpers };
            doubtful.add(&sieve.sift(pattern, &mut scores));
        }
        if let Some(among) = among {
            doubtful.keep(among);
        }
        let found = self.look_at(titles, &doubtful, helpers);
        if scores.is_untouched() {
            return Rated::Rising(found);
        }
        scores.raise_each(found.into_iter().map(|(story, score)| (story, score as u16)));
        Rated::Scores(scores)
    }

    /// Looks at the titles of these stories, where they are many in shares side by side; what fits comes in rising order.
    fn look_at(&mut self, titles: &Titles, stories: &Bits, helpers: &dyn Helpers) -> Vec<(u32, u32)> {
        let count = stories.count();
        let shares = shares_of(helpers, count / SHARE);
        if shares < 2 {
            return self.look_at_each(titles, stories.iter());
        }
        let stories: Vec<u32> = stories.iter().collect();
        let parts = stories.chunks(count.div_ceil(shares)).collect();
        let words = (Vec::new(), || self.clone());
        let (found, _) = side_by_side_with(helpers, words, parts, |word: &mut Self, part: &[u32]| {
            word.look_at_each(titles, part.iter().copied())
        });
        found.concat()
    }

    fn look_at_each(&mut self, titles: &Titles, stories: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        titles.read_each(stories, |story, parts| {
            found.extend(self.find_in_parts(parts).map(|found| (story, u32::from(found.score))));
        });
        found
    }

    /// The best match of the word in a story.
    pub(super) fn find(&mut self, titles: &Titles, story: usize) -> Option<WordMatch> {
        let label = if self.label_fits(titles, story) { self.find_label(titles, story) } else { None };
        better(label, self.find_in_parts(titles.parts(story)))
    }

    fn find_in_parts(&mut self, parts: [(Field, &[u16]); 3]) -> Option<WordMatch> {
        parts.into_iter().fold(None, |best, (field, text)| better(best, self.find_in(field, text)))
    }

    /// The characters of a text that the word lights, if it fits there.
    pub(super) fn light(&mut self, text: &[u16]) -> Option<(Manner, Vec<usize>)> {
        if let Some((at, stand)) = find_piece(text, &self.units) {
            return Some((Manner::Characters(stand), (at..at + self.units.len()).collect()));
        }
        if let Some((at, stand)) = self.written.iter().find_map(|way| find_piece(text, way)) {
            // Every way to write a row of numerals has as many characters.
            return Some((Manner::Characters(stand), (at..at + self.units.len()).collect()));
        }
        let place = self.places.iter().find_map(|name| Some((find_piece(text, name)?, name.len())));
        if let Some(((at, stand), length)) = place {
            return Some((Manner::PlaceName(stand), (at..at + length).collect()));
        }
        if let Some((manner, piece)) = self.find_spelled(text) {
            let characters = self.pattern.as_mut().map(|pattern| pattern.characters_in(text, piece));
            return Some((manner, characters.unwrap_or_default()));
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
        if let Some((_, stand)) = self.written.iter().find_map(|way| find_piece(text, way)) {
            return Some(Manner::Characters(stand));
        }
        if let Some((_, stand)) = self.places.iter().find_map(|name| find_piece(text, name)) {
            return Some(Manner::PlaceName(stand));
        }
        if let Some((manner, _)) = self.find_spelled(text) {
            return Some(manner);
        }
        let span = scattered_span(text, &self.units).filter(|_| !self.strict)?;
        // Characters this far apart are not close, whatever their exact score.
        if span > self.units.len() * 3 + 4 {
            return Some(Manner::Scattered(0));
        }
        Some(Manner::Scattered(self.closeness.rate(text, &self.units)))
    }

    /// The piece of text that the word spells best.
    fn find_spelled(&mut self, text: &[u16]) -> Option<(Manner, std::ops::Range<usize>)> {
        let pattern = self.pattern.as_mut()?;
        let stand = |piece: &std::ops::Range<usize>| stand_at(text, piece.clone());
        let (piece, spelled) = pattern.find_best(text, |spelled, piece| (spelled, stand(&piece)))?;
        let counts = !self.strict || spelled == Spelled::Full;
        counts.then(|| (Manner::Pinyin(spelled, stand(&piece)), piece))
    }

    /// Rates the stories by their section labels and provinces.
    fn rate_labels(&self, titles: &Titles, scores: &mut Scores) {
        let index = titles.index();
        let labels = self.sections.iter().zip(index.sections());
        for (found, stories) in labels.chain(self.provinces.iter().zip(index.provinces())) {
            if let Some(found) = found {
                stories.raise(scores, found.score);
            }
        }
        for story in titles.amended() {
            let found = self.find_label(titles, *story as usize);
            scores.set(*story, found.map_or(0, |found| found.score));
        }
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
}

/// The stories that have all of these characters, and perhaps a few more: each is looked at afterwards.
pub(super) fn add_stories_with(index: &Index, units: &[u16], set: &mut Bits) {
    const FEW: usize = 200;
    let mut units = units.to_vec();
    units.sort_unstable();
    units.dedup();
    let Some(lists) = units.iter().map(|unit| index.character(*unit)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let mut lists: Vec<_> = lists.into_iter().map(Postings::stories).collect();
    // The shortest list first: where it leaves few stories, the long ones need not be gone through.
    lists.sort_by_key(|list| list.len());
    let Some((shortest, others)) = lists.split_first() else { return };
    let mut stories = set.empty();
    shortest.add_to(&mut stories);
    for list in others {
        if stories.count() <= FEW {
            break;
        }
        let mut having = set.empty();
        list.add_to(&mut having);
        stories.keep(&having);
    }
    set.add(&stories);
}

pub(super) fn better(one: Option<WordMatch>, other: Option<WordMatch>) -> Option<WordMatch> {
    match (one, other) {
        (Some(one), Some(other)) if other.score <= one.score => Some(one),
        (one, other) => other.or(one),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::rank::Stand;
    use crate::query::situation::Alone;
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

    /// Characters of one and of several readings, words that tell which, marks, blanks, letters and digits.
    const TEXT: &str = "[河南重庆长安六合作乐行人ANai5二〇 ，·]{0,12}";
    const TYPED: &str = "[hnacqyzgdlisejo]{1,5}|[河南重庆长安合ai' 5二，]{1,4}|[河n合庆][an]|(he|nan|zuo|ge|le|xing|h|c|qi|河){2,4}|zh|sh|ge|hezuo|gezuo|chongqing|luan|20|二〇";

    #[test]
    fn a_rare_reading_is_found_where_a_usual_one_is_only_begun() {
        let mut titles = Titles::default();
        titles.push(&Title { headline: "河南", ..Title::default() });
        // 南 is nan, which is begun but not at the beginning, and rarely na, which is spelled out.
        let mut word = Word::prepare("na", Sounds::Exact, false);
        let scores = word.rate_all(&titles, None, &Alone);
        let found = word.find(&titles, 0).expect("it is spelled out");
        assert_eq!(found.manner, Manner::Pinyin(Spelled::Rare, stand_at(&fold::units("河南"), 1..2)));
        assert_eq!(scores.get(0), Some(u32::from(found.score)));
    }

    #[test]
    fn a_letter_behind_a_mark_of_syllables_is_found_as_a_letter() {
        let mut titles = Titles::default();
        titles.push(&Title { authors: "i", ..Title::default() });
        for strict in [false, true] {
            let mut word = Word::prepare("'i", Sounds::Exact, strict);
            let scores = word.rate_all(&titles, None, &Alone);
            let found = word.find(&titles, 0).map(|found| u32::from(found.score));
            assert!(found.is_some(), "strict: {strict}");
            assert_eq!(scores.get(0), found, "strict: {strict}");
        }
    }

    proptest! {
        #![proptest_config(crate::cases::cases(96))]

        /// The lists tell of every story what looking at it tells.
        #[test]
        fn rating_all_is_rating_each(
            stories in proptest::collection::vec((TEXT, TEXT, TEXT), 1..20),
            typed in TYPED,
            fuzzy in any::<bool>(),
            strict in any::<bool>(),
        ) {
            let mut titles = Titles::default();
            for (number, (headline, kicker, authors)) in stories.iter().enumerate() {
                let section = ["要闻", "河南", ""][number % 3];
                let about = 1 << (number % 34);
                titles.push(&Title { headline, kicker, authors, section, about, ..Title::default() });
            }
            let sounds = if fuzzy { Sounds::Fuzzy } else { Sounds::Exact };
            let mut word = Word::prepare(&typed, sounds, strict);
            word.learn_sections(&titles);
            let scores = word.rate_all(&titles, None, &Alone);
            for (story, texts) in stories.iter().enumerate() {
                let found = word.find(&titles, story);
                let score = found.map(|found| u32::from(found.score));
                prop_assert_eq!(scores.get(story as u32), score, "{} in {:?}: {:?}", typed, texts, found);
            }
        }
    }
}
