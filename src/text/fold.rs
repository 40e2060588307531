//! The comparable form of text: what a reader holds to be the same is made the same.
//!
//! ＡＩ and ai, “ and ", ， and `,`, 臺灣 and 台湾 compare equal. Folding goes character by character and never
//! changes their number, so a place in the folded text is a place in the printed one and can be lit.
//!
//! What it does not do: it joins no characters (… stays one), it drops none, and it knows no words, so that 发
//! stands for both 發 and 髮.
//!
//! ```
//! use kanbao::text::fold::fold;
//! assert_eq!(fold("臺灣“ＡＩ”，２０２４"), "台湾\"ai\",2024");
//! ```

use std::ops::Range;

use crate::assets;

/// Where the pages begin in the asset: after the index of 256 bytes and their number.
const PAGES: usize = 258;

/// The comparable form of a text.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// The comparable form of a character.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    if let Some(mark) = fold_mark(c) {
        return mark;
    }
    if c < '\u{2E80}' {
        return lower(c);
    }
    fold_variant(c)
}

/// A digit for a Chinese numeral, for comparisons in which 二〇二四 and 2024 are the same.
pub fn fold_digit(c: char) -> char {
    match c {
        '〇' | '零' | '○' | '◯' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => c,
    }
}

/// The comparable form of a character in one unit of 16 bits, as it stands in search tables.
///
/// A character beyond the first plane takes one of the 2 048 numbers that no character of the first plane has;
/// two of them may share one, which is too rare in print to be worth four bytes for every character.
pub fn unit(c: char) -> u16 {
    let code = u32::from(fold_char(c));
    u16::try_from(code).unwrap_or(0xD800 | (code.wrapping_mul(0x9E37) >> 5 & 0x7FF) as u16)
}

/// The comparable form of a text, one unit a character.
pub fn units(text: &str) -> Vec<u16> {
    text.chars().map(unit).collect()
}

/// [`unit()`] with Chinese numerals as digits.
pub fn digit_unit(unit: u16) -> u16 {
    char::from_u32(u32::from(unit)).map_or(unit, |c| fold_digit(c) as u16)
}

/// The bytes of `text` that the characters with these numbers take, those that stand together as one range.
///
/// `characters` is in rising order.
pub fn byte_ranges(text: &str, characters: &[usize]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut wanted = characters.iter().copied().peekable();
    for (number, (start, c)) in text.char_indices().enumerate() {
        if wanted.peek() != Some(&number) {
            continue;
        }
        wanted.next();
        let end = start + c.len_utf8();
        match ranges.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => ranges.push(start..end),
        }
    }
    ranges
}

/// Marks, blanks and digits that differ only in how they are printed.
fn fold_mark(c: char) -> Option<char> {
    Some(match c {
        '\u{FF01}'..='\u{FF5E}' => {
            let narrow = char::from_u32(u32::from(c) - 0xFEE0)?;
            narrow.to_ascii_lowercase()
        }
        '\u{00A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '、' | '､' | '﹐' | '﹑' => ',',
        '。' | '｡' | '﹒' | '…' | '⋯' => '.',
        '﹔' => ';',
        '﹕' | '∶' | '︰' => ':',
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' | '｢' | '｣' | '«' | '»' => {
            '"'
        }
        '‘' | '’' | '‛' | '′' | 'ʼ' | '´' => '\'',
        '《' | '〈' | '‹' => '<',
        '》' | '〉' | '›' => '>',
        '【' | '〔' | '〖' | '〘' | '﹝' => '[',
        '】' | '〕' | '〗' | '〙' | '﹞' => ']',
        '—' | '–' | '―' | '‐' | '‑' | '‒' | '−' | '─' | '﹣' => '-',
        '〜' | '∼' => '~',
        '•' | '・' | '･' | '‧' | '∙' | '⋅' => '·',
        '￥' => '¥',
        '¹' | '₁' | '①' => '1',
        '²' | '₂' | '②' => '2',
        '³' | '₃' | '③' => '3',
        '₀' => '0',
        '₄' | '④' => '4',
        '₅' | '⑤' => '5',
        '₆' | '⑥' => '6',
        '₇' | '⑦' => '7',
        '₈' | '⑧' => '8',
        '₉' | '⑨' => '9',
        _ => return None,
    })
}

/// The small letter, where it is a single character.
fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The simplified, usual form of a Chinese character, read from the asset in place; other characters as they are.
pub fn fold_variant(c: char) -> char {
    let code = u32::from(c);
    let Ok(unit) = u16::try_from(code) else { return fold_beyond(code).unwrap_or(c) };
    let page = usize::from(assets::FOLD[usize::from(unit >> 8)]);
    if page == 0 {
        return c;
    }
    match read_u16(PAGES + (page - 1) * 512 + usize::from(unit & 0xFF) * 2) {
        0 => c,
        0xFFFF => fold_beyond(code).unwrap_or(c),
        folded => char::from_u32(u32::from(folded)).unwrap_or(c),
    }
}

/// Whether a character of the main Chinese block has a simplified or more usual form.
#[inline]
pub fn is_variant(c: char) -> bool {
    let at = u32::from(c).wrapping_sub(FIRST_HAN) as usize;
    VARIANTS.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

const FIRST_HAN: u32 = 0x4e00;
const HAN_COUNT: usize = 0x5200;

/// A bit for each character of the main Chinese block, made by the compiler: a tenth of the pages of the asset.
static VARIANTS: [u64; HAN_COUNT / 64] = {
    let mut bits = [0; HAN_COUNT / 64];
    let mut at = 0;
    while at < HAN_COUNT {
        let code = FIRST_HAN as usize + at;
        let page = assets::FOLD[code >> 8] as usize;
        if page > 0 {
            let form = PAGES + (page - 1) * 512 + (code & 0xff) * 2;
            let has_form = assets::FOLD[form] != 0 || assets::FOLD[form + 1] != 0;
            bits[at / 64] |= (has_form as u64) << (at % 64);
        }
        at += 1;
    }
    bits
};

/// The form of a character where it or its form lies beyond the first plane: a sorted tail of pairs.
fn fold_beyond(code: u32) -> Option<char> {
    let tail = PAGES + usize::from(read_u16(PAGES - 2)) * 512;
    let count = usize::from(read_u16(tail));
    let pair = |index: usize| (read_u32(tail + 2 + index * 8), read_u32(tail + 2 + index * 8 + 4));
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        match pair(middle) {
            (from, to) if from == code => return char::from_u32(to),
            (from, _) if from < code => low = middle + 1,
            _ => high = middle,
        }
    }
    None
}

fn read_u16(at: usize) -> u16 {
    match assets::FOLD.get(at..at + 2) {
        Some(&[low, high]) => u16::from_le_bytes([low, high]),
        _ => 0,
    }
}

fn read_u32(at: usize) -> u32 {
    let bytes = assets::FOLD.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_what_has_another_form() {
        let han = '\u{4e00}'..='\u{9fff}';
        let all = '\0'..=char::MAX;
        assert!(all.into_iter().all(|c| is_variant(c) == (han.contains(&c) && fold_variant(c) != c)));
    }

    #[test]
    fn what_a_reader_holds_the_same_folds_to_the_same() {
        let cases = [
            ("ＡＩ", "ai"),
            ("Ａ，b、c。", "a,b,c."),
            ("“好”", "\"好\""),
            ("（甲）", "(甲)"),
            ("臺灣", "台湾"),
            ("廣東發展", "广东发展"),
            ("頭髮與發現", "头发与发现"),
            ("裏面裡面", "里面里面"),
            ("全\u{3000}角", "全 角"),
            ("ｈｎ", "hn"),
            ("CO₂", "co2"),
            ("乾隆與餘生", "乾隆与余生"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), fold(folded), "{text}");
            assert_eq!(fold(text).chars().count(), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for code in (0..0x30000).filter_map(char::from_u32) {
            let once = fold_char(code);
            assert_eq!(fold_char(once), once, "{code} U+{:04X}", u32::from(code));
        }
    }

    #[test]
    fn numerals_fold_to_digits_only_when_asked() {
        assert_eq!(fold("二〇二四"), "二〇二四");
        assert_eq!("二〇二四".chars().map(fold_digit).collect::<String>(), "2024");
    }

    #[test]
    fn ranges_of_neighbours_are_one() {
        assert_eq!(byte_ranges("中a国b", &[0, 1, 3]), [0..4, 7..8]);
        assert_eq!(byte_ranges("中", &[5]), Vec::<Range<usize>>::new());
    }
}
