//! What each line looks like, and why.
//!
//! A rule looks at one line (and its neighbours) and says what it is or nothing. Rules are asked in the order
//! of [`RULES`], the surest first, each for all lines before the next one is asked, so that a later rule can
//! build on what an earlier one found. To add one: a file in `label/` and a row in the list.

mod body;
mod byline;
mod caption;
mod closing_note;
mod credit;
mod dateline;
mod heading;
mod jump_line;
mod names;
mod page_label;
mod pull_quote;
mod section_label;
mod subtitle;
mod verse;

use super::join::grams::Grams;
use super::join::{Seams, breaks_off, cannot_open, opens_in_a_word};
use super::lines::PageText;
use super::style::Style;
use super::weights::Weights;
use crate::model::{Language, Torn};

pub(crate) use byline::closes_signed;
use byline::ends_signed;
pub(crate) use byline::signs_anew;
pub(crate) use caption::credit_start;
pub(crate) use heading::{LEAST_LEANING, announces, names_box, names_place_first, titles_document};
pub(crate) use jump_line::{Jump, jump_of_line, leading_jump, page_of_jump, trailing_jump};
pub(crate) use names::{is_likely_name, may_begin_name};

/// At which ends the sentence of a line of running text is open.
pub(crate) fn torn_ends(line: &[char]) -> Torn {
    Torn { start: cannot_open(line) || opens_in_a_word(line), end: breaks_off(line) && !ends_signed(line) }
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Label {
    /// 上接, 下转 in a line of its own.
    JumpLine,
    /// Folio, date, editors.
    PageLabel,
    /// 栏目: a label over several stories.
    SectionLabel,
    /// A label of one story: a series, a campaign.
    SeriesLabel,
    /// 署名.
    Byline,
    /// The paragraph that opens a story with its 电头.
    Opening,
    /// Below the text of a story: who the writer is, where the report comes from.
    ClosingNote,
    /// Below the text of a story: the name of who sent it in.
    Signature,
    /// A line of a poem, a row of a table.
    Row,
    /// Who made or lent a picture.
    Credit,
    /// 图注, with or without the credit.
    Caption,
    /// A line that can only be 副题.
    Subtitle,
    /// 引题, 主题, 副题 or 小标题.
    Heading,
    /// The same, but little speaks for it: between texts it may be a piece of a torn one.
    LikelyHeading,
    /// Text set apart that repeats the body.
    PullQuote,
    /// Running text.
    Body,
}

/// One rule of the line grammar.
pub(crate) struct Rule {
    /// Its name, as `kanbao explain` shows it.
    pub(crate) name: &'static str,
    /// Why a line gets the label, in Chinese and English.
    pub(crate) reason: (&'static str, &'static str),
    /// What the line is, if the rule knows.
    pub(crate) judge: fn(&Context<'_>, usize) -> Option<Label>,
}

/// What a rule may look at.
pub(crate) struct Context<'a> {
    /// The lines.
    pub(crate) text: &'a PageText,
    /// The page's style.
    pub(crate) style: Style,
    /// How well lines read on after each other.
    pub(crate) seams: &'a Seams<'a>,
    /// The weights of the judgements.
    pub(crate) weights: &'a Weights,
    /// The runs of characters that the page repeats.
    pub(crate) grams: &'a Grams<'a>,
    /// What the rules asked before have found.
    pub(crate) found: &'a [Option<Verdict>],
}

impl Context<'_> {
    /// The label that an earlier rule gave to a line.
    pub(crate) fn label(&self, line: usize) -> Option<Label> {
        self.found.get(line).copied().flatten().map(|verdict| verdict.label)
    }

    /// Whether only lines with such labels stand above a line. On a page that begins with ever so many of them, asking of
    /// all of them for each line would grow with the square.
    pub(crate) fn stands_below_only(&self, line: usize, labels: &[Label]) -> bool {
        /// No page has more lines above its first story: contents, weather, date and folio.
        const MOST_ABOVE: usize = 60;
        let is_such = |above| self.label(above).is_some_and(|label| labels.contains(&label));
        line <= MOST_ABOVE && (0..line).all(is_such)
    }

    /// The line after, if there is one.
    pub(crate) fn after(&self, line: usize) -> Option<usize> {
        (line + 1 < self.text.len()).then_some(line + 1)
    }
}

/// A label and the rule that gave it.
#[derive(Clone, Copy)]
pub(crate) struct Verdict {
    /// The label.
    pub(crate) label: Label,
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// The log odds that a short line is a heading rather than a fragment of running text; `None` where that was not in
    /// question.
    pub(crate) leaning: Option<f32>,
}

/// All rules in the order in which they are asked.
pub(crate) const RULES: &[Rule] = &[
    jump_line::RULE,
    page_label::RULE,
    section_label::RULE,
    credit::RULE,
    closing_note::RULE,
    byline::RULE,
    dateline::RULE,
    caption::RULE,
    subtitle::RULE,
    verse::RULE,
    heading::RULE,
    byline::BARE_NAME,
    pull_quote::RULE,
    body::RULE,
];

/// Labels every line of a page.
pub(crate) fn label_lines(
    text: &PageText,
    style: Style,
    grams: &Grams<'_>,
    seams: &Seams<'_>,
    weights: &Weights,
) -> Vec<Verdict> {
    label_lines_watched(text, style, grams, seams, weights, None)
}

/// Is told the line and the features of each line that may be a heading.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(usize, &[f32]);

/// Labels every line and tells `watch`, if there is one, the features of those that may be headings.
pub(crate) fn label_lines_watched(
    text: &PageText,
    style: Style,
    grams: &Grams<'_>,
    seams: &Seams<'_>,
    weights: &Weights,
    mut watch: Option<Watch<'_>>,
) -> Vec<Verdict> {
    let mut found: Vec<Option<Verdict>> = vec![None; text.len()];
    let mut leanings: Vec<Option<f32>> = vec![None; text.len()];
    for rule in RULES {
        let asks_again = rule.name == byline::BARE_NAME.name;
        for line in 0..text.len() {
            if found[line].is_none() || asks_again {
                let context = Context { text, style, seams, weights, grams, found: &found };
                let label = if rule.name == heading::RULE.name {
                    if let Some(watch) = &mut watch
                        && let Some(features) = heading::features(&context, line)
                    {
                        watch(line, &features);
                    }
                    let finding = heading::judge(&context, line);
                    leanings[line] = finding.leaning;
                    finding.label
                } else {
                    (rule.judge)(&context, line)
                };
                if let Some(label) = label {
                    found[line] = Some(Verdict { label, rule, leaning: leanings[line] });
                }
            }
        }
    }
    found.into_iter().map(|verdict| verdict.expect("the last rule takes any line")).collect()
}

impl Label {
    /// Whether the line is one of a head or a subhead, surely or likely.
    pub(crate) const fn is_heading(self) -> bool {
        matches!(self, Self::Heading | Self::LikelyHeading)
    }

    /// What the label is called.
    pub const fn describe(self, language: Language) -> &'static str {
        match self {
            Self::JumpLine => language.pick("转接行", "jump line"),
            Self::PageLabel => language.pick("版面标记", "page label"),
            Self::SectionLabel => language.pick("栏目", "section label"),
            Self::SeriesLabel => language.pick("系列栏题", "series label"),
            Self::Byline => language.pick("署名", "byline"),
            Self::Opening => language.pick("电头段", "dateline paragraph"),
            Self::ClosingNote => language.pick("文末附注", "closing note"),
            Self::Signature => language.pick("落款", "signature"),
            Self::Row => language.pick("诗行或表行", "row of verse or table"),
            Self::Credit => language.pick("图片来源", "credit"),
            Self::Caption => language.pick("图注", "caption"),
            Self::Subtitle => language.pick("副题", "subtitle"),
            Self::Heading => language.pick("标题", "heading"),
            Self::LikelyHeading => language.pick("疑似标题", "likely heading"),
            Self::PullQuote => language.pick("提要", "pull quote"),
            Self::Body => language.pick("正文", "body"),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::ingest::format;

    /// The labels of a page, one a line that is not blank.
    pub(crate) fn labels(page: &str) -> Vec<Label> {
        let text = PageText::new(&format::read_lines(page).lines);
        let style = Style::read(&text);
        let grams = Grams::of(&text);
        let seams = Seams::new(&text, &grams);
        label_lines(&text, style, &grams, &seams, crate::ingest::weights::weights())
            .into_iter()
            .map(|verdict| verdict.label)
            .collect()
    }

    #[test]
    fn every_rule_has_a_name_and_reasons_of_its_own() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(!rule.reason.0.is_empty() && !rule.reason.1.is_empty());
            assert!(RULES[..index].iter().all(|other| other.name != rule.name), "{}", rule.name);
        }
    }
}
