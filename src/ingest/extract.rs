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

use crate::model::{Article, BlockKind, Page};
use opener::Opener;
pub use rank::{PlaceRank, place_rank};

/// Fills writers, dateline, provinces and places of every story, and paper, date and page number of the page.
///
/// The issue is named between the two walks: a dateline may give its date, and a local paper's name tells which
/// city its stories mean by 本市.
pub fn fill(page: &mut Page) {
    let openers: Vec<usize> = page.articles.iter_mut().map(read_head).collect();
    issue::identify(page);
    let texts = page.articles.iter().flat_map(|article| &article.blocks).flat_map(|block| &block.fragments);
    let traditional = narrow::is_traditional(texts.map(|fragment| fragment.text.as_str()));
    let home = page.publication.as_deref().and_then(about::home_of_paper);
    for (article, opener) in page.articles.iter_mut().zip(openers) {
        locate(article, opener, home, traditional);
    }
}

/// Writers and dateline. Gives the characters of the opener, which is no part of the text proper.
fn read_head(article: &mut Article) -> usize {
    let first = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
    let opener = first.and_then(|block| Opener::read(&block.fragments.first()?.text));
    article.authors = authors::of(article, opener.as_ref());
    let length = opener.as_ref().map_or(0, |opener| opener.length);
    article.dateline = opener.and_then(|opener| opener.dateline);
    length
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
