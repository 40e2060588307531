//! How many terminal columns a text takes: the only place that measures.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How the terminal draws characters of East Asian Width "ambiguous" (“ ” — … · ① ─).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ambiguous {
    /// One column, as nearly every terminal does by default.
    #[default]
    Narrow,
    /// Two columns.
    Wide,
}

/// Measures text for one terminal. Layout and drawing take the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Measure {
    /// See [`Ambiguous`].
    pub ambiguous: Ambiguous,
}

impl Measure {
    /// The columns of one cluster (what is seen as one character): 0, 1 or 2.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that measures")]
    pub fn cluster(self, cluster: &str) -> usize {
        UnicodeWidthStr::width(cluster).min(2)
    }

    /// The columns of a text.
    pub fn text(self, text: &str) -> usize {
        text.graphemes(true).map(|cluster| self.cluster(cluster)).sum()
    }
}
