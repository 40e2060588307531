//! The Unicode line breaking algorithm (UAX #14, by icu_segmenter, strict) as an oracle: every place where it lets a
//! line end is offered by kanbao too, unless one of the rules named here forbids it.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use kanbao::typeset::{Level, Paragraph};

/// The rule by which kanbao does not offer a place that UAX #14 offers.
fn excuse(before: char, after: char) -> Option<&'static str> {
    let word = |c: char| c.is_ascii_alphanumeric() || c.is_alphabetic() && !is_han(c);
    match (before, after) {
        (_, '·' | '•' | '‧') => Some("CLREQ: an interpunct does not begin a row"),
        (_, '—' | '–' | '～' | '~' | '―') => Some("CLREQ: a connector does not begin a row"),
        ('—' | '–' | '～' | '~' | '―', after) if after.is_ascii_digit() => {
            Some("CLREQ: a range of numbers is one number")
        }
        ('-' | '/' | '?' | '=' | '&' | '|' | '+', after) if word(after) => {
            Some("CLREQ: a compound word or address is whole")
        }
        (
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％',
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％',
        ) => Some("full-width digits and letters are numbers and words as well"),
        (before, '0'..='9') if before.is_alphabetic() && !is_han(before) => {
            Some("a word of any script is whole")
        }
        ('+' | '#' | '*' | '=', '+' | '#' | '*' | '=') => Some("signs that belong to a name are whole (C++)"),
        ('：', '0'..='9') => Some("a score or time is one number, with a full-width colon too"),
        ('-' | '+' | '－' | '＋', '0'..='9') => Some("a sign is part of its number"),
        (_, '-' | '/' | '／') => Some("CLREQ: a connector or solidus does not begin a row"),
        _ => None,
    }
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn check(text: &str) -> Vec<String> {
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    let paragraph = Paragraph::new(text);
    let offered: Vec<usize> = paragraph.breaks(Level::Basic).collect();
    let missing =
        segmenter.segment_str(text).filter(|byte| *byte > 0 && *byte < text.len() && !offered.contains(byte));
    let unexcused = missing.filter_map(|byte| {
        let before = text[..byte].trim_end().chars().next_back()?;
        let after = text[byte..].chars().next()?;
        excuse(before, after).is_none().then(|| format!("{before}|{after} in {text}"))
    });
    unexcused.collect()
}

#[test]
fn what_the_unicode_algorithm_offers_is_offered() {
    let mut texts: Vec<String> = super::cases().into_iter().map(|case| case.text).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample");
    for entry in std::fs::read_dir(folder).expect("the sample edition").flatten() {
        let bytes = std::fs::read(entry.path()).expect("a readable file");
        texts.extend(String::from_utf8_lossy(&bytes).lines().map(|line| line.trim().to_owned()));
    }
    assert!(texts.len() > 200);
    let mut missing: Vec<String> = texts.iter().flat_map(|text| check(text)).collect();
    missing.sort();
    assert!(missing.is_empty(), "{} places:\n{}", missing.len(), missing.join("\n"));
}
