//! What a newspaper page is: plain values, no files, no clock, no screen.
//!
//! A [`Page`] is the raw lines of one printed page and what they were put together to: [`Article`]s with
//! their parts, [`Furniture`] that belongs to the page and not to a story, and lines that are [`Unplaced`].
//! Each non-blank raw line has exactly one home among them (see [`Page::homes`]).

pub mod article;
pub mod correction;
pub mod language;
pub mod origin;
pub mod page;
pub mod province;
pub mod remark;

pub use article::{
    Article, ArticleId, Block, BlockKind, Continuation, Dateline, Figure, Fragment, Heading, PlaceMention,
    PullQuote, Torn,
};
pub use correction::{Correction, HeadPart, LineName, Place};
pub use language::Language;
pub use origin::{LineNumber, Part, TextPosition};
pub use page::{Date, Furniture, FurnitureKind, Home, Page, RawLine, Unplaced};
pub use province::Province;
pub use remark::{Remark, RemarkKind};
