//! One printed page: its raw lines and what they were put together to.

use std::path::PathBuf;

use super::{Article, LineNumber, Remark};

/// A calendar date.
pub type Date = jiff::civil::Date;

/// One printed page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The file, or `-` for standard input; built-in pages have a name of their own.
    pub path: PathBuf,
    /// The encoding that the bytes were read as, such as `UTF-8` or `GB18030`.
    pub encoding: String,
    /// Lines of the raw file, blank ones included.
    pub line_count: u32,
    /// The non-blank raw lines, cleaned of everything that could act on a terminal, in file order.
    pub lines: Vec<RawLine>,
    /// 报名.
    pub publication: Option<String>,
    /// The day of issue.
    pub date: Option<Date>,
    /// 版次.
    pub page_number: Option<u32>,
    /// 版名, such as 要闻.
    pub page_name: Option<String>,
    /// The stories, in the order of their first line on the page.
    pub articles: Vec<Article>,
    /// Section labels, page labels, jump lines: lines of the page, not of a story.
    pub furniture: Vec<Furniture>,
    /// Lines that no story could claim with enough confidence. Shown, never dropped.
    pub unplaced: Vec<Unplaced>,
    /// What was odd about the file and what was done about it.
    pub remarks: Vec<Remark>,
}

/// A non-blank line of the raw file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLine {
    /// Its number in the file.
    pub number: LineNumber,
    /// Its text, cleaned; indent and trailing blanks are kept.
    pub text: String,
    /// How many blank lines stand before it: 0 = same block, 1 = next block, 3 = a picture stood here.
    pub blank_before: u32,
}

/// A line of the page that belongs to no story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// The line.
    pub line: LineNumber,
    /// Its text, trimmed.
    pub text: String,
    /// What it is.
    pub kind: FurnitureKind,
}

/// What a furniture line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FurnitureKind {
    /// 栏目: a label such as 地方动态 over one or more stories.
    SectionLabel,
    /// A series or campaign label such as 关注地方两会.
    SeriesLabel,
    /// 上接第一版, 下转第三版.
    JumpLine,
    /// Folio, page name, date line, editors, layout, advertisement notice.
    PageLabel,
}

/// A line without a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The line.
    pub line: LineNumber,
    /// Its text, trimmed.
    pub text: String,
}

/// Where a raw line found its home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Home {
    /// In the article with this index.
    Article(usize),
    /// In [`Page::furniture`].
    Furniture,
    /// In [`Page::unplaced`].
    Unplaced,
}

impl Page {
    /// Every home of every line, one entry a home: a page is sound when each non-blank raw line occurs once.
    pub fn homes(&self) -> impl Iterator<Item = (LineNumber, Home)> + '_ {
        let articles = self.articles.iter().enumerate();
        articles
            .flat_map(|(index, article)| article.lines().map(move |line| (line, Home::Article(index))))
            .chain(self.furniture.iter().map(|item| (item.line, Home::Furniture)))
            .chain(self.unplaced.iter().map(|item| (item.line, Home::Unplaced)))
    }

    /// The raw line with this number, if it is not blank.
    pub fn line(&self, number: LineNumber) -> Option<&RawLine> {
        let index = self.lines.binary_search_by_key(&number, |line| line.number).ok()?;
        self.lines.get(index)
    }
}
