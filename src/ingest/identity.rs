//! Gives each story a name made from its words, so that a mark or a place in it survives a moved file.

use std::collections::BTreeMap;

use crate::model::{Article, ArticleId, Page};

/// Names every story of a page. Stories with the very same words are told apart by a number.
pub(crate) fn name(page: &mut Page) {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    for article in &mut page.articles {
        let hash = hash_words(article);
        let count = seen.entry(hash).or_default();
        *count += 1;
        let id = if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") };
        article.id = ArticleId(id);
    }
}

/// A hash of the headline and the body without blanks (FNV-1a, which never changes between versions).
fn hash_words(article: &Article) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |text: &str| {
        // No blank stands behind U+3000, so that most characters need no table to be told from one.
        let is_blank = |c: char| c <= '\u{3000}' && c.is_whitespace();
        for word in text.split(is_blank) {
            for byte in word.bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    };
    if let Some(headline) = &article.headline {
        add(&headline.text);
    }
    for fragment in article.blocks.iter().flat_map(|block| &block.fragments) {
        add(&fragment.text);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Heading;

    fn article(headline: &str) -> Article {
        Article {
            headline: Some(Heading { text: headline.to_owned(), lines: Vec::new() }),
            ..Article::default()
        }
    }

    #[test]
    fn the_same_words_have_the_same_name_and_twins_are_told_apart() {
        let mut page = Page {
            articles: vec![article("灯塔亮了"), article("渔港 开放"), article("灯塔亮了")],
            ..Page::default()
        };
        let mut other = Page { articles: vec![article("渔港开放")], ..Page::default() };
        name(&mut page);
        name(&mut other);
        let ids: Vec<&str> = page.articles.iter().map(|article| article.id.0.as_str()).collect();
        assert_eq!(ids[1], other.articles[0].id.0);
        assert_eq!(ids[2], format!("{}-2", ids[0]));
    }
}
