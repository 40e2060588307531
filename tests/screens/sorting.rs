//! The order of the list: by one thing or by several, one after the other.

use crate::harness::Session;

/// The headlines of the list after these keys, by their first two characters.
#[track_caller]
fn check(keys: &str, written: &str, expected: &str) {
    let mut session = Session::open(120, 40);
    session.press(keys);
    let state = &session.state;
    assert_eq!(state.selection.sort.written(), written, "{keys}");
    let titles = state.found.ranked.iter().filter_map(|(id, _)| state.library.catalogue.entry(id));
    let heads = titles.map(|entry| entry.article().title().chars().take(4).collect::<String>());
    assert_eq!(heads.collect::<Vec<_>>().join(" "), expected, "{keys}");
}

#[test]
fn several_things_put_the_list_in_order() {
    let printed = "河南春江 湖南山村 西藏高原 候鸟为什 川渝两地 河南豫北";
    let longest = "河南春江 湖南山村 候鸟为什 西藏高原 川渝两地 河南豫北";
    let shortest = "河南豫北 川渝两地 西藏高原 候鸟为什 湖南山村 河南春江";
    let of_page = "西藏高原 湖南山村 河南春江 河南豫北 川渝两地 候鸟为什";
    check("", "page", printed);
    check("Slongest<enter>", "longest", longest);
    check("S篇幅长<enter>", "longest", longest);
    check("Snumber<tab><c-u>shortest<tab><enter>", "number shortest", of_page);
    check("Sdate<tab><c-u>number<tab><c-u>shortest<tab><enter>", "date number shortest", of_page);
    // What is ticked again decides no more; its opposite takes its place.
    check("Snumber<tab><c-u>shortest<tab><c-u>number<tab><enter>", "shortest", shortest);
    check("Snumber<tab><c-u>shortest<tab><c-u>longest<tab><enter>", "number longest", printed);
    // Esc gives up, and so does the order as it was printed.
    check("Slongest<enter>Sshortest<tab><esc>", "longest", longest);
    check("Slongest<enter>Spage<enter>", "page", printed);
    // What is typed only to filter leaves the order as it is.
    check("Sshortest<enter>/省:河南<enter>", "shortest", "河南豫北 河南春江");
}

#[test]
fn the_list_says_what_it_is_sorted_by() {
    let mut session = Session::open(120, 40);
    session.press("Sdate<tab><c-u>weight<tab><enter>");
    assert!(session.text().contains("按日期、轻重  "), "{}", session.text());
    session.press("/桥<enter>");
    assert!(session.text().contains("按匹配  "), "{}", session.text());
    session.resize(40, 12);
    session.rows_fit().unwrap();
}
