//! The page in file order as units of text, heads, pictures and furniture: what `assemble` moves about.
//!
//! A run of headings, labels and bylines between two pieces of text is either the head of a story or one or more
//! subheads. It is a head when (1) it holds a byline, a 上接 line, a label or a dash subtitle, (2) the text after
//! it opens with a dateline, (3) it opens the page, or (4) no text follows it: then its story is elsewhere. What else tells
//! a head from subheads stands in `evidence`, which line of a head is what in `roles`.

mod evidence;
mod roles;

use super::super::join::Seams;
use super::super::label::{Jump, Label, Verdict, leading_jump, torn_ends, trailing_jump};
use super::super::lines::{PageText, find};
use super::super::style::Style;
use super::Problem;
use crate::ingest::label::{LEAST_LEANING, announces, jump_of_line, signs_anew, titles_document};
use crate::model::FurnitureKind;

/// The share of a line's runs that must stand elsewhere on the page for the line to be a summary of other text.
const SUMMARY: f32 = 0.8;
/// The most lines of summary that stand below one headline.
const MOST_SUMMARIES: usize = 5;

/// A paragraph, a fragment of one, or a subhead.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about one line")]
pub(crate) struct Unit {
    /// Its lines: one, or two for a subhead of two lines.
    pub(crate) lines: Vec<usize>,
    /// It is a subhead.
    pub(crate) subhead: bool,
    /// It is one unless it is the piece of a torn text.
    pub(crate) likely_subhead: bool,
    /// How much speaks for a subhead, from 0 to 2.
    pub(crate) leaning: f32,
    /// It opens a story by its dateline or an inline 上接.
    pub(crate) opening: bool,
    /// It stops in mid-sentence.
    pub(crate) torn: bool,
    /// The page says nearly all of it a second time: a summary (提要) or a quote.
    pub(crate) summary: bool,
    /// It may be whole all the same: a list or a speech follows, a bracket closes it, or it sums up other text of the page.
    pub(crate) whole: bool,
    /// It cannot be the beginning of a paragraph.
    pub(crate) cannot_open: bool,
    /// Its first character shows that: a mark or a particle.
    pub(crate) begins_torn: bool,
    /// The head that stands right above it.
    pub(crate) head: Option<usize>,
    /// A story surely begins here.
    pub(crate) first: bool,
    /// It is a dateline that names its story again: 新华社济南3月1日电 题：….
    pub(crate) titled: bool,
    /// 下转 stands at its end: nothing of it follows on this page.
    pub(crate) sent_on: bool,
}

/// The head of a story, or a part of it that was found elsewhere.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Head {
    /// 引题.
    pub(crate) kicker: Vec<usize>,
    /// 主题.
    pub(crate) headline: Vec<usize>,
    /// 副题.
    pub(crate) subtitle: Vec<usize>,
    /// 署名.
    pub(crate) byline: Vec<usize>,
    /// The label of this story alone.
    pub(crate) series: Option<usize>,
    /// 上接.
    pub(crate) jump: Option<usize>,
    /// The first line.
    pub(crate) at: usize,
    /// The unit of text below it; `None` where no text follows.
    pub(crate) unit: Option<usize>,
}

/// A picture: its caption and credit lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Picture {
    /// 图注.
    pub(crate) caption: Vec<usize>,
    /// Who made it, where that is a line of its own.
    pub(crate) credit: Vec<usize>,
    /// How many units of text stand before it in the file.
    pub(crate) after: usize,
    /// How many heads stand before it in the file.
    pub(crate) heads_before: usize,
}

/// A line with the number of units before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The line.
    pub(crate) line: usize,
    /// How many units of text stand before it in the file.
    pub(crate) after: usize,
}

/// What a page consists of, in file order.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Text.
    pub(crate) units: Vec<Unit>,
    /// Heads.
    pub(crate) heads: Vec<Head>,
    /// Pictures.
    pub(crate) pictures: Vec<Picture>,
    /// Pull quotes.
    pub(crate) quotes: Vec<Spot>,
    /// Bylines below the text of their story.
    pub(crate) closing_bylines: Vec<Spot>,
    /// 下转 lines.
    pub(crate) jumps_to: Vec<Spot>,
    /// Labels over several stories.
    pub(crate) sections: Vec<Spot>,
    /// Lines that belong to the page.
    pub(crate) furniture: Vec<(usize, FurnitureKind)>,
}

/// Reads the outline of a page from its labels.
pub(crate) fn read(problem: &Problem<'_>) -> Outline {
    let &Problem { text, style, verdicts, seams, .. } = problem;
    let outline = Outline::default();
    let mut reader = Reader { text, style, verdicts, seams, outline, run: Vec::new(), closed: false };
    for line in 0..text.len() {
        reader.take(line);
    }
    reader.flush(None);
    reader.outline
}

struct Reader<'a> {
    text: &'a PageText,
    style: Style,
    seams: &'a Seams<'a>,
    verdicts: &'a [Verdict],
    outline: Outline,
    /// Headings, labels and bylines since the last text.
    run: Vec<usize>,
    /// The story above was closed by its byline: what follows opens another.
    closed: bool,
}

impl Reader<'_> {
    fn label(&self, line: usize) -> Label {
        self.verdicts[line].label
    }

    fn take(&mut self, line: usize) {
        let after = self.outline.units.len();
        match self.label(line) {
            Label::Heading
            | Label::LikelyHeading
            | Label::Subtitle
            | Label::Byline
            | Label::SeriesLabel
            | Label::SectionLabel => {
                self.run.push(line);
            }
            Label::JumpLine => {
                self.outline.furniture.push((line, FurnitureKind::JumpLine));
                if jump_of_line(self.text.line(line)) == Some(Jump::From) {
                    self.run.push(line);
                } else {
                    self.flush(None);
                    self.outline.jumps_to.push(Spot { line, after: self.outline.units.len() });
                }
            }
            // The day below the office that signs a notice is that of the notice, not of the page.
            Label::PageLabel if self.is_signed_day(line) => self.push_whole(line),
            Label::PageLabel => self.outline.furniture.push((line, FurnitureKind::PageLabel)),
            Label::Caption if self.is_picture_story(line) => {
                self.closed = true;
                self.flush(Some(line));
                self.push_text(line);
            }
            Label::Caption => {
                let heads_before = self.outline.heads.len() + usize::from(self.run_is_head());
                self.outline.pictures.push(Picture {
                    caption: vec![line],
                    after,
                    heads_before,
                    ..Picture::default()
                });
            }
            Label::Credit => self.take_credit(line, after),
            Label::PullQuote => self.outline.quotes.push(Spot { line, after }),
            Label::ClosingNote | Label::Row => {
                self.closed |= self.run.is_empty() && self.label(line) == Label::ClosingNote;
                self.flush(Some(line));
                self.push_whole(line);
            }
            Label::Signature => {
                self.flush(None);
                self.outline.closing_bylines.push(Spot { line, after: self.outline.units.len() });
                self.closed = true;
            }
            Label::Opening | Label::Body => {
                self.flush(Some(line));
                self.push_text(line);
                self.closed = false;
            }
        }
    }

    /// Whether the run so far will be a head: it holds a byline, a label or a 上接 line.
    fn run_is_head(&self) -> bool {
        self.run.iter().any(|&line| !self.label(line).is_heading())
    }

    fn is_signed_day(&self, line: usize) -> bool {
        let signed = line > 0 && self.label(line - 1) == Label::ClosingNote && self.run.is_empty();
        signed && self.text.gap(line) <= self.style.usual_gap && self.text.line(line).last() == Some(&'日')
    }

    /// A line that is whole without a full stop.
    fn push_whole(&mut self, line: usize) {
        self.push_text(line);
        if let Some(unit) = self.outline.units.last_mut() {
            (unit.torn, unit.whole) = (false, true);
        }
    }

    fn take_credit(&mut self, line: usize, after: usize) {
        let heads_before = self.outline.heads.len() + usize::from(self.run_is_head());
        let below_caption = line > 0 && matches!(self.label(line - 1), Label::Caption | Label::Credit);
        match self.outline.pictures.last_mut() {
            Some(picture) if below_caption && picture.after == after => picture.credit.push(line),
            _ => self.outline.pictures.push(Picture {
                credit: vec![line],
                after,
                heads_before,
                ..Picture::default()
            }),
        }
    }

    fn push_text(&mut self, line: usize) {
        let text = self.text.line(line);
        let sent_on = trailing_jump(text).is_some();
        // Speech that ends here must have begun somewhere: here, or in the paragraph above.
        let above = self.outline.units.last().and_then(|unit| unit.lines.last());
        let speech_began = above.is_some_and(|&above| self.seams.balance(above).open[0] > 0);
        let speech_only_ends = self.seams.balance(line).close[0] > 0 && !speech_began;
        let torn = torn_ends(text);
        let summary = self.seams.is_said_twice(line, SUMMARY);
        let titled = self.label(line) == Label::Opening && torn.end && find(text, "题：").is_some();
        self.outline.units.push(Unit {
            lines: vec![line],
            subhead: false,
            likely_subhead: false,
            leaning: self.verdicts[line].leaning.map_or(0.0, share_of),
            opening: self.label(line) == Label::Opening || leading_jump(text).is_some(),
            torn: !sent_on && !titled && torn.end,
            summary,
            titled,
            whole: titled || summary || matches!(text.last(), Some('：' | '）')),
            begins_torn: torn.start,
            cannot_open: torn.start || speech_only_ends,
            head: None,
            first: false,
            sent_on,
        });
        let index = self.outline.units.len() - 1;
        if self.outline.units[index].opening {
            let summaries = self.summaries_above(index);
            self.outline.units[index].first = summaries == 0;
            for unit in &mut self.outline.units[index - summaries..index] {
                unit.whole = true;
            }
        }
        // Only the last head can have been waiting for text.
        let waiting = |head: &usize| self.outline.heads[*head].unit == Some(index);
        if let Some(head) = self.outline.heads.len().checked_sub(1).filter(waiting) {
            self.outline.units[index].head = Some(head);
            self.outline.units[index].first = true;
        }
    }

    /// How many units right above one are the summary (提要) of the head above them: lines without any full stop and
    /// their subheads, as they stand between a headline and the dateline of its story.
    fn summaries_above(&self, index: usize) -> usize {
        let above = self.outline.units[..index].iter().rev();
        let is_summary = |unit: &Unit| {
            let text = unit.lines.first().map_or(&[] as &[char], |&line| self.text.line(line));
            unit.subhead || (!unit.opening && unit.torn && (unit.summary || !text.contains(&'。')))
        };
        let count = above.clone().take_while(|unit| is_summary(unit) && unit.head.is_none()).count();
        let headed = above.clone().nth(count).is_some_and(|unit| unit.head.is_some() && is_summary(unit));
        if headed && count < MOST_SUMMARIES { count + 1 } else { 0 }
    }

    fn push_subheads(&mut self, lines: &[usize], mut head: Option<usize>) {
        for block in self.blocks(lines) {
            let index = self.outline.units.len();
            if let Some(head) = head.take() {
                self.outline.heads[head].unit = Some(index);
                self.outline.units.push(subhead(block, Some(head)));
            } else {
                self.outline.units.push(subhead(block, None));
            }
        }
    }

    /// Subheads, of which those that are only likely are text that may be torn until the seams are known.
    fn push_likely_subheads(&mut self, lines: &[usize]) {
        for block in self.blocks(lines) {
            if let [line] = block[..]
                && self.label(line) == Label::LikelyHeading
            {
                self.push_text(line);
                if let Some(unit) = self.outline.units.last_mut() {
                    unit.likely_subhead = true;
                }
            } else {
                self.outline.units.push(subhead(block, None));
            }
        }
    }

    /// Lines grouped as printed: no blank line stands inside a block.
    fn blocks(&self, lines: &[usize]) -> Vec<Vec<usize>> {
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        for &line in lines {
            let together = self.style.usual_gap > 0 && self.text.gap(line) == 0;
            match blocks.last_mut() {
                Some(block) if together && block.last().is_some_and(|&last| last + 1 == line) => {
                    block.push(line);
                }
                _ => blocks.push(vec![line]),
            }
        }
        blocks
    }

    /// Decides what the run is, given the text that follows it.
    fn flush(&mut self, next: Option<usize>) {
        let run = std::mem::take(&mut self.run);
        if run.is_empty() {
            return;
        }
        self.settle(&run, next);
    }

    fn settle(&mut self, run: &[usize], next: Option<usize>) {
        if run.is_empty() {
            return;
        }
        // A byline in brackets, or one with another head after it, closes the story above.
        let bylines = run.iter().take_while(|&&line| self.label(line) == Label::Byline).count();
        if bylines > 0 && bylines == run.len() && self.outline.units.last().is_some_and(|unit| unit.titled) {
            return self.push_signatures(run);
        }
        let bracketed = bylines > 0 && self.text.line(run[0]).first() == Some(&'（');
        let headed_again =
            bylines > 0 && run[bylines..].iter().any(|&line| self.label(line) == Label::Byline);
        let above = self.outline.units.last().is_some_and(|unit| !unit.torn && !unit.subhead);
        if bylines > 0 && above && self.signs_an_item(&run[bylines..], next) {
            self.push_signatures(&run[..bylines]);
            return self.push_subheads(&run[bylines..], None);
        }
        if bylines > 0 && above && (bracketed || headed_again || next.is_none()) {
            let after = self.outline.units.len();
            self.outline.closing_bylines.extend(run[..bylines].iter().map(|&line| Spot { line, after }));
            self.closed = true;
            return self.settle(&run[bylines..], next);
        }
        // A label over several stories parts what is above it from what is below.
        let label = run.iter().position(|&line| self.label(line) == Label::SectionLabel);
        if let Some(at) = label {
            let heading_below = run[at + 1..].iter().any(|&line| self.label(line).is_heading());
            let heading_above = run[..at].iter().any(|&line| self.label(line).is_heading());
            if heading_above && !heading_below {
                return self.settle_labelled(run, at, next);
            }
            self.settle(&run[..at], None);
            self.outline.furniture.push((run[at], FurnitureKind::SectionLabel));
            self.outline.sections.push(Spot { line: run[at], after: self.outline.units.len() });
            let below = &run[at + 1..];
            // Two labels in one run: each has a home of its own.
            if below.iter().any(|&line| self.label(line) == Label::SectionLabel) {
                return self.settle(below, next);
            }
            return self.settle_head_or_subheads(below, next, true);
        }
        self.settle_head_or_subheads(run, next, false);
    }

    /// The label stands between headline and byline: it is a label of this story alone, and so are others with it.
    fn settle_labelled(&mut self, run: &[usize], at: usize, next: Option<usize>) {
        let is_label = |line: &usize| self.label(*line) == Label::SectionLabel;
        let (labels, rest): (Vec<usize>, Vec<usize>) = run.iter().copied().partition(is_label);
        let heads = self.outline.heads.len();
        self.settle_head_or_subheads(&rest, next, true);
        self.outline.furniture.extend(labels.iter().map(|&line| (line, FurnitureKind::SeriesLabel)));
        if let Some(head) = self.outline.heads.get_mut(heads) {
            head.series = Some(run[at]);
        }
    }

    fn settle_head_or_subheads(&mut self, run: &[usize], next: Option<usize>, labelled: bool) {
        if run.is_empty() {
            return;
        }
        if let Some(second) = self.second_head(run) {
            self.push_head(&run[..second]);
            return self.settle_head_or_subheads(&run[second..], next, labelled);
        }
        let is_marker = |line: &usize| matches!(self.label(*line), Label::Byline | Label::JumpLine);
        let marker = run.iter().rposition(is_marker);
        let opening = next.is_some_and(|line| {
            self.label(line) == Label::Opening
                || leading_jump(self.text.line(line)).is_some()
                || self.is_next_report(line)
                || self.is_first_question(line)
                || self.is_summary_above_dateline(line)
        });
        let above_whole = self.outline.units.last().is_none_or(|unit| !unit.torn);
        let telling = run.iter().any(|&line| {
            matches!(self.label(line), Label::Subtitle | Label::SeriesLabel)
                || above_whole && (announces(self.text.line(line)) || titles_document(self.text.line(line)))
        });
        let at_top = self.outline.units.is_empty() && self.outline.heads.is_empty();
        let closed = std::mem::take(&mut self.closed) || self.is_below_a_signature(run);
        let is_head =
            closed || marker.is_some() || opening || telling || at_top || labelled || next.is_none();
        let inside = marker.is_none() && !opening && !labelled && !at_top && self.is_inside_a_story(run);
        let of_summary = opening && marker.is_none() && !(closed || telling || at_top || labelled);
        if !is_head || inside || of_summary && self.summaries_above(self.outline.units.len()) > 0 {
            return self.push_likely_subheads(run);
        }
        let end = marker.map_or(run.len(), |at| at + 1);
        let end = self.second_signature(&run[..end]).unwrap_or(end);
        let index = self.outline.heads.len();
        self.push_head(&run[..end]);
        let below = &run[end..];
        let index = index.max(self.outline.heads.len().saturating_sub(1));
        if below.first().is_some_and(|&line| self.label(line) == Label::Byline) {
            self.push_signature(below, index);
        } else if !below.is_empty() {
            self.push_subheads(below, Some(index));
        } else if next.is_some() {
            let unit = self.outline.units.len();
            if let Some(head) = self.outline.heads.get_mut(index) {
                head.unit = Some(unit);
            }
        }
    }

    /// Where a second head begins. A byline ends a head: headings below it that are signed as well are the head of another
    /// story, and the text of the first one stands elsewhere.
    fn second_head(&self, run: &[usize]) -> Option<usize> {
        let is = |at: usize, label: Label| self.label(run[at]) == label;
        let signed = |lines: &[usize]| lines.iter().any(|&line| self.label(line) == Label::Byline);
        let begins =
            |&at: &usize| is(at - 1, Label::Byline) && self.label(run[at]).is_heading() && signed(&run[at..]);
        let headed = |&at: &usize| run[..at].iter().any(|&line| self.label(line).is_heading());
        (1..run.len()).filter(begins).find(headed)
    }

    /// Where a head that is signed already is signed anew: the second signature is that of a text taken over from
    /// elsewhere, and stands in the text.
    fn second_signature(&self, run: &[usize]) -> Option<usize> {
        let both = |at: &usize| [run[at - 1], run[*at]].map(|line| self.label(line)) == [Label::Byline; 2];
        let anew = |at: &usize| signs_anew(self.text.line(run[at - 1]), self.text.line(run[*at]));
        (1..run.len()).find(|at| both(at) && anew(at))
    }

    /// The first line of the text is a signature; what stands below it are subheads.
    fn push_signature(&mut self, below: &[usize], head: usize) {
        if let Some(head) = self.outline.heads.get_mut(head) {
            head.unit = Some(self.outline.units.len());
        }
        let (signatures, subheads): (Vec<usize>, Vec<usize>) =
            below.iter().partition(|&&line| self.label(line) == Label::Byline);
        self.push_signatures(&signatures);
        self.push_subheads(&subheads, None);
    }

    /// Signatures that stand in the text are whole lines of it.
    fn push_signatures(&mut self, lines: &[usize]) {
        for &line in lines {
            self.push_whole(line);
        }
    }

    fn push_head(&mut self, run: &[usize]) {
        let headings: Vec<usize> = run
            .iter()
            .copied()
            .filter(|&line| self.label(line).is_heading() || self.label(line) == Label::Subtitle)
            .collect();
        let mut blocks = self.blocks(&headings);
        // More blocks than a head has: the first ones are a head of their own whose story is elsewhere.
        while blocks.len() > 3 {
            let many = blocks.len() - 3;
            let lost: Vec<Vec<usize>> = blocks.drain(..many.min(3)).collect();
            let at = lost[0][0];
            let mut head = Head { at, ..Head::default() };
            self.give_roles(lost, &mut head);
            self.outline.heads.push(head);
        }
        let mut head = Head { at: run[0], ..Head::default() };
        if let Some(label) = self.take_label(&mut blocks) {
            head.series = Some(label);
            self.outline.furniture.push((label, FurnitureKind::SeriesLabel));
        }
        self.give_roles(blocks, &mut head);
        for &line in run {
            match self.label(line) {
                Label::Byline => head.byline.push(line),
                Label::JumpLine => head.jump = Some(line),
                Label::SeriesLabel => {
                    head.series = Some(line);
                    self.outline.furniture.push((line, FurnitureKind::SeriesLabel));
                }
                _ => {}
            }
        }
        self.outline.heads.push(head);
    }
}

/// Log odds on a scale on which 0 stands for the least that tells anything and 1 for as much as speaks against it.
fn share_of(leaning: f32) -> f32 {
    (leaning - LEAST_LEANING).clamp(0.0, -2.0 * LEAST_LEANING) / -LEAST_LEANING
}

fn subhead(lines: Vec<usize>, head: Option<usize>) -> Unit {
    Unit {
        lines,
        subhead: true,
        likely_subhead: false,
        leaning: 0.0,
        opening: false,
        torn: false,
        summary: false,
        titled: false,
        whole: true,
        cannot_open: false,
        begins_torn: false,
        first: head.is_some(),
        head,
        sent_on: false,
    }
}
