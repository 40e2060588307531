//! Where a piece of text comes from: a line of the raw file, or a place in an article.

use std::fmt;

/// A line of the raw file, counted from 1 with blank lines included (as `cat -n` counts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineNumber(pub u32);

impl fmt::Display for LineNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A part of an article that has text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 栏目: the section label above the story.
    Section,
    /// 引题.
    Kicker,
    /// 主题.
    Headline,
    /// 副题.
    Subtitle,
    /// 署名.
    Byline,
    /// The block with this index in [`super::Article::blocks`].
    Block(u32),
    /// The caption of the figure with this index.
    Caption(u32),
    /// The credit of the figure with this index.
    Credit(u32),
    /// The pull quote with this index.
    PullQuote(u32),
}

/// A place in an article that survives any resize: a part and a byte offset into that part's text
/// (always at a character boundary).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextPosition {
    /// The part of the article.
    pub part: Part,
    /// Bytes from the start of the part's text.
    pub byte: u32,
}
