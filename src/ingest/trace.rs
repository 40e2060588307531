//! What the loader thought: for each line its label, the rule that decided, its home and its seams.
//!
//! `kanbao explain` prints this. It is kept apart from the page, because a reader of stories does not need it.

use std::collections::BTreeMap;

use super::assemble::Thoughts;
use super::join::Evidence;
use super::label::{Label, Verdict};
use super::lines::PageText;
use crate::model::{Home, LineNumber, Page};

/// The thoughts about a page, line by line.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// One entry for each line that is not blank, in the order of the file.
    pub lines: Vec<LineTrace>,
}

/// The thoughts about one line.
#[derive(Debug, Clone)]
pub struct LineTrace {
    /// The line.
    pub line: LineNumber,
    /// What it looks like.
    pub label: Label,
    /// The rule that said so.
    pub rule: &'static str,
    /// Why, in Chinese and English.
    pub reason: (&'static str, &'static str),
    /// Where it went.
    pub home: Option<Home>,
    /// The lines that were considered to read on after this one, the best first.
    pub partners: Vec<Partner>,
}

/// A line that may read on after another.
#[derive(Debug, Clone, Copy)]
pub struct Partner {
    /// The line that may read on.
    pub line: LineNumber,
    /// What speaks for it, in nats against "nothing".
    pub score: f32,
    /// The parts of the score.
    pub evidence: Evidence,
    /// Whether the two were joined.
    pub chosen: bool,
}

/// Writes down what is known of each line.
pub(crate) fn write(text: &PageText, verdicts: &[Verdict], thoughts: Thoughts, page: &Page) -> Trace {
    let mut homes: Vec<(LineNumber, Home)> = page.homes().collect();
    homes.sort_by_key(|(line, _)| *line);
    let home_of = |line: LineNumber| {
        let at = homes.partition_point(|(other, _)| *other <= line).checked_sub(1)?;
        homes.get(at).filter(|(other, _)| *other == line).map(|(_, home)| *home)
    };
    let mut partners: BTreeMap<usize, Vec<Partner>> = thoughts.partners.into_iter().collect();
    let lines = verdicts.iter().enumerate().map(|(index, verdict)| LineTrace {
        line: text.number(index),
        label: verdict.label,
        rule: verdict.rule.name,
        reason: verdict.rule.reason,
        home: home_of(text.number(index)),
        partners: partners.remove(&index).unwrap_or_default(),
    });
    Trace { lines: lines.collect() }
}
