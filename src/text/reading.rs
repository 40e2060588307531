//! Readings of characters with their tones (拼音), as a reader is shown them.
//!
//! A character has its usual reading and perhaps others; the word around it tells which is meant: 行 is xíng, in 银行
//! háng. What no word tells is shown with its usual reading, and the others are named beside it.
//!
//! What it does not do: it cuts no sentence into words (`ingest::words` does), and it bends no tone by its neighbours:
//! 一 is yī and 不 is bù, as in a dictionary.
//!
//! ```
//! use kanbao::text::reading::read;
//! let spoken: Vec<&str> = read("银行行长").iter().filter_map(|said| said.reading).collect();
//! assert_eq!(spoken, ["yín", "háng", "háng", "zhǎng"]);
//! ```

use super::fold::fold_char;
use crate::assets::TONES;

/// Bytes of a syllable in the asset.
const WIDTH: usize = 8;
/// Lengths of the words that tell a reading, the longest first.
const LENGTHS: [usize; 3] = [4, 3, 2];

/// How a character is said where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// The character.
    pub character: char,
    /// Its reading, where it has any.
    pub reading: Option<&'static str>,
    /// A word tells that it is this one; else others may be meant.
    pub told: bool,
}

/// Surnames that are read otherwise than the character is.
const SURNAMES: [(char, &str); 22] = [
    ('曾', "zēng"),
    ('任', "rén"),
    ('单', "shàn"),
    ('解', "xiè"),
    ('仇', "qiú"),
    ('区', "ōu"),
    ('查', "zhā"),
    ('华', "huà"),
    ('朴', "piáo"),
    ('盖', "gě"),
    ('葛', "gě"),
    ('翟', "zhái"),
    ('乐', "yuè"),
    ('宁', "nìng"),
    ('纪', "jǐ"),
    ('折', "shé"),
    ('缪', "miào"),
    ('召', "shào"),
    ('幺', "yāo"),
    ('应', "yīng"),
    ('燕', "yān"),
    ('卜', "bǔ"),
];

/// The readings of a character, the usual one first.
pub fn readings(c: char) -> impl Iterator<Item = &'static str> {
    listed(c).map(|(reading, _)| reading)
}

/// Those that stand in many words. Of a character of which the words tell nothing, all.
pub fn usual_readings(c: char) -> impl Iterator<Item = &'static str> {
    listed(c).filter(|(_, usual)| *usual).map(|(reading, _)| reading)
}

/// The readings of a character, each with whether it is usual.
fn listed(c: char) -> impl Iterator<Item = (&'static str, bool)> {
    let entry = find_entry(c);
    let (usual, all, start) = match entry {
        0 => (0, 0, 0),
        single if single < 0x8000 => (1, 1, 0),
        list => {
            let at = Layout::of_asset().lists + usize::from(list - 0x8000) * 2;
            let head = read_u16(at);
            (head >> 8, head & 0xFF, at + 2)
        }
    };
    (0..all).map(move |number| {
        let syllable = if start == 0 { entry - 1 } else { read_u16(start + usize::from(number) * 2) };
        (syllable_letters(syllable), number < usual)
    })
}

/// Each character of a word or sentence with its reading there. The longest word that tells one counts.
pub fn read(text: &str) -> Vec<Said> {
    let characters: Vec<char> = text.chars().collect();
    let units: Vec<u16> =
        characters.iter().map(|c| u16::try_from(u32::from(fold_char(*c))).unwrap_or(0)).collect();
    let mut said: Vec<Said> = characters.iter().map(|c| alone(*c)).collect();
    let mut at = 0;
    while at < units.len() {
        let word = LENGTHS.into_iter().find_map(|length| {
            let word = units.get(at..at + length)?;
            Some((length, find_word(word)?))
        });
        let Some((length, which)) = word else {
            at += 1;
            continue;
        };
        for (offset, which) in which.iter().enumerate() {
            let folded = characters.get(at + offset).map_or(' ', |c| fold_char(*c));
            if let (Some(said), Some(reading)) =
                (said.get_mut(at + offset), readings(folded).nth(usize::from(*which)))
            {
                *said = Said { reading: Some(reading), told: true, ..*said };
            }
        }
        at += length;
    }
    said
}

/// Each character of a person's name with its reading: a surname may be read in its own way.
pub fn read_name(name: &str) -> Vec<Said> {
    let mut said = read(name);
    if let Some(first) = said.first_mut()
        && let Some((_, reading)) =
            SURNAMES.iter().find(|(surname, _)| *surname == fold_char(first.character))
    {
        *first = Said { reading: Some(reading), told: true, ..*first };
    }
    said
}

/// A character by itself.
fn alone(character: char) -> Said {
    let mut all = readings(character);
    let reading = all.next();
    Said { character, reading, told: all.next().is_none() }
}

/// Which readings the characters of a word have, where the asset has the word.
fn find_word(word: &[u16]) -> Option<&'static [u8]> {
    let (start, count) = *Layout::of_asset().words.get(word.len() - 2)?;
    let width = word.len() * 3;
    let record = |index: usize| TONES.get(start + index * width..start + (index + 1) * width);
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        let (units, which) = record(middle)?.split_at(word.len() * 2);
        let here = units.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        match here.cmp(word.iter().copied()) {
            std::cmp::Ordering::Equal => return Some(which),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// Where the parts of the asset begin; see `assets/pinyin/build_tones.py`.
#[derive(Debug, Clone, Copy)]
struct Layout {
    index: usize,
    lists: usize,
    beyond: usize,
    /// Beginning and number of the words of two, three and four characters.
    words: [(usize, usize); 3],
}

impl Layout {
    /// A few additions: cheaper than keeping it.
    fn of_asset() -> Self {
        let index = 2 + usize::from(read_u16(0)) * WIDTH;
        let lists = index + 258 + usize::from(read_u16(index + 256)) * 512 + 2;
        let beyond = lists + usize::from(read_u16(lists - 2)) * 2;
        let mut at = beyond + 2 + usize::from(read_u16(beyond)) * 6;
        let mut words = [(0, 0); 3];
        for (length, table) in (2..).zip(&mut words) {
            let count = usize::from(read_u16(at));
            *table = (at + 2, count);
            at += 2 + count * length * 3;
        }
        Self { index, lists, beyond, words }
    }
}

fn syllable_letters(syllable: u16) -> &'static str {
    let start = 2 + usize::from(syllable) * WIDTH;
    let bytes = TONES.get(start..start + WIDTH).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default().trim_end_matches('\0')
}

/// The number in the asset that says how a character is read; 0 for none.
fn find_entry(c: char) -> u16 {
    let layout = Layout::of_asset();
    let Ok(unit) = u16::try_from(u32::from(c)) else { return find_beyond(c, layout.beyond) };
    let page = TONES.get(layout.index + usize::from(unit >> 8)).copied().unwrap_or(0);
    if page == 0 {
        return 0;
    }
    read_u16(layout.index + 258 + (usize::from(page) - 1) * 512 + usize::from(unit & 0xFF) * 2)
}

/// The same beyond the first plane: a sorted list.
fn find_beyond(c: char, start: usize) -> u16 {
    let code = |index: usize| {
        let at = start + 2 + index * 6;
        u32::from(read_u16(at)) | u32::from(read_u16(at + 2)) << 16
    };
    let (mut low, mut high) = (0, usize::from(read_u16(start)));
    while low < high {
        let middle = usize::midpoint(low, high);
        match code(middle).cmp(&u32::from(c)) {
            std::cmp::Ordering::Equal => return read_u16(start + 2 + middle * 6 + 4),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    0
}

fn read_u16(at: usize) -> u16 {
    let bytes = TONES.get(at..at + 2).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u16::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(said: &[Said]) -> String {
        said.iter().map(|said| said.reading.unwrap_or("-")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_tell_how_their_characters_are_read() {
        for (text, expected) in [
            ("漯河", "luò hé"),
            ("濉溪", "suī xī"),
            ("银行", "yín háng"),
            ("行走", "xíng zǒu"),
            ("市长", "shì zhǎng"),
            ("长", "cháng"),
            ("重庆", "chóng qìng"),
            ("重要", "zhòng yào"),
            ("西藏", "xī zàng"),
            ("蚌埠", "bèng bù"),
            ("增长率", "zēng zhǎng lǜ"),
            ("不一样", "bù yī yàng"),
            ("銀行", "yín háng"),
            ("饕餮", "tāo tiè"),
            ("𬶋鱼", "jū yú"),
            ("a，1", "- - -"),
            ("", ""),
        ] {
            assert_eq!(spoken(&read(text)), expected, "{text}");
        }
    }

    #[test]
    fn surnames_are_read_in_their_own_way() {
        for (name, expected) in [("单雪", "shàn xuě"), ("解放", "xiè fàng"), ("王乐", "wáng lè")]
        {
            assert_eq!(spoken(&read_name(name)), expected);
        }
    }

    #[test]
    fn what_no_word_tells_is_known_to_be_open() {
        let said = read("行");
        assert!(!said[0].told && readings('行').count() > 1);
        assert!(read("河")[0].told);
        assert!(read("银行")[1].told);
    }

    #[test]
    fn the_asset_is_as_long_as_its_parts() {
        let (start, count) = Layout::of_asset().words[2];
        assert_eq!(start + count * 12, TONES.len());
        for c in ('\u{3400}'..='\u{9FFF}').chain('\u{20000}'..='\u{2FFFF}') {
            for reading in readings(c) {
                assert!(!reading.is_empty() && !reading.contains('\0'), "{c} {reading:?}");
            }
        }
    }
}
