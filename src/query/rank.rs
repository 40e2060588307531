//! How good a match is, as one number, and the same in words.
//!
//! The order, the earlier ones deciding: the whole field > its beginning > the beginning of a word > anywhere in one
//! piece > in pieces; characters > spelled-out pinyin > its beginning > initials; headline > kicker > authors >
//! section > province. What rates the same keeps the newest first.

use crate::model::Language;
use crate::text::pinyin::Spelled;

use super::titles::Field;

/// Where in a field a match in one piece stands, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// It is the whole field.
    Whole,
    /// It begins the field.
    Prefix,
    /// It stands behind a mark or a blank, or where Latin and Chinese meet.
    WordStart,
    /// Anywhere.
    Inside,
}

/// How a word was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Its characters stand there.
    Characters(Stand),
    /// The spelling of a place name stands for it, such as shaanxi.
    PlaceName(Stand),
    /// Its letters spell the characters there.
    Pinyin(Spelled, Stand),
    /// Its characters stand there in this order, with others between; the number says how close, 0..=99.
    Scattered(u16),
}

/// How good a match in a field is: a larger number is better.
pub(super) fn rate(manner: Manner, field: Field) -> u16 {
    let stand = |best: u16, stand: Stand| best - 2 * stand as u16;
    let (quality, close) = match manner {
        Manner::Characters(at) => (100 - 10 * at as u16, 0),
        Manner::PlaceName(at) | Manner::Pinyin(Spelled::Full, at) => (stand(68, at), 0),
        Manner::Pinyin(Spelled::Begun, at) => (stand(58, at), 0),
        Manner::Pinyin(Spelled::Initials, at) => (stand(48, at), 0),
        Manner::Pinyin(Spelled::Rare, at) => (stand(38, at), 0),
        Manner::Pinyin(Spelled::Mixed, at) => (stand(30, at), 0),
        Manner::Scattered(close) => (20, close),
    };
    (quality * 5 + 4 - field as u16) * 100 + close
}

/// How good a match of an exact term in the body is: below every title.
pub(super) const BODY: u16 = 50;

/// The match in words, for `kanbao list --explain`.
pub fn describe(manner: Manner, field: Field, language: Language) -> String {
    let place = |stand: Stand| match stand {
        Stand::Whole => language.pick("全等", "the whole of"),
        Stand::Prefix => language.pick("开头", "beginning of"),
        Stand::WordStart => language.pick("词首", "start of a word in"),
        Stand::Inside => language.pick("文中", "within"),
    };
    let (how, place) = match manner {
        Manner::Characters(stand) => (language.pick("原字", "characters"), place(stand)),
        Manner::PlaceName(stand) => (language.pick("地名拼写", "place spelling"), place(stand)),
        Manner::Pinyin(spelled, stand) => {
            let how = match spelled {
                Spelled::Full => language.pick("全拼", "full pinyin"),
                Spelled::Begun => language.pick("全拼未完", "pinyin begun"),
                Spelled::Initials => language.pick("简拼", "initials"),
                Spelled::Rare => language.pick("罕见读音", "rare reading"),
                Spelled::Mixed => language.pick("混拼", "mixed pinyin"),
            };
            (how, place(stand))
        }
        Manner::Scattered(_) => (language.pick("依序散见", "scattered"), language.pick("于", "over")),
    };
    let field = name_of(field, language);
    match language {
        Language::Chinese => format!("{field}{place}（{how}）"),
        Language::English => format!("{place} the {field} ({how})"),
    }
}

/// What a field is called.
pub fn name_of(field: Field, language: Language) -> &'static str {
    match field {
        Field::Headline => language.pick("主题", "headline"),
        Field::Kicker => language.pick("引题", "kicker"),
        Field::Authors => language.pick("作者", "authors"),
        Field::Section => language.pick("栏目", "section"),
        Field::Province => language.pick("省份", "province"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_matches_rate_higher() {
        use Spelled::{Begun, Full, Initials, Mixed, Rare};
        use Stand::{Inside, Prefix, Whole, WordStart};
        let order = [
            (Manner::Characters(Whole), Field::Headline),
            (Manner::Characters(Prefix), Field::Headline),
            (Manner::Characters(Prefix), Field::Kicker),
            (Manner::Characters(Prefix), Field::Authors),
            (Manner::Characters(WordStart), Field::Headline),
            (Manner::Characters(Inside), Field::Headline),
            (Manner::Characters(Inside), Field::Province),
            (Manner::Pinyin(Full, Whole), Field::Headline),
            (Manner::Pinyin(Full, Inside), Field::Headline),
            (Manner::Pinyin(Begun, Whole), Field::Headline),
            (Manner::Pinyin(Initials, Prefix), Field::Headline),
            (Manner::Pinyin(Rare, Prefix), Field::Headline),
            (Manner::Pinyin(Mixed, Prefix), Field::Headline),
            (Manner::Scattered(99), Field::Headline),
            (Manner::Scattered(0), Field::Headline),
            (Manner::Scattered(99), Field::Kicker),
        ];
        for pair in order.windows(2) {
            assert!(rate(pair[0].0, pair[0].1) > rate(pair[1].0, pair[1].1), "{pair:?}");
        }
        assert!(rate(Manner::Scattered(0), Field::Province) > BODY);
    }
}
