//! 副题 that says itself what it is: a line that opens with a dash.

use super::{Label, Rule};
use crate::ingest::lines::starts_with;

pub(super) const RULE: Rule = Rule {
    name: "dash-subtitle",
    reason: ("以破折号起头的短行", "a short line that opens with a dash"),
    judge: |context, line| {
        let text = context.text.line(line);
        let dash = starts_with(text, "——") || starts_with(text, "--") || starts_with(text, "──");
        (dash && text.len() <= 60 && text.last() != Some(&'。')).then_some(Label::Subtitle)
    },
};
