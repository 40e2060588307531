//! A text cut into words: the cheapest way to read it, by the same words and kinds of words that weigh up seams.

use std::ops::Range;

use super::lexicon::{LONGEST, State, extend, look_up};
use super::reading::{NO_STATE, is_wordly, step_cost, words_at};
use crate::ingest::lines::is_han;

/// What a word is, as far as names are told from the words around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordKind {
    /// A place, or something else that is called so. Longer words that the lexicon takes for persons often are none.
    Name,
    /// A noun, or what stands before nouns: 食品, 国有, 投资.
    Noun,
    /// 三, 第一, 300.
    Number,
    /// 上, 中, 内.
    Side,
    /// What is done, and how something is: 推动, 大.
    Deed,
    /// What holds a sentence together, and times: 的, 以, 去年.
    Other,
    /// Han that are no word.
    Unknown,
    /// A word in Latin letters.
    Latin,
    /// A mark or a blank.
    Mark,
}

/// The tag of names of persons.
const PERSON_TAG: u8 = 27;

/// The kinds of words by their tags, which are those of the lexicon in the order of their letters (`build.py`).
const KINDS: [WordKind; 64] = {
    use WordKind::{Deed, Name, Noun, Number, Other, Side};
    [
        Deed, Deed, Deed, Noun, Noun, Noun, Other, Other, // a ad ag an b bg c d
        Other, Other, Other, Noun, Side, Noun, Deed, Noun, // df dg e en f g h i
        Noun, Noun, Noun, Other, Noun, Noun, Number, Number, // in j jn k l ln m mg
        Number, Noun, Noun, Noun, Noun, Name, Name, Name, // mq n ng nr nrfg nrt ns nt
        Name, Other, Other, Other, Other, Other, Other, Other, // nz o p q qe qg r rg
        Other, Other, Noun, Other, Noun, Other, Other, Other, // rr rz s t tg u ud ug
        Other, Other, Other, Other, Deed, Deed, Deed, Deed, // uj ul uv uz v vd vg vi
        Noun, Deed, Other, Noun, Other, Other, Deed, Deed, // vn vq w x y yg z zg
    ]
};

/// The cheapest way to read up to some place with a word of one length at its end.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: i32,
    state: State,
    /// How long its last word is, and which of the ways up to there it goes on.
    last: (usize, u8),
}

/// The ways to read up to one place: a word of each length may end there.
#[derive(Debug, Clone, Copy)]
struct Ways {
    ways: [Way; LONGEST],
    count: usize,
}

impl Ways {
    const NONE: Self = Self { ways: [Way { cost: 0, state: NO_STATE, last: (0, 0) }; LONGEST], count: 0 };

    fn push(&mut self, way: Way) {
        if let Some(free) = self.ways.get_mut(self.count) {
            *free = way;
            self.count += 1;
        }
    }

    fn all(&self) -> &[Way] {
        &self.ways[..self.count]
    }
}

/// The bytes of each word of a text, in order. A mark or blank is a word by itself; a number or a Latin word is one.
///
/// ```
/// let text = "渔民修好了灯塔。";
/// let words: Vec<&str> = kanbao::ingest::words(text).into_iter().map(|bytes| &text[bytes]).collect();
/// assert_eq!(words, ["渔民", "修好", "了", "灯塔", "。"]);
/// ```
pub fn words(text: &str) -> Vec<Range<usize>> {
    kinds(text).into_iter().map(|(bytes, _)| bytes).collect()
}

/// The same, and what kind of word each is.
pub(crate) fn kinds(text: &str) -> Vec<(Range<usize>, WordKind)> {
    let characters: Vec<char> = text.chars().collect();
    let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(text.len());
    let mut words = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let stretch = characters[at..].iter().take_while(|c| is_wordly(**c)).count();
        let read = if stretch == 0 { vec![(1, NO_STATE)] } else { read(&characters[at..at + stretch]) };
        for (length, state) in read {
            let word = &characters[at..at + length];
            words.push((bytes[at]..bytes[at + length], kind_of(word, state)));
            at += length;
        }
    }
    words
}

/// Whether a word ends where the one text ends and the other goes on, as the characters around are read.
pub(crate) fn parts_words(before: &str, behind: &str) -> bool {
    let mut stretch = Vec::with_capacity(2 * AROUND);
    stretch.extend(before.chars().rev().take(AROUND).take_while(|c| is_wordly(*c)));
    stretch.reverse();
    let seam = stretch.len();
    stretch.extend(behind.chars().take(AROUND).take_while(|c| is_wordly(*c)));
    let mut end = 0;
    let mut ends = read(&stretch).into_iter().map(|(length, _)| {
        end += length;
        end
    });
    seam == 0 || ends.any(|end| end == seam)
}

/// So many characters on either side tell how a text is read.
const AROUND: usize = 8;

fn kind_of(word: &[char], state: State) -> WordKind {
    match word {
        _ if state == NO_STATE => WordKind::Mark,
        [c] if is_han(*c) && look_up(extend(0, *c), 1).is_none() => WordKind::Unknown,
        // Two characters are seldom a person's name by mistake.
        [a, _] if is_han(*a) && state >> 1 == PERSON_TAG => WordKind::Name,
        [c, ..] if is_han(*c) => KINDS.get(usize::from(state >> 1)).copied().unwrap_or(WordKind::Other),
        _ if word.iter().any(char::is_ascii_alphabetic) => WordKind::Latin,
        _ => WordKind::Number,
    }
}

/// The words of a stretch without marks: the length and the state of each.
fn read(stretch: &[char]) -> Vec<(usize, State)> {
    let mut ways = vec![Ways::NONE; stretch.len() + 1];
    ways[0].push(Way { cost: 0, state: NO_STATE, last: (0, 0) });
    for at in 0..stretch.len() {
        let before = ways[at];
        if before.count == 0 {
            continue;
        }
        words_at(stretch, at, |length, state, cost| {
            let steps = before.all().iter().zip(0..);
            let steps = steps.map(|(way, index)| (way.cost + step_cost(way.state, state) + cost, index));
            if let Some((cost, index)) = steps.min() {
                ways[at + length].push(Way { cost, state, last: (length, index) });
            }
        });
    }
    let mut words = Vec::new();
    let mut end = stretch.len();
    let cheapest = ways[end].all().iter().zip(0..).min_by_key(|(way, _)| way.cost);
    let mut best = cheapest.map_or(0, |(_, index)| index);
    while end > 0 {
        let Some(way) = ways[end].all().get(usize::from(best)) else {
            return vec![(1, NO_STATE); stretch.len()];
        };
        let length;
        (length, best) = way.last;
        words.push((length, way.state));
        end -= length;
    }
    words.reverse();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_into_words() {
        for (text, expected) in [
            ("", ""),
            ("，", "，"),
            ("渔港添了一座冷库", "渔港 添 了 一座 冷库"),
            ("灯塔建成以来照亮了航路", "灯塔 建成 以来 照亮 了 航路"),
            ("长300米的桥", "长 300 米 的 桥"),
            ("去Lake看看", "去 Lake 看看"),
        ] {
            let cut: Vec<&str> = words(text).into_iter().map(|bytes| &text[bytes]).collect();
            assert_eq!(cut.join(" "), expected);
        }
    }

    #[test]
    fn a_seam_parts_words_or_goes_through_one() {
        for (before, behind) in [("渔港添了", "冷库"), ("", "冷库"), ("灯塔，", "照亮"), ("冷库", "")]
        {
            assert!(parts_words(before, behind), "{before}|{behind}");
        }
        for (before, behind) in [("渔港添了一座冷", "库"), ("长30", "0米的桥")] {
            assert!(!parts_words(before, behind), "{before}|{behind}");
        }
    }

    #[test]
    fn words_are_of_kinds() {
        use WordKind::{Deed, Latin, Mark, Name, Noun, Number, Other};
        let text = "河南推动了300个QX食品市场。";
        let expected = [Name, Deed, Other, Number, Other, Latin, Noun, Noun, Mark];
        assert_eq!(kinds(text).into_iter().map(|(_, kind)| kind).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn nothing_is_lost_whatever_the_text() {
        for text in ["龘龘靐", "𬶋鱼e\u{301}“”——", "1.5%·a", "\u{0}\n　"] {
            let cut: String = words(text).into_iter().map(|bytes| &text[bytes]).collect();
            assert_eq!(cut, text);
        }
    }
}
