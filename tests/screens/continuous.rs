//! The articles of a page read on end: what is under the upper edge is the open article, whatever is done with it.

use kanbao::app::event::MouseDeed;
use kanbao::app::reader::Reader;

use crate::harness::Session;

fn reader(session: &Session) -> &Reader {
    session.state.reader.as_ref().unwrap()
}

/// What a step further changes: the article, the row in it, and what is seen.
fn stand(session: &Session) -> (String, usize, String) {
    // The last row tells what was done, not what is seen.
    let text = session.text();
    let rows: Vec<&str> = text.lines().collect();
    (session.headline(), reader(session).top(), rows[..rows.len() - 1].join("\n"))
}

/// Where the reader stands after each of these keys, until nothing changes any more.
fn walk(session: &mut Session, key: &str) -> Vec<(String, usize, String)> {
    let mut stands = vec![stand(session)];
    loop {
        session.press(key);
        let next = stand(session);
        if stands.last() == Some(&next) {
            return stands;
        }
        stands.push(next);
    }
}

#[test]
fn row_by_row_one_comes_through_all_articles_of_the_page_and_back_the_same_way() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut session = Session::open(columns, rows);
        session.press("C<enter>");
        let down = walk(&mut session, "j");
        let mut headlines: Vec<&str> = down.iter().map(|(headline, ..)| headline.as_str()).collect();
        headlines.dedup();
        assert_eq!(headlines.len(), 3, "{headlines:?}");
        assert!(headlines[1].starts_with("湖南") && headlines[2].starts_with("西藏"), "{headlines:?}");
        // The list marks what was read, and so looks otherwise on the way back: only the way is compared.
        let way = |stands: Vec<(String, usize, String)>| -> Vec<(String, usize)> {
            stands.into_iter().map(|(headline, top, _)| (headline, top)).collect()
        };
        let mut up = way(walk(&mut session, "k"));
        up.reverse();
        assert_eq!(up, way(down), "{columns}×{rows}");
    }
}

#[test]
fn every_row_is_seen_screen_by_screen() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (200, 60), (33, 9)] {
        let mut session = Session::open(columns, rows);
        session.press("C<enter>");
        let seen: String = walk(&mut session, "<space>").into_iter().map(|(.., text)| text).collect();
        for index in 0..3 {
            session.press(if index == 0 { "g" } else { "]" });
            for row in reader(&session).rows() {
                assert!(seen.contains(row.text().trim()), "{columns}×{rows}: {}", row.text());
            }
        }
    }
}

#[test]
fn what_was_scrolled_through_is_read_and_what_is_done_is_done_with_the_article_on_top() {
    let mut session = Session::open(80, 24);
    session.press("C<enter>");
    while !session.headline().starts_with("湖南") {
        session.press("j");
    }
    session.press("myh");
    let id = session.state.selected().unwrap().1.article().id.clone();
    assert!(session.state.marks.is_starred(&id) && session.state.marks.is_read(&id));
    assert!(session.effects.iter().any(|effect| format!("{effect:?}").contains("湖南山村小学的天文台")));
    let before = session.headline();
    session.mouse(MouseDeed::WheelUp, 60, 10);
    assert_ne!(session.headline(), before);
    session.press("G");
    assert!(session.headline().starts_with("西藏"));
    session.press("g");
    assert!(session.headline().starts_with("河南春江"));
    session.press("}}}}}}}}");
    assert!(session.headline().starts_with("西藏"), "subheads lead on to the next article");
    session.press("]");
    assert!(session.headline().starts_with("候鸟"), "the next article may be on the next page");
}

#[test]
fn the_present_filter_says_which_articles_follow() {
    let mut session = Session::open(80, 24);
    session.press("C/河南 OR 西藏<enter><enter>");
    let down = walk(&mut session, "<space>");
    assert!(down.iter().all(|(headline, ..)| !headline.starts_with("湖南")));
    assert!(session.headline().starts_with("西藏"));
    assert!(session.text().contains("2/2 篇"), "{}", session.text());
}

#[test]
fn words_are_found_on_the_whole_page_and_counted() {
    let mut session = Session::open(80, 24);
    session.press("C<enter>f的<enter>");
    let count = |session: &Session| {
        let text = session.text();
        let at = text.find("第 ").unwrap();
        let number = text[at + "第 ".len()..].split(' ').next().unwrap();
        let (here, all) = number.split_once('/').unwrap();
        (here.parse::<usize>().unwrap(), all.parse::<usize>().unwrap())
    };
    let (first, all) = count(&session);
    assert!(first == 1 && all > reader(&session).find.as_ref().unwrap().hits.len());
    let mut headlines = vec![session.headline()];
    for number in 2..=all {
        session.press("n");
        assert_eq!(count(&session), (number, all));
        headlines.push(session.headline());
    }
    headlines.dedup();
    assert_eq!(headlines.len(), 3);
    session.press("n");
    assert!(session.text().contains("已到末尾，从头再找"), "{}", session.text());
    assert_eq!((count(&session), session.headline().starts_with("河南春江")), ((1, all), true));
    session.press("N");
    assert!(session.text().contains("已到开头"), "{}", session.text());
    assert_eq!((count(&session), session.headline().starts_with("西藏")), ((all, all), true));
    // Given up, the search leaves the reader where he was.
    session.press("<esc>gf天文台");
    assert!(session.headline().starts_with("湖南"), "{}", session.headline());
    session.press("<esc>");
    assert!(session.headline().starts_with("河南春江"));
}

#[test]
fn resizing_and_turning_it_off_keep_the_place() {
    for steps in [0, 5, 30, 37, 44] {
        let mut session = Session::open(80, 24);
        session.press("C<enter>");
        session.press(&"j".repeat(steps));
        let before = stand(&session);
        let has_text = !reader(&session).visible().is_empty();
        for (columns, rows) in [(40, 12), (200, 60), (33, 9), (120, 40), (80, 24)] {
            session.resize(columns, rows);
            assert_eq!(session.headline(), before.0);
        }
        if has_text {
            assert_eq!(stand(&session), before, "{steps}");
        }
        session.press("C");
        assert_eq!(session.headline(), before.0);
        session.press("C");
        assert_eq!(session.headline(), before.0);
    }
}

#[test]
fn only_what_is_in_view_is_laid_out() {
    let folder = tempfile::tempdir().unwrap();
    let story = |number: usize| {
        format!(
            "第{number}座桥上的灯亮了\n\n    本报记者 林一舟\n\n    {number}号桥上的灯昨天亮了，两岸的人都来看。\n\n"
        )
    };
    std::fs::write(folder.path().join("page.txt"), (1..400).map(story).collect::<String>()).unwrap();
    let mut session = Session::of_files(80, 24, folder.path());
    session.press("C<enter><space><space><space>");
    assert!(session.state.found.ranked.len() > 100, "{}", session.state.found.ranked.len());
    assert!(session.state.flow.laid_out() < 24, "{}", session.state.flow.laid_out());
    session.press("G");
    assert!(session.state.flow.laid_out() < 24, "{}", session.state.flow.laid_out());
    assert_eq!(session.state.list.cursor + 1, session.state.found.ranked.len());
}
