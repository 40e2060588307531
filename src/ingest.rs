//! Bytes → page. Never fails on content: what is odd becomes a remark.

mod account;
mod assemble;
pub mod edition;
pub mod evaluate;
pub mod extract;
pub mod fitting;
mod format;
mod identity;
mod join;
mod label;
pub mod lens;
mod lines;
pub mod mend;
pub mod source;
mod style;
pub mod trace;
mod weights;
mod word_list;

use self::assemble::Problem;
pub use self::extract::{PlaceRank, place_rank};
use self::join::Seams;
use self::join::grams::Grams;
pub use self::join::{Evidence, words};
pub use self::label::Label;
use self::lines::PageText;
use self::style::Style;
pub use self::trace::Trace;
pub use self::weights::Weights;
use crate::model::{Page, Remark, RemarkKind};

/// A file read and decoded, not yet understood.
#[derive(Debug, Clone, Default)]
pub struct Decoded {
    /// The file, or `-`.
    pub path: std::path::PathBuf,
    /// The name of the encoding.
    pub encoding: String,
    /// The text with line ends as they were (CRLF, CR and LF are all understood).
    pub text: String,
    /// Some bytes were not valid and stand as �.
    pub had_errors: bool,
}

/// The weights that the program uses.
pub fn weights() -> &'static Weights {
    weights::weights()
}

/// Puts a page together.
pub fn reconstruct(decoded: &Decoded) -> Page {
    reconstruct_traced(decoded).0
}

/// Puts a page together and tells what the loader thought of each line.
pub fn reconstruct_traced(decoded: &Decoded) -> (Page, Trace) {
    reconstruct_with(decoded, weights::weights())
}

/// The same with other weights than the program's own: for fitting them.
pub fn reconstruct_with(decoded: &Decoded, weights: &Weights) -> (Page, Trace) {
    reconstruct_watched(decoded, weights, &mut |_| {})
}

/// A part of the loader's work, in the order in which it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Text → numbered, cleaned lines.
    Lines,
    /// What each line looks like.
    Label,
    /// Stories: seams, pieces, heads.
    Assemble,
    /// Each line has one home, each story a name.
    Account,
    /// Writers, datelines, places.
    Extract,
}

/// The same, and tells `done` after each stage that it is done: for the benchmark that times them.
pub fn reconstruct_watched(
    decoded: &Decoded,
    weights: &Weights,
    done: &mut dyn FnMut(Stage),
) -> (Page, Trace) {
    let read = format::read_lines(&decoded.text);
    let mut page = Page {
        path: decoded.path.clone(),
        encoding: decoded.encoding.clone(),
        line_count: read.line_count,
        lines: read.lines,
        ..Page::default()
    };
    if decoded.had_errors {
        page.remarks.push(Remark { line: None, kind: RemarkKind::BadBytes });
    }
    if read.cleaned > 0 {
        page.remarks.push(Remark { line: None, kind: RemarkKind::Cleaned { characters: read.cleaned } });
    }
    let text = PageText::new(&page.lines);
    done(Stage::Lines);
    let style = Style::read(&text);
    let grams = Grams::of(&text);
    let seams = Seams::new(&text, &grams);
    let verdicts = label::label_lines(&text, style, &grams, &seams, weights);
    done(Stage::Label);
    let problem = Problem { text: &text, verdicts: &verdicts, style, seams: &seams, weights };
    let thoughts = assemble::assemble(&problem, &mut page);
    done(Stage::Assemble);
    if thoughts.bounded {
        page.remarks.push(Remark { line: None, kind: RemarkKind::SearchBounded });
    }
    account::balance(&mut page);
    identity::name(&mut page);
    done(Stage::Account);
    extract::fill(&mut page);
    done(Stage::Extract);
    let trace = trace::write(&text, &verdicts, thoughts, &page);
    (page, trace)
}
