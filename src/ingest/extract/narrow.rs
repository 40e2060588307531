//! Full-width digits, letters and marks of the ASCII range in their narrow form: both families occur in print.

use std::borrow::Cow;

/// The text with `１月（记者` as `1月(记者` and blanks as ASCII blanks. Most texts have nothing to change.
pub(super) fn narrow(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| narrow_char(c) == c) {
        return Cow::Borrowed(text);
    }
    text.chars().map(narrow_char).collect::<String>().into()
}

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
}
