//! Where sentences end: what is chosen, copied and noted sentence by sentence.

use std::ops::Range;

/// The sentences of a text as ranges of bytes that leave nothing out: what stands between two of them belongs to the
/// one before. A closing quote or bracket after the stop belongs to the sentence too, and a stop within a quote that
/// goes on (“好！”他说。) ends none unless the quote ends there and another sentence begins.
///
/// ```
/// use kanbao::text::sentences::sentences;
/// let text = "桥通了。“路近了！”他说。";
/// let all: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(all, ["桥通了。", "“路近了！”他说。"]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut begin = 0;
    let mut open = 0_usize;
    let mut ends = false;
    for (at, character) in text.char_indices() {
        if ends && !is_stop(character) && !is_closing(character) {
            // Within quotes a sentence goes on; right after them it goes on where a word of saying follows.
            if open == 0 && !goes_on(text.get(at..).unwrap_or_default(), text.get(..at).unwrap_or_default()) {
                sentences.push(begin..at);
                begin = at;
            }
            ends = false;
        }
        match character {
            '“' | '‘' | '「' | '『' | '（' | '(' => open += 1,
            _ if is_closing(character) => open = open.saturating_sub(1),
            _ if is_stop(character) => ends = true,
            _ => {}
        }
    }
    if begin < text.len() {
        sentences.push(begin..text.len());
    }
    sentences
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')')
}

/// “好！”他说: after a quote, a short way to a word of saying.
fn goes_on(after: &str, before: &str) -> bool {
    const NEAR: usize = 6;
    let quoted = before.chars().next_back().is_some_and(|c| matches!(c, '”' | '」'));
    let near: String = after.chars().take(NEAR).collect();
    quoted && ["说", "道", "问", "表示", "介绍", "告诉"].iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_after_their_stops() {
        let cases: [(&str, &[&str]); 7] = [
            ("", &[]),
            ("没有句号", &["没有句号"]),
            ("一。二！三？", &["一。", "二！", "三？"]),
            ("他说：“好。走吧。”大家都走了。", &["他说：“好。走吧。”", "大家都走了。"]),
            ("“好！”老人笑着说。雾散了。", &["“好！”老人笑着说。", "雾散了。"]),
            ("等等……再说。", &["等等……", "再说。"]),
            ("约3.5米（见图。）高。", &["约3.5米（见图。）", "高。"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
