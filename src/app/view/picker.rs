//! A picker: a field, and below it what fits, with ticks and counts.

use super::boxes::{ground, inside, push_box};
use super::{Line, Paint, Patch, field_cursor_limit, push_lit};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::overlay::{Choice, Item, Layer, Picker, Subject};
use crate::app::related;
use crate::app::state::State;
use crate::text::signs::Sign;

/// Where the picker's box stands. It does not shrink while typing, so that the eye keeps its place.
pub(crate) fn outline(state: &State) -> Area {
    let Layer::Picker(picker) = &state.layer else { return Area::default() };
    let ground = ground(state);
    let width = match picker.subject {
        Subject::Provinces | Subject::Sections => 40,
        Subject::Orders => 56,
        _ => 76,
    };
    let height = (picker.items.len() as u16).saturating_add(4);
    ground.centred(width, height.min(ground.height.saturating_sub(ground.height / 8)).max(5))
}

/// Where its items stand: below the field and a blank row, which low screens go without.
pub(crate) fn items_area(state: &State) -> Area {
    let area = inside(outline(state));
    area.split_top(if area.height >= 6 { 2 } else { 1 }).1
}

/// The picker; answers with the place of the cursor.
pub(super) fn patches(state: &State, picker: &Picker, patches: &mut Vec<Patch>) -> Option<(u16, u16)> {
    let foot = match picker.subject {
        // How many commands there are tells nobody anything.
        Subject::Commands => picker.shown.len().to_string(),
        _ => format!("{}/{}", picker.shown.len(), picker.items.len()),
    };
    let title = match picker.subject {
        Subject::Related => related::title(state),
        subject => subject.title(state),
    };
    let area = push_box(outline(state), title, &foot, patches);
    let columns = usize::from(area.width);
    let (text, cursor) = field_cursor_limit(&picker.field, columns.saturating_sub(2), state.measure);
    let mut line = Line::of("> ", Paint::Key);
    if picker.field.is_empty() {
        let words = state.say("输入汉字或拼音", "type characters or pinyin");
        line.push(fit::cut(words, columns.saturating_sub(2), state.measure), Paint::Faint);
    } else {
        line.push(text, Paint::Field);
    }
    let field = area.split_top(1).0;
    patches.push(Patch::rows(field, Paint::Popup, vec![line]));
    let items = items_area(state);
    patches.push(Patch::rows(items, Paint::Popup, item_lines(state, picker, items)));
    (field.height > 0).then_some((field.x + 2 + cursor as u16, field.y))
}

fn item_lines(state: &State, picker: &Picker, area: Area) -> Vec<Line> {
    if picker.shown.is_empty() {
        return vec![Line::of(state.say("没有符合的", "nothing fits"), Paint::Dim)];
    }
    let shown = picker.shown.iter().enumerate().skip(picker.top).take(usize::from(area.height));
    shown
        .filter_map(|(index, (item, lit))| {
            let item = picker.items.get(*item)?;
            let before = index.checked_sub(1).filter(|_| index > picker.top);
            let before = before.and_then(|before| picker.items.get(picker.shown.get(before)?.0));
            let lead = lead(state, picker, (item, before), usize::from(area.width));
            let mut line = item_line(state, picker, item, lit, (lead, usize::from(area.width)));
            line.fill = (index == picker.cursor).then_some(Paint::Selected);
            Some(line)
        })
        .collect()
}

/// The day before the first article of each day, on a timeline; blanks of its width before the others.
fn lead(state: &State, picker: &Picker, (item, before): (&Item, Option<&Item>), columns: usize) -> String {
    /// Narrower boxes have no room for the year.
    const WITH_YEAR: usize = 50;
    if picker.subject != Subject::Related {
        return String::new();
    }
    let date = |item: &Item| match item.choice {
        Choice::Entry(id) => related::date_of(state, id),
        _ => None,
    };
    let (own, above) = (date(item), before.map(date));
    let words = own.filter(|_| above != Some(own)).map_or_else(String::new, |date| date.to_string());
    if columns < WITH_YEAR {
        let (_, day) = words.split_once('-').unwrap_or_default();
        return format!("{day:<7}");
    }
    format!("{words:<12}")
}

fn item_line(
    state: &State,
    picker: &Picker,
    item: &Item,
    lit: &[std::ops::Range<usize>],
    (lead, columns): (String, usize),
) -> Line {
    let measure = state.measure;
    let mut line = Line::default();
    if picker.subject.is_plural() {
        line.push(place_or_tick(state, item), Paint::Accent);
    } else {
        line.push(" ", Paint::Text);
    }
    line.push(lead, Paint::Section);
    let count = item.count.map(|count| count.to_string()).unwrap_or_default();
    let aside = if count.is_empty() { item.aside.clone() } else { count };
    let aside = fit::cut(&aside, columns / 2, measure);
    let aside_column = columns.saturating_sub(measure.text(&aside) + 1);
    let room = aside_column.saturating_sub(line.width(measure) + 1);
    let plain = if item.count == Some(0) { Paint::Faint } else { Paint::Text };
    match fit::cut_at(&item.label, room, measure) {
        None => push_lit(&mut line, &item.label, 0, lit, (plain, Paint::Lit)),
        Some(end) => {
            push_lit(&mut line, item.label.get(..end).unwrap_or_default(), 0, lit, (plain, Paint::Lit));
            line.push(measure.sign(Sign::Ellipsis), Paint::Dim);
        }
    }
    if item.count.is_some() && !item.aside.is_empty() {
        line.push(format!("  {}", item.aside), Paint::Faint);
    }
    line.tab(aside_column, measure);
    line.push(aside, Paint::Dim);
    line
}

/// The mark of what is chosen; where several things come one after the other, which place it has.
fn place_or_tick(state: &State, item: &Item) -> String {
    let order = &state.selection.sort;
    let is_ticked = match &item.choice {
        Choice::Province(province) => state.selection.provinces.contains(province),
        Choice::Section(section) => state.selection.sections.contains(section),
        Choice::Sort(Some(sort)) => {
            return order.place(*sort).map_or_else(|| "   ".to_owned(), |place| format!(" {place} "));
        }
        Choice::Sort(None) => order.is_as_printed(),
        _ => false,
    };
    super::tick(state, is_ticked)
}
