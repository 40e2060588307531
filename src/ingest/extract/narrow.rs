//! Forms of print that mean the same: full-width digits, letters and marks of the ASCII range, blanks, and titles in
//! traditional characters (本報記者). Names are left as they are printed.

use std::borrow::Cow;

use crate::ingest::word_list::Characters;
use crate::text::fold::{fold_char, is_variant};

/// The text with `１月（记者` as `1月(记者`, blanks as ASCII blanks, and `本報記者` as `本报记者`. Most texts have
/// nothing to change.
pub(super) fn narrow(text: &str) -> Cow<'_, str> {
    let mut narrowed = String::new();
    let mut kept = 0;
    let mut has_titles = false;
    for (at, c) in text.char_indices() {
        let narrow = narrow_char(c);
        if narrow != c {
            narrowed.reserve(text.len() - kept);
            narrowed.push_str(&text[kept..at]);
            narrowed.push(narrow);
            kept = at + c.len_utf8();
        }
        has_titles |= OF_TITLES.has(c);
    }
    if kept == 0 && !has_titles {
        return Cow::Borrowed(text);
    }
    narrowed.push_str(&text[kept..]);
    if has_titles {
        for (printed, plain) in TITLES {
            narrowed = narrowed.replace(printed, plain);
        }
    }
    narrowed.into()
}

/// Characters of which at least one stands in each of [`TITLES`].
static OF_TITLES: Characters = Characters::new("記訊員評論實見約編譯寫筆攝報導時週軍華電圖責");

/// Titles and marks of reports in traditional characters. Each has as many characters as its plain form.
const TITLES: [(&str, &str); 29] = [
    ("記者", "记者"),
    ("通訊員", "通讯员"),
    ("評論員", "评论员"),
    ("實習", "实习"),
    ("見習", "见习"),
    ("特約", "特约"),
    ("編譯", "编译"),
    ("編輯", "编辑"),
    ("責編", "责编"),
    ("採寫", "采写"),
    ("執筆", "执笔"),
    ("攝", "摄"),
    ("報道", "报道"),
    ("報導", "报道"),
    ("本報", "本报"),
    ("日報", "日报"),
    ("晚報", "晚报"),
    ("晨報", "晨报"),
    ("早報", "早报"),
    ("時報", "时报"),
    ("週報", "周报"),
    ("商報", "商报"),
    ("軍報", "军报"),
    ("青年報", "青年报"),
    ("新華社", "新华社"),
    ("日電", "日电"),
    ("社電", "社电"),
    ("报訊", "报讯"),
    ("供圖", "供图"),
];

/// The simplified form of a text in traditional characters, byte for byte as long, so that a place in the one is the
/// same place in the other.
pub(super) fn simplify(text: &str) -> String {
    let simplify = |c: char| {
        let plain = fold_char(c);
        if matches!(c, '\u{4e00}'..='\u{9fff}') && plain.len_utf8() == c.len_utf8() { plain } else { c }
    };
    text.chars().map(simplify).collect()
}

/// Whether a text is set in traditional characters: among its first characters, more than one in twenty has a
/// simplified form.
pub(super) fn is_traditional<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut changed) = (0, 0);
    'told: for text in texts {
        for c in text.chars() {
            all += u32::from(matches!(c, '\u{4e00}'..='\u{9fff}'));
            changed += u32::from(is_variant(c));
            if all == TOLD_BY {
                break 'told;
            }
        }
    }
    changed * 20 > all
}

/// So many Chinese characters tell.
const TOLD_BY: u32 = 2000;

/// One character in its narrow form.
pub(super) fn narrow_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_forms_become_narrow() {
        for (text, expected) in
            [("１月２３日电（记者　石岩）", "1月23日电(记者 石岩)"), ("春，来：", "春,来:"), ("版", "版")]
        {
            assert_eq!(narrow(text), expected);
        }
    }

    #[test]
    fn traditional_text_is_told_from_simplified_and_keeps_its_length() {
        let (traditional, simplified) =
            ("老街沒有一條是直的，東北風颳起來沙土滿天。", "老街没有一条是直的，东北风刮起来沙土满天。");
        assert!(is_traditional([traditional].into_iter()));
        assert!(!is_traditional([simplified].into_iter()));
        assert_eq!(simplify(traditional), simplified);
        assert_eq!(simplify(traditional).len(), traditional.len());
        for (printed, plain) in TITLES {
            assert_eq!(printed.chars().count(), plain.chars().count());
            assert!(printed.contains(|c| OF_TITLES.has(c)) || printed == "报訊", "{printed}");
        }
    }
}
