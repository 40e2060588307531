//! A page, or a whole day, as its editor saw it: which stories stand under which labels, how much each weighs.
//!
//! Stories are laid into columns like type on a page; what does not fit on one screen goes on the next. Where each
//! row comes to stand is decided here, because the cursor and the mouse must know; how rows look, `view/glance.rs`.

use std::sync::Arc;

use super::state::State;
use crate::model::{Article, Block, BlockKind, Page};
use crate::query::{EntryId, weight};

/// The open overview.
#[derive(Debug, Clone)]
pub struct Glance {
    /// One page or all of its day.
    pub scope: Scope,
    /// The index of the story under the cursor.
    pub cursor: usize,
    /// The stories in the order of the pages.
    pub stories: Vec<Story>,
}

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One page.
    Page,
    /// Every page of its paper and day.
    Day,
}

/// A story on it.
#[derive(Debug, Clone)]
pub struct Story {
    /// Which.
    pub entry: EntryId,
    /// The page that it stands on.
    pub page: Arc<Page>,
    /// How much it weighs on its page.
    pub weight: Weight,
}

/// How large an editor would set the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A few lines at the side.
    Brief,
    /// A story among others.
    Plain,
    /// What the page opens with.
    Lead,
}

/// Where a piece of a column comes to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The screen, where one is not enough.
    pub screen: usize,
    /// The column on it.
    pub column: usize,
    /// The first row in the column.
    pub row: usize,
}

impl Glance {
    /// The page, or the day, of the selected article, with the cursor on that.
    pub fn open(state: &State, scope: Scope) -> Option<Self> {
        let (own, entry) = state.selected()?;
        Self::of(state, &Arc::clone(&entry.page), own, scope)
    }

    fn of(state: &State, page: &Arc<Page>, cursor: EntryId, scope: Scope) -> Option<Self> {
        let belongs = |other: &Arc<Page>| match scope {
            Scope::Page => Arc::ptr_eq(page, other),
            Scope::Day => page.publication == other.publication && page.date == other.date,
        };
        let entries = state.library.catalogue.iter().filter(|(_, entry)| belongs(&entry.page));
        let mut stories: Vec<Story> = entries
            .map(|(id, entry)| Story { entry: id, page: Arc::clone(&entry.page), weight: Weight::Plain })
            .collect();
        // Files come in the order of their names; a day is read in the order of its pages.
        stories.sort_by_key(|story| story.page.page_number.unwrap_or(u32::MAX));
        weigh(state, &mut stories);
        let cursor = stories.iter().position(|story| story.entry == cursor)?;
        Some(Self { scope, cursor, stories })
    }

    /// The story under the cursor.
    pub fn selected(&self) -> Option<&Story> {
        self.stories.get(self.cursor)
    }

    /// Moves the cursor by stories.
    pub fn step(&mut self, steps: isize) {
        let last = self.stories.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(steps).min(last);
    }

    /// One page, or its whole day, with the cursor on the same story.
    #[must_use]
    pub fn turned(&self, state: &State) -> Option<Self> {
        let story = self.selected()?;
        let scope = match self.scope {
            Scope::Page => Scope::Day,
            Scope::Day => Scope::Page,
        };
        Self::of(state, &story.page, story.entry, scope)
    }

    /// The page before or after, in the order of files; in a day, the cursor goes to that page's first story.
    #[must_use]
    pub fn on_page(&self, state: &State, forward: bool) -> Option<Self> {
        let own = &self.selected()?.page;
        if self.scope == Scope::Day {
            let first_of =
                |page: &Arc<Page>| self.stories.iter().position(|story| Arc::ptr_eq(&story.page, page));
            let other = if forward {
                self.stories.iter().skip(self.cursor).find(|story| !Arc::ptr_eq(&story.page, own))
            } else {
                self.stories.iter().take(self.cursor).rev().find(|story| !Arc::ptr_eq(&story.page, own))
            };
            return Some(Self { cursor: first_of(&other?.page)?, ..self.clone() });
        }
        let pages = &state.library.pages;
        let here = pages.iter().position(|page| Arc::ptr_eq(page, own))?;
        let mut others: Box<dyn Iterator<Item = &Arc<Page>>> = if forward {
            Box::new(pages.iter().skip(here + 1))
        } else {
            Box::new(pages.iter().take(here).rev())
        };
        let page = others.find(|page| !page.articles.is_empty())?;
        let first = state.library.catalogue.iter().find(|(_, entry)| Arc::ptr_eq(&entry.page, page))?.0;
        Self::of(state, page, first, Scope::Page)
    }
}

/// Gives each page's heaviest story the lead and sets short ones aside.
fn weigh(state: &State, stories: &mut [Story]) {
    /// A story of fewer characters without a picture is a brief.
    const BRIEF: usize = 220;
    let article =
        |story: &Story| state.library.catalogue.entry(story.entry).map(super::super::query::Entry::article);
    let mut leads: Vec<usize> = Vec::new();
    for first in 0..stories.len() {
        if first > 0 && Arc::ptr_eq(&stories[first - 1].page, &stories[first].page) {
            continue;
        }
        let of_page = stories.iter().enumerate().skip(first);
        let of_page = of_page.take_while(|(_, story)| Arc::ptr_eq(&story.page, &stories[first].page));
        let heaviest = of_page.max_by_key(|(index, story)| {
            (article(story).map_or(0, |article| weight(article, *index == first)), std::cmp::Reverse(*index))
        });
        leads.extend(heaviest.map(|(index, _)| index));
    }
    for (index, story) in stories.iter_mut().enumerate() {
        let entry = state.library.catalogue.entry(story.entry);
        let short = entry.is_some_and(|entry| {
            entry.article().figures.is_empty() && entry.article().character_count() < BRIEF
        });
        story.weight = match (leads.contains(&index), short) {
            (true, _) => Weight::Lead,
            (false, true) => Weight::Brief,
            (false, false) => Weight::Plain,
        };
    }
}

/// The first sentence of the body, up to its full stop.
pub fn first_sentence(article: &Article) -> String {
    let body = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
    let text = body.map(Block::text).unwrap_or_default();
    let end = text.char_indices().find(|(_, c)| matches!(c, '。' | '！' | '？' | '!' | '?'));
    let Some((at, stop)) = end else { return text };
    let mut end = at + stop.len_utf8();
    // A closing quotation mark belongs to the sentence.
    let rest = text.get(end..).unwrap_or_default();
    end += rest
        .chars()
        .take_while(|c| matches!(c, '”' | '’' | '」' | '』' | '"'))
        .map(char::len_utf8)
        .sum::<usize>();
    text.get(..end).unwrap_or_default().to_owned()
}

/// Lays pieces of these heights into columns, screen after screen: the columns of a screen end as evenly as the
/// pieces allow. Gives the spot of each piece.
pub fn lay(heights: &[usize], columns: usize, rows: usize) -> Vec<Spot> {
    let (columns, rows) = (columns.max(1), rows.max(1));
    let even = heights.iter().sum::<usize>().div_ceil(columns).max(1);
    let evenest = (even..rows).find(|rows| fill(heights, columns, *rows).iter().all(|spot| spot.screen == 0));
    fill(heights, columns, evenest.unwrap_or(rows))
}

fn fill(heights: &[usize], columns: usize, rows: usize) -> Vec<Spot> {
    let mut next = Spot { screen: 0, column: 0, row: 0 };
    let mut spots = Vec::with_capacity(heights.len());
    for height in heights {
        if next.row > 0 && next.row + height > rows {
            let last = next.column + 1 == columns;
            next = Spot {
                screen: next.screen + usize::from(last),
                column: if last { 0 } else { next.column + 1 },
                row: 0,
            };
        }
        spots.push(next);
        next.row += height;
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fragment, LineNumber};

    #[test]
    fn pieces_fill_columns_evenly_and_screens_in_turn() {
        let spots = |heights: &[usize], columns, rows| -> Vec<(usize, usize, usize)> {
            lay(heights, columns, rows).into_iter().map(|spot| (spot.screen, spot.column, spot.row)).collect()
        };
        assert_eq!(spots(&[3, 3, 3, 3], 2, 20), [(0, 0, 0), (0, 0, 3), (0, 1, 0), (0, 1, 3)]);
        assert_eq!(spots(&[3, 3, 3], 1, 6), [(0, 0, 0), (0, 0, 3), (1, 0, 0)]);
        assert_eq!(spots(&[9], 1, 6), [(0, 0, 0)]);
        assert_eq!(spots(&[], 3, 6), []);
    }

    #[test]
    fn no_piece_lies_on_another() {
        let heights: Vec<usize> = (0..40).map(|number| 1 + number * 7 % 5).collect();
        for columns in 1..6 {
            for rows in 5..30 {
                let spots = lay(&heights, columns, rows);
                for (index, (one, height)) in spots.iter().zip(&heights).enumerate() {
                    assert!(one.column < columns && one.row + height <= rows);
                    let after = spots.get(index + 1);
                    assert!(after.is_none_or(|after| {
                        (after.screen, after.column, after.row) >= (one.screen, one.column, one.row + height)
                            || (after.screen, after.column) > (one.screen, one.column)
                    }));
                }
            }
        }
    }

    #[test]
    fn the_first_sentence_ends_with_its_stop_and_quotation_mark() {
        for (text, expected) in [
            ("“明天下雨吗？”他问。没人答。", "“明天下雨吗？”"),
            ("渡口开了两班船。第三班没有来。", "渡口开了两班船。"),
            ("没有句号的一行", "没有句号的一行"),
        ] {
            let fragment = Fragment::whole(LineNumber(1), text.to_owned());
            let block = Block { kind: BlockKind::Paragraph, fragments: vec![fragment], confidence: 1.0 };
            let article = Article { blocks: vec![block], ..Article::default() };
            assert_eq!(first_sentence(&article), expected);
        }
    }
}
