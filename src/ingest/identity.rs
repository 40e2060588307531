//! Gives each story a name made from its words, so that a mark or a place in it survives a moved file.

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
        let texts = articles.iter().flat_map(|article| &article.blocks).flat_map(|block| &block.fragments);
        let length = texts.map(|part| part.text.len()).sum();
        let mut words = Self { bytes: Vec::with_capacity(length), ends: Vec::with_capacity(articles.len()) };
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

    /// The hashes of the stories. Each byte waits for the one before it, so several stories go side by side, the long
    /// ones first; where one ends, the next takes its place.
    fn hashes(&self) -> Vec<u64> {
        let mut hashes = vec![START; self.ends.len()];
        let mut waiting: Vec<(usize, &[u8])> =
            (0..hashes.len()).map(|story| (story, self.story(story))).collect();
        waiting.sort_by_key(|(_, text)| text.len());
        let mut running = waiting.split_off(waiting.len().saturating_sub(ABREAST));
        while let Ok(abreast) = <&mut [_; ABREAST]>::try_from(running.as_mut_slice()) {
            hash_abreast(abreast, &mut hashes);
            running.retain(|(_, rest)| !rest.is_empty());
            running.extend((running.len()..ABREAST).map_while(|_| waiting.pop()));
        }
        for (story, rest) in running {
            hashes[story] = rest.iter().copied().fold(hashes[story], step);
        }
        hashes
    }
}

/// How many stories are hashed side by side.
const ABREAST: usize = 4;

/// FNV-1a, which never changes between versions.
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Takes as many bytes of each text as the shortest has into the hash of its story.
fn hash_abreast(texts: &mut [(usize, &[u8]); ABREAST], hashes: &mut [u64]) {
    let shortest = texts.iter().map(|(_, text)| text.len()).min().unwrap_or(0);
    let mut sums = texts.map(|(story, _)| hashes[story]);
    let [a, b, c, d] = texts.map(|(_, text)| &text[..shortest]);
    for (((a, b), c), d) in a.iter().zip(b).zip(c).zip(d) {
        sums = [step(sums[0], *a), step(sums[1], *b), step(sums[2], *c), step(sums[3], *d)];
    }
    for ((story, text), sum) in texts.iter_mut().zip(sums) {
        hashes[*story] = sum;
        *text = &text[shortest..];
    }
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

    #[test]
    fn a_name_does_not_depend_on_the_other_stories() {
        let texts: Vec<String> = (0..9).map(|story| "渔港的灯".repeat(story * story % 7)).collect();
        let mut page = Page { articles: texts.iter().map(|text| article(text)).collect(), ..Page::default() };
        name(&mut page);
        for (text, together) in texts.iter().zip(page.articles) {
            let mut alone = Page { articles: vec![article(text)], ..Page::default() };
            name(&mut alone);
            let sum = text.bytes().fold(START, step);
            assert_eq!(alone.articles[0].id.0, format!("{sum:016x}"));
            assert!(together.id.0.starts_with(&alone.articles[0].id.0), "{text}");
        }
    }
}
