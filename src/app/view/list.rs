//! The list: a row that says what it holds, then each article with its headline and, dim, where it belongs.

use super::{Line, Paint, Patch, Span, bars, empty, push_lit};
use crate::app::areas::{Area, Pane, list_parts};
use crate::app::fit;
use crate::app::list::{INDENT, Place, headline_columns, places};
use crate::app::overlay::{Ask, Layer, Wish};
use crate::app::search::lit;
use crate::app::state::State;
use crate::model::{Article, Date, Page};
use crate::query::{Entry, Hit, body_hit, snippet};
use crate::text::signs::Sign;

/// The list with its header.
pub(super) fn patches(state: &State, area: Area, patches: &mut Vec<Patch>) {
    let (header, items) = list_parts(area);
    if header.height > 0 {
        patches.push(Patch::rows(header, Paint::Text, vec![header_line(state, header)]));
    }
    if state.found.ranked.is_empty() {
        patches.push(empty::list(state, items));
        return;
    }
    let mut lines = Vec::new();
    let places = places(state, items);
    // Only what is on the screen is lit.
    let shown = places.first().zip(places.last()).map(|(first, last)| first.index..last.index + 1);
    let ranked = shown.and_then(|shown| state.found.ranked.stretch(shown)).unwrap_or_default();
    let hits = {
        let circumstances = (&*state.marks, state.today, state.settings.sounds);
        lit(&state.library.catalogue, &state.selection, circumstances, &ranked)
    };
    for (place, hit) in places.iter().zip(&hits) {
        item(state, items, place, hit, &mut lines);
    }
    lines.truncate(usize::from(items.height));
    patches.push(Patch::rows(items, Paint::Text, lines));
}

fn header_line(state: &State, area: Area) -> Line {
    let columns = usize::from(area.width);
    let mut line = Line::of(format!("  {}", state.say("要目", "Headlines")), Paint::Section);
    if !state.ticked.is_empty() {
        line.push(format!("  {}{}", state.measure.sign(Sign::Tick), state.ticked.len()), Paint::Accent);
    }
    let count = state.found.ranked.len();
    let at = if count == 0 { 0 } else { state.list.cursor + 1 };
    let place = format!("  {at}/{count}");
    let room = columns.saturating_sub(line.width(state.measure) + state.measure.text(&place) + 2);
    let aside = fit::cut(&bars::sort_words(state), room, state.measure) + &place;
    let column = columns.saturating_sub(state.measure.text(&aside) + 1);
    if line.width(state.measure) < column {
        line.tab(column, state.measure);
        line.push(aside, Paint::Dim);
    }
    line
}

fn item(state: &State, area: Area, place: &Place, hit: &Hit, lines: &mut Vec<Line>) {
    let Some(entry) = state.library.catalogue.entry(hit.entry) else { return };
    if place.names_page {
        lines.push(page_line(state, &entry.page, area));
    }
    let first = lines.len();
    let selected = place.index == state.list.cursor;
    let article = entry.article();
    headline_lines(state, hit, article, area, selected, lines);
    put_number(state, place.index, lines.get_mut(first));
    let rows = usize::from(place.rows) - usize::from(place.names_page);
    if selected || !state.settings.compact {
        lines.truncate(first + rows - 1);
        let snippet = snippet_line(state, article, area);
        lines.push(snippet.unwrap_or_else(|| meta_line(state, hit, entry, area)));
    }
    if selected {
        let fill = if state.focus == Pane::List { Paint::Selected } else { Paint::SelectedAway };
        for line in lines.iter_mut().skip(first) {
            line.fill = Some(fill);
            if state.focus == Pane::List
                && let Some(edge) = line.spans.first_mut()
            {
                edge.paint = Paint::Cursor;
            }
        }
    }
}

/// While a number is asked for, the numbers stand where else the marks are.
fn put_number(state: &State, index: usize, line: Option<&mut Line>) {
    /// From this number on no blank is left before the headline.
    const WITH_A_BLANK: usize = 100;
    let asks = matches!(&state.layer, Layer::Ask(Ask { wish: Wish::Number(_), .. }));
    let Some(line) = line.filter(|_| asks) else { return };
    let number = match index + 1 {
        number @ ..WITH_A_BLANK => format!("{number:>2} "),
        number => format!("{number:>0$}", usize::from(INDENT)),
    };
    // A longer number would push the headline aside.
    if number.len() > usize::from(INDENT) {
        return;
    }
    let mut spans = vec![Span { text: number, paint: Paint::Accent }];
    let mut left = usize::from(INDENT);
    spans.extend(std::mem::take(&mut line.spans).into_iter().filter(|span| {
        let is_head = left > 0;
        left = left.saturating_sub(state.measure.text(&span.text));
        !is_head
    }));
    line.spans = spans;
}

fn page_line(state: &State, page: &Page, area: Area) -> Line {
    let columns = usize::from(area.width);
    let mut name = bars::edition(page, state.language());
    if page.date.is_none() && page.page_number.is_none() {
        // The paper alone does not tell one page from another.
        let file = page.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let gap = if name.is_empty() { "" } else { "  " };
        let room = columns.saturating_sub(3 + state.measure.text(&name) + gap.len());
        name = format!("{name}{gap}{}", fit::cut_middle(&file, room, state.measure));
    }
    Line::of(format!("  {}", fit::cut(&name, columns.saturating_sub(3), state.measure)), Paint::PageName)
}

/// The rows of a headline: cut to one, or whole where it is selected. The first begins with the marks.
fn headline_lines(
    state: &State,
    hit: &Hit,
    article: &Article,
    area: Area,
    selected: bool,
    lines: &mut Vec<Line>,
) {
    let measure = state.measure;
    let columns = headline_columns(area);
    let title = article.title();
    let read = state.marks.is_read(&article.id);
    let paint = if read { Paint::ReadHeadline } else { Paint::ListHeadline };
    let cut = fit::cut_at(&title, columns, measure);
    let rows = match cut {
        Some(_) if selected => fit::wrap(&title, columns, measure),
        Some(end) => vec![0..end],
        None => vec![0..title.len()],
    };
    for (index, row) in rows.iter().enumerate() {
        let mut line = Line::of(" ", Paint::Text);
        if index == 0 {
            let (mark, mark_paint) = match (state.marks.is_starred(&article.id), read) {
                (true, _) => ("*", Paint::Star),
                (false, false) => (measure.sign(Sign::Unread), Paint::Unread),
                (false, true) => (" ", Paint::Faint),
            };
            line.push(mark, mark_paint);
            if state.ticked.contains(&article.id) {
                line.push(measure.sign(Sign::Tick), Paint::Accent);
            }
        }
        line.tab(usize::from(INDENT), measure);
        let text = title.get(row.clone()).unwrap_or_default();
        push_lit(&mut line, text, row.start, &hit.lit.headline, (paint, Paint::Lit));
        if cut.is_some() && !selected {
            line.push(measure.sign(Sign::Ellipsis), Paint::Dim);
        }
        lines.push(line);
    }
}

/// The piece of the text in which the words of the filter stand, where they were looked for in the text.
fn snippet_line(state: &State, article: &Article, area: Area) -> Option<Line> {
    let place = body_hit(article, &state.selection.typed)?;
    let measure = state.measure;
    let columns = usize::from(area.width).saturating_sub(usize::from(INDENT) + 1);
    // Nearly every character takes two columns.
    let piece = snippet(article, &place, (columns / 2).saturating_sub(2))?;
    let mut text = Line::default();
    push_lit(&mut text, &piece.text, 0, &[piece.lit], (Paint::Dim, Paint::Lit));
    let mut line = Line::of(" ", Paint::Text);
    line.tab(usize::from(INDENT), measure);
    push_cut(&mut line, text, usize::from(INDENT) + columns, measure);
    Some(line)
}

/// Section, province, author, day, and at the right edge the length.
fn meta_line(state: &State, hit: &Hit, entry: &Entry, area: Area) -> Line {
    let (article, page) = (entry.article(), &entry.page);
    let measure = state.measure;
    let columns = usize::from(area.width);
    let mut parts = Line::default();
    let mut part = |text: &str, lit: &[std::ops::Range<usize>], plain: Paint| {
        if text.is_empty() {
            return;
        }
        if !parts.spans.is_empty() {
            parts.push("  ", Paint::Dim);
        }
        push_lit(&mut parts, text, 0, lit, (plain, Paint::Lit));
    };
    part(article.section.as_deref().unwrap_or_default(), &hit.lit.section, Paint::Section);
    let provinces: Vec<&str> = article.provinces.iter().map(|province| province.short()).collect();
    part(&provinces.join(" "), &hit.lit.provinces, Paint::Dim);
    part(&article.authors.join(" "), &hit.lit.authors, Paint::Dim);
    let day = page.date.map(|date| day(state, date)).unwrap_or_default();
    part(&day, &[], Paint::Dim);
    part(&other_pages(state, entry), &[], Paint::Dim);
    let length = length_words(state, article.character_count());
    let length_column = columns.saturating_sub(measure.text(&length) + 1);
    let mut line = Line::of(" ", Paint::Text);
    line.tab(usize::from(INDENT), measure);
    push_cut(&mut line, parts, length_column.saturating_sub(1), measure);
    line.tab(length_column, measure);
    line.push(length, Paint::Faint);
    line
}

/// The pages of a story that goes on on other pages, and where the same story stands again.
fn other_pages(state: &State, entry: &Entry) -> String {
    let mut words = Vec::new();
    if !entry.portions().is_empty() {
        let pages = entry.portions().iter().map(|portion| bars::page_word(&portion.page, state.language()));
        words.push(pages.collect::<Vec<_>>().join(state.measure.sign(Sign::Onward)));
    }
    let twins = entry.twins().iter().filter_map(|twin| state.library.catalogue.entry(*twin));
    let twins: Vec<String> = twins.map(|twin| bars::page_word(&twin.page, state.language())).collect();
    if !twins.is_empty() {
        words.push(format!("{} {}", state.say("又见", "also on"), twins.join("、")));
    }
    words.join("  ")
}

/// Adds pieces up to a column, the last one cut with an ellipsis.
pub(super) fn push_cut(line: &mut Line, parts: Line, end: usize, measure: crate::text::columns::Measure) {
    for span in parts.spans {
        let room = end.saturating_sub(line.width(measure));
        if room == 0 {
            return;
        }
        let cut = fit::cut(&span.text, room, measure);
        let whole = cut == span.text;
        line.push(cut, span.paint);
        if !whole {
            return;
        }
    }
}

/// The day, with its year only where the pages are of several years.
fn day(state: &State, date: Date) -> String {
    match state.library.years {
        Some((first, last)) if first == last => format!("{:02}-{:02}", date.month(), date.day()),
        _ => date.to_string(),
    }
}

/// 字数.
pub(super) fn length_words(state: &State, characters: usize) -> String {
    format!("{characters}{}", state.say("字", " ch"))
}
