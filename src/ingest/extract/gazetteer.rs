//! The table of place names, used in place: divisions down to counties, zones, ports, mountains, institutions,
//! old names, and words that only look like a place. docs/PLACES.md tells where they come from.
//!
//! It answers one question: which is the longest known name that begins here? What the name means in its story is
//! decided in `places`.

use crate::assets::PLACES;
use crate::ingest::word_list::{character_at, length_at};
use crate::model::Province;

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 河南, 河南省.
    Province,
    /// 漯河, 恩施州.
    Prefecture,
    /// 蔚县, 新田县.
    County,
    /// Zones, ports, mountains, lakes, works.
    Zone,
    /// Universities, institutes and offices: where they sit.
    Institution,
    /// Old and literary names.
    Old,
    /// Several provinces in one word, each of them meant: 川渝.
    Region,
    /// A wide region of several provinces: 长三角.
    Broad,
    /// No place, although a place's name stands in it: 南京路, 云南白药.
    NoPlace,
}

/// One meaning of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) province: Option<Province>,
    pub(super) kind: Kind,
    /// The name alone proves nothing: it is an ordinary word or occurs in several provinces.
    pub(super) weak: bool,
    /// The name is that of one county and no word of another meaning.
    pub(super) only_place: bool,
}

/// A name found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// Its bytes.
    pub(super) length: usize,
    /// All its meanings.
    pub(super) homes: Homes,
}

/// Meanings of a name: entries of the table that stand side by side, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Homes {
    first: u16,
    end: u16,
}

impl Homes {
    pub(super) fn iter(self) -> impl Iterator<Item = Home> {
        (self.first..self.end).filter_map(|index| TABLE.home(usize::from(index)))
    }

    pub(super) fn provinces(self) -> impl Iterator<Item = Province> {
        self.iter().filter_map(|home| home.province)
    }

    /// What its first meaning is; all are alike or the name is doubtful.
    pub(super) fn kind(self) -> Option<Kind> {
        self.iter().next().map(|home| home.kind)
    }

    /// The meaning of a name that has but one.
    pub(super) fn only(self) -> Option<Home> {
        self.iter().next().filter(|_| self.end - self.first == 1)
    }

    /// The first meaning in a province.
    pub(super) fn within(self, province: Province) -> Option<Self> {
        let at = self.iter().position(|home| home.province == Some(province))?;
        let first = self.first + at as u16;
        Some(Self { first, end: first + 1 })
    }
}

/// How many bytes stand before the next place of a text at which a name may begin: most places are passed over.
pub(super) fn next_name(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (mut at, mut first) = characters.next()?;
    for (next, second) in characters {
        if TABLE.may_begin(first, second) {
            return Some(at);
        }
        (at, first) = (next, second);
    }
    None
}

/// The longest known name of at most `longest` bytes that the text begins with.
pub(super) fn longest_name(text: &str, longest: usize) -> Option<Name> {
    let mut characters = text.chars();
    TABLE.longest(text, characters.next()?, characters.next()?, longest)
}

/// The parts of the asset: see `assets/gazetteer/build.py` for the layout.
struct Table {
    filter: &'static [[u8; 8]; FILTER],
    entries: &'static [u8],
    keys: &'static [u8],
}

/// Flags of an entry.
const WEAK: u8 = 1;
const ONLY_PLACE: u8 = 4;

const HEADER: usize = 12;
const FILTER: usize = 1024;
const ENTRY: usize = 8;

/// The asset cut into its parts; a damaged one would be noticed by every test.
static TABLE: Table = Table::cut(PLACES);

/// The entries whose names begin with the same two characters; no entries in a free place of [`GROUPS`].
#[derive(Clone, Copy)]
struct Group {
    pair: [u16; 2],
    first: u16,
    end: u16,
}

/// About twice as many places as there are groups.
const PLACES_OF_GROUPS: usize = 8192;

/// All groups, each at the place that its two characters give or at the next free one. Made by the compiler.
static GROUPS: [Group; PLACES_OF_GROUPS] = groups(&Table::cut(PLACES));

#[expect(clippy::large_stack_arrays, reason = "the compiler makes it, no stack has to hold it")]
const fn groups(table: &Table) -> [Group; PLACES_OF_GROUPS] {
    let mut groups = [Group { pair: [0, 0], first: 0, end: 0 }; PLACES_OF_GROUPS];
    let count = table.entries.len() / ENTRY;
    assert!(count < u16::MAX as usize);
    let mut index = 0;
    while index < count {
        let pair = first_two(table, index);
        let at = place_of(&groups, pair);
        let first = if groups[at].end == 0 { index as u16 } else { groups[at].first };
        groups[at] = Group { pair, first, end: index as u16 + 1 };
        index += 1;
    }
    groups
}

/// The first two characters of an entry.
const fn first_two(table: &Table, index: usize) -> [u16; 2] {
    let at = index * ENTRY;
    let entry = table.entries;
    let key = u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]) as usize;
    let first = character_at(table.keys, key);
    let second = character_at(table.keys, key + length_at(table.keys, key));
    assert!(first <= 0xffff && second <= 0xffff);
    [first as u16, second as u16]
}

/// Where the group of two characters stands, or a free place if there is none.
const fn place_of(groups: &[Group; PLACES_OF_GROUPS], pair: [u16; 2]) -> usize {
    let mut at = hash(pair[0] as u32, pair[1] as u32) as usize >> 6 & (PLACES_OF_GROUPS - 1);
    while groups[at].end > 0 && (groups[at].pair[0] != pair[0] || groups[at].pair[1] != pair[1]) {
        at = (at + 1) & (PLACES_OF_GROUPS - 1);
    }
    at
}

/// The hash of two characters. Must equal that in `build.py`.
const fn hash(first: u32, second: u32) -> u32 {
    first.wrapping_mul(0x9e37) ^ second.wrapping_mul(0x85eb)
}

impl Table {
    const fn cut(bytes: &'static [u8]) -> Self {
        let (header, rest) = bytes.split_at(HEADER);
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let (words, _) = rest.as_chunks();
        let Some((filter, _)) = words.split_first_chunk() else { panic!("the asset is cut off") };
        let (_, rest) = rest.split_at(size_of::<[[u8; 8]; FILTER]>());
        let (entries, keys) = rest.split_at(count * ENTRY);
        Self { filter, entries, keys }
    }

    /// Whether any name begins with these two characters: two bits of one word each, so that most places in a text are
    /// passed over without a search.
    #[inline]
    const fn may_begin(&self, first: char, second: char) -> bool {
        let hash = hash(first as u32, second as u32);
        let bits = 1 << (hash >> 3 & 63) | 1 << (hash >> 19 & 63);
        u64::from_le_bytes(self.filter[hash as usize >> 9 & (FILTER - 1)]) & bits == bits
    }

    #[cfg(test)]
    fn count(&self) -> usize {
        self.entries.len() / ENTRY
    }

    fn entry(&self, index: usize) -> Option<&'static [u8]> {
        self.entries.get(index * ENTRY..(index + 1) * ENTRY)
    }

    fn key(&self, index: usize) -> &'static [u8] {
        let Some(&[a, b, c, d, length, ..]) = self.entry(index) else { return &[] };
        let start = u32::from_le_bytes([a, b, c, d]) as usize;
        self.keys.get(start..start + usize::from(length)).unwrap_or_default()
    }

    fn home(&self, index: usize) -> Option<Home> {
        let &[.., province, kind, flags] = self.entry(index)? else { return None };
        let kind = match kind {
            0 => Kind::Province,
            1 => Kind::Prefecture,
            2 => Kind::County,
            3 => Kind::Zone,
            4 => Kind::Institution,
            5 => Kind::Old,
            6 => Kind::Region,
            7 => Kind::Broad,
            _ => Kind::NoPlace,
        };
        Some(Home {
            province: Province::from_index(usize::from(province)),
            kind,
            weak: flags & WEAK != 0,
            only_place: flags & ONLY_PLACE != 0,
        })
    }

    /// The names are sorted, so those that begin with the first two characters stand together, few as they are, and of
    /// two with which the text begins the longer stands behind.
    fn longest(&self, text: &str, first: char, second: char, longest: usize) -> Option<Name> {
        let (Ok(first), Ok(second)) = (u16::try_from(first), u16::try_from(second)) else { return None };
        let group = GROUPS[place_of(&GROUPS, [first, second])];
        let entries = usize::from(group.first)..usize::from(group.end);
        let opens_text = |key: &[u8]| {
            let beginning = text.as_bytes().get(..key.len().min(longest));
            // Most names differ at their end, so one look there spares the comparison.
            beginning.is_some_and(|beginning| beginning.last() == key.last() && beginning == key)
        };
        let last = entries.clone().rev().find(|&index| opens_text(self.key(index)))?;
        let key = self.key(last);
        let twins = (entries.start..last).rev().take_while(|&index| self.key(index) == key).count();
        Some(Name { length: key.len(), homes: Homes { first: (last - twins) as u16, end: last as u16 + 1 } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provinces(text: &str) -> Vec<&'static str> {
        let name = longest_name(text, usize::MAX);
        name.iter().flat_map(|name| name.homes.provinces()).map(Province::short).collect()
    }

    #[test]
    fn the_asset_is_whole_and_sorted() {
        assert!(PLACES.starts_with(b"KBG2"));
        assert!(TABLE.count() > 9000);
        for index in 1..TABLE.count() {
            assert!(TABLE.key(index - 1) <= TABLE.key(index));
        }
    }

    #[test]
    fn each_name_leads_to_itself() {
        for index in 0..TABLE.count() {
            let key = std::str::from_utf8(TABLE.key(index)).unwrap();
            let name = longest_name(key, usize::MAX).unwrap_or_else(|| panic!("{key} is not found"));
            assert_eq!(name.length, key.len(), "{key}");
            assert!((name.homes.first..name.homes.end).contains(&(index as u16)), "{key}");
        }
    }

    #[test]
    fn a_name_with_several_homes_is_marked() {
        for index in 0..TABLE.count() {
            let key = std::str::from_utf8(TABLE.key(index)).unwrap();
            let homes: Vec<Home> = longest_name(key, usize::MAX).unwrap().homes.iter().collect();
            let of_several = homes.iter().all(|home| matches!(home.kind, Kind::Region | Kind::Broad));
            assert!(homes.len() == 1 || of_several || homes.iter().all(|home| home.weak), "{key}");
            assert!(
                homes.iter().all(|home| home.province.is_some() == (home.kind != Kind::NoPlace)),
                "{key}"
            );
        }
    }

    #[test]
    fn divisions_are_known_by_all_their_names() {
        for province in Province::ALL {
            for name in [province.names().full, province.names().short] {
                assert_eq!(provinces(name), [province.short()], "{name}");
            }
        }
        let cases = [
            ("漯河市", "河南"),
            ("漯河", "河南"),
            ("恩施土家族苗族自治州", "湖北"),
            ("恩施州", "湖北"),
            ("大厂回族自治县", "河北"),
            ("蔚县", "河北"),
            ("林芝", "西藏"),
            ("库车", "新疆"),
            ("樟木口岸", "西藏"),
            ("平陆运河", "广西"),
            ("滨海新区", "天津"),
            ("中关村", "北京"),
            ("北京大学深圳研究生院", "广东"),
            ("海南州", "青海"),
            ("吉林市", "吉林"),
            ("襄樊", "湖北"),
            ("高雄市", "台湾"),
        ];
        for (name, province) in cases {
            assert_eq!(provinces(name), [province], "{name}");
        }
        assert_eq!(provinces("川渝"), ["重庆", "四川"]);
        assert_eq!(provinces("南京路"), [] as [&str; 0]);
        assert!(provinces("朝阳").len() > 1);
    }

    #[test]
    fn a_shorter_name_is_found_when_the_longer_one_is_refused() {
        let whole = longest_name("海南区域", usize::MAX).map(|name| name.length);
        assert_eq!(whole, Some("海南区".len()));
        assert_eq!(longest_name("海南区域", whole.unwrap() - 1).map(|name| name.length), Some("海南".len()));
    }
}
