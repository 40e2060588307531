//! The article: its set rows in the paints of their roles, what was found lit, seams marked, and below where
//! one is.

use std::ops::Range;

use super::{Line, Paint, Patch, bars, empty};
use crate::app::areas::{Area, Pane};
use crate::app::fit;
use crate::app::flow::{self, Shown};
use crate::app::overlay::Layer;
use crate::app::passage;
use crate::app::reader::{Reader, line_at};
use crate::app::state::State;
use crate::model::{Article, Language, Part, TextPosition};
use crate::query::{Entry, EntryId};
use crate::store::marks::Note;
use crate::text::columns::Measure;
use crate::typeset::{Role, Row, Run};

/// Characters that a practised reader takes in a minute.
const CHARACTERS_A_MINUTE: usize = 400;

/// Panes of fewer columns tell how far the reader is in as few words as can be.
const FULL_PROGRESS: usize = 44;

/// The article and its status row.
pub(super) fn patches(state: &State, area: Area, patches: &mut Vec<Patch>) {
    let parts = state.reader_parts(area);
    let (Some(reader), Some(entry)) = (&state.reader, state.open_entry()) else {
        let words = if state.library.catalogue.is_empty() {
            String::new()
        } else {
            state.say("没有选中的文章", "no article is selected").to_owned()
        };
        patches.push(Patch::rows(area, Paint::Text, empty::centre(state, area, &[(words, Paint::Faint)])));
        return;
    };
    // A patch begins left of its text, where the seam marks stand, and goes on to the next one.
    let gutter = 2.min(parts.text.x - area.x);
    let mut rows = set_rows(state, parts.text, usize::from(gutter)).into_iter();
    for column in 0..parts.text_columns {
        let x = parts.text.x + column * parts.stride - gutter;
        let end = if column + 1 < parts.text_columns { x + parts.stride } else { area.x + area.width };
        let rows = rows.by_ref().take(usize::from(parts.text.height)).collect();
        patches.push(Patch::rows(Area { x, width: end - x, ..parts.text }, Paint::Text, rows));
    }
    if parts.status.height > 0 {
        patches.push(Patch::rows(
            parts.status,
            Paint::Text,
            vec![status(state, reader, entry, parts.status)],
        ));
    }
}

/// The rows in view, of the open article and of those below it.
fn set_rows(state: &State, area: Area, gutter: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut passages = Passages::default();
    for row in flow::rows(state) {
        lines.push(match row {
            Shown::Text(reader, row) => {
                if passages.of != Some(reader.entry) {
                    passages = Passages::of(state, reader);
                }
                set_row(state, reader, &passages, row, gutter)
            }
            Shown::Blank => Line::default(),
            Shown::Rule(number) => rule(state, area, gutter, &number.to_string()),
            Shown::End => rule(state, area, gutter, state.say("本版完", "end of the page")),
        });
    }
    lines
}

/// A rule over the width of the text with words in its middle.
fn rule(state: &State, area: Area, gutter: usize, words: &str) -> Line {
    let measure = state.measure;
    let border = measure.borders().horizontal;
    let columns = usize::from(area.width).saturating_sub(measure.text(words) + 2);
    let mut line = Line::default();
    line.blank(gutter);
    line.push(border.repeat(columns / 2), Paint::Frame);
    line.push(format!(" {words} "), Paint::Faint);
    line.push(border.repeat(columns - columns / 2), Paint::Frame);
    line
}

/// What is chosen and noted in an article.
#[derive(Default)]
struct Passages<'a> {
    of: Option<EntryId>,
    chosen: Vec<(Part, Range<usize>, Paint)>,
    noted: Vec<(TextPosition, &'a Note)>,
}

/// The sentence whose pinyin is shown, with its word; or what is chosen.
fn chosen(state: &State, entry: EntryId) -> Vec<(Part, Range<usize>, Paint)> {
    let is_open = state.reader.as_ref().is_some_and(|open| open.entry == entry);
    if let (Layer::Spoken(spoken), true) = (&state.layer, is_open) {
        let paint = |index| if index == spoken.cursor { Paint::LitHere } else { Paint::Selected };
        let words = spoken.words.iter().enumerate();
        return words.map(|(index, word)| (word.part, word.bytes.clone(), paint(index))).collect();
    }
    let chosen = passage::chosen_bytes(state, entry).into_iter();
    chosen.map(|(part, bytes)| (part, bytes, Paint::Selected)).collect()
}

impl<'a> Passages<'a> {
    fn of(state: &'a State, reader: &Reader) -> Self {
        let article = state.library.catalogue.entry(reader.entry).map(Entry::article);
        Self {
            of: Some(reader.entry),
            chosen: chosen(state, reader.entry),
            noted: article.map(|article| passage::noted(state, article)).unwrap_or_default(),
        }
    }

    /// Whether a note begins in a row.
    fn is_noted(&self, row: &Row) -> bool {
        let holds = |run: &Run, place: TextPosition| {
            run.origin.is_some_and(|origin| {
                let end = origin.byte + run.text.len() as u32;
                origin.part == place.part && (origin.byte..end).contains(&place.byte)
            })
        };
        self.noted.iter().any(|(place, _)| row.runs.iter().any(|run| holds(run, *place)))
    }
}

fn set_row(state: &State, reader: &Reader, passages: &Passages<'_>, row: &Row, gutter: usize) -> Line {
    let measure = state.measure;
    let mut line = Line::default();
    let has_seam = state.seams && row.runs.iter().any(|run| run.seam.is_some());
    if has_seam && gutter > 0 {
        line.push("+", Paint::Seam);
    } else if gutter > 0 && passages.is_noted(row) {
        line.push("*", Paint::Accent);
    }
    for run in &row.runs {
        line.tab(gutter + run.column, measure);
        push_run(state, reader, passages, run, &mut line);
    }
    line
}

/// Adds a run, cut where what was found begins and ends.
fn push_run(state: &State, reader: &Reader, passages: &Passages<'_>, run: &Run, line: &mut Line) {
    let plain = paint_of(run.role);
    let text: &str = &run.text;
    let mut rest = text;
    let mut from = run.origin.map_or(0, |origin| origin.byte as usize);
    if state.seams && run.seam.is_some() {
        let first =
            unicode_segmentation::UnicodeSegmentation::graphemes(text, true).next().map_or(0, str::len);
        let (head, tail) = text.split_at(first);
        line.push(head, Paint::Seam);
        rest = tail;
        from += first;
    }
    let lit = lit_in(state, reader, passages, run);
    if let Some(origin) = run.origin.filter(|_| run.bytes as usize != text.len()) {
        // A mark that is shown as another, longer one: it is lit whole or not at all.
        let own = origin.byte as usize..(origin.byte + run.bytes) as usize;
        let hit = lit.iter().find(|(bytes, _)| bytes.start < own.end && own.start < bytes.end);
        line.push(rest, hit.map_or(plain, |(_, paint)| *paint));
        return;
    }
    let mut done = 0;
    for (bytes, paint) in lit {
        let start = bytes.start.saturating_sub(from).clamp(done, rest.len());
        let end = bytes.end.saturating_sub(from).clamp(start, rest.len());
        let (Some(before), Some(within)) = (rest.get(done..start), rest.get(start..end)) else { continue };
        line.push(before, plain);
        line.push(within, paint);
        done = end;
    }
    line.push(rest.get(done..).unwrap_or_default(), plain);
}

/// The bytes of the run's part that stand out: what is chosen, or else what was found.
fn lit_in(state: &State, reader: &Reader, passages: &Passages<'_>, run: &Run) -> Vec<(Range<usize>, Paint)> {
    let Some(origin) = run.origin else { return Vec::new() };
    let chosen = passages.chosen.iter().filter(|(part, ..)| *part == origin.part);
    let chosen: Vec<_> = chosen.map(|(_, bytes, paint)| (bytes.clone(), *paint)).collect();
    if !chosen.is_empty() {
        return chosen;
    }
    let Some(find) = &reader.find else { return seen_through_lens(reader, origin.part) };
    let hits = find.hits.iter().enumerate().filter(|(_, hit)| hit.part == origin.part);
    let is_open = state.reader.as_ref().is_some_and(|open| open.entry == reader.entry);
    let paint = |index| if is_open && index == find.current { Paint::LitHere } else { Paint::Lit };
    hits.map(|(index, hit)| (hit.bytes.clone(), paint(index))).collect()
}

/// What the lens lights in a part.
fn seen_through_lens(reader: &Reader, part: Part) -> Vec<(Range<usize>, Paint)> {
    let Some(lit) = &reader.lens else { return Vec::new() };
    let paint = |index: usize| if Some(index) == lit.current { Paint::LitHere } else { Paint::Accent };
    let passages = lit.passages.iter().enumerate().filter(|(_, passage)| passage.part == part);
    passages.map(|(index, passage)| (passage.bytes.clone(), paint(index))).collect()
}

fn paint_of(role: Role) -> Paint {
    match role {
        Role::Section => Paint::Section,
        Role::Kicker => Paint::Kicker,
        Role::Headline => Paint::Headline,
        Role::Subtitle => Paint::Subtitle,
        Role::Byline => Paint::Byline,
        Role::Subhead => Paint::Subhead,
        Role::Paragraph => Paint::Body,
        Role::Caption => Paint::Caption,
        Role::Credit => Paint::Credit,
        Role::PullQuote => Paint::PullQuote,
        Role::Frame => Paint::Frame,
        Role::Note => Paint::Note,
        Role::Reading => Paint::Accent,
    }
}

/// The file with the line on top, and at the right edge rows, percent and the time that is left.
fn status(state: &State, reader: &Reader, entry: &Entry, area: Area) -> Line {
    let measure = state.measure;
    let columns = usize::from(area.width);
    let right = progress_words(state, reader, entry.article(), columns);
    let right_column = columns.saturating_sub(measure.text(&right) + 1);
    let mut line = Line::of("  ", Paint::Faint);
    let mut left = String::new();
    if reader.find.is_some() {
        left.push_str(&bars::find_words(state));
        left.push_str("  ");
    }
    if let Some(lit) = &reader.lens {
        let words = crate::app::command::lens_words(lit.lens, state.language());
        let at = lit.current.map(|current| format!("{}/", current + 1)).unwrap_or_default();
        left.push_str(&format!("{words} {at}{}  ", lit.passages.len()));
    }
    let room = right_column.saturating_sub(3 + measure.text(&left));
    left.push_str(&source_words(reader, entry, room, measure));
    let paint = if state.focus == Pane::Reader { Paint::Dim } else { Paint::Faint };
    line.push(fit::cut(&left, right_column.saturating_sub(3), measure), paint);
    if line.width(measure) < right_column {
        line.tab(right_column, measure);
        line.push(right, paint);
    }
    line
}

/// File and lines. Where they do not fit the name is cut in its middle: the lines are what one looks for.
fn source_words(reader: &Reader, entry: &Entry, columns: usize, measure: Measure) -> String {
    let article = entry.article();
    let start = reader.visible().iter().find_map(|row| row.start);
    let first = start.and_then(|place| line_at(article, place)).or_else(|| article.lines().min());
    let path = &first.map_or(&entry.page, |line| entry.page_of(line)).path;
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let last = last_place(reader).and_then(|place| line_at(article, place));
    let lines = match (first, last) {
        (Some(first), Some(last)) if last > first && last.part() == first.part() => {
            format!(":{first}-{last}")
        }
        (Some(line), _) => format!(":{line}"),
        (None, _) => String::new(),
    };
    fit::cut_middle(&name, columns.saturating_sub(measure.text(&lines)), measure) + &lines
}

fn last_place(reader: &Reader) -> Option<TextPosition> {
    let runs = reader.visible().iter().rev().flat_map(|row| row.runs.iter().rev());
    runs.filter_map(|run| run.origin).find(|place| matches!(place.part, Part::Block(_)))
}

fn progress_words(state: &State, reader: &Reader, article: &Article, columns: usize) -> String {
    let rows = reader.rows().len();
    let percent = reader.percent();
    let left = article.character_count() * (100 - percent.min(100)) / 100 + flow::characters_below(state);
    let minutes = left.div_ceil(CHARACTERS_A_MINUTE);
    let bottom = reader.bottom();
    let is_narrow = columns < FULL_PROGRESS;
    let number = flow::number(state).map(|(number, all)| match state.language() {
        Language::Chinese => format!("{number}/{all} 篇  "),
        Language::English => format!("article {number}/{all}  "),
    });
    let place = match state.language() {
        _ if is_narrow => format!("{bottom}/{rows}  {percent}%"),
        Language::Chinese => format!("{bottom}/{rows} 行  {percent}%"),
        Language::English => format!("row {bottom}/{rows}  {percent}%"),
    };
    let place = number.filter(|_| !is_narrow).unwrap_or_default() + &place;
    match state.language() {
        _ if minutes == 0 => place,
        Language::Chinese if is_narrow => format!("余{minutes}分  {place}"),
        Language::English if is_narrow => format!("{minutes}m left  {place}"),
        Language::Chinese => format!("余 {minutes} 分钟  {place}"),
        Language::English => format!("{minutes} min left  {place}"),
    }
}
