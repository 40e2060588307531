//! How the text is set and drawn, chosen while reading: columns, quotes, rules, widths; and where the cursor stands.

use kanbao::app::effect::Effect;
use kanbao::app::event::Event;
use kanbao::app::view::view;
use kanbao::text::columns::{Ambiguous, Measure};
use kanbao::typeset::Row;

use crate::harness::Session;

/// The rows of the open article.
fn rows(session: &Session) -> Vec<String> {
    let reader = session.state.reader.as_ref().expect("an article is open");
    reader.rows().iter().map(|row| Row::text(row).trim().to_owned()).collect()
}

/// What was put into the clipboard last.
fn copied(session: &Session) -> &str {
    let copies = session.effects.iter().rev().filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    copies.into_iter().next().expect("something was copied")
}

#[test]
fn a_very_wide_screen_shows_two_columns_and_one_on_request() {
    let mut session = Session::open(200, 8);
    session.press("<enter>z");
    let height = session.text().lines().count() - 1;
    let set = rows(&session);
    assert!(set.len() > height, "the article is too short to tell");
    for (at, line) in session.text().lines().take(height).enumerate() {
        let right = set.get(at + height).map_or("", String::as_str);
        assert!(line.trim_start().starts_with(&set[at]) && line.trim_end().ends_with(right), "{line}");
    }
    session.rows_fit().unwrap();
    // What is in the second column is on the screen: going there does not scroll.
    let visible = session.state.reader.as_ref().unwrap().visible().len();
    assert!(visible > height && visible <= 2 * height);
    session.press(":text-columns<enter>");
    assert_eq!(session.state.reader.as_ref().unwrap().visible().len(), height);
    session.rows_fit().unwrap();
}

#[test]
fn look_alikes_are_shown_and_originals_are_found_and_copied() {
    let mut session = Session::open(100, 40);
    session.happen(Event::Measured(Measure::new(Ambiguous::Avoid)));
    session.press("<enter>");
    let text = session.text();
    assert!(text.contains("「最难的是") && !text.contains(['“', '”', '—', '…', '─', '│']), "{text}");
    session.rows_fit().unwrap();
    session.press("f“最难<enter>");
    assert_eq!(session.state.reader.as_ref().unwrap().find.as_ref().unwrap().hits.len(), 1);
    session.press("yy");
    assert!(copied(&session).contains("“最难的是") && !copied(&session).contains('「'));
}

#[test]
fn corner_quotes_are_shown_and_curly_ones_copied() {
    let mut session = Session::open(100, 40);
    session.press("<enter>:quotes<enter>");
    assert!(rows(&session).iter().any(|row| row.contains("「最难的是")));
    session.rows_fit().unwrap();
    session.press("yy");
    assert!(copied(&session).contains("“最难的是") && !copied(&session).contains('「'));
    session.press(":quotes<enter>");
    assert!(rows(&session).iter().any(|row| row.contains("“最难的是")));
}

#[test]
fn each_way_of_setting_is_changed_while_reading() {
    let mut session = Session::open(100, 24);
    let usual = session.state.settings.composing;
    for name in ["rules", "hang", "text-columns", "han-latin-space", "justify", "quotes"] {
        let mut rounds = 0;
        loop {
            let before = session.state.settings.composing;
            session.press(&format!(":{name}<enter>"));
            rounds += 1;
            assert_ne!(session.state.settings.composing, before, "{name}");
            assert!(session.state.notice.is_some(), "{name} says nothing");
            session.rows_fit().unwrap();
            if session.state.settings.composing == usual {
                break;
            }
        }
        assert!((2..=3).contains(&rounds), "{name} comes round after {rounds}");
    }
}

#[test]
fn the_width_of_ambiguous_characters_is_chosen_or_asked_for_anew() {
    let mut session = Session::open(100, 24);
    for (ambiguous, line) in [(Ambiguous::Narrow, "│"), (Ambiguous::Wide, "|"), (Ambiguous::Avoid, "|")] {
        session.press(":ambiguous<enter>");
        assert_eq!(session.state.measure.ambiguous, ambiguous);
        assert!(matches!(session.effects.last(), Some(Effect::Heal)));
        assert!(session.text().contains(line));
        session.rows_fit().unwrap();
    }
    session.press(":ambiguous<enter>");
    assert_eq!(session.state.settings.ambiguous, None);
    assert!(matches!(session.effects.last(), Some(Effect::AskWidth)));
}

#[test]
fn the_cursor_stands_behind_what_was_typed_however_wide_that_is() {
    for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide, Ambiguous::Avoid] {
        for (open, typed) in [("/", "“河—"), ("f", "…南"), ("p", "“河"), ("?", "“—")] {
            let mut session = Session::open(80, 24);
            session.happen(Event::Measured(Measure::new(ambiguous)));
            session.press(open).press(typed);
            let (x, y) = view(&session.state).cursor.expect("a field is open");
            let measure = session.state.measure;
            let shown: String = typed.chars().map(|c| measure.shown(&c.to_string()).to_owned()).collect();
            let row = session.text().lines().nth(usize::from(y)).unwrap().to_owned();
            let end = row.find(&shown).unwrap_or_else(|| panic!("{shown} is not in {row}")) + shown.len();
            assert_eq!(measure.text(&row[..end]), usize::from(x), "{ambiguous:?} {open}{typed}: {row}");
        }
    }
}
