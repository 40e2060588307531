//! Corrections of the open page: what can be put right in the article, and what is then to be kept.
//!
//! The state is not changed here but when the store has answered: then the page is put together again from its own
//! lines with every correction that holds (see [`crate::ingest::mend`]), so that undo, another program and the next
//! reading all take the same way.

use std::path::PathBuf;
use std::sync::Arc;

use super::effect::Effect;
use super::overlay::{Choice, Item, Layer, Picker, Subject};
use super::reader::{self, Reader};
use super::state::State;
use super::{deeds, rereading};
use crate::ingest::mend;
use crate::model::{
    Article, Block, BlockKind, Correction, Fragment, FurnitureKind, HeadPart, Language, LineName, LineNumber,
    Page, Part, Place, Province, TextPosition,
};
use crate::store::marks::desk::Request;
use crate::store::marks::{Change, Key, Mark};

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

/// Every label with its words.
const LABELS: [(Label, &str, &str); 10] = [
    (Label::Head(HeadPart::Headline), "主题（标题）", "headline"),
    (Label::Head(HeadPart::Kicker), "引题", "kicker"),
    (Label::Head(HeadPart::Subtitle), "副题", "subtitle"),
    (Label::Head(HeadPart::Byline), "署名", "byline"),
    (Label::Block(BlockKind::Paragraph), "正文", "text"),
    (Label::Block(BlockKind::Subhead), "小标题", "subhead"),
    (Label::Caption, "图注", "caption"),
    (Label::PullQuote, "摘句（重复正文的大字）", "pull quote"),
    (Label::Section, "栏目", "section label"),
    (Label::Page, "版面自身的文字（版次、编辑等）", "of the page itself: folio, editors …"),
];

/// What can be chosen, and which of it stands under the cursor at first.
#[derive(Debug, Default)]
pub(crate) struct Offer {
    pub(crate) items: Vec<Item>,
    pub(crate) first: usize,
}

/// Characters of text beside a seam.
const BESIDE: usize = 14;

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

/// The seams of the article; the cursor stands on the one in view, or the nearest.
pub(crate) fn seams(state: &State) -> Offer {
    let Some((_, article)) = open(state) else { return Offer::default() };
    let mut offer = Offer::default();
    let mut nearest = usize::MAX;
    for pair in article.blocks.iter().flat_map(|block| block.fragments.windows(2)) {
        let [before, after] = pair else { continue };
        let distance = rows_out_of_view(state, after.line);
        if distance < nearest {
            (nearest, offer.first) = (distance, offer.items.len());
        }
        let label = format!("{} ┆ {}", end_of(&before.text), start_of(&after.text));
        let sure = format!("{:.0}%", after.join_confidence * 100.0);
        offer.items.push(item(Mending::Cut(after.line), label, sure));
    }
    offer
}

/// How many rows a line of the part in view begins above or below the screen; 0: it is on it.
fn rows_out_of_view(state: &State, line: LineNumber) -> usize {
    let part = line_in_view(state).map_or(0, LineNumber::part);
    let (Some((_, entry)), Some(reader)) = (state.selected(), &state.reader) else { return usize::MAX };
    let article = entry.article();
    let own = article.lines().find(|own| own.in_file() == line && own.part() == part);
    let Some(place) = own.and_then(|own| place_of(article, own)) else { return usize::MAX };
    let (row, first) = (reader.row_of(place), reader.top());
    let last = reader.bottom().saturating_sub(1);
    first.saturating_sub(row).max(row.saturating_sub(last))
}

/// The pieces of the article that were joined, its paragraphs, and what of the page is loose: stories without a head, and
/// lines without a home. The cursor stands on the piece that was cut off last, or on the one on top.
pub(crate) fn pieces(state: &State) -> Offer {
    let Some((page, article)) = open(state) else { return Offer::default() };
    let mut offer = Offer::default();
    let top = top_line(state);
    for fragment in article.blocks.iter().flat_map(|block| &block.fragments) {
        if Some(fragment.line) == top {
            offer.first = offer.items.len();
        }
        offer.items.push(piece_item(fragment));
    }
    let cut = state.loose.as_ref().filter(|loose| loose.path == page.path);
    for other in page.articles.iter().filter(|other| other.id != article.id && is_loose(other)) {
        let lines: Vec<LineNumber> = text_lines(other).collect();
        if cut.is_some_and(|cut| cut.piece.first() == lines.first()) {
            offer.first = offer.items.len();
        }
        let text = other.blocks.first().map(Block::text).unwrap_or_default();
        let aside = state.say("散段", "loose").to_owned();
        offer.items.push(item(Mending::Take(lines), start_of_length(&text, 40), aside));
    }
    offer.items.extend(page.unplaced.iter().map(|loose| {
        let aside = state.say("未归位", "unplaced").to_owned();
        item(Mending::Take(vec![loose.line]), start_of_length(&loose.text, 40), aside)
    }));
    offer
}

fn piece_item(fragment: &Fragment) -> Item {
    let aside = format!(":{}", fragment.line);
    item(Mending::Take(vec![fragment.line]), start_of_length(&fragment.text, 40), aside)
}

/// The whole text of an article without a head: nothing but a loose piece.
pub(crate) fn loose_story(state: &State) -> Option<Vec<LineNumber>> {
    let (_, article) = open(state)?;
    is_loose(article).then(|| text_lines(article).collect())
}

fn is_loose(article: &Article) -> bool {
    let has_head = article.headline.is_some() || article.kicker.is_some() || article.byline.is_some();
    !has_head && !article.blocks.is_empty()
}

/// Where a piece may belong, the likeliest first.
pub(crate) fn candidates(state: &State, piece: &[LineNumber]) -> Vec<Item> {
    let Some((page, _)) = open(state) else { return Vec::new() };
    let cut = state.loose.as_ref();
    let cut = cut.filter(|loose| loose.path == page.path && loose.piece.first() == piece.first());
    let found = mend::candidates(page, piece, cut.map(|loose| loose.before)).into_iter();
    found
        .filter_map(|candidate| {
            let article = page.articles.get(candidate.article)?;
            let before = page.line(candidate.after).map(|line| end_of(line.text.trim())).unwrap_or_default();
            let (sign, aside) = if candidate.reads_on {
                ("┆", state.say("接着上句", "reads on"))
            } else {
                ("¶", state.say("另起一段", "new paragraph"))
            };
            let label = format!("{}　{before}{sign}", start_of_length(&article.title(), 18));
            Some(item(Mending::Join(piece.to_vec(), candidate), label, aside.to_owned()))
        })
        .collect()
}

/// The other stories of the page: those without a headline first.
pub(crate) fn heads(state: &State) -> Offer {
    let Some((page, article)) = open(state) else { return Offer::default() };
    let mut others: Vec<(usize, &Article)> =
        page.articles.iter().enumerate().filter(|(_, other)| other.id != article.id).collect();
    others.sort_by_key(|(_, other)| other.headline.is_some());
    let items = others.into_iter().map(|(index, other)| {
        let aside = if other.headline.is_none() { state.say("无题", "no headline") } else { "" };
        let first = other.blocks.first().map(|block| start_of(&block.text())).unwrap_or_default();
        let label = format!("{}　{first}", start_of_length(&other.title(), 20));
        item(Mending::MoveHead(index), label, aside.to_owned())
    });
    Offer { items: items.collect(), first: 0 }
}

/// The lines of the article, and the page's lines without a home.
pub(crate) fn lines(state: &State) -> Offer {
    let Some((page, article)) = open(state) else { return Offer::default() };
    let top = top_line(state);
    let own = article.section_line.into_iter().chain(article.lines());
    let all: Vec<LineNumber> = own.chain(page.unplaced.iter().map(|loose| loose.line)).collect();
    let first = all.iter().position(|line| Some(*line) == top).unwrap_or(0);
    let items = all.into_iter().filter_map(|line| {
        let text = start_of_length(page.line(line)?.text.trim(), 40);
        Some(item(Mending::Relabel(line), text, format!(":{line}")))
    });
    Offer { items: items.collect(), first }
}

/// What a line can be.
pub(crate) fn labels(state: &State, line: LineNumber) -> Vec<Item> {
    let item = |(label, chinese, english): (Label, &'static str, &'static str)| {
        item(Mending::Label(line, label), state.say(chinese, english).to_owned(), String::new())
    };
    LABELS.into_iter().map(item).collect()
}

/// All provinces, those of the article first.
pub(crate) fn provinces(state: &State) -> Offer {
    let Some((_, article)) = open(state) else { return Offer::default() };
    let others = Province::ALL.into_iter().filter(|province| !article.provinces.contains(province));
    let items = article.provinces.iter().copied().chain(others).map(|province| {
        let aside = if article.provinces.contains(&province) {
            state.say("所写之地，选它则去掉", "now; choosing it takes it off")
        } else {
            ""
        };
        item(Mending::About(province), province.short().to_owned(), aside.to_owned())
    });
    Offer { items: items.collect(), first: 0 }
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

fn corrections(page: &Page, article: &Article, mending: &Mending) -> Vec<Correction> {
    let name = |line: LineNumber| LineName::of(page, line);
    let made = match mending {
        Mending::Cut(line) => cut(page, article, *line),
        Mending::Join(piece, candidate) => join(page, piece, candidate),
        Mending::MoveHead(other) => {
            page.articles.get(*other).and_then(|other| swap_heads(page, article, other))
        }
        Mending::Label(line, label) => label_line(page, article, *line, *label).map(|one| vec![one]),
        Mending::About(province) => {
            let mut about = article.provinces.clone();
            match about.iter().position(|own| own == province) {
                Some(at) => drop(about.remove(at)),
                None => about.push(*province),
            }
            article.lines().min().and_then(name).map(|line| vec![Correction::Provinces(line, about)])
        }
        Mending::Take(_) | Mending::Relabel(_) => None,
    };
    made.unwrap_or_default()
}

/// The line begins a story of its own; what followed it in its paragraph goes with it.
fn cut(page: &Page, article: &Article, line: LineNumber) -> Option<Vec<Correction>> {
    let within = |block: &&crate::model::Block| block.fragments.iter().any(|own| own.line == line);
    let block = article.blocks.iter().find(within)?;
    let lines = block.fragments.iter().map(|fragment| fragment.line).skip_while(|own| *own != line);
    in_a_row(page, lines, Place::Story)
}

fn join(page: &Page, piece: &[LineNumber], candidate: &mend::Candidate) -> Option<Vec<Correction>> {
    let after = LineName::of(page, candidate.after)?;
    let place =
        if candidate.reads_on { Place::After(after) } else { Place::Block(BlockKind::Paragraph, after) };
    in_a_row(page, piece.iter().copied(), place)
}

/// The first line goes to a place; the others keep after it as they stood, in its paragraph or the next.
fn in_a_row(page: &Page, lines: impl Iterator<Item = LineNumber>, place: Place) -> Option<Vec<Correction>> {
    let mut place = Some(place);
    let mut before: Option<LineNumber> = None;
    lines
        .map(|line| {
            let own = match (place.take(), before) {
                (Some(place), _) => place,
                (None, Some(before)) => after_as_now(page, line, before)?,
                (None, None) => Place::Story,
            };
            before = Some(line);
            Some(Correction::Place(LineName::of(page, line)?, own))
        })
        .collect()
}

fn after_as_now(page: &Page, line: LineNumber, before: LineNumber) -> Option<Place> {
    let blocks = page.articles.iter().flat_map(|article| &article.blocks);
    let block = blocks.clone().find(|block| block.fragments.iter().any(|own| own.line == line));
    let name = LineName::of(page, before)?;
    Some(match block {
        Some(block) if block.fragments.iter().any(|own| own.line == before) => Place::After(name),
        Some(block) => Place::Block(block.kind, name),
        None => Place::Block(BlockKind::Paragraph, name),
    })
}

/// Each head goes to the other's text.
fn swap_heads(page: &Page, one: &Article, two: &Article) -> Option<Vec<Correction>> {
    let mut made = head_to(page, one, two)?;
    made.extend(head_to(page, two, one)?);
    Some(made)
}

fn head_to(page: &Page, from: &Article, to: &Article) -> Option<Vec<Correction>> {
    let by = LineName::of(page, text_lines(to).next()?)?;
    let parts = [
        (HeadPart::Kicker, &from.kicker),
        (HeadPart::Headline, &from.headline),
        (HeadPart::Subtitle, &from.subtitle),
        (HeadPart::Byline, &from.byline),
    ];
    let lines = parts.into_iter().flat_map(|(part, heading)| {
        heading.iter().flat_map(|heading| &heading.lines).map(move |line| (part, *line))
    });
    lines
        .map(|(part, line)| Some(Correction::Place(LineName::of(page, line)?, Place::Head(part, by.clone()))))
        .collect()
}

fn label_line(page: &Page, article: &Article, line: LineNumber, label: Label) -> Option<Correction> {
    let name = LineName::of(page, line)?;
    // A place is told by another line of the story: the first of its text, or of its head.
    let by = || {
        let other = text_lines(article).chain(article.lines()).find(|own| *own != line)?;
        LineName::of(page, other)
    };
    let place = match label {
        Label::Head(part) => Place::Head(part, by()?),
        Label::Block(kind) => Place::Block(kind, block_before(page, article, line).or_else(by)?),
        Label::Caption => Place::Caption(by()?),
        Label::PullQuote => Place::PullQuote(by()?),
        Label::Section => Place::Section(by()?),
        Label::Page => Place::Furniture(FurnitureKind::PageLabel),
    };
    Some(Correction::Place(name, place))
}

/// The text line that stands before a line: in the reading order, or for a line that is no text, in the file.
fn block_before(page: &Page, article: &Article, line: LineNumber) -> Option<LineName> {
    let lines: Vec<LineNumber> = text_lines(article).collect();
    let before = match lines.iter().position(|own| *own == line) {
        Some(0) => None,
        Some(at) => lines.get(at - 1).copied(),
        None => lines.iter().copied().filter(|own| *own < line).max(),
    };
    LineName::of(page, before?)
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

fn item(mending: Mending, label: String, aside: String) -> Item {
    Item { choice: Choice::Mend(mending), label, aside, count: None }
}

fn end_of(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(BESIDE);
    let mark = if skip > 0 { "…" } else { "" };
    format!("{mark}{}", text.chars().skip(skip).collect::<String>())
}

fn start_of(text: &str) -> String {
    start_of_length(text, BESIDE)
}

fn start_of_length(text: &str, most: usize) -> String {
    let mark = if text.chars().count() > most { "…" } else { "" };
    format!("{}{mark}", text.chars().take(most).collect::<String>())
}
