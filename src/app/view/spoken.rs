//! The pinyin of a sentence in a box: below the word that the cursor is on what else it may be, above it the sentence,
//! each character under its reading. The box stands where it does not hide the word in the article.

use super::boxes::{ground, push_box};
use super::{Line, Paint, Patch};
use crate::app::areas::Area;
use crate::app::fit;
use crate::app::spoken::{Spoken, Word};
use crate::app::state::State;
use crate::ingest::lens;
use crate::model::Language;
use crate::text::columns::Measure;

/// Wider boxes make the eye go too far.
const WIDEST: u16 = 92;
/// Rows of the box beside its readings: its edges, and the row about the word.
const ROWS_BESIDE: u16 = 3;

/// The box.
pub(super) fn patches(state: &State, spoken: &Spoken, patches: &mut Vec<Patch>) {
    let ground = ground(state);
    let width = ground.width.min(WIDEST);
    let shown = in_script(state, spoken);
    let spoken = &shown;
    let rows = pairs(spoken, usize::from(width.saturating_sub(4)), state.measure);
    let most = (ground.height / 2).max(5).min(ground.height);
    let height = (rows.len() as u16 * 2 + ROWS_BESIDE).min(most);
    let y = if word_stands_low(state, spoken) { ground.y } else { ground.y + ground.height - height };
    let outline = Area { x: ground.x + (ground.width - width) / 2, y, width, height };
    let area = push_box(outline, state.say("注音", "Pinyin"), &rare_words(state, spoken), patches);
    let (detail, readings) = area.split_top(1);
    let words = fit::cut(&word_line(state, spoken), usize::from(detail.width), state.measure);
    patches.push(Patch::rows(detail, Paint::Popup, vec![Line::of(words, Paint::Strong)]));
    let shown = usize::from(readings.height / 2).max(1);
    let here = rows.iter().position(|row| row.holds_cursor).unwrap_or(0);
    let first = (here + 1).saturating_sub(shown);
    let lines = rows.into_iter().skip(first).take(shown).flat_map(|row| [row.above, row.below]);
    patches.push(Patch::rows(readings, Paint::Popup, lines.collect()));
}

/// The sentence with its characters in the wanted script: the sentence chooses them, not the word by itself.
fn in_script(state: &State, spoken: &Spoken) -> Spoken {
    let sentence: String = spoken.words.iter().map(Word::text).collect();
    let shown = state.shown(&sentence);
    let mut characters = shown.chars();
    let mut spoken = spoken.clone();
    for said in spoken.words.iter_mut().flat_map(|word| &mut word.said) {
        said.character = characters.next().unwrap_or(said.character);
    }
    spoken
}

/// Whether the word stands in the lower half of the reader, where the box usually is.
fn word_stands_low(state: &State, spoken: &Spoken) -> bool {
    let Some((reader, word)) = state.reader.as_ref().zip(spoken.word()) else { return false };
    let Some(area) = state.reader_area(&state.areas()) else { return false };
    let height = usize::from(area.text.height).max(1);
    let row = reader.row_of(word.position()).saturating_sub(reader.top()) % height;
    row >= height / 2
}

/// The word under the cursor: how it is read, and how else its characters may be.
fn word_line(state: &State, spoken: &Spoken) -> String {
    let Some(word) = spoken.word() else { return String::new() };
    let mut words = format!("{}  {}", word.text(), word.reading());
    for (character, others) in word.others() {
        words += &match state.language() {
            Language::Chinese => format!("  （{character}又读 {}）", others.join("、")),
            Language::English => format!("  ({character} also {})", others.join(", ")),
        };
    }
    words
}

/// How many characters of the sentence are rare.
fn rare_words(state: &State, spoken: &Spoken) -> String {
    let characters = spoken.words.iter().flat_map(|word| &word.said);
    let rare = characters.filter(|said| lens::is_rare(said.character)).count();
    match (rare, state.language()) {
        (0, _) => String::new(),
        (_, Language::Chinese) => format!("生僻字 {rare}"),
        (_, Language::English) => format!("{rare} rare"),
    }
}

/// A row of readings with the row of characters under it.
#[derive(Debug, Default)]
struct Pair {
    above: Line,
    below: Line,
    holds_cursor: bool,
}

/// The sentence in rows of this width. A word is whole where a row has room for it.
fn pairs(spoken: &Spoken, columns: usize, measure: Measure) -> Vec<Pair> {
    let mut pairs = vec![Pair::default()];
    for (index, word) in spoken.words.iter().enumerate() {
        let cells = cells_of(word, measure);
        let width: usize = cells.iter().map(|(_, _, width)| width).sum();
        let here = index == spoken.cursor;
        let mut used = pairs.last().map_or(0, |pair| pair.below.width(measure));
        // A mark goes into the last columns, which words leave free for it, so that none begins a row.
        let room = if word.is_read() { columns.saturating_sub(2) } else { columns };
        if used + width > room && used > 0 {
            pairs.push(Pair::default());
            used = 0;
        }
        for (above, below, width) in cells {
            if used + width > columns && used > 0 {
                pairs.push(Pair::default());
                used = 0;
            }
            if let Some(pair) = pairs.last_mut() {
                pair.above.push(above, if here { Paint::Accent } else { Paint::Dim });
                pair.above.tab(used + width, measure);
                pair.below.push(below, if here { Paint::LitHere } else { paint_of(word) });
                pair.below.tab(used + width, measure);
                pair.holds_cursor |= here;
            }
            used += width;
        }
    }
    pairs
}

fn paint_of(word: &Word) -> Paint {
    if word.is_rare() { Paint::Accent } else { Paint::Text }
}

/// Each character of a word with its reading, and the columns that both take with a blank after them.
fn cells_of(word: &Word, measure: Measure) -> Vec<(&'static str, String, usize)> {
    let cells = word.said.iter().map(|said| {
        let below = measure.shown(&said.character.to_string()).to_owned();
        let above = said.reading.unwrap_or_default();
        let width = measure.text(&below).max(measure.text(above) + usize::from(!above.is_empty()));
        (above, below, width)
    });
    let mut cells: Vec<_> = cells.collect();
    // Words stand further apart than the characters of one.
    if let Some((.., width)) = cells.last_mut().filter(|_| word.is_read()) {
        *width += 1;
    }
    cells
}
