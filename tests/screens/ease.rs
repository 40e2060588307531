//! What readers found hard who knew nothing but the screen and its help, told by what they then see.

use kanbao::app::effect::Effect;
use kanbao::app::overlay::Layer;

use crate::harness::Session;

/// What stands in the first rows of the open choice.
fn offered(session: &Session) -> Vec<String> {
    let Layer::Picker(picker) = &session.state.layer else { panic!("nothing is to be chosen from") };
    let items = picker.shown.iter().filter_map(|(index, _)| picker.items.get(*index));
    items.map(|item| item.label.clone()).collect()
}

#[test]
fn what_leaves_vi_leaves_here() {
    for language in ["", "L"] {
        for word in ["q", "q!", "qa", "qa!", "wq", "x", "quit", "：ｑ", ":wqa"] {
            let mut session = Session::open(80, 24);
            session.press(language).press(":").press(word).press("<enter>");
            assert!(matches!(session.effects.last(), Some(Effect::Quit)), "{language}:{word}");
        }
    }
}

#[test]
fn a_key_typed_into_the_palette_means_its_command() {
    for (typed, first) in [
        ("z", "只看文章"),
        ("Z", "撤销"),
        ("yc", "复制引文著录"),
        (",h", "把标题给另一篇"),
        ("J", "断开一处接缝"),
        ("?", "按键与说明"),
        ("w", "本文另存"),
        ("undo", "撤销"),
    ] {
        let mut session = Session::open(80, 24);
        session.press(":").press(typed);
        let offered = offered(&session);
        assert!(offered.first().is_some_and(|row| row.contains(first)), "{typed}: {:?}", offered.first());
    }
}

#[test]
fn the_palette_begins_with_what_was_given_last_and_what_fits_the_pane() {
    let mut session = Session::open(80, 24);
    session.press(":");
    assert!(offered(&session)[0].starts_with("输入筛选"));
    session.press("<esc><enter>:");
    let in_article = offered(&session);
    assert!(!in_article[0].starts_with("输入筛选") && !in_article[0].starts_with("向下"), "{in_article:?}");
    session.press("zen<enter>:seams<enter>:");
    let offered = offered(&session);
    assert!(offered[0].contains("接缝") && offered[1].contains("只看文章"), "{:?}", &offered[..2]);
}
