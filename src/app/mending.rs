//! Corrections of the open page: what can be put right in the article, and what is then to be kept.
//!
//! The state is not changed here but when the store has answered: then the page is put together again from its own
//! lines with every correction that holds (see [`crate::ingest::mend`]), so that undo, another program and the next
//! reading all take the same way.

mod make;
mod offer;

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::Effect;
use super::overlay::{Layer, Picker, Subject};
use super::reader::{self, Reader};
use super::state::State;
use super::{deeds, rereading};
use crate::ingest::mend;
use crate::model::{
    Article, Block, BlockKind, Correction, HeadPart, Language, LineNumber, Page, Part, Province, TextPosition,
};
use crate::store::marks::desk::Request;
use crate::store::marks::{Change, Key, Mark};

use make::corrections;
pub(crate) use offer::{Offer, candidates, heads, labels, lines, loose_story, pieces, provinces, seams};

/// What a row of a picker puts right.
#[derive(Debug, Clone, PartialEq)]
pub enum Mending {
    /// The text from this line on is no part of what stands before it.
    Cut(LineNumber),
    /// These lines shall be joined to something: ask to what.
    Take(Vec<LineNumber>),
    /// These lines belong there.
    Join(Vec<LineNumber>, mend::Candidate),
    /// The article's head belongs to this story of the page.
    MoveHead(usize),
    /// This line is something else: ask what.
    Relabel(LineNumber),
    /// This line is this.
    Label(LineNumber, Label),
    /// The article is about this province, or is not.
    About(Province),
}

/// What a line can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A part of the head.
    Head(HeadPart),
    /// Text.
    Block(BlockKind),
    /// 图注.
    Caption,
    /// Text set apart that repeats the body.
    PullQuote,
    /// 栏目.
    Section,
    /// Of the page, and of no story.
    Page,
}

/// A line that was put right, and how far into it the reader stands.
#[derive(Debug, Clone)]
pub struct Attended {
    path: PathBuf,
    line: LineNumber,
    byte: u32,
}

/// A piece that was cut off.
#[derive(Debug, Clone)]
pub struct Loose {
    path: PathBuf,
    /// Its lines.
    piece: Vec<LineNumber>,
    /// The line that it was cut from.
    before: LineNumber,
    /// The reader is to be asked where it belongs.
    is_asked: bool,
}

/// Has the store keep the correction; its answer changes the page.
pub(crate) fn correct(state: &mut State, mending: &Mending) -> Vec<Effect> {
    let Some((page, article)) = open(state) else { return Vec::new() };
    let corrections = corrections(page, article, mending);
    let Some(first) = corrections.first() else {
        state.tell(state.say("这样改不成：没有可依的正文", "this cannot be: there is no text to go by"));
        return Vec::new();
    };
    let line = match mending {
        // The text stays under the reader's eyes while heads come and go.
        Mending::MoveHead(_) => text_lines(article).next(),
        _ => first.line().find_in(page),
    };
    let page = Arc::clone(page);
    if let Mending::Cut(line) = mending {
        state.loose = loose(&page, article, *line);
    }
    let about = Key::of_page(&page);
    let stroke: Vec<Change> = corrections
        .iter()
        .map(|correction| Change { about: about.clone(), mark: Mark::Mended(correction.clone()) })
        .collect();
    let (deed, key) = (deeds::describe(state, &stroke), state.keymap.label_of("undo").unwrap_or_default());
    state.attend = line.map(|line| Attended { path: page.path.clone(), line, byte: 0 });
    state.stands.extend(rereading::stand(state));
    state.tell(match state.language() {
        Language::Chinese => format!("已更正：{deed}；{key} 撤销"),
        Language::English => format!("done: {deed}; {key} undoes"),
    });
    vec![Effect::Keep(Request::Mend { ticket: state.ticket, page, corrections })]
}

/// The piece that begins with a line, before it is cut off.
fn loose(page: &Page, article: &Article, line: LineNumber) -> Option<Loose> {
    let within = |block: &&Block| block.fragments.iter().any(|own| own.line == line);
    let lines = article.blocks.iter().find(within)?.fragments.iter().map(|fragment| fragment.line);
    let before = lines.clone().take_while(|own| *own != line).last()?;
    let piece = lines.skip_while(|own| *own != line).collect();
    Some(Loose { path: page.path.clone(), piece, before, is_asked: true })
}

/// Asks where the piece belongs that was just cut off: that is why it was cut. Even where a filter hides it.
pub(crate) fn ask_where_rest_belongs(state: &mut State) {
    let is_asked = state.loose.as_ref().is_some_and(|loose| loose.is_asked);
    let Some((page, _)) = open(state).filter(|_| is_asked) else { return };
    let Some(loose) = state.loose.clone().filter(|loose| loose.path == page.path) else { return };
    let is_cut =
        page.articles.iter().any(|article| text_lines(article).next() == loose.piece.first().copied());
    if !is_cut || !matches!(state.layer, Layer::None) {
        return;
    }
    let items = candidates(state, &loose.piece);
    if let Some(loose) = &mut state.loose {
        loose.is_asked = false;
    }
    if !items.is_empty() {
        state.layer = Layer::Picker(Picker::new(Subject::Rest, items));
    }
}

/// Says what became of the piece that was cut off and given to no other story.
pub(crate) fn tell_of_rest(state: &mut State) {
    let (join, undo) = (state.keymap.label_of("join-piece"), state.keymap.label_of("undo"));
    let (join, undo) = (join.unwrap_or_default(), undo.unwrap_or_default());
    state.tell(match state.language() {
        Language::Chinese => format!("断下的一段自成一篇；{join} 接到别处，{undo} 撤销"),
        Language::English => format!("the rest is an article of its own; {join} joins it, {undo} undoes"),
    });
}

/// What was put right is going to be taken back: the reader will stand where he stood before. Or it is going to be done
/// again: he is led to it.
pub(crate) fn expect_turn(state: &mut State, undone: bool, stroke: &[Change]) {
    state.loose = None;
    state.attend = None;
    if undone {
        state.stand_again = state.stands.pop();
    } else {
        state.stands.extend(rereading::stand(state));
        let line = deeds::line_of(state, stroke);
        state.attend = line.map(|(path, line)| Attended { path, line, byte: 0 });
    }
}

/// Puts the pages together again with the corrections that hold now, and goes to what was put right.
pub(crate) fn take_corrections(state: &mut State, pages: Vec<(Arc<Page>, Vec<Correction>)>) -> Vec<Effect> {
    // Whoever takes something back goes to where he was when he did it; else to what was put right. That may be hidden by
    // the filter: then he stays where he is.
    if state.stand_again.is_none() {
        if state.attend.is_none() {
            state.attend = attended_on_top(state);
        }
        rereading::note_stand(state);
    }
    let mut effects = Vec::new();
    for (page, corrections) in pages {
        let mended = Arc::new(mend::again(&page, &corrections));
        if state.library.replace(&mended) {
            effects.push(Effect::Keep(Request::Meet(mended)));
        }
    }
    if effects.is_empty() {
        state.stand_again = None;
    } else {
        state.reader = None;
        // These bear the numbers from before.
        state.found.ranked = crate::query::Ranked::default();
        effects.extend(super::command::refresh(state));
    }
    effects
}

/// Goes to the article with the line that was put right.
pub(crate) fn go_to_attended(state: &mut State) {
    let Some(Attended { path, line, byte }) = state.attend.clone() else { return };
    let catalogue = &state.library.catalogue;
    let found = state.found.ranked.iter().enumerate().find_map(|(index, (id, _))| {
        let entry = catalogue.entry(id)?;
        let on_its_page = |own: &LineNumber| own.in_file() == line && entry.page_of(*own).path == path;
        let own = entry.article().lines().find(on_its_page)?;
        Some((index, id, entry.article(), own))
    });
    let Some((index, id, article, line)) = found else { return };
    let place = place_of(article, line)
        .map(|place| TextPosition { byte: place.byte + byte, ..place })
        .filter(|place| *place != TextPosition { part: Part::Block(0), byte: 0 });
    state.reader = Some(Reader::open(id, article, place));
    state.list.cursor = index;
    state.attend = None;
}

/// The line of the text on top of the reader, and how much of it is above.
fn attended_on_top(state: &State) -> Option<Attended> {
    let path = open(state)?.0.path.clone();
    let line = text_line_on_top(state)?;
    let article = state.selected()?.1.article();
    let top = state.reader.as_ref()?.place();
    let begins = place_of(article, line);
    let byte = match (begins, top) {
        (Some(begins), Some(top)) if begins.part == top.part => top.byte.saturating_sub(begins.byte),
        _ => 0,
    };
    Some(Attended { path, line, byte })
}

/// Where a line of the text begins in its article.
fn place_of(article: &Article, line: LineNumber) -> Option<TextPosition> {
    article.blocks.iter().zip(0..).find_map(|(block, part)| {
        let at = block.fragments.iter().position(|own| own.line == line)?;
        let byte = if at == 0 { 0 } else { *block.seams().get(at - 1)? };
        Some(TextPosition { part: Part::Block(part), byte: byte as u32 })
    })
}

/// The article in view and its page. Of a story on several pages it is the part in view: what is put right is kept with
/// the page that it stands on.
fn open(state: &State) -> Option<(&Arc<Page>, &Article)> {
    let (_, entry) = state.selected()?;
    let part = line_in_view(state).map_or(0, LineNumber::part);
    Some(match entry.portions().get(part) {
        Some(portion) => (&portion.page, portion.article()),
        None => (&entry.page, entry.article()),
    })
}

/// The line of the row on top of the reader, with the part of the story that it stands in.
fn line_in_view(state: &State) -> Option<LineNumber> {
    let article = state.selected()?.1.article();
    let place = state.reader.as_ref()?.visible().iter().find_map(|row| row.start);
    place.and_then(|place| reader::line_at(article, place))
}

/// The raw line of the row on top of the reader.
fn top_line(state: &State) -> Option<LineNumber> {
    let (_, article) = open(state)?;
    state.reader.as_ref()?;
    line_in_view(state).map(LineNumber::in_file).or_else(|| article.lines().min())
}

/// The same, but of the text: heads may go to other stories while the text stays under the reader's eyes.
fn text_line_on_top(state: &State) -> Option<LineNumber> {
    let (_, article) = open(state)?;
    let top = top_line(state);
    text_lines(article).find(|line| Some(*line) == top).or_else(|| text_lines(article).next()).or(top)
}

fn text_lines(article: &Article) -> impl Iterator<Item = LineNumber> + '_ {
    article.blocks.iter().flat_map(|block| &block.fragments).map(|fragment| fragment.line)
}
