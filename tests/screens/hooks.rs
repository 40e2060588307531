//! Hooks: which programs are to run after what a reader does, and what they read.

use kanbao::app::effect::Effect;
use kanbao::app::hooks::Deed;

use crate::harness::Session;

/// What was done, and with which article, as the hooks are told after these keys.
#[track_caller]
fn check(keys: &str, expected: &[(Deed, &str)]) {
    let mut session = Session::open(120, 40);
    for deed in Deed::ALL {
        session.state.settings.hooks.insert(deed, vec!["tee".to_owned(), "-a".to_owned()]);
    }
    session.press(keys);
    let hooks = session.effects.iter().filter_map(|effect| match effect {
        Effect::Hook(hook) => Some(hook),
        _ => None,
    });
    let told: Vec<(Deed, String)> = hooks
        .map(|hook| {
            assert_eq!(hook.command, ["tee", "-a"], "nothing of the article is in the command");
            let article: serde_json::Value = serde_json::from_str(&hook.input).unwrap();
            (hook.deed, article["title"].as_str().unwrap().chars().take(2).collect())
        })
        .collect();
    let expected: Vec<(Deed, String)> = expected.iter().map(|(deed, head)| (*deed, (*head).into())).collect();
    assert_eq!(told, expected, "{keys}");
}

#[test]
fn hooks_follow_what_a_reader_does() {
    check("jk", &[]);
    check("<enter>", &[(Deed::Open, "河南"), (Deed::Read, "河南")]);
    // Whoever turns away and comes back opens it again; it was read before.
    check("<enter>h<enter>", &[(Deed::Open, "河南"), (Deed::Read, "河南"), (Deed::Open, "河南")]);
    check(
        "<enter>]",
        &[(Deed::Open, "河南"), (Deed::Read, "河南"), (Deed::Open, "湖南"), (Deed::Read, "湖南")],
    );
    // A star that goes again, or comes back by undoing, is no deed.
    check("mmZ", &[(Deed::Star, "河南")]);
    check("**m", &[(Deed::Star, "河南"), (Deed::Star, "湖南")]);
    check("jU", &[(Deed::Read, "湖南")]);
    check(",km,km", &[]);
    check(",km,kjm", &[(Deed::Star, "湖南")]);
}

#[test]
fn without_settings_nothing_runs() {
    let mut session = Session::open(80, 24);
    session.press("<enter>m]U");
    assert!(!session.effects.iter().any(|effect| matches!(effect, Effect::Hook(_))));
    session.press(",k");
    assert!(session.text().contains("没有设钩子"));
}
