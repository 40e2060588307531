//! What is chosen in an article, by keys sentence by sentence or with the mouse character by character: to be copied,
//! noted, or put right.
//!
//! The sentences of headline, text and captions stand in reading order; one of them is where the reader is, another
//! where the choice began.

use std::ops::Range;

use super::drag::Swept;
use super::state::State;
use crate::model::{Article, BlockKind, Part, TextPosition};
use crate::query::{Entry, EntryId};
use crate::store::marks::{Note, Passage};
use crate::text::sentences::sentences;

/// What is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Sentences of the open article, by keys.
    Sentences(Stretch),
    /// Characters, with the mouse.
    Characters(Swept),
}

/// Sentences from one to another, whatever their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Where the choice began.
    pub from: usize,
    /// Where the reader is.
    pub to: usize,
    /// The beginning stays while the reader goes on.
    pub held: bool,
}

/// A piece of an article: a sentence of it, or characters that were swept over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The part that it stands in.
    pub part: Part,
    /// Its bytes in the text of the part.
    pub bytes: Range<usize>,
}

impl Piece {
    /// Where it begins.
    pub fn start(&self) -> TextPosition {
        TextPosition { part: self.part, byte: self.bytes.start as u32 }
    }

    fn end(&self) -> TextPosition {
        TextPosition { part: self.part, byte: self.bytes.end as u32 }
    }
}

impl Stretch {
    /// The numbers of the chosen sentences.
    pub fn range(self) -> Range<usize> {
        self.from.min(self.to)..self.from.max(self.to) + 1
    }

    /// Goes on by sentences, among so many.
    #[must_use]
    pub fn step(self, steps: isize, count: usize) -> Self {
        let to = self.to.saturating_add_signed(steps).min(count.saturating_sub(1));
        Self { to, from: if self.held { self.from } else { to }, ..self }
    }
}

/// All sentences in reading order.
pub fn sentences_of(article: &Article) -> Vec<Piece> {
    let heads = [Part::Kicker, Part::Headline, Part::Subtitle];
    let blocks = (0..article.blocks.len() as u32).map(Part::Block);
    let captions = (0..article.figures.len() as u32).map(Part::Caption);
    let parts = heads.into_iter().chain(blocks).chain(captions);
    parts
        .flat_map(|part| {
            let text = article.text_of(part).unwrap_or_default();
            sentences(&text).into_iter().map(move |bytes| Piece { part, bytes })
        })
        .collect()
}

/// What is chosen, or the first sentence in view.
pub(crate) fn chosen_or_first(state: &State) -> Vec<Piece> {
    let Some(article) = state.open_article() else { return Vec::new() };
    let all = sentences_of(article);
    let range = match &state.chosen {
        Some(Chosen::Characters(swept)) => return swept.pieces().to_vec(),
        Some(Chosen::Sentences(stretch)) => stretch.range(),
        None => first_to_take(state, article, &all).map_or(0..0, |first| first..first + 1),
    };
    all.get(range).map(<[Piece]>::to_vec).unwrap_or_default()
}

/// The first sentence of the text in view; where there is none in view, the first of whatever there is.
fn first_to_take(state: &State, article: &Article, all: &[Piece]) -> Option<usize> {
    let first = first_in_view(state, all)?;
    let reader = state.reader.as_ref()?;
    let is_text = |piece: &Piece| match piece.part {
        Part::Block(index) => {
            article.blocks.get(index as usize).is_some_and(|block| block.kind == BlockKind::Paragraph)
        }
        _ => false,
    };
    let in_view = |piece: &Piece| reader.row_of(piece.start()) < reader.bottom();
    let text = all.iter().skip(first).take_while(|piece| in_view(piece)).position(is_text);
    Some(first + text.unwrap_or(0))
}

/// The article in which something is chosen: the open one, or one below it that the mouse swept over.
pub(crate) fn chosen_article(state: &State) -> Option<&Article> {
    chosen_entry(state).and_then(|id| state.library.catalogue.entry(id)).map(Entry::article)
}

/// The same by its number.
fn chosen_entry(state: &State) -> Option<EntryId> {
    match &state.chosen {
        Some(Chosen::Characters(swept)) => Some(swept.entry()),
        Some(Chosen::Sentences(_)) | None => state.reader.as_ref().map(|reader| reader.entry),
    }
}

/// The first sentence that begins in view, or else the one that the view stands in.
pub(crate) fn first_in_view(state: &State, all: &[Piece]) -> Option<usize> {
    let rows = state.reader.as_ref()?.visible();
    let first = rows.iter().find_map(|row| row.start)?;
    let begins = |sentence: &Piece| sentence.start() >= first && sentence.part == first.part;
    let within = |sentence: &Piece| sentence.part == first.part && sentence.end() > first;
    // The head comes first on the screen, whatever the order of parts.
    all.iter().position(begins).or_else(|| all.iter().position(within)).or((!all.is_empty()).then_some(0))
}

/// Their text, each part on a line of its own.
pub fn text_of(article: &Article, chosen: &[Piece]) -> String {
    let mut text = String::new();
    let mut part = None;
    for sentence in chosen {
        if part.is_some_and(|part| part != sentence.part) {
            text.push('\n');
        }
        part = Some(sentence.part);
        let own = article.text_of(sentence.part).unwrap_or_default();
        text.push_str(own.get(sentence.bytes.clone()).unwrap_or_default());
    }
    text
}

/// The stretch from the first to the last of them.
pub(crate) fn passage_of(article: &Article, chosen: &[Piece]) -> Option<Passage> {
    Some(Passage::of(article, chosen.first()?.start(), chosen.last()?.end()))
}

/// The chosen bytes of each part of an article.
pub(crate) fn chosen_bytes(state: &State, entry: EntryId) -> Vec<(Part, Range<usize>)> {
    if state.chosen.is_none() || chosen_entry(state) != Some(entry) {
        return Vec::new();
    }
    let mut bytes: Vec<(Part, Range<usize>)> = Vec::new();
    for piece in chosen_or_first(state) {
        match bytes.last_mut() {
            Some((part, range)) if *part == piece.part => range.end = piece.bytes.end,
            _ => bytes.push((piece.part, piece.bytes)),
        }
    }
    bytes
}

/// Where the notes of an article begin, each with the note.
pub(crate) fn noted<'a>(state: &'a State, article: &Article) -> Vec<(TextPosition, &'a Note)> {
    let notes = state.marks.notes(&article.id).iter();
    notes.filter_map(|note| Some((note.passage.find_in(article)?.0, note))).collect()
}
