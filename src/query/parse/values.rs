//! What stands behind the colon of a filter: names, numbers, days.

use super::{Ask, Name, NumberRange};
use crate::query::PlaceSense;
use crate::query::keys::{Key, State};
use crate::query::mistake::MistakeKind;
use crate::query::provinces::find_provinces;
use crate::query::when::{Age, When};
use crate::text::fold::fold_char;

/// What a filter asks with this value, or what is wrong with the value.
pub(super) fn read_filter(key: Key, value: &str, exact: bool) -> Result<Ask, MistakeKind> {
    let name = || Name { text: value.to_owned(), exact };
    let wrong = || MistakeKind::BadValue(key, value.to_owned());
    match key {
        Key::Text => Ok(Ask::Text(value.to_owned())),
        Key::Title => Ok(Ask::Title(name())),
        Key::Province | Key::Mentions => {
            let sense = if key == Key::Province { PlaceSense::About } else { PlaceSense::Mentioned };
            match find_provinces(value) {
                0 => Err(wrong()),
                provinces => Ok(Ask::Province { name: name(), provinces, sense }),
            }
        }
        Key::Place => Ok(Ask::Place(name())),
        Key::Section => Ok(Ask::Section(name())),
        Key::Author => Ok(Ask::Author(name())),
        Key::Paper => Ok(Ask::Paper(name())),
        Key::Tag => Ok(Ask::Tag(value.to_owned())),
        Key::Page => read_numbers(value, 1).map(Ask::Page).ok_or_else(wrong),
        Key::Length => read_numbers(value, 1).map(Ask::Length).ok_or_else(wrong),
        Key::Seam => read_numbers(value, 100).map(Ask::Seam).ok_or_else(wrong),
        Key::Date => read_dates(value).ok_or_else(wrong),
        Key::After => When::parse(value).map(Ask::After).ok_or_else(wrong),
        Key::Before => When::parse(value).map(Ask::Before).ok_or_else(wrong),
        Key::Newer => Age::parse(value).map(Ask::Newer).ok_or_else(wrong),
        Key::Is => State::from_name(value).map(Ask::Is).ok_or_else(wrong),
    }
}

fn read_dates(value: &str) -> Option<Ask> {
    let folded = crate::text::fold::fold(value);
    if let Some(single) = When::parse(&folded) {
        return Some(Ask::Date(single, single));
    }
    let between =
        folded.split_once("..").or_else(|| folded.split_once('~')).or_else(|| folded.split_once('至'))?;
    Some(Ask::Date(When::parse(between.0.trim())?, When::parse(between.1.trim_matches(['.', ' ']))?))
}

/// 7, 1-4, 1..4, >3, >=3, <3, ≤3, 80%; `scale` is what one whole counts.
fn read_numbers(value: &str, scale: u32) -> Option<NumberRange> {
    let folded: String = value.chars().map(fold_char).collect();
    let folded = folded.trim_end_matches(['字', '版']).trim();
    let number = |digits: &str| read_number(digits.trim(), scale);
    let signs: [(&str, bool, bool); 6] = [
        (">=", true, true),
        ("<=", false, true),
        ("≥", true, true),
        ("≤", false, true),
        (">", true, false),
        ("<", false, false),
    ];
    for (sign, least, included) in signs {
        let Some(rest) = folded.strip_prefix(sign) else { continue };
        let bound = number(rest)?;
        return Some(match (least, included) {
            (true, true) => NumberRange { least: Some(bound), most: None },
            (true, false) => NumberRange { least: Some(bound.checked_add(1)?), most: None },
            (false, true) => NumberRange { least: None, most: Some(bound) },
            (false, false) => NumberRange { least: None, most: Some(bound.checked_sub(1)?) },
        });
    }
    let (least, most) = match folded.split_once("..").or_else(|| folded.split_once(['-', '~', '至'])) {
        Some((least, most)) => (number(least)?, number(most)?),
        None => (number(folded)?, number(folded)?),
    };
    (least <= most).then_some(NumberRange { least: Some(least), most: Some(most) })
}

/// A whole number, or for a scale of 100 also 0.8 and 80%.
fn read_number(digits: &str, scale: u32) -> Option<u32> {
    if scale == 1 {
        return digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
    }
    if let Some(percent) = digits.strip_suffix('%') {
        return percent.parse().ok().filter(|percent| *percent <= scale);
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let valid = !digits.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    (valid && whole <= 1).then_some(whole * scale + part).filter(|number| *number <= scale)
}
