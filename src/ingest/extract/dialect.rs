//! Where a story is at home that names no place but is written as people there speak: the 上海闲话 of a Shanghai evening
//! paper, the 粵語 of papers in Hong Kong and Guangdong. Other dialects are not printed at length.

use super::places::Passage;
use crate::model::Province;

/// A way of writing that papers of one province print.
struct Dialect {
    /// The province where the page has simplified characters, and where it has traditional ones.
    provinces: [Province; 2],
    /// Words that the common language does not have; one alone may be quoted, several make a dialect.
    words: &'static [&'static str],
}

const DIALECTS: [Dialect; 2] = [
    Dialect {
        provinces: [Province::Shanghai; 2],
        words: &[
            "搿",
            "侪",
            "嗰",
            "呒没",
            "阿拉",
            "侬",
            "伊拉",
            "邪气",
            "辰光",
            "辣海",
            "白相",
            "交关",
            "哪能",
            "老底子",
        ],
    },
    Dialect {
        provinces: [Province::Guangdong, Province::HongKong],
        words: &["嘅", "喺", "咗", "哋", "冇", "啲", "嚟", "唔", "佢", "咁", "嗰", "睇"],
    },
];

/// So many different words of a dialect make a text one in dialect.
const DIFFERENT: usize = 4;
/// And one of them stands in so many characters at least.
const EACH: usize = 60;

/// The province of the dialect that a story is written in, and some of the words that show it.
pub(super) fn province_of(passages: &[Passage<'_>], traditional: bool) -> Option<(Province, String)> {
    let length: usize = passages.iter().map(|passage| passage.text.chars().count()).sum();
    DIALECTS.iter().find_map(|dialect| {
        let times = |word: &&&str| -> usize {
            passages.iter().map(|passage| passage.text.matches(**word).count()).sum()
        };
        let found: Vec<(&str, usize)> =
            dialect.words.iter().map(|word| (*word, times(&word))).filter(|(_, times)| *times > 0).collect();
        let all: usize = found.iter().map(|(_, times)| times).sum();
        let written = found.len() >= DIFFERENT && all * EACH >= length;
        let shown = || found.iter().take(DIFFERENT).map(|(word, _)| *word).collect::<Vec<_>>().join("、");
        written.then(|| (dialect.provinces[usize::from(traditional)], shown()))
    })
}
