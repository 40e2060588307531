//! Pull quotes: text set apart that repeats the body nearly word for word.

use super::{Context, Label, Rule, torn_ends};
use crate::ingest::join::breaks_off;
use crate::ingest::join::grams::{LONGEST as GRAM, place, prints};
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
    if large || !is_candidate(text) || goes_on(context, line) {
        return false;
    }
    let windows = text.len() + 1 - GRAM;
    let needed = (windows as f32 * REPEATED).ceil() as usize;
    context.grams.repeats(text, needed) && has_longer_source(context, line, needed)
}

/// Whether a line takes up the torn sentence right above it.
fn goes_on(context: &Context<'_>, line: usize) -> bool {
    /// So much better must the two read together than apart.
    const READS_ON: f32 = 3.0;
    let above = line.checked_sub(1).filter(|&above| context.label(above).is_none());
    above.is_some_and(|above| {
        breaks_off(context.text.line(above))
            && (torn_ends(context.text.line(line)).start
                || context.seams.evidence(above, line).reading > READS_ON)
    })
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
    let runs = Runs::of(text);
    let mut seen = vec![false; runs.count];
    let mut sources = Sources { lines: Vec::new(), covered: 0 };
    for other in (0..context.text.len()).filter(|&other| other != line) {
        let source = context.text.line(other);
        if source.len() < 20 || !matches!(context.label(other), None | Some(Label::Opening)) {
            continue;
        }
        let found = runs.found_in(source);
        if !runs.probes().iter().any(|probe| found.contains(probe)) {
            continue;
        }
        let gained = found.into_iter().filter(|&run| !std::mem::replace(&mut seen[run], true)).count();
        sources.covered += gained;
        if gained * 6 > runs.count && (source.len() > text.len() + 8 || gained * 10 < runs.count * 8) {
            sources.lines.push(other);
        }
    }
    sources
}

fn is_candidate(text: &[char]) -> bool {
    (20..=180).contains(&text.len()) && text.last().is_some_and(|&c| ends_sentence(c))
}

/// Bits of the sketch of one line.
const SKETCH_BITS: u32 = 12;

/// The runs of a line, set out so that those of other lines are soon told from them.
struct Runs {
    count: usize,
    /// The prints of the runs and their places in the line, in order.
    sorted: Vec<(u64, usize)>,
    /// A bit for each run; now and then one for a run that the line has not.
    sketch: [u64; 1 << (SKETCH_BITS - 6)],
}

impl Runs {
    fn of(line: &[char]) -> Self {
        let mut sorted: Vec<_> = prints(line).zip(0..).collect();
        sorted.sort_unstable();
        let mut sketch = [0; 1 << (SKETCH_BITS - 6)];
        for &(print, _) in &sorted {
            let (word, bit) = place(print, SKETCH_BITS);
            sketch[word] |= bit;
        }
        Self { count: sorted.len(), sorted, sketch }
    }

    /// The places in the line of all runs that a source has too.
    fn found_in(&self, source: &[char]) -> Vec<usize> {
        let mut found = Vec::new();
        for print in prints(source) {
            let (word, bit) = place(print, SKETCH_BITS);
            if self.sketch[word] & bit != 0 {
                let first = self.sorted.partition_point(|(own, _)| *own < print);
                let same = self.sorted[first..].iter().take_while(|(own, _)| *own == print);
                found.extend(same.map(|(_, at)| *at));
            }
        }
        found
    }

    /// A quote shares its very first or some middle run with its source: where these are not, none is looked for.
    const fn probes(&self) -> [usize; 5] {
        [0, self.count / 3, self.count / 2, self.count * 3 / 4, self.count - 1]
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

    #[test]
    fn what_takes_up_a_torn_sentence_is_no_quote() {
        let said = "渔港三年修了五座码头，停得下二百条渔船，船老大们再也不用半夜起来给邻船让位置。老人说，从前出海要看天，现在出海先看手机上的潮汐表，心里踏实得多。";
        let other = "冬天的海风很硬，吹得人站不住脚，可码头上的灯一直亮着，谁也没有提前回家。";
        let page = format!(
            "{said}\n\n{other}\n\n老人在岸上看了一辈子的海，他对来看他的人慢慢地说，新港停得下二百条渔\n\n船，船老大们再也不用半夜起来给邻船让位置。\n"
        );
        assert_eq!(labels(&page)[2..], [Label::Body; 2]);
    }
}
