//! What was odd about a page and what was done about it. A remark is never an error.

use super::{Language, LineNumber};

/// One remark about a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The line it is about, if it is about one.
    pub line: Option<LineNumber>,
    /// What it says.
    pub kind: RemarkKind,
}

/// The things a remark can say.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RemarkKind {
    /// Some bytes were not valid in the encoding and stand as �.
    BadBytes,
    /// Control, format or private-use characters were removed or made visible.
    Cleaned {
        /// How many.
        characters: usize,
    },
    /// A line had no home after reconstruction and was put with the unplaced ones.
    LostLine,
    /// A line had two homes after reconstruction and kept the first.
    DoubledLine,
    /// A search inside the loader was cut short because the page is very large.
    SearchBounded,
    /// The text of a story starts or stops in mid-sentence and the rest is not on the page.
    Truncated,
    /// A story stands on another page too, or the page was loaded twice.
    StandsTwice {
        /// The other page's file.
        path: String,
    },
}

impl Remark {
    /// The remark as a sentence.
    pub fn describe(&self, language: Language) -> String {
        let text = match &self.kind {
            RemarkKind::BadBytes => language
                .pick("有字节不合编码，显示为 �", "some bytes are not valid in this encoding and stand as �")
                .to_owned(),
            RemarkKind::Cleaned { characters } => match language {
                Language::Chinese => format!("清除或标出了 {characters} 个控制、格式或私用字符"),
                Language::English => {
                    format!("{characters} control, format or private-use characters were removed or marked")
                }
            },
            RemarkKind::LostLine => language
                .pick("这一行没有归处，已列入“未归位”", "this line found no home and is listed as unplaced")
                .to_owned(),
            RemarkKind::DoubledLine => language
                .pick("这一行有两个归处，只留前一个", "this line had two homes and kept the first")
                .to_owned(),
            RemarkKind::SearchBounded => language
                .pick(
                    "版面过大，接缝的搜索范围受到限制",
                    "the page is very large: the search for seams was bounded",
                )
                .to_owned(),
            RemarkKind::Truncated => language
                .pick(
                    "此稿首尾不全，其余文字不在本版",
                    "the story starts or stops in mid-sentence; the rest is not on this page",
                )
                .to_owned(),
            RemarkKind::StandsTwice { path } => {
                language.pick("同一稿件又见 {}", "the same story also stands in {}").replace("{}", path)
            }
        };
        match (self.line, language) {
            (Some(line), Language::Chinese) => format!("第 {line} 行：{text}"),
            (Some(line), Language::English) => format!("line {line}: {text}"),
            (None, _) => text,
        }
    }
}
