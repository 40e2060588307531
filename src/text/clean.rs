//! Makes a line of newspaper text safe and alike in every terminal, once, when it is loaded.
//!
//! `clean("\u{1b}[31m红\u{200b}字\t\u{e000}")` gives `红字` with spaces for the tab and 〓 for the private-use
//! character. Terminals disagree on everything that goes here (docs/TYPESETTING.md), and escape sequences or
//! direction marks could make a screen lie. What reads as text is never dropped: only what no reader sees.
//!
//! The rules, in order, for each character:
//!
//! 1. ESC or CSI with its whole sequence, other C0 and C1 controls, DEL: dropped. Tab: spaces to the next stop.
//! 2. Format characters, fillers, variation selectors, direction marks, soft hyphen, zero-width blanks: dropped.
//!    Line and paragraph separators: a blank.
//! 3. Private use, unassigned (in Unicode 14, on which terminals agree), noncharacters: 〓.
//! 4. An emoji's skin tone, the keycap mark, and what a joiner adds to an emoji: dropped; its first picture stays.
//! 5. A combining mark without a character before it, and the fifth and later marks on one: dropped.

use std::borrow::Cow;

use super::clusters::never_joins;
use super::columns::{Measure, in_ranges};
use super::tables::{MISSING, UNSEEN};

/// What is shown for a character that no two terminals draw alike (the printer's 〓 for a missing type).
pub const GETA: char = '〓';

/// A tab goes to the next multiple of this: two Chinese characters, the indent of a paragraph.
const TAB_STOP: usize = 4;

/// More marks than this on one character are a prank, not a language.
const MOST_MARKS: usize = 4;

/// A cleaned line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The text; borrowed where nothing had to change.
    pub text: Cow<'a, str>,
    /// How many characters were dropped or replaced (a tab is not counted).
    pub characters: usize,
}

/// Cleans one line (without its line end).
pub fn clean(line: &str) -> Cleaned<'_> {
    if is_all_plain(line.as_bytes()) {
        return Cleaned { text: Cow::Borrowed(line), characters: 0 };
    }
    let mut cleaner = Cleaner { output: String::with_capacity(line.len()), ..Cleaner::default() };
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        cleaner.take(character, &mut rest);
    }
    if cleaner.output == line {
        return Cleaned { text: Cow::Borrowed(line), characters: cleaner.changed };
    }
    Cleaned { text: Cow::Owned(cleaner.output), characters: cleaner.changed }
}

/// Whether all characters of a line are [plain](is_plain), told by the bytes of their UTF-8.
fn is_all_plain(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            // U+4000 to U+9FFF: nearly all of a newspaper.
            [0xe4..=0xe9, _, _, rest @ ..] | [b' '..=b'~', rest @ ..] => rest,
            [0xe2, 0x80, 0x90..=0xa7, rest @ ..]
            | [0xe3, 0x80, 0x80..=0xa9, rest @ ..]
            | [0xe3, 0x90..=0xbf, _, rest @ ..]
            | [0xef, 0xbc, 0x81..=0xbf, rest @ ..]
            | [0xef, 0xbd, 0x80..=0xa0, rest @ ..] => rest,
            other => return other.is_empty(),
        };
    }
}

/// Never changed, whatever stands beside it.
fn is_plain(character: char) -> bool {
    never_joins(character) || character == '\u{3000}'
}

#[derive(Debug, Default)]
struct Cleaner {
    output: String,
    changed: usize,
    /// Marks on the last character kept.
    marks: usize,
    /// A joiner stood after an emoji: the next picture belongs to it and goes.
    joined: bool,
    /// The last character kept.
    last: Option<char>,
}

impl Cleaner {
    fn take(&mut self, character: char, rest: &mut std::str::Chars<'_>) {
        match character {
            _ if is_plain(character) => self.keep(character),
            '\t' => self.expand_tab(),
            '\u{1b}' => self.changed += 1 + skip_escape(rest),
            '\u{9b}' => self.changed += 1 + skip_parameters(rest),
            '\u{2028}' | '\u{2029}' => {
                self.changed += 1;
                self.keep(' ');
            }
            '\u{200d}' => {
                self.changed += 1;
                self.joined = self.last.is_some_and(is_picture);
            }
            _ if character.is_control() || in_ranges(&UNSEEN, character) => self.changed += 1,
            _ if in_ranges(&MISSING, character) => {
                self.changed += 1;
                self.keep(GETA);
            }
            '\u{1F3FB}'..='\u{1F3FF}' if self.last.is_some_and(is_picture) => self.changed += 1,
            '\u{20e3}' => self.changed += 1,
            _ if self.joined && is_picture(character) => {
                self.changed += 1;
                self.joined = false;
            }
            _ if takes_no_column(character) => self.take_mark(character),
            _ => self.keep(character),
        }
    }

    fn keep(&mut self, character: char) {
        self.output.push(character);
        self.last = Some(character);
        self.marks = 0;
        self.joined = false;
    }

    fn take_mark(&mut self, mark: char) {
        let bears_marks = self.last.is_some_and(|last| !last.is_whitespace());
        if bears_marks && self.marks < MOST_MARKS {
            self.output.push(mark);
            self.marks += 1;
        } else {
            self.changed += 1;
        }
    }

    fn expand_tab(&mut self) {
        let column = Measure::default().text(&self.output);
        for _ in column % TAB_STOP..TAB_STOP {
            self.keep(' ');
        }
    }
}

/// Leaves out the rest of an escape sequence and says how many characters that were. A sequence that does not
/// end in this line is taken for a stray ESC, so that no text is lost with it.
fn skip_escape(rest: &mut std::str::Chars<'_>) -> usize {
    let mut ahead = rest.clone();
    match ahead.next() {
        Some('[') => {
            let skipped = skip_parameters(&mut ahead);
            if skipped == 0 {
                return 0;
            }
            *rest = ahead;
            1 + skipped
        }
        Some(']' | 'P' | '_' | '^' | 'X') => skip_string(rest),
        Some('(' | ')' | '*' | '+' | '#' | '%') => {
            *rest = ahead;
            1 + usize::from(rest.next().is_some())
        }
        Some('7' | '8' | '=' | '>' | 'c' | 'D' | 'E' | 'H' | 'M' | 'N' | 'O' | 'Z' | '\\') => {
            *rest = ahead;
            1
        }
        _ => 0,
    }
}

/// Leaves out the parameters and the final letter of a control sequence; 0 where it is none.
fn skip_parameters(rest: &mut std::str::Chars<'_>) -> usize {
    let mut ahead = rest.clone();
    let mut skipped = 0;
    while let Some(character) = ahead.next() {
        skipped += 1;
        match character {
            ' '..='?' => {}
            '@'..='~' => {
                *rest = ahead;
                return skipped;
            }
            _ => return 0,
        }
    }
    0
}

/// Leaves out an operating-system or device string up to BEL or ST; 0 where none ends it.
fn skip_string(rest: &mut std::str::Chars<'_>) -> usize {
    let mut ahead = rest.clone();
    let mut skipped = 0;
    while let Some(character) = ahead.next() {
        skipped += 1;
        match character {
            '\u{7}' | '\u{9c}' => {
                *rest = ahead;
                return skipped;
            }
            '\u{1b}' if ahead.clone().next() == Some('\\') => {
                ahead.next();
                *rest = ahead;
                return skipped + 1;
            }
            _ => {}
        }
    }
    0
}

/// Emoji and other pictures that a joiner may join.
fn is_picture(character: char) -> bool {
    matches!(character, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2190}'..='\u{23FF}')
        && !matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

/// A combining mark.
fn takes_no_column(character: char) -> bool {
    Measure::default().cluster(character.encode_utf8(&mut [0; 4])) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_by_rule() {
        for (line, text, characters) in [
            ("春天来了，“燕子”飞回。", "春天来了，“燕子”飞回。", 0),
            ("　　缩进 indent", "　　缩进 indent", 0),
            ("\u{1b}[1;31m红\u{1b}[0m字", "红字", 11),
            ("\u{9b}31m红", "红", 4),
            ("\u{1b}]0;标题\u{7}文", "文", 7),
            ("\u{1b}]没有结尾", "]没有结尾", 1),
            ("\u{1b}[没有结尾", "[没有结尾", 1),
            ("a\u{0}\u{7}b\u{7f}\u{85}", "ab", 4),
            ("\u{feff}汉\u{200b}字\u{2060}排\u{ad}版\u{202e}", "汉字排版", 5),
            ("上\u{2028}下", "上 下", 1),
            ("生\u{e000}僻\u{2ebf0}字\u{323af}\u{378}", "生〓僻〓字〓〓", 4),
            ("👨\u{200d}👩\u{200d}👧人", "👨人", 4),
            ("👍🏽好❤\u{fe0f}1\u{fe0f}\u{20e3}", "👍好❤1", 4),
            ("🇨🇳", "🇨🇳", 0),
            ("葛\u{e0100}", "葛", 1),
            ("e\u{301}", "e\u{301}", 0),
            ("\u{301}e\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\u{301}", 2),
            ("\t缩\t进", "    缩  进", 0),
            ("\u{3164}\u{115f}", "", 2),
        ] {
            let cleaned = clean(line);
            assert_eq!((&*cleaned.text, cleaned.characters), (text, characters), "{line:?}");
        }
    }

    #[test]
    fn bytes_tell_the_same_as_characters() {
        for character in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = format!("a{character}看");
            assert_eq!(is_all_plain(text.as_bytes()), is_plain(character), "{character:?}");
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing_more() {
        for line in ["\u{1b}\u{1b}[31m[0m", "👨\u{200d}\u{200d}👩🏽🏽", "\u{301}\t\u{301}", "a\u{200d}\u{301}b"]
        {
            let once = clean(line).text.into_owned();
            assert_eq!(clean(&once), Cleaned { text: Cow::Borrowed(&once), characters: 0 }, "{line:?}");
        }
    }
}
