//! How the words of a sentence are read: the sentence cut into words, each character with its pinyin, a cursor on one
//! word. Sentences are those that can be chosen, so whatever is shown here also stands lit in the article.

use std::ops::Range;

use super::passage::{self, Chosen, Piece};
use super::state::State;
use crate::ingest::lens::{self, Lens};
use crate::model::{Article, Part, TextPosition};
use crate::query::parts_of;
use crate::text::reading::{Said, read, read_name, readings, usual_readings};

/// The open reading.
#[derive(Debug, Clone)]
pub struct Spoken {
    /// The number of the sentence among those of the article.
    pub sentence: usize,
    /// Its words in order, marks among them.
    pub words: Vec<Word>,
    /// The word under the cursor.
    pub cursor: usize,
}

/// A word of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The part of the article that it stands in.
    pub part: Part,
    /// Its bytes there.
    pub bytes: Range<usize>,
    /// Its characters.
    pub said: Vec<Said>,
}

impl Word {
    /// Its place in the article.
    pub fn position(&self) -> TextPosition {
        TextPosition { part: self.part, byte: self.bytes.start as u32 }
    }

    /// The word as printed.
    pub fn text(&self) -> String {
        self.said.iter().map(|said| said.character).collect()
    }

    /// Whether there is anything to read: marks and numbers have nothing.
    pub fn is_read(&self) -> bool {
        self.said.iter().any(|said| said.reading.is_some())
    }

    /// Whether a rare character is in it.
    pub fn is_rare(&self) -> bool {
        self.said.iter().any(|said| lens::is_rare(said.character))
    }

    /// How it is read, a syllable a character.
    pub fn reading(&self) -> String {
        self.said.iter().filter_map(|said| said.reading).collect::<Vec<_>>().join(" ")
    }

    /// The characters that may be meant otherwise, each with its other readings. A word leaves less open than a
    /// character by itself: only what is usual is named.
    pub fn others(&self) -> Vec<(char, Vec<&'static str>)> {
        let open = self.said.iter().filter(|said| !said.told);
        let others = open.map(|said| {
            let c = said.character;
            let all = if self.said.len() == 1 {
                readings(c).collect()
            } else {
                usual_readings(c).collect::<Vec<_>>()
            };
            (c, all.into_iter().filter(|reading| Some(*reading) != said.reading).collect())
        });
        others.filter(|(_, others): &(char, Vec<_>)| !others.is_empty()).collect()
    }
}

impl Spoken {
    /// Opens it at the chosen sentence, at the passage that a lens jumped to, or at the first sentence in view.
    pub fn open(state: &State) -> Option<Self> {
        let article = state.open_article()?;
        let all = passage::sentences_of(article);
        let lit = state.reader.as_ref().and_then(|reader| reader.lens.as_ref());
        let lit = lit.and_then(|lit| lit.passages.get(lit.current?)).map(crate::query::Occurrence::position);
        let within = |place: TextPosition| all.iter().position(|sentence| holds(sentence, place));
        let swept = match &state.chosen {
            Some(Chosen::Characters(swept)) => swept.pieces().first().map(Piece::start),
            Some(Chosen::Sentences(_)) | None => None,
        };
        let place = swept.or(lit);
        let sentence = match (&state.chosen, place.and_then(within)) {
            (Some(Chosen::Sentences(chosen)), _) => chosen.to,
            (_, Some(sentence)) => sentence,
            (_, None) => passage::first_in_view(state, &all)?,
        };
        let mut spoken = Self { sentence, words: words_of(article, all.get(sentence)?), cursor: 0 };
        let at = place.and_then(|place| spoken.words.iter().position(|word| word_holds(word, place)));
        let rare = || spoken.words.iter().position(Word::is_rare);
        let first = || spoken.words.iter().position(Word::is_read);
        spoken.cursor = at.or_else(rare).or_else(first).unwrap_or(0);
        Some(spoken)
    }

    /// The word under the cursor.
    pub fn word(&self) -> Option<&Word> {
        self.words.get(self.cursor)
    }

    /// Goes on by words that are read, over the ends of sentences.
    pub fn step_word(&mut self, article: &Article, forward: bool) {
        if let Some(cursor) = self.next_in_sentence(forward, Word::is_read) {
            self.cursor = cursor;
        } else if self.step_sentence(article, forward) && !forward {
            self.cursor = self.words.iter().rposition(Word::is_read).unwrap_or(0);
        }
    }

    /// Goes on by sentences that have something to read. Whether there is another.
    pub fn step_sentence(&mut self, article: &Article, forward: bool) -> bool {
        self.seek(article, forward, false, Word::is_read)
    }

    /// Goes to the next word with a rare character, around the ends of the article. Whether there is any.
    pub fn step_rare(&mut self, article: &Article, forward: bool) -> bool {
        if let Some(cursor) = self.next_in_sentence(forward, Word::is_rare) {
            self.cursor = cursor;
            return true;
        }
        if !self.seek(article, forward, true, Word::is_rare) {
            return false;
        }
        if !forward {
            self.cursor = self.words.iter().rposition(Word::is_rare).unwrap_or(0);
        }
        true
    }

    fn next_in_sentence(&self, forward: bool, wanted: impl Fn(&Word) -> bool) -> Option<usize> {
        let fits = |at: &usize| self.words.get(*at).is_some_and(&wanted);
        if forward {
            (self.cursor + 1..self.words.len()).find(fits)
        } else {
            (0..self.cursor).rev().find(fits)
        }
    }

    /// Goes to the nearest other sentence that has a wanted word, and to the first such word.
    fn seek(&mut self, article: &Article, forward: bool, around: bool, wanted: fn(&Word) -> bool) -> bool {
        let all = passage::sentences_of(article);
        let count = all.len();
        let rest = if forward { count.saturating_sub(self.sentence + 1) } else { self.sentence };
        let steps = if around { count } else { rest };
        for step in 1..=steps {
            let at = (self.sentence + if forward { step } else { count * 2 - step }) % count.max(1);
            let Some(sentence) = all.get(at) else { return false };
            let words = words_of(article, sentence);
            if let Some(cursor) = words.iter().position(wanted) {
                *self = Self { sentence: at, words, cursor };
                return true;
            }
        }
        false
    }
}

/// The words of a sentence. A person's name is one word, and its surname is read as a surname.
fn words_of(article: &Article, sentence: &Piece) -> Vec<Word> {
    let part = sentence.part;
    let Some(text) = article.text_of(part) else { return Vec::new() };
    let shift = sentence.bytes.start;
    let names = lens::passages(article, &parts_of(article), Lens::Names).into_iter();
    let names: Vec<Range<usize>> = names
        .filter(|(of, bytes)| *of == part && bytes.start >= shift && bytes.end <= sentence.bytes.end)
        .map(|(_, bytes)| bytes)
        .collect();
    let mut words = Vec::new();
    let mut done = shift;
    let mut take = |bytes: Range<usize>, read: fn(&str) -> Vec<Said>| {
        let word = text.get(bytes.clone()).filter(|word| !word.is_empty());
        words.extend(word.map(|word| Word { part, bytes, said: read(word) }));
    };
    for name in names.into_iter().map(Some).chain([None]) {
        let until = name.as_ref().map_or(sentence.bytes.end, |name| name.start);
        let between = text.get(done..until).unwrap_or_default();
        for bytes in crate::ingest::words(between) {
            take(done + bytes.start..done + bytes.end, read);
        }
        if let Some(name) = name {
            done = name.end;
            take(name, read_name);
        }
    }
    words
}

fn holds(sentence: &Piece, place: TextPosition) -> bool {
    sentence.part == place.part && sentence.bytes.contains(&(place.byte as usize))
}

fn word_holds(word: &Word, place: TextPosition) -> bool {
    word.part == place.part && word.bytes.contains(&(place.byte as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, Fragment, LineNumber};

    fn article(texts: &[&str]) -> Article {
        let fragment = |text: &str| Fragment::whole(LineNumber(1), text.to_owned());
        let block = |text: &&str| Block {
            kind: BlockKind::Paragraph,
            fragments: vec![fragment(text)],
            confidence: 1.0,
        };
        Article { blocks: texts.iter().map(block).collect(), ..Article::default() }
    }

    fn at(article: &Article, sentence: usize) -> Spoken {
        let words = words_of(article, &passage::sentences_of(article)[sentence]);
        Spoken { sentence, words, cursor: 0 }
    }

    #[test]
    fn words_put_together_give_the_sentence_back_and_names_are_whole() {
        let article = article(&["记者单雪从银行行长解平处获悉，鳜鱼丰收。", "县里重建了灯塔。"]);
        for (number, sentence) in passage::sentences_of(&article).iter().enumerate() {
            let text = article.text_of(sentence.part).unwrap();
            let words: String = at(&article, number).words.iter().map(Word::text).collect();
            assert_eq!(words, text[sentence.bytes.clone()]);
        }
        let words = at(&article, 0).words;
        let read = |text: &str| words.iter().find(|word| word.text() == text).map(Word::reading);
        assert_eq!(read("单雪").as_deref(), Some("shàn xuě"));
        assert_eq!(read("鳜鱼").as_deref(), Some("guì yú"));
    }

    #[test]
    fn steps_go_over_the_ends_of_sentences() {
        let article = article(&["雾散了。", "鳜鱼丰收。渔民笑了。"]);
        let mut spoken = at(&article, 0);
        assert!(spoken.step_rare(&article, true));
        assert_eq!((spoken.sentence, spoken.word().map(Word::text)), (1, Some("鳜鱼".to_owned())));
        assert!(spoken.step_rare(&article, true), "the only one is found again");
        assert_eq!(spoken.sentence, 1);
        spoken.step_word(&article, false);
        assert_eq!((spoken.sentence, spoken.word().map(Word::text)), (0, Some("了".to_owned())));
        assert!(!spoken.step_sentence(&article, false));
        assert!(spoken.step_sentence(&article, true) && spoken.step_sentence(&article, true));
        assert!(!spoken.step_sentence(&article, true));
    }
}
