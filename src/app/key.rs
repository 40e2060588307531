//! One key as a reader presses it, and how it is written: `j`, `G`, `<c-d>`, `<s-tab>`, `<space>`.
//!
//! Parsing and printing are each other's inverse, so that help, settings and documents speak the same way.
//! Which key does what is not known here (see [`super::keymap`]).

use std::fmt;
use std::str::FromStr;

/// The key itself, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A key that types a character; capital letters stand for themselves.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// The key that deletes backwards.
    Backspace,
    /// The key that deletes forwards.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// A key with its modifiers. Shift is only kept where the key types no character of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// Control is held.
    pub control: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held, for keys that are not characters.
    pub shift: bool,
}

/// Text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” names no key")]
pub struct NoSuchKey(pub String);

const NAMED: [(&str, Code); 19] = [
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("bs", Code::Backspace),
    ("del", Code::Delete),
    ("ins", Code::Insert),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
    ("space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("gt", Code::Char('>')),
    ("return", Code::Enter),
    ("backspace", Code::Backspace),
];

impl Chord {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, control: false, alt: false, shift: false }
    }

    /// A character key.
    pub const fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    /// Control and a character.
    pub const fn control(character: char) -> Self {
        Self { code: Code::Char(character), control: true, alt: false, shift: false }
    }

    /// The same key as an ASCII keyboard would have sent it: an input method turned on types ／ for `/`,
    /// ｊ for `j` and 【 for `[`. Outside text fields these mean their ASCII keys.
    #[must_use]
    pub fn as_ascii(self) -> Self {
        let Code::Char(character) = self.code else { return self };
        Self { code: Code::Char(ascii_key(character)), ..self }
    }

    /// The character that a text field takes for this key.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.control && !self.alt && !character.is_control() => Some(character),
            _ => None,
        }
    }

    /// The key as people read it in hints: `↑`, `Enter`, `Ctrl-D`, `j`.
    pub fn label(self) -> String {
        let mut label = String::new();
        if self.control {
            label.push_str("Ctrl-");
        }
        if self.alt {
            label.push_str("Alt-");
        }
        if self.shift {
            label.push_str("Shift-");
        }
        match self.code {
            Code::Char(' ') => label.push_str("Space"),
            Code::Char(character) if self.control => label.extend(character.to_uppercase()),
            Code::Char(character) => label.push(character),
            Code::Enter => label.push_str("Enter"),
            Code::Esc => label.push_str("Esc"),
            Code::Tab => label.push_str("Tab"),
            Code::Backspace => label.push_str("Backspace"),
            Code::Delete => label.push_str("Delete"),
            Code::Insert => label.push_str("Insert"),
            Code::Up => label.push_str("Up"),
            Code::Down => label.push_str("Down"),
            Code::Left => label.push_str("Left"),
            Code::Right => label.push_str("Right"),
            Code::Home => label.push_str("Home"),
            Code::End => label.push_str("End"),
            Code::PageUp => label.push_str("PgUp"),
            Code::PageDown => label.push_str("PgDn"),
            Code::F(number) => label.push_str(&format!("F{number}")),
        }
        label
    }
}

/// The ASCII key that a Chinese input method's character stands for; other characters stay themselves.
fn ascii_key(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => '\\',
        '【' => '[',
        '】' => ']',
        '「' => '{',
        '」' => '}',
        '《' => '<',
        '》' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '·' => '`',
        '¥' | '￥' => '$',
        _ => character,
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            Code::F(number) => Some(format!("f{number}")),
            code => NAMED.iter().find(|(_, named)| *named == code).map(|(name, _)| (*name).to_owned()),
        };
        let marks = [(self.control, "c-"), (self.alt, "a-"), (self.shift, "s-")];
        let prefix: String = marks.iter().filter(|(held, _)| *held).map(|(_, mark)| *mark).collect();
        match (name, self.code) {
            (Some(name), _) => write!(f, "<{prefix}{name}>"),
            (None, Code::Char(character)) if prefix.is_empty() => write!(f, "{character}"),
            (None, Code::Char(character)) => write!(f, "<{prefix}{character}>"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for Chord {
    type Err = NoSuchKey;

    fn from_str(text: &str) -> Result<Self, NoSuchKey> {
        let no_key = || NoSuchKey(text.to_owned());
        let mut characters = text.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            return Ok(Self::char(only));
        }
        let mut rest = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).ok_or_else(no_key)?;
        let mut chord = Self::plain(Code::Esc);
        while let Some((mark, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
            match mark.to_ascii_lowercase().as_str() {
                "c" => chord.control = true,
                "a" | "m" => chord.alt = true,
                "s" => chord.shift = true,
                _ => return Err(no_key()),
            }
            rest = after;
        }
        let lower = rest.to_ascii_lowercase();
        chord.code = if let Some((_, code)) = NAMED.iter().find(|(name, _)| *name == lower) {
            *code
        } else if let Some(number) = lower.strip_prefix('f').and_then(|digits| digits.parse::<u8>().ok()) {
            if !(1..=24).contains(&number) {
                return Err(no_key());
            }
            Code::F(number)
        } else {
            let mut characters = rest.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => Code::Char(character),
                _ => return Err(no_key()),
            }
        };
        Ok(chord)
    }
}

/// Reads a row of keys such as `gg<c-d>` or `/河南<enter>`: what tests and the settings file write.
pub fn parse_keys(text: &str) -> Result<Vec<Chord>, NoSuchKey> {
    let mut chords = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let named = (first == '<').then(|| rest.find('>')).flatten();
        let length = named.map_or(first.len_utf8(), |end| end + 1);
        let (key, after) = rest.split_at(length);
        chords.push(key.parse()?);
        rest = after;
    }
    Ok(chords)
}

/// Writes keys so that [`parse_keys`] reads them.
pub fn print_keys(chords: &[Chord]) -> String {
    chords.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_and_parse_back() {
        let codes = NAMED.iter().take(17).map(|(_, code)| *code);
        let codes = codes.chain(('!'..='~').map(Code::Char)).chain((1..=24).map(Code::F));
        for code in codes {
            for bits in 0..8 {
                let chord = Chord { code, control: bits & 1 > 0, alt: bits & 2 > 0, shift: bits & 4 > 0 };
                assert_eq!(chord.to_string().parse(), Ok(chord), "{chord}");
            }
        }
    }

    #[test]
    fn rows_of_keys_are_read_one_by_one() {
        let keys = parse_keys("/河南<enter>j<c-d>").unwrap();
        assert_eq!(keys.len(), 6);
        assert_eq!(print_keys(&keys), "/河南<enter>j<c-d>");
        assert!(parse_keys("<nokey>").is_err());
        assert!("<f99>".parse::<Chord>().is_err());
    }

    #[test]
    fn full_width_keys_stand_for_their_ascii_ones() {
        for (typed, meant) in [('／', '/'), ('？', '?'), ('ｊ', 'j'), ('：', ':'), ('】', ']'), ('　', ' ')]
        {
            assert_eq!(Chord::char(typed).as_ascii(), Chord::char(meant));
        }
        assert_eq!(Chord::char('河').as_ascii(), Chord::char('河'));
    }
}
