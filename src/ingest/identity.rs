//! Gives each story a name made from its words, so that a mark or a place in it survives a moved file.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{Article, ArticleId, Page};

/// Names every story of a page. Stories with the very same words are told apart by a number.
pub(crate) fn name(page: &mut Page) {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    let hashes = Words::of(&page.articles).hashes();
    for (article, hash) in page.articles.iter_mut().zip(hashes) {
        let count = seen.entry(hash).or_default();
        *count += 1;
        let id = if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") };
        article.id = ArticleId(id);
    }
}

/// The words of stories, each its headline and its body without blanks, one after the other.
struct Words {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Words {
    fn of(articles: &[Article]) -> Self {
        let mut words = Self { bytes: Vec::new(), ends: Vec::with_capacity(articles.len()) };
        for article in articles {
            article.headline.iter().for_each(|headline| words.push(&headline.text));
            article.blocks.iter().flat_map(|block| &block.fragments).for_each(|part| words.push(&part.text));
            words.ends.push(words.bytes.len());
        }
        words
    }

    fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        while at < bytes.len() {
            // From U+4000 to U+9FFF, where most characters are, stands no blank.
            if matches!(bytes[at], 0xe4..=0xe9) {
                at += 3;
                continue;
            }
            let c = text[at..].chars().next().unwrap_or_default();
            let next = at + c.len_utf8();
            if c.is_whitespace() {
                self.bytes.extend_from_slice(&bytes[from..at]);
                from = next;
            }
            at = next;
        }
        self.bytes.extend_from_slice(&bytes[from..]);
    }

    fn story(&self, index: usize) -> &[u8] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }

    /// The hashes of the stories. Each byte waits for the one before it, so stories of about the same length go side
    /// by side: together they take little longer than one.
    fn hashes(&self) -> Vec<u64> {
        let mut order: Vec<usize> = (0..self.ends.len()).collect();
        order.sort_by_key(|&story| Reverse(self.story(story).len()));
        let mut hashes = vec![0; order.len()];
        for group in order.chunks(ABREAST) {
            let mut texts: [&[u8]; ABREAST] = [&[]; ABREAST];
            texts.iter_mut().zip(group).for_each(|(text, &story)| *text = self.story(story));
            for (&story, hash) in group.iter().zip(hash_abreast(texts)) {
                hashes[story] = hash;
            }
        }
        hashes
    }
}

/// How many stories are hashed side by side.
const ABREAST: usize = 4;

/// FNV-1a, which never changes between versions.
fn hash_abreast(texts: [&[u8]; ABREAST]) -> [u64; ABREAST] {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut hashes = [0xcbf2_9ce4_8422_2325_u64; ABREAST];
    let shortest = texts.iter().map(|text| text.len()).min().unwrap_or(0);
    let [a, b, c, d] = texts.map(|text| &text[..shortest]);
    for (((a, b), c), d) in a.iter().zip(b).zip(c).zip(d) {
        let bytes = [*a, *b, *c, *d];
        hashes.iter_mut().zip(bytes).for_each(|(hash, byte)| *hash = step(*hash, byte));
    }
    for (hash, text) in hashes.iter_mut().zip(texts) {
        *hash = text[shortest..].iter().fold(*hash, |hash, byte| step(hash, *byte));
    }
    hashes
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
