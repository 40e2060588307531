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

use crate::model::{Article, Block, BlockKind, Page};
use opener::Opener;

/// Fills writers, dateline, provinces and places of every story, and paper, date and page number of the page.
pub fn fill(page: &mut Page) {
    for article in &mut page.articles {
        fill_article(article);
    }
    issue::identify(page);
}

fn fill_article(article: &mut Article) {
    let opener = article.blocks.iter().find(|block| block.kind == BlockKind::Paragraph).and_then(opener_of);
    article.authors = authors::of(article, opener.as_ref());
    let length = opener.as_ref().map_or(0, |opener| opener.length);
    let dateline = opener.and_then(|opener| opener.dateline);
    let place = dateline.as_ref().and_then(about::DatelinePlace::of);
    let passages = places::passages(article, length);
    let mentions = places::find(&passages, None);
    let (provinces, evidence) = about::decide(&mentions, &passages, place.as_ref());
    let places = places::list(&mentions, &passages);
    article.provinces = provinces;
    article.province_evidence = evidence;
    article.places = places;
    article.dateline = dateline;
}

/// The opener of the first paragraph.
fn opener_of(block: &Block) -> Option<Opener> {
    Opener::read(&block.fragments.first()?.text)
}
