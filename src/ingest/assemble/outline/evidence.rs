//! What tells the head of a story from subheads where neither byline nor dateline does.

use super::{Head, Reader};
use crate::ingest::join::{breaks_off, opens_item};
use crate::ingest::label::{Label, closes_signed, leading_jump, names_box};
use crate::ingest::lines::find;

/// The day that news opens with takes no more characters: 10月28日.
const LONGEST_DAY: usize = 6;
/// The longest name before the colon of a turn, with the colon.
const LONGEST_SPEAKER: usize = 5;

impl Reader<'_> {
    /// Whether a caption is all the text that its headline has: a picture told as news opens with its day, and no text
    /// follows before the next heading.
    pub(super) fn is_picture_story(&self, line: usize) -> bool {
        let opens_with_day = self.text.line(line).iter().take(LONGEST_DAY).any(|c| *c == '日')
            && self.text.line(line).first().is_some_and(char::is_ascii_digit);
        let headed = self.run.last().is_some_and(|&last| last + 1 == line && self.label(last).is_heading());
        let is_credit = |below: &usize| self.label(*below) == Label::Credit;
        let below = (line + 1..self.text.len()).find(|below| !is_credit(below));
        let alone = below.is_none_or(|below| {
            matches!(
                self.label(below),
                Label::Heading
                    | Label::LikelyHeading
                    | Label::SectionLabel
                    | Label::SeriesLabel
                    | Label::PageLabel
            )
        });
        opens_with_day && headed && alone
    }

    /// Whether a text takes up what others report (据法新社报道，…), as the story above it does: in a row of such items each
    /// has a headline of its own.
    pub(super) fn is_next_report(&self, line: usize) -> bool {
        let above =
            self.outline.heads.last().and_then(|head| self.outline.units.get(head.unit?)?.lines.first());
        above.is_some_and(|&above| cites_report(self.text.line(above))) && cites_report(self.text.line(line))
    }

    /// Whether a line sums up (提要) what the dateline right below it opens: it has no full stop.
    pub(super) fn is_summary_above_dateline(&self, line: usize) -> bool {
        let text = self.text.line(line);
        let opens = line + 1 < self.text.len() && self.label(line + 1) == Label::Opening;
        opens && self.label(line) == Label::Body && breaks_off(text) && !text.contains(&'。')
    }

    /// Whether a line asks (问：…) and the text above it does not: questions and answers begin.
    pub(super) fn is_first_question(&self, line: usize) -> bool {
        let is_turn = |line: usize| self.text.line(line).iter().take(LONGEST_SPEAKER).any(|c| *c == '：');
        let mut above = self.outline.units.iter().rev().filter(|unit| !unit.subhead);
        let conversing = above.next().is_some_and(|unit| unit.lines.iter().any(|&line| is_turn(line)));
        matches!(self.text.line(line), ['问', '：', ..]) && !conversing
    }

    /// Whether headings never are the head of a story: the name of a box comes first, or all bear a number.
    pub(super) fn is_inside_a_story(&self, run: &[usize]) -> bool {
        let text = |line: &usize| self.text.line(*line);
        run.first().is_some_and(|line| names_box(text(line))) || run.iter().all(|line| opens_item(text(line)))
    }

    /// Whether bylines above these lines sign an item of the story above. A report that gathers items of several
    /// writers is signed below its headline as a whole, and each item at its end; what follows such a signature are the
    /// subheads of the next item. The head of another story would bear a byline or a label of its own, or open with
    /// a dateline.
    pub(super) fn signs_an_item(&self, below: &[usize], next: Option<usize>) -> bool {
        let subheads_only = !below.is_empty() && below.iter().all(|&line| self.label(line).is_heading());
        let text_follows = next.is_some_and(|line| {
            self.label(line) == Label::Body && leading_jump(self.text.line(line)).is_none()
        });
        subheads_only && text_follows && self.is_signed_above()
    }

    /// Whether the text above bears the signature of its story at its end, and these lines are long enough for another
    /// headline. The items of a report that is signed below its headline are signed so too, and the short subheads of one
    /// whose headline stands elsewhere.
    pub(super) fn is_below_a_signature(&self, run: &[usize]) -> bool {
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
}

/// 据法新社报道，….
fn cites_report(line: &[char]) -> bool {
    const LONGEST_SOURCE: usize = 18;
    let head = &line[..line.len().min(LONGEST_SOURCE)];
    head.first() == Some(&'据') && (find(head, "报道，").is_some() || find(head, "消息，").is_some())
}
