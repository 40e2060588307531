//! What stands above and below a short line and makes it a heading, or a turn of a conversation.

use super::wording::speaker;
use super::{LONGEST_HEADLINE, can_be_heading};
use crate::ingest::join::{cannot_open, names_place};
use crate::ingest::label::names::is_likely_name;
use crate::ingest::label::page_label::numbers_next;
use crate::ingest::label::{Context, Label};

/// A subtitle that opens with a dash stands below its headline and below nothing else.
pub(super) fn stands_above_subtitle(context: &Context<'_>, line: usize) -> bool {
    let below = context.after(line).and_then(|below| context.label(below));
    below == Some(Label::Subtitle)
        && context.text.line(line).len() <= LONGEST_HEADLINE
        && can_be_heading(context.text.line(line))
}

/// A number in a line of its own right above a short line is part of the subhead.
pub(super) fn numbers_subhead(context: &Context<'_>, line: usize) -> bool {
    let is_subhead = |below: usize| {
        let text = context.text.line(below);
        text.len() <= LONGEST_HEADLINE && can_be_heading(text)
    };
    numbers_next(context, line) && context.after(line).is_some_and(is_subhead)
}

/// A label of one story stands above its headline.
pub(super) fn stands_below_series(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    line > 0
        && context.label(line - 1) == Some(Label::SeriesLabel)
        && text.len() <= LONGEST_HEADLINE
        && can_be_heading(text)
        && !is_likely_name(text)
        && !takes_turn(context, line)
}

/// Two short lines set right below each other and apart from the rest are a headline or a subhead in two lines: the first
/// may end with a comma or in the middle of a word.
pub(super) fn opens_headline(context: &Context<'_>, line: usize) -> bool {
    const LONGEST_LINE: usize = 16;
    let text = context.text.line(line);
    let usual = context.style.usual_gap;
    let clause = text.strip_suffix(&['，']).unwrap_or(text);
    let apart = |line: usize| line >= context.text.len() || context.text.gap(line) >= usual;
    let is_second = |below: usize| {
        let second = context.text.line(below);
        context.text.gap(below) == 0
            && second.len() <= LONGEST_LINE
            && can_be_heading(second)
            && apart(below + 1)
    };
    let short =
        (3..=LONGEST_LINE).contains(&clause.len()) && !clause.contains(&'，') && can_be_heading(clause);
    usual > 0
        && short
        && apart(line)
        && context.after(line).is_some_and(is_second)
        && context.label(line + 1).is_none()
}

/// A subhead may lead into its text with a dash: 搭平台，让好点子“走出去”——. One such line may be a short sentence before a
/// scene; where the page has another, both are subheads.
pub(super) fn leads_in(context: &Context<'_>, line: usize) -> bool {
    /// How many lines away the other one is looked for.
    const NEARBY: usize = 40;
    let leads = |line: usize| {
        let text = context.text.line(line);
        text.ends_with(&['—', '—']) && text.len() <= LONGEST_HEADLINE && can_be_heading(text)
    };
    let nearby = line.saturating_sub(NEARBY)..(line + NEARBY + 1).min(context.text.len());
    leads(line) && nearby.into_iter().any(|other| other != line && leads(other))
}

/// At the top of a page a short line above another short one is a headline: text begins with a longer one.
pub(super) fn heads_page(context: &Context<'_>, line: usize) -> bool {
    let is_short = |line: usize| {
        let text = context.text.line(line);
        text.len() <= LONGEST_HEADLINE && can_be_heading(text) && !cannot_open(text)
    };
    context.after(line).is_some_and(|below| is_short(line) && is_short(below) && opens_page(context, line))
}

/// Whether nothing stands above a line but what names the page.
pub(super) fn opens_page(context: &Context<'_>, line: usize) -> bool {
    context.stands_below_only(line, &[Label::PageLabel])
}

/// What stands right above the first question of questions and answers is their headline.
pub(super) fn stands_above_question(context: &Context<'_>, line: usize) -> bool {
    let text = context.text.line(line);
    let asks = |below: usize| speaker(context.text.line(below)).is_some_and(|speaker| speaker == ['问']);
    text.len() <= LONGEST_HEADLINE
        && can_be_heading(text)
        && speaker(text).is_none()
        && context.after(line).is_some_and(asks)
        && !cannot_open(text)
}

/// A turn of a conversation, however short: 问：…, 答：…, 林知秋：… where the same speaker takes another turn nearby.
pub(super) fn takes_turn(context: &Context<'_>, line: usize) -> bool {
    const SPEAKERS: [&str; 8] = ["问", "答", "记者", "主持人", "网友", "Q", "A", "本报记者"];
    const NEARBY: usize = 8;
    let Some(speaker) = speaker(context.text.line(line)) else { return false };
    if names_place(speaker) {
        return false;
    }
    let is_role = |speaker: &[char]| SPEAKERS.iter().any(|role| role.chars().eq(speaker.iter().copied()));
    let nearby = line.saturating_sub(NEARBY)..(line + NEARBY + 1).min(context.text.len());
    nearby.filter(|&other| other != line).any(|other| {
        let other = self::speaker(context.text.line(other));
        other.is_some_and(|other| other == speaker || is_role(speaker) && is_role(other))
    })
}
