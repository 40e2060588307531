//! Putting right what the loader joined wrongly: cut a seam, join a piece, give a head to another story, change a
//! label, name the provinces. What is done here is kept and taken back like every mark.

use super::{Command, Context, Rows, Topic};
use crate::app::effect::Effect;
use crate::app::mending::{self, Mending};
use crate::app::overlay::{Layer, Picker, Subject};
use crate::app::state::State;

const MAIN: Rows = Rows::new(Context::Main, Topic::Mending);

pub(super) const COMMANDS: &[Command] = &[
    MAIN.row(
        "cut-seam",
        "J",
        "断开一处接缝",
        "cut a seam: what follows is no part of it",
        ("断开", "cut"),
        |state| offer(state, Subject::Seams, mending::seams, "本文没有接缝", "this article has no seams"),
    ),
    MAIN.row(
        "join-piece",
        "K",
        "把一段文字接到另一处（列出候选）",
        "join a piece of text to another article, from ranked candidates",
        ("接续", "join"),
        join,
    ),
    MAIN.row(
        "move-head",
        ",h",
        "把标题给另一篇（对方的标题换过来）",
        "give the head to another article, and take its own",
        ("换标题", "move head"),
        |state| {
            let (none, nothing) = ("这一版没有别的文章", "there is no other article on this page");
            offer(state, Subject::Heads, mending::heads, none, nothing)
        },
    ),
    MAIN.row(
        "label-line",
        ",l",
        "改一行的身份：标题、署名、正文、图注",
        "change what a line is: headline, byline, text, caption",
        ("改身份", "label"),
        |state| offer(state, Subject::Lines, mending::lines, "没有选中的文章", "no article is selected"),
    ),
    MAIN.row(
        "set-provinces",
        ",p",
        "更正本文所写的省份",
        "correct the provinces that the article is about",
        ("改省份", "provinces"),
        |state| offer(state, Subject::About, mending::provinces, "没有选中的文章", "no article is selected"),
    ),
];

/// A choice of what can be put right, or a word where there is nothing.
fn offer(
    state: &mut State,
    subject: Subject,
    items: fn(&State) -> mending::Offer,
    chinese: &'static str,
    english: &'static str,
) -> Vec<Effect> {
    let mending::Offer { items, first } = items(state);
    let effects = super::prompting::offer(state, subject, items, (chinese, english));
    if let Layer::Picker(picker) = &mut state.layer
        && picker.subject == subject
    {
        picker.cursor = first;
    }
    effects
}

/// A story without a head is a loose piece as a whole; of another one a piece is chosen first.
fn join(state: &mut State) -> Vec<Effect> {
    match mending::loose_story(state) {
        Some(piece) => carry_out(state, Mending::Take(piece)),
        // What was cut off last may be hidden by a filter: it is among the pieces.
        None => offer(state, Subject::Pieces, mending::pieces, "没有选中的文章", "no article is selected"),
    }
}

/// Does what was chosen: asks on, or has the correction kept.
pub(crate) fn carry_out(state: &mut State, mending: Mending) -> Vec<Effect> {
    match mending {
        Mending::Take(piece) => {
            let items = mending::candidates(state, &piece);
            let nothing = ("这一版没有可接的文章", "there is no article to join it to");
            return super::prompting::offer(state, Subject::Candidates, items, nothing);
        }
        Mending::Relabel(line) => {
            let items = mending::labels(state, line);
            state.layer = Layer::Picker(Picker::new(Subject::Labels, items));
            return Vec::new();
        }
        _ => {}
    }
    mending::correct(state, &mending)
}
