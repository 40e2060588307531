//! Pull quotes: text set apart that repeats the body nearly word for word.

use super::{Context, Label, Rule};
use crate::ingest::join::grams::LONGEST as GRAM;
use crate::ingest::lines::ends_sentence;

pub(super) const RULE: Rule = Rule {
    name: "pull-quote",
    reason: (
        "几乎逐字重复他处正文的短段",
        "a short paragraph that repeats running text nearly word for word",
    ),
    judge: |context, line| is_pull_quote(context, line).then_some(Label::PullQuote),
};

/// On pages larger than this no quotes are looked for: the work would grow with the square of the page.
const MOST_LINES: usize = 500;
const MOST_CHARACTERS: usize = 25_000;
/// The share of them that must stand elsewhere.
const REPEATED: f32 = 0.8;

fn is_pull_quote(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    let large = context.text.len() > MOST_LINES || context.text.character_count() > MOST_CHARACTERS;
    if large || !is_candidate(text) {
        return false;
    }
    let windows = text.len() + 1 - GRAM;
    let needed = (windows as f32 * REPEATED).ceil() as usize;
    context.grams.repeats(text, needed) && has_longer_source(context, line, needed)
}

/// Whether the runs stand in other lines that are longer or that share only a part: two short paragraphs that are
/// the same are a story printed twice, not a quote of each other.
fn has_longer_source(context: &Context<'_>, line: usize, needed: usize) -> bool {
    let sources = sources_of(context, line);
    match sources.lines.as_slice() {
        [] => false,
        // What one other short text repeats may be quoted by it, if that one draws on several places.
        [only] => {
            sources.covered >= needed
                && !(is_candidate(context.text.line(*only)) && sources_of(context, *only).lines.len() > 1)
        }
        _ => sources.covered >= needed,
    }
}

/// Where the runs of a line come from.
struct Sources {
    lines: Vec<usize>,
    covered: usize,
}

fn sources_of(context: &Context<'_>, line: usize) -> Sources {
    let text = context.text.line(line);
    let grams: Vec<&[char]> = text.windows(GRAM).collect();
    let mut seen = vec![false; grams.len()];
    let mut lines = Vec::new();
    for other in (0..context.text.len()).filter(|&other| other != line) {
        let source = context.text.line(other);
        if source.len() < 20 || !matches!(context.label(other), None | Some(Label::Opening)) {
            continue;
        }
        let before = seen.iter().filter(|seen| **seen).count();
        mark_repeated(&grams, source, &mut seen);
        let gained = seen.iter().filter(|seen| **seen).count() - before;
        if gained * 6 > grams.len() && (source.len() > text.len() + 8 || gained * 10 < grams.len() * 8) {
            lines.push(other);
        }
    }
    Sources { lines, covered: seen.iter().filter(|seen| **seen).count() }
}

fn is_candidate(text: &[char]) -> bool {
    (20..=180).contains(&text.len()) && text.last().is_some_and(|&c| ends_sentence(c))
}

fn mark_repeated(grams: &[&[char]], source: &[char], seen: &mut [bool]) {
    // A quote shares its very first or some middle gram with its source; ask three before comparing all.
    let probes = [0, grams.len() / 3, grams.len() / 2, grams.len() * 3 / 4, grams.len() - 1];
    let near = probes.iter().any(|&probe| source.windows(GRAM).any(|window| window == grams[probe]));
    if !near {
        return;
    }
    for (gram, seen) in grams.iter().zip(seen) {
        *seen = *seen || source.windows(GRAM).any(|window| window == *gram);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::labels;
    use super::*;

    #[test]
    fn a_quote_repeats_the_text() {
        let page = "渔港三年修了五座码头，停得下二百条渔船，船老大们再也不用半夜起来给邻船让位置。老人说，从前出海要看天，现在出海先看手机上的潮汐表，心里踏实得多。\n\n\
                    渔港三年修了五座码头，船老大们再也不用半夜起来给邻船让位置。\n\n\
                    冬天的海风很硬，吹得人站不住脚，可码头上的灯一直亮着，谁也没有提前回家。\n";
        assert_eq!(labels(page), [Label::Body, Label::PullQuote, Label::Body]);
    }
}
