//! A page or a day at a glance: stories in columns like type on a page, each with its label, headline by weight, a
//! bar of its length, its first sentence and its pictures.

use std::sync::Arc;

use super::boxes::ground;
use super::list::length_words;
use super::{Content, Line, Paint, Patch, bar, bars};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::glance::{Glance, Scope, Spot, Story, Weight, first_sentence, lay};
use crate::app::overlay::Layer;
use crate::app::state::State;
use crate::model::{Article, Language, Page};
use crate::text::signs::Sign;

/// The least columns of a column of stories with their first sentences, and of a day's headlines.
const NARROWEST: (u16, u16) = (36, 38);
/// Characters that a practised reader takes in a minute.
const CHARACTERS_A_MINUTE: usize = 400;
/// Blank columns on both sides of the line between columns.
const MARGIN: u16 = 1;

/// A piece of a column that is never parted, and the story that it stands for.
struct Piece {
    story: Option<usize>,
    /// Rows on top that are not the story's own: a section's label, the name of a page.
    labels: usize,
    lines: Vec<Line>,
}

/// The columns of the page on the screen.
struct Columns {
    head: Area,
    areas: Vec<Area>,
    foot: Area,
}

fn columns(state: &State, scope: Scope) -> Columns {
    let area = ground(state);
    let (head, rest) = area.split_top(1);
    let (body, foot) = rest.split_bottom(u16::from(rest.height >= 12));
    let (_, body) = body.split_top(u16::from(body.height >= 16));
    let least = if scope == Scope::Page { NARROWEST.0 } else { NARROWEST.1 };
    let between = 2 * MARGIN + 1;
    let count = ((body.width + between) / (least + between)).clamp(1, 5);
    let free = body.width.saturating_sub((count - 1) * between + 2 * MARGIN);
    let width = free / count;
    let areas = (0..count)
        .map(|index| Area { x: body.x + MARGIN + index * (width + between), width, ..body })
        .collect();
    Columns { head, areas, foot }
}

/// The pieces and where each stands.
fn laid(state: &State, glance: &Glance, columns: &Columns) -> (Vec<Piece>, Vec<Spot>) {
    let area = columns.areas.first().copied().unwrap_or_default();
    let rows = usize::from(area.height);
    let width = usize::from(area.width);
    let mut pieces = match glance.scope {
        Scope::Page => page_pieces(state, glance, width),
        Scope::Day => day_pieces(state, glance, width),
    };
    for piece in &mut pieces {
        piece.lines.truncate(rows);
    }
    let heights: Vec<usize> = pieces.iter().map(|piece| piece.lines.len()).collect();
    let spots = lay(&heights, columns.areas.len(), rows);
    (pieces, spots)
}

/// The screen that shows the story under the cursor.
fn screen_of(glance: &Glance, pieces: &[Piece], spots: &[Spot]) -> usize {
    let here = pieces.iter().position(|piece| piece.story == Some(glance.cursor));
    here.and_then(|index| spots.get(index)).map_or(0, |spot| spot.screen)
}

/// The overview.
pub(super) fn patches(state: &State, glance: &Glance, patches: &mut Vec<Patch>) {
    patches.push(Patch::rows(ground(state), Paint::Text, Vec::new()));
    let columns = columns(state, glance.scope);
    let (pieces, spots) = laid(state, glance, &columns);
    let screen = screen_of(glance, &pieces, &spots);
    let screens = spots.last().map_or(1, |spot| spot.screen + 1);
    let place = (screens > 1 && columns.foot.height == 0).then_some((screen, screens));
    patches.push(Patch::rows(columns.head, Paint::Text, vec![head_line(state, glance, place, columns.head)]));
    for (index, area) in columns.areas.iter().enumerate() {
        if index > 0 {
            let x = area.x - MARGIN - 1;
            patches.push(Patch {
                area: Area { x, width: 1, ..*area },
                fill: Paint::Text,
                content: Content::Divider,
            });
        }
    }
    for (piece, spot) in pieces.into_iter().zip(spots).filter(|(_, spot)| spot.screen == screen) {
        let Some(area) = columns.areas.get(spot.column) else { continue };
        let (_, below) = area.split_top(spot.row as u16);
        let (own, _) = below.split_top(piece.lines.len() as u16);
        let here = piece.story == Some(glance.cursor);
        let mut lines = piece.lines;
        if here {
            for line in lines.iter_mut().skip(piece.labels).filter(|line| !line.spans.is_empty()) {
                line.fill = Some(Paint::Selected);
            }
        }
        patches.push(Patch::rows(own, Paint::Text, lines));
    }
    if columns.foot.height > 0 {
        let foot = foot_line(state, (screen, screens), usize::from(columns.foot.width));
        patches.push(Patch::rows(columns.foot, Paint::Text, vec![foot]));
    }
}

/// The story under a cell.
pub(crate) fn story_at(state: &State, column: u16, row: u16) -> Option<usize> {
    let Layer::Glance(glance) = &state.layer else { return None };
    let columns = columns(state, glance.scope);
    let (pieces, spots) = laid(state, glance, &columns);
    let screen = screen_of(glance, &pieces, &spots);
    let holds = |piece: &Piece, spot: &Spot| {
        let area = columns.areas.get(spot.column)?;
        let (_, below) = area.split_top(spot.row as u16);
        let (own, _) = below.split_top(piece.lines.len() as u16);
        own.holds(column, row).then_some(piece.story?)
    };
    pieces
        .iter()
        .zip(&spots)
        .filter(|(_, spot)| spot.screen == screen)
        .find_map(|(piece, spot)| holds(piece, spot))
}

/// The first story of the next or previous screen; the last or first where there is none.
pub(crate) fn story_of_screen(state: &State, glance: &Glance, forward: bool) -> usize {
    let columns = columns(state, glance.scope);
    let (pieces, spots) = laid(state, glance, &columns);
    let here = screen_of(glance, &pieces, &spots);
    let wanted = if forward { here + 1 } else { here.saturating_sub(1) };
    let found =
        pieces.iter().zip(&spots).find(|(piece, spot)| spot.screen == wanted && piece.story.is_some());
    let end = if forward { glance.stories.len().saturating_sub(1) } else { 0 };
    found.filter(|_| wanted != here).and_then(|(piece, _)| piece.story).unwrap_or(end)
}

/// What is shown, and at the right edge how much it is; where no row is left for it below, also which screen.
fn head_line(state: &State, glance: &Glance, place: Option<(usize, usize)>, area: Area) -> Line {
    let measure = state.measure;
    let columns = usize::from(area.width);
    let Some(story) = glance.selected() else { return Line::default() };
    let name = match glance.scope {
        Scope::Page => page_words(state, &story.page),
        Scope::Day => match (story.page.date, state.language()) {
            (Some(date), Language::Chinese) => {
                format!("{}年{}月{}日 各版", date.year(), date.month(), date.day())
            }
            (Some(date), Language::English) => format!("{date}, all pages"),
            (None, _) => state.say("各版", "All pages").to_owned(),
        },
    };
    let mut totals = total_words(state, glance.stories.iter());
    if let Some((screen, screens)) = place {
        totals += &format!("  {}/{screens}", screen + 1);
    }
    let column = columns.saturating_sub(measure.text(&totals) + 1);
    let mut line =
        Line::of(format!(" {}", fit::cut(&name, column.saturating_sub(3), measure)), Paint::Strong);
    line.tab(column, measure);
    line.push(totals, Paint::Dim);
    line
}

/// 第1版 要闻, or what is known of the page.
fn page_words(state: &State, page: &Page) -> String {
    if page.page_number.is_none() {
        let edition = bars::edition(page, state.language());
        let file = page.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        return if edition.is_empty() { file.into_owned() } else { format!("{edition}  {file}") };
    }
    let number = page.page_number.unwrap_or_default();
    let name = page.page_name.as_deref().unwrap_or_default();
    match state.language() {
        Language::Chinese => format!("第{number}版 {name}").trim_end().to_owned(),
        Language::English => format!("Page {number} {name}").trim_end().to_owned(),
    }
}

fn total_words<'a>(state: &State, stories: impl Iterator<Item = &'a Story>) -> String {
    let articles: Vec<&Article> = stories.filter_map(|story| article_of(state, story)).collect();
    let characters: usize = articles.iter().map(|article| article.character_count()).sum();
    let count = articles.len();
    let minutes = characters.div_ceil(CHARACTERS_A_MINUTE);
    match state.language() {
        Language::Chinese => format!("{count}篇 {characters}字 {minutes}分钟"),
        Language::English => format!("{count} articles, {characters} ch, {minutes} min"),
    }
}

fn foot_line(state: &State, (screen, screens): (usize, usize), columns: usize) -> Line {
    let words = match state.language() {
        _ if screens == 1 => String::new(),
        Language::Chinese => format!("第 {}/{screens} 屏", screen + 1),
        Language::English => format!("screen {} of {screens}", screen + 1),
    };
    let mut line = Line::default();
    line.blank(columns.saturating_sub(state.measure.text(&words) + 1));
    line.push(words, Paint::Faint);
    line
}

fn article_of<'a>(state: &'a State, story: &Story) -> Option<&'a Article> {
    state.library.catalogue.entry(story.entry).map(crate::query::Entry::article)
}

/// The stories of a page, each with everything that tells its weight.
fn page_pieces(state: &State, glance: &Glance, width: usize) -> Vec<Piece> {
    let lengths = glance.stories.iter().filter_map(|story| article_of(state, story));
    let longest = lengths.map(Article::character_count).max().unwrap_or(0);
    let mut section: Option<&str> = None;
    let mut pieces = Vec::new();
    for (index, story) in glance.stories.iter().enumerate() {
        let Some(article) = article_of(state, story) else { continue };
        let mut lines = Vec::new();
        let own = article.section.as_deref();
        if own.is_some() && own != section {
            lines.push(Line::of(fit::cut(own.unwrap_or_default(), width, state.measure), Paint::Section));
        }
        section = own;
        let labels = lines.len();
        story_lines(state, article, story.weight, (width, longest), &mut lines);
        lines.push(Line::default());
        pieces.push(Piece { story: Some(index), labels, lines });
    }
    pieces
}

fn story_lines(
    state: &State,
    article: &Article,
    weight: Weight,
    (width, longest): (usize, usize),
    lines: &mut Vec<Line>,
) {
    let lead = weight == Weight::Lead;
    let heading =
        |heading: &Option<crate::model::Heading>| heading.as_ref().map(|heading| heading.text.clone());
    if let Some(kicker) = heading(&article.kicker).filter(|_| weight > Weight::Brief) {
        push_wrapped(state, &kicker, (width, 1), Paint::Kicker, lines);
    }
    let paint = match (weight, state.marks.is_read(&article.id)) {
        (Weight::Lead, _) => Paint::Headline,
        (_, true) => Paint::ReadHeadline,
        (_, false) => Paint::ListHeadline,
    };
    push_wrapped(state, &article.title(), (width, if lead { 4 } else { 3 }), paint, lines);
    if let Some(subtitle) = heading(&article.subtitle).filter(|_| lead) {
        push_wrapped(state, &subtitle, (width, 2), Paint::Subtitle, lines);
    }
    lines.push(length_line(state, article, (width, longest)));
    let rows = match weight {
        Weight::Lead => 4,
        Weight::Plain => 3,
        Weight::Brief => 2,
    };
    push_wrapped(state, &first_sentence(article), (width, rows), Paint::Dim, lines);
    if let Some(figure) = article.figures.first().filter(|_| weight > Weight::Brief) {
        let words = format!("{}{}", state.say("图：", "Picture: "), figure.caption.text);
        push_wrapped(state, &words, (width, 1), Paint::Caption, lines);
    }
}

/// A text in at most so many rows, the last one cut where there is more.
fn push_wrapped(
    state: &State,
    text: &str,
    (width, most): (usize, usize),
    paint: Paint,
    lines: &mut Vec<Line>,
) {
    let measure = state.measure;
    let rows = fit::wrap(text, width.max(2), measure);
    for (index, row) in rows.iter().take(most).enumerate() {
        let text = if index + 1 == most && rows.len() > most {
            fit::cut(text.get(row.start..).unwrap_or_default(), width, measure)
        } else {
            text.get(row.clone()).unwrap_or_default().to_owned()
        };
        lines.push(Line::of(text, paint));
    }
}

/// The bar of its length, and in words: characters, minutes, pictures.
fn length_line(state: &State, article: &Article, (width, longest): (usize, usize)) -> Line {
    let measure = state.measure;
    let characters = article.character_count();
    let minutes = characters.div_ceil(CHARACTERS_A_MINUTE).max(1);
    let pictures = article.figures.len();
    let mut words = match state.language() {
        Language::Chinese => format!("{characters}字 {minutes}分钟"),
        Language::English => format!("{characters} ch {minutes} min"),
    };
    if pictures > 0 {
        words += &match state.language() {
            Language::Chinese => format!(" {pictures}图"),
            Language::English => format!(" {pictures} pict."),
        };
    }
    let starred = if state.marks.is_starred(&article.id) { " *" } else { "" };
    let room = width.saturating_sub(measure.text(&words) + measure.text(starred) + 1).min(20);
    let mut line = Line::of(bar::lying(characters, longest, room, measure), Paint::Accent);
    line.push(if line.spans.is_empty() { "" } else { " " }, Paint::Text);
    line.push(fit::cut(&words, width, measure), Paint::Dim);
    line.push(starred, Paint::Star);
    line
}

/// The pages of a day, each with a row that names it and a row a story.
fn day_pieces(state: &State, glance: &Glance, width: usize) -> Vec<Piece> {
    let lengths = glance.stories.iter().filter_map(|story| article_of(state, story));
    let longest = lengths.map(Article::character_count).max().unwrap_or(0);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut page: Option<&Arc<Page>> = None;
    for (index, story) in glance.stories.iter().enumerate() {
        let Some(article) = article_of(state, story) else { continue };
        let mut lines = Vec::new();
        if page.is_none_or(|page| !Arc::ptr_eq(page, &story.page)) {
            if page.is_some() {
                pieces.push(Piece { story: None, labels: 0, lines: vec![Line::default()] });
            }
            page = Some(&story.page);
            let of_page = glance.stories.iter().filter(|other| Arc::ptr_eq(&other.page, &story.page));
            lines.push(page_line(state, &story.page, of_page, width));
        }
        let labels = lines.len();
        lines.push(day_line(state, article, story.weight, (width, longest)));
        pieces.push(Piece { story: Some(index), labels, lines });
    }
    pieces
}

fn page_line<'a>(state: &State, page: &Page, stories: impl Iterator<Item = &'a Story>, width: usize) -> Line {
    let measure = state.measure;
    let totals = total_words(state, stories);
    let column = width.saturating_sub(measure.text(&totals));
    let name = fit::cut(&page_words(state, page), column.saturating_sub(1), measure);
    let mut line = Line::of(name, Paint::PageName);
    line.tab(column, measure);
    line.push(totals, Paint::Faint);
    line
}

/// A headline in one row, with the bar of its length.
fn day_line(state: &State, article: &Article, weight: Weight, (width, longest): (usize, usize)) -> Line {
    /// Columns of the bar.
    const BAR: usize = 5;
    let measure = state.measure;
    let length = length_words(state, article.character_count());
    let length_column = width.saturating_sub(measure.text(&length));
    let bar_column = length_column.saturating_sub(BAR + 1);
    let read = state.marks.is_read(&article.id);
    let paint = match weight {
        Weight::Lead => Paint::Headline,
        _ if read => Paint::ReadHeadline,
        _ => Paint::ListHeadline,
    };
    let mark = match (state.marks.is_starred(&article.id), read) {
        (true, _) => Line::of("*", Paint::Star),
        (false, false) => Line::of(state.measure.sign(Sign::Unread), Paint::Unread),
        (false, true) => Line::of(" ", Paint::Faint),
    };
    let mut line = mark;
    line.tab(2, measure);
    line.push(fit::cut(&article.title(), bar_column.saturating_sub(3), measure), paint);
    line.tab(bar_column, measure);
    line.push(bar::lying(article.character_count(), longest, BAR, measure), Paint::Accent);
    line.tab(length_column, measure);
    line.push(length, Paint::Faint);
    line
}
