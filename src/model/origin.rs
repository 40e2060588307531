//! Where a piece of text comes from: a line of the raw file, or a place in an article.

use std::fmt;

/// A line of the raw file, counted from 1 with blank lines included (as `cat -n` counts).
///
/// A story that goes on on another page has lines of several files. Those of its second page and the ones after it
/// bear the number of the part too, so that no two lines are the same and the later ones stand behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineNumber(pub u32);

impl LineNumber {
    /// Bits of the line within its file: more lines than that no page has.
    const BITS: u32 = 27;

    /// The most parts that the lines of one story can be told apart in.
    pub const MOST_PARTS: usize = 1 << (u32::BITS - Self::BITS);

    /// The same line as one of the story's part with this number.
    #[must_use]
    pub const fn on_part(self, part: usize) -> Self {
        Self((self.0 & ((1 << Self::BITS) - 1)) | (part as u32) << Self::BITS)
    }

    /// Which part of its story the line stands in: 0 but for stories that go on on other pages.
    pub const fn part(self) -> usize {
        (self.0 >> Self::BITS) as usize
    }

    /// The line as its own file counts it.
    #[must_use]
    pub const fn in_file(self) -> Self {
        self.on_part(0)
    }
}

impl fmt::Display for LineNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.in_file().0.fmt(f)
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

#[cfg(test)]
mod tests {
    use super::LineNumber;

    #[test]
    fn lines_of_later_parts_stand_behind_and_are_shown_as_their_files_count_them() {
        let (first, second) = (LineNumber(900), LineNumber(3).on_part(1));
        assert!(first < second);
        assert_eq!((second.part(), second.in_file(), second.to_string()), (1, LineNumber(3), "3".to_owned()));
        assert_eq!((first.part(), first.in_file()), (0, first));
    }
}
