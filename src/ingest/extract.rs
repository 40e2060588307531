//! Names what a page says about itself and its stories: writers, datelines, provinces and places, and the issue
//! that the page belongs to.
//!
//! It runs when the stories stand. It reads their parts and fills the fields that are drawn from the text; it
//! never moves a line and never changes a word. What the text does not say stays unknown.

mod about;
mod authors;
mod gazetteer;
mod issue;
mod names;
mod narrow;
mod opener;
mod places;
mod rank;
#[cfg(test)]
mod tests;

use crate::model::{Article, Block, BlockKind, Page};
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
    /// The characters that it takes; they are no part of the text proper.
    opener: usize,
    /// The paper that the words at the very beginning name.
    paper: Option<String>,
}

/// Writers and dateline.
fn read_head(article: &mut Article) -> Head {
    let read = |block: &Block| Opener::read(&block.fragments.first()?.text);
    let first = article.blocks.iter().position(|block| block.kind == BlockKind::Paragraph);
    let opener = first.and_then(|first| read(&article.blocks[first]));
    let paper = match first {
        Some(0) => opener.as_ref().and_then(Opener::paper),
        _ => article.blocks.first().and_then(read).and_then(|opener| opener.paper()),
    };
    article.authors = authors::of(article, opener.as_ref());
    let length = opener.as_ref().map_or(0, |opener| opener.length);
    article.dateline = opener.and_then(|opener| opener.dateline);
    Head { opener: length, paper }
}

/// Places and provinces.
fn locate(article: &mut Article, opener: usize, home: Option<about::Home>, traditional: bool) {
    let place = article.dateline.as_ref().and_then(about::DatelinePlace::of);
    let passages = places::passages(article, opener, traditional);
    let mentions = places::find(&passages, home.map(|home| home.province));
    let (provinces, evidence) = about::decide(&mentions, &passages, place.as_ref(), home);
    let places = places::list(&mentions, &passages);
    article.provinces = provinces;
    article.province_evidence = evidence;
    article.places = places;
}
