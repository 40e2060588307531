//! Simplified and traditional characters: how a text is shown in the script that a reader prefers.
//!
//! What is shown has as many characters and bytes as what was printed, each in the place of the other: lights, seams,
//! notes and the place in the text hold whatever the script, and no row ends elsewhere. Words choose the character (头发
//! is 頭髮, 发展 is 發展); a word of Taiwan's is shown where it is as long as the printed one (软件 is 軟體, 互联网 stays 互聯網).
//! The few characters whose other form takes another number of bytes stay as printed; no newspaper's type case has them.
//!
//! A text that is in the wanted script already is left alone: 皇后 in traditional print is not taken for 皇後.
//!
//! The tables are OpenCC's; they are laid out when a reader first asks for another script.

use std::borrow::Cow;
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::fold::fold_variant;

/// The script in which texts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Script {
    /// As they were printed.
    #[default]
    AsPrinted,
    /// 简体.
    Simplified,
    /// 繁體.
    Traditional,
    /// 繁體 as in Taiwan, with Taiwan's words.
    Taiwan,
    /// 繁體 as in Hong Kong.
    HongKong,
}

impl Script {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::AsPrinted, Self::Simplified, Self::Traditional, Self::Taiwan, Self::HongKong];

    /// Its name in the settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AsPrinted => "as-printed",
            Self::Simplified => "simplified",
            Self::Traditional => "traditional",
            Self::Taiwan => "taiwan",
            Self::HongKong => "hong-kong",
        }
    }

    /// A text as it is shown.
    ///
    /// ```
    /// use kanbao::text::script::Script;
    /// assert_eq!(Script::Traditional.shown("理发后发展"), "理髮後發展");
    /// ```
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        let (plain, with_words) = match self {
            Self::AsPrinted => return Cow::Borrowed(text),
            _ if text.is_ascii() => return Cow::Borrowed(text),
            Self::Simplified if !is_traditional(text) => return Cow::Borrowed(text),
            Self::Simplified => (&TO_SIMPLIFIED, None),
            Self::Traditional if is_traditional(text) => return Cow::Borrowed(text),
            Self::Traditional => (&TO_TRADITIONAL, None),
            Self::Taiwan if is_traditional(text) => (&TRADITIONAL_TO_TAIWAN, None),
            Self::Taiwan => (&TO_TAIWAN, Some(&TO_TAIWAN_WITH_WORDS)),
            Self::HongKong if is_traditional(text) => (&TRADITIONAL_TO_HONG_KONG, None),
            Self::HongKong => (&TO_HONG_KONG, None),
        };
        let mut shown = convert(plain, text);
        if let Some(with_words) = with_words {
            shown = take_words(&shown, &convert(with_words, text));
        }
        in_place(text, &shown)
    }
}

type Converter = LazyLock<Option<OpenCC>>;

static TO_SIMPLIFIED: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());
static TO_TRADITIONAL: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).ok());
static TO_TAIWAN: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2tw).ok());
static TO_TAIWAN_WITH_WORDS: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2twp).ok());
static TO_HONG_KONG: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2hk).ok());
static TRADITIONAL_TO_TAIWAN: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2tw).ok());
static TRADITIONAL_TO_HONG_KONG: Converter = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2hk).ok());

/// The tables are part of the program; were one of them broken, texts would be shown as printed.
fn convert(converter: &Converter, text: &str) -> String {
    converter.as_ref().map_or_else(|| text.to_owned(), |converter| converter.convert(text))
}

/// Whether more characters of a text are traditional than simplified.
pub fn is_traditional(text: &str) -> bool {
    let traditional = text.chars().filter(|c| fold_variant(*c) != *c).count();
    if traditional == 0 {
        return false;
    }
    let converted = convert(&TO_TRADITIONAL, text);
    let simplified = text.chars().zip(converted.chars()).filter(|(own, other)| own != other).count();
    traditional > simplified
}

/// The printed text with each character in its other form, where that takes the same bytes.
fn in_place<'a>(text: &'a str, other: &str) -> Cow<'a, str> {
    if text == other || text.chars().count() != other.chars().count() {
        return Cow::Borrowed(text);
    }
    let pairs = text.chars().zip(other.chars());
    Cow::Owned(
        pairs.map(|(own, other)| if own.len_utf8() == other.len_utf8() { other } else { own }).collect(),
    )
}

/// The plain form of a text with those words of the other form that are as long as what they stand for.
fn take_words(plain: &str, with_words: &str) -> String {
    if plain == with_words {
        return plain.to_owned();
    }
    let mut taken = String::with_capacity(plain.len());
    let ends = |c: char| !c.is_alphanumeric();
    let clauses = plain.split_inclusive(ends).zip(with_words.split_inclusive(ends));
    if plain.matches(ends).count() != with_words.matches(ends).count() {
        return plain.to_owned();
    }
    for (plain, other) in clauses {
        let plain: Vec<char> = plain.chars().collect();
        let other: Vec<char> = other.chars().collect();
        take_words_of_clause(&plain, &other, &mut taken);
    }
    taken
}

/// Longer clauses than this are not looked at for words: no newspaper prints them.
const LONGEST_CLAUSE: usize = 200;

fn take_words_of_clause(plain: &[char], other: &[char], taken: &mut String) {
    if plain.len() > LONGEST_CLAUSE || other.len() > LONGEST_CLAUSE {
        taken.extend(plain);
        return;
    }
    let common = common_from(plain, other);
    let length = |at: usize, of: usize| common.get(at * (other.len() + 1) + of).copied().unwrap_or(0);
    let (mut at, mut of) = (0, 0);
    while at < plain.len() {
        let (begin, begin_of) = (at, of);
        // What differs, up to the next character that both have.
        while at < plain.len() && of < other.len() && plain[at] != other[of] {
            if length(at + 1, of) >= length(at, of + 1) {
                at += 1;
            } else {
                of += 1;
            }
        }
        if at == plain.len() || of == other.len() {
            (at, of) = (plain.len(), other.len());
        }
        let (own, word) = (&plain[begin..at], &other[begin_of..of]);
        taken.extend(if own.len() == word.len() { word } else { own });
        taken.extend(plain.get(at));
        at += 1;
        of += 1;
    }
}

/// For each two ends of the clauses: how many characters they have in common, in order.
fn common_from(plain: &[char], other: &[char]) -> Vec<u16> {
    let width = other.len() + 1;
    let mut common = vec![0; (plain.len() + 1) * width];
    for at in (0..plain.len()).rev() {
        for of in (0..other.len()).rev() {
            common[at * width + of] = if plain[at] == other[of] {
                common[(at + 1) * width + of + 1] + 1
            } else {
                common[(at + 1) * width + of].max(common[at * width + of + 1])
            };
        }
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_choose_the_character() {
        use Script::{HongKong, Simplified, Taiwan, Traditional};
        for (script, text, expected) in [
            (Traditional, "理发师的头发，发展很快", "理髮師的頭髮，發展很快"),
            (Traditional, "皇后在后面", "皇后在後面"),
            (Traditional, "干部晒干豆角", "幹部曬乾豆角"),
            (Simplified, "臺灣的髮型與發展", "台湾的发型与发展"),
            (Simplified, "乾隆年间的著作", "乾隆年间的著作"),
            (Traditional, "皇后與公里，國家的后妃", "皇后與公里，國家的后妃"),
            (Taiwan, "软件在里面", "軟體在裡面"),
            (Taiwan, "互联网的软件程序", "互聯網的軟體程式"),
            (HongKong, "里面的线", "裏面的線"),
            (Traditional, "Wi-Fi 7，1.5%", "Wi-Fi 7，1.5%"),
            (Traditional, "", ""),
        ] {
            assert_eq!(script.shown(text), expected, "{script:?}");
        }
    }

    #[test]
    fn every_character_keeps_its_place_in_every_script() {
        let texts = [
            "互联网、网络、软件、博客、出租车、打印机，鼠标与硬盘的缓存",
            "𬭚𬬭𫓧鐵鉄铁",
            "龍的后裔與后天",
            "台灣台风臺風",
            "a\u{301}“”——\u{0}",
        ];
        for text in texts {
            for script in Script::ALL {
                let shown = script.shown(text);
                let lengths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
                assert_eq!(lengths(&shown), lengths(text), "{script:?} {text} {shown}");
            }
        }
    }

    #[test]
    fn as_printed_nothing_changes() {
        for text in ["头发", "頭髮", "皇后與后面"] {
            assert_eq!(Script::AsPrinted.shown(text), text);
        }
    }
}
