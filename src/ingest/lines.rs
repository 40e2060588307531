//! The lines of a page as the loader looks at them: one run of characters with the marks brought to one family.
//!
//! Chinese pages set full-width （），： or ASCII (),: and curly or corner quotes; every rule of the loader would
//! have to name both. Here they become one: `,` beside a Chinese character reads `，`, 『 reads “. On a page in
//! traditional characters 本報記者 reads 本报记者 for the same reason. The text that a reader sees is never taken
//! from here.

use crate::model::{LineNumber, RawLine};
use crate::text::fold::{fold_variant, is_variant};

/// The trimmed, folded lines of one page.
#[derive(Debug)]
pub(crate) struct PageText {
    characters: Vec<char>,
    lines: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    number: LineNumber,
    start: usize,
    end: usize,
    gap: u32,
}

impl PageText {
    /// Looks at the raw lines of a page.
    pub(crate) fn new(raw: &[RawLine]) -> Self {
        let bytes: usize = raw.iter().map(|line| line.text.len()).sum();
        let mut characters = Vec::with_capacity(bytes / 3 + raw.len());
        let mut lines = Vec::with_capacity(raw.len());
        for line in raw {
            let start = characters.len();
            push_folded(line.text.trim(), &mut characters);
            lines.push(Span { number: line.number, start, end: characters.len(), gap: line.blank_before });
        }
        if is_traditional(&characters) {
            characters.iter_mut().filter(|c| is_han(**c)).for_each(|c| *c = fold_variant(*c));
        }
        Self { characters, lines }
    }

    /// How many lines are not blank.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The characters of a line.
    pub(crate) fn line(&self, index: usize) -> &[char] {
        let span = self.lines[index];
        &self.characters[span.start..span.end]
    }

    /// The number of a line in the raw file.
    pub(crate) fn number(&self, index: usize) -> LineNumber {
        self.lines[index].number
    }

    /// How many blank lines stand before it.
    pub(crate) fn gap(&self, index: usize) -> u32 {
        self.lines[index].gap
    }

    /// How many characters all lines have together.
    pub(crate) fn character_count(&self) -> usize {
        self.characters.len()
    }
}

/// How many characters tell whether a page is set in traditional ones: a few lines are enough.
const TOLD_BY: usize = 400;

/// Whether the page is set in traditional characters: there about every third has a simplified form; on other
/// pages only a quotation or a name does.
fn is_traditional(characters: &[char]) -> bool {
    let han = characters.iter().filter(|c| is_han(**c)).take(TOLD_BY);
    let (all, changed) = han.fold((0, 0), |(all, changed), &c| (all + 1, changed + usize::from(has_form(c))));
    changed * 8 > all
}

/// Whether a character has a simplified form. The bits of the main block tell it without the whole table of forms.
fn has_form(c: char) -> bool {
    if matches!(c, '\u{4e00}'..='\u{9fff}') { is_variant(c) } else { fold_variant(c) != c }
}

/// Appends `text` with its marks folded to the full-width family; runs of blanks become one blank.
fn push_folded(text: &str, characters: &mut Vec<char>) {
    let start = characters.len();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{4e00}'..='\u{9fff}' => characters.push(c),
            ',' | ':' | ';' | '?' | '!' | '(' | ')' => {
                let before = characters.get(start..).and_then(<[char]>::last).copied();
                let behind = rest.clone().next();
                let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                characters.push(if is_latin(before) && is_latin(behind) { c } else { widen(c) });
            }
            '『' | '「' => characters.push('“'),
            '』' | '」' => characters.push('”'),
            '﹃' | '﹁' => characters.push('‘'),
            '﹄' | '﹂' => characters.push('’'),
            c if c.is_whitespace() => {
                if characters.len() > start && characters.last() != Some(&' ') {
                    characters.push(' ');
                }
            }
            c => characters.push(fold_width(c)),
        }
    }
    while characters.len() > start && characters.last() == Some(&' ') {
        characters.pop();
    }
}

/// The full-width form of an ASCII mark.
const fn widen(mark: char) -> char {
    match mark {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        other => other,
    }
}

/// Full-width letters and digits read as ASCII; other characters as they are.
fn fold_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '．' => '.',
        other => other,
    }
}

/// Whether a character is a Chinese ideograph.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}' | '〇' | '\u{f900}'..='\u{faff}')
}

/// Whether a sentence may stop with this character.
pub(crate) const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '”' | '…' | '；' | '》' | '.')
}

/// Whether `text` has `word` at its start.
pub(crate) fn starts_with(text: &[char], word: &str) -> bool {
    let mut at = text.iter();
    word.chars().all(|c| at.next() == Some(&c))
}

/// Whether `text` has `word` at its end.
pub(crate) fn ends_with(text: &[char], word: &str) -> bool {
    let mut at = text.iter().rev();
    word.chars().rev().all(|c| at.next() == Some(&c))
}

/// Where `word` first stands in `text`.
pub(crate) fn find(text: &[char], word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    (0..text.len()).find(|&at| text[at] == first && starts_with(&text[at..], word))
}

/// How many quotes and brackets stay open at the end of a text, and how many closing ones nobody opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Balance {
    /// Opened, not closed: “, （, 《.
    pub(crate) open: [u8; 3],
    /// Closed, not opened.
    pub(crate) close: [u8; 3],
}

impl Balance {
    /// Counts the marks of a text.
    pub(crate) fn of(text: &[char]) -> Self {
        let mut balance = Self::default();
        for &c in text {
            balance.push(c);
        }
        balance
    }

    fn push(&mut self, c: char) {
        // Nearly every character is a common ideograph, and none of those is a mark.
        if matches!(c, '\u{4e00}'..='\u{9fff}') {
            return;
        }
        let (kind, opens) = match c {
            '“' => (0, true),
            '”' => (0, false),
            '（' => (1, true),
            '）' => (1, false),
            '《' => (2, true),
            '》' => (2, false),
            _ => return,
        };
        if opens {
            self.open[kind] = self.open[kind].saturating_add(1);
        } else if self.open[kind] > 0 {
            self.open[kind] -= 1;
        } else {
            self.close[kind] = self.close[kind].saturating_add(1);
        }
    }

    /// Whether every mark has its partner.
    pub(crate) fn is_even(self) -> bool {
        self == Self::default()
    }
}

/// The characters of a text with its marks in one family, as the rules of lines want them.
pub(crate) fn characters(text: &str) -> Vec<char> {
    let raw = RawLine { number: LineNumber(1), text: text.to_owned(), blank_before: 0 };
    let text = PageText::new(&[raw]);
    if text.len() == 0 { Vec::new() } else { text.line(0).to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut characters = Vec::new();
        push_folded(text.trim(), &mut characters);
        characters.into_iter().collect()
    }

    #[test]
    fn marks_become_one_family() {
        let cases = [
            ("今年,我们(团队)出发:去看海!", "今年，我们（团队）出发：去看海！"),
            ("产值1,200万元", "产值1,200万元"),
            ("比分3:2", "比分3:2"),
            ("『春茶』　 上市", "“春茶” 上市"),
            ("Ａ３版", "A3版"),
        ];
        for (raw, expected) in cases {
            assert_eq!(folded(raw), expected);
        }
    }

    #[test]
    fn open_marks_are_counted() {
        let text: Vec<char> = "他说：“春天（三月".chars().collect();
        assert_eq!(Balance::of(&text), Balance { open: [1, 1, 0], close: [0; 3] });
        let text: Vec<char> = "四月）到了”".chars().collect();
        assert_eq!(Balance::of(&text), Balance { open: [0; 3], close: [1, 1, 0] });
    }
}
