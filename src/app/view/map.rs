//! The province map: tiles where a person looks for the provinces, shaded by the number of articles; beside them
//! what there is in the province under the cursor. Low or narrow screens show the same as a list.

use super::boxes::{ground, inside, push_box};
use super::{Line, Paint, Patch, bar, field_cursor_limit};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::map::{COLUMNS, Map, ROWS, Shade, tile};
use crate::app::overlay::Layer;
use crate::app::state::State;
use crate::model::{Article, Language, Province};
use crate::query::PlaceSense;
use crate::text::signs::Sign;

/// The size of tiles, with the blanks between them, from the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tiles {
    width: u16,
    height: u16,
    across: u16,
    down: u16,
}

const SIZES: [Tiles; 5] = [
    Tiles { width: 12, height: 4, across: 2, down: 1 },
    Tiles { width: 10, height: 3, across: 1, down: 1 },
    Tiles { width: 8, height: 3, across: 1, down: 0 },
    Tiles { width: 6, height: 2, across: 1, down: 0 },
    Tiles { width: 5, height: 2, across: 1, down: 0 },
];

/// The columns that the panel beside the tiles needs, its margin included.
const PANEL: u16 = 26;
/// A tile of this width shows the whole short name.
const WHOLE_NAME: u16 = 8;

impl Tiles {
    const fn columns(self) -> u16 {
        COLUMNS * self.width + (COLUMNS - 1) * self.across
    }

    const fn rows(self) -> u16 {
        ROWS * self.height + (ROWS - 1) * self.down
    }
}

/// Where the parts of the map stand.
struct Parts {
    field: Area,
    /// The tiles, or the list.
    body: Area,
    /// The size of tiles; none where the map is a list.
    tiles: Option<Tiles>,
    legend: Area,
    panel: Area,
}

/// The map's box.
pub(crate) fn outline(state: &State) -> Area {
    ground(state)
}

fn parts(outline: Area) -> Parts {
    let area = inside(outline);
    let (field, rest) = area.split_top(1);
    let fits = |tiles: &Tiles| {
        // A row of legend, and where there is room a blank row above the tiles.
        tiles.columns() + PANEL <= rest.width && tiles.rows() < rest.height
    };
    let Some(tiles) = SIZES.into_iter().find(fits) else {
        let panel_rows = if rest.height >= 7 { 2 } else { 0 };
        let (body, panel) = rest.split_bottom(panel_rows);
        return Parts { field, body, tiles: None, legend: Area::default(), panel };
    };
    let (body, legend) = rest.split_bottom(1);
    let free = body.height - tiles.rows();
    let (_, body) = body.split_top(free.div_ceil(2));
    let left = Area { width: tiles.columns(), height: tiles.rows(), ..body };
    let margin = if rest.width >= tiles.columns() + PANEL + 4 { 4 } else { 2 };
    let x = body.x + tiles.columns() + margin;
    let panel = Area { x, y: rest.y, width: rest.x + rest.width - x, height: rest.height };
    Parts { field, body: left, tiles: Some(tiles), legend: Area { width: tiles.columns(), ..legend }, panel }
}

/// Whether the screen has room for a list only.
pub(crate) fn is_list(state: &State) -> bool {
    parts(outline(state)).tiles.is_none()
}

/// The rows of the list form.
pub(super) fn list_rows(state: &State) -> Option<u16> {
    let parts = parts(outline(state));
    parts.tiles.is_none().then_some(parts.body.height)
}

/// The province under a cell.
pub(crate) fn province_at(state: &State, column: u16, row: u16) -> Option<Province> {
    let Layer::Map(map) = &state.layer else { return None };
    let parts = parts(outline(state));
    match parts.tiles {
        Some(tiles) => map
            .fitting()
            .into_iter()
            .find(|province| tile_area(parts.body, tiles, *province).holds(column, row)),
        None if parts.body.holds(column, row) => {
            map.listed(state.selection.sense).get(map.top + usize::from(row - parts.body.y)).copied()
        }
        None => None,
    }
}

fn tile_area(body: Area, tiles: Tiles, province: Province) -> Area {
    let (column, row) = tile(province);
    Area {
        x: body.x + column * (tiles.width + tiles.across),
        y: body.y + row * (tiles.height + tiles.down),
        width: tiles.width,
        height: tiles.height,
    }
}

/// The map; answers with the place of the cursor.
pub(super) fn patches(state: &State, map: &Map, patches: &mut Vec<Patch>) -> Option<(u16, u16)> {
    let outline = outline(state);
    push_box(outline, &title(state), &foot(state, map), patches);
    let parts = parts(outline);
    let cursor = field(state, map, parts.field, patches);
    if let Some(tiles) = parts.tiles {
        for province in Province::ALL {
            patches.push(tile_patch(state, map, tile_area(parts.body, tiles, province), province));
        }
        patches.push(Patch::rows(parts.legend, Paint::Popup, vec![legend(state, map)]));
        patches.push(Patch::rows(parts.panel, Paint::Popup, panel(state, map, parts.panel)));
    } else {
        patches.push(Patch::rows(parts.body, Paint::Popup, list_lines(state, map, parts.body)));
        patches.push(Patch::rows(parts.panel, Paint::Popup, short_panel(state, map, parts.panel)));
    }
    cursor
}

fn title(state: &State) -> String {
    let name = state.say("省份地图", "Provinces");
    format!("{name} - {}", sense_words(state, state.selection.sense))
}

fn sense_words(state: &State, sense: PlaceSense) -> &'static str {
    match sense {
        PlaceSense::About => state.say("写的是", "about"),
        PlaceSense::Mentioned => state.say("提到", "mentioned"),
    }
}

fn foot(state: &State, map: &Map) -> String {
    let (all, nowhere) = (map.tally.len(), map.tally.nowhere);
    match state.language() {
        Language::Chinese if nowhere > 0 => format!("共 {all} 篇，不写某省的 {nowhere} 篇"),
        Language::Chinese => format!("共 {all} 篇"),
        Language::English if nowhere > 0 => format!("{all} articles, {nowhere} about no province"),
        Language::English => format!("{all} articles"),
    }
}

fn field(state: &State, map: &Map, area: Area, patches: &mut Vec<Patch>) -> Option<(u16, u16)> {
    let columns = usize::from(area.width).saturating_sub(2);
    let (text, cursor) = field_cursor_limit(&map.field, columns, state.measure);
    let mut line = Line::of("> ", Paint::Key);
    if map.field.is_empty() {
        let words = state.say("输入省名、拼音或首字母（hn）", "type a name, pinyin or initials (hn)");
        line.push(fit::cut(words, columns, state.measure), Paint::Faint);
    } else {
        line.push(text, Paint::Field);
        if map.fitting().is_empty() {
            line.push(state.say("  没有这样的省份", "  no such province"), Paint::Dim);
        }
    }
    patches.push(Patch::rows(area, Paint::Popup, vec![line]));
    (area.height > 0).then_some((area.x + 2 + cursor as u16, area.y))
}

fn paint_of(shade: Shade) -> Paint {
    match shade.0 {
        0 => Paint::Shade0,
        1 => Paint::Shade1,
        2 => Paint::Shade2,
        3 => Paint::Shade3,
        _ => Paint::Shade4,
    }
}

/// A tile: the name, below it the count with the mark of its shade. Provinces that do not fit what is typed
/// step back.
fn tile_patch(state: &State, map: &Map, area: Area, province: Province) -> Patch {
    let sense = state.selection.sense;
    let measure = state.measure;
    let columns = usize::from(area.width);
    let fits = map.fitting().contains(&province);
    let shade = map.tally.shade(province, sense);
    let here = map.cursor == province;
    let whole = area.width >= WHOLE_NAME;
    let name = if whole { province.short() } else { province.names().single };
    let name = if here { format!("[{name}]") } else { name.to_owned() };
    let tick =
        if state.selection.provinces.contains(&province) { state.measure.sign(Sign::Tick) } else { "" };
    let count = map.tally.of(province, sense);
    let count = if fits && count > 0 { format!("{count}{}", shade.mark()) } else { String::new() };
    let paint = match (fits, here) {
        (false, _) => Paint::Shade0,
        (true, true) => Paint::Cursor,
        (true, false) => paint_of(shade),
    };
    let name_column =
        if whole { columns.saturating_sub(measure.text(&name)) / 2 } else { usize::from(!here) };
    let mut first = Line::default();
    first.push(" ".repeat(name_column), paint);
    first.push(name, paint);
    first.push(tick, paint);
    let count_columns = measure.text(&count);
    let count_column = if whole {
        columns.saturating_sub(count_columns) / 2
    } else {
        columns.saturating_sub(count_columns + usize::from(columns > count_columns))
    };
    let mut second = Line::default();
    second.push(" ".repeat(count_column), paint);
    second.push(count, paint);
    let above = usize::from(area.height.saturating_sub(2)) / 2;
    let mut rows = vec![Line::default(); above];
    rows.extend([first, second]);
    Patch::rows(area, paint, rows)
}

/// Which counts each shade stands for.
fn legend(state: &State, map: &Map) -> Line {
    let steps = map.tally.steps(state.selection.sense);
    let mut line = Line::default();
    for (index, shade) in Shade::SOME.into_iter().enumerate() {
        let least = steps.get(index).copied().unwrap_or(0);
        let range = match steps.get(index + 1) {
            Some(next) if next - 1 == least => least.to_string(),
            Some(next) => format!("{least}-{}", next - 1),
            // A dash would read like a minus.
            None => format!("{least}+"),
        };
        line.push(format!(" {range} {} ", shade.mark()), paint_of(shade));
        line.push(" ", Paint::Popup);
    }
    line.push(state.say("篇", "articles"), Paint::Dim);
    line
}

/// What there is in the province under the cursor, and what decided for the open article.
fn panel(state: &State, map: &Map, area: Area) -> Vec<Line> {
    let height = usize::from(area.height);
    let mut rows = head_lines(state, map, area);
    let below = decision_lines(state, usize::from(area.width));
    let room = height.saturating_sub(rows.len() + below.len() + 1);
    rows.extend(place_lines(state, map, area, room));
    rows.truncate(height);
    let blanks = height.saturating_sub(rows.len() + below.len());
    rows.extend(vec![Line::default(); blanks]);
    rows.extend(below);
    rows.truncate(height);
    rows
}

fn head_lines(state: &State, map: &Map, area: Area) -> Vec<Line> {
    let measure = state.measure;
    let columns = usize::from(area.width);
    let names = map.cursor.names();
    let mut name = Line::of(names.short, Paint::Headline);
    for part in [names.single, names.latin] {
        if name.width(measure) + measure.text(part) + 2 <= columns {
            name.push(format!("  {part}"), Paint::Dim);
        }
    }
    let mut counts = Line::default();
    for sense in [PlaceSense::About, PlaceSense::Mentioned] {
        let chosen = sense == state.selection.sense;
        let words = sense_words(state, sense);
        let gap = if counts.spans.is_empty() { "" } else { "  " };
        let paint = if chosen { Paint::Strong } else { Paint::Dim };
        counts.push(format!("{gap}{words} {}", map.tally.of(map.cursor, sense)), paint);
    }
    vec![name, counts, Line::default()]
}

/// The cities and counties with their counts as bars.
fn place_lines(state: &State, map: &Map, area: Area, rows: usize) -> Vec<Line> {
    let measure = state.measure;
    let columns = usize::from(area.width);
    let places = &map.places;
    if places.is_empty() || rows == 0 {
        return Vec::new();
    }
    let shown = if places.len() > rows { rows - 1 } else { places.len() };
    let most = places.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let widest = places.iter().take(shown).map(|(name, _)| measure.text(name)).max().unwrap_or(0);
    let name_columns = widest.min(columns / 2);
    let digits = most.to_string().len();
    let bar_columns = columns.saturating_sub(name_columns + digits + 3).min(24);
    let mut lines: Vec<Line> = places
        .iter()
        .take(shown)
        .map(|(name, count)| {
            let mut line = Line::of(fit::cut(name, name_columns, measure), Paint::Text);
            line.tab(name_columns + 1, measure);
            line.push(format!("{count:>digits$} "), Paint::Dim);
            line.push(bar::lying(*count, most, bar_columns, measure), Paint::Accent);
            line
        })
        .collect();
    let left = places.len() - shown;
    if left > 0 {
        let words = match state.language() {
            Language::Chinese => format!("另有 {left} 处"),
            Language::English => format!("and {left} more places"),
        };
        lines.push(Line::of(words, Paint::Faint));
    }
    lines
}

/// The open article and the words that decided for its provinces.
fn decision_lines(state: &State, columns: usize) -> Vec<Line> {
    /// Rows that the headline may take.
    const TITLE_ROWS: usize = 2;
    let Some((_, entry)) = state.selected() else { return Vec::new() };
    let article = entry.article();
    let measure = state.measure;
    let mut lines = vec![Line::of(state.say("眼前这篇", "The open article"), Paint::Section)];
    let title = article.title();
    lines.extend(
        fit::wrap(&title, columns, measure)
            .into_iter()
            .take(TITLE_ROWS)
            .map(|row| Line::of(title.get(row).unwrap_or_default(), Paint::Text)),
    );
    for sentence in decisions(state, article) {
        let rows = fit::wrap(&sentence, columns, measure);
        lines.extend(rows.into_iter().map(|row| Line::of(sentence.get(row).unwrap_or_default(), Paint::Dim)));
    }
    lines
}

/// One sentence a province: what made the article one about it.
fn decisions(state: &State, article: &Article) -> Vec<String> {
    /// An article about more provinces than these is told of by the first ones.
    const MOST: usize = 3;
    if article.provinces.is_empty() {
        return vec![state.say("不专写哪一省。", "It is about no single province.").to_owned()];
    }
    let evidence = article.province_evidence.iter().map(String::as_str).chain(std::iter::repeat(""));
    let told = article.provinces.iter().zip(evidence).take(MOST).map(|(province, evidence)| {
        let short = province.short();
        match (evidence.is_empty(), state.language()) {
            (true, Language::Chinese) => format!("写的是{short}。"),
            (true, Language::English) => format!("It is about {short}."),
            (false, Language::Chinese) => format!("写的是{short}：“{evidence}”。"),
            (false, Language::English) => format!("It is about {short}: “{evidence}”."),
        }
    });
    told.collect()
}

/// The provinces as a list: name, count, bar in its shade.
fn list_lines(state: &State, map: &Map, area: Area) -> Vec<Line> {
    let sense = state.selection.sense;
    let measure = state.measure;
    let columns = usize::from(area.width);
    let listed = map.listed(sense);
    let most = Province::ALL.into_iter().map(|province| map.tally.of(province, sense)).max().unwrap_or(0);
    let digits = most.to_string().len();
    let line = |province: &Province| {
        let count = map.tally.of(*province, sense);
        let shade = map.tally.shade(*province, sense);
        let tick = super::tick(state, state.selection.provinces.contains(province));
        let mut line = Line::of(tick, Paint::Accent);
        let plain = if count == 0 { Paint::Faint } else { Paint::Text };
        line.push(province.short(), plain);
        line.tab(11, measure);
        line.push(format!("{count:>digits$}{} ", shade.mark()), Paint::Dim);
        let room = columns.saturating_sub(line.width(measure) + 1);
        line.push(bar::lying(count, most, room, measure), Paint::Accent);
        line.fill = (*province == map.cursor).then_some(Paint::Selected);
        line
    };
    listed.iter().skip(map.top).take(usize::from(area.height)).map(line).collect()
}

/// The places of the province under the cursor in one row, and the open article's decision in another.
fn short_panel(state: &State, map: &Map, area: Area) -> Vec<Line> {
    let measure = state.measure;
    let columns = usize::from(area.width);
    let mut places = Line::of(format!("{} ", map.cursor.short()), Paint::Section);
    let named: Vec<String> = map.places.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let room = columns.saturating_sub(places.width(measure));
    let other = match state.selection.sense {
        PlaceSense::About => PlaceSense::Mentioned,
        PlaceSense::Mentioned => PlaceSense::About,
    };
    let named = if named.is_empty() {
        format!("{} {}", sense_words(state, other), map.tally.of(map.cursor, other))
    } else {
        named.join("  ")
    };
    places.push(fit::cut(&named, room, measure), Paint::Dim);
    let decided = state.selected().map(|(_, entry)| decisions(state, entry.article()).concat());
    let decided = format!("{}{}", state.say("眼前这篇", "The open article: "), decided.unwrap_or_default());
    vec![places, Line::of(fit::cut(&decided, columns, measure), Paint::Dim)]
}
