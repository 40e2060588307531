//! Running text: what no other rule has claimed.

use super::{Label, Rule};

pub(super) const RULE: Rule = Rule {
    name: "body",
    reason: ("其他各则都不合，作正文", "no other rule claims it: running text"),
    judge: |_, _| Some(Label::Body),
};
