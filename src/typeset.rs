//! Article → rows of text with positions. No colours, no screen.
//!
//! [`prepare`] does once what does not depend on the width; [`set`] chooses the rows for one width.

use std::sync::Arc;

use crate::model::{Article, Part, TextPosition};
use crate::text::columns::Measure;

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
    /// The frame around a figure, a rule, an indent.
    Frame,
    /// What kanbao itself says: a truncated end, the source file, a jump to another page.
    Note,
}

/// How rows are set.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The columns that a row may take, a hanging mark not counted.
    pub width: usize,
    /// How text is measured.
    pub measure: Measure,
    /// Columns that one closing mark may hang beyond the width: 0, 1 or 2.
    pub hang: usize,
    /// The indent of a paragraph in columns; `None`: four, two in narrow columns.
    pub indent: Option<usize>,
}

/// Everything about an article that does not depend on the width.
#[derive(Debug, Clone)]
pub struct Prepared {
    parts: Vec<(Part, Role, String)>,
}

/// A set article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// From top to bottom; blank rows have no runs.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// From left to right, not overlapping.
    pub runs: Vec<Run>,
    /// The part whose text the row shows, with the first text position of the row; `None` for blank rows.
    pub start: Option<TextPosition>,
}

/// A piece of a row in one role and from one fragment.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The column in which it begins.
    pub column: usize,
    /// The columns that it takes.
    pub width: usize,
    /// What is drawn.
    pub text: Arc<str>,
    /// What it is.
    pub role: Role,
    /// Where it comes from: part, byte offset in the part's text; `None` for what kanbao adds.
    pub origin: Option<TextPosition>,
    /// The run begins at a mended seam, with this confidence.
    pub seam: Option<f32>,
}

/// Takes from an article what does not depend on the width.
pub fn prepare(article: &Article) -> Prepared {
    let mut parts = Vec::new();
    if let Some(headline) = &article.headline {
        parts.push((Part::Headline, Role::Headline, headline.text.clone()));
    }
    for (index, block) in (0..).zip(&article.blocks) {
        parts.push((Part::Block(index), Role::Paragraph, block.text()));
    }
    Prepared { parts }
}

/// Sets rows at one width.
pub fn set(prepared: &Prepared, settings: &Settings) -> Sheet {
    let mut rows = Vec::new();
    for (part, role, text) in &prepared.parts {
        let mut row = String::new();
        let mut start = 0;
        let mut flush = |row: &mut String, start: usize| {
            let position = TextPosition { part: *part, byte: start as u32 };
            let width = settings.measure.text(row);
            let run = Run {
                column: 0,
                width,
                text: Arc::from(std::mem::take(row)),
                role: *role,
                origin: Some(position),
                seam: None,
            };
            rows.push(Row { runs: vec![run], start: Some(position) });
        };
        for (byte, character) in text.char_indices() {
            if settings.measure.text(&row) + settings.measure.text(character.encode_utf8(&mut [0; 4]))
                > settings.width
            {
                flush(&mut row, start);
                start = byte;
            }
            row.push(character);
        }
        flush(&mut row, start);
        rows.push(Row::default());
    }
    Sheet { rows }
}
