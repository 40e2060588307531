//! Names what a page says about itself and its stories: writers, datelines, provinces and places, and the issue
//! that the page belongs to.
//!
//! It runs when the stories stand. It reads their parts and fills the fields that are drawn from the text; it
//! never moves a line and never changes a word. What the text does not say stays unknown.

mod authors;
mod issue;
mod names;
mod narrow;
mod opener;

use crate::model::{Article, Page};

/// Fills writers, dateline, provinces and places of every story, and paper, date and page number of the page.
pub fn fill(page: &mut Page) {
    for article in &mut page.articles {
        fill_article(article);
    }
    issue::identify(page);
}

fn fill_article(article: &mut Article) {
    let opener = article.blocks.iter().find_map(opener_of);
    article.authors = authors::of(article, opener.as_ref());
    article.dateline = opener.and_then(|opener| opener.dateline);
}

/// The opener of the first paragraph; a subhead before it does not matter.
fn opener_of(block: &crate::model::Block) -> Option<opener::Opener> {
    let first = block.fragments.first()?;
    opener::Opener::read(&first.text)
}
