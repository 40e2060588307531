//! The open article: its set rows, the place in it, and what was looked for in it.
//!
//! The place is a position in the text, not a row: another width or a wider measure keeps it.

use std::sync::Arc;

use crate::ingest::lens::Lens;
use crate::model::{Article, BlockKind, LineNumber, Part, TextPosition};
use crate::query::{EntryId, Occurrence, TextFinder, body_hit, occurrences, parts_of};
use crate::text::pinyin::Sounds;
use crate::typeset::{self, Prepared, Role, Row, Settings, Sheet};

/// An article in the reader's pane.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Which article.
    pub entry: EntryId,
    /// What was looked for.
    pub find: Option<Find>,
    /// How many pages the article stood on when it was opened.
    pages: usize,
    /// What a lens lights.
    pub lens: Option<Lit>,
    prepared: Arc<Prepared>,
    sheet: Arc<Sheet>,
    set_with: Option<Settings>,
    /// Rows that the pane shows.
    height: usize,
    /// Rows between this article and the one that stands below it; none where nothing does.
    tail: usize,
    top: usize,
    anchor: Option<TextPosition>,
    /// The hit that was found is to be shown as soon as rows are set.
    awaits_rows: bool,
}

/// Words looked for in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Find {
    /// The words.
    pub needle: String,
    /// Every place, in reading order.
    pub hits: Vec<Occurrence>,
    /// The one that was jumped to.
    pub current: usize,
}

/// How the next or previous place found was come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// By going on.
    On,
    /// From the end around to the beginning.
    AroundEnd,
    /// From the beginning around to the end.
    AroundBeginning,
}

/// What a lens lights in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lit {
    /// The lens.
    pub lens: Lens,
    /// Every passage, in reading order.
    pub passages: Vec<Occurrence>,
    /// The one that was jumped to.
    pub current: Option<usize>,
}

impl Find {
    /// Where words stand in an article: those of the list's filter as the filter finds them.
    pub fn hits_of(article: &Article, needle: &str, typed: &str) -> Vec<Occurrence> {
        if needle == typed { occurrences(article, typed) } else { Self::words(article, needle) }
    }

    fn words(article: &Article, needle: &str) -> Vec<Occurrence> {
        let finder = TextFinder::for_reading(needle, Sounds::Exact);
        finder.map(|finder| finder.find(article)).unwrap_or_default()
    }
}

impl Reader {
    /// Opens an article at a place, or at its beginning.
    pub fn open(entry: EntryId, article: &Article, place: Option<TextPosition>) -> Self {
        Self {
            entry,
            find: None,
            pages: pages_of(article),
            lens: None,
            prepared: Arc::new(typeset::prepare(article)),
            sheet: Arc::default(),
            set_with: None,
            height: 1,
            tail: 0,
            top: 0,
            anchor: place,
            awaits_rows: false,
        }
    }

    /// Takes the rest of the article, where its next page has arrived since. The place and what was found stay.
    pub fn renew(&mut self, article: &Article) {
        if self.pages == pages_of(article) {
            return;
        }
        self.pages = pages_of(article);
        self.prepared = Arc::new(typeset::prepare(article));
        self.set_with = None;
    }

    /// Sets the rows for this width, if they are not, and keeps the place. Below them, `tail` rows part them from the
    /// article that follows in the same pane; without any, the last row keeps to the lower edge.
    pub fn set(&mut self, settings: &Settings, height: usize, tail: usize) {
        let reset = self.set_with.as_ref() != Some(settings);
        if reset {
            self.sheet = Arc::new(typeset::set(&self.prepared, settings));
            self.set_with = Some(settings.clone());
        }
        let kept = (self.height, self.tail) == (height, tail);
        self.tail = tail;
        if reset || !kept {
            self.height = height.max(1);
            let row = self.anchor.map_or(0, |place| self.first_row_of(place));
            self.top = row.min(self.greatest_top());
        }
        if std::mem::take(&mut self.awaits_rows) {
            self.show_hit();
        }
    }

    /// Sets the rows as those of another article in the same pane are set.
    pub fn set_like(&mut self, other: &Self, tail: usize) {
        if let Some(settings) = &other.set_with {
            self.set(settings, other.height, tail);
        }
    }

    /// Rows that the pane shows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Rows between this article and the one below.
    pub fn tail(&self) -> usize {
        self.tail
    }

    /// The rows from the first one on the screen to the article below.
    pub fn rows_below_top(&self) -> usize {
        (self.sheet.rows.len() + self.tail).saturating_sub(self.top)
    }

    /// The rows of the whole article.
    pub fn rows(&self) -> &[Row] {
        &self.sheet.rows
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The rows on the screen.
    pub fn visible(&self) -> &[Row] {
        let end = (self.top + self.height).min(self.sheet.rows.len());
        self.sheet.rows.get(self.top..end).unwrap_or_default()
    }

    /// The place of the first row on the screen, once the article was scrolled.
    pub fn place(&self) -> Option<TextPosition> {
        self.anchor
    }

    /// The place to go on from the next time: of an article that was read to its end, the beginning.
    pub fn place_to_keep(&self) -> Option<TextPosition> {
        let place = self.anchor?;
        let is_read = self.set_with.is_some() && self.bottom() == self.sheet.rows.len();
        let start = self.sheet.rows.iter().find_map(|row| row.start);
        start.filter(|_| is_read).or(Some(place))
    }

    /// The last row on the screen, counted from 1.
    pub fn bottom(&self) -> usize {
        (self.top + self.height).min(self.sheet.rows.len())
    }

    /// How much of the article has been on the screen above its lower edge, in percent.
    pub fn percent(&self) -> usize {
        match self.sheet.rows.len() {
            0 => 100,
            rows => self.bottom() * 100 / rows,
        }
    }

    /// Puts this row on top, as far as the end allows.
    pub fn scroll_to(&mut self, row: usize) -> bool {
        let before = self.top;
        self.top = row.min(self.greatest_top());
        self.anchor = self.place_of_top();
        before != self.top
    }

    /// Goes to the next subhead below the top row, or the one before it.
    pub fn go_to_subhead(&mut self, forward: bool) -> bool {
        let top = self.top;
        let target = if forward {
            self.subhead_rows().find(|row| *row > top)
        } else {
            self.subhead_rows().filter(|row| *row < top).last()
        };
        match target {
            Some(row) => self.scroll_to(row),
            None if !forward => self.scroll_to(0),
            None => false,
        }
    }

    /// Brings a place into view, with some rows above it, unless it is in view already.
    pub fn show(&mut self, place: TextPosition) {
        let row = self.row_of(place);
        if !(self.top..self.top + self.height).contains(&row) {
            self.scroll_to(row.saturating_sub(self.height / 3));
        }
    }

    /// The row that shows a place.
    pub fn row_of(&self, place: TextPosition) -> usize {
        let of_part = |row: &Row| row.start.is_some_and(|start| start.part == place.part);
        let rows = || self.sheet.rows.iter().enumerate().filter(|(_, row)| of_part(row));
        let holds = |row: &Row| row.start.is_some_and(|start| start.byte <= place.byte);
        let last = rows().rfind(|(_, row)| holds(row));
        last.or_else(|| rows().next()).map_or(0, |(index, _)| index)
    }

    /// The same, or the row of readings that stands above it.
    fn first_row_of(&self, place: TextPosition) -> usize {
        let row = self.row_of(place);
        let start = |row: usize| self.sheet.rows.get(row).and_then(|row| row.start);
        (0..row)
            .rev()
            .take_while(|above| start(*above).is_some() && start(*above) == start(row))
            .last()
            .unwrap_or(row)
    }

    /// Looks for words; an empty needle forgets them. Jumps to the first hit at or below the top row.
    pub fn look_for(&mut self, article: &Article, needle: &str) {
        if needle.trim().is_empty() {
            self.find = None;
            return;
        }
        self.take_hits(needle, Find::words(article, needle));
        self.show_hit();
    }

    /// Looks for what is looked for in an article beside this one, and stays where it is.
    pub fn find_alike(&mut self, article: &Article, other: Option<&Find>, typed: &str) {
        let needle = other.map(|find| find.needle.as_str());
        if self.find.as_ref().map(|find| find.needle.as_str()) == needle {
            return;
        }
        self.find = None;
        if let Some(needle) = needle {
            self.take_hits(needle, Find::hits_of(article, needle, typed));
        }
    }

    /// The first hit at or below the top row is the present one.
    fn take_hits(&mut self, needle: &str, hits: Vec<Occurrence>) {
        let order = |hit: &Occurrence| self.row_of(hit.position());
        let current = hits.iter().position(|hit| order(hit) >= self.top).unwrap_or(0);
        self.find = Some(Find { needle: needle.to_owned(), hits, current });
    }

    /// Goes to a hit by its number from 0; to the last one if there are not so many.
    pub fn go_to_hit(&mut self, number: usize) {
        if let Some(find) = &mut self.find {
            find.current = number.min(find.hits.len().saturating_sub(1));
        }
        self.show_hit();
    }

    /// Shows where the words of a filter stand in the article, and goes to the first place in its text.
    pub fn show_words(&mut self, article: &Article, typed: &str) {
        let Some(first) = body_hit(article, typed) else { return };
        let hits = occurrences(article, typed);
        let current = hits.iter().position(|hit| *hit == first).unwrap_or(0);
        self.find = Some(Find { needle: typed.to_owned(), hits, current });
        // A narrow screen has set no rows yet.
        self.awaits_rows = true;
    }

    /// Takes the words of a filter as those that are looked for, and stays where it is. Nothing where there are none here.
    pub fn mark_words(&mut self, article: &Article, typed: &str) {
        let hits = occurrences(article, typed);
        if !hits.is_empty() {
            let before = hits.iter().rposition(|hit| self.row_of(hit.position()) < self.top);
            // The next one is the first on the screen.
            let current = before.unwrap_or(hits.len() - 1);
            self.find = Some(Find { needle: typed.to_owned(), hits, current });
        }
    }

    /// Goes to the next or previous hit, around the ends, if there is any.
    pub fn next_hit(&mut self, forward: bool) -> Option<Turn> {
        let find = self.find.as_mut()?;
        let last = find.hits.len().checked_sub(1)?;
        let (next, turn) = match (forward, find.current) {
            (true, current) if current >= last => (0, Turn::AroundEnd),
            (true, current) => (current + 1, Turn::On),
            (false, 0) => (last, Turn::AroundBeginning),
            (false, current) => (current - 1, Turn::On),
        };
        find.current = next;
        self.show_hit();
        Some(turn)
    }

    /// Looks at the article through a lens, or through none.
    pub fn look_through(&mut self, article: &Article, lens: Option<Lens>) {
        if self.lens.as_ref().map(|lit| lit.lens) == lens {
            return;
        }
        self.lens = lens.map(|lens| {
            let found = crate::ingest::lens::passages(article, &parts_of(article), lens).into_iter();
            let passages = found.map(|(part, bytes)| Occurrence { part, bytes }).collect();
            Lit { lens, passages, current: None }
        });
    }

    /// Goes to the next or previous lit passage, around the ends; at first to the one below the top row.
    pub fn next_lit(&mut self, forward: bool) -> Option<(usize, usize)> {
        let lit = self.lens.as_ref()?;
        let count = lit.passages.len();
        if count == 0 {
            return None;
        }
        let row =
            |index: &usize| lit.passages.get(*index).map_or(0, |passage| self.row_of(passage.position()));
        let next = match lit.current {
            Some(current) => (current + if forward { 1 } else { count - 1 }) % count,
            None if forward => (0..count).find(|index| row(index) >= self.top).unwrap_or(0),
            None => (0..count).rev().find(|index| row(index) < self.top).unwrap_or(count - 1),
        };
        let place = lit.passages.get(next)?.position();
        if let Some(lit) = &mut self.lens {
            lit.current = Some(next);
        }
        self.show(place);
        Some((next, count))
    }

    /// Goes to the next of these places, or the one before, a third down the screen. Which of them it is.
    pub fn go_along(&mut self, places: &[TextPosition], forward: bool) -> Option<usize> {
        let lead = self.height / 3;
        let here = self.top + if self.top == 0 { 0 } else { lead };
        let row = |index: &usize| places.get(*index).map_or(0, |place| self.row_of(*place));
        let next = if forward {
            (0..places.len()).find(|index| row(index) > here)
        } else {
            (0..places.len()).rev().find(|index| row(index) < here)
        }?;
        let target = row(&next).saturating_sub(lead);
        // At the end of the article the rows do not go further up.
        (self.scroll_to(target) || !forward || here == 0).then_some(next)
    }

    fn show_hit(&mut self) {
        let hit = self.find.as_ref().and_then(|find| find.hits.get(find.current));
        if let Some(place) = hit.map(Occurrence::position) {
            self.show(place);
        }
    }

    fn subhead_rows(&self) -> impl Iterator<Item = usize> + '_ {
        let begins = |row: &Row| row.start.is_some_and(|start| start.byte == 0);
        let is_subhead = |row: &Row| row.runs.iter().any(|run| run.role == Role::Subhead);
        let rows = self.sheet.rows.iter().enumerate();
        rows.filter(move |(_, row)| begins(row) && is_subhead(row)).map(|(index, _)| index)
    }

    /// The last row that can be on top.
    pub fn greatest_top(&self) -> usize {
        match self.tail {
            0 => self.sheet.rows.len().saturating_sub(self.height),
            tail => self.sheet.rows.len() + tail - 1,
        }
    }

    fn place_of_top(&self) -> Option<TextPosition> {
        if self.top == 0 {
            return None;
        }
        self.sheet.position_of(self.top)
    }
}

/// How many pages an article stands on.
fn pages_of(article: &Article) -> usize {
    article.lines().map(|line| line.part() + 1).max().unwrap_or(1)
}

/// The raw lines of a part, first to last.
pub fn lines_of(article: &Article, part: Part) -> Vec<LineNumber> {
    let heading = |heading: &Option<crate::model::Heading>| {
        heading.as_ref().map(|heading| heading.lines.clone()).unwrap_or_default()
    };
    match part {
        Part::Section => article.section_line.into_iter().collect(),
        Part::Kicker => heading(&article.kicker),
        Part::Headline => heading(&article.headline),
        Part::Subtitle => heading(&article.subtitle),
        Part::Byline => heading(&article.byline),
        Part::Block(index) => article
            .blocks
            .get(index as usize)
            .map(|block| block.fragments.iter().map(|fragment| fragment.line).collect())
            .unwrap_or_default(),
        Part::Caption(index) => {
            article.figures.get(index as usize).map(|figure| figure.caption.lines.clone()).unwrap_or_default()
        }
        Part::Credit(index) => {
            article.figures.get(index as usize).map(|figure| heading(&figure.credit)).unwrap_or_default()
        }
        Part::PullQuote(index) => {
            article.pull_quotes.get(index as usize).map(|quote| quote.quote.lines.clone()).unwrap_or_default()
        }
    }
}

/// The raw line that a place in the text comes from.
pub fn line_at(article: &Article, place: TextPosition) -> Option<LineNumber> {
    if let Part::Block(index) = place.part {
        let block = article.blocks.get(index as usize)?;
        let passed = block.seams().iter().filter(|seam| **seam <= place.byte as usize).count();
        return block.fragments.get(passed).map(|fragment| fragment.line);
    }
    lines_of(article, place.part).first().copied()
}

/// The names of the subheads with their places: the article's table of contents.
pub fn subheads(article: &Article) -> Vec<(String, TextPosition)> {
    let blocks = (0..).zip(&article.blocks).filter(|(_, block)| block.kind == BlockKind::Subhead);
    blocks.map(|(index, block)| (block.text(), TextPosition { part: Part::Block(index), byte: 0 })).collect()
}
