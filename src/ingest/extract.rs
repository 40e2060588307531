//! Names what a page says about itself and its stories: writers, datelines, provinces and places, and the issue
//! that the page belongs to.
//!
//! It runs when the stories stand. It reads their parts and fills the fields that are drawn from the text; it
//! never moves a line and never changes a word. What the text does not say stays unknown.

mod about;
mod authors;
mod dialect;
mod gazetteer;
mod issue;
mod names;
mod narrow;
mod opener;
mod places;
mod rank;
#[cfg(test)]
mod tests;

use crate::model::{Article, Block, BlockKind, Fragment, Page};
use opener::Opener;
pub use rank::{PlaceRank, place_rank};

/// Fills writers, dateline, provinces and places of every story, and paper, date and page number of the page.
///
/// The issue is named between the two walks: a dateline may give its date, and a local paper's name tells which
/// city its stories mean by 本市.
pub fn fill(page: &mut Page) {
    let heads: Vec<Head> = page.articles.iter_mut().map(read_head).collect();
    let papers: Vec<String> = heads.iter().filter_map(|head| head.paper.clone()).collect();
    issue::identify(page, &papers);
    let texts = page.articles.iter().flat_map(|article| &article.blocks).flat_map(|block| &block.fragments);
    let traditional = narrow::is_traditional(texts.map(|fragment| fragment.text.as_str()));
    let home = page.publication.as_deref().and_then(about::home_of_paper);
    for (article, head) in page.articles.iter_mut().zip(heads) {
        locate(article, head.opener, home, traditional);
    }
}

/// What the opener of a story says beside its writers and dateline.
struct Head {
    /// Where it stands; it is no part of the text proper.
    opener: Option<OpenerSpan>,
    /// The paper that the words at the very beginning name.
    paper: Option<String>,
}

/// The part of a story that its opener takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct OpenerSpan {
    /// The block that begins with it.
    block: usize,
    /// Its characters.
    length: usize,
}

/// No more lines of summary (提要) stand between a headline and the dateline of its story.
const MOST_SUMMARIES: usize = 5;

/// Writers and dateline.
fn read_head(article: &mut Article) -> Head {
    let read = |block: &Block| Opener::read(&block.fragments.first()?.text);
    let is_paragraph = |at: &usize| article.blocks[*at].kind == BlockKind::Paragraph;
    let first = (0..article.blocks.len()).find(is_paragraph);
    // Lines of summary have no full stop, and do not hide the opener below them.
    let ends = |fragment: &Fragment| fragment.text.contains(['。', '！', '？']);
    let is_summary = |at: usize| !article.blocks[at].fragments.iter().any(ends);
    let mut found = None;
    for at in (0..article.blocks.len()).filter(is_paragraph).take(MOST_SUMMARIES + 1) {
        found = read(&article.blocks[at]).map(|opener| (at, opener));
        if found.is_some() || !is_summary(at) {
            break;
        }
    }
    let opener = found.as_ref().map(|(_, opener)| opener);
    let paper = match first {
        Some(0) => opener.and_then(Opener::paper),
        _ => article.blocks.first().and_then(read).and_then(|opener| opener.paper()),
    };
    article.authors = authors::of(article, opener);
    let span = found.as_ref().map(|(block, opener)| OpenerSpan { block: *block, length: opener.length });
    article.dateline = found.and_then(|(_, opener)| opener.dateline);
    Head { opener: span, paper }
}

/// Places and provinces.
fn locate(article: &mut Article, opener: Option<OpenerSpan>, home: Option<about::Home>, traditional: bool) {
    let place = article.dateline.as_ref().and_then(about::DatelinePlace::of);
    let passages = places::passages(article, opener, traditional);
    let mentions = places::find(&passages, home.map(|home| home.province));
    let (provinces, evidence) = about::decide(&mentions, &passages, place.as_ref(), home, traditional);
    let places = places::list(&mentions, &passages);
    article.provinces = provinces;
    article.province_evidence = evidence;
    article.places = places;
}
