//! Which issue a page belongs to: paper, day of issue, page number, page name.
//!
//! Three witnesses, in the order of trust: what the page itself prints (folio lines, `科技日报讯` in its
//! stories), the path of the file (`2024/11/06/07.txt`, `rmrb_20241106_3.txt`), and the day in a dateline. What
//! none of them says stays unknown: a wrong date is worse than none.

mod folio;
mod path;

use crate::model::{Date, Dateline, FurnitureKind, Page};

/// What a witness knows. Everything may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Issue {
    pub(super) publication: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) page_number: Option<u32>,
    pub(super) page_name: Option<String>,
    /// A year without month and day, as a folder may give it.
    pub(super) year: Option<i16>,
}

impl Issue {
    /// Fills what is unknown from a witness of less trust.
    fn or(self, other: Self) -> Self {
        Self {
            publication: self.publication.or(other.publication),
            date: self.date.or(other.date),
            page_number: self.page_number.or(other.page_number),
            page_name: self.page_name.or(other.page_name),
            year: self.year.or(other.year),
        }
    }
}

/// Names the issue of a page whose stories have their datelines already; `papers` are those that openers name.
pub(super) fn identify(page: &mut Page, papers: &[String]) {
    let labels = page.furniture.iter().filter(|item| item.kind == FurnitureKind::PageLabel);
    let printed = labels.map(|item| folio::read(&item.text)).fold(Issue::default(), Issue::or);
    let known = printed.or(Issue { publication: paper_of_openers(papers), ..Issue::default() });
    let known = known.or(path::read(&page.path));
    let date = known.date.or_else(|| last_dateline(page, known.year?));
    page.publication = page.publication.take().or(known.publication);
    page.date = page.date.or(date);
    page.page_number = page.page_number.or(known.page_number);
    page.page_name = page.page_name.take().or(known.page_name);
}

/// The paper that its own stories name (`科技日报讯`), if they agree. An agency (新华社电) is no paper, and 本报
/// has no name.
fn paper_of_openers(openers: &[String]) -> Option<String> {
    let mut papers: Vec<(&String, usize)> = Vec::new();
    for paper in openers {
        match papers.iter_mut().find(|(known, _)| *known == paper) {
            Some((_, count)) => *count += 1,
            None => papers.push((paper, 1)),
        }
    }
    let total: usize = papers.iter().map(|(_, count)| count).sum();
    let (paper, count) = papers.into_iter().max_by_key(|(_, count)| *count)?;
    (count * 2 > total).then(|| paper.clone())
}

/// The latest day that a dateline of the page names, in the year that the path gives.
fn last_dateline(page: &Page, year: i16) -> Option<Date> {
    let day = |dateline: &Dateline| {
        Date::new(year, i8::try_from(dateline.month?).ok()?, i8::try_from(dateline.day?).ok()?).ok()
    };
    page.articles.iter().filter_map(|article| day(article.dateline.as_ref()?)).max()
}
