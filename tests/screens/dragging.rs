//! Dragging with the mouse: over the text, which is chosen then, and the line between two panes.

use kanbao::app::areas::Pane;
use kanbao::app::effect::Effect;
use kanbao::app::event::MouseDeed;
use kanbao::app::passage::{Chosen, text_of};
use kanbao::app::state::State;
use kanbao::text::columns::Measure;

use crate::harness::Session;

/// The cell at which these words begin, right of a column.
fn cell_of(session: &Session, words: &str, from: u16) -> (u16, u16) {
    let measure = Measure::default();
    let found = session.text().lines().enumerate().find_map(|(row, line)| {
        let mut columns = line.match_indices(words).map(|(byte, _)| measure.text(&line[..byte]) as u16);
        columns.find(|column| *column >= from).map(|column| (column, row as u16))
    });
    found.unwrap_or_else(|| panic!("{words} is not on the screen:\n{}", session.text()))
}

/// What is swept over.
fn swept(state: &State) -> String {
    match &state.chosen {
        Some(Chosen::Characters(swept)) => {
            let entry = state.library.catalogue.entry(swept.entry()).unwrap();
            text_of(entry.article(), swept.pieces())
        }
        _ => String::new(),
    }
}

/// Drags over the article from one place to another, counted in cells from the beginning of these words.
#[track_caller]
fn check((from, from_cells): (&str, i16), (to, to_cells): (&str, i16), expected: &str) {
    let mut session = Session::open(80, 24);
    session.press("<enter>");
    let ends = [(from, from_cells), (to, to_cells)];
    let [from, to] = ends.map(|(words, cells)| {
        let (column, row) = cell_of(&session, words, 33);
        (column.saturating_add_signed(cells), row)
    });
    for [from, to] in [[from, to], [to, from]] {
        session.mouse(MouseDeed::Click, from.0, from.1);
        assert_eq!(swept(&session.state), "", "a press alone chooses nothing");
        session.mouse(MouseDeed::Drag, to.0, to.1).mouse(MouseDeed::Release, to.0, to.1);
        assert_eq!(swept(&session.state), expected);
    }
    session.press("ys");
    assert!(matches!(session.effects.last(), Some(Effect::Copy(text)) if text == expected));
}

#[test]
fn text_is_swept_over_by_whole_characters() {
    // The second cell of a wide character is as good as the first.
    check(("昨天上午", 0), ("昨天上午", 2), "昨天");
    check(("昨天上午", 1), ("昨天上午", 3), "昨天");
    check(("昨天上午", 0), ("昨天上午", 1), "昨");
    // Over the ends of rows, and from one part to another.
    check(("河南春江新桥", 0), ("昨天上午", 6), &{
        let mut session = Session::open(80, 24);
        session.press("<enter>");
        let article = session.state.open_article().unwrap().clone();
        let headline = article.headline.unwrap().text;
        let byline = article.byline.map(|byline| byline.text + "\n").unwrap_or_default();
        format!("{headline}\n{byline}昨天上午")
    });
}

#[test]
fn beside_the_text_nothing_more_is_taken() {
    let mut session = Session::open(80, 24);
    session.press("<enter>");
    let (column, row) = cell_of(&session, "昨天上午", 33);
    // From the margin on the left to the one on the right: the whole row, and its indent is no text.
    session.mouse(MouseDeed::Click, 34, row).mouse(MouseDeed::Drag, 79, row);
    let whole = swept(&session.state);
    assert!(whole.starts_with("昨天上午"), "{whole}");
    // From behind the end of a row to behind the end of the next one: that one.
    session.mouse(MouseDeed::Click, 79, row).mouse(MouseDeed::Drag, 79, row + 1);
    let next = swept(&session.state);
    assert!(!next.is_empty() && !next.contains("昨天上午"), "{next}");
    // It is shown, and a resize keeps it.
    session.resize(120, 40);
    assert_eq!(swept(&session.state), next);
    session.press("<esc>");
    assert_eq!(swept(&session.state), "");
    assert!(column > 34);
}

#[test]
fn whoever_drags_beyond_the_edge_scrolls() {
    let mut session = Session::open(80, 16);
    session.press("<enter>");
    let (column, row) = cell_of(&session, "昨天上午", 33);
    session.mouse(MouseDeed::Click, column, row);
    let before = session.state.reader.as_ref().unwrap().top();
    for _ in 0..3 {
        session.mouse(MouseDeed::Drag, 79, 15);
    }
    assert_eq!(session.state.reader.as_ref().unwrap().top(), before + 3);
    assert!(swept(&session.state).starts_with("昨天上午"));
}

#[test]
fn a_double_click_takes_the_sentence() {
    let mut session = Session::open(80, 24);
    session.press("<enter>");
    let (column, row) = cell_of(&session, "昨天上午", 33);
    session.mouse(MouseDeed::Click, column, row).mouse(MouseDeed::Release, column, row);
    session.mouse(MouseDeed::DoubleClick, column + 3, row);
    let sentence = swept(&session.state);
    assert!(sentence.starts_with("昨天上午") && sentence.ends_with('。'), "{sentence}");
    session.press("i好<enter>");
    let id = session.state.open_article().unwrap().id.clone();
    assert_eq!(session.state.marks.notes(&id)[0].quote, sentence);
}

#[test]
fn the_line_between_two_panes_is_dragged() {
    for (columns, pane) in [(80, Pane::List), (120, Pane::Sidebar), (120, Pane::List)] {
        let mut session = Session::open(columns, 24);
        let width = |session: &Session| session.state.areas().pane(pane).unwrap().width;
        let area = session.state.areas().pane(pane).unwrap();
        let line = area.x + area.width;
        session.mouse(MouseDeed::Click, line, 9).mouse(MouseDeed::Drag, line + 5, 9);
        assert_eq!(width(&session), area.width + 5);
        session.mouse(MouseDeed::Release, line + 5, 9).mouse(MouseDeed::Drag, line, 9);
        assert_eq!(width(&session), area.width + 5, "it was let go");
        // At the edge it stops, and what is beside it stays.
        session.mouse(MouseDeed::Click, line + 5, 9).mouse(MouseDeed::Drag, 300, 9);
        session.rows_fit().unwrap();
        assert!(session.state.areas().reader.unwrap().width >= 24);
        session.mouse(MouseDeed::Drag, 0, 9);
        assert!(width(&session) >= 12);
    }
}

#[test]
fn keys_change_the_widths_of_panes_too() {
    let mut session = Session::open(80, 24);
    let width = |session: &Session| session.state.areas().list.unwrap().width;
    let usual = width(&session);
    assert_eq!(width(session.press("> >".replace(' ', "").as_str())), usual + 8);
    assert_eq!(width(session.press("<lt>")), usual + 4);
    // In the article, its own width is meant.
    assert_eq!(width(session.press("<enter><lt>")), usual + 8);
    session.press(":usual-panes<enter>");
    assert_eq!(width(&session), usual);
}
