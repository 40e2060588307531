//! Reading aloud: what is to be spoken, what is shown meanwhile, and how it ends.

use kanbao::app::aloud::{News, Wish};
use kanbao::app::effect::Effect;
use kanbao::app::event::Event;
use kanbao::app::passage::Chosen;

use crate::harness::Session;

fn wish(session: &Session) -> Wish {
    match session.effects.last() {
        Some(Effect::ReadAloud(wish)) => wish.clone(),
        other => panic!("nothing is to be spoken: {other:?}"),
    }
}

fn chosen(session: &Session) -> Option<usize> {
    match &session.state.chosen {
        Some(Chosen::Sentences(stretch)) => Some(stretch.from),
        _ => None,
    }
}

#[test]
fn an_article_is_read_aloud_sentence_by_sentence() {
    let mut session = Session::open(80, 16);
    session.press("<enter>B");
    let begun = wish(&session);
    assert!(begun.sentences[0].starts_with("昨天上午十点"), "{begun:?}");
    assert!(begun.programs.iter().any(|program| program[0] == "espeak-ng"));
    // The voice leads the eye, also beyond the lower edge.
    let last = begun.first + begun.sentences.len() - 1;
    for sentence in [begun.first, begun.first + 2, last] {
        session.happen(Event::Aloud(begun.ticket, News::At(sentence)));
        assert_eq!(chosen(&session), Some(sentence));
    }
    let reader = session.state.reader.as_ref().unwrap();
    assert!(reader.top() > 0);
    session.happen(Event::Aloud(begun.ticket, News::Done));
    assert_eq!(chosen(&session), None);
    assert!(session.text().contains("读完了"));
}

#[test]
fn the_same_key_or_another_article_ends_it() {
    for keys in ["B", "]"] {
        let mut session = Session::open(80, 24);
        session.press("<enter>B");
        let begun = wish(&session);
        session.press(keys);
        assert!(session.effects.iter().any(|effect| matches!(effect, Effect::Hush)), "{keys}");
        // What was said before it was heard changes nothing any more.
        session.happen(Event::Aloud(begun.ticket, News::At(2)));
        assert_eq!(chosen(&session), None, "{keys}");
    }
}

#[test]
fn where_nobody_speaks_the_reader_is_told_what_to_do() {
    let mut session = Session::open(80, 24);
    session.press("<enter>.jjB");
    let begun = wish(&session);
    assert!(begun.first > 0, "it begins at the chosen sentence");
    session.happen(Event::Aloud(begun.ticket, News::BrokeOff(None)));
    assert!(session.text().contains("装 espeak-ng"), "{}", session.text());
    // A program of one's own is the only one.
    session.state.settings.aloud = vec!["my-voice".to_owned(), "-x".to_owned()];
    session.press("B");
    assert_eq!(wish(&session).programs, [["my-voice", "-x"]]);
}
