//! The table of place names, used in place: divisions down to counties, zones, ports, mountains, institutions,
//! old names, and words that only look like a place. docs/PLACES.md tells where they come from.
//!
//! It answers one question: which is the longest known name that begins here? What the name means in its story is
//! decided in `places`.

use std::ops::Range;

use crate::assets::PLACES;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

const FIRST_HAN: usize = 0x4e00;
const LAST_HAN: usize = 0x9fff;
const STARTS_LENGTH: usize = LAST_HAN - FIRST_HAN + 2;

/// The names that begin with the same two Chinese characters.
#[derive(Clone, Copy)]
struct Group {
    /// How far the second character stands from the first Chinese one.
    second: u16,
    /// The first entry.
    entry: u16,
}

/// How many groups there are.
const GROUPS_LENGTH: usize = count_groups(&Table::cut(PLACES));

/// For each Chinese character the first group whose names do not begin with a smaller one, and the groups. Made by
/// the compiler: a search goes over a handful of small numbers that stand side by side.
static INDEX: Index = index(&Table::cut(PLACES));

struct Index {
    starts: [u16; STARTS_LENGTH],
    groups: [Group; GROUPS_LENGTH + 1],
}

/// The second character of a group whose names go on with something else than a Chinese character.
const OTHER: u16 = u16::MAX;

/// The first two characters of an entry, counted from the first Chinese one. Names that begin with a Latin letter are
/// sorted before all others and stand at 0.
const fn first_two(table: &Table, index: usize) -> (usize, u16) {
    let at = index * ENTRY;
    let entry = table.entries;
    let key = u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]) as usize;
    assert!(table.keys[key] <= 0xe9);
    match (han_at(table.keys, key), han_at(table.keys, key + 3)) {
        (Some(first), Some(second)) => (first, second as u16),
        (Some(first), None) => (first, OTHER),
        (None, _) => (0, OTHER),
    }
}

/// The Chinese character of three bytes that begins here, counted from the first one.
const fn han_at(bytes: &[u8], at: usize) -> Option<usize> {
    if at + 2 >= bytes.len() || bytes[at] < 0xe4 || bytes[at] > 0xe9 {
        return None;
    }
    let rest = (bytes[at + 1] as usize & 0x3f) << 6 | bytes[at + 2] as usize & 0x3f;
    ((bytes[at] as usize & 0xf) << 12 | rest).checked_sub(FIRST_HAN)
}

/// Whether an entry begins with other characters than the one before it.
const fn opens_group(table: &Table, index: usize) -> bool {
    let (first, second) = first_two(table, index);
    if index == 0 {
        return true;
    }
    let before = first_two(table, index - 1);
    before.0 != first || before.1 != second
}

const fn count_groups(table: &Table) -> usize {
    let (mut index, mut groups) = (0, 0);
    while index < table.entries.len() / ENTRY {
        groups += opens_group(table, index) as usize;
        index += 1;
    }
    groups
}

#[expect(clippy::large_stack_arrays, reason = "the compiler makes it, no stack has to hold it")]
const fn index(table: &Table) -> Index {
    let mut starts = [0; STARTS_LENGTH];
    let count = table.entries.len() / ENTRY;
    assert!(count < u16::MAX as usize && STARTS_LENGTH < u16::MAX as usize);
    let mut groups = [Group { second: 0, entry: count as u16 }; GROUPS_LENGTH + 1];
    let (mut index, mut group, mut next) = (0, 0, 0);
    while index < count {
        if opens_group(table, index) {
            let (first, second) = first_two(table, index);
            while next < STARTS_LENGTH && next <= first {
                starts[next] = group as u16;
                next += 1;
            }
            groups[group] = Group { second, entry: index as u16 };
            group += 1;
        }
        index += 1;
    }
    while next < STARTS_LENGTH {
        starts[next] = group as u16;
        next += 1;
    }
    Index { starts, groups }
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
        let hash = (first as u32).wrapping_mul(0x9e37) ^ (second as u32).wrapping_mul(0x85eb);
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

    /// The entries whose names begin with two characters.
    fn beginning_with(&self, first: char, second: char) -> Range<usize> {
        let han = |c: char| (c as usize).checked_sub(FIRST_HAN).filter(|at| *at + 1 < STARTS_LENGTH);
        // Names that begin with a Latin letter stand before the others.
        let Some(first) = han(first) else { return 0..usize::from(INDEX.groups[1].entry) };
        let second = han(second).map_or(OTHER, |second| second as u16);
        let groups = usize::from(INDEX.starts[first])..usize::from(INDEX.starts[first + 1]);
        let at = INDEX.groups[groups.clone()].iter().position(|group| group.second == second);
        at.map_or(0..0, |at| {
            let (group, next) = (groups.start + at, groups.start + at + 1);
            usize::from(INDEX.groups[group].entry)..usize::from(INDEX.groups[next].entry)
        })
    }

    /// The names are sorted, so those that begin with the first two characters stand together, few as they are, and of
    /// two with which the text begins the longer stands behind.
    fn longest(&self, text: &str, first: char, second: char, longest: usize) -> Option<Name> {
        let entries = self.beginning_with(first, second);
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
