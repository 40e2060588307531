//! A text cut into words: the cheapest way to read it, by the same words and kinds of words that weigh up seams.

use std::ops::Range;

use super::lexicon::State;
use super::reading::{NO_STATE, is_wordly, step_cost, words_at};

/// The cheapest way to read up to some place with a word of one kind at its end.
#[derive(Debug, Clone, Copy)]
struct Way {
    cost: i32,
    state: State,
    /// Where its last word begins, and which of the ways up to there it goes on.
    from: (usize, usize),
}

/// The bytes of each word of a text, in order. A mark or blank is a word by itself; a number or a Latin word is one.
///
/// ```
/// let text = "渔民修好了灯塔。";
/// let words: Vec<&str> = kanbao::ingest::words(text).into_iter().map(|bytes| &text[bytes]).collect();
/// assert_eq!(words, ["渔民", "修好", "了", "灯塔", "。"]);
/// ```
pub fn words(text: &str) -> Vec<Range<usize>> {
    let characters: Vec<char> = text.chars().collect();
    let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(text.len());
    let mut words = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let stretch = characters[at..].iter().take_while(|c| is_wordly(**c)).count();
        let lengths = if stretch == 0 { vec![1] } else { lengths_in(&characters[at..at + stretch]) };
        for length in lengths {
            words.push(bytes[at]..bytes[at + length]);
            at += length;
        }
    }
    words
}

/// The lengths of the words of a stretch without marks.
fn lengths_in(stretch: &[char]) -> Vec<usize> {
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); stretch.len() + 1];
    ways[0].push(Way { cost: 0, state: NO_STATE, from: (0, 0) });
    for at in 0..stretch.len() {
        let before = ways[at].clone();
        if before.is_empty() {
            continue;
        }
        words_at(stretch, at, |length, state, cost| {
            let steps = before.iter().enumerate();
            let steps = steps.map(|(index, way)| (way.cost + step_cost(way.state, state) + cost, index));
            if let Some((cost, index)) = steps.min() {
                ways[at + length].push(Way { cost, state, from: (at, index) });
            }
        });
    }
    let mut lengths = Vec::new();
    let mut end = stretch.len();
    let mut best = ways[end].iter().enumerate().min_by_key(|(_, way)| way.cost).map_or(0, |(index, _)| index);
    while end > 0 {
        let Some(way) = ways[end].get(best) else { return vec![1; stretch.len()] };
        lengths.push(end - way.from.0);
        (end, best) = way.from;
    }
    lengths.reverse();
    lengths
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
    fn nothing_is_lost_whatever_the_text() {
        for text in ["龘龘靐", "𬶋鱼e\u{301}“”——", "1.5%·a", "\u{0}\n　"] {
            let cut: String = words(text).into_iter().map(|bytes| &text[bytes]).collect();
            assert_eq!(cut, text);
        }
    }
}
