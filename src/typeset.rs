//! Article → rows of text with positions. No colours, no screen.
//!
//! Four stages, each with its own file; the width enters only at the third, so that a resize repeats two of them:
//!
//! 1. `collect`: the article as texts in reading order, each with its raw lines;
//! 2. [`Paragraph`]: a text as characters with what the rules of row breaking need to know;
//! 3. `break_rows` (and `headings`): where rows end;
//! 4. `finish` (and `justify`): runs with columns, roles and origins; frames and notes.
//!
//! [`prepare`] does the first two once, [`set`] the other two at each width:
//!
//! ```
//! use kanbao::model::{Article, Heading};
//! use kanbao::typeset::{Settings, prepare, set};
//!
//! let headline = Heading { text: "春天来了，燕子飞回屋檐".to_owned(), lines: Vec::new() };
//! let article = Article { headline: Some(headline), ..Article::default() };
//! let sheet = set(&prepare(&article), &Settings { width: 12, ..Settings::default() });
//! let rows: Vec<String> = sheet.rows.iter().map(|row| row.text()).collect();
//! assert_eq!(rows, ["春天来了，", "燕子飞回屋檐"]);
//! ```
//!
//! Rules, levels and figures: docs/TYPESETTING.md.

mod break_rows;
pub mod check;
mod collect;
mod finish;
mod headings;
mod justify;
mod one_line;
mod paragraph;
mod plan;
mod ruby;
mod sheet;

use crate::model::{Article, Language, Part};
use crate::text::columns::Measure;
use crate::text::script::Script;

pub use crate::text::punctuation::Level;
pub use one_line::{Cut, cut, one_line, one_line_padded};
pub use paragraph::Paragraph;
pub use plan::{GUTTER, Plan, plan};
pub use sheet::{Row, Run, Sheet};

/// What a piece of text is, so that a theme can colour it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// 栏目.
    Section,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Subtitle,
    /// 署名.
    Byline,
    /// 小标题.
    Subhead,
    /// Body text.
    Paragraph,
    /// 图注.
    Caption,
    /// 图片来源.
    Credit,
    /// Text set apart that repeats the body.
    PullQuote,
    /// The frame around a figure, the bar beside a pull quote.
    Frame,
    /// What kanbao itself says: a truncated end, a jump to another page.
    Note,
    /// How rare characters of the row below are read.
    Reading,
}

/// How rows are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// Over the whole paragraph at the least total cost.
    #[default]
    Best,
    /// Row after row, each by itself.
    First,
    /// As few rows as the width allows, as even as can be. Headings are always set so.
    Balanced,
}

/// Which characters have their reading above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Pinyin {
    /// None.
    #[default]
    Off,
    /// Those that many readers would have to look up.
    Rare,
}

/// How rows are set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The columns that a row may take, a hanging mark not counted. See [`plan`] for what a pane leaves.
    pub width: usize,
    /// How text is measured.
    pub measure: Measure,
    /// Columns that one stop may hang beyond the width: 0, 1 or 2. Keep them, and one more, free beside the text.
    pub hang: usize,
    /// The indent of a paragraph in columns; `None`: four, two in narrow columns.
    pub indent: Option<usize>,
    /// CLREQ's level of the rules for row starts and ends.
    pub level: Level,
    /// How the rows of a paragraph are chosen.
    pub fit: Fit,
    /// Show a blank between Han and Latin.
    pub autospace: bool,
    /// Make both edges even.
    pub justify: bool,
    /// Show 「」『』 for “”‘’.
    pub corner_quotes: bool,
    /// Show above rare characters how they are read.
    pub pinyin: Pinyin,
    /// The script in which the text is shown.
    pub script: Script,
    /// The language of the notes.
    pub language: Language,
}

impl Default for Settings {
    /// Forty columns, one of them for half a stop beside the edge, everything else as a mainland paper has it.
    fn default() -> Self {
        Self {
            width: 40,
            measure: Measure::default(),
            hang: 1,
            indent: None,
            level: Level::Basic,
            fit: Fit::Best,
            autospace: false,
            justify: false,
            corner_quotes: false,
            pinyin: Pinyin::Off,
            script: Script::AsPrinted,
            language: Language::Chinese,
        }
    }
}

impl Settings {
    /// The indent of a paragraph: two characters, one in narrow columns (CLREQ), none where hardly a word fits.
    pub fn paragraph_indent(&self) -> usize {
        const NARROW: usize = 30;
        const TINY: usize = 8;
        let usual = match self.width {
            ..TINY => 0,
            TINY..NARROW => 2,
            _ => 4,
        };
        self.indent.unwrap_or(usual).min(self.width.saturating_sub(2))
    }
}

/// Everything about an article that does not depend on the width.
#[derive(Debug, Clone)]
pub struct Prepared {
    texts: Vec<collect::Text>,
    flow: Vec<collect::Piece>,
}

impl Prepared {
    /// The text of each part, as text positions count its bytes. Searching an article searches these.
    pub fn texts(&self) -> impl Iterator<Item = (Part, &str)> + '_ {
        self.texts.iter().map(|text| (text.part, text.paragraph.text()))
    }

    /// The text of one part.
    pub fn text(&self, part: Part) -> Option<&str> {
        self.texts().find(|(of, _)| *of == part).map(|(_, text)| text)
    }
}

/// Takes from an article what does not depend on the width.
pub fn prepare(article: &Article) -> Prepared {
    collect::collect(article)
}

/// Sets an article at one width.
pub fn set(prepared: &Prepared, settings: &Settings) -> Sheet {
    finish::finish(prepared, settings)
}

/// Sets one text by itself as a paragraph of the body: help, messages, files that are no newspaper.
pub fn set_text(paragraph: &Paragraph, settings: &Settings) -> Sheet {
    finish::finish_text(paragraph, settings)
}
