//! The page in file order as units of text, heads, pictures and furniture: what `assemble` moves about.
//!
//! A run of headings, labels and bylines between two pieces of text is either the head of a story or one or more
//! subheads. It is a head when (1) it holds a byline, a 上接 line, a label or a dash subtitle, (2) the text after
//! it opens with a dateline, (3) it opens the page, or (4) no text follows it: then its story is elsewhere.

use super::super::join::{Seams, names_place, opens_item};
use super::super::label::{Jump, Label, Verdict, leading_jump, torn_ends, trailing_jump};
use super::super::lines::{PageText, ends_with, find, is_han, starts_with};
use super::super::style::Style;
use super::Problem;
use crate::ingest::label::{
    announces, closes_signed, jump_of_line, names_box, names_place_first, signs_anew, titles_document,
};
use crate::model::FurnitureKind;

/// The share of a line's runs that must stand elsewhere on the page for the line to be a summary of other text.
const SUMMARY: f32 = 0.8;
/// The day that news opens with takes no more characters: 10月28日.
const LONGEST_DAY: usize = 6;
/// How 引题 ends that names who speaks or decides (市长在调研时强调, 市政府办公室印发) or of what kind the story is.
const LEADS: [&str; 12] =
    ["强调", "指出", "要求", "印发", "提出", "召开", "调查", "纪实", "侧记", "综述", "述评", "见闻"];
/// The longest label that is known by nothing but its place above a headline.
const LONGEST_LABEL: usize = 5;
/// The longest name before the colon of a turn, with the colon.
const LONGEST_SPEAKER: usize = 5;
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
            Label::Heading | Label::Subtitle | Label::Byline | Label::SeriesLabel | Label::SectionLabel => {
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

    /// Whether a caption is all the text that its headline has: a picture told as news opens with its day, and no text
    /// follows before the next heading.
    fn is_picture_story(&self, line: usize) -> bool {
        let opens_with_day = self.text.line(line).iter().take(LONGEST_DAY).any(|c| *c == '日')
            && self.text.line(line).first().is_some_and(char::is_ascii_digit);
        let headed =
            self.run.last().is_some_and(|&last| last + 1 == line && self.label(last) == Label::Heading);
        let is_credit = |below: &usize| self.label(*below) == Label::Credit;
        let below = (line + 1..self.text.len()).find(|below| !is_credit(below));
        let alone = below.is_none_or(|below| {
            matches!(
                self.label(below),
                Label::Heading | Label::SectionLabel | Label::SeriesLabel | Label::PageLabel
            )
        });
        opens_with_day && headed && alone
    }

    /// Whether the run so far will be a head: it holds a byline, a label or a 上接 line.
    fn run_is_head(&self) -> bool {
        self.run.iter().any(|&line| !matches!(self.label(line), Label::Heading))
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
            let heading_below = run[at + 1..].iter().any(|&line| self.label(line) == Label::Heading);
            let heading_above = run[..at].iter().any(|&line| self.label(line) == Label::Heading);
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
            return self.push_subheads(run, None);
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

    /// Whether a text takes up what others report (据法新社报道，…), as the story above it does: in a row of such items each
    /// has a headline of its own.
    fn is_next_report(&self, line: usize) -> bool {
        let above =
            self.outline.heads.last().and_then(|head| self.outline.units.get(head.unit?)?.lines.first());
        above.is_some_and(|&above| cites_report(self.text.line(above))) && cites_report(self.text.line(line))
    }

    /// Whether a line asks (问：…) and the text above it does not: questions and answers begin.
    fn is_first_question(&self, line: usize) -> bool {
        let is_turn = |line: usize| self.text.line(line).iter().take(LONGEST_SPEAKER).any(|c| *c == '：');
        let mut above = self.outline.units.iter().rev().filter(|unit| !unit.subhead);
        let conversing = above.next().is_some_and(|unit| unit.lines.iter().any(|&line| is_turn(line)));
        matches!(self.text.line(line), ['问', '：', ..]) && !conversing
    }

    /// Whether headings never are the head of a story: the name of a box comes first, or all bear a number.
    fn is_inside_a_story(&self, run: &[usize]) -> bool {
        let text = |line: &usize| self.text.line(*line);
        run.first().is_some_and(|line| names_box(text(line))) || run.iter().all(|line| opens_item(text(line)))
    }

    /// Where a second head begins. A byline ends a head: headings below it that are signed as well are the head of another
    /// story, and the text of the first one stands elsewhere.
    fn second_head(&self, run: &[usize]) -> Option<usize> {
        let is = |at: usize, label: Label| self.label(run[at]) == label;
        let signed = |lines: &[usize]| lines.iter().any(|&line| self.label(line) == Label::Byline);
        let begins = |&at: &usize| is(at - 1, Label::Byline) && is(at, Label::Heading) && signed(&run[at..]);
        let headed = |&at: &usize| run[..at].iter().any(|&line| self.label(line) == Label::Heading);
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

    /// Whether bylines above these lines sign an item of the story above. A report that gathers items of several
    /// writers is signed below its headline as a whole, and each item at its end; what follows such a signature are the
    /// subheads of the next item. The head of another story would bear a byline or a label of its own, or open with
    /// a dateline.
    fn signs_an_item(&self, below: &[usize], next: Option<usize>) -> bool {
        let subheads_only = !below.is_empty() && below.iter().all(|&line| self.label(line) == Label::Heading);
        let text_follows = next.is_some_and(|line| {
            self.label(line) == Label::Body && leading_jump(self.text.line(line)).is_none()
        });
        subheads_only && text_follows && self.is_signed_above()
    }

    /// Whether the text above bears the signature of its story at its end, and these lines are long enough for another
    /// headline. The items of a report that is signed below its headline are signed so too, and the short subheads of one
    /// whose headline stands elsewhere.
    fn is_below_a_signature(&self, run: &[usize]) -> bool {
        const SHORTEST_HEADLINE: usize = 8;
        let last = self.outline.units.last().and_then(|unit| unit.lines.last());
        let long = run.iter().map(|&line| self.text.line(line).len()).sum::<usize>() >= SHORTEST_HEADLINE;
        long && last.is_some_and(|&last| closes_signed(self.text.line(last))) && !self.is_signed_above()
    }

    /// Whether the story above is signed below its headline.
    fn is_signed_above(&self) -> bool {
        let signed_below_headline = |head: &Head| {
            head.headline.last().zip(head.byline.first()).is_some_and(|(last, byline)| last < byline)
        };
        let above = self.outline.heads.iter().rev().find(|head| head.unit.is_some());
        above.is_some_and(signed_below_headline)
    }

    fn push_head(&mut self, run: &[usize]) {
        let headings: Vec<usize> = run
            .iter()
            .copied()
            .filter(|&line| matches!(self.label(line), Label::Heading | Label::Subtitle))
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

    /// Takes the label off the blocks of a head: a line of a few characters above the others that names no place and leads
    /// on to nothing (绿色家园, 法治经纬). 引题 is longer, and a place so short is the beginning of its headline.
    fn take_label(&self, blocks: &mut Vec<Vec<usize>>) -> Option<usize> {
        let [first, below, ..] = blocks.as_slice() else { return None };
        let &[line] = first.as_slice() else { return None };
        let text = self.text.line(line);
        let is_short = (2..=LONGEST_LABEL).contains(&text.len()) && text.iter().all(|&c| is_han(c));
        let dash = below.first().is_some_and(|&below| self.label(below) == Label::Subtitle);
        (is_short && !dash && !leads_to_place(text)).then(|| blocks.remove(0)[0])
    }

    /// Which block of a head is 引题, 主题, 副题.
    fn give_roles(&self, mut blocks: Vec<Vec<usize>>, head: &mut Head) {
        let dash = |reader: &Self, block: &Vec<usize>| reader.label(block[0]) == Label::Subtitle;
        if let Some(at) = blocks.iter().position(|block| dash(self, block))
            && at > 0
        {
            head.subtitle = blocks.drain(at..).flatten().collect();
        }
        match blocks.len() {
            0 => {}
            1 => head.headline = blocks.remove(0),
            2 => self.give_two_roles(&blocks[0], &blocks[1], head),
            _ => {
                head.kicker = blocks.remove(0);
                head.headline = blocks.remove(0);
                head.subtitle.splice(0..0, blocks.into_iter().flatten());
            }
        }
    }

    fn give_two_roles(&self, first: &[usize], second: &[usize], head: &mut Head) {
        let length = |block: &[usize]| block.iter().map(|&line| self.text.line(line).len()).sum::<usize>();
        let (one, two) = (length(first), length(second));
        let head_text = self.text.line(first[0]);
        let reads_on =
            ends_with(head_text, "：") || (one <= 5 && first.len() == 1 && !head_text.contains(&' '));
        if reads_on {
            head.headline = first.iter().chain(second).copied().collect();
        } else if head.subtitle.is_empty() && self.is_subtitle(first, second, one, two) {
            head.headline = first.to_vec();
            head.subtitle = second.to_vec();
        } else {
            head.kicker = first.to_vec();
            head.headline = second.to_vec();
        }
    }

    /// Whether the second of two blocks is 副题 below a headline, rather than a headline below 引题.
    ///
    /// A headline names the place of the news, surely so before a colon; 引题 leads up to it and is about as long or longer; 副题 is longer
    /// than the headline and set in one line.
    fn is_subtitle(&self, first: &[usize], second: &[usize], one: usize, two: usize) -> bool {
        if second.len() > 1 || two >= 26 {
            return second.len() == 1;
        }
        if names_place_first(self.text.line(first[0])) {
            return true;
        }
        if LEADS.iter().any(|word| ends_with(self.text.line(first[first.len() - 1]), word)) {
            return false;
        }
        if ["对话", "专访", "访"].iter().any(|word| starts_with(self.text.line(first[0]), word)) {
            return false;
        }
        let text = self.text.line(second[0]);
        if text.first() == Some(&'（') {
            return true;
        }
        if ["访", "直击", "记", "专访", "对话", "探访", "写在"].iter().any(|word| starts_with(text, word))
            || first.len() > 1
        {
            return true;
        }
        let places = |block: &[usize]| block.iter().any(|&line| names_place(self.text.line(line)));
        match (places(first), places(second)) {
            (true, false) => two * 10 >= one * 9,
            (false, true) => false,
            _ => two * 10 >= one * 14,
        }
    }
}

/// Whether a text names a place, if only by the short names of provinces: 甘肃庆阳, 川渝携手.
fn leads_to_place(text: &[char]) -> bool {
    const PROVINCES: &str = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔滇藏陕甘青宁新港澳台";
    // 数字中国 is no place of a story.
    let beside_country = text.strip_suffix(&['中', '国']).unwrap_or(text);
    names_place(beside_country) || text.iter().take(2).filter(|c| PROVINCES.contains(**c)).count() == 2
}

/// 据法新社报道，….
fn cites_report(line: &[char]) -> bool {
    const LONGEST_SOURCE: usize = 18;
    let head = &line[..line.len().min(LONGEST_SOURCE)];
    head.first() == Some(&'据') && (find(head, "报道，").is_some() || find(head, "消息，").is_some())
}

fn subhead(lines: Vec<usize>, head: Option<usize>) -> Unit {
    Unit {
        lines,
        subhead: true,
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
