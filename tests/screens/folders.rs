//! Saved filters as folders in the sidebar; and stories that stand twice.

use kanbao::app::areas::Pane;
use kanbao::app::event::MouseDeed;

use crate::harness::Session;

#[test]
fn saved_filters_stand_in_the_sidebar() {
    let mut session = Session::open(120, 40);
    session.press("/省:河南<enter>A<c-u>中原<enter>c/是:未读<enter>A<c-u>待读<enter>c");
    let row = |session: &Session, name: &str| {
        let text = session.text();
        let found =
            text.lines().enumerate().find(|(_, row)| row.get(..18).is_some_and(|left| left.contains(name)));
        let (at, row) = found.unwrap_or_else(|| panic!("{name} is not in the sidebar:\n{text}"));
        (at as u16, row.split('│').next().unwrap_or_default().trim().to_owned())
    };
    assert_eq!(row(&session, "中原").1, "中原         2");
    assert_eq!(row(&session, "待读").1, "待读         6");
    // One click opens it; what is read then is counted at once.
    session.mouse(MouseDeed::Click, 5, row(&session, "待读").0);
    assert_eq!(session.state.found.ranked.len(), 6);
    session.press("<enter>");
    assert_eq!(row(&session, "待读").1, "✓ 待读         5");
    // And so does Enter in the sidebar; from “all” everything is there again.
    let at = row(&session, "中原").0;
    session.mouse(MouseDeed::Click, 5, at);
    assert_eq!(session.state.found.ranked.len(), 2);
    session.state.focus = Pane::Sidebar;
    session.press("g<enter>");
    assert_eq!(session.state.found.ranked.len(), 6);
    // A narrow screen has them in a list.
    session.resize(80, 24).press("F");
    assert!(session.text().contains("中原") && session.text().contains("待读"));
}

#[test]
fn duplicates_are_found_and_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let story = "渔港添了一座冷库\n\n    记者昨天在渔港看到，新冷库能存下三百吨鱼，傍晚六点船刚靠岸就开门收货，渔民不用再连夜卖鱼。码头上的老人说，从前鱼价高低全看天气，今年头一回能等到天亮再谈价钱。\n";
    let other = "班车开进了山谷\n\n    从县城到山谷的班车每天三趟，老人赶集不用再走两小时山路，司机还替人捎药和种子。\n";
    std::fs::write(folder.path().join("a1.txt"), story).unwrap();
    std::fs::write(folder.path().join("a3.txt"), other).unwrap();
    std::fs::write(folder.path().join("a2.txt"), story).unwrap();
    let mut session = Session::of_files(120, 40, folder.path());
    let count = |session: &Session| session.state.found.ranked.len();
    let all = count(&session);
    session.press("/是:重复<enter>");
    assert_eq!(count(&session), 1, "{}", session.text());
    session.press("cD");
    assert_eq!(count(&session), all - 1);
    assert!(session.text().contains("隐去重复的 1 篇"), "{}", session.text());
    session.press("D");
    assert_eq!(count(&session), all);
    session.press("/渔港<enter>D");
    assert_eq!((count(&session), session.state.selection.typed.as_str()), (1, "渔港 -是:重复"));
}
