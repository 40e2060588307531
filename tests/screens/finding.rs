//! What a reader sees while finding: what may come next, what is wrong, what was typed before, what was saved.

use crate::harness::Session;

/// What stands in the filter's field.
fn typed(session: &Session) -> String {
    session.state.layer.field().map(|field| field.text().to_owned()).unwrap_or_default()
}

#[test]
fn the_filter_is_completed_while_it_is_typed() {
    for (keys, expected) in [
        ("/省<tab>", "省:"),
        ("/省:<tab>", "省:河南"),
        ("/省:<tab><tab>", "省:四川"),
        ("/省:<tab><tab><s-tab>", "省:河南"),
        ("/省:<s-tab>", "省:重庆"),
        ("/省:cq<tab> 鱼", "省:重庆 鱼"),
        ("/省<tab><tab>", "省:河南"),
        ("/栏:<tab>", "栏:地方动态"),
        ("/新桥 -地:<tab>", "新桥 -地:春江新桥"),
        ("/无此词<tab>", "无此词"),
    ] {
        let mut session = Session::open(80, 24);
        session.press(keys);
        assert_eq!(typed(&session), expected, "{keys}");
    }
}

#[test]
fn what_may_come_next_stands_above_the_field_with_counts() {
    let mut session = Session::open(80, 24);
    session.press("/省:hn");
    let screen = session.text();
    let rows: Vec<&str> = screen.lines().collect();
    let proposed = rows[rows.len() - 3..rows.len() - 1].iter().map(|row| {
        let mut words = row.split_whitespace();
        (words.next().unwrap_or_default(), words.next().unwrap_or_default())
    });
    assert_eq!(proposed.collect::<Vec<_>>(), [("河南", "2"), ("湖南", "1")], "{screen}");
    session.press("<enter>");
    assert_eq!(session.state.found.ranked.len(), 3);
}

#[test]
fn a_mistake_is_pointed_at_and_mended_by_a_key() {
    for (keys, expected) in [
        ("/作家:林一舟<tab>", "作者:林一舟"),
        ("/省:河难<tab>", "省:河南"),
        ("/is:unraed<tab>", "is:未读"),
        ("/桥 日期:2024-13<tab>", "桥 日期:2024-11"),
    ] {
        let mut session = Session::open(120, 40);
        session.press(keys.trim_end_matches("<tab>"));
        assert!(!session.state.found.ranked.is_empty(), "{keys} hides everything");
        assert!(session.text().contains("是不是"), "{keys}: {}", session.text());
        session.press("<tab>");
        assert_eq!(typed(&session), expected, "{keys}");
        assert_eq!(session.state.found.mistakes, [], "{keys}");
    }
}

#[test]
fn lines_typed_before_come_back() {
    let mut session = Session::open(80, 24);
    session.press("/河南<enter>c/湖南<enter>c/麦子<enter>c");
    for (keys, expected) in [
        ("/<c-p>", "麦子"),
        ("<c-p>", "湖南"),
        ("<c-p><c-p><c-p>", "河南"),
        ("<c-n>", "湖南"),
        ("<c-n><c-n><c-n>", ""),
        ("河<c-p>", "河南"),
        ("<c-n>", "河"),
    ] {
        session.press(keys);
        assert_eq!(typed(&session), expected, "{keys}");
    }
    session.press("<c-p>");
    assert_eq!(session.state.found.ranked.len(), 2, "the list follows");
}

#[test]
fn filters_are_taken_off_one_by_one() {
    let mut session = Session::open(120, 40);
    session.press("/河南 -麦子<enter>p河南<tab><enter>");
    let count = |session: &Session| session.state.found.ranked.len();
    assert_eq!(count(&session), 1);
    for (left, found) in [("河南 -麦子", 1), ("河南", 2), ("", 6)] {
        session.press("<bs>");
        assert_eq!((session.state.selection.typed.as_str(), count(&session)), (left, found));
    }
    session.press("/(桥 OR 麦) 河南<enter>");
    let top = session.text().lines().next().unwrap_or_default().to_owned();
    assert!(top.contains("桥 OR 麦 ×") && top.contains(" 河南 ×"), "{top}");
}

#[test]
fn a_filter_is_saved_opened_and_forgotten() {
    let mut session = Session::open(120, 40);
    session.press("F");
    assert!(session.text().contains("还没有视图"));
    session.press("/麦 OR 桥<enter>phenan<enter>A<c-u>中原<enter>");
    assert_eq!(session.state.views.get("中原").map(String::as_str), Some("(麦 OR 桥) 省:河南"));
    session.press("c");
    assert_eq!(session.state.found.ranked.len(), 6);
    session.press("F");
    let screen = session.text();
    assert!(screen.lines().any(|row| row.contains("中原") && row.contains(" 2 ")), "{screen}");
    session.press("<enter>");
    assert_eq!(session.state.found.ranked.len(), 2);
    session.press("F<c-x>");
    assert!(session.state.views.is_empty());
    session.press("Z");
    assert_eq!(session.state.views.len(), 1, "forgetting is taken back like any change");
}

#[test]
fn words_in_the_text_are_shown_in_the_list_and_jumped_to() {
    let mut session = Session::open(120, 40);
    session.press("/正文:管廊<enter>");
    let screen = session.text();
    assert!(screen.lines().any(|row| row.contains("预留了管廊")), "{screen}");
    assert_eq!(session.state.found.ranked.len(), 1);
    let mut session = Session::open(40, 12);
    session.press("/“管廊”<enter><enter>");
    let screen = session.text();
    assert!(screen.contains("管廊"), "{screen}");
    let find = session.state.reader.as_ref().and_then(|reader| reader.find.clone()).expect("words are shown");
    assert_eq!(find.hits.len(), 1);
    session.press("<esc>");
    assert_eq!(session.state.focus, kanbao::app::areas::Pane::List, "one key leads back");
}
