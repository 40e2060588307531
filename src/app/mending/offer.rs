//! What of the open page can be put right, as rows to choose from.

use super::{Label, Mending, line_in_view, open, place_of, text_lines, top_line};
use crate::app::overlay::{Choice, Item};
use crate::app::state::State;
use crate::ingest::mend;
use crate::model::{Article, Block, BlockKind, Fragment, HeadPart, LineNumber, Province};

/// What can be chosen, and which of it stands under the cursor at first.
#[derive(Debug, Default)]
pub(crate) struct Offer {
    pub(crate) items: Vec<Item>,
    pub(crate) first: usize,
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

/// Characters of text beside a seam.
const BESIDE: usize = 14;

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
