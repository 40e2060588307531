//! Rare characters: those beyond the 3,755 of the first level of GB/T 2312, which cover more than 99 in a hundred
//! characters of a paper.

use std::ops::Range;

use crate::assets::COMMON;
use crate::ingest::lines::is_han;

/// Bytes of each character of the asset: all lie where UTF-8 takes three.
const WIDTH: usize = 3;

/// Whether many readers would have to look a character up.
pub fn is_rare(c: char) -> bool {
    // Pages in traditional characters would be lit all over: what is common there counts by its simplified form.
    is_han(c) && c != '〇' && !is_common(c) && !is_common(crate::text::fold::fold_char(c))
}

/// The rare characters of a text, neighbours together.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, c) in text.char_indices().filter(|(_, c)| is_rare(*c)) {
        let end = start + c.len_utf8();
        match found.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => found.push(start..end),
        }
    }
    found
}

fn is_common(c: char) -> bool {
    let bytes = COMMON.as_bytes();
    let mut buffer = [0; 4];
    let wanted = c.encode_utf8(&mut buffer).as_bytes();
    let (mut low, mut high) = (0, bytes.len() / WIDTH);
    while low < high {
        let middle = usize::midpoint(low, high);
        let here = bytes.get(middle * WIDTH..(middle + 1) * WIDTH).unwrap_or_default();
        match here.cmp(wanted) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::tests::lit;
    use super::*;

    #[test]
    fn the_asset_is_sorted_and_each_character_is_found() {
        assert_eq!(COMMON.chars().count(), 3755);
        assert!(COMMON.chars().is_sorted());
        assert!(COMMON.chars().all(is_common));
    }

    #[test]
    fn rare_characters_are_told_from_common_ones() {
        assert_eq!(lit("漯河的鳜鱼和濉溪的𬶋鱼，國家", find), ["漯", "鳜", "濉", "𬶋"]);
        assert_eq!(lit("河南的桥，abc〇", find), [] as [&str; 0]);
    }
}
