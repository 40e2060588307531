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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Its bytes.
    pub(super) length: usize,
    entries: Range<usize>,
}

impl Name {
    /// All meanings of the name.
    pub(super) fn homes(&self) -> impl Iterator<Item = Home> + use<> {
        self.entries.clone().filter_map(|index| TABLE.home(index))
    }
}

/// Whether some name may begin with these two characters: asked of every place in a text, it says no of most.
pub(super) fn may_begin(first: char, second: char) -> bool {
    TABLE.may_begin(first, second)
}

/// The longest known name of at most `longest` bytes that the text begins with.
pub(super) fn longest_name(text: &str, longest: usize) -> Option<Name> {
    let mut characters = text.chars();
    let (first, second) = (characters.next()?, characters.next()?);
    if !TABLE.may_begin(first, second) {
        return None;
    }
    let pair = text.len() - characters.as_str().len();
    TABLE.longest(text, pair, longest)
}

/// The parts of the asset: see `assets/gazetteer/build.py` for the layout.
struct Table {
    filter: &'static [u8],
    entries: &'static [u8],
    keys: &'static [u8],
}

/// Flags of an entry.
const WEAK: u8 = 1;
const ONLY_PLACE: u8 = 4;

const HEADER: usize = 12;
const FILTER: usize = 8192;
const ENTRY: usize = 8;

/// The asset cut into its parts; a damaged one would be noticed by every test.
static TABLE: Table = Table::cut(PLACES);

const FIRST_HAN: usize = 0x4e00;
const LAST_HAN: usize = 0x9fff;
const STARTS_LENGTH: usize = LAST_HAN - FIRST_HAN + 2;

/// For each Chinese character the first entry whose name does not begin with a smaller one. Made by the compiler.
static STARTS: [u16; STARTS_LENGTH] = starts(&Table::cut(PLACES));

#[expect(clippy::large_stack_arrays, reason = "the compiler makes it, no stack has to hold it")]
const fn starts(table: &Table) -> [u16; STARTS_LENGTH] {
    let mut starts = [0; STARTS_LENGTH];
    let count = table.entries.len() / ENTRY;
    assert!(count < u16::MAX as usize);
    let (mut index, mut next) = (0, 0);
    while index < count {
        let at = index * ENTRY;
        let entry = table.entries;
        let key = u32::from_le_bytes([entry[at], entry[at + 1], entry[at + 2], entry[at + 3]]) as usize;
        // Three bytes of UTF-8; smaller characters come out below the first Chinese one, larger ones above the last.
        let first = match table.keys[key] {
            0xe0..=0xef => {
                (table.keys[key] as usize & 0xf) << 12
                    | (table.keys[key + 1] as usize & 0x3f) << 6
                    | (table.keys[key + 2] as usize & 0x3f)
            }
            0xf0.. => usize::MAX,
            _ => 0,
        };
        while next < STARTS_LENGTH && next + FIRST_HAN <= first {
            starts[next] = index as u16;
            next += 1;
        }
        index += 1;
    }
    while next < STARTS_LENGTH {
        starts[next] = count as u16;
        next += 1;
    }
    starts
}

impl Table {
    const fn cut(bytes: &'static [u8]) -> Self {
        let (header, rest) = bytes.split_at(HEADER);
        let count = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let (filter, rest) = rest.split_at(FILTER);
        let (entries, keys) = rest.split_at(count * ENTRY);
        Self { filter, entries, keys }
    }

    /// Whether any name begins with these two characters: one bit each, so that most places in a text are passed
    /// over without a search.
    fn may_begin(&self, first: char, second: char) -> bool {
        let hash = ((first as u32).wrapping_mul(0x9e37) ^ (second as u32).wrapping_mul(0x85eb)) >> 3 & 0xffff;
        self.filter.get((hash >> 3) as usize).is_some_and(|byte| byte >> (hash & 7) & 1 == 1)
    }

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

    /// The entries among which the names that begin with a character stand.
    fn beginning_with(&self, first: char) -> (usize, usize) {
        match (first as usize).checked_sub(FIRST_HAN).and_then(|at| STARTS.get(at..at + 2)) {
            Some(&[start, end]) => (usize::from(start), usize::from(end)),
            _ => (0, self.count()),
        }
    }

    /// The names are sorted, so those that begin with the first two characters stand together; they are few.
    fn longest(&self, text: &str, pair: usize, longest: usize) -> Option<Name> {
        let bytes = text.as_bytes();
        let start = beginning(bytes, pair);
        let (mut low, mut high) = self.beginning_with(text.chars().next()?);
        while low < high {
            let middle = usize::midpoint(low, high);
            if beginning(self.key(middle), pair) < start {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let mut best: Option<Name> = None;
        for index in low..self.count() {
            let key = self.key(index);
            if beginning(key, pair) != start {
                break;
            }
            if key.len() > longest || !bytes.starts_with(key) {
                continue;
            }
            match &mut best {
                Some(name) if name.length == key.len() => name.entries.end = index + 1,
                _ => best = Some(Name { length: key.len(), entries: index..index + 1 }),
            }
        }
        best
    }
}

/// The first bytes of a name as one number, in the order of the bytes: two Chinese characters take six of them.
fn beginning(bytes: &[u8], length: usize) -> u64 {
    let mut first = [0; 8];
    match bytes.first_chunk::<6>() {
        Some(six) if length == 6 => first[..6].copy_from_slice(six),
        _ => first.iter_mut().zip(bytes).take(length).for_each(|(to, from)| *to = *from),
    }
    u64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provinces(text: &str) -> Vec<&'static str> {
        let name = longest_name(text, usize::MAX);
        name.iter().flat_map(Name::homes).filter_map(|home| home.province).map(Province::short).collect()
    }

    #[test]
    fn the_asset_is_whole_and_sorted() {
        assert!(PLACES.starts_with(b"KBG1"));
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
            assert!(name.entries.contains(&index), "{key}");
        }
    }

    #[test]
    fn a_name_with_several_homes_is_marked() {
        for index in 0..TABLE.count() {
            let key = std::str::from_utf8(TABLE.key(index)).unwrap();
            let homes: Vec<Home> = longest_name(key, usize::MAX).unwrap().homes().collect();
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
